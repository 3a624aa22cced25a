"""A process of its own for work on what cannot be trusted: little memory, little time, no files, no further process.

Whatever goes wrong in it ends that process and nothing else. It is spoken to through its input and output alone;
what it complains of is thrown away, because it may hold words of the file. Each system gives what it has:

- Linux: memory, processor time, no writing and (:func:`shut_out`) no opening of anything any more;
- macOS: the same but for memory, which it does not keep to; the time stops it there;
- Windows: a job object with a limit of memory and no second process; it ends with this program.
"""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.system.own_program import program_arguments

_KEPT_ENVIRONMENT = ("PATH", "PYTHONPATH", "SYSTEMROOT", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
"""What an interpreter needs to find itself; nothing else of this account's goes along."""
_MIB = 1024 * 1024


class ProcessStopped(KnownProblem):
    """The process ended by itself, took too long or too much memory, or said more than it may."""

    code = "limited_process_stopped"
    sentence = (
        "This file could not be looked into safely, so that was stopped. The file itself is kept as it was."
    )
    next_step = "Hand a copy to whoever needs it from the sealed original, and note who has it."


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of a clock on the wall, bytes of memory, and bytes of what it says.

    ``processor`` is how many seconds of a processor's time it may have, where that is not as many: of what stands
    behind everything else, the clock on the wall tells little.
    """

    seconds: float = 10
    memory: int = 1024 * _MIB
    output: int = 80 * _MIB
    processor: float | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What the process said, and the code it ended with by itself."""

    content: bytes
    code: int


class LimitedProcess:
    """One such process, started and waiting for its one question."""

    def __init__(self, arguments: Sequence[str], limits: Limits, *, behind: bool = False) -> None:
        """Start this program anew with ``arguments``; nothing personal belongs there: others can read them.

        ``behind`` everything else that this computer does. Raises :class:`ProcessStopped` where none can be started.
        """
        try:
            self._child = _started([sys.executable, *program_arguments(), *arguments], behind=behind)
        except OSError as error:
            raise ProcessStopped from error
        self._limits = limits
        self._let_go: Callable[[], None] = _nothing
        if sys.platform == "win32":
            from safeguard_app.system.windows_job import hold

            self._let_go = hold(self._child, limits.memory)

    def ask(self, *pieces: bytes) -> Said:
        """Give it all pieces, one after the other; return what it says, and end it. Raises :class:`ProcessStopped`."""
        child, limits = self._child, self._limits
        clock = threading.Timer(limits.seconds, child.kill)
        feeder = threading.Thread(target=_feed, args=(child, pieces), name="feeds a limited process")
        clock.start()
        feeder.start()
        try:
            assert child.stdout is not None
            said = child.stdout.read(limits.output + 1)
            if len(said) > limits.output:
                child.kill()
            code = child.wait()
        finally:
            clock.cancel()
            child.kill()
            feeder.join()
            clock.join()
            self.end()
        if code < 0 or len(said) > limits.output:
            raise ProcessStopped
        return Said(said, code)

    @property
    def is_waiting(self) -> bool:
        """Whether it is still there."""
        return self._child.poll() is None

    def stop(self) -> None:
        """End it from another thread than the one that asks, which is told :class:`ProcessStopped`."""
        self._child.kill()

    def end(self) -> None:
        """End it, whatever it does."""
        child = self._child
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was not written yet has nowhere to go
                    pipe.close()
        self._let_go()
        self._let_go = _nothing


def limit_this_process(limits: Limits) -> None:
    """Called by the process itself, before it reads anything. On Windows its parent has done so."""
    if sys.platform == "win32":
        return
    import resource

    seconds = max(1, int(limits.processor or limits.seconds))
    wanted = [(resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)]
    if sys.platform == "linux":
        wanted.append((resource.RLIMIT_AS, limits.memory))
    for what, most in wanted:
        resource.setrlimit(what, (most, most))


def stand_behind() -> None:
    """Called by the process itself: whatever somebody waits for goes first. On Windows its parent has done so."""
    if sys.platform != "win32":
        os.nice(5)


def shut_out() -> None:
    """From here on this process opens no file, no connection and no further process. Import everything before."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def _started(command: list[str], *, behind: bool) -> "subprocess.Popen[bytes]":
    environment = {name: value for name in _KEPT_ENVIRONMENT if (value := os.environ.get(name)) is not None}
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | (subprocess.BELOW_NORMAL_PRIORITY_CLASS if behind else 0)
    return subprocess.Popen(  # noqa: S603 - our own program
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        close_fds=True,
        creationflags=flags,
    )


def _nothing() -> None:
    """No job holds it."""


def _feed(child: "subprocess.Popen[bytes]", pieces: Sequence[bytes]) -> None:
    """A process that has ended, or wants no more, closes its end."""
    assert child.stdin is not None
    try:
        for piece in pieces:
            child.stdin.write(piece)
        child.stdin.close()
    except OSError:
        return
