"""The process that looks into files, forked from the trial instead of started anew: hundreds in the time of a few.

The same code with the same limits runs in it. What it came to is counted, and where it raised, it says where.
"""

import gc
import os
import resource
import select
import signal
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from safeguard_app.evidence_files import child, picture_child, picture_look
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.evidence_files.question import LIMITS
from safeguard_app.system.limited_process import LimitedProcess, ProcessStopped, Said
from safeguard_app.system.reading_data import reading_data

_LONGEST_COMPLAINT = 2_000


@dataclass(slots=True)
class Ends:
    """How such processes ended."""

    count: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    raised: Counter[str] = field(default_factory=Counter)
    out_of_time: int = 0
    slowest: float = 0.0


class ForkedProcess(LimitedProcess):
    """One of them."""

    def __init__(self, ends: Ends, answers: Callable[[], int]) -> None:
        """None is forked before there is a question, which ``answers`` answers."""
        self._ends = ends
        self._answers = answers

    def ask(self, *pieces: bytes) -> Said:
        """As the real one."""
        with tempfile.TemporaryFile() as asking:
            asking.write(b"".join(pieces))
            asking.seek(0)
            began = time.monotonic()
            answer, answering = os.pipe()
            complaint, complaining = os.pipe()
            with warnings.catch_warnings():  # of threads: none of them holds what the child needs
                warnings.simplefilter("ignore", DeprecationWarning)
                pid = os.fork()
            if pid == 0:
                _be_the_child(self._answers, asking.fileno(), answering, complaining)
            os.close(answering)
            os.close(complaining)
            said, in_time = _read(answer, began + LIMITS.seconds)
            if not in_time:
                os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            complained = os.read(complaint, _LONGEST_COMPLAINT).decode(errors="replace")
            os.close(answer)
            os.close(complaint)
        self._count(time.monotonic() - began, in_time=in_time, status=status, complained=complained)
        code = os.waitstatus_to_exitcode(status)
        if code < 0 or not in_time:
            raise ProcessStopped
        return Said(said, code)

    def _count(self, seconds: float, *, in_time: bool, status: int, complained: str) -> None:
        ends, code = self._ends, os.waitstatus_to_exitcode(status)
        ends.count += 1
        ends.slowest = max(ends.slowest, seconds)
        if complained:
            ends.raised[complained] += 1
        if not in_time:
            ends.out_of_time += 1
        elif code < 0:
            ends.killed[signal.Signals(-code).name] += 1

    @property
    def is_waiting(self) -> bool:
        """Always: it is forked when it is asked."""
        return True

    def stop(self) -> None:
        """Nobody asks from another thread."""

    def end(self) -> None:
        """It has ended by itself."""


class ForkedLooking(LookingIn):
    """Looks into files by forked processes."""

    def __init__(self, ends: Ends) -> None:
        """Import everything once, before the first is forked."""
        super().__init__()
        self._ends = ends
        child._read_ahead()
        self._tesseract = picture_look.reader_from(str(reading_data() or ""))
        gc.freeze()  # or the child's collector copies every page

    def _stand_by(self) -> LimitedProcess:
        return ForkedProcess(self._ends, child.main)

    def _reader(self, *, words: bool) -> LimitedProcess:  # noqa: ARG002 - always with them
        return ForkedProcess(self._ends, partial(_read_picture, self._tesseract))


def _nothing() -> None:
    """It was done before the fork."""


def _read_picture(tesseract: picture_look.Reader | None) -> int:
    """In the child, with what was made ready before."""
    picture_look.reader_from = lambda folder: tesseract  # noqa: ARG005 - it inherits that too
    return picture_child.main("")


def _read(answer: int, deadline: float) -> tuple[bytes, bool]:
    """What it says until it ends, and whether it ended in time."""
    pieces: list[bytes] = []
    length = 0
    while select.select([answer], [], [], max(0.0, deadline - time.monotonic()))[0]:
        piece = os.read(answer, 1 << 20)
        if not piece:
            return b"".join(pieces), True
        pieces.append(piece)
        length += len(piece)
        if length > LIMITS.output:
            break
    return b"".join(pieces), False


def _be_the_child(answers: Callable[[], int], asking: int, answering: int, complaining: int) -> None:
    """Answer the one question and end; never returns."""
    code = 1
    try:
        os.dup2(asking, 0)
        os.dup2(answering, 1)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        child._read_ahead = _nothing  # what it does, it inherits
        code = answers()
    except BaseException as error:  # noqa: BLE001 - whatever it is, it ends this process and is told
        last = traceback.extract_tb(error.__traceback__)[-3:]
        where = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(last))
        os.write(complaining, f"{type(error).__name__} at {where}".encode()[:_LONGEST_COMPLAINT])
    finally:
        os._exit(code)
