"""One step of an entry: a decision, a review, an end. Each with its own day, apart from when it is entered."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.logbooks import DECISIONS, EntryStepKind
from safeguard_app.domain.people import OfficeKind, PersonRef
from safeguard_app.domain.text_rules import STATEMENT_LIMIT
from safeguard_app.services.logbooks import EntryStepInput
from safeguard_app.ui.incidents.involved_field import chosen_of, person_of
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.people.form_part import FormPart
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.people.wrapped import sized, wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.people_field import PeopleField

_NOTHING = ""
NOT_DECIDED = "Not decided yet"


class StepPart(FormPart):
    """The fields of one step; only what its kind needs is shown.

    Signals:
        people_searched(object, object, str): the field that asks, no kinds, and the words to look up.
    """

    people_searched = Signal(object, object, str)

    def __init__(
        self,
        tools: RegisterTools,
        kinds: Sequence[tuple[EntryStepKind, str]],
        *,
        prefix: str = "",
        may_wait: bool = False,
        by_label: str = "By whom",
        conditions: bool = True,
    ) -> None:
        """``prefix`` begins the names of its fields in problems; with ``may_wait`` nothing need be decided yet."""
        super().__init__()
        self._tools = tools
        self._conditional = conditions
        waiting: list[tuple[object, str]] = [(_NOTHING, NOT_DECIDED)] if may_wait else []
        self.kind = ChoiceBox("What happened", [*waiting, *((kind.value, words) for kind, words in kinds)])
        self.on = tools.day_field("On which day", "14/9/2026")
        self.by = PeopleField(by_label, limit=1)
        self.capacity = ChoiceBox("In which office")
        self.conditions = TextBox("Conditions", limit=STATEMENT_LIMIT)
        self.note = TextBox("Note", limit=STATEMENT_LIMIT)
        self.review = tools.ahead_field("Look at it again on")
        self._by_office = False
        self._proposed = False
        self.fields = {
            "kind": sized(Field("What happened", self.kind, name=f"{prefix}kind"), 330),
            "on": Field("On which day", self.on, name=f"{prefix}on"),
            "by": sized(Field(by_label, self.by, name=f"{prefix}by"), 330),
            "capacity": sized(Field("In which office", self.capacity, name=f"{prefix}capacity"), 280),
            "conditions": Field("Conditions", self.conditions, name=f"{prefix}conditions", optional=True),
            "review_on": Field("Look at it again on", self.review, name=f"{prefix}review_on", optional=True),
            "note": Field("Note", self.note, name=f"{prefix}note", optional=True),
        }
        self._build()
        self.kind.chosen.connect(self._kind_chosen)
        self.by.searched.connect(partial(self.people_searched.emit, self.by, frozenset()))
        self.fit()

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes."""
        return {
            "kind": self.kind,
            "on": self.on,
            "by": self.by,
            "capacity": self.capacity,
            "conditions": self.conditions,
            "review": self.review,
            "note": self.note,
        }

    def fit(self) -> None:
        """Show what this kind of step needs."""
        kind = self.step_kind()
        decides = kind in DECISIONS
        for name in ("on", "by", "note"):
            self.fields[name].setVisible(kind is not None)
        self.fields["capacity"].setVisible(decides and self._by_office)
        self.fields["conditions"].setVisible(kind is EntryStepKind.GIVEN and self._conditional)
        self.fields["review_on"].setVisible(kind in {EntryStepKind.GIVEN, EntryStepKind.REVIEWED})

    def step_kind(self) -> EntryStepKind | None:
        """What happened; None while nothing was decided."""
        value = str(self.kind.value() or "")
        return EntryStepKind(value) if value else None

    def set_kind(self, kind: EntryStepKind) -> None:
        """Choose what happened."""
        self.kind.set_value(kind.value)
        self._kind_chosen(kind.value)

    def set_capacities(self, capacities: Sequence[tuple[OfficeKind, str]]) -> None:
        """The offices in which somebody may decide; none where no office decides."""
        self._by_office = bool(capacities)
        self.capacity.set_choices([(office.value, words) for office, words in capacities])
        self.fit()
        self._propose()

    def propose_by(self, person: PersonRef | None) -> None:
        """Whoever it most likely was, where nobody stands there yet."""
        if person is not None and not self.by.people():
            self.by.set_people([chosen_of(person)])

    def step(self) -> EntryStepInput | None:
        """What was entered; None while nothing was decided."""
        kind = self.step_kind()
        if kind is None:
            return None
        people, capacity = self.by.people(), self.capacity.value()
        by_office = kind in DECISIONS and self._by_office and capacity is not None
        shows_review = kind in {EntryStepKind.GIVEN, EntryStepKind.REVIEWED}
        return EntryStepInput(
            kind=kind,
            on=self.on.day(),
            by=person_of(people[0]) if people else PersonRef(None, ""),
            capacity=OfficeKind(str(capacity)) if by_office else None,
            conditions=self.conditions.text() if kind is EntryStepKind.GIVEN and self._conditional else "",
            note=self.note.text(),
            review_on=self.review.day() if shows_review else None,
        )

    def faults(self) -> dict[str, str]:
        """What was typed and not understood, by the names of the fields."""
        if self.step_kind() is None:
            return {}
        found = {}
        if fault := self.on.fault():
            found[self.fields["on"].name] = fault
        if not self.fields["review_on"].isHidden() and (fault := self.review.fault()):
            found[self.fields["review_on"].name] = fault
        return found

    def _build(self) -> None:
        shown = self.fields
        self.setLayout(
            column(
                shown["kind"],
                shown["on"],
                wrapped(shown["by"], shown["capacity"]),
                shown["conditions"],
                shown["review_on"],
                shown["note"],
                space=tokens.SPACE_3,
            )
        )
        self.setFocusProxy(self.kind)

    def _kind_chosen(self, _kind: object) -> None:
        self.fit()
        self._propose()

    def _propose(self) -> None:
        """What an office decides is most often decided by the head."""
        if self._by_office and self.step_kind() in DECISIONS and not self._proposed:
            self._proposed = True
            heads = {OfficeKind.HEADTEACHER.value, OfficeKind.ACTING_HEADTEACHER.value}
            by_head = str(self.capacity.value()) in heads
            self.propose_by(self._tools.choices.head_person if by_head else self._tools.choices.chair_person)
