"""Where a verdict may be kept: incidents that name the two, and a new incident with the question filled in."""

from dataclasses import dataclass, replace

from safeguard_app.domain.contact_check import Verdict
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.declarations import OtherSide
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import NOT_SORTED, Participant
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.people import PersonKind, PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import incidents
from safeguard_app.services.contact_check_words import summary_of
from safeguard_app.services.incident_form import IncidentForm, Typed
from safeguard_app.services.incident_lists import row_of
from safeguard_app.services.people import naming
from safeguard_app.services.register_facts import known_person
from safeguard_app.services.session import Session
from safeguard_app.services.subject_of_concern import checked_adult, subjects_of, subjects_of_check
from safeguard_app.vault import reading

STAFF_PUPIL_CONTACT = "SPC"
FORMER_PUPIL_CONTACT = "FPC"
STAFF_PARENT_CONTACT = "SPar"
MOST_OFFERED = 5


@dataclass(frozen=True, slots=True)
class KeepPlace:
    """An incident a verdict may be kept with. ``names_both`` stand first."""

    incident: Reference
    case: str
    title: str
    people: str
    day: str
    status: str
    names_both: bool
    kept_before: str
    """ "1 verdict kept already", or empty."""


def places_to_keep(session: Session, verdict: Verdict) -> tuple[KeepPlace, ...]:
    """Incidents that name the adult or the pupil, those naming both first, newest first. Leaves no trace.

    Where the adult is the Headteacher or the lead, only those that they cannot read: see ``only_apart_words``.
    """
    subjects = subjects_of_check(session, verdict)
    adult = _incidents_of(session, verdict.question.adult)
    pupil = _incidents_of(session, verdict.question.pupil)
    places = [
        (one in adult and one in pupil, one)
        for one in adult | pupil
        if subjects.may_stand_in(one.compartment)
    ]
    found = []
    for both, reference in places:
        line = reading.line(session.vault.compartment(reference.compartment).connection, reference.id)
        if line is not None and isinstance(line[1], IncidentLine):
            row = row_of(session, reference, line[1])
            kept = _kept_words(session, reference)
            place = KeepPlace(reference, row.case, row.title, row.people, row.day, row.status, both, kept)
            found.append((not both, -row.sort.timestamp(), place))
    found.sort(key=lambda entry: entry[:2])
    return tuple(place for _, _, place in found[:MOST_OFFERED])


def new_incident_with(session: Session, verdict: Verdict) -> IncidentForm:
    """A new incident about the contact, with what was asked filled in. The verdict goes with it and is kept on filing.

    An attempt by the pupil alone, which nobody answered, is a category of its own only when a person says so: the
    form opens as staff-pupil contact (or contact with a former pupil) and can be sorted anew.
    """
    asked = verdict.question
    former = known_person(session, asked.pupil)
    is_former = former is not None and former.person.kind is PersonKind.FORMER_PUPIL
    category = FORMER_PUPIL_CONTACT if is_former else STAFF_PUPIL_CONTACT
    if verdict.other_side is OtherSide.PARENT:
        category = STAFF_PARENT_CONTACT
    form = _begun_with(session, verdict, category)
    return replace(form, summary=summary_of(session, verdict), verdict=verdict)


def new_concern_about_content(session: Session, verdict: Verdict) -> IncidentForm:
    """A new concern about what was said or shown, not sorted yet. The verdict is no part of it."""
    return _begun_with(session, verdict, NOT_SORTED)


def _begun_with(session: Session, verdict: Verdict, category: str) -> IncidentForm:
    """A form with who, where and when; about the Headteacher or the lead where the adult is one of them."""
    asked = verdict.question
    people = (checked_adult(verdict), Participant(asked.pupil, _role_of(verdict)))
    subjects = subjects_of(session, people)
    return replace(
        incidents.new_form(session, quick=True, category=category),
        platform=asked.platform,
        happened=Typed("", asked.began),
        told=Typed("", asked.came_to_attention),
        participants=people,
        about_head=subjects.home() is Compartment.NOT_HEAD,
        about_lead=subjects.home() is Compartment.NOT_DSL,
    )


def _role_of(verdict: Verdict) -> str:
    return "parent" if verdict.other_side is OtherSide.PARENT else "child_contacted"


def _incidents_of(session: Session, person: PersonRef) -> set[Reference]:
    if person.reference is None:
        return set()
    return {reference for reference, _ in naming(session, person.reference)}


def _kept_words(session: Session, incident: Reference) -> str:
    connection = session.vault.compartment(incident.compartment).connection
    found = reading.about(connection, incident, (RecordKind.VERDICT,))
    count = sum(one.content.withdrawn is None for one in found)
    return f"{count_words(count, 'verdict')} kept already" if count else ""
