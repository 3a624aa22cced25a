"""What else the computer did while a row was measured: whoever reads a miss must know whether it was ours.

Linux says how long its processors worked for anybody, and how long for this process and its children; the rest was
others'. Where that cannot be told, nothing is said.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

_STAT = Path("/proc/stat")
_WORKING = (0, 1, 2, 5, 6, 7)
"""Of the numbers in the first line: user, nice, system, interrupts, and what a host took away."""
BUSY = 0.25
"""From this share of the processors' time on, a miss may well be the others'."""


LEAST = 0.5
"""Seconds: in less, the counters have hardly moved."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The counters at a moment, in seconds."""

    at: float
    everybody: float
    own: float


def now() -> Moment | None:
    """The counters as they stand; None where the system does not say."""
    try:
        numbers = _STAT.read_text(encoding="ascii").split("\n", 1)[0].split()[1:]
        ticks = sum(int(numbers[place]) for place in _WORKING)
        everybody = ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return None
    used = os.times()
    own = used.user + used.system + used.children_user + used.children_system
    return Moment(monotonic(), everybody, own)


def others_since(before: Moment | None) -> float | None:
    """The share of all processors' time since ``before`` that others had, 0 to 1; None where it cannot be told."""
    after = now()
    if before is None or after is None or after.at < before.at + LEAST:
        return None
    there_was = (after.at - before.at) * (os.cpu_count() or 1)
    theirs = (after.everybody - before.everybody) - (after.own - before.own)
    return min(1.0, max(0.0, theirs / there_was))
