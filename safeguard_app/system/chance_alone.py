"""For a process apart that needs chance to encrypt by: it opens that and nothing else.

The library that encrypts PDFs opens ``/dev/urandom`` anew for each piece, so it cannot be shut out of opening as
others are. On Linux from 5.13 on, Landlock (its page in the kernel's documentation, "userspace-api/landlock") keeps it
to that one file. A filter of its calls (:mod:`safeguard_app.system.no_sockets`) keeps it on Linux from connections of
every kind. Elsewhere it writes no file and starts no process, but may hold one thing open, a connection too: on macOS
the system has nothing for this that a program may rely on, and on Windows its job object knows of no connections.
"""

import ctypes
import os
import sys
from typing import Final

from safeguard_app.system.no_sockets import refuse_sockets

CHANCE: Final = "/dev/urandom"
_CREATE, _ADD, _RESTRICT = 444, 445, 446
"""Numbers of the system's calls, the same on every kind of processor."""
_NO_NEW_PRIVILEGES = 38
_ASK_VERSION = 1
_EVERY_USE_OF_FILES = (1 << 13) - 1
_READ_A_FILE = 1 << 2
_BIND_AND_CONNECT = 0b11
_OTHERS_SOCKETS_AND_SIGNALS = 0b11
_SINCE_CONNECTIONS, _SINCE_SCOPES = 4, 6
_BENEATH_A_PATH = 1


class _Handled(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def keep_to_chance() -> bool:
    """Called by the process itself, once everything is imported.

    Whether the system keeps it to that one file, and from every connection.
    """
    if sys.platform == "win32":
        return False
    import resource

    held = False
    if sys.platform == "linux":
        alone, silent = _landlocked(), refuse_sockets()
        held = alone and silent
    resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    return held


def _landlocked() -> bool:
    library = ctypes.CDLL(None, use_errno=True)
    version = library.syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_ASK_VERSION))
    if version < 1:
        return False
    handled = _Handled(_EVERY_USE_OF_FILES, _BIND_AND_CONNECT, _OTHERS_SOCKETS_AND_SIGNALS)
    known = 24 if version >= _SINCE_SCOPES else 16 if version >= _SINCE_CONNECTIONS else 8
    rules = library.syscall(_CREATE, ctypes.byref(handled), ctypes.c_size_t(known), ctypes.c_uint32(0))
    if rules < 0:
        return False
    chance = os.open(CHANCE, os.O_RDONLY | os.O_CLOEXEC)
    try:
        one = _Beneath(_READ_A_FILE, chance)
        added = library.syscall(_ADD, rules, _BENEATH_A_PATH, ctypes.byref(one), ctypes.c_uint32(0))
        library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(added == 0 and library.syscall(_RESTRICT, rules, ctypes.c_uint32(0)) == 0)
    finally:
        os.close(chance)
        os.close(rules)
