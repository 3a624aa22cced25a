"""By what a document is known again: a number of its own and a short hash of what it says.

Both are random or hashed, so that whoever reads the code on a page learns nothing about anybody. They stand in the
code on the first page, in the file's properties, and the number alone as the first half of the file's identifier.
"""

import re
from dataclasses import dataclass

CONTENT_DIGITS = 16
NO_NUMBER = "0" * 32
_GROUP = 4
_SHORT = 16
_BEGINS = "SAFEGUARD LOG DOCUMENT"
_WRITTEN = re.compile(rf"{_BEGINS} ([0-9A-F]{{32}}) ([0-9A-F]{{{CONTENT_DIGITS}}})")


@dataclass(frozen=True, slots=True)
class DocumentIdentity:
    """``document`` is its number in the log (32 hexadecimal digits); ``content`` 16 digits of a hash of its content.

    The content is what was decided before the page was set: two documents that say the same share it.
    """

    document: str
    content: str

    @classmethod
    def of(cls, document: str | None, content: str) -> "DocumentIdentity":
        """That of a document; without a number it is only looked at, and never found again."""
        return cls(document or NO_NUMBER, content)

    @property
    def is_issued(self) -> bool:
        """Whether there is a document of this number, or only a page that was looked at."""
        return self.document != NO_NUMBER

    @property
    def payload(self) -> str:
        """What the code holds, in the letters that make a code small."""
        return f"{_BEGINS} {self.document} {self.content}".upper()

    @property
    def printed(self) -> str:
        """The first half of its number as a person reads it out: "7F3A 91C2 04BE 11D0"."""
        return grouped_digits(self.document[:_SHORT]) if self.is_issued else "not issued yet"


def grouped_digits(digits: str) -> str:
    """Digits in fours, in capitals."""
    return " ".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP)).upper()


def identity_in(text: str) -> DocumentIdentity | None:
    """The identity that a code or a file's properties hold; None where there is none."""
    found = _WRITTEN.search(" ".join(text.upper().split()))
    return DocumentIdentity(found[1].lower(), found[2].lower()) if found else None


def identity_typed(text: str) -> DocumentIdentity | None:
    """A document's number as somebody typed it or a scanner read it; None where :func:`number_wrong` says why.

    Typed from a page it is the first half, and nothing of the content.
    """
    if number_wrong(text):
        return None
    return identity_in(text) or DocumentIdentity(_digits(text), "")


def number_wrong(text: str) -> str:
    """Why a text is no number of a document, short enough to stand beside its box; empty where it is one."""
    known = identity_in(text)
    digits = known.document if known is not None else _digits(text)
    if not digits:
        return "Type the number: four groups of four."
    if known is None and _BEGINS.partition(" ")[0] in text.upper():
        return "That is a part of what the code holds. Scan it again, or type the number."
    strange = re.search(r"[^0-9a-f]", digits)
    if strange is not None:
        return f"Only 0 to 9 and A to F are printed, no “{strange[0].upper()}”."
    if not digits.strip("0"):
        return "That page was only looked at and not issued, so it has no number."
    if len(digits) < _SHORT:
        return f"That is {len(digits)} of {_SHORT} digits. Type four groups of four."
    if len(digits) not in (_SHORT, len(NO_NUMBER)):
        return f"That is {len(digits)} digits, and {_SHORT} are printed."
    return ""


def groups_amiss(typed: str, number: str) -> tuple[int, ...]:
    """For each digit that differs from a document's number, in which group of four it stands, counted from 1."""
    pairs = enumerate(zip(typed, number, strict=False))
    return tuple(place // _GROUP + 1 for place, (one, other) in pairs if one != other)


def _digits(text: str) -> str:
    """What is left of a number without what it may be written with: "document", blanks, hyphens."""
    return re.sub(r"[\s-]", "", re.sub(r"^\s*document\b[\s:,]*", "", text, flags=re.IGNORECASE)).lower()
