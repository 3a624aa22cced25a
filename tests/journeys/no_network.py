"""Forbids this process the network, whatever library asks: by the interpreter's audit events, and by looking at what the
system says this process has open, which also finds what never passed through Python.
"""

import socket
import sys
from pathlib import Path

_FORBIDDEN = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "socket.getnameinfo",
        "socket.gethostname",
        "urllib.Request",
        "http.client.connect",
        "smtplib.connect",
        "ftplib.connect",
    }
)
_TABLES = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6", "icmp", "icmp6", "packet")
_UNIX_ADDRESSES = (str, bytes)


class NetworkUsed(BaseException):
    """Something asked for the network."""


class Watch:
    """Raises in whoever asks, and remembers it, so that a handler cannot hide it."""

    def __init__(self) -> None:
        """Listens from now on: an audit hook cannot be taken out again."""
        self.asked: list[str] = []
        sys.addaudithook(self._hook)
        self._rehearse()

    def look(self) -> None:
        """Fail if this process holds a socket of the internet now, opened through Python or not."""
        inodes = _own_sockets()
        for table in _TABLES:
            path = Path(f"/proc/self/net/{table}")
            if not path.exists():
                continue
            for line in path.read_text().splitlines()[1:]:
                if inodes & set(line.split()):
                    self.asked.append(f"{table}: {line.strip()}")
        assert not self.asked, self.asked

    def _hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.__new__":
            if len(arguments) > 1 and arguments[1] != socket.AF_UNIX:
                self._refuse(event, arguments)
        elif event in _FORBIDDEN:
            unix = len(arguments) > 1 and isinstance(arguments[1], _UNIX_ADDRESSES)
            if not unix or not event.startswith("socket."):
                self._refuse(event, arguments)

    def _refuse(self, event: str, arguments: tuple[object, ...]) -> None:
        self.asked.append(f"{event} {arguments[1:]}")
        raise NetworkUsed(event)

    def _rehearse(self) -> None:
        """The watch is awake: each of these is refused."""
        for attempt in (
            lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
            lambda: socket.getaddrinfo("localhost", 80),
            lambda: socket.gethostbyname("localhost"),
        ):
            try:
                attempt()
            except NetworkUsed:
                continue
            raise AssertionError("the watch sleeps")
        assert len(self.asked) == 3
        self.asked.clear()


def _own_sockets() -> set[str]:
    found = set()
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            target = str(descriptor.readlink())
        except OSError:
            continue
        if target.startswith("socket:["):
            found.add(target[8:-1])
    return found
