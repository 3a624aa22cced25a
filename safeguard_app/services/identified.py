"""Who somebody unknown is by now said to be, as far as this user's keys open it: read, and never written here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.incidents import Incident, Participant
from safeguard_app.domain.index_lines import IDENTIFIED_IN, KEPT, UNKNOWN, IdentificationLine
from safeguard_app.domain.people import PersonKind, PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.text_rules import folded
from safeguard_app.services.labels import label, role_label, when
from safeguard_app.services.one_person import going_on_id, linked
from safeguard_app.services.register_facts import acting_for_school, known_person, relatives_of, same_name
from safeguard_app.services.session import Session

_LEAST_HANDLE = 3
"""Letters of an account that is left out of a copy."""


@dataclass(frozen=True, slots=True)
class IdentifiedAs:
    """Said beside somebody unknown: who they are by now said to be, and how that is known."""

    reference: Reference
    """The identification itself, to take it back."""
    unknown: str
    person: PersonRef
    words: str
    """ "Identified as Rhys Oakes on Mon 12 Oct 2026 (probable): his sister knew the coat"."""
    works_here: bool = False


@dataclass(frozen=True, slots=True)
class SeenAs:
    """A record in which somebody stands under other words: "boy in red coat", identified later."""

    record: Reference
    role: str
    unknown: str
    words: str


def identified_as(
    session: Session, unknown: PersonRef, incident: Reference | None = None
) -> tuple[IdentifiedAs, ...]:
    """Who somebody is by now said to be; of somebody in words only, in the one ``incident``."""
    made = []
    for found, line in _lines(session, unknown, incident):
        person = PersonRef(Reference(Compartment.DAILY, RecordId(line.person.id)), line.person.name)
        made.append(
            IdentifiedAs(
                found,
                line.unknown.name,
                person,
                identified_words(session, line),
                _works_here(session, person),
            )
        )
    return tuple(made)


def people_behind(
    session: Session, participants: Iterable[Participant], incident: Reference | None = None
) -> tuple[Participant, ...]:
    """Whoever was identified behind any of ``participants``, each in the same role.

    Those who stand in words only are looked for in the one ``incident``.
    """
    return tuple(
        Participant(one.person, participant.role, name_withheld=participant.name_withheld)
        for participant in participants
        for one in identified_as(session, participant.person, incident)
    )


def behind_a_copy(
    session: Session, participants: Sequence[Participant], incident: Reference | None = None
) -> tuple[Participant, ...]:
    """Whoever was identified behind ``participants``, and whoever of all these asked not to be named by every other
    name that the register has for them: a child is written of by a short name, or by that of an account.

    By their telephone and e-mail too, and by the names and numbers of their family: "their mum Carol rang from ..."
    names them as well. Whoever is a relative of somebody who is named stays: that is whose mother she is there.
    """
    behind = people_behind(session, participants, incident)
    asked = [one for one in (*participants, *behind) if one.name_withheld]
    named = [one for one in (*participants, *behind) if not one.name_withheld]
    return (
        *behind,
        *(
            Participant(PersonRef(None, name), one.role, name_withheld=True)
            for one in asked
            for name in (*_further_names(session, one.person), *_of_family(session, one, named))
        ),
    )


def _of_family(session: Session, asked: Participant, named: Sequence[Participant]) -> Iterator[str]:
    """What tells of somebody by their family: nothing of whoever stands there by name, or belongs to who does.

    Nor of whoever acts for the school: a form without the name of who made it would tell as well.
    """
    known = known_person(session, asked.person)
    if known is None:
        return
    there = [one for one in (known_person(session, other.person) for other in named) if one is not None]
    stay = {one.reference for one in there}
    stay.update(relative.reference for one in there for relative in relatives_of(session, one))
    acting = acting_for_school(session)
    for relative in relatives_of(session, known):
        person = relative.person
        if relative.reference not in stay and not any(same_name(person.name, one) for one in acting):
            found = (person.name, person.known_as, person.telephone, person.email)
            yield from (one for one in found if one.strip())


def _further_names(session: Session, person: PersonRef) -> Iterator[str]:
    known = known_person(session, person)
    if known is None:
        return
    found = known.person
    yield from (found.name, found.known_as, *(one.name for one in found.names), found.telephone, found.email)
    for handle in found.handles:
        plain = handle.name.lstrip("@")
        if len(plain) >= _LEAST_HANDLE:
            yield f"@{plain}"
            if not plain.isalpha():  # one that is a word counts with its sign only
                yield plain


def identified_words(session: Session, line: IdentificationLine, *, short: bool = False) -> str:
    """Who somebody is said to be, when it became known, how sure and why; ``short`` is said beside the record."""
    sure = label(session, ListName.HANDLE_CONFIDENCE, line.confidence).lower()
    if short:
        return f"as “{line.unknown.name}”, identified {when(session, line.at)} ({sure})"
    basis = " ".join(line.basis.split())
    return f"Identified as {line.person.name} on {when(session, line.at)} ({sure}): {basis}"


def _lines(
    session: Session, unknown: PersonRef, incident: Reference | None
) -> list[tuple[Reference, IdentificationLine]]:
    if unknown.reference is not None:
        target, wanted = unknown.reference.id, UNKNOWN
    elif incident is not None:
        target, wanted = incident.id, IDENTIFIED_IN
    else:
        return []
    return [
        (found, line)
        for found, line in _identifications(session)
        if _is(session, line.unknown.id if wanted == UNKNOWN else line.incident, target)
        and (unknown.reference is not None or folded(line.unknown.name) == folded(unknown.name))
    ]


def _identifications(session: Session) -> Iterator[tuple[Reference, IdentificationLine]]:
    """Every identification that stands: few, and asked for with everybody on every record of a chronology."""
    for compartment in session.vault:
        for record, line in compartment.listing.lines(RecordKind.IDENTIFICATION, (KEPT,)):
            if isinstance(line, IdentificationLine):
                yield Reference(compartment.id, record), line


def _is(session: Session, named: str, wanted: RecordId) -> bool:
    """Whether what an identification names is a record, or was merged into it."""
    return bool(named) and (named == wanted or going_on_id(session, RecordId(named)) == wanted)


def _works_here(session: Session, person: PersonRef) -> bool:
    known = known_person(session, person)
    return known is not None and known.person.kind is PersonKind.STAFF


def seen_as(session: Session, person: Reference) -> tuple[SeenAs, ...]:
    """The records in which somebody stands as a person then unknown, over what this user's keys open."""
    made: list[SeenAs] = []
    for _, line in _identifications(session):
        if _is(session, line.person.id, person.id):
            words = identified_words(session, line, short=True)
            for found, named in _where(session, line):
                made.append(SeenAs(found, named, line.unknown.name, words))
    return tuple(made)


def _where(session: Session, line: IdentificationLine) -> list[tuple[Reference, str]]:
    """The records in which the unknown person of an identification stands, each with the role there."""
    if line.unknown.id:
        unknown = PersonRef(Reference(Compartment.DAILY, RecordId(line.unknown.id)), line.unknown.name)
        return [(found, role_label(session, role)) for found, role in records_naming(session, unknown)]
    found = session.vault.find(RecordId(line.incident)) if line.incident else None
    if found is None or not isinstance(found.content, Incident):
        return []
    return [
        (found.reference, role_label(session, one.role))
        for one in found.content.participants
        if one.person.reference is None and folded(one.person.name) == folded(line.unknown.name)
    ]


def records_naming(session: Session, unknown: PersonRef) -> list[tuple[Reference, str]]:
    """The incidents that name somebody on the register, each with the role there."""
    if unknown.reference is None:
        return []
    return [
        (Reference(compartment.id, record), role)
        for compartment in session.vault
        for record, role in linked(session, compartment, unknown.reference.id)
        if (line := compartment.listing.line(record)) is not None and line[0] is RecordKind.INCIDENT
    ]
