"""The numbers of Today: each is a button that opens the list it counts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.focus_ring import wants_ring
from safeguard_app.ui.theme.icons import paint_icon
from safeguard_app.ui.widgets.layouts import WrapLayout

_HEIGHT = 44
_SIDE = 16


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its word and icon; ``tone`` is a colour token (``late``, ``due``, or ``text``)."""

    key: str
    number: int
    words: str
    icon: str
    tone: str = "text"
    known: bool = True
    """Whether it is counted yet; three dots stand in its place until it is."""

    @property
    def figure(self) -> str:
        """What stands there."""
        return str(self.number) if self.known else "…"

    @property
    def spoken(self) -> str:
        """What is read out."""
        return f"{self.number} {self.words}" if self.known else f"{self.words}, being counted"


class _CountButton(QPushButton):
    def __init__(self, count: Count, parent: QWidget) -> None:
        super().__init__(f"{count.figure} {count.words}", parent)
        self.count = count
        self.setAccessibleName(count.spoken)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        wants_ring(self, 2)

    def show_count(self, count: Count) -> None:
        self.count = count
        self.setText(f"{count.figure} {count.words}")
        self.setAccessibleName(count.spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._widths()[2]) + 2 * _SIDE, scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def _widths(self) -> tuple[int, int, float]:
        number = QFontMetrics(font(tokens.PAGE)).horizontalAdvance(self.count.figure)
        words = QFontMetrics(font()).horizontalAdvance(self.count.words)
        return number, words, number + 8 + scaled(tokens.ICON_BUTTON) + 4 + words

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 1, -0.5, -1), tokens.RADIUS - 1, tokens.RADIUS - 1
            )
        number, words, _ = self._widths()
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        left = float(_SIDE)
        painter.setPen(colour("text"))
        painter.setFont(font(tokens.PAGE))
        painter.drawText(QRectF(left, 0, number + 2, self.height()), align, self.count.figure)
        left += number + 8
        side = scaled(tokens.ICON_BUTTON)
        paint_icon(painter, self.count.icon, self.count.tone, left, (self.height() - side) / 2, side)
        left += side + 4
        painter.setPen(colour(self.count.tone))
        painter.setFont(font())
        painter.drawText(QRectF(left, 0, words + 2, self.height()), align, self.count.words)


class _Frame(QWidget):
    """Draws the border around the counts and the lines between those on one line."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        buttons = [child for child in self.findChildren(_CountButton) if child.isVisibleTo(self)]
        for top in sorted({button.y() for button in buttons}):
            line = [button for button in buttons if button.y() == top]
            right = max(button.geometry().right() for button in line) + 1
            area = QRectF(0.5, top + 0.5, right - 0.5, line[0].height() - 1)
            painter.setPen(QPen(colour("control"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, tokens.RADIUS, tokens.RADIUS)
            for button in line[1:]:
                left = button.x() - 0.5
                painter.setPen(QPen(colour("line2"), 1))
                painter.drawLine(
                    QRectF(left, top + 1, 0, 0).topLeft(),
                    QRectF(left, top + line[0].height() - 1, 0, 0).topLeft(),
                )


class CountStrip(QWidget):
    """The strip of numbers.

    Signals:
        opened(str): a number was pressed; carries its key.
    """

    opened = Signal(str)

    def __init__(self, label: str = "What is waiting", parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setAccessibleName(label)
        self._frame: _Frame | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def set_counts(self, counts: Sequence[Count]) -> None:
        """Show numbers, in order."""
        focused = next((button.count.key for button in self.buttons() if button.hasFocus()), "")
        if self._frame is not None:
            self._layout.removeWidget(self._frame)
            self._frame.hide()
            self._frame.deleteLater()
        self._frame = _Frame(self)
        wrap = WrapLayout(1, tokens.SPACE_1)
        for count in counts:
            button = _CountButton(count, self._frame)
            button.clicked.connect(self._pressed)
            wrap.addWidget(button)
            if count.key == focused:
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._frame.setLayout(wrap)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._frame.setSizePolicy(policy)
        self._layout.addWidget(self._frame)

    def set_number(self, key: str, number: int) -> None:
        """Show another number of those that stand there; the keyboard stays where it is."""
        for button in self.buttons():
            if button.count.key == key:
                button.show_count(replace(button.count, number=number, known=True))

    def buttons(self) -> list[_CountButton]:
        """The buttons, in order."""
        return self._frame.findChildren(_CountButton) if self._frame is not None else []

    def _pressed(self) -> None:
        pressed = self.sender()
        assert isinstance(pressed, _CountButton)
        self.opened.emit(pressed.count.key)
