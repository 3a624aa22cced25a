"""Faults of the program itself: reported by where they happened, never by what the message or the records said."""

import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from safeguard_app.domain.errors import KnownProblem

_PACKAGE = "safeguard_app"


class ProgramFault(KnownProblem):
    """Something unforeseen happened while no log was open."""

    code = "program_fault"
    sentence = "The program has a fault and stopped what it was doing. No log was changed by halves."
    next_step = "Try again. If it happens again, close the window, open it again, and tell your IT support."


def report_of(failure: BaseException) -> str:
    """Kinds of error and places in the code, the first cause last. No message, no value, no folder of this computer."""
    lines: list[str] = []
    cause: BaseException | None = failure
    while cause is not None:
        lines.append(f"{type(cause).__name__} at")
        lines += [
            f"  {_place(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
            for frame, line in traceback.walk_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


def tell(failure: BaseException, what_became_of_it: str) -> None:
    """Write the report where whoever started the program from a terminal can read it; a window has no terminal."""
    if sys.stderr is not None:
        sys.stderr.write(
            f"safeguard-log: a fault in the program; {what_became_of_it}\n{report_of(failure)}\n"
        )


def watch_for_faults(on_fault: Callable[[BaseException], None], on_interrupt: Callable[[], None]) -> None:
    """From now on nothing that is raised and not caught is printed as Python does, with its message."""

    def uncaught(_kind: object, failure: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(failure, KeyboardInterrupt):
            on_interrupt()
        else:
            on_fault(failure)

    def in_thread(caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            tell(caught.exc_value, "a thread ended")

    def unraisable(caught: "sys.UnraisableHookArgs") -> None:
        if caught.exc_value is not None:
            tell(caught.exc_value, "it was passed over")

    sys.excepthook = uncaught
    threading.excepthook = in_thread
    sys.unraisablehook = unraisable


def _place(file: str) -> str:
    """The file as it is called in the program; of anybody else's only its name."""
    parts = Path(file).parts
    if _PACKAGE in parts:
        return "/".join(parts[len(parts) - 1 - parts[::-1].index(_PACKAGE) :])
    return Path(file).name
