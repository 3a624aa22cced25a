"""The palette under the search field: asks the log while one types, offers commands, opens what is picked.

Search leaves no trace, and what this user holds no key for is not found: the service looks only into what is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.text_rules import folded
from safeguard_app.services import search
from safeguard_app.services.search_views import SearchResults, SearchRow, SnippetPart
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.search.matched_words import Stretch, with_matches
from safeguard_app.ui.search.result_list import ResultList, ResultRow
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.tasks import TaskRunner
from safeguard_app.ui.theme.meanings import Meaning, Status

PAUSE_MS = 120
_MOST_ROWS = 30
_ICONS = {
    RecordKind.INCIDENT: "list",
    RecordKind.PERSON: "user",
    RecordKind.DECLARATION: "handshake",
    RecordKind.LOGBOOK_ENTRY: "clipboard",
    RecordKind.PERSON_NOTE: "notebook-pen",
    RecordKind.IDENTIFICATION: "user-check",
}
_COMMANDS = (
    ("new_incident", "plus"),
    ("contact_check", "link-2"),
    ("new_declaration", "handshake"),
    ("backup", "hard-drive"),
    ("check_whole", "shield-check"),
    ("curtain", "eye-off"),
    ("lock", "lock"),
    ("help", "circle-question-mark"),
    ("keys", "keyboard"),
)
_SHORT = ("new_incident", "contact_check", "backup", "lock", "help")
"""Offered before anything is typed."""


@dataclass(frozen=True, slots=True)
class PaletteCommand:
    """A command of the window as the palette names it."""

    key: str
    words: str
    icon: str
    hint: str


class SearchPresenter(QObject):
    """Lives as long as the window shows an open log.

    Signals:
        picked(object): a record was chosen; carries its SearchRow (``reference`` and ``kind`` say what to open).
    """

    picked = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        window: MainWindow,
        parent: QObject | None = None,
    ) -> None:
        """Take over the field of ``window``'s command bar."""
        super().__init__(parent if parent is not None else window)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._actions: dict[str, QAction] = window.commands.actions
        self._field = window.command_bar.search.field
        self._asked = ""
        self._answered = ""
        self._pick_when_found = False
        self.results = ResultList("What was found", self._field)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._field.answered.connect(self._typed)
        self._field.installEventFilter(self)
        window.commands.requested.connect(self._command)
        self.results.picked.connect(self._picked)
        self.results.marked.connect(self._field.setAccessibleDescription)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keys of the list; the list comes with the keyboard and goes with it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            wanted = (Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.MouseFocusReason)
            if event.reason() in wanted:
                self._begin()
        elif event.type() == QEvent.Type.FocusOut:
            self._leave()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        opened = self.results.isVisible()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            if opened:
                self.results.move_by(-1 if key == Qt.Key.Key_Up else 1)
            else:
                self._begin()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
            return True
        if key == Qt.Key.Key_Escape:
            if opened or self._field.text():
                self._field.clear()
                self._leave()
            else:
                self._field.clearFocus()
            return True
        return False

    def _command(self, key: str) -> None:
        """Ctrl+K while the field has the keyboard already."""
        if key == "find_anywhere":
            self._begin()

    def _begin(self) -> None:
        if self._field.text().strip():
            self._ask()
        else:
            self._offer_commands()

    def _leave(self) -> None:
        self._pause.stop()
        self._asked = ""
        self._pick_when_found = False
        self.results.hide()

    def _typed(self, text: str) -> None:
        self._pick_when_found = False
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._asked = ""
            self._offer_commands()

    def _enter(self) -> None:
        """Pick the marked row; what was typed a moment ago is looked up first, so that no older row is opened."""
        text = self._text()
        if text and text != self._answered:
            self._pick_when_found = True
            self._ask()
        else:
            self.results.pick_current()

    def _text(self) -> str:
        return self._field.text().strip()

    def _ask(self) -> None:
        self._pause.stop()
        text = self._text()
        if not text:
            return
        self._asked = text
        self._tasks.run(
            partial(search.search, self._session, text, _MOST_ROWS),
            partial(self._found, text),
            self._failed,
            owner=self,
        )

    def _found(self, text: str, results: SearchResults) -> None:
        if text != self._asked or not self._field.hasFocus():
            return
        self._answered = text
        found = [_row_of(row, text, first=not place) for place, row in enumerate(results.rows)]
        self.results.offer([*found, *self._command_rows(text)], results.sentence)
        if self._pick_when_found:
            self._pick_when_found = False
            self.results.pick_current()

    def _offer_commands(self) -> None:
        self._answered = ""
        rows = [_command_row(one, "", first=not place) for place, one in enumerate(self._commands(_SHORT))]
        self.results.offer(rows, search.EMPTY.sentence)

    def _command_rows(self, text: str) -> list[ResultRow]:
        words = folded(text).split()
        keys = [key for key, _ in _COMMANDS] + [f"page_{page.value}" for page in PageKey]
        fitting = [
            one
            for one in self._commands(keys)
            if all(any(part.startswith(word) for part in folded(one.words).split()) for word in words)
        ]
        return [_command_row(one, text, first=not place) for place, one in enumerate(fitting)]

    def _commands(self, keys: Sequence[str]) -> list[PaletteCommand]:
        icons = {**dict(_COMMANDS), **{f"page_{page.value}": page.icon for page in PageKey}}
        found = []
        for key in keys:
            action = self._actions.get(key)
            if action is not None and action.isEnabled():
                hint = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                found.append(PaletteCommand(key, _spoken(key, action.text()), icons[key], hint))
        return found

    def _picked(self, row: object) -> None:
        assert isinstance(row, ResultRow)
        self._field.clear()
        self._answered = ""
        if isinstance(row.key, PaletteCommand):
            self._field.clearFocus()
            self._actions[row.key.key].trigger()
        else:
            self.picked.emit(row.key)

    def _failed(self, problem: KnownProblem) -> None:
        self._leave()
        self._messages.show_problem(problem, "The search did not work")


def _row_of(row: SearchRow, query: str, *, first: bool) -> ResultRow:
    status = None
    if row.status is not None and row.status.meaning is not StatusMeaning.PLAIN:
        status = Status(Meaning(row.status.meaning.value), row.status.words)
    title, second = with_matches(row.title, query), with_matches(row.second, query)
    seen = any(part.matched for part in (*title, *second))
    return ResultRow(
        key=row,
        icon=_ICONS.get(row.kind, "file-text"),
        first=title,
        second=second,
        third=() if seen else _stretches(row.snippet),
        status=status,
        begins_group=first,
    )


def _stretches(snippet: tuple[SnippetPart, ...]) -> tuple[Stretch, ...]:
    return tuple(Stretch(part.text, part.matched) for part in snippet)


def _command_row(command: PaletteCommand, query: str, *, first: bool) -> ResultRow:
    return ResultRow(
        key=command,
        icon=command.icon,
        first=with_matches(command.words, query),
        hint=command.hint,
        begins_group=first,
    )


def _spoken(key: str, words: str) -> str:
    plain = words.replace("&", "").strip()
    return f"Go to {plain.lstrip('0123456789 ')}" if key.startswith("page_") else plain
