"""What is about to be taken in, by name and unread: files can still be left out, each by its own answer.

One answer to the question covers the whole list, so the list is shown with it, and what turns out not to fit that
answer is taken out before the rest goes in (thirty identical questions would only train people to press No).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.evidence import Way
from safeguard_app.domain.text_rules import display_file_name
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.data_table import Column, DataTable
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.table_cell import Cell
from safeguard_app.ui.widgets.text_label import muted

_MOST_ROWS = 8
"""Rows shown at once; a longer list scrolls."""
_WAYS = {
    Way.FILE: "chosen",
    Way.DROP: "dropped",
    Way.PASTE: "pasted",
    Way.TYPED: "typed here",
    Way.CAPTURE: "captured",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One thing on its way in: a path that was not read yet, or content that is in memory already."""

    way: Way
    path: Path | None = None
    content: bytes = b""
    name: str = ""
    captured_at: datetime | None = None
    said: str = ""
    """What the program itself can say of how it was captured."""

    @property
    def words(self) -> str:
        """As the list names it; a file's own name is shown with what it hides."""
        return display_file_name(self.path.name) if self.path is not None else self.name


class BatchList(QWidget):
    """The list, and what can be done with the marked line.

    Signals:
        left_out(object): not wanted; carries the Source.
        doubted(object): it might show what must not be kept, or was not seen; carries the Source.
    """

    left_out = Signal(object)
    doubted = Signal(object)

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.says = muted("", wrap=True)
        self.table = DataTable(
            "What will be taken in",
            (
                Column("Name", lambda one: Cell(one.words)),
                Column("How", lambda one: Cell(_WAYS[one.way]), 120),
            ),
            id_of=lambda one: (one.way, one.path, one.name),
        )
        self.out_button = Button("Leave it out", hint="Del", small=True)
        self.doubt_button = Button("Might show one, or not seen", hint="N", small=True)
        acts = WrapLayout()
        acts.addWidget(self.out_button)
        acts.addWidget(self.doubt_button)
        self.setLayout(column(self.table, self.says, acts))
        self.table.installEventFilter(self)
        self.out_button.clicked.connect(self._leave_out)
        self.doubt_button.clicked.connect(self._doubt)
        self.show_sources(())

    def show_sources(self, sources: Sequence[Source], first: str = "") -> None:
        """List these, and say what the answer covers; ``first`` says what just happened with them."""
        self.table.set_rows(sources)
        shown = min(max(len(sources), 1), _MOST_ROWS)
        self.table.setFixedHeight(shown * self.table.row_height + scaled(30))
        covered = "this" if len(sources) == 1 else f"all {count_words(len(sources), 'file')}"
        lead = f"{first} " if first else ""
        self.says.setText(
            f"{lead}Your answer covers {covered}: none shows a nude, semi-nude or sexual image of anyone under 18, "
            "and you have seen all of it. Take out what you are not sure of: the rest goes in."
        )
        if sources and self.table.chosen() is None:
            self.table.selectRow(0)
        self.setVisible(bool(sources))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Delete leaves the marked line out, N says that it was not seen or might show one: before the table hears."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        acts = {Qt.Key.Key_Delete.value: self._leave_out, Qt.Key.Key_N.value: self._doubt}
        act = acts.get(event.key())
        if act is not None:
            act()
        return act is not None

    def _leave_out(self) -> None:
        chosen = self.table.chosen()
        if chosen is not None:
            self.left_out.emit(chosen)

    def _doubt(self) -> None:
        chosen = self.table.chosen()
        if chosen is not None:
            self.doubted.emit(chosen)
