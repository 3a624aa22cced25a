"""Files of a compartment: evidence and issued documents, each one age file to a one-time identity.

Taking a file in: read once, hashing while it is encrypted into a temporary name, flush, rename, flush the folder, then
read the sealed file back, decrypt it and compare hash and size with what was read. Only then does the caller commit
the row that names it. A crash in between leaves an orphan, which the next unlock sets aside.
"""

import hashlib
import os
import secrets
import shutil
import stat
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol

import pyrage

from safeguard_app.domain.errors import Cancelled
from safeguard_app.system.atomic_files import make_private_folder, whole_file
from safeguard_app.system.problems import DiskFull, problem_for
from safeguard_app.vault.keys.identities import Identity
from safeguard_app.vault.problems import EvidenceDamaged, NotAReadableFile, SourceChanged

SUFFIX = ".age"
_SPARE = 64 * 1024 * 1024
_ASIDE = "set-aside"


class Progress(Protocol):
    """Told how many bytes have been read; returns False to stop."""

    def __call__(self, done: int, total: int, /) -> bool:
        """Report ``done`` of ``total`` bytes."""
        ...


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file taken in: its random name, its one-time key, and what its content was."""

    file: str
    secret: str
    sha256: str
    size: int
    head: bytes
    """The first bytes of the content, for telling its type."""


class _Measured:
    """A reader that hashes, counts and reports what passes through it."""

    def __init__(self, stream: BinaryIO, total: int, progress: Progress | None) -> None:
        self._stream = stream
        self._total = total
        self._progress = progress
        self.sha256 = hashlib.sha256()
        self.size = 0
        self.head = b""
        self.problem: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            chunk = self._stream.read(size)
        except OSError as error:
            self.problem = problem_for(error)
            raise
        self.sha256.update(chunk)
        self.size += len(chunk)
        if len(self.head) < _HEAD:
            self.head += chunk[: _HEAD - len(self.head)]
        if self._progress is not None and not self._progress(self.size, self._total):
            self.problem = Cancelled()
            raise OSError("stopped")
        return chunk


_HEAD = 4096


class _Hashed:
    """A writer that keeps nothing but a hash and a length."""

    def __init__(self) -> None:
        self.sha256 = hashlib.sha256()
        self.size = 0

    def write(self, chunk: bytes) -> int:
        self.sha256.update(chunk)
        self.size += len(chunk)
        return len(chunk)

    def flush(self) -> None:
        """Nothing is held back."""


def path_of(folder: Path, file: str) -> Path:
    """Where the sealed file named ``file`` lies."""
    return folder / file[:2] / (file + SUFFIX)


def take_in_path(folder: Path, source: Path, progress: Progress | None = None) -> SealedFile:
    """Take a file of the user's in. Refuses folders, devices, empty files, and a source that changes while read."""
    try:
        before = source.stat()
        if not stat.S_ISREG(before.st_mode) or before.st_size == 0:
            raise NotAReadableFile
        _require_room(folder, before.st_size)
        with source.open("rb") as stream:
            taken = take_in(folder, stream, before.st_size, progress)
            after = os.fstat(stream.fileno())
    except FileNotFoundError:
        raise NotAReadableFile("The file is not there any more. Nothing was changed.") from None
    except OSError as error:
        raise NotAReadableFile(
            "The file could not be read. Nothing was changed.", problem_for(error).next_step
        ) from None
    if taken.size != before.st_size or (after.st_size, after.st_mtime_ns) != (
        before.st_size,
        before.st_mtime_ns,
    ):
        discard(folder, taken.file)
        raise SourceChanged
    return taken


def take_in_bytes(folder: Path, content: bytes) -> SealedFile:
    """Take content in that is already in memory: a pasted picture, a rendered document."""
    if not content:
        raise NotAReadableFile
    _require_room(folder, len(content))
    return take_in(folder, BytesIO(content), len(content), None)


def take_in(folder: Path, stream: BinaryIO, total: int, progress: Progress | None) -> SealedFile:
    """Seal ``stream`` under a fresh random name, and prove it by reading it back."""
    name, identity = secrets.token_hex(16), Identity.generate()
    target = path_of(folder, name)
    make_private_folder(target.parent)
    measured = _Measured(stream, total, progress)
    try:
        with whole_file(target, overwrite=False) as sealed:
            pyrage.encrypt_io(measured, sealed, [pyrage.x25519.Recipient.from_str(identity.recipient)])
    except pyrage.EncryptError:
        raise measured.problem or EvidenceDamaged() from None
    except OSError:
        if measured.problem is None:
            raise
        raise measured.problem from None
    back = _Hashed()
    _decrypt(target, identity.secret_text, back)
    if back.size != measured.size or back.sha256.digest() != measured.sha256.digest():
        discard(folder, name)
        raise EvidenceDamaged
    return SealedFile(name, identity.secret_text, measured.sha256.hexdigest(), measured.size, measured.head)


def read(folder: Path, file: str, secret: str, sha256: str) -> bytes:
    """The content of a sealed file, in memory. Raises :class:`EvidenceDamaged` unless it is what was taken in."""
    gathered = BytesIO()
    _decrypt(path_of(folder, file), secret, gathered)
    content = gathered.getvalue()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise EvidenceDamaged
    return content


def check(folder: Path, file: str, secret: str, sha256: str) -> None:
    """Raise :class:`EvidenceDamaged` unless the sealed file still holds what was taken in. Memory stays flat."""
    back = _Hashed()
    _decrypt(path_of(folder, file), secret, back)
    if back.sha256.hexdigest() != sha256:
        raise EvidenceDamaged


def discard(folder: Path, file: str) -> None:
    """Remove a sealed file that no row names (the row was never committed)."""
    path_of(folder, file).unlink(missing_ok=True)


def set_orphans_aside(folder: Path, known: set[str]) -> int:
    """Move files that no row names into ``set-aside``, never deleting one; how many were moved."""
    moved = 0
    if not folder.is_dir():
        return 0
    for shelf in sorted(folder.iterdir()):
        if not shelf.is_dir() or shelf.name == _ASIDE:
            continue
        for path in sorted(shelf.iterdir()):
            if path.suffix != SUFFIX or path.name.removesuffix(SUFFIX) not in known:
                make_private_folder(folder / _ASIDE)
                path.replace(folder / _ASIDE / path.name)
                moved += 1
    return moved


def _decrypt(path: Path, secret: str, target: object) -> None:
    try:
        with path.open("rb") as sealed:
            pyrage.decrypt_io(sealed, target, [pyrage.x25519.Identity.from_str(secret)])
    except (OSError, pyrage.DecryptError, pyrage.IdentityError):
        raise EvidenceDamaged from None


def _require_room(folder: Path, size: int) -> None:
    """Twice the file and some to spare must be free, so that the log itself never meets a full disk."""
    nearest = folder
    while not nearest.exists():
        nearest = nearest.parent
    free = _free(nearest)
    if free < 2 * size + _SPARE:
        raise DiskFull("There is not enough room on this disk for the file, so it was not kept.")


def _free(folder: Path) -> int:

    return shutil.disk_usage(folder).free
