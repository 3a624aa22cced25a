"""One line of text with a limit, cleaned of what cannot be seen, counting down when the limit is near."""

from PySide6.QtCore import QMargins, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.text_rules import as_line
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.icons import paint_icon
from safeguard_app.ui.widgets.field import field_around
from safeguard_app.ui.widgets.limited_line import LimitedLine

_NEAR = 20


class LineField(LimitedLine):
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
        super().__init__(limit, as_line, parent)
        self._icon = icon
        self._note = ""
        self.setAccessibleName(label)
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self.answered)
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
        if self.remark.sentence and field_around(self) is None:
            return f"At most {self.limit:,} characters"
        left = self.limit - len(self.text())
        if left <= min(_NEAR, self.limit // 5):
            return f"{left} left"
        return self._note

    def _refused(self) -> None:
        super()._refused()
        QTimer.singleShot(0, self, self._show_right_words)  # Qt takes the refused text out after it has told

    def _show_right_words(self) -> None:
        self._make_room()
        self.update()

    def _changed(self, _text: str) -> None:
        self._make_room()

    def _make_room(self) -> None:
        left = scaled(tokens.ICON_BUTTON) + tokens.SPACE_2 if self._icon else 0
        words = self._right_words()
        right = QFontMetrics(font()).horizontalAdvance(words) + tokens.SPACE_2 if words else 0
        room = QMargins(left, 0, right, 0)
        if room != self.textMargins():  # told the same, Qt would lay out the whole page anew at each letter
            self.setTextMargins(room)


class SearchField(LineField):
    """The search field of a list: icon, words, key. Escape empties it."""

    def __init__(self, label: str, placeholder: str, key: str = "", parent: QWidget | None = None) -> None:
        """``key`` is shown at the right; the page or shell binds it."""
        super().__init__(label, placeholder=placeholder, icon="search", parent=parent)
        self.setProperty("compact", True)
        self.set_note(key)
