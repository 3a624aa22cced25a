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
    found = _WRITTEN.search(text.upper())
    return DocumentIdentity(found[1].lower(), found[2].lower()) if found else None


def digits_typed(text: str) -> str:
    """What somebody typed from a page as the beginning of a document's number; empty for what cannot be one."""
    digits = re.sub(r"\s", "", text).lower()
    return digits if re.fullmatch(rf"[0-9a-f]{{{_SHORT},32}}", digits) else ""
