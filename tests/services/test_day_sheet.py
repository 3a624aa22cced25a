"""The day outside the program: numbers alone, each part by itself, and a calendar file that any calendar can read."""

import re
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.documents.content import PageFrame
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.entries import Action, Note, NoteKind
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import day_sheet, entries, paper
from safeguard_app.services.calendar_reading import read_calendar
from safeguard_app.services.day_sheet import CalendarWish
from safeguard_app.services.paper_views import DaySheetPaper
from safeguard_app.services.session import Session
from safeguard_app.services.today import today
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """A pupil’s case and one about an adult, each with something to do."""
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()
    wren = pupil(session, "Wren Marlow", date(2015, 1, 1))
    child = log_incident(session, "CB", (wren, "target"))
    staff = log_incident(session, "SPC", (adult(session, "Joel Merrin", "Coach"), "adult_of_concern"))
    for record, day in ((child, "2026-10-14"), (staff, "2026-10-15")):
        action = Action("Ring Wren’s mother about Joel", "Miss Abbey", date.fromisoformat(day))
        entries.add_action(session, record, action)
    return session


def text_of(session: Session, part: Compartment) -> str:
    return repr(day_sheet.day_document(session, part, PageFrame("School")))


def test_a_sheet_has_numbers_and_boxes_and_nothing_that_tells(session: Session) -> None:
    sheet = text_of(session, Compartment.DAILY)
    assert "2026-0001: An action. Wed 14 Oct 2026" in sheet
    for told in ("Wren", "Joel", "mother", "Cyberbullying", "contact"):
        assert told not in sheet, told
    other = text_of(session, Compartment.ADULTS)
    assert re.search("2026-[A-Z]-0001: An action", other)
    assert "2026-0001" not in other
    assert not re.search("2026-[A-Z]-", sheet)
    assert "Joel" not in other


def test_a_sheet_is_kept_where_its_readers_are(session: Session) -> None:
    issued = paper.issue(session, DaySheetPaper(Compartment.ADULTS))
    assert issued.document.compartment is Compartment.ADULTS
    assert issued.file_name == "Day sheet.pdf"
    assert paper.preview(session, DaySheetPaper(Compartment.DAILY)).pages == 1


def test_a_calendar_holds_numbers_days_and_the_word_due(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "due.ics"
    said = day_sheet.save_calendar(session, path, CalendarWish(31)).said
    content = path.read_bytes()
    assert content.count(b"BEGIN:VEVENT") == int(said.split()[0])
    for told in (b"Wren", b"Joel", b"mother", b"SPC", b"Coach", b"VALARM"):
        assert told not in content, told
    assert not re.search(rb"2026-[A-Z]-", content)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.endswith(b"END:VCALENDAR\r\n")
    found = read_calendar(content, session.zone)
    assert found.left_out == ()
    assert ("2026-0001: due", "2026-10-14") in [(one.title, one.first.isoformat()) for one in found.events]
    events = reading.events(session.vault.daily.connection, newest=10_000, limit=1)
    assert events[0].event.kind is EventKind.DUE_DATES_SAVED


def test_other_parts_and_reminders_only_for_whoever_asks(session: Session) -> None:
    content, counts = day_sheet.due_calendar(session, CalendarWish(31, others=True, remind=True))
    assert set(counts) == {Compartment.DAILY, Compartment.ADULTS}
    assert content.count(b"BEGIN:VALARM") == content.count(b"BEGIN:VEVENT")
    short, fewer = day_sheet.due_calendar(session, CalendarWish(0, others=True))
    assert sum(fewer.values()) < sum(counts.values())
    assert b"20261014" not in short


def test_somebody_whose_key_opens_one_part_has_one_sheet(made_school: MadeSchool, session: Session) -> None:
    assert len(day_sheet.day_parts(session).parts) > 1
    deputy = made_school.sign_in("deputy")
    assert [part for part, _ in day_sheet.day_parts(deputy).parts] == [Compartment.DAILY]
    content, _ = day_sheet.due_calendar(deputy, CalendarWish(31, others=True))
    assert b"2026-0001" in content
    assert not re.search(rb"2026-[A-Z]-", content)


def test_nothing_due_is_said_and_saved_as_an_empty_calendar(made_school: MadeSchool, tmp_path: Path) -> None:
    session = made_school.sign_in()
    assert "Nothing is late" in text_of(session, Compartment.DAILY)
    assert day_sheet.save_calendar(session, tmp_path / "a.ics", CalendarWish(7)).said.startswith(
        "0 due dates"
    )


def test_numbers_of_today_count_records_to_chase(made_school: MadeSchool, session: Session) -> None:
    record = log_incident(session, "TR", (PersonRef(None, "Ms Nandra"), "target"))
    entries.add_note(session, record, Note(NoteKind.PLATFORM_REPORT, moment("2026-10-12 08:00"), "Reported."))
    made_school.clock.set("2026-10-14 08:30")
    found = today(session)
    assert (found.platforms, found.chases) == (1, 0)
