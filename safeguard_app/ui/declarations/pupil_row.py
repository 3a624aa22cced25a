"""One pupil of a declaration: what the adult is to them, household, accounts on both sides, who knows."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.declarations import (
    DeclarationKind,
    DeclaredPupil,
    Household,
    OtherSide,
    ParentsAware,
    Teaches,
)
from safeguard_app.domain.people import Handle, HandleConfidence, PersonRef, Relation
from safeguard_app.services.people import Suggestion
from safeguard_app.ui.declarations.connection_fields import ConnectionFields
from safeguard_app.ui.incidents.involved_field import chosen_of, person_of, person_rows
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.people.form_part import FormPart, KeptChoice
from safeguard_app.ui.people.person_rows import NO_USERNAME, coded
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.people.row_list import RowList
from safeguard_app.ui.people.wrapped import sized, wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.people_field import PeopleField
from safeguard_app.ui.widgets.segmented_control import SegmentedControl

NO_PUPIL = "Choose the pupil, or take this row out."
NO_PERSON = "Choose the person, or take this row out."
_DONE_HELP = "Who else marks their work, sits in, or takes the group; what the adult does not see or decide."
_CHILDREN = frozenset({OtherSide.PUPIL, OtherSide.FORMER_PUPIL})
_WHO = {
    OtherSide.PUPIL: "Pupil",
    OtherSide.PARENT: "Parent or carer",
    OtherSide.FORMER_PUPIL: "Former pupil",
    OtherSide.MAY_POSE_RISK: "Person",
    OtherSide.OTHER: "Person",
}


class _HowKnown(KeptChoice):
    """How sure an account is and how that is known: not asked here, and not lost by a correction."""

    def __init__(self, parent: QWidget) -> None:
        """As it is for what is declared: confirmed."""
        super().__init__(parent)
        self.hide()
        self.confidence, self.how_known = HandleConfidence.CONFIRMED, "declared"

    def kept_choice(self) -> str:
        """Both, in one line."""
        return f"{self.confidence} {self.how_known}"

    def put_back_choice(self, kept: str) -> None:
        """Both again."""
        confidence, _, self.how_known = kept.partition(" ")
        self.confidence = HandleConfidence(confidence)


class DeclaredAccountRow(FormPart):
    """One account named in a declaration: where, and its name."""

    def __init__(self, tools: RegisterTools) -> None:
        """An empty account."""
        super().__init__()
        self.platform = tools.platform_field("Service", none_words="Not known")
        self.name = LineField("Username", limit=200, placeholder="@name")
        self._known = _HowKnown(self)
        self.setLayout(
            column(
                wrapped(
                    sized(Field("Service", self.platform), 180), sized(Field("Username", self.name), 200)
                ),
                space=0,
            )
        )
        self.setFocusProxy(self.platform)

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes."""
        return {"platform": self.platform, "name": self.name, "known": self._known}

    def handle(self) -> Handle:
        """What was declared; confirmed, since its owner or the adult says so."""
        known = self._known
        return Handle(self.platform.platform(), self.name.text(), known.confidence, known.how_known)

    def set_handle(self, handle: Handle) -> None:
        """Show an account."""
        self._known.confidence, self._known.how_known = handle.confidence, handle.how_known
        self.platform.set_platform(handle.platform)
        self.name.setText(handle.name)

    def fault(self) -> str:
        """A username must be there."""
        return "" if self.name.text().strip() else NO_USERNAME


class PupilRow(FormPart):
    """Everything declared about the adult and one pupil.

    Signals:
        searched(object, str): look somebody up; carries this row and the words; answer with :meth:`offer`.
    """

    searched = Signal(object, str)

    def __init__(self, tools: RegisterTools) -> None:
        """An empty row."""
        super().__init__()
        self._tools = tools
        choices = tools.choices
        self.kind = DeclarationKind.FAMILY_RELATIONSHIP
        self.pupil = PeopleField("Pupil", limit=1)
        self.connection = ConnectionFields(tools)
        self.relation = ChoiceBox("What the adult is to the pupil", coded(choices.relations))
        self.words = LineField("In their words", limit=200, placeholder="aunt")
        self.household = ChoiceBox("Household", coded(choices.households))
        self.household.set_value(Household.NOT_KNOWN.value)
        self.teaches = SegmentedControl(
            "Does the adult teach or supervise the pupil?",
            [(Teaches.YES, "Yes"), (Teaches.NO, "No"), (Teaches.NOT_KNOWN, "Not known")],
            Teaches.NOT_KNOWN,
        )
        self.mitigations = TextBox("What is done about that", limit=2_000)
        self.parents = SegmentedControl(
            "Do the pupil’s parents know?",
            [(ParentsAware(line.code), line.label) for line in choices.parents_aware],
            ParentsAware.NOT_KNOWN,
        )
        self.adult_accounts: RowList[DeclaredAccountRow] = RowList(
            "Account of the adult", "Add an account of the adult", self._new_account
        )
        self.pupil_accounts: RowList[DeclaredAccountRow] = RowList(
            "Account of the pupil", "Add an account of the pupil", self._new_account
        )
        self.note = LineField("Note about this pupil", limit=2_000)
        self._build()
        self.pupil.searched.connect(self._searched)
        self.connection.searched.connect(self._child_searched)
        self.connection.side_changed.connect(self._side_changed)
        self.teaches.chosen.connect(self._teaches_chosen)
        self.fit()

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes."""
        return {
            "pupil": self.pupil,
            "connection": self.connection,
            "relation": self.relation,
            "words": self.words,
            "household": self.household,
            "teaches": self.teaches,
            "mitigations": self.mitigations,
            "parents": self.parents,
            "adult_accounts": self.adult_accounts,
            "pupil_accounts": self.pupil_accounts,
            "note": self.note,
        }

    def declared(self) -> DeclaredPupil | None:
        """What was entered; None where no pupil is chosen."""
        people = self.pupil.people()
        if not people:
            return None
        parents, teaches = self.parents.value(), self.teaches.value()
        family = self.kind is DeclarationKind.FAMILY_RELATIONSHIP
        made = DeclaredPupil(
            pupil=person_of(people[0]),
            relation=Relation(str(self.relation.value())) if family else Relation.OTHER,
            words=self.words.text(),
            household=Household(str(self.household.value())),
            adult_handles=tuple(row.handle() for row in self.adult_accounts.rows()),
            pupil_handles=tuple(row.handle() for row in self.pupil_accounts.rows()),
            teaches_or_supervises=teaches if isinstance(teaches, Teaches) else Teaches.NOT_KNOWN,
            parents_aware=parents if isinstance(parents, ParentsAware) else ParentsAware.NOT_KNOWN,
            note=self.note.text(),
            mitigations=self.mitigations.text() if self._teaches_them() else "",
        )
        return self.connection.added_to(made)

    def set_kind(self, kind: DeclarationKind) -> None:
        """Fit the row to what is declared."""
        self.kind = kind
        self.connection.set_kind(kind)
        self.fit()

    def fit(self) -> None:
        """Ask of each person what can be asked of them: a parent has no household of a pupil, and no teacher."""
        family = self.kind is DeclarationKind.FAMILY_RELATIONSHIP
        side = self.connection.chosen_side()
        self._relation.setVisible(family)
        self._household.setVisible(family)
        self._teaches.setVisible(side is OtherSide.PUPIL)
        self._mitigations.setVisible(self._teaches_them())
        self._parents.setVisible(side in _CHILDREN)
        who = "Pupil" if family else _WHO[side]
        self._who.label.setText(who)
        self.pupil.set_name(who)
        self.words.setPlaceholderText("aunt" if family else "")

    def set_declared(self, declared: DeclaredPupil) -> None:
        """Show what was declared."""
        self.set_pupil(declared.pupil)
        self.relation.set_value(declared.relation.value)
        self.words.setText(declared.words)
        self.household.set_value(declared.household.value)
        self.teaches.set_value(declared.teaches_or_supervises)
        self.mitigations.set_text(declared.mitigations)
        self.parents.set_value(declared.parents_aware)
        self.note.setText(declared.note)
        self.connection.show_declared(declared)
        self.fit()
        for rows, handles in (
            (self.adult_accounts, declared.adult_handles),
            (self.pupil_accounts, declared.pupil_handles),
        ):
            for row, handle in zip(rows.show_rows(len(handles)), handles, strict=True):
                row.set_handle(handle)

    def set_pupil(self, pupil: PersonRef) -> None:
        """Choose the pupil."""
        self.pupil.set_people([chosen_of(pupil)])

    def offer(self, found: Sequence[Suggestion], sought: str) -> None:
        """Show who was found."""
        self.pupil.offer(person_rows(found), sought)

    def fault(self) -> str:
        """A pupil must be chosen, and every account named."""
        if not self.pupil.people():
            family = self.kind is DeclarationKind.FAMILY_RELATIONSHIP
            return NO_PUPIL if family else NO_PERSON
        accounts = (*self.adult_accounts.rows(), *self.pupil_accounts.rows())
        return next((fault for row in accounts if (fault := row.fault())), "")

    def _new_account(self) -> DeclaredAccountRow:
        return DeclaredAccountRow(self._tools)

    def _build(self) -> None:
        self._who = sized(Field("Pupil", self.pupil), 330)
        self._relation = sized(Field("The adult is their", self.relation), 200)
        self._household = sized(Field("Household", self.household), 250)
        self._teaches = Field("Does the adult teach or supervise them?", self.teaches)
        self._mitigations = Field(
            "What is done about that?", self.mitigations, optional=True, help_text=_DONE_HELP
        )
        self._parents = Field("Do the pupil’s parents know of it?", self.parents)
        who = wrapped(
            self._who,
            self._relation,
            sized(Field("In words", self.words, optional=True), 140),
        )
        together = wrapped(self._household, self._teaches, space=tokens.SPACE_5)
        accounts = column(self.adult_accounts, self.pupil_accounts, space=tokens.SPACE_2)
        self.setLayout(
            column(
                who,
                self.connection,
                together,
                self._mitigations,
                self._parents,
                accounts,
                Field("Note", self.note, optional=True),
                space=tokens.SPACE_2,
            )
        )
        self.setFocusProxy(self.pupil)

    def _searched(self, words: str) -> None:
        self.searched.emit(self, words)

    def _child_searched(self, words: str) -> None:
        self.searched.emit(self.connection, words)

    def _side_changed(self) -> None:
        self.fit()

    def _teaches_chosen(self, _value: object) -> None:
        self.fit()

    def _teaches_them(self) -> bool:
        """Whether it is a pupil whom the adult teaches, assesses or supervises."""
        return self.connection.chosen_side() is OtherSide.PUPIL and self.teaches.value() is Teaches.YES
