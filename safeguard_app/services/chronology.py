"""Everything this user's keys open about one person, in order of its day: the chronology of a page and of a paper.

Read from index lines and from the entries of the records that name the person, each kind in one query: somebody with
two hundred records has their chronology as soon as the page.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.date_words import day_words, joined_words
from safeguard_app.domain.declarations import Declaration
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.index_lines import IncidentLine, LogbookLine
from safeguard_app.domain.logbook_standing import begins_on
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import Person
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_rules import shown_name
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services import identifications, person_notes
from safeguard_app.services.account_words import closed, what_happened
from safeguard_app.services.case_views import ChronologyLine as RecordLine
from safeguard_app.services.chronology_marks import with_marks
from safeguard_app.services.chronology_views import Chronology, ChronologyLine, LineKind
from safeguard_app.services.identified import seen_as
from safeguard_app.services.incident_lists import row_of
from safeguard_app.services.labels import label, role_label, when
from safeguard_app.services.logbook_detail import facts_of
from safeguard_app.services.logbook_facts import rules_of
from safeguard_app.services.logbook_words import entry_name
from safeguard_app.services.one_person import linked, present
from safeguard_app.services.part_names import part_name
from safeguard_app.services.people import naming, shown_post, stored_person
from safeguard_app.services.record_lines import KINDS, RecordEntries, entry_lines, live
from safeguard_app.services.register_facts import stored_declarations
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

BESIDE = frozenset({"reporter", "witness", "bystander", "recipient", "supporter", "mentioned", "parent"})
"""Roles in which a record is not about somebody: what was decided in it is no significant event of theirs."""
_REGISTER = "Register"
_DECLARATION = "Declaration"
_PERSON = "Person’s entry"


def chronology_of(session: Session, person: Reference) -> Chronology:
    """Everything about a person, oldest first. Opening their page is what the audit notes."""
    stored = stored_person(session, person)
    made = [
        *_incidents(session, person),
        *_of_person(session, stored),
        *_history(session, stored),
        *_notes(session, person),
        *_declared(session, person),
        *_registered(session, person),
        *_identities(session, person),
    ]
    made.sort(key=lambda one: one.at)
    there = {one.part for one in made}
    parts = tuple(compartment.id for compartment in session.vault)
    named = tuple((part, part_name(session, part)) for part in parts if part in there)
    lines = with_marks(session, person, made)
    return Chronology(lines, parts, person, named, shown_name(stored.content), session.zone)


def _incidents(session: Session, person: Reference) -> Iterator[ChronologyLine]:
    roles: dict[Reference, list[str]] = {}
    central: set[Reference] = set()
    for record, role in naming(session, person):
        roles.setdefault(record, []).append(role_label(session, role))
        if role not in BESIDE:
            central.add(record)
    for seen in seen_as(session, person):
        roles.setdefault(seen.record, []).append(f"{seen.role}, {seen.words}")
        central.add(seen.record)
    incidents = _read(session, roles)
    cases: dict[Reference, str] = {}
    for record, words in roles.items():
        line = session.vault.compartment(record.compartment).listing.line(record.id)
        if line is None or not isinstance(line[1], IncidentLine):
            continue
        made = _incident(session, record, line[1], words, incidents[record])
        cases[record] = made.number
        yield made
    for found in _entries(session, cases, incidents):
        yield _of_record(found, central=found.reference in central)


def _read(session: Session, records: Collection[Reference]) -> dict[Reference, Incident]:
    """The records themselves, each part of the log asked once: lines take words from most of them."""
    found: dict[Reference, Incident] = {}
    for part in session.vault:
        wanted = [one.id for one in records if one.compartment is part.id]
        for record, (_kind, content) in reading.newest_contents(part.connection, wanted).items():
            if isinstance(content, Incident):
                found[Reference(part.id, record)] = content
    return found


def _incident(
    session: Session, record: Reference, line: IncidentLine, roles: list[str], incident: Incident
) -> ChronologyLine:
    row, at = row_of(session, record, line, on_paper=True), _moment_of_incident(line)
    state = f"State: {row.status}." if row.status else ""
    return ChronologyLine(
        at.start or line.entered_at,
        when(session, at) or _day(session, line.entered_at),
        LineKind.INCIDENT,
        f"{row.title}: {'; '.join(dict.fromkeys(roles))}",
        " ".join(filter(None, (what_happened(incident), state))),
        RecordKind.INCIDENT,
        record,
        True,
        record.compartment,
        f"{record.id}:incident",
        row.case,
    )


def _moment_of_incident(line: IncidentLine) -> Moment:
    return line.happened if line.happened.is_known else line.attention


def _entries(
    session: Session, cases: dict[Reference, str], incidents: dict[Reference, Incident]
) -> Iterator[RecordLine]:
    """The lines of what hangs on the records, each part of the log read once."""
    for compartment in session.vault:
        wanted = [one.id for one in cases if one.compartment is compartment.id]
        hung: dict[RecordId, list[Stored[Any]]] = {}
        for stored in reading.about_any(compartment.connection, compartment.id, wanted, KINDS):
            if stored.about is not None:
                hung.setdefault(RecordId(stored.about), []).append(stored)
        for record, entries in hung.items():
            reference = Reference(compartment.id, record)
            known = incidents[reference]
            yield from entry_lines(RecordEntries(session, reference, cases[reference], live(entries), known))


def _of_record(line: RecordLine, *, central: bool) -> ChronologyLine:
    return ChronologyLine(
        line.at,
        line.when,
        line.kind,
        line.what,
        line.detail,
        RecordKind.INCIDENT,
        line.reference,
        line.significant and central and not line.in_case_only,
        line.reference.compartment,
        line.key,
        line.number,
        line.by,
    )


def _of_person(session: Session, stored: Stored[Person]) -> Iterator[ChronologyLine]:
    """Statuses, stretches on roll and posts, at the days they began and ended."""
    person = stored.content
    for status in person.statuses:
        name = label(session, ListName.PERSON_STATUSES, status.code)
        made = _Dated(status.period, LineKind.STATUS, name, status.note, significant=True)
        yield from _ends(session, stored, made)
    for period in person.on_roll:
        yield from _ends(session, stored, _Dated(period, LineKind.SCHOOL, "On roll"))
    for post in person.posts:
        yield from _ends(session, stored, _Dated(post.period, LineKind.SCHOOL, shown_post(post)))


@dataclass(frozen=True, slots=True)
class _Dated:
    """Something of a person that began and ended."""

    period: Period
    kind: LineKind
    name: str
    note: str = ""
    significant: bool = False


def _ends(session: Session, stored: Stored[Person], dated: _Dated) -> Iterator[ChronologyLine]:
    for day, word in ((dated.period.start, "began"), (dated.period.end, "ended")):
        if day is not None:
            at = datetime.combine(day, time.min, session.zone)
            slot = f"{dated.kind.value}:{dated.name}:{word}:{day.isoformat()}"
            made = _line(stored, at, _day(session, at), dated.kind, f"{dated.name}: {word}", slot)
            yield replace(made, detail=dated.note, significant=dated.significant)


def _history(session: Session, stored: Stored[Person]) -> Iterator[ChronologyLine]:
    """Changes of class and family, at the day they were entered: the register does not ask since when."""
    compartment = session.vault.compartment(stored.reference.compartment)
    versions = reading.versions(compartment.connection, stored.reference)
    for before, after in pairwise(versions):
        old, new = before.content, after.content
        entered = _day(session, after.recorded_at)
        was, now = _class_of(old), _class_of(new)
        if was != now and now:
            what = f"Class: {now}" if not was else f"Class: {now}, before that {was}"
            yield _line(
                stored,
                after.recorded_at,
                f"Entered {entered}",
                LineKind.SCHOOL,
                what,
                f"class:{after.number}",
            )
        for link in new.family:
            if all(one.person != link.person for one in old.family):
                found = session.vault.find(link.person)
                name = found.content.name if found is not None and isinstance(found.content, Person) else ""
                relation = label(session, ListName.RELATIONSHIPS, link.relation).lower()
                what, slot = f"Family: {name or 'somebody'} entered as {relation}", f"family:{link.person}"
                yield _line(stored, after.recorded_at, f"Entered {entered}", LineKind.SCHOOL, what, slot)


def _class_of(person: Person) -> str:
    return ", ".join(filter(None, (person.class_name, person.year_group)))


def _notes(session: Session, person: Reference) -> Iterator[ChronologyLine]:
    for note in person_notes.notes_on(session, person):
        yield ChronologyLine(
            note.note.at.start or note.entered_at,
            note.when or _day(session, note.entered_at),
            LineKind.NOTE,
            note.kind,
            " ".join(" ".join(closed(line) for line in note.lines).split()),
            RecordKind.PERSON,
            person,
            False,
            note.reference.compartment,
            f"{note.reference.id}:note",
            _PERSON,
            note.by,
        )


def _declared(session: Session, person: Reference) -> Iterator[ChronologyLine]:
    daily = session.vault.daily
    wanted = {
        record
        for record, role in reading.linked_to(daily.connection, person.id)
        if role in ("adult", "pupil")
    }
    for stored in stored_declarations(session):
        if stored.reference.id in wanted:
            yield from _steps(session, stored, person)


def _steps(session: Session, stored: Stored[Declaration], person: Reference) -> Iterator[ChronologyLine]:
    others = [
        one.name
        for one in (stored.content.adult, *(one.pupil for one in stored.content.pupils))
        if present(session, one).reference != person
    ]
    for place, step in enumerate(stored.content.steps):
        if step.withdrawn is None:
            name = label(session, ListName.DECLARATION_STEPS, step.kind)
            yield ChronologyLine(
                step.at.start or step.entered_at,
                when(session, step.at) if step.at.is_known else _day(session, step.entered_at),
                LineKind.DECLARED,
                f"Connection with {joined_words(others)}: {name[:1].lower()}{name[1:]}",
                "",
                RecordKind.DECLARATION,
                stored.reference,
                True,
                stored.reference.compartment,
                f"{stored.reference.id}:{place}",
                _DECLARATION,
                step.by.name,
            )


def _identities(session: Session, person: Reference) -> Iterator[ChronologyLine]:
    for one in identifications.identities_of(session, person):
        yield ChronologyLine(
            one.at,
            _day(session, one.at),
            LineKind.IDENTITY,
            one.words,
            "",
            RecordKind.PERSON,
            person,
            True,
            one.identification.compartment,
            f"{one.identification.id}:identity",
            _PERSON,
        )


def _registered(session: Session, person: Reference) -> Iterator[ChronologyLine]:
    """Entries of the school's registers that name them: training, permissions, checks, consents."""
    for part in session.vault:
        for record in dict.fromkeys(record for record, _role in linked(session, part, person.id)):
            line = register_line(session, Reference(part.id, record))
            if line is not None:
                yield line


def register_line(session: Session, entry_at: Reference) -> ChronologyLine | None:
    """The line of one entry of a register; None for another record, and of a register that is none any more."""
    part, record = session.vault.compartment(entry_at.compartment), entry_at.id
    line = part.listing.line(record)
    if line is None or not isinstance(line[1], LogbookLine):
        return None
    entry = line[1].entry
    book = session.catalogue.logbooks.get(entry.logbook)
    if book is None:
        return None
    day = begins_on(entry.newest, rules_of(book), session.zone)
    at = datetime.combine(day, time.min, session.zone) if day else entry.states[0].entered_at
    said = (f"{name}: {' '.join(words.split())}" for name, words in facts_of(session, book, entry.newest))
    title = session.words().fill(book.title)
    return ChronologyLine(
        at,
        _day(session, at) if day else f"Entered {_day(session, at)}",
        LineKind.REGISTER,
        f"{title}: {entry_name(session, book, entry.newest)}",
        " ".join(f"{one.rstrip('.')}." for one in said),
        RecordKind.LOGBOOK_ENTRY,
        Reference(part.id, record),
        False,
        part.id,
        f"{record}:entry",
        _REGISTER,
        entry.newest.entered_by_name,
    )


def _line(
    stored: Stored[Person], at: datetime, day: str, kind: LineKind, what: str, slot: str
) -> ChronologyLine:
    reference = stored.reference
    part, key = reference.compartment, f"{reference.id}:{slot}"
    opens = RecordKind.PERSON
    return ChronologyLine(at, day, kind, what, "", opens, reference, False, part, key, _PERSON)


def _day(session: Session, at: datetime) -> str:
    local: date = at.astimezone(session.zone).date()
    return day_words(local)
