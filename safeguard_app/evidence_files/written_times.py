"""The ways in which files write a time, each read to a moment, or to None where the words name none.

With an offset where one is written, else without: the wall clock of wherever the device was. A day without its time of
day is no moment, and neither is a year that no school's record speaks of (a camera whose clock was never set).
"""

import re
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from safeguard_app.domain.moments import EARLIEST_YEAR, LATEST_YEAR

MOST_LETTERS = 100
"""No way of writing a time is longer."""
_LARGEST_OFFSET = 15 * 60
_LEAP_SECOND = 60

_OFFSET = r"(?P<offset>[Zz]|[+-][0-9]{2}:?[0-9]{2})?"
_EXIF = re.compile(
    r"([0-9]{4})[:/.-]([0-9]{2})[:/.-]([0-9]{2})[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)? ?"
    + _OFFSET
)
"""EXIF and ISO 8601 differ in the marks between the numbers only."""
_PDF = re.compile(
    r"(?:D:)?([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})?"
    r"(?:[Zz](?:00'?(?:00'?)?)?|(?P<sign>[+-])(?P<hours>[0-9]{2})'?(?:(?P<minutes>[0-9]{2})'?)?)?"
)
_BROWSER = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([0-9]{1,2}) ([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2})"
    r"(?: (?:GMT|UTC)(?P<offset>[+-][0-9]{4})?)?(?: \([^()]*\))?"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def exif_time(words: str, offset: str = "") -> datetime | None:
    """``2026:10:14 21:07:11`` or ``2026-10-14T21:07:11+01:00``; ``offset``: where it is written apart."""
    found = _EXIF.fullmatch(words.strip()[:MOST_LETTERS])
    if found is None:
        return None
    apart = re.fullmatch(_OFFSET, offset.strip()[:MOST_LETTERS])
    written = found["offset"] or (apart["offset"] if apart else None)
    return _moment(found.groups()[:6], None if written is None else _offset_minutes(written))


def pdf_time(words: str) -> datetime | None:
    """``D:20261014210711+01'00'`` and its shorter forms, down to the minute."""
    found = _PDF.fullmatch(words.strip()[:MOST_LETTERS])
    if found is None:
        return None
    if found["sign"]:
        offset = _offset_minutes(found["sign"] + found["hours"] + (found["minutes"] or "00"))
    else:
        offset = 0 if "z" in words.casefold() else None
    return _moment(found.groups()[:6], offset)


def mail_time(words: str) -> datetime | None:
    """``Wed, 14 Oct 2026 21:07:11 +0100``; ``-0000`` says that the zone is not known (RFC 5322, 3.3)."""
    try:
        moment = parsedate_to_datetime(words[:MOST_LETTERS])
    except (ValueError, IndexError, TypeError, OverflowError):  # it trips over some malformed dates
        return None
    return moment if EARLIEST_YEAR <= moment.year <= LATEST_YEAR else None


def browser_time(words: str) -> datetime | None:
    """``Wed Oct 14 2026 21:07:11 GMT+0100 (British Summer Time)``, as browsers write a date."""
    found = _BROWSER.fullmatch(words.strip()[:MOST_LETTERS])
    if found is None or found[1] not in _MONTHS:
        return None
    numbers = (found[3], str(_MONTHS.index(found[1]) + 1), found[2], found[4], found[5], found[6])
    offset = _offset_minutes(found["offset"]) if found["offset"] else (0 if "GMT" in found[0] else None)
    return _moment(numbers, offset)


def any_time(words: str) -> datetime | None:
    """A time in whichever of these ways it is written."""
    for way in (exif_time, browser_time, pdf_time, mail_time):
        if (moment := way(words)) is not None:
            return moment
    return None


def _offset_minutes(written: str) -> int | None:
    """``+01:00`` or ``Z`` in minutes; None for an offset that no clock has."""
    if written in {"Z", "z"}:
        return 0
    digits = written[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:4])
    if minutes > _LARGEST_OFFSET or int(digits[2:4]) >= 60:
        return None
    return -minutes if written[0] == "-" else minutes


def _moment(numbers: tuple[str | None, ...], offset: int | None) -> datetime | None:
    """Year, month, day, hour, minute and second, where they name a moment."""
    year, month, day, hour, minute, second = (int(number or 0) for number in numbers)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    zone = None if offset is None else timezone(timedelta(minutes=offset))
    try:
        return datetime(year, month, day, hour, minute, min(second, _LEAP_SECOND - 1), tzinfo=zone)
    except ValueError:
        return None
