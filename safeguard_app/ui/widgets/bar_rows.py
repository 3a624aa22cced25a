"""A few numbers as bars, each with its label and figure: "Open incidents by age"."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.focus_ring import wants_ring

_ROW = 24
_BAR = 8


class _Opener(QPushButton):
    """One row to press: its bar is painted beneath it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        wants_ring(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing of its own."""


class BarRows(QWidget):
    """Rows of (words, number), each a button; the figures are in the accessible description too.

    Signals:
        opened(str): a row that counts something was pressed; carries its words.
    """

    opened = Signal(str)

    def __init__(
        self, label: str, rows: Sequence[tuple[str, int]] = (), parent: QWidget | None = None
    ) -> None:
        """``label`` says what is counted."""
        super().__init__(parent)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rows: tuple[tuple[str, int], ...] = ()
        self.buttons: list[QPushButton] = []
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[tuple[str, int]]) -> None:
        """Show other numbers."""
        self._rows = tuple(rows)
        self.setAccessibleDescription("; ".join(f"{words}: {number}" for words, number in rows))
        while len(self.buttons) < len(self._rows):
            button = _Opener(self)
            button.clicked.connect(partial(self._pressed, len(self.buttons)))
            self.buttons.append(button)
        for place, opener in enumerate(self.buttons):
            words, number = self._rows[place] if place < len(self._rows) else ("", 0)
            opener.setAccessibleName(f"{words}: {number}")
            opener.setEnabled(number > 0)
            opener.setVisible(place < len(self._rows))
        self._place()
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons lie over their rows."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        height = scaled(_ROW)
        for place, button in enumerate(self.buttons):
            button.setGeometry(0, place * height, self.width(), height)

    def _pressed(self, place: int, _checked: bool = False) -> None:
        self.opened.emit(self._rows[place][0])

    def sizeHint(self) -> QSize:
        """One row of 24 for each number."""
        return QSize(scaled(200), scaled(_ROW) * len(self._rows))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words, bar, figure."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font())
        metrics = QFontMetrics(font())
        words_wide = max((metrics.horizontalAdvance(words) for words, _ in self._rows), default=0) + 16
        figure_wide = (
            max((metrics.horizontalAdvance(str(number)) for _, number in self._rows), default=0) + 16
        )
        most = max((number for _, number in self._rows), default=0) or 1
        height = scaled(_ROW)
        for place, (words, number) in enumerate(self._rows):
            area = QRect(0, place * height, self.width(), height)
            painter.setPen(colour("text"))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(number))
            room = self.width() - words_wide - figure_wide
            bar = QRectF(words_wide, area.center().y() - _BAR / 2 + 1, room, _BAR)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("line"))
            painter.drawRoundedRect(bar, 2, 2)
            painter.setBrush(colour("note"))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), room * number / most, _BAR), 2, 2)
