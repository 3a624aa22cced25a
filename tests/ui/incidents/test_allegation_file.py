"""The record: an allegation file answered part by part by its own forms; the head of the record says what is locked."""

from pytestqt.qtbot import QtBot

from safeguard_app.ui.incidents.allegation_panels import ManagementPanel
from safeguard_app.ui.incidents.investigation_panels import FindingsPanel, InvestigationPanel
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.widgets.button import Button
from tests.ui.accessibility import check_page
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import opened, panel_of, texts, view_of


def press(at_desk: IncidentsDesk, name: str) -> None:
    section = at_desk.presenter.page.record.section("allegation")
    next(one for one in section.findChildren(Button) if one.accessibleName() == name).click()
    at_desk.settle()


def save(at_desk: IncidentsDesk) -> None:
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()


def begin(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    opened(at_desk)
    press(at_desk, "Case manager and advice: Shona Pike")
    panel = panel_of(at_desk)
    assert isinstance(panel, ManagementPanel)
    assert not panel.has_words()
    panel.advice.more.click()
    qtbot.keyClicks(panel.advice.rows[0].who, "Ms Ayo")
    qtbot.keyClicks(panel.advice.rows[0].advised, "Do not speak to her")
    panel.may_tell.more.click()
    qtbot.keyClicks(panel.may_tell.rows[0].whom, "Parents")
    save(at_desk)


def head(at_desk: IncidentsDesk) -> str:
    return texts(at_desk.presenter.page.record.section("danger"))


def test_the_file_locks_and_is_unlocked_by_whoever_agreed(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    begin(qtbot, at_desk)
    assert panel_of(at_desk) is None
    assert "Do not interview or investigate yet" in head(at_desk)
    assert "Ms Ayo" in texts(at_desk.presenter.page.record.section("allegation"))
    check_page(at_desk.window)
    press(at_desk, "Investigation: Shona Pike")
    panel = panel_of(at_desk)
    assert isinstance(panel, InvestigationPanel)
    save(at_desk)
    assert panel.field("state").error
    panel.state.set_value("may_begin")
    qtbot.keyClicks(panel.terms, "Staff only")
    save(at_desk)
    assert panel.field("who").error and panel.field("agreed_by").error
    panel.agreed_by.box("police").click()
    qtbot.keyClicks(panel.who, "PC Hart")
    qtbot.keyClicks(panel.scope, "Messages of September")
    qtbot.keyClicks(panel.at._date.line, "now")
    save(at_desk)
    assert panel_of(at_desk) is None
    assert "Do not interview" not in head(at_desk)


def test_words_left_in_a_part_come_back_with_the_record(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    begin(qtbot, at_desk)
    first = view_of(at_desk).reference
    press(at_desk, "Outcome of the allegation: Shona Pike")
    panel = panel_of(at_desk)
    qtbot.keyClicks(panel.reason, "Nothing in it")  # type: ignore[union-attr]
    at_desk.open(at_desk.file("CB", (at_desk.cast.demi, "target")))
    assert panel_of(at_desk) is None
    at_desk.open(first)
    assert panel_of(at_desk).reason.text() == "Nothing in it"  # type: ignore[union-attr]


def test_a_part_begins_with_what_stands_on_file(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    begin(qtbot, at_desk)
    press(at_desk, "Case manager and advice: Shona Pike")
    panel = panel_of(at_desk)
    assert isinstance(panel, ManagementPanel)
    assert panel.advice.rows[0].who.text() == "Ms Ayo"
    assert panel.may_tell.rows[0].whom.text() == "Parents"
    assert not panel.has_words()
    panels, file = at_desk.presenter.panels, view_of(at_desk).allegation.files[0]
    assert panels is not None
    again = ManagementPanel(panels.tools, file.content, ("", ""))
    qtbot.addWidget(again)
    again.may_tell.more.click()
    qtbot.keyClicks(again.may_tell.rows[1].whom, "Agency")
    kept = again.texts()
    third = ManagementPanel(panels.tools, file.content, ("", ""))
    qtbot.addWidget(third)
    third.set_texts(kept)
    assert [one.whom.text() for one in third.may_tell.rows] == ["Parents", "Agency"]


def test_a_breach_below_the_threshold_is_investigated_in_two_forms(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    opened(at_desk)
    press(at_desk, "Investigation: Shona Pike")
    panel = panel_of(at_desk)
    assert isinstance(panel, InvestigationPanel)
    assert "until" in panel.field("state").accessibleDescription() or "Nobody questions" in texts(panel)
    panel.state.set_value("below_threshold")
    panel.state.chosen.emit("below_threshold")
    assert panel.agreed_by.isHidden() or not panel.field("agreed_by").isVisible()
    save(at_desk)
    assert panel.field("scope").error
    qtbot.keyClicks(panel.scope, "One lift home")
    save(at_desk)
    assert panel_of(at_desk) is None
    assert "Do not interview" not in head(at_desk)
    press(at_desk, "Findings of the investigation: Shona Pike")
    found = panel_of(at_desk)
    assert isinstance(found, FindingsPanel)
    qtbot.keyClicks(found.looked_at, "The log of lifts")
    found.outcome.set_value("no_breach")
    save(at_desk)
    assert found.field("findings").error and found.field("ended").error
    qtbot.keyClicks(found.findings, "Her mother had asked")
    qtbot.keyClicks(found.ended._date.line, "now")
    save(at_desk)
    assert panel_of(at_desk) is None
    section = texts(at_desk.presenter.page.record.section("allegation"))
    assert "Policy was not breached" in section and "Investigation" in section
    check_page(at_desk.window)
