"""What lists, search and person pages show of a record: derived from its newest version and its entries.

Pure, so that the vault can rebuild every line at will and ``verify`` can compare. A record entered in error, and a
person taken off as the wrong one, leave no line, no link and no search text here: at once and everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from safeguard_app.domain.assessments import Assessment
from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.clock_lines import (
    LineClock,
    LineReferral,
    line_clocks,
    line_referrals,
    line_reported,
)
from safeguard_app.domain.declarations import Declaration
from safeguard_app.domain.entries import (
    Action,
    Closing,
    Decision,
    DecisionKind,
    Note,
    NoteKind,
    Telling,
    TellingState,
    Whom,
    counts,
)
from safeguard_app.domain.entry_words import entry_words
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.incidents import Incident, IncidentState, Severity
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.logbooks import LogbookEntry
from safeguard_app.domain.moments import Moment, certainly_before
from safeguard_app.domain.named_accounts import handles_in, plain_handle
from safeguard_app.domain.people import HandleConfidence, Person, PersonKind, PersonRef, Post
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_entries import Identification, PersonNote
from safeguard_app.domain.person_facts import status_target
from safeguard_app.domain.person_rules import ADULT_TYPE_WORDS
from safeguard_app.domain.records import Stored
from safeguard_app.domain.referral_steps import ReferralStep
from safeguard_app.domain.responses import ResponseStep
from safeguard_app.domain.support import Support

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class LinePerson:
    """A person in a list row; ``id`` is empty for somebody named in words only."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class LineAction:
    """An action not done yet."""

    id: RecordId
    what: str
    assigned_to: str
    due: date | None


@dataclass(frozen=True, slots=True)
class LineHold:
    """Somebody who is not told yet, on advice."""

    whom: Whom
    name: str
    until: date | None


@dataclass(frozen=True, slots=True)
class LinePlan:
    """A safety plan in force: for whom, and when it is looked at again."""

    id: RecordId
    child: str
    review_on: date | None


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """One incident in a list; enough for Today, filters and counts without opening the record."""

    case: str
    category: str
    state: IncidentState
    summary: str
    happened: Moment
    attention: Moment
    entered_at: datetime
    people: tuple[LinePerson, ...]
    severity: Severity | None
    actions: tuple[LineAction, ...]
    holds: tuple[LineHold, ...]
    told: tuple[Whom, ...]
    noted: tuple[NoteKind, ...]
    decided: tuple[DecisionKind, ...]
    evidence: int
    review_on: date | None
    review_owner: str
    head_is_subject: bool
    decision_review: date | None = None
    """When the latest decision is looked at again."""
    handles: tuple[str, ...] = ()
    """Accounts that the record names, as they are compared."""
    referrals: tuple[LineReferral, ...] = ()
    """How the referrals made of it stand."""
    clocks: tuple[LineClock, ...] = ()
    """What was said of its clocks."""
    reported: Moment | None = None
    """When a platform was last reported to, while no answer is noted."""
    plans: tuple[LinePlan, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in a list."""

    name: str
    known_as: str
    """Every other name they are found by."""
    kind: PersonKind
    year_group: str
    class_name: str
    title: str
    """What their post is called, or how they come to work here; of a leaver, of the last post."""
    date_of_birth: date | None
    handles: tuple[str, ...]
    left: date | None = None
    """The last day in post, or on roll; None while no end is known."""


@dataclass(frozen=True, slots=True)
class DeclarationLine:
    """One declaration in a list: only what a reader of the register needs to pick it."""

    adult: LinePerson
    pupils: tuple[LinePerson, ...]


@dataclass(frozen=True, slots=True)
class LogbookLine:
    """One entry of a register, whole: how it stands depends on the day, and what it is called on the catalogue."""

    entry: LogbookEntry


@dataclass(frozen=True, slots=True)
class PersonNoteLine:
    """One note on a person in a list."""

    person: LinePerson
    kind: NoteKind
    at: Moment
    text: str


@dataclass(frozen=True, slots=True)
class IdentificationLine:
    """Who somebody unknown is said to be; ``unknown`` has no id where they stand in words in one record alone."""

    unknown: LinePerson
    person: LinePerson
    at: Moment
    confidence: HandleConfidence
    basis: str
    incident: str = ""


Line = IncidentLine | PersonLine | DeclarationLine | LogbookLine | PersonNoteLine | IdentificationLine

KEPT = "kept"
"""The one state of identifications and notes that stand."""
UNKNOWN, IDENTIFIED, IDENTIFIED_IN, NOTED = "unknown", "identified", "identified in", "noted"
"""Roles of links from identifications and notes: whom they are about, and in which record words stand for somebody."""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """Everything derived from one record: its line, whom it names and in which role, and its search text."""

    state: str
    sort: str
    line: Line
    links: tuple[tuple[str, str], ...]
    text: str


def _id(person: PersonRef) -> str:
    return person.reference.id if person.reference is not None else ""


def incident_index(incident: Incident, entries: Sequence[Stored[object]]) -> IndexEntry | None:
    """The index entry of an incident with its current entries, or None when it was entered in error."""
    if incident.entered_in_error is not None:
        return None
    live = [entry for entry in entries if counts(entry.content)]
    acts = [
        entry for entry in live if not isinstance(entry.content, EvidenceItem)
    ]  # files come by the hundred
    people = tuple(LinePerson(_id(one.person), one.person.name, one.role) for one in incident.participants)
    line = IncidentLine(
        case=str(incident.case),
        category=incident.category,
        state=_state(acts),
        summary=incident.summary or _first_words(incident),
        happened=incident.happened,
        attention=incident.attention.moment,
        entered_at=incident.entered_at,
        people=people,
        severity=incident.severity,
        actions=_open_actions(acts),
        holds=_holds(acts),
        told=tuple(dict.fromkeys(e.whom for e in _contents(acts, Telling) if e.state is TellingState.TOLD)),
        noted=tuple(dict.fromkeys(e.kind for e in _contents(acts, Note))),
        decided=tuple(dict.fromkeys(e.kind for e in _contents(acts, Decision))),
        evidence=sum(one.derived is None for one in _contents(live, EvidenceItem)),
        review_on=incident.review_on,
        review_owner=incident.review_owner,
        head_is_subject=incident.head_is_subject,
        decision_review=_decision_review(acts),
        handles=_handles(incident, live),
        referrals=line_referrals(acts),
        clocks=line_clocks(acts),
        reported=line_reported(acts),
        plans=_plans(acts),
    )
    links = tuple(dict.fromkeys((person.id, person.role) for person in people if person.id))
    return IndexEntry(
        state=line.state.value,
        sort=incident.attention.moment.start.isoformat()
        if incident.attention.moment.start
        else _entered(incident),
        line=line,
        links=links,
        text=_incident_text(incident, live),
    )


def person_index(person: Person) -> IndexEntry | None:
    """The index entry of a person, or None when entered in error."""
    if person.entered_in_error is not None or person.merged_into is not None:
        return None
    handles = tuple(handle.name for handle in person.handles)
    post = _post_to_name(person)
    line = PersonLine(
        name=person.name,
        known_as=" ".join(filter(None, (person.known_as, *(one.name for one in person.names)))),
        kind=person.kind,
        year_group=person.year_group,
        class_name=person.class_name,
        title=(post.title or ADULT_TYPE_WORDS[post.adult_type]) if post is not None else "",
        date_of_birth=person.date_of_birth,
        handles=handles,
        left=post.period.end if post is not None else _last_end(person.on_roll),
    )
    words = (
        person.name,
        line.known_as,
        *handles,
        person.class_name,
        person.year_group,
        line.title,
        person.note,
    )
    statuses = dict.fromkeys(one.code for one in person.statuses)
    links = (
        *((link.person, "family") for link in person.family),
        *((status_target(code), "status") for code in statuses),
        *((gone, "merged") for gone in person.merged_from),
    )
    return IndexEntry(person.kind.value, surname_first(person.name), line, links, _joined(words))


def declaration_index(declaration: Declaration) -> IndexEntry | None:
    """The index entry of a declaration, or None when entered in error."""
    if declaration.entered_in_error is not None:
        return None
    adult = LinePerson(_id(declaration.adult), declaration.adult.name, "adult")
    pupils = tuple(LinePerson(_id(one.pupil), one.pupil.name, "pupil") for one in declaration.pupils)
    links = tuple(dict.fromkeys((one.id, one.role) for one in (adult, *pupils) if one.id))
    said = (declaration.nature, declaration.note, declaration.department, declaration.line_manager)
    words = (adult.name, *(pupil.name for pupil in pupils), *said)
    line = DeclarationLine(adult, pupils)
    return IndexEntry(declaration.kind.value, surname_first(adult.name), line, links, _joined(words))


def logbook_index(entry: LogbookEntry) -> IndexEntry | None:
    """The index entry of an entry of a register, or None when entered in error. Its state is its register."""
    if entry.entered_in_error is not None:
        return None
    people = entry.people()
    links = tuple(dict.fromkeys((one.reference.id, "logbook") for one in people if one.reference is not None))
    texts = [text for state in entry.states for answer in state.answers for text in answer.texts]
    said = [part for step in entry.steps for part in (step.conditions, step.note)]
    whys = [state.why for state in entry.states]
    words = _joined((*(person.name for person in people), *dict.fromkeys(texts), *whys, *said))
    return IndexEntry(entry.logbook, entry.states[0].entered_at.isoformat(), LogbookLine(entry), links, words)


def person_note_index(content: PersonNote) -> IndexEntry | None:
    """The index entry of a note on a person, or None when it was taken back."""
    if content.withdrawn is not None:
        return None
    note, person = content.note, LinePerson(_id(content.person), content.person.name, NOTED)
    text = " ".join((note.text or note.advised).split())
    line = PersonNoteLine(person, note.kind, note.at, text if len(text) <= 160 else text[:157] + "...")
    links = ((person.id, NOTED),) if person.id else ()
    return IndexEntry(
        KEPT, surname_first(person.name), line, links, _joined((person.name, *entry_words(note)))
    )


def identification_index(content: Identification) -> IndexEntry | None:
    """The index entry of who somebody turned out to be, or None when it was taken back."""
    if content.withdrawn is not None:
        return None
    unknown = LinePerson(_id(content.unknown), content.unknown.name, UNKNOWN)
    person = LinePerson(_id(content.person), content.person.name, IDENTIFIED)
    line = IdentificationLine(
        unknown, person, content.at, content.confidence, content.basis, content.incident or ""
    )
    links = [(one.id, one.role) for one in (unknown, person) if one.id]
    if content.incident is not None:
        links.append((content.incident, IDENTIFIED_IN))
    words = _joined((unknown.name, person.name, content.basis))
    return IndexEntry(KEPT, surname_first(person.name), line, tuple(links), words)


def surname_first(name: str) -> str:
    """A key that sorts people by the last word of their name, then by all of it."""
    words = name.casefold().split()
    return f"{words[-1]} {' '.join(words)}" if words else ""


_ACTED = (Decision, Telling, Note, Action, Closing, ResponseStep, Support, Letter, ReferralStep)
"""With any of these on it a record is not new any more."""


def _state(entries: Sequence[Stored[object]]) -> IncidentState:
    closings = _contents(entries, Closing)
    if closings and closings[-1].closed:
        return IncidentState.CLOSED
    acted = any(isinstance(e.content, _ACTED) for e in entries)
    return IncidentState.OPEN if acted else IncidentState.NEW


def _contents(entries: Sequence[Stored[object]], kind: type[Kind]) -> list[Kind]:
    return [entry.content for entry in entries if isinstance(entry.content, kind)]


def _open_actions(entries: Sequence[Stored[object]]) -> tuple[LineAction, ...]:
    return tuple(
        LineAction(entry.reference.id, entry.content.what, entry.content.assigned_to, entry.content.due)
        for entry in entries
        if isinstance(entry.content, Action) and not entry.content.is_done
    )


def _plans(entries: Sequence[Stored[object]]) -> tuple[LinePlan, ...]:
    return tuple(
        LinePlan(entry.reference.id, entry.content.child.name, entry.content.review_on)
        for entry in entries
        if isinstance(entry.content, Assessment) and entry.content.is_running
    )


def _holds(entries: Sequence[Stored[object]]) -> tuple[LineHold, ...]:
    """Holds that nothing later has lifted: a later telling of the same person ends the hold."""
    latest: dict[tuple[Whom, str], Telling] = {}
    for telling in _contents(entries, Telling):
        latest[telling.whom, telling.name] = telling
    return tuple(
        LineHold(whom, name, telling.until)
        for (whom, name), telling in latest.items()
        if telling.state is TellingState.HELD
    )


def _decision_review(entries: Sequence[Stored[object]]) -> date | None:
    """A later decision ends the review set with an earlier one; one of before it that is filed late does not."""
    latest: Decision | None = None
    for decision in _contents(entries, Decision):
        if latest is None or not certainly_before(decision.at, latest.at):
            latest = decision
    return latest.review_on if latest is not None else None


def _post_to_name(person: Person) -> Post | None:
    """The post somebody goes by in lists: the last entered of those without an end, else the one that ended last."""
    lasting = [post for post in person.posts if post.period.end is None]
    if lasting:
        return lasting[-1]
    return max(person.posts, key=lambda post: post.period.end or date.min, default=None)


def _last_end(periods: Sequence[Period]) -> date | None:
    ends = [period.end for period in periods if period.end is not None]
    return max(ends) if ends and len(ends) == len(periods) else None


def _entered(incident: Incident) -> str:
    return incident.entered_at.isoformat()


def _handles(incident: Incident, entries: Sequence[Stored[object]]) -> tuple[str, ...]:
    """Accounts named where an account is asked for: where it was online, who took part, capture facts of exhibits."""
    asked = [one.facts.handle for one in _contents(entries, EvidenceItem)]
    asked += [one.person.name for one in incident.participants if one.role == "account"]
    written = [incident.online_location, *(one.person.name for one in incident.participants)]
    asked += [one.handle for one in _contents(entries, Attribution)]
    found = (*(plain_handle(one) for one in asked), *handles_in(written))
    return tuple(dict.fromkeys(one for one in found if one))


def _first_words(incident: Incident) -> str:
    text = " ".join(incident.accounts[0].text.split()) if incident.accounts else ""
    return text if len(text) <= 120 else text[:117].rsplit(" ", 1)[0] + " ..."


def _incident_text(incident: Incident, entries: Sequence[Stored[object]]) -> str:
    words: list[str] = [str(incident.case), incident.summary, incident.platform, incident.online_location]
    words += [part for account in incident.accounts for part in (account.author.name, account.text)]
    words += [
        part for one in incident.participants for part in (one.person.name, one.person.description, one.note)
    ]
    words += [value for answer in incident.answers for value in answer.values]
    words += [incident.child_wishes, incident.severity_reason]
    for entry in entries:
        words += entry_words(entry.content)
    return _joined(words)


def _joined(words: Sequence[str]) -> str:
    return "\n".join(word for word in words if word)
