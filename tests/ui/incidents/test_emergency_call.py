"""Safety before paperwork: 999 rung first, the concern typed hours later by keyboard, and late with nothing of it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.clock_acts import ClockAct
from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.incidents import Danger
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import today
from safeguard_app.services.emergency_call import NO_TIME, NOBODY_RUNG, Rung
from safeguard_app.ui.incidents import core_fields
from safeguard_app.ui.incidents.incident_form_page import IncidentFormPage
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.vault import reading
from tests.journeys.keyboard import until
from tests.services.conftest import at
from tests.ui.accessibility import check_page
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import texts, view_of
from tests.ui.keyboard import focused, press, write

WITH_999 = "GRM"
"""A kind of concern whose first action is to ring 999."""


def begun(at_desk: IncidentsDesk, category: str = WITH_999) -> IncidentFormPage:
    """A concern about Demi, all but the danger and the call; it is 15:40, and she was at risk at 13:30."""
    at_desk.presenter.new_incident(category=category)
    at_desk.settle()
    form = at_desk.form
    form.core.account.editor.setFocus()
    write("He wrote that he waits outside her house.")
    form.core.told.setFocus()
    write("today 1335")
    form.core.happened.setFocus()
    write("today 1330")
    people = form.core.involved.people
    people.setFocus()
    write("pik")
    until(lambda: bool(people.suggestions()), "somebody is found")
    press("Enter")
    at_desk.settle()
    QTest.keyClick(form.core.involved.role_picker()._lines[0].box, Qt.Key.Key_Down)
    at_desk.settle()
    return form


def pick(go: Callable[[], object], words: str) -> None:
    """Go to a row of answers, along it, and take one."""
    go()
    for key in ("", *("Right",) * 3, *("Left",) * 3):
        if key:
            QTest.keyClick(focused(), Qt.Key[f"Key_{key}"])
        if words in (focused().accessibleName(), getattr(focused(), "text", str)()):
            press("Space")
            return
    raise AssertionError(f"there is no answer {words}")


def kept(at_desk: IncidentsDesk, kind: RecordKind) -> list[object]:
    """What hangs on the record in view."""
    reference = view_of(at_desk).reference

    def read() -> list[object]:
        connection = at_desk.session.vault.compartment(reference.compartment).connection
        return [one.content for one in reading.about(connection, reference, (kind,))]

    return at_desk.desk.wait(read)


def file(at_desk: IncidentsDesk) -> None:
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()


def rung_at(form: IncidentFormPage, time: str, whom: str, reference: str = "") -> None:
    """The call, by keyboard."""
    call = form.core.danger.call
    call.at.setFocus()
    write(time)
    pick(call.whom.setFocus, whom)
    call.reference.setFocus()
    write(reference)


def test_yes_shows_to_ring_999_and_a_call_two_hours_ago_is_late_with_nothing(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    form = begun(at_desk)
    danger = form.core.danger
    assert not danger._panel.isVisible()
    pick(danger.control.setFocus, "Yes")
    assert danger._panel.isVisible()
    assert danger._panel.words() == (core_fields.RING_999, core_fields.RING_999_TEXT)
    danger.note.setFocus()
    write("Officers are with her.")
    rung_at(form, "today 1340", "999, police", "CAD 2214")
    check_page(at_desk.presenter.page)
    file(at_desk)
    incident = view_of(at_desk).page.incident
    assert incident.danger is Danger.YES and incident.danger_note == "Officers are with her."
    (note,) = kept(at_desk, RecordKind.NOTE)
    assert isinstance(note, Note)
    assert (note.kind, note.at.start, note.reference) == (NoteKind.POLICE, at("2026-10-12 13:40"), "CAD 2214")
    shown = texts(at_desk.presenter.page.record.section("notes"))
    assert "13:40" in shown and "999 was rung for the police." in shown and "CAD 2214" in shown
    limits = [one for one in view_of(at_desk).clocks.clocks if one.clock == "danger"]
    assert [one.status.words for one in limits] == ["Met: Mon 12 Oct 2026, 13:40"]
    items = at_desk.desk.wait(lambda: today.today(at_desk.session)).before_home
    assert not [one.text for one in items if "999" in one.text or "police" in one.text.casefold()]


def test_the_call_is_in_the_event_of_filing_and_is_corrected_as_the_note_it_is(
    at_desk: IncidentsDesk,
) -> None:
    form = begun(at_desk)
    pick(form.core.danger.control.setFocus, "Yes")
    rung_at(form, "today 1340", "999, ambulance")
    file(at_desk)
    reference = view_of(at_desk).reference

    def events() -> list[EventKind]:
        connection = at_desk.session.vault.compartment(reference.compartment).connection
        found = reading.events(connection, newest=10_000, limit=10_000)
        return [one.event.kind for one in found if one.event.record == reference.id]

    written = [one for one in at_desk.desk.wait(events) if one is not EventKind.VIEWED]
    assert written == [EventKind.FILED]
    (note,) = kept(at_desk, RecordKind.NOTE)
    assert isinstance(note, Note) and note.kind is NoteKind.CALL and note.organisation == "Ambulance service"
    at_desk.presenter.do(RecordAct.CORRECT)
    at_desk.settle()
    assert at_desk.form.core.danger._panel.isVisible() and not at_desk.form.core.danger.call.isVisible()
    at_desk.form.core.danger.note.setFocus()
    write("An ambulance came.")
    at_desk.form.reason.setFocus()
    write("Known now.")
    file(at_desk)
    assert view_of(at_desk).page.incident.danger_note == "An ambulance came."
    assert len(kept(at_desk, RecordKind.NOTE)) == 1


def test_not_sure_shows_its_words_and_101_meets_nothing_that_asks_for_999(at_desk: IncidentsDesk) -> None:
    form = begun(at_desk)
    pick(form.core.danger.control.setFocus, "Not sure")
    assert form.core.danger._panel.isVisible()
    assert form.core.danger._panel.words() == ("Find out now.", core_fields.NOT_SURE_TEXT)
    rung_at(form, "today 1350", "101, police")
    file(at_desk)
    (note,) = kept(at_desk, RecordKind.NOTE)
    assert isinstance(note, Note) and note.text == "101 was rung."
    assert not [one for one in kept(at_desk, RecordKind.CLOCK_ACT) if isinstance(one, ClockAct)]


@pytest.mark.parametrize(
    ("time", "whom", "said"),
    [("", "999, police", NO_TIME), ("today 1340", "", NOBODY_RUNG), ("today 2340", "101, police", "future")],
)
def test_half_a_call_is_said_beside_it_and_stays(
    time: str, whom: str, said: str, at_desk: IncidentsDesk
) -> None:
    form = begun(at_desk)
    pick(form.core.danger.control.setFocus, "Yes")
    form.core.danger.call.at.setFocus()
    write(time)
    if whom:
        pick(form.core.danger.call.whom.setFocus, whom)
    file(at_desk)
    assert at_desk.presenter.page.shows_form
    assert said in form.core.danger.call.field.error and form.core.danger.call.field.isVisible()
    assert form.core.danger.call.at.typed().text == time


def test_a_draft_keeps_the_call_and_no_one_in_danger_any_more_hides_nothing_typed(
    at_desk: IncidentsDesk, sit_down: Callable[[str], IncidentsDesk]
) -> None:
    form = begun(at_desk)
    pick(form.core.danger.control.setFocus, "Yes")
    rung_at(form, "today 1340", "999, police", "CAD 2214")
    pick(form.core.danger.control.setFocus, "No")
    assert form.core.danger._panel.isVisible() and form.core.danger._panel.words()[0] == core_fields.OVER
    at_desk.presenter.do(RecordAct.SAVE_DRAFT)
    at_desk.settle()
    draft = form.form().id
    again = sit_down("dsl")
    again.presenter.resume_draft(draft)
    again.settle()
    back = again.form.form()
    assert (back.rung.text, back.rung_whom, back.rung_reference) == ("today 1340", Rung.POLICE, "CAD 2214")
    assert back.rung.moment is not None and back.rung.moment.start == at("2026-10-12 13:40")
    assert again.form.core.danger.call.isVisible()
    pick(again.form.core.danger.control.setFocus, "Yes")
    assert again.form.core.danger._panel.words()[0] == core_fields.RING_999
