"""Files taken in: exactly what was there, or nothing; whatever was offered, and whatever the disk does."""

import errno
import hashlib
import os
import shutil
from collections import namedtuple
from io import BytesIO
from pathlib import Path

import pytest

from safeguard_app.domain.errors import Cancelled, KnownProblem
from safeguard_app.system.problems import DiskFault, DiskFull, problem_for
from safeguard_app.vault import sealed_files
from safeguard_app.vault.problems import EvidenceDamaged, NotAReadableFile, SourceChanged
from safeguard_app.vault.sealed_files import path_of, take_in, take_in_bytes, take_in_path

CONTENT = bytes(range(256)) * 400


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "c1.files"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "../".strip("./") / "screenshot.png"
    path.write_bytes(CONTENT)
    return path


def _nothing_left(folder: Path) -> bool:
    return [path for path in folder.rglob("*") if path.is_file()] == []


def test_what_was_taken_in_comes_back(folder: Path, source: Path) -> None:
    taken = take_in_path(folder, source)
    assert (taken.sha256, taken.size) == (hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))
    assert taken.head == CONTENT[:4096]
    assert sealed_files.read(folder, taken.file, taken.secret, taken.sha256) == CONTENT
    sealed_files.check(folder, taken.file, taken.secret, taken.sha256)
    assert path_of(folder, taken.file).read_bytes()[:21] == b"age-encryption.org/v1"
    assert source.read_bytes() == CONTENT


def test_each_file_has_its_own_name_and_key(folder: Path, source: Path) -> None:
    one, other = take_in_path(folder, source), take_in_path(folder, source)
    assert one.file != other.file
    assert one.secret != other.secret
    with pytest.raises(EvidenceDamaged):
        sealed_files.read(folder, one.file, other.secret, one.sha256)


def test_a_flip_anywhere_is_damage(folder: Path) -> None:
    taken = take_in_bytes(folder, b"a few words")
    path = path_of(folder, taken.file)
    raw = path.read_bytes()
    for place in range(len(raw)):
        spoiled = bytearray(raw)
        spoiled[place] ^= 1
        path.write_bytes(bytes(spoiled))
        with pytest.raises(EvidenceDamaged):
            sealed_files.read(folder, taken.file, taken.secret, taken.sha256)


def test_a_cut_anywhere_is_damage(folder: Path) -> None:
    taken = take_in_bytes(folder, b"a few words")
    path = path_of(folder, taken.file)
    raw = path.read_bytes()
    for length in range(len(raw)):
        path.write_bytes(raw[:length])
        with pytest.raises(EvidenceDamaged):
            sealed_files.check(folder, taken.file, taken.secret, taken.sha256)


def _offered(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / kind
    match kind:
        case "folder":
            path.mkdir()
        case "empty":
            path.write_bytes(b"")
        case "pipe":
            os.mkfifo(path)
        case "link to nothing":
            path.symlink_to(tmp_path / "nowhere")
        case "link to itself":
            path.symlink_to(path)
        case "link to a device":
            path.symlink_to("/dev/zero")
        case "socket":
            return Path("/dev/null")
    return path


@pytest.mark.parametrize(
    "kind",
    ["folder", "empty", "pipe", "link to nothing", "link to itself", "link to a device", "socket", "missing"],
)
def test_what_is_not_a_file_is_refused_without_waiting(tmp_path: Path, folder: Path, kind: str) -> None:
    with pytest.raises(NotAReadableFile):
        take_in_path(folder, _offered(tmp_path, kind))
    assert _nothing_left(folder)


def test_a_name_with_a_null_is_refused_as_unreadable(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(NotAReadableFile):
        take_in_path(folder, tmp_path / "a\0b")


def test_nothing_at_all_is_refused(folder: Path) -> None:
    with pytest.raises(NotAReadableFile):
        take_in_bytes(folder, b"")


class Misbehaving(BytesIO):
    """A file that fails after its first piece."""

    def __init__(self, failure: BaseException) -> None:
        super().__init__(CONTENT)
        self._failure = failure
        self._pieces = 0

    def read(self, size: int | None = -1) -> bytes:
        self._pieces += 1
        if self._pieces > 2:
            raise self._failure
        return super().read(size)


def test_a_source_that_fails_while_read_says_so(folder: Path) -> None:
    with pytest.raises(NotAReadableFile):
        take_in(folder, Misbehaving(OSError(errno.EIO, "gone")), len(CONTENT), None)
    assert _nothing_left(folder)


def test_a_source_that_grows_is_refused_and_never_ends_up_endless(folder: Path) -> None:
    with pytest.raises(SourceChanged):
        take_in(folder, BytesIO(CONTENT), len(CONTENT) - 1, None)
    assert _nothing_left(folder)


@pytest.mark.parametrize("change", ["shorter", "same length"])
def test_a_source_that_changes_while_read_is_refused(folder: Path, source: Path, change: str) -> None:
    def meddle(done: int, _total: int) -> bool:
        if done > 8192:
            if change == "shorter":
                os.truncate(source, 9000)
            else:
                os.utime(source, ns=(1, 1))
        return True

    with pytest.raises(SourceChanged):
        take_in_path(folder, source, meddle)
    assert _nothing_left(folder)


def test_a_source_deleted_while_read_is_still_whole(folder: Path, source: Path) -> None:
    def meddle(_done: int, _total: int) -> bool:
        source.unlink(missing_ok=True)
        return True

    taken = take_in_path(folder, source, meddle)
    assert sealed_files.read(folder, taken.file, taken.secret, taken.sha256) == CONTENT


def test_stopping_is_not_a_fault(folder: Path, source: Path) -> None:
    with pytest.raises(Cancelled):
        take_in_path(folder, source, lambda done, _total: done < 20000)
    assert _nothing_left(folder)


Usage = namedtuple("Usage", "total used free")


def test_too_little_room_is_said_before_a_byte_is_written(
    folder: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(100, 100, 1024))
    with pytest.raises(DiskFull):
        take_in_path(folder, source)
    assert not folder.exists()


@pytest.mark.parametrize(("number", "expected"), [(errno.ENOSPC, DiskFull), (errno.EIO, DiskFault)])
@pytest.mark.parametrize("call", ["fsync", "replace", "write"])
def test_a_disk_that_fails_at_any_step_keeps_nothing(
    folder: Path,
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    expected: type[KnownProblem],
    call: str,
) -> None:
    def failing(*_: object) -> None:
        raise OSError(number, "refused")

    if call == "fsync":
        monkeypatch.setattr(os, "fsync", failing)
    elif call == "replace":
        monkeypatch.setattr(Path, "replace", failing)
    else:
        monkeypatch.setattr(sealed_files._Kept, "write", _writes(number))
    with pytest.raises(expected):
        take_in_path(folder, source)
    assert _nothing_left(folder)


def _writes(number: int) -> object:
    def write(self: sealed_files._Kept, _chunk: bytes) -> int:
        error = OSError(number, "refused")
        self.problem = problem_for(error)
        raise error

    return write


def test_a_copy_that_reads_back_otherwise_is_not_kept(
    folder: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sealed_files._decrypt

    def spoiled(path: Path, secret: str, target: object) -> None:
        raw = bytearray(path.read_bytes())
        raw[-1] ^= 1
        path.write_bytes(bytes(raw))
        real(path, secret, target)

    monkeypatch.setattr(sealed_files, "_decrypt", spoiled)
    with pytest.raises(DiskFault):
        take_in_path(folder, source)
    assert _nothing_left(folder)


def test_orphans_are_set_aside_and_never_deleted(folder: Path) -> None:
    kept, orphan = take_in_bytes(folder, b"kept"), take_in_bytes(folder, b"orphan")
    begun = path_of(folder, kept.file).with_name("begun.age.tmp")
    begun.write_bytes(b"half")
    assert sealed_files.set_orphans_aside(folder, {kept.file}) == 2
    assert sealed_files.set_orphans_aside(folder, {kept.file}) == 0
    aside = {path.name for path in (folder / sealed_files.ASIDE).iterdir()}
    assert aside == {f"{orphan.file}.age", "begun.age.tmp"}
    sealed_files.check(folder, kept.file, kept.secret, kept.sha256)


def test_no_part_of_the_content_is_readable_in_what_is_kept(folder: Path) -> None:
    marker = b"Zebedee Quartermaine 7731 " * 1000
    take_in_bytes(folder, marker)
    assert all(b"Zebedee" not in path.read_bytes() for path in folder.rglob("*") if path.is_file())
