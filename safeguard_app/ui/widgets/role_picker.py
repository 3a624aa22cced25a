"""The role each person has in an incident: a chip and a list of roles, one line to a person."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.layouts import row
from safeguard_app.ui.widgets.people_field import Chosen
from safeguard_app.ui.widgets.person_chip import PersonChip

NO_ROLE = ""


class _Line(QWidget):
    """One person with the list of roles."""

    chosen = Signal(object, object)
    taken_out = Signal(object)

    def __init__(self, person: Chosen, roles: Sequence[tuple[object, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.person = person
        chip = PersonChip(person.name, person.role)
        chip.removed.connect(self._removed)
        choices = [(NO_ROLE, "Choose a role"), *roles]
        self.box = ChoiceBox(f"Role of {person.name}", choices)
        self.box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.box.chosen.connect(self._chosen)
        self.setLayout(row(chip, self.box, None, space=tokens.SPACE_3))

    def _chosen(self, role: object) -> None:
        self.chosen.emit(self.person.key, role)

    def _removed(self) -> None:
        self.taken_out.emit(self.person)


class RolePicker(QWidget):
    """People with their roles. Linked to a record is only who has a role in it.

    Signals:
        role_chosen(object, object): a role was picked; carries the person's key and the role's value.
        removed(object): a person was taken out; carries the Chosen.
    """

    role_chosen = Signal(object, object)
    removed = Signal(object)

    def __init__(
        self, label: str, roles: Sequence[tuple[object, str]], parent: QWidget | None = None
    ) -> None:
        """``roles`` are (value, words), in the order to offer."""
        super().__init__(parent)
        self.setAccessibleName(label)
        self._roles = tuple(roles)
        self._lines: list[_Line] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.SPACE_2)

    def set_people(self, people: Sequence[Chosen]) -> None:
        """Show people; a role already picked stays with its person."""
        known = dict(self.roles())
        for line in self._lines:
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for person in people:
            line = _Line(person, self._roles, self)
            line.box.set_value(known.get(person.key, NO_ROLE))
            line.chosen.connect(self.role_chosen)
            line.taken_out.connect(self.removed)
            self._lines.append(line)
            self._layout.addWidget(line)

    def set_role(self, key: object, role: object) -> None:
        """Pick a role without telling anyone."""
        for line in self._lines:
            if line.person.key == key:
                line.box.set_value(role)

    def roles(self) -> tuple[tuple[object, object], ...]:
        """(key, role) for each person, in order; an empty string where none is picked yet."""
        return tuple((line.person.key, line.box.value()) for line in self._lines)

    def focus_first_without_role(self) -> bool:
        """Give the keyboard to the first person without a role; False when all have one."""
        for line in self._lines:
            if line.box.value() == NO_ROLE:
                line.box.setFocus()
                return True
        return False
