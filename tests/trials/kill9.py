"""The program is killed at random points while it writes: nothing acknowledged is lost, and everything adds up."""

import os
import select
import signal
import subprocess
import sys
import time

from tests.trials.survival import Acknowledged, what_is_wrong
from tests.trials.trial import Setting, Tally
from tests.vault.made_log import DEPUTY, make_log

_LOGS = 25
"""A log lives through so many kills before a fresh one is taken."""


def run(setting: Setting) -> Tally:
    """Kill, look, and go on with the same log."""
    tally = Tally()
    for number in range(setting.tries(25, 1000)):
        if number % _LOGS == 0:
            place = setting.folder / f"log{number}"
            log, saved = make_log(place), Acknowledged()
        command = [
            *(sys.executable, "-m", "tests.trials.writer", str(log.folder), str(log.state)),
            *(log.users[2], DEPUTY, str(setting.random.randrange(10**9))),
        ]
        output = _killed_after(command, setting.random.uniform(0, 0.4))
        before = saved.lines
        saved.read(output)
        tally.noted("acknowledged", saved.lines - before)
        wrong = what_is_wrong(log, DEPUTY, log.users[2], saved)
        tally.expect(not wrong, f"kill {number}: {wrong[:2]}")
    return tally


def _killed_after(command: list[str], seconds: float) -> bytes:
    """Everything the writer said until it was killed, ``seconds`` after its first word."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        stream, said = child.stdout.fileno(), b""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            ready, _, _ = select.select([stream], [], [], max(0, deadline - time.monotonic()))
            piece = os.read(stream, 65536) if ready else b""
            if not ready or not piece:
                break
            if not said:
                deadline = time.monotonic() + seconds
            said += piece
        child.send_signal(signal.SIGKILL)
        rest, complaint = child.communicate()
        if child.returncode != -signal.SIGKILL:
            raise RuntimeError(f"the writer ended by itself: {complaint.decode()[-500:]}")
        return said + rest
