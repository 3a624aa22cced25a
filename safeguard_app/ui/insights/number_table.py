"""The numbers of a chart as a table: each that counts something is a link to its list."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from safeguard_app.services.insights import InsightCell, InsightRow, InsightView
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, link
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.text_label import TextLabel

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class NumberTable(QWidget):
    """Labels at the left, a column for each series.

    Signals:
        opened(int, object): a number was pressed; carries the place of its row and its InsightCell.
    """

    opened = Signal(int, object)

    def __init__(self, view: InsightView, parent: QWidget | None = None) -> None:
        """Show the numbers of ``view``."""
        super().__init__(parent)
        self.setAccessibleName(f"{view.title}: the numbers")
        self.links: list[Button] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_5)
        grid.setVerticalSpacing(tokens.SPACE_1)
        grid.setColumnStretch(len(view.series) + 1, 1)
        self._head(grid, (view.heading, *view.series))
        for place, row in enumerate(view.rows):
            self._row(grid, place, row)

    def _head(self, grid: QGridLayout, titles: Sequence[str]) -> None:
        for column, title in enumerate(titles):
            label = TextLabel(title, tokens.BASE, "muted", wrap=True)
            label.setAlignment(_RIGHT if column else Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label, 0, column)
        grid.addWidget(Line(), 1, 0, 1, len(titles))

    def _row(self, grid: QGridLayout, place: int, row: InsightRow) -> None:
        grid.addWidget(TextLabel(row.label, tokens.BASE, wrap=True), place + 2, 0)
        for column, cell in enumerate(row.cells, 1):
            grid.addWidget(self._number(place, cell), place + 2, column, _RIGHT)

    def _number(self, place: int, cell: InsightCell) -> QWidget:
        if not cell.number:
            nothing = TextLabel("0", tokens.BASE, "muted")
            nothing.setMinimumWidth(tokens.TARGET)
            nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
            return nothing
        made = link(str(cell.number))
        made.setAccessibleName(f"{cell.spoken}. Open the list")
        made.clicked.connect(partial(self.opened.emit, place, cell))
        self.links.append(made)
        return made
