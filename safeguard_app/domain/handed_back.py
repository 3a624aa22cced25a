"""A PDF that somebody hands back, seen from outside: what it shows on each page and what hangs on it, as hashes alone.

A process apart makes such a portrait of the file handed back and of the document that was issued; the two are compared
here. A hash of a page tells nothing about anybody.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from hashlib import sha256

MOST_PAGES = 2_000
MOST_DRAWN = 100
"""Pages that are drawn and compared as pictures too; of later ones only the text is compared."""
MOST_HEADS = 20
MOST_NUMBERS = 50
_NO_TEXT = sha256(b"").hexdigest()


class Outcome(StrEnum):
    """How a file, or a number on paper, stands to what this log issued. The values stand in the audit."""

    SAME = "same"
    PROTECTED = "protected"
    """A copy that a passphrase opens, byte for byte as it was made here."""
    SAME_PAGES = "same_pages"
    """Its pages read and look as they were issued; the file around them was written anew."""
    CUT_SHORT = "cut_short"
    """The beginning of a file that was issued, and nothing else."""
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
    """A whole file. ``heads`` are the chain heads that stand in its text, as printed: "214: 70af 2c91 d6e4 0b53".

    ``numbers`` are what may be numbers of documents, in small hexadecimal digits: the first half of its own identifier
    (32 digits), and those printed at the foot of its pages (16).
    """

    pages: tuple[PagePortrait, ...] = ()
    heads: tuple[str, ...] = ()
    attachments: int = 0
    scripts: int = 0
    locked: bool = False
    damaged: bool = False
    page_count: int = 0
    """How many pages it says it has; those past :data:`MOST_PAGES` are not looked at."""
    numbers: tuple[str, ...] = ()

    @property
    def shows_pictures_alone(self) -> bool:
        """Whether no page has a letter of text: a scan, or photographs of paper."""
        return bool(self.pages) and all(page.text == _NO_TEXT for page in self.pages)


Pair = tuple[int, int]
"""A page by its number in the document that was issued, and by its number in the file."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What of a file handed back is not as it was issued. Pages are counted from 1."""

    texts: tuple[Pair, ...] = ()
    pictures: tuple[Pair, ...] = ()
    """Pages that look otherwise although their text is the same."""
    missing: tuple[int, ...] = ()
    """By their numbers in the document; ``added`` by those in the file."""
    added: tuple[int, ...] = ()
    moved: tuple[Pair, ...] = ()
    """Pages that stand among others than they were issued among."""
    twice: tuple[Pair, ...] = ()
    """Pages that come once more, and where."""
    replaced: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()
    """Pages in whose place stand others, more or fewer: which of them is which cannot be told."""
    annotated: tuple[Pair, ...] = ()
    attachments: int = 0
    scripts: int = 0
    text_alone: bool = False
    """Whether there are pages of which only the text was compared."""

    @property
    def shows_the_same(self) -> bool:
        """Whether every page reads and looks as it was issued, with nothing laid over it and nothing attached."""
        return replace(self, text_alone=False) == Differences()


def differences(issued: PdfPortrait, handed: PdfPortrait) -> Differences:
    """What differs, each page held against the one it was: a page taken out does not make others of those after it."""
    found = _Aligned(issued.pages, handed.pages)
    kept = sorted([*found.same, *found.moved])
    past = _past_the_last(issued, handed)
    return Differences(
        texts=tuple(sorted(found.texts)),
        pictures=tuple(
            (at, to) for at, to in kept if _looks_otherwise(issued.pages[at - 1], handed.pages[to - 1])
        ),
        missing=(*sorted(found.missing), *past[0]),
        added=(*sorted(found.added), *past[1]),
        moved=tuple(sorted(found.moved)),
        twice=tuple(sorted(found.twice)),
        replaced=tuple(found.replaced),
        annotated=tuple(
            (at, to)
            for at, to in sorted([*kept, *found.texts])
            if issued.pages[at - 1].annotations != handed.pages[to - 1].annotations
        ),
        attachments=max(0, handed.attachments - issued.attachments),
        scripts=max(0, handed.scripts - issued.scripts),
        text_alone=min(issued.page_count, handed.page_count) > MOST_DRAWN,
    )


def likeness(issued: PdfPortrait, handed: PdfPortrait) -> int:
    """How many pages read the same, wherever they stand: which of several documents a file most likely was."""
    return (Counter(page.text for page in issued.pages) & Counter(page.text for page in handed.pages)).total()


def _looks_otherwise(ours: PagePortrait, theirs: PagePortrait) -> bool:
    return bool(ours.picture and theirs.picture) and ours.picture != theirs.picture


def _past_the_last(issued: PdfPortrait, handed: PdfPortrait) -> tuple[range, range]:
    """Pages that were not looked at, which one of the two has and the other has not: by their count alone."""
    ours, theirs = (min(one.page_count, 2 * MOST_PAGES) for one in (issued, handed))
    seen = max(len(issued.pages), len(handed.pages))
    if ours > theirs:
        return range(max(seen, theirs) + 1, ours + 1), range(0)
    return range(0), range(max(seen, ours) + 1, theirs + 1)


class _Aligned:
    """Which page of a file is which of a document, by what they read; numbers are counted from 1."""

    def __init__(self, issued: tuple[PagePortrait, ...], handed: tuple[PagePortrait, ...]) -> None:
        self._issued = [page.text for page in issued]
        self._handed = [page.text for page in handed]
        self.same: list[Pair] = []
        self.texts: list[Pair] = []
        self.moved: list[Pair] = []
        self.twice: list[Pair] = []
        self.missing: list[int] = []
        self.added: list[int] = []
        self.replaced: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
        gaps = self._gaps()
        self._move({at for ours, _ in gaps for at in ours}, {to for _, theirs in gaps for to in theirs})
        for ours, theirs in gaps:
            self._settle(self._left(ours, (*self.same, *self.moved), 0), self._left(theirs, self._placed, 1))

    @property
    def _placed(self) -> tuple[Pair, ...]:
        return (*self.same, *self.moved, *self.twice)

    def _gaps(self) -> list[tuple[range, range]]:
        """The pages of both between those that stand in the same order."""
        steps = SequenceMatcher(None, self._issued, self._handed, autojunk=False).get_opcodes()
        for step, at, end, to, _ in steps:
            if step == "equal":
                self.same += [(at + more + 1, to + more + 1) for more in range(end - at)]
        return [
            (range(at + 1, end + 1), range(to + 1, last + 1))
            for step, at, end, to, last in steps
            if step != "equal"
        ]

    def _move(self, ours: set[int], theirs: set[int]) -> None:
        """Of what is left, the pages that stand elsewhere, and those that come once more."""
        waiting: dict[str, list[int]] = {}
        for at in sorted(ours, reverse=True):
            waiting.setdefault(self._issued[at - 1], []).append(at)
        first = {text: at for at, text in reversed(list(enumerate(self._issued, start=1)))}
        for to in sorted(theirs):
            text = self._handed[to - 1]
            if waiting.get(text):
                self.moved.append((waiting[text].pop(), to))
            elif text in first:
                self.twice.append((first[text], to))

    def _left(self, numbers: Iterable[int], placed: tuple[Pair, ...], side: int) -> tuple[int, ...]:
        known = {pair[side] for pair in placed}
        return tuple(number for number in numbers if number not in known)

    def _settle(self, ours: tuple[int, ...], theirs: tuple[int, ...]) -> None:
        """As many pages in the same place are those pages, changed; fewer or more are told together."""
        if len(ours) == len(theirs):
            self.texts += zip(ours, theirs, strict=True)
        elif ours and theirs:
            self.replaced.append((ours, theirs))
        else:
            self.missing += ours
            self.added += theirs
