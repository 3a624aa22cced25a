"""A hook for every Python process of a run: whatever reaches for a network is written down, and refused.

The hook goes in through `sitecustomize`, so that helper processes have it too. See ADR 0007.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_HOOK = """
import os, sys

_NOTES = os.environ["NETWORK_WATCH"]
_REFUSED = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
            "socket.getnameinfo", "socket.gethostbyname", "socket.gethostbyaddr")


def _note(words):
    with open(os.path.join(_NOTES, str(os.getpid())), "a", encoding="utf-8") as notes:
        notes.write(words + "\\n")


def _watch(event, arguments):
    if not event.startswith("socket."):
        return
    if event == "socket.__new__":
        import socket
        if arguments[1] in (socket.AF_UNIX, -1):
            return
    elif event not in _REFUSED:
        return
    _note("refused " + event)
    raise RuntimeError("the program reached for a network: " + event)


_note("watching")
sys.addaudithook(_watch)
"""


@dataclass(frozen=True, slots=True)
class Watched:
    """How a watched run ended."""

    exit_code: int
    output: str
    processes: int  # Python processes that had the hook
    refused: tuple[str, ...]


def run_watched(arguments: Sequence[str], folder: Path) -> Watched:
    """Run Python with arguments in a process of its own under the hook; ``folder`` is empty and writable."""
    hook, notes = folder / "hook", folder / "notes"
    hook.mkdir()
    notes.mkdir()
    (hook / "sitecustomize.py").write_text(_HOOK, encoding="utf-8")
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join((str(hook), str(Path.cwd()))),
        "NETWORK_WATCH": str(notes),
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(folder),
    }
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=400
    )
    lines = [one.read_text(encoding="utf-8").splitlines() for one in notes.iterdir()]
    refused = tuple(line for some in lines for line in some if line.startswith("refused"))
    return Watched(done.returncode, done.stdout + done.stderr, len(lines), refused)
