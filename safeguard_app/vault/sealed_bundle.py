"""One encrypted file for somebody without this program: an AES-256 zip, or an age file with a tar in it.

Nothing readable touches the disk: each part is poured from its sealed file, or from memory, straight into the
encryption. The file appears whole or not at all, and is read back, decrypted and compared before it counts.
"""

import contextlib
import hashlib
import tarfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

from safeguard_app.domain.errors import Cancelled, KnownProblem
from safeguard_app.system.atomic_files import whole_file
from safeguard_app.system.problems import DiskFault, DiskFull, problem_for
from safeguard_app.vault.sealed_files import Step, Target, free_space

MOST_IN_AGE = 256 * 1024 * 1024
"""Bytes in an age bundle: the library seals to a passphrase in memory only."""
_SPARE = 16 * 1024 * 1024
_PIECE = 1024 * 1024
_OWNER_READS = 0o600


class TooLargeForAge(KnownProblem):
    """An age bundle is made in memory, and these exhibits are too many or too large for that."""

    code = "too_large_for_age"
    sentence = "These exhibits are too large for an age file. Nothing was written."
    next_step = "Choose the encrypted zip, or put fewer exhibits into each bundle."


class BundleNotAsWritten(DiskFault):
    """What was read back is not what was written."""

    code = "bundle_not_as_written"
    sentence = (
        "The bundle was written, but what was read back is not the same. It was removed and does not count."
    )
    next_step = "Make it again on another disk or stick."


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the bundle: its name there, what it must come to, and what pours it."""

    name: str
    size: int
    sha256: str
    pour: Callable[[Target, Step], None]


@dataclass(frozen=True, slots=True)
class Written:
    """The encrypted file as it lies there now."""

    sha256: str
    size: int


def part_of(name: str, content: bytes) -> Part:
    """A part that is in memory."""

    def pour(target: Target, step: Step) -> None:
        target.write(content)
        _go_on(step(len(content)))

    return Part(name, len(content), hashlib.sha256(content).hexdigest(), pour)


def write_zip(place: Path, parts: Sequence[Part], passphrase: str, at: datetime, step: Step) -> Written:
    """Write the parts into an AES-256 zip at ``place``. ``step`` hears of every byte twice: written, and read back."""
    _require_room(place, parts)
    with whole_file(place) as stream:
        _fill_zip(stream, parts, passphrase, at, step)
    with _removed_unless_whole(place):
        _compare_zip(place, parts, passphrase, step)
        return _as_it_lies(place)


def write_age(place: Path, parts: Sequence[Part], passphrase: str, at: datetime, step: Step) -> Written:
    """Write the parts as a tar into an age file at ``place``."""
    if sum(part.size for part in parts) > MOST_IN_AGE:
        raise TooLargeForAge
    _require_room(place, parts)
    packed = _tar(parts, at, step)
    sealed = pyrage.passphrase.encrypt(packed, passphrase)
    with whole_file(place) as stream:
        stream.write(sealed)
    with _removed_unless_whole(place):
        try:
            same = pyrage.passphrase.decrypt(place.read_bytes(), passphrase) == packed
        except pyrage.DecryptError:
            same = False
        if not same:
            raise BundleNotAsWritten
        _go_on(step(sum(part.size for part in parts)))
        return _as_it_lies(place)


def _fill_zip(stream: BinaryIO, parts: Sequence[Part], passphrase: str, at: datetime, step: Step) -> None:
    import pyzipper  # type: ignore[import-untyped]  # reads its ciphers, and hardly any start needs them

    with pyzipper.AESZipFile(
        stream, "w", compression=pyzipper.ZIP_STORED, encryption=pyzipper.WZ_AES
    ) as bundle:
        bundle.setpassword(passphrase.encode())
        bundle.setencryption(pyzipper.WZ_AES, nbits=256)
        for part in parts:
            entry = bundle.zipinfo_cls(part.name, date_time=at.timetuple()[:6])
            entry.compress_type = pyzipper.ZIP_STORED
            entry.external_attr = _OWNER_READS << 16
            entry.file_size = part.size
            with bundle.open(entry, "w") as target:
                part.pour(target, step)


def _compare_zip(place: Path, parts: Sequence[Part], passphrase: str, step: Step) -> None:
    import pyzipper

    try:
        with pyzipper.AESZipFile(place) as bundle:
            bundle.setpassword(passphrase.encode())
            same = bundle.namelist() == [part.name for part in parts] and all(
                _hash_of(bundle, part, step) == part.sha256 for part in parts
            )
    except (pyzipper.BadZipFile, RuntimeError, EOFError):
        same = False
    if not same:
        raise BundleNotAsWritten


def _hash_of(bundle: Any, part: Part, step: Step) -> str:
    gathered = hashlib.sha256()
    with bundle.open(part.name) as entry:
        while piece := entry.read(_PIECE):
            gathered.update(piece)
            _go_on(step(len(piece)))
    return gathered.hexdigest()


def _tar(parts: Sequence[Part], at: datetime, step: Step) -> bytes:
    packed = BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as bundle:
        for part in parts:
            content = BytesIO()
            part.pour(content, step)
            entry = tarfile.TarInfo(part.name)
            entry.size, entry.mtime, entry.mode = part.size, int(at.timestamp()), _OWNER_READS
            content.seek(0)
            bundle.addfile(entry, content)
    return packed.getvalue()


def _go_on(wanted: bool) -> None:
    if not wanted:
        raise Cancelled


@contextlib.contextmanager
def _removed_unless_whole(place: Path) -> Iterator[None]:
    """A bundle that did not compare must not lie there as if it were one."""
    try:
        yield
    except OSError as error:
        remove(place)
        raise problem_for(error) from None
    except BaseException:
        remove(place)
        raise


def remove(place: Path) -> None:
    """Take a bundle away that does not count. Nobody was told its passphrase, so what cannot be removed is noise."""
    with contextlib.suppress(OSError):
        place.unlink(missing_ok=True)


def _as_it_lies(place: Path) -> Written:
    gathered, size = hashlib.sha256(), 0
    with place.open("rb") as stream:
        while piece := stream.read(_PIECE):
            gathered.update(piece)
            size += len(piece)
    return Written(gathered.hexdigest(), size)


def _require_room(place: Path, parts: Sequence[Part]) -> None:
    try:
        free = free_space(place.parent)
    except OSError as error:
        raise problem_for(error) from None
    if free < sum(part.size for part in parts) + _SPARE:
        raise DiskFull("There is not enough room there for the bundle, so none was written.")
