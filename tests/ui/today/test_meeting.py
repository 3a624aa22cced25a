"""The meeting with the Headteacher by keyboard: gone through, noted, recorded, taken back; words kept; the agenda."""

from datetime import date
from functools import partial

import pytest

from safeguard_app.domain.entries import Decision, DecisionKind, NoteKind
from safeguard_app.domain.head_meetings import Tile
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.moments import exactly
from safeguard_app.services import entries, form_drafts, head_meetings
from safeguard_app.services.form_drafts import FormName
from safeguard_app.services.head_meetings import MeetingView
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.today.meeting_page import MeetingPage
from tests.services.conftest import adult, log_incident, pupil
from tests.services.test_declarations import declared
from tests.ui.accessibility import check_page
from tests.ui.keyboard import focused, press, write
from tests.ui.today.conftest import TodayDesk


def _something_to_meet_about(at: TodayDesk) -> tuple[Reference, Reference]:
    def file() -> tuple[Reference, Reference]:
        session = at.session
        child, coach = pupil(session, "Wren Marlow", date(2016, 1, 2)), adult(session, "Joel Merrin", "Coach")
        record = log_incident(session, "CB", (child, "target"))
        apart = log_incident(session, "COND", (coach, "adult_of_concern"))
        declared(session, coach, pupil(session, "Leon Vale", date(2016, 4, 2)), "2026-10-09 08:30")
        for one in (record, apart):
            made = Decision(DecisionKind.OTHER, "Ask", "Weighed.", "Miss Jo Abbey", exactly(session.now()))
            entries.add_decision(session, one, made)
        return record, apart

    return at.desk.wait(file)


@pytest.fixture
def at(today_desk: TodayDesk) -> TodayDesk:
    _something_to_meet_about(today_desk)
    today_desk.read()
    today_desk.presenter.page.with_head.meeting_requested.emit()
    today_desk.desk.settle()
    return today_desk


def page_of(at: TodayDesk) -> MeetingPage:
    return at.presenter.meeting.page


def view_of(at: TodayDesk) -> MeetingView:
    return at.desk.wait(partial(head_meetings.meeting, at.session))


def choose(at: TodayDesk, tile: Tile, place: int = 0) -> None:
    lines = [line for line in view_of(at).lines if line.item.tile is tile]
    assert page_of(at).table.choose(lines[place].item.key)


def test_it_opens_on_today_with_the_first_item(at: TodayDesk) -> None:
    page = page_of(at)
    assert page.isVisible() and not at.presenter.page.isVisible() and at.presenter.own_act
    assert page.heading.text() == "Meeting with the Headteacher"
    assert focused() is page.table
    assert page.panel.line is not None and page.panel.line.item.tile is Tile.DECLARATIONS
    assert page.panel.decide_button.isVisible() and not page.panel.note_button.isVisible()
    check_page(page)


def test_one_key_marks_an_item_and_goes_on(at: TodayDesk) -> None:
    page, lines = page_of(at), view_of(at).lines
    press("Ctrl+Enter")
    at.desk.settle()
    assert [*page.form.marks.keys] == [lines[0].item.key]
    assert page.panel.line is not None and page.panel.line.item.key == lines[1].item.key
    assert page.form.counts.text() == f"1 of {len(lines)} items looked at."
    press("Ctrl+Up")
    assert page.panel.line.item.key == lines[0].item.key
    assert page.panel.looked_button.text() == "Not looked at after all"
    press("Ctrl+Enter")
    assert [*page.form.marks.keys] == []
    press("Ctrl+Down")
    assert page.panel.line.item.key == lines[1].item.key


def test_acts_ask_for_the_record(at: TodayDesk) -> None:
    page = page_of(at)
    choose(at, Tile.DECISIONS)
    assert page.panel.line is not None
    record = page.panel.line.item.opens
    page.panel.note_button.click()
    page.panel.open_button.click()
    choose(at, Tile.DECLARATIONS)
    declaration = page.panel.line.item.opens
    page.panel.open_button.click()
    page.panel.decide_button.click()
    assert at.heard == [
        ("note", record, NoteKind.MEETING),
        ("record", record),
        ("declaration", declaration),
        ("queue",),
    ]


def test_a_meeting_is_recorded_and_the_next_brings_what_is_new(at: TodayDesk) -> None:
    page = page_of(at)
    choose(at, Tile.DECISIONS)
    press("Ctrl+Enter")
    press("Ctrl+Enter")
    page.form.present.setFocus()
    press("Enter")
    at.desk.settle()
    view = view_of(at)
    assert not any(line.item.tile is Tile.DECISIONS for line in view.lines)
    assert "2 items looked at" in page.last.text()
    assert page.form.marks.keys == () and not page.form.begun
    drafts = at.desk.wait(partial(form_drafts.open_forms, at.session))
    assert drafts == []
    page.take_back_button.click()
    at.desk.settle()
    (sheet,) = at.window.findChildren(ReasonSheet)
    write("It was another day")
    press("Enter")
    at.desk.settle()
    del sheet
    assert view_of(at).last is None
    assert sum(line.item.tile is Tile.DECISIONS for line in view_of(at).lines) == 2


def test_enter_pressed_twice_records_one_meeting(at: TodayDesk) -> None:
    page = page_of(at)
    choose(at, Tile.DECISIONS)
    press("Ctrl+Enter")
    page.form.present.setFocus()
    press("Enter")
    press("Enter")
    page.form.record_button.click()
    at.desk.settle()
    held = at.desk.wait(partial(head_meetings.meetings, at.session))
    assert sum(one.reference.compartment is Compartment.DAILY for one in held) == 1
    assert page.form.record_button.isEnabled()


def test_what_is_wrong_is_said_beside_its_box(at: TodayDesk) -> None:
    form = page_of(at).form
    press("Ctrl+Enter")
    for typed in ("soon", "31/12/2030"):
        form.day.setFocus()
        press("Ctrl+A")
        write(typed)
        form.record_button.click()
        at.desk.settle()
        assert form.day_field.error
    form.day.set_day(date(2026, 10, 12))
    form.present.clear()
    form.record_button.click()
    at.desk.settle()
    assert form.present_field.error and focused() is form.present
    assert len(form.marks.keys) == 1 and view_of(at).last is None


def test_what_was_marked_is_there_again_after_leaving(at: TodayDesk) -> None:
    page = page_of(at)
    press("Ctrl+Enter")
    marked = page.form.marks.keys
    page.back_link.click()
    at.desk.settle()
    assert at.presenter.page.isVisible() and not at.presenter.own_act
    (draft,) = at.desk.wait(partial(form_drafts.open_forms, at.session))
    assert draft.form_name is FormName.MEETING
    at.presenter.meeting.open()
    at.desk.settle()
    assert page.form.marks.keys == marked
    page.back_link.click()
    at.desk.settle()
    at.presenter.meeting.resume(draft)
    at.desk.settle()
    assert page.form.marks.keys == marked and page.isVisible()


def test_each_part_has_its_agenda(at: TodayDesk) -> None:
    heard: list[object] = []
    at.presenter.meeting.agenda_requested.connect(heard.append)
    page_of(at).agenda_button.click()
    at.desk.settle()
    at.presenter.meeting._part_chosen("cancel")
    at.presenter.meeting._part_chosen(Compartment.ADULTS.value)
    assert heard == [Compartment.ADULTS]


def test_a_deputy_is_asked_for_no_part_and_sees_the_daily_log(today_of: object) -> None:
    assert callable(today_of)
    deputy: TodayDesk = today_of("deputy")
    heard: list[object] = []
    deputy.presenter.meeting.agenda_requested.connect(heard.append)
    deputy.desk.wait(
        lambda: log_incident(
            deputy.session, "CB", (pupil(deputy.session, "Wren Marlow", date(2016, 1, 2)), "target")
        )
    )
    deputy.presenter.meeting.open()
    deputy.desk.settle()
    page_of(deputy).agenda_button.click()
    assert heard == [Compartment.DAILY]


def test_nothing_to_meet_about_is_said(today_desk: TodayDesk) -> None:
    today_desk.presenter.meeting.open()
    today_desk.desk.settle()
    page = page_of(today_desk)
    assert page.nothing.isVisible() and not page.table.isVisible()
    assert focused() is page.form.present
