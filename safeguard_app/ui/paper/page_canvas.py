"""One page of a document on the ground of the preview, scrolled and turned by keyboard and wheel."""

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour
from safeguard_app.ui.theme.focus_ring import wants_ring

A4_ACROSS_INCHES = 210 / 25.4
A4_SHAPE = 297 / 210
_EDGE = tokens.SPACE_4
_LEAST_WIDTH = 120


class Zoom(Enum):
    """How large a page is shown."""

    FIT_WIDTH = "Fit width"
    WHOLE_PAGE = "Whole page"
    FULL = "100 %"
    LARGER = "150 %"
    LARGEST = "200 %"

    @property
    def share(self) -> float:
        """Size on screen against paper at 96 dots per inch; 0 for a size that follows the window."""
        return {Zoom.FULL: 1.0, Zoom.LARGER: 1.5, Zoom.LARGEST: 2.0}.get(self, 0.0)


class _Sheet(QWidget):
    """The paper itself: white in every look, because it shows what will print."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self._image)
        painter.setPen(QPen(colour("control"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PageCanvas(QScrollArea):
    """Shows one page at a time.

    Signals:
        turned(int): the keyboard or wheel went past an end of the page; 1 for the next, -1 for the one before.
        jumped(int): Home (0) or End (-1) was pressed.
        resized(): there is another amount of room, so that a page that fits needs drawing again.
    """

    turned = Signal(int)
    jumped = Signal(int)
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with an empty sheet that fits the width."""
        super().__init__(parent)
        self._sheet = _Sheet()
        self._zoom = Zoom.FIT_WIDTH
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("ground", "rail")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Pages as they will print")
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        holder = QWidget()
        self._sheet.setParent(holder)
        self._holder = holder
        self.setWidget(holder)
        holder.setAutoFillBackground(False)
        wants_ring(self, 3)
        self._fit()

    def set_zoom(self, zoom: Zoom) -> None:
        """Show the page at another size."""
        self._zoom = zoom
        self._fit()

    def show_image(self, image: QImage, words: str) -> None:
        """Show a drawn page; ``words`` say which, for screen readers."""
        self._sheet.show_image(image)
        self._sheet.setAccessibleName(words)
        self.setAccessibleDescription(words)

    def to_top(self, *, at_end: bool = False) -> None:
        """Begin reading at the top of the page, or at its foot when one came back from the next."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum() if at_end else 0)

    @property
    def dots_per_inch(self) -> float:
        """The resolution at which the page is sharp at its size on this screen."""
        return self._sheet.width() * self.devicePixelRatioF() / A4_ACROSS_INCHES

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._fit()
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down scroll, then turn; Home and End go to the first and last page."""
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            self._scroll_or_turn(1)
        elif key == Qt.Key.Key_PageUp:
            self._scroll_or_turn(-1)
        elif key == Qt.Key.Key_Right:
            self.turned.emit(1)
        elif key == Qt.Key.Key_Left:
            self.turned.emit(-1)
        elif key == Qt.Key.Key_Home:
            self.jumped.emit(0)
        elif key == Qt.Key.Key_End:
            self.jumped.emit(-1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls, then turns."""
        steps = event.angleDelta().y()
        bar = self.verticalScrollBar()
        if steps < 0 and bar.value() >= bar.maximum():
            self.turned.emit(1)
        elif steps > 0 and bar.value() <= bar.minimum():
            self.turned.emit(-1)
        else:
            super().wheelEvent(event)

    def _scroll_or_turn(self, step: int) -> None:
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + step * bar.pageStep() * 9 // 10)
        if bar.value() == before:
            self.turned.emit(step)

    def _fit(self) -> None:
        room = self.viewport().size() - QSize(2 * _EDGE, 2 * _EDGE)
        if self._zoom.share:
            width = round(A4_ACROSS_INCHES * 96 * self._zoom.share)
        elif self._zoom is Zoom.WHOLE_PAGE:
            width = min(room.width(), round(room.height() / A4_SHAPE))
        else:
            width = room.width()
        width = max(_LEAST_WIDTH, width)
        height = round(width * A4_SHAPE)
        self._holder.setFixedSize(width + 2 * _EDGE, height + 2 * _EDGE)
        self._sheet.setGeometry(_EDGE, _EDGE, width, height)
