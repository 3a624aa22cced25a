"""No network connection is ever opened: a whole journey and the demo, in processes where every socket is refused."""

from pathlib import Path

import pytest

from tests.journeys.network_watch import run_watched

pytestmark = pytest.mark.journey

_NATIVE = "import ctypes; assert ctypes.CDLL(None).socket({}, 2, 0) > 0"
WAYS_OUT = {
    "socket.socket(socket.AF_INET)": "socket.__new__",
    "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)": "socket.__new__",
    "__import__('_socket').socket()": "socket.__new__",
    "socket.socket(socket.AF_UNIX).connect('x')": "socket.connect",
    "socket.socket(socket.AF_UNIX).connect_ex('x')": "socket.connect",
    "socket.socket(socket.AF_UNIX).bind('x')": "socket.bind",
    "socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b'', 'x')": "socket.sendto",
    "socket.socketpair()[0].sendmsg([b'x'])": "socket.sendmsg",
    "socket.create_connection(('127.0.0.1', 9))": "socket.getaddrinfo",
    "socket.getaddrinfo('localhost', 80)": "socket.getaddrinfo",
    "socket.getnameinfo(('127.0.0.1', 9), 0)": "socket.getnameinfo",
    "socket.gethostbyname('localhost')": "socket.gethostbyname",
    "socket.gethostbyname_ex('localhost')": "socket.gethostbyname",
    "socket.gethostbyaddr('127.0.0.1')": "socket.gethostbyaddr",
    "socket.gethostname()": "socket.gethostname",
    "__import__('urllib.request').request.urlopen('http://localhost:9')": "urllib.Request",
    "__import__('smtplib').SMTP('localhost')": "smtplib.connect",
}


@pytest.mark.parametrize("reach", WAYS_OUT)
def test_the_watch_sees_whoever_reaches_for_a_network(reach: str, tmp_path: Path) -> None:
    done = run_watched(["-c", f"import socket; {reach}"], tmp_path)
    assert done.refused == (WAYS_OUT[reach],)
    assert done.exit_code != 0


def test_no_handler_hides_it_from_the_watch(tmp_path: Path) -> None:
    code = "import socket\ntry:\n    socket.socket()\nexcept Exception:\n    pass"
    done = run_watched(["-c", code], tmp_path)
    assert (done.exit_code, done.refused) == (1, ("socket.__new__",))


@pytest.mark.parametrize("family", [2, 10])
def test_the_watch_finds_what_never_passed_through_python(family: int, tmp_path: Path) -> None:
    assert run_watched(["-c", _NATIVE.format(family)], tmp_path).refused == (
        f"open socket of family {family}",
    )


def test_sockets_of_the_desktop_itself_and_pipes_pass(tmp_path: Path) -> None:
    code = f"import socket, os; socket.socketpair(); os.pipe(); {_NATIVE.format(1)}"
    done = run_watched(["-c", code], tmp_path)
    assert (done.exit_code, done.processes, done.refused) == (0, 1, ())


def test_the_watch_reaches_helper_processes(tmp_path: Path) -> None:
    inside = "import socket; socket.socket()"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inside!r}])"
    done = run_watched(["-c", code], tmp_path)
    assert (done.processes, done.refused) == (2, ("socket.__new__",))


def test_a_journey_through_the_window_opens_no_network(tmp_path: Path) -> None:
    done = run_watched(["-m", "tests.journeys.offline_journey", str(tmp_path)], tmp_path)
    assert done.processes
    assert not done.refused
    assert done.exit_code == 0, done.output
    assert "walked to the end, 14 looks" in done.output


def test_the_demo_walks_the_whole_job_without_a_network(tmp_path: Path) -> None:
    run = "import sys; from safeguard_app.app.start import run_command; sys.exit(run_command(sys.argv[1:]))"
    done = run_watched(["-c", run, "demo", "--out", str(tmp_path / "demo")], tmp_path)
    assert done.processes
    assert not done.refused
    assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "demo" / "documents").glob("*.pdf"))) == 21
    assert len(list((tmp_path / "demo" / "pictures").glob("*.png"))) == 13
