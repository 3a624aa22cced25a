"""Whom to ask whether they are related to a pupil: the list, what is in common, and the answer. On screen alone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.services.relation_questions import QuestionLine, QuestionsView
from safeguard_app.ui.declarations.questions_panel import QuestionsPanel
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import small
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.data_table import Column, DataTable
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.scroll_page import PageWithPanel, ScrollPage
from safeguard_app.ui.widgets.table_cell import Cell, CellStyle
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_LEAST_ROWS = 4
_TO_ASK, _ANSWERED = "to_ask", "answered"
NONE_LEFT = "Nobody is to be asked. What is entered on the register later may bring a question."
NONE_ANSWERED = "No answer is entered yet."


class QuestionsPage(QWidget):
    """Widgets, signals out, setters in.

    Signals:
        left(): back to where it was opened.
    """

    left = Signal()

    def __init__(self, panel: QuestionsPanel, parent: QWidget | None = None) -> None:
        """``panel`` is taken over."""
        super().__init__(parent)
        self.setAccessibleName("Questions to ask")
        self.panel = panel
        self.shown: QuestionsView | None = None
        self.back_link = small("Back", "arrow-left")
        self.intro = muted("", wrap=True)
        self.counts = TextLabel("", tokens.STRONG, wrap=True)
        self.which = ChoiceBox("Which questions are shown", small=True)
        self.table = DataTable("Questions to ask", _COLUMNS, _id_of, two_lines=True)
        self.nothing = muted(NONE_LEFT, wrap=True)
        self._build()
        self.back_link.clicked.connect(self.left)
        self.which.chosen.connect(self._show_rows)
        self.table.row_chosen.connect(self._chosen)

    def show_view(self, view: QuestionsView) -> None:
        """Show what there is to ask. Where the line in view is answered, the one after it takes its place."""
        place = self._place()
        self.shown = view
        kept = self.which.value()
        self.which.set_choices(
            [(_TO_ASK, f"To ask ({len(view.to_ask)})"), (_ANSWERED, f"Answered ({len(view.answered)})")]
        )
        self.which.set_value(kept)
        self.counts.setText(view.counts)
        self._show_rows(place=place)

    def choose(self, key: object) -> bool:
        """Mark a line, whichever are shown."""
        if not self.table.choose(key):
            other = _ANSWERED if self.which.value() == _TO_ASK else _TO_ASK
            self.which.set_value(other)
            self._show_rows()
        return self.table.choose(key)

    def first_focus(self) -> QWidget:
        """Where the keyboard goes: to the answer, to the list, or back."""
        if self.panel.line is not None and self.panel.line.answer is None:
            return self.panel.no_button
        return self.back_link if self.table.isHidden() else self.table

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter: asked, and the answer is no."""
        pressed = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if pressed and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not self.panel.no_button.isHidden():
                self.panel.no_requested.emit()
            return
        super().keyPressEvent(event)

    def _place(self) -> int:
        chosen, rows = self.table.chosen(), self.table.model_rows
        for place in range(rows.rowCount()):
            if rows.row_at(rows.index(place, 0)) == chosen:
                return place
        return 0

    def _show_rows(self, _which: object = None, place: int = 0) -> None:
        view = self.shown
        if view is None:
            return
        answered = self.which.value() == _ANSWERED
        rows = view.answered if answered else view.to_ask
        self.intro.setText(view.answered_words if answered else view.intro)
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setText(NONE_ANSWERED if answered else NONE_LEFT)
        self.nothing.setVisible(not rows)
        if rows and self.table.chosen() is None:
            self.table.selectRow(min(place, len(rows) - 1))
        self._chosen(self.table.chosen())

    def _build(self) -> None:
        page = ScrollPage("Questions to ask", margins=(24, 14, 16, 12))
        page.column.setSpacing(tokens.SPACE_2)
        page.column.addLayout(row(self.back_link, None))
        page.column.addWidget(TextLabel("Questions to ask", tokens.PAGE))
        page.column.addLayout(column(self.intro, self.counts, space=tokens.SPACE_1))
        page.column.addLayout(row(self.which, None))
        page.column.addWidget(self.table, 1)
        page.column.addWidget(self.nothing)
        page.column.addStretch(0)
        self.nothing.hide()
        self.table.setMinimumHeight(scaled(tokens.TABLE_HEAD + _LEAST_ROWS * tokens.ROW_TWO_LINES + 8))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(PageWithPanel(page, self.panel))

    def _chosen(self, chosen: object) -> None:
        self.panel.show_line(chosen if isinstance(chosen, QuestionLine) else None)


def _id_of(one: QuestionLine) -> tuple[str, str]:
    return one.key


def _adult(one: QuestionLine) -> Cell:
    return Cell(one.adult.name, one.adult_role, CellStyle.STRONG)


def _pupil(one: QuestionLine) -> Cell:
    return Cell(one.pupil.name, one.pupil_class)


def _shares(one: QuestionLine) -> Cell:
    return Cell(one.shares)


_COLUMNS = (
    Column("Adult", _adult),
    Column("Pupil", _pupil),
    Column("In common", _shares, 168, wrap=True),
)
