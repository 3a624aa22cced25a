"""The register as at a day: which declarations there are, how each stands, and one in full beside it."""

from collections import Counter
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from safeguard_app.domain.date_words import WEEKDAYS
from safeguard_app.domain.identifiers import Reference, UserId
from safeguard_app.services.chair_signing import ChairWaits
from safeguard_app.services.declaration_views import Queue, Register, RegisterRow
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.declarations.as_at_bar import AsAtBar
from safeguard_app.ui.declarations.detail_panel import DetailPanel
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, ButtonKind, small
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.data_table import Column, DataTable
from safeguard_app.ui.widgets.empty_state import EmptyState
from safeguard_app.ui.widgets.layouts import row
from safeguard_app.ui.widgets.scroll_page import PageWithPanel, ScrollPage
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.table_cell import Cell, CellStyle, status_cell
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_LEAST_ROWS = 4
"""Rows in view however low the window; the rest is scrolled to, and the panel stands beneath."""
_PUPIL = "Pupil, "
"""Said by the column already."""
_EVERY_KIND = "all"
QUESTIONS = "Questions to ask"
"""Whom to ask whether they are related; how many there are goes on after it."""


class ToLookAt(Enum):
    """Parts of the register that Today counts."""

    REVIEWS = "To review"
    ASKS = "To ask about"

    def holds(self, row: RegisterRow) -> bool:
        """Whether a declaration is among them."""
        return row.to_review if self is ToLookAt.REVIEWS else row.to_ask


_DAY_NAMES = frozenset(day[:3] for day in WEEKDAYS)
_TEACHES = (
    "A family relationship or another connection is entered here when the adult declares it, then each step as it"
    " happens: discussed, acknowledged, reviewed, ended. A contact is checked against it."
)


class RegisterPage(QWidget):
    """Widgets, signals out, setters in.

    Signals:
        row_chosen(object): another declaration is marked; carries its Reference, or None.
        new_requested(), print_requested(), queue_requested(), drive_requested(), questions_requested(): buttons of the
            head.
        chair_requested(object): the Chair signs here; carries their UserId.
    """

    row_chosen = Signal(object)
    new_requested = Signal()
    print_requested = Signal()
    queue_requested = Signal()
    drive_requested = Signal()
    chair_requested = Signal(object)
    questions_requested = Signal()

    def __init__(self, as_at: AsAtBar, parent: QWidget | None = None) -> None:
        """``as_at`` is made with the school's own day and zone."""
        super().__init__(parent)
        self.setAccessibleName("Declarations")
        self.as_at = as_at
        self.panel = DetailPanel()
        self.print_button = small("Print this register", "printer")
        self.drive_button = small("Declaration drive", "send")
        self.questions_button = small(QUESTIONS, "circle-question-mark")
        self.new_button = small("New declaration", "plus")
        self.queue_words = IconWords("clock", "", Meaning.DUE.value)
        self.queue_button = Button("Go through them", "list-checks")
        self._queue_line = wrapped(self.queue_words, self.queue_button)
        self.chair_words = IconWords("clock", "", Meaning.DUE.value)
        self.chair_button = Button("Sign here", "signature")
        self._chair_line = wrapped(self.chair_words, self.chair_button)
        self._chair: UserId | None = None
        self.counts = muted("", wrap=True)
        self.kinds = ChoiceBox("Which part of the register", [(_EVERY_KIND, "All parts of the register")])
        self._register: Register | None = None
        self.completeness = IconWords("info", "", Meaning.NOTE.value)
        self.table = DataTable("Register of declarations", _COLUMNS, _id_of, two_lines=True)
        self._none_left = muted("None is left of these. Choose another part of the register.", wrap=True)
        self._first_button = Button("New declaration", "plus")
        self._nothing = EmptyState("handshake", "Nothing is declared yet", _TEACHES, self._first_button)
        self._build()
        self._connect()

    def show_register(self, register: Register) -> None:
        """Show the rows of a day; the one marked stays marked where it is among them."""
        self.counts.setText(f"{register.as_at}. {register.counts}")
        due = "not yet complete" in register.completeness
        meaning = Meaning.DUE if due else Meaning.NOTE
        self.completeness.set_words(meaning.icon, register.completeness, meaning.value)
        self._register = register
        self._offer_kinds(register)
        self._show_rows()

    def _offer_kinds(self, register: Register) -> None:
        """Each kind of declaration has its own part; offered are those of which there is any."""
        kept = self.kinds.value()
        counted = Counter(row.heading for row in register.rows)
        looked = {part: sum(map(part.holds, register.rows)) for part in ToLookAt}
        offered = {part: f"{part.value} ({count})" for part, count in looked.items() if count or part is kept}
        choices: list[tuple[object, str]] = [
            (_EVERY_KIND, "All parts of the register"),
            *offered.items(),
            *((heading, f"{heading} ({count})") for heading, count in counted.items()),
        ]
        self.kinds.set_choices(choices)
        self.kinds.set_value(kept)  # where it is not offered any more, the first is chosen: all
        self.kinds.setVisible(len(counted) > 1 or bool(offered))

    def _show_rows(self, _kind: object = None) -> None:
        register = self._register
        if register is None:
            return
        rows = tuple(filter(self._is_shown, register.rows))
        self.table.set_rows(rows)
        empty = not rows
        self.table.setVisible(not empty)
        self._nothing.setVisible(not register.rows and register.is_today)
        self._none_left.setVisible(empty and bool(register.rows))
        if empty:
            self.row_chosen.emit(None)
        elif self.table.chosen() is None:
            self.table.selectRow(0)

    def _is_shown(self, row: RegisterRow) -> bool:
        kind = self.kinds.value()
        return kind.holds(row) if isinstance(kind, ToLookAt) else kind in (_EVERY_KIND, row.heading)

    def show_only(self, part: ToLookAt) -> None:
        """Show what Today counts, of today: the register is read again by whoever asks this."""
        self.as_at.show_today()
        if self.kinds.value() is not part:
            self.kinds.set_choices([(part, part.value), (_EVERY_KIND, "All parts of the register")])
        self._show_rows()

    def show_questions(self, count: int) -> None:
        """Say how many pairs of people are to be asked about."""
        self.questions_button.setText(f"{QUESTIONS} ({count})" if count else QUESTIONS)
        self.questions_button.updateGeometry()

    def show_queue(self, queue: Queue) -> None:
        """Say what waits for a decision; filled for whoever may decide some of it."""
        self.queue_words.set_words("clock", queue.sentence, Meaning.DUE.value)
        self.queue_button.setText("Go through them" if queue.mine else "See what waits")
        self.queue_button.set_kind(ButtonKind.FILLED if queue.mine else ButtonKind.OUTLINED)
        self._queue_line.setVisible(bool(queue.items))

    def show_chair(self, waits: object) -> None:
        """Say what waits for the Chair, where the Chair signs with an account of their own."""
        assert waits is None or isinstance(waits, ChairWaits)
        self._chair = waits.signer if waits is not None else None
        self.chair_words.set_words("clock", waits.sentence if waits is not None else "", Meaning.DUE.value)
        self._chair_line.setVisible(waits is not None)

    def choose(self, reference: Reference) -> bool:
        """Mark a declaration, whichever part of the register is in view; False when it is not in that day's."""
        shown = self._register.rows if self._register is not None else ()
        if any(row.reference == reference for row in shown) and not self.table.choose(reference):
            self.kinds.set_value(_EVERY_KIND)
            self._show_rows()
        return self.table.choose(reference)

    def _build(self) -> None:
        self._page = ScrollPage("Register", margins=(24, 14, 16, 12))
        column = self._page.column
        column.setSpacing(tokens.SPACE_2)
        column.addLayout(
            row(
                TextLabel("Declarations", tokens.PAGE),
                None,
                wrapped(self.questions_button, self.drive_button, self.print_button, self.new_button),
            )
        )
        which = wrapped(self.kinds, self.counts, space=tokens.SPACE_3)
        for part in (self._queue_line, self._chair_line, self.as_at, which, self.completeness):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self._nothing)
        column.addWidget(self._none_left)
        self._nothing.hide()
        self._none_left.hide()
        self._queue_line.hide()
        self._chair_line.hide()
        self.table.setMinimumHeight(scaled(tokens.TABLE_HEAD + _LEAST_ROWS * tokens.ROW_TWO_LINES + 8))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(PageWithPanel(self._page, self.panel))

    def _connect(self) -> None:
        self.table.row_chosen.connect(self._chosen)
        self.kinds.chosen.connect(self._show_rows)
        self.table.row_opened.connect(self._opened)
        self.new_button.clicked.connect(self.new_requested)
        self._first_button.clicked.connect(self.new_requested)
        self.print_button.clicked.connect(self.print_requested)
        self.drive_button.clicked.connect(self.drive_requested)
        self.questions_button.clicked.connect(self.questions_requested)
        self.queue_button.clicked.connect(self.queue_requested)
        self.chair_button.clicked.connect(lambda: self.chair_requested.emit(self._chair))

    def focus_register(self) -> None:
        """Where the keyboard goes: to the rows, or to the first act where there are none."""
        target: QWidget = self.table if self.table.isVisibleTo(self) else self._first_button
        target.setFocus()

    def _opened(self, _row: object) -> None:
        """Enter shows the declaration where it stands beneath the table in a narrow window."""
        content = self.panel.content()
        if self._page.isAncestorOf(content):
            self._page.scroll_to(content)

    def _chosen(self, chosen: object) -> None:
        self.row_chosen.emit(chosen.reference if isinstance(chosen, RegisterRow) else None)


def _id_of(one: RegisterRow) -> Reference:
    return one.reference


def _adult(one: RegisterRow) -> Cell:
    return Cell(one.adult, one.adult_role, CellStyle.STRONG)


def _other(one: RegisterRow) -> Cell:
    if not one.others:
        return Cell("")
    first = one.others[0]
    more = f" and {len(one.others) - 1} more" if len(one.others) > 1 else ""
    return Cell(f"{first.name}{more}", first.description.removeprefix(_PUPIL))


def _relationship(one: RegisterRow) -> Cell:
    return Cell(one.relationship[:1].upper() + one.relationship[1:])


def _declared(one: RegisterRow) -> Cell:
    return Cell(_short(one.declared))


def _acknowledged(one: RegisterRow) -> Cell:
    if not one.acknowledged:
        return Cell("not yet" if one.status.meaning is StatusMeaning.DUE else "", style=CellStyle.MUTED)
    return Cell(_short(one.acknowledged), one.acknowledged_by)


def _review(one: RegisterRow) -> Cell:
    return Cell(_short(one.review))


def _status(one: RegisterRow) -> Cell:
    return status_cell(status_of(one.status))


def _short(words: str) -> str:
    """ "24 Sep 2026" for a day; anything longer stands as it is."""
    first, _, rest = words.partition(" ")
    return rest if first in _DAY_NAMES and rest.count(" ") == 2 and "," not in rest else words


_COLUMNS = (
    Column("Adult", _adult),
    Column("Other person", _other),
    Column("Relationship", _relationship, 100, wrap=True),
    Column("Declared", _declared, 104, wrap=True),
    Column("Acknowledged", _acknowledged, 132),
    Column("Review", _review, 104, spare=True),
    Column("Status", _status, 152, wrap=True),
)
