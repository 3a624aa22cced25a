"""The school's calendar: terms, half terms and days closed to pupils, typed or read from a file, and how far it goes.

Kept with the school's details, so that every change is a version with its reason. Limits in school days are counted
by it; where it does not reach, they are counted in working days, which is sooner than needed and never later.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.bank_holidays import bank_holidays_between
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.school import DaysKind, SchoolDays
from safeguard_app.domain.text_rules import NAME_LIMIT
from safeguard_app.services.calendar_reading import (
    EARLIEST,
    LATEST,
    LONGEST_EVENT,
    MOST_BYTES,
    NotACalendar,
    ReadCalendar,
    read_calendar,
)
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.labels import today
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.system.problems import InTheCloud
from safeguard_app.system.regular_files import open_regular, require_here

KIND_WORDS = {
    DaysKind.TERM: "Term",
    DaysKind.HALF_TERM: "Half term",
    DaysKind.INSET: "INSET",
    DaysKind.CLOSED: "Closed for another reason",
}
MOST_DAYS = 300
"""More entries than many years of terms have."""
ENDS_SOON = timedelta(days=31)
_DAY = timedelta(days=1)
_LONGEST_TERM = timedelta(days=160)


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """One entry in words: what it is, when, and how many days pupils are in."""

    days: SchoolDays
    name: str
    when: str
    counted: str


@dataclass(frozen=True, slots=True)
class CalendarView:
    """The calendar by school year, how far it reaches, and where a term is missing."""

    version: int
    days: tuple[SchoolDays, ...]
    years: tuple[tuple[str, tuple[CalendarLine, ...]], ...]
    reach: StatusLine
    gaps: tuple[str, ...]


def calendar_view(session: Session) -> CalendarView:
    """The calendar as it stands."""
    days = session.school.days
    return CalendarView(
        session.vault.school().number,
        days,
        _by_year(session, days),
        _reach(session, days),
        _gap_words(session, days),
    )


def preview(session: Session, days: Sequence[SchoolDays]) -> CalendarView:
    """What the calendar would be with these entries; nothing is kept. Raises RuleViolation."""
    kept = checked(days)
    return CalendarView(
        session.vault.school().number,
        kept,
        _by_year(session, kept),
        _reach(session, kept),
        _gap_words(session, kept),
    )


def change(session: Session, days: Sequence[SchoolDays], reason: str, *, version: int) -> Changes:
    """Keep another calendar as a further version of the school's details. Raises RuleViolation, StaleVersion."""
    cleaning = Cleaning()
    why = cleaning.line(reason, "reason", needed="Say why, such as “Dates of 2027 to 2028 published”.")
    cleaning.finish()
    kept = checked(days)
    stored = session.vault.school()
    if kept == stored.content.days:
        return Changes(said="Nothing was changed.")
    with session.vault.daily.write(EventKind.SCHOOL_CHANGED, session.user.id, session.now()) as work:
        work.put(stored.reference.id, replace(stored.content, days=kept), reason=why, replacing=version)
    session.refresh()
    return changed(stored.reference, kinds=(RecordKind.SCHOOL,), said="The school’s calendar is saved.")


def read_file(session: Session, path: Path) -> ReadCalendar:
    """The events of a calendar file that a person chose. Raises a KnownProblem that says what is in the way."""
    try:
        require_here(path)
        with open_regular(path) as file:
            content = file.read(MOST_BYTES + 1)
    except InTheCloud:
        raise
    except OSError as error:
        raise NotACalendar("This file could not be read. Nothing was taken from it.") from error
    return read_calendar(content, session.zone)


def checked(days: Sequence[SchoolDays]) -> tuple[SchoolDays, ...]:
    """Entries as they may be kept, in their order. Raises RuleViolation naming each by its place: ``days3``."""
    cleaning = Cleaning()
    if len(days) > MOST_DAYS:
        raise RuleViolation(
            {"days": f"A calendar has at most {MOST_DAYS} entries. Take out years long gone."}
        )
    made = []
    for place, one in enumerate(days):
        name = cleaning.line(one.name, f"days{place}", NAME_LIMIT)
        if fault := _fault(one):
            cleaning.say(f"days{place}", fault)
        made.append(replace(one, name=name))
    for place, one in enumerate(made):
        other = next((two for two in made[:place] if _overlap(one, two) and two != one), None)
        if other is not None:
            cleaning.say(f"days{place}", f"This term shares days with another, {_span(other)}.")
    cleaning.finish()
    return tuple(
        sorted(dict.fromkeys(made), key=lambda one: (one.first, one.kind is not DaysKind.TERM, one.last))
    )


def ends_soon(session: Session) -> str:
    """What Today says a month before the calendar ends, and from then on; empty while there is none, or more."""
    ends = session.school.calendar.ends
    if ends is None or ends - today(session) > ENDS_SOON:
        return ""
    ending = "ends" if ends >= today(session) else "ended"
    return (
        f"The school’s calendar {ending} on {day_words(ends)}. Limits in school days after that are counted in "
        "working days, which is sooner than needed. Enter the next terms in Settings."
    )


def _fault(one: SchoolDays) -> str:
    if one.last < one.first:
        return "This ends before it starts. Check both days."
    if one.first < EARLIEST or one.last > LATEST:
        return "Check the year."
    if one.kind is DaysKind.TERM and one.last - one.first > _LONGEST_TERM:
        return "This is longer than any term. Enter each term of the year by itself."
    return "Check both days." if one.last - one.first > LONGEST_EVENT else ""


def _overlap(one: SchoolDays, two: SchoolDays) -> bool:
    both = one.kind is DaysKind.TERM and two.kind is DaysKind.TERM
    return both and one.period.overlaps(two.period)


def _by_year(
    session: Session, days: Sequence[SchoolDays]
) -> tuple[tuple[str, tuple[CalendarLine, ...]], ...]:
    years: dict[int, list[CalendarLine]] = {}
    for one in days:
        began = one.first.year if one.first.month >= 8 else one.first.year - 1
        years.setdefault(began, []).append(_line(session, one, days))
    return tuple((f"{year} to {year + 1}", tuple(lines)) for year, lines in sorted(years.items()))


def _line(session: Session, one: SchoolDays, days: Sequence[SchoolDays]) -> CalendarLine:
    counted = ""
    if one.kind is DaysKind.TERM:
        calendar = replace(session.school, days=tuple(days)).calendar
        closed = bank_holidays_between(session.nation, one.first.year, one.last.year)
        length = (one.last - one.first).days + 1
        open_days = sum(calendar.is_open(one.first + n * _DAY, closed) for n in range(length))
        counted = count_words(open_days, "school day")
    kind = KIND_WORDS[one.kind]
    name = f"{kind}: {one.name}" if one.name and one.name.casefold() != kind.casefold() else kind
    return CalendarLine(one, name, _span(one), counted)


def _span(one: SchoolDays) -> str:
    if one.first == one.last:
        return day_words(one.first)
    return f"{day_words(one.first, year=one.first.year != one.last.year)} to {day_words(one.last)}"


def _reach(session: Session, days: Sequence[SchoolDays]) -> StatusLine:
    ends = replace(session.school, days=tuple(days)).calendar.ends
    if ends is None:
        return StatusLine(
            StatusMeaning.NOTE,
            "No terms are entered. Limits in school days are counted in working days, which is sooner than needed.",
        )
    late = ends - today(session) <= ENDS_SOON
    ending = "ends" if ends >= today(session) else "ended"
    words = f"The calendar {ending} on {day_words(ends)}. Limits in school days after that are counted in working days."
    return StatusLine(StatusMeaning.DUE if late else StatusMeaning.DONE, words)


def _gap_words(session: Session, days: Sequence[SchoolDays]) -> tuple[str, ...]:
    gaps = replace(session.school, days=tuple(days)).calendar.gaps()
    return tuple(
        f"No term from {day_words(gap.start)} to {day_words(gap.end)}. If there is one, enter it: limits in "
        "school days across these are counted in working days."
        for gap in gaps
        if gap.start is not None and gap.end is not None
    )
