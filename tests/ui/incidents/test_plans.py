"""The record: a safety plan made, reviewed, ended and taken back by its own forms; words left come back."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from pytestqt.qtbot import QtBot

from safeguard_app.domain.assessments import Measure, RiskLevel
from safeguard_app.services import assessments
from safeguard_app.services.assessments import PlanLine
from safeguard_app.services.paper_views import PlanPaper
from safeguard_app.ui.incidents.plan_panel import PlanPanel
from safeguard_app.ui.incidents.small_panels import ReasonPanel
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.widgets.button import Button
from tests.ui.accessibility import check_page
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import opened, panel_of, texts, view_of


def press(at_desk: IncidentsDesk, name: str) -> None:
    """One of the buttons of the section."""
    section = at_desk.presenter.page.record.section("plans")
    button = next(one for one in section.findChildren(Button) if one.accessibleName() == name)
    button.click()
    at_desk.settle()


def save(at_desk: IncidentsDesk) -> None:
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()


def plan_panel(at_desk: IncidentsDesk) -> PlanPanel:
    panel = panel_of(at_desk)
    assert isinstance(panel, PlanPanel)
    return panel


def reason_panel(at_desk: IncidentsDesk) -> ReasonPanel:
    panel = panel_of(at_desk)
    assert isinstance(panel, ReasonPanel)
    return panel


def make(qtbot: QtBot, at_desk: IncidentsDesk) -> PlanLine:
    """A plan for Tyler, typed and kept."""
    opened(at_desk, "CB")
    press(at_desk, "Make a risk and needs assessment and safety plan")
    panel = plan_panel(at_desk)
    panel.child.set_value("0")
    qtbot.keyClicks(panel.risks.rows[0].what, "They meet at lunch")
    panel.risks.rows[0].level.set_value(RiskLevel.HIGH)
    qtbot.keyClicks(panel.measures.rows[0].what, "Seated apart")
    qtbot.keyClicks(panel.review._date.line, "fri")
    save(at_desk)
    (line,) = view_of(at_desk).plans
    return line


def test_a_plan_is_made_by_its_form(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    line = make(qtbot, at_desk)
    assert line.lines == ("High: They meet at lunch", "To keep them safe: Seated apart")
    assert panel_of(at_desk) is None
    said = texts(at_desk.presenter.page.record.section("plans"))
    assert "Risk and needs: Tyler Pike" in said and "Review Fri 16 Oct 2026" in said
    check_page(at_desk.window)


def test_what_is_missing_is_said_beside_its_field(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    opened(at_desk, "CB")
    press(at_desk, "Make a risk and needs assessment and safety plan")
    panel = plan_panel(at_desk)
    assert not panel.has_words()
    save(at_desk)
    assert panel.field("child").error
    panel.child.set_value("0")
    qtbot.keyClicks(panel.risks.rows[0].basis, "Same class")
    save(at_desk)
    assert panel.field("risks").error
    panel.risks.rows[0].basis.clear()
    save(at_desk)
    assert panel.field("risks").error and panel.field("review_on").error
    assert view_of(at_desk).plans == ()


def test_a_review_begins_with_what_stands_and_asks_what_it_found(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    make(qtbot, at_desk)
    press(at_desk, "Review the plan for Tyler Pike")
    panel = plan_panel(at_desk)
    assert panel.risks.rows[0].what.text() == "They meet at lunch"
    assert panel.measures.rows[0].what.text() == "Seated apart"
    assert not panel.has_words()
    qtbot.keyClicks(panel.review._date.line, "fri")
    save(at_desk)
    assert panel.field("found").error
    qtbot.keyClicks(panel.found, "Calm since")
    panel.risks.rows[0].level.set_value(RiskLevel.LOW)
    save(at_desk)
    (line,) = view_of(at_desk).plans
    assert line.lines[:2] == ("Found at the review: Calm since", "Low: They meet at lunch")


def test_words_left_in_a_review_come_back_with_the_record(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    line = make(qtbot, at_desk)
    first = view_of(at_desk).reference
    press(at_desk, "Review the plan for Tyler Pike")
    qtbot.keyClicks(plan_panel(at_desk).found, "Calm since")
    other = at_desk.file("CB", (at_desk.cast.demi, "target"))
    at_desk.open(other)
    assert panel_of(at_desk) is None
    at_desk.open(first)
    assert plan_panel(at_desk).found.text() == "Calm since"
    assert line.plan == view_of(at_desk).plans[0].plan


def test_a_draft_left_by_a_lock_opens_its_form_again(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    opened(at_desk, "CB")
    press(at_desk, "Make a risk and needs assessment and safety plan")
    panel = plan_panel(at_desk)
    panel.risks.add_row()
    qtbot.keyClicks(panel.risks.rows[0].what, "One")
    qtbot.keyClicks(panel.risks.rows[1].what, "Two")
    kept = panel.texts()
    again = PlanPanel(panel_tools(at_desk), (), ())
    again.set_texts(kept)
    assert [row.what.text() for row in again.risks.rows[:2]] == ["One", "Two"]


def _review_behind_the_page(at_desk: IncidentsDesk, line: PlanLine) -> None:
    """Somebody looks at the plan again while words wait in its form."""
    found = replace(line.content, found="It happened again", measures=(Measure("Never alone"),))
    where = view_of(at_desk).reference
    look = partial(assessments.review, at_desk.session, where, line.plan, found, replacing=line.version)
    at_desk.window.broadcast(at_desk.desk.wait(look))
    at_desk.settle()


def test_words_begun_before_somebody_else_reviewed_it_come_back_with_a_warning_and_can_be_kept(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    line = make(qtbot, at_desk)
    press(at_desk, "Review the plan for Tyler Pike")
    qtbot.keyClicks(plan_panel(at_desk).found, "Calm since")
    plan_panel(at_desk).put_away.emit()
    at_desk.settle()
    _review_behind_the_page(at_desk, line)
    press(at_desk, "Review the plan for Tyler Pike")
    panel = plan_panel(at_desk)
    assert panel.found.text() == "Calm since"
    assert "changed by somebody since you began" in texts(panel.errors)
    qtbot.keyClicks(panel.review._date.line, "fri")
    save(at_desk)
    (again,) = view_of(at_desk).plans
    assert again.version == line.version + 2 and "Calm since" in again.lines[0]


def test_so_do_words_that_a_lock_left(qtbot: QtBot, sit_down: Callable[[str], IncidentsDesk]) -> None:
    at_desk = sit_down("dsl")
    line = make(qtbot, at_desk)
    where = view_of(at_desk).reference
    press(at_desk, "Review the plan for Tyler Pike")
    qtbot.keyClicks(plan_panel(at_desk).found, "Calm since")
    plan_panel(at_desk).put_away.emit()
    at_desk.settle()
    _review_behind_the_page(at_desk, line)
    at_desk = sit_down("dsl")
    at_desk.open(where)
    panel = plan_panel(at_desk)
    assert panel.found.text() == "Calm since"
    assert "changed by somebody since you began" in texts(panel.errors)


def panel_tools(at_desk: IncidentsDesk):  # type: ignore[no-untyped-def]  # noqa: ANN201
    panels = at_desk.presenter.panels
    assert panels is not None
    return panels.tools


def test_a_plan_is_ended_with_a_reason(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    make(qtbot, at_desk)
    press(at_desk, "End the plan for Tyler Pike")
    qtbot.keyClicks(reason_panel(at_desk).reason, "Settled")
    save(at_desk)
    (line,) = view_of(at_desk).plans
    assert line.status.words == "Ended"
    names = [one.accessibleName() for one in section_buttons(at_desk)]
    assert "Review the plan for Tyler Pike" not in names


def test_a_plan_entered_in_error_leaves_the_page(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    make(qtbot, at_desk)
    press(at_desk, "Entered in error: the plan for Tyler Pike")
    qtbot.keyClicks(reason_panel(at_desk).reason, "The wrong child")
    save(at_desk)
    assert view_of(at_desk).plans == ()


def test_the_plan_is_printed_from_its_section(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    line = make(qtbot, at_desk)
    asked: list[object] = []
    at_desk.presenter.page.record.signals.paper_requested.connect(asked.append)
    press(at_desk, "Print the plan for Tyler Pike")
    assert asked == [PlanPaper(line.plan)]


def section_buttons(at_desk: IncidentsDesk) -> list[Button]:
    return at_desk.presenter.page.record.section("plans").findChildren(Button)
