"""Reading a day that lies ahead: "fri" is the coming Friday, "14/9" the next fourteenth of September."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from safeguard_app.domain import typed_time
from safeguard_app.domain.moments import Moment

_WEEKDAY = re.compile(r"\s*(?:next\s+|this\s+)?(?P<day>mon|tue|wed|thu|fri|sat|sun)[a-z]*\s*", re.IGNORECASE)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_ahead(text: str, now: datetime, zone: tzinfo) -> typed_time.Understanding:
    """What ``text`` means for something that is still to be done. What has passed is moved to its next time."""
    found = _WEEKDAY.fullmatch(text)
    today = now.astimezone(zone).date()
    if found is not None:
        days = (_DAYS.index(found["day"].lower()) - today.weekday() - 1) % 7 + 1
        day = today + timedelta(days=days)
        read = typed_time.understand(f"{day.day}/{day.month}/{day.year}", now, zone)
    else:
        read = typed_time.understand(text, now, zone)
        if read.moment is not None and _passed(read.moment, now) and not re.search(r"[0-9]{4}", text):
            read = replace(read, moment=_a_year_on(read.moment))
        read = _still_to_come(read, now)
    return replace(read, in_future=False)


def _still_to_come(read: typed_time.Understanding, now: datetime) -> typed_time.Understanding:
    """Asked which of two years a day means, the one that has passed is none of them; it is said back all the same."""
    coming = [choice for choice in read.choices if not _passed(choice.moment, now)]
    if len(read.choices) < 2 or len(coming) != 1:
        return read
    (only,) = coming
    return typed_time.Understanding(typed_time.Outcome.UNDERSTOOD, f"{only.label}.", only.moment)


def ahead_reader(clock: Callable[[], datetime], zone: tzinfo) -> Callable[[str], typed_time.Understanding]:
    """The reader of one log."""

    def read(text: str) -> typed_time.Understanding:
        return read_ahead(text, clock(), zone)

    return read


def past_reader(clock: Callable[[], datetime], zone: tzinfo) -> Callable[[str], typed_time.Understanding]:
    """The reader of what has happened."""

    def read(text: str) -> typed_time.Understanding:
        return typed_time.understand(text, clock(), zone)

    return read


def _passed(moment: Moment, now: datetime) -> bool:
    last = moment.end or moment.start
    return last is not None and last < now - timedelta(days=60)


def _a_year_on(moment: Moment) -> Moment:
    return replace(moment, start=_later(moment.start), end=_later(moment.end))


def _later(at: datetime | None) -> datetime | None:
    if at is None:
        return None
    leap_day = at.month == 2 and at.day == 29
    return at.replace(year=at.year + 1, day=28) if leap_day else at.replace(year=at.year + 1)
