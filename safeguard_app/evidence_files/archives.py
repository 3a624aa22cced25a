"""ZIP archives, looked into without unpacking them to anywhere: which files they hold, and one of them in memory.

What would unpack to far more than it is, is left packed. Nothing in an archive is opened but a text that is asked for.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from safeguard_app.domain.file_texts import MOST_FILES, TextNote
from safeguard_app.evidence_files.pixels import NotShown, Refusal

MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 100
_SMALL = 64 * 1024
"""Bytes that are unpacked whatever they were packed to."""
_MOST_LIST_BYTES = 2 * 1024 * 1024
_END, _END_BYTES, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_ENCRYPTED = 0x1


class LeftPacked(Exception):  # noqa: N818 - caught where it is said
    """A file of an archive is not unpacked, and why."""

    def __init__(self, note: TextNote) -> None:
        """Carry the reason."""
        super().__init__(note)
        self.note = note


@contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive, its list of files read. Raises :class:`NotShown`."""
    _refuse_by_list(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > MOST_FILES:
                raise NotShown(Refusal.TOO_MANY)
            yield archive
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        ValueError,
        LookupError,
        EOFError,
        OSError,
        struct.error,
    ) as damage:
        raise NotShown(Refusal.DAMAGED) from damage


def is_locked(entry: zipfile.ZipInfo) -> bool:
    """Whether a file of an archive is protected by a password."""
    return bool(entry.flag_bits & _ENCRYPTED)


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """The first ``most`` bytes of a file of the archive. Raises :class:`LeftPacked`."""
    if is_locked(entry):
        raise LeftPacked(TextNote.LOCKED)
    if entry.file_size > MOST_UNPACKED or (
        entry.file_size > _SMALL and entry.file_size > MOST_RATIO * max(1, entry.compress_size)
    ):
        raise LeftPacked(TextNote.BOMB)
    try:
        with archive.open(entry) as packed:
            return packed.read(most)
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        ValueError,
        LookupError,
        EOFError,
        OSError,
    ) as damage:
        raise LeftPacked(TextNote.DAMAGED) from damage


def _refuse_by_list(content: bytes) -> None:
    """By what its end says of the list, before the library builds the list: how many files, and how long it is."""
    tail = content[-_LONGEST_COMMENT - _END_BYTES :]
    at = tail.rfind(_END)
    if at < 0 or at + _END_BYTES > len(tail):
        raise NotShown(Refusal.DAMAGED)
    count, length = (
        int.from_bytes(tail[at + 10 : at + 12], "little"),
        int.from_bytes(tail[at + 12 : at + 16], "little"),
    )
    if count > MOST_FILES or length > _MOST_LIST_BYTES:
        raise NotShown(Refusal.TOO_MANY)
