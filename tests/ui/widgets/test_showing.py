"""Widgets that show: chips, panels, strips, timeline, steps, index, rows; what they say and that it fits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.ui.theme.meanings import Meaning, Status, held
from safeguard_app.ui.theme.theme import Theme, ThemeChoice
from safeguard_app.ui.theme.tokens import HIGH_CONTRAST, LIGHT
from safeguard_app.ui.widgets.bar_rows import BarRows
from safeguard_app.ui.widgets.contact_timeline import ContactTimeline, PointKind, Stretch, TimePoint, TimeSpan
from safeguard_app.ui.widgets.count_strip import Count, CountStrip
from safeguard_app.ui.widgets.fact_tag import Severity, SeverityTag
from safeguard_app.ui.widgets.form_footer import FormFooter
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.scroll_page import PageWithPanel, ScrollPage, SidePanel
from safeguard_app.ui.widgets.section_index import IndexRow, SectionIndex
from safeguard_app.ui.widgets.status_chip import StatusChip
from safeguard_app.ui.widgets.status_text import StatusText
from safeguard_app.ui.widgets.steps_list import StepRow, StepsList
from safeguard_app.ui.widgets.task_row import TaskItem, TaskRow
from safeguard_app.ui.widgets.text_label import TextLabel
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped
from tests.ui.conftest import Stage


@pytest.mark.parametrize("meaning", list(Meaning))
def test_a_chip_has_word_ground_and_icon(stage: Stage, meaning: Meaning) -> None:
    chip = StatusChip(Status(meaning, "Check conditions today"))
    stage.show(chip)
    image = chip.grab().toImage()
    colours = {
        image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())
    }
    assert LIGHT.named(meaning.ground) in colours
    assert LIGHT.named(meaning.value) in colours
    assert chip.text() == "Check conditions today"
    assert clipped(chip.window()) == []


def test_a_chip_in_high_contrast_has_a_border_and_no_ground(stage: Stage, theme: Theme) -> None:
    theme.choose(ThemeChoice.HIGH_CONTRAST)
    chip = StatusChip(Status(Meaning.LATE, "Late"))
    stage.show(chip)
    image = chip.grab().toImage()
    assert image.pixelColor(chip.width() // 2, 0).name().upper() == HIGH_CONTRAST.late


def test_what_is_held_is_a_note_with_the_pause_icon() -> None:
    status = held("Held on the Headteacher’s advice")
    assert (status.meaning, status.icon_name) == (Meaning.NOTE, "circle-pause")


def test_a_status_text_wraps_where_it_must(stage: Stage) -> None:
    text = StatusText(Status(Meaning.DUE, "Contact on 19 Sep, before it was acknowledged"))
    stage.show(text, width=170)
    assert text.heightForWidth(140) > text.heightForWidth(600)
    assert clipped(text.window()) == []


@pytest.mark.parametrize("severity", list(Severity))
def test_severity_is_said_in_words(qtbot: QtBot, severity: Severity) -> None:
    tag = SeverityTag(severity)
    qtbot.addWidget(tag)
    assert "everity" in tag.text()


def test_a_number_of_today_opens_its_list(qtbot: QtBot, stage: Stage) -> None:
    strip = CountStrip()
    strip.set_counts(
        [Count("late", 2, "Late", "circle-alert", "late"), Count("open", 8, "Open", "folder-open")]
    )
    stage.show(strip)
    with qtbot.waitSignal(strip.opened) as opened:
        qtbot.mouseClick(strip.buttons()[1], Qt.MouseButton.LeftButton)
    assert opened.args == ["open"]
    check_page(strip)
    strip.set_counts([Count("late", 0, "Late", "circle-alert", "late")])
    assert [button.text() for button in strip.buttons()] == ["0 Late"]


def test_a_task_tells_its_act_and_gives_way_when_narrow(qtbot: QtBot, stage: Stage) -> None:
    title = "Tell Kai’s mother about his follow request to a teacher"
    late = Status(Meaning.LATE, "Late")
    when = ("Thu 8 Oct", "2 school days late")
    item = TaskItem(7, late, title, "2026-0035", "Pupil contact attempt", *when, "Record telling")
    row = TaskRow(item)
    window = stage.show(row, width=860)
    wide = row.height()
    with qtbot.waitSignal(row.acted) as acted:
        qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert acted.args == [7]
    check_page(row)
    window.resize(420, 400)
    qtbot.waitUntil(lambda: row.height() > wide)
    stage.settle()
    assert clipped(window) == []


def test_the_index_jumps_and_stands_in_as_a_menu(qtbot: QtBot, stage: Stage) -> None:
    index = SectionIndex()
    index.set_rows(
        [IndexRow("danger", "Danger now"), IndexRow("evidence", "Evidence", "circle-dashed", "2 of 3")]
    )
    button = index.as_button()
    stage.show(index, button)
    told: list[str] = []
    index.jumped.connect(told.append)
    qtbot.mouseClick(index._entries["evidence"], Qt.MouseButton.LeftButton)
    assert (told, index.current()) == (["evidence"], "evidence")
    menu = button.menu()
    assert [action.text() for action in menu.actions()] == ["Danger now", "Evidence, 2 of 3"]
    menu.actions()[0].trigger()
    assert told == ["evidence", "danger"]
    check_page(index)


def test_figures_are_read_out(qtbot: QtBot) -> None:
    bars = BarRows("Open incidents by age", [("This week", 2), ("Over 4 weeks", 0)])
    qtbot.addWidget(bars)
    assert bars.accessibleDescription() == "This week: 2; Over 4 weeks: 0"


def test_steps_are_read_out_and_make_room_for_long_words(qtbot: QtBot) -> None:
    steps = StepsList(
        "History", [StepRow("Declared", "Thu 24 Sep, on paper"), StepRow("Review", happened=False)]
    )
    qtbot.addWidget(steps)
    assert steps.accessibleDescription() == "Declared: Thu 24 Sep, on paper; Review"
    assert steps.heightForWidth(80) > steps.heightForWidth(400)


def test_a_panel_says_another_thing(stage: Stage) -> None:
    panel = NoticePanel(Meaning.DONE, "Daily log whole.", "1,282 events in order.")
    stage.show(panel)
    panel.say(Meaning.LATE, "2026-0035 was altered outside the program.")
    assert panel.words() == ("2026-0035 was altered outside the program.", "")
    assert clipped(panel.window()) == []


def test_the_footer_grows_rather_than_hide_an_act(stage: Stage) -> None:
    footer = FormFooter()
    labels = [TextLabel(f"Words number {number} of the footer") for number in range(8)]
    footer.add(*labels)
    stage.show(QWidget(), footer, width=500)
    assert footer.height() > 56
    assert clipped(footer) == []


def test_the_panel_goes_under_the_page_and_back(qtbot: QtBot, stage: Stage) -> None:
    page, panel = ScrollPage("Page"), SidePanel("Panel")
    words = TextLabel("With the Headteacher")
    panel.column.addWidget(words)
    both = PageWithPanel(page, panel)
    window = stage.present(both, 1206, 600)
    assert panel.isAncestorOf(words)
    window.resize(860, 600)
    qtbot.waitUntil(lambda: page.isAncestorOf(words))
    assert words.isVisible()
    window.resize(1206, 600)
    qtbot.waitUntil(lambda: panel.isAncestorOf(words))
    assert words.isVisible()


def timeline(moments: list[float], width: int) -> ContactTimeline:
    made = ContactTimeline()
    points = [TimePoint(at, "Acknowledged", "Mon 28 Sep 2026") for at in moments]
    made.show_history(points, [TimeSpan(-1, Stretch.NOTHING, "Nothing on file")])
    made.resize(width, made.heightForWidth(width))
    return made


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 400), min_size=1, max_size=7), st.integers(320, 1200))
def test_labels_of_the_timeline_never_overlap(qapp: object, moments: list[float], width: int) -> None:
    areas = timeline(moments, width).label_areas()
    assert all(not one.intersects(other) for place, one in enumerate(areas) for other in areas[place + 1 :])
    assert all(area.left() >= 0 and area.right() <= width and area.top() >= -0.5 for area in areas)


def test_the_timeline_is_read_out_in_order_of_time(qtbot: QtBot) -> None:
    made = ContactTimeline()
    qtbot.addWidget(made)
    made.show_history(
        [
            TimePoint(9, "Acknowledged", "Mon 28 Sep", PointKind.ACKNOWLEDGED),
            TimePoint(0, "Contact", "Sat 19 Sep", PointKind.CONTACT),
        ],
        [TimeSpan(-1, Stretch.NOTHING, "Nothing on file"), TimeSpan(9, Stretch.ACKNOWLEDGED, "Conditions")],
    )
    assert made.accessibleDescription() == "Contact Sat 19 Sep; Acknowledged Mon 28 Sep"
    made.resize(600, 120)
    made.grab()
