"""The record: who was told, what and when, and times that cannot be."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeguard_app.domain.entries import DecisionKind, NoteKind, TellingState, Whom
from safeguard_app.domain.people import FamilyLink, Person, PersonKind, Relation
from safeguard_app.domain.person_facts import TellingRule
from safeguard_app.services import people
from safeguard_app.ui.incidents.decision_panel import DecisionPanel
from safeguard_app.ui.incidents.note_panel import NotePanel
from safeguard_app.ui.incidents.record_acts import MoreAct
from safeguard_app.ui.incidents.telling_panel import TellingPanel
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.widgets.button import Button
from tests.services.conftest import log_incident
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import opened, panel_of, texts, view_of


def test_telling_is_held_only_on_advice(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    opened(at_desk)
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
    told = view_of(at_desk).page.told[0]
    assert told.status is not None and told.status.words == "Held"
    assert "Until Fri 16 Oct 2026" in told.lines


@pytest.mark.parametrize("form", ["note", "decision", "told"])
def test_a_time_still_to_come_is_said_beside_it_and_the_words_stay(
    qtbot: QtBot, at_desk: IncidentsDesk, form: str
) -> None:
    opened(at_desk)
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
        assert panel_of(at_desk) is panel, "nothing is saved, however often it is asked"
        assert "future" in panel.field("at").error
    assert "Left a voicemail" in [text for _, text in panel.texts()]
    page = view_of(at_desk).page
    assert (page.notes, page.decisions, page.told) == ((), (), ())
    panel.at._date.line.selectAll()
    qtbot.keyClicks(panel.at._date.line, "now")
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at_desk.settle()
    assert panel_of(at_desk) is None


def test_what_somebody_was_told_is_asked_only_where_they_were_and_is_kept_as_a_draft(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    opened(at_desk)
    at_desk.presenter._more(MoreAct.TOLD)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, TellingPanel)
    qtbot.keyClicks(panel.what, "That it is being looked into")
    assert ("What they were told", "That it is being looked into") in panel.texts()
    panel.set_texts((("What they were told", "That it was looked into"),))
    assert panel.telling().what == "That it was looked into"
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert view_of(at_desk).page.told[0].lines[0] == "What they were told: That it was looked into"
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


def test_who_must_not_be_told_is_said_before_anything_is_saved_and_stops_nobody(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    def mother_and_father() -> None:
        session, child = at_desk.session, at_desk.cast.tyler.reference
        assert child is not None
        mother, _ = people.add(
            session, Person("Mrs Dawn Pike", PersonKind.PARENT_CARER, interpreter="BSL interpreter")
        )
        stored = people.stored_person(session, child)
        link = FamilyLink(mother.id, Relation.PARENT, "mother", parental_responsibility=True)
        rule = TellingRule("Mr Gary Renshaw", may=False, reason="No contact with Tyler")
        known = replace(stored.content, family=(link,), telling_rules=(rule,))
        people.correct(session, child, known, "More is known.", replacing=stored.number)

    at_desk.desk.wait(mother_and_father)
    opened(at_desk)
    at_desk.presenter._more(MoreAct.TOLD)
    at_desk.settle()
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, TellingPanel)
    assert panel.cautions.isVisible() and "Mr Gary Renshaw must not be told" in texts(panel.cautions)
    offer = next(one for one in panel.findChildren(Button) if one.text().startswith("Mrs Dawn Pike"))
    offer.setFocus()
    qtbot.keyClick(offer, Qt.Key.Key_Space)
    assert (panel.name.text(), panel.interpreter.text()) == ("Mrs Dawn Pike", "BSL interpreter")
    assert not panel.warning.isVisible()
    panel.name.clear()
    qtbot.keyClicks(panel.name, "Mr gary renshaw")
    assert panel.warning.isVisible() and "No contact with Tyler" in panel.warning.text()
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert len(view_of(at_desk).page.told) == 1
