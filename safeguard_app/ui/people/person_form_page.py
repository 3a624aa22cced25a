"""The form for one person: what each kind of person needs, nothing more in the way."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.people import Person, PersonKind, PersonRef
from safeguard_app.domain.periods import ALWAYS
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.people.day_field import PeriodFields
from safeguard_app.ui.people.facts_part import FactLists
from safeguard_app.ui.people.form_part import FormPage
from safeguard_app.ui.people.person_rows import FamilyRow, HandleRow, OfficeRow, PostRow, coded
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.people.row_list import RowList
from safeguard_app.ui.people.wrapped import sized, wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.form_footer import FormFooter
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel

_PUPILS = frozenset({PersonKind.PUPIL, PersonKind.FORMER_PUPIL})
_REACHED = frozenset({PersonKind.PARENT_CARER, PersonKind.OTHER, PersonKind.UNKNOWN_PERSON, PersonKind.STAFF})
_NAMELESS = frozenset({PersonKind.UNKNOWN_PERSON, PersonKind.ACCOUNT_ONLY})
_OFFICES_HELP = "An office decides who may acknowledge and who is told. Acting for somebody has both dates."
_HANDLES_HELP = "A guess or a rumour stays “suspected”; it is never printed as a fact."
_FAMILY_HELP = "What the relative is to this person. Seen from the other side too, without a second entry."
SAME_NAME = "Two people may have the same name: class, year and post tell them apart."
NOT_ON_REGISTER = "Somebody not on this register"


class PersonFormPage(FormPage):
    """Words in, a Person out. What belongs to another kind stays out of sight and is not lost.

    Signals:
        save_requested(): add or correct.
        cancel_requested(): leave without changing anything.
        relative_searched(object, str): a row and the words to look up; answer with the row's ``offer``.
    """

    save_requested = Signal()
    cancel_requested = Signal()
    relative_searched = Signal(object, str)

    def __init__(self, tools: RegisterTools, parent: QWidget | None = None) -> None:
        """Build every field once."""
        super().__init__(parent)
        self.setAccessibleName("Person")
        self._tools = tools
        self._kept = Person("", PersonKind.PUPIL)
        self.heading = TextLabel("Add a person", tokens.PAGE)
        self.errors = ErrorSummary()
        self.kind = ChoiceBox("What they are to the school", coded(tools.choices.person_kinds))
        self.name = LineField("Name", limit=200)
        self.known_as = LineField("Known as", limit=200)
        self.born = tools.day_field("Date of birth")
        self.year_group = LineField("Year", limit=50, placeholder="Year 4")
        self.class_name = LineField("Class", limit=50, placeholder="4B")
        self.on_roll: RowList[PeriodFields] = RowList("On roll", "Add a stretch on roll", self._new_period)
        self.posts: RowList[PostRow] = RowList("Post", "Add a post", self._new_post)
        self.offices: RowList[OfficeRow] = RowList("Office", "Add an office", self._new_office)
        self.handles: RowList[HandleRow] = RowList("Account", "Add an account", self._new_handle)
        self.family: RowList[FamilyRow] = RowList("Relative", "Add a relative", self._new_relative)
        self.facts = FactLists(tools, self)
        self.telephone = LineField("Telephone", limit=100)
        self.email = LineField("E-mail", limit=254)
        self.safe_to_contact = LineField("Before contacting them", limit=500)
        self.interpreter = LineField("Interpreter", limit=500)
        self.note = TextBox("Note")
        self.reason = LineField("Why is it corrected?", limit=500)
        self.save_button = filled("Add to the register", "check", hint="Ctrl+Enter")
        self.cancel_button = Button("Leave without adding")
        self.fields = self._make_fields()
        self._sections: dict[str, HeadedSection] = {}
        self._build()
        self._connect()

    def show_new(self, kind: PersonKind, name: str = "") -> None:
        """An empty form, with a name typed elsewhere."""
        self._show(Person(name, kind), {})
        self.heading.setText("Add a person")
        self.save_button.setText("Add to the register")
        self.cancel_button.setText("Leave without adding")
        self._set_correcting(correcting=False)
        if kind in _PUPILS:
            self.on_roll.add()
        if kind is PersonKind.STAFF:
            self.posts.add()
        if kind is PersonKind.ACCOUNT_ONLY:
            self.handles.add()
        self.mark_fresh()
        self.name.setFocus()

    def show_person(self, person: Person, name: str, relatives: Mapping[RecordId, PersonRef]) -> None:
        """A person to correct; ``relatives`` name those on the register."""
        self._show(person, relatives)
        self.heading.setText(f"Correct {name}")
        self.save_button.setText("Keep the correction")
        self.cancel_button.setText("Leave without changing")
        self._set_correcting(correcting=True)
        self.mark_fresh()
        self.reason.setFocus()

    def editors(self) -> Mapping[str, QWidget]:
        """Every box."""
        return {
            "reason": self.reason,
            "kind": self.kind,
            "name": self.name,
            "known_as": self.known_as,
            "born": self.born,
            "year_group": self.year_group,
            "class_name": self.class_name,
            "on_roll": self.on_roll,
            "posts": self.posts,
            "offices": self.offices,
            "handles": self.handles,
            "family": self.family,
            "telephone": self.telephone,
            "email": self.email,
            "safe_to_contact": self.safe_to_contact,
            "interpreter": self.interpreter,
            "note": self.note,
            **self.facts.editors(),
        }

    def fit(self) -> None:
        """Show the sections that hold something."""
        self._show_sections()

    def person(self) -> Person:
        """What the form holds. Rows not filled in are passed over."""
        return replace(
            self.facts.put_in(self._kept),
            name=self.name.text(),
            kind=PersonKind(str(self.kind.value())),
            known_as=self.known_as.text(),
            date_of_birth=self.born.day(),
            year_group=self.year_group.text(),
            class_name=self.class_name.text(),
            on_roll=tuple(period for row in self.on_roll.rows() if (period := row.period()) != ALWAYS),
            posts=tuple(row.post() for row in self.posts.rows()),
            offices=tuple(row.office() for row in self.offices.rows()),
            handles=tuple(row.handle() for row in self.handles.rows()),
            family=tuple(link for row in self.family.rows() if (link := row.link()) is not None),
            telephone=self.telephone.text(),
            email=self.email.text(),
            safe_to_contact=self.safe_to_contact.text(),
            interpreter=self.interpreter.text(),
            note=self.note.text(),
        )

    def faults(self) -> dict[str, str]:
        """What was typed and not understood, by field: it is asked about before anything is kept."""
        found = {"date_of_birth": self.born.fault(), **self.facts.faults()}
        for name, rows in (
            ("on_roll", self.on_roll.rows()),
            ("posts", self.posts.rows()),
            ("offices", self.offices.rows()),
            ("handles", self.handles.rows()),
            ("family", self.family.rows()),
        ):
            found[name] = next((fault for row in rows if (fault := row.fault())), "")
        return {name: sentence for name, sentence in found.items() if sentence}

    def show_errors(self, errors: Mapping[str, str], sentence: str = RuleViolation.sentence) -> None:
        """Say what needs another look; sections that hold it are shown whatever the kind."""
        for field in self.fields:
            for section in self._sections.values():
                if field.name in errors and section.isAncestorOf(field):
                    section.show()
        self.errors.show_errors(errors, sentence)
        self._page.verticalScrollBar().setValue(0)

    def set_busy(self, busy: bool) -> None:
        """While it is being kept nothing is pressed twice."""
        self.save_button.setEnabled(not busy)

    def _show(self, person: Person, relatives: Mapping[RecordId, PersonRef]) -> None:
        self._kept = person
        self.errors.clear()
        self.set_busy(False)
        self.kind.set_value(person.kind.value)
        for line, text in (
            (self.name, person.name),
            (self.known_as, person.known_as),
            (self.year_group, person.year_group),
            (self.class_name, person.class_name),
            (self.telephone, person.telephone),
            (self.email, person.email),
            (self.safe_to_contact, person.safe_to_contact),
            (self.interpreter, person.interpreter),
            (self.reason, ""),
        ):
            line.setText(text)
        self.note.set_text(person.note)
        self.born.set_day(person.date_of_birth)
        for stretch, period in zip(self.on_roll.show_rows(len(person.on_roll)), person.on_roll, strict=True):
            stretch.set_period(period)
        for held, post in zip(self.posts.show_rows(len(person.posts)), person.posts, strict=True):
            held.set_post(post)
        for kept, office in zip(self.offices.show_rows(len(person.offices)), person.offices, strict=True):
            kept.set_office(office)
        for row, handle in zip(self.handles.show_rows(len(person.handles)), person.handles, strict=True):
            row.set_handle(handle)
        for relative, link in zip(self.family.show_rows(len(person.family)), person.family, strict=True):
            known = relatives.get(link.person)
            unknown = PersonRef(Reference(Compartment.DAILY, link.person), NOT_ON_REGISTER)
            relative.set_link(link, known or unknown)
        self.facts.show_of(person, relatives)
        self._show_sections()
        self._page.verticalScrollBar().setValue(0)

    def _set_correcting(self, *, correcting: bool) -> None:
        self._reason_field.setVisible(correcting)
        self.setAccessibleName(self.heading.text())

    def _new_period(self) -> PeriodFields:
        return self._tools.period_fields("On roll")

    def _new_post(self) -> PostRow:
        return PostRow(self._tools)

    def _new_office(self) -> OfficeRow:
        return OfficeRow(self._tools)

    def _new_handle(self) -> HandleRow:
        return HandleRow(self._tools)

    def _new_relative(self) -> FamilyRow:
        row = FamilyRow(self._tools)
        row.searched.connect(self.relative_searched)
        return row

    def _make_fields(self) -> tuple[Field, ...]:
        self._name_field = Field("Name", self.name, name="name")
        self._reason_field = Field(
            "Why is it corrected?",
            self.reason,
            name="reason",
            help_text="The version before stays on file. What records already say of them does not change.",
        )
        return (
            self._reason_field,
            self._name_field,
            Field("Known as", self.known_as, name="known_as", optional=True),
            Field("Date of birth", self.born, name="date_of_birth", optional=True),
            sized(Field("Year", self.year_group, name="year_group"), 130),
            sized(Field("Class", self.class_name, name="class_name"), 130),
            Field("On roll", self.on_roll, name="on_roll"),
            Field("Posts", self.posts, name="posts"),
            Field("Offices", self.offices, name="offices", help_text=_OFFICES_HELP),
            Field("Accounts and handles", self.handles, name="handles", help_text=_HANDLES_HELP),
            Field("Family and connections", self.family, name="family", help_text=_FAMILY_HELP),
            sized(Field("Telephone", self.telephone, name="telephone", optional=True), 220),
            sized(Field("E-mail", self.email, name="email", optional=True), 300),
            Field(
                "Anything to know before contacting them",
                self.safe_to_contact,
                name="safe_to_contact",
                optional=True,
                help_text="Empty: nothing is known against it.",
            ),
            Field("Interpreter", self.interpreter, name="interpreter", optional=True),
            Field("Note", self.note, name="note", optional=True),
            *self.facts.fields(),
        )

    def _build(self) -> None:
        self._page = ScrollPage("Person", reading=True)
        named = {field.name: field for field in self.fields}
        column = self._page.column
        column.addWidget(self.heading)
        column.addWidget(self.draft_notice)
        column.addWidget(self.errors)
        column.addWidget(named["reason"])
        column.addWidget(sized(Field("What they are to the school", self.kind), 300))
        column.addWidget(named["name"])
        column.addWidget(named["known_as"])
        self._pupil = wrapped(named["year_group"], named["class_name"])
        self._section("pupil", "At school", self._pupil, named["date_of_birth"], named["on_roll"])
        self._section("names", "Other names", named["names"])
        self._section("statuses", "Status and plans", named["statuses"])
        self._section("posts", "Work here", named["posts"], named["offices"])
        reach = wrapped(named["telephone"], named["email"])
        self._section("contact", "Contact", reach, named["safe_to_contact"], named["interpreter"])
        self._section("handles", "Online", named["handles"])
        self._section("family", "Family", named["family"])
        self._section("telling", "Telling others", named["telling_rules"], named["not_to_be_used"])
        self._section("professionals", "Professionals involved", named["professionals"])
        self._section("note", "Note", named["note"])
        column.addStretch(1)
        self.errors.watch(self.fields)
        footer = FormFooter()
        footer.add(self.save_button, self.cancel_button)
        footer.add(IconWords("info", SAME_NAME, "muted"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._page, 1)
        layout.addWidget(footer)

    def _section(self, key: str, heading: str, *parts: QWidget) -> None:
        section = HeadedSection(heading, space=tokens.SPACE_3)
        section.add(*parts)
        self._sections[key] = section
        self._page.column.addWidget(section)

    def _connect(self) -> None:
        self.kind.chosen.connect(self._kind_chosen)
        self.save_button.clicked.connect(self.save_requested)
        self.cancel_button.clicked.connect(self.cancel_requested)
        self.facts.searched.connect(self.relative_searched)

    def _kind_chosen(self, _kind: object) -> None:
        self._show_sections()

    def _show_sections(self) -> None:
        """Only what this kind of person needs, and whatever is filled in already."""
        person = self.person()
        kind = person.kind
        pupil = kind in _PUPILS
        self._sections["pupil"].setVisible(
            pupil or bool(person.on_roll or person.year_group or person.class_name or person.date_of_birth)
        )
        self._sections["posts"].setVisible(kind is PersonKind.STAFF or bool(person.posts or person.offices))
        named = kind is not PersonKind.ACCOUNT_ONLY
        self._sections["names"].setVisible(named or bool(person.names))
        self._sections["statuses"].setVisible(pupil or bool(person.statuses))
        self._sections["telling"].setVisible(named or bool(person.telling_rules or person.not_to_be_used))
        self._sections["professionals"].setVisible(pupil or bool(person.professionals))
        contact = bool(person.telephone or person.email or person.safe_to_contact or person.interpreter)
        self._sections["contact"].setVisible(kind in _REACHED or contact)
        self._sections["family"].setVisible(kind is not PersonKind.ACCOUNT_ONLY or bool(person.family))
        self._name_field.set_help(
            "Leave it empty while it is not known." if kind in _NAMELESS else "As the school writes it."
        )
        self.name.setMinimumWidth(scaled(200))
