"""A status in a list, table or panel: icon and words without a ground."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled, text_scale
from safeguard_app.ui.theme.icons import paint_icon
from safeguard_app.ui.theme.meanings import Status

_GAP = 4


class IconWords(QLabel):
    """An icon with words after it that may wrap; the base of status texts and fact tags."""

    def __init__(
        self, icon: str, words: str, token: str, *, strong: bool = False, parent: QWidget | None = None
    ) -> None:
        """``token`` colours icon and words alike."""
        super().__init__(words, parent)
        self._heights: dict[int, int] = {}
        """By width, for the words and text size in :attr:`_measured`. A page asks for the same dozens of times."""
        self._measured = "", 0.0
        self._icon = icon
        self._token = token
        self._strong = strong
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_words(self, icon: str, words: str, token: str) -> None:
        """Say something else."""
        self._icon, self._token = icon, token
        self.setText(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Everything on one line."""
        metrics = QFontMetrics(font(strong=self._strong))
        return QSize(self._indent() + metrics.horizontalAdvance(self.text()) + 2, self._line())

    def minimumSizeHint(self) -> QSize:
        """The longest word beside the icon."""
        metrics = QFontMetrics(font(strong=self._strong))
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(self._indent() + longest + 2, self._line())

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Lines needed at a width."""
        now = self.text(), text_scale()
        if now != self._measured:
            self._heights.clear()
            self._measured = now
        if width not in self._heights:
            self._heights[width] = self._height(width)
        return self._heights[width]

    def _height(self, width: int) -> int:
        metrics = QFontMetrics(font(strong=self._strong))
        room = QRect(0, 0, max(1, width - self._indent()), 10_000)
        return max(
            self._line(), metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self.text()).height() + 2
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Icon on the first line, words beside it."""
        painter = QPainter(self)
        token = self._token if self.isEnabled() else "disabled"
        needed = self.heightForWidth(self.width())
        top = max(0, (self.height() - needed) // 2)
        side = scaled(tokens.ICON_STATUS)
        self.paint_mark(painter, token, side, top + (self._line() - side) // 2)
        painter.setFont(font(strong=self._strong))
        painter.setPen(colour(token))
        one_line = needed <= self._line() + 2
        area = QRect(self._indent(), top, self.width() - self._indent(), self._line() if one_line else needed)
        align = Qt.AlignmentFlag.AlignVCenter if one_line else Qt.AlignmentFlag.AlignTop
        painter.drawText(area, int(align) | int(Qt.TextFlag.TextWordWrap), self.text())

    def paint_mark(self, painter: QPainter, token: str, side: int, top: int) -> None:
        """Draw what stands before the words; another mark is drawn by overriding this."""
        paint_icon(painter, self._icon, token, 0, top, side)

    def _line(self) -> int:
        return scaled(20)

    def _indent(self) -> int:
        return scaled(tokens.ICON_STATUS) + _GAP


class StatusText(IconWords):
    """A status without a ground."""

    def __init__(self, status: Status, parent: QWidget | None = None) -> None:
        """Show a status."""
        super().__init__(status.icon_name, status.words, status.meaning.value, parent=parent)

    def set_status(self, status: Status) -> None:
        """Show another status."""
        self.set_words(status.icon_name, status.words, status.meaning.value)
