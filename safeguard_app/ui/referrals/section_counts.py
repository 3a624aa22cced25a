"""The sections of a form with their counts, two beside each other: each opens its fields."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from safeguard_app.services.referral_views import SectionView
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.focus_ring import wants_ring
from safeguard_app.ui.theme.icons import paint_icon

_GAP = 24


class SectionRow(QAbstractButton):
    """One section: mark, title, count."""

    def __init__(self, section: SectionView, parent: QWidget | None = None) -> None:
        """Show a section."""
        super().__init__(parent)
        self.section = section
        self._due = section.status.meaning is StatusMeaning.DUE
        state = "something empty" if self._due else "nothing empty"
        self.setText(section.title)
        self.setAccessibleName(f"{section.title}, {section.count} answered, {state}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        wants_ring(self, 2)

    def sizeHint(self) -> QSize:
        """One line, as wide as its words."""
        metrics = QFontMetrics(font())
        wide = self._indent() + metrics.horizontalAdvance(self.text()) + self._count_width() + 16
        return QSize(wide, scaled(30))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough to wrap the title."""
        return QSize(self._indent() + scaled(80) + self._count_width(), scaled(30))

    def hasHeightForWidth(self) -> bool:
        """Long titles wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Lines of the title at a width."""
        return max(scaled(30), self._words_height(width) + 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line above, then mark, title and count."""
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), colour("hover"))
        painter.fillRect(0, 0, self.width(), 1, colour("line"))
        side = scaled(tokens.ICON_BUTTON)
        top = (scaled(30) - side) / 2
        paint_icon(painter, "clock" if self._due else "check", "due" if self._due else "text", 0, top, side)
        painter.setFont(font())
        painter.setPen(colour("text"))
        words = QRect(self._indent(), 6, self._room(self.width()), self.height() - 8)
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), self.text())
        painter.setPen(colour("muted"))
        count = QRect(self.width() - self._count_width() - 4, 0, self._count_width() + 2, scaled(30))
        painter.drawText(
            count, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self.section.count
        )

    def _indent(self) -> int:
        return scaled(tokens.ICON_BUTTON) + 10

    def _count_width(self) -> int:
        return QFontMetrics(font()).horizontalAdvance(self.section.count) + 8

    def _room(self, width: int) -> int:
        return max(1, width - self._indent() - self._count_width() - 8)

    def _words_height(self, width: int) -> int:
        room = QRect(0, 0, self._room(width), 10_000)
        return QFontMetrics(font()).boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text()).height()


class SectionCounts(QWidget):
    """Signals:
    section_asked(str): a section was pressed; carries its id.
    """

    section_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.rows: list[SectionRow] = []
        self._columns = 2
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(0)

    def show_sections(self, sections: Sequence[SectionView]) -> None:
        """Show sections in the form's order, across."""
        for old in self.rows:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [SectionRow(section) for section in sections]
        for section_row in self.rows:
            section_row.clicked.connect(partial(self._pressed, section_row.section.id))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two do not fit."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Text grew or shrank."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_grid"):
            self._fit()

    def _fit(self) -> None:
        columns = 2 if self.width() >= scaled(440) else 1
        if columns != self._columns:
            self._columns = columns
            self._place()

    def _place(self) -> None:
        for place, section_row in enumerate(self.rows):
            self._grid.addWidget(section_row, place // self._columns, place % self._columns)
        for place in range(2):
            self._grid.setColumnStretch(place, 1 if place < self._columns else 0)
        self._grid.setHorizontalSpacing(_GAP if self._columns > 1 else 0)

    def _pressed(self, section: str, _checked: bool = False) -> None:
        self.section_asked.emit(section)
