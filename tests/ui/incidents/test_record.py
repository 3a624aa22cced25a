"""The record: opening, its sections, the forms above it, and what can be done with it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeguard_app.domain.entries import DecisionKind, Outcome, Whom
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.incidents import IncidentState, Severity
from safeguard_app.services import (
    entries,
    entry_drafts,
    incident_lists,
    today,
)
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.incidents.decision_panel import DecisionPanel
from safeguard_app.ui.incidents.laws_panel import LawsPanel
from safeguard_app.ui.incidents.note_panel import NotePanel
from safeguard_app.ui.incidents.record_acts import MoreAct
from safeguard_app.ui.incidents.small_panels import ActionPanel, ClosingPanel, ReasonPanel, TriagePanel
from safeguard_app.ui.incidents.telling_panel import TellingPanel
from safeguard_app.ui.shell.page import RecordAct
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import opened, panel_of, texts, view_of


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
    opened(at_desk)
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
        "allegation",
        "plans",
        "told",
        "notes",
        "actions",
        "response",
        "support",
        "limits",
        "registers",
        "case",
        "documents",
        "life",
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
    assert view_of(at_desk).reference == second, "newest first"
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    at_desk.settle()
    assert view_of(at_desk).reference == first


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


def test_the_list_is_narrowed_to_one_kind_by_keyboard(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    at_desk.file("CB", (at_desk.cast.tyler, "target"), account="They wrote baby under the video.")
    at_desk.file("TR", (at_desk.cast.nandra, "target"), account="A page mocks the teacher.")
    at_desk.presenter.open_list(IncidentFilter(StateFilter.OPEN))
    at_desk.settle()
    pane = at_desk.presenter.page.list_pane
    assert pane.list.row_count() == 2
    assert pane.category.itemText(0) == "Every kind"
    pane.category.setFocus()
    qtbot.keyClicks(pane.category, "Troll")
    assert pane.category.currentText() == "Trolling"
    at_desk.settle()
    assert pane.list.row_count() == 1
    assert pane.wanted().category == "TR"
    pane.show_filter(IncidentFilter())
    assert pane.category.value() == ""


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
    opened(at_desk)
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
    page = view_of(at_desk).page
    assert page.notes[0].lines[0] == "Rang Tyler's mother."
    assert [(one.title, one.when) for one in page.actions] == [("Call again", "due Fri 16 Oct 2026")]
    assert at_desk.presenter.page.record.panel is None


def test_a_decision_is_refused_without_reason_and_keeps_its_words(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    opened(at_desk)
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
    assert panel.field("limbs").error, "below the threshold never hides a limb of it"
    panel.kind.set_value("harm_threshold_met")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    stored = view_of(at_desk).page.decisions
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
    assert panel_of(at_desk) is None
    at_desk.open(first)
    back = panel_of(at_desk)
    assert isinstance(back, NotePanel) and back.text.text() == "Half a note"


def test_escape_puts_a_form_away_with_its_words(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    opened(at_desk)
    at_desk.presenter.do(RecordAct.NOTE)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, NotePanel)
    qtbot.keyClicks(panel.text, "Later")
    qtbot.keyClick(panel.text, Qt.Key.Key_Escape)
    assert panel_of(at_desk) is None
    at_desk.presenter.do(RecordAct.NOTE)
    back = panel_of(at_desk)
    assert isinstance(back, NotePanel) and back.text.text() == "Later"


def test_an_action_is_added_and_done_with_a_note(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    opened(at_desk)
    at_desk.presenter._more(MoreAct.ACTION)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, ActionPanel)
    qtbot.keyClicks(panel.what, "Look in at lunch")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    action = view_of(at_desk).page.actions[0]
    assert action.can_be_done
    at_desk.presenter.page.record.signals.done_requested.emit(action.entry)
    done = at_desk.presenter.page.record.panel
    assert isinstance(done, ReasonPanel) and done.reason.hasFocus()
    qtbot.keyClicks(done.reason, "Done on Monday")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert not view_of(at_desk).page.actions[0].can_be_done


def test_closing_needs_an_outcome_and_can_be_undone_with_a_reason(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    opened(at_desk, "CB")
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
    assert view_of(at_desk).page.state is IncidentState.CLOSED
    assert header.action(MoreAct.REOPEN).isVisible()
    at_desk.presenter._more(MoreAct.REOPEN)
    reopen = at_desk.presenter.page.record.panel
    assert isinstance(reopen, ReasonPanel)
    qtbot.keyClicks(reopen.reason, "It began again.")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert view_of(at_desk).page.state is IncidentState.OPEN


def test_severity_and_kind_are_set_with_a_reason(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    opened(at_desk, "CB")
    at_desk.presenter._more(MoreAct.TRIAGE)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, TriagePanel)
    panel.severity.set_value(Severity.HIGH)
    panel.kind.set_code("TR")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert panel.field("reason").error and panel.field("severity_reason").error
    qtbot.keyClicks(panel.severity_reason, "A threat")
    qtbot.keyClicks(panel.reason, "Triage")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    incident = view_of(at_desk).page.incident
    assert incident.severity is Severity.HIGH and incident.category == "TR"


def test_laws_that_may_apply_are_ticked_by_keyboard_with_a_reason(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    opened(at_desk, "CB")
    at_desk.presenter._more(MoreAct.LAWS)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, LawsPanel)
    asked, others = panel.groups
    assert panel.answer() == ((), "")
    assert "harassment_1997" in asked._boxes and "copyright_1988" in others._boxes
    box = asked.box("harassment_1997")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert panel.field("reason").error
    qtbot.keyClicks(panel.reason, "Triage")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    page = view_of(at_desk).page
    assert page.incident.possible_laws == ("harassment_1997",)
    said = next(one.words for one in page.circumstances if one.label == "Laws that may apply")
    assert "confirm with the police or the school’s legal adviser" in said


def test_only_one_record_is_shown_to_a_visitor(at_desk: IncidentsDesk) -> None:
    opened(at_desk)
    told: list[bool] = []
    at_desk.presenter.one_record_changed.connect(told.append)
    at_desk.presenter.do(RecordAct.SHOW_ONE)
    page = at_desk.presenter.page
    assert told == [True]
    assert not page.list_pane.isVisible()
    assert "Shona Pike" not in texts(page.record.section("who"))
    assert "Shona Pike" not in texts(page.record.header)
    at_desk.presenter.do(RecordAct.SHOW_ONE)
    assert page.list_pane.isVisible() and "Shona Pike" in texts(page.record.section("who"))
    assert told == [True, False]


def test_what_others_do_is_asked_for(at_desk: IncidentsDesk) -> None:
    opened(at_desk)
    reference = view_of(at_desk).reference
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
    assert view_of(at_desk).reference == reference
    assert isinstance(at_desk.presenter.page.record.panel, TellingPanel)


def test_a_change_elsewhere_is_shown_at_once_and_other_news_is_not_read(at_desk: IncidentsDesk) -> None:
    opened(at_desk, "CB")
    reference = view_of(at_desk).reference
    before = at_desk.presenter.page.record.view
    changes = at_desk.desk.wait(
        lambda: entries.close(at_desk.session, reference, Outcome.RESOLVED, "It has stopped")
    )
    at_desk.presenter.refresh(replace(changes, touched=frozenset()))
    at_desk.settle()
    assert at_desk.presenter.page.record.view is before
    at_desk.presenter.refresh(changes)
    at_desk.settle()
    assert view_of(at_desk).page.state is IncidentState.CLOSED


def test_decisions_know_every_kind_the_catalogue_offers(at_desk: IncidentsDesk) -> None:
    opened(at_desk)
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
    opened(at_desk, "CB")
    reference = view_of(at_desk).reference
    at_desk.presenter.do(RecordAct.NOTE)
    panel = panel_of(at_desk)
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
    back = panel_of(again)
    assert isinstance(back, NotePanel)
    assert back.text.text() == "Half a sentence about Ty"
    moment = back.note().at
    assert moment.start is not None and moment.start.day == 12, "“now” is when it was typed"
    qtbot.keyClicks(back.text, "ler")
    again.presenter.do(RecordAct.FILE)
    again.settle()
    assert view_of(again).page.notes and view_of(again).reference == reference
    assert again.desk.wait(lambda: today.today(again.session).drafts) == ()


def test_a_form_put_away_empty_leaves_no_draft(at_desk: IncidentsDesk) -> None:
    opened(at_desk, "CB")
    at_desk.presenter.do(RecordAct.NOTE)
    panel = panel_of(at_desk)
    assert isinstance(panel, NotePanel)
    panel.put_away.emit()
    at_desk.settle()
    assert at_desk.desk.wait(lambda: entry_drafts.open_entries(at_desk.session)) == []


def test_sections_in_view_are_made_at_once_and_the_others_follow(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    opened(at_desk)
    page = at_desk.presenter.page.record
    view = view_of(at_desk)
    whole = page.section_keys()
    page.show_nothing()
    page.show_record(view)
    first = len(page._sections)
    assert 3 <= first < len(whole) and not page.stands
    qtbot.waitUntil(lambda: page.stands)
    assert page.section_keys() == whole


def test_shown_again_each_section_gives_way_in_its_place_and_nothing_moves(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    opened(at_desk)
    page = at_desk.presenter.page.record
    view = view_of(at_desk)
    page.jump("notes")
    at_desk.settle()
    bar, note = page.body.verticalScrollBar(), page.section("notes")
    place, whole = bar.value(), page.section_keys()
    assert place > 0
    qtbot.waitUntil(note.isVisible)
    page.show_record(view)
    assert note.isVisible(), "it stands there until the new one does"
    qtbot.waitUntil(lambda: page.stands)
    at_desk.settle()
    column = page.body.column
    places = [column.indexOf(page.section(key)) for key in whole]
    assert places == sorted(places) and -1 not in places
    assert page.section("notes") is not note and bar.value() == place


def test_names_are_hidden_at_once(at_desk: IncidentsDesk) -> None:
    opened(at_desk)
    page = at_desk.presenter.page.record
    page.hide_names(True)
    assert page.stands and page._before == {}
