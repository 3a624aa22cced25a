"""The chip that says late, due, done or note, with its icon and word on the ground of its meaning."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled, theme_name
from safeguard_app.ui.theme.icons import paint_icon
from safeguard_app.ui.theme.meanings import Status
from safeguard_app.ui.theme.tokens import ThemeName

CHIP_HEIGHT = 22
_PADDING = 8
_GAP = 4


def chip_size(status: Status) -> QSize:
    """How much room a chip takes, for painters of rows."""
    width = QFontMetrics(font(strong=True)).horizontalAdvance(status.words)
    return QSize(2 * _PADDING + scaled(tokens.ICON_CHIP) + _GAP + width + 1, scaled(CHIP_HEIGHT))


def paint_chip(painter: QPainter, status: Status, area: QRectF) -> None:
    """Paint a chip into ``area``, which has the size :func:`chip_size` gave."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    meaning = status.meaning
    if theme_name() is ThemeName.HIGH_CONTRAST:
        painter.setPen(QPen(colour(meaning.value), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(meaning.ground))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS, tokens.RADIUS)
    side = scaled(tokens.ICON_CHIP)
    left = area.left() + _PADDING
    paint_icon(painter, status.icon_name, meaning.value, left, area.center().y() - side / 2, side)
    painter.setFont(font(strong=True))
    painter.setPen(colour(meaning.value))
    words = area.adjusted(_PADDING + side + _GAP, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, status.words)
    painter.restore()


class StatusChip(QLabel):
    """A status on its ground: on Today and, at most once, in a record's header."""

    def __init__(self, status: Status, parent: QWidget | None = None) -> None:
        """Show a status."""
        super().__init__(status.words, parent)
        self._status = status
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_status(self, status: Status) -> None:
        """Show another status."""
        self._status = status
        self.setText(status.words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Exactly the chip."""
        return chip_size(self._status)

    def minimumSizeHint(self) -> QSize:
        """Exactly the chip."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        paint_chip(QPainter(self), self._status, QRectF(self.rect()))
