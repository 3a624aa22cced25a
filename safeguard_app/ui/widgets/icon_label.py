"""An icon standing by itself; what it means is said in words beside it."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.icons import paint_icon


class IconLabel(QWidget):
    """Paints one icon in a colour token of the look in force."""

    def __init__(self, name: str, ink: str = "text", size: int = 16, parent: QWidget | None = None) -> None:
        """``size`` is in logical pixels at the design's text size."""
        super().__init__(parent)
        self._name = name
        self._ink = ink
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, ink: str = "text") -> None:
        """Show another icon."""
        self._name = name
        self._ink = ink
        self.update()

    def sizeHint(self) -> QSize:
        """A square that holds the icon."""
        side = scaled(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon in the middle."""
        side = scaled(self._size)
        painter = QPainter(self)
        left, top = (self.width() - side) / 2, (self.height() - side) / 2
        paint_icon(painter, self._name, self._ink, left, top, side)
