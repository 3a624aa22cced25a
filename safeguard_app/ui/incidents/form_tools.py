"""What every part of the incident form is given: the lists, how times are read and said back, who is looked up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import partial

from safeguard_app.domain.moments import describe
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.coach import Coach, coach_of
from safeguard_app.services.decision_rules import review_day
from safeguard_app.services.incident_choices import FormChoices, form_choices
from safeguard_app.services.session import Session
from safeguard_app.ui.incidents.coach_remarks import CoachSetting
from safeguard_app.ui.incidents.handle_lines import HandleDesk
from safeguard_app.ui.incidents.involved_field import chosen_of, person_of
from safeguard_app.ui.incidents.time_field import Describe, Reader, TimeField
from safeguard_app.ui.incidents.time_readers import ahead_reader, past_reader
from safeguard_app.ui.widgets.people_field import PeopleField


@dataclass(frozen=True, slots=True)
class FormTools:
    """Lists and readers of one open log. ``ahead`` reads days that are still to come."""

    choices: FormChoices
    reader: Reader
    ahead: Reader
    describe: Describe
    now: Callable[[], datetime]
    zone: tzinfo
    coach: Coach
    coach_setting: CoachSetting
    review_day: Callable[[int], date]
    """The day that is proposed for another look, so many days from now."""
    handles: HandleDesk | None = None
    """Where fields ask what is known of an account; None where nothing is said of one."""

    def time_field(self, label: str, *, precision: bool = False, placeholder: str = "") -> TimeField:
        """A field for a time that has passed, read and said back in the school's own time."""
        return TimeField(label, self.reader, self.describe, precision=precision, placeholder=placeholder)

    def day_field(self, label: str, *, placeholder: str = "fri") -> TimeField:
        """A field for a day that is still to come: due, review, until."""
        return TimeField(label, self.ahead, self.describe, placeholder=placeholder)


def tools_of(
    session: Session, coach: CoachSetting | None = None, handles: HandleDesk | None = None
) -> FormTools:
    """The tools of an open log; ``coach`` is switched elsewhere. Reads lists: on the vault's thread."""
    return FormTools(
        choices=form_choices(session),
        reader=past_reader(session.now, session.zone),
        ahead=ahead_reader(session.now, session.zone),
        describe=partial(describe, zone=session.zone, long=True),
        now=session.now,
        zone=session.zone,
        coach=coach_of(session),
        coach_setting=coach or CoachSetting(),
        review_day=partial(review_day, session),
        handles=handles,
    )


def one_person(field: PeopleField) -> PersonRef | None:
    """The person in a field that takes one."""
    people = field.people()
    return person_of(people[0]) if people else None


def show_person(field: PeopleField, person: PersonRef | None) -> None:
    """Show a person, or nobody, in a field that takes one."""
    field.set_people([chosen_of(person)] if person is not None else [])
