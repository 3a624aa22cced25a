"""No network connection is ever opened: whole journeys in their own process, every socket refused (ADR 0007)."""

from pathlib import Path

import pytest

from tests.architecture.network_watch import run_watched


@pytest.mark.parametrize(
    "reach",
    [
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('localhost', 80)",
        "socket.gethostbyname('localhost')",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "socket.socket(socket.AF_INET6)",
        "socket.socketpair()[0].sendto(b'', 'x') or socket.socket(socket.AF_UNIX).bind('x')",
    ],
)
def test_the_watch_sees_whoever_reaches_for_a_network(reach: str, tmp_path: Path) -> None:
    done = run_watched(["-c", f"import socket; {reach}"], tmp_path)
    assert done.exit_code != 0
    assert done.refused


def test_the_watch_reaches_helper_processes(tmp_path: Path) -> None:
    inside = "import socket; socket.socket()"
    done = run_watched(
        ["-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inside!r}])"], tmp_path
    )
    assert done.processes == 2
    assert done.refused


def test_the_demo_walks_the_whole_job_without_a_network(tmp_path: Path) -> None:
    run = "import sys; from safeguard_app.app.start import run_command; sys.exit(run_command(sys.argv[1:]))"
    done = run_watched(["-c", run, "demo", "--out", str(tmp_path / "demo")], tmp_path)
    assert done.processes
    assert not done.refused
    assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "demo" / "documents").glob("*.pdf"))) == 12
    assert list((tmp_path / "demo" / "pictures").glob("*.png"))


def test_a_journey_through_the_window_opens_no_network(tmp_path: Path) -> None:
    journeys = ["tests/journeys/test_first_run.py", "tests/journeys/test_trolling_of_a_teacher.py"]
    done = run_watched(["-m", "pytest", "-q", "-p", "no:cacheprovider", *journeys], tmp_path)
    assert done.processes
    assert not done.refused
    assert done.exit_code == 0, done.output
