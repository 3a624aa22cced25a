"""Due dates: so many hours, days, working days, school days or calendar months after something happened.

Bank holidays and the school's calendar are passed in. The day on which something happens is never counted: one
working day from Friday 16 October 2026, 15:50 is the end of Monday 19 October. Working days go on in the holidays,
school days do not.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.moments import clock_words, day_end, to_minute
from safeguard_app.domain.periods import Period

_DAY = timedelta(days=1)
_SATURDAY = 5
SEARCH_DAYS = 800
"""How far ahead a working or school day is looked for: more than two school years."""
LONGEST_HOLIDAY = 75
"""Days between two terms, at most: the longest summer holiday of the four nations is nine weeks, and some."""
SHORTEST_HOLIDAY = timedelta(days=7)
"""What lies so close before the first term entered is a holiday."""
MOST = {"hours": 24 * 366, "days": 3660, "working_days": 520, "school_days": 400, "calendar_months": 120}
"""The largest counts a time limit may have; anything above is a mistake in the catalogue."""


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

    @property
    def begins(self) -> date | None:
        """The first day that is known of, in the holiday before the first term; None for a calendar without terms."""
        first = min((term.start for term in self.terms if term.start is not None), default=None)
        return first - SHORTEST_HOLIDAY if first is not None else None

    @property
    def ends(self) -> date | None:
        """The last day that is known of: nothing after it can be counted."""
        return max((term.end for term in self.terms if term.end is not None), default=None)

    def gaps(self) -> tuple[Period, ...]:
        """Stretches between two terms too long for a holiday: a term between them is not entered yet."""
        spans = sorted((t.start, t.end) for t in self.terms if t.start is not None and t.end is not None)
        ends, found = spans[0][1] if spans else date.min, []
        for first, last in spans:
            if (first - ends).days > LONGEST_HOLIDAY:
                found.append(Period(ends + _DAY, first - _DAY))
            ends = max(ends, last)
        return tuple(found)

    def knows(self, day: date) -> bool:
        """Whether the calendar says of a day if the school is open: within its terms and the holidays between them."""
        if self.begins is None or self.ends is None or not self.begins <= day <= self.ends:
            return False
        return not any(gap.covers(day) for gap in self.gaps())

    def is_open(self, day: date, bank_holidays: frozenset[date] = frozenset()) -> bool:
        """Whether ``day`` is a school day."""
        return (
            is_working_day(day, bank_holidays)
            and any(term.covers(day) for term in self.terms)
            and not any(closed.covers(day) for closed in self.closed)
        )


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due. ``by`` is the last minute in time; ``whole_day`` when that is the end of a day."""

    by: datetime
    whole_day: bool

    def is_over(self, now: datetime) -> bool:
        """Whether the last minute has passed."""
        return is_over(self.by, now)


def is_over(by: datetime, now: datetime) -> bool:
    """Whether the last minute of a time limit has passed: until its end, nothing is late."""
    return now >= by + timedelta(minutes=1)


class SchoolDaysNotKnown(KnownProblem):
    """A time limit in school days reaches past the terms entered so far."""

    code = "school_days_not_known"
    sentence = "This is counted in school days, and the school’s calendar does not reach that far."
    next_step = "Enter the term dates in Settings. Until then, count working days."


def is_working_day(day: date, bank_holidays: frozenset[date]) -> bool:
    """Monday to Friday, bank holidays apart."""
    return day.weekday() < _SATURDAY and day not in bank_holidays


def due(
    started: datetime,
    count: int,
    unit: Unit,
    zone: tzinfo,
    bank_holidays: frozenset[date] = frozenset(),
    school: SchoolCalendar | None = None,
) -> Due:
    """When ``count`` ``unit`` after ``started`` are over; ``started`` is aware, days are those of ``zone``.

    IMMEDIATE is due at once. HOURS are real hours, also across a change of the clocks. DAYS, WORKING_DAYS,
    SCHOOL_DAYS and CALENDAR_MONTHS end with the last minute of a day. A month ends on the day of the same number, or
    on the month's last day where there is none; if that is no working day, on the next one (data protection requests:
    confirm with your authority). Raises SchoolDaysNotKnown, and ValueError for a count no catalogue should hold.
    """
    if unit is Unit.IMMEDIATE:
        return Due(to_minute(started.astimezone(zone)), whole_day=False)
    if not 1 <= count <= MOST[unit.value]:
        raise ValueError("a time limit needs a count it can mean")
    if unit is Unit.HOURS:
        end = started.astimezone(UTC) + timedelta(hours=count)
        return Due(to_minute(end.astimezone(zone)), whole_day=False)
    last = _last_day(started.astimezone(zone).date(), count, unit, bank_holidays, school)
    return Due(day_end(last, zone), whole_day=True)


def _last_day(
    first: date, count: int, unit: Unit, bank_holidays: frozenset[date], school: SchoolCalendar | None
) -> date:
    if unit is Unit.DAYS:
        return first + count * _DAY
    if unit is Unit.CALENDAR_MONTHS:
        day = months_after(first, count)
        while not is_working_day(day, bank_holidays):
            day += _DAY
        return day
    return nth_day(first, count, unit, bank_holidays, school)


def nth_day(
    first: date,
    count: int,
    unit: Unit,
    bank_holidays: frozenset[date],
    school: SchoolCalendar | None = None,
    stands_still: Callable[[date], bool] = lambda _day: False,
) -> date:
    """The ``count``-th working or school day after ``first``, those on which the limit ``stands_still`` left out.

    Every day on the way has to be known of: a term that nobody entered would make a limit later than it is.
    """
    if unit is Unit.WORKING_DAYS:
        return _nth_day(
            first, count, lambda day: is_working_day(day, bank_holidays) and not stands_still(day)
        )
    if school is None:
        raise SchoolDaysNotKnown
    begins, ends, gaps = school.begins, school.ends, school.gaps()
    if begins is None or ends is None:
        raise SchoolDaysNotKnown

    def counts(day: date) -> bool:
        if not begins <= day <= ends or any(gap.covers(day) for gap in gaps):
            raise SchoolDaysNotKnown
        return school.is_open(day, bank_holidays) and not stands_still(day)

    return _nth_day(first, count, counts)


def _nth_day(first: date, count: int, counts: Callable[[date], bool]) -> date:
    """The ``count``-th day after ``first`` that counts."""
    day = first
    for _ in range(SEARCH_DAYS):
        day += _DAY
        count -= counts(day)
        if count == 0:
            return day
    raise SchoolDaysNotKnown


def months_after(day: date, months: int) -> date:
    """The day of the same number ``months`` later, or the last of that month where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def working_days_since(first: date, last: date, bank_holidays: frozenset[date]) -> int:
    """How many working days lie after ``first`` up to and including ``last``; 0 when ``last`` is not later."""
    days = (last - first).days
    return sum(is_working_day(first + n * _DAY, bank_holidays) for n in range(1, days + 1))


def due_words(when: Due, now: datetime, zone: tzinfo, *, on_paper: bool = False) -> str:
    """ "by 16:20 today", "by the end of tomorrow", "by the end of Mon 19 Oct 2026".

    What stands ``on_paper`` is read on other days, so that each day stands there by its date.
    """
    at = when.by.astimezone(zone)
    days = (at.date() - now.astimezone(zone).date()).days
    near = "" if on_paper else {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days, "")
    if when.whole_day:
        return f"by the end of {near or day_words(at.date())}"
    return f"by {clock_words(at)} {near}" if near else f"by {clock_words(at)} on {day_words(at.date())}"
