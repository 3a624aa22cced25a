"""The forms of the school: those that come with the program, and its own; where a copy is made, changed, switched."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.form_profiles import FormLine
from safeguard_app.ui.referrals.form_editor import FormEditor
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning, Status
from safeguard_app.ui.widgets.button import Button, ButtonKind, link
from safeguard_app.ui.widgets.data_table import Column, DataTable
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.table_cell import Cell, CellStyle, status_cell
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_HELP = (
    "Your authority’s form changes before ours does. Make a copy of the one that comes nearest, and change what it "
    "asks, in which order and in which words. Ours stay as they are."
)


class FormsPage(ScrollPage):
    """Signals:
    list_asked(): back to all referrals.
    copy_asked(object): make a copy of one of ours; carries its FormLine.
    change_asked(object): change one of the school's own; carries its FormLine.
    blank_asked(object): show one with nothing in it; carries its FormLine.
    switch_asked(object): offer one of the school's own, or offer it no more; carries its FormLine.
    """

    list_asked = Signal()
    copy_asked = Signal(object)
    change_asked = Signal(object)
    blank_asked = Signal(object)
    switch_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__("Forms", parent=parent)
        self.column.setSpacing(tokens.SPACE_3)
        self.list_link = link("All referrals", "chevron-left")
        self.table = DataTable(
            "Forms",
            (
                Column("Form", _title, 0),
                Column("Made", _made, 300, spare=True),
                Column("Asks", _counts, 176, spare=True),
                Column("Offered", _offered, 150),
            ),
            _form,
            two_lines=True,
            fit_rows=True,
        )
        self.copy_button = Button("Make a copy", "plus")
        self.change_button = Button("Change", "pencil")
        self.blank_button = Button("See it blank", "file-text")
        self.switch_button = Button("Switch off")
        self.reason_label = muted("", wrap=True)
        self.editor: FormEditor | None = None
        self._acts = WrapLayout(tokens.SPACE_2, tokens.SPACE_2)
        self._build()
        self.table.row_chosen.connect(self._chosen)
        self.table.row_opened.connect(self._opened)
        self.list_link.clicked.connect(self.list_asked)

    @property
    def line(self) -> FormLine | None:
        """The form that is marked."""
        line = self.table.chosen()
        return line if isinstance(line, FormLine) else None

    def show_lines(self, lines: Sequence[FormLine]) -> None:
        """Show the forms; the marked one stays marked."""
        self.table.set_rows(lines)
        if self.line is None and lines:
            self.table.selectRow(0)
        self._chosen(self.line)

    def open_editor(self, editor: FormEditor) -> None:
        """Put a form to be changed in the place of the list."""
        self.close_editor()
        self.editor = editor
        self._show_list(False)
        self.column.insertWidget(1, editor)
        self.verticalScrollBar().setValue(0)
        editor.focus_first()

    def close_editor(self) -> None:
        """Back to the list."""
        if self.editor is not None:
            editor, self.editor = self.editor, None
            editor.hide()
            editor.deleteLater()
            self._show_list(True)
            self.focus_first()

    def focus_first(self) -> None:
        """Give the keyboard to the list, or to the form that is open."""
        if self.editor is not None:
            self.editor.focus_first()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_list(self, shown: bool) -> None:
        for part in self._list_parts:
            part.setVisible(shown)

    def _chosen(self, line: object) -> None:
        own = isinstance(line, FormLine) and line.own
        offered = isinstance(line, FormLine) and line.offered
        self.copy_button.setVisible(not own)
        self.change_button.setVisible(own)
        self.switch_button.setVisible(own)
        self.switch_button.setText("Switch off" if offered else "Switch on")
        there = isinstance(line, FormLine)
        for button in (self.copy_button, self.blank_button):
            button.setEnabled(there)
        words = (
            [f"Last reason: {line.reason}" if line.reason else "", line.news]
            if isinstance(line, FormLine)
            else []
        )
        self.reason_label.setText("\n".join(part for part in words if part))
        self.reason_label.setVisible(bool(self.reason_label.text()) and self.editor is None)

    def _opened(self, line: object) -> None:
        if isinstance(line, FormLine):
            (self.change_asked if line.own else self.copy_asked).emit(line)

    def _build(self) -> None:
        holder = QWidget()
        holder.setLayout(self._acts)
        heading, words = TextLabel("Forms", tokens.PAGE), muted(_HELP, wrap=True)
        for button, asked in (
            (self.copy_button, self.copy_asked),
            (self.change_button, self.change_asked),
            (self.blank_button, self.blank_asked),
            (self.switch_button, self.switch_asked),
        ):
            self._acts.addWidget(button)
            button.clicked.connect(lambda _checked=False, asked=asked: asked.emit(self.line))
        self.copy_button.set_kind(ButtonKind.FILLED)
        self.change_button.set_kind(ButtonKind.FILLED)
        self._list_parts = (heading, words, holder, self.reason_label, self.table)
        for part in (self.list_link, *self._list_parts):
            self.column.addWidget(part)
        self.column.addStretch(1)


def _form(line: FormLine) -> str:
    return line.form


def _title(line: FormLine) -> Cell:
    return Cell(line.title, line.to, CellStyle.STRONG)


def _made(line: FormLine) -> Cell:
    return Cell(line.made, line.news, CellStyle.MUTED)


def _counts(line: FormLine) -> Cell:
    return Cell(line.counts, style=CellStyle.MUTED)


def _offered(line: FormLine) -> Cell:
    if line.offered:
        return status_cell(Status(Meaning.DONE, "Offered"))
    return Cell("Switched off" if line.own else "Replaced by yours", style=CellStyle.MUTED)
