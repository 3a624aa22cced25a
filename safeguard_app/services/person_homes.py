"""In which part of the log something is kept that is entered about a person, and whether this user's key opens it.

What concerns a child stands in the daily log; what concerns an adult who works here where that is kept, and where the
adult cannot read it: the same rule as for records (ADR 0017).
"""

from dataclasses import dataclass

from safeguard_app.catalogue.categories import ADULT_OF_CONCERN
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.people import PersonKind, PersonRef
from safeguard_app.services.identified import identified_as
from safeguard_app.services.incident_pages import readers_of
from safeguard_app.services.register_facts import known_person
from safeguard_app.services.session import Session
from safeguard_app.services.subject_of_concern import opens_all, subjects_of


class NotKeptHere(KnownProblem):
    """What was to be entered belongs in a part that this user's key does not open."""

    code = "not_kept_here"

    def __init__(self, name: str) -> None:
        """``name`` is whom it is about."""
        super().__init__(
            f"{name} works here. What concerns an adult who works here is kept in a part of the log that your key does"
            " not open, so nothing can be entered about them here. Nothing was kept.",
            "Start a new incident about them instead: it is handed in, sealed, to those who read that part.",
        )


@dataclass(frozen=True, slots=True)
class Home:
    """The part something is kept in, and in words who reads it."""

    compartment: Compartment
    words: str


def home_of(session: Session, person: PersonRef) -> Home:
    """Where an entry about a person is kept. Raises :class:`NotKeptHere`, or RuleViolation naming ``person``."""
    part = _part_of(session, person)
    if not session.opens(part):
        raise NotKeptHere(person.name)
    return Home(part, home_words(session, part))


def home_words(session: Session, part: Compartment) -> str:
    """Where it is kept and who reads it, before anything is typed."""
    readers = readers_of(session, part)
    if part is Compartment.DAILY:
        return "Kept in the daily log. Everyone who opens this log can read it."
    return f"Kept apart from the daily log. It can be read by: {readers}."


def works_here(session: Session, person: PersonRef) -> bool:
    """Whether the register knows them as an adult who works here."""
    known = known_person(session, person)
    return known is not None and known.person.kind is PersonKind.STAFF


def _part_of(session: Session, person: PersonRef) -> Compartment:
    known_as_staff = any(one.works_here for one in identified_as(session, person))
    if not known_as_staff and not works_here(session, person):
        return Compartment.DAILY
    found = subjects_of(session, (Participant(person, ADULT_OF_CONCERN),))
    if found.hold_office:
        home = found.home()
        if home is None:
            raise RuleViolation({"person": opens_all()})
        return home
    if not found.may_stand_in(Compartment.ADULTS):
        raise RuleViolation({"person": opens_all()})
    return Compartment.ADULTS
