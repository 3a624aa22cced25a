"""Sheets over the window: the keyboard stays inside, shortcuts beneath are held back, what protects goes through."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from safeguard_app.domain.errors import Cancelled, KnownProblem
from safeguard_app.ui.messages import Answer, Message, Messages
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.modal_sheet import PROTECTS, ModalSheet
from tests.ui.conftest import Stage


def window_with_action(
    stage: Stage, key: str, told: list[str], *, protects: bool = False
) -> tuple[QMainWindow, Button]:
    window = QMainWindow()
    button = Button("Beneath")
    window.setCentralWidget(button)
    action = QAction("Act", window)
    action.setShortcut(QKeySequence(key))
    action.setProperty(PROTECTS, protects)
    action.triggered.connect(lambda: told.append(key))
    window.addAction(action)
    stage.present(window, 900, 600)
    button.setFocus()
    return window, button


def focused() -> object:
    return QApplication.focusWidget()


def sheet_with_two_buttons() -> tuple[ModalSheet, Button, Button]:
    sheet = ModalSheet("A sheet")
    first, second = Button("First"), Button("Second")
    sheet.body.addWidget(first)
    sheet.footer.addWidget(second)
    return sheet, first, second


def test_tab_goes_round_inside_and_focus_comes_back(qtbot: QtBot, stage: Stage) -> None:
    window, beneath = window_with_action(stage, "Ctrl+N", [])
    sheet, first, second = sheet_with_two_buttons()
    sheet.open_over(window)
    assert focused() is first
    seen = []
    for _ in range(3):
        here = QApplication.focusWidget()
        assert here is not None
        qtbot.keyClick(here, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert second in seen
    assert first in seen
    assert beneath not in seen
    with qtbot.waitSignal(sheet.closed):
        sheet.reject()
    assert focused() is beneath


def test_a_shortcut_of_the_page_beneath_does_nothing_while_a_sheet_is_open(
    qtbot: QtBot, stage: Stage
) -> None:
    told: list[str] = []
    window, beneath = window_with_action(stage, "Ctrl+N", told)
    sheet, first, _ = sheet_with_two_buttons()
    sheet.open_over(window)
    qtbot.keyClick(first, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert told == []
    sheet.reject()
    qtbot.keyClick(beneath, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert told == ["Ctrl+N"]


def test_what_protects_works_over_a_sheet(qtbot: QtBot, stage: Stage) -> None:
    told: list[str] = []
    window, _ = window_with_action(stage, "F8", told, protects=True)
    sheet, first, _ = sheet_with_two_buttons()
    sheet.open_over(window)
    qtbot.keyClick(first, Qt.Key.Key_F8)
    assert told == ["F8"]
    sheet.reject()


def test_escape_leaves_and_the_sheet_never_outgrows_the_window(qtbot: QtBot, stage: Stage) -> None:
    window, _ = window_with_action(stage, "Ctrl+N", [])
    sheet, first, _ = sheet_with_two_buttons()
    for _ in range(60):
        sheet.body.addWidget(Button("More"))
    sheet.open_over(window)
    assert sheet.height() <= window.height()
    window.resize(700, 400)
    assert sheet.height() <= 400
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(first, Qt.Key.Key_Escape)


MESSAGE = Message(
    "Take it off",
    "Two things would go.",
    "Give a reason next.",
    Meaning.DUE,
    ("Note of Tuesday",),
    (Answer("keep", "Keep them"), Answer("go", "Go on"), Answer("leave", "Cancel")),
)


def test_a_box_is_recorded_and_its_answer_told(qtbot: QtBot, stage: Stage) -> None:
    window, _ = window_with_action(stage, "Ctrl+N", [])
    messages = Messages(window)
    shown: list[object] = []
    answers: list[str] = []
    messages.shown.connect(shown.append)
    messages.show(MESSAGE, answers.append)
    sheet = messages.open_sheet
    assert sheet is not None
    assert focused() is sheet.buttons["keep"]
    sheet.buttons["go"].click()
    assert (shown, answers) == ([MESSAGE], ["go"])
    assert messages.open_sheet is None


def test_escape_gives_the_last_answer(qtbot: QtBot, stage: Stage) -> None:
    window, _ = window_with_action(stage, "Ctrl+N", [])
    messages = Messages(window)
    answers: list[str] = []
    messages.show(MESSAGE, answers.append)
    sheet = messages.open_sheet
    assert sheet is not None
    qtbot.keyClick(sheet.buttons["keep"], Qt.Key.Key_Escape)
    assert answers == ["leave"]


def test_a_problem_is_said_with_its_next_step_and_a_stopped_task_is_not(stage: Stage) -> None:
    window, _ = window_with_action(stage, "Ctrl+N", [])
    messages = Messages(window)
    shown: list[Message] = []
    messages.shown.connect(shown.append)
    messages.show_problem(Cancelled())
    messages.show_problem(KnownProblem("The disk is full.", "Free some space."))
    assert [(message.sentence, message.next_step) for message in shown] == [
        ("The disk is full.", "Free some space.")
    ]
    assert messages.open_sheet is not None
    messages.open_sheet.reject()


def test_a_key_of_a_sheet_over_another_reaches_it_and_not_the_one_beneath(qtbot: QtBot, stage: Stage) -> None:
    window, _ = window_with_action(stage, "Ctrl+N", [])
    told: list[str] = []
    sheets = []
    for name, key in (("beneath", "&Beneath"), ("above", "&Above")):
        sheet = ModalSheet(name)
        button = Button(key)
        button.clicked.connect(partial(told.append, name))
        sheet.footer.addWidget(button)
        sheet.open_over(window)
        sheets.append(sheet)
    qtbot.keyClick(sheets[1], Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(sheets[1], Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["above"]
