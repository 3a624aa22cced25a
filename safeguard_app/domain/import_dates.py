"""Dates in an export: which order day and month stand in is decided over the whole column, never cell by cell.

3/4/2015 alone says nothing. Another row of the same column that has 23/4/2015 says that the day comes first; where no
row says it, or two rows say different things, a person is asked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from safeguard_app.domain.date_words import MONTHS

_CLOCK = re.compile(r"[T ]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9:]{4,6})?$")
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_NAMED = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?([0-9]{1,2})(?:st|nd|rd|th)?[-/ .]+([A-Za-z]{3,9})\.?[-/ ,.]+([0-9]{4}|[0-9]{2})"
)
_NAMED_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4}|[0-9]{2})")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
EARLIEST = 1900

SPREADSHEET_NUMBER = (
    "This is a spreadsheet’s own number for a date. Show the column as a date there, and save it again."
)
NO_DATE = "This is not a date."
NO_SUCH_DAY = "There is no such day."


class DateOrder(StrEnum):
    """What stands first where day and month are both figures."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class OrderSaid(StrEnum):
    """What a column says of its own order."""

    NOTHING_TO_ORDER = "nothing_to_order"
    """No date in it has its day and its month in figures with the year last."""
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    NOT_SAID = "not_said"
    BOTH = "both"
    """Some rows can only be day first, others only month first."""


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date, or in ``fault`` why there is none."""

    day: date | None
    fault: str = ""


def order_said(cells: Iterable[str]) -> OrderSaid:
    """What the dates of a column say together."""
    day_first = month_first = seen = 0
    for cell in cells:
        found = _NUMERIC.fullmatch(_bare(cell))
        if found is None:
            continue
        first, second = int(found[1]), int(found[3])
        seen += first != second
        day_first += first > 12 >= second
        month_first += second > 12 >= first
    if day_first and month_first:
        return OrderSaid.BOTH
    if day_first or month_first:
        return OrderSaid.DAY_FIRST if day_first else OrderSaid.MONTH_FIRST
    return OrderSaid.NOT_SAID if seen else OrderSaid.NOTHING_TO_ORDER


def read_date(cell: str, order: DateOrder, latest: date) -> ReadDate:
    """The date in a cell. A year of two figures is the last one with these figures up to ``latest``."""
    text = _bare(cell)
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
        return _made(_year(found[4], latest), month, day)
    if found := _NAMED.fullmatch(text):
        return _named(found[1], found[2], found[3], latest)
    if found := _NAMED_FIRST.fullmatch(text):
        return _named(found[2], found[1], found[3], latest)
    return ReadDate(None, SPREADSHEET_NUMBER if _SERIAL.fullmatch(text) else NO_DATE)


def _bare(cell: str) -> str:
    """A date without the midnight that databases write behind it."""
    return _CLOCK.sub("", " ".join(cell.split())).strip()


def _named(day: str, month: str, year: str, latest: date) -> ReadDate:
    wanted = month.casefold()[:3]
    number = next((place for place, name in enumerate(MONTHS, 1) if name.casefold()[:3] == wanted), 0)
    if not number:
        return ReadDate(None, NO_DATE)
    return _made(_year(year, latest), number, int(day))


def _year(figures: str, latest: date) -> int:
    if len(figures) == 4:
        return int(figures)
    year = latest.year // 100 * 100 + int(figures)
    return year if year <= latest.year else year - 100


def _made(year: int, month: int, day: int) -> ReadDate:
    if year < EARLIEST:
        return ReadDate(None, NO_SUCH_DAY)
    try:
        return ReadDate(date(year, month, day))
    except ValueError:
        return ReadDate(None, NO_SUCH_DAY)
