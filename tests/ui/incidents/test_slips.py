"""Saving what nobody meant: a date that is none or lies ahead is asked about beside its field, and nothing is lost."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QLineEdit

from safeguard_app.domain.entries import DecisionKind, TellingState
from safeguard_app.ui.incidents.decision_panel import DecisionPanel
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.note_panel import NotePanel
from safeguard_app.ui.incidents.record_acts import MoreAct
from safeguard_app.ui.incidents.small_panels import ActionPanel
from safeguard_app.ui.incidents.telling_panel import TellingPanel
from safeguard_app.ui.shell.page import RecordAct
from tests.services.conftest import pupil
from tests.ui.incidents.conftest import IncidentsDesk

NOT_UNDERSTOOD = "This date was not understood."
AHEAD = "This lies in the future."


def _note(at_desk: IncidentsDesk) -> EntryPanel:
    at_desk.presenter.do(RecordAct.NOTE)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, NotePanel)
    panel.text.set_text("She rang back.")
    return panel


def _agreed(at_desk: IncidentsDesk) -> EntryPanel:
    panel = _note(at_desk)
    assert isinstance(panel, NotePanel)
    panel.agreed_lines[0].what.setText("Close the account")
    return panel


def _decision(at_desk: IncidentsDesk) -> EntryPanel:
    at_desk.presenter.do(RecordAct.DECISION)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, DecisionPanel)
    panel.kind.set_value(DecisionKind.MONITOR.value)
    panel.what.set_text("Watch.")
    panel.reason.set_text("Because.")
    return panel


def _told(at_desk: IncidentsDesk) -> EntryPanel:
    at_desk.presenter._more(MoreAct.TOLD)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, TellingPanel)
    panel.name.setText("Mrs Example")
    return panel


def _held(at_desk: IncidentsDesk) -> EntryPanel:
    panel = _told(at_desk)
    assert isinstance(panel, TellingPanel)
    panel.state.set_value(TellingState.HELD)
    panel.state.chosen.emit(TellingState.HELD)
    panel.advised_by.setText("PC Example")
    return panel


def _action(at_desk: IncidentsDesk) -> EntryPanel:
    at_desk.presenter._more(MoreAct.ACTION)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, ActionPanel)
    panel.what.setText("Ring the parents")
    return panel


@pytest.mark.parametrize(
    ("begin", "line", "typed", "field", "said"),
    [
        (_note, "When", "31/2", "at", NOT_UNDERSTOOD),
        (_note, "When", "1/10/2027 9pm", "at", AHEAD),
        (_agreed, "By when", "soonish", "agreed", NOT_UNDERSTOOD),
        (_note, "By whom", "Mrs Example", "agreed", "Say what was agreed"),
        (_decision, "When", "31/2", "at", NOT_UNDERSTOOD),
        (_decision, "When", "1/10/2027", "at", AHEAD),
        (_decision, "Review on", "one day", "review_on", NOT_UNDERSTOOD),
        (_told, "When", "31/2", "at", NOT_UNDERSTOOD),
        (_told, "When", "1/10/2027", "at", AHEAD),
        (_held, "Until", "some time", "until", NOT_UNDERSTOOD),
        (_action, "By when", "31/2", "due", NOT_UNDERSTOOD),
    ],
)
def test_a_slip_above_a_record_is_said_and_nothing_is_lost(
    at_desk: IncidentsDesk,
    begin: Callable[[IncidentsDesk], EntryPanel],
    line: str,
    typed: str,
    field: str,
    said: str,
) -> None:
    at_desk.open(at_desk.file("CB", (at_desk.cast.tyler, "target")))
    panel = begin(at_desk)
    box = next(one for one in panel.findChildren(QLineEdit) if one.accessibleName() == line)
    box.setText(typed)
    before = panel.texts()
    panel.submit()
    at_desk.settle()
    assert at_desk.presenter.page.record.panel is panel, "it is not saved"
    assert said in panel.field(field).error
    assert [said in link.text() for link in panel.errors.links()] == [True]
    assert panel.texts() == before
    box.setText("today" if line in ("When", "By when", "Until", "Review on") else "")
    panel.submit()
    at_desk.settle()
    assert at_desk.presenter.page.record.panel is None, "and can be once it is put right"


@pytest.mark.parametrize(
    ("line", "typed", "field", "said"),
    [
        ("When did it happen?", "31/2", "happened", NOT_UNDERSTOOD),
        ("When did it happen?", "1/10/2027", "happened", AHEAD),
        ("When did it happen?", "14/9/2015", "happened", "before the birth of somebody who took part"),
        ("When you were told", "never", "told", NOT_UNDERSTOOD),
        ("When was it seen?", "31/2", "seen", NOT_UNDERSTOOD),
        ("Review on", "one day", "review_on", NOT_UNDERSTOOD),
    ],
)
def test_a_slip_in_the_form_of_an_incident_is_said_and_nothing_is_lost(
    at_desk: IncidentsDesk, line: str, typed: str, field: str, said: str
) -> None:
    reference = at_desk.file("CB", (at_desk.cast.tyler, "target"), account="What Tyler said.")
    at_desk.open(reference)
    at_desk.presenter.do(RecordAct.CORRECT)
    at_desk.settle()
    form = at_desk.form
    form.reason.setText("The date was wrong")
    lines = [one for one in form.findChildren(QLineEdit) if one.accessibleName() == line]
    assert len(lines) == 1, [one.accessibleName() for one in form.findChildren(QLineEdit)]
    lines[0].setText(typed)
    assert at_desk.presenter.form is not None
    at_desk.presenter.form.file()
    at_desk.settle()
    beside = [one.error for one in (*form.core.fields, *form.full.fields) if one.name == field]
    assert len(beside) == 1 and said in beside[0]
    assert any(said in link.text() for link in form.errors.links())
    assert (lines[0].text(), form.reason.text()) == (typed, "The date was wrong")
    assert form.core.account.editor.plain_text() == "What Tyler said."


def test_somebody_born_later_may_be_named_beside_somebody_who_was_there(at_desk: IncidentsDesk) -> None:
    session = at_desk.session
    older = at_desk.desk.wait(lambda: pupil(session, "Kit Pike", date(2010, 2, 1), "Year 11", "11C"))
    reference = at_desk.file("CB", (at_desk.cast.tyler, "reporter"), (older, "target"))
    at_desk.open(reference)
    at_desk.presenter.do(RecordAct.CORRECT)
    at_desk.settle()
    form = at_desk.form
    form.reason.setText("It was years ago")
    form.core.happened._date.set_text("14/9/2015")
    assert at_desk.presenter.form is not None
    at_desk.presenter.form.file()
    at_desk.settle()
    assert not form.errors.links()
