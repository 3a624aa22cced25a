"""The clipboard: ours is marked and taken back, another's is never touched."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from safeguard_app.ui.desktop.clipboard import CLEAR_AFTER_MS, PROTECTIONS, ClipboardPolicy


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    board = QGuiApplication.clipboard()
    board.clear()
    yield board
    board.clear()


def test_a_copy_asks_histories_to_leave_it_and_goes_after_30_seconds(clipboard: QClipboard) -> None:
    timer = QTimer()
    policy = ClipboardPolicy(clipboard, timer)
    policy.copy("2026-0042")
    data = clipboard.mimeData()
    assert data is not None
    assert data.text() == "2026-0042"
    assert all(data.hasFormat(name) for name in PROTECTIONS)
    assert (timer.isActive(), timer.interval()) == (True, CLEAR_AFTER_MS)
    timer.timeout.emit()
    assert clipboard.text() == ""
    delete(policy)


def test_what_another_program_put_there_stays(clipboard: QClipboard, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = ClipboardPolicy(clipboard, QTimer())
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _self: False)
    clipboard.setText("a shopping list")
    policy.clear_if_ours()
    assert clipboard.text() == "a shopping list"
    delete(policy)


def test_ctrl_c_in_a_field_goes_the_same_way(
    qtbot: QtBot, clipboard: QClipboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _self: True)  # unknown off screen
    timer = QTimer()
    policy = ClipboardPolicy(clipboard, timer)
    line = QLineEdit("Tyler Pike")
    qtbot.addWidget(line)
    line.selectAll()
    line.copy()
    data = clipboard.mimeData()
    assert data is not None
    assert data.hasFormat("x-kde-passwordManagerHint")
    assert timer.isActive()
    policy.clear_if_ours()
    assert clipboard.text() == ""
    delete(policy)
