"""Starting: what the arguments ask for, and what is said where it cannot start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from safeguard_app import __version__
from safeguard_app.app.start import CANNOT_START, _arguments, has_display, run_command
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.evidence_files.pixels import unpacked
from safeguard_app.evidence_files.question import Question
from tests.evidence_files.made_files import picture

ROOT = Path(__file__).parents[2]


def test_without_arguments_the_last_log_is_opened() -> None:
    asked = _arguments([])
    assert (asked.demo, asked.log, asked.locked) == (False, None, "")


def test_a_log_named_from_here_is_found_again_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _arguments(["--log", "school.safeguard"]).log == tmp_path / "school.safeguard"
    assert _arguments(["--log", "/srv/x.safeguard"]).log == Path("/srv/x.safeguard")


def test_the_relaunched_program_is_told_how_it_was_locked() -> None:
    asked = _arguments(["--log", "/srv/x.safeguard", "--locked", "Safeguarding log, locked at 15:40."])
    assert asked.locked == "Safeguarding log, locked at 15:40."


@pytest.mark.parametrize("wrong", [["--nonsense"], ["--log"], ["somewhere.safeguard"]])
def test_what_is_not_understood_is_said(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        _arguments(wrong)
    assert ended.value.code == 2
    assert "usage: safeguard-log" in capsys.readouterr().err


def test_the_version_is_told_and_the_hidden_argument_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        _arguments(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"safeguard-log {__version__}\n")
    with pytest.raises(SystemExit):
        _arguments(["--help"])
    assert "--locked" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("environment", "platform", "found"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_display_is_looked_for_where_there_may_be_none(
    environment: dict[str, str], platform: str, found: bool
) -> None:
    assert has_display(environment, platform) is found


def fresh(code: list[str], home: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A process of its own, without a display unless ``environment`` names one."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    kept = {name: value for name, value in os.environ.items() if name not in hidden and name[:4] != "XDG_"}
    return subprocess.run(
        [sys.executable, *code],
        cwd=ROOT,
        env=kept | {"HOME": str(home)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_without_a_display_it_says_so_and_ends(tmp_path: Path) -> None:
    ended = fresh(["-m", "safeguard_app"], tmp_path)
    assert ended.returncode == CANNOT_START
    assert ended.stderr == (
        "There is no display here, so no window can open. Nothing was changed.\n"
        "Start it on a desktop, or use safeguard-log-cli, which needs none.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_headless_command_says_why_it_cannot_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise KnownProblem("The catalogue cannot be read.", "Install the program again.")

    monkeypatch.setattr("safeguard_app.app.computer.this_computer", broken)
    with pytest.raises(SystemExit) as ended:
        run_command(["self-test"])
    assert ended.value.code == "The catalogue cannot be read.\nInstall the program again."


def test_the_packaged_program_looks_into_a_file_by_the_windows_own_entry(tmp_path: Path) -> None:
    """A packaged build has one entry and no interpreter: with the argument it opens no window and answers."""
    code = "import sys; sys.argv[1:] = ['--look-into']; from safeguard_app.__main__ import window_main; window_main()"
    question = Question("image/png", 0)
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        input=question.line() + picture("PNG", 3, 2, (1, 2, 3, 255)),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert (unpacked(ended.stdout).width, unpacked(ended.stdout).height) == (3, 2)
