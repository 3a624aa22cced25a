"""From-to spans of whole days: on roll, in post, in office, in term."""

from dataclasses import dataclass
from datetime import date

from safeguard_app.domain.errors import RuleViolation


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole days from ``start`` to ``end``, both included.

    ``start`` None means the beginning is not known; ``end`` None means it goes on.
    """

    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether ``day`` lies in the period. An unknown beginning counts as having begun long ago."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def covers_all(self, first: date, last: date) -> bool:
        """Whether every day from ``first`` to ``last`` lies in the period."""
        return self.covers(first) and self.covers(last)

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share at least one day."""
        first_begins_in_time = self.start is None or other.end is None or self.start <= other.end
        other_begins_in_time = other.start is None or self.end is None or other.start <= self.end
        return first_begins_in_time and other_begins_in_time


ALWAYS = Period()
"""Neither beginning nor end known."""


def check_period(period: Period, field: str) -> None:
    """Refuse a period that ends before it starts; the sentence is named after ``field``."""
    if period.start is not None and period.end is not None and period.end < period.start:
        raise RuleViolation({field: "This ends before it starts. Check both dates."})
