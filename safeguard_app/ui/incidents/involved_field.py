"""Who was involved: type, choose, give each a role. Somebody not on the register goes in as an unknown person."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.services.people import Suggestion
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.people_field import Chosen, PeopleField, PersonRow
from safeguard_app.ui.widgets.role_picker import RolePicker

UNKNOWN_PERSON = "Unknown person"


def person_rows(found: Sequence[Suggestion]) -> list[PersonRow]:
    """What a people field shows of what the register offers."""
    return [PersonRow(one.person, one.name, one.detail, one.count) for one in found]


def person_of(chosen: Chosen) -> PersonRef:
    """The person behind a chip: from the register, or named in words only."""
    if isinstance(chosen.key, PersonRef):
        return chosen.key
    return PersonRef(None, chosen.name, UNKNOWN_PERSON)


def chosen_of(person: PersonRef) -> Chosen:
    """The chip of a person."""
    return Chosen(person, person.name, person.description)


class InvolvedField(QWidget):
    """The field to type names in, and one line with a role for each person beneath.

    Signals:
        searched(str): look these words up and answer with :meth:`offer`.
        changed(): somebody was added, taken out, or given another role.
    """

    searched = Signal(str)
    changed = Signal()

    def __init__(self, roles: Sequence[ChoiceLine], parent: QWidget | None = None) -> None:
        """``roles`` are those of the category; :meth:`set_roles` changes them with it."""
        super().__init__(parent)
        self._participants: list[Participant] = []
        self._roles: tuple[ChoiceLine, ...] = ()
        self.people = PeopleField("Who was involved")
        self._picker: RolePicker | None = None
        self._column = column(self.people, space=tokens.SPACE_2)
        self.setLayout(self._column)
        self.setFocusProxy(self.people)
        self.setAccessibleName("Who was involved")
        self.people.searched.connect(self.searched)
        self.people.added.connect(self._added)
        self.set_roles(roles)

    def participants(self) -> tuple[Participant, ...]:
        """Everybody, each with the role picked; an empty role where none is picked yet."""
        return tuple(self._participants)

    def set_participants(self, participants: Sequence[Participant]) -> None:
        """Show people without telling anyone."""
        self._participants = list(participants)
        self._show()

    def set_roles(self, roles: Sequence[ChoiceLine]) -> None:
        """Offer the roles of another category. Roles already given stay, on offer or not."""
        if tuple(roles) != self._roles or self._picker is None:
            self._roles = tuple(roles)
            self._rebuild()

    def focus_first_gap(self) -> None:
        """Give the keyboard to the first person without a role, or to the field."""
        if self._picker is None or not self._picker.focus_first_without_role():
            self.people.setFocus()

    def role_picker(self) -> RolePicker:
        """The lines of roles, for tests."""
        assert self._picker is not None
        return self._picker

    def _rebuild(self) -> None:
        if self._picker is not None:
            self._column.removeWidget(self._picker)
            self._picker.hide()
            self._picker.deleteLater()
        known = {line.code for line in self._roles}
        kept = [
            (one.role, one.role.replace("_", " ").capitalize())
            for one in self._participants
            if one.role and one.role not in known
        ]
        offered = [*((line.code, line.label) for line in self._roles), *dict(kept).items()]
        self._picker = RolePicker("Roles of the people involved", offered)
        self._picker.role_chosen.connect(self._role_chosen)
        self._picker.removed.connect(self._removed)
        self._column.addWidget(self._picker)
        self._show()

    def _show(self) -> None:
        assert self._picker is not None
        self._picker.set_people([chosen_of(one.person) for one in self._participants])
        for one in self._participants:
            self._picker.set_role(one.person, one.role)
        self._picker.setVisible(bool(self._participants))
        self.updateGeometry()

    def _added(self, chosen: object) -> None:
        assert isinstance(chosen, Chosen)
        self.people.set_people(())
        person = person_of(chosen)
        if all(one.person != person for one in self._participants):
            self._participants.append(Participant(person, ""))
            self._show()
            self.changed.emit()
        self.role_picker().focus_first_without_role()

    def _role_chosen(self, key: object, role: object) -> None:
        self._participants = [
            Participant(one.person, str(role), one.note, one.name_withheld) if one.person == key else one
            for one in self._participants
        ]
        self.changed.emit()

    def _removed(self, chosen: object) -> None:
        assert isinstance(chosen, Chosen)
        self._participants = [one for one in self._participants if one.person != chosen.key]
        self._show()
        self.people.setFocus()
        self.changed.emit()
