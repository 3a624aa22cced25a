"""The declarations that name one person, from either side: "Tyler Pike, aunt: acknowledged, with conditions"."""

from dataclasses import dataclass

from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.declarations import Declaration
from safeguard_app.domain.declared_words import connected_words
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.labels import today
from safeguard_app.services.one_person import present
from safeguard_app.services.register import status_of
from safeguard_app.services.register_facts import declaration, name_now, standing_now
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine
from safeguard_app.vault import reading

DECLARED_BY_THEM = "Declared by them"
DECLARED_ABOUT_THEM = "Declared about them"


@dataclass(frozen=True, slots=True)
class PersonDeclaration:
    """One declaration on a person's page: whom it is about from their side, and how it stands now."""

    declaration: Reference
    other: str
    relationship: str
    """What the adult is to the pupil, whichever side the page shows."""
    side: str
    status: StatusLine


def declarations_of(session: Session, person: Reference) -> tuple[PersonDeclaration, ...]:
    """Every declaration that names a person, as adult or as pupil. Leaves no trace, as the register does not."""
    daily = session.vault.daily
    found = []
    for record, role in reading.linked_to(daily.connection, person.id):
        reference = Reference(daily.id, record)
        line = reading.line(daily.connection, record)
        if line is None or line[0] is not RecordKind.DECLARATION:
            continue
        content = declaration(session, reference).content
        found.append(_line(session, reference, content, person, role))
    return tuple(sorted(found, key=lambda one: one.other.casefold()))


def _line(
    session: Session, reference: Reference, content: Declaration, person: Reference, role: str
) -> PersonDeclaration:
    status = status_of(session, standing_now(session, content), today(session))
    if role == "adult":
        names = [name_now(session, one.pupil) for one in content.pupils]
        words = [connected_words(one) for one in content.pupils]
        relation = joined_words(list(dict.fromkeys(words)))
        return PersonDeclaration(reference, joined_words(names), relation, DECLARED_BY_THEM, status)
    mine = [one for one in content.pupils if present(session, one.pupil).reference == person]
    relation = joined_words([connected_words(one) for one in mine])
    adult = name_now(session, content.adult)
    return PersonDeclaration(reference, adult, relation, DECLARED_ABOUT_THEM, status)
