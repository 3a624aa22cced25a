"""Every command of the window as a QAction: one place for words, keys and icons; menus and buttons only show them."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QTextEdit, QWidget

from safeguard_app.ui.shell.page import PageKey, RecordAct
from safeguard_app.ui.widgets.modal_sheet import PROTECTS


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """One command: its key in code, words with mnemonic, keyboard shortcut, and the words of its menu hint."""

    key: str
    words: str
    shortcut: str = ""


_FILE = (
    CommandSpec("new_incident", "&New incident", "Ctrl+N"),
    CommandSpec("contact_check", "&Contact check", "Ctrl+Shift+N"),
    CommandSpec("new_declaration", "New &declaration"),
    CommandSpec("", ""),
    CommandSpec(RecordAct.SAVE_DRAFT.value, "&Keep as draft", "Ctrl+S"),
    CommandSpec(RecordAct.PRINT.value, "&Print", "Ctrl+P"),
    CommandSpec(RecordAct.SHARE.value, "&Share documents", "Ctrl+Shift+S"),
    CommandSpec("gone_out", "&What went out", "Ctrl+Shift+O"),
    CommandSpec("inspection", "List for an &inspection", "Ctrl+Shift+I"),
    CommandSpec("journeys", "Two &journeys without names"),
    CommandSpec("handover", "Hand&over brief"),
    CommandSpec("governors", "Report to those who &govern"),
    CommandSpec("monthly", "S&ummary of a month"),
    CommandSpec("", ""),
    CommandSpec("backup", "&Back up now"),
    CommandSpec("check_whole", "Check the &record is whole"),
    CommandSpec("", ""),
    CommandSpec("lock", "&Lock", "Ctrl+L"),
    CommandSpec("quit", "Lock and &quit", "Ctrl+Q"),
)
_EDIT = (
    CommandSpec("undo", "&Undo", "Ctrl+Z"),
    CommandSpec("redo", "&Redo", "Ctrl+Y"),
    CommandSpec("", ""),
    CommandSpec("cut", "Cu&t", "Ctrl+X"),
    CommandSpec("copy", "&Copy", "Ctrl+C"),
    CommandSpec("paste", "&Paste", "Ctrl+V"),
    CommandSpec("", ""),
    CommandSpec("find_here", "&Find on this page", "Ctrl+F"),
    CommandSpec("find_anywhere", "Find &anything", "Ctrl+K"),
)
_RECORD = (
    CommandSpec(RecordAct.NOTE.value, "Add &note", "Ctrl+M"),
    CommandSpec(RecordAct.DECISION.value, "Record a &decision", "Ctrl+D"),
    CommandSpec(RecordAct.EVIDENCE.value, "Add &evidence", "Ctrl+E"),
    CommandSpec(RecordAct.PASTE.value, "&Paste as evidence", "Ctrl+Shift+V"),
    CommandSpec(RecordAct.STATEMENT.value, "&Type a statement", "Ctrl+Shift+T"),
    CommandSpec(RecordAct.CAPTURE.value, "Capt&ure the screen", "Ctrl+Shift+C"),
    CommandSpec("", ""),
    CommandSpec(RecordAct.FILE.value, "&File", "Ctrl+Return"),
    CommandSpec(RecordAct.CORRECT.value, "&Correct"),
    CommandSpec("", ""),
    CommandSpec(RecordAct.SHOW_ONE.value, "&Show only this record", "F9"),
)
_VIEW_END = (
    CommandSpec("", ""),
    CommandSpec("bans", "&Bans in force", "Ctrl+Shift+B"),
    CommandSpec("", ""),
    CommandSpec("larger", "&Larger text", "Ctrl+="),
    CommandSpec("smaller", "&Smaller text", "Ctrl+-"),
    CommandSpec("", ""),
    CommandSpec("call", "&On a call: hold the lock", "F7"),
    CommandSpec("curtain", "Draw the &curtain", "F8"),
)
_HELP = (
    CommandSpec("help", "&Help on this page", "F1"),
    CommandSpec("keys", "&Keys", "Ctrl+/"),
    CommandSpec("about", "&About Safeguard Log"),
)
_PROTECTING = frozenset({"curtain", "lock", "help", "quit", "cut", "copy", "paste", "undo", "redo"})
_RECORD_KEYS = frozenset(act.value for act in RecordAct)
_MENUS = (("&File", _FILE), ("&Edit", _EDIT), ("&Record", _RECORD))


class ShellCommands(QObject):
    """The commands, ready to be put into menus and behind buttons.

    Signals:
        requested(str): a command was asked for; carries its key (``new_incident``, ``lock``, ``backup`` ...).
            Editing commands go to the focused text by themselves.
        page_requested(object): a page was asked for; carries its PageKey.
        record_act_requested(object): carries the RecordAct.
    """

    requested = Signal(str)
    page_requested = Signal(object)
    record_act_requested = Signal(object)

    def __init__(self, window: QWidget) -> None:
        """Make every action and give it to ``window``, so that its key works everywhere in it."""
        super().__init__(window)
        self._window = window
        self.actions: dict[str, QAction] = {}
        for _, specs in (*_MENUS, ("", _VIEW_END), ("", _HELP)):
            for spec in specs:
                if spec.key:
                    self._make(spec)
        for place, page in enumerate(PageKey, start=1):
            self._make(CommandSpec(f"page_{page.value}", f"&{place}  {page.words}", f"Ctrl+{place}"))
        self.actions["call"].setCheckable(True)
        self.set_record_acts(frozenset())

    def menus(self, parent: QWidget) -> list[QMenu]:
        """File, Edit, Record and View, for the menu bar."""
        made = [self._menu(title, specs, parent) for title, specs in _MENUS]
        view = QMenu("&View", parent)
        for page in PageKey:
            view.addAction(self.actions[f"page_{page.value}"])
        self._fill(view, _VIEW_END)
        return [*made, view]

    def help_menu(self, parent: QWidget) -> QMenu:
        """The menu of the Help button."""
        return self._menu("&Help", _HELP, parent)

    def set_record_acts(self, possible: frozenset[RecordAct]) -> None:
        """Switch on what the page in view can do with its record."""
        for act in RecordAct:
            self.actions[act.value].setEnabled(act in possible)

    def set_working(self, working: bool) -> None:
        """Off while the log is locked: then only help and quitting are left."""
        for key, action in self.actions.items():
            if key not in ("help", "about", "keys", "quit", "cut", "copy", "paste", "undo", "redo"):
                action.setEnabled(working)
        if working:
            self.set_record_acts(frozenset())

    def set_on_a_call(self, on: bool) -> None:
        """Tick the command while the lock is held."""
        self.actions["call"].setChecked(on)

    def key_list(self) -> list[tuple[str, str]]:
        """(words, key) of every command that has a key, for the page of keys."""
        return [
            (
                action.text().replace("&", "").strip(),
                action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            )
            for action in self.actions.values()
            if not action.shortcut().isEmpty()
        ]

    def _make(self, spec: CommandSpec) -> None:
        action = QAction(spec.words, self._window)
        action.setData(spec.key)
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
        action.setProperty(PROTECTS, spec.key in _PROTECTING)
        action.triggered.connect(self._triggered)
        self._window.addAction(action)
        self.actions[spec.key] = action

    def _menu(self, title: str, specs: tuple[CommandSpec, ...], parent: QWidget) -> QMenu:
        menu = QMenu(title, parent)
        self._fill(menu, specs)
        return menu

    def _fill(self, menu: QMenu, specs: tuple[CommandSpec, ...]) -> None:
        for spec in specs:
            if spec.key:
                menu.addAction(self.actions[spec.key])
            else:
                menu.addSeparator()

    def _triggered(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        key = str(action.data())
        if key.startswith("page_"):
            self.page_requested.emit(PageKey(key.removeprefix("page_")))
        elif key in _RECORD_KEYS:
            self.record_act_requested.emit(RecordAct(key))
        elif key in ("undo", "redo", "cut", "copy", "paste"):
            _edit(key)
        else:
            self.requested.emit(key)


def _edit(key: str) -> None:
    """Send an editing command to the text that has the keyboard."""
    focused = QApplication.focusWidget()
    if not isinstance(focused, QLineEdit | QTextEdit):
        return
    acts = {
        "undo": focused.undo,
        "redo": focused.redo,
        "cut": focused.cut,
        "copy": focused.copy,
        "paste": focused.paste,
    }
    acts[key]()
