"""Time limits and referrals on a record: seen, recorded by keyboard, corrected, and back after a lock."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.services import clock_checks, today
from safeguard_app.ui.incidents import clock_forms
from safeguard_app.ui.incidents.clock_panels import (
    EndPausePanel,
    PausePanel,
    SayOfClockPanel,
    StartClockPanel,
)
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.record_panels import RecordPanels
from safeguard_app.ui.incidents.step_panel import StepPanel
from safeguard_app.vault import reading
from tests.ui.accessibility import check_page, small_targets
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import opened, panel_of, texts, view_of
from tests.ui.keyboard import press, write


def button(at_desk: IncidentsDesk, section: str, words: str) -> QPushButton:
    """A button of a section by the words on it, or its name."""
    buttons = at_desk.presenter.page.record.section(section).findChildren(QPushButton)
    return next(one for one in buttons if words in (one.text(), one.accessibleName()))


def shown(at_desk: IncidentsDesk, section: str) -> str:
    return texts(at_desk.presenter.page.record.section(section))


def steps(at_desk: IncidentsDesk) -> list[ReferralStep]:
    reference = view_of(at_desk).reference

    def read() -> list[ReferralStep]:
        connection = at_desk.session.vault.compartment(reference.compartment).connection
        return [one.content for one in reading.about(connection, reference, (RecordKind.REFERRAL_STEP,))]

    return at_desk.desk.wait(read)


def step_panel(at_desk: IncidentsDesk) -> StepPanel:
    panel = panel_of(at_desk)
    assert isinstance(panel, StepPanel)
    return panel


def test_a_call_and_what_was_sent_are_recorded_by_keyboard_and_meet_the_limit(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    opened(at_desk, "CB")
    assert "Nothing has been referred yet" in shown(at_desk, "life")
    assert "Printing or saving a form meets no time limit" in shown(at_desk, "life")
    button(at_desk, "life", "Another referral").setFocus()
    press("Space")
    at_desk.settle()
    panel = step_panel(at_desk)
    qtbot.waitUntil(lambda: not small_targets(at_desk.presenter.page.record))
    check_page(at_desk.presenter.page.record)
    assert panel.agency_box is not None
    panel.agency_box.set_value("front_door")
    panel.whom_line.setFocus()
    write("Ms Hale")
    press("Ctrl+Enter")
    at_desk.settle()
    assert [one.taken for one in steps(at_desk)] == [StepTaken.PHONED]
    assert "Confirm it in writing" in shown(at_desk, "limits")
    button(at_desk, "limits", "Record the next step").click()
    panel = step_panel(at_desk)
    assert panel.taken_box.value() is StepTaken.SENT
    panel.how_line.setText("Their form on the web")
    panel.submit()
    at_desk.settle()
    sent = steps(at_desk)[-1]
    assert (sent.taken, sent.agency, sent.how) == (StepTaken.SENT, "front_door", "Their form on the web")
    assert "Met:" in shown(at_desk, "limits")
    jumps: list[str] = []
    at_desk.presenter.page.record.signals.jump_requested.connect(jumps.append)
    button(at_desk, "limits", "See what met it: A referral was made by telephone").click()
    assert jumps == ["life"]


def test_a_step_is_corrected_by_a_further_version_with_why(at_desk: IncidentsDesk) -> None:
    opened(at_desk, "CB")
    button(at_desk, "life", "Another referral").click()
    step_panel(at_desk).submit()
    at_desk.settle()
    clock_forms.correct_step(str(view_of(at_desk).lives[0].steps[0].entry), _panels(at_desk))
    panel = step_panel(at_desk)
    panel.taken_box.set_value(StepTaken.LEFT_MESSAGE)
    panel.submit()
    at_desk.settle()
    assert len(panel.errors.links()) == 1
    assert panel.reason_line is not None
    panel.reason_line.setText("It was a message")
    panel.submit()
    at_desk.settle()
    assert [one.taken for one in steps(at_desk)] == [StepTaken.LEFT_MESSAGE]


def test_a_decline_offers_the_levels_of_a_challenge(at_desk: IncidentsDesk) -> None:
    opened(at_desk, "CB")
    for taken, said in ((StepTaken.SENT, ""), (StepTaken.DECLINED, "Early help instead.")):
        lives = view_of(at_desk).lives
        clock_forms.record_step(lives[0].referral if lives else "", _panels(at_desk))
        panel = step_panel(at_desk)
        panel.taken_box.set_value(taken)
        panel.said_box.set_text(said)
        panel.submit()
        at_desk.settle()
    button(at_desk, "life", "Challenge the decision: level 1").click()
    panel = step_panel(at_desk)
    assert (panel.taken_box.value(), panel.level_box.value()) == (StepTaken.ESCALATED, 1)
    assert panel.level_box.isVisible() and panel.meanwhile_box.isVisible()
    panel.submit()
    at_desk.settle()
    assert "Say with what you disagree" in panel.errors.links()[0].text()
    panel.said_box.set_text("The threshold is met.")
    panel.submit()
    at_desk.settle()
    assert [link.text() for link in panel.errors.links()] == [clock_checks.MEANWHILE]
    panel.meanwhile_box.set_text("Seen each day.")
    panel.submit()
    at_desk.settle()
    assert "What protects the child meanwhile: Seen each day." in shown(at_desk, "life")
    assert "Level 1: worker to worker" in shown(at_desk, "life")
    assert "Challenge the decision: level 2" in shown(at_desk, "life")


def test_a_request_is_begun_waits_goes_on_and_is_done_by_a_persons_word(at_desk: IncidentsDesk) -> None:
    opened(at_desk, "CB")
    button(at_desk, "limits", "Begin a time limit").click()
    start = panel_of(at_desk)
    assert isinstance(start, StartClockPanel)
    at_desk.settle()
    check_page(at_desk.presenter.page.record)
    start.clock_box.set_value("ban-review")
    start.clock_box.chosen.emit("ban-review")
    assert start.due_field.isVisible()
    start.clock_box.set_value("subject-access")
    start.clock_box.chosen.emit("subject-access")
    assert not start.due_field.isVisible()
    start.submit()
    at_desk.settle()
    assert "One calendar month" in shown(at_desk, "limits")
    name = "Someone asked for their personal data"
    button(at_desk, "limits", f"It waits: {name}").click()
    pause = panel_of(at_desk)
    assert isinstance(pause, PausePanel)
    at_desk.settle()
    check_page(at_desk.presenter.page.record)
    pause.submit()
    at_desk.settle()
    assert "Say what was asked for" in pause.errors.links()[0].text()
    pause.text_box.set_text("A passport.")
    pause.submit()
    at_desk.settle()
    assert "not given yet" in shown(at_desk, "limits")
    button(at_desk, "limits", f"What it waited for has come: {name}").click()
    ended = panel_of(at_desk)
    assert isinstance(ended, EndPausePanel)
    ended.submit()
    at_desk.settle()
    button(at_desk, "limits", f"It is done: {name}").click()
    done = panel_of(at_desk)
    assert isinstance(done, SayOfClockPanel)
    done.text_box.set_text("Posted.")
    done.reference_line.setText("RM 12")
    done.submit()
    at_desk.settle()
    assert "Reference: RM 12" in shown(at_desk, "limits")
    clock = next(one for one in view_of(at_desk).clocks.clocks if one.clock == "subject-access")
    assert clock.status.words.startswith("Met:")


@pytest.mark.parametrize("form", ["step", "start"])
def test_words_left_in_a_form_come_back_with_the_record(
    sit_down: Callable[[str], IncidentsDesk], form: str
) -> None:
    at_desk = sit_down("dsl")
    opened(at_desk, "CB")
    if form == "step":
        clock_forms.record_step("", _panels(at_desk))
        step_panel(at_desk).said_box.set_text("They asked for more.")
    else:
        clock_forms.start_clock(_panels(at_desk))
        start = panel_of(at_desk)
        assert isinstance(start, StartClockPanel)
        start.text_box.set_text("They asked for more.")
    _panels(at_desk).keeper.keep_now()
    at_desk.settle()
    again = sit_down("dsl")
    (line,) = again.desk.wait(lambda: today.today(again.session).drafts)
    assert line.kind == f"{'Step of a referral' if form == 'step' else 'Time limit'} on 2026-0001"
    again.presenter.resume_draft(line.id)
    again.settle()
    panel = panel_of(again)
    assert isinstance(panel, EntryPanel)
    assert "They asked for more." in [text for _, text in panel.texts()]


def _panels(at_desk: IncidentsDesk) -> RecordPanels:
    panels = at_desk.presenter.panels
    assert panels is not None
    return panels
