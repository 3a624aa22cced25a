"""Plain pixels on their way from the process that decodes to the program that shows them, or why there are none."""

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import BinaryIO

MOST_PIXELS = 50_000_000
"""A picture larger than this by its own head is not decoded: it could use up the computer's memory."""
MOST_SHOWN = 12_000_000
"""Pixels handed back at most; a larger picture is shown smaller."""
SMALL_SIDE = 640
"""Pixels along the longer side of a picture on a contact sheet: some 200 to an inch of paper."""
_HEAD = struct.Struct(">IIIIII")


class Refusal(IntEnum):
    """Why nothing is shown; the code the process ends with."""

    DAMAGED = 3
    TOO_LARGE = 4
    LOCKED = 5
    NO_SUCH_PAGE = 6
    TOO_MANY = 7
    """An archive of more files than are listed."""
    NO_WORDS = 8
    """Nothing in it that this program shows."""


class NotShown(Exception):  # noqa: N818 - crosses a pipe as its code
    """Nothing can be shown, and why."""

    def __init__(self, refusal: Refusal) -> None:
        """Carry the code."""
        super().__init__(refusal.name)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture, row by row from the top. ``pages`` of its document.

    ``depth`` bytes for each pixel: 3 (red, green, blue), or 4 with its opacity. ``reduced``: the file has more of them.
    """

    width: int
    height: int
    depth: int
    pages: int
    pixels: bytes
    reduced: bool = False

    def put(self, pipe: BinaryIO) -> None:
        """Send it through a pipe."""
        head = (self.width, self.height, self.depth, self.pages, len(self.pixels), int(self.reduced))
        pipe.write(_HEAD.pack(*head))
        pipe.write(self.pixels)


def unpacked(said: bytes) -> Pixels:
    """What came through a pipe. Raises ValueError where it does not add up: the sender may be in a stranger's hands."""
    if len(said) < _HEAD.size:
        raise ValueError("no picture")
    width, height, depth, pages, length, reduced = _HEAD.unpack_from(said)
    pixels = memoryview(said)[_HEAD.size :]
    fits = 0 < width * height <= MOST_SHOWN and depth in (3, 4) and pages >= 1
    if not (fits and len(pixels) == length == depth * width * height):
        raise ValueError("not a picture")
    return Pixels(width, height, depth, pages, bytes(pixels), bool(reduced))
