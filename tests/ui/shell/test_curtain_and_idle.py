"""Curtain and idle lock: what covers, what keeps, what counts as use."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from safeguard_app.ui.messages import Message
from safeguard_app.ui.shell.idle_watch import WARNING_SECONDS, IdleWatch
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey, PlainPage
from tests.ui.conftest import Stage


def work(stage: Stage) -> tuple[MainWindow, QLineEdit]:
    window = MainWindow()
    line = QLineEdit()
    line.setAccessibleName("Account")
    window.add_page(PageKey.TODAY, PlainPage("Today", line))
    window.show_work()
    stage.present(window)
    line.setFocus()
    return window, line


def test_the_curtain_covers_everything_and_keeps_the_work(qtbot: QtBot, stage: Stage) -> None:
    window, line = work(stage)
    qtbot.keyClicks(line, "He said")
    qtbot.keyClick(line, Qt.Key.Key_F8)
    drawn = [window.curtain.is_drawn]
    assert window.curtain.geometry() == window.rect()
    assert window.childAt(QPoint(700, 400)) in (window.curtain, *window.curtain.children())
    qtbot.keyClicks(window.curtain, " more")
    qtbot.keyClick(window.curtain, Qt.Key.Key_Escape)
    assert [*drawn, window.curtain.is_drawn] == [True, False]
    assert line.text() == "He said"
    assert QApplication.focusWidget() is line


def test_the_curtain_covers_an_open_sheet_and_what_is_opened_after_it(stage: Stage) -> None:
    window, _ = work(stage)
    window.messages.show(Message("A box", "Something is asked."))
    window.curtain.draw()
    sheet = window.messages.open_sheet
    assert sheet is not None
    middle = sheet.mapTo(window, sheet.rect().center())
    assert window.childAt(middle) in (window.curtain, *window.curtain.children())
    window.messages.show(Message("Another", "From a task that ended."))
    assert window.childAt(middle) in (window.curtain, *window.curtain.children())


def test_f8_lifts_it_and_a_click_does(qtbot: QtBot, stage: Stage) -> None:
    window, _ = work(stage)
    window.curtain.draw("Another display was connected.")
    qtbot.keyClick(window.curtain, Qt.Key.Key_F8)
    assert not window.curtain.is_drawn
    window.curtain.draw()
    qtbot.mouseClick(window.curtain, Qt.MouseButton.LeftButton)
    assert not window.curtain.is_drawn


def test_no_shortcut_reaches_the_work_beneath_but_lock_does(qtbot: QtBot, stage: Stage) -> None:
    window, _ = work(stage)
    told: list[str] = []
    window.new_incident_requested.connect(lambda: told.append("new"))
    window.command_requested.connect(told.append)
    window.curtain.draw()
    qtbot.keyClick(window.curtain, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window.curtain, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert told == ["lock"]


@pytest.mark.parametrize("cover", ["curtain", "sheet"])
def test_a_curtain_or_a_sheet_holds_back_the_keys_of_its_own_window_alone(
    cover: str, qtbot: QtBot, stage: Stage
) -> None:
    covered, _ = work(stage)
    if cover == "curtain":
        covered.curtain.draw()
    else:
        covered.messages.show(Message("A box", "Something is asked."))
    other, line = work(stage)
    told: list[str] = []
    covered.new_incident_requested.connect(lambda: told.append("covered"))
    other.new_incident_requested.connect(lambda: told.append("other"))
    qtbot.keyClick(line, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert told == ["other"]


def test_the_curtain_grows_with_the_window(stage: Stage) -> None:
    window, _ = work(stage)
    window.curtain.draw()
    window.resize(1100, 700)
    assert window.curtain.geometry() == window.rect()


def test_idle_is_told_after_a_warning(qtbot: QtBot, qapp: QApplication) -> None:
    timer = QTimer()
    watch = IdleWatch(qapp, timer)
    told: list[object] = []
    watch.nearly_idle.connect(told.append)
    watch.idle.connect(lambda: told.append("idle"))
    watch.start()
    assert timer.interval() == (5 * 60 - WARNING_SECONDS) * 1000
    timer.timeout.emit()
    assert timer.interval() == WARNING_SECONDS * 1000
    timer.timeout.emit()
    assert told == [WARNING_SECONDS, "idle"]
    assert not timer.isActive()


def test_a_key_starts_the_count_again(qtbot: QtBot, stage: Stage, qapp: QApplication) -> None:
    window, _ = work(stage)
    timer = QTimer()
    watch = IdleWatch(qapp, timer)
    told: list[str] = []
    watch.active_again.connect(lambda: told.append("again"))
    watch.idle.connect(lambda: told.append("idle"))
    watch.set_minutes(10)
    watch.start()
    timer.timeout.emit()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_X)
    assert told == ["again"]
    assert timer.interval() == (10 * 60 - WARNING_SECONDS) * 1000
    watch.stop()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Y)
    assert not timer.isActive()


@pytest.mark.parametrize(
    "act",
    [
        lambda window: QTest.keyClick(window, Qt.Key.Key_F6),
        lambda window: QTest.keyClick(window, Qt.Key.Key_F8),
        lambda window: QTest.mouseMove(window, QPoint(40, 40)),
        lambda window: QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(40, 40)),
    ],
    ids=["a key", "a shortcut", "the mouse moves", "a click"],
)
def test_every_sign_of_a_person_counts(
    stage: Stage, qapp: QApplication, act: Callable[[QWindow], None]
) -> None:
    window, _ = work(stage)
    timer = QTimer()
    watch = IdleWatch(qapp, timer)
    told: list[str] = []
    watch.active_again.connect(lambda: told.append("again"))
    QTest.mouseMove(window.windowHandle(), QPoint(20, 20))
    watch.start()
    timer.timeout.emit()
    act(window.windowHandle())
    assert told == ["again"]
    watch.stop()


def test_a_window_that_comes_later_is_heard_too(qtbot: QtBot, stage: Stage, qapp: QApplication) -> None:
    """A dialog takes the keyboard; an open menu does not, and is heard from the warning on."""
    work(stage)
    timer = QTimer()
    watch = IdleWatch(qapp, timer)
    told: list[str] = []
    watch.active_again.connect(lambda: told.append("again"))
    watch.start()
    timer.timeout.emit()
    later = QLineEdit()
    qtbot.addWidget(later)
    later.show()
    later.activateWindow()
    qtbot.waitUntil(lambda: qapp.focusWindow() is later.windowHandle())
    QTest.keyClick(later.windowHandle(), Qt.Key.Key_X)
    assert told == ["again"]
    watch.stop()


def test_nobody_can_set_less_than_a_minute(qapp: QApplication) -> None:
    timer = QTimer()
    watch = IdleWatch(qapp, timer)
    watch.set_minutes(0)
    watch.start()
    assert timer.interval() == (60 - WARNING_SECONDS) * 1000
    watch.stop()
