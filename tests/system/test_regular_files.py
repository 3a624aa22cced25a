"""Opening files: never held up by a pipe, never deceived by a device."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from safeguard_app.system.problems import InTheCloud
from safeguard_app.system.regular_files import NotRegular, open_regular, read_regular, require_here


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"content")
    with open_regular(tmp_path / "file") as stream:
        assert stream.read() == b"content"
    assert read_regular(tmp_path / "file", 3) == b"con"


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"content")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert read_regular(tmp_path / "link", 99) == b"content"


def test_what_is_not_a_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "link", Path("/dev/null")):
        with pytest.raises(NotRegular):
            open_regular(path)


def test_what_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_regular(tmp_path / "nothing")


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(20):
        with pytest.raises(NotRegular):
            open_regular(Path("/dev/null"))
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize(
    ("marks", "here"),
    [
        ({"st_file_attributes": 0x20}, True),  # archive: any file of Windows
        ({"st_file_attributes": 0x400 | 0x8_0000}, True),  # a reparse point, pinned: kept on this device
        ({"st_file_attributes": 0x20 | 0x1000}, False),
        ({"st_file_attributes": 0x20 | 0x4_0000}, False),
        ({"st_file_attributes": 0x400 | 0x10_0000 | 0x40_0000}, False),  # as OneDrive marks them
        ({"st_flags": 0x8000}, True),
        ({"st_flags": 0x4000_0000}, False),
    ],
)
def test_a_file_that_is_only_in_the_cloud_is_told_by_its_marks(
    marks: dict[str, int], here: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Path, "stat", lambda _path: SimpleNamespace(**marks))
    if here:
        require_here(tmp_path / "file")
        return
    with pytest.raises(InTheCloud):
        require_here(tmp_path / "file")


def test_any_file_of_this_disk_is_here(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"content")
    require_here(tmp_path / "file")
    require_here(tmp_path / "no\0file")
    with pytest.raises(FileNotFoundError):
        require_here(tmp_path / "nothing")
