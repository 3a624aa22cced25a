"""Everything this user's keys open about one person, in order of its day: the chronology of a page and of a paper.

Read from index lines and from the entries of the records that name the person, each kind in one query: somebody with
two hundred records has their chronology as soon as the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from itertools import pairwise

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.date_words import day_words, joined_words
from safeguard_app.domain.declarations import Declaration
from safeguard_app.domain.entries import Closing, Decision, Telling, TellingState, Whom
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import Person
from safeguard_app.domain.periods import Period
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services import identifications, person_notes
from safeguard_app.services.identified import seen_as
from safeguard_app.services.incident_lists import row_of
from safeguard_app.services.labels import label, role_label, when
from safeguard_app.services.one_person import present
from safeguard_app.services.part_names import part_name
from safeguard_app.services.people import naming, shown_post, stored_person
from safeguard_app.services.register_facts import stored_declarations
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

_AGENCIES = frozenset({Whom.POLICE, Whom.SOCIAL_CARE, Whom.ALLEGATIONS_OFFICER, Whom.PREVENT})
_TOLD = {TellingState.TOLD: "Told", TellingState.HELD: "Telling held", TellingState.NOT_TOLD: "Not told"}


class LineKind(StrEnum):
    """What a line of a chronology is about, to narrow it by."""

    INCIDENT = "incident"
    DECISION = "decision"
    TOLD = "told"
    STATUS = "status"
    NOTE = "note"
    DECLARED = "declared"
    SCHOOL = "school"
    IDENTITY = "identity"


KIND_WORDS = {
    LineKind.INCIDENT: "Incidents",
    LineKind.DECISION: "Decisions and closings",
    LineKind.TOLD: "Who was told",
    LineKind.STATUS: "Statuses",
    LineKind.NOTE: "Notes",
    LineKind.DECLARED: "Declarations",
    LineKind.SCHOOL: "Class, roll and post",
    LineKind.IDENTITY: "Who it is",
}


@dataclass(frozen=True, slots=True)
class ChronologyLine:
    """One dated line. ``record`` of ``opens`` is opened by it; ``part`` is where it is kept."""

    at: datetime
    day: str
    kind: LineKind
    what: str
    detail: str
    opens: RecordKind
    record: Reference
    significant: bool
    part: Compartment


@dataclass(frozen=True, slots=True)
class Chronology:
    """All lines, oldest first; narrowed by :meth:`shown`. ``parts`` were looked into."""

    lines: tuple[ChronologyLine, ...]
    parts: tuple[Compartment, ...]
    person: Reference
    part_words: tuple[tuple[Compartment, str], ...] = ()
    """The parts that have a line, each as it is called in a sentence."""

    def shown(
        self, *, everything: bool, newest_first: bool, kind: LineKind | None = None
    ) -> tuple[ChronologyLine, ...]:
        """The lines wanted, in the order wanted."""
        found = [
            one
            for one in self.lines
            if (everything or one.significant) and (kind is None or one.kind is kind)
        ]
        return tuple(reversed(found)) if newest_first else tuple(found)


def chronology_of(session: Session, person: Reference) -> Chronology:
    """Everything about a person, oldest first. Opening their page is what the audit notes."""
    stored = stored_person(session, person)
    made = [
        *_incidents(session, person),
        *_of_person(session, stored),
        *_history(session, stored),
        *_notes(session, person),
        *_declared(session, person),
        *_identities(session, person),
    ]
    made.sort(key=lambda one: one.at)
    there = {one.part for one in made}
    parts = tuple(compartment.id for compartment in session.vault)
    named = tuple((part, part_name(session, part)) for part in parts if part in there)
    return Chronology(tuple(made), parts, person, named)


def _incidents(session: Session, person: Reference) -> Iterator[ChronologyLine]:
    roles: dict[Reference, list[str]] = {}
    for record, role in naming(session, person):
        roles.setdefault(record, []).append(role_label(session, role))
    for seen in seen_as(session, person):
        roles.setdefault(seen.record, []).append(f"{seen.role}, {seen.words}")
    cases: dict[Reference, str] = {}
    for record, words in roles.items():
        line = session.vault.compartment(record.compartment).listing.line(record.id)
        if line is None or not isinstance(line[1], IncidentLine):
            continue
        row, at = row_of(session, record, line[1]), _moment_of_incident(line[1])
        cases[record] = row.case
        what = f"{row.case}, {row.title}: {'; '.join(dict.fromkeys(words))}"
        detail = " ".join(
            filter(None, (_sentence(line[1].summary), f"Now: {row.status}." if row.status else ""))
        )
        yield ChronologyLine(
            at.start or line[1].entered_at,
            when(session, at) or _day(session, line[1].entered_at),
            LineKind.INCIDENT,
            what,
            detail,
            RecordKind.INCIDENT,
            record,
            True,
            record.compartment,
        )
    yield from _entries(session, cases)


def _sentence(summary: str) -> str:
    """A summary with its full stop; one that was cut short keeps the dots that say so."""
    words = summary.strip()
    if words.endswith("..."):
        return f"{words.removesuffix('...').rstrip()} …"
    return f"{words.rstrip('. ')}." if words else ""


def _moment_of_incident(line: IncidentLine) -> Moment:
    return line.happened if line.happened.is_known else line.attention


def _entries(session: Session, cases: dict[Reference, str]) -> Iterator[ChronologyLine]:
    kinds = (RecordKind.DECISION, RecordKind.TELLING, RecordKind.CLOSING)
    for compartment in session.vault:
        wanted = [one.id for one in cases if one.compartment is compartment.id]
        for stored in reading.about_any(compartment.connection, compartment.id, wanted, kinds):
            if getattr(stored.content, "withdrawn", None) is None and stored.about is not None:
                record = Reference(compartment.id, RecordId(stored.about))
                yield _entry(session, stored, record, cases[record])


def _entry(session: Session, stored: Stored[object], record: Reference, case: str) -> ChronologyLine:
    content = stored.content
    if isinstance(content, Decision):
        name = label(session, ListName.DECISIONS, content.kind)
        said, significant, kind, at = content.reason, True, LineKind.DECISION, content.at
        what = f"{case}: {name}"
    elif isinstance(content, Telling):
        whom = label(session, ListName.WHOM_TOLD, content.whom)
        name = f"{whom}, {content.name}" if content.name else whom
        what, said, kind, at = (
            f"{case}: {_TOLD[content.state]}: {name}",
            content.what,
            LineKind.TOLD,
            content.at,
        )
        significant = content.whom in _AGENCIES and content.state is TellingState.TOLD
    else:
        assert isinstance(content, Closing)
        outcome = content.outcome
        name = label(session, ListName.CLOSING_OUTCOMES, outcome) if outcome is not None else "with a reason"
        what = f"{case}: {'closed, ' + name if content.closed else 'opened again'}"
        said, significant, kind, at = content.reason, True, LineKind.DECISION, None
    start = at.start if at is not None else content.at if isinstance(content, Closing) else None
    return ChronologyLine(
        start or stored.recorded_at,
        when(session, at) if at is not None and at.is_known else _day(session, start or stored.recorded_at),
        kind,
        what,
        said,
        RecordKind.INCIDENT,
        record,
        significant,
        record.compartment,
    )


def _of_person(session: Session, stored: Stored[Person]) -> Iterator[ChronologyLine]:
    """Statuses, stretches on roll and posts, at the days they began and ended."""
    person = stored.content
    for status in person.statuses:
        name = label(session, ListName.PERSON_STATUSES, status.code)
        yield from _ends(session, stored, status.period, LineKind.STATUS, name, status.note, significant=True)
    for period in person.on_roll:
        yield from _ends(session, stored, period, LineKind.SCHOOL, "On roll", "", significant=False)
    for post in person.posts:
        yield from _ends(
            session, stored, post.period, LineKind.SCHOOL, shown_post(post), "", significant=False
        )


def _ends(
    session: Session,
    stored: Stored[Person],
    period: Period,
    kind: LineKind,
    name: str,
    note: str,
    *,
    significant: bool,
) -> Iterator[ChronologyLine]:
    for day, word in ((period.start, "began"), (period.end, "ended")):
        if day is not None:
            at = datetime.combine(day, time.min, session.zone)
            yield _line(stored, at, _day(session, at), kind, f"{name}: {word}", note, significant=significant)


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
            yield _line(stored, after.recorded_at, f"Entered {entered}", LineKind.SCHOOL, what, "")
        for link in new.family:
            if all(one.person != link.person for one in old.family):
                found = session.vault.find(link.person)
                name = found.content.name if found is not None and isinstance(found.content, Person) else ""
                relation = label(session, ListName.RELATIONSHIPS, link.relation).lower()
                what = f"Family: {name or 'somebody'} entered as {relation}"
                yield _line(stored, after.recorded_at, f"Entered {entered}", LineKind.SCHOOL, what, "")


def _class_of(person: Person) -> str:
    return ", ".join(filter(None, (person.class_name, person.year_group)))


def _notes(session: Session, person: Reference) -> Iterator[ChronologyLine]:
    for note in person_notes.notes_on(session, person):
        yield ChronologyLine(
            note.note.at.start or note.entered_at,
            note.when or _day(session, note.entered_at),
            LineKind.NOTE,
            note.kind,
            " ".join(" ".join(_sentence(line) for line in note.lines).split()),
            RecordKind.PERSON,
            person,
            False,
            note.reference.compartment,
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
    for step in stored.content.steps:
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
        )


def _line(
    stored: Stored[Person],
    at: datetime,
    day: str,
    kind: LineKind,
    what: str,
    detail: str,
    *,
    significant: bool = False,
) -> ChronologyLine:
    reference = stored.reference
    return ChronologyLine(
        at, day, kind, what, detail, RecordKind.PERSON, reference, significant, reference.compartment
    )


def _day(session: Session, at: datetime) -> str:
    local: date = at.astimezone(session.zone).date()
    return day_words(local)
