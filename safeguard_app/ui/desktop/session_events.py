"""Tells when the computer is locked, put to sleep or handed to another user, so that the log locks too.

One Qt signal for all systems. Windows: session notifications (WTS) and power broadcasts. Linux: logind and the
screen saver over D-Bus, where they run. macOS and anything else: best effort, from the clock having jumped while
nothing ran, which notices sleep only after waking.
"""

import sys
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QWidget

_TICK_MS: Final = 15_000
_JUMP_SECONDS: Final = 90.0

_WM_WTSSESSION_CHANGE: Final = 0x02B1
_WM_POWERBROADCAST: Final = 0x0218
_PBT_APMSUSPEND: Final = 4
_WTS_LEFT: Final = frozenset({2, 4, 6, 7})
"""Console disconnect, remote disconnect, log-off, lock."""


class SessionEvent(StrEnum):
    """Why the log should lock. The values stand in the audit."""

    SESSION_LOCKED = "session locked"
    SLEEP = "computer put to sleep"
    WOKE = "computer was asleep"


class SessionEvents(QObject):
    """What the system says about the session.

    Signals:
        happened(object): the log should lock now; carries the SessionEvent.
    """

    happened = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Listen to nothing yet; see :func:`listen`."""
        super().__init__(parent)
        self.sources: list[str] = []
        """Which sources answered, in words, for the settings page."""
        self._kept: list[object] = []

    def keep(self, source: object, words: str) -> None:
        """Hold a source alive and name it."""
        self._kept.append(source)
        self.sources.append(words)


class ClockJump(QObject):
    """Notices that the computer slept, by the time between two ticks."""

    def __init__(self, events: SessionEvents, now: Callable[[], float], timer: QTimer | None = None) -> None:
        """``now`` gives wall-clock seconds; tests hand in their own clock and timer."""
        super().__init__(events)
        self._events = events
        self._now = now
        self._last = now()
        self._timer = timer or QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        before, self._last = self._last, self._now()
        if self._last - before > _JUMP_SECONDS:
            self._events.happened.emit(SessionEvent.WOKE)


class LogindListener(QObject):
    """The slots D-Bus signals arrive at."""

    def __init__(self, events: SessionEvents) -> None:
        """Pass on to ``events``."""
        super().__init__(events)
        self._events = events

    @Slot(bool)
    def prepare_for_sleep(self, going: bool) -> None:
        """The computer is about to sleep, or has just woken."""
        self._events.happened.emit(SessionEvent.SLEEP if going else SessionEvent.WOKE)

    @Slot()
    def session_locked(self) -> None:
        """The desktop session was locked."""
        self._events.happened.emit(SessionEvent.SESSION_LOCKED)

    @Slot(bool)
    def saver_changed(self, active: bool) -> None:
        """The screen saver came on or went."""
        if active:
            self._events.happened.emit(SessionEvent.SESSION_LOCKED)


class WindowsMessages(QAbstractNativeEventFilter):
    """Reads session and power messages out of the native message stream."""

    def __init__(self, events: SessionEvents) -> None:
        """Pass on to ``events``."""
        super().__init__()
        self._events = events

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        """Never takes a message away."""
        if bytes(kind) == b"windows_generic_MSG":  # type: ignore[arg-type]
            import ctypes.wintypes

            native = ctypes.wintypes.MSG.from_address(int(message))
            self.read(int(native.message), int(native.wParam))
        return False, 0

    def read(self, message: int, parameter: int) -> None:
        """What one message means."""
        if message == _WM_WTSSESSION_CHANGE and parameter in _WTS_LEFT:
            self._events.happened.emit(SessionEvent.SESSION_LOCKED)
        elif message == _WM_POWERBROADCAST and parameter == _PBT_APMSUSPEND:
            self._events.happened.emit(SessionEvent.SLEEP)


def listen(window: QWidget, now: Callable[[], float]) -> SessionEvents:
    """Listen to every source this system has; ``now`` gives wall-clock seconds."""
    events = SessionEvents(window)
    if sys.platform == "win32":
        _listen_windows(events, window)
    elif sys.platform.startswith("linux"):
        _listen_dbus(events)
    events.keep(ClockJump(events, now), "time passed while the computer slept")
    return events


def _listen_windows(events: SessionEvents, window: QWidget) -> None:
    import ctypes

    library: Any = getattr(ctypes, "WinDLL")("wtsapi32")  # noqa: B009 - absent from the stubs of other systems
    if library.WTSRegisterSessionNotification(int(window.winId()), 0):
        messages = WindowsMessages(events)
        application = QCoreApplication.instance()
        assert application is not None
        application.installNativeEventFilter(messages)
        events.keep(messages, "Windows session and power")


def _listen_dbus(events: SessionEvents) -> None:
    from PySide6.QtDBus import QDBusConnection

    listener = LogindListener(events)
    login = "org.freedesktop.login1"
    system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
    if system.isConnected():
        manager, own = "/org/freedesktop/login1", "/org/freedesktop/login1/session/auto"
        asleep = system.connect(
            login, manager, f"{login}.Manager", "PrepareForSleep", listener, b"1prepare_for_sleep(bool)"
        )
        locked = system.connect(login, own, f"{login}.Session", "Lock", listener, b"1session_locked()")
        if asleep or locked:
            events.keep(listener, "logind")
    if session.isConnected():
        saver = "org.freedesktop.ScreenSaver"
        path = "/org/freedesktop/ScreenSaver"
        if session.connect(saver, path, saver, "ActiveChanged", listener, b"1saver_changed(bool)"):
            events.keep(listener, "screen saver")
