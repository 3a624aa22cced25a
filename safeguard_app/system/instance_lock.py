"""One program at a time on one log.

The lock is the operating system's own lock on an open file, so it cannot be stale: when the holder ends, however it
ends, the lock is gone. The file's text only says who holds it, for the message. (A lock that is a file's mere
existence has to guess whether its writer still lives, and process numbers are reused.)
"""

import contextlib
import os
import platform
import sys
from pathlib import Path
from typing import BinaryIO

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.system.problems import problem_for

_TEXT_AT = 16  # Windows locks bytes against reading as well, so the text lies beyond the locked byte


class LogInUse(KnownProblem):
    """Another program, or another person's program, has this log open."""

    code = "log_in_use"
    sentence = "This log is already open, so it was not opened a second time."
    next_step = "Go to the window that is already open, or lock it there first."


class InstanceLock:
    """Held from unlock to lock; ``release`` may be called twice."""

    def __init__(self, path: Path) -> None:
        """Take the lock at ``path`` or raise :class:`LogInUse`, naming the holder where it can be known."""
        try:
            self._stream: BinaryIO | None = os.fdopen(
                os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600), "r+b"
            )
        except OSError as error:
            raise problem_for(error) from None
        try:
            _lock_first_byte(self._stream)
        except OSError:
            holder = _holder(self._stream)
            self._stream.close()
            raise LogInUse(f"This log is already open{holder}, so it was not opened a second time.") from None
        try:
            self._stream.seek(_TEXT_AT)
            self._stream.truncate()
            self._stream.write(f"process {os.getpid()} on {platform.node()}".encode())
            self._stream.flush()
        except OSError as error:
            self.release()
            raise problem_for(error) from None

    def release(self) -> None:
        """Let others open the log."""
        if self._stream is not None:
            with contextlib.suppress(
                OSError
            ):  # a full disk: the text was only a courtesy, the lock goes anyway
                self._stream.close()
            self._stream = None


def _holder(stream: BinaryIO) -> str:
    try:
        stream.seek(_TEXT_AT)
        text = stream.read(200).decode("utf-8", "replace").strip()
    except OSError:
        return ""
    return f" ({text})" if text else ""


if sys.platform == "win32":
    import msvcrt

    def _lock_first_byte(stream: BinaryIO) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock_first_byte(stream: BinaryIO) -> None:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
