"""One line of text with a limit, cleaned of what cannot be seen, counting down when the limit is near."""

import unicodedata

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.icons import paint_icon

_NEAR = 20
_KEPT_FORMATS = frozenset({"\u200d", "\ufe0f"})
"""Joiners of emoji, kept because children write them; every other invisible mark is taken out of a line."""


def cleaned_line(text: str) -> str:
    """The text on one line without control characters or marks that turn the reading direction round."""
    spaced = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    return "".join(
        mark
        for mark in spaced
        if mark in _KEPT_FORMATS or unicodedata.category(mark) not in ("Cc", "Cf", "Cs", "Zl")
    )


class LineField(QLineEdit):
    """A line edit that holds at most ``limit`` characters and says when few are left.

    Signals:
        answered(str): the text changed by the user's hand; carries the whole cleaned text.
    """

    answered = Signal(str)

    def __init__(
        self,
        label: str = "",
        *,
        limit: int = 200,
        placeholder: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``label`` is the accessible name; ``icon`` stands at the left, inside."""
        super().__init__(parent)
        self._icon = icon
        self._limit = limit
        self._note = ""
        self.setMaxLength(limit)
        self.setAccessibleName(label)
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._edited)
        self.textChanged.connect(self._changed)
        self._make_room()

    def set_note(self, note: str) -> None:
        """A quiet remark at the right, inside, such as a key."""
        self._note = note
        self._make_room()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, then its icon, then the remark or the count of characters left."""
        super().paintEvent(event)
        painter = QPainter(self)
        if self._icon:
            side = scaled(tokens.ICON_BUTTON)
            paint_icon(painter, self._icon, "text", tokens.SPACE_2 + 1, (self.height() - side) / 2, side)
        words = self._right_words()
        if words:
            painter.setFont(font())
            painter.setPen(colour("muted"))
            area = QRectF(self.rect()).adjusted(0, 0, -tokens.SPACE_2 - 1, 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)

    def _right_words(self) -> str:
        left = self._limit - len(self.text())
        if left <= min(_NEAR, self._limit // 5):
            return f"{left} left"
        return self._note

    def _edited(self, text: str) -> None:
        clean = cleaned_line(text)
        if clean != text:
            place = self.cursorPosition() - (len(text) - len(clean))
            self.setText(clean)
            self.setCursorPosition(max(0, place))
        self.answered.emit(clean)

    def _changed(self, _text: str) -> None:
        self._make_room()

    def _make_room(self) -> None:
        left = scaled(tokens.ICON_BUTTON) + tokens.SPACE_2 if self._icon else 0
        words = self._right_words()
        right = QFontMetrics(font()).horizontalAdvance(words) + tokens.SPACE_2 if words else 0
        self.setTextMargins(left, 0, right, 0)


class SearchField(LineField):
    """The search field of a list: icon, words, key. Escape empties it."""

    def __init__(self, label: str, placeholder: str, key: str = "", parent: QWidget | None = None) -> None:
        """``key`` is shown at the right; the page or shell binds it."""
        super().__init__(label, placeholder=placeholder, icon="search", parent=parent)
        self.setProperty("compact", True)
        self.set_note(key)
