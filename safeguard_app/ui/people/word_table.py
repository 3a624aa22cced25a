"""A plain table for reading, whose words wrap and are never cut: rows of labels, links and statuses."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import small
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.text_label import TextLabel

Cells = Callable[[], Sequence[QWidget | str]]
"""Makes the cells of one row, once it is its turn."""
MOST_SHOWN = 60
"""Rows of a long table that stand there at first; whoever wants more asks for so many again."""
_AT_ONCE = 10
"""Rows made in one go: every cell is a widget, and five hundred of them hold the window for half a second."""
_AFTER_PAINTING_MS = 20


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
        self._all: Sequence[Cells] = ()
        self._limit = MOST_SHOWN
        self._asked = False
        self.more_button = small("")
        self.more_button.hide()
        self.more_button.clicked.connect(self._show_more)
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

    def fill(self, rows: Sequence[Cells], standing: int = 0) -> None:
        """Put in what may be hundreds of rows: a portion now, the others after each painting, as far as they go.

        ``standing`` rows are wanted at once, as many as stood there before: whoever reads one does not lose the place.
        """
        self._all = rows
        self._limit = max(MOST_SHOWN, standing)
        self._add_portion(max(_AT_ONCE, standing))
        self._go_on_later()

    def showEvent(self, event: QShowEvent) -> None:
        """What is left is made once the page is in view, whether or not anything of it is in sight to paint."""
        super().showEvent(event)
        self._go_on_later()

    def _go_on_later(self) -> None:
        if self._waits and not self._asked:
            self._asked = True
            QTimer.singleShot(_AFTER_PAINTING_MS, self, self._go_on)

    def _go_on(self) -> None:
        self._asked = False
        if self._waits and self.isVisible():
            self._add_portion()
            self._go_on_later()

    @property
    def _waits(self) -> bool:
        return self._rows < min(self._limit, len(self._all))

    def _add_portion(self, count: int = _AT_ONCE) -> None:
        end = min(self._limit, len(self._all), self._rows + count)
        for cells in self._all[self._rows : end]:
            self.add_row(*cells())
        left = len(self._all) - self._rows
        shown = left > 0 and not self._waits
        if shown:
            some = min(left, MOST_SHOWN)
            self.more_button.setText(
                f"Show {some} more of {left:,}" if left > some else f"Show the other {left}"
            )
            place = Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(self.more_button, 2 + 2 * self._rows, 0, 1, self._columns, place)
        self.more_button.setVisible(shown)

    def _show_more(self) -> None:
        first = 2 + 2 * self._rows
        self._grid.removeWidget(self.more_button)
        self._limit += MOST_SHOWN
        self._add_portion()
        self._go_on_later()
        self._focus_row(first)

    def _focus_row(self, line: int) -> None:
        """The keyboard goes to the first thing of a row that takes it."""
        cells = (self._grid.itemAtPosition(line, place) for place in range(self._columns))
        widgets = [widget for cell in cells if cell is not None and (widget := cell.widget()) is not None]
        for widget in widgets:
            widget.show()  # what is not in view yet takes no keyboard
        inside = [one for widget in widgets for one in (widget, *widget.findChildren(QWidget))]
        target = next((one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self._rows


def _align(widget: QWidget) -> Qt.AlignmentFlag:
    """Labels fill their cell; whatever has its own width stands at its left edge."""
    return Qt.AlignmentFlag(0) if isinstance(widget, TextLabel) else Qt.AlignmentFlag.AlignVCenter
