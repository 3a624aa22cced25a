"""The left rail: the pages, how much waits on each, and Settings at the foot."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.focus_ring import wants_ring
from safeguard_app.ui.theme.icons import paint_icon

_LEFT = 16
_ICON_GAP = 12
_RIGHT = 13
_MOST = 0.22
"""Share of the window's width from which icons stand alone."""


class _Entry(QPushButton):
    def __init__(self, page: PageKey, parent: QWidget) -> None:
        super().__init__(page.words, parent)
        self.page = page
        self._count = 0
        self.compact = False
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(page.words)
        wants_ring(self, 4)

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self.page.words}, {count} waiting" if count else self.page.words)
        self.update()

    def sizeHint(self) -> QSize:
        if self.compact:
            return QSize(scaled(tokens.ICON_RAIL) + 2 * _LEFT, scaled(tokens.RAIL_ROW))
        metrics = QFontMetrics(font(strong=True))
        wide = _LEFT + scaled(tokens.ICON_RAIL) + _ICON_GAP + metrics.horizontalAdvance(self.page.words)
        return QSize(wide + metrics.horizontalAdvance("  0") + _RIGHT, scaled(tokens.RAIL_ROW))

    def minimumSizeHint(self) -> QSize:
        low = max(tokens.TARGET, QFontMetrics(font(strong=True)).height() + 4)
        return QSize(self.sizeHint().width(), low)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        current = self.isChecked()
        if current or self.underMouse():
            painter.fillRect(self.rect(), colour("tint" if current else "hover"))
        if current:
            painter.fillRect(QRect(0, 0, 3, self.height()), colour("accent"))
        side = scaled(tokens.ICON_RAIL)
        ink = "disabled" if not self.isEnabled() else "accent" if current else "text"
        paint_icon(painter, self.page.icon, ink, _LEFT, (self.height() - side) / 2, side)
        if self.compact:
            return
        left = _LEFT + side + _ICON_GAP
        area = QRect(left, 0, self.width() - left - _RIGHT, self.height())
        painter.setPen(colour("text" if self.isEnabled() else "disabled"))
        painter.setFont(font(strong=current))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.page.words)
        if self._count:
            painter.setPen(colour("muted"))
            painter.setFont(font())
            painter.drawText(
                area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(self._count)
            )


class Rail(QFrame):
    """The rail.

    Signals:
        chosen(object): a page was pressed; carries its PageKey.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """All pages, none current."""
        super().__init__(parent)
        self.setProperty("ground", "rail")
        self.setAccessibleName("Pages")
        self._entries: dict[PageKey, _Entry] = {}
        self._group = QButtonGroup(self)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 8, 1, 8)
        layout.setSpacing(0)
        for page in PageKey:
            if page is PageKey.SETTINGS:
                layout.addStretch(1)
            entry = _Entry(page, self)
            entry.clicked.connect(self._pressed)
            self._entries[page] = entry
            self._group.addButton(entry)
            layout.addWidget(entry)
        self._scroll_inside(inner)
        self._compact = False
        self.fit(tokens.NARROW_WINDOW)

    def set_current(self, page: PageKey) -> None:
        """Mark a page."""
        self._entries[page].setChecked(True)

    def set_counts(self, counts: Mapping[PageKey, int]) -> None:
        """Show how much waits; a page left out shows nothing."""
        for page, entry in self._entries.items():
            entry.set_count(counts.get(page, 0))

    def fit(self, window_width: int) -> None:
        """Take the width that goes with the window: icons alone where words would take a third of it."""
        least = tokens.RAIL_WIDTH if window_width >= tokens.NARROW_WINDOW else tokens.RAIL_WIDTH_NARROW
        self._set_compact(compact=False)
        wide = max(least, *(entry.sizeHint().width() for entry in self._entries.values()))
        if wide > window_width * _MOST:
            self._set_compact(compact=True)
            wide = next(iter(self._entries.values())).sizeHint().width()
        self.setFixedWidth(wide)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line at the right."""
        super().paintEvent(event)
        QPainter(self).fillRect(self.width() - 1, 0, 1, self.height(), colour("line"))

    def _scroll_inside(self, inner: QWidget) -> None:
        """Very large text on a low window: the pages scroll rather than being cut."""
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        inner.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _set_compact(self, *, compact: bool) -> None:
        if compact == self._compact:
            return
        self._compact = compact
        for entry in self._entries.values():
            entry.compact = compact
            entry.setToolTip(entry.page.words if compact else "")
            entry.updateGeometry()
            entry.update()

    def _pressed(self) -> None:
        entry = self.sender()
        assert isinstance(entry, _Entry)
        self.chosen.emit(entry.page)
