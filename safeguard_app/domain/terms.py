"""School terms that follow one another without a gap, so that every day of a report falls into just one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from safeguard_app.domain.periods import Period

_AFTER = timedelta(days=56)
"""The holiday after a term belongs to it, as far as this: later the calendar was not filled in."""
_DAY = timedelta(days=1)
_SUMMER = 4


@dataclass(frozen=True, slots=True)
class Term:
    """A term with the holiday after it, as far as it lies in the days asked for."""

    name: str
    period: Period


def terms_within(
    first: date, last: date, known: Sequence[tuple[str, Period]], year_begins_in: int
) -> tuple[Term, ...]:
    """The terms of some days: the school's own, and where its calendar does not reach, thirds of the school year.

    ``known`` are names and days of the school's terms; ``year_begins_in`` is the month of its year's first day.
    """
    own = _own(known)
    days = [first + _DAY * place for place in range((last - first).days + 1)]
    named = ((_name(day, own, year_begins_in), day) for day in days)
    found = []
    for name, group in groupby(named, key=lambda pair: pair[0]):
        within = [day for _, day in group]
        found.append(Term(name, Period(within[0], within[-1])))
    return tuple(found)


def _own(known: Sequence[tuple[str, Period]]) -> list[tuple[str, date, date]]:
    """The school's terms, each until the day before the next."""
    dated = [
        (name, one.start, one.end) for name, one in known if one.start is not None and one.end is not None
    ]
    dated.sort(key=lambda one: one[1])
    ends = [following[1] - _DAY for _, following in pairwise(dated)]
    ends += [date.max] * (len(dated) - len(ends))
    return [
        (_with_year(name, start), start, min(until, _later(end)))
        for (name, start, end), until in zip(dated, ends, strict=True)
    ]


def _later(day: date) -> date:
    return day + _AFTER if day < date.max - _AFTER else date.max


def _with_year(name: str, start: date) -> str:
    return name if str(start.year) in name else f"{name} {start.year}".strip()


def _name(day: date, own: Sequence[tuple[str, date, date]], year_begins_in: int) -> str:
    for name, start, end in own:
        if start <= day <= end:
            return name
    season = "Autumn"
    if day.month < year_begins_in:
        season = "Summer" if day.month >= _SUMMER else "Spring"
    return f"{season} {day.year}"
