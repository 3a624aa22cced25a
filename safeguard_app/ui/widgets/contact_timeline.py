"""The line of a contact check: what was on file when, true to scale, with labels that never overlap.

Dotted 2 where nothing was on file, dashed 2 where it was declared, solid 3 once acknowledged. The contact is a
diamond, the acknowledgement a filled circle, other steps open circles (tokens of the design, section 9).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeguard_app.ui.theme.current import colour, font, scaled

_EDGE = 48
_GAP = 12
_LABEL = 36
_BAND = 20
_AXIS = 20
"""Height kept for the marks on the line."""


class PointKind(Enum):
    """How a point is drawn."""

    CONTACT = auto()
    STEP = auto()
    ACKNOWLEDGED = auto()


class Stretch(Enum):
    """What was on file over a stretch of time."""

    NOTHING = auto()
    DECLARED = auto()
    ACKNOWLEDGED = auto()


@dataclass(frozen=True, slots=True)
class TimePoint:
    """Something at a moment: ``at`` is any number that grows with time (days, seconds)."""

    at: float
    title: str
    date: str
    kind: PointKind = PointKind.STEP


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """What was on file from ``start`` on, up to the next span or the end; ``words`` stand beneath it."""

    start: float
    stretch: Stretch
    words: str = ""


class ContactTimeline(QWidget):
    """The painted line; what it shows is also its accessible description, in order of time."""

    def __init__(self, label: str = "What was on file, and when", parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setAccessibleName(label)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._points: tuple[TimePoint, ...] = ()
        self._spans: tuple[TimeSpan, ...] = ()

    def show_history(self, points: Sequence[TimePoint], spans: Sequence[TimeSpan]) -> None:
        """Show points, and what was on file between them. The first span begins before the first point."""
        self._points = tuple(sorted(points, key=_moment))
        self._spans = tuple(sorted(spans, key=_beginning))
        words = [f"{point.title} {point.date}" for point in self._points]
        self.setAccessibleDescription("; ".join(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Wide, and as high as its lines of labels."""
        return QSize(scaled(600), self.heightForWidth(scaled(700)))

    def hasHeightForWidth(self) -> bool:
        """Fewer pixels need more lines of labels."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Lines of labels above, the line, lines of words beneath."""
        above = 1 + max((level for _, level in self._label_places(width)), default=0)
        below = 1 + max((level for _, _, level in self._word_places(width)), default=0)
        return scaled(_LABEL) * above + scaled(_AXIS) + scaled(_BAND) * below + 8

    def label_areas(self) -> list[QRectF]:
        """Where the labels above the line are, for the test that none overlaps another."""
        axis = self._axis()
        height = scaled(_LABEL)
        areas = []
        for point, (left, level) in zip(self._points, self._label_places(self.width()), strict=True):
            top = axis - scaled(_AXIS) / 2 - height * (level + 1)
            areas.append(QRectF(left, top, self._label_width(point), height))
        return areas

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Line, words beneath, leaders, marks, labels."""
        if not self._points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter)
        self._paint_words(painter)
        for point, area in zip(self._points, self.label_areas(), strict=True):
            self._paint_label(painter, point, area)
        for point in self._points:
            self._paint_mark(painter, point)

    def _axis(self) -> float:
        above = 1 + max((level for _, level in self._label_places(self.width())), default=0)
        return scaled(_LABEL) * above + scaled(_AXIS) / 2

    def _x(self, moment: float, width: int) -> float:
        first, last = self._points[0].at, self._points[-1].at
        inner = width - 2 * scaled(_EDGE)
        share = (moment - first) / (last - first) if last > first else 0.0
        end = 1.0 if last == first else 0.86
        return scaled(_EDGE) + inner * share * end

    def _label_width(self, point: TimePoint) -> float:
        strong, plain = QFontMetrics(font(strong=True)), QFontMetrics(font())
        return max(strong.horizontalAdvance(point.title), plain.horizontalAdvance(point.date)) + 2

    def _label_places(self, width: int) -> list[tuple[float, int]]:
        """Left edge and level (0 is next to the line) of each label; a label that would overlap goes a level up."""
        ends: list[float] = []
        places = []
        for point in self._points:
            wide = self._label_width(point)
            left = min(max(0.0, self._x(point.at, width) - wide / 2), max(0.0, width - wide))
            level = next((index for index, end in enumerate(ends) if left >= end + _GAP), len(ends))
            if level == len(ends):
                ends.append(0.0)
            ends[level] = left + wide
            places.append((left, level))
        return places

    def _stretches(self, width: int) -> list[tuple[TimeSpan, float, float]]:
        bounds = [0.0, *(self._x(span.start, width) for span in self._spans[1:]), float(width)]
        return [(span, bounds[place], bounds[place + 1]) for place, span in enumerate(self._spans)]

    def _word_places(self, width: int) -> list[tuple[TimeSpan, float, int]]:
        """Left edge and line of the words under each stretch; words that would overlap go to the line below."""
        if not self._points:
            return []
        metrics = QFontMetrics(font())
        ends: list[float] = []
        places = []
        for span, start, end in self._stretches(width):
            wide = metrics.horizontalAdvance(span.words) + 2
            left = min(max(0.0, (start + end - wide) / 2), max(0.0, width - wide))
            level = next((index for index, taken in enumerate(ends) if left >= taken + _GAP), len(ends))
            if level == len(ends):
                ends.append(0.0)
            ends[level] = left + wide
            places.append((span, left, level))
        return places

    def _paint_line(self, painter: QPainter) -> None:
        axis = self._axis()
        for span, start, end in self._stretches(self.width()):
            pen = QPen(colour("text"), 3 if span.stretch is Stretch.ACKNOWLEDGED else 2)
            if span.stretch is Stretch.NOTHING:
                pen.setDashPattern([1, 3])
            elif span.stretch is Stretch.DECLARED:
                pen.setDashPattern([4, 2.5])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(start + 2, axis), QPointF(end - 2, axis))

    def _paint_words(self, painter: QPainter) -> None:
        painter.setFont(font())
        painter.setPen(colour("muted"))
        top = self._axis() + scaled(_AXIS) / 2 + 4
        for span, left, level in self._word_places(self.width()):
            area = QRectF(left, top + level * scaled(_BAND), self.width(), scaled(_BAND))
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, span.words)

    def _paint_label(self, painter: QPainter, point: TimePoint, area: QRectF) -> None:
        axis = self._axis()
        centre = self._x(point.at, self.width())
        if area.bottom() < axis - scaled(_AXIS) / 2 - 1:
            painter.setPen(QPen(colour("line2"), 1))
            painter.drawLine(QPointF(centre, area.bottom()), QPointF(centre, axis - 7))
        half = area.height() / 2
        align = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.fillRect(area, colour("paper"))
        painter.setFont(font(strong=True))
        painter.setPen(colour("text"))
        painter.drawText(QRectF(area.left(), area.top(), area.width(), half), align, point.title)
        painter.setFont(font())
        painter.setPen(colour("muted"))
        painter.drawText(QRectF(area.left(), area.top() + half, area.width(), half), align, point.date)

    def _paint_mark(self, painter: QPainter, point: TimePoint) -> None:
        centre = QPointF(self._x(point.at, self.width()), self._axis())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("paper"))
        painter.drawRect(QRectF(centre.x() - 9, centre.y() - 6, 18, 12))
        if point.kind is PointKind.CONTACT:
            painter.setBrush(colour("due"))
            offsets = ((0, -8), (8, 0), (0, 8), (-8, 0))
            painter.drawPolygon(QPolygonF([centre + QPointF(x, y) for x, y in offsets]))
            return
        filled = point.kind is PointKind.ACKNOWLEDGED
        painter.setPen(QPen(colour("text"), 2))
        painter.setBrush(colour("text" if filled else "paper"))
        painter.drawEllipse(centre, 6, 6)


def _moment(point: TimePoint) -> float:
    return point.at


def _beginning(span: TimeSpan) -> float:
    return span.start
