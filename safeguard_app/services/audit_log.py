"""The audit of a compartment in plain words: who, when, what, on which record, and why. Reading it leaves no trace.

The chain holds codes only. Names come from the roster, case numbers and reasons from the rows an event wrote.
"""

from datetime import date, datetime

from safeguard_app.domain.audit_trail import COMPUTER, Event, EventKind
from safeguard_app.domain.authority_forms import AuthorityForm
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.declarations import Declaration
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.logbooks import LogbookEntry
from safeguard_app.domain.people import Person
from safeguard_app.domain.person_entries import Identification, PersonNote
from safeguard_app.domain.person_rules import shown_name
from safeguard_app.domain.records import HANGS_ON_INCIDENT, RecordKind, Stored
from safeguard_app.domain.text_rules import folded
from safeguard_app.services.audit_views import (
    AuditFilter,
    AuditPage,
    AuditRow,
    ChainStatus,
    EventDetail,
    FieldChange,
    FilterChoices,
)
from safeguard_app.services.collected import collector_among, collector_in
from safeguard_app.services.event_details import detail_of, fact_lines, hides
from safeguard_app.services.event_words import WORDS, event_words
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.services.version_changes import changes_between
from safeguard_app.vault import chain, reading
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.reading import LoggedEvent

EVERYTHING = AuditFilter()
_STRETCH = 500
_MOST_READ = 50_000
_MOST_SEARCHED = 2_000
"""Events read in one call, and with a word looked for in each: no other work waits long behind years of events."""
_NAMES = {
    Compartment.DAILY: "Daily log",
    Compartment.ADULTS: "Concerns about adults",
    Compartment.NOT_HEAD: "About the {head}",
    Compartment.NOT_DSL: "About the {school_lead}",
}


def compartments(session: Session) -> tuple[tuple[Compartment, str], ...]:
    """The compartments this user opens, with their names."""
    return tuple((one.id, compartment_name(session, one.id)) for one in session.vault)


def compartment_name(session: Session, compartment: Compartment) -> str:
    """What a compartment is called on the page."""
    return session.words().fill(_NAMES[compartment])


def page(
    session: Session,
    compartment: Compartment,
    wanted: AuditFilter = EVERYTHING,
    *,
    before: int = 0,
    limit: int = 200,
) -> AuditPage:
    """Events of one compartment, newest first, going on from ``before`` (0: from the newest). Raises NoKey.

    One call reads a stretch of the chain: with a filter there may be few rows, or none, and still more before.
    """
    opened = session.vault.compartment(compartment)
    newest = before or opened.head.number
    last = max(0, newest - (_MOST_SEARCHED if wanted.text.strip() else _MOST_READ))
    rows: list[AuditRow] = []
    while newest > last and len(rows) < limit:
        stretch = reading.events(opened.connection, newest=newest, limit=_STRETCH)
        if not stretch:
            newest = 0
            break
        for logged in stretch:
            newest = logged.event.number - 1
            if _in_filter(session, logged.event, wanted):
                row = _row(session, opened, logged)
                if _has_text(row, wanted.text):
                    rows.append(row)
                    if len(rows) == limit:
                        break
    counted = count_words(len(rows), "event")
    return AuditPage(compartment, tuple(rows), newest, f"{counted} shown, more before" if newest else counted)


def detail(session: Session, compartment: Compartment, number: int) -> EventDetail:
    """One event in full, with what changed between two versions. KeyError for no such event."""
    opened = session.vault.compartment(compartment)
    found = reading.events(opened.connection, newest=number, oldest=number, limit=1)
    if not found:
        raise KeyError(number)
    event = found[0].event
    row = _row(session, opened, found[0])
    written = reading.of_event(opened.connection, compartment, number)
    stored_hash, previous = (
        chain.hash_at(opened.connection, number),
        chain.hash_at(opened.connection, number - 1),
    )
    local = event.at.astimezone(session.zone)
    hidden = hides(session, written)
    who = collector_among(written) if event.kind is EventKind.PRINTED else ""
    reasons = dict.fromkeys(one.reason for one in written if one.reason and not collector_in(one.reason))
    return EventDetail(
        number=number,
        title=f"Event {number:,}",
        when=f"{day_words(local)}, {local:%H:%M:%S}, UTC {_utc(event.at)}",
        who=row.who,
        what=_what(row, written),
        reason="" if hidden else "; ".join(reasons),
        changes=() if hidden else _changes(session, opened, written),
        record=row.record,
        record_words=row.record_words,
        rows_sealed=_rows_sealed(event, written),
        signed="Signed with their own key" if found[0].signed else "Not signed",
        clock=_clock_words(event),
        hash=_printed(stored_hash),
        follows=f"Event {number - 1:,}: {_printed(previous)}" if previous is not None else "The first event",
        facts=(*((("Collected by", who),) if who else ()), *fact_lines(session, event, hidden=hidden)),
    )


def status(session: Session, compartment: Compartment) -> ChainStatus:
    """Whether the chain of a compartment adds up: every event recomputed (100,000 take a third of a second)."""
    opened = session.vault.compartment(compartment)
    name = compartment_name(session, compartment)
    findings = chain.verify_events(opened.connection, session.vault.file.vault_id, compartment)
    older = compartment in session.vault.older
    count = count_words(opened.head.number, "event").replace(
        str(opened.head.number), f"{opened.head.number:,}", 1
    )
    if findings:
        sentence = (
            f"Event {findings[0].event:,} does not follow from the one before. Keep this folder as it is."
        )
        line = StatusLine(StatusMeaning.LATE, f"{name} does not add up")
    elif older:
        sentence = "This is an older or altered copy of what this computer saw before."
        line = StatusLine(StatusMeaning.LATE, f"{name}: older copy")
    else:
        sentence = f"{count} in order, each following from the one before."
        line = StatusLine(StatusMeaning.DONE, f"{name} whole")
    return ChainStatus(compartment, name, line, sentence, f"Chain head {opened.head.printed}", older=older)


def choices(session: Session, compartment: Compartment) -> FilterChoices:
    """What the filter may be set to: this compartment's users, former ones included, and every kind of event."""
    users = [(user.id, user.name) for user in session.vault.roster(compartment).content.users]
    kinds = sorted(WORDS.items(), key=lambda entry: entry[1].casefold())
    return FilterChoices(
        (*((str(id_), name) for id_, name in users), (COMPUTER, "This computer")), tuple(kinds)
    )


def record_of(session: Session, opened: OpenCompartment, record: str | None) -> tuple[Reference | None, str]:
    """The record an event is about, where it can be opened, and what to call it: a case number above all."""
    if record is None:
        return None, ""
    stored = opened.get(RecordId(record))
    if stored is None:
        events = reading.events_of(opened.connection, RecordId(record))
        moved = any(one.event.kind is EventKind.REFILED_AWAY for one in events)
        return None, "Record filed elsewhere" if moved else "A form that was not entered"
    if stored.kind in HANGS_ON_INCIDENT and stored.about:
        return record_of(session, opened, stored.about)
    words = _record_words(stored)
    if isinstance(stored.content, PersonNote | Identification):
        return stored.content.person.reference, words
    gone = getattr(stored.content, "entered_in_error", None) is not None
    opens = stored.kind in {RecordKind.INCIDENT, RecordKind.PERSON, RecordKind.DECLARATION} and not gone
    return (stored.reference if opens else None), words


def _record_words(stored: Stored[object]) -> str:
    """What a record is called. Of one entered in error nothing but its number or kind."""
    content = stored.content
    match content:
        case Incident():
            return str(content.case)
        case Person() if content.entered_in_error is None:
            return shown_name(content)
        case PersonNote():
            return f"Note on {content.person.name}"
        case Identification():
            return f"Who an unknown person is: {content.person.name}"
        case Declaration() if content.entered_in_error is None:
            return f"Declaration, {content.adult.name}"
        case AuthorityForm():
            return f"{content.title}, {content.authority}"
        case LogbookEntry():
            return "Entry of a register"
        case _:
            return stored.kind.value.replace("_", " ").capitalize()


def _in_filter(session: Session, event: Event, wanted: AuditFilter) -> bool:
    day = _day(session, event.at)
    return (
        (not wanted.user or event.actor == wanted.user)
        and (not wanted.kinds or event.kind in wanted.kinds)
        and (wanted.first_day is None or day >= wanted.first_day)
        and (wanted.last_day is None or day <= wanted.last_day)
    )


def _has_text(row: AuditRow, text: str) -> bool:
    shown = " ".join((row.number_words, row.day, row.time, row.who, row.what, row.record_words, row.detail))
    plain = folded(shown)
    return all(word in plain for word in folded(text).split())


def _day(session: Session, at: datetime) -> date:
    return at.astimezone(session.zone).date()


def _row(session: Session, opened: OpenCompartment, logged: LoggedEvent) -> AuditRow:
    event = logged.event
    local = event.at.astimezone(session.zone)
    record, words = record_of(session, opened, event.record)
    written = reading.of_event(opened.connection, opened.id, event.number) if event.rows else []
    return AuditRow(
        number=event.number,
        number_words=f"{event.number:,}",
        day=day_words(local),
        time=f"{local:%H:%M:%S}",
        who=session.name_of(event.actor),
        what=event_words(event),
        kind=event.kind,
        record=record,
        record_words=words,
        detail=detail_of(session, logged, written),
    )


def _what(row: AuditRow, written: list[Stored[object]]) -> str:
    printed = (
        row.kind is EventKind.PRINTED
    )  # what it wrote names who collected it, and the way out: no correction
    numbers = [one.number for one in written if one.number > 1 and not printed]
    replaces = f", version {numbers[0]} replaces version {numbers[0] - 1}" if numbers else ""
    record = f" {row.record_words}" if row.record_words else ""
    return f"{row.what}{record}{replaces}"


def _changes(
    session: Session, opened: OpenCompartment, written: list[Stored[object]]
) -> tuple[FieldChange, ...]:
    found = []
    for stored in written:
        if stored.number == 1:
            continue
        kept = reading.versions(opened.connection, stored.reference)
        before = next((one for one in kept if one.number == stored.number - 1), None)
        if before is not None:
            found += changes_between(
                session, before.content, stored.content, head_is_subject=opened.id is Compartment.NOT_HEAD
            )
    return tuple(found)


def _rows_sealed(event: Event, written: list[Stored[object]]) -> str:
    if not event.rows:
        return "No rows: the event stands alone"
    if len(written) < len(event.rows):
        gone = len(event.rows) - len(written)
        return f"{len(event.rows)} sealed, {gone} since filed elsewhere or disposed of"
    return f"{count_words(len(event.rows), 'row')} sealed"


def _clock_words(event: Event) -> str:
    if event.clock_back_seconds:
        return f"This computer’s clock stood {count_words(event.clock_back_seconds, 'second')} behind the event before"
    return "Went forward, as expected"


def _utc(at: datetime) -> str:
    offset = at.utcoffset()
    return f"{at - offset:%H:%M:%S}" if offset is not None else ""


def _printed(digest: bytes | None) -> str:
    if digest is None:
        return ""
    digits = digest.hex()[:16]
    return " ".join(digits[start : start + 4] for start in range(0, 16, 4))
