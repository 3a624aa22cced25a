"""A text as names are looked for in it, each sign with its place in the text as it stands.

Without capitals, marks over Latin letters and strokes through them, vowel points, signs that nobody sees and the
program's own signs for those; with plain letters for those in another shape (``letter_shapes``), one kind of blank,
hyphen and apostrophe, and a blank for the line of "mia_rowe.png". "Zoë O’Dwyer", "ZOE O'DWYER", "ＺＯＥ" and
a name broken over two lines are one.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from safeguard_app.domain.letter_shapes import as_letters, is_mark_over, is_unseen
from safeguard_app.domain.word_edges import inner_edges, without_checksums

_SHOWN_MARK = re.compile(r"\[U\+[0-9A-F]{4,5}\]")
"""How a copy shows a mark that nobody would see."""
_APOSTROPHES = frozenset("'’‘ʼ`´")
_HYPHENS = frozenset("-‐‑‒–—−")
_STROKED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss"}
)
"""Letters whose stroke or tie is no mark by itself: people write them without."""
_LEFT_POINTS = "\u0590"
_PAST_POINTS = "\u06ff"
"""Hebrew and Arabic, whose vowel points are written or left off."""
_MAY_RUN_ON = re.compile(r"[^\W_]\d|\d[^\W_]|[^\W\d_][\u0300-\u036f]*[^\W\d_a-z\u00df-\u00ff]")
"""Stands in a text in which words may run together: a digit beside a letter, or no small letter behind one."""
_EVERY_LETTER = "\u0530"
"""Below it stand Latin, Greek and Cyrillic, whose marks people leave off."""


@dataclass(frozen=True, slots=True)
class FoldedText:
    """``text`` is what is looked through; ``places`` says where each of its signs stands in ``given``."""

    given: str
    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the given text that a stretch of the folded one stands for, marks behind it too."""
        while 0 < end < len(self.text) and self.places[end] == self.places[end - 1]:
            end += 1  # one sign that is read as two letters goes as a whole
        last = self.places[end] if end < len(self.text) else len(self.given)
        return self.places[start], last


def fold(given: str, *, parted: bool = False, capitals: bool = False) -> FoldedText:
    """The text as names are looked for in it. ``capitals`` stay, for whoever tells a name from a word by them.

    ``parted``: signs that nobody sees, and letters in circles and squares, stand between two words.
    """
    if given.isascii() and given.replace("\n", " ").replace("\t", " ").isprintable() and "[U+" not in given:
        plain = (given if capitals else given.lower()).translate({10: " ", 9: " ", 95: " ", 96: "'"})
        return FoldedText(given, plain, range(len(plain)))
    letters = as_letters(given, parted=parted)
    signs: list[str] = []
    places: list[int] = []
    for place, sign in _read(letters, " " if parted else ""):
        signs.append(sign.upper() if capitals and letters[place].isupper() else sign)
        places.append(place)
    return FoldedText(given, "".join(signs), places)


def readings(given: str, *, capitals: bool = False) -> Iterator[FoldedText]:
    """A text in each way in which it can be read, checksums left aside: what runs together stands apart in one."""
    given = without_checksums(given)
    seen = fold(given, capitals=capitals)
    yield seen
    if _MAY_RUN_ON.search(given):
        yield from _run_apart(given, capitals)
    if not given.isascii() or "[U+" in given:
        parted = fold(given, parted=True, capitals=capitals)
        if parted.text != seen.text:
            yield parted


def _run_apart(given: str, capitals: bool) -> Iterator[FoldedText]:
    """With a blank between words that run together; it stands where the second of them begins."""
    seen = fold(given, capitals=True)
    edges = inner_edges(seen.text)
    if not edges:
        return
    bounds = tuple(pairwise((0, *edges, len(seen.text))))
    places = [
        place for start, end in bounds for place in (*seen.places[start:end], *seen.places[end : end + 1])
    ]
    text = " ".join(seen.text[start:end] for start, end in bounds)
    yield FoldedText(given, text if capitals else _small(text), places)


def _small(text: str) -> str:
    """In small letters, as long as before."""
    return text.lower() if text.isascii() else "".join(one.lower()[:1] for one in text)


def folded_name(name: str) -> str:
    """A name as it is looked for, single blanks."""
    return " ".join(fold(name).text.split())


def _read(given: str, unseen: str) -> Iterator[tuple[int, str]]:
    shown = [one.span() for one in _SHOWN_MARK.finditer(given)]
    begins = {start for start, _ in shown}
    skipped = {place for start, end in shown for place in range(start, end)}
    for place, sign in enumerate(given):
        if place in skipped:
            read = unseen if place in begins else ""
        else:
            read = _plain(sign) or (unseen if is_unseen(sign) else "")
        for one in read:
            yield place, one


@lru_cache(maxsize=8192)
def _plain(sign: str) -> str:
    """What one sign is read as; nothing for one that nobody sees and for a mark that people leave off."""
    if sign.isspace() or sign == "_":  # a line stands for a blank in the name of a file, and of an account
        return " "
    if is_unseen(sign):
        return ""
    if sign in _APOSTROPHES:
        return "'"
    if sign in _HYPHENS:
        return "-"
    if is_mark_over(sign) or (unicodedata.combining(sign) and _LEFT_POINTS < sign < _PAST_POINTS):
        return ""
    taken_apart = unicodedata.normalize("NFKD", sign)
    if len(taken_apart) > 1 and taken_apart[0] < _EVERY_LETTER:
        bare = "".join(one for one in taken_apart if not unicodedata.combining(one))
        return bare.casefold().translate(_STROKED)
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    return sign.casefold().translate(_STROKED)
