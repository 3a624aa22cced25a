"""Sections and fields of a form in their order, with what can be done with the marked one, by keys or buttons."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from safeguard_app.services.form_faces import OutlineLine
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning, Status
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.data_table import Column, DataTable
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.table_cell import Cell, CellStyle, status_cell
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_HEIGHT = 430
"""A form has ninety lines: they scroll in a place of their own, so that what can be done stays in view."""
KEYS = "Enter changes the marked line, Alt with an arrow moves it, Delete takes it out."


class FormOutline(QWidget):
    """One table.

    Signals:
        opened(object): change a field or a section; carries its OutlineLine.
        moved(int): the marked one is to go up (-1) or down (1).
        taken_out(): the marked one is to leave the form.
        own_field_asked(), offered_field_asked(), section_asked(): something is to be added.
    """

    opened = Signal(object)
    moved = Signal(int)
    taken_out = Signal()
    own_field_asked = Signal()
    offered_field_asked = Signal()
    section_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.table = DataTable(
            "Sections and fields",
            (
                Column("Asks", _asks, 0),
                Column("Filled from", _filled_by, 170, spare=True),
                Column("Answered as", _kind, 190, spare=True),
                Column("Must be answered", _required, 130),
            ),
            _key,
        )
        self.table.setFixedHeight(scaled(_HEIGHT))
        self.whole_label = TextLabel("", wrap=True)
        self.change_button = Button("Change", "pencil")
        self.up_button = Button("Move up", hint="Alt+Up")
        self.down_button = Button("Move down", hint="Alt+Down")
        self.out_button = Button("Take out", hint="Del")
        self.own_button = Button("Add a field of your own", "plus")
        self.offered_button = Button("Add a known field", "plus")
        self.section_button = Button("Add a section", "plus")
        acts = WrapLayout(tokens.SPACE_2, tokens.SPACE_2)
        for button in (self.change_button, self.up_button, self.down_button, self.out_button):
            acts.addWidget(button)
        adds = WrapLayout(tokens.SPACE_2, tokens.SPACE_2)
        for button in (self.own_button, self.offered_button, self.section_button):
            adds.addWidget(button)
        self.setLayout(
            column(adds, muted(KEYS, wrap=True), self.table, self.whole_label, acts, space=tokens.SPACE_2)
        )
        self.table.installEventFilter(self)
        self._connect()

    @property
    def marked(self) -> OutlineLine | None:
        """The line that is marked."""
        line = self.table.chosen()
        return line if isinstance(line, OutlineLine) else None

    @property
    def section(self) -> str:
        """The section in which the marked line stands; the first where none is marked."""
        line = self.marked or next(iter(self.table.model_rows.rows), None)
        return line.section if isinstance(line, OutlineLine) else ""

    def show_lines(self, lines: Sequence[OutlineLine]) -> None:
        """Show the form; the marked line stays marked."""
        self.table.set_rows(lines)
        if self.marked is None and lines:
            self.table.selectRow(0)
        self._say(self.marked)
        there = bool(lines)
        for button in (self.change_button, self.up_button, self.down_button, self.out_button):
            button.setEnabled(there)
        self.own_button.setEnabled(there)
        self.offered_button.setEnabled(there)

    def mark(self, key: str) -> None:
        """Mark a line by its key, as a fault names it."""
        self.table.choose(key)

    def mark_next(self) -> None:
        """Mark the line under the marked one, before that one goes; the one above where it is the last."""
        at, rows = self.table.currentIndex().row(), self.table.model_rows.rowCount()
        if rows > 1:
            self.table.selectRow(at + 1 if at + 1 < rows else at - 1)

    def focus(self) -> None:
        """Give the keyboard to the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Alt with an arrow moves, Delete takes out."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
            return True
        if event.key() == Qt.Key.Key_Delete:
            self.taken_out.emit()
            return True
        return False

    def _connect(self) -> None:
        self.table.row_opened.connect(self.opened)
        self.table.row_chosen.connect(self._say)
        self.change_button.clicked.connect(self._open_marked)
        self.up_button.clicked.connect(lambda: self.moved.emit(-1))
        self.down_button.clicked.connect(lambda: self.moved.emit(1))
        self.out_button.clicked.connect(self.taken_out)
        self.own_button.clicked.connect(self.own_field_asked)
        self.offered_button.clicked.connect(self.offered_field_asked)
        self.section_button.clicked.connect(self.section_asked)

    def _say(self, line: object) -> None:
        """The marked line in full, under the table, whose rows may cut it off."""
        words = ""
        if isinstance(line, OutlineLine):
            words = ". ".join(filter(None, (line.words.rstrip("."), line.fault)))
        self.whole_label.setText(words)
        self.whole_label.setVisible(bool(words))

    def _open_marked(self) -> None:
        if self.marked is not None:
            self.opened.emit(self.marked)


def _key(line: OutlineLine) -> str:
    return line.key


def _asks(line: OutlineLine) -> Cell:
    if line.fault:
        return status_cell(Status(Meaning.LATE, f"{line.words}: {line.fault[:1].lower()}{line.fault[1:]}"))
    return Cell(line.words, style=CellStyle.STRONG if line.is_section else CellStyle.PLAIN)


def _filled_by(line: OutlineLine) -> Cell:
    return Cell(line.filled_by, style=CellStyle.MUTED)


def _kind(line: OutlineLine) -> Cell:
    return Cell(line.kind, style=CellStyle.MUTED)


def _required(line: OutlineLine) -> Cell:
    return Cell("Yes" if line.required else "")
