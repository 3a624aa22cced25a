"""Due dates: so many hours, days, working days, school days or calendar months after something happened.

Bank holidays and the school's calendar are passed in. One working day from Friday 16 October 2026, 15:50 is the end
of Monday 19 October.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from safeguard_app.domain.periods import Period


class Unit(StrEnum):
    """What a time limit is counted in."""

    IMMEDIATE = "immediate"
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    SCHOOL_DAYS = "school_days"
    CALENDAR_MONTHS = "calendar_months"


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """When the school is open: Mondays to Fridays of ``terms``, but not on ``closed`` days (half terms, INSET)."""

    terms: tuple[Period, ...] = ()
    closed: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due. ``by`` is the last minute in time; ``whole_day`` when that is the end of a day."""

    by: datetime
    whole_day: bool
