"""The lines of a chronology as rows: short or whole, marked as significant or not, each opening its record."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.records import RecordKind
from safeguard_app.services.chronologies import MOST_IN_COLUMNS, SharedRow, SideBySide
from safeguard_app.services.chronology_views import ChronologyLine, Speed
from safeguard_app.ui.people.word_table import WordTable
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, link
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_OPENS = {
    RecordKind.INCIDENT: "Open {number}",
    RecordKind.DECLARATION: "Open the declaration",
    RecordKind.LOGBOOK_ENTRY: "Open the register entry",
}


class LineCell(QWidget):
    """One line: its heading, what is said, and what can be done with it.

    Signals:
        opened(object, object): open its record; carries the RecordKind and the Reference.
        turned(str): it is shown whole, or short, by hand now; carries its key.
        marked(object, bool): it is significant, or not; carries the ChronologyLine.
    """

    opened = Signal(object, object)
    turned = Signal(str)
    marked = Signal(object, bool)

    def __init__(self, line: ChronologyLine, speed: Speed) -> None:
        """``speed`` says whether it stands whole."""
        super().__init__()
        self.line = line
        self._whole = speed.is_whole(line)
        self.said = TextLabel("", wrap=True)
        self.turn_button = link("")
        self.mark_button = link("Not significant" if line.significant else "Mark as significant")
        word = "not significant" if line.significant else "significant"
        self.mark_button.setAccessibleName(f"Mark as {word}: {line.what}")
        self.turn_button.clicked.connect(self._turn)
        self.mark_button.clicked.connect(partial(self.marked.emit, line, not line.significant))
        head = TextLabel(line.what, tokens.STRONG if line.significant else tokens.BASE, wrap=True)
        marked = [muted(f"{line.marked}.", wrap=True)] if line.marked else []
        acts = wrapped(*self._acts(), space=tokens.SPACE_3, line_space=0)
        self.setLayout(column(head, self.said, *marked, acts, space=1))
        self._show()

    def _acts(self) -> list[QWidget]:
        made: list[QWidget] = []
        words = _OPENS.get(self.line.opens, "").format(number=self.line.number)
        if words:
            opens = link(words)
            opens.setAccessibleName(f"{words}, {self.line.what}")
            opens.clicked.connect(partial(self.opened.emit, self.line.opens, self.line.record))
            made.append(opens)
        if self.line.can_be_shortened:
            made.append(self.turn_button)
        return [*made, self.mark_button]

    def _turn(self) -> None:
        self._whole = not self._whole
        self._show()
        self.turned.emit(self.line.key)

    def _show(self) -> None:
        words = self.line.whole if self._whole else self.line.short
        self.said.setText(words)
        self.said.setVisible(bool(words))
        said = "Shorten" if self._whole else "Show whole"
        self.turn_button.setText(said)
        self.turn_button.setAccessibleName(f"{said}: {self.line.what}")


class LineTable(QWidget):
    """The rows of one chronology, or of several side by side.

    Signals:
        opened(object, object), turned(str), marked(object, object, bool): as of :class:`LineCell`; a mark carries
            first whose chronology it is in, as a Reference.
    """

    opened = Signal(object, object)
    turned = Signal(str)
    marked = Signal(object, object, bool)

    def __init__(self, found: SideBySide, rows: Sequence[SharedRow], speed: Speed, *, columns: bool) -> None:
        """``columns``: one for each of several, where there is room; else whose line it is stands before it."""
        super().__init__()
        self._found = found
        self._speed = speed
        self.cells: list[LineCell] = []
        several = len(found.names) > 1
        self._columns = columns and len(found.names) <= MOST_IN_COLUMNS
        heads: tuple[str, ...] = ("When", "What")
        shares: tuple[int, ...] = (3, 9)
        if several and self._columns:
            heads, shares = ("When", *found.names), (2, *(5 for _ in found.names))
        elif several:
            heads, shares = ("When", "Whose", "What"), (3, 3, 9)
        self.table = WordTable("Chronology", heads, shares)
        self.table.fill([partial(self._row, one) for one in rows])
        self.setLayout(column(self.table, space=0))

    def mark_button(self, key: str) -> Button | None:
        """Where a line is marked; None where it is not made yet."""
        return next((one.mark_button for one in self.cells if one.line.key == key), None)

    def _row(self, row: SharedRow) -> list[QWidget | str]:
        if len(self._found.names) == 1 or not self._columns:
            place = next(place for place, one in enumerate(row.cells) if one is not None)
            whose = [self._found.whose(row)] if len(self._found.names) > 1 else []
            return [row.day, *whose, self._cell(row.first, place)]
        cells = enumerate(row.cells)
        return [row.day, *("" if one is None else self._cell(one, place) for place, one in cells)]

    def _cell(self, line: ChronologyLine, place: int) -> LineCell:
        cell = LineCell(line, self._speed)
        cell.opened.connect(self.opened)
        cell.turned.connect(self.turned)
        cell.marked.connect(partial(self.marked.emit, self._found.chronologies[place].person))
        self.cells.append(cell)
        return cell
