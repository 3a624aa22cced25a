"""Whom a form is about: the adult, the child, or everybody of the record; and whom one could be begun about."""

from dataclasses import dataclass

from safeguard_app.domain.incidents import Incident, Participant
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.reference import Packaging
from safeguard_app.services.referral_tellings import PUPILS
from safeguard_app.services.register_facts import known_person, without_title
from safeguard_app.services.session import Session

ADULT_ROLE = "adult_of_concern"
CHILD_ROLES = frozenset({"child_contacted", "child_of_concern"})
HARMED_ROLES = frozenset({"target", "depicted", "recipient", "alleged", "author"})
"""Roles of a pupil or of an adult: only the register says which."""


@dataclass(frozen=True, slots=True)
class ReferredPeople:
    """Whom a form is about, if anybody, and every child of its record."""

    adult: PersonRef | None
    children: tuple[PersonRef, ...]
    child: PersonRef | None = None

    @property
    def shown(self) -> tuple[PersonRef, ...]:
        """The children whom a form that asks of each of them asks of."""
        return (self.child,) if self.adult is not None and self.child is not None else self.children

    @property
    def subject(self) -> PersonRef | None:
        """The one person the form is about."""
        return self.adult or self.child


def people_of(
    session: Session,
    incident: Incident,
    packaging: Packaging,
    adult: PersonRef | None = None,
    child: PersonRef | None = None,
) -> ReferredPeople | None:
    """The people of a form; the first there is unless one is given. None where the record names none such."""
    if packaging is Packaging.INCIDENT:
        return ReferredPeople(None, children_of(session, incident))
    if packaging is Packaging.CHILD:
        children = children_of(session, incident)
        about = child or next(iter(children), None)
        return ReferredPeople(None, children, about) if about is not None else None
    subject = adult or next(iter(adults_of(incident)), None)
    if subject is None:
        return None
    children = tuple(one for one in _certain(session, incident) if one != subject)
    if packaging is Packaging.ADULT:
        return ReferredPeople(subject, children)
    about = child or next(iter(children), None)
    return ReferredPeople(subject, children, about) if about is not None else None


def adults_of(incident: Incident) -> tuple[PersonRef, ...]:
    """Every adult of concern of a record."""
    return tuple(dict.fromkeys(one.person for one in incident.with_role(ADULT_ROLE)))


def children_of(session: Session, incident: Incident) -> tuple[PersonRef, ...]:
    """Every child of a record, those included of whom no more than a name is known and who could be one."""
    certain = _certain(session, incident)
    perhaps = (one.person for one in incident.participants if _may_be_child(session, one))
    return tuple(dict.fromkeys((*certain, *perhaps)))


def _certain(session: Session, incident: Incident) -> tuple[PersonRef, ...]:
    found = (one.person for one in incident.participants if _is_child(session, one))
    return tuple(dict.fromkeys(found))


def _is_child(session: Session, one: Participant) -> bool:
    if one.role in CHILD_ROLES:
        return True
    known = known_person(session, one.person) if one.role in HARMED_ROLES else None
    return known is not None and known.person.kind in PUPILS


def _may_be_child(session: Session, one: Participant) -> bool:
    """Named in words only, without a title, in a role that a child may have."""
    name = " ".join(one.person.name.split())
    if one.role not in HARMED_ROLES or not name or known_person(session, one.person) is not None:
        return False
    return without_title(name) == name
