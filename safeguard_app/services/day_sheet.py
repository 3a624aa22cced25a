"""The day's list outside the program: as a sheet of paper, and as dates for a calendar. Case numbers, no names.

A case number of a part that few people read tells whoever sees it that there is such a case. So each part has a sheet
of its own, kept where its readers are, and a calendar holds other parts' numbers only where somebody asks for them.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from pathlib import Path

from safeguard_app.documents.content import Document, PageFrame
from safeguard_app.documents.day_sheet import DayGroup, DaySheet, to_document
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.incidents import IncidentState
from safeguard_app.services.due import DueItem, due_items, due_of_closed
from safeguard_app.services.incident_lists import all_lines
from safeguard_app.services.labels import entered
from safeguard_app.services.logbook_today import clock_items
from safeguard_app.services.paper_frames import page_frame
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import DaySheetPaper
from safeguard_app.services.part_names import part_name
from safeguard_app.services.session import Changes, Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.system.atomic_files import write_whole

DAY_SHEET_KIND = "day_sheet"
DAY_SHEET_FILE = "Day sheet.pdf"
CALENDAR_FILE = "Due dates.ics"
AHEAD = timedelta(days=7)
_LINE = 74
"""Octets of a line before the one that folds it (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class CalendarWish:
    """What goes into a calendar file: so many days ahead; other parts' numbers or not; a reminder or not."""

    days: int
    others: bool = False
    remind: bool = False


@dataclass(frozen=True, slots=True)
class DayParts:
    """The parts of the log that have a sheet of their own, with their names; the daily log first."""

    parts: tuple[tuple[Compartment, str], ...]


def day_parts(session: Session) -> DayParts:
    """What this user's keys open: a sheet for each."""
    return DayParts(tuple((part.id, part_name(session, part.id)) for part in session.vault))


def due_in(session: Session, parts: Iterable[Compartment]) -> list[DueItem]:
    """Everything due on the open records of some parts, and the clocks of their registers, soonest first."""
    wanted = frozenset(parts)
    items = [
        item
        for reference, line in all_lines(session, IncidentState.NEW, IncidentState.OPEN)
        if reference.compartment in wanted
        for item in due_items(session, reference, line)
    ]
    more = (*due_of_closed(session), *clock_items(session))
    items += [item for item in more if item.reference.compartment in wanted]
    return sorted(items, key=lambda item: item.by)


def day_paper(session: Session, job: DaySheetPaper) -> Prepared:
    """The day sheet of one part, kept where its readers are."""
    frame, copy = page_frame(session, job.part, None, DAY_SHEET_KIND)
    sheet = day_document(session, job.part, frame)
    return Prepared(sheet, job.part, None, DAY_SHEET_KIND, copy, DAY_SHEET_FILE)


def day_document(session: Session, part: Compartment, frame: PageFrame) -> Document:
    """The sheet of one part, as the day stands now. Raises NoKey."""
    session.vault.compartment(part)
    now = session.now().astimezone(session.zone)
    items = due_in(session, (part,))
    ahead = [item for item in items if item.meaning is StatusMeaning.NOTE and item.by <= now + AHEAD]
    groups = (
        DayGroup("Late", _lines(items, StatusMeaning.LATE, session.zone)),
        DayGroup(f"Due on {day_words(now.date())}", _lines(items, StatusMeaning.DUE, session.zone)),
        DayGroup("The next seven days", tuple(_line(item, session.zone) for item in ahead)),
    )
    others = len(session.vault.compartments) > 1
    left_out = "This sheet names nobody, and no kind of concern. Shred it at the end of the day."
    if others:
        left_out += f" It holds case numbers of {part_name(session, part)} only."
    day = day_words(now.date(), long=True)
    return to_document(DaySheet(frame, day, f"Made {entered(session, now)}.", groups, left_out))


def _lines(items: Sequence[DueItem], meaning: StatusMeaning, zone: tzinfo) -> tuple[str, ...]:
    return tuple(_line(item, zone) for item in items if item.meaning is meaning)


def _line(item: DueItem, zone: tzinfo) -> str:
    """ "2026-0042: Ring about a referral. Mon 12 Oct 2026, before 16:00"."""
    late = "" if item.how_late.startswith("in ") else f", {item.how_late}"
    return f"{item.case}: {item.reason or 'A time limit'}. {day_words(item.by.astimezone(zone).date())}{late}"


def due_calendar(session: Session, wish: CalendarWish) -> tuple[bytes, dict[Compartment, int]]:
    """The calendar file, and how many dates of each part stand in it. What is late already is left out."""
    now = session.now().astimezone(session.zone)
    first = datetime.combine(now.date(), time(0), session.zone)
    last = first + timedelta(days=wish.days + 1)
    parts = tuple(part.id for part in session.vault) if wish.others else (Compartment.DAILY,)
    found: dict[tuple[str, str], DueItem] = {}
    for item in due_in(session, parts):
        if first <= item.by < last:
            found.setdefault((item.case, item.by.isoformat()), item)
    counts: dict[Compartment, int] = {}
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Safeguard Log//Due dates//EN", "METHOD:PUBLISH"]
    for item in found.values():
        counts[item.reference.compartment] = counts.get(item.reference.compartment, 0) + 1
        lines += _event(session, item, now, remind=wish.remind)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode(), counts


def save_calendar(session: Session, path: Path, wish: CalendarWish) -> Changes:
    """Write the file where a person chose. Each part whose numbers leave has the event first; it names no folder."""
    content, counts = due_calendar(session, wish)
    for part, count in counts.items() or ((Compartment.DAILY, 0),):
        compartment = session.vault.compartment(part)
        facts = {"dates": count, "days": wish.days}
        compartment.note(EventKind.DUE_DATES_SAVED, session.user.id, session.now(), facts=facts)
    write_whole(path, content)
    return Changes(said=f"{count_words(sum(counts.values()), 'due date')} saved as a calendar file.")


def _event(session: Session, item: DueItem, now: datetime, *, remind: bool) -> list[str]:
    """One date: a limit that ends with a day stands on that day, one with a time in the quarter of an hour before."""
    by = item.by.astimezone(session.zone)
    whole_day = by.time() >= time(23, 58)
    seed = f"{session.vault.file.vault_id}|{item.reference.id}|{item.text}|{item.action}"
    uid = hashlib.sha256(seed.encode()).hexdigest()[:32]
    lines = ["BEGIN:VEVENT", f"UID:{uid}@safeguard-log", f"DTSTAMP:{_utc(now)}"]
    if whole_day:
        following = by.date() + timedelta(days=1)
        lines += [f"DTSTART;VALUE=DATE:{by:%Y%m%d}", f"DTEND;VALUE=DATE:{following:%Y%m%d}"]
    else:
        lines += [f"DTSTART:{_utc(by - timedelta(minutes=15))}", f"DTEND:{_utc(by)}"]
    lines += [f"SUMMARY:{item.case}: due", "CLASS:PRIVATE", "TRANSP:TRANSPARENT"]
    if remind:
        trigger = "PT8H" if whole_day else "-PT1H"
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Due", f"TRIGGER:{trigger}", "END:VALARM"]
    return [*lines, "END:VEVENT"]


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> str:
    """Every line here is ASCII; a long one goes on in the next, which begins with a blank."""
    return "\r\n ".join(line[start : start + _LINE] for start in range(0, len(line), _LINE))
