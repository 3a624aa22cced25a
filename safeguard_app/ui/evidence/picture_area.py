"""Where a picture lies in a sheet: it scrolls, is dragged, and is shown at a zoom or fitted to the room."""

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QWidget

ZOOMS = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
_LEAST_HEIGHT = 180
_STEP = 60
"""Pixels that an arrow key scrolls."""
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def is_for_picture(sheet: QWidget, watched: QObject, event: QEvent) -> bool:
    """Whether an arrow key was pressed on a picture or a button of ``sheet``: no list scrolls then, no focus moves."""
    return (
        event.type() == QEvent.Type.KeyPress
        and isinstance(event, QKeyEvent)
        and Qt.Key(event.key()) in ARROWS
        and isinstance(watched, QWidget)
        and (isinstance(watched, QPushButton) or isinstance(_area_of(watched), PictureArea))
        and sheet.isAncestorOf(watched)
    )


def _area_of(canvas: QWidget) -> QObject | None:
    viewport = canvas.parentWidget()
    return viewport.parentWidget() if viewport is not None else None


class ZoomedWidget(Protocol):
    """Paints a picture at a zoom."""

    @property
    def natural(self) -> QSize:
        """Its size at 1.0."""

    def set_zoom(self, zoom: float) -> None:
        """Take the size of a zoom and paint at it."""


class PictureArea(QScrollArea):
    """Scrolls a picture. Dragging it with the mouse moves it, unless the picture itself takes the mouse.

    Signals:
        zoomed(float): it is shown at another zoom now.
    """

    zoomed = Signal(float)

    def __init__(self, canvas: QWidget, picture: ZoomedWidget) -> None:
        """``canvas`` and ``picture`` are the same widget, as Qt and as we see it."""
        super().__init__()
        self._canvas = canvas
        self._picture = picture
        self._zoom = 1.0
        self._fitted = True
        self._held: QPoint | None = None
        self.setWidget(canvas)
        canvas.setAutoFillBackground(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Picture")

    @property
    def zoom(self) -> float:
        """How large it is shown: 1.0 is one pixel to one pixel."""
        return self._zoom

    def sizeHint(self) -> QSize:
        """Whatever room there is."""
        return QSize(400, _LEAST_HEIGHT)

    def fit(self) -> None:
        """Show all of it, now and when the window changes its size."""
        self._fitted = True
        size, room = self._picture.natural, self.maximumViewportSize()
        width, height = max(1, size.width()), max(1, size.height())
        self._show_at(min(1.0, (room.width() - 2) / width, (room.height() - 2) / height))

    def larger(self) -> None:
        """One step larger."""
        self.set_zoom(next((zoom for zoom in ZOOMS if zoom > self._zoom + 0.001), ZOOMS[-1]))

    def smaller(self) -> None:
        """One step smaller."""
        self.set_zoom(next((zoom for zoom in reversed(ZOOMS) if zoom < self._zoom - 0.001), ZOOMS[0]))

    def set_zoom(self, zoom: float) -> None:
        """Show it at a zoom; what stood in the middle stays there."""
        self._fitted = False
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        shares = [(bar.value() + bar.pageStep() / 2) / max(1, bar.maximum() + bar.pageStep()) for bar in bars]
        self._show_at(zoom)
        for bar, share in zip(bars, shares, strict=True):
            bar.setValue(round(share * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))

    def again(self) -> None:
        """The picture has another size now."""
        if self._fitted:
            self.fit()
        else:
            self._show_at(self._zoom)

    def scroll_by(self, across: int, down: int) -> None:
        """Steps to the right and down."""
        for bar, steps in ((self.horizontalScrollBar(), across), (self.verticalScrollBar(), down)):
            bar.setValue(bar.value() + steps * _STEP)

    def seen(self) -> QRect:
        """The part of the canvas in view."""
        view = self.viewport().rect()
        return view.translated(-self._canvas.pos()).intersected(self._canvas.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay fitted."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if self._held is None:
            return
        here = event.position().toPoint()
        moved, self._held = here - self._held, here
        for bar, by in ((self.horizontalScrollBar(), moved.x()), (self.verticalScrollBar(), moved.y())):
            bar.setValue(bar.value() - by)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of it."""
        self._held = None
        self.viewport().unsetCursor()

    def _show_at(self, zoom: float) -> None:
        self._zoom = max(0.01, zoom)
        self._picture.set_zoom(self._zoom)
        self.zoomed.emit(self._zoom)
