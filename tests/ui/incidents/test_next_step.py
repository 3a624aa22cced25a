"""The one next step at the head of a record opens its form, by keyboard; for a visitor it names nobody."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeguard_app.domain.entries import Action, Decision, DecisionKind, Telling, TellingState, Whom
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import exactly
from safeguard_app.services import entries
from safeguard_app.services.next_step import NextAct, NextStep
from safeguard_app.services.session import Session
from safeguard_app.ui.incidents.decision_panel import DecisionPanel
from safeguard_app.ui.incidents.note_panel import NotePanel
from safeguard_app.ui.incidents.record_wiring import open_step
from safeguard_app.ui.incidents.small_panels import ClosingPanel, ReasonPanel, TriagePanel
from safeguard_app.ui.incidents.telling_panel import TellingPanel
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.widgets.button import Button
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import opened, view_of


def _button(at_desk: IncidentsDesk) -> Button:
    button = at_desk.presenter.page.record.header.next_button
    assert button is not None
    return button


def test_the_next_step_opens_its_form_by_keyboard(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    opened(at_desk)
    step = view_of(at_desk).page.next_step
    assert step is not None and step.act is NextAct.TELL
    button = _button(at_desk)
    assert button.text().startswith("Next: ") and button.accessibleName().startswith("Next step: ")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, TellingPanel) and panel.whom.value() is step.whom


def test_each_act_opens_what_it_says(at_desk: IncidentsDesk) -> None:
    opened(at_desk)
    panels, asked = at_desk.presenter.panels, list[str]()
    assert panels is not None
    expected = {
        NextAct.TELL: TellingPanel,
        NextAct.NOTE: NotePanel,
        NextAct.TRIAGE: TriagePanel,
        NextAct.DECIDE: DecisionPanel,
        NextAct.DONE: ReasonPanel,
        NextAct.CLOSE: ClosingPanel,
    }
    for act, kind in expected.items():
        open_step(panels, lambda: asked.append("refer"), NextStep(act, "", "", action="a" * 32))
        assert isinstance(at_desk.presenter.page.record.panel, kind), act
    open_step(panels, lambda: asked.append("refer"), NextStep(NextAct.REFER, "", ""))
    assert asked == ["refer"]


def _to_do(session: Session, record: Reference) -> object:
    now = exactly(session.now())
    for whom in (Whom.PARENT, Whom.HEAD, Whom.SOCIAL_CARE):
        entries.add_telling(session, record, Telling(whom, "Somebody", TellingState.TOLD, now))
    decision = Decision(DecisionKind.MONITOR, "Watch.", "It is early.", "Miss Jo Abbey", now)
    entries.add_decision(session, record, decision)
    return entries.add_action(session, record, Action("Ring Tyler’s mother", "Miss Jo Abbey"))


def test_a_visitor_reads_no_name_in_the_next_step(at_desk: IncidentsDesk) -> None:
    record = at_desk.file("CB", (at_desk.cast.tyler, "target"))
    at_desk.desk.wait(lambda: _to_do(at_desk.session, record))
    at_desk.open(record)
    assert _button(at_desk).text() == "Next: Ring Tyler’s mother"
    at_desk.presenter.do(RecordAct.SHOW_ONE)
    button = _button(at_desk)
    assert "Tyler" not in button.text() + button.toolTip() + button.accessibleName()
