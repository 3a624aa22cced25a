"""Bytes made into letters: by what says how they are written, else by a guess that is said to be one."""

import codecs
import re

from safeguard_app.domain.file_texts import MOST_LETTERS
from safeguard_app.domain.text_rules import visible

MOST_BYTES = 4 * MOST_LETTERS
"""Bytes of a text that are read: no way of writing takes more for a letter."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_ENDS = re.compile("\r\n|[\r\f\v\x85\u2028\u2029]")
_LONGEST_LETTER = 4
_FEW = 3
"""Where so many times more letters beyond English are whole than damaged, the text is UTF-8 all the same."""
_WAYS = re.compile(
    r"utf-?(?:8|16|32)(?:-?[bl]e)?|iso-?(?:8859|2022)-[a-z0-9-]{1,20}|windows-?[0-9]{3,4}|cp[0-9]{3,4}|koi8-[rtu]|mac[a-z_-]{2,20}"
    r"|big5(?:-?hkscs)?|gb(?:k|2312|18030)|euc-?(?:jp|kr|tw)|shift[_-]jis|latin-?[0-9]{1,2}"
)
"""Those that are looked up; neither what is no way of writing letters, nor one that hides some (UTF-7)."""


def decoded(raw: bytes, charset: str = "") -> tuple[str, bool]:
    """The letters, and whether how they are written was guessed. What cannot be read becomes a mark of its own."""
    raw = raw[:MOST_BYTES]
    marked = next((name for mark, name in _MARKS if raw.startswith(mark)), "")
    named = marked or _known(charset)
    if named:
        return raw.decode(named, "replace"), False
    try:
        return raw.decode("utf-8"), False
    except UnicodeDecodeError as failed:
        if len(raw) == MOST_BYTES and failed.start > len(raw) - _LONGEST_LETTER:
            return raw[: failed.start].decode("utf-8"), False
    damaged = raw.decode("utf-8", "replace")
    beyond = sum(not letter.isascii() for letter in damaged)
    if beyond > _FEW * damaged.count("\ufffd"):
        return damaged, True
    return raw.decode("cp1252", "replace"), True


def shown(text: str) -> str:
    r"""A text with ``\n`` line ends and nothing hidden."""
    return visible(_LINE_ENDS.sub("\n", text[: MOST_LETTERS + 1]))


def _known(charset: str) -> str:
    """The name of a way of writing letters; empty where none is named, or one that is no such way."""
    name = charset.strip().strip("\"'").lower()
    if not _WAYS.fullmatch(name):
        return ""
    try:
        b"a".decode(name, "ignore")
    except (LookupError, ValueError):
        return ""
    return name
