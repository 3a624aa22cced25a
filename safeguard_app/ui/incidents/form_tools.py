"""What every part of the incident form is given: the lists, how times are read and said back, who is looked up."""

from dataclasses import dataclass

from safeguard_app.domain.people import PersonRef
from safeguard_app.services.incident_choices import FormChoices
from safeguard_app.ui.incidents.involved_field import chosen_of, person_of
from safeguard_app.ui.incidents.time_field import Describe, Reader, TimeField
from safeguard_app.ui.widgets.people_field import PeopleField


@dataclass(frozen=True, slots=True)
class FormTools:
    """Lists and readers of one open log."""

    choices: FormChoices
    reader: Reader
    describe: Describe

    def time_field(self, label: str, *, precision: bool = False, placeholder: str = "") -> TimeField:
        """A field for a time, read and said back in the school's own time."""
        return TimeField(label, self.reader, self.describe, precision=precision, placeholder=placeholder)


def one_person(field: PeopleField) -> PersonRef | None:
    """The person in a field that takes one."""
    people = field.people()
    return person_of(people[0]) if people else None


def show_person(field: PeopleField, person: PersonRef | None) -> None:
    """Show a person, or nobody, in a field that takes one."""
    field.set_people([chosen_of(person)] if person is not None else [])
