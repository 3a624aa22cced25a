"""By keyboard: the ladders of an underage account, a pupil's attempt at contact and contact off channel."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from safeguard_app.domain.entries import Whom
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.responses import StepResult
from safeguard_app.ui.incidents.letter_panel import LetterPanel, SentPanel
from safeguard_app.ui.incidents.response_panels import PlatformPanel, StepPanel
from safeguard_app.ui.incidents.telling_panel import TellingPanel
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import panel_of, texts, view_of

MOTHER = PersonRef(None, "Mrs Dawn Pike", "Parent or carer")
UNDER_AGE_LETTER = "Letter about an account under the minimum age"
ATTEMPT_LETTER = "Letter about an attempt to contact an adult at school"


def press(qtbot: QtBot, desk: IncidentsDesk, name: str) -> None:
    """Space on the button that is announced so, which Tab comes to."""
    body = desk.presenter.page.record.body
    found = [
        button
        for button in body.findChildren(QPushButton)
        if (button.accessibleName() or button.text()).replace("&", "") == name and not button.isHidden()
    ]
    assert found, f"no button {name}"
    assert found[0].focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(found[0], Qt.Key.Key_Space)
    desk.settle()


def save(qtbot: QtBot, desk: IncidentsDesk) -> None:
    """Ctrl+Enter in the form above the record, which is gone then."""
    panel = panel_of(desk)
    assert panel is not None
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert panel_of(desk) is None, texts(panel)


def next_step(desk: IncidentsDesk) -> str:
    """The step that is offered."""
    ladder = view_of(desk).response.ladder
    assert ladder is not None
    return ladder.next_code


def take_step(qtbot: QtBot, desk: IncidentsDesk, name: str, with_whom: str, said: str) -> None:
    """A plain step: with whom is there already, what was said is typed."""
    press(qtbot, desk, f"Record: {name}")
    panel = panel_of(desk)
    assert isinstance(panel, StepPanel)
    assert panel.with_whom.text() == with_whom
    qtbot.keyClicks(panel.said, said)
    save(qtbot, desk)
    section = texts(desk.presenter.page.record.section("response"))
    assert said in section


def tell(qtbot: QtBot, desk: IncidentsDesk, step: str, whom: Whom, name: str) -> None:
    """A step that is a telling."""
    press(qtbot, desk, f"Record telling: {step}")
    panel = panel_of(desk)
    assert isinstance(panel, TellingPanel) and panel.whom.value() is whom
    panel.name.clear()
    qtbot.keyClicks(panel.name, name)
    save(qtbot, desk)


def draft_and_send(qtbot: QtBot, desk: IncidentsDesk, name: str, *said: str) -> None:
    """The letter to the mother as the record fills it; its gaps typed; said to be sent."""
    press(qtbot, desk, f"Draft the letter: {name}")
    panel = panel_of(desk)
    assert isinstance(panel, LetterPanel)
    assert (panel.to.text(), panel.child.text()) == (MOTHER.name, "Tyler Pike")
    body = panel.body.text()
    for words in said:
        assert words in body
    assert "Nandra" not in body
    assert panel.letter().gaps == (), "the record has all of it"
    qtbot.keyClicks(panel.body, "With good wishes.")
    save(qtbot, desk)
    press(qtbot, desk, f"Sent: {name}")
    sent = panel_of(desk)
    assert isinstance(sent, SentPanel)
    qtbot.keyClicks(sent.how, "First class post")
    save(qtbot, desk)
    section = texts(desk.presenter.page.record.section("response"))
    assert "Sent Mon 12 Oct 2026" in section and "first class post" in section


def test_an_account_under_the_age_is_answered_step_by_step(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    people = ((at_desk.cast.tyler, "child_of_concern"), (MOTHER, "parent"))
    at_desk.open(at_desk.file("UA", *people, platform="tiktok"))
    assert next_step(at_desk) == "talk"
    take_step(qtbot, at_desk, "Talk with the pupil", "Tyler Pike", "He likes to dance there.")
    assert next_step(at_desk) == "parents"
    tell(qtbot, at_desk, "Parents told", Whom.PARENT, MOTHER.name)
    assert next_step(at_desk) == "letter"
    draft_and_send(qtbot, at_desk, UNDER_AGE_LETTER, "Tyler Pike uses TikTok.", "at least 13.")
    assert next_step(at_desk) == "further", "the letter that was sent is the step"
    press(qtbot, at_desk, "Record: Report to a platform")
    report = panel_of(at_desk)
    assert isinstance(report, PlatformPanel)
    report.platform.set_platform("tiktok")
    qtbot.keyClicks(report.what, "A child of eight.")
    save(qtbot, at_desk)
    press(qtbot, at_desk, "Record: Further action")
    further = panel_of(at_desk)
    assert isinstance(further, StepPanel)
    qtbot.keyClicks(further.said, "A lesson for the class.")
    further.result.set_value(StepResult.DONE.value)
    save(qtbot, at_desk)
    ladder = view_of(at_desk).response.ladder
    assert ladder is not None and all(rung.taken for rung in ladder.rungs)


def test_a_pupils_attempt_is_answered_step_by_step(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    cast = at_desk.cast
    people = ((cast.tyler, "child_contacted"), (cast.nandra, "adult_contacted"), (MOTHER, "parent"))
    at_desk.open(at_desk.file("PCA", *people, platform="tiktok"))
    tell(qtbot, at_desk, "Headteacher told", Whom.HEAD, "Mrs Carol Denning")
    take_step(qtbot, at_desk, "Rejected outright", "Tyler Pike", "The request was turned down.")
    tell(qtbot, at_desk, "Parents told", Whom.PARENT, MOTHER.name)
    assert next_step(at_desk) == "letter"
    draft_and_send(qtbot, at_desk, ATTEMPT_LETTER, "On Monday 12 October 2026 Tyler Pike sent a request")
    assert next_step(at_desk) == "talk", "the letter that was sent is the step"
    take_step(qtbot, at_desk, "Talk with the pupil", "Tyler Pike", "It was a dare.")
    press(qtbot, at_desk, "Record: Earlier attempts looked for")
    looked = panel_of(at_desk)
    assert isinstance(looked, StepPanel)
    qtbot.keyClicks(looked.said, "None found.")
    save(qtbot, at_desk)
    ladder = view_of(at_desk).response.ladder
    assert ladder is not None and all(rung.taken for rung in ladder.rungs)


def test_contact_off_channel_is_moved_step_by_step_and_writes_no_letter(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    cast = at_desk.cast
    at_desk.open(at_desk.file("OFFCH", (cast.nandra, "adult_of_concern"), (cast.tyler, "child_contacted")))
    adult = cast.nandra.name
    take_step(qtbot, at_desk, "Permission or emergency", adult, "None.")
    tell(qtbot, at_desk, "Headteacher told", Whom.HEAD, "Mrs Carol Denning")
    take_step(qtbot, at_desk, "Moved to the school’s channels", adult, "Kept, and goes on by school e-mail.")
    tell(qtbot, at_desk, "Parents told", Whom.PARENT, MOTHER.name)
    press(qtbot, at_desk, "Record: The rule explained to the adult")
    panel = panel_of(at_desk)
    assert isinstance(panel, StepPanel)
    assert "LADO" in texts(panel) and "Confirm with your local authority" in texts(panel)
    qtbot.keyClicks(panel.said, "The rule was gone through.")
    save(qtbot, at_desk)
    ladder = view_of(at_desk).response.ladder
    assert ladder is not None and all(rung.taken for rung in ladder.rungs) and ladder.next_code == ""
    assert "Draft the letter" not in texts(at_desk.presenter.page.record.section("response"))
