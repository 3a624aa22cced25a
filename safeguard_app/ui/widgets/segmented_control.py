"""One choice of a few, side by side: a row of radio buttons that looks like one control."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled, text_scale
from safeguard_app.ui.theme.focus_ring import wants_ring
from safeguard_app.ui.theme.icons import paint_icon

_CHECK = 16
_SIDE = 12


class _Segment(QRadioButton):
    def __init__(self, text: str, place: str, icon: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._place = place
        self._icon = icon
        self.stacked = False
        self._wide: tuple[str, float, int] = "", 0.0, 0
        """The words, the text size, and how wide they are at it: asked for with every height of a page."""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        wants_ring(self)

    def sizeHint(self) -> QSize:
        words, scale = self.text(), text_scale()
        if self._wide[:2] != (words, scale):
            self._wide = words, scale, QFontMetrics(font(strong=True)).horizontalAdvance(words)
        wide = self._wide[2]
        extra = scaled(_CHECK) + tokens.SPACE_2 if self.isChecked() or self._icon else 0
        return QSize(wide + extra + 2 * _SIDE, scaled(tokens.SEGMENT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _position: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        under = self.underMouse() and self.isEnabled()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("tint" if self.isChecked() else "hover" if under else "paper"))
        painter.drawPath(self._ground())
        self._paint_words(painter)

    def _ground(self) -> QPainterPath:
        area = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        if self.stacked:
            path.addRoundedRect(area.adjusted(0, -1, 0, 1), 2, 2)
            return path
        path.addRoundedRect(area, tokens.RADIUS - 1, tokens.RADIUS - 1)
        if self._place in ("middle", "last"):
            path.addRect(area.adjusted(0, 0, -area.width() / 2, 0))
        if self._place in ("middle", "first"):
            path.addRect(area.adjusted(area.width() / 2, 0, 0, 0))
        return path

    def _paint_words(self, painter: QPainter) -> None:
        ink = "text" if self.isEnabled() else "disabled"
        strong = self.isChecked()
        chosen = font(strong=strong)
        width = QFontMetrics(chosen).horizontalAdvance(self.text())
        side = scaled(_CHECK)
        extra = side + tokens.SPACE_2 if strong or self._icon else 0
        left = (self.width() - width - extra) / 2
        if extra:
            name, token = ("check", "accent" if self.isEnabled() else ink) if strong else (self._icon, ink)
            paint_icon(painter, name, token, left, (self.height() - side) / 2, side)
        painter.setFont(chosen)
        painter.setPen(colour(ink))
        area = QRectF(left + extra, 0, width + 2, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())


class SegmentedControl(QWidget):
    """A choice with radio semantics: Tab enters and leaves it, arrow keys move the choice.

    Signals:
        chosen(object): the user picked another value; carries it. Setting it from the program is silent.
    """

    chosen = Signal(object)

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[object, str]],
        value: object = None,
        parent: QWidget | None = None,
    ) -> None:
        """``label`` is the accessible name; ``choices`` are (value, words). ``value`` None leaves it unanswered."""
        super().__init__(parent)
        self.setAccessibleName(label)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._values = [choice for choice, _ in choices]
        self._group = QButtonGroup(self)
        for index, (_, words) in enumerate(choices):
            segment = _Segment(words, _place(index, len(choices)), "", self)
            segment.setAccessibleDescription(label)
            segment.setChecked(choices[index][0] == value and value is not None)
            self._group.addButton(segment, index)
        self._group.idToggled.connect(self._toggled)
        self._group.idClicked.connect(self._clicked)
        self._last = self.value()
        self._fix_focus()

    def values(self) -> tuple[object, ...]:
        """What there is to choose from, in order."""
        return tuple(self._values)

    def value(self) -> object:
        """The chosen value, or None while nothing is chosen."""
        index = self._group.checkedId()
        return self._values[index] if index >= 0 else None

    def set_value(self, value: object) -> None:
        """Choose a value, or none with None, without telling anyone."""
        self._group.setExclusive(False)
        for index, known in enumerate(self._values):
            self._group.button(index).setChecked(value is not None and known == value)
        self._group.setExclusive(True)
        self._last = value
        self._fix_focus()
        self._arrange()

    def rename(self, label: str) -> None:
        """Announce it by another name; each choice says it too."""
        self.setAccessibleName(label)
        for segment in self._group.buttons():
            segment.setAccessibleDescription(label)

    def setFocus(self, *_reason: object) -> None:
        """Give the keyboard to the chosen segment, or to the first."""
        index = max(0, self._group.checkedId())
        self._group.button(index).setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The border around all and the lines between."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("control" if self.isEnabled() else "line2"), 1))
        painter.setBrush(colour("paper"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS, tokens.RADIUS
        )
        for segment in self._segments()[1:]:
            if segment.stacked:
                top = segment.y() - 0.5
                painter.drawLine(QPointF(1, top), QPointF(self.width() - 1, top))
            else:
                left = segment.x() - 0.5
                painter.drawLine(QPointF(left, 0), QPointF(left, self.height() - 1))

    def sizeHint(self) -> QSize:
        """All segments in a row."""
        wide = sum(segment.sizeHint().width() + 1 for segment in self._segments()) + 1
        return QSize(wide, scaled(tokens.SEGMENT))

    def minimumSizeHint(self) -> QSize:
        """The widest segment: then they stand beneath each other."""
        widest = max((segment.sizeHint().width() for segment in self._segments()), default=0)
        return QSize(min(widest + 2, self.sizeHint().width()), scaled(tokens.SEGMENT))

    def hasHeightForWidth(self) -> bool:
        """In a row, or beneath each other."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One segment high where all fit in a row."""
        high = scaled(tokens.SEGMENT)
        return high if width >= self.sizeHint().width() else (high + 1) * len(self._values) + 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the segments."""
        super().resizeEvent(event)
        self._arrange()

    def _segments(self) -> list[_Segment]:
        found = [self._group.button(index) for index in range(len(self._group.buttons()))]
        return [segment for segment in found if isinstance(segment, _Segment)]

    def _arrange(self) -> None:
        stacked = self.width() < self.sizeHint().width() and self.height() > scaled(tokens.SEGMENT)
        place = 1
        for segment in self._segments():
            segment.stacked = stacked
            if stacked:
                segment.setGeometry(1, place, self.width() - 2, scaled(tokens.SEGMENT))
                place += scaled(tokens.SEGMENT) + 1
            else:
                segment.setGeometry(place, 0, segment.sizeHint().width(), self.height())
                place += segment.sizeHint().width() + 1
        self.update()

    def _toggled(self, index: int, checked: object) -> None:
        button = self._group.button(index)
        self.updateGeometry()
        self._arrange()
        button.update()
        if checked:
            self._fix_focus()
        if checked and button.hasFocus():
            self._tell()

    def _fix_focus(self) -> None:
        """Tab comes to the chosen segment only, or to the first while none is chosen."""
        entered = max(0, self._group.checkedId())
        for index in range(len(self._values)):
            policy = Qt.FocusPolicy.StrongFocus if index == entered else Qt.FocusPolicy.ClickFocus
            self._group.button(index).setFocusPolicy(policy)

    def _clicked(self, _index: int) -> None:
        self._tell()

    def _tell(self) -> None:
        value = self.value()
        if value != self._last:
            self._last = value
            self.chosen.emit(value)


def _place(index: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if index == 0 else "last" if index == count - 1 else "middle"


PRECISIONS: tuple[tuple[str, str], ...] = (
    ("exact", "Exactly"),
    ("about", "About"),
    ("between", "Between"),
    ("unknown", "Unknown"),
)


class PrecisionSegments(SegmentedControl):
    """How exactly a time is known: values ``exact``, ``about``, ``between``, ``unknown``."""

    def __init__(self, label: str, value: str | None = "about", parent: QWidget | None = None) -> None:
        """``label`` names the time, such as "How exactly is the time of the incident known"."""
        super().__init__(label, PRECISIONS, value, parent)
