"""Whom a concern is about, at the form: ticked because of who is named, refused while it does not fit, moved."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.incidents import Danger, Participant
from safeguard_app.domain.people import AdultType, OfficeKind, PersonRef
from safeguard_app.services import incidents
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.incidents.incident_form_page import IncidentFormPage
from safeguard_app.ui.shell.page import RecordAct
from tests.services.conftest import adult, moment
from tests.ui.incidents.conftest import IncidentsDesk


def _head(at_desk: IncidentsDesk) -> PersonRef:
    """The Headteacher, on the register."""
    return at_desk.desk.wait(
        lambda: adult(
            at_desk.session, "Mr Simon Pell", "Headteacher", AdultType.EMPLOYEE, OfficeKind.HEADTEACHER
        )
    )


def _concern(at_desk: IncidentsDesk, *people: Participant) -> IncidentFormPage:
    """A staff-pupil contact, ready to be filed but for whom it is about."""
    at_desk.presenter.new_incident()
    at_desk.settle()
    form = at_desk.form
    form.kind.set_code("SPC")
    form.core.show_form(
        replace(
            form.form(),
            danger=Danger.NO,
            account="He wrote to a pupil.",
            told=Typed("", moment("2026-10-12 09:00")),
            happened=Typed("", moment("2026-10-11 21:00")),
        )
    )
    _involve(at_desk, *people)
    return form


def _involve(at_desk: IncidentsDesk, *people: Participant) -> None:
    at_desk.form.core.involved.set_participants(people)
    at_desk.form.core.involved.changed.emit()
    at_desk.settle()


def _wait_for_tick(qtbot: QtBot, form: IncidentFormPage, *, ticked: bool) -> None:
    qtbot.waitUntil(lambda: form.core.about_head.isChecked() is ticked)


def test_naming_the_head_ticks_the_box_says_why_and_files_apart(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    head = _head(at_desk)
    form = _concern(at_desk, Participant(head, "adult_of_concern"))
    _wait_for_tick(qtbot, form, ticked=True)
    at_desk.settle()
    heading, text = form.core.subject.panel.words()
    assert "Headteacher cannot read it" in heading
    assert "Mr Simon Pell is here as adult of concern and holds the office of Headteacher." in text
    assert "Chair of Governors" in text
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None and view.reference.compartment is Compartment.NOT_HEAD


def test_another_role_takes_the_tick_back(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    head = _head(at_desk)
    form = _concern(at_desk, Participant(head, "adult_of_concern"))
    _wait_for_tick(qtbot, form, ticked=True)
    _involve(at_desk, Participant(head, "witness"))
    _wait_for_tick(qtbot, form, ticked=False)
    at_desk.settle()
    assert "holds the office" not in form.core.subject.panel.words()[1]


def test_taken_out_by_hand_it_is_refused_beside_the_box_and_above_and_nothing_is_lost(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    head = _head(at_desk)
    form = _concern(at_desk, Participant(head, "adult_of_concern"))
    _wait_for_tick(qtbot, form, ticked=True)
    form.core.about_head.setFocus()
    qtbot.keyClick(form.core.about_head, Qt.Key.Key_Space)
    at_desk.settle()
    assert not form.core.about_head.isChecked(), "what a hand took out is not put in again behind its back"
    assert form.core.subject.panel.words()[0] == "Is this about the Headteacher?"
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert at_desk.presenter.page.shows_form
    assert "This is about the Headteacher" in form.core.subject.error()
    assert [one.property("field") for one in form.errors.links()] == ["about_head"]
    assert form.core.account.editor.plain_text() == "He wrote to a pupil."
    form.errors.links()[0].click()
    assert QApplication.focusWidget() is form.core.about_head
    qtbot.keyClick(form.core.about_head, Qt.Key.Key_Space)
    at_desk.settle()
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None and view.reference.compartment is Compartment.NOT_HEAD


def test_a_correction_that_names_the_head_offers_to_move_the_record(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    head = _head(at_desk)
    reference = at_desk.file("SPC", (at_desk.cast.shona, "adult_of_concern"))
    at_desk.open(reference)
    at_desk.presenter.do(RecordAct.CORRECT)
    at_desk.settle()
    form = at_desk.form
    form.reason.setText("It was him")
    _involve(at_desk, Participant(head, "adult_of_concern"))
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    sheet = at_desk.window.messages.open_sheet
    assert sheet is not None and "Headteacher" in sheet.message.sentence
    assert at_desk.desk.wait(lambda: incidents.current(at_desk.session, reference).number) == 1
    sheet.buttons["refile"].click()
    qtbot.waitUntil(lambda: not at_desk.presenter.page.shows_form)
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None and view.reference.compartment is Compartment.NOT_HEAD
    assert [one.person for one in view.page.incident.participants] == [head]
    assert at_desk.window.said[-1].startswith("Filed again as")


@pytest.mark.parametrize(("who", "told"), [("dsl", True), ("head", False)])
def test_the_headteacher_is_not_asked_to_tell_themself_of_a_concern_about_the_lead(
    sit_down: Callable[[str], IncidentsDesk], who: str, told: bool
) -> None:
    at_desk = sit_down(who)
    form = _concern(at_desk)
    form.core.about_lead.click()
    panel = form.core.subject.panel
    assert "Kept where" in panel.accessibleName()
    assert ("Tell the Headteacher." in panel._text.text()) is told
