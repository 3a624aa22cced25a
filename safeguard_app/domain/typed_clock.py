"""Reading the time of day in what people type: "1530", "9.15am", "half 3", "noon", "this morning".

An hour from 1 to 11 without "am", "pm" or a leading nought could be either half of the day: both are candidates, and
a person chooses.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from safeguard_app.domain.typed_days import NotUnderstood


@dataclass(frozen=True, slots=True)
class Clock:
    """One candidate: a time, or from ``start`` to ``end``. Days are added where it runs past midnight."""

    start: time
    end: time | None = None
    start_plus: int = 0
    end_plus: int = 0


@dataclass(frozen=True, slots=True)
class ClockReading:
    """The candidates for a time and the question that tells them apart."""

    clocks: tuple[Clock, ...]
    question: str = ""
    bare: bool = False
    """A lone number that could also be a day of the month."""


PARTS = {
    "morning": Clock(time(5, 0), time(12, 0)),
    "lunch": Clock(time(11, 30), time(14, 0)),
    "lunchtime": Clock(time(11, 30), time(14, 0)),
    "afternoon": Clock(time(12, 0), time(18, 0)),
    "evening": Clock(time(17, 0), time(23, 0)),
    "night": Clock(time(18, 0), time(6, 0), 0, 1),
}
"""What the words for parts of a day are taken to mean, said back in hours."""

_HOUR_WORDS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_NUMBER_WORDS = {word: number for number, word in enumerate(_HOUR_WORDS, 1)} | {
    "quarter": 15,
    "twenty": 20,
    "twenty five": 25,
    "twentyfive": 25,
    "half": 30,
}
_HOUR = rf"(?P<hour>[0-9]{{1,2}}|{'|'.join(_HOUR_WORDS)})(?:\s*oclock)?\s*(?P<half>am|pm)?"
_MINUTES = rf"(?P<minute>[0-9]{{1,2}}|{'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))})"

Found = re.Match[str]


def _number(word: str) -> int:
    return _NUMBER_WORDS.get(word) or int(word)


def clock_candidates(hour: int, minute: int, half: str | None, *, padded: bool = False) -> ClockReading:
    """The times an hour and minute may mean. ``padded``: typed as on a 24-hour clock."""
    if minute > 59 or hour > 24 or (half and not 1 <= hour <= 12):
        raise NotUnderstood("There is no such time of day. Type it as 15:30 or 3.30pm.")
    if hour == 24:
        if minute:
            raise NotUnderstood("There is no such time of day. Type it as 15:30 or 3.30pm.")
        return ClockReading((Clock(time(0, 0), None, 1),))
    if half:
        return ClockReading((Clock(time(hour % 12 + (12 if half == "pm" else 0), minute)),))
    if padded or hour == 0 or hour >= 12:
        return ClockReading((Clock(time(hour, minute)),))
    both = (Clock(time(hour, minute)), Clock(time(hour + 12, minute)))
    return ClockReading(both, f"{hour}:{minute:02d} in the morning, or in the afternoon or evening?")


def _colon(found: Found) -> ClockReading:
    hour = found["hour"]
    return clock_candidates(int(hour), int(found["minute"]), found["half"], padded=len(hour) == 2)


def _digits(found: Found) -> ClockReading:
    digits = found["digits"]
    return clock_candidates(int(digits[:-2]), int(digits[-2:]), found["half"], padded=len(digits) == 4)


def _hour(found: Found) -> ClockReading:
    return clock_candidates(_number(found["hour"]), 0, found["half"])


def _past(found: Found) -> ClockReading:
    return clock_candidates(_number(found["hour"]), _number(found["minute"]), found["half"])


def _to(found: Found) -> ClockReading:
    hour, minute = _number(found["hour"]), _number(found["minute"])
    if not 1 <= minute <= 59 or not 0 <= hour <= 24:
        raise NotUnderstood("There is no such time of day. Type it as 15:30 or 3.30pm.")
    later = clock_candidates(hour, 0, found["half"])
    clocks = tuple(_minutes_before(clock, minute) for clock in later.clocks)
    return ClockReading(clocks, later.question and "In the morning, or in the afternoon or evening?")


def _minutes_before(clock: Clock, minutes: int) -> Clock:
    total = clock.start.hour * 60 + clock.start.minute + clock.start_plus * 1440 - minutes
    days, left = divmod(total, 1440)
    return Clock(time(left // 60, left % 60), None, days)


def _half_hour(found: Found) -> ClockReading:
    return clock_candidates(_number(found["hour"]), 30, found["half"])


def _bare(found: Found) -> ClockReading:
    reading = clock_candidates(_number(found["hour"]), 0, None)
    return ClockReading(reading.clocks, reading.question, bare=True)


def _noon(_found: Found) -> ClockReading:
    return ClockReading((Clock(time(12, 0)),))


def _midnight(_found: Found) -> ClockReading:
    both = (Clock(time(0, 0)), Clock(time(0, 0), None, 1))
    return ClockReading(both, "Midnight at the beginning of that day, or at its end?")


def _part(found: Found) -> ClockReading:
    return ClockReading((PARTS[found["part"]],))


_READERS: tuple[tuple[re.Pattern[str], Callable[[Found], ClockReading]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(?:12\s*)?(?:noon|midday)", _noon),
        (r"(?:12\s*)?midnight", _midnight),
        (rf"(?:this\s+)?(?:(?:early|late)\s+)?(?P<part>{'|'.join(PARTS)})", _part),
        (r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.][0-9]{2})?\s*(?P<half>am|pm)?", _colon),
        (r"(?P<digits>[0-9]{3,4})\s*(?:h|hrs|hours)?\s*(?P<half>am|pm)?", _digits),
        (rf"half(?:\s+past)?\s+{_HOUR}", _half_hour),
        (rf"{_MINUTES}\s*(?:minutes?|mins?)?\s+past\s+{_HOUR}", _past),
        (rf"{_MINUTES}\s*(?:minutes?|mins?)?\s+to\s+{_HOUR}", _to),
        (r"(?P<hour>[0-9]{1,2})\s*(?P<half>am|pm)", _hour),
        (rf"{_HOUR}(?<=oclock)", _hour),
        (r"(?P<hour>[0-9]{1,2})", _bare),
    )
)


_PART = re.compile(rf"\b(?:this\s+)?(?P<part>{'|'.join(PARTS)})\b")


def read_clock(text: str) -> ClockReading | None:
    """The time of day that ``text`` is, whole; None when it is empty. Raises NotUnderstood."""
    if not text:
        return None
    for pattern, reader in _READERS:
        found = pattern.fullmatch(text)
        if found is not None:
            return reader(found)
    part = _PART.search(text)
    rest = " ".join(_PART.sub(" ", text, count=1).split())
    if part is None or not rest:
        raise NotUnderstood(WHAT_WORKS)
    return _in_part(read_clock(rest), part["part"])


def _in_part(reading: ClockReading | None, part: str) -> ClockReading:
    """ "9 in the morning", "last night at 1": the times that lie in the part of the day."""
    clocks = reading.clocks if reading is not None else ()
    kept = tuple(placed for clock in clocks for placed in _placed(clock, part))
    if not kept:
        raise NotUnderstood("That time does not lie in that part of the day. Check both.")
    return ClockReading(kept, reading.question if reading is not None else "")


def _placed(clock: Clock, part: str) -> tuple[Clock, ...]:
    if clock.end is not None:
        return ()
    hour = clock.start.hour
    if part == "night" and hour < PARTS["night"].start.hour:
        after_midnight = Clock(clock.start, None, 1)
        return (after_midnight,) if hour < time(6, 0).hour else ()
    fits = hour < 12 if part == "morning" else hour >= 11 if part.startswith("lunch") else hour >= 12
    return (clock,) if fits else ()


WHAT_WORKS = (
    "That could not be read as a date or time. Try “today 1530”, “yest 9pm”, “mon”, “14/9” or “14 Sep 15:30”."
)
