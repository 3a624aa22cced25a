"""A passphrase: hidden as it is typed, shown on request, paste allowed, never kept anywhere else."""

import unicodedata

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import Button, ButtonKind
from safeguard_app.ui.widgets.limited_line import LimitedLine

LIMIT = 1_024


def without_controls(text: str) -> str:
    """A passphrase as a keyboard can give it: the line end copied after it is no part of it."""
    return "".join(mark for mark in text if unicodedata.category(mark) != "Cc")


class _ShowButton(Button):
    def _ink(self) -> str:
        return "accent"

    def _height(self) -> int:
        return scaled(tokens.TARGET)


class PassphraseField(LimitedLine):
    """A line edit with a Show button inside.

    Signals:
        answered(str): the text changed; carries it. Connect only what must know (the strength meter).
    """

    answered = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """``label`` is the accessible name."""
        super().__init__(LIMIT, without_controls, parent)
        self.setAccessibleName(label)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._show = _ShowButton("Show", "eye", ButtonKind.QUIET, parent=self)
        self._show.setCheckable(False)
        self._show.setCursor(Qt.CursorShape.PointingHandCursor)
        self._show.setAccessibleName(f"Show {label.lower()}")
        self._show.clicked.connect(self._turn)
        self.textEdited.connect(self.answered)
        self._label = label
        self._make_room()

    def take(self) -> str:
        """Hand over what was typed and empty the field."""
        text = self.text()
        self.clear()
        self.hide_text()
        return text

    def hide_text(self) -> None:
        """Hide what is typed again."""
        if self.echoMode() != QLineEdit.EchoMode.Password:
            self._turn()

    def show_text(self) -> None:
        """Let what is typed be read on the screen."""
        if not self.shown:
            self._turn()

    @property
    def shown(self) -> bool:
        """Whether the text can be read on the screen."""
        return self.echoMode() == QLineEdit.EchoMode.Normal

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right, inside."""
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """A look or text size changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "_show"):
            self._make_room()

    def _turn(self) -> None:
        show = not self.shown
        self.setEchoMode(QLineEdit.EchoMode.Normal if show else QLineEdit.EchoMode.Password)
        self._show.setText("Hide" if show else "Show")
        self._show.set_icon_name("eye-off" if show else "eye")
        self._show.setAccessibleName(f"{'Hide' if show else 'Show'} {self._label.lower()}")
        self._make_room()

    def _make_room(self) -> None:
        size = self._show.sizeHint()
        height = min(size.height(), max(scaled(tokens.TARGET), self.height() - 6))
        self._show.setGeometry(
            self.width() - size.width() - 3, (self.height() - height) // 2, size.width(), height
        )
        self.setTextMargins(0, 0, size.width(), 0)
