"""Files that go with a concern handed in: sealed into the inbox, and copied into the compartment at its intake.

Each is an age file to a one-time identity, as evidence is. Its key stands nowhere but in the hand-in itself, which is
sealed to the readers and signed: so whoever hands a file in can prove it by reading all of it back, and a moment later
holds nothing that opens it.

At intake a file is copied, never moved: until the rows that name it are committed it is still in the inbox, and a crash
in between leaves an orphan here and the whole hand-in there.
"""

import contextlib
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from safeguard_app.system.atomic_files import make_private_folder, whole_file
from safeguard_app.system.problems import DiskFault
from safeguard_app.system.regular_files import open_regular
from safeguard_app.vault import sealed_files
from safeguard_app.vault.problems import EvidenceDamaged

_CHUNK = 1024 * 1024
_NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file that goes with a hand-in: where it lies in the inbox, its one-time key, and what its content was.

    ``about`` is what the caller knows of it, as text; like everything here it is covered by the author's signature.
    """

    file: str
    secret: str
    sha256: str
    size: int
    about: str


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """A handed-in file at its intake. ``file`` names it in the compartment; empty: missing, or not what was sealed."""

    handed: HandedFile
    file: str = ""


def well_named(handed: tuple[HandedFile, ...]) -> bool:
    """Whether every file has a name this program gives: its author may not lead anybody to another place."""
    return all(_NAME.fullmatch(one.file) is not None for one in handed)


def is_whole(inbox: Path, handed: HandedFile) -> bool:
    """Whether a file in the inbox is what was sealed. Memory stays flat."""
    try:
        sealed_files.check(inbox, handed.file, handed.secret, handed.sha256)
    except EvidenceDamaged:
        return False
    return True


@contextlib.contextmanager
def copied_in(inbox: Path, files: Path, handed: tuple[HandedFile, ...]) -> Iterator[tuple[ArrivedFile, ...]]:
    """Copy what arrived whole into ``files``, proved by reading it back, for a block that commits the rows naming it.

    Where the block fails, the copies are removed again and the inbox is as it was.
    """
    arrived: list[ArrivedFile] = []
    try:
        for one in handed:
            arrived.append(ArrivedFile(one, _copied(inbox, files, one)))
        yield tuple(arrived)
    except BaseException:
        for there in arrived:
            if there.file:
                sealed_files.discard(files, there.file)
        raise


def copy_on(inbox: Path, target: Path, handed: HandedFile) -> None:
    """Copy a file into another inbox under its own name, as it lies; what is missing or unsound stays to be told there.

    Never over what is there already: a crash left it, or it is another hand-in's and not its author's to choose.
    """
    copy = sealed_files.path_of(target, handed.file)
    if copy.exists():
        return
    try:
        stream = open_regular(sealed_files.path_of(inbox, handed.file))
    except OSError:
        return
    with stream:
        if _copy(stream, target, handed.file, handed.size) and not is_whole(target, handed):
            sealed_files.discard(target, handed.file)
            if is_whole(inbox, handed):
                raise DiskFault


def _copied(inbox: Path, files: Path, handed: HandedFile) -> str:
    """A copy under a fresh name (its author must not choose it), or nothing where the file is not what was sealed."""
    source, name = sealed_files.path_of(inbox, handed.file), secrets.token_hex(16)
    try:
        stream = open_regular(source)
    except OSError:
        return ""
    with stream:
        if not _copy(stream, files, name, handed.size):
            return ""
    try:
        sealed_files.check(files, name, handed.secret, handed.sha256)
    except EvidenceDamaged:
        sealed_files.discard(files, name)
        if is_whole(inbox, handed):
            raise DiskFault from None  # what was handed in is sound: the copy was not
        return ""
    return name


def _copy(stream: BinaryIO, files: Path, name: str, size: int) -> bool:
    """Whether all of it could be read. What cannot be written is a problem of the disk, and raised."""
    sealed_files.require_room(files, size)
    target = sealed_files.path_of(files, name)
    make_private_folder(target.parent)
    with contextlib.suppress(_UnreadableError), whole_file(target, overwrite=False) as copy:
        while chunk := _read(stream):
            copy.write(chunk)
        return True
    return False


class _UnreadableError(Exception):
    """The file in the inbox lies where the disk cannot be read."""


def _read(stream: BinaryIO) -> bytes:
    try:
        return stream.read(_CHUNK)
    except OSError:
        raise _UnreadableError from None
