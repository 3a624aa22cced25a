"""The hands of a journey: what a key brings about comes when the key is up again."""

from functools import partial

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow
from shiboken6 import isValid

from tests.journeys.keyboard import Keyboard, until


def test_no_window_goes_away_while_a_key_is_down_in_it(qapp: QApplication) -> None:
    window, keys, downs = QMainWindow(), Keyboard(), list[bool]()
    window.show()
    until(lambda: qapp.focusWindow() is not None, "the window has the keyboard")

    def drop() -> None:
        downs.append(keys._is_down)
        window.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def lock() -> None:
        QTimer.singleShot(0, partial(keys.when_released, drop))

    QShortcut(QKeySequence("Ctrl+L"), window, lock)
    keys.press("Ctrl+L")
    until(lambda: not isValid(window), "the window is gone")
    assert downs == [False]
