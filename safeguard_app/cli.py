"""The headless front end on the same services: verify a log, back it up, check a backup or a document, test itself.

A passphrase comes from a prompt or from a file descriptor, never from an argument or the environment. Exit codes: 0
all is well, 1 something was found, 2 the log could not be opened (or the work not be done), 3 the command was not
understood, 130 stopped from the keyboard.
"""

import argparse
import getpass
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from safeguard_app import __version__
from safeguard_app.domain.document_identity import number_wrong
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.services import document_numbers, handed_back, keeping, opening, self_test, unlock_notices
from safeguard_app.services.handed_back_words import HandedBack
from safeguard_app.services.log_face import LogFace, WayIn, face_of
from safeguard_app.services.opening import Computer
from safeguard_app.services.session import Session
from safeguard_app.system.paths import settings_file
from safeguard_app.system.settings import read_settings

CLEAN, FINDINGS, CANNOT_OPEN, NOT_UNDERSTOOD, STOPPED = 0, 1, 2, 3, 130
_LONGEST_SECRET = 4096
_TO_WHOM = "To whom it was to go: the log knows, and names nobody here. Check the document on the Audit page to see it."
"""Names that somebody typed are never written where other programs read them."""

Command = Callable[[argparse.Namespace, Computer], int]


def main(argv: Sequence[str], computer: Computer, extra: dict[str, Command] | None = None) -> int:
    """Run one command and return its exit code. ``extra`` are commands of the layers above, such as ``demo``."""
    commands = {**_COMMANDS, **(extra or {})}
    parser = _parser(sorted(commands))
    arguments = parser.parse_args(argv)
    try:
        return commands[arguments.command](arguments, computer)
    except KnownProblem as problem:
        _say(problem.sentence)
        _say(problem.next_step)
        return CANNOT_OPEN
    except KeyboardInterrupt:
        return STOPPED


class _Parser(argparse.ArgumentParser):
    """Ends with our own code: argparse's 2 would read as "cannot open"."""

    def error(self, message: str) -> NoReturn:
        """Say what was not understood, and how the command is used."""
        self.print_usage(sys.stderr)
        self.exit(NOT_UNDERSTOOD, f"{self.prog}: {message}\n")


def _parser(commands: list[str]) -> argparse.ArgumentParser:
    parser = _Parser(prog="safeguard-log-cli", description="Safeguard Log without its window.")
    parser.add_argument("--version", action="version", version=f"safeguard-log {__version__}")
    parts = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    verify = parts.add_parser("verify", help="recompute everything in a log and name what is wrong")
    verify.add_argument("log", type=Path, help="the folder whose name ends in .safeguard")
    _secrets(verify)
    backup = parts.add_parser("backup", help="copy a log, open the copy and compare it")
    backup.add_argument("log", type=Path)
    backup.add_argument("destination", type=Path, help="a folder on another disk")
    _secrets(backup)
    restore = parts.add_parser("restore-check", help="open a backup and report, without changing it")
    restore.add_argument("backup", type=Path)
    _secrets(restore)
    restore.add_argument("--recovery-key", action="store_true", help="ask for the recovery key instead")
    check = parts.add_parser("check", help="say whether a PDF handed back is as this log issued it")
    what = check.add_mutually_exclusive_group(required=True)
    what.add_argument("file", type=Path, nargs="?", help="the PDF that was handed back")
    what.add_argument("--number", help="of paper that was handed back: the number at its foot, in quotes")
    check.add_argument(
        "--log", type=Path, help="the log’s folder; without it, the one this computer opened last"
    )
    _secrets(check)
    parts.add_parser(
        "self-test", help="check that this installation can encrypt, search, make documents and keep time"
    )
    if "demo" in commands:
        demo = parts.add_parser("demo", help="make the demo school and walk through the main job")
        demo.add_argument("--out", type=Path, default=Path("demo-output"))
        demo.add_argument("--without-pictures", action="store_true", help="leave out pictures of the window")
    return parser


def _secrets(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as", dest="way_in", metavar="ROLE", help="who opens it, as the unlock page names them"
    )
    parser.add_argument(
        "--passphrase-fd", type=int, metavar="N", help="read the passphrase from file descriptor N"
    )


def _verify(arguments: argparse.Namespace, computer: Computer) -> int:
    session = _unlocked(arguments.log, arguments, computer)
    try:
        noticed = unlock_notices.notice_lines(session)
        report = keeping.check(session)
    finally:
        opening.lock(session)
    for notice in noticed:
        _say(f"{notice.heading}. {notice.text}")
    for line in report.lines:
        _say(line)
    _say(report.summary)
    met = any(notice.code in unlock_notices.FINDINGS for notice in noticed)
    return FINDINGS if report.lines or met else CLEAN


def _backup(arguments: argparse.Namespace, computer: Computer) -> int:
    session = _unlocked(arguments.log, arguments, computer)
    try:
        report = keeping.back_up(session, arguments.destination)
    finally:
        opening.lock(session)
    for line in report.lines:
        _say(line)
    return CLEAN if report.whole else FINDINGS


def _restore_check(arguments: argparse.Namespace, computer: Computer) -> int:
    if arguments.recovery_key:
        key = _secret(arguments, "Recovery key")
        report = keeping.restore_check_with_recovery_key(arguments.backup, key, computer.catalogue)
    else:
        way_in = _way_in(face_of(keeping.log_in(arguments.backup)), arguments.way_in)
        secret = _secret(arguments, f"Passphrase of {way_in.label}")
        report = keeping.restore_check(arguments.backup, way_in.user, secret, computer.catalogue)
    for line in report.lines:
        _say(line)
    _say(report.summary)
    return FINDINGS if report.lines else CLEAN


def _check(arguments: argparse.Namespace, computer: Computer) -> int:
    work: Callable[[Session], HandedBack]
    if arguments.number is None:
        work = partial(handed_back.check, content=handed_back.read_path(arguments.file))
    else:
        wrong = number_wrong(arguments.number)
        if wrong:
            _say(wrong)
            return NOT_UNDERSTOOD
        work = partial(document_numbers.check_number, typed=arguments.number)
    session = _unlocked(_log_of(arguments), arguments, computer)
    try:
        found = work(session)
    finally:
        opening.lock(session)
    _say(f"{found.line.words}.")
    _say(found.sentence)
    for label, words in found.facts:
        _say(f"{label}: {words}")
    if found.to_whom:
        _say(_TO_WHOM)
    for line in found.found:
        _say(f"- {line}")
    return CLEAN if found.is_as_issued or found.is_numbered else FINDINGS


def _log_of(arguments: argparse.Namespace) -> Path:
    """The log that was named, or the one that was open last on this computer."""
    named: Path | None = arguments.log
    if named is not None:
        return named
    last = read_settings(settings_file()).last_log
    if not last:
        raise KnownProblem(
            "This computer has not opened a log yet, so there is none to look in. Nothing was checked.",
            "Name the log with --log and the folder whose name ends in .safeguard.",
        )
    return Path(last)


def _self_test(_arguments: argparse.Namespace, computer: Computer) -> int:
    lines, good = self_test.run(computer)
    for line in lines:
        _say(line)
    return CLEAN if good else FINDINGS


def _unlocked(folder: Path, arguments: argparse.Namespace, computer: Computer) -> Session:
    way_in = _way_in(face_of(folder), arguments.way_in)
    return opening.unlock(folder, way_in.user, _secret(arguments, f"Passphrase of {way_in.label}"), computer)


def _way_in(face: LogFace, wanted: str | None) -> WayIn:
    """The user to open as: the one named, or the first slot where none is named."""
    if wanted is None:
        return face.ways_in[0]
    for way_in in face.ways_in:
        if way_in.label.casefold() == wanted.strip().casefold():
            return way_in
    labels = ", ".join(f"“{one.label}”" for one in face.ways_in)
    raise KnownProblem("Nobody of that name can open this log. Nothing was changed.", f"Use one of {labels}.")


def _secret(arguments: argparse.Namespace, prompt: str) -> str:
    if arguments.passphrase_fd is None:
        return _asked(prompt)
    try:
        with os.fdopen(arguments.passphrase_fd, "rb") as stream:
            return stream.read(_LONGEST_SECRET).decode("utf-8").rstrip("\r\n")
    except (OSError, ValueError):  # ValueError: a negative number, or not UTF-8
        raise KnownProblem(
            "The passphrase could not be read from that file descriptor.", "Check the number and try again."
        ) from None


def _asked(prompt: str) -> str:
    """What is typed at the prompt. Never from a terminal that would show it, nor from a script's standard input."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(f"{prompt}: ")
        except (getpass.GetPassWarning, EOFError):
            raise KnownProblem(
                "There is no terminal here that can ask for a passphrase unseen. Nothing was opened.",
                "Run this in a terminal, or hand the passphrase in with --passphrase-fd.",
            ) from None


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


_COMMANDS: dict[str, Command] = {
    "verify": _verify,
    "backup": _backup,
    "restore-check": _restore_check,
    "check": _check,
    "self-test": _self_test,
}
