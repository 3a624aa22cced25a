"""How long work on the vault's one thread lets others go first: between its steps, and while a piece runs beside.

In the window somebody may be typing; a headless command has nobody who waits.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class GiveWay(Protocol):
    """What a backup or a check is given by whoever runs it."""

    def pause(self) -> None:
        """Between two steps: whatever is more urgent goes first, writes to the same database included."""

    def aside(self, work: Callable[[], T]) -> T:
        """Do ``work``, which touches no database of the log, elsewhere, and let others go on meanwhile."""


class NobodyWaits:
    """For headless commands: everything in one go."""

    def pause(self) -> None:
        """Go on at once."""

    def aside(self, work: Callable[[], T]) -> T:
        """Do it here."""
        return work()


NOBODY_WAITS: GiveWay = NobodyWaits()
