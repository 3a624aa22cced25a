"""Everything that ever went out, in one list: found by words, kind and part, opened, and printed part by part."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services.outgoing_register import KIND_WORDS, WentAs, WentLine, WentOut, filtered
from safeguard_app.services.paper_views import OutgoingPaper
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.data_table import Column, DataTable
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.line_field import SearchField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.table_cell import Cell, CellStyle
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_PAUSE_MS = 150
_LEAST_TABLE = 180
_SEARCH = 330


class RegisterSheet(ModalSheet):
    """Signals:
    line_opened(object): a line was opened; carries the WentLine.
    print_asked(object): print the list of the part that is chosen; carries the OutgoingPaper.
    """

    line_opened = Signal(object)
    print_asked = Signal(object)

    def __init__(self, found: WentOut, text: str = "") -> None:
        """Show everything, newest first, or what holds ``text``, such as a case number."""
        super().__init__("What went out", cancel_words="Close", fills_window=True)
        self._found = found
        self.search = SearchField("Find in what went out", "Find by case, recipient, document or word")
        parts = [(None, "Every part"), *found.parts] if len(found.parts) > 1 else list(found.parts)
        self.part_box = ChoiceBox("Part of the log", parts)
        self.kind_box = ChoiceBox("Kind", [(None, "Everything"), *KIND_WORDS.items()])
        self.counted = muted("")
        self.table = DataTable(
            "What went out, newest first",
            (
                Column("When", _when, 128),
                Column("What", _what, 250),
                Column("To, and what for", _to, 230),
                Column("How", _how),
                Column("Record", _record, 110),
            ),
            _key,
            two_lines=True,
        )
        self.table.setMinimumHeight(_LEAST_TABLE)
        self.nothing = TextLabel("Nothing went out that this finds.", tokens.READ, wrap=True)
        self.detail = TextLabel("", wrap=True)
        self.print_button = filled("Print this list", "printer")
        self.open_button = Button("Open", "folder-open")
        self.close_button = Button("Close")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._build()
        self._connect()
        self.search.setText(text)
        self._show()

    def first_focus(self) -> QWidget:
        """What is looked for."""
        return self.search

    def shown(self) -> tuple[WentLine, ...]:
        """The lines in view."""
        kind, part = self.kind_box.value(), self.part_box.value()
        return filtered(
            self._found,
            text=self.search.text(),
            kind=kind if isinstance(kind, WentAs) else None,
            part=part if isinstance(part, Compartment) else None,
        )

    def _build(self) -> None:
        filters = QWidget()
        filters.setAccessibleName("Which of them")
        wrap = WrapLayout()
        self.search.setMinimumWidth(scaled(_SEARCH))
        self.part_box.setMaximumWidth(scaled(_SEARCH))
        for box in (self.search, self.kind_box, self.part_box):
            wrap.addWidget(box)
        filters.setLayout(wrap)
        for row in (filters, self.counted, self.nothing):
            self.body.addWidget(row)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.detail)
        self.footer.addWidget(self.print_button)
        self.footer.addWidget(self.open_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.close_button)

    def _connect(self) -> None:
        self.search.answered.connect(self._typed)
        self._pause.timeout.connect(self._show)
        for box in (self.kind_box, self.part_box):
            box.chosen.connect(self._chosen)
        self.table.row_chosen.connect(self._marked)
        self.table.row_opened.connect(self._opened)
        self.open_button.clicked.connect(self._open)
        self.print_button.clicked.connect(self._print)
        self.close_button.clicked.connect(self.reject)

    def _typed(self, _text: str) -> None:
        self._pause.start()

    def _chosen(self, _value: object) -> None:
        self._show()

    def _show(self) -> None:
        lines = self.shown()
        self.table.set_rows(lines)
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        many = self.part_box.value() is None
        count = f"{len(lines):,} {'entry' if len(lines) == 1 else 'entries'}"
        self.counted.setText(f"{count}. Choose one part of the log to print its list." if many else count)
        self.print_button.setEnabled(not many)
        if lines:
            self.table.selectRow(0)
        self._marked(self.table.chosen() if lines else None)

    def _marked(self, line: object) -> None:
        """What of a line has no room in the table stands beneath it."""
        self.open_button.setEnabled(isinstance(line, WentLine) and _opens(line))
        if not isinstance(line, WentLine):
            self.detail.setText("")
            return
        receipt = f"Receipt: {line.receipt}" if line.receipt else ""
        basis = f"Basis: {line.basis}" if line.basis else ""
        to = f"To {line.to}" if line.to and line.kind is not WentAs.DOCUMENT else line.to
        purpose = f"For: {line.purpose}" if line.purpose else ""
        words = (line.what, to, purpose, basis, line.how, line.checked, receipt)
        self.detail.setText(". ".join(part.rstrip(".") for part in words if part) + ".")

    def _opened(self, line: object) -> None:
        if isinstance(line, WentLine) and _opens(line):
            self.line_opened.emit(line)

    def _open(self) -> None:
        self._opened(self.table.chosen())

    def _print(self) -> None:
        part, kind = self.part_box.value(), self.kind_box.value()
        if isinstance(part, Compartment):
            code = kind.value if isinstance(kind, WentAs) else None
            self.print_asked.emit(OutgoingPaper(part, self.search.text().strip(), code))


def _opens(line: WentLine) -> bool:
    return line.sharing is not None or line.document is not None or line.record is not None


def _key(line: WentLine) -> str:
    return line.key


def _when(line: WentLine) -> Cell:
    day, _, time = line.when.partition(", ")
    return Cell(day, time)


def _what(line: WentLine) -> Cell:
    return Cell(line.what, KIND_WORDS[line.kind], CellStyle.STRONG)


def _to(line: WentLine) -> Cell:
    return Cell(line.to or "Nobody noted", line.purpose)


def _how(line: WentLine) -> Cell:
    return Cell(line.how, (line.receipt and f"Receipt: {line.receipt}") or line.checked)


def _record(line: WentLine) -> Cell:
    return Cell(line.record_words)
