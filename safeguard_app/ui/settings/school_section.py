"""The school's details and whom to ring: shown, and changed in place."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from safeguard_app.domain.school import ContactToRing, School
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.school import PHONE_LIMIT, ContactForm, SchoolTitles
from safeguard_app.ui.incidents.day_of import day_of
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.time_field import Describe, Reader, TimeField
from safeguard_app.ui.settings.fact_rows import FactRows
from safeguard_app.ui.settings.form_section import FormSection
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_NAME_LIMIT = 120


class ContactLines(QWidget):
    """Name, telephone and a remark for each agency."""

    def __init__(self, forms: Sequence[ContactForm], parent: QWidget | None = None) -> None:
        """Show what the school has given."""
        super().__init__(parent)
        self.setAccessibleName("Whom to ring")
        self.lines: dict[str, tuple[LineField, LineField, LineField]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_2)
        grid.setVerticalSpacing(tokens.SPACE_3)
        for place, words in enumerate(("", "Name or team", "Telephone", "Remark")):
            grid.addWidget(TextLabel(words, tokens.STRONG, "muted"), 0, place)
            grid.setColumnStretch(place, 4 if place < 2 else 3)
        for number, form in enumerate(forms, start=1):
            self._add(grid, number, form)

    def contacts(self) -> tuple[ContactToRing, ...]:
        """What stands there now, empty ones too."""
        return tuple(
            ContactToRing(agency, name.text(), phone.text(), note.text())
            for agency, (name, phone, note) in self.lines.items()
        )

    def _add(self, grid: QGridLayout, number: int, form: ContactForm) -> None:
        name = LineField(f"{form.label}: name or team", limit=_NAME_LIMIT)
        phone = LineField(f"{form.label}: telephone", limit=PHONE_LIMIT)
        note = LineField(f"{form.label}: remark", limit=_NAME_LIMIT)
        for line, text in ((name, form.name), (phone, form.phone), (note, form.note)):
            line.setText(text)
            line.setMinimumWidth(60)
        self.lines[form.agency] = (name, phone, note)
        label = TextLabel(form.label, tokens.STRONG, wrap=True)
        words = QWidget()
        words.setLayout(column(label, muted(form.when, wrap=True), space=0) if form.when else column(label))
        for place, widget in enumerate((words, name, phone, note)):
            grid.addWidget(widget, number, place)


class SchoolPanel(EntryPanel):
    """Changing the details."""

    def __init__(
        self,
        school: School,
        titles: SchoolTitles,
        contacts: Sequence[ContactForm],
        reader: Reader,
        describe: Describe,
        parent: QWidget | None = None,
    ) -> None:
        """Show what stands."""
        super().__init__(
            "Change the school’s details",
            "Save",
            "The school’s name and nation were set when the log was made and stay as they are.",
            parent,
        )
        self._school = school
        self.lines: dict[str, LineField] = {}
        for name, label, text in (
            ("local_authority", titles.authority, school.local_authority),
            ("address", "Address", school.address),
            ("phone", "Telephone", school.phone),
            ("email", "E-mail", school.email),
            ("secure_email", "Secure e-mail, for referrals", school.secure_email),
            ("dsl_name", titles.lead, school.dsl_name),
            ("head_name", titles.head, school.head_name),
            ("chair_name", titles.chair, school.chair_name),
        ):
            line = LineField(label, limit=200 if name == "address" else _NAME_LIMIT)
            line.setText(text)
            self.lines[name] = line
            self.add_field(label, line, name, optional=True)
        self.since_field = TimeField(
            "The register of declarations is complete since", reader, describe, placeholder="1 Sep"
        )
        words = school.register_complete_since
        self.since_field.set_typed(Typed(words, reader(words).moment) if words else Typed())
        self.add_field(
            "The register of declarations is complete since",
            self.since_field,
            "register_complete_since",
            help_text="From this day every declaration on paper is entered, so that “none on this register” "
            "means something. Leave it empty until then.",
            optional=True,
        )
        self.contact_lines = ContactLines(contacts)
        self.add_field("Whom to ring", self.contact_lines, "contacts", optional=True)

    def school(self) -> School:
        """The details as they stand in the fields."""
        texts = {name: line.text() for name, line in self.lines.items()}
        day = day_of(self.since_field.typed()) if self.since_field.typed().text.strip() else None
        return replace(
            self._school,
            local_authority=texts["local_authority"],
            address=texts["address"],
            phone=texts["phone"],
            email=texts["email"],
            secure_email=texts["secure_email"],
            dsl_name=texts["dsl_name"],
            head_name=texts["head_name"],
            chair_name=texts["chair_name"],
            contacts=self.contact_lines.contacts(),
            register_complete_since=day.isoformat() if day is not None else "",
        )

    def slips(self) -> dict[str, str]:
        """A day that was typed and not understood."""
        slipped = self.since_field.slipped()
        return {"register_complete_since": "Type a day, such as “1 Sep 2026”."} if slipped else {}


class SchoolSection(FormSection):
    """Signals:
    change_asked(): open the details for changing.
    """

    change_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing known."""
        self.change_button = Button("Change", small=True)
        self.change_button.setAccessibleName("Change the school’s details")
        super().__init__("The school", aside=self.change_button, space=tokens.SPACE_3, parent=parent)
        self.facts = FactRows()
        self.add(self.facts)
        self.change_button.clicked.connect(self.change_asked)

    def show_school(self, school: School, titles: SchoolTitles, contacts: Sequence[ContactForm]) -> None:
        """Show the details and whom to ring."""
        given = [
            (form.label, ", ".join(part for part in (form.name, form.phone, form.note) if part))
            for form in contacts
        ]
        self.facts.show_facts(
            [
                ("School", school.name),
                (titles.authority, school.local_authority),
                ("Address", school.address),
                ("Telephone", school.phone),
                ("E-mail", school.email),
                ("Secure e-mail, for referrals", school.secure_email),
                (titles.lead, school.dsl_name),
                (titles.head, school.head_name),
                (titles.chair, school.chair_name),
                *given,
            ]
        )

    def _show_rest(self, shown: bool) -> None:
        self.facts.setVisible(shown)
        self.change_button.setEnabled(shown)

    def _asked_from(self) -> QWidget:
        return self.change_button
