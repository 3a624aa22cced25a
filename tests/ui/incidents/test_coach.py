"""The writing coach in the window: after a pause, beneath the text, put away for good, and never in the way."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from safeguard_app.ui.incidents.coach_remarks import CoachRemarks, CoachWatch
from safeguard_app.ui.incidents.decision_panel import DecisionPanel
from safeguard_app.ui.incidents.incident_form_page import IncidentFormPage
from safeguard_app.ui.incidents.note_panel import NotePanel
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.widgets.passage_edit import Mark
from tests.services.conftest import log_incident
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import opened, panel_of, view_of
from tests.ui.incidents.test_form import _begin, _fill

INITIALS = "write names in full, and spell a short form out where it stands first."


def _type(qtbot: QtBot, form: IncidentFormPage, words: str) -> None:
    form.core.account.editor.setFocus()
    qtbot.keyClicks(form.core.account.editor, words)


def _said(form: IncidentFormPage) -> tuple[str, ...]:
    return form.core.coach_remarks.words()


def _press(remarks: CoachRemarks, label: str) -> None:
    """Press a link of the first remark with the keyboard."""
    button = next(one for one in remarks.findChildren(QAbstractButton) if one.text() == label)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_nothing_is_said_while_typing_and_something_once_it_has_paused(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    form = _begin(at_desk)
    _type(qtbot, form, "JS hit Tyler Pike.")
    assert _said(form) == () and form.core.coach_remarks.isHidden()
    qtbot.waitUntil(lambda: _said(form) == (f"“JS”: {INITIALS}",), timeout=10_000)
    assert form.core.coach_remarks.isVisible()
    assert form.core.account.editor.hasFocus(), "the keyboard stays where somebody types"
    assert form.core.account.editor.toPlainText() == "JS hit Tyler Pike."


def test_a_remark_keeps_nobody_from_filing(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    form = _fill(qtbot, at_desk)
    _type(qtbot, form, " JS is a liar.")
    form.coach.look_now()
    assert len(_said(form)) == 2
    form.core.involved.focus_first_gap()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    (account,) = view_of(at_desk).page.incident.accounts
    assert account.text == "They call me baby. JS is a liar."


def test_the_childs_own_words_draw_no_remark(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    form = _begin(at_desk)
    _type(qtbot, form, "JS is a liar")
    form.core.account.editor.selectAll()
    form.core.account.editor.mark_selection(Mark.CHILDS_WORDS)
    form.coach.look_now()
    assert _said(form) == ()


def test_the_people_involved_explain_their_letters(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    form = _begin(at_desk)
    _type(qtbot, form, "The DSL and the LADO were told that MASH rang.")
    form.coach.look_now()
    assert _said(form) == ()


def test_why_gives_the_reason_and_a_remark_is_put_away_for_this_record(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    form = _begin(at_desk)
    _type(qtbot, form, "JS hit Tyler Pike.")
    form.coach.look_now()
    remarks = form.core.coach_remarks
    _press(remarks, "Why?")
    _press(remarks, "Put away")
    assert _said(form) == ()
    _type(qtbot, form, " TW saw it.")
    form.coach.look_now()
    assert _said(form) == (f"“TW”: {INITIALS}",), "what is new is said"
    form.draft_button.click()
    at_desk.settle()
    draft = form.form().id
    assert _begin(at_desk).form().coach_put_away == ()
    at_desk.presenter.resume_draft(draft)
    at_desk.settle()
    form.coach.look_now()
    assert _said(form) == (f"“TW”: {INITIALS}",), "what was put away is away when the draft is taken up"


def test_correcting_is_looked_at_and_not_asked_what_was_done(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    long = "Two pupils stood by the fence with a telephone and laughed about a picture. " * 4
    session = at_desk.session
    cast = at_desk.cast
    filed = at_desk.desk.wait(
        lambda: log_incident(session, "CB", (cast.tyler, "target"), account=f"JS came. {long}")
    )
    assert at_desk.form is not None and at_desk.presenter.form is not None
    at_desk.presenter.page.show_form()
    at_desk.presenter.form.correct(filed)
    at_desk.settle()
    at_desk.form.coach.look_now()
    rules = [words.split(":")[0] for words in _said(at_desk.form)]
    assert rules[0] == "“JS”" and len(rules) == 2
    assert not any("what was done next" in words for words in _said(at_desk.form))


def _watches(panel: NotePanel | DecisionPanel) -> list[CoachWatch]:
    return panel.findChildren(CoachWatch)


def test_notes_and_decisions_are_looked_at(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    opened(at_desk)
    at_desk.presenter.do(RecordAct.NOTE)
    note = panel_of(at_desk)
    assert isinstance(note, NotePanel)
    qtbot.keyClicks(note.text, "Spoke to JS. I think he is a liar.")
    for watch in _watches(note):
        watch.look_now()
    (remarks,) = note.findChildren(CoachRemarks)
    assert [words[:6] for words in remarks.words()] == ["“JS”: ", "“liar”"]
    qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at_desk.settle()
    assert panel_of(at_desk) is None and len(view_of(at_desk).page.notes) == 1
    at_desk.presenter.do(RecordAct.DECISION)
    decision = panel_of(at_desk)
    assert isinstance(decision, DecisionPanel)
    qtbot.keyClicks(decision.reason, "TW is a bully and it was malicious.")
    for watch in _watches(decision):
        watch.look_now()
    said = [words for one in decision.findChildren(CoachRemarks) for words in one.words()]
    assert [words.split(":")[0] for words in said] == ["“TW”", "“bully”"]


def test_switched_off_it_says_nothing_anywhere(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    form = _begin(at_desk)
    _type(qtbot, form, "JS hit Tyler Pike.")
    form.coach.look_now()
    assert _said(form)
    at_desk.presenter.page.coach.set_on(on=False)
    assert _said(form) == ()
    form.coach.look_now()
    assert _said(form) == ()
    at_desk.presenter.page.coach.set_on(on=True)
    form.coach.look_now()
    assert _said(form)
