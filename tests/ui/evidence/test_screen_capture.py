"""The program's own capture of the screen: chosen by keys or pointer, with its instant, several in a sitting."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from safeguard_app.ui.desktop.screen_grab import CannotGrab, Grabbed, grab_screens
from safeguard_app.ui.evidence.region import Region
from safeguard_app.ui.evidence.screen_capture import Captured, ScreenCapture

ZONE = ZoneInfo("Europe/London")
AT = datetime(2026, 10, 12, 15, 40, 7, tzinfo=ZONE)
SIZE = QSize(400, 300)


def _screens() -> list[Grabbed]:
    """Two monitors; the first is red at the left and blue at the right."""
    first = QImage(SIZE, QImage.Format.Format_RGB32)
    first.fill(QColor("red"))
    for x in range(200, 400):
        for y in range(300):
            first.setPixelColor(x, y, QColor("blue"))
    second = QImage(QSize(200, 100), QImage.Format.Format_RGB32)
    second.fill(QColor("green"))
    return [
        Grabbed(first, "HDMI-1", QRect(0, 0, 400, 300)),
        Grabbed(second, "", QRect(400, 0, 200, 100)),
    ]


@pytest.fixture
def own_window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def sitting(own_window: QWidget) -> Iterator[tuple[ScreenCapture, list[Captured]]]:
    made = ScreenCapture(own_window, lambda: AT, ZONE, _screens)
    made._wait.setInterval(0)
    taken: list[Captured] = []
    made.captured.connect(taken.append)
    made.start()
    yield made, taken
    if isValid(made.bar) and (made.bar.isVisible() or made.frozen):
        made.end()
    own_window.close()


def _freeze(qtbot: QtBot, capture: ScreenCapture) -> None:
    qtbot.keyClick(capture.bar, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(capture.frozen))


def test_own_window_goes_first_and_comes_back_at_the_end(
    qtbot: QtBot, own_window: QWidget, sitting: tuple[ScreenCapture, list[Captured]]
) -> None:
    capture, taken = sitting
    assert not own_window.isVisible() and capture.bar.isVisible()
    _freeze(qtbot, capture)
    assert not capture.bar.isVisible() and len(capture.frozen) == 2
    qtbot.keyClick(capture.frozen[0], Qt.Key.Key_Escape)
    assert capture.frozen == [] and taken == [] and capture.bar.isVisible()
    qtbot.keyClick(capture.bar, Qt.Key.Key_Escape)
    assert own_window.isVisible() and not capture.bar.isVisible()


def test_a_part_is_chosen_by_keys_and_taken_with_its_instant(
    qtbot: QtBot, sitting: tuple[ScreenCapture, list[Captured]]
) -> None:
    capture, taken = sitting
    _freeze(qtbot, capture)
    frozen = capture.frozen[0]
    qtbot.keyClick(frozen, Qt.Key.Key_Right)
    assert frozen.region.part == QRect(100, 75, 200, 150)
    qtbot.keyClick(frozen, Qt.Key.Key_Left)
    qtbot.keyClick(frozen, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(frozen, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert frozen.region.part == QRect(80, 74, 200, 170)
    qtbot.keyClick(frozen, Qt.Key.Key_Return)
    (one,) = taken
    image = QImage.fromData(one.content)
    assert image.size() == QSize(200, 170)
    assert image.pixelColor(119, 5) == QColor("red") and image.pixelColor(120, 5) == QColor("blue")
    assert one.at == AT
    assert one.words == (
        "Captured by the program from the screen at 15:40:07 on Mon 12 Oct 2026 (Europe/London, UTC+01:00, by this "
        "computer’s clock). Monitor HDMI-1, a part of 200 × 170 at 80, 74."
    )


def test_several_in_one_sitting_and_the_second_monitor_whole(
    qtbot: QtBot, sitting: tuple[ScreenCapture, list[Captured]]
) -> None:
    capture, taken = sitting
    for _ in range(2):
        _freeze(qtbot, capture)
        qtbot.keyClick(capture.frozen[0], Qt.Key.Key_N)
        qtbot.keyClick(capture.frozen[1], Qt.Key.Key_A)
    assert len(taken) == 2 and capture.bar.words.text() == "2 pictures captured"
    assert "Monitor without a name, all of it, 200 × 100." in taken[1].words


def test_a_part_is_drawn_with_the_pointer(
    qtbot: QtBot, sitting: tuple[ScreenCapture, list[Captured]]
) -> None:
    capture, _ = sitting
    _freeze(qtbot, capture)
    frozen = capture.frozen[0]
    frozen.resize(400, 300)
    qtbot.mousePress(frozen, Qt.MouseButton.LeftButton, pos=QPoint(10, 20))
    qtbot.mouseMove(frozen, QPoint(60, 50))
    qtbot.mouseRelease(frozen, Qt.MouseButton.LeftButton, pos=QPoint(60, 50))
    assert frozen.region.part.topLeft() == QPoint(10, 20)
    assert not frozen.region.is_whole
    frozen.grab()


def test_a_region_never_leaves_its_picture() -> None:
    region = Region.whole(SIZE).moved(1, 1)
    for _ in range(50):
        region = region.moved(20, 20).stretched(20, 20)
    assert QRect(QPoint(0, 0), SIZE).contains(region.part)
    for _ in range(50):
        region = region.moved(-20, -20).stretched(-20, -20)
    assert QRect(QPoint(0, 0), SIZE).contains(region.part)
    assert region.part.width() >= 4 and region.part.topLeft() == QPoint(0, 0)
    assert Region.whole(SIZE).between(QPoint(5, 5), QPoint(6, 6)).is_whole, "a click is no part"


def test_a_part_that_is_moved_keeps_its_size_and_stops_at_the_edge() -> None:
    region = Region(SIZE, QRect(100, 75, 200, 150))
    assert region.moved(5, -5).part == QRect(105, 70, 200, 150)
    assert region.moved(1000, 1000).part == QRect(200, 150, 200, 150)
    assert region.moved(-1000, -1000).part == QRect(0, 0, 200, 150)


def test_ended_while_it_waits_nothing_is_captured_and_the_window_is_back(
    qtbot: QtBot, own_window: QWidget, sitting: tuple[ScreenCapture, list[Captured]]
) -> None:
    capture, taken = sitting
    finished: list[bool] = []
    capture.finished.connect(lambda: finished.append(own_window.isVisible()))
    qtbot.keyClick(capture.bar, Qt.Key.Key_Return)
    assert capture._wait.isActive() and not own_window.isVisible() and not capture.bar.isVisible()
    capture.end()
    assert finished == [True] and own_window.isVisible() and not capture._wait.isActive()
    qtbot.wait(20)
    assert capture.frozen == [] and taken == []


def test_where_the_desktop_gives_no_picture_that_is_said(
    qtbot: QtBot, own_window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: "wayland"))
    with pytest.raises(CannotGrab, match="cannot_grab"):
        grab_screens()
    capture = ScreenCapture(own_window, lambda: AT, ZONE)
    capture._wait.setInterval(0)
    capture.start()
    with qtbot.waitSignal(capture.failed):
        qtbot.keyClick(capture.bar, Qt.Key.Key_Return)
    assert own_window.isVisible()
