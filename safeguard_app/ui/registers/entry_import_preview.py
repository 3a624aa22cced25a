"""What bringing a list of entries in would do: whose they are is asked, then what is new and what was not read."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.import_entries import EntryPlan, KnownRow
from safeguard_app.domain.import_matching import MatchQuestion
from safeguard_app.domain.import_plan import LEAVE_OUT
from safeguard_app.domain.person_rules import describe_person, shown_name
from safeguard_app.ui.people.import_preview import QUESTIONS_AT_ONCE, fault_table, fill, remark_table
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import small
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.count_strip import Count, CountStrip
from safeguard_app.ui.widgets.data_table import Column, DataTable
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.table_cell import Cell, CellStyle
from safeguard_app.ui.widgets.text_label import muted

HINT = (
    "One answer counts for every row with that name. Until you say who it is, those rows are left out. Somebody who is"
    " not on the register is added under People first."
)
_HEADINGS = {
    "questions": "Who is this?",
    "new": "New",
    "faults": "Not brought in",
    "remarks": "Brought in, and worth a look",
}


class EntryImportPreview(QWidget):
    """The second half of the page.

    Signals:
        answered(int, str): a question was answered; carries the first row of the name, and the answer.
        section_asked(object): a number was pressed; carries the section to bring into view.
    """

    answered = Signal(int, str)
    section_asked = Signal(object)

    def __init__(self) -> None:
        """Nothing yet."""
        super().__init__()
        self.setAccessibleName("What would happen")
        self._shown_from = 0
        self._today = date.min
        self._plan: EntryPlan | None = None
        self._answers: Mapping[int, str] = {}
        self.questions: dict[int, ChoiceBox] = {}
        self.counts = CountStrip("What would happen")
        self.same = muted("", wrap=True)
        self.more_button = small("Show the next questions")
        self._hint = muted(HINT, wrap=True)
        self.tables = {"new": _new_table(), "faults": fault_table(), "remarks": remark_table()}
        self.sections = {
            name: HeadedSection(words, space=tokens.SPACE_2) for name, words in _HEADINGS.items()
        }
        for name, table in self.tables.items():
            self.sections[name].add(table)
        self.setLayout(column(self.counts, self.same, *self.sections.values(), None, space=tokens.SPACE_4))
        self.counts.opened.connect(self._count_pressed)
        self.more_button.clicked.connect(self._show_more)

    def show_plan(self, plan: EntryPlan, today: date, answers: Mapping[int, str], *, fresh: bool) -> None:
        """Show a plan; ``fresh`` is the first of a file, else it is the same with another answer."""
        same_questions = not fresh and self._plan is not None and self._plan.questions == plan.questions
        self._plan, self._today, self._answers = plan, today, answers
        if fresh:
            self._shown_from = 0
        for name, rows in (("new", plan.new), ("faults", plan.faults), ("remarks", plan.remarks)):
            fill(self.tables[name], rows)
            self.sections[name].setVisible(bool(rows))
        self.sections["questions"].setVisible(bool(plan.questions))
        self._show_counts(plan)
        if not same_questions:
            self._show_questions()

    def _show_counts(self, plan: EntryPlan) -> None:
        asked = sum(not self._answers.get(one.row.row) for one in plan.questions)
        counts = [
            Count("questions", asked, "to answer", "circle-question-mark", "due"),
            Count("new", len(plan.new), "new", "plus"),
            Count("faults", len({one.row for one in plan.faults}), "not brought in", "circle-alert", "late"),
        ]
        self.counts.set_counts([one for one in counts if one.number or one.key == "new"])
        said = []
        if plan.same:
            said.append(f"{count_words(len(plan.same), 'row stands', 'rows stand')} in the register already.")
        if plan.left_out:
            said.append(f"{count_words(plan.left_out, 'row waits', 'rows wait')} for an answer.")
        self.same.setText(" ".join(said))
        self.same.setVisible(bool(said))

    def _show_questions(self) -> None:
        assert self._plan is not None
        asked = self._plan.questions
        self.questions = {}
        fresh = QWidget()
        part = asked[self._shown_from : self._shown_from + QUESTIONS_AT_ONCE]
        fresh.setLayout(column(*(self._question(one) for one in part), space=tokens.SPACE_4))
        self.sections["questions"].show_only((self._hint, fresh, self.more_button))
        self.more_button.setVisible(len(asked) > QUESTIONS_AT_ONCE)

    def _show_more(self) -> None:
        assert self._plan is not None
        after = self._shown_from + QUESTIONS_AT_ONCE
        self._shown_from = after if after < len(self._plan.questions) else 0
        self._show_questions()
        first = next(iter(self.questions.values()), None)
        if first is not None:
            first.setFocus()

    def _question(self, question: MatchQuestion) -> Field:
        first_row = question.row.row
        choices: list[tuple[object, str]] = [(LEAVE_OUT, "Not answered: leave these rows out")]
        choices += [
            (one.id, f"{shown_name(one.person)}, {describe_person(one.person, self._today)}")
            for one in question.candidates
        ]
        numbers = [number.value for number in question.row.numbers]
        name = ", ".join((question.row.name, *numbers))
        box = ChoiceBox(f"Row {first_row}: {name}", choices)
        box.set_value(self._answers.get(first_row, LEAVE_OUT))
        box.chosen.connect(partial(self._answer, first_row))
        self.questions[first_row] = box
        field = Field(f"Row {first_row}: {name}", box, help_text=question.why)
        field.setMaximumWidth(scaled(760))
        return field

    def _answer(self, first_row: int, value: object) -> None:
        self.answered.emit(first_row, str(value))

    def _count_pressed(self, key: str) -> None:
        self.section_asked.emit(self.sections[key])
        self.sections[key].setFocus()


def _new_table() -> DataTable:
    return DataTable(
        "New",
        (
            Column("Row", lambda one: Cell(str(one.entry.person.row), style=CellStyle.MUTED), 56),
            Column("Person", lambda one: Cell(shown_name(one.known.person), style=CellStyle.STRONG)),
            Column("What", lambda one: Cell(one.entry.what)),
            Column("On", lambda one: Cell(day_words(one.entry.done_on)), 150),
            Column("Holds until", _until, 150),
        ),
        lambda one: one.entry.person.row,
    )


def _until(one: KnownRow) -> Cell:
    return Cell(day_words(one.entry.until) if one.entry.until is not None else "")
