"""Cleaning and limits of everything people type or paste.

Names and one-line fields lose control, bidirectional and invisible characters, because a name must be what it looks
like (:func:`as_line`). Accounts and quoted words keep bidirectional and invisible marks: they are evidence, and
:func:`visible` shows them as ``[U+202E]``. Control characters say nothing to anybody and are taken out of such texts
where they are pasted or dropped (:func:`pasted_text`); what holds some all the same, because it did not come through
the window, is kept as it is and shown. NUL and lone surrogates are refused everywhere, because they cannot be stored
or searched faithfully.
"""

import re
import unicodedata

from safeguard_app.domain.errors import RuleViolation

NAME_LIMIT = 200
HANDLE_LIMIT = 200
LINE_LIMIT = 500
URL_LIMIT = 4_000
STATEMENT_LIMIT = 5_000
"""Characters of what stands on the family register in several lines."""
TEXT_LIMIT = 100_000
"""Characters of an account, a note, an answer."""
FILE_NAME_LIMIT = 120
"""Characters of a file name that are shown."""

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset(
    "\u00ad\u180e\u200b\u2060\u2061\u2062\u2063\u2064\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\ufff9\ufffa\ufffb"
)
_LINE_BREAKS = frozenset("\t\n\v\f\r\x85\u2028\u2029")
_KEPT_CONTROLS = frozenset("\t\n")
_CONTROLS = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0))))
_AS_PASTED: dict[int, str | None] = {ord(control): None for control in _CONTROLS - _KEPT_CONTROLS}
_AS_PASTED |= {ord(end): "\n" for end in _LINE_BREAKS - _KEPT_CONTROLS}
"""What becomes of control characters in a pasted text: line ends of every kind stay line ends."""
_ON_A_LINE: dict[int, str | None] = {ord(hidden): None for hidden in _BIDI | _INVISIBLE | _CONTROLS}
_ON_A_LINE |= {ord(end): " " for end in _LINE_BREAKS}
_SURROGATES = "\ud800-\udfff"
_UNSTORABLE = re.compile(f"[\0{_SURROGATES}]")
_SHOWN = re.compile(
    f"[{_SURROGATES}{re.escape(''.join(sorted((_BIDI | _INVISIBLE | _CONTROLS) - _KEPT_CONTROLS)))}]"
)
_RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789¹²³"]
)
_NOT_IN_FILE_NAMES = frozenset('<>:"|?*/\\')

_APOSTROPHES = {ord(mark): "'" for mark in "\u2019\u2018\u02bc\u0060\u00b4"}

UNSTORABLE = "This holds a character that cannot be kept. Paste it again as plain text, or type it."
REQUIRED = "Enter something here."


_ADDRESS = re.compile(
    r"(?<![\w@.\[\]/])(?P<scheme>https?://)?(?P<host>(?:[\w-]+\.)+[a-z]{2,})(?P<rest>(?:[:/?#]\S*)?)",
    re.IGNORECASE,
)
"""An address with or without its scheme; what stands in a mail address is none."""


def checked_line(text: str, field: str, limit: int = LINE_LIMIT, *, required: bool = False) -> str:
    """One line, cleaned: NFC, no control, bidirectional or invisible characters, single spaces.

    Raises RuleViolation naming ``field`` when it is longer than ``limit`` characters, cannot be stored, or is
    ``required`` and empty.
    """
    _refuse_unstorable(text, field)
    _refuse_length(text, field, limit * 4)
    line = " ".join(unicodedata.normalize("NFC", as_line(text)).split())
    _refuse_length(line, field, limit)
    if required and not line:
        raise RuleViolation({field: REQUIRED})
    return line


def checked_name(name: str, field: str, *, required: bool = True) -> str:
    """A person's, school's or body's name: one line, at most NAME_LIMIT characters."""
    return checked_line(name, field, NAME_LIMIT, required=required)


def checked_text(text: str, field: str, limit: int = TEXT_LIMIT, *, required: bool = False) -> str:
    r"""Several lines in their writer's words: NFC and ``\n`` line ends, otherwise kept as they are.

    Raises RuleViolation naming ``field`` when it is longer than ``limit`` characters, cannot be stored, or is
    ``required`` and has nothing but space in it.
    """
    _refuse_unstorable(text, field)
    _refuse_length(text, field, limit * 4)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = unicodedata.normalize("NFC", lines)
    _refuse_length(kept, field, limit)
    if required and not visible(kept).strip():
        raise RuleViolation({field: REQUIRED})
    return kept


def as_line(text: str) -> str:
    """The text on one line, while it is still typed: without control, bidirectional and invisible characters."""
    return text.replace("\r\n", "\n").translate(_ON_A_LINE)


def pasted_text(text: str) -> str:
    r"""What a box for several lines takes of a paste: ``\n`` line ends and no control characters but the tab."""
    return text.replace("\r\n", "\n").translate(_AS_PASTED)


def folded(text: str) -> str:
    """A text for comparing what was typed with what stands: without capitals, and with one kind of apostrophe."""
    return text.translate(_APOSTROPHES).casefold()


def visible(text: str) -> str:
    """The text with control, bidirectional, invisible and unstorable characters shown as ``[U+202E]``."""
    return _SHOWN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def has_hidden(text: str) -> bool:
    """Whether :func:`visible` would show anything that the text itself hides."""
    return _SHOWN.search(text) is not None


def is_reserved(name: str) -> bool:
    """Whether Windows takes a file or folder of this name for a device, whatever its ending."""
    return name.partition(".")[0].rstrip().upper() in _RESERVED


def display_file_name(name: str) -> str:
    """A file's own name as it may safely be shown, or used when the user saves a copy.

    Folders are dropped, hidden characters shown, characters and device names that Windows reserves defused, and a
    long name is shortened in the middle so that its ending stays.
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    plain = "".join(
        "_" if c in _NOT_IN_FILE_NAMES else c for c in visible(unicodedata.normalize("NFC", last))
    )
    plain = " ".join(plain.split()).rstrip(". ")
    if not plain.strip("._ "):
        return "file without a name"
    if is_reserved(plain):
        plain = f"_{plain}"
    if len(plain) > FILE_NAME_LIMIT:
        tail = FILE_NAME_LIMIT // 4
        plain = f"{plain[: FILE_NAME_LIMIT - tail - 1]}…{plain[-tail:]}"
    return plain


def masked_addresses(text: str) -> str:
    """The text with web addresses written so that nobody opens one by accident: ``hxxps://files[.]example/a.pdf``.

    For records of material that nobody may open or keep (domain.md 5.2, 5.4). Masked twice it stays the same.
    """
    return _ADDRESS.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    scheme, host, rest = found["scheme"] or "", found["host"], found["rest"]
    return f"{scheme.lower().replace('tt', 'xx')}{host.replace('.', '[.]')}{rest}"


def _refuse_unstorable(text: str, field: str) -> None:
    if _UNSTORABLE.search(text) is not None:
        raise RuleViolation({field: UNSTORABLE})


def _refuse_length(text: str, field: str, limit: int) -> None:
    if len(text) > limit:
        raise RuleViolation(
            {field: f"This is too long. Keep it to {limit:,} characters; it has {len(text):,}."}
        )
