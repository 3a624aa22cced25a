"""The tags of an EXIF block or a TIFF file, as Pillow reads them; what is damaged is not there.

Pillow copies no more of a directory's values than the block is long, however many tags point at the same bytes.
"""

import io
import warnings
from typing import Literal

from PIL.TiffImagePlugin import IFDRational, ImageFileDirectory_v2

EXIF_DIRECTORY, GPS_DIRECTORY = 0x8769, 0x8825
_ASKED_FOR = (
    *range(1, 5),
    0x0100,
    0x0101,
    0x010F,
    0x0110,
    0x0131,
    0x0132,
    0x013B,
    EXIF_DIRECTORY,
    GPS_DIRECTORY,
)
_ASKED_FOR += (0x9003, 0x9010, 0x9011)
"""Whatever is asked for anywhere: only these are decoded."""
_HEAD = 8
_MOST_TAGS = 4_096
"""A directory of more is somebody's trick to keep us busy."""
_MOST_LETTERS = 4_000


class TagBlock:
    """An EXIF block (``content``, without the word Exif before it) or a whole TIFF file."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.is_known = content.startswith((b"II*\0", b"MM\0*"))
        self._order: Literal["little", "big"] = "little" if content.startswith(b"II") else "big"
        self._head = content[:4] + content[4:_HEAD].ljust(4, b"\0")
        self.main = self._directory(self._number(4, 4)) if self.is_known else {}

    def below(self, tag: int) -> dict[int, object]:
        """A directory that a tag of the main one points to; empty where there is none."""
        pointer = number(self.main.get(tag))
        return {} if pointer is None else self._directory(pointer)

    def _directory(self, at: int) -> dict[int, object]:
        if self._number(at, 2) > _MOST_TAGS:
            return {}
        directory = ImageFileDirectory_v2(self._head)
        file = io.BytesIO(self._content)
        file.seek(at)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # tags that are damaged, which are left out
            directory.load(file)
            return {tag: directory[tag] for tag in _ASKED_FOR if tag in directory}

    def _number(self, at: int, size: int) -> int:
        return int.from_bytes(self._content[at : at + size], self._order)


def text(value: object) -> str:
    """The words of a tag, up to their first NUL; empty where it has none."""
    if not isinstance(value, str):
        return ""
    raw = value[:_MOST_LETTERS].partition("\0")[0]
    try:
        return raw.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return raw.strip()


def number(value: object) -> int | None:
    """The first whole number of a tag."""
    first = value[0] if isinstance(value, tuple) and value else value
    return first if isinstance(first, int) and not isinstance(first, bool) and first >= 0 else None


def fractions(value: object, count: int) -> list[float] | None:
    """So many fractions of a tag; None where it has fewer, or one is divided by nothing."""
    if not isinstance(value, tuple) or len(value) < count:
        return None
    found = [one for one in value[:count] if isinstance(one, IFDRational) and one.denominator != 0]
    return [float(one) for one in found] if len(found) == count else None
