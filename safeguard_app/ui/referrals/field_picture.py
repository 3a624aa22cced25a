"""A page of a form around one of its fields, which is framed so that somebody sees which one it is."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeguard_app.domain.authority_forms import FieldPlace
from safeguard_app.ui.theme.current import colour, scaled

_HEIGHT, _WIDTH = 300, 300
_PAGE = 560
"""The least width of a page whose words can be read: of a wider one the part around the field is shown."""
_AROUND = 4
_GROUND_SHARE = 0.18


class FieldPicture(QWidget):
    """As much of the page as there is room for at a size that can be read, with the field in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a page."""
        super().__init__(parent)
        self._image = QImage()
        self._places: tuple[FieldPlace, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(scaled(_WIDTH), scaled(_HEIGHT))
        self.setAccessibleName("The page of the form")

    def show_field(self, image: QImage, places: Sequence[FieldPlace], words: str) -> None:
        """Show a page with the boxes of a field on it framed; ``words`` say where that is."""
        self._image, self._places = image, tuple(places)
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the list beside it."""
        return QSize(scaled(_WIDTH), scaled(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The part of the page, and the frame."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("rail"))
        if not self._image.isNull():
            self._paint_page(painter)
        painter.setPen(QPen(colour("control"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_page(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        wide = max(float(self.width()), float(scaled(_PAGE)))
        high = self._image.height() * wide / self._image.width()
        first = self._places[0] if self._places else None
        across = (first.left + first.width / 2) * wide if first is not None else 0.0
        middle = (first.top + first.height / 2) * high if first is not None else 0.0
        left = max(0.0, min(wide - self.width(), across - self.width() / 2))
        down = max(0.0, min(high - self.height(), middle - self.height() / 2))
        page = QRectF(-left, -down, wide, high)
        painter.setClipRect(self.rect())
        painter.fillRect(page, Qt.GlobalColor.white)
        painter.drawImage(page, self._image)
        ground = QColor(colour("accent"))
        ground.setAlphaF(_GROUND_SHARE)
        painter.setPen(QPen(Qt.GlobalColor.black, 3))  # on paper, which is white in every look
        painter.setBrush(ground)
        for one in self._places:
            box = QRectF(one.left * wide - left, one.top * high - down, one.width * wide, one.height * high)
            painter.drawRect(box.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND))
        painter.setBrush(Qt.BrushStyle.NoBrush)
