"""The chunks of a PNG picture: its size, its words and times, and whether all of it is there. No pixel is decoded."""

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from safeguard_app.domain.file_statements import FileWarning, StatementKind
from safeguard_app.domain.moments import EARLIEST_YEAR, LATEST_YEAR
from safeguard_app.evidence_files.camera_statements import say_exif
from safeguard_app.evidence_files.findings import Findings
from safeguard_app.evidence_files.other_types import opens_otherwise
from safeguard_app.evidence_files.picture_heads import size_of
from safeguard_app.evidence_files.written_times import any_time

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_CHUNKS = 30_000
"""A picture of 200 megabytes has fewer."""
MOST_TEXT_CHUNKS = 200
MOST_TEXT_BYTES = 8_192
"""Bytes of a compressed text that are unpacked: what is longer is a bomb, or is no title."""
_MOST_KEYWORD = 80
_BEYOND = b"more"
"""Stands for all the chunks that are not looked at."""
_KINDS = {
    b"creation time": StatementKind.MADE,
    b"software": StatementKind.SOFTWARE,
    b"title": StatementKind.TITLE,
    b"author": StatementKind.AUTHOR,
}


class Chunk(NamedTuple):
    """A chunk: its name, where its bytes begin and end, and whether they agree with their checksum."""

    name: bytes
    start: int
    end: int
    is_whole: bool


def say_png(content: bytes, findings: Findings) -> None:
    """All that a PNG picture says."""
    if not content.startswith(SIGNATURE):
        findings.warn(FileWarning.OTHER_TYPE)
        return
    texts, exif_seen, last = 0, False, Chunk(b"", 0, 0, is_whole=False)
    for last in _chunks(content):
        if not last.is_whole:
            findings.warn(FileWarning.CUT_SHORT)
        if last.name in {b"tEXt", b"zTXt", b"iTXt"}:
            texts += 1
            if texts <= MOST_TEXT_CHUNKS:
                _say_text(
                    last.name, content[last.start : min(last.end, last.start + MOST_TEXT_BYTES)], findings
                )
        elif last.name == b"eXIf" and not exif_seen:
            exif_seen = True
            say_exif(content[last.start : last.end], findings)
        else:
            _say_chunk(last, content, findings)
    if last.name not in {b"IEND", _BEYOND}:
        findings.warn(FileWarning.CUT_SHORT)
    elif opens_otherwise(content, last.end + 4):
        findings.warn(FileWarning.OTHER_TYPE)


def _chunks(content: bytes) -> Iterator[Chunk]:
    """The chunks in order, up to the end of the picture, of the file or of what is looked at."""
    at, view = len(SIGNATURE), memoryview(content)
    for _ in range(MOST_CHUNKS):
        if at + 12 > len(content):
            return
        length = int.from_bytes(content[at : at + 4], "big")
        name, start, end = content[at + 4 : at + 8], at + 8, at + 8 + length
        if end + 4 > len(content):
            yield Chunk(name, start, len(content), is_whole=False)
            return
        checksum = int.from_bytes(content[end : end + 4], "big")
        yield Chunk(name, start, end, is_whole=zlib.crc32(view[at + 4 : end]) == checksum)
        if name == b"IEND":
            return
        at = end + 4
    yield Chunk(_BEYOND, at, at, is_whole=True)


def _say_chunk(chunk: Chunk, content: bytes, findings: Findings) -> None:
    length = chunk.end - chunk.start
    if chunk.name == b"IHDR" and length >= 8:
        findings.say_size(size_of(content, "image/png"))
    elif chunk.name == b"tIME" and length == 7:
        _say_changed(content[chunk.start : chunk.end], findings)


def _say_changed(raw: bytes, findings: Findings) -> None:
    """The time of last change, which PNG keeps in UTC."""
    year = int.from_bytes(raw[:2], "big")
    month, day, hour, minute, second = raw[2:]
    words = f"{year:04d}-{month:02d}-{day:02d} {hour:02d}:{minute:02d}:{second:02d} UTC"
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return
    if EARLIEST_YEAR <= year <= LATEST_YEAR:
        findings.say(StatementKind.CHANGED, words, moment)


def _say_text(name: bytes, raw: bytes, findings: Findings) -> None:
    keyword, found, rest = raw.partition(b"\0")
    kind = _KINDS.get(keyword[:_MOST_KEYWORD].lower())
    if kind is None or not found:
        return
    words = _international(rest) if name == b"iTXt" else _latin(rest, compressed=name == b"zTXt")
    findings.say(kind, words, any_time(words) if kind is StatementKind.MADE else None)


def _latin(rest: bytes, *, compressed: bool) -> str:
    """Latin-1 by the standard; UTF-8 where a program wrote that all the same, which Latin-1 hardly ever is."""
    raw = _unpacked(rest[1:]) if compressed else rest
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _international(rest: bytes) -> str:
    """An iTXt chunk after its keyword: compressed or not, method, language, keyword in that language, text."""
    parts = rest[2:].split(b"\0", 2)
    if len(parts) < 3:
        return ""
    return (_unpacked(parts[2]) if rest[:1] == b"\x01" else parts[2]).decode("utf-8", "replace")


def _unpacked(raw: bytes) -> bytes:
    """The beginning of a compressed text, however long all of it would become."""
    try:
        return zlib.decompressobj().decompress(raw, MOST_TEXT_BYTES)
    except zlib.error:
        return b""
