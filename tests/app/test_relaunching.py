"""What locking ends in: the real form in real processes, and the form for tests of the window."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from safeguard_app.app.relaunching import RebuildInProcess, SpawnAndExit
from safeguard_app.system.instance_lock import InstanceLock
from safeguard_app.system.own_program import program_arguments
from tests.journeys.schools import PASSPHRASES, MadeLog

ROOT = Path(__file__).parents[2]
WORDS = "zeppelinbirch was heard in the corridor"


@dataclass
class Runs:
    """Processes of the program as they wrote themselves down, and what is read of them."""

    notes: Path
    log: Path

    def of(self, pid: int) -> dict[str, list[str]]:
        """What a process was started with and has open."""
        found = json.loads((self.notes / f"{pid}.json").read_text())
        assert isinstance(found, dict)
        return found

    def holds_the_log(self, pid: int) -> list[str]:
        """Files of the log that a process has open."""
        return [name for name in self.of(pid)["open"] if name.startswith(str(self.log))]

    def others_than(self, pid: int) -> list[int]:
        """Processes that came after the first."""
        return [int(note.stem) for note in self.notes.glob("*.json") if int(note.stem) != pid]


def until(condition: Callable[[], bool], words: str) -> None:
    """A minute at most."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, f"waited in vain: {words}"
        time.sleep(0.05)


@pytest.fixture
def runs(keys_of_a_real_school: None, made: MadeLog, tmp_path: Path) -> Iterator[Runs]:
    notes = tmp_path / "notes"
    notes.mkdir()
    found = Runs(notes, made.folder)
    yield found
    for pid in found.others_than(0):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def begin_run(runs: Runs, home: Path) -> "subprocess.Popen[str]":
    """The program in a process of its own, unlocked and typing."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")} | {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "PYTHONPATH": os.pathsep.join((str(Path(__file__).parent / "open_files_hook"), str(ROOT))),
        "OPEN_FILES_NOTES": str(runs.notes),
    }
    command = [sys.executable, "-m", "tests.app.one_run"]
    command += [str(runs.log), PASSPHRASES["dsl"], WORDS, str(runs.notes)]
    with (home / "stderr").open("w") as said:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said, text=True)


def memory_of(pid: int) -> Iterator[bytes]:
    """Everything readable in the memory of a process."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            begin, end = (int(part, 16) for part in span.split("-"))
            with contextlib.suppress(OSError, ValueError):
                memory.seek(begin)
                yield memory.read(end - begin)


def in_memory(pid: int, words: str) -> bool:
    """Whether words lie in the memory of a process, as Python or as Qt keeps text."""
    forms = (words.encode(), words.encode("utf-16-le"))
    return any(form in part for part in memory_of(pid) for form in forms)


def test_locking_ends_the_process_and_begins_another_with_nothing_of_it(runs: Runs, tmp_path: Path) -> None:
    may_look = os.geteuid() == 0  # others may not look into a hardened process, and that is meant
    with begin_run(runs, tmp_path) as old:
        until(lambda: (runs.notes / "open").exists() or old.poll() is not None, "unlocked")
        assert old.poll() is None, (tmp_path / "stderr").read_text()
        until(lambda: bool(runs.holds_the_log(old.pid)), "the watch sees an open log")
        assert not may_look or in_memory(old.pid, WORDS)
        (runs.notes / "go").touch()
        assert old.wait(60) == 0, (tmp_path / "stderr").read_text()
    assert not Path(f"/proc/{old.pid}").exists()

    until(lambda: bool(runs.others_than(old.pid)), "a new process")
    (new,) = runs.others_than(old.pid)
    until(lambda: any("libQt6" in line for line in _mapped(new, may_look)), "its window is on the way")
    until(lambda: time.monotonic() - float(str(runs.of(new)["at"])) < 1, "it lives")
    assert runs.holds_the_log(new) == []
    InstanceLock(runs.log / "vault.lock").release()
    assert not may_look or not in_memory(new, WORDS)
    assert not may_look or not in_memory(new, PASSPHRASES["dsl"])

    arguments = runs.of(new)["arguments"]
    assert arguments[1:5] == ["-m", "safeguard_app", "--log", str(runs.log)]
    assert arguments[5] == "--locked"
    assert arguments[6].startswith("Safeguarding log, locked by hand at ")
    assert len(arguments) == 7


def _mapped(pid: int, may_look: bool) -> list[str]:
    if not may_look:
        time.sleep(3)
        return ["libQt6"]
    return Path(f"/proc/{pid}/maps").read_text().splitlines()


def test_the_new_process_outlives_what_started_the_old_one(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[list[str], dict[str, object]]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **options: asked.append((command, options)))
    left: list[str] = []
    SpawnAndExit(lambda: left.append("left")).start_again(["--log", "x"])
    ((command, options),) = asked
    assert command == [sys.executable, "-m", "safeguard_app", "--log", "x"]
    assert options == {"start_new_session": True, "close_fds": True, "stdin": subprocess.DEVNULL}
    assert left == ["left"]


def test_where_no_process_can_be_started_this_one_ends_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(12, "no memory for", "/home/imogen/log")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    left: list[str] = []
    SpawnAndExit(lambda: left.append("left")).start_again([])
    assert left == ["left"]
    said = capsys.readouterr().err
    assert "start the program again by hand" in said
    assert "imogen" not in said


def test_a_packaged_build_is_its_own_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    assert program_arguments() == ["-m", "safeguard_app"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert program_arguments() == []


def test_the_form_for_tests_rebuilds_with_the_same_arguments() -> None:
    rebuilt: list[Sequence[str]] = []
    RebuildInProcess(rebuilt.append).start_again(["--log", "x"])
    assert rebuilt == [["--log", "x"]]
