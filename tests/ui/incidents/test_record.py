"""The record: opening, its sections, the forms above it, and everything that can be done with it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.domain.contact_check import ContactQuestion
from safeguard_app.domain.entries import DecisionKind, NoteKind, Outcome, TellingState, Whom
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.incidents import IncidentState, Severity
from safeguard_app.services import (
    contact_checks,
    entries,
    entry_drafts,
    incident_lists,
    people,
    today,
)
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.incidents.decision_panel import DecisionPanel
from safeguard_app.ui.incidents.note_panel import NotePanel
from safeguard_app.ui.incidents.record_acts import MoreAct
from safeguard_app.ui.incidents.record_view import RecordView
from safeguard_app.ui.incidents.small_panels import ActionPanel, ClosingPanel, ReasonPanel, TriagePanel
from safeguard_app.ui.incidents.telling_panel import TellingPanel
from safeguard_app.ui.incidents.who_section import WhoTable
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.widgets.button import Button
from tests.services.conftest import log_incident, moment
from tests.ui.incidents.conftest import IncidentsDesk


def _view(at_desk: IncidentsDesk) -> RecordView:
    view = at_desk.presenter.page.record.view
    assert view is not None
    return view


def _opened(at_desk: IncidentsDesk, category: str = "SPC") -> None:
    cast = at_desk.cast
    at_desk.open(
        at_desk.file(category, (cast.shona, "adult_of_concern"), (cast.tyler, "child_contacted"))
        if category == "SPC"
        else at_desk.file(category, (cast.tyler, "target"))
    )


def _texts(widget: QWidget) -> str:
    shown = [*widget.findChildren(QLabel), *widget.findChildren(QPushButton)]
    return " ".join(
        one.text() for one in shown if not one.isHidden() and isinstance(one, QLabel | QPushButton)
    )


def _panel(at_desk: IncidentsDesk) -> QWidget | None:
    return at_desk.presenter.page.record.panel


def test_nothing_is_opened_for_anybody(at_desk: IncidentsDesk) -> None:
    at_desk.file("CB", (at_desk.cast.tyler, "target"))
    at_desk.presenter.shown()
    at_desk.settle()
    assert at_desk.presenter.page.list_pane.list.row_count() == 1
    assert at_desk.presenter.page.record.view is None, (
        "reading a record is an event: only a person asks for it"
    )
    assert at_desk.presenter.record_acts == frozenset()


def test_sections_stand_in_the_order_of_the_design(at_desk: IncidentsDesk) -> None:
    _opened(at_desk)
    keys = [
        key
        for key in at_desk.presenter.page.record.section_keys()
        if key not in ("circumstances", "clauses", "versions", "first")
    ]
    assert keys == [
        "danger",
        "happened",
        "clocks",
        "who",
        "account",
        "questions",
        "checks",
        "evidence",
        "decision",
        "told",
        "notes",
        "actions",
        "documents",
        "timeline",
    ]
    assert at_desk.presenter.page.record.index.current() == "danger"


def test_arrow_keys_in_the_list_open_records(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    first = at_desk.file("CB", (at_desk.cast.tyler, "target"))
    at_desk.school.clock.forward(minutes=5)
    second = at_desk.file("TR", (at_desk.cast.nandra, "target"))
    at_desk.presenter.shown()
    at_desk.settle()
    rows = at_desk.presenter.page.list_pane.list
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Home)
    at_desk.settle()
    assert _view(at_desk).reference == second, "newest first"
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    at_desk.settle()
    assert _view(at_desk).reference == first


def test_search_narrows_the_list(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    at_desk.file("CB", (at_desk.cast.tyler, "target"), account="They wrote baby under the video.")
    at_desk.file("TR", (at_desk.cast.nandra, "target"), account="A page mocks the teacher.")
    at_desk.presenter.begin_find()
    search = at_desk.presenter.page.list_pane.search
    assert search.hasFocus()
    qtbot.keyClicks(search, "mocks")
    rows = at_desk.presenter.page.list_pane.list
    qtbot.waitUntil(lambda: rows.row_count() == 1 and not at_desk.desk.tasks.busy)
    at_desk.desk.check()


def test_a_count_of_today_opens_the_list_it_counts(at_desk: IncidentsDesk) -> None:
    at_desk.file("CB", (at_desk.cast.tyler, "target"))
    at_desk.presenter.open_list(IncidentFilter(StateFilter.OPEN, meaning=StatusMeaning.LATE))
    at_desk.settle()
    pane = at_desk.presenter.page.list_pane
    late = at_desk.desk.wait(
        lambda: incident_lists.rows(at_desk.session, IncidentFilter(meaning=StatusMeaning.LATE))
    )
    assert pane.list.row_count() == len(late)
    assert pane.only_button.isVisible()
    pane.only_button.click()
    at_desk.settle()
    assert pane.list.row_count() == 1


def test_a_note_turns_what_was_agreed_into_actions(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    _opened(at_desk)
    at_desk.presenter.do(RecordAct.NOTE)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, NotePanel) and panel.text.hasFocus()
    qtbot.keyClicks(panel.text, "Rang Tyler's mother.")
    agreed = panel.agreed_lines[0]
    qtbot.keyClicks(agreed.what, "Call again")
    qtbot.keyClicks(agreed.by_whom, "Miss Jo Abbey")
    qtbot.keyClicks(agreed.by_when._date.line, "fri")
    qtbot.keyClick(agreed.by_when._date.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at_desk.settle()
    page = _view(at_desk).page
    assert page.notes[0].lines[0] == "Rang Tyler's mother."
    assert [(one.title, one.when) for one in page.actions] == [("Call again", "due Fri 16 Oct 2026")]
    assert at_desk.presenter.page.record.panel is None


def test_a_decision_is_refused_without_reason_and_keeps_its_words(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    _opened(at_desk)
    at_desk.presenter.do(RecordAct.DECISION)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, DecisionPanel)
    assert panel.limbs is not None, "an adult is concerned: the harm threshold is asked"
    panel.kind.set_value("low_level_concern")
    panel.kind.chosen.emit("low_level_concern")
    panel.what.set_text("Below the threshold.")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert panel.field("reason").error
    assert panel.what.text() == "Below the threshold."
    qtbot.keyClicks(panel.reason, "Nothing was hidden.")
    panel.limbs.box("suitability").click()
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    stored = _view(at_desk).page.decisions
    assert len(stored) == 1
    assert any("suitable" in line for line in stored[0].lines)


def test_what_was_typed_waits_with_its_record(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    first = at_desk.file("CB", (at_desk.cast.tyler, "target"))
    second = at_desk.file("CB", (at_desk.cast.demi, "target"))
    at_desk.open(first)
    at_desk.presenter.do(RecordAct.NOTE)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, NotePanel)
    qtbot.keyClicks(panel.text, "Half a note")
    at_desk.open(second)
    assert _panel(at_desk) is None
    at_desk.open(first)
    back = _panel(at_desk)
    assert isinstance(back, NotePanel) and back.text.text() == "Half a note"


def test_escape_puts_a_form_away_with_its_words(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    _opened(at_desk)
    at_desk.presenter.do(RecordAct.NOTE)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, NotePanel)
    qtbot.keyClicks(panel.text, "Later")
    qtbot.keyClick(panel.text, Qt.Key.Key_Escape)
    assert _panel(at_desk) is None
    at_desk.presenter.do(RecordAct.NOTE)
    back = _panel(at_desk)
    assert isinstance(back, NotePanel) and back.text.text() == "Later"


def test_telling_is_held_only_on_advice(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    _opened(at_desk)
    at_desk.presenter._more(MoreAct.TOLD)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, TellingPanel)
    assert not panel.field("advised_by").isVisible()
    panel.state.set_value(TellingState.HELD)
    panel.state.chosen.emit(TellingState.HELD)
    assert panel.field("advised_by").isVisible() and not panel.field("at").isVisible()
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert panel.field("advised_by").error
    qtbot.keyClicks(panel.advised_by, "Ms Hale, LADO")
    qtbot.keyClicks(panel.until._date.line, "fri")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    told = _view(at_desk).page.told[0]
    assert told.status is not None and told.status.words == "Held"
    assert "Until Fri 16 Oct 2026" in told.lines


@pytest.mark.parametrize("form", ["note", "decision", "told"])
def test_a_time_still_to_come_is_said_beside_it_and_the_words_stay(
    qtbot: QtBot, at_desk: IncidentsDesk, form: str
) -> None:
    _opened(at_desk)
    {
        "note": lambda: at_desk.presenter.do(RecordAct.NOTE),
        "decision": lambda: at_desk.presenter.do(RecordAct.DECISION),
        "told": lambda: at_desk.presenter._more(MoreAct.TOLD),
    }[form]()
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, NotePanel | DecisionPanel | TellingPanel)
    if isinstance(panel, NotePanel):
        panel.kind.set_value(NoteKind.LADO_CONTACT)
        qtbot.keyClicks(panel.text, "Left a voicemail")
    elif isinstance(panel, DecisionPanel):
        panel.kind.set_value(DecisionKind.MONITOR.value)
        qtbot.keyClicks(panel.what, "Left a voicemail")
        qtbot.keyClicks(panel.reason, "As advised")
    else:
        qtbot.keyClicks(panel.what, "Left a voicemail")
    panel.at._date.line.selectAll()
    qtbot.keyClicks(panel.at._date.line, "1/3/2027 1000")
    for _ in range(2):
        qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        at_desk.settle()
        assert _panel(at_desk) is panel, "nothing is saved, however often it is asked"
        assert "future" in panel.field("at").error
    assert "Left a voicemail" in [text for _, text in panel.texts()]
    page = _view(at_desk).page
    assert (page.notes, page.decisions, page.told) == ((), (), ())
    panel.at._date.line.selectAll()
    qtbot.keyClicks(panel.at._date.line, "now")
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at_desk.settle()
    assert _panel(at_desk) is None


def test_what_somebody_was_told_is_asked_only_where_they_were_and_is_kept_as_a_draft(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    _opened(at_desk)
    at_desk.presenter._more(MoreAct.TOLD)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, TellingPanel)
    qtbot.keyClicks(panel.what, "That it is being looked into")
    assert ("What they were told", "That it is being looked into") in panel.texts()
    panel.set_texts((("What they were told", "That it was looked into"),))
    assert panel.telling().what == "That it was looked into"
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert _view(at_desk).page.told[0].lines[0] == "What they were told: That it was looked into"
    at_desk.presenter._more(MoreAct.TOLD)
    again = at_desk.presenter.page.record.panel
    assert isinstance(again, TellingPanel)
    again.state.set_value(TellingState.HELD)
    again.state.chosen.emit(TellingState.HELD)
    assert not again.field("what").isVisible()


def test_on_a_record_about_the_head_nobody_is_asked_to_tell_the_head(
    sit_down: Callable[[str], IncidentsDesk],
) -> None:
    at_desk = sit_down("dsl")
    reference = at_desk.desk.wait(
        lambda: log_incident(
            at_desk.session, "COND", (at_desk.cast.tyler, "child_of_concern"), about_head=True
        )
    )
    at_desk.open(reference)
    at_desk.presenter._more(MoreAct.TOLD)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, TellingPanel)
    offered = [panel.whom.itemText(place) for place in range(panel.whom.count())]
    assert "Headteacher" not in offered
    panel.whom.set_value(Whom.CHAIR)
    assert panel.whom.value() is Whom.CHAIR


def test_an_action_is_added_and_done_with_a_note(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    _opened(at_desk)
    at_desk.presenter._more(MoreAct.ACTION)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, ActionPanel)
    qtbot.keyClicks(panel.what, "Look in at lunch")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    action = _view(at_desk).page.actions[0]
    assert action.can_be_done
    at_desk.presenter.page.record.signals.done_requested.emit(action.entry)
    done = at_desk.presenter.page.record.panel
    assert isinstance(done, ReasonPanel) and done.reason.hasFocus()
    qtbot.keyClicks(done.reason, "Done on Monday")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert not _view(at_desk).page.actions[0].can_be_done


def test_closing_needs_an_outcome_and_can_be_undone_with_a_reason(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    _opened(at_desk, "CB")
    header = at_desk.presenter.page.record.header
    assert header.action(MoreAct.CLOSE).isVisible() and not header.action(MoreAct.REOPEN).isVisible()
    at_desk.presenter._more(MoreAct.CLOSE)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, ClosingPanel)
    qtbot.keyClicks(panel.reason, "It has stopped.")
    at_desk.presenter.do(RecordAct.FILE)
    assert panel.field("outcome").error
    panel.outcome.set_value(Outcome.RESOLVED.value)
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert _view(at_desk).page.state is IncidentState.CLOSED
    assert header.action(MoreAct.REOPEN).isVisible()
    at_desk.presenter._more(MoreAct.REOPEN)
    reopen = at_desk.presenter.page.record.panel
    assert isinstance(reopen, ReasonPanel)
    qtbot.keyClicks(reopen.reason, "It began again.")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert _view(at_desk).page.state is IncidentState.OPEN


def test_severity_and_kind_are_set_with_a_reason(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    _opened(at_desk, "CB")
    at_desk.presenter._more(MoreAct.TRIAGE)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, TriagePanel)
    panel.severity.set_value(Severity.HIGH)
    panel.kind.set_code("TR")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert panel.field("reason").error
    qtbot.keyClicks(panel.reason, "Triage")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    incident = _view(at_desk).page.incident
    assert incident.severity is Severity.HIGH and incident.category == "TR"


def test_the_wrong_person_leaves_the_record_and_their_page(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    _opened(at_desk, "CB")
    tyler = at_desk.cast.tyler
    table = at_desk.presenter.page.record.section("who").findChild(WhoTable)
    assert table is not None
    table.wrong_buttons[0].click()
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, ReasonPanel)
    qtbot.keyClicks(panel.reason, "It was another boy")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert tyler.name not in _texts(at_desk.presenter.page.record.section("who"))
    assert tyler.reference is not None
    reference = tyler.reference
    assert at_desk.desk.wait(lambda: people.naming(at_desk.session, reference)) == []


def test_entered_in_error_leaves_the_list(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    _opened(at_desk, "CB")
    at_desk.presenter._more(MoreAct.ERROR)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, ReasonPanel)
    qtbot.keyClicks(panel.reason, "Filed twice")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert at_desk.presenter.page.list_pane.list.row_count() == 0
    assert "Filed twice" in _view(at_desk).page.entered_in_error
    assert not at_desk.presenter.page.record.header.note_button.isEnabled()
    assert at_desk.presenter.record_acts == {RecordAct.PRINT, RecordAct.SHOW_ONE}


def test_an_entry_made_in_error_leaves_the_page(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    _opened(at_desk, "CB")
    at_desk.presenter.do(RecordAct.NOTE)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, NotePanel)
    qtbot.keyClicks(panel.text, "On the wrong record")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    note = _view(at_desk).page.notes[0]
    at_desk.presenter.page.record.signals.withdraw_requested.emit(note.entry)
    reason = at_desk.presenter.page.record.panel
    assert isinstance(reason, ReasonPanel)
    qtbot.keyClicks(reason.reason, "Another child")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert _view(at_desk).page.notes == ()


def test_a_check_kept_in_error_leaves_the_page(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    cast = at_desk.cast
    record = at_desk.file("SPC", (cast.shona, "adult_of_concern"), (cast.tyler, "child_contacted"))

    def keep() -> None:
        question = ContactQuestion(cast.shona, cast.tyler, "tiktok", moment("2026-10-05 19:00"))
        contact_checks.keep(at_desk.session, record, contact_checks.check(at_desk.session, question))

    at_desk.desk.wait(keep)
    at_desk.open(record)
    section = at_desk.presenter.page.record.section("checks")
    button = next(one for one in section.findChildren(Button) if one.text() == "Entered in error")
    button.click()
    reason = at_desk.presenter.page.record.panel
    assert isinstance(reason, ReasonPanel)
    qtbot.keyClicks(reason.reason, "Kept with the wrong record")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert _view(at_desk).checks == ()


def test_filing_elsewhere_offers_only_parts_the_key_opens(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    _opened(at_desk, "CB")
    at_desk.presenter._more(MoreAct.REFILE)
    at_desk.settle()
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, ReasonPanel) and panel.choice is not None
    offered = [panel.choice.itemText(place) for place in range(panel.choice.count())]
    assert len(offered) == 2, "the DSL opens c2 and c3, and this record lies in c1"
    panel.choice.set_value(Compartment.ADULTS)
    qtbot.keyClicks(panel.reason, "It is about an adult")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert _view(at_desk).reference.compartment is Compartment.ADULTS


def test_only_one_record_is_shown_to_a_visitor(at_desk: IncidentsDesk) -> None:
    _opened(at_desk)
    told: list[bool] = []
    at_desk.presenter.one_record_changed.connect(told.append)
    at_desk.presenter.do(RecordAct.SHOW_ONE)
    page = at_desk.presenter.page
    assert told == [True]
    assert not page.list_pane.isVisible()
    assert "Shona Pike" not in _texts(page.record.section("who"))
    assert "Shona Pike" not in _texts(page.record.header)
    at_desk.presenter.do(RecordAct.SHOW_ONE)
    assert page.list_pane.isVisible() and "Shona Pike" in _texts(page.record.section("who"))
    assert told == [True, False]


def test_what_others_do_is_asked_for(at_desk: IncidentsDesk) -> None:
    _opened(at_desk)
    reference = _view(at_desk).reference
    for act, name in (
        (MoreAct.CHECK, "check_requested"),
        (MoreAct.REFERRAL, "referral_requested"),
        (MoreAct.PRINT, "print_requested"),
    ):
        at_desk.presenter._more(act)
        assert at_desk.asked[name] == [reference]
    at_desk.presenter.page.record.signals.person_opened.emit(at_desk.cast.tyler.reference)
    assert at_desk.asked["person_requested"] == [at_desk.cast.tyler.reference]


def test_an_act_of_today_opens_the_record_with_its_form(at_desk: IncidentsDesk) -> None:
    reference = at_desk.file("CB", (at_desk.cast.tyler, "target"))
    at_desk.presenter.record_telling(reference, Whom.PARENT)
    at_desk.settle()
    assert _view(at_desk).reference == reference
    assert isinstance(at_desk.presenter.page.record.panel, TellingPanel)


def test_a_change_elsewhere_is_shown_at_once_and_other_news_is_not_read(at_desk: IncidentsDesk) -> None:
    _opened(at_desk, "CB")
    reference = _view(at_desk).reference
    before = at_desk.presenter.page.record.view
    changes = at_desk.desk.wait(
        lambda: entries.close(at_desk.session, reference, Outcome.RESOLVED, "It has stopped")
    )
    at_desk.presenter.refresh(replace(changes, touched=frozenset()))
    at_desk.settle()
    assert at_desk.presenter.page.record.view is before
    at_desk.presenter.refresh(changes)
    at_desk.settle()
    assert _view(at_desk).page.state is IncidentState.CLOSED


def test_decisions_know_every_kind_the_catalogue_offers(at_desk: IncidentsDesk) -> None:
    _opened(at_desk)
    at_desk.presenter.do(RecordAct.DECISION)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, DecisionPanel)
    offered = {panel.kind._values[place] for place in range(1, panel.kind.count())}
    assert offered == {kind.value for kind in DecisionKind}


def test_a_record_that_is_gone_is_said_and_not_a_crash(at_desk: IncidentsDesk) -> None:
    reference = at_desk.file("CB", (at_desk.cast.tyler, "target"))
    at_desk.presenter.open_record(replace(reference, compartment=Compartment.ADULTS))
    at_desk.settle()
    box = at_desk.window.messages.open_sheet
    assert box is not None and "filed elsewhere" in box.message.sentence


def test_a_note_begun_before_a_power_cut_comes_back_with_its_record(
    qtbot: QtBot, sit_down: Callable[[str], IncidentsDesk]
) -> None:
    at_desk = sit_down("dsl")
    _opened(at_desk, "CB")
    reference = _view(at_desk).reference
    at_desk.presenter.do(RecordAct.NOTE)
    panel = _panel(at_desk)
    assert isinstance(panel, NotePanel) and at_desk.presenter.panels is not None
    qtbot.keyClicks(panel.text, "Half a sentence about Ty")
    at_desk.presenter.panels.keeper.keep_now()
    at_desk.settle()
    at_desk.school.clock.set("2026-10-14 09:00")
    again = sit_down("dsl")
    lines = again.desk.wait(lambda: today.today(again.session).drafts)
    assert [(one.first_words, one.kind) for one in lines] == [
        ("Half a sentence about Ty", "Note on 2026-0001")
    ]
    again.presenter.resume_draft(lines[0].id)
    again.settle()
    back = _panel(again)
    assert isinstance(back, NotePanel)
    assert back.text.text() == "Half a sentence about Ty"
    moment = back.note().at
    assert moment.start is not None and moment.start.day == 12, "“now” is when it was typed"
    qtbot.keyClicks(back.text, "ler")
    again.presenter.do(RecordAct.FILE)
    again.settle()
    assert _view(again).page.notes and _view(again).reference == reference
    assert again.desk.wait(lambda: today.today(again.session).drafts) == ()


def test_a_form_put_away_empty_leaves_no_draft(at_desk: IncidentsDesk) -> None:
    _opened(at_desk, "CB")
    at_desk.presenter.do(RecordAct.NOTE)
    panel = _panel(at_desk)
    assert isinstance(panel, NotePanel)
    panel.put_away.emit()
    at_desk.settle()
    assert at_desk.desk.wait(lambda: entry_drafts.open_entries(at_desk.session)) == []
