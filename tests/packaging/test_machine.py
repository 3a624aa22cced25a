"""What bootstrap says of a machine: too old, too narrow, unknown, without a screen, without libraries."""

import shutil
import subprocess
from pathlib import Path

import pytest

import machine


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 1), (4, 0, 0)])
def test_a_python_that_will_do(version: tuple[int, ...]) -> None:
    machine.check_python(version, 8)


@pytest.mark.parametrize(
    ("version", "pointer_bytes", "words"),
    [
        ((3, 10, 13), 8, "This is Python 3.10"),
        ((2, 7, 18), 8, "This is Python 2.7"),
        ((3, 12, 0), 4, "32-bit"),
    ],
)
def test_a_python_that_will_not_do(version: tuple[int, ...], pointer_bytes: int, words: str) -> None:
    with pytest.raises(machine.Obstacle, match=words) as caught:
        machine.check_python(version, pointer_bytes)
    assert caught.value.next_step.startswith("Install")


@pytest.mark.parametrize(
    ("system", "processor", "libc", "macos"),
    [
        ("Linux", "x86_64", ("glibc", "2.34"), ""),
        ("Linux", "x86_64", ("glibc", "2.36"), ""),
        ("Windows", "AMD64", ("", ""), ""),
        ("Darwin", "arm64", ("", ""), "13.0"),
        ("Darwin", "arm64", ("", ""), "26.1"),
    ],
)
def test_a_platform_that_is_supported(system: str, processor: str, libc: tuple[str, str], macos: str) -> None:
    machine.check_platform(system, processor, libc, macos)


@pytest.mark.parametrize(
    ("system", "processor", "libc", "macos", "words"),
    [
        ("Linux", "aarch64", ("glibc", "2.36"), "", "aarch64"),
        ("Linux", "i686", ("glibc", "2.36"), "", "i686"),
        ("Linux", "x86_64", ("glibc", "2.31"), "", "glibc 2.31"),
        ("Linux", "x86_64", ("", ""), "", "unknown"),
        ("Windows", "ARM64", ("", ""), "", "ARM64"),
        ("Darwin", "x86_64", ("", ""), "15.2", "x86_64"),
        ("Darwin", "arm64", ("", ""), "12.7", "12.7"),
        ("FreeBSD", "amd64", ("", ""), "", "FreeBSD"),
    ],
)
def test_a_platform_that_is_not(
    system: str, processor: str, libc: tuple[str, str], macos: str, words: str
) -> None:
    with pytest.raises(machine.Obstacle, match=words):
        machine.check_platform(system, processor, libc, macos)


@pytest.mark.parametrize(
    ("environment", "system", "expected"),
    [
        ({}, "Linux", False),
        ({"DISPLAY": ""}, "Linux", False),
        ({"DISPLAY": ":0"}, "Linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "Linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "Linux", False),
        ({"QT_QPA_PLATFORM": "offscreen:size=1x1"}, "Windows", False),
        ({}, "Windows", True),
        ({}, "Darwin", True),
    ],
)
def test_has_display(environment: dict[str, str], system: str, expected: bool) -> None:
    assert machine.has_display(environment, system) is expected


def test_library_found() -> None:
    assert not machine.library_found("libsafeguard-that-nobody-has.so.9")


def test_font_found(tmp_path: Path) -> None:
    assert not machine.font_found([tmp_path, tmp_path / "absent"])
    (tmp_path / "family").mkdir()
    (tmp_path / "family" / "Plain.TTF").write_bytes(b"")
    assert machine.font_found([tmp_path])


def test_missing_packages_names_each_once_and_only_what_the_purpose_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(machine, "library_found", lambda _: False)
    monkeypatch.setattr(machine, "font_folders", lambda: ())
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(machine, "READING_DATA", machine.READING_DATA.with_name("absent"))
    headless = machine.missing_packages(on_screen=False, testing=False)
    assert {"libegl1", "libglib2.0-0", machine.FONT_PACKAGE} <= set(headless)
    assert len(headless) == len(set(headless))
    assert not {"libxcb-cursor0", "age"} & set(headless)
    assert "libxcb-cursor0" in machine.missing_packages(on_screen=True, testing=False)
    assert {"age", "poppler-utils", "xvfb", "tesseract-ocr-eng"} <= set(
        machine.missing_packages(on_screen=False, testing=True)
    )


def test_packages_are_named_where_they_may_not_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "root_prefix", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(machine.Obstacle) as caught:
        machine.install_packages(["libegl1", "age"])
    assert caught.value.next_step == "Install them: sudo apt-get install libegl1 age"


def test_packages_are_named_on_a_linux_without_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(machine.Obstacle, match="Debian calls them: libegl1"):
        machine.install_packages(["libegl1"])


@pytest.mark.parametrize(("exit_code", "works"), [(0, True), (100, False)])
def test_packages_are_installed_as_root(monkeypatch: pytest.MonkeyPatch, exit_code: int, works: bool) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        ran.append(command)
        return subprocess.CompletedProcess(command, exit_code)

    monkeypatch.setattr(machine, "root_prefix", list)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", run)
    if works:
        machine.install_packages(["age"])
    else:
        with pytest.raises(machine.Obstacle, match="could not be installed"):
            machine.install_packages(["age"])
    assert ran[-1] == ["apt-get", "-qq", "install", "-y", "--no-install-recommends", "age"]
