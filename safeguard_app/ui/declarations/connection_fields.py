"""How an adult is connected with somebody who is no family: who they are, since when, in which ways in touch."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.declaration_rules import SIDES
from safeguard_app.domain.declarations import (
    Connection,
    ContactWay,
    DeclarationKind,
    DeclaredPupil,
    OtherSide,
    Said,
)
from safeguard_app.domain.people import Relation
from safeguard_app.services.people import Suggestion
from safeguard_app.ui.incidents.involved_field import chosen_of, person_of, person_rows
from safeguard_app.ui.people.form_part import FormPart
from safeguard_app.ui.people.person_rows import coded
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.people.wrapped import sized, wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.people_field import PeopleField
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.tick_box import TickBox

_SAID = [(Said.YES, "Yes"), (Said.NO, "No"), (Said.NOT_KNOWN, "Not known")]
_FIRST = {
    DeclarationKind.FRIENDSHIP: Connection.PARENT_FRIENDSHIP,
    DeclarationKind.FORMER_PUPIL: Connection.TAUGHT_BEFORE,
    DeclarationKind.OTHER: Connection.CLUB_OR_FAITH_GROUP,
}


class ConnectionFields(FormPart):
    """The fields of one person of a declaration that go beyond family; only what its kind needs is shown.

    Signals:
        searched(str): look a child up; answer with :meth:`offer`.
        side_changed(): another kind of person is chosen.
    """

    searched = Signal(str)
    side_changed = Signal()

    def __init__(self, tools: RegisterTools) -> None:
        """As for a family relationship: only the ways in which they are in touch."""
        super().__init__()
        choices = tools.choices
        self._sides = {line.code: line.label for line in choices.declared_sides}
        self._kind = DeclarationKind.FAMILY_RELATIONSHIP
        self.side = ChoiceBox("Who they are")
        self.connection = ChoiceBox("How they are connected", coded(choices.connections))
        self.since = LineField("Since when", limit=200, placeholder="2015, or since school")
        self.before_post = SegmentedControl(
            "Did they know each other before the adult worked here?", _SAID, Said.NOT_KNOWN
        )
        self.outside_school = SegmentedControl(
            "Are they friends apart from the school?", _SAID, Said.NOT_KNOWN
        )
        self.their_children = PeopleField("Their children at the school")
        self.paid = SegmentedControl("Is the tuition paid for?", _SAID, Said.NOT_KNOWN)
        self.at_school = SegmentedControl(
            "Is the tuition held at, or arranged through, the school?", _SAID, Said.NOT_KNOWN
        )
        self.ways = {ContactWay(line.code): TickBox(line.label) for line in choices.contact_ways}
        self._build()
        self.their_children.searched.connect(self.searched)
        self.side.chosen.connect(self._chosen)
        self.connection.chosen.connect(self._chosen)
        for tick in self.ways.values():
            tick.toggled.connect(self._chosen)
        self.set_kind(self._kind)

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes."""
        return {
            "side": self.side,
            "connection": self.connection,
            "since": self.since,
            "before_post": self.before_post,
            "outside_school": self.outside_school,
            "children": self.their_children,
            **{f"way-{way.value}": tick for way, tick in self.ways.items()},
            "paid": self.paid,
            "at_school": self.at_school,
        }

    def fit(self) -> None:
        """Show what this kind of declaration, and this kind of person, needs."""
        family = self._kind is DeclarationKind.FAMILY_RELATIONSHIP
        parent = self.chosen_side() is OtherSide.PARENT
        tuition = self._tuition()
        shown = {
            "side": not family and self.side.count() > 1,
            "connection": not family,
            "since": not family,
            "before_post": parent,
            "outside_school": parent,
            "children": parent,
            "paid": tuition,
            "at_school": tuition,
        }
        for name, visible in shown.items():
            self._fields[name].setVisible(visible)

    def set_kind(self, kind: DeclarationKind) -> None:
        """Fit the fields to what is declared; another kind begins with its usual answers."""
        if kind is not self._kind or not self.side.count():
            self._kind = kind
            self.side.set_choices([(side.value, self._sides[side.value]) for side in SIDES[kind]])
            self.side.setCurrentIndex(0)
            if kind in _FIRST:
                self.connection.set_value(_FIRST[kind].value)
        self.fit()

    def chosen_side(self) -> OtherSide:
        """Who the other person is."""
        return OtherSide(str(self.side.value()))

    def added_to(self, declared: DeclaredPupil) -> DeclaredPupil:
        """What was declared about the two, with what stands here."""
        ways = tuple(way for way, tick in self.ways.items() if tick.isChecked())
        made = replace(declared, side=self.chosen_side(), ways=ways)
        if self._tuition():
            made = replace(made, tuition_paid=_said(self.paid), tuition_at_school=_said(self.at_school))
        if self._kind is DeclarationKind.FAMILY_RELATIONSHIP:
            return made
        made = replace(made, connection=Connection(str(self.connection.value())), since=self.since.text())
        if made.side is not OtherSide.PARENT:
            return made
        return replace(
            made,
            before_post=_said(self.before_post),
            outside_school=_said(self.outside_school),
            children=tuple(person_of(one) for one in self.their_children.people()),
        )

    def show_declared(self, declared: DeclaredPupil) -> None:
        """Show what was declared, once :meth:`set_kind` said what it is."""
        self.side.set_value(declared.side.value)
        self.connection.set_value(_connection_of(declared).value)
        self.since.setText(declared.since)
        self.their_children.set_people([chosen_of(child) for child in declared.children])
        for control, said in (
            (self.before_post, declared.before_post),
            (self.outside_school, declared.outside_school),
            (self.paid, declared.tuition_paid),
            (self.at_school, declared.tuition_at_school),
        ):
            control.set_value(said)
        for way, tick in self.ways.items():
            tick.setChecked(way in declared.ways)
        self.fit()

    def offer(self, found: Sequence[Suggestion], sought: str) -> None:
        """Show which children were found."""
        self.their_children.offer(person_rows(found), sought)

    def _tuition(self) -> bool:
        tutored = self.connection.value() == Connection.TUITION.value
        family = self._kind is DeclarationKind.FAMILY_RELATIONSHIP
        return self.ways[ContactWay.TUITION].isChecked() or (tutored and not family)

    def _build(self) -> None:
        self._fields = {
            "side": sized(Field("Who are they?", self.side), 250),
            "connection": sized(Field("How are they connected?", self.connection), 250),
            "since": sized(Field("Since when?", self.since, optional=True), 250),
            "before_post": Field("Known to each other before the adult worked here?", self.before_post),
            "outside_school": Field("Friends apart from the school?", self.outside_school),
            "children": Field("Their children at the school", self.their_children, optional=True),
            "paid": Field("Is the tuition paid for?", self.paid),
            "at_school": Field("Held at, or arranged through, the school?", self.at_school),
        }
        ways = QWidget()
        ways.setAccessibleName("Ways in which they are in touch")
        ways.setLayout(column(wrapped(*self.ways.values(), space=tokens.SPACE_3), space=0))
        self.setLayout(
            column(
                wrapped(*(self._fields[name] for name in ("side", "connection", "since"))),
                wrapped(self._fields["before_post"], self._fields["outside_school"], space=tokens.SPACE_5),
                self._fields["children"],
                Field("In touch by", ways, optional=True),
                wrapped(self._fields["paid"], self._fields["at_school"], space=tokens.SPACE_5),
                space=tokens.SPACE_2,
            )
        )

    def _chosen(self, _value: object = None) -> None:
        self.fit()
        self.side_changed.emit()


def _connection_of(declared: DeclaredPupil) -> Connection:
    """How they are connected; of one declared before that was asked, by what the adult was said to be."""
    if declared.connection is not Connection.NOT_SAID:
        return declared.connection
    friend = declared.relation is Relation.FRIEND_OF_FAMILY
    return Connection.FRIEND_OF_FAMILY if friend else Connection.OTHER


def _said(control: SegmentedControl) -> Said:
    value = control.value()
    return value if isinstance(value, Said) else Said.NOT_KNOWN
