"""Bank holidays of the four nations, worked out for any year.

The days themselves and their substitutes: Banking and Financial Dealings Act 1971, schedule 1; for Scotland also the
St Andrew's Day Bank Holiday (Scotland) Act 2007; for Northern Ireland St Patrick's Day and the Battle of the Boyne.
A holiday on a Saturday or Sunday moves to the next weekday that is free. Days appointed or moved by proclamation for
one year stand in tables below; when a new one is proclaimed, a line is added there.
"""

from datetime import date, timedelta
from functools import cache

from safeguard_app.domain.nations import Nation

_MONDAY = 0
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)

EXTRA_DAYS: dict[date, tuple[Nation, ...]] = {
    date(2022, 6, 3): tuple(Nation),  # Platinum Jubilee
    date(2022, 9, 19): tuple(Nation),  # State funeral of Queen Elizabeth II
    date(2023, 5, 8): tuple(Nation),  # Coronation of King Charles III
    date(2026, 6, 15): (Nation.SCOTLAND,),  # Scotland in the World Cup, appointed by Royal Proclamation
}
"""Days appointed for one year, as published on the government's list of bank holidays."""

MOVED_DAYS: dict[date, date] = {
    date(2020, 5, 4): date(2020, 5, 8),  # 75 years since VE Day
    date(2022, 5, 30): date(2022, 6, 2),  # Platinum Jubilee
}
"""Days moved for one year, in every nation."""


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus of 1876)."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leap_years, year_rest = divmod(in_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


@cache
def bank_holidays(nation: Nation, year: int) -> frozenset[date]:
    """The bank holidays of ``year`` in ``nation``, substitute days in place of those at a weekend."""
    easter = easter_sunday(year)
    days = {
        easter - 2 * _DAY,
        _first_monday(year, 5),
        _last_monday(year, 5),
        _last_monday(year, 8) if nation is not Nation.SCOTLAND else _first_monday(year, 8),
    }
    days = {MOVED_DAYS.get(day, day) for day in days}
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    if nation is Nation.SCOTLAND:
        fixed += [date(year, 1, 2), date(year, 11, 30)]
    else:
        days.add(easter + _DAY)
    if nation is Nation.NORTHERN_IRELAND:
        fixed += [date(year, 3, 17), date(year, 7, 12)]
    days |= {day for day, nations in EXTRA_DAYS.items() if day.year == year and nation in nations}
    return frozenset(days | _with_substitutes(fixed))


def _with_substitutes(fixed: list[date]) -> set[date]:
    """Weekdays stay; those at a weekend go to the next weekday that no other of them takes."""
    taken = {day for day in fixed if day.weekday() < 5}
    for day in sorted(day for day in fixed if day.weekday() >= 5):
        substitute = day
        while substitute.weekday() >= 5 or substitute in taken:
            substitute += _DAY
        taken.add(substitute)
    return taken


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + (_MONDAY - first.weekday()) % 7 * _DAY


def _last_monday(year: int, month: int) -> date:
    day = _first_monday(year, month)
    while (day + _WEEK).month == month:
        day += _WEEK
    return day


def bank_holidays_between(nation: Nation, first_year: int, last_year: int) -> frozenset[date]:
    """The bank holidays of several years, both ends included: what a due date needs."""
    return frozenset().union(*(bank_holidays(nation, year) for year in range(first_year, last_year + 1)))
