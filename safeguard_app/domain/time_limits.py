"""Time limits that wait: paused while something is asked for, begun afresh when it is given.

Two ways of waiting are told apart, as for a request for one's own data (Data (Use and Access) Act 2025: confirm with
your authority). Until somebody has proved who they are, a limit has not begun: it runs from the day of the proof.
While a request is being made clear, it stands still: the day after asking up to the day of the answer do not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from safeguard_app.domain.moments import day_end, to_minute
from safeguard_app.domain.working_time import (
    Due,
    SchoolCalendar,
    Unit,
    due,
    is_working_day,
    months_after,
    nth_day,
)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pause:
    """A limit waits from ``begin`` to ``end``; None: it still waits. ``afresh``: it only begins when that ends."""

    begin: datetime
    end: datetime | None = None
    afresh: bool = False


def due_with_pauses(
    started: datetime,
    count: int,
    unit: Unit,
    zone: tzinfo,
    bank_holidays: frozenset[date] = frozenset(),
    school: SchoolCalendar | None = None,
    pauses: Sequence[Pause] = (),
) -> Due | None:
    """When a limit that waited in between is out; None while it waits. Everything else is as in :func:`due`."""
    if any(pause.end is None for pause in pauses):
        return None
    if unit is Unit.IMMEDIATE:
        return due(started, count, unit, zone)
    begun = max([started, *(one.end for one in pauses if one.afresh and one.end is not None)])
    still = _merged(pauses, begun)
    if not still:
        return due(begun, count, unit, zone, bank_holidays, school)
    if unit is Unit.HOURS:
        return _hours(begun, count, zone, still)
    waited = [(begin.astimezone(zone).date(), end.astimezone(zone).date()) for begin, end in still]
    last = _last_day(begun.astimezone(zone).date(), count, unit, bank_holidays, school, waited)
    return Due(day_end(last, zone), whole_day=True)


def _merged(pauses: Sequence[Pause], begun: datetime) -> list[tuple[datetime, datetime]]:
    """The stretches of standing still after ``begun``, in order, those that touch made one."""
    made: list[tuple[datetime, datetime]] = []
    spans = sorted(
        (max(one.begin, begun), one.end)
        for one in pauses
        if not one.afresh and one.end is not None and one.end > max(one.begin, begun)
    )
    for begin, end in spans:
        if made and begin <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((begin, end))
    return made


def _hours(begun: datetime, count: int, zone: tzinfo, still: Sequence[tuple[datetime, datetime]]) -> Due:
    end = begun.astimezone(UTC) + timedelta(hours=count)
    for begin, stop in still:
        if begin.astimezone(UTC) >= end:
            break
        end += stop.astimezone(UTC) - begin.astimezone(UTC)
    return Due(to_minute(end.astimezone(zone)), whole_day=False)


def _last_day(
    first: date,
    count: int,
    unit: Unit,
    bank_holidays: frozenset[date],
    school: SchoolCalendar | None,
    waited: Sequence[tuple[date, date]],
) -> date:
    def stands_still(day: date) -> bool:
        return any(begin < day <= end for begin, end in waited)

    if unit in {Unit.WORKING_DAYS, Unit.SCHOOL_DAYS}:
        return nth_day(first, count, unit, bank_holidays, school, stands_still)
    left = count if unit is Unit.DAYS else (months_after(first, count) - first).days
    day = first
    while left:
        day += _DAY
        left -= not stands_still(day)
    if unit is Unit.CALENDAR_MONTHS:
        while not is_working_day(day, bank_holidays):
            day += _DAY
    return day
