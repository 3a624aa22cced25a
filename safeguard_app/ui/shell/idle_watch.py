"""Locks the log when nobody has touched keyboard or mouse for a while: five minutes unless set otherwise."""

from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from safeguard_app.ui.shell.window_watch import WindowWatch

DEFAULT_MINUTES: Final = 5
WARNING_SECONDS: Final = 30
_ACTIVITY: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,  # a key that is a shortcut comes as this alone
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
    }
)


class IdleWatch(QObject):
    """Counts from the last key, click or movement over our windows, with sheets and boxes open too.

    Signals:
        nearly_idle(int): half a minute is left; carries the seconds.
        active_again(): someone touched something after that.
        idle(): the time is up.
    """

    nearly_idle = Signal(int)
    active_again = Signal()
    idle = Signal()

    def __init__(self, application: QGuiApplication, timer: QTimer | None = None) -> None:
        """``timer`` can be handed in by tests. Does nothing until :meth:`start`."""
        super().__init__(application)
        self._watch = WindowWatch(application, self._heard, self)
        self._timer = timer or QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_up)
        self._seconds = DEFAULT_MINUTES * 60
        self._warned = False
        self._running = False
        self._held = False
        self._unused = QElapsedTimer()
        """How long nobody has touched anything; counted on while the lock is held."""

    def set_minutes(self, minutes: int) -> None:
        """How long without use; at least one minute."""
        self._seconds = max(1, minutes) * 60
        if self._running and not self._held:
            self._restart()

    def start(self) -> None:
        """Begin counting: the log is open."""
        self._running = True
        self._unused.start()
        self._watch.start()
        self._restart()

    def hold(self) -> None:
        """Count no more until :meth:`let_go`: somebody is on a call."""
        self._held = True
        self._timer.stop()
        self._clear_warning()

    def let_go(self) -> None:
        """Count again from when somebody last touched something; half a minute is left where that is long ago."""
        if not self._held:
            return
        self._held = False
        left = self._first_wait() - self._unused.elapsed()
        if self._running and left > 0:
            self._timer.start(left)
        elif self._running:
            self._warn()

    def stop(self) -> None:
        """Stop counting: the log is locked."""
        self._running = False
        self._held = False
        self._watch.stop()
        self._timer.stop()
        self._clear_warning()

    def _heard(self, kind: QEvent.Type) -> None:
        """Any sign of a person starts the count again."""
        if kind not in _ACTIVITY:
            return
        self._unused.restart()
        counted = self._warned or self._timer.remainingTime() < self._first_wait() - 1000
        if counted and not self._held:
            self._restart()

    def _first_wait(self) -> int:
        return (self._seconds - WARNING_SECONDS) * 1000

    def _restart(self) -> None:
        self._clear_warning()
        self._timer.start(self._first_wait())

    def _time_up(self) -> None:
        if not self._warned:
            self._warn()
            return
        self.stop()
        self.idle.emit()

    def _warn(self) -> None:
        self._warned = True
        self._watch.look_again()
        self._timer.start(WARNING_SECONDS * 1000)
        self.nearly_idle.emit(WARNING_SECONDS)

    def _clear_warning(self) -> None:
        if self._warned:
            self._warned = False
            self.active_again.emit()
