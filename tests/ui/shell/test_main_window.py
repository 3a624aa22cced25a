"""The window: pages by rail, key and menu; commands; record acts; closing; what may be said in the title."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from safeguard_app.services.session import Changes
from safeguard_app.ui.shell.keys_sheet import KeysSheet
from safeguard_app.ui.shell.main_window import WINDOW_TITLE, MainWindow
from safeguard_app.ui.shell.page import PageKey, PlainPage, RecordAct
from safeguard_app.ui.widgets.button import ButtonKind
from safeguard_app.ui.widgets.suggestion_list import Suggestion
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage


class RecordedPage(PlainPage):
    """A page that writes down what the shell asks of it."""

    record_acts = frozenset({RecordAct.NOTE, RecordAct.FILE})
    own_act = True

    def __init__(self) -> None:
        super().__init__("Incidents", QLabel("Incidents"))
        self.told: list[object] = []

    def refresh(self, changes: Changes) -> None:
        self.told.append(changes)

    def shown(self) -> None:
        self.told.append("shown")

    def begin_find(self) -> None:
        self.told.append("find")

    def do(self, act: RecordAct) -> None:
        self.told.append(act)


@pytest.fixture
def window(stage: Stage) -> MainWindow:
    made = MainWindow()
    for key in PageKey:
        made.add_page(key, PlainPage(key.words, QLabel(key.words)))
    made.show_work()
    stage.present(made)
    return made


CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(("place", "page"), list(enumerate(PageKey, start=1)))
def test_ctrl_and_a_number_open_a_page(qtbot: QtBot, window: MainWindow, place: int, page: PageKey) -> None:
    qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0.value + place), CTRL)
    assert window.current_key is page


def test_the_rail_opens_pages_and_says_how_much_waits(qtbot: QtBot, window: MainWindow) -> None:
    window.set_counts({PageKey.DECLARATIONS: 1})
    entry = window.rail._entries[PageKey.DECLARATIONS]
    assert entry.accessibleName() == "Declarations, 1 waiting"
    qtbot.mouseClick(entry, Qt.MouseButton.LeftButton)
    assert window.current_key is PageKey.DECLARATIONS


@pytest.mark.parametrize(
    ("key", "modifiers", "signal"),
    [
        (Qt.Key.Key_N, CTRL, "new_incident_requested"),
        (Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier, "contact_check_requested"),
    ],
)
def test_the_two_things_one_comes_for(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier, signal: str
) -> None:
    with qtbot.waitSignal(getattr(window, signal)):
        qtbot.keyClick(window, key, modifiers)


@pytest.mark.parametrize(("key", "modifiers", "command"), [
    (Qt.Key.Key_L, CTRL, "lock"), (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "help"), (Qt.Key.Key_Q, CTRL, "quit"),
])  # fmt: skip
def test_other_commands_are_told_by_name(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier, command: str
) -> None:
    with qtbot.waitSignal(window.command_requested) as told:
        qtbot.keyClick(window, key, modifiers)
    assert told.args == [command]


def test_the_page_in_view_says_what_can_be_done(qtbot: QtBot, window: MainWindow) -> None:
    page = RecordedPage()
    window.add_page(PageKey.INCIDENTS, page)
    window.show_page(PageKey.INCIDENTS)
    actions = window.commands.actions
    assert actions["note"].isEnabled()
    assert not actions["decision"].isEnabled()
    kinds = [window.command_bar.new_button.kind]
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    changes = Changes(said="Saved")
    window.broadcast(changes)
    assert page.told == ["shown", RecordAct.NOTE, "find", changes]
    window.show_page(PageKey.TODAY)
    kinds.append(window.command_bar.new_button.kind)
    assert kinds == [ButtonKind.OUTLINED, ButtonKind.FILLED]
    assert not actions["note"].isEnabled()


def test_nothing_works_before_the_log_is_open(qtbot: QtBot, window: MainWindow) -> None:
    window.show_face(QLabel("Unlock"))
    told: list[str] = []
    window.new_incident_requested.connect(lambda: told.append("new"))
    window.command_requested.connect(told.append)
    qtbot.keyClick(window, Qt.Key.Key_N, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert told == ["help"]
    keys = [window.current_key]
    assert not window.status_bar.isVisible()
    window.show_work(PageKey.PEOPLE)
    assert [*keys, window.current_key] == [None, PageKey.PEOPLE]
    assert window.status_bar.isVisible()


def test_the_cross_asks_first_while_the_log_is_open(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.close_requested):
        window.close()
    assert window.isVisible()
    window.let_close()
    assert not window.isVisible()


def test_the_title_holds_no_name(window: MainWindow) -> None:
    window.show_page(PageKey.INCIDENTS)
    assert window.windowTitle() == WINDOW_TITLE == "Safeguarding log"


def test_ctrl_k_finds_and_enter_picks(qtbot: QtBot, window: MainWindow) -> None:
    box = window.command_bar.search
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    qtbot.waitUntil(box.field.hasFocus)
    with qtbot.waitSignal(box.searched) as searched:
        qtbot.keyClicks(box.field, "pik")
    assert searched.args == ["pik"]
    rows = [Suggestion("person:1", "Tyler Pike", "Pupil, 4B"), Suggestion("person:3", "Shona Pike")]
    box.offer(rows, "stale")
    box.offer(rows, "pik")
    qtbot.keyClick(box.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(box.picked) as picked:
        qtbot.keyClick(box.field, Qt.Key.Key_Return)
    assert picked.args == [rows[1]]
    assert box.field.text() == ""


def test_editing_commands_go_to_the_text_with_the_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    field = window.command_bar.search.field
    field.setFocus()
    qtbot.keyClicks(field, "tyler")
    window.commands.actions["undo"].trigger()
    assert field.text() == ""
    window.commands.actions["redo"].trigger()
    assert field.text() == "tyler"


def test_the_demo_stamp_is_on_every_page(window: MainWindow) -> None:
    window.set_demo(True)
    for key in PageKey:
        window.show_page(key)
        assert window.demo_strip.isVisible()


def test_every_command_with_a_key_is_listed(stage: Stage, window: MainWindow) -> None:
    keys = dict(window.commands.key_list())
    assert keys["New incident"] == "Ctrl+N"
    assert keys["Draw the curtain"] == "F8"
    assert keys["Paste as evidence"] == "Ctrl+Shift+V"
    shortcuts = list(keys.values())
    assert len(shortcuts) == len(set(shortcuts))
    KeysSheet(window.commands.key_list()).deleteLater()


def test_the_status_bar_says_what_it_was_told(window: MainWindow) -> None:
    bar = window.status_bar
    bar.set_saved("Draft kept in the log 15:44")
    bar.set_user("Miss Jo Abbey, DSL")
    bar.set_locking("Locks in 30 seconds")
    assert bar.words() == ("Draft kept in the log 15:44", "Locks in 30 seconds", "Miss Jo Abbey, DSL")
    bar.set_locking("")
    assert bar.words() == ("Draft kept in the log 15:44", "Miss Jo Abbey, DSL")


def test_everything_in_the_window_has_a_name(window: MainWindow) -> None:
    check_page(window)
