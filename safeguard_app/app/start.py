"""Starting: what the arguments ask for, and the first objects."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from safeguard_app import __version__
from safeguard_app.app.faults import watch_for_faults
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.system.paths import settings_file

CANNOT_START = 2
_NO_DISPLAY = (
    "There is no display here, so no window can open. Nothing was changed.\n"
    "Start it on a desktop, or use safeguard-log-cli, which needs none."
)


def run_command(argv: Sequence[str]) -> int:
    """A headless command; its exit code."""
    from safeguard_app import cli
    from safeguard_app.app.computer import this_computer
    from safeguard_app.app.pictures import take_pictures
    from safeguard_app.demo import walk

    try:
        computer = this_computer()
    except KnownProblem as problem:
        raise SystemExit(f"{problem.sentence}\n{problem.next_step}") from None
    return cli.main(argv, computer, {"demo": partial(walk.command, take_pictures=take_pictures)})


def start_window(argv: Sequence[str]) -> int:
    """Open the window and stay until it goes; the exit code."""
    arguments = _arguments(argv)
    if not has_display(os.environ, sys.platform):
        sys.stderr.write(f"{_NO_DISPLAY}\n")
        return CANNOT_START
    from PySide6.QtWidgets import QApplication

    from safeguard_app.app.program import Program

    application = QApplication(["Safeguard Log"])
    application.setApplicationDisplayName("Safeguarding log")
    program = Program(application, settings_file(), demo=arguments.demo, log=arguments.log)
    watch_for_faults(program.fault, program.quit)
    program.start(locked_words=arguments.locked)
    return application.exec()


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a window can open. Asked first: Qt itself would end the process without a word that helps."""
    if platform != "linux":
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _absolute(text: str) -> Path:
    """A folder as it is found again from anywhere: the relaunched program and the settings name it too."""
    return Path(text).absolute()


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="safeguard-log", description="The school’s safeguarding log.")
    parser.add_argument("--version", action="version", version=f"safeguard-log {__version__}")
    parser.add_argument("--demo", action="store_true", help="open the demo school")
    parser.add_argument("--log", type=_absolute, help="the log folder to open")
    parser.add_argument("--locked", default="", help=argparse.SUPPRESS)
    return parser.parse_args(list(argv))
