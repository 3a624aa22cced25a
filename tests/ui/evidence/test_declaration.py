"""The question before evidence, and the advice after it: nothing is read, the careful answer has the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.domain.evidence import Material
from safeguard_app.services.evidence_views import MaterialSaid, StopAdvice, ToRing
from safeguard_app.ui.evidence.declaration_sheet import DeclarationSheet, ImageAnswer
from safeguard_app.ui.evidence.material_sheet import MaterialSheet
from safeguard_app.ui.evidence.stop_advice import StopAdviceSheet
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


ADVICE = StopAdvice(
    title="Nothing was added",
    sentence="You have not seen it.",
    do_now=("Tell the lead.",),
    do_not=("Do not copy it.",),
    ring=(
        ToRing("Emergency services", "", "999", "Someone is in danger now."),
        ToRing("Front door", "Eastmarch", "01632 960 144", "Harm."),
        ToRing("Out of hours", "", "number not entered: see Settings, school contacts", "At night."),
    ),
    copies=("In the Downloads folder.",),
    form=None,
)


def test_the_advice_says_whom_to_ring_where_copies_may_be_and_opens_a_record_in_words(
    qtbot: QtBot, window: QWidget
) -> None:
    sheet = StopAdviceSheet(ADVICE)
    words = " ".join(label.text() for label in sheet.findChildren(TextLabel))
    for said in (
        "999",
        "Front door, Eastmarch",
        "01632 960 144",
        "number not entered",
        "copy it",
        "Downloads",
    ):
        assert said in words
    sheet.open_over(window)
    check_page(sheet)
    with qtbot.waitSignal(sheet.words_only_asked):
        qtbot.keyClick(sheet.record_button, Qt.Key.Key_Return)


def test_the_advice_can_be_left_without_a_record(qtbot: QtBot, window: QWidget) -> None:
    sheet = StopAdviceSheet(ADVICE)
    sheet.open_over(window)
    with qtbot.waitSignal(sheet.left):
        sheet.close_button.click()


def test_what_the_material_is_reads_nothing_unless_it_is_own_words_or_advised(
    qtbot: QtBot, window: QWidget
) -> None:
    for answer, key in ((Material.FORBIDDEN, Qt.Key.Key_2), (Material.NOT_SURE, Qt.Key.Key_3)):
        sheet = MaterialSheet()
        sheet.open_over(window)
        with qtbot.waitSignal(sheet.answered) as told:
            qtbot.keyClick(sheet.first_focus(), key)
        assert told.args == [MaterialSaid(answer)] and not answer.may_enter


def test_enter_without_reading_reads_nothing(qtbot: QtBot, window: QWidget) -> None:
    sheet = MaterialSheet()
    sheet.open_over(window)
    with qtbot.waitSignal(sheet.answered) as told:
        qtbot.keyClick(sheet.first_focus(), Qt.Key.Key_Return)
    assert told.args == [MaterialSaid(Material.NOT_SURE)]


def test_advice_that_it_may_be_kept_names_who_gave_it(qtbot: QtBot, window: QWidget) -> None:
    sheet = MaterialSheet()
    sheet.open_over(window)
    qtbot.keyClick(sheet.first_focus(), Qt.Key.Key_4)
    sheet.go_on_button.click()
    assert sheet.isVisible() and "Say who" in sheet.adviser.error
    qtbot.keyClicks(sheet.who, "PC 4411, ref 12 of 6 Nov")
    with qtbot.waitSignal(sheet.answered) as told:
        sheet.go_on_button.click()
    assert told.args == [MaterialSaid(Material.ADVISED, "PC 4411, ref 12 of 6 Nov")]
