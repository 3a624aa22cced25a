"""The segments of a JPEG picture: its size, its EXIF block, and whether all of it is there. No pixel is decoded."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from safeguard_app.domain.file_statements import FileWarning, StatementKind
from safeguard_app.evidence_files.camera_statements import say_exif
from safeguard_app.evidence_files.findings import Findings
from safeguard_app.evidence_files.other_types import opens_otherwise
from safeguard_app.evidence_files.picture_heads import size_of

MOST_SEGMENTS = 20_000
_MARKER = re.compile(rb"\xff+([^\x00\xff])")
_MARKER_IN_SCAN = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")
"""Between pixels: neither a stuffed byte nor a restart."""
_END, _SCAN, _EXIF = 0xD9, 0xDA, 0xE1
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset(range(0xD0, 0xD9)) | {0x01}


class Segment(NamedTuple):
    """A segment: its marker, and where its bytes begin and end."""

    marker: int
    start: int
    end: int


def say_jpeg(content: bytes, findings: Findings) -> None:
    """All that a JPEG picture says."""
    last, exif_seen = Segment(0, 0, 0), False
    for last in _segments(content):
        if last.marker in _FRAMES and not findings.has(StatementKind.SIZE):
            findings.say_size(size_of(content, "image/jpeg"))
        elif last.marker == _EXIF and not exif_seen and content.startswith(b"Exif\0\0", last.start):
            exif_seen = True  # there is one; more are somebody's trick to keep us busy
            say_exif(content[last.start : last.end], findings)
    if last.marker == 0:
        findings.warn(FileWarning.OTHER_TYPE)
    elif last.marker != _END:
        findings.warn(FileWarning.CUT_SHORT)
    elif opens_otherwise(content, last.end):
        findings.warn(FileWarning.OTHER_TYPE)


def _segments(content: bytes) -> Iterator[Segment]:
    """The segments in order, those between scans too, up to the end of the picture or to where it is broken."""
    if not content.startswith(b"\xff\xd8"):
        return
    at, in_scan = 2, False
    for _ in range(MOST_SEGMENTS):
        found = _MARKER_IN_SCAN.search(content, at) if in_scan else _MARKER.match(content, at)
        if found is None:
            return
        marker, at = found[1][0], found.end()
        if marker == _END:
            yield Segment(marker, at, at)
            return
        if marker in _BARE:
            continue
        end = at + int.from_bytes(content[at : at + 2], "big")
        yield Segment(marker, at + 2, min(end, len(content)))
        if not at + 2 <= end <= len(content):
            return
        at, in_scan = end, marker == _SCAN
