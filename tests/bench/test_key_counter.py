"""Counting keys: each once, whoever gets them, and what the keystroke-level model makes of the count."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.bench.key_counter import KeyCounter
from tests.bench.keystroke_level import KEY, THINK, seconds_of, seconds_of_words


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A name, a kind, an account and a button, with the keyboard at the name."""
    made = QWidget()
    layout = QVBoxLayout(made)
    for part, name in (
        (QLineEdit(), "Name"),
        (QComboBox(), "Kind"),
        (QPlainTextEdit(), "Account"),
        (QPushButton("File"), "File"),
    ):
        part.setAccessibleName(name)
        layout.addWidget(part)
        if isinstance(part, QComboBox):
            part.addItems(["one", "two", "three"])
        if isinstance(part, QPlainTextEdit):
            part.setTabChangesFocus(True)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.findChildren(QLineEdit)[0].setFocus()
    return made


def _press(page: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.windowHandle(), key, held)


def _type(page: QWidget, text: str) -> None:
    for letter in text:
        QTest.keyClick(page.windowHandle(), letter)  # type: ignore[call-overload]


def test_fields_keys_and_units_are_counted(page: QWidget, qapp: QApplication) -> None:
    with KeyCounter(qapp, frozenset({"Account"})) as counter:
        _type(page, "ab")
        _press(page, Qt.Key.Key_Tab)
        _press(page, Qt.Key.Key_Down)
        _press(page, Qt.Key.Key_Down)
        _press(page, Qt.Key.Key_Tab)
        _type(page, "words")
        _press(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert counter.fields == ["Name", "Kind", "Account"]
    assert counter.words == len("words")
    assert counter.fingers == 2 + 1 + 2 + 1 + 2
    assert counter.decisions == 3, "the name, the kind, and filing"
    assert seconds_of(counter) == pytest.approx(8 * KEY + 3 * THINK)
    assert seconds_of_words(counter) == pytest.approx(5 * 60 / 240)


def test_nothing_is_heard_before_and_after(page: QWidget, qapp: QApplication) -> None:
    _type(page, "ab")
    with KeyCounter(qapp) as counter:
        pass
    _type(page, "cd")
    assert (counter.fingers, counter.fields) == (0, [])
