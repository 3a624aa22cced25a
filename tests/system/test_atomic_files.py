"""Files are written whole or not at all, for this account only, whatever fails on the way."""

import errno
import os
from pathlib import Path

import pytest

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.system import atomic_files
from safeguard_app.system.atomic_files import make_private_folder, replace, whole_file, write_all, write_whole
from safeguard_app.system.problems import DiskFault, DiskFull, FileGone, ReadOnlyFolder, problem_for


def test_written_whole_and_private(tmp_path: Path) -> None:
    write_whole(tmp_path / "file", b"one")
    write_whole(tmp_path / "file", b"two")
    assert (tmp_path / "file").read_bytes() == b"two"
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_an_error_inside_leaves_the_old_one(tmp_path: Path) -> None:
    write_whole(tmp_path / "file", b"old")
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "file") as stream:
        stream.write(b"half")
        raise ZeroDivisionError
    assert (tmp_path / "file").read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_never_over_another_when_told_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"theirs")
    with pytest.raises(KnownProblem), whole_file(tmp_path / "file", overwrite=False) as stream:
        stream.write(b"ours")
    assert (tmp_path / "file").read_bytes() == b"theirs"


def test_never_over_one_that_appears_meanwhile(tmp_path: Path) -> None:
    with pytest.raises(KnownProblem), whole_file(tmp_path / "file", overwrite=False) as stream:
        stream.write(b"ours")
        (tmp_path / "file").write_bytes(b"theirs")
    assert (tmp_path / "file").read_bytes() == b"theirs"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EACCES, ReadOnlyFolder),
        (errno.EROFS, ReadOnlyFolder),
        (errno.ENOENT, FileGone),
        (errno.ENODEV, FileGone),
        (errno.EIO, DiskFault),
    ],
)
@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
@pytest.mark.parametrize("overwrite", [True, False])
def test_every_refusal_has_its_problem_and_leaves_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    problem: type[KnownProblem],
    call: str,
    overwrite: bool,
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(number, "secret name of a file")

    with monkeypatch.context() as patched:
        owner = Path if call == "replace" else os
        patched.setattr(owner, call, refused)
        with pytest.raises(problem) as caught, whole_file(tmp_path / "file", overwrite=overwrite) as stream:
            stream.write(b"content")
    assert list(tmp_path.iterdir()) == []
    assert "secret name" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_windows_errors_are_known_by_their_own_numbers() -> None:
    error = OSError(errno.EINVAL, "x")
    error.winerror = 112  # type: ignore[attr-defined,unused-ignore]
    assert isinstance(problem_for(error), DiskFull)


class _SharingError(OSError):
    def __init__(self, number: int) -> None:
        super().__init__(errno.EACCES, "in use")
        self.winerror = number


@pytest.mark.parametrize("number", [5, 32, 33])
def test_a_scanner_that_holds_the_file_is_waited_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    (tmp_path / "new").write_bytes(b"new")
    refusals, waited = [3], list[float]()
    real = os.rename

    def held(self: Path, target: Path) -> Path:
        if refusals[0]:
            refusals[0] -= 1
            raise _SharingError(number)
        real(self, target)
        return Path(target)

    monkeypatch.setattr(Path, "replace", held)
    replace(tmp_path / "new", tmp_path / "file", waited.append)
    assert (tmp_path / "file").read_bytes() == b"new"
    assert len(waited) == 3


def test_waiting_ends_after_two_and_a_half_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object) -> None:
        raise _SharingError(32)

    waited: list[float] = []
    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(OSError, match="in use"):
        replace(tmp_path / "new", tmp_path / "file", waited.append)
    assert 2.5 <= sum(waited) <= 3.0


def test_folders_are_private_with_their_parents(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "one" / "two")
    make_private_folder(tmp_path / "one" / "two")
    assert (tmp_path / "one").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "one" / "two").stat().st_mode & 0o777 == 0o700
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(KnownProblem):
        make_private_folder(tmp_path / "file")
    with pytest.raises(KnownProblem):
        make_private_folder(tmp_path / "file" / "below")


def test_a_stick_that_cannot_flush_a_folder_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def picky(descriptor: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):  # noqa: PTH112 - a descriptor, not a path
            raise OSError(errno.EINVAL, "not for folders")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", picky)
    write_whole(tmp_path / "file", b"content")
    assert (tmp_path / "file").read_bytes() == b"content"


def test_temporary_names_end_as_the_orphan_sweep_expects(tmp_path: Path) -> None:
    with whole_file(tmp_path / "file"):
        (begun,) = tmp_path.iterdir()
        assert begun.name.endswith(atomic_files.TEMPORARY_SUFFIX)


def test_of_several_files_all_are_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[int] = []
    two = [(tmp_path / "a", b"one"), (tmp_path / "b", b"two")]

    def note() -> None:
        assert not (tmp_path / "a").exists(), "before any of them has its name"
        noted.append(len(list(tmp_path.iterdir())))

    with pytest.raises(KnownProblem):
        write_all([*two, (tmp_path / "no such folder" / "c", b"three")], note)
    assert list(tmp_path.iterdir()) == [] and noted == []

    real = atomic_files.replace

    def second_fails(source: Path, target: Path) -> None:
        if target.name == "b":
            raise OSError(errno.EACCES, "held open")
        real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(atomic_files, "replace", second_fails)
        with pytest.raises(KnownProblem):
            write_all(two, note)
    assert list(tmp_path.iterdir()) == [] and noted == [2]

    def refuse() -> None:
        raise KnownProblem

    with pytest.raises(KnownProblem):
        write_all(two, refuse)
    assert list(tmp_path.iterdir()) == []
    write_all(two, note)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"a": b"one", "b": b"two"}


def _what_is_there(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


@pytest.mark.parametrize("fails", ["second place", "second name", "being noted"])
def test_what_stood_there_before_is_there_again_where_one_of_several_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    (tmp_path / "a").write_bytes(b"the user's own")
    (tmp_path / "c").write_bytes(b"another of theirs")
    real = atomic_files.replace

    def picky(source: Path, target: Path) -> None:
        if target.name == "b" and source.suffix == atomic_files.TEMPORARY_SUFFIX:
            raise OSError(errno.EACCES, "held open")
        real(source, target)

    def note() -> None:
        assert _what_is_there(tmp_path)["a"] == b"the user's own"
        if fails == "being noted":
            raise KnownProblem

    if fails == "second place":
        (tmp_path / "b").mkdir()
        (tmp_path / "b" / "kept").write_bytes(b"in a folder of this name")
    elif fails == "second name":
        (tmp_path / "b").write_bytes(b"held open")
        monkeypatch.setattr(atomic_files, "replace", picky)
    before = sorted(tmp_path.rglob("*")), _what_is_there(tmp_path)
    with pytest.raises(KnownProblem):
        write_all([(tmp_path / name, b"new") for name in "abc"], note)
    assert (sorted(tmp_path.rglob("*")), _what_is_there(tmp_path)) == before


def test_at_each_moment_an_older_file_lies_at_its_place_or_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a power cut would find it: before and after every rename and every flush of a folder."""
    (tmp_path / "a").write_bytes(b"old one")
    (tmp_path / "b").write_bytes(b"old two")
    real_replace, real_flush = atomic_files.replace, atomic_files.flush_folder
    seen: list[set[bytes]] = []

    def replaced(source: Path, target: Path) -> None:
        seen.append(set(_what_is_there(tmp_path).values()))
        real_replace(source, target)

    def flushed(folder: Path) -> None:
        seen.append(set(_what_is_there(tmp_path).values()))
        real_flush(folder)

    monkeypatch.setattr(atomic_files, "replace", replaced)
    monkeypatch.setattr(atomic_files, "flush_folder", flushed)
    write_all([(tmp_path / "a", b"new one"), (tmp_path / "b", b"new two")], lambda: None)
    assert len(seen) == 7 and all({b"old one", b"old two", b"new one", b"new two"} == one for one in seen)
    assert _what_is_there(tmp_path) == {"a": b"new one", "b": b"new two"}


def test_a_folder_that_cannot_be_flushed_costs_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def refused(_folder: Path) -> None:
        raise OSError(errno.EIO, "a fault")

    monkeypatch.setattr(atomic_files, "flush_folder", refused)
    write_all([(tmp_path / "a", b"new"), (tmp_path / "b", b"another")], lambda: None)
    assert _what_is_there(tmp_path) == {"a": b"new", "b": b"another"}
    with pytest.raises(DiskFault):
        write_whole(tmp_path / "a", b"newer")
    write_whole(tmp_path / "c", b"a copy for somebody", for_good=False)
    assert _what_is_there(tmp_path) == {"a": b"newer", "b": b"another", "c": b"a copy for somebody"}
