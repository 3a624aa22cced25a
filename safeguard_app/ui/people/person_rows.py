"""Rows of the person form: a post, an office, an account, a relative."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.people import (
    AdultType,
    FamilyLink,
    Handle,
    HandleConfidence,
    Office,
    OfficeKind,
    PersonRef,
    Post,
    Relation,
)
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.services.people import Suggestion
from safeguard_app.ui.incidents.involved_field import chosen_of, person_rows
from safeguard_app.ui.people.form_part import FormPart
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.people.wrapped import sized, wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.people_field import PeopleField
from safeguard_app.ui.widgets.tick_box import TickBox

NO_USERNAME = "Enter the username, or take this account out."
NO_RELATIVE = "Choose the person, or take this relative out."


def coded(lines: Sequence[ChoiceLine]) -> list[tuple[object, str]]:
    """Choices of a list, by code."""
    return [(line.code, line.label) for line in lines]


class PostRow(FormPart):
    """One post: what people call it, how the adult comes to work here, who employs them, from when to when."""

    def __init__(self, tools: RegisterTools) -> None:
        """An empty post."""
        super().__init__()
        self.title = LineField("What people call the post", limit=200, placeholder="Midday supervisor")
        self.adult_type = ChoiceBox("How they come to work here", coded(tools.choices.adult_types))
        self.employer = LineField("Employer, if not the school", limit=200)
        self.period = tools.period_fields("In post")
        first = wrapped(
            sized(Field("Post", self.title), 220),
            sized(Field("How they come to work here", self.adult_type), 200),
            sized(Field("Employer, if not the school", self.employer), 220),
        )
        self.setLayout(column(first, self.period, space=tokens.SPACE_1))
        self.setFocusProxy(self.title)

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes."""
        return {
            "title": self.title,
            "type": self.adult_type,
            "employer": self.employer,
            "period": self.period,
        }

    def post(self) -> Post:
        """What was entered."""
        return Post(
            AdultType(str(self.adult_type.value())),
            self.title.text(),
            self.period.period(),
            self.employer.text(),
        )

    def set_post(self, post: Post) -> None:
        """Show a post."""
        self.title.setText(post.title)
        self.adult_type.set_value(post.adult_type.value)
        self.employer.setText(post.employer)
        self.period.set_period(post.period)

    def fault(self) -> str:
        """What is wrong with its days."""
        return self.period.fault()


class OfficeRow(FormPart):
    """One office with its days: decides who may acknowledge and who is told."""

    def __init__(self, tools: RegisterTools) -> None:
        """An empty office."""
        super().__init__()
        self.kind = ChoiceBox("Office", coded(tools.choices.offices))
        self.period = tools.period_fields("In office")
        self.setLayout(column(wrapped(sized(Field("Office", self.kind), 300), self.period), space=0))
        self.setFocusProxy(self.kind)

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes."""
        return {"kind": self.kind, "period": self.period}

    def office(self) -> Office:
        """What was entered."""
        return Office(OfficeKind(str(self.kind.value())), self.period.period())

    def set_office(self, office: Office) -> None:
        """Show an office."""
        self.kind.set_value(office.kind.value)
        self.period.set_period(office.period)

    def fault(self) -> str:
        """What is wrong with its days."""
        return self.period.fault()


class HandleRow(FormPart):
    """One account: where, its name, how sure it is that it is theirs and how that is known."""

    def __init__(self, tools: RegisterTools) -> None:
        """An empty account."""
        super().__init__()
        self.platform = tools.platform_field("Service", none_words="Not known")
        self.name = LineField("Username or name shown", limit=200, placeholder="@name")
        self.confidence = ChoiceBox("How sure", coded(tools.choices.confidences))
        self.confidence.set_value(HandleConfidence.SUSPECTED.value)
        self.how_known = LineField("How it is known", limit=500, placeholder="Said so themselves")
        self.claimed = LineField("Whose it says it is", limit=500, placeholder="If somebody else’s")
        first = wrapped(
            sized(Field("Service", self.platform), 170),
            sized(Field("Username", self.name), 170),
            sized(Field("How sure", self.confidence), 140),
            sized(Field("How it is known", self.how_known), 200),
            sized(Field("Whose it says it is", self.claimed, optional=True), 260),
        )
        self.setLayout(column(first, space=0))
        self.setFocusProxy(self.platform)

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes."""
        return {
            "platform": self.platform,
            "name": self.name,
            "confidence": self.confidence,
            "how_known": self.how_known,
            "claimed": self.claimed,
        }

    def handle(self) -> Handle:
        """What was entered."""
        return Handle(
            self.platform.platform(),
            self.name.text(),
            HandleConfidence(str(self.confidence.value())),
            self.how_known.text(),
            self.claimed.text(),
        )

    def set_handle(self, handle: Handle) -> None:
        """Show an account."""
        self.platform.set_platform(handle.platform)
        self.name.setText(handle.name)
        self.confidence.set_value(handle.confidence.value)
        self.how_known.setText(handle.how_known)
        self.claimed.setText(handle.claimed_owner)

    def fault(self) -> str:
        """A username must be there."""
        return "" if self.name.text().strip() else NO_USERNAME


class FamilyRow(FormPart):
    """One relative: who, what they are to this person, household, parental responsibility.

    Signals:
        searched(object, str): look somebody up; carries this row and the words; answer with :meth:`offer`.
    """

    searched = Signal(object, str)

    def __init__(self, tools: RegisterTools) -> None:
        """An empty row."""
        super().__init__()
        self.person = PeopleField("Relative", limit=1, unknown=False)
        self.relation = ChoiceBox("What they are to this person", coded(tools.choices.relations))
        self.words = LineField("In their words", limit=200, placeholder="mother, aunt")
        self.household = TickBox("Same household")
        self.responsibility = TickBox("Parental responsibility")
        first = wrapped(
            sized(Field("Person", self.person), 320),
            sized(Field("Who is their", self.relation), 200),
            sized(Field("In words", self.words), 130),
        )
        ticks = wrapped(self.household, self.responsibility, space=tokens.SPACE_5)
        self.setLayout(column(first, ticks, space=tokens.SPACE_1))
        self.setFocusProxy(self.person)
        self.person.searched.connect(self._searched)

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes."""
        return {
            "person": self.person,
            "relation": self.relation,
            "words": self.words,
            "household": self.household,
            "responsibility": self.responsibility,
        }

    def link(self) -> FamilyLink | None:
        """What was entered; None where nobody is chosen."""
        people = self.person.people()
        key = people[0].key if people else None
        if not isinstance(key, PersonRef) or key.reference is None:
            return None
        return FamilyLink(
            key.reference.id,
            Relation(str(self.relation.value())),
            self.words.text(),
            self.household.isChecked(),
            self.responsibility.isChecked(),
        )

    def set_link(self, link: FamilyLink, person: PersonRef) -> None:
        """Show a relative."""
        self.person.set_people([chosen_of(person)])
        self.relation.set_value(link.relation.value)
        self.words.setText(link.words)
        self.household.setChecked(link.household)
        self.responsibility.setChecked(link.parental_responsibility)

    def offer(self, found: Sequence[Suggestion], sought: str) -> None:
        """Show who was found."""
        self.person.offer(person_rows(found), sought)

    def fault(self) -> str:
        """Somebody must be chosen."""
        return "" if self.link() is not None else NO_RELATIVE

    def _searched(self, words: str) -> None:
        self.searched.emit(self, words)
