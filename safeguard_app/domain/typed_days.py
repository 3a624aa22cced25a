"""Reading the day in what people type: "today", "last fri", "14/9", "14 sep 2026", "3 days ago", "last week".

A reading has one or more candidates. More than one means that a person must choose: the caller asks.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from safeguard_app.domain.date_words import MONTHS, WEEKDAYS, day_words
from safeguard_app.domain.moments import EARLIEST_YEAR, LATEST_YEAR

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_HALF_YEAR = timedelta(days=183)
OLDEST_TYPED = 90
"""Four figures after a month that name a year further back, or more than two ahead, are a time."""


class NotUnderstood(Exception):  # noqa: N818 - never leaves typed_time
    """What was typed cannot be read; the argument is the sentence to show."""


@dataclass(frozen=True, slots=True)
class DaySpan:
    """One candidate: a day, or the first and last of several."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class DayReading:
    """The candidates for a day, the question that tells them apart, and what was typed around them."""

    spans: tuple[DaySpan, ...]
    question: str = ""
    rest: str = ""
    by_weekday: bool = False
    """Named by a weekday alone, so that a week earlier is as good."""


_WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|"
    r"sun(?:day)?)"
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:\s+(?P<year>[0-9]{4}|'?[0-9]{2})(?![0-9:.]|\s*[ap]m|\s*oclock))?"
_COUNT_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_COUNT = rf"(?P<count>[0-9]{{1,3}}|{'|'.join(_COUNT_WORDS)})"

Found = re.Match[str]


def weekday_number(word: str) -> int:
    """Monday is 0."""
    return next(n for n, name in enumerate(WEEKDAYS) if name.lower().startswith(word[:3]))


def _month_number(word: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(word[:3]))


def real_date(year: int, month: int, day: int) -> date:
    """The date, or NotUnderstood saying that it does not exist."""
    if not 1 <= month <= 12:
        raise NotUnderstood(f"There is no month {month}. Type the day first, then the month: 14/9 or 14 Sep.")
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise NotUnderstood("Check the year.")
    try:
        return date(year, month, day)
    except ValueError:
        when = f"{day} {MONTHS[month - 1]} {year}"
        raise NotUnderstood(f"{when} does not exist. Check the day and the month.") from None


def _single(day: date) -> DayReading:
    return DayReading((DaySpan(day, day),))


def _choice(days: list[date], question: str, *, by_weekday: bool = False) -> DayReading:
    return DayReading(tuple(DaySpan(d, d) for d in dict.fromkeys(days)), question, by_weekday=by_weekday)


def _full_year(text: str, today: date) -> int:
    digits = text.lstrip("'")
    year = int(digits)
    if len(digits) > 2:
        return year
    century = today.year // 100 * 100
    return century + year if century + year <= today.year + 2 else century - 100 + year


def _without_year(month: int, day: int, today: date) -> DayReading:
    """The latest such day that is not in the future; where next is nearly as near, both are offered."""
    if not 1 <= month <= 12:
        real_date(today.year, month, day)
    years = range(today.year - 8, today.year + 9)
    existing = [date(year, month, day) for year in years if _exists(year, month, day)]
    if not existing:
        raise NotUnderstood(f"{day} {MONTHS[month - 1]} does not exist. Check the day and the month.")
    past = max(d for d in existing if d <= today)
    if past.year == today.year:
        return _single(past)
    coming = min(d for d in existing if d > today)
    if coming - today > _HALF_YEAR:
        return _single(past)
    return _choice([past, coming], f"{day} {MONTHS[month - 1]} of which year?")


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _dated(found: Found, today: date) -> DayReading:
    """Day and month by name, with or without a year and a weekday."""
    groups = found.groupdict()
    day, month = int(found["day"]), _month_number(found["month"])
    year = groups.get("year")
    rest = ""
    if year and len(year) == 4 and _is_clock(year, today):
        rest, year = year, None
    if year:
        reading = _single(real_date(_full_year(year, today), month, day))
    else:
        reading = _without_year(month, day, today)
    reading = _with_weekday(reading, groups.get("weekday"), month, day)
    return DayReading(reading.spans, reading.question, rest)


def _is_clock(digits: str, today: date) -> bool:
    """Whether four figures after a month are a time ("14 sep 1530") rather than a year ("14 sep 2026")."""
    if today.year - OLDEST_TYPED < int(digits) <= today.year + 2:
        return False
    return int(digits[:2]) < 24 and int(digits[2:]) < 60


def _with_weekday(reading: DayReading, word: str | None, month: int, day: int) -> DayReading:
    """Where a weekday was typed too, it must fit, or a person chooses."""
    if not word:
        return reading
    wanted = weekday_number(word)
    fitting = [span.first for span in reading.spans if span.first.weekday() == wanted]
    if fitting:
        return _choice(fitting, reading.question)
    stated = reading.spans[0].first
    before = stated - (stated.weekday() - wanted) % 7 * _DAY
    last_year = [date(stated.year - 1, month, day)] if _exists(stated.year - 1, month, day) else []
    fitting = [d for d in last_year if d.weekday() == wanted]
    days = [stated, before, before + _WEEK, *fitting]
    question = f"{day_words(stated, long=True)} is not a {WEEKDAYS[wanted]}. Which day was it?"
    return DayReading(tuple(DaySpan(d, d) for d in dict.fromkeys(days)), question)


def _numeric(found: Found, today: date) -> DayReading:
    """Day first, as in the United Kingdom; month first only as a question."""
    day, month = int(found["day"]), int(found["number"])
    year = found.groupdict().get("year")
    if month > 12 >= day >= 1:
        turned = (
            _single(real_date(_full_year(year, today), day, month))
            if year
            else _without_year(day, month, today)
        )
        question = f"There is no month {month}. Did you mean this day?"
        return DayReading(turned.spans, question, "ask")
    if year:
        return _single(real_date(_full_year(year, today), month, day))
    return _without_year(month, day, today)


def _iso(found: Found, today: date) -> DayReading:  # noqa: ARG001 - one shape for all readers
    return _single(real_date(int(found["year"]), int(found["number"]), int(found["day"])))


def _weekday(found: Found, today: date) -> DayReading:
    """ "mon", "last mon", "this mon", "next mon", "mon last week"."""
    wanted = weekday_number(found["weekday"])
    monday = today - today.weekday() * _DAY
    this_week = monday + wanted * _DAY
    latest = today - ((today.weekday() - wanted) % 7 or 7) * _DAY
    which, name = found["which"] or "", WEEKDAYS[wanted]
    question = f"Which {name}?"
    if found["week"] or found["week_before"]:
        return _single(this_week - _WEEK)
    if which == "last":
        return _choice([latest, this_week - _WEEK], question)
    if which == "this":
        return _single(this_week)
    if which == "next":
        soonest = today + ((wanted - today.weekday()) % 7 or 7) * _DAY
        return _choice([soonest, this_week + _WEEK], question)
    days = [today, latest] if today.weekday() == wanted else [latest]
    return _choice(days, question, by_weekday=True)


def _ago(found: Found, today: date) -> DayReading:
    count = _COUNT_WORDS.get(found["count"]) or int(found["count"])
    if found["unit"].startswith("month"):
        year, month = divmod(today.year * 12 + today.month - 1 - count, 12)
        month_start = real_date(year, month + 1, 1)
        return DayReading((DaySpan(month_start, _month_end(month_start)),))
    day = today - count * (_WEEK if found["unit"].startswith("w") else _DAY)
    return _single(real_date(day.year, day.month, day.day))


def _month_end(first: date) -> date:
    return (first.replace(day=28) + 4 * _DAY).replace(day=1) - _DAY


def _whole_week(found: Found, today: date) -> DayReading:
    monday = today - today.weekday() * _DAY
    if found["which"] == "this":
        return DayReading((DaySpan(monday, today),))
    return DayReading((DaySpan(monday - _WEEK, monday - _DAY),))


def _last_month(found: Found, today: date) -> DayReading:
    first = today.replace(day=1)
    if found["which"] == "this":
        return DayReading((DaySpan(first, today),))
    before = first - _DAY
    return DayReading((DaySpan(before.replace(day=1), before),))


def _month_alone(found: Found, today: date) -> DayReading:
    month = _month_number(found["month"])
    year = _full_year(found["year"], today) if found["year"] else today.year - (month > today.month)
    first = real_date(year, month, 1)
    last = _month_end(first)
    return DayReading((DaySpan(first, today if first <= today < last else last),))


def _day_of_month(found: Found, today: date) -> DayReading:
    """ "the 14th": the latest one that is not in the future."""
    wanted = int(found["day"])
    month = today.replace(day=1)
    for _ in range(3):
        if _exists(month.year, month.month, wanted):
            day = month.replace(day=wanted)
            if day <= today:
                return _single(day)
        month = (month - _DAY).replace(day=1)
    raise NotUnderstood("There is no such day in the last months. Type the day and the month: 14 Sep.")


def _relative(days: int) -> Callable[[Found, date], DayReading]:
    return lambda _found, today: _single(today + days * _DAY)


_READERS: tuple[tuple[re.Pattern[str], Callable[[Found, date], DayReading]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(?<![0-9])(?P<year>[0-9]{4})-(?P<number>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?![0-9])t?", _iso),
        (
            r"(?<![0-9:./-])(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<number>[0-9]{1,2})(?P=mark)"
            r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9:./-])",
            _numeric,
        ),
        (r"(?<![0-9:./-])(?P<day>[0-9]{1,2})/(?P<number>[0-9]{1,2})(?![0-9:./-])", _numeric),
        (rf"(?:\b{_WEEKDAY}\s+)?\b{_NUMBER}\s*{_MONTH}\b{_YEAR}", _dated),
        (rf"(?:\b{_WEEKDAY}\s+)?\b{_MONTH}\s+{_NUMBER}(?![0-9:.]|\s*[ap]m){_YEAR}", _dated),
        (r"\bday before yesterday\b", _relative(-2)),
        (r"\b(?:yesterday|yest|yday|y'day)\b", _relative(-1)),
        (r"\b(?:today|tod)\b", _relative(0)),
        (r"\b(?:tomorrow|tomorow|tmrw|tom)\b", _relative(1)),
        (rf"\b{_COUNT}\s*(?P<unit>days?|weeks?|wks?|months?)\s+ago\b", _ago),
        (
            rf"\b(?P<week_before>last week\s+)?(?:(?P<which>last|this|next)\s+)?{_WEEKDAY}\b(?P<week>\s+last week\b)?",
            _weekday,
        ),
        (r"\b(?P<which>last|this) week\b", _whole_week),
        (r"\b(?P<which>last|this) month\b", _last_month),
        (rf"\b{_MONTH}\b(?:\s+(?P<year>[0-9]{{4}}))?", _month_alone),
        (r"\b(?P<day>[0-9]{1,2})(?:st|nd|rd|th)\b", _day_of_month),
    )
)


def read_day(text: str, today: date) -> tuple[DayReading | None, str]:
    """The day in ``text`` and what is left of it; None when no day is named. Raises NotUnderstood."""
    for pattern, reader in _READERS:
        found = pattern.search(text)
        if found is None:
            continue
        reading = reader(found, today)
        left = (
            f"{text[: found.start()]} {reading.rest if reading.rest != 'ask' else ''} {text[found.end() :]}"
        )
        return reading, " ".join(left.split())
    return None, text
