"""The boxes of a file of the MP4 family (also MOV, M4A and HEIC): where each begins and ends. Nothing is decoded."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from safeguard_app.domain.file_statements import FileWarning
from safeguard_app.evidence_files.findings import Findings
from safeguard_app.evidence_files.other_types import opens_otherwise

MOST_BOXES = 10_000
_NAME = re.compile(rb"[ -~]{4}")


class Box(NamedTuple):
    """A box: its name, and where its content begins and ends; ``end`` may lie beyond what there is."""

    name: bytes
    start: int
    end: int


def boxes(content: bytes, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places in order, up to the first that is none."""
    at = start
    for _ in range(MOST_BOXES):
        if at + 8 > end:
            return
        size, head, name = int.from_bytes(content[at : at + 4], "big"), 8, content[at + 4 : at + 8]
        if size == 1:
            size, head = int.from_bytes(content[at + 8 : at + 16], "big"), 16
        elif size == 0:
            size = end - at
        if size < head:
            return
        yield Box(name, at + head, at + size)
        at += size


def inside(content: bytes, within: Box, *path: bytes) -> Box | None:
    """The first box of each name, each inside the one before; None where one is not there."""
    here = within
    for name in path:
        end = min(here.end, len(content))
        found = next((one for one in boxes(content, here.start, end) if one.name == name), None)
        if found is None:
            return None
        here = found
    return here


def whole_file(content: bytes) -> Box:
    """The file itself, as that which holds the outermost boxes."""
    return Box(b"", 0, len(content))


def warn_of_ends(content: bytes, findings: Findings) -> None:
    """Whether the last box is all there, and nothing else follows it."""
    if content[4:8] != b"ftyp":
        findings.warn(FileWarning.OTHER_TYPE)
        return
    end = 0
    for one in boxes(content, 0, len(content)):
        if not _NAME.fullmatch(one.name):
            break
        end = one.end
    if end > len(content):
        findings.warn(FileWarning.CUT_SHORT)
    elif opens_otherwise(content, end):
        findings.warn(FileWarning.OTHER_TYPE)
    elif end < len(content) and content[end:].strip(b"\0"):
        findings.warn(FileWarning.CUT_SHORT)
