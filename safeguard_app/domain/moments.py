"""When something happened, as well as it is known: exactly, about, between, or not known.

A moment always carries a range of instants, never a guess inside it. Ordering helpers answer "certainly before",
"certainly after" or "cannot be told". Datetimes are aware, with the local offset of their day as a fixed offset, so
that a record reads back from JSON exactly as it was written.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum

from safeguard_app.domain.date_words import day_range_words, day_words
from safeguard_app.domain.errors import RuleViolation

MINUTE = timedelta(minutes=1)
ABOUT_TIME_MARGIN = timedelta(hours=2)
"""How far "about 23:30" may reach past its own day. Within the day it may be any time."""
ABOUT_DAY_MARGIN = timedelta(days=1)
"""How far "about 19 September" may reach: the day before to the day after."""


EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
"""Years a school's record can speak of; anything else is a slip of the finger."""


class Precision(StrEnum):
    """How well a moment is known."""

    EXACT = "exact"
    ABOUT = "about"
    BETWEEN = "between"
    UNKNOWN = "unknown"


class Grain(StrEnum):
    """Whether a moment names a minute or whole days."""

    MINUTE = "minute"
    DAY = "day"


class Order(StrEnum):
    """How two moments stand to each other."""

    BEFORE = "before"
    AFTER = "after"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened, and how well that is known.

    ``start`` and ``end`` by precision and grain (both included, to the minute):
    exact or about a time: ``start``, no ``end``; exact or about a day: 00:00 to 23:59 of that day;
    between times: both; between days: 00:00 of the first to 23:59 of the last; unknown: neither.
    ``source`` says who said so or what it rests on ("as shown on the screenshot"). Build with the functions below.
    """

    start: datetime | None = None
    end: datetime | None = None
    precision: Precision = Precision.UNKNOWN
    grain: Grain = Grain.MINUTE
    source: str = ""

    @property
    def is_known(self) -> bool:
        """Whether anything at all is known of the time."""
        return self.start is not None


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of instants in UTC: ``earliest`` is in it, ``stop`` is the first instant after it.

    None means that the range is open on that side.
    """

    earliest: datetime | None
    stop: datetime | None


def not_known(source: str = "") -> Moment:
    """A moment of which nothing is known."""
    return Moment(source=source)


NOT_KNOWN = not_known()
"""One for the fields of records that came later than the record."""


def exactly(at: datetime, source: str = "") -> Moment:
    """A moment known to the minute. ``at`` must be aware."""
    return Moment(to_minute(at), None, Precision.EXACT, Grain.MINUTE, source)


def about(at: datetime, source: str = "") -> Moment:
    """A time that is only roughly known. ``at`` must be aware."""
    return Moment(to_minute(at), None, Precision.ABOUT, Grain.MINUTE, source)


def between(start: datetime, end: datetime, source: str = "") -> Moment:
    """Some time from ``start`` to ``end``, both aware."""
    return Moment(to_minute(start), to_minute(end), Precision.BETWEEN, Grain.MINUTE, source)


def on_day(day: date, zone: tzinfo, source: str = "") -> Moment:
    """Some time on one known day."""
    return Moment(day_start(day, zone), day_end(day, zone), Precision.EXACT, Grain.DAY, source)


def about_day(day: date, zone: tzinfo, source: str = "") -> Moment:
    """On or near a day."""
    return Moment(day_start(day, zone), day_end(day, zone), Precision.ABOUT, Grain.DAY, source)


def between_days(first: date, last: date, zone: tzinfo, source: str = "") -> Moment:
    """Some time from the first day to the last."""
    return Moment(day_start(first, zone), day_end(last, zone), Precision.BETWEEN, Grain.DAY, source)


def to_minute(at: datetime) -> datetime:
    """Drop seconds, and turn a named zone into the fixed offset of that instant. Naive input is a bug."""
    offset = at.utcoffset()
    if offset is None:
        raise ValueError("a moment needs an offset")
    return at.replace(second=0, microsecond=0, tzinfo=timezone(offset), fold=0)


def day_start(day: date, zone: tzinfo) -> datetime:
    """The first minute of a local day."""
    clock = time(0, 0)
    while not (found := at_wall_clock(day, clock, zone)):
        clock = (datetime.combine(day, clock) + MINUTE).time()
    return found[0]


def day_end(day: date, zone: tzinfo) -> datetime:
    """The last minute of a local day."""
    return to_minute((day_start(day + timedelta(days=1), zone) - MINUTE).astimezone(zone))


def at_wall_clock(day: date, clock: time, zone: tzinfo) -> tuple[datetime, ...]:
    """Every instant of ``day`` at which a local clock showed ``clock``, in order: usually one.

    Two in the hour repeated when the clocks go back; none in the hour skipped when they go forward. The caller
    must notice both and ask.
    """
    naive = datetime.combine(day, clock)
    found: list[datetime] = []
    for fold in (0, 1):
        at = naive.replace(tzinfo=zone, fold=fold)
        shown = at.astimezone(UTC).astimezone(zone)
        fixed = to_minute(at)
        if shown.replace(tzinfo=None) == naive and fixed not in found:
            found.append(fixed)
    return tuple(sorted(found))


def span_of(moment: Moment) -> Span:
    """The range of instants a moment may mean, in UTC; "about" is widened, never narrowed."""
    if moment.start is None:
        return Span(None, None)
    last = moment.end if moment.end is not None else moment.start
    first, stop = moment.start, last + MINUTE
    if moment.precision is Precision.ABOUT and moment.grain is Grain.DAY:
        first, stop = first - ABOUT_DAY_MARGIN, stop + ABOUT_DAY_MARGIN
    elif moment.precision is Precision.ABOUT:
        first, stop = _whole_day_and_margin(first)
    return Span(first.astimezone(UTC), stop.astimezone(UTC))


def _whole_day_and_margin(at: datetime) -> tuple[datetime, datetime]:
    midnight = at.replace(hour=0, minute=0)
    return (
        min(midnight, at - ABOUT_TIME_MARGIN),
        max(midnight + timedelta(days=1), at + ABOUT_TIME_MARGIN + MINUTE),
    )


def order(first: Moment, second: Moment) -> Order:
    """Whether ``first`` certainly came before or after ``second``; UNKNOWN when their ranges touch."""
    one, two = span_of(first), span_of(second)
    if one.stop is not None and two.earliest is not None and one.stop <= two.earliest:
        return Order.BEFORE
    if two.stop is not None and one.earliest is not None and two.stop <= one.earliest:
        return Order.AFTER
    return Order.UNKNOWN


def certainly_before(first: Moment, second: Moment) -> bool:
    """Whether every instant ``first`` may mean lies before every instant of ``second``."""
    return order(first, second) is Order.BEFORE


def days_of(moment: Moment, zone: tzinfo) -> tuple[date, date] | None:
    """The first and last local day a moment may mean, "about" widened; None when it is not known."""
    span = span_of(moment)
    if span.earliest is None or span.stop is None:
        return None
    return span.earliest.astimezone(zone).date(), (span.stop - MINUTE).astimezone(zone).date()


def sort_key(moment: Moment) -> tuple[bool, datetime, datetime]:
    """For lists: by the stated start, then the stated end; moments that are not known come last."""
    if moment.start is None:
        return (True, _LAST, _LAST)
    return (False, moment.start.astimezone(UTC), (moment.end or moment.start).astimezone(UTC))


_LAST = datetime.max.replace(tzinfo=UTC)


def describe(moment: Moment, zone: tzinfo, *, long: bool = False) -> str:
    """A moment in words: "Sat 19 Sep 2026, about 19:00", "between Mon 14 Sep and Fri 16 Oct 2026", "not known".

    ``long`` gives "Saturday 19 September 2026". Whole days are those of the offset they were entered with. A time in
    the hour that comes twice when the clocks go back carries the name of its zone.
    """
    if moment.start is None:
        return "not known"
    if moment.grain is Grain.DAY:
        return _describe_days(moment, moment.start, long=long)
    start = moment.start.astimezone(zone)
    if moment.precision is Precision.BETWEEN and moment.end is not None:
        end = moment.end.astimezone(zone)
        if start.date() == end.date():
            return f"{day_words(start, long=long)}, between {clock_words(start)} and {clock_words(end)}"
        first, last = (f"{day_words(at, long=long)}, {clock_words(at)}" for at in (start, end))
        return f"between {first} and {last}"
    roughly = "about " if moment.precision is Precision.ABOUT else ""
    return f"{day_words(start, long=long)}, {roughly}{clock_words(start)}"


def _describe_days(moment: Moment, start: datetime, *, long: bool) -> str:
    end = moment.end or start
    if moment.precision is Precision.BETWEEN and end.date() != start.date():
        return f"between {day_range_words(start.date(), end.date(), long=long)}"
    roughly = "about " if moment.precision is Precision.ABOUT else ""
    return f"{roughly}{day_words(start, long=long)}"


def clock_words(at: datetime) -> str:
    """ "19:00", or "01:30 BST" in the hour that the clocks show twice. ``at`` in the zone it is to be shown in."""
    shown = f"{at.hour:02d}:{at.minute:02d}"
    zone = at.tzinfo
    changes = zone is not None and at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()
    twice = changes and zone is not None and len(at_wall_clock(at.date(), time(at.hour, at.minute), zone)) > 1
    return f"{shown} {at.tzname()}" if twice else shown


def check_moment(moment: Moment, field: str) -> None:
    """Refuse a moment whose parts do not fit its precision, naming ``field``."""
    if sentence := _fault(moment):
        raise RuleViolation({field: sentence})


def _fault(moment: Moment) -> str:
    start, end = moment.start, moment.end
    if any(at is not None and at.utcoffset() is None for at in (start, end)):
        return "This time has no time zone. Enter it again."
    if moment.precision is Precision.UNKNOWN:
        return "" if start is None and end is None else "A time that is not known cannot carry a date."
    if any(at is not None and not EARLIEST_YEAR <= at.year <= LATEST_YEAR for at in (start, end)):
        return "Check the year."
    if start is None:
        return "Enter when this was, or choose “not known”."
    needs_end = moment.precision is Precision.BETWEEN or moment.grain is Grain.DAY
    if needs_end and end is None:
        return "Enter both the earliest and the latest time it could have been."
    if not needs_end and end is not None:
        return "One time has two ends. Choose “between” if it is a range."
    if end is not None and end < start:
        return "The latest time is before the earliest. Swap them or correct one."
    if moment.grain is Grain.DAY and end is not None and not _whole_days(moment, start, end):
        return "One date cannot span several days. Choose “between”."
    return ""


def _whole_days(moment: Moment, start: datetime, end: datetime) -> bool:
    """One day unless "between"; hours are not compared, because a zone may skip midnight."""
    return moment.precision is Precision.BETWEEN or start.date() == end.date()
