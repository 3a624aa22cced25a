"""Forbids a Python process the network from its first line on, whatever library asks, and writes down who did.

Python imports this by its name before anything else, in helper processes too. What never passes through Python is
found by :func:`look`: it asks the system of which family each open socket of this process is. See ADR 0007.
"""

import atexit
import os
import sys
from pathlib import Path

_NOTES = Path(os.environ["NETWORK_WATCH"])
_FORBIDDEN = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.getnameinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "socket.gethostname",
        "urllib.Request",
        "http.client.connect",
        "smtplib.connect",
        "ftplib.connect",
    }
)
_AF_UNIX, _SOL_SOCKET, _SO_DOMAIN = 1, 1, 39


class NetworkUsed(BaseException):  # no handler of ours or of a library may catch it
    """Something asked for the network."""


def look() -> None:
    """Write down and refuse every socket this process has open that is of another family than AF_UNIX."""
    for descriptor in _sockets():
        family = _family(descriptor)
        if family not in (_AF_UNIX, None):
            _refuse(f"open socket of family {family}")


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.__new__":
        if arguments[1] != _AF_UNIX:
            _refuse(event)
    elif event in _FORBIDDEN:
        _refuse(event)


def _refuse(what: str) -> None:
    _note(f"refused {what}")
    raise NetworkUsed(what)


def _note(words: str) -> None:
    with (_NOTES / str(os.getpid())).open("a", encoding="utf-8") as notes:
        notes.write(words + "\n")


def _sockets() -> list[int]:
    found = []
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            if str(descriptor.readlink()).startswith("socket:"):
                found.append(int(descriptor.name))
        except OSError:  # the descriptor this listing itself was read through
            continue
    return found


def _family(descriptor: int) -> int | None:
    """The address family of a socket, or None where it is closed by now. The system is asked, not Python."""
    import ctypes

    value, size = ctypes.c_int(), ctypes.c_uint(4)
    answer = ctypes.CDLL(None).getsockopt(
        descriptor, _SOL_SOCKET, _SO_DOMAIN, ctypes.byref(value), ctypes.byref(size)
    )
    return value.value if answer == 0 else None


_note("watching")
sys.addaudithook(_hook)
atexit.register(look)
