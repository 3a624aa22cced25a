"""The capture guard: every top-level window once, a fallback, our own capture let through, plain words elsewhere."""

from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.ui.desktop.screen_capture_guard import ScreenCaptureGuard, system_affinity


class FakeUser32:
    """Writes down what is asked of it."""

    def __init__(self, *, works: bool = True) -> None:
        self.calls: list[tuple[int, int]] = []
        self._works = works

    def SetWindowDisplayAffinity(self, window: int, affinity: int) -> int:
        self.calls.append((window, affinity))
        return int(self._works)


def test_every_top_level_window_is_kept_out_of_captures_once(qtbot: QtBot, qapp: QApplication) -> None:
    fake = FakeUser32()
    guard = ScreenCaptureGuard(qapp, fake)
    window, dialog, menu = QWidget(), QDialog(), QMenu()
    menu.addAction("One")
    for widget in (window, dialog):
        qtbot.addWidget(widget)
        widget.show()
    menu.popup(window.pos())
    window.hide()
    window.show()
    expected = {(int(widget.winId()), 0x11) for widget in (window, dialog, menu)}
    menu.close()
    qapp.removeEventFilter(guard)
    assert expected <= set(fake.calls)
    assert len(fake.calls) == len(set(fake.calls))
    assert guard.active


def test_an_old_system_gets_the_older_protection(qtbot: QtBot, qapp: QApplication) -> None:
    fake = FakeUser32(works=False)
    guard = ScreenCaptureGuard(qapp, fake)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qapp.removeEventFilter(guard)
    assert [affinity for _, affinity in fake.calls] == [0x11, 0x01]


def test_our_own_capture_is_let_through_and_closed_again(qtbot: QtBot, qapp: QApplication) -> None:
    fake = FakeUser32()
    guard = ScreenCaptureGuard(qapp, fake)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    guard.allow_capture(True)
    guard.allow_capture(False)
    qapp.removeEventFilter(guard)
    assert [affinity for _, affinity in fake.calls] == [0x11, 0x00, 0x11]


def test_where_nothing_can_be_done_it_says_so(qapp: QApplication) -> None:
    guard = ScreenCaptureGuard(qapp, system_affinity("linux"))
    assert not guard.active
    assert "cannot" in guard.sentence
