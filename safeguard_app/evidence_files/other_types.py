"""Whether a file also opens as something else: what comes after its end, or a ZIP archive that ends where it ends."""

import re

_ARCHIVE_END = b"PK\x05\x06"
_ARCHIVE_END_BYTES = 22
_LONGEST_COMMENT = 65_535
_BEGINNINGS = re.compile(
    rb"\s*(?:PK\x03\x04|%PDF-|MZ..|\x7fELF|Rar!\x1a|7z\xbc\xaf|\xd0\xcf\x11\xe0|<!doctype html|<html|<script|<\?php)",
    re.IGNORECASE | re.DOTALL,
)
_BLANKS_LOOKED_AT = 4_096


def opens_otherwise(content: bytes, end: int) -> bool:
    """Whether a file whose own type ends at ``end`` is followed by another, or can be opened as an archive."""
    if _BEGINNINGS.match(content[end : end + _BLANKS_LOOKED_AT]):
        return True
    return is_archive(content)


def is_archive(content: bytes) -> bool:
    """Whether programs for archives open it: they look for the list of files at the end and nowhere else."""
    tail = content[-_LONGEST_COMMENT - _ARCHIVE_END_BYTES :]
    at = tail.rfind(_ARCHIVE_END)
    if at < 0 or at + _ARCHIVE_END_BYTES > len(tail):
        return False
    return at + _ARCHIVE_END_BYTES + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail)
