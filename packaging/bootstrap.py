"""Set up the project on a fresh machine and run it from its checkout. Standard library only.

    python3 packaging/bootstrap.py demo    look round an invented school (without a display: walk it off screen)
    python3 packaging/bootstrap.py test    run every check and every test
    python3 packaging/bootstrap.py run     start the program
    python3 packaging/bootstrap.py shell   a shell in which `python` is the project's own

The first start makes `.venv` in the checkout, installs the pinned and hashed packages into it, and on Debian and Ubuntu
installs the system libraries that are missing, or names them where it may not. Later starts find that done. What stands
in the way is told in a sentence with what to do next. The program itself is never installed by this script.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Sequence

from environment import ROOT, RUN_FILE, TEST_FILE, VENV, call, prepare_venv, venv_python
from machine import Obstacle, check_machine, has_display, prepare_system

DEMO_FOLDER = "demo-output"


def demo(headless: bool) -> int:
    """Open the program on the demo school, or walk through it off screen and leave papers and pictures."""
    on_screen = not headless and has_display(os.environ, platform.system())
    prepare_system(on_screen, testing=False)
    prepare_venv(RUN_FILE)
    if on_screen:
        return call(["-m", "safeguard_app", "--demo"])
    if not headless:
        print("There is no display here, so the demo walks the same way off screen.", flush=True)
    walk = ["-m", "safeguard_app", "--cli", "demo", "--out", DEMO_FOLDER]
    return call(walk, {"QT_QPA_PLATFORM": "offscreen"})


def run(arguments: Sequence[str]) -> int:
    """Start the program's window, with any further arguments of its own."""
    if not has_display(os.environ, platform.system()):
        raise Obstacle(
            "There is no display here, so no window can open.",
            "Start this from a desktop, or look at the demo: python3 packaging/bootstrap.py demo",
        )
    prepare_system(on_screen=True, testing=False)
    prepare_venv(RUN_FILE)
    return call(["-m", "safeguard_app", *arguments])


def test(arguments: Sequence[str]) -> int:
    """Run every check and every test, each even when one before it failed; pytest comes last, with any arguments."""
    prepare_system(on_screen=False, testing=True)
    prepare_venv(TEST_FILE)
    settings = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    checks = (
        ("lint", ["-m", "ruff", "check", "."]),
        ("format", ["-m", "ruff", "format", "--check", "."]),
        ("types", ["-m", "mypy"]),
        ("layers", ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]),
        ("tests", ["-m", "pytest", *spread(os.cpu_count()), *arguments]),
    )
    failed = []
    for name, command in checks:
        print(f"== {name}", flush=True)
        if call(command, settings) != 0:
            failed.append(name)
    if failed:
        print("Failed: " + ", ".join(failed), file=sys.stderr, flush=True)
    return 1 if failed else 0


def spread(processors: int | None) -> list[str]:
    """Return what has pytest use every processor: the window's tests take long, and each stands by itself.

    There are half as many workers again as processors, because a worker waits for timers and disks a fifth of its time.
    """
    if not processors or processors < 2:
        return []
    return ["-n", str(processors + processors // 2), "--dist", "worksteal"]


def shell() -> int:
    """Open a shell in which `python` is the project's own, with everything the checks need."""
    prepare_venv(TEST_FILE)
    program = os.environ.get("COMSPEC", "cmd.exe") if os.name == "nt" else os.environ.get("SHELL", "/bin/sh")
    path = str(venv_python().parent) + os.pathsep + os.environ.get("PATH", "")
    print("Leave this shell with: exit", flush=True)
    settings = {**os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV)}
    return subprocess.run([program], cwd=ROOT, env=settings, check=False).returncode


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line into `.command`, with `.headless` for demo and `.rest` for run and test."""
    parser = argparse.ArgumentParser(
        prog="bootstrap.py", description="Set up Safeguard Log on this machine and run it from its checkout."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="demo | test | run | shell")
    demo_parser = commands.add_parser(
        "demo", help="look round the demo school; without a display, off screen"
    )
    demo_parser.add_argument(
        "--headless", action="store_true", help="off screen even where there is a display"
    )
    commands.add_parser("test", help="run every check and test; further words go to pytest")
    commands.add_parser("run", help="start the program; further words go to it")
    commands.add_parser("shell", help="a shell in which `python` is the project's own")
    hands_on = arguments[:1] and arguments[0] in {"test", "run"}
    options = parser.parse_args(arguments[:1] if hands_on else arguments)
    options.rest = list(arguments[1:])
    return options


def main(arguments: Sequence[str]) -> int:
    """Check the machine, do what was asked, and return the exit code: 2 where something stands in the way."""
    try:
        check_machine()
        options = parse(arguments)
        if options.command == "demo":
            return demo(options.headless)
        if options.command == "test":
            return test(options.rest)
        if options.command == "run":
            return run(options.rest)
        return shell()
    except Obstacle as obstacle:
        print(f"\n{obstacle.sentence}\n{obstacle.next_step}", file=sys.stderr, flush=True)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
