"""What a machine makes of the picture of an exhibit: its words, how it looks, and it made small. Never evidence itself.

It is there to be found again by, and to ask whether two exhibits belong together; what counts is the exhibit.
"""

import re
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice
from typing import TypeVar

from safeguard_app.domain.text_rules import has_hidden, pasted_text

MOST_LETTERS = 50_000
"""Letters of one picture that are kept; a page of print has some three thousand."""
LIKENESS_DIGITS = 64
"""A likeness is 256 bits, each whether a spot is lighter than its neighbour, as hexadecimal digits."""
_READER = re.compile(r"Tesseract [0-9][0-9.]{0,11}, eng(\+cym)?")
"""What may say that it read: it goes into an event, which nothing takes out again."""
_ALIKE_BITS = 24
_FLAT_BITS = 12
"""Of a picture with fewer edges than this, such as an empty page, the likeness tells nothing."""
_LEAST_WORDS = 8
_ALIKE_WORDS = 0.7
_WORD = re.compile(r"\w{2,}")
Key = TypeVar("Key", bound=Hashable)


SMALL_SIDE = 160
"""Pixels along the longer side of the small picture of an overview, at most."""
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """A picture made small: red, green and blue of each pixel, row by row from the top."""

    width: int
    height: int
    pixels: bytes = field(repr=False)

    def is_sound(self) -> bool:
        """Whether its numbers add up."""
        fits = 0 < self.width <= SMALL_SIDE and 0 < self.height <= SMALL_SIDE
        return fits and len(self.pixels) == _DEPTH * self.width * self.height


@dataclass(frozen=True, slots=True)
class PictureLook:
    """What a machine made of one picture.

    ``reader`` says what read the words and in which language, as "Tesseract 5.5.4, eng"; empty where nothing on this
    computer reads pictures, and then there are no words. ``likeness`` is empty where there is none.
    """

    words: str = ""
    reader: str = ""
    likeness: str = ""
    small: SmallPicture | None = None

    def is_sound(self) -> bool:
        """Whether it can be what the process apart says: it may be in a stranger's hands."""
        digits = not self.likeness or bool(re.fullmatch(f"[0-9a-f]{{{LIKENESS_DIGITS}}}", self.likeness))
        short = len(self.words) <= MOST_LETTERS
        named = bool(_READER.fullmatch(self.reader)) if self.reader else not self.words
        small = self.small is None or self.small.is_sound()
        plain = self.words == pasted_text(self.words) and not has_hidden(self.words)
        return digits and short and named and small and plain


@dataclass(frozen=True, slots=True)
class Compared:
    """A look taken apart, to be compared with many others: its likeness as bits, and its different words."""

    bits: int
    words: frozenset[str]

    def much_like(self, other: "Compared") -> bool:
        """Whether two pictures look so alike, or hold so much of the same words, that a person should be asked."""
        return self._looks_like(other) or self._says_as(other)

    def _looks_like(self, other: "Compared") -> bool:
        edges = min(self.bits.bit_count(), other.bits.bit_count())
        most = min(_ALIKE_BITS, edges // 4)
        return edges >= _FLAT_BITS and (self.bits ^ other.bits).bit_count() <= most

    def _says_as(self, other: "Compared") -> bool:
        fewer, more = sorted((len(self.words), len(other.words)))
        if fewer < _LEAST_WORDS or fewer < _ALIKE_WORDS * more:
            return False
        both = len(self.words & other.words)
        return both >= _ALIKE_WORDS * (fewer + more - both)


def pairs_alike(looks: Mapping[Key, Compared]) -> list[tuple[Key, Key]]:
    """Every two that are much alike, in order; of five hundred pages of print in a fraction of a second."""
    keys, every = list(looks), list(looks.values())
    found = _by_their_words(every)
    edged = [(place, one.bits) for place, one in enumerate(every) if one.bits.bit_count() >= _FLAT_BITS]
    for (place, bits), (further, others) in combinations(edged, 2):
        if (bits ^ others).bit_count() <= _ALIKE_BITS and every[place].much_like(every[further]):
            found.add((place, further))
    return [(keys[one], keys[other]) for one, other in sorted(found)]


def _by_their_words(looks: Sequence[Compared]) -> set[tuple[int, int]]:
    """Pairs with so much of the same words: each set as bits, of which a processor counts what two have in common."""
    often = Counter(word for one in looks for word in one.words)
    shared = {word: bit for bit, word in enumerate(word for word, count in often.items() if count > 1)}
    by_count = sorted(
        (len(one.words), place, _as_bits(one.words, shared))
        for place, one in enumerate(looks)
        if len(one.words) >= _LEAST_WORDS
    )
    found = set()
    for at, (fewer, place, bits) in enumerate(by_count):
        for more, further, others in islice(by_count, at + 1, None):
            if fewer < _ALIKE_WORDS * more:
                break
            both = (bits & others).bit_count()
            if both >= _ALIKE_WORDS * (fewer + more - both):
                found.add((min(place, further), max(place, further)))
    return found


def _as_bits(words: frozenset[str], shared: Mapping[str, int]) -> int:
    made = bytearray(len(shared) // 8 + 1)
    for word in words:
        bit = shared.get(word)
        if bit is not None:
            made[bit // 8] |= 1 << bit % 8
    return int.from_bytes(made, "little")


def taken_apart(look: PictureLook) -> Compared:
    """Ready to be compared."""
    words = frozenset(word.casefold() for word in _WORD.findall(look.words))
    return Compared(int(look.likeness or "0", 16), words)


def count_of_words(text: str) -> int:
    """How many words were read: runs of two or more letters or digits."""
    return len(_WORD.findall(text))
