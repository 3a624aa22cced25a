"""A decision by keyboard: rows that come only when they are asked for, who decides, and what a draft keeps."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeguard_app.domain.entries import TellingState
from safeguard_app.ui.incidents.decision_panel import PROPOSED, DecisionPanel
from safeguard_app.ui.incidents.record_acts import MoreAct
from safeguard_app.ui.incidents.telling_panel import TellingPanel
from safeguard_app.ui.shell.page import RecordAct
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import opened, view_of


def _panel(at_desk: IncidentsDesk) -> DecisionPanel:
    opened(at_desk)
    at_desk.presenter.do(RecordAct.DECISION)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, DecisionPanel)
    return panel


def _weigh(qtbot: QtBot, panel: DecisionPanel) -> None:
    qtbot.keyClick(panel.considered.more, Qt.Key.Key_Space)
    (row,) = panel.considered.rows
    assert row.option.hasFocus(), "the new row has the keyboard"
    qtbot.keyClicks(row.option, "Report")
    assert row.option.value() == "police"
    qtbot.keyClicks(row.why_not, "No crime.")
    qtbot.keyClick(panel.consultations.more, Qt.Key.Key_Space)
    (asked,) = panel.consultations.rows
    assert asked.who.hasFocus()
    qtbot.keyClicks(asked.who, "Ms Hale")
    qtbot.keyClicks(asked.role, "LADO")
    qtbot.keyClicks(asked.at._date.line, "today 1300")
    qtbot.keyClicks(asked.advised, "Write it down.")


def test_what_was_considered_and_who_was_asked_are_kept(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    panel = _panel(at_desk)
    assert not panel.considered.rows and not panel.consultations.rows, "folded: no key is spent on them"
    panel.kind.set_value("considered_not_referred")
    panel.what.set_text("Not referred.")
    qtbot.keyClicks(panel.reason, "It has stopped.")
    _weigh(qtbot, panel)
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    lines = view_of(at_desk).page.decisions[0].lines
    assert "Considered, and not chosen: Report to the police. Why not: No crime." in lines
    assert "Asked: Ms Hale, LADO, Mon 12 Oct 2026, 13:00. Advised: Write it down." in lines


def test_half_a_row_is_asked_about_and_an_empty_one_is_left_out(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    panel = _panel(at_desk)
    panel.kind.set_value("monitor")
    panel.what.set_text("Watch.")
    qtbot.keyClicks(panel.reason, "It is early.")
    row = panel.considered.add_row()
    asked = panel.consultations.add_row()
    qtbot.keyClicks(row.why_not, "No crime.")
    qtbot.keyClicks(asked.advised, "Wait.")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert panel.field("considered").error and panel.field("consultations").error
    row.why_not.set_text("")
    asked.advised.set_text("")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert len(view_of(at_desk).page.decisions) == 1


def test_below_the_threshold_the_headteacher_decides(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    panel = _panel(at_desk)
    assert panel.decided_by.text() == "Miss Jo Abbey"
    panel.kind.setFocus()
    for kind in ("low_level_concern", "monitor"):
        panel.kind.set_value(kind)
        panel.kind.chosen.emit(kind)
        low = kind == "low_level_concern"
        assert panel.decided_by.text() == ("Mrs Carol Denning" if low else "Miss Jo Abbey")
    panel.decided_by.setText("Mr Example")
    panel.kind.chosen.emit("low_level_concern")
    assert panel.decided_by.text() == "Mr Example", "a name typed by hand stays"


def test_rows_come_back_with_a_draft(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    panel = _panel(at_desk)
    _weigh(qtbot, panel)
    texts = panel.texts()
    again = DecisionPanel(at_desk.presenter.panels.tools, threshold=True)  # type: ignore[union-attr]
    qtbot.addWidget(again)
    again.set_texts(texts)
    assert again.considered.rows[0].why_not.text() == "No crime."
    assert again.consultations.rows[0].advised.text() == "Write it down."
    assert again.what.text() == "", "nothing is put where it was not typed"


def test_who_agreed_that_somebody_is_not_told(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    opened(at_desk)
    at_desk.presenter._more(MoreAct.TOLD)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, TellingPanel)
    panel.state.set_value(TellingState.NOT_TOLD)
    panel.state.chosen.emit(TellingState.NOT_TOLD)
    assert panel.advised_by.text() == "Miss Jo Abbey" and panel.field("until").isVisible()
    panel.ground.set_value("police")
    qtbot.keyClicks(panel.until._date.line, "fri")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    lines = view_of(at_desk).page.told[0].lines
    assert "Agreed by Miss Jo Abbey" in lines and "To be looked at again Fri 16 Oct 2026" in lines
    at_desk.presenter._more(MoreAct.TOLD)
    other = at_desk.presenter.page.record.panel
    assert isinstance(other, TellingPanel)
    for state in (TellingState.NOT_TOLD, TellingState.HELD):
        other.state.chosen.emit(state)
    assert other.advised_by.text() == "", "holding needs somebody else’s advice"
    assert QApplication.focusWidget() is not None


def test_what_was_decided_follows_the_choice_until_somebody_types_it(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    panel = _panel(at_desk)
    panel.kind.setFocus()
    qtbot.keyClick(panel.kind, Qt.Key.Key_Down)
    first = panel.what.text()
    assert first == "No further action."
    qtbot.keyClick(panel.kind, Qt.Key.Key_Down)
    assert panel.what.text() == "Monitor.", "arrows go through the list: what they pass is nobody’s decision"
    panel.what.set_text("Watched at break.")
    qtbot.keyClick(panel.kind, Qt.Key.Key_Down)
    assert panel.what.text() == "Watched at break."


def test_a_day_to_look_again_is_proposed_for_the_decision_and_one_typed_by_hand_stays(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    panel = _panel(at_desk)
    field = panel.field("review_on")
    panel.kind.setFocus()
    qtbot.keyClick(panel.kind, Qt.Key.Key_Down)
    assert panel.kind.value() == "no_further_action" and panel.review.typed().text == ""
    qtbot.keyClick(panel.kind, Qt.Key.Key_Down)
    assert panel.kind.value() == "monitor", "two weeks, on a Monday"
    assert panel.review.typed().text == "26/10/2026" and field._help_label.text() == PROPOSED
    qtbot.keyClick(panel.kind, Qt.Key.Key_Down)
    assert panel.kind.value() == "early_help" and panel.review.typed().text == "23/11/2026"
    line = panel.review._date.line
    line.selectAll()
    qtbot.keyClicks(line, "fri")
    qtbot.keyClick(panel.kind, Qt.Key.Key_Up)
    assert panel.kind.value() == "monitor" and line.text() == "fri"
    qtbot.keyClicks(panel.reason, "It is early.")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    (decision,) = view_of(at_desk).page.decisions
    assert any("Fri 16 Oct 2026" in line for line in decision.lines)
