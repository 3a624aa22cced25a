"""The question before evidence, and the advice after it: nothing is read, the careful answer has the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.ui.evidence.declaration_sheet import DeclarationSheet, ImageAnswer
from safeguard_app.ui.evidence.stop_advice import RingRow, StopAdvice
from safeguard_app.ui.widgets.text_label import TextLabel
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage


@pytest.fixture
def window(stage: Stage) -> QWidget:
    return stage.show(QWidget(), width=1000, height=700)


def asked(window: QWidget) -> tuple[DeclarationSheet, list[object]]:
    sheet = DeclarationSheet("Headteacher")
    told: list[object] = []
    sheet.answered.connect(told.append)
    sheet.cancelled.connect(lambda: told.append("cancelled"))
    sheet.open_over(window)
    return sheet, told


def test_the_careful_answer_has_the_keyboard(window: QWidget) -> None:
    sheet, _ = asked(window)
    assert QApplication.focusWidget() is sheet.cards[ImageAnswer.NOT_SEEN]
    check_page(sheet)
    sheet.reject()


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        (Qt.Key.Key_1, ImageAnswer.YES_OR_POSSIBLY),
        (Qt.Key.Key_2, ImageAnswer.NOT_SEEN),
        (Qt.Key.Key_3, ImageAnswer.NO_SEEN_ALL),
        (Qt.Key.Key_Return, ImageAnswer.NOT_SEEN),
    ],
)
def test_keys_answer(qtbot: QtBot, window: QWidget, key: Qt.Key, answer: ImageAnswer) -> None:
    sheet, told = asked(window)
    qtbot.keyClick(sheet.cards[ImageAnswer.NOT_SEEN], key)
    assert told == [answer]


def test_a_card_answers_when_clicked(qtbot: QtBot, window: QWidget) -> None:
    sheet, told = asked(window)
    qtbot.mouseClick(sheet.cards[ImageAnswer.NO_SEEN_ALL], Qt.MouseButton.LeftButton)
    assert told == [ImageAnswer.NO_SEEN_ALL]


def test_escape_adds_nothing(qtbot: QtBot, window: QWidget) -> None:
    sheet, told = asked(window)
    qtbot.keyClick(sheet.cards[ImageAnswer.NOT_SEEN], Qt.Key.Key_Escape)
    assert told == ["cancelled"]


def test_only_one_answer_lets_anything_be_read() -> None:
    assert [answer for answer in ImageAnswer if answer.may_read] == [ImageAnswer.NO_SEEN_ALL]


@pytest.mark.parametrize("answer", [ImageAnswer.YES_OR_POSSIBLY, ImageAnswer.NOT_SEEN])
def test_the_advice_says_whom_to_ring_and_opens_a_record_in_words(
    qtbot: QtBot, window: QWidget, answer: ImageAnswer
) -> None:
    sheet = StopAdvice(answer, (RingRow("Front door, Eastmarch", "01632 960 144"), RingRow("Out of hours")))
    words = " ".join(label.text() for label in sheet.findChildren(TextLabel))
    assert "999" in words
    assert "01632 960 144" in words
    assert "no number entered" in words
    assert "copy it" in words
    sheet.open_over(window)
    check_page(sheet)
    with qtbot.waitSignal(sheet.words_only_asked):
        qtbot.keyClick(sheet.record_button, Qt.Key.Key_Return)


def test_the_advice_can_be_left_without_a_record(qtbot: QtBot, window: QWidget) -> None:
    sheet = StopAdvice(ImageAnswer.NOT_SEEN, ())
    sheet.open_over(window)
    with qtbot.waitSignal(sheet.left):
        sheet.close_button.click()


def test_there_is_no_advice_for_the_answer_that_may_read() -> None:
    with pytest.raises(AssertionError):
        StopAdvice(ImageAnswer.NO_SEEN_ALL, ())
