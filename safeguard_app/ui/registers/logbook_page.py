"""One register as at a day: its entries, found by a word, and one in full beside them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.text_rules import folded
from safeguard_app.services.logbook_views import EntryRow, LogbookPage
from safeguard_app.ui.declarations.as_at_bar import AsAtBar
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.registers.entry_panel import EntryPanel
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, small
from safeguard_app.ui.widgets.data_table import Column, DataTable
from safeguard_app.ui.widgets.empty_state import EmptyState
from safeguard_app.ui.widgets.layouts import row
from safeguard_app.ui.widgets.line_field import SearchField
from safeguard_app.ui.widgets.scroll_page import PageWithPanel, ScrollPage
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.table_cell import Cell, CellStyle, status_cell
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_LEAST_ROWS = 4
_NO_MATCH = "Nothing here holds these words."


class LogbookView(QWidget):
    """Widgets, signals out, setters in.

    Signals:
        row_chosen(object): another entry is marked; carries its Reference, or None.
        back_requested(), new_requested(), print_requested(): buttons of the head.
        list_requested(), lists_requested(): bring entries in from a list; the lists that were brought in.
    """

    row_chosen = Signal(object)
    back_requested = Signal()
    new_requested = Signal()
    print_requested = Signal()
    list_requested = Signal()
    lists_requested = Signal()

    def __init__(self, as_at: AsAtBar, parent: QWidget | None = None) -> None:
        """``as_at`` is made with the school's own day and zone."""
        super().__init__(parent)
        self.setAccessibleName("Register")
        self.as_at = as_at
        self.panel = EntryPanel()
        self._shown: LogbookPage | None = None
        self.heading = TextLabel("", tokens.PAGE, wrap=True)
        self.purpose = muted("", wrap=True)
        self.back_button = small("All registers", "arrow-left")
        self.print_button = small("Print this register", "printer")
        self.new_button = small("New entry", "plus")
        self.list_button = small("Bring in from a list ...", "upload")
        self.lists_button = small("Lists brought in ...", "history")
        self.search = SearchField("Find in this register", "Find a name or a word", "Ctrl+F")
        self.search.setMaximumWidth(scaled(320))
        self.counts = muted("", wrap=True)
        self.due = IconWords("clock", "", Meaning.DUE.value)
        self.table = DataTable("Entries", _COLUMNS, _id_of, two_lines=True)
        self._first_button = Button("New entry", "plus")
        self._nothing = EmptyState("clipboard", "Nothing is entered yet", "", self._first_button)
        self._no_match = muted(_NO_MATCH)
        self._build()
        self._connect()

    @property
    def shown(self) -> LogbookPage | None:
        """The register in view."""
        return self._shown

    def show_page(self, page: LogbookPage) -> None:
        """Show the entries of a day; the one marked stays marked where it is among them."""
        if self._shown is None or self._shown.logbook != page.logbook:
            self.search.setText("")
        self._shown = page
        self.setAccessibleName(page.title)
        self.heading.setText(page.title)
        self.purpose.setText(" ".join(part for part in (page.purpose, page.help) if part))
        clauses = f" General list of policies: {page.clauses}." if page.clauses else ""
        self.counts.setText(f"{page.as_at}. {page.counts}{clauses}")
        self.due.setVisible(page.due is not None)
        if page.due is not None:
            shown = status_of(page.due)
            self.due.set_words(shown.icon_name, f"A further entry: {page.due.words}", shown.meaning.value)
        for button in (self.new_button, self._first_button):
            button.setVisible(page.may_enter)
        for button in (self.list_button, self.lists_button):
            button.setVisible(page.takes_lists)
        self._narrow()

    def choose(self, reference: Reference) -> bool:
        """Mark an entry; False when it is not among those shown."""
        return self.table.choose(reference)

    def focus_rows(self) -> None:
        """Where the keyboard goes: to the rows, or to the first act where there are none."""
        target: QWidget = self.table if self.table.isVisibleTo(self) else self._first_button
        target.setFocus()

    def _narrow(self, _text: object = None) -> None:
        if self._shown is None:
            return
        wanted = folded(self.search.text()).split()
        unused = {"Decided"} if not self._shown.decided_label else set()
        if not any(one.review for one in self._shown.rows):
            unused.add("Review")
        self.table.leave_out(unused)
        rows = [one for one in self._shown.rows if all(word in one.sought for word in wanted)]
        self.table.set_rows(rows)
        empty = not self._shown.rows
        self.table.setVisible(bool(rows))
        self._no_match.setVisible(not rows and not empty)
        self._nothing.setVisible(empty and self._shown.is_today)
        self.search.setVisible(not empty)
        if not rows:
            self.row_chosen.emit(None)
        elif self.table.chosen() is None:
            self.table.selectRow(0)

    def _build(self) -> None:
        self._page = ScrollPage("Register", margins=(24, 14, 16, 12))
        column = self._page.column
        column.setSpacing(tokens.SPACE_2)
        acts = (self.lists_button, self.list_button, self.print_button, self.new_button)
        column.addLayout(row(self.back_button, None, wrapped(*acts)))
        column.addWidget(self.heading)
        for part in (self.purpose, self.as_at, self.counts, self.due, self.search, self._no_match):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self._nothing)
        for hidden in (self._nothing, self._no_match, self.due):
            hidden.hide()
        self.table.setMinimumHeight(scaled(tokens.TABLE_HEAD + _LEAST_ROWS * tokens.ROW_TWO_LINES + 8))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(PageWithPanel(self._page, self.panel))

    def _connect(self) -> None:
        self.table.row_chosen.connect(self._chosen)
        self.table.row_opened.connect(self._opened)
        self.back_button.clicked.connect(self.back_requested)
        self.new_button.clicked.connect(self.new_requested)
        self._first_button.clicked.connect(self.new_requested)
        self.print_button.clicked.connect(self.print_requested)
        self.list_button.clicked.connect(self.list_requested)
        self.lists_button.clicked.connect(self.lists_requested)
        self.search.textChanged.connect(self._narrow)

    def _chosen(self, chosen: object) -> None:
        self.row_chosen.emit(chosen.reference if isinstance(chosen, EntryRow) else None)

    def _opened(self, _row: object) -> None:
        """Enter shows the entry where it stands beneath the table in a narrow window."""
        content = self.panel.content()
        if self._page.isAncestorOf(content):
            self._page.scroll_to(content)


def _id_of(one: EntryRow) -> Reference:
    return one.reference


def _name(one: EntryRow) -> Cell:
    return Cell(one.name, one.second, CellStyle.STRONG)


def _dated(one: EntryRow) -> Cell:
    first, _, until = one.dated.partition(" to ")
    return Cell(first, f"to {until}" if until else "")


def _decided(one: EntryRow) -> Cell:
    name, _, day = one.decided.rpartition(", ")
    return Cell(name.partition(", ")[0], day)


def _review(one: EntryRow) -> Cell:
    return Cell(one.review)


def _status(one: EntryRow) -> Cell:
    return status_cell(status_of(one.status))


_COLUMNS = (
    Column("Entry", _name),
    Column("From", _dated, 128),
    Column("Decided", _decided, 150, spare=True),
    Column("Review", _review, 124, spare=True),
    Column("Status", _status, 132, wrap=True),
)
