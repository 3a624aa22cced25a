"""Every register the school keeps: how many entries each has, the newest, and what is due in it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from safeguard_app.services.logbook_views import LogbookRow, Overview
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.data_table import Column, DataTable
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.table_cell import Cell, CellStyle, status_cell
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_HELP = "What the school keeps beside its incidents. Which of them it keeps is set under Settings, Registers."


class OverviewPage(QWidget):
    """The list.

    Signals:
        opened(str): a register was opened; carries its id.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until it was read."""
        super().__init__(parent)
        self.setAccessibleName("Registers")
        self.sentence = muted("", wrap=True)
        self.table = DataTable("Registers", _COLUMNS, _id_of, two_lines=True)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._page = ScrollPage("Registers", margins=(24, 14, 16, 12))
        column = self._page.column
        column.setSpacing(tokens.SPACE_2)
        for part in (TextLabel("Registers", tokens.PAGE), muted(_HELP, wrap=True), self.sentence):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)
        self.table.row_opened.connect(self._opened)

    def show_overview(self, found: Overview) -> None:
        """Show the registers; the one marked stays marked."""
        self.sentence.setText(found.sentence)
        self.table.set_rows(found.rows)
        if found.rows and self.table.chosen() is None:
            self.table.selectRow(0)

    def choose(self, logbook: str) -> None:
        """Mark a register."""
        self.table.choose(logbook)

    def focus_table(self) -> None:
        """Where the keyboard goes."""
        self.table.setFocus()

    def _opened(self, row: object) -> None:
        if isinstance(row, LogbookRow):
            self.opened.emit(row.logbook)


def _id_of(row: LogbookRow) -> str:
    return row.logbook


def _title(row: LogbookRow) -> Cell:
    return Cell(row.title, row.purpose, CellStyle.LINK)


def _entries(row: LogbookRow) -> Cell:
    return Cell(
        f"{row.entries:,}" if row.entries else "none",
        style=CellStyle.PLAIN if row.entries else CellStyle.MUTED,
    )


def _newest(row: LogbookRow) -> Cell:
    return Cell(row.newest)


def _status(row: LogbookRow) -> Cell:
    return status_cell(status_of(row.status)) if row.status.words else Cell("")


_COLUMNS = (
    Column("Register", _title),
    Column("Entries", _entries, 84),
    Column("Newest", _newest, 130),
    Column("Due", _status, 150, wrap=True),
)
