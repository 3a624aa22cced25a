"""Ctrl+K: find a person, case or command, from anywhere."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.line_field import SearchField
from safeguard_app.ui.widgets.suggestion_list import Suggestion, SuggestionList

_WIDE, _NARROW = 400, 244
_PAUSE_MS = 50


class SearchBox(QWidget):
    """The field of the command bar. What is found comes from outside by :meth:`offer`.

    Signals:
        searched(str): typing paused; carries the text, never empty.
        picked(object): a row was chosen; carries its Suggestion.
    """

    searched = Signal(str)
    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.field = SearchField(
            "Find a person, case or command", "Find a person, case or command", "Ctrl+K", self
        )
        self.field.installEventFilter(self)
        self.field.answered.connect(self._typed)
        self._list: SuggestionList | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.fit(tokens.NARROW_WINDOW)

    def fit(self, window_width: int) -> None:
        """Wide or narrow, as the window is."""
        narrow = window_width < scaled(tokens.NARROW_WINDOW)
        width = min(scaled(_NARROW if narrow else _WIDE), max(160, window_width - 32))
        self.field.setPlaceholderText("Find or go to" if narrow else "Find a person, case or command")
        self.setFixedSize(width, scaled(tokens.FIELD))
        self.field.setGeometry(0, 0, width, scaled(tokens.FIELD))

    def begin(self) -> None:
        """Give it the keyboard with what stands there selected."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def offer(self, rows: Sequence[Suggestion], sought: str) -> None:
        """Show what was found for ``sought``; stale answers are passed over."""
        if sought.strip() == self.field.text().strip() and self.field.hasFocus():
            self._suggestions().offer(rows, sought)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keys of the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and self._list is not None:
            self._list.hide()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        opened = self._list is not None and self._list.isVisible()
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and opened:
            self._suggestions().move_by(-1 if event.key() == Qt.Key.Key_Up else 1)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self._pause.stop()
                self._ask()
            self._suggestions().pick_current()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.field.clear()
            self._suggestions().hide()
            return True
        return False

    def _typed(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._suggestions().hide()

    def _ask(self) -> None:
        text = self.field.text().strip()
        if text:
            self.searched.emit(text)

    def _picked(self, row: object) -> None:
        self.field.clear()
        self.picked.emit(row)

    def _suggestions(self) -> SuggestionList:
        if self._list is None:
            self._list = SuggestionList("What was found", self.field)
            self._list.picked.connect(self._picked)
        return self._list
