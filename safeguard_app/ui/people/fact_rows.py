"""Rows of the person form: a further name, a status, who may be told, what is not to be used, a professional."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_facts import FurtherName, HeldStatus, NotToBeUsed, Professional, TellingRule
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.services.people import Suggestion
from safeguard_app.ui.incidents.involved_field import chosen_of, person_of, person_rows
from safeguard_app.ui.people.form_part import FormPart
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.people.wrapped import sized, wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.people_field import PeopleField

NO_NAME = "Enter the name, or take this one out."
NO_STATUS = "Choose the status, or take this one out."
NOBODY_TOLD = "Enter who it is about, or take this one out."
NO_WHY_NOT = "Enter why they must not be told, or the order that says so."
NOTHING_BARRED = "Enter the address or number, or take this one out."
MAY, MUST_NOT = "may", "must_not"
_RULES = ((MAY, "May be told"), (MUST_NOT, "Must not be told"))


class _CodeBox(ChoiceBox):
    """A choice of the catalogue that keeps a code of another nation, or of an earlier catalogue, as it is."""

    def __init__(self, label: str, lines: Sequence[ChoiceLine], none: str) -> None:
        self._lines = [("", none), *((line.code, line.label) for line in lines)]
        super().__init__(label, self._lines)

    def code(self) -> str:
        return str(self.value() or "")

    def set_value(self, value: object) -> None:
        """A code that is not on offer is offered for this record."""
        if value not in self._values:
            words = str(value).replace("_", " ").capitalize()
            self.set_choices([*self._lines, (value, words)])
        super().set_value(value)


class NameRow(FormPart):
    """Another name they are or were known by."""

    def __init__(self, tools: RegisterTools) -> None:
        """An empty name."""
        super().__init__()
        self.name = LineField("Further name", limit=200)
        self.kind = _CodeBox("What kind of name", tools.choices.name_kinds, "Not said")
        self.period = tools.period_fields("Used")
        first = wrapped(
            sized(Field("Name", self.name), 260), sized(Field("What kind of name", self.kind), 200)
        )
        self.setLayout(column(first, self.period, space=tokens.SPACE_1))
        self.setFocusProxy(self.name)

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes."""
        return {"name": self.name, "kind": self.kind, "period": self.period}

    def further_name(self) -> FurtherName:
        """What was entered."""
        return FurtherName(self.name.text(), self.kind.code(), self.period.period())

    def set_further_name(self, one: FurtherName) -> None:
        """Show a name."""
        self.name.setText(one.name)
        self.kind.set_value(one.kind)
        self.period.set_period(one.period)

    def fault(self) -> str:
        """A name must be there, and its days understood."""
        return self.period.fault() if self.name.text().strip() else NO_NAME


class StatusRow(FormPart):
    """One status with its days."""

    def __init__(self, tools: RegisterTools) -> None:
        """An empty status."""
        super().__init__()
        self.code = _CodeBox("Status", tools.choices.statuses, "Choose the status")
        self.note = LineField("What else matters of it", limit=500)
        self.period = tools.period_fields("Status held")
        first = wrapped(
            sized(Field("Status", self.code), 300),
            sized(Field("What else matters of it", self.note, optional=True), 300),
        )
        self.setLayout(column(first, self.period, space=tokens.SPACE_1))
        self.setFocusProxy(self.code)

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes."""
        return {"code": self.code, "note": self.note, "period": self.period}

    def status(self) -> HeldStatus:
        """What was entered."""
        return HeldStatus(self.code.code(), self.period.period(), self.note.text())

    def set_status(self, one: HeldStatus) -> None:
        """Show a status."""
        self.code.set_value(one.code)
        self.note.setText(one.note)
        self.period.set_period(one.period)

    def fault(self) -> str:
        """A status must be chosen, and its days understood."""
        return self.period.fault() if self.code.code() else NO_STATUS


class TellingRuleRow(FormPart):
    """Who may be told about the person, or must not be: why, by which order, until when.

    Signals:
        searched(object, str): look somebody up; carries this row and the words; answer with :meth:`offer`.
    """

    searched = Signal(object, str)

    def __init__(self, tools: RegisterTools) -> None:
        """An empty rule."""
        super().__init__()
        self.person = PeopleField("Who", limit=1)
        self.may = ChoiceBox("May be told, or must not be told", _RULES)
        self.reason = LineField("Why", limit=500)
        self.order = LineField("Court order, in words", limit=500)
        self.until = tools.ahead_field("Until", "1/9/2027")
        first = wrapped(
            sized(Field("Who", self.person), 300), sized(Field("May they be told?", self.may), 200)
        )
        second = wrapped(
            sized(Field("Why", self.reason, optional=True), 300),
            sized(Field("Court order, in words", self.order, optional=True), 300),
        )
        last = Field("Until (empty: goes on)", self.until)
        self.setLayout(column(first, second, last, space=tokens.SPACE_1))
        self.setFocusProxy(self.person)
        self.person.searched.connect(self._searched)

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes."""
        return {
            "person": self.person,
            "may": self.may,
            "reason": self.reason,
            "order": self.order,
            "until": self.until,
        }

    def rule(self) -> TellingRule:
        """What was entered."""
        people = [person_of(one) for one in self.person.people()]
        name = people[0].name if people else self.person.typing()
        reference = people[0].reference if people else None
        return TellingRule(
            name,
            reference.id if reference is not None else None,
            self.may.value() == MAY,
            self.reason.text(),
            self.order.text(),
            self.until.day(),
        )

    def set_rule(self, rule: TellingRule, known: Mapping[RecordId, PersonRef]) -> None:
        """Show a rule; ``known`` are those on the register by their record."""
        person = PersonRef(None, rule.name)
        if rule.person is not None:
            person = known.get(rule.person, PersonRef(Reference(Compartment.DAILY, rule.person), rule.name))
        self.person.set_people([chosen_of(person)])
        self.may.set_value(MAY if rule.may else MUST_NOT)
        self.reason.setText(rule.reason)
        self.order.setText(rule.order)
        self.until.set_day(rule.until)

    def offer(self, found: Sequence[Suggestion], sought: str) -> None:
        """Show who was found."""
        self.person.offer(person_rows(found), sought)

    def fault(self) -> str:
        """Somebody must be named, and a reason given where they must not be told."""
        rule = self.rule()
        if not rule.name.strip():
            return NOBODY_TOLD
        if not rule.may and not rule.reason.strip() and not rule.order.strip():
            return NO_WHY_NOT
        return self.until.fault()

    def _searched(self, words: str) -> None:
        self.searched.emit(self, words)


class NotToBeUsedRow(FormPart):
    """An address, number or account that must not be used to reach them or their family."""

    def __init__(self, tools: RegisterTools) -> None:
        """Empty."""
        super().__init__()
        self.what = LineField("Address, number or account", limit=500)
        self.reason = LineField("Why it is not used", limit=500)
        self.until = tools.ahead_field("Not to be used until", "1/9/2027")
        first = wrapped(
            sized(Field("Address, number or account", self.what), 300),
            sized(Field("Why", self.reason, optional=True), 300),
        )
        self.setLayout(column(first, Field("Until (empty: goes on)", self.until), space=tokens.SPACE_1))
        self.setFocusProxy(self.what)

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes."""
        return {"what": self.what, "reason": self.reason, "until": self.until}

    def barred(self) -> NotToBeUsed:
        """What was entered."""
        return NotToBeUsed(self.what.text(), self.reason.text(), self.until.day())

    def set_barred(self, one: NotToBeUsed) -> None:
        """Show one."""
        self.what.setText(one.what)
        self.reason.setText(one.reason)
        self.until.set_day(one.until)

    def fault(self) -> str:
        """It must be said, and the day understood."""
        return self.until.fault() if self.what.text().strip() else NOTHING_BARRED


class ProfessionalRow(FormPart):
    """Somebody from another agency who works with the person."""

    def __init__(self, tools: RegisterTools) -> None:
        """Nobody yet."""
        super().__init__()
        self.name = LineField("Name of the professional", limit=200)
        self.role = LineField("Their role", limit=200, placeholder="Social worker")
        self.agency = LineField("Agency", limit=200)
        self.telephone = LineField("Telephone of the professional", limit=100)
        self.email = LineField("E-mail of the professional", limit=254)
        self.period = tools.period_fields("Involved")
        first = wrapped(
            sized(Field("Name", self.name), 200),
            sized(Field("Role", self.role), 200),
            sized(Field("Agency", self.agency), 200),
        )
        second = wrapped(
            sized(Field("Telephone", self.telephone), 200), sized(Field("E-mail", self.email), 300)
        )
        self.setLayout(column(first, second, self.period, space=tokens.SPACE_1))
        self.setFocusProxy(self.name)

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes."""
        return {
            "name": self.name,
            "role": self.role,
            "agency": self.agency,
            "telephone": self.telephone,
            "email": self.email,
            "period": self.period,
        }

    def professional(self) -> Professional:
        """What was entered."""
        return Professional(
            self.name.text(),
            self.role.text(),
            self.agency.text(),
            self.telephone.text(),
            self.email.text(),
            self.period.period(),
        )

    def set_professional(self, one: Professional) -> None:
        """Show somebody."""
        for line, text in (
            (self.name, one.name),
            (self.role, one.role),
            (self.agency, one.agency),
            (self.telephone, one.telephone),
            (self.email, one.email),
        ):
            line.setText(text)
        self.period.set_period(one.period)

    def fault(self) -> str:
        """A name must be there, and the days understood."""
        return self.period.fault() if self.name.text().strip() else NO_NAME
