"""A plain table for reading, whose words wrap and are never cut: rows of labels, links and statuses."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.text_label import TextLabel


class WordTable(QWidget):
    """Column heads, a line, and rows with a hairline under each."""

    def __init__(
        self, label: str, heads: Sequence[str], stretches: Sequence[int], parent: QWidget | None = None
    ) -> None:
        """``stretches`` share out the width between the columns."""
        super().__init__(parent)
        self.setAccessibleName(label)
        self._columns = len(heads)
        self._rows = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_3)
        self._grid.setVerticalSpacing(tokens.SPACE_1 + 1)
        for place, (head, stretch) in enumerate(zip(heads, stretches, strict=True)):
            self._grid.setColumnStretch(place, stretch)
            self._grid.addWidget(TextLabel(head, tokens.STRONG, "muted", wrap=True), 0, place)
        self._grid.addWidget(Line("line2"), 1, 0, 1, self._columns)

    def add_row(self, *cells: QWidget | str) -> None:
        """Add a row; a text becomes a label that wraps."""
        line = 2 + 2 * self._rows
        for place, cell in enumerate(cells):
            widget = TextLabel(cell, wrap=True) if isinstance(cell, str) else cell
            self._grid.addWidget(widget, line, place, _align(widget))
        self._grid.addWidget(Line("line"), line + 1, 0, 1, self._columns)
        self._rows += 1

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self._rows


def _align(widget: QWidget) -> Qt.AlignmentFlag:
    """Labels fill their cell; whatever has its own width stands at its left edge."""
    return Qt.AlignmentFlag(0) if isinstance(widget, TextLabel) else Qt.AlignmentFlag.AlignVCenter
