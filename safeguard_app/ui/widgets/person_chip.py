"""A person named in a people field: icon, name, role, and a cross to take them out."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.focus_ring import wants_ring
from safeguard_app.ui.theme.icons import paint_icon

CHIP_HEIGHT = 26
_PADDING = 8


class _Cross(QToolButton):
    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self.setToolTip(label)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedSize(scaled(tokens.TARGET), scaled(tokens.TARGET))
        wants_ring(self, 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 4, 4)
        side = scaled(tokens.ICON_CHIP)
        paint_icon(painter, "x", "text", (self.width() - side) / 2, (self.height() - side) / 2, side)


class PersonChip(QWidget):
    """One person in a people field.

    Signals:
        removed(): the cross, Delete or Backspace was pressed.
    """

    removed = Signal()

    def __init__(self, name: str, role: str = "", parent: QWidget | None = None) -> None:
        """``role`` is shown in quieter letters after the name."""
        super().__init__(parent)
        self._name = name
        self._role = role
        self.setAccessibleName(f"{name}, {role}" if role else name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._cross = _Cross(f"Take {name} out", self)
        self._cross.clicked.connect(self._cross_pressed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.addStretch(1)
        layout.addWidget(self._cross)

    def set_role(self, role: str) -> None:
        """Change the role."""
        self._role = role
        self.setAccessibleName(f"{self._name}, {role}" if role else self._name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Icon, name, role, cross."""
        return QSize(
            self._text_left() + self._text_width() + 4 + self._cross.width() + 2, scaled(CHIP_HEIGHT)
        )

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small field; the name is elided then and stays in the tooltip."""
        return QSize(min(self.sizeHint().width(), scaled(140)), scaled(CHIP_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace take the person out."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Border, icon, name, role."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line2"), 1))
        painter.setBrush(colour("paper"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS, tokens.RADIUS
        )
        side = scaled(tokens.ICON_CHIP)
        paint_icon(painter, "user", "text", _PADDING, (self.height() - side) / 2, side)
        metrics = QFontMetrics(font())
        painter.setFont(font())
        room = self.width() - self._text_left() - self._cross.width() - 4
        name = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        area = QRectF(self._text_left(), 0, room, self.height())
        painter.setPen(colour("text"))
        painter.drawText(area, align, name)
        if self._role:
            painter.setPen(colour("muted"))
            used = metrics.horizontalAdvance(name) + tokens.SPACE_2
            role = metrics.elidedText(self._role, Qt.TextElideMode.ElideRight, max(0, round(room - used)))
            painter.drawText(area.adjusted(used, 0, 0, 0), align, role)

    def _text_left(self) -> int:
        return _PADDING + scaled(tokens.ICON_CHIP) + tokens.SPACE_2

    def _text_width(self) -> int:
        metrics = QFontMetrics(font())
        width = metrics.horizontalAdvance(self._name)
        return width + tokens.SPACE_2 + metrics.horizontalAdvance(self._role) if self._role else width

    def _cross_pressed(self) -> None:
        self.removed.emit()
