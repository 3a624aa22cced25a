"""A copy is made by keys or by mouse, and every step has its way back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.derivatives import Area, Mark, MarkKind
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.services.derivatives import ToMark
from safeguard_app.services.evidence_showing import ShownPage
from safeguard_app.ui.evidence.marking_sheet import MarkingSheet
from safeguard_app.ui.evidence.marking_steps import MarkingSteps
from safeguard_app.ui.evidence.picture_sheet import PictureSheet
from tests.ui.conftest import Stage

Key, Held = Qt.Key, Qt.KeyboardModifier
WIDE, HIGH = 400, 300


def _area(sheet: MarkingSheet) -> Area:
    mark = sheet.steps.chosen_mark
    assert mark is not None
    return mark.area


@pytest.fixture
def sheet(stage: Stage) -> Iterator[MarkingSheet]:
    """The sheet over a plain picture, with its keyboard."""
    window = QWidget()
    stage.present(window, 1100, 760)
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    shown = ShownPage(WIDE, HIGH, 3, b"", 0, 1, "Ex1")
    item = Reference(Compartment.DAILY, RecordId("0" * 32))
    made = MarkingSheet(image, ToMark(item, "Ex1", 0, shown, smaller=False, looking_in=LookingIn()))
    made.open_over(window)
    stage.settle()
    yield made
    made.leave()


def press(sheet: MarkingSheet, *keys: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
    """Keys where the keyboard is."""
    for key in keys:
        QTest.keyClick(sheet.focusWidget() or sheet, key, held)


def test_a_box_is_put_moved_resized_and_taken_back_by_keys(sheet: MarkingSheet) -> None:
    assert sheet.canvas.hasFocus() and sheet.area.zoom == 1.0
    press(sheet, Key.Key_H, Key.Key_Return)
    first = _area(sheet)
    assert (first.width, first.height) == (100, 38)
    press(sheet, Key.Key_Right, Key.Key_Right, Key.Key_Down)
    assert _area(sheet) == Area(first.left + 20, first.top + 10, 100, 38)
    press(sheet, Key.Key_Left, held=Held.ControlModifier)
    press(sheet, Key.Key_Down, held=Held.ShiftModifier)
    press(sheet, Key.Key_Right, held=Held.ShiftModifier | Held.ControlModifier)
    assert _area(sheet) == Area(first.left + 19, first.top + 10, 101, 48)
    assert "101 × 48 pixels" in sheet.canvas.accessibleDescription()
    press(sheet, Key.Key_Z, held=Held.ControlModifier)
    assert _area(sheet).height == 38, "all the resizing is one step"
    press(sheet, Key.Key_Z, held=Held.ControlModifier)
    assert _area(sheet) == first, "and all the moving"
    press(sheet, Key.Key_Y, held=Held.ControlModifier)
    press(sheet, Key.Key_Z, held=Held.ControlModifier | Held.ShiftModifier)
    assert _area(sheet).height == 48
    press(sheet, Key.Key_Delete)
    assert sheet.steps.alterations.is_empty and not sheet.remove_button.isEnabled()
    press(sheet, Key.Key_Z, held=Held.ControlModifier)
    assert _area(sheet).height == 48


def test_every_tool_has_a_key_and_the_marks_are_gone_through(sheet: MarkingSheet) -> None:
    press(sheet, Key.Key_B, Key.Key_Return, Key.Key_A, Key.Key_Return, Key.Key_C, Key.Key_Return)
    assert sheet.steps.alterations.told() == "1 box, 1 arrow; cropped"
    assert sheet.hidden_field.isHidden(), "nothing is hidden"
    press(sheet, Key.Key_N)
    assert sheet.state.text().startswith("Box, 1 of 2")
    press(sheet, Key.Key_N, held=Held.ShiftModifier)
    assert sheet.state.text().startswith("What is kept")
    press(sheet, Key.Key_T, Key.Key_Return)
    QTest.qWait(1)
    assert sheet.words.hasFocus()
    QTest.keyClicks(sheet.words, "hc")
    press(sheet, Key.Key_Return)
    assert sheet.canvas.hasFocus()
    assert sheet.steps.alterations.marks[-1].words == "hc", "letters were letters"
    press(sheet, Key.Key_H, Key.Key_Return)
    assert not sheet.hidden_field.isHidden()


def test_the_mouse_draws_moves_and_drags_a_corner(sheet: MarkingSheet) -> None:
    def drag(start: tuple[int, int], end: tuple[int, int]) -> None:
        canvas = sheet.canvas
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(*start))
        QTest.mouseMove(canvas, QPoint((start[0] + end[0]) // 2, (start[1] + end[1]) // 2))
        QTest.mouseMove(canvas, QPoint(*end))
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(*end))

    sheet.tools[MarkKind.HIDE].click()
    drag((50, 60), (120, 100))
    assert _area(sheet) == Area(50, 60, 70, 40)
    drag((60, 70), (80, 75))
    assert _area(sheet) == Area(70, 65, 70, 40)
    drag((140, 105), (160, 125))
    assert _area(sheet) == Area(70, 65, 90, 60)
    sheet.undo_button.click()
    assert _area(sheet) == Area(70, 65, 70, 40)
    drag((300, 200), (302, 201))
    assert len(sheet.steps.now.marks) == 1, "a slip of the mouse draws nothing"
    sheet.tools[MarkKind.ARROW].click()
    drag((300, 200), (200, 150))
    assert sheet.steps.now.marks[-1] == Mark(MarkKind.ARROW, 300, 200, 200, 150)


def test_leaving_with_marks_is_asked_once(sheet: MarkingSheet) -> None:
    press(sheet, Key.Key_Return, Key.Key_Escape)
    assert sheet.steps.now.chosen is None
    press(sheet, Key.Key_Escape)
    assert sheet.isVisible() and "not kept yet" in sheet.state.text()
    press(sheet, Key.Key_Escape)
    assert not sheet.isVisible()


def test_what_is_moved_stays_inside_the_picture() -> None:
    steps = MarkingSteps(50, 40)
    steps.put(MarkKind.BOX, Area(40, 30, 30, 30))
    assert steps.alterations.marks[0].area == Area(40, 30, 10, 10)
    steps.move(-100, 100)
    steps.resize(100, 100)
    assert steps.alterations.marks[0].area == Area(0, 30, 50, 10)
    steps.resize(-100, -100)
    assert steps.alterations.marks[0].area == Area(0, 30, 4, 4)


def test_a_picture_is_dragged_and_keeps_its_middle_when_it_grows(stage: Stage) -> None:
    window = QWidget()
    stage.present(window, 800, 600)
    image = QImage(2000, 1500, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    sheet = PictureSheet(image, "Ex1")
    sheet.open_over(window)
    stage.settle()
    across = sheet.area.horizontalScrollBar()
    assert sheet.zoom < 0.5 and across.maximum() == 0, "all of it is seen"
    for _ in range(3):
        QTest.keyClick(sheet.show_button, Key.Key_Plus)
    assert sheet.zoom == 1.0 and abs(across.value() - across.maximum() / 2) < 20
    before = across.value()
    QTest.mousePress(sheet.canvas, Qt.MouseButton.LeftButton, pos=QPoint(1000, 700))
    QTest.mouseMove(sheet.canvas, QPoint(960, 700))
    QTest.mouseRelease(sheet.canvas, Qt.MouseButton.LeftButton, pos=QPoint(960, 700))
    assert across.value() == before + 40
    QTest.keyClick(sheet.show_button, Key.Key_Left)
    assert across.value() < before and sheet.show_button.hasFocus()
    QTest.keyClick(sheet.show_button, Key.Key_R)
    QTest.keyClick(sheet.show_button, Key.Key_R, Held.ShiftModifier)
    assert sheet.canvas.quarters == 0
    window.resize(900, 700)
    QTest.keyClick(sheet.show_button, Key.Key_0)
    assert across.maximum() == 0
    sheet.reject()
