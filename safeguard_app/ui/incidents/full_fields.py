"""What a full record adds: the paper slip, further times, where, circumstances, questions, wishes, triage."""

from dataclasses import replace
from datetime import UTC

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.incidents import Place, SchoolEquipment, Severity
from safeguard_app.domain.moments import on_day
from safeguard_app.services.incident_choices import CategoryGuide
from safeguard_app.services.incident_form import IncidentForm, Typed
from safeguard_app.ui.incidents.form_tools import FormTools, one_person, show_person
from safeguard_app.ui.incidents.handle_lines import HandleLines
from safeguard_app.ui.incidents.question_list import QuestionList
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.incidents.tick_group import TickGroup
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.people_field import PeopleField
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.tick_box import TickBox

_NO_PLATFORM = ""


class PaperSlip(QWidget):
    """A paper form typed as its writer's words: who wrote it, when, when it was handed over, where it lies now.

    Signals:
        changed(): an answer changed.
        people_searched(str): look the writer up.
    """

    changed = Signal()
    people_searched = Signal(str)

    def __init__(self, tools: FormTools, parent: QWidget | None = None) -> None:
        """Closed until the tick says that there is a slip."""
        super().__init__(parent)
        self.setAccessibleName("Paper slip")
        self.on_paper = TickBox("The account was written on paper, and is typed here as its writer’s words")
        self.author = PeopleField("Who wrote it", limit=1)
        self.written = tools.time_field("When it was written", placeholder="today 1230")
        self.handed_over = tools.time_field("When it was handed over", placeholder="today 1310")
        self.original = LineField("Where the original is kept", limit=500)
        self.fields = (
            Field("Who wrote it?", self.author, name="author"),
            Field("When was it written?", self.written, name="written"),
            Field("When was it handed over?", self.handed_over, name="handed_over"),
            Field("Where is the original kept?", self.original, name="original_kept", optional=True),
        )
        self._more = QWidget()
        self._more.setLayout(column(*self.fields, space=tokens.SPACE_3))
        self.setLayout(column(self.on_paper, self._more, space=tokens.SPACE_3))
        self._more.hide()
        self._own_written = Typed()
        self._connect()

    def show_form(self, form: IncidentForm) -> None:
        """Show what a form holds."""
        self.on_paper.setChecked(form.on_paper)
        self._more.setVisible(form.on_paper)
        show_person(self.author, form.author)
        self._own_written = Typed() if form.on_paper else form.written
        self.written.set_typed(form.written if form.on_paper else Typed())
        self.handed_over.set_typed(form.handed_over)
        self.original.setText(form.original_kept)

    def read_into(self, form: IncidentForm) -> IncidentForm:
        """The form with these answers; an account typed by its own author keeps when that was."""
        paper = self.on_paper.isChecked()
        return replace(
            form,
            on_paper=paper,
            author=one_person(self.author) if paper else None,
            written=self.written.typed() if paper else self._own_written,
            handed_over=self.handed_over.typed() if paper else Typed(),
            original_kept=self.original.text() if paper else "",
        )

    def _connect(self) -> None:
        self.on_paper.clicked.connect(self._paper_clicked)
        self.author.added.connect(self._something_changed)
        self.author.removed.connect(self._something_changed)
        self.author.searched.connect(self.people_searched)
        self.written.changed.connect(self.changed)
        self.handed_over.changed.connect(self.changed)
        self.original.textEdited.connect(self._something_changed)

    def _paper_clicked(self) -> None:
        self._more.setVisible(self.on_paper.isChecked())
        if self.on_paper.isChecked():
            self.author.setFocus()
        self.changed.emit()

    def _something_changed(self, _what: object = None) -> None:
        self.changed.emit()


class FullFields(QWidget):
    """Everything a full record asks beyond a quick concern. Nothing here is required to file.

    Signals:
        changed(): an answer changed.
        people_searched(str, str): look a person up; carries the field's name and the words.
    """

    changed = Signal()
    people_searched = Signal(str, str)

    def __init__(self, tools: FormTools, parent: QWidget | None = None) -> None:
        """Build the sections from the lists of the log."""
        super().__init__(parent)
        choices = tools.choices
        self.setAccessibleName("Full record")
        self.location_handles = HandleLines()
        self.summary = LineField("What happened, in one sentence", limit=500)
        self.questions = QuestionList()
        self.paper = PaperSlip(tools)
        self.seen = tools.time_field("When was it seen?", placeholder="mon 0840")
        self.first_told = PeopleField("First adult told", limit=1)
        self.reached_lead = tools.time_field("When did it reach you?", placeholder="today 1250")
        self.platform = ChoiceBox(
            "Platform", [(_NO_PLATFORM, "Not given"), *((one.code, one.label) for one in choices.platforms)]
        )
        self.platform.setMaximumWidth(scaled(320))
        self.location = LineField("Address or page", limit=4000)
        self.place = SegmentedControl(
            "Where the people were", [(Place(one.code), one.label) for one in choices.places]
        )
        self.equipment = TickGroup("What of the school’s was involved", choices.equipment)
        self.characteristics = TickGroup("Protected characteristic", choices.characteristics)
        self.risks = TickGroup("Area of online risk", choices.risk_areas)
        self.wishes = TextBox("The child’s wishes and feelings")
        self.severity = SegmentedControl(
            "Severity", [(Severity(one.code), one.label) for one in choices.severities]
        )
        self.severity_reason = LineField("Why this severity", limit=500)
        self.review = tools.day_field("Review on", placeholder="fri")
        self.review_owner = LineField("Who reviews it", limit=200)
        self._sections: dict[str, HeadedSection] = {}
        self._build()
        self.fields = tuple(self._named_fields())
        self._connect()

    def set_guide(self, guide: CategoryGuide) -> None:
        """Put the questions of a category."""
        self.questions.set_questions(guide.questions)
        self._sections["questions"].setVisible(bool(guide.questions))
        self._sections["questions"].set_heading(f"Questions: {guide.name}")

    def show_form(self, form: IncidentForm) -> None:
        """Show what a form holds, without telling anyone."""
        self.summary.setText(form.summary)
        self.questions.set_answers(form.answers)
        self.paper.show_form(form)
        self.seen.set_typed(form.seen)
        show_person(self.first_told, form.first_told)
        self.reached_lead.set_typed(form.reached_lead)
        self.platform.set_value(form.platform or _NO_PLATFORM)
        self.location.setText(form.online_location)
        self.place.set_value(form.place)
        self.equipment.set_codes([one.value for one in form.equipment])
        self.characteristics.set_codes(form.protected_characteristics)
        self.risks.set_codes(form.online_risks)
        self.wishes.set_text(form.child_wishes)
        self.severity.set_value(form.severity)
        self.severity_reason.setText(form.severity_reason)
        self.review.set_typed(_review_typed(form))
        self.review_owner.setText(form.review_owner)

    def read_into(self, form: IncidentForm) -> IncidentForm:
        """The form with the answers of these fields."""
        place, severity = self.place.value(), self.severity.value()
        review = self.review.typed().moment
        return replace(
            self.paper.read_into(form),
            summary=self.summary.text(),
            answers=self.questions.answers(),
            seen=self.seen.typed(),
            first_told=one_person(self.first_told),
            reached_lead=self.reached_lead.typed(),
            platform=str(self.platform.value() or ""),
            online_location=self.location.text(),
            place=place if isinstance(place, Place) else Place.NOT_KNOWN,
            equipment=tuple(SchoolEquipment(code) for code in self.equipment.codes()),
            protected_characteristics=self.characteristics.codes(),
            online_risks=self.risks.codes(),
            child_wishes=self.wishes.text(),
            severity=severity if isinstance(severity, Severity) else None,
            severity_reason=self.severity_reason.text(),
            review_on=review.start.date() if review is not None and review.start is not None else None,
            review_owner=self.review_owner.text(),
        )

    def _build(self) -> None:
        sections = {
            "summary": ("In short", (Field("What happened, in one sentence", self.summary, name="summary"),)),
            "questions": ("Questions", (self.questions,)),
            "paper": ("On paper", (self.paper,)),
            "times": (
                "Further times",
                (
                    Field("When was it seen?", self.seen, name="seen", optional=True),
                    Field("Which adult was told first?", self.first_told, name="first_told", optional=True),
                    Field("When did it reach you?", self.reached_lead, name="reached_lead", optional=True),
                ),
            ),
            "where": (
                "Where",
                (
                    Field("Platform", self.platform, name="platform", optional=True),
                    Field("Address or page", self.location, name="online_location", optional=True),
                    self.location_handles,
                    Field("Where were the people?", self.place, name="place"),
                    Field("Was anything of the school’s involved?", self.equipment, name="equipment"),
                ),
            ),
            "child": (
                "The child",
                (
                    Field("The child’s wishes and feelings", self.wishes, name="child_wishes"),
                    Field(
                        "Does it touch a protected characteristic?",
                        self.characteristics,
                        name="protected_characteristics",
                    ),
                ),
            ),
            "triage": ("At triage, now or later", self._triage()),
        }
        for key, (heading, parts) in sections.items():
            section = HeadedSection(heading, space=tokens.SPACE_3)
            section.add(*parts)
            self._sections[key] = section
        self.setLayout(column(*self._sections.values(), space=tokens.SPACE_4))

    def _triage(self) -> tuple[Field, ...]:
        return (
            Field("Area of online risk", self.risks, name="online_risks", optional=True),
            Field("Severity", self.severity, name="severity", optional=True),
            Field("Why?", self.severity_reason, name="severity_reason", optional=True),
            Field("Review on", self.review, name="review_on", optional=True),
            Field("Who reviews it?", self.review_owner, name="review_owner", optional=True),
        )

    def _named_fields(self) -> list[Field]:
        return [field for field in self.findChildren(Field) if field.name]

    def _connect(self) -> None:
        for line in (self.summary, self.location, self.severity_reason, self.review_owner):
            line.textEdited.connect(self._something_changed)
        for control in (self.platform, self.place, self.severity):
            control.chosen.connect(self._something_changed)
        for group in (self.equipment, self.characteristics, self.risks):
            group.changed.connect(self.changed)
        for when in (self.seen, self.reached_lead, self.review):
            when.changed.connect(self.changed)
        self.questions.changed.connect(self.changed)
        self.paper.changed.connect(self.changed)
        self.paper.people_searched.connect(self._author_searched)
        self.wishes.answered.connect(self.changed)
        self.first_told.added.connect(self._something_changed)
        self.first_told.removed.connect(self._something_changed)
        self.first_told.searched.connect(self._first_told_searched)

    def _something_changed(self, _what: object = None) -> None:
        self.changed.emit()

    def _author_searched(self, words: str) -> None:
        self.people_searched.emit("author", words)

    def _first_told_searched(self, words: str) -> None:
        self.people_searched.emit("first_told", words)


def _review_typed(form: IncidentForm) -> Typed:
    """The review day as a typed time, shown as it would be written."""
    if form.review_on is None:
        return Typed()
    return Typed(day_words(form.review_on), on_day(form.review_on, UTC))
