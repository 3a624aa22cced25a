"""The school's calendar in Settings: typed row by row, read from a file, seen before it counts, refused in words."""

from pathlib import Path

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.school import DaysKind, SchoolDays
from safeguard_app.system.settings import Settings
from safeguard_app.ui.settings.calendar_panels import CalendarPanel, EventsPanel
from safeguard_app.ui.settings.settings_presenter import SettingsPresenter
from safeguard_app.ui.shell.page import PageKey
from tests.services.test_school_calendar import calendar
from tests.ui.accessibility import check_page
from tests.ui.demo_fixture import Work
from tests.ui.keyboard import press, write
from tests.ui.settings.test_settings import words

FILE = calendar(
    "SUMMARY:Term starts\r\nDTSTART;VALUE=DATE:20270105",
    "SUMMARY:End of term\r\nDTSTART;VALUE=DATE:20270401",
    "SUMMARY:Half term\r\nDTSTART;VALUE=DATE:20270215\r\nDTEND;VALUE=DATE:20270220",
    "SUMMARY:Choir\r\nRRULE:FREQ=WEEKLY\r\nDTSTART;VALUE=DATE:20270106",
    "SUMMARY:Concert\r\nDTSTART:20270310T180000",
)


@pytest.fixture
def page(work: Work) -> SettingsPresenter:
    """Settings of the demo school."""
    session, tasks = work.demo.session, work.demo.tasks
    presenter = SettingsPresenter(session, tasks, work.messages, Settings())
    work.show(PageKey.SETTINGS, presenter)
    work.settle()
    return presenter


def days_of(work: Work) -> tuple[SchoolDays, ...]:
    return work.demo.session.school.days


def editing(page: SettingsPresenter) -> CalendarPanel:
    panel = page.page.calendar_section.panel
    assert isinstance(panel, CalendarPanel)
    return panel


def test_a_term_is_typed_with_the_keyboard_seen_and_saved(work: Work, page: SettingsPresenter) -> None:
    section = page.page.calendar_section
    assert "No terms are entered" in words(work)
    section.change_button.setFocus()
    press("Space")
    row = editing(page).rows.rows()[0]
    row.name.setFocus()
    write("Spring")
    row.first.setFocus()
    write("5/1/2027")
    row.last.setFocus()
    write("1/4/2027")
    editing(page)._ask_preview()
    work.settle()
    assert "Term: Spring" in words(work)
    assert "61 school days" in words(work)
    assert days_of(work) == ()
    check_page(work.window)
    assert work.clipped() == []
    editing(page).reason.setFocus()
    write("Dates published")
    press("Ctrl+Enter")
    work.settle()
    assert section.panel is None
    (term,) = days_of(work)
    assert (term.kind, term.name) == (DaysKind.TERM, "Spring")
    assert work.events(EventKind.SCHOOL_CHANGED) == 1


def test_a_file_is_read_each_event_is_said_to_be_something_and_nothing_counts_before(
    work: Work, page: SettingsPresenter, tmp_path: Path
) -> None:
    path = tmp_path / "terms.ics"
    path.write_bytes(FILE)
    page.calendar.choose_file = lambda _over, chosen: chosen(path)
    page.page.calendar_section.file_button.click()
    work.settle()
    panel = page.page.calendar_section.panel
    assert isinstance(panel, EventsPanel)
    assert "it repeats: Choir" in words(work)
    check_page(work.window)
    said = [box.value() for _, box in panel.choices]
    assert said == ["term_begins", "half_term", "leave_out", "term_ends"]
    panel.submit()
    work.settle()
    made = editing(page)
    assert [row.name.text() for row in made.rows.rows()] == ["Term starts", "Half term"]
    assert days_of(work) == ()
    made.submit()
    work.settle()
    assert [one.kind for one in days_of(work)] == [DaysKind.TERM, DaysKind.HALF_TERM]


def test_a_file_that_is_none_is_said_and_a_row_without_a_day_keeps_its_words(
    work: Work, page: SettingsPresenter, tmp_path: Path
) -> None:
    path = tmp_path / "letter.ics"
    path.write_bytes(b"Dear parents")
    page.calendar.choose_file = lambda _over, chosen: chosen(path)
    page.page.calendar_section.file_button.click()
    work.settle()
    assert "not a calendar file" in words(work)
    page.page.calendar_section.change_button.click()
    row = editing(page).rows.rows()[0]
    row.name.setText("Autumn")
    row.first._date.set_text("whenever")
    editing(page).reason.setText("Typed")
    editing(page).submit()
    work.settle()
    assert "Entry 1: This date was not understood" in editing(page).errors.links()[0].text()
    assert row.name.text() == "Autumn"
    assert work.events(EventKind.SCHOOL_CHANGED) == 0
