"""The one place that asks what time it is.

Times are kept as aware datetimes with the local offset of the moment they were taken. Order never rests on them:
the audit chain has its own numbers, because clocks are changed, and go back.
"""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; tests bring their own."""

    def now(self) -> datetime:
        """The present moment, aware, with the local offset."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The present moment, aware, with the local offset, to the second."""
        return datetime.now(UTC).astimezone().replace(microsecond=0)
