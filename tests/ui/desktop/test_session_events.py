"""Session and power: each source means one of three reasons to lock."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.ui.desktop.session_events import (
    ClockJump,
    LogindListener,
    SessionEvent,
    SessionEvents,
    WindowsMessages,
    listen,
)


def heard() -> tuple[SessionEvents, list[object]]:
    events = SessionEvents()
    told: list[object] = []
    events.happened.connect(told.append)
    return events, told


@pytest.mark.parametrize(
    ("message", "parameter", "event"),
    [
        (0x02B1, 7, SessionEvent.SESSION_LOCKED),
        (0x02B1, 4, SessionEvent.SESSION_LOCKED),
        (0x02B1, 8, None),
        (0x0218, 4, SessionEvent.SLEEP),
        (0x0218, 18, None),
        (0x0100, 7, None),
    ],
)
def test_windows_messages(message: int, parameter: int, event: SessionEvent | None) -> None:
    events, told = heard()
    WindowsMessages(events).read(message, parameter)
    assert told == ([event] if event else [])


def test_logind_and_screen_saver() -> None:
    events, told = heard()
    listener = LogindListener(events)
    listener.prepare_for_sleep(True)
    listener.session_locked()
    listener.saver_changed(False)
    listener.saver_changed(True)
    assert told == [SessionEvent.SLEEP, SessionEvent.SESSION_LOCKED, SessionEvent.SESSION_LOCKED]


def test_a_clock_that_jumped_means_the_computer_slept() -> None:
    events, told = heard()
    times = iter([0.0, 15.0, 4000.0])
    timer = QTimer()
    jump = ClockJump(events, lambda: next(times), timer)
    timer.timeout.emit()
    assert told == []
    timer.timeout.emit()
    assert told == [SessionEvent.WOKE]
    timer.stop()
    assert jump.parent() is events


def test_listening_names_its_sources(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    events = listen(window, lambda: 0.0)
    assert "time passed while the computer slept" in events.sources
