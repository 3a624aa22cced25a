"""A chart in the window: the SVG that documents are drawn from, in the colours and the type of the look in force."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colours, font, scaled

Draw = Callable[[float, float], bytes]
"""Gives the SVG for a width and a size of type, in pixels."""
_ROLES = ("text", "line2", "note", "paper")
_WIDEST = 720


class ChartPicture(QWidget):
    """Drawn anew for each width and look; as high as it comes. Its words stand for it where nobody sees it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing to show yet."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._draw: Draw | None = None
        self._drawn: tuple[object, ...] = ()
        self._svg = b""
        self._tall = 0

    def show_chart(self, draw: Draw, alternative: str) -> None:
        """Show another chart; ``alternative`` says all of it in words."""
        self.setAccessibleName("Chart")
        self.setAccessibleDescription(alternative)
        self._draw, self._drawn = draw, ()
        self._make()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as it is let, as high as it was drawn."""
        return QSize(scaled(400), self._tall)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another drawing."""
        super().resizeEvent(event)
        self._make()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The drawing, sharp at any display scale."""
        from PySide6.QtSvg import QSvgRenderer

        if self._draw is None:
            return
        self._make()
        renderer = QSvgRenderer(QByteArray(self._svg))
        painter = QPainter(self)
        renderer.render(painter, QRectF(0, 0, self._wide(), self._tall))
        painter.end()

    def _wide(self) -> int:
        return min(self.width(), scaled(_WIDEST))

    def _make(self) -> None:
        """Draw it where width, text size or look changed."""
        type_ = font(tokens.BASE)
        known = (self._wide(), type_.toString(), colours())
        if self._draw is None or self._drawn == known or self._wide() < 1:
            return
        self._drawn = known
        pixels = type_.pointSizeF() * self.logicalDpiY() / 72
        text = self._draw(self._wide(), pixels).decode("utf-8")
        for role in _ROLES:
            text = text.replace(f"${role}$", colours().named(role))
        self._svg = text.replace("$font$", type_.family().replace('"', "")).encode("utf-8")
        self._tall = _height_of(text)
        self.setFixedHeight(self._tall)


def _height_of(svg: str) -> int:
    """The height the drawing names in its first element."""
    return round(float(svg.split(' height="', 1)[1].split('"', 1)[0]))
