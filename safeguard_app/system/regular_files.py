"""Opening a file for reading without being held up or deceived by what lies under its name.

A pipe blocks whoever opens it until somebody writes, and a device may never end. So the name is opened without
waiting, and only then is it asked what was opened: there is no moment in which the one could become the other.
"""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from safeguard_app.system.problems import InTheCloud

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)

_ELSEWHERE = (
    (
        "st_file_attributes",
        0x1000 | 0x4_0000 | 0x40_0000,
    ),  # Windows: offline, recalled on opening, on reading
    ("st_flags", 0x4000_0000),  # macOS: dataless
)
"""Marks of a file that a cloud service keeps, of which only the name is on this disk."""


class NotRegular(OSError):  # noqa: N818 - says what the thing is, beside FileNotFoundError and its like
    """A folder, a pipe, a device or a socket where a file was expected."""


def open_regular(path: Path) -> BinaryIO:
    """Open ``path`` for reading. Raises :class:`NotRegular`, or the OSError of what is in the way.

    A link is followed, as the user who chose it expects; what it leads to has to be a file.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        if error.errno == errno.ENXIO or path.is_dir():
            raise NotRegular(errno.EINVAL, "not a regular file") from None
        raise
    except ValueError:  # a name with a NUL in it, which no file has
        raise NotRegular(errno.EINVAL, "not a file name") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotRegular(errno.EINVAL, "not a regular file")
    return os.fdopen(descriptor, "rb")


def require_here(path: Path) -> None:
    """Raise InTheCloud for a file that the system would first fetch from a cloud service, which is a connection.

    Asking does not fetch it. Raises the OSError of what is in the way; a name that no file has is left to the opening.
    """
    try:
        found = path.stat()
    except ValueError:
        return
    if any(getattr(found, name, 0) & marks for name, marks in _ELSEWHERE):
        raise InTheCloud


def read_regular(path: Path, limit: int) -> bytes:
    """The first ``limit`` bytes of a file, or all of it where it is shorter. Raises as :func:`open_regular`."""
    with open_regular(path) as stream:
        # Asked for more than there is, the stream would set the whole limit aside in memory.
        return stream.read(min(limit, os.fstat(stream.fileno()).st_size))
