"""A tick box with words that may wrap."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.focus_ring import wants_ring
from safeguard_app.ui.theme.icons import paint_icon

_BOX = 18
_BENEATH = 2


class TickBox(QCheckBox):
    """Yes or no to one sentence."""

    def __init__(self, text: str, *, detail: str = "", parent: QWidget | None = None) -> None:
        """``detail`` is a second, quieter line beneath the words."""
        super().__init__(text, parent)
        self._detail = detail
        self.setAccessibleDescription(detail)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        wants_ring(self)

    def set_detail(self, detail: str) -> None:
        """Change the quieter line."""
        self._detail = detail
        self.setAccessibleDescription(detail)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Everything on one line each."""
        metrics = QFontMetrics(font())
        wide = max(metrics.horizontalAdvance(self.text()), metrics.horizontalAdvance(self._detail))
        return QSize(self._indent() + wide + 4, self.heightForWidth(self._indent() + wide + 4))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough to wrap."""
        return QSize(min(self.sizeHint().width(), scaled(160)), scaled(tokens.TARGET))

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Lines needed at a width."""
        room = max(1, width - self._indent())
        height = self._height_of(self.text(), room)
        if self._detail:
            height += self._height_of(self._detail, room)
        return max(scaled(tokens.TARGET), self._top() + height + _BENEATH)

    def hitButton(self, _position: object) -> bool:
        """The words count as well as the box."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Box, tick, words, detail."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter)
        painter.setFont(font())
        room = self.width() - self._indent()
        first = self._height_of(self.text(), room)
        top = self._top()
        painter.setPen(colour("text" if self.isEnabled() else "disabled"))
        wrap = int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextShowMnemonic)
        painter.drawText(QRect(self._indent(), top, room, first + 2), wrap, self.text())
        if self._detail:
            painter.setPen(colour("muted"))
            painter.drawText(QRect(self._indent(), top + first, room, self.height()), wrap, self._detail)

    def _paint_box(self, painter: QPainter) -> None:
        side = scaled(_BOX)
        area = QRectF(0, (scaled(tokens.TARGET) - side) / 2, side, side)
        checked = self.isChecked()
        painter.setPen(QPen(colour("accent" if checked else "control" if self.isEnabled() else "line2"), 1))
        painter.setBrush(colour("accent" if checked else "hover" if self.underMouse() else "paper"))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS_POPUP, tokens.RADIUS_POPUP)
        if checked:
            tick = side - 4
            paint_icon(painter, "check", "onaccent", area.left() + 2, area.top() + 2, tick)

    def _height_of(self, text: str, room: int) -> int:
        area = QRect(0, 0, max(1, room), 10_000)
        return QFontMetrics(font()).boundingRect(area, int(Qt.TextFlag.TextWordWrap), text).height()

    def _top(self) -> int:
        """Where the words begin: the first line stands beside the middle of the box."""
        return max(_BENEATH, (scaled(tokens.TARGET) - QFontMetrics(font()).height()) // 2)

    def _indent(self) -> int:
        return scaled(_BOX) + tokens.SPACE_2
