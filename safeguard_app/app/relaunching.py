"""What locking ends in. Python cannot wipe memory; a new process can, so the real form starts one and leaves.

The second form rebuilds the window inside this process: for tests of the window, where the process is the test's.
"""

import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Protocol

from safeguard_app.app.faults import tell
from safeguard_app.system.own_program import program_arguments


class Relauncher(Protocol):
    """Starts again at the unlock page, after the log is closed and its lock released."""

    def start_again(self, arguments: Sequence[str]) -> None:
        """Start again with ``arguments``; the caller ends what is left of this run."""
        ...


class SpawnAndExit:
    """A fresh process at the unlock page, then this one ends."""

    def __init__(self, leave: Callable[[], None]) -> None:
        """``leave`` ends this process's event loop."""
        self._leave = leave

    def start_again(self, arguments: Sequence[str]) -> None:
        """Spawn, detached from this process, and leave. No key or name is in the arguments: only a folder.

        Where none can be started, this one leaves all the same: it has been open and may not stay.
        """
        command = [sys.executable, *program_arguments(), *arguments]
        try:
            _spawn(command)
        except OSError as error:
            tell(error, "the log is locked; start the program again by hand")
        finally:
            self._leave()


class RebuildInProcess:
    """The same window again in this process."""

    def __init__(self, rebuild: Callable[[Sequence[str]], None]) -> None:
        """``rebuild`` shows the unlock page again."""
        self._rebuild = rebuild

    def start_again(self, arguments: Sequence[str]) -> None:
        """Rebuild."""
        self._rebuild(arguments)


def _spawn(command: list[str]) -> None:
    """Start it in a session of its own, so that it outlives this one and whatever started this one."""
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
        subprocess.Popen(command, creationflags=flags, close_fds=True)  # noqa: S603 - our own program
    else:
        subprocess.Popen(  # noqa: S603 - our own program
            command, start_new_session=True, close_fds=True, stdin=subprocess.DEVNULL
        )
