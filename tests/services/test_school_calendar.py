"""The school's calendar: read from files of every kind, checked, kept with a reason, counted by, and its end said."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.school import DaysKind, SchoolDays
from safeguard_app.services import school_calendar, unlock_notices
from safeguard_app.services.calendar_guesses import ChosenEvent, EventIs, as_days, guess
from safeguard_app.services.calendar_reading import (
    MOST_BYTES,
    MOST_EVENTS,
    CalendarEvent,
    NotACalendar,
    read_calendar,
)
from safeguard_app.services.clock_limits import limit_of
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, at

ZONE = ZoneInfo("Europe/London")
AUTUMN = SchoolDays(DaysKind.TERM, "Autumn", date(2026, 9, 3), date(2026, 12, 18))
SPRING = SchoolDays(DaysKind.TERM, "Spring", date(2027, 1, 5), date(2027, 4, 1))
HALF = SchoolDays(DaysKind.HALF_TERM, "", date(2026, 10, 26), date(2026, 10, 30))
INSET = SchoolDays(DaysKind.INSET, "Training", date(2026, 11, 27), date(2026, 11, 27))


def calendar(*events: str) -> bytes:
    made = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{made}END:VCALENDAR\r\n".encode()


def only(content: bytes) -> CalendarEvent:
    found = read_calendar(content, ZONE)
    assert found.left_out == ()
    (event,) = found.events
    return event


@pytest.mark.parametrize(
    ("lines", "first", "last"),
    [
        ("DTSTART;VALUE=DATE:20261026\r\nDTEND;VALUE=DATE:20261031", (2026, 10, 26), (2026, 10, 30)),
        ("DTSTART;VALUE=DATE:20261026", (2026, 10, 26), (2026, 10, 26)),
        ("DTSTART:20261026\r\nDURATION:P5D", (2026, 10, 26), (2026, 10, 30)),
        ("DTSTART:20261026\r\nDURATION:P1W", (2026, 10, 26), (2026, 11, 1)),
        ("DTSTART:20260831T230000Z\r\nDTEND:20260901T100000Z", (2026, 9, 1), (2026, 9, 1)),
        ("DTSTART:20261231T233000Z\r\nDTEND:20270101T003000Z", (2026, 12, 31), (2027, 1, 1)),
        ('DTSTART;TZID="Europe/London":20260903T084500\r\nDTEND:20260904T000000', (2026, 9, 3), (2026, 9, 3)),
        ("DTSTART;TZID=../../etc/passwd:20260903T084500", (2026, 9, 3), (2026, 9, 3)),
        ("DTSTART;VALUE=DATE:20280229\r\nDTEND;VALUE=DATE:20280229", (2028, 2, 29), (2028, 2, 29)),
    ],
)
def test_days_are_those_the_file_means(
    lines: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    event = only(calendar(f"SUMMARY:Half term\r\n{lines}"))
    assert (event.first, event.last) == (date(*first), date(*last))


def test_folded_lines_escapes_and_encodings_are_read() -> None:
    text = "SUMMARY:Autumn\r\n  half\\, te\r\n rm\\nand café\r\nDTSTART:20261026"
    assert only(calendar(text)).title == "Autumn half, term and café"
    as_read = calendar("SUMMARY:Café\nDTSTART:20261026").decode()
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        assert only(as_read.encode(encoding)).title == "Café"
    assert only(as_read.replace("\r\n", "\r").replace("\n", "\r").encode()).title == "Café"


def test_alarms_tasks_and_what_was_called_off_are_no_days() -> None:
    alarm = "BEGIN:VALARM\r\nDTSTART:20300101\r\nSUMMARY:No\r\nEND:VALARM"
    content = calendar(
        f"SUMMARY:INSET\r\n{alarm}\r\nDTSTART:20261127", "SUMMARY:Off\r\nSTATUS:CANCELLED\r\nDTSTART:20261128"
    )
    todo = b"BEGIN:VTODO\r\nSUMMARY:Task\r\nDTSTART:20261130\r\nEND:VTODO\r\nEND:VCALENDAR"
    assert only(content.replace(b"END:VCALENDAR", todo)).title == "INSET"


def test_what_repeats_or_cannot_be_read_is_named_and_left_out() -> None:
    found = read_calendar(
        calendar(
            "SUMMARY:Club\r\nRRULE:FREQ=SECONDLY\r\nDTSTART:20261026",
            "SUMMARY:Odd\r\nDTSTART:20261399",
            "SUMMARY:Endless\r\nDTSTART:20261026\r\nDTEND:20991026",
            "SUMMARY:Ancient\r\nDTSTART:10661014",
            "SUMMARY:Backwards\r\nDTSTART:20261026T100000\r\nDTEND:20261020T100000",
            "SUMMARY:Term\r\nDTSTART:20260903\r\nDTEND:20261219",
        ),
        ZONE,
    )
    assert [event.title for event in found.events] == ["Term"]
    said = " ".join(found.left_out)
    for words in (
        "it repeats: Club",
        "could not be read: Odd",
        "Endless",
        "too far away: Ancient",
        "Backwards",
    ):
        assert words in said


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 100, b"%PDF-1.7", b"BEGIN:VCARD\r\nEND:VCARD", b"x" * (MOST_BYTES + 1), b"\n" * 70_000],
)
def test_what_is_no_calendar_is_said(content: bytes) -> None:
    with pytest.raises(NotACalendar):
        read_calendar(content, ZONE)


def test_very_many_events_have_a_bound_that_is_said() -> None:
    found = read_calendar(
        calendar(*(f"SUMMARY:{n}\r\nDTSTART:20261026" for n in range(MOST_EVENTS + 5))), ZONE
    )
    assert len(found.events) == MOST_EVENTS
    assert "more than 1,000 events" in found.left_out[0]


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))
def test_nothing_in_a_file_ends_the_reading(noise: bytes) -> None:
    content = calendar("SUMMARY:x\r\nDTSTART:20261026").replace(b"SUMMARY:x", noise)
    for event in read_calendar(content, ZONE).events:
        assert event.first <= event.last
        assert "\n" not in event.title


@pytest.mark.parametrize(
    ("title", "days", "expected"),
    [
        ("Autumn Term 2026", 100, EventIs.TERM),
        ("Term starts", 0, EventIs.TERM_BEGINS),
        ("End of term", 0, EventIs.TERM_ENDS),
        ("October half-term", 4, EventIs.HALF_TERM),
        ("INSET day 2", 0, EventIs.INSET),
        ("Sports day", 0, EventIs.LEAVE_OUT),
        ("Year 7 parents: half termly", 0, EventIs.HALF_TERM),
    ],
)
def test_titles_are_guessed_and_a_person_chooses(title: str, days: int, expected: EventIs) -> None:
    first = date(2026, 9, 3)
    assert guess(CalendarEvent(title, first, first + timedelta(days=days))) is expected


def test_first_and_last_days_make_terms_and_a_lonely_one_is_asked_about() -> None:
    began = CalendarEvent("Term starts", date(2026, 9, 3), date(2026, 9, 3))
    ended = CalendarEvent("Term ends", date(2026, 12, 18), date(2026, 12, 18))
    (term,) = as_days([ChosenEvent(ended, EventIs.TERM_ENDS), ChosenEvent(began, EventIs.TERM_BEGINS)])
    assert (term.kind, term.first, term.last) == (DaysKind.TERM, date(2026, 9, 3), date(2026, 12, 18))
    for lonely in (ChosenEvent(began, EventIs.TERM_BEGINS), ChosenEvent(ended, EventIs.TERM_ENDS)):
        with pytest.raises(RuleViolation):
            as_days([lonely])


def test_it_is_kept_as_a_version_with_its_reason_and_counted_by(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()
    clock = session.catalogue.clocks["file-transfer"]
    before = limit_of(session, clock, at("2026-10-22 09:00"))
    assert before.due is not None
    assert before.due.by.date() == date(2026, 10, 29)
    assert "working days" in before.remark
    version = session.vault.school().number
    school_calendar.change(session, (HALF, AUTUMN, INSET, AUTUMN), "Dates published", version=version)
    assert session.school.days == (AUTUMN, HALF, INSET)
    stored = reading.versions(session.vault.daily.connection, session.vault.school().reference)
    assert stored[-1].reason == "Dates published"
    after = limit_of(session, clock, at("2026-10-22 09:00"))
    assert after.due is not None
    assert (after.due.by.date(), after.remark) == (date(2026, 11, 5), "")
    beyond = limit_of(session, clock, at("2026-12-16 09:00"))
    assert "does not reach" in beyond.remark
    again = school_calendar.change(session, (AUTUMN, HALF, INSET), "Why", version=version + 1)
    assert again.said == "Nothing was changed."


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((replace(AUTUMN, last=date(2026, 9, 1)),), "ends before it starts"),
        ((replace(AUTUMN, last=date(2027, 7, 21)),), "longer than any term"),
        ((AUTUMN, replace(SPRING, first=date(2026, 12, 1))), "shares days with another"),
        ((replace(AUTUMN, first=date(1926, 9, 1), last=date(1926, 12, 1)),), "Check the year"),
    ],
)
def test_what_cannot_be_is_named_at_its_entry(days: tuple[SchoolDays, ...], words: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        school_calendar.checked(days)
    assert words in caught.value.fields[f"days{len(days) - 1}"]


def test_its_end_is_said_a_month_ahead_and_a_missing_term_by_name(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()
    assert school_calendar.ends_soon(session) == ""
    assert "No terms are entered" in school_calendar.calendar_view(session).reach.words
    summer = SchoolDays(DaysKind.TERM, "Summer", date(2027, 4, 19), date(2027, 7, 21))
    version = session.vault.school().number
    school_calendar.change(session, (AUTUMN, summer), "Typed", version=version)
    view = school_calendar.calendar_view(session)
    assert "No term from Sat 19 Dec 2026 to Sun 18 Apr 2027" in view.gaps[0]
    assert [year for year, _ in view.years] == ["2026 to 2027"]
    assert view.years[0][1][0].counted == "77 school days"
    school_calendar.change(session, (AUTUMN,), "Typed", version=version + 1)
    made_school.clock.set("2026-11-16 09:00")
    assert not any(line.code == unlock_notices.CALENDAR for line in unlock_notices.notice_lines(session))
    made_school.clock.set("2026-11-17 09:00")
    notice = next(one for one in unlock_notices.notice_lines(session) if one.code == unlock_notices.CALENDAR)
    assert "ends on Fri 18 Dec 2026" in notice.text
    assert school_calendar.calendar_view(session).reach.meaning is StatusMeaning.DUE


def test_a_file_that_cannot_be_read_is_said(made_school: MadeSchool, tmp_path: Path) -> None:
    session = made_school.sign_in()
    with pytest.raises(NotACalendar):
        school_calendar.read_file(session, tmp_path)
    path = tmp_path / "terms.ics"
    path.write_bytes(calendar("SUMMARY:INSET\r\nDTSTART:20261127"))
    assert school_calendar.read_file(session, path).events[0].title == "INSET"


@pytest.mark.parametrize(
    "lines",
    [
        "DTSTART;VALUE=DATE:99991231\r\nDURATION:P9999D",
        "DTSTART;VALUE=DATE:99991231\r\nDTEND;VALUE=DATE:99991231",
        "DTSTART;VALUE=DATE:00010101\r\nDTEND;VALUE=DATE:00010101",
        "DTSTART;VALUE=DATE:20260903\r\nDTEND;VALUE=DATE:00010101",
    ],
)
def test_a_day_at_the_end_of_time_is_left_out_like_any_that_is_wrong(lines: str) -> None:
    """The other events of the file are read all the same."""
    read = read_calendar(calendar(f"SUMMARY:Odd\r\n{lines}", "DTSTART:20260904"), ZONE)
    assert date(2026, 9, 4) in [one.first for one in read.events]
    assert all(one.first >= date(2026, 9, 3) and one.last <= date(2026, 9, 4) for one in read.events)
