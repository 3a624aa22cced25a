"""A monitor as it was a moment ago, over the monitor itself: a part is chosen by keys or pointer, and taken."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from safeguard_app.ui.desktop.screen_grab import Grabbed
from safeguard_app.ui.evidence.region import Region
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled

HINT = (
    "Draw a part, or move it with the arrow keys and size it with Shift and the arrow keys (with Ctrl in small steps). "
    "Enter takes it, A takes all, Esc takes nothing."
)
_STEP, _SMALL = 20, 1
_LENS = 15
"""Pixels of the picture that the magnifier shows across."""
_LENS_SIDE = 135
_SHADE = QColor(0, 0, 0, 110)
_ARROWS = {
    Qt.Key.Key_Left.value: (-1, 0),
    Qt.Key.Key_Right.value: (1, 0),
    Qt.Key.Key_Up.value: (0, -1),
    Qt.Key.Key_Down.value: (0, 1),
}


class FrozenScreen(QWidget):
    """Signals:
    taken(object, object): carries the QImage of the part, and the QRect of it in the monitor's pixels.
    left(): nothing was taken.
    next_wanted(): go on at the next monitor.
    """

    taken = Signal(object, object)
    left = Signal()
    next_wanted = Signal()

    def __init__(self, grabbed: Grabbed) -> None:
        """The picture fills the monitor it was taken of."""
        super().__init__(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("The screen as it was")
        self.setAccessibleDescription(HINT)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.grabbed = grabbed
        self.region = Region.whole(grabbed.image.size())
        self._drawn_from: QPoint | None = None
        self._pointer = QPoint(-1, -1)
        self.setGeometry(grabbed.place)

    def open(self) -> None:
        """Over its monitor, with the keyboard."""
        self.showFullScreen()
        self.raise_()
        self.activateWindow()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Enter takes, A takes all, N goes to the next monitor, Escape leaves."""
        if event.key() in _ARROWS:
            self._step(event)
            return
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take()
            case Qt.Key.Key_A:
                self.region = Region.whole(self.region.size)
                self._take()
            case Qt.Key.Key_N:
                self.next_wanted.emit()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A corner."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._drawn_from = self._in_picture(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The other corner, and the magnifier."""
        self._pointer = event.position().toPoint()
        if self._drawn_from is not None:
            self.region = self.region.between(self._drawn_from, self._in_picture(self._pointer))
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """The part stands; Enter takes it."""
        self._drawn_from = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """As Enter."""
        self._take()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, dark but for the part; the magnifier; what the keys do."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self.grabbed.image)
        painter.fillRect(self.rect(), _SHADE)
        part = self._on_screen(self.region.part)
        painter.drawImage(QRectF(part), self.grabbed.image, QRectF(self.region.part))
        painter.setPen(QPen(colour("accent"), 2))
        painter.drawRect(part.adjusted(0, 0, -1, -1))
        self._paint_words(painter, part)
        if self.rect().contains(self._pointer):
            self._paint_lens(painter)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by the desktop's own keys: as Escape."""
        if event.spontaneous():
            self.left.emit()

    def _step(self, event: QKeyEvent) -> None:
        right, down = _ARROWS[event.key()]
        step = _SMALL if event.modifiers() & Qt.KeyboardModifier.ControlModifier else _STEP
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.region = self.region.stretched(right * step, down * step)
        else:
            self.region = self.region.moved(right * step, down * step)
        self.update()

    def _take(self) -> None:
        self.taken.emit(self.grabbed.image.copy(self.region.part), self.region.part)

    def _scale(self) -> tuple[float, float]:
        size = self.grabbed.image.size()
        return size.width() / max(1, self.width()), size.height() / max(1, self.height())

    def _in_picture(self, point: QPoint) -> QPoint:
        across, down = self._scale()
        return QPoint(round(point.x() * across), round(point.y() * down))

    def _on_screen(self, part: QRect) -> QRect:
        across, down = self._scale()
        return QRect(
            round(part.left() / across),
            round(part.top() / down),
            round(part.width() / across),
            round(part.height() / down),
        )

    def _paint_words(self, painter: QPainter, part: QRect) -> None:
        painter.setFont(font())
        size = self.region.part.size()
        words = f"{size.width()} × {size.height()}. {HINT}"
        wide = min(self.width() - 2 * tokens.SPACE_4, scaled(760))
        box = painter.boundingRect(
            QRect(0, 0, wide, 400), int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap), words
        ).adjusted(-tokens.SPACE_3, -tokens.SPACE_2, tokens.SPACE_3, tokens.SPACE_2)
        box.moveCenter(self.rect().center())
        box.moveBottom(self.height() - tokens.SPACE_4)
        if box.intersects(part) and part.top() > box.height() + 2 * tokens.SPACE_4:
            box.moveTop(tokens.SPACE_4)
        painter.fillRect(box, colour("paper"))
        painter.setPen(colour("text"))
        painter.drawText(
            box.adjusted(tokens.SPACE_3, tokens.SPACE_2, -tokens.SPACE_3, -tokens.SPACE_2),
            int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap),
            words,
        )

    def _paint_lens(self, painter: QPainter) -> None:
        centre = self._in_picture(self._pointer)
        source = QRect(QPoint(0, 0), QSize(_LENS, _LENS))
        source.moveCenter(centre)
        side = scaled(_LENS_SIDE)
        at = QRect(self._pointer + QPoint(24, 24), QSize(side, side))
        if not self.rect().contains(at):
            at.moveBottomRight(self._pointer - QPoint(24, 24))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.fillRect(at, colour("paper"))
        painter.drawImage(QRectF(at), self.grabbed.image, QRectF(source))
        painter.setPen(QPen(colour("accent"), 1))
        painter.drawRect(at)
        painter.drawLine(at.center() - QPoint(6, 0), at.center() + QPoint(6, 0))
        painter.drawLine(at.center() - QPoint(0, 6), at.center() + QPoint(0, 6))


def part_words(image: QImage, part: QRect) -> str:
    """ "all of it, 1920 × 1080", or "a part of 640 × 480 at 100, 200"."""
    if part.size() == image.size():
        return f"all of it, {part.width()} × {part.height()}"
    return f"a part of {part.width()} × {part.height()} at {part.left()}, {part.top()}"
