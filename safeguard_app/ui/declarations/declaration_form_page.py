"""The form of a declaration: who declares what about whom, when it was declared, and what happened since.

The same form corrects what was declared about the pupils; the steps of a declaration on file are not touched by it.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.declarations import Declaration, DeclarationKind, StepKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.people import OfficeKind, PersonRef
from safeguard_app.domain.text_rules import STATEMENT_LIMIT
from safeguard_app.services.declaration_forms import DeclarationDetails, DeclarationInput
from safeguard_app.services.people import Suggestion
from safeguard_app.ui.declarations.connection_fields import ConnectionFields
from safeguard_app.ui.declarations.pupil_row import PupilRow
from safeguard_app.ui.declarations.signed_sheet import SignedSheetField
from safeguard_app.ui.declarations.step_fields import StepFields
from safeguard_app.ui.incidents.involved_field import chosen_of, person_of, person_rows
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.people.form_part import FormPage
from safeguard_app.ui.people.leaving import DRAFT_KEPT
from safeguard_app.ui.people.person_rows import coded
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.people.row_list import RowList
from safeguard_app.ui.people.wrapped import sized, wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.form_footer import FormFooter
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.people_field import PeopleField
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_LATER = (
    StepKind.DISCUSSED,
    StepKind.ACKNOWLEDGED,
    StepKind.ACKNOWLEDGED_WITH_CONDITIONS,
    StepKind.REFUSED,
    StepKind.REVIEW_SET,
    StepKind.ENDED,
)
_LATER_HELP = (
    "For a sheet that is already signed, or a talk that already took place. Anything that happens from now on is"
    " added to the declaration when it happens."
)
_ADULT_HELP = "The adult who works here. Add them under People first if nobody is found."


class DeclarationFormPage(FormPage):
    """Words in, a declaration out.

    Signals:
        save_requested(): enter, or keep the correction.
        cancel_requested(): leave without keeping anything.
        adult_chosen(object): another adult stands in the form, or none; carries the PersonRef or None.
        people_searched(object, str, str): who asks (``adult``, a PupilRow or StepFields), which field, and the words.
        sheet_asked(): keep the signed sheet.
    """

    save_requested = Signal()
    cancel_requested = Signal()
    adult_chosen = Signal(object)
    people_searched = Signal(object, str, str)
    sheet_asked = Signal()

    def __init__(self, tools: RegisterTools, parent: QWidget | None = None) -> None:
        """Build every field once."""
        super().__init__(parent)
        self._tools = tools
        self._capacities: tuple[tuple[OfficeKind, str], ...] = ()
        self.heading = TextLabel("New declaration", tokens.PAGE)
        self.errors = ErrorSummary()
        self.adult = PeopleField("Adult who declares", limit=1)
        self.kind = ChoiceBox("What is declared", coded(tools.choices.declaration_kinds))
        self.pupils: RowList[PupilRow] = RowList("Person", "Add a person", self._new_pupil)
        self.department = LineField("Department", limit=200, placeholder="Maths, or the office")
        self.line_manager = LineField("Line manager", limit=200)
        self.nature = TextBox("Nature of contact", limit=STATEMENT_LIMIT)
        self.declared = StepFields(tools, self._kinds((StepKind.DECLARED,)), (), choose_kind=False)
        self.later: RowList[StepFields] = RowList("Step", "Add what happened since", self._new_step)
        self.sheet = SignedSheetField()
        self.note = TextBox("Note")
        self.reason = LineField("Why is it corrected?", limit=500)
        self.save_button = filled("Enter on the register", "check", hint="Ctrl+Enter")
        self.cancel_button = Button("Leave without entering")
        self._build()
        self._connect()

    def show_new(self, adult: PersonRef | None = None, pupil: PersonRef | None = None) -> None:
        """An empty form, for an adult, and a pupil, chosen elsewhere."""
        self._clear()
        self.heading.setText("New declaration")
        self.save_button.setText("Enter on the register")
        self.cancel_button.setText("Leave without entering")
        self._set_correcting(correcting=False)
        self.pupils.add()
        if pupil is not None:
            self.pupils.rows()[0].set_pupil(pupil)
        if adult is not None:
            self.adult.set_people([chosen_of(adult)])
        self._adult_changed()
        self.mark_fresh()

    def show_correction(self, content: Declaration, title: str) -> None:
        """What was declared, to correct. Whose it is and its steps stay as they are."""
        self._clear()
        self.heading.setText(f"Correct: {title}")
        self.save_button.setText("Keep the correction")
        self.cancel_button.setText("Leave without changing")
        self._set_correcting(correcting=True)
        self.kind.set_value(content.kind.value)
        for row, declared in zip(self.pupils.show_rows(len(content.pupils)), content.pupils, strict=True):
            row.set_kind(content.kind)
            row.set_declared(declared)
        self.department.setText(content.department)
        self.line_manager.setText(content.line_manager)
        self.nature.set_text(content.nature)
        self.note.set_text(content.note)
        self.mark_fresh()

    def editors(self) -> Mapping[str, QWidget]:
        """Every box, the adult first: whose declaration it is decides who is proposed in the steps."""
        return {
            "reason": self.reason,
            "adult": self.adult,
            "kind": self.kind,
            "department": self.department,
            "line_manager": self.line_manager,
            "pupils": self.pupils,
            "nature": self.nature,
            "declared": self.declared,
            "later": self.later,
            "sheet": self.sheet,
            "note": self.note,
        }

    def fit(self) -> None:
        """Explain the kind that was chosen, and ask what goes with it."""
        self._explain_kind()
        for row in self.pupils.rows():
            row.set_kind(self._kind())

    def first_field(self) -> QWidget:
        """Where the keyboard goes to begin with."""
        if self._reason_field.isVisibleTo(self):
            return self.reason
        if not self.adult.people():
            return self.adult
        return self.pupils.rows()[0] if self.pupils.rows() else self.pupils

    def declaration(self) -> DeclarationInput:
        """What the form holds, with the steps taken so far."""
        adult = self._adult() or PersonRef(None, "")
        return DeclarationInput(
            kind=self._kind(),
            adult=adult,
            pupils=self.details().pupils,
            steps=(self.declared.step(), *(row.step() for row in self.later.rows())),
            nature=self.nature.text(),
            note=self.note.text(),
            department=self.department.text(),
            line_manager=self.line_manager.text(),
        )

    def details(self) -> DeclarationDetails:
        """What may be corrected."""
        pupils = tuple(found for row in self.pupils.rows() if (found := row.declared()) is not None)
        return DeclarationDetails(
            pupils,
            self.nature.text(),
            self.note.text(),
            self.department.text(),
            self.line_manager.text(),
        )

    def faults(self) -> dict[str, str]:
        """What was typed and not understood, and rows begun and not filled in."""
        found: dict[str, str] = {}
        if fault := next((fault for row in self.pupils.rows() if (fault := row.fault())), ""):
            found["pupils"] = fault
        if self._reason_field.isVisibleTo(self):
            return found
        if self._adult() is None:
            found["adult"] = "Choose the adult who declares."
        for step in (self.declared, *self.later.rows()):
            found.update(step.faults())
        return found

    def set_capacities(self, capacities: Sequence[tuple[OfficeKind, str]]) -> None:
        """The offices in which somebody may decide this adult's declaration."""
        self._capacities = tuple(capacities)
        for row in self.later.rows():
            row.set_capacities(capacities)

    def offer_adults(self, found: Sequence[Suggestion], sought: str) -> None:
        """Show who was found for the adult's field."""
        self.adult.offer(person_rows(found), sought)

    def show_errors(self, errors: Mapping[str, str], sentence: str = RuleViolation.sentence) -> None:
        """Say what needs another look, beside the fields of the step entered last where it is about a step."""
        last = self.later.rows()[-1] if self.later.rows() else self.declared
        self.errors.watch(last.fields)
        self.errors.show_errors(errors, sentence)
        self._page.verticalScrollBar().setValue(0)

    def set_busy(self, busy: bool) -> None:
        """While it is being kept nothing is pressed twice."""
        self.save_button.setEnabled(not busy)

    def _clear(self) -> None:
        self.errors.watch(self.declared.fields)
        self.errors.clear()
        self.set_busy(False)
        self.adult.put_back((), "")
        self.kind.setCurrentIndex(0)
        self._explain_kind()
        self.pupils.show_rows(0)
        self.later.show_rows(0)
        fresh = StepFields(self._tools, self._kinds((StepKind.DECLARED,)), (), choose_kind=False)
        self._declared_section.clear()
        self._declared_section.add(fresh)
        self.declared = fresh
        self.errors.watch(fresh.fields)
        fresh.people_searched.connect(self.people_searched)
        self.sheet.clear()
        for box in (self.nature, self.note):
            box.set_text("")
        for line in (self.reason, self.department, self.line_manager):
            line.setText("")
        self._page.verticalScrollBar().setValue(0)

    def _set_correcting(self, *, correcting: bool) -> None:
        self._reason_field.setVisible(correcting)
        for part in (self._adult_field, self._kind_field, self._declared_section, self._later_section):
            part.setVisible(not correcting)
        self._sheet_field.setVisible(not correcting)
        self.setAccessibleName(self.heading.text())

    def _adult(self) -> PersonRef | None:
        people = self.adult.people()
        return person_of(people[0]) if people else None

    def _kinds(self, wanted: Sequence[StepKind]) -> list[tuple[StepKind, str]]:
        words = {line.code: line.label for line in self._tools.choices.steps}
        return [(kind, words.get(kind.value, kind.value)) for kind in wanted]

    def _new_pupil(self) -> PupilRow:
        row = PupilRow(self._tools)
        row.set_kind(self._kind())
        row.searched.connect(self._pupil_searched)
        return row

    def _new_step(self) -> StepFields:
        step = StepFields(self._tools, self._kinds(_LATER), self._capacities, self._adult())
        step.people_searched.connect(self.people_searched)
        return step

    def _build(self) -> None:
        self._reason_field = Field(
            "Why is it corrected?", self.reason, name="reason", help_text="The version before stays on file."
        )
        self._adult_field = Field("Who declares?", self.adult, name="adult", help_text=_ADULT_HELP)
        self._kind_field = Field("What is declared?", self.kind, name="kind")
        works = [
            sized(Field(words, box, name=name, optional=True), 250)
            for words, box, name in (
                ("Department", self.department, "department"),
                ("Line manager", self.line_manager, "line_manager"),
            )
        ]
        pupils = Field("About whom?", self.pupils, name="pupils")
        nature = Field(
            "Nature of contact",
            self.nature,
            name="nature",
            help_text="In person, by telephone, on which platforms and in which groups.",
        )
        self._declared_section = HeadedSection("Declared", space=tokens.SPACE_3)
        self._declared_section.add(self.declared)
        self._later_section = HeadedSection("Since then", space=tokens.SPACE_3)
        self._later_section.add(muted(_LATER_HELP, wrap=True), Field("Steps", self.later, name="steps"))
        self._sheet_field = Field("Signed sheet", self.sheet, name="sheet", optional=True)
        note = Field("Note", self.note, name="note", optional=True)
        self._page = ScrollPage("Declaration", reading=True)
        for part in (
            self.heading,
            self.draft_notice,
            self.errors,
            self._reason_field,
            self._adult_field,
            wrapped(*works),
            sized(self._kind_field, 420),
            pupils,
            nature,
            self._declared_section,
            self._later_section,
            self._sheet_field,
            note,
        ):
            self._page.column.addWidget(part)
        self._page.column.addStretch(1)
        self.errors.watch(
            (self._reason_field, self._adult_field, self._kind_field, *works, pupils, nature, note)
        )
        self.errors.watch(
            [field for field in self._later_section.findChildren(Field) if field.name == "steps"]
        )
        footer = FormFooter()
        footer.add(self.save_button, self.cancel_button, IconWords("info", DRAFT_KEPT, "muted"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._page, 1)
        layout.addWidget(footer)

    def _connect(self) -> None:
        self.adult.searched.connect(self._adult_searched)
        self.adult.added.connect(self._adult_changed)
        self.adult.removed.connect(self._adult_changed)
        self.kind.chosen.connect(self._kind_chosen)
        self.save_button.clicked.connect(self.save_requested)
        self.cancel_button.clicked.connect(self.cancel_requested)
        self.sheet.asked.connect(self.sheet_asked)

    def _adult_searched(self, words: str) -> None:
        self.people_searched.emit(self, "adult", words)

    def _pupil_searched(self, row: object, words: str) -> None:
        field = "child" if isinstance(row, ConnectionFields) else self._kind().value
        self.people_searched.emit(row, field, words)

    def _adult_changed(self, _chosen: object = None) -> None:
        adult = self._adult()
        for step in (self.declared, *self.later.rows()):
            step.set_adult(adult)
        self.adult_chosen.emit(adult)

    def _kind(self) -> DeclarationKind:
        return DeclarationKind(str(self.kind.value()))

    def _kind_chosen(self, _kind: object) -> None:
        self.fit()

    def _explain_kind(self) -> None:
        lines = {line.code: line.help for line in self._tools.choices.declaration_kinds}
        self._kind_field.set_help(lines.get(str(self.kind.value()), ""))
