"""One step of a declaration: what happened, when, how, who was there, what was decided. Each with its own date."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.contact_rules import ReviewRule, review_day
from safeguard_app.domain.declarations import How, StepKind
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.people import OfficeKind, PersonRef
from safeguard_app.domain.text_rules import STATEMENT_LIMIT
from safeguard_app.services.declaration_forms import StepInput
from safeguard_app.services.people import Suggestion
from safeguard_app.ui.declarations.weighed_fields import WeighedFields
from safeguard_app.ui.incidents.day_of import day_of
from safeguard_app.ui.incidents.involved_field import chosen_of, person_of, person_rows
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.people.form_part import FormPart
from safeguard_app.ui.people.person_rows import coded
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.people.wrapped import sized, wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.people_field import PeopleField

DECISIONS = frozenset(
    {
        StepKind.ACKNOWLEDGED,
        StepKind.ACKNOWLEDGED_WITH_CONDITIONS,
        StepKind.REFUSED,
        StepKind.MORE_INFORMATION,
    }
)
_AGREED = frozenset({StepKind.ACKNOWLEDGED, StepKind.ACKNOWLEDGED_WITH_CONDITIONS})
_NOTHING_AGREED = frozenset({StepKind.REFUSED, StepKind.MORE_INFORMATION})
_BY_LABELS = {
    StepKind.DECLARED: "Declared by",
    StepKind.DISCUSSED: "Discussed by",
    StepKind.ENDED: "Said by",
    StepKind.SUPERSEDED: "Said by",
    StepKind.REVIEW_SET: "Set by",
    StepKind.REVIEWED: "Reviewed by",
}
_REVIEWS = DECISIONS | {StepKind.REVIEW_SET, StepKind.REVIEWED}
NOT_UNDERSTOOD = "This date was not understood. Answer the question beside it."


class StepFields(FormPart):
    """The fields of one step; only what its kind needs is shown.

    Signals:
        people_searched(object, str, str): this step, the field (``by`` or ``present``) and the words to look up;
            answer with :meth:`offer`.
    """

    people_searched = Signal(object, str, str)

    def __init__(
        self,
        tools: RegisterTools,
        kinds: Sequence[tuple[StepKind, str]],
        capacities: Sequence[tuple[OfficeKind, str]],
        adult: PersonRef | None = None,
        *,
        choose_kind: bool = True,
    ) -> None:
        """``kinds`` may follow now; ``capacities`` are the offices that may decide this adult's declaration."""
        super().__init__()
        self._tools = tools
        self._adult = adult
        self._capacities: tuple[tuple[OfficeKind, str], ...] = ()
        self._review_rule: ReviewRule | None = None
        self._proposed = ""
        self.kind = ChoiceBox("What happened", [(kind.value, words) for kind, words in kinds])
        self.at = tools.time_field("When", precision=True, placeholder="today 0830")
        self.how = ChoiceBox("How", coded(tools.choices.hows))
        self.by = PeopleField("By whom", limit=1)
        self.capacity = ChoiceBox("In which office")
        self.present = PeopleField("Who else was there")
        self.conditions = TextBox("Conditions", placeholder="One condition to a line")
        self.protocol = TextBox("Agreed protocol", limit=STATEMENT_LIMIT)
        self.review = tools.ahead_field("Review on")
        self.weighed = WeighedFields(tools)
        self.note = TextBox("Note", limit=STATEMENT_LIMIT)
        self._build(choose_kind=choose_kind)
        self.set_capacities(capacities)
        self._connect()
        self._fit()

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes."""
        return {
            "kind": self.kind,
            "at": self.at,
            "how": self.how,
            "by": self.by,
            "capacity": self.capacity,
            "present": self.present,
            "conditions": self.conditions,
            "protocol": self.protocol,
            "review": self.review,
            **self.weighed.editors,
            "note": self.note,
        }

    def fit(self) -> None:
        """Show what this kind of step needs."""
        self._fit()

    def step(self) -> StepInput:
        """What was entered. A time not given is not known, which the service refuses in words."""
        kind = self.step_kind()
        decides = kind in DECISIONS
        capacity = self.capacity.value()
        conditional = kind is StepKind.ACKNOWLEDGED_WITH_CONDITIONS
        entered = StepInput(
            kind=kind,
            at=self.at.typed().moment or not_known(),
            how=How(str(self.how.value())),
            by=self._by() or PersonRef(None, ""),
            capacity=OfficeKind(str(capacity)) if decides and capacity is not None else None,
            present=tuple(person_of(one) for one in self.present.people())
            if kind is StepKind.DISCUSSED
            else (),
            conditions=tuple(line.strip() for line in self.conditions.text().splitlines() if line.strip())
            if conditional
            else (),
            protocol=self.protocol.text() if decides and kind not in _NOTHING_AGREED else "",
            note=self.note.text(),
            review_on=self.review.day() if kind in _REVIEWS - _NOTHING_AGREED else None,
        )
        return self.weighed.added_to(entered)

    def step_kind(self) -> StepKind:
        """What happened."""
        return StepKind(str(self.kind.value()))

    def set_kind(self, kind: StepKind) -> None:
        """Choose what happened."""
        self.kind.set_value(kind.value)
        self._kind_chosen(kind)

    def set_adult(self, adult: PersonRef | None) -> None:
        """Whose declaration it is: declared and ended are said by them."""
        self._adult = adult
        self._fit()

    def set_capacities(self, capacities: Sequence[tuple[OfficeKind, str]]) -> None:
        """The offices in which somebody may decide."""
        if tuple(capacities) != self._capacities:
            self._capacities = tuple(capacities)
            self.capacity.set_choices([(office.value, words) for office, words in capacities])
            self._propose_by()

    def set_review_rule(self, rule: ReviewRule) -> None:
        """The school's habit: what is acknowledged gets its day of review by it, unless another is typed."""
        self._review_rule = rule
        self._propose_review()

    def faults(self) -> dict[str, str]:
        """What was typed and not understood."""
        found = {}
        typed = self.at.typed()
        if typed.text.strip() and typed.moment is None:
            found["at"] = NOT_UNDERSTOOD
        if self.step_kind() in _REVIEWS and (fault := self.review.fault()):
            found["review_on"] = fault
        if self.step_kind() in DECISIONS and (fault := self.weighed.copy_on.fault()):
            found["copy_on"] = fault
        return found

    def offer(self, field: str, found: Sequence[Suggestion], sought: str) -> None:
        """Show who was found."""
        target = self.by if field == "by" else self.present
        target.offer(person_rows(found), sought)

    def _by(self) -> PersonRef | None:
        people = self.by.people()
        return person_of(people[0]) if people else None

    def _build(self, *, choose_kind: bool) -> None:
        self._fields = {
            "by": sized(Field("By whom", self.by, name="by"), 330),
            "capacity": sized(Field("In which office", self.capacity, name="capacity"), 280),
            "present": Field("Who else was there?", self.present, name="present", optional=True),
            "conditions": Field(
                "Conditions", self.conditions, name="conditions", help_text="One condition to a line."
            ),
            "protocol": Field("Agreed protocol", self.protocol, name="protocol", optional=True),
            "review_on": Field("Review on", self.review, name="review_on", optional=True),
            **self.weighed.fields,
        }
        kind = sized(Field("What happened", self.kind), 330)
        if not choose_kind:
            kind.hide()
        self.when_field = Field("When", self.at, name="at")
        self.how_field = sized(Field("How", self.how, name="how"), 330)
        note = Field("Note", self.note, name="note", optional=True)
        self.setLayout(
            column(
                kind,
                self.when_field,
                wrapped(self.how_field, self._fields["by"], self._fields["capacity"]),
                self._fields["present"],
                self._fields["conditions"],
                self._fields["protocol"],
                self._fields["review_on"],
                *self.weighed.fields.values(),
                note,
                space=tokens.SPACE_3,
            )
        )
        self.fields = (self.when_field, self.how_field, *self._fields.values(), note)
        self.setFocusProxy(self.kind if choose_kind else self.at)

    def _connect(self) -> None:
        self.kind.chosen.connect(self._kind_chosen)
        self.at.changed.connect(self._propose_review)
        self.by.searched.connect(self._by_searched)
        self.present.searched.connect(self._present_searched)

    def _kind_chosen(self, _kind: object) -> None:
        self._propose_by()
        self._propose_review()
        self._fit()

    def _fit(self) -> None:
        """Show what this kind of step needs."""
        kind = self.step_kind()
        decides = kind in DECISIONS
        self._fields["capacity"].setVisible(decides)
        self._fields["present"].setVisible(kind is StepKind.DISCUSSED)
        self._fields["conditions"].setVisible(kind is StepKind.ACKNOWLEDGED_WITH_CONDITIONS)
        self._fields["protocol"].setVisible(decides and kind not in _NOTHING_AGREED)
        self._fields["review_on"].setVisible(kind in _REVIEWS and kind not in _NOTHING_AGREED)
        self.weighed.fit(
            decides and kind is not StepKind.MORE_INFORMATION, agrees=decides and kind not in _NOTHING_AGREED
        )
        self._fields["by"].label.setText(_BY_LABELS.get(kind, "Decided by"))
        self._offer_hows(decides=decides)
        if not self.by.people():
            self._propose_by()

    def _offer_hows(self, *, decides: bool) -> None:
        """On screen means with one's own passphrase: a decision on screen is made in the queue, not typed in."""
        chosen = self.how.value()
        lines = [
            line for line in self._tools.choices.hows if not (decides and line.code == How.ON_SCREEN.value)
        ]
        if self.how.count() != len(lines):
            self.how.set_choices(coded(lines))
            self.how.set_value(chosen)

    def _propose_by(self) -> None:
        """Fill in who it usually is: the adult themselves, or whoever holds the office that decides."""
        choices = self._tools.choices
        kind = self.step_kind()
        if kind in (StepKind.DECLARED, StepKind.ENDED, StepKind.SUPERSEDED):
            person = self._adult
        else:
            first = self._capacities[0][0] if self._capacities else OfficeKind.HEADTEACHER
            person = choices.chair_person if first is OfficeKind.CHAIR else choices.head_person
        self.by.set_people([chosen_of(person)] if person is not None else [])

    def _propose_review(self) -> None:
        """Fill in when an acknowledgement of that day is reviewed, while nobody typed another day or took it out."""
        if self._review_rule is None or self.review.typed().text != self._proposed:
            return
        day = day_of(self.at.typed()) if self.step_kind() in _AGREED else None
        self.review.set_day(review_day(self._review_rule, day) if day is not None else None)
        self._proposed = self.review.typed().text

    def _by_searched(self, words: str) -> None:
        self.people_searched.emit(self, "by", words)

    def _present_searched(self, words: str) -> None:
        self.people_searched.emit(self, "present", words)
