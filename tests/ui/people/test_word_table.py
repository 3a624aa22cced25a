"""A table of words with hundreds of rows is made in portions: the first stands at once, the last is asked for."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.ui.people.word_table import MOST_SHOWN, WordTable
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.text_label import TextLabel
from tests.ui.conftest import Stage


def _row(made: list[int], number: int) -> tuple[QWidget | str, ...]:
    made.append(number)
    return QPushButton(f"Open {number}"), f"What stands in line {number}"


def _texts(table: WordTable) -> list[str]:
    labels = sorted(table.findChildren(TextLabel), key=lambda one: one.y())
    return [one.text() for one in labels if one.text().startswith("What stands")]


def test_rows_come_in_portions_and_the_rest_is_asked_for_by_keyboard(qtbot: QtBot, stage: Stage) -> None:
    made: list[int] = []
    table = WordTable("Many", ("Record", "What"), (2, 5))
    table.fill([partial(_row, made, number) for number in range(150)])
    assert len(made) == table.rows == 10, "a portion at once, and nothing more before it is painted"
    stage.show(table, width=700, height=5000)
    qtbot.waitUntil(table.more_button.isVisible)
    assert table.rows == MOST_SHOWN
    assert table.more_button.text() == f"Show {MOST_SHOWN} more of 90"
    table.more_button.setFocus()
    qtbot.keyClick(table.more_button, Qt.Key.Key_Return)
    focused = table.window().focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == f"Open {MOST_SHOWN}", "the keyboard goes on where the new rows begin"
    qtbot.waitUntil(table.more_button.isVisible)
    assert table.more_button.text() == "Show the other 30"
    qtbot.keyClick(table.more_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.rows == 150)
    stage.settle()
    assert not table.more_button.isVisible()
    assert made == list(range(150))
    assert _texts(table) == [f"What stands in line {number}" for number in range(150)]


def test_rows_come_too_where_they_are_out_of_sight(qtbot: QtBot, stage: Stage) -> None:
    made: list[int] = []
    table = WordTable("Many", ("Record", "What"), (2, 5))
    table.fill([partial(_row, made, number) for number in range(50)])
    page = ScrollPage("Many")
    page.column.addWidget(table)
    stage.present(page, 700, 200)
    qtbot.waitUntil(lambda: table.rows == 50)


def test_as_many_rows_as_stood_there_before_stand_at_once(stage: Stage) -> None:
    made: list[int] = []
    table = WordTable("Many", ("Record", "What"), (2, 5))
    table.fill([partial(_row, made, number) for number in range(150)], standing=90)
    assert table.rows == 90
    stage.show(table)
    stage.settle()
    assert table.rows == 90
    assert table.more_button.text() == "Show the other 60"


def test_a_short_table_has_all_of_its_rows_and_no_button(stage: Stage) -> None:
    made: list[int] = []
    table = WordTable("Few", ("Record", "What"), (2, 5))
    table.fill([partial(_row, made, number) for number in range(3)])
    stage.show(table)
    stage.settle()
    assert made == [0, 1, 2]
    assert not table.more_button.isVisible()
