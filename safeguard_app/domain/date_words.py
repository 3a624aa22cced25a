"""Dates in words, the British way round, whatever language the computer is set to."""

from collections.abc import Sequence
from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_words(day: date, *, long: bool = False, year: bool = True) -> str:
    """ "Sat 19 Sep 2026", or "Saturday 19 September 2026"; without the year when ``year`` is False."""
    weekday, month = WEEKDAYS[day.weekday()], MONTHS[day.month - 1]
    if not long:
        weekday, month = weekday[:3], month[:3]
    return f"{weekday} {day.day} {month} {day.year}" if year else f"{weekday} {day.day} {month}"


def day_range_words(first: date, last: date, *, long: bool = False) -> str:
    """ "Mon 14 Sep and Fri 16 Oct 2026": the year once where both days share it."""
    return f"{day_words(first, long=long, year=first.year != last.year)} and {day_words(last, long=long)}"


def joined_words(words: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def count_words(count: int, one: str, many: str = "") -> str:
    """ "1 day", "9 days"."""
    return f"{count} {one if count == 1 else many or one + 's'}"
