"""Hears what a person does to the windows of the program, before any widget does."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow


class WindowWatch(QObject):
    """A filter on each window of the system, not on the application.

    Keys, clicks and movements come to a window once, and the window hands them on. A filter on the application would
    be asked about every event of every widget as well, thousands of them while one page is laid out, and every one is
    a call into Python: at unlock that was a third of all the work until Today was painted.
    """

    def __init__(
        self,
        application: QGuiApplication,
        heard: Callable[[QEvent.Type], None],
        parent: QObject | None = None,
    ) -> None:
        """``heard`` is told the type of everything that comes to a window. Hears nothing until :meth:`start`."""
        super().__init__(parent)
        self._application = application
        self._heard = heard
        self._hearing = False

    def start(self) -> None:
        """Hear all windows that there are, and each that comes to have the keyboard."""
        if not self._hearing:
            self._hearing = True
            self._application.focusWindowChanged.connect(self._watch)
        self.look_again()

    def look_again(self) -> None:
        """Hear windows too that came up since without taking the keyboard, as an open menu does."""
        if self._hearing:
            for window in self._application.topLevelWindows():
                self._watch(window)

    def stop(self) -> None:
        """Hear no more."""
        if self._hearing:
            self._hearing = False
            self._application.focusWindowChanged.disconnect(self._watch)
            for window in self._application.topLevelWindows():
                window.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Tell it; never takes an event away."""
        if self._hearing:
            self._heard(event.type())
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
