"""For a process apart on Linux: it makes no connection of any kind, whatever runs in it.

A filter of the system's calls (seccomp, "userspace-api/seccomp_filter" in the kernel's documentation) refuses those
that make a socket, and the ring through which others could be asked for unseen. Calls by the numbers of another kind
of processor are refused whole, since the same number means something else there.
"""

import ctypes
import platform
from typing import Final

_RING = 425
"""The number of the call that makes a ring, the same on every kind of processor."""
_KINDS: Final = {"x86_64": (0xC000003E, (41, 53, _RING)), "aarch64": (0xC00000B7, (198, 199, _RING))}
"""How the kernel calls a kind of processor, and there the numbers of socket, socketpair and the ring."""
_OTHER_NUMBERS = 0x4000_0000
"""From here on the numbers of a second way to call the same kernel (x32)."""
_NO_NEW_PRIVILEGES, _SET_FILTER, _BY_PROGRAM = 38, 22, 2
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _KIND = 0, 4
"""Where the number of a call and the kind of processor stand in what the filter sees."""
_REFUSED, _ALLOWED = 0x0005_0001, 0x7FFF_0000
"""Refused is answered as not permitted."""


class _Step(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("yes", ctypes.c_uint8),
        ("no", ctypes.c_uint8),
        ("k", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step)))


def refuse_sockets() -> bool:
    """Called by the process itself. Whether the system refuses it every socket from here on."""
    known = _KINDS.get(platform.machine())
    if known is None:
        return False
    kind, refused = known
    asked = [(_IF_AT_LEAST, _OTHER_NUMBERS), *((_IF_EQUAL, number) for number in refused)]
    steps = [(_LOAD, 0, 0, _KIND), (_IF_EQUAL, 0, len(asked) + 2, kind), (_LOAD, 0, 0, _NUMBER)]
    steps += [(code, len(asked) - place, 0, number) for place, (code, number) in enumerate(asked)]
    steps += [(_RETURN, 0, 0, _ALLOWED), (_RETURN, 0, 0, _REFUSED)]
    made = (_Step * len(steps))(*(_Step(*one) for one in steps))
    program = _Program(len(steps), made)
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return bool(library.prctl(_SET_FILTER, _BY_PROGRAM, ctypes.byref(program), 0, 0) == 0)
