"""A large button with a title and a sentence: the answers of a question that must be read before it is pressed."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.icons import paint_icon

_BOX = 24
_SIDE = 13
_GAP = 16
_TOP = 9


class ActCard(QPushButton):
    """Icon or number at the left, title, sentence. Its border is its focus mark."""

    def __init__(
        self, title: str, text: str, *, icon: str = "", number: str = "", parent: QWidget | None = None
    ) -> None:
        """``number`` is the key that presses it, shown in a box."""
        super().__init__(title, parent)
        self._text = text
        self._icon = icon
        self._number = number
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Wide; as high as its words need at 520."""
        return QSize(scaled(480), self.heightForWidth(scaled(480)))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough to wrap."""
        return QSize(scaled(200), scaled(58))

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Title, sentence and the space around them."""
        title, text = self._heights(width)
        return title + text + 2 * scaled(_TOP) + 4

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Border, mark, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        width = 2 if focused else 1
        painter.setPen(QPen(colour("focus" if focused else "control"), width))
        painter.setBrush(colour("hover" if self.underMouse() else "paper"))
        half = width / 2
        area = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(area, tokens.RADIUS, tokens.RADIUS)
        self._paint_mark(painter)
        self._paint_words(painter)

    def _paint_mark(self, painter: QPainter) -> None:
        box = scaled(_BOX)
        top = (self.height() - box) / 2
        if self._number:
            painter.setPen(QPen(colour("control"), 1))
            painter.setBrush(colour("paper"))
            area = QRectF(_SIDE + 0.5, top + 0.5, box - 1, box - 1)
            painter.drawRoundedRect(area, tokens.RADIUS_POPUP, tokens.RADIUS_POPUP)
            painter.setPen(colour("text"))
            painter.setFont(font())
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._number)
            return
        side = scaled(tokens.ICON_RAIL)
        paint_icon(painter, self._icon, "text", _SIDE + (box - side) / 2, top + (box - side) / 2, side)

    def _paint_words(self, painter: QPainter) -> None:
        left = _SIDE + scaled(_BOX) + _GAP
        room = self.width() - left - _SIDE
        title, text = self._heights(self.width())
        top = (self.height() - title - text) // 2
        wrap = int(Qt.TextFlag.TextWordWrap)
        painter.setPen(colour("text" if self.isEnabled() else "disabled"))
        painter.setFont(font(tokens.SUB))
        painter.drawText(QRect(left, top, room, title), wrap, self.text())
        painter.setPen(colour("muted" if self.isEnabled() else "disabled"))
        painter.setFont(font())
        painter.drawText(QRect(left, top + title, room, text + 2), wrap, self._text)

    def _heights(self, width: int) -> tuple[int, int]:
        room = max(40, width - _SIDE - scaled(_BOX) - _GAP - _SIDE)
        area = QRect(0, 0, room, 10_000)
        wrap = int(Qt.TextFlag.TextWordWrap)
        title = QFontMetrics(font(tokens.SUB)).boundingRect(area, wrap, self.text()).height()
        text = QFontMetrics(font()).boundingRect(area, wrap, self._text).height() if self._text else 0
        return title, text
