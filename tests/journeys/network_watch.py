"""Runs Python in a process that may not ask for a network, helper processes included. See ADR 0007."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_HOOK = Path(__file__).parent / "watch_hook"


@dataclass(frozen=True, slots=True)
class Watched:
    """How a watched run ended."""

    exit_code: int
    output: str
    processes: int
    """Python processes that had the hook."""
    refused: tuple[str, ...]


def run_watched(arguments: Sequence[str], folder: Path) -> Watched:
    """Run Python with arguments in a process of its own under the hook; ``folder`` is empty and becomes its home."""
    notes = folder / "notes"
    notes.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")} | {
        "PYTHONPATH": os.pathsep.join((str(_HOOK), str(ROOT))),
        "NETWORK_WATCH": str(notes),
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(folder),
    }
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=400,
    )
    lines = [one.read_text(encoding="utf-8").splitlines() for one in notes.iterdir()]
    refused = tuple(line.removeprefix("refused ") for some in lines for line in some if line != "watching")
    return Watched(done.returncode, done.stdout + done.stderr, len(lines), refused)
