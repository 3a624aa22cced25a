"""Files of a compartment: evidence and issued documents, each one age file to a one-time identity.

Taking a file in: read once, hashing while it is encrypted into a temporary name, flush, rename, flush the folder, then
read the sealed file back, decrypt it and compare hash and size with what was read. Only then does the caller commit
the row that names it. A crash in between leaves an orphan, which the next unlock sets aside.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
import time
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol

import pyrage

from safeguard_app.domain.errors import Cancelled, KnownProblem
from safeguard_app.system.atomic_files import flush_folder, make_private_folder, whole_file
from safeguard_app.system.problems import DiskFault, DiskFull, problem_for
from safeguard_app.system.regular_files import NotRegular, open_regular, require_here
from safeguard_app.vault.keys.identities import Identity
from safeguard_app.vault.problems import EvidenceDamaged, NotAReadableFile, SourceChanged

SUFFIX = ".age"
_SPARE = 64 * 1024 * 1024
ASIDE = "set-aside"
"""Where files lie that no row names, or that were replaced: never deleted by the program."""
APART = "quarantine"
"""Where the files of exhibits in quarantine lie: no backup takes them, whoever makes it."""
_TRIES, _BETWEEN_TRIES = 10, 0.2


class Progress(Protocol):
    """Told how many bytes have been read; returns False to stop."""

    def __call__(self, done: int, total: int, /) -> bool:
        """Report ``done`` of ``total`` bytes."""
        ...


class Admits(Protocol):
    """Told the first bytes of a content before anything of it is written; returns why it may not come in, if so."""

    def __call__(self, head: bytes, /) -> KnownProblem | None:
        """Decide by its beginning."""
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
    """A reader that hashes, counts and reports what passes through it, and keeps what went wrong.

    The encrypting library turns every error of its reader and writer into one of its own, so the first is kept here.
    """

    def __init__(
        self, stream: BinaryIO, total: int, progress: Progress | None, admits: Admits | None
    ) -> None:
        self._stream = stream
        self._total = total
        self._progress = progress
        self._admits = admits
        self.sha256 = hashlib.sha256()
        self.size = 0
        self.head = b""
        self.problem: KnownProblem | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            chunk = self._stream.read(size)
        except OSError as error:
            raise self._stopped_by(NotAReadableFile(next_step=problem_for(error).next_step)) from None
        if self.size == 0 and self._admits is not None:
            refused = self._admits(chunk[:_HEAD])
            if refused is not None:
                raise self._stopped_by(refused)
        self.sha256.update(chunk)
        self.size += len(chunk)
        if self.size > self._total:
            raise self._stopped_by(SourceChanged())
        if len(self.head) < _HEAD:
            self.head += chunk[: _HEAD - len(self.head)]
        if self._progress is not None and not self._progress(self.size, self._total):
            raise self._stopped_by(Cancelled())
        return chunk

    def _stopped_by(self, problem: KnownProblem) -> KnownProblem:
        self.problem = self.problem or problem
        return problem


class _Kept:
    """A writer that keeps the error of the disk, which the encrypting library would turn into one of its own."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.problem: KnownProblem | None = None

    def write(self, chunk: bytes) -> int:
        try:
            return self._stream.write(chunk)
        except OSError as error:
            self.problem = problem_for(error)
            raise

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as error:
            self.problem = problem_for(error)
            raise


_HEAD = 4096


class Target(Protocol):
    """Where a decrypted file goes: into an encrypted file, or into memory."""

    def write(self, chunk: bytes, /) -> int:
        """Take a piece."""
        ...


class Step(Protocol):
    """Told how many bytes were added; returns False to stop."""

    def __call__(self, more: int, /) -> bool:
        """Report ``more`` bytes."""
        ...


class _Passing:
    """A writer that hashes what it passes on, and keeps what stopped it."""

    def __init__(self, target: Target, progress: Step) -> None:
        self._target = target
        self._progress = progress
        self.sha256 = hashlib.sha256()
        self.problem: KnownProblem | None = None

    def write(self, chunk: bytes) -> int:
        self.sha256.update(chunk)
        try:
            self._target.write(bytes(chunk))
        except OSError as error:
            self.problem = problem_for(error)
            raise
        if not self._progress(len(chunk)):
            self.problem = Cancelled()
            raise self.problem
        return len(chunk)

    def flush(self) -> None:
        """Its target is flushed by whoever opened it."""


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


def new_name() -> str:
    """A random name for a sealed file that is about to be."""
    return secrets.token_hex(16)


def take_in_path(
    folder: Path,
    source: Path,
    progress: Progress | None = None,
    name: str | None = None,
    admits: Admits | None = None,
) -> SealedFile:
    """Take a file of the user's in. Refuses folders, devices, pipes, empty files, and one that changes while read.

    One that is in the cloud and not on this computer is refused before it is opened. ``name`` is the random name it
    gets, where the caller has to know it beforehand; what ``admits`` refuses is not read any further, and nothing of
    it is written.
    """
    try:
        require_here(source)
        with open_regular(source) as stream:
            before = os.fstat(stream.fileno())
            if before.st_size == 0:
                raise NotAReadableFile
            require_room(folder, before.st_size)
            taken = take_in(folder, stream, before.st_size, progress, name, admits)
            after = os.fstat(stream.fileno())
    except NotRegular:
        raise NotAReadableFile from None
    except FileNotFoundError:
        raise NotAReadableFile("The file is not there any more. Nothing was changed.") from None
    except OSError as error:
        raise NotAReadableFile(
            "The file could not be read. Nothing was changed.", problem_for(error).next_step
        ) from None
    if taken.size != before.st_size or _changed(before, after):
        discard(folder, taken.file)
        raise SourceChanged
    return taken


def _changed(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)


def take_in_bytes(
    folder: Path,
    content: bytes,
    name: str | None = None,
    admits: Admits | None = None,
    progress: Progress | None = None,
) -> SealedFile:
    """Take content in that is already in memory: a pasted picture, a rendered document."""
    if not content:
        raise NotAReadableFile
    require_room(folder, len(content))
    return take_in(folder, BytesIO(content), len(content), progress, name, admits)


def take_in(
    folder: Path,
    stream: BinaryIO,
    total: int,
    progress: Progress | None,
    name: str | None = None,
    admits: Admits | None = None,
) -> SealedFile:
    """Seal ``stream`` under a fresh random name, and prove it by reading it back."""
    name, identity = name or new_name(), Identity.generate()
    target = path_of(folder, name)
    make_private_folder(target.parent)
    measured = _Measured(stream, total, progress, admits)
    _encrypt(measured, target, identity.recipient)
    back = _Hashed()
    try:
        _decrypt(target, identity.secret_text, back)
    except EvidenceDamaged:
        discard(folder, name)
        raise DiskFault from None
    if back.size != measured.size or back.sha256.digest() != measured.sha256.digest():
        discard(folder, name)
        raise DiskFault
    return SealedFile(name, identity.secret_text, measured.sha256.hexdigest(), measured.size, measured.head)


def _encrypt(source: _Measured, target: Path, recipient: str) -> None:
    with whole_file(target, overwrite=False) as stream:
        sealed = _Kept(stream)
        try:
            pyrage.encrypt_io(source, sealed, [pyrage.x25519.Recipient.from_str(recipient)])
        except pyrage.EncryptError:
            problem = source.problem or sealed.problem
            if problem is None:
                raise
            raise problem from None


def read(folder: Path, file: str, secret: str, sha256: str) -> bytes:
    """The content of a sealed file, in memory. Raises :class:`EvidenceDamaged` unless it is what was taken in."""
    gathered = BytesIO()
    _decrypt(path_of(folder, file), secret, gathered)
    content = gathered.getvalue()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise EvidenceDamaged
    return content


def pour(folder: Path, file: str, secret: str, sha256: str, target: Target, progress: Step) -> None:
    """Decrypt a sealed file into ``target``, comparing it on the way. Memory stays flat.

    Raises :class:`EvidenceDamaged` unless it is what was taken in, Cancelled, or what is wrong with ``target``. What
    was poured by then is to be thrown away.
    """
    passing = _Passing(target, progress)
    try:
        _decrypt(path_of(folder, file), secret, passing)
    except EvidenceDamaged:
        raise passing.problem or EvidenceDamaged() from None
    if passing.sha256.hexdigest() != sha256:
        raise EvidenceDamaged


def check(folder: Path, file: str, secret: str, sha256: str) -> None:
    """Raise :class:`EvidenceDamaged` unless the sealed file still holds what was taken in. Memory stays flat."""
    back = _Hashed()
    _decrypt(path_of(folder, file), secret, back)
    if back.sha256.hexdigest() != sha256:
        raise EvidenceDamaged


def discard(folder: Path, file: str) -> None:
    """Remove a sealed file that no row names (the row was never committed)."""
    with contextlib.suppress(OSError):  # the next unlock sets it aside
        path_of(folder, file).unlink(missing_ok=True)


def apart_path(folder: Path, file: str) -> Path:
    """Where the sealed file lies while its exhibit is in quarantine."""
    return folder / APART / (file + SUFFIX)


def put_apart(folder: Path, file: str) -> None:
    """Move a file off its shelf, as it is. Nothing is done where it does not lie there."""
    _move(path_of(folder, file), apart_path(folder, file))


def put_back(folder: Path, file: str) -> None:
    """Move a file back onto its shelf, as it is."""
    _move(apart_path(folder, file), path_of(folder, file))


def move_apart(source: Path, target: Path, file: str) -> None:
    """Move a file that lies apart to another compartment, where it lies apart too."""
    put_apart(source, file)
    _move(apart_path(source, file), apart_path(target, file))


def files_apart(folder: Path) -> list[str]:
    """Names of the files that lie apart."""
    there = folder / APART
    return [path.stem for path in sorted(there.iterdir())] if there.is_dir() else []


def destroy(folder: Path, file: str) -> bool:
    """Remove a file for good, wherever it lies; whether it is gone. Another program may hold it for a moment."""
    places = (path_of(folder, file), apart_path(folder, file), folder / ASIDE / (file + SUFFIX))
    for place in places:
        for _ in range(_TRIES):
            with contextlib.suppress(OSError):
                place.unlink(missing_ok=True)
            if not place.exists():
                break
            time.sleep(_BETWEEN_TRIES)
    return not any(place.exists() for place in places)


def _move(source: Path, target: Path) -> None:
    if not source.exists():
        return
    try:
        make_private_folder(target.parent)
        source.replace(target)
        flush_folder(target.parent)
    except OSError as error:
        raise problem_for(error) from None


def all_files(folder: Path) -> list[Path]:
    """Every file on the shelves of ``folder``, in order of name; not what was set aside or lies in quarantine."""
    if not folder.is_dir():
        return []
    shelves = [
        shelf for shelf in sorted(folder.iterdir()) if shelf.is_dir() and shelf.name not in (ASIDE, APART)
    ]
    return [path for shelf in shelves for path in sorted(shelf.iterdir())]


def orphans(folder: Path, known: set[str]) -> list[Path]:
    """Files that no row names."""
    return [
        path
        for path in all_files(folder)
        if path.suffix != SUFFIX or path.name.removesuffix(SUFFIX) not in known
    ]


def set_orphans_aside(folder: Path, known: set[str]) -> int:
    """Move files that no row names into ``set-aside``, never deleting one; how many were moved."""
    found = orphans(folder, known)
    set_aside(folder, found)
    return len(found)


def set_aside(folder: Path, files: list[Path]) -> None:
    """Move files into the ``set-aside`` of ``folder``."""
    try:
        for path in files:
            make_private_folder(folder / ASIDE)
            path.replace(folder / ASIDE / path.name)
    except OSError as error:
        raise problem_for(error) from None


def _decrypt(path: Path, secret: str, target: object) -> None:
    try:
        with open_regular(path) as sealed:
            pyrage.decrypt_io(sealed, target, [pyrage.x25519.Identity.from_str(secret)])
    except (OSError, pyrage.DecryptError, pyrage.IdentityError):
        raise EvidenceDamaged from None


def require_room(folder: Path, size: int) -> None:
    """Twice the file and some to spare must be free, so that the log itself never meets a full disk."""
    nearest = folder
    while not nearest.exists():
        nearest = nearest.parent
    if free_space(nearest) < 2 * size + _SPARE:
        raise DiskFull("There is not enough room on this disk for the file, so it was not kept.")


def free_space(folder: Path) -> int:
    """Bytes that this account may still write where ``folder`` lies."""
    return shutil.disk_usage(folder).free
