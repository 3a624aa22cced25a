"""Starting: what the arguments ask for, and the first objects."""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from safeguard_app import __version__
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.system.paths import settings_file


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
    from PySide6.QtWidgets import QApplication

    from safeguard_app.app.program import Program

    application = QApplication(["Safeguard Log"])
    application.setApplicationDisplayName("Safeguarding log")
    program = Program(application, settings_file(), demo=arguments.demo, log=arguments.log)
    program.start(locked_words=arguments.locked)
    return application.exec()


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="safeguard-log", description="The school's safeguarding log.")
    parser.add_argument("--version", action="version", version=f"safeguard-log {__version__}")
    parser.add_argument("--demo", action="store_true", help="open the demo school")
    parser.add_argument("--log", type=Path, help="the log folder to open")
    parser.add_argument("--locked", default="", help=argparse.SUPPRESS)
    return parser.parse_args(list(argv))
