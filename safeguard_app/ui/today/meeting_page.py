"""The meeting with the Headteacher as one list: tile by tile, gone through by key, and recorded at its end."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.services.head_meetings import MeetingLine, MeetingView
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning, Status
from safeguard_app.ui.today.meeting_form import Key, MeetingForm
from safeguard_app.ui.today.meeting_panel import MeetingPanel
from safeguard_app.ui.widgets.button import small
from safeguard_app.ui.widgets.data_table import Column, DataTable
from safeguard_app.ui.widgets.layouts import row
from safeguard_app.ui.widgets.scroll_page import PageWithPanel, ScrollPage
from safeguard_app.ui.widgets.table_cell import Cell, CellStyle, status_cell
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_LEAST_ROWS = 4
_NOTHING = "When something waits for both of you, it stands here."


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the view, and whether it was marked as looked at."""

    line: MeetingLine
    marked: bool


class MeetingPage(QWidget):
    """Widgets, signals out, setters in.

    Signals:
        left(): back to Today.
        agenda_requested(), take_back_requested(): print the agenda; take the last meeting's record back.
    """

    left = Signal()
    agenda_requested = Signal()
    take_back_requested = Signal()

    def __init__(self, form: MeetingForm, parent: QWidget | None = None) -> None:
        """``form`` is taken over."""
        super().__init__(parent)
        self.setAccessibleName("Meeting")
        self.form = form
        self.panel = MeetingPanel(form)
        self.shown: MeetingView | None = None
        self.only_awaiting = False
        """Whether only what waits for the Headteacher is listed."""
        self.back_link = small("Back to Today", "arrow-left")
        self.all_button = small("", "list")
        self.agenda_button = small("Print agenda", "printer")
        self.heading = TextLabel("", tokens.PAGE, wrap=True)
        self.counts = TextLabel("", tokens.STRONG, wrap=True)
        self.reads = muted("", wrap=True)
        self.last = muted("", wrap=True)
        self.take_back_button = small("Take back the last record", "undo-2")
        self.nothing = muted(_NOTHING, wrap=True)
        self.table = DataTable("What to go through", _COLUMNS, _id_of, two_lines=True)
        self._build()
        self._connect()

    def show_view(self, view: MeetingView) -> None:
        """Show what there is; the item in view stays so where it is among them."""
        self.shown = view
        self.heading.setText(view.title)
        self.reads.setText(view.reads)
        self.last.setText(view.last.words if view.last is not None else "No meeting is recorded yet.")
        self.take_back_button.setVisible(view.last is not None)
        self.agenda_button.setVisible(bool(view.lines))
        self._show_rows()

    def first_focus(self) -> QWidget:
        """Where the keyboard goes: to the list, or to recording a meeting that had nothing to look at."""
        return self.form.present if self.table.isHidden() else self.table

    @property
    def lines(self) -> tuple[MeetingLine, ...]:
        """What is listed now."""
        if self.shown is None:
            return ()
        return tuple(line for line in self.shown.lines if line.awaits or not self.only_awaiting)

    def show_all(self) -> None:
        """List everything again, with the keyboard in the list."""
        self.only_awaiting = False
        self._show_rows()
        self.first_focus().setFocus()

    def walk(self, step: int) -> None:
        """Go on to the next item, or back to the one before."""
        rows = self.table.model_rows
        place = self.table.currentIndex().row() + step
        if 0 <= place < rows.rowCount():
            self.table.selectRow(place)

    def mark(self) -> None:
        """The item in view was looked at: on to the next. Marked already, its mark goes."""
        line = self.panel.line
        if line is None:
            return
        fresh = line.item.key not in self.form.marks.keys
        self.form.marks.toggle(line.item.key)
        if fresh:
            self.walk(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter: looked at."""
        pressed = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if pressed and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.mark()
            return
        super().keyPressEvent(event)

    def _show_rows(self) -> None:
        view = self.shown
        if view is None:
            return
        marked = frozenset(self.form.marks.keys)
        rows = tuple(_Row(line, line.item.key in marked) for line in self.lines)
        self._say_narrowed(view, len(rows))
        self.table.set_rows(rows)
        says_more = any(one.marked or one.line.new for one in rows)
        self.table.leave_out(() if says_more else (_MARK,))
        if rows and self.table.chosen() is None:
            self.table.selectRow(0)
        looked = sum(line.item.key in marked for line in view.lines)
        self.form.counts.setText(f"{looked} of {count_words(len(view.lines), 'item')} looked at.")
        self._chosen(self.table.chosen())

    def _say_narrowed(self, view: MeetingView, listed: int) -> None:
        left_out = len(view.lines) - listed
        waits = (
            f"{count_words(listed, 'item')} {'waits' if listed == 1 else 'wait'}"
            if listed
            else "Nothing waits"
        )
        narrowed = f"{waits} for the {view.head}. {left_out} more to look at together."
        self.counts.setText(narrowed if left_out else view.counts)
        self.all_button.setText(f"Show all, {left_out} more")
        self.all_button.setVisible(bool(left_out))
        self.all_button.updateGeometry()
        self.nothing.setVisible(not view.lines)
        self.table.setVisible(bool(listed))

    def _build(self) -> None:
        page = ScrollPage("Meeting", margins=(24, 14, 16, 12))
        page.column.setSpacing(tokens.SPACE_2)
        page.column.addLayout(
            row(self.back_link, None, wrapped(self.all_button, self.take_back_button, self.agenda_button))
        )
        for part in (self.heading, self.counts, self.reads, self.last):
            page.column.addWidget(part)
        page.column.addWidget(self.table, 1)
        page.column.addWidget(self.nothing)
        page.column.addStretch(0)
        self.nothing.hide()
        self.table.setMinimumHeight(scaled(tokens.TABLE_HEAD + _LEAST_ROWS * tokens.ROW_TWO_LINES + 8))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(PageWithPanel(page, self.panel))

    def _connect(self) -> None:
        self.back_link.clicked.connect(self.left)
        self.all_button.clicked.connect(self.show_all)
        self.agenda_button.clicked.connect(self.agenda_requested)
        self.take_back_button.clicked.connect(self.take_back_requested)
        self.table.row_chosen.connect(self._chosen)
        self.table.row_opened.connect(self._opened)
        self.form.marks.changed.connect(self._show_rows)
        self.panel.looked_requested.connect(self.mark)
        self.panel.next_requested.connect(self._next)
        self.panel.previous_requested.connect(self._previous)
        for keys, act in (("Ctrl+Down", self._next), ("Ctrl+Up", self._previous)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _next(self) -> None:
        self.walk(1)

    def _previous(self) -> None:
        self.walk(-1)

    def _opened(self, _row: object) -> None:
        self.panel.open_requested.emit()

    def _chosen(self, chosen: object) -> None:
        shown = chosen if isinstance(chosen, _Row) else None
        self.panel.show_line(shown.line if shown else None, marked=shown is not None and shown.marked)


def _id_of(one: _Row) -> Key:
    return one.line.item.key


def _tile(one: _Row) -> Cell:
    return Cell(one.line.tile, one.line.looked, CellStyle.MUTED)


def _what(one: _Row) -> Cell:
    item = one.line.item
    return Cell(item.name, item.case, CellStyle.STRONG)


def _about(one: _Row) -> Cell:
    return Cell(one.line.item.text, one.line.item.when)


def _marked(one: _Row) -> Cell:
    if one.marked:
        return status_cell(Status(Meaning.DONE, "Looked at"))
    return status_cell(Status(Meaning.NOTE, "New")) if one.line.new else Cell("")


_MARK = ""
"""The title of the column of marks, which has none: it stands there once something is marked or new."""
_COLUMNS = (
    Column("To go through", _tile, 196),
    Column("Record", _what),
    Column("About", _about),
    Column(_MARK, _marked, 116),
)
