"""A few numbers as bars, each with its label and figure: "Open incidents by age"."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeguard_app.ui.theme.current import colour, font, scaled

_ROW = 24
_BAR = 8


class BarRows(QWidget):
    """Rows of (words, number); the figures are in the accessible description too."""

    def __init__(
        self, label: str, rows: Sequence[tuple[str, int]] = (), parent: QWidget | None = None
    ) -> None:
        """``label`` says what is counted."""
        super().__init__(parent)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rows: tuple[tuple[str, int], ...] = ()
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[tuple[str, int]]) -> None:
        """Show other numbers."""
        self._rows = tuple(rows)
        self.setAccessibleDescription("; ".join(f"{words}: {number}" for words, number in rows))
        self.updateGeometry()
        self.update()

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
