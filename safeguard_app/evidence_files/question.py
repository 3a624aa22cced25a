"""What the process apart is asked, on its way through a pipe: one line of JSON, then the file to its last byte."""

import struct
from dataclasses import dataclass
from typing import BinaryIO

import msgspec

from safeguard_app.system.limited_process import Limits

LIMITS = Limits()
READING_LIMITS = Limits(seconds=300, processor=60)
"""Of reading words: a page full of them takes some ten seconds of a processor that others may keep busy for minutes."""
MOST_READ = 256 * 1024 * 1024
"""Bytes of a file that is looked into; a larger one is kept like any other, and not looked into."""
LENGTHS = struct.Struct(">IIII")
"""Before a form: how long what is filled in is (0: its fields are asked for), the form, drawn pages, a sheet."""
_LONGEST_LINE = 1_000


@dataclass(frozen=True, slots=True)
class Question:
    """``show`` is the page to show, counted from 0 (a picture has one); None asks what the file says of itself.

    ``small`` asks for it as small as on a contact sheet, on white.
    ``fine``: a page as a copy is made from it, with more dots to an inch than for looking at it.
    ``forms``: a page with the boxes of its form as they are filled.
    ``words`` asks for the words in it instead; ``pupils`` for those of a Common Transfer File.
    ``words`` asks for the words in it instead; ``pupils`` for those of a Common Transfer File; ``portrait`` for what
    each page of a PDF shows, in hashes.
    """

    media_type: str
    show: int | None = None
    small: bool = False
    fine: bool = False
    words: bool = False
    pupils: bool = False
    forms: bool = False
    portrait: bool = False

    def line(self) -> bytes:
        """The question; the file follows it."""
        return msgspec.json.encode(self) + b"\n"


def asked(pipe: BinaryIO) -> tuple[Question, bytes]:
    """The question and the file, as they come in."""
    line = pipe.readline(_LONGEST_LINE)
    return msgspec.json.decode(line, type=Question), pipe.read(MOST_READ)
