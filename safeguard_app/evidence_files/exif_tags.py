"""The tags of an EXIF block or a TIFF file, read one by one where they lie.

A reader of its own, because a whole directory read at once can be a bomb: sixty thousand tags may all point at the same
megabytes. Nothing here is copied but the few bytes of the tag that is asked for, and what is damaged is not there.
"""

from dataclasses import dataclass
from typing import Literal

EXIF_DIRECTORY, GPS_DIRECTORY = 0x8769, 0x8825
_MOST_TAGS = 4_096
_MOST_BYTES = 4_000
_MAGIC: dict[bytes, Literal["little", "big"]] = {b"II*\0": "little", b"MM\0*": "big"}
_TEXT_TYPES = frozenset({2, 129})  # ASCII, and the UTF-8 of EXIF 3.0
_WHOLE_NUMBERS = {1: 1, 3: 2, 4: 4}
_FRACTION, _SIGNED_FRACTION = 5, 10
_UNIT = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 129: 1}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its type, how many values it has, and where in the block they begin."""

    type: int
    count: int
    at: int


class TagBlock:
    """An EXIF block (``content``, without the word Exif before it) or a whole TIFF file."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._order = _MAGIC.get(content[:4])
        self.main = self._directory(self._number(4, 4)) if self._order is not None else {}

    @property
    def is_known(self) -> bool:
        """Whether it begins as such a block does."""
        return self._order is not None

    def below(self, tag: int) -> dict[int, Tag]:
        """A directory that a tag of the main one points to; empty where there is none."""
        pointer = self.number(self.main.get(tag))
        return {} if pointer is None else self._directory(pointer)

    def text(self, tag: Tag | None) -> str:
        """The words of a tag, up to their first NUL; empty where it has none."""
        if tag is None or tag.type not in _TEXT_TYPES:
            return ""
        raw = self._content[tag.at : tag.at + min(tag.count, _MOST_BYTES)].partition(b"\0")[0]
        try:
            return raw.decode("utf-8").strip()
        except UnicodeDecodeError:
            return raw.decode("latin-1").strip()

    def number(self, tag: Tag | None) -> int | None:
        """The first whole number of a tag."""
        if tag is None or tag.type not in _WHOLE_NUMBERS or tag.count < 1:
            return None
        size = _WHOLE_NUMBERS[tag.type]
        return self._number(tag.at, size) if tag.at + size <= len(self._content) else None

    def fractions(self, tag: Tag | None, count: int) -> list[float] | None:
        """So many fractions of a tag; None where it has fewer, or one is divided by nothing."""
        if tag is None or tag.type not in {_FRACTION, _SIGNED_FRACTION} or tag.count < count:
            return None
        if tag.at + 8 * count > len(self._content):
            return None
        signed = tag.type == _SIGNED_FRACTION
        numbers = [self._number(tag.at + 4 * n, 4, signed=signed) for n in range(2 * count)]
        if 0 in numbers[1::2]:
            return None
        return [above / below for above, below in zip(numbers[::2], numbers[1::2], strict=True)]

    def _directory(self, at: int) -> dict[int, Tag]:
        """The tags of the directory that begins there, as far as it lies inside the block."""
        if not 8 <= at <= len(self._content) - 2:
            return {}
        tags: dict[int, Tag] = {}
        for entry in range(at + 2, at + 2 + 12 * min(self._number(at, 2), _MOST_TAGS), 12):
            if entry + 12 > len(self._content):
                break
            kind, count = self._number(entry + 2, 2), self._number(entry + 4, 4)
            inside = _UNIT.get(kind, 1) * count <= 4
            tags.setdefault(
                self._number(entry, 2), Tag(kind, count, entry + 8 if inside else self._number(entry + 8, 4))
            )
        return tags

    def _number(self, at: int, size: int, *, signed: bool = False) -> int:
        return int.from_bytes(self._content[at : at + size], self._order or "big", signed=signed)
