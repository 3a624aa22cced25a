"""Reading a calendar file (iCalendar, RFC 5545) for the dates of terms: days with a title each, and nothing else.

The file comes from outside, so everything has a bound, and what is not understood is named and left out, never guessed.
Only events are read, and of them title, first day and last day. Repeating events are not worked out: term dates are
none, and a rule in one could mean a great many days.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.text_rules import as_line

MOST_BYTES = 1_000_000
MOST_EVENTS = 1_000
MOST_LINES = 60_000
LONGEST_EVENT = timedelta(days=400)
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
_TITLE_LIMIT = 100
_MOST_NAMED = 5
_DAY = timedelta(days=1)
_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII)
_TIME = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})(Z?)", re.ASCII)
_DURATION = re.compile(r"P(?:(?P<weeks>\d{1,3})W|(?:(?P<days>\d{1,4})D)?(?:T[0-9HMS]{2,12})?)", re.ASCII)
_ESCAPES = {"n": " ", "N": " ", ",": ",", ";": ";", "\\": "\\"}


class NotACalendar(KnownProblem):
    """What was chosen is no calendar file that can be read."""

    code = "not_a_calendar"
    sentence = "This is not a calendar file that can be read. Nothing was taken from it."
    next_step = "Choose a file that ends in .ics, or type the dates."


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event of the file: its title and its days, both ends included."""

    title: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """What was read, by day; and in a sentence each, what was left out and why."""

    events: tuple[CalendarEvent, ...]
    left_out: tuple[str, ...]


def read_calendar(content: bytes, zone: tzinfo) -> ReadCalendar:
    """The events of a calendar file. ``zone`` is the school's own. Raises :class:`NotACalendar`."""
    if len(content) > MOST_BYTES:
        raise NotACalendar(
            f"This file is larger than {MOST_BYTES // 1_000_000} MB. A calendar of term dates is far smaller. "
            "Nothing was taken from it."
        )
    lines = _unfolded(_decoded(content))
    if not lines or lines[0].upper() != "BEGIN:VCALENDAR":
        raise NotACalendar
    found, faults = set[CalendarEvent](), dict[str, list[str]]()
    for number, event in enumerate(_events(lines)):
        if number >= MOST_EVENTS:
            faults.setdefault(f"there are more than {MOST_EVENTS:,} events", []).append("the rest")
            break
        read = _event(event, zone)
        if isinstance(read, CalendarEvent):
            found.add(read)
        elif read[1]:
            faults.setdefault(read[1], []).append(read[0])
    events = tuple(sorted(found, key=lambda one: (one.first, one.last, one.title)))
    return ReadCalendar(events, tuple(_fault_words(why, titles) for why, titles in faults.items()))


def _decoded(content: bytes) -> str:
    """UTF-8 as the standard says; what other programs write is understood as well."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace").lstrip("\ufeff")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _unfolded(text: str) -> list[str]:
    """Whole lines: one that begins with a blank goes on with the one before."""
    made: list[list[str]] = []
    for count, line in enumerate(re.split(r"\r\n|\n|\r", text)):
        if count > MOST_LINES:
            raise NotACalendar
        if line[:1] in {" ", "\t"} and made:
            made[-1].append(line[1:])
        elif line.strip():
            made.append([line.strip()])
    return ["".join(parts) for parts in made]


def _events(lines: list[str]) -> Iterator[dict[str, tuple[str, str]]]:
    """The properties of each event: parameters and value by name. What is within an event, such as alarms, is not."""
    inside: list[str] = []
    event: dict[str, tuple[str, str]] = {}
    for line in lines:
        name, params, value = _property(line)
        if name == "BEGIN":
            inside.append(value.upper())
            if inside[-1] == "VEVENT":
                event = {}
        elif name == "END" and inside:
            if inside.pop() == "VEVENT" == value.upper():
                yield event
        elif inside and inside[-1] == "VEVENT":
            event.setdefault(name, (params, value))


def _property(line: str) -> tuple[str, str, str]:
    """``NAME;PARAMETERS:VALUE``; a colon within quotes belongs to the parameters."""
    quoted = False
    for place, sign in enumerate(line):
        if sign == '"':
            quoted = not quoted
        elif sign == ":" and not quoted:
            name, _, params = line[:place].partition(";")
            return name.upper(), params.upper(), line[place + 1 :]
    return "", "", ""


def _event(event: dict[str, tuple[str, str]], zone: tzinfo) -> CalendarEvent | tuple[str, str]:
    """The event, or its title with why it is left out; no reason where it was called off."""
    title = _title(event.get("SUMMARY", ("", ""))[1])
    if event.get("STATUS", ("", ""))[1].upper() == "CANCELLED":
        return title, ""
    if any(name in event for name in ("RRULE", "RDATE")):
        return title, "it repeats"
    first = _day(event.get("DTSTART"), zone)
    if first is None:
        return title, "its day could not be read"
    if not EARLIEST <= first <= LATEST:
        return title, "it lies too far away"
    last = _last(event, first, zone)
    if last is None or last < first or last - first > LONGEST_EVENT:
        return title, "its last day could not be read"
    if last > LATEST:
        return title, "it lies too far away"
    return CalendarEvent(title, first, last)


def _title(value: str) -> str:
    plain = re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), value)
    words = " ".join(as_line(plain).split())
    return (words if len(words) <= _TITLE_LIMIT else words[: _TITLE_LIMIT - 1] + "…") or "Without a title"


def _last(event: dict[str, tuple[str, str]], first: date, zone: tzinfo) -> date | None:
    """The last day. The end of an event is the first moment after it."""
    if "DTEND" in event:
        end = event["DTEND"]
        if _DATE.fullmatch(end[1].strip()):
            day = _day(end, zone)
            if day is None:
                return None
            return day - _DAY if day > first else first
        moment = _moment(end, zone)
        if moment is None:
            return None
        at_midnight = moment.time() == time(0) and moment.date() > first
        return moment.date() - _DAY if at_midnight else moment.date()
    if "DURATION" in event:
        found = _DURATION.fullmatch(event["DURATION"][1].strip().upper())
        if found is None:
            return None
        days = 7 * int(found["weeks"] or 0) + int(found["days"] or 0)
        return first + max(0, days - 1) * _DAY
    return first


def _day(given: tuple[str, str] | None, zone: tzinfo) -> date | None:
    if given is None:
        return None
    found = _DATE.fullmatch(given[1].strip())
    if found is None:
        moment = _moment(given, zone)
        return moment.date() if moment is not None else None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def _moment(given: tuple[str, str], zone: tzinfo) -> datetime | None:
    """A time as the school's clocks show it. Without a Z it is as written: a school's calendar is in its own time."""
    found = _TIME.fullmatch(given[1].strip())
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    try:
        written = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None
    if not EARLIEST <= written.date() <= LATEST:
        return None
    return written.astimezone(zone).replace(tzinfo=None) if found[7] else written.replace(tzinfo=None)


def _fault_words(why: str, titles: list[str]) -> str:
    more = len(titles) - _MOST_NAMED
    named = ", ".join(titles[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    return f"Left out, because {why}: {named}."
