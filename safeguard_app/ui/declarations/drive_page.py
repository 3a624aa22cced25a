"""A declaration drive: begin it, see who has not returned their slip, find a returned one by its code."""

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.date_words import count_words, joined_words
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.drive_views import DriveRow, DriveView
from safeguard_app.ui.declarations.drive_panel import DrivePanel
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled, small
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.data_table import Column, DataTable
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.scroll_page import PageWithPanel, ScrollPage
from safeguard_app.ui.widgets.table_cell import Cell, CellStyle, status_cell
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_LEAST_ROWS = 4
_WAITING, _LATER, _ALL = "waiting", "later", "all"
_MOST_NAMED = 4
BEGIN_WORDS = (
    "A drive asks every adult in post what they have to declare. Each gets a slip with a code to sign and give back;"
    " what comes back is entered here, and a list says who is still to be asked."
)


class DrivePage(QWidget):
    """Widgets, signals out, setters in.

    Signals:
        left(): back to the register.
        begin_requested(str): begin a drive of this title.
        code_given(str): a code as typed.
        row_chosen(object): another row; carries the DriveRow, or None.
        drive_chosen(object): another drive; carries its Reference.
        join_requested(), end_requested(), slips_requested(), chase_requested(), questions_requested(): buttons of the
            head.
    """

    left = Signal()
    begin_requested = Signal(str)
    code_given = Signal(str)
    row_chosen = Signal(object)
    drive_chosen = Signal(object)
    join_requested = Signal()
    end_requested = Signal()
    slips_requested = Signal()
    chase_requested = Signal()
    questions_requested = Signal()

    def __init__(self, panel: DrivePanel, parent: QWidget | None = None) -> None:
        """``panel`` is taken over."""
        super().__init__(parent)
        self.setAccessibleName("Declaration drive")
        self.panel = panel
        self.view: DriveView | None = None
        self._proposed = ""
        self.back_link = small("Back to the register", "arrow-left")
        self.drives = ChoiceBox("Which drive", small=True)
        self.slips_button = small("Print slips", "printer")
        self.chase_button = small("Print chase list", "printer")
        self.end_button = small("End the drive")
        self.questions_button = small("Questions to ask", "circle-question-mark")
        self.title = LineField("What this drive is called", limit=60)
        self.title_field = Field("What this drive is called", self.title, name="title")
        self.begin_button = filled("Begin the drive", "send")
        self.begin_words = muted("", wrap=True)
        self.code = LineField("Code of a slip", limit=20, placeholder="K7M-4PX")
        self.code_field = Field("Code of a slip that came back", self.code, name="code")
        self.counts = TextLabel("", tokens.STRONG, wrap=True)
        self.said = muted("", wrap=True)
        self.joiners = NoticePanel(Meaning.NOTE, "")
        self.join_button = Button("Ask them too", "user-plus")
        self.which = ChoiceBox("Who is shown", small=True)
        self.table = DataTable("Declaration drive", _COLUMNS, _id_of, two_lines=True)
        self._build()
        self._connect()

    def show_view(self, view: DriveView) -> None:
        """Show what there is; the row in view stays so where it is among them."""
        self.view = view
        page = view.page
        running = page is not None and not page.ended
        self.drives.set_choices(list(view.drives))
        self.drives.setVisible(len(view.drives) > 1)
        if self.title.text() in ("", self._proposed):
            self.title.setText(view.proposed_title)
        self._proposed = view.proposed_title
        asks = f" One begun today asks {count_words(view.adults, 'adult')}."
        self.begin_words.setText(BEGIN_WORDS + asks)
        self._beginning.setVisible(not running)
        self.code_field.setVisible(running)
        self.end_button.setVisible(running)
        self.questions_button.setVisible(running)
        shown: tuple[QWidget, ...] = (self.counts, self.said, self.which, self.table)
        for part in shown:
            part.setVisible(page is not None)
        self.chase_button.setVisible(page is not None)
        self.joiners.hide()
        if page is not None:
            self.drives.set_value(page.reference)
            self.counts.setText(page.counts)
            self.said.setText(" ".join(filter(None, (f"{page.title}.", page.begun, page.ended))))
            self._show_joiners(page.joiners)
            self._offer_groups(page.rows)
        self._show_rows()

    def show_questions(self, count: int) -> None:
        """Say how many pairs of people are to be asked about."""
        self.questions_button.setText(f"Questions to ask ({count})" if count else "Questions to ask")
        self.questions_button.updateGeometry()

    def choose(self, code: str) -> bool:
        """Mark the row of a code, whoever is shown."""
        if not self.table.choose(code) and self.view is not None and self.view.page is not None:
            self.which.set_value(_ALL)
            self._show_rows()
        return self.table.choose(code)

    def first_focus(self) -> QWidget:
        """Where the keyboard goes: to the code, or to beginning."""
        return self.title if self.code_field.isHidden() else self.code

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter: nothing to declare, for the row in view."""
        pressed = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if pressed and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not self.panel.nil_button.isHidden():
                self.panel.nil_requested.emit()
            return
        super().keyPressEvent(event)

    def _show_joiners(self, names: tuple[str, ...]) -> None:
        if not names:
            return
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        several = "is" if len(names) == 1 else "are"
        self.joiners.say(
            Meaning.NOTE,
            f"{count_words(len(names), 'adult')} in post {several} not asked yet",
            f"{joined_words(names[:_MOST_NAMED])}{more}.",
            icon="user-plus",
        )
        self.joiners.show()

    def _offer_groups(self, rows: tuple[DriveRow, ...]) -> None:
        """Who has not returned their slip, of all and of each group that there is; then everybody."""
        kept = self.which.value()
        waiting = [one for one in rows if one.waits]
        later = sum(one.later for one in waiting)
        types = Counter(kind for one in waiting for kind in one.types)
        choices: list[tuple[object, str]] = [(_WAITING, f"Not returned ({len(waiting)})")]
        if later:
            choices.append((_LATER, f"Not returned: asked later ({later})"))
        if len(types) > 1:
            choices += [(kind, f"Not returned: {kind.lower()} ({count})") for kind, count in types.items()]
        self.which.set_choices([*choices, (_ALL, f"Everybody asked ({len(rows)})")])
        self.which.set_value(kept)

    def _show_rows(self, _which: object = None) -> None:
        page = self.view.page if self.view is not None else None
        shown = page.rows if page is not None else ()
        if self.which.value() != _ALL:
            kept = self.panel.row.code if self.panel.row is not None else ""
            shown = tuple(one for one in shown if self._in_group(one) or one.code == kept)
        self.table.set_rows(shown)
        slips = len(self.slips())
        self.slips_button.setText("Print slips" if not slips else f"Print {count_words(slips, 'slip')}")
        self.slips_button.updateGeometry()
        self.slips_button.setVisible(slips > 0)
        self._chosen(self.table.chosen())

    def slips(self) -> tuple[str, ...]:
        """The codes of the slips to print: of whoever is shown and has not returned theirs."""
        page = self.view.page if self.view is not None else None
        rows = page.rows if page is not None else ()
        whole = self.which.value() == _ALL
        return tuple(one.code for one in rows if one.waits and (whole or self._in_group(one)))

    def _in_group(self, one: DriveRow) -> bool:
        group = self.which.value()
        if not one.waits:
            return False
        return group == _WAITING or (one.later if group == _LATER else group in one.types)

    def _build(self) -> None:
        page = ScrollPage("Declaration drive", margins=(24, 14, 16, 12))
        heads = wrapped(
            self.drives, self.questions_button, self.slips_button, self.chase_button, self.end_button
        )
        self._beginning = QWidget()
        self._beginning.setLayout(
            column(self.begin_words, self.title_field, wrapped(self.begin_button), space=tokens.SPACE_2)
        )
        self.joiners.add(self.join_button)
        self.code_field.setMaximumWidth(scaled(360))
        self.title_field.setMaximumWidth(scaled(360))
        page.column.setSpacing(tokens.SPACE_2)
        page.column.addLayout(row(self.back_link, None))
        page.column.addLayout(row(TextLabel("Declaration drive", tokens.PAGE), None, heads))
        for part in (self._beginning, self.code_field, self.counts, self.said, self.joiners):
            page.column.addWidget(part)
        page.column.addLayout(row(self.which, None))
        page.column.addWidget(self.table, 1)
        page.column.addStretch(0)
        self.table.setMinimumHeight(scaled(tokens.TABLE_HEAD + _LEAST_ROWS * tokens.ROW_TWO_LINES + 8))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(PageWithPanel(page, self.panel))

    def _connect(self) -> None:
        self.back_link.clicked.connect(self.left)
        self.begin_button.clicked.connect(self._begin)
        self.title.returnPressed.connect(self._begin)
        self.code.returnPressed.connect(self._code)
        self.drives.chosen.connect(self._drive)
        self.which.chosen.connect(self._show_rows)
        self.table.row_chosen.connect(self._chosen)
        self.join_button.clicked.connect(self.join_requested)
        self.end_button.clicked.connect(self.end_requested)
        self.questions_button.clicked.connect(self.questions_requested)
        self.slips_button.clicked.connect(self.slips_requested)
        self.chase_button.clicked.connect(self.chase_requested)

    def _begin(self) -> None:
        self.begin_requested.emit(self.title.text())

    def _code(self) -> None:
        self.code_given.emit(self.code.text())

    def _drive(self, drive: object) -> None:
        if isinstance(drive, Reference):
            self.drive_chosen.emit(drive)

    def _chosen(self, chosen: object) -> None:
        shown = chosen if isinstance(chosen, DriveRow) else None
        page = self.view.page if self.view is not None else None
        self.panel.show_row(shown, running=page is not None and not page.ended)
        self.row_chosen.emit(shown)


def _id_of(one: DriveRow) -> str:
    return one.code


def _adult(one: DriveRow) -> Cell:
    return Cell(one.name, one.role, CellStyle.STRONG)


def _code_cell(one: DriveRow) -> Cell:
    return Cell(one.printed, style=CellStyle.CODE)


def _asked(one: DriveRow) -> Cell:
    return Cell(one.asked, count_words(one.days, "day") + " ago" if one.waits and one.days else "")


def _status(one: DriveRow) -> Cell:
    return status_cell(status_of(one.status), one.came.partition(". ")[0])


_COLUMNS = (
    Column("Adult", _adult),
    Column("Code", _code_cell, 92),
    Column("Asked", _asked, 132),
    Column("Return", _status, 200, wrap=True),
)
