"""A PDF that somebody hands back, seen from outside: what it shows on each page and what hangs on it, as hashes alone.

A process apart makes such a portrait of the file handed back and of the document that was issued; the two are compared
here. A hash of a page tells nothing about anybody.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

MOST_PAGES = 2_000
MOST_DRAWN = 100
"""Pages that are drawn and compared as pictures too; of later ones only the text is compared."""
MOST_HEADS = 20


class Outcome(StrEnum):
    """How a file, or a number on paper, stands to what this log issued. The values stand in the audit."""

    SAME = "same"
    PROTECTED = "protected"
    """A copy that a passphrase opens, byte for byte as it was made here."""
    CHANGED = "changed"
    UNKNOWN = "unknown"
    LOCKED = "locked"
    UNREADABLE = "unreadable"
    NOT_PDF = "not_pdf"
    NUMBERED = "numbered"
    """No file but a number from paper, and there is a document of it."""
    NO_SUCH_NUMBER = "no_such_number"


@dataclass(frozen=True, slots=True)
class PagePortrait:
    """One page: hashes of its text and of how it looks (empty past :data:`MOST_DRAWN`), and what is laid over it.

    ``annotations`` are kinds by their numbers, in the order in which they lie there: 1 a note, 2 a link (ISO 32000-1).
    """

    text: str
    picture: str
    annotations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PdfPortrait:
    """A whole file. ``heads`` are the chain heads that stand in its text, as printed: "214: 70af 2c91 d6e4 0b53"."""

    pages: tuple[PagePortrait, ...] = ()
    heads: tuple[str, ...] = ()
    attachments: int = 0
    scripts: int = 0
    locked: bool = False
    damaged: bool = False
    page_count: int = 0
    """How many pages it says it has; those past :data:`MOST_PAGES` are not looked at."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What of a file handed back is not as it was issued. Pages are counted from 1."""

    texts: tuple[int, ...] = ()
    pictures: tuple[int, ...] = ()
    """Pages that look otherwise although their text is the same."""
    missing: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    annotated: tuple[int, ...] = ()
    attachments: int = 0
    scripts: int = 0
    text_alone: bool = False
    """Whether there are pages of which only the text was compared."""

    @property
    def shows_the_same(self) -> bool:
        """Whether every page reads and looks as it was issued, with nothing laid over it and nothing attached."""
        return replace(self, text_alone=False) == Differences()


def differences(issued: PdfPortrait, handed: PdfPortrait) -> Differences:
    """What differs, page by page, in the order of pages."""
    texts, pictures, annotated = [], [], []
    for number, (ours, theirs) in enumerate(zip(issued.pages, handed.pages, strict=False), start=1):
        if ours.text != theirs.text:
            texts.append(number)
        elif ours.picture != theirs.picture:
            pictures.append(number)
        if theirs.annotations != ours.annotations:
            annotated.append(number)
    return Differences(
        texts=tuple(texts),
        pictures=tuple(pictures),
        missing=tuple(range(handed.page_count + 1, issued.page_count + 1)),
        added=tuple(range(issued.page_count + 1, min(handed.page_count, issued.page_count + MOST_PAGES) + 1)),
        annotated=tuple(annotated),
        attachments=max(0, handed.attachments - issued.attachments),
        scripts=max(0, handed.scripts - issued.scripts),
        text_alone=min(issued.page_count, handed.page_count) > MOST_DRAWN,
    )


def likeness(issued: PdfPortrait, handed: PdfPortrait) -> int:
    """How many pages read the same: which of several documents a file most likely was."""
    return sum(ours.text == theirs.text for ours, theirs in zip(issued.pages, handed.pages, strict=False))
