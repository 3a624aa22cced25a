"""Adults whose own conduct a record is about: nothing of it goes to them, and none of them checks what goes.

Sent to whoever is accused, a referral tips them off. What they may have is a copy of their own, which is another paper
(domain.md 7.3).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from safeguard_app.catalogue.categories import ADULT_OF_CONCERN
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident, Participant
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_rules import is_the_one
from safeguard_app.services.families import CHILDREN
from safeguard_app.services.held_back import FAMILY_AUDIENCES
from safeguard_app.services.identified import people_behind
from safeguard_app.services.one_person import present
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.register_facts import known_person, same_name, without_title
from safeguard_app.services.session import Session
from safeguard_app.services.subject_of_concern import SUBJECT_ROLES
from safeguard_app.services.who_is_meant import may_mean, names_of_person

NOT_TO_THEM = (
    "Choose somebody else, by their whole name or number. What is theirs goes as a copy for subject access, with them"
    " as whose copy it is."
)
"""What can be done where whoever receives something is the one it is about."""
_THEIRS = "This may be {name}, whose conduct a record in these documents is about"
_SUSPECTED = (
    "This may be {name}, of whom it is suspected that an account on a record in these documents is theirs"
)


@dataclass(frozen=True, slots=True)
class Concerned:
    """One adult whose conduct a record is about, with every name they go by; ``suspected`` of an account alone."""

    person: PersonRef
    names: tuple[str, ...]
    suspected: bool = False

    @property
    def words(self) -> str:
        """Why nothing goes to them, as half a sentence."""
        return (_SUSPECTED if self.suspected else _THEIRS).format(name=self.person.name)


def concerned(session: Session, record: Reference) -> Iterator[Concerned]:
    """Whoever it is on a record: adults of concern, other adults said to have caused harm, and suspected authors."""
    stored = session.vault.compartment(record.compartment).get(record.id)
    if stored is None or not isinstance(stored.content, Incident):
        return
    there = [one for one in stored.content.participants if one.role in SUBJECT_ROLES]
    for one in (*there, *people_behind(session, there, record)):
        if one.role == ADULT_OF_CONCERN or _is_adult(session, one):
            yield Concerned(one.person, names_of(session, one.person))
    for entry in entries_of(session, record):
        attribution = entry.content
        if isinstance(attribution, Attribution) and attribution.withdrawn is None:
            suspected = Participant(attribution.suspected, "")
            if _is_adult(session, suspected):
                person = attribution.suspected
                yield Concerned(person, names_of(session, person), suspected=True)


def is_concerned(session: Session, record: Reference, name: str) -> bool:
    """Whether it is somebody of exactly this name whom a record is about."""
    return any(same_name(name, one) for there in concerned(session, record) for one in there.names)


def against_conduct(
    session: Session,
    records: Iterable[Reference],
    recipient: str,
    audience: Audience | None = None,
    whose: Sequence[PersonRef] = (),
) -> tuple[str, ...]:
    """What stands against this recipient because a record is about them; nothing of a copy that is theirs."""
    theirs = [present(session, one) for one in whose] if audience in FAMILY_AUDIENCES else []
    found = (
        one.words
        for record in records
        for one in concerned(session, record)
        if may_mean(one.names, recipient)
        and not any(is_the_one(present(session, one.person), other) for other in theirs)
    )
    return tuple(dict.fromkeys(found))


def _is_adult(session: Session, one: Participant) -> bool:
    """A child said to have caused harm is another matter; somebody in words counts where they have a whole name."""
    known = known_person(session, one.person)
    if known is not None:
        return known.person.kind not in CHILDREN
    return len(without_title(one.person.name).split()) > 1 and not one.person.name.startswith("@")


def names_of(session: Session, person: PersonRef) -> tuple[str, ...]:
    """Every name of somebody on a record: as it stands there, and those of the register."""
    known = known_person(session, person)
    return (person.name, *(names_of_person(known) if known is not None else ()))
