"""The picture under the hand of whoever covers, marks or cuts it: painted as the copy will be, drawn on by mouse."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.derivatives import Area, Mark, MarkKind, arrow_head, stroke_of
from safeguard_app.ui.evidence.marking_steps import CROP, MarkingSteps
from safeguard_app.ui.theme.current import colour
from safeguard_app.ui.theme.focus_ring import wants_ring

INK = QColor(190, 20, 30)
"""As on the copy itself; it is the same in every look."""
_EDGE = QColor(255, 255, 255)
_COVER = QColor(0, 0, 0)
_SEEN_THROUGH = 150
"""How opaque the chosen box is while somebody fits it; on the copy it is wholly so."""
_AWAY = QColor(20, 24, 30, 170)
_HANDLE = 10.0


class MarkingCanvas(QWidget):
    """Shows the picture and what is on it. Drawing is the tool's; a mark that is there is moved, its corner dragged.

    Signals:
        changed(): something was put on, moved or chosen by the mouse.
    """

    changed = Signal()

    def __init__(self, image: QImage, steps: MarkingSteps, label: str) -> None:
        """``label`` names the picture to who cannot see it."""
        super().__init__()
        self._image = image
        self._steps = steps
        self._zoom = 1.0
        self.tool: MarkKind | None = MarkKind.HIDE
        """What the mouse draws; None cuts."""
        self._from: QPointF | None = None
        self._to: QPointF | None = None
        self._last: QPointF | None = None
        self._resizing = False
        self._drags = 0
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        wants_ring(self)

    @property
    def natural(self) -> QSize:
        """Its size at 1.0."""
        return self._image.size()

    def set_zoom(self, zoom: float) -> None:
        """Take the size of a zoom."""
        self._zoom = zoom
        self.setFixedSize(
            max(1, round(self._image.width() * zoom)), max(1, round(self._image.height() * zoom))
        )
        self.update()

    def chosen_rectangle(self) -> QRectF | None:
        """Where what is chosen lies on this widget."""
        mark = self._steps.chosen_mark
        return self._on_screen(mark.area) if mark is not None else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, marks, opaque boxes, what is cut away, and a frame around what is chosen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawImage(QRectF(self.rect()), self._image)
        now = self._steps.now
        shown = [
            *now.marks,
            *((self._drawing(),) if self._from is not None and self.tool is not None else ()),
        ]
        for mark in shown:
            if mark is not None and mark.kind is not MarkKind.HIDE:
                self._paint_mark(painter, mark)
        chosen = self._steps.chosen_mark
        for mark in shown:
            if mark is not None and mark.kind is MarkKind.HIDE:
                cover = QColor(_COVER)
                cover.setAlpha(_SEEN_THROUGH if mark is chosen or mark not in now.marks else 255)
                painter.fillRect(self._on_screen(mark.area), cover)
        crop = now.crop if self._from is None or self.tool is not None else self._drawing() or now.crop
        if crop is not None:
            self._paint_away(painter, self._on_screen(crop.area))
        if chosen is not None:
            self._paint_frame(painter, chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a corner or a mark, or begin to draw."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        here = event.position()
        self._drags += 1
        self._resizing = self._on_handle(here)
        if not self._resizing:
            found = self._steps.at(*self._pixel(here))
            on_crop = self._steps.now.chosen == CROP and self._on_chosen(here)
            if found is None and not on_crop:
                self._steps.choose(None)
                self._from = self._to = here
                self.changed.emit()
                return
            if not on_crop:
                self._steps.choose(found)
        self._last = here
        self.changed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on, or drag."""
        here = event.position()
        if self._from is not None:
            self._to = here
            self.update()
        elif self._last is not None:
            moved = here - self._last
            across, down = round(moved.x() / self._zoom), round(moved.y() / self._zoom)
            if across or down:
                act = self._steps.resize if self._resizing else self._steps.move
                act(across, down, self._drags)
                self._last += QPointF(across * self._zoom, down * self._zoom)
                self.changed.emit()
        else:
            over = self._on_handle(here)
            on_mark = self._steps.at(*self._pixel(here)) is not None
            self.setCursor(
                Qt.CursorShape.SizeFDiagCursor
                if over
                else Qt.CursorShape.SizeAllCursor
                if on_mark
                else Qt.CursorShape.CrossCursor
            )

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """What was drawn is there."""
        if self._from is not None and self._to is not None:
            first, last = self._pixel(self._from), self._pixel(self._to)
            self._from = self._to = None
            self._steps.drawn(self.tool, *first, *last)
        self._last, self._resizing = None, False
        self.changed.emit()

    def _drawing(self) -> Mark | None:
        if self._from is None or self._to is None:
            return None
        first, last = self._pixel(self._from), self._pixel(self._to)
        return Mark(self.tool or MarkKind.BOX, *first, *last)

    def _pixel(self, at: QPointF) -> tuple[int, int]:
        return (
            max(0, min(int(at.x() / self._zoom), self._image.width())),
            max(0, min(int(at.y() / self._zoom), self._image.height())),
        )

    def _on_screen(self, area: Area) -> QRectF:
        zoom = self._zoom
        return QRectF(area.left * zoom, area.top * zoom, area.width * zoom, area.height * zoom)

    def _handle(self) -> QRectF | None:
        mark = self._steps.chosen_mark
        if mark is None:
            return None
        corner = QPointF(mark.x1 * self._zoom, mark.y1 * self._zoom)
        return QRectF(corner.x() - _HANDLE / 2, corner.y() - _HANDLE / 2, _HANDLE, _HANDLE)

    def _on_handle(self, at: QPointF) -> bool:
        handle = self._handle()
        return handle is not None and handle.adjusted(-4, -4, 4, 4).contains(at)

    def _on_chosen(self, at: QPointF) -> bool:
        chosen = self.chosen_rectangle()
        return chosen is not None and chosen.contains(at)

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        stroke = stroke_of(self._image.width(), self._image.height())
        match mark.kind:
            case MarkKind.ARROW:
                self._paint_arrow(painter, mark, stroke)
            case MarkKind.TEXT:
                self._paint_text(painter, mark, stroke)
            case _:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                for ink, wide in ((_EDGE, 2.0 * stroke), (INK, 1.0 * stroke)):
                    painter.setPen(QPen(ink, wide * self._zoom))
                    painter.drawRect(self._on_screen(mark.area))

    def _paint_arrow(self, painter: QPainter, mark: Mark, stroke: int) -> None:
        zoom = self._zoom
        tip, left, right, neck = (QPointF(x, y) * zoom for x, y in arrow_head(mark, stroke))
        start = QPointF(mark.x0, mark.y0) * zoom
        for ink, wide in ((_EDGE, stroke * 2.0), (INK, stroke * 1.0)):
            painter.setPen(QPen(ink, wide * zoom, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(start, neck)
            painter.setPen(QPen(ink, stroke * zoom if ink is _EDGE else 0.5))
            painter.setBrush(ink)
            painter.drawPolygon(QPolygonF([tip, left, right]))

    def _paint_text(self, painter: QPainter, mark: Mark, stroke: int) -> None:
        place = self._on_screen(mark.area)
        edge = min(stroke, max(1, min(mark.area.width, mark.area.height) // 8)) * self._zoom
        painter.fillRect(place, _EDGE)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(INK, edge))
        painter.drawRect(place.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2))
        font = QFont(self.font())
        font.setBold(True)
        font.setPixelSize(max(1, int((place.height() * 0.76 - 2 * edge) / 1.36)))
        wide, room = QFontMetricsF(font).horizontalAdvance(mark.words), place.width() - 4 * edge
        if wide > room > 0:
            font.setPixelSize(max(1, int(font.pixelSize() * room / wide)))
        painter.setFont(font)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, mark.words)

    def _paint_away(self, painter: QPainter, kept: QRectF) -> None:
        whole = QRectF(self.rect())
        for part in (
            QRectF(0, 0, whole.width(), kept.top()),
            QRectF(0, kept.bottom(), whole.width(), whole.height() - kept.bottom()),
            QRectF(0, kept.top(), kept.left(), kept.height()),
            QRectF(kept.right(), kept.top(), whole.width() - kept.right(), kept.height()),
        ):
            painter.fillRect(part, _AWAY)
        self._dashed(painter, kept)

    def _paint_frame(self, painter: QPainter, mark: Mark) -> None:
        self._dashed(painter, self._on_screen(mark.area))
        handle = self._handle()
        if handle is not None:
            painter.setPen(QPen(_EDGE, 2))
            painter.setBrush(colour("accent"))
            painter.drawRect(handle)

    def _dashed(self, painter: QPainter, frame: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_EDGE, 2))
        painter.drawRect(frame)
        painter.setPen(QPen(colour("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRect(frame)
