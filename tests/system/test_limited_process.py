"""A process apart: it says what it is asked, and whatever else it does ends with it."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from safeguard_app.system import limited_process
from safeguard_app.system.limited_process import LimitedProcess, Limits, ProcessStopped, Said

QUICK = Limits(seconds=20)
Started = Callable[..., LimitedProcess]
_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a job object does this on Windows")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """Starts a process that runs some code instead of this program."""

    def start(code: str, limits: Limits = QUICK) -> LimitedProcess:
        monkeypatch.setattr(limited_process, "program_arguments", lambda: ["-c", code])
        return LimitedProcess((), limits)

    return start


def test_it_says_what_it_makes_of_what_it_is_given(started: Started) -> None:
    process = started("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1]); sys.exit(4)")
    assert process.is_waiting
    content = bytes(range(256)) * 4096
    assert process.ask(content) == Said(content[::-1], 4)
    assert not process.is_waiting


def test_what_never_ends_is_ended(started: Started) -> None:
    process = started("while True: pass", Limits(seconds=0.5))
    with pytest.raises(ProcessStopped):
        process.ask(b"")
    assert not process.is_waiting


def test_what_never_reads_is_ended_with_megabytes_on_their_way(started: Started) -> None:
    process = started("import time; time.sleep(60)", Limits(seconds=0.5))
    with pytest.raises(ProcessStopped):
        process.ask(bytes(8_000_000))


def test_more_than_it_may_say_is_nothing(started: Started) -> None:
    process = started("import sys\nwhile True: sys.stdout.write('x' * 65536)", Limits(output=100_000))
    with pytest.raises(ProcessStopped):
        process.ask(b"")


@_POSIX
def test_a_crash_ends_the_process_and_nothing_of_it_is_shown(
    started: Started, capfd: pytest.CaptureFixture[str]
) -> None:
    process = started("import os, sys; sys.stderr.write('words of the file'); sys.stderr.flush(); os.abort()")
    with pytest.raises(ProcessStopped):
        process.ask(b"")
    assert capfd.readouterr() == ("", "")


def test_one_that_has_ended_already_says_nothing(started: Started) -> None:
    process = started("pass")
    while process.is_waiting:
        time.sleep(0.01)
    assert process.ask(bytes(1_000_000)) == Said(b"", 0)


def test_it_is_let_go_of_unasked(started: Started) -> None:
    process = started("import sys; sys.stdin.read()")
    process.end()
    assert not process.is_waiting
    process.end()


def test_nothing_of_this_account_goes_along(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFEGUARD_SECRET", "words")
    said = started("import os; print(sorted(os.environ))").ask(b"")
    assert b"SECRET" not in said.content and b"PATH" in said.content


def test_one_that_cannot_be_started_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", os.fspath(Path("no") / "such" / "program"))
    with pytest.raises(ProcessStopped):
        LimitedProcess((), QUICK)


_LIMITED = """
import sys
from safeguard_app.system.limited_process import Limits, limit_this_process, shut_out
import socket, subprocess
limit_this_process(Limits())
shut_out()
try:
    {act}
except (OSError, MemoryError) as refused:
    print(type(refused).__name__)
else:
    print("done")
"""


@_POSIX
@pytest.mark.parametrize(
    "act",
    [
        "open(sys.executable, 'rb')",
        "open('left-behind.txt', 'w').write('x')",
        "socket.socket()",
        "subprocess.run([sys.executable, '-c', ''], check=True)",
        pytest.param(
            "bytearray(2 * 1024 ** 3)",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="macOS does not keep to it"),
        ),
    ],
)
def test_shut_out_it_opens_nothing_and_starts_nothing(
    act: str, started: Started, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.fspath(Path(limited_process.__file__).parents[2]))
    monkeypatch.chdir(tmp_path)
    said = started(_LIMITED.format(act=act)).ask(b"").content.strip()
    assert said in {b"OSError", b"MemoryError", b"BlockingIOError"}
    assert list(tmp_path.iterdir()) == []


_WITH_CHANCE = """
import os, socket, subprocess, sys
from safeguard_app.system.chance_alone import CHANCE, keep_to_chance
from safeguard_app.system.limited_process import Limits, limit_this_process
limit_this_process(Limits())
held = keep_to_chance()
try:
    {act}
except OSError as refused:
    print("refused")
else:
    print("done")
if not held:
    print("not held")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Landlock is of Linux")
@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("open(CHANCE, 'rb').read(8)", b"done"),
        ("open(sys.executable, 'rb')", b"refused"),
        ("open('/etc/passwd')", b"refused"),
        ("os.listdir('/')", b"refused"),
        ("open('left-behind.txt', 'w').write('x')", b"refused"),
        ("[os.open(CHANCE, os.O_RDONLY) for _ in '12']", b"refused"),
        ("subprocess.run([sys.executable, '-c', ''], check=True)", b"refused"),
        ("socket.create_connection(('127.0.0.1', 9), 1)", b"refused"),
    ],
)
def test_kept_to_chance_it_opens_nothing_else(
    act: str, said: bytes, started: Started, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.fspath(Path(limited_process.__file__).parents[2]))
    monkeypatch.chdir(tmp_path)
    answer = started(_WITH_CHANCE.format(act=act)).ask(b"").content.split(b"\n")
    if b"not held" in answer:
        pytest.skip("a kernel without Landlock")
    assert answer[0] == said
    assert list(tmp_path.iterdir()) == []
