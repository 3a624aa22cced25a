"""The response on a record's page: steps by keyboard, what is offered next, bans, letters, support; words are kept."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.responses import BanStanding, PlatformResult, StepResult
from safeguard_app.services import entries, responses, today
from safeguard_app.services.paper_views import LetterPaper
from safeguard_app.ui.incidents.ban_panel import BanPanel
from safeguard_app.ui.incidents.letter_panel import LetterPanel, SentPanel
from safeguard_app.ui.incidents.response_panels import (
    ChasePanel,
    PlatformPanel,
    ReportResultPanel,
    ResultPanel,
    StepPanel,
)
from safeguard_app.ui.incidents.support_panels import SupportAnswerPanel, SupportPanel
from safeguard_app.ui.incidents.telling_panel import TellingPanel
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import opened, panel_of, texts, view_of

HALLOWAY = PersonRef(None, "Mr Dean Halloway", "Parent or carer")


@pytest.fixture
def trolled(at_desk: IncidentsDesk) -> IncidentsDesk:
    """The posts about Ms Nandra, with Tyler named, in view."""
    cast = at_desk.cast
    at_desk.open(at_desk.file("TR", (cast.nandra, "target"), (HALLOWAY, "author"), (cast.tyler, "depicted")))
    return at_desk


def press(desk: IncidentsDesk, name: str) -> None:
    """Press the button that is announced so, in the record."""
    body = desk.presenter.page.record.body
    found = [
        button
        for button in body.findChildren(QPushButton)
        if (button.accessibleName() or button.text()).replace("&", "") == name and not button.isHidden()
    ]
    assert found, f"no button {name}"
    found[0].click()
    desk.settle()


def save(qtbot: QtBot, desk: IncidentsDesk) -> None:
    """Ctrl+Enter in the form above the record."""
    panel = panel_of(desk)
    assert panel is not None
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()


def type_day(qtbot: QtBot, field: object, words: str) -> None:
    """Type a day over what stands in a field."""
    line = field._date.line  # type: ignore[attr-defined]
    line.selectAll()
    qtbot.keyClicks(line, words)


def test_a_call_is_recorded_and_the_letter_is_offered_next(qtbot: QtBot, trolled: IncidentsDesk) -> None:
    press(trolled, "Record: Telephone call")
    panel = panel_of(trolled)
    assert isinstance(panel, StepPanel)
    assert panel.said.hasFocus() or trolled.window.isHidden(), "what was said is typed at once"
    assert panel.with_whom.text() == "Mr Dean Halloway"
    qtbot.keyClicks(panel.said, "Asked for removal by five.")
    type_day(qtbot, panel.deadline, "today 1700")
    panel.result.set_value(StepResult.AGREED.value)
    save(qtbot, trolled)
    ladder = view_of(trolled).response.ladder
    assert ladder is not None and ladder.next_code == "letter"
    section = trolled.presenter.page.record.section("response")
    for words in ("Telephone call, Mr Dean Halloway", "Agreed to", "Asked for by", "Next: Letter asking"):
        assert words in texts(section)
    press(trolled, "What came of it: Telephone call, Mr Dean Halloway")
    result = panel_of(trolled)
    assert isinstance(result, ResultPanel)
    result.result.set_value(StepResult.REFUSED.value)
    save(qtbot, trolled)
    assert "Refused" in texts(trolled.presenter.page.record.section("response"))


def test_a_step_without_words_is_not_saved_and_says_so_beside_its_box(
    qtbot: QtBot, trolled: IncidentsDesk
) -> None:
    press(trolled, "Record: Telephone call")
    save(qtbot, trolled)
    panel = panel_of(trolled)
    assert isinstance(panel, StepPanel) and panel.field("said").error
    assert view_of(trolled).response.steps == 0


def test_words_left_in_a_form_come_back_after_a_lock(qtbot: QtBot, trolled: IncidentsDesk) -> None:
    reference = view_of(trolled).reference
    press(trolled, "Record: Telephone call")
    panel = panel_of(trolled)
    assert isinstance(panel, StepPanel)
    qtbot.keyClicks(panel.said, "He hung up.")
    assert trolled.presenter.panels is not None
    trolled.presenter.panels.keeper.keep_now()
    trolled.settle()
    lines = trolled.desk.wait(lambda: today.today(trolled.session).drafts)
    assert [line.kind.partition(" on ")[0] for line in lines] == ["Step of the response"]
    trolled.presenter.panels._kept.clear()
    trolled.presenter.panels._open = None
    trolled.presenter.panels.keeper._ids.clear()
    trolled.presenter.panels.keeper._fresh.clear()
    trolled.presenter.panels.keeper.look_for(reference)
    trolled.settle()
    again = panel_of(trolled)
    assert isinstance(again, StepPanel) and again is not panel
    assert again.said.text() == "He hung up."


def test_a_report_says_evidence_first_and_is_asked_again(qtbot: QtBot, trolled: IncidentsDesk) -> None:
    press(trolled, "Record: Report to a platform")
    panel = panel_of(trolled)
    assert isinstance(panel, PlatformPanel)
    assert "Nothing is captured on this record yet" in texts(panel)
    panel.platform.set_platform("facebook")
    qtbot.keyClicks(panel.what, "The post about parking.")
    qtbot.keyClicks(panel.reference, "FB-77120")
    save(qtbot, trolled)
    press(trolled, "Asked again: Report to a platform: Facebook")
    chase = panel_of(trolled)
    assert isinstance(chase, ChasePanel) and "not a legal right" in texts(chase)
    save(qtbot, trolled)
    press(trolled, "What came of it: Report to a platform: Facebook")
    told = panel_of(trolled)
    assert isinstance(told, ReportResultPanel)
    told.result.set_value(PlatformResult.GONE.value)
    save(qtbot, trolled)
    assert told.field("told_by").error, "somebody has to have said so"
    qtbot.keyClicks(told.told_by, "Ms Nandra")
    save(qtbot, trolled)
    section = texts(trolled.presenter.page.record.section("response"))
    assert "Gone" in section and "As told by Ms Nandra" in section and "FB-77120" in section


def test_where_nobody_may_look_the_form_says_so_and_asks_for_no_capture(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    at_desk.open(at_desk.file("II", (at_desk.cast.tyler, "depicted")))
    press(at_desk, "Record: Report to a platform")
    panel = panel_of(at_desk)
    assert isinstance(panel, PlatformPanel) and "captured" not in texts(panel)
    panel.platform.set_platform("snapchat")
    qtbot.keyClicks(panel.what, "As Tyler told it.")
    save(qtbot, at_desk)
    press(at_desk, "What came of it: Report to a platform: Snapchat")
    assert "Nobody looks to find out" in texts(panel_of(at_desk) or at_desk.window)


def test_a_letter_to_somebody_held_back_asks_why_it_goes_to_them(
    qtbot: QtBot, trolled: IncidentsDesk
) -> None:
    view = view_of(trolled)
    held = Telling(
        Whom.OTHER,
        "Mr Dean Halloway",
        TellingState.HELD,
        not_known(),
        ground="enquiry",
        advised_by="the police",
    )
    trolled.desk.wait(lambda: entries.add_telling(trolled.session, view.reference, held))
    press(trolled, "Draft the letter: Letter asking for removal")
    panel = panel_of(trolled)
    assert isinstance(panel, LetterPanel) and not panel.field("goes_despite").isVisible()
    body = (
        panel.body.text().replace("[the service]", "Facebook").replace("[the day and time]", "noon on Friday")
    )
    panel.body.set_text(body)
    save(qtbot, trolled)
    section = texts(trolled.presenter.page.record.section("response"))
    assert (
        "Mr Dean Halloway: held on the advice of the police" in section and "why it goes to them" in section
    )
    press(trolled, "Edit: Letter asking for removal")
    edit = panel_of(trolled)
    assert isinstance(edit, LetterPanel) and edit.field("goes_despite").isVisible()
    qtbot.keyClicks(edit.goes_despite, "The police agreed.")
    save(qtbot, trolled)
    assert "Ready, not sent" in texts(trolled.presenter.page.record.section("response"))


def test_a_ban_is_provisional_until_it_is_decided_after_the_answer(
    qtbot: QtBot, trolled: IncidentsDesk
) -> None:
    press(trolled, "Record: Provisional ban from the premises")
    panel = panel_of(trolled)
    assert isinstance(panel, BanPanel) and "section 547" in texts(panel)
    qtbot.keyClicks(panel.reason, "You wrote that you know where she parks.")
    type_day(qtbot, panel.end, "18/12")
    type_day(qtbot, panel.representations, "19/10")
    save(qtbot, trolled)
    section = texts(trolled.presenter.page.record.section("response"))
    assert (
        "Ban of Mr Dean Halloway: provisional" in section
        and "They may answer until Mon 19 Oct 2026" in section
    )
    assert "Next: Representations received, until Mon 19 Oct 2026" in section

    press(trolled, "Record: Decision on the ban")
    decision = panel_of(trolled)
    assert isinstance(decision, BanPanel)
    assert decision.reason.text() == "You wrote that you know where she parks.", "nothing is typed twice"
    decision.outcome.set_value("confirmed")
    type_day(qtbot, decision.review, "18/12")
    save(qtbot, trolled)
    assert "before the ban ends" in decision.field("review_on").error
    type_day(qtbot, decision.review, "27/11")
    save(qtbot, trolled)
    (ban,) = trolled.desk.wait(lambda: responses.bans_in_force(trolled.session))
    assert ban.provisional and ban.review_on == date(2026, 11, 27)
    assert "decided before they were heard" in texts(trolled.presenter.page.record.section("response"))
    assert view_of(trolled).response.bans[0].status.words != BanStanding.CONFIRMED.value


def test_a_letter_is_drafted_filled_copied_and_said_to_be_sent(qtbot: QtBot, trolled: IncidentsDesk) -> None:
    press(trolled, "Draft the letter: Letter asking for removal")
    panel = panel_of(trolled)
    assert isinstance(panel, LetterPanel) and panel.body.hasFocus() == panel.body.hasFocus()
    assert not panel.has_words(), "nobody typed anything yet"
    save(qtbot, trolled)
    section = texts(trolled.presenter.page.record.section("response"))
    assert "Draft, not ready to go" in section and "Still to be filled in: [the service]" in section

    press(trolled, "Edit: Letter asking for removal")
    edit = panel_of(trolled)
    assert isinstance(edit, LetterPanel)
    body = (
        edit.body.text().replace("[the service]", "Facebook").replace("[the day and time]", "noon on Friday")
    )
    edit.body.set_text(f"{body}\n\nTyler was named in it.")
    save(qtbot, trolled)
    assert "It names Tyler Pike" in texts(trolled.presenter.page.record.section("response"))
    press(trolled, "Edit: Letter asking for removal")
    edit = panel_of(trolled)
    assert isinstance(edit, LetterPanel) and edit.field("names_kept").isVisible()
    edit.body.set_text(body)
    save(qtbot, trolled)

    press(trolled, "Copy as plain text: Letter asking for removal")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Mr Dean Halloway\n") and "noon on Friday" in copied and "2026-0" not in copied
    asked: list[object] = []
    trolled.presenter.page.record.signals.paper_requested.connect(asked.append)
    press(trolled, "Look at it, print or save: Letter asking for removal")
    assert isinstance(asked[0], LetterPaper)
    press(trolled, "Sent: Letter asking for removal")
    sent = panel_of(trolled)
    assert isinstance(sent, SentPanel)
    qtbot.keyClicks(sent.how, "First class post")
    save(qtbot, trolled)
    section = texts(trolled.presenter.page.record.section("response"))
    assert "Sent Mon 12 Oct 2026" in section and "first class post" in section


def test_support_is_shown_for_everybody_affected(qtbot: QtBot, trolled: IncidentsDesk) -> None:
    section = trolled.presenter.page.record.section("support")
    assert texts(section).count("nothing offered yet") == len(view_of(trolled).response.support)
    press(trolled, "Offer of support to Ms Priya Nandra")
    panel = panel_of(trolled)
    assert isinstance(panel, SupportPanel)
    save(qtbot, trolled)
    assert panel.field("offered").error
    panel.offered.box("union").click()
    type_day(qtbot, panel.follow_up, "fri")
    save(qtbot, trolled)
    section = trolled.presenter.page.record.section("support")
    assert "Trade union or professional association" in texts(section) and "Thinking about it" in texts(
        section
    )
    press(trolled, "Asked again: Trade union or professional association")
    again = panel_of(trolled)
    assert isinstance(again, SupportAnswerPanel)
    again.answer.set_value("accepted")
    qtbot.keyClicks(again.note, "The representative rang.")
    save(qtbot, trolled)
    shown = texts(trolled.presenter.page.record.section("support"))
    assert "Accepted" in shown and "The representative rang." in shown


def test_a_telling_counts_as_its_step_and_is_entered_once(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    cast = at_desk.cast
    at_desk.open(at_desk.file("PCA", (cast.tyler, "child_contacted"), (cast.nandra, "adult_contacted")))
    press(at_desk, "Record telling: Parents told")
    panel = panel_of(at_desk)
    assert isinstance(panel, TellingPanel) and panel.whom.value() is Whom.PARENT
    qtbot.keyClicks(panel.name, "Mrs Pike")
    save(qtbot, at_desk)
    ladder = view_of(at_desk).response.ladder
    assert ladder is not None
    rung = ladder.rung("parents")
    assert rung is not None and rung.taken and [step.title for step in rung.steps] == ["Mrs Pike"]
    assert len(view_of(at_desk).page.told) == 1


def test_a_record_without_a_ladder_has_no_empty_section(at_desk: IncidentsDesk) -> None:
    opened(at_desk, "NS")
    assert "response" not in at_desk.presenter.page.record.section_keys()
