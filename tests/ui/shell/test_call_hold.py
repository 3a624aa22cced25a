"""On a call: the lock for want of use is held, visibly, for 45 minutes at most; every other lock works as ever."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeguard_app.ui.shell.call_hold import LONGEST_MINUTES, CallHold
from safeguard_app.ui.shell.idle_watch import WARNING_SECONDS, IdleWatch
from safeguard_app.ui.shell.main_window import MainWindow
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage
from tests.ui.shell.test_curtain_and_idle import work


class _Unused:
    """Stands for the time since somebody touched something."""

    def __init__(self, minutes: int) -> None:
        self._ms = minutes * 60_000

    def elapsed(self) -> int:
        return self._ms

    def restart(self) -> int:
        self._ms = 0
        return 0

    def start(self) -> None:
        self._ms = 0


@dataclass
class Call:
    """A window whose commands are joined to a call, as the program joins them; time passes when the test says so."""

    window: MainWindow
    watch: IdleWatch
    hold: CallHold
    idle_timer: QTimer
    tick: QTimer
    minutes: list[float]
    told: list[str] = field(default_factory=list)

    def pass_by(self, minutes: float) -> None:
        """So much time goes by, nobody touching anything."""
        self.minutes[0] += minutes
        self.tick.timeout.emit()


@pytest.fixture
def call(stage: Stage, qapp: QApplication) -> Iterator[Call]:
    window, _ = work(stage)
    idle_timer, tick, minutes = QTimer(), QTimer(), [0.0]
    watch = IdleWatch(qapp, idle_timer)
    hold = CallHold(watch, window.call_strip, lambda: minutes[0] * 60, tick)
    made = Call(window, watch, hold, idle_timer, tick, minutes)
    hold.changed.connect(window.commands.set_on_a_call)
    window.command_requested.connect(lambda key: hold.turn() if key == "call" else made.told.append(key))
    watch.idle.connect(lambda: made.told.append("idle"))
    watch.nearly_idle.connect(lambda _seconds: made.told.append("nearly"))
    watch.start()
    yield made
    hold.end()
    watch.stop()


def test_f7_holds_the_lock_and_the_strip_says_how_long(call: Call) -> None:
    assert call.window.call_strip.isHidden()
    QTest.keyClick(call.window, Qt.Key.Key_F7)
    strip = call.window.call_strip
    assert call.hold.is_on and strip.isVisible() and not call.idle_timer.isActive()
    assert f"{LONGEST_MINUTES} minutes" in strip.words()
    assert call.window.commands.actions["call"].isChecked()
    call.pass_by(43.2)
    assert "another 2 minutes" in strip.words()
    call.pass_by(1)
    assert "another one minute" in strip.words()
    check_page(call.window)


def test_nobody_there_at_its_end_is_warned_and_then_locked(call: Call) -> None:
    call.hold.turn()
    call.watch._unused = _Unused(45)  # type: ignore[assignment]  # nobody has touched anything
    call.pass_by(LONGEST_MINUTES)
    assert not call.hold.is_on and call.window.call_strip.isHidden() and not call.tick.isActive()
    assert call.told == ["nearly"] and call.idle_timer.interval() == WARNING_SECONDS * 1000
    call.idle_timer.timeout.emit()
    assert call.told == ["nearly", "idle"]


def test_somebody_at_work_at_its_end_goes_on_working(call: Call) -> None:
    call.hold.turn()
    call.watch._unused = _Unused(45)  # type: ignore[assignment]
    QTest.keyClick(call.window.windowHandle(), Qt.Key.Key_X)
    assert not call.idle_timer.isActive(), "typing on the call does not begin the count"
    call.pass_by(LONGEST_MINUTES)
    assert call.told == [] and call.idle_timer.interval() == (5 * 60 - WARNING_SECONDS) * 1000


@pytest.mark.parametrize("way", ["key", "button"])
def test_it_ends_at_once_by_key_or_button(call: Call, way: str) -> None:
    QTest.keyClick(call.window, Qt.Key.Key_F7)
    if way == "key":
        QTest.keyClick(call.window, Qt.Key.Key_F7)
    else:
        call.window.call_strip.end_button.setFocus()
        QTest.keyClick(call.window.call_strip.end_button, Qt.Key.Key_Space)
    assert not call.hold.is_on and call.window.call_strip.isHidden() and call.idle_timer.isActive()
    assert not call.window.commands.actions["call"].isChecked()


def test_a_second_press_never_makes_it_longer(call: Call) -> None:
    call.hold.turn()
    call.pass_by(30)
    call.hold.turn()
    call.hold.turn()
    assert f"{LONGEST_MINUTES} minutes" in call.window.call_strip.words()
    call.pass_by(LONGEST_MINUTES)
    assert not call.hold.is_on


def test_a_new_number_of_minutes_does_not_begin_the_count_during_a_call(call: Call) -> None:
    call.hold.turn()
    call.watch.set_minutes(1)
    assert not call.idle_timer.isActive()
    call.hold.end()
    assert call.idle_timer.interval() <= (60 - WARNING_SECONDS) * 1000


def test_without_a_call_the_strip_takes_no_room(qtbot: QtBot, call: Call) -> None:
    call.hold.end()
    assert call.window.call_strip.isHidden() and call.told == []


def test_a_call_that_begins_after_the_warning_takes_the_warning_away(call: Call) -> None:
    call.watch.active_again.connect(lambda: call.told.append("again"))
    call.idle_timer.timeout.emit()
    call.hold.turn()
    assert call.told == ["nearly", "again"] and not call.idle_timer.isActive()


def test_a_log_locked_during_a_call_counts_as_ever_when_it_is_opened_again(call: Call) -> None:
    call.hold.turn()
    call.watch.stop()
    call.watch.start()
    call.watch.set_minutes(10)
    assert call.idle_timer.interval() == (10 * 60 - WARNING_SECONDS) * 1000


def test_an_end_without_a_call_leaves_the_count_and_one_while_locked_warns_nobody(call: Call) -> None:
    call.idle_timer.timeout.emit()
    call.watch.let_go()
    assert call.idle_timer.interval() == WARNING_SECONDS * 1000
    call.watch.stop()
    call.told.clear()
    call.hold.turn()
    call.watch._unused = _Unused(45)  # type: ignore[assignment]
    call.hold.end()
    assert call.told == [] and not call.idle_timer.isActive()
