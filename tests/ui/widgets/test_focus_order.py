"""Tab goes through a window in the order in which it is read, whatever the order in which it was made."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.focus_order import in_reading_order, step_focus
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from tests.ui.conftest import Stage


def names(widgets: list[QWidget]) -> list[str]:
    return [widget.accessibleName() or widget.property("text") for widget in widgets]


def test_what_was_made_first_and_placed_last_comes_last(stage: Stage) -> None:
    save, second, first = Button("Save"), LineField("Second"), LineField("First")
    compound = QWidget()
    compound.setLayout(column(second))
    compound.setFocusProxy(second)
    window = stage.show(first, compound, save)
    assert names(in_reading_order(window)) == ["First", "Second", "Save"]


def test_hidden_and_disabled_things_are_passed_over(stage: Stage) -> None:
    one, hidden, off, two = (LineField(name) for name in ("One", "Hidden", "Off", "Two"))
    window = stage.show(one, hidden, off, two)
    hidden.hide()
    off.setEnabled(False)
    assert names(in_reading_order(window)) == ["One", "Two"]


def test_it_goes_round_both_ways_and_brings_what_has_the_keyboard_into_view(
    qtbot: QtBot, stage: Stage
) -> None:
    page = ScrollPage("Long")
    lines = [LineField(f"Line {place}") for place in range(30)]
    for line in lines:
        page.column.addWidget(line)
    window = QMainWindow()
    window.setCentralWidget(page)
    stage.present(window, 400, 300)
    lines[0].setFocus()
    assert step_focus(window, forwards=False)
    assert QApplication.focusWidget() is lines[-1]
    assert page.verticalScrollBar().value() > 0
    assert step_focus(window, forwards=True)
    assert QApplication.focusWidget() is lines[0]
    qtbot.keyClick(lines[0], Qt.Key.Key_A)
    assert lines[0].text() == "a"


def test_nothing_to_go_to_is_said(stage: Stage) -> None:
    window = stage.show(QWidget())
    assert not step_focus(window, forwards=True)


def test_all_of_a_text_box_is_brought_into_view_not_only_the_line_of_its_cursor(stage: Stage) -> None:
    page = ScrollPage("Long")
    lines = [LineField(f"Line {place}") for place in range(12)]
    box, last = TextBox("Note"), TextBox("Last")
    for part in (*lines, box, *(LineField(f"Further {place}") for place in range(12)), last):
        page.column.addWidget(part)
    window = QMainWindow()
    window.setCentralWidget(page)
    stage.present(window, 400, 300)
    for start, forwards, target in ((lines[-1], True, box), (lines[0], False, last)):
        start.setFocus()
        step_focus(window, forwards=forwards)
        assert QApplication.focusWidget() is target
        top = target.mapTo(page.viewport(), QPoint(0, 0)).y()
        assert top >= 0 and top + target.height() <= page.viewport().height()


def test_looking_for_the_order_leaves_nothing_of_a_layout_in_python(qtbot: QtBot) -> None:
    """What Python held of an item outlived it: another thing made in its place was then taken for it."""
    page = QWidget()
    qtbot.addWidget(page)
    whole, beside = QVBoxLayout(page), QHBoxLayout()
    whole.addLayout(beside)
    buttons = [QPushButton(str(place)) for place in range(4)]
    for layout, button in zip((whole, beside, whole, beside), buttons, strict=True):
        layout.addWidget(button)
    page.show()
    before = _held()
    assert in_reading_order(page) == [buttons[1], buttons[3], buttons[0], buttons[2]]
    assert _held() == before


def _held() -> int:
    return sum(type(one).__name__.endswith("Item") for one in Shiboken.getAllValidWrappers())
