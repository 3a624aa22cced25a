"""The process that encrypts apart opens chance to encrypt by, and nothing else: no file, no connection of any kind."""

import json
import subprocess
import sys

import pytest

_TRY = """
import json, os, socket
from safeguard_app.system.chance_alone import keep_to_chance
held = keep_to_chance()
found = {"held": held}
def tried(name, act):
    try:
        made = act()
        os.close(made if isinstance(made, int) else made.detach())
        found[name] = "made"
    except OSError as error:
        found[name] = error.errno
tried("chance", lambda: os.open("/dev/urandom", os.O_RDONLY))
tried("file", lambda: os.open("/etc/passwd", os.O_RDONLY))
tried("udp", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
tried("tcp", lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM))
tried("local", lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
os.close(2)
tried("pair", lambda: [one.detach() for one in socket.socketpair()][0])
print(json.dumps(found))
"""
_NOT_PERMITTED = 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system has nothing for this")
def test_it_opens_chance_and_makes_no_connection_of_any_kind() -> None:
    ran = subprocess.run([sys.executable, "-c", _TRY], capture_output=True, text=True, check=True)
    found = json.loads(ran.stdout)
    kinds = {name: found.pop(name) for name in ("udp", "tcp", "local", "pair")}
    assert kinds == dict.fromkeys(kinds, _NOT_PERMITTED), "refused, not for want of room"
    assert found.pop("chance") == "made"
    if found.pop("held"):  # a kernel without Landlock keeps it from no file
        assert found == {"file": 13}
