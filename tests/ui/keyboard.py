"""Typing as a person does: into whatever has the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Tab": Qt.Key.Key_Tab,
    "Down": Qt.Key.Key_Down,
    "Home": Qt.Key.Key_Home,
    "Up": Qt.Key.Key_Up,
    "Escape": Qt.Key.Key_Escape,
    "Space": Qt.Key.Key_Space,
    "End": Qt.Key.Key_End,
}


def focused() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


def write(text: str) -> None:
    """Type a text."""
    QTest.keyClicks(focused(), text)


def press(*names: str) -> None:
    """Press keys by name, or single characters; ``Ctrl+Enter`` and the like too."""
    for name in names:
        control = name.startswith("Ctrl+")
        plain = name.removeprefix("Ctrl+")
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        key = _KEYS.get(plain)
        QTest.keyClick(focused(), key if key is not None else Qt.Key(ord(plain.upper())), modifier)
