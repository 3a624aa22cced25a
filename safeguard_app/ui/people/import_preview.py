"""What bringing a file in would do: questions first, then who is new, changed, missing, and what was not read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.import_changes import NOTHING
from safeguard_app.domain.import_matching import MatchQuestion, OnRegister
from safeguard_app.domain.import_plan import LEAVE_OUT, SOMEBODY_NEW, ImportPlan, NewPerson
from safeguard_app.domain.import_rows import RowPerson
from safeguard_app.domain.people import Person
from safeguard_app.domain.person_rules import describe_person, shown_name
from safeguard_app.services.people_import import Leavers
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import small
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.count_strip import Count, CountStrip
from safeguard_app.ui.widgets.data_table import Column, DataTable
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.table_cell import Cell, CellStyle
from safeguard_app.ui.widgets.text_label import muted

QUESTIONS_AT_ONCE = 25
_ROWS_IN_VIEW = 8
PART_ONLY = "So many would leave that this file may hold only a part of the school. Nobody is marked unless you say so."


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One changed field of one person."""

    row: int
    name: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class LeavingRow:
    """Somebody missing in the file, and whether they are taken to have left."""

    one: OnRegister
    today: date
    leaves: bool

    @property
    def name(self) -> str:
        """What they are called."""
        return shown_name(self.one.person)

    @property
    def what(self) -> str:
        """What they are on the register, in words: asked for by the rows in view, of the thousands there may be."""
        return describe_person(self.one.person, self.today)


class ImportPreview(QWidget):
    """The second half of the page.

    Signals:
        answered(int, str): a question about a row was answered; carries the row and the answer.
        section_asked(object): a number was pressed; carries the section to bring into view.
        marked(int): somebody was marked as having left, or no longer; carries how many are.
    """

    answered = Signal(int, str)
    section_asked = Signal(object)
    marked = Signal(int)

    def __init__(self, left_on: DayField, parent: QWidget | None = None) -> None:
        """``left_on`` asks for the last day of those who have left."""
        super().__init__(parent)
        self.setAccessibleName("What would happen")
        self._today = date.min
        self._shown_from = 0
        self._plan: ImportPlan | None = None
        self._answers: Mapping[int, str] = {}
        self._leaves: dict[RecordId, bool] = {}
        self.left_on = left_on
        self.left_field = Field(
            "Their last day", left_on, name="on", help_text="The last day on roll, or in post."
        )
        self.counts = CountStrip("What would happen")
        self.same = muted("", wrap=True)
        self.part = NoticePanel(Meaning.DUE, "Is this the whole list?", PART_ONLY)
        self.tables = _tables()
        self.all_button = small("All have left")
        self.none_button = small("None has left")
        self.more_button = small("Show the next questions")
        self.questions: dict[int, ChoiceBox] = {}
        self._questions_hint = muted(
            "Until you say who it is, such a row changes nothing and is left out.", wrap=True
        )
        self.sections = self._make_sections()
        self._build()
        self._connect()

    def show_plan(
        self, plan: ImportPlan, today: date, answers: Mapping[int, str], *, ticked: bool, fresh: bool
    ) -> None:
        """Show a plan; ``fresh`` is the first of a file, else it is the same with another answer."""
        same_questions = not fresh and self._plan is not None and self._plan.questions == plan.questions
        self._plan, self._today, self._answers = plan, today, answers
        if fresh:
            self._shown_from = 0
            self._leaves = {one.id: ticked for one in plan.leaving} | {one.id: False for one in plan.by_hand}
            self.part.setVisible(bool(plan.leaving) and not ticked)
        self._fill_tables(plan)
        self._show_counts(plan)
        if not same_questions:
            self._show_questions()

    def leavers(self) -> Leavers:
        """Who is taken to have left, and since when."""
        gone = frozenset(one for one, leaves in self._leaves.items() if leaves)
        return Leavers(gone, self.left_on.day() if gone else None)

    def _make_sections(self) -> dict[str, HeadedSection]:
        headings = {
            "questions": "Who is this?",
            "faults": "Not brought in",
            "new": "New",
            "changed": "Changed",
            "leaving": "In an earlier list, and not in this one",
            "by_hand": "Entered by hand, and not in this list",
            "remarks": "Brought in, and worth a look",
        }
        return {name: HeadedSection(words, space=tokens.SPACE_2) for name, words in headings.items()}

    def _build(self) -> None:
        sections = self.sections
        sections["questions"].add(self._questions_hint, self.more_button)
        for name, table in self.tables.items():
            if name in ("leaving", "by_hand"):
                continue
            sections[name].add(table)
        tick = "Enter, or a click on the last column, says who has left."
        sections["leaving"].add(
            self.part,
            muted(tick, wrap=True),
            self.tables["leaving"],
            _beside(self.all_button, self.none_button),
        )
        by_hand = (
            "They came from no list, so their absence says nothing. Mark only whom you know to have left."
        )
        sections["by_hand"].add(muted(by_hand, wrap=True), self.tables["by_hand"])
        self.left_field.setMaximumWidth(scaled(420))
        order = ("questions", "new", "changed", "leaving", "by_hand")
        self.setLayout(
            column(
                self.counts,
                self.same,
                *(sections[name] for name in order),
                self.left_field,
                sections["faults"],
                sections["remarks"],
                None,
                space=tokens.SPACE_4,
            )
        )

    def _connect(self) -> None:
        self.counts.opened.connect(self._count_pressed)
        self.all_button.clicked.connect(partial(self._mark_all, leaves=True))
        self.none_button.clicked.connect(partial(self._mark_all, leaves=False))
        self.more_button.clicked.connect(self._show_more)
        for name in ("leaving", "by_hand"):
            self.tables[name].row_opened.connect(self._turn)

    def _count_pressed(self, key: str) -> None:
        self.section_asked.emit(self.sections[key])
        self.sections[key].setFocus()

    def _fill_tables(self, plan: ImportPlan) -> None:
        changes = [
            ChangeRow(one.row.row, shown_name(one.known.person), change.field, change.old, change.new)
            for one in plan.changed
            for change in one.changes
        ]
        filled: dict[str, Sequence[object]] = {
            "new": plan.new,
            "changed": changes,
            "faults": plan.faults,
            "remarks": plan.remarks,
        }
        for name, rows in filled.items():
            fill(self.tables[name], rows)
            self.sections[name].setVisible(bool(rows))
        self.sections["questions"].setVisible(bool(plan.questions))
        self._fill_leaving(plan)

    def _fill_leaving(self, plan: ImportPlan) -> None:
        for name, people in (("leaving", plan.leaving), ("by_hand", plan.by_hand)):
            rows = [self._leaving_row(one) for one in people]
            fill(self.tables[name], rows)
            self.sections[name].setVisible(bool(rows))
        self.left_field.setVisible(any(self._leaves.values()))

    def _leaving_row(self, one: OnRegister) -> LeavingRow:
        return LeavingRow(one, self._today, self._leaves.get(one.id, False))

    def _show_counts(self, plan: ImportPlan) -> None:
        changed = len(plan.changed)
        asked = sum(not self._answers.get(one.row.row) for one in plan.questions)
        counts = [
            Count("questions", asked, "to answer", "circle-question-mark", "due"),
            Count("new", len(plan.new), "new", "user-plus"),
            Count("changed", changed, "changed", "file-pen"),
            Count("leaving", sum(self._leaves.values()), "leaving", "log-out"),
            Count("faults", len({one.row for one in plan.faults}), "not brought in", "circle-alert", "late"),
        ]
        self.counts.set_counts([one for one in counts if one.number or one.key in ("new", "changed")])
        words = count_words(len(plan.same), "person is", "people are")
        self.same.setText(f"{words} the same in the file and on the register." if plan.same else "")
        self.same.setVisible(bool(plan.same))

    def _mark_all(self, *, leaves: bool) -> None:
        assert self._plan is not None
        self._leaves.update({one.id: leaves for one in self._plan.leaving})
        self._marks_changed(self._plan)

    def _turn(self, found: object) -> None:
        assert isinstance(found, LeavingRow) and self._plan is not None
        self._leaves[found.one.id] = not found.leaves
        self._marks_changed(self._plan)

    def _marks_changed(self, plan: ImportPlan) -> None:
        self._fill_leaving(plan)
        self._show_counts(plan)
        self.marked.emit(sum(self._leaves.values()))

    def _show_more(self) -> None:
        assert self._plan is not None
        after = self._shown_from + QUESTIONS_AT_ONCE
        self._shown_from = after if after < len(self._plan.questions) else 0
        self._show_questions()
        first = next(iter(self.questions.values()), None)
        if first is not None:
            first.setFocus()

    def _show_questions(self) -> None:
        plan = self._plan
        assert plan is not None
        part = plan.questions[self._shown_from : self._shown_from + QUESTIONS_AT_ONCE]
        self.questions = {}
        fresh = QWidget()
        fresh.setLayout(column(*(self._question(one) for one in part), space=tokens.SPACE_4))
        self.sections["questions"].show_only((self._questions_hint, fresh, self.more_button))
        self.more_button.setVisible(len(plan.questions) > QUESTIONS_AT_ONCE)

    def _question(self, question: MatchQuestion) -> Field:
        row_number = question.row.row
        choices: list[tuple[object, str]] = [(LEAVE_OUT, "Not answered: leave this row out")]
        choices += [
            (one.id, f"The same as {_on_register(one.person, self._today)}") for one in question.candidates
        ]
        choices.append((SOMEBODY_NEW, "Somebody new, who is not on the register yet"))
        box = ChoiceBox(f"Row {row_number}: {question.row.name}", choices)
        box.set_value(self._answers.get(row_number, LEAVE_OUT))
        box.chosen.connect(partial(self._answer, row_number))
        self.questions[row_number] = box
        field = Field(f"Row {row_number}: {_in_file(question.row)}", box, help_text=question.why)
        field.setMaximumWidth(scaled(760))
        return field

    def _answer(self, row_number: int, value: object) -> None:
        self.answered.emit(row_number, str(value))


def fill(table: DataTable, rows: Sequence[object]) -> None:
    """Rows in view as many as there are, up to some; the rest scrolls within."""
    table.set_rows(rows)
    shown = min(len(rows), _ROWS_IN_VIEW)
    table.setFixedHeight(scaled(tokens.TABLE_HEAD) + shown * table.row_height + 4)


def _beside(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(row(*widgets, None, space=tokens.SPACE_2))
    return holder


def _in_file(one: RowPerson) -> str:
    born = f"born {_day(one.born)}" if one.born else "no date of birth"
    numbers = [number.value for number in one.numbers]
    return ", ".join(filter(None, (one.name, one.class_name or one.post, born, *numbers)))


def _on_register(person: Person, today: date) -> str:
    born = f"born {_day(person.date_of_birth)}" if person.date_of_birth else "no date of birth entered"
    numbers = [number.value for number in person.numbers]
    return ", ".join(filter(None, (shown_name(person), describe_person(person, today), born, *numbers)))


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _new_words(one: NewPerson) -> str:
    row_ = one.row
    born = f"born {_day(row_.born)}" if row_.born else ""
    return ", ".join(filter(None, (row_.year_group, row_.class_name, row_.post, born)))


def _old_cell(one: ChangeRow) -> Cell:
    return Cell(one.old, style=CellStyle.MUTED if one.old == NOTHING else CellStyle.STRUCK)


def _leaving_cell(one: LeavingRow) -> Cell:
    return Cell("Has left" if one.leaves else "Stays as they are", style=CellStyle.LINK)


def fault_table() -> DataTable:
    """Rows that are not brought in, each with its column and why."""
    return DataTable(
        "Not brought in",
        (
            _NUMBER,
            Column("Column", lambda one: Cell(one.column), 190),
            Column("Why", lambda one: Cell(one.sentence)),
        ),
        lambda one: (one.row, one.column, one.sentence),
    )


def remark_table() -> DataTable:
    """Cells that are brought in, and what is to be known of them."""
    return DataTable(
        "Worth a look",
        (
            _NUMBER,
            Column("Column", lambda one: Cell(one.column), 190),
            Column("What", lambda one: Cell(one.words)),
        ),
        lambda one: (one.row, one.column, one.words),
    )


_NUMBER = Column("Row", lambda one: Cell(str(one.row), style=CellStyle.MUTED), 56)


def _tables() -> dict[str, DataTable]:
    leaving = (
        Column("Person", lambda one: Cell(one.name, style=CellStyle.STRONG)),
        Column("On the register", lambda one: Cell(one.what)),
        Column("In this import", _leaving_cell, 190),
    )
    return {
        "new": DataTable(
            "New",
            (
                Column("Row", lambda one: Cell(str(one.row.row), style=CellStyle.MUTED), 56),
                Column("Person", lambda one: Cell(one.person.name, style=CellStyle.STRONG)),
                Column("In the file", lambda one: Cell(_new_words(one))),
            ),
            lambda one: one.row.row,
        ),
        "changed": DataTable(
            "Changed",
            (
                _NUMBER,
                Column("Person", lambda one: Cell(one.name, style=CellStyle.STRONG)),
                Column("What", lambda one: Cell(one.field), 200),
                Column("As it stands", _old_cell),
                Column("As in the file", lambda one: Cell(one.new)),
            ),
            lambda one: (one.row, one.field),
        ),
        "faults": fault_table(),
        "remarks": remark_table(),
        "leaving": DataTable("Missing, from an earlier list", leaving, lambda one: one.one.id),
        "by_hand": DataTable("Missing, entered by hand", leaving, lambda one: one.one.id),
    }
