"""Who somebody unknown, or behind a bare account, turned out to be: entered, shown, taken back.

Nothing that was recorded is altered. The record keeps "boy in red coat", and says beside it who he is by now said to
have been, since when and on which basis, as far as this user's keys open that.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.cases import may_hold
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, new_record_id
from safeguard_app.domain.index_lines import IDENTIFIED, UNKNOWN, IdentificationLine
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import HandleConfidence, PersonKind, PersonRef, Withdrawal
from safeguard_app.domain.person_entries import Identification
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.identified import identified_as, identified_words, records_naming
from safeguard_app.services.incidents import required_reason
from safeguard_app.services.one_person import linked
from safeguard_app.services.person_homes import Home, home_of, home_words
from safeguard_app.services.register_facts import known_person
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.subject_of_concern import SUBJECT_ROLES
from safeguard_app.vault import reading

NAMELESS = frozenset({PersonKind.UNKNOWN_PERSON, PersonKind.ACCOUNT_ONLY})
_APART = (Compartment.NOT_HEAD, Compartment.NOT_DSL, Compartment.ADULTS)
"""The parts other than the daily log, the one read by fewest first."""
_READ_ELSEWHERE = (
    "What is kept about this person is read by somebody from whom the record is kept. Say it in a note on the record "
    "instead. Nothing was kept."
)


@dataclass(frozen=True, slots=True)
class Identifying:
    """What is entered: who, when it became known, on which basis, and how sure."""

    unknown: PersonRef
    person: PersonRef
    at: Moment
    basis: str
    confidence: HandleConfidence = HandleConfidence.SUSPECTED
    incident: Reference | None = None
    """The record in which the unknown person stands in words only."""


def home_of_identification(session: Session, unknown: PersonRef, person: PersonRef) -> Home:
    """Where it is kept: where the person's own matters are, and never wider than the records of the unknown person."""
    parts = {one.compartment for one in _records_of(session, unknown)} if unknown.reference else set()
    return _not_wider(session, home_of(session, person), parts)


def identify(session: Session, given: Identifying, record: RecordId | None = None) -> Changes:
    """Enter who somebody unknown is. Raises RuleViolation naming ``person``, ``at`` or ``basis``, or NotKeptHere."""
    clean = _checked(session, given)
    if given.incident is None:
        home = home_of_identification(session, clean.unknown, clean.person)
    else:
        home = _not_wider(session, home_of(session, clean.person), {given.incident.compartment})
    made = record or new_record_id()
    content = Identification(
        clean.unknown,
        clean.person,
        clean.at,
        clean.basis,
        clean.confidence,
        given.incident.id if given.incident is not None else None,
    )
    compartment = session.vault.compartment(home.compartment)
    with compartment.write(EventKind.IDENTIFIED, session.user.id, session.now(), record=made) as work:
        work.put(made, content)
    return _changed(session, content, Reference(compartment.id, made), "Entered who it is.")


def take_back(session: Session, identification: Reference, reason: str) -> Changes:
    """Take an identification back, with a reason: pages and lists show it no more, and it stays on file."""
    why = required_reason(reason)
    stored = _stored(session, identification)
    if stored.content.withdrawn is not None:
        raise RuleViolation({"reason": "This was taken back already."})
    content = replace(stored.content, withdrawn=Withdrawal(session.now(), session.user.name, why))
    compartment = session.vault.compartment(identification.compartment)
    with compartment.write(
        EventKind.IDENTIFICATION_TAKEN_BACK, session.user.id, session.now(), record=identification.id
    ) as work:
        work.put(identification.id, content, reason=why, replacing=stored.number)
    return _changed(session, content, identification, "Taken back.")


def to_file_elsewhere(session: Session, unknown: PersonRef) -> tuple[Reference, ...]:
    """Records in which somebody's own conduct is in question who is by now said to work here, and that children's
    matters are kept with: whoever has the keys considers whether they belong elsewhere."""
    if not any(one.works_here for one in identified_as(session, unknown)):
        return ()
    return tuple(
        found
        for found, role in records_naming(session, unknown)
        if role in SUBJECT_ROLES and found.compartment is Compartment.DAILY
    )


@dataclass(frozen=True, slots=True)
class IdentityLine:
    """One identification on the page of either side: in words, who the other is, and what takes it back."""

    identification: Reference
    words: str
    other: Reference | None
    other_name: str
    at: datetime


def identities_of(session: Session, person: Reference) -> tuple[IdentityLine, ...]:
    """What is entered about who a person is, or who they were recorded as."""
    made = []
    for compartment in session.vault:
        for record, role in linked(session, compartment, person.id):
            line = reading.line(compartment.connection, record)
            if (
                line is None
                or not isinstance(line[1], IdentificationLine)
                or role not in (UNKNOWN, IDENTIFIED)
            ):
                continue
            other = line[1].person if role == UNKNOWN else line[1].unknown
            page = Reference(Compartment.DAILY, RecordId(other.id)) if other.id else None
            words = identified_words(session, line[1])
            if role == IDENTIFIED:
                words = f"Recorded as “{other.name}”. {words}"
            at = line[1].at.start or session.now()
            made.append(IdentityLine(Reference(compartment.id, record), words, page, other.name, at))
    return tuple(made)


def _changed(session: Session, content: Identification, reference: Reference, said: str) -> Changes:
    """The records in which the unknown person stands show it beside their words, so they are read again too."""
    found = session.vault.find(content.incident) if content.incident is not None else None
    records = [found.reference] if found is not None else _records_of(session, content.unknown)
    people = [one.reference for one in (content.unknown, content.person) if one.reference is not None]
    kinds = (RecordKind.PERSON, RecordKind.INCIDENT, RecordKind.IDENTIFICATION)
    return changed(reference, *people, *records, kinds=kinds, said=said)


def _checked(session: Session, given: Identifying) -> Identifying:
    cleaning = Cleaning()
    known = known_person(session, given.person)
    if known is None:
        cleaning.say("person", "Choose somebody on the register, or add them first.")
    elif known.person.kind in NAMELESS:
        cleaning.say("person", "This is somebody unknown too. Choose whom they turned out to be.")
    if given.person.reference is not None and given.person.reference == given.unknown.reference:
        cleaning.say("person", "This is the same entry. Choose whom they turned out to be.")
    if not given.at.is_known:
        cleaning.say("at", "Say when it became known, as exactly as you can.")
    clean = replace(
        given,
        unknown=cleaning.person(given.unknown, "unknown"),
        person=cleaning.person(given.person, "person"),
        at=cleaning.passed(given.at, "at", session.now()),
        basis=cleaning.text(given.basis, "basis", needed="Say how it is known: who said so, what was seen."),
    )
    cleaning.finish()
    if any(
        one.person.reference == clean.person.reference
        for one in identified_as(session, clean.unknown, given.incident)
    ):
        raise RuleViolation({"person": "This is entered already. Take that one back to enter it anew."})
    return clean


def _not_wider(session: Session, home: Home, parts: set[Compartment]) -> Home:
    """What was learned from records kept apart is told to nobody who cannot read one of them.

    Raises RuleViolation naming ``person`` where only those could read it who cannot read the records.
    """
    if not parts or any(may_hold(home.compartment, part) for part in parts):
        return home
    apart = next(part for part in _APART if part in parts)
    if not may_hold(apart, home.compartment):
        raise RuleViolation({"person": _READ_ELSEWHERE})
    return Home(apart, home_words(session, apart))


def _records_of(session: Session, unknown: PersonRef) -> list[Reference]:
    return [found for found, _ in records_naming(session, unknown)]


def _stored(session: Session, identification: Reference) -> Stored[Identification]:
    stored = session.vault.get(identification)
    if stored.kind is not RecordKind.IDENTIFICATION:
        raise KeyError(identification.id)
    return stored  # type: ignore[return-value]  # the kind says the type
