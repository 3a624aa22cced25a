"""What the registers say of the people of an incident, as it stood on the day of it; and the entries about a person.

Information, never a verdict: what was on file on that day, with who decided it and when, and that nothing is where
nothing is.
"""

from dataclasses import dataclass
from datetime import date

from safeguard_app.catalogue.logbooks import Logbook, LogbookFieldKind
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.index_lines import LogbookLine
from safeguard_app.domain.logbook_standing import EntryCode, begins_on, entry_standing
from safeguard_app.domain.logbooks import EntryState
from safeguard_app.domain.moments import days_of
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.labels import today
from safeguard_app.services.logbook_detail import facts_of
from safeguard_app.services.logbook_facts import FiledEntry, kept, rules_of
from safeguard_app.services.logbook_lists import SeenEntry, entry_row
from safeguard_app.services.logbook_words import decided_words, entry_name
from safeguard_app.services.one_person import linked, present
from safeguard_app.services.register_facts import name_now
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.vault import reading

_SHOWN_FACTS = 3


@dataclass(frozen=True, slots=True)
class OnFile:
    """What one register said of one person on a day. ``entry`` None: nothing was on file."""

    heading: str
    """ "Photograph consent for Ella Thorne on Thu 24 Sep 2026"."""
    entry: Reference | None
    words: str
    status: StatusLine


@dataclass(frozen=True, slots=True)
class NamedIn:
    """An entry that names a person, or an incident: what it is called, its register, from when, and how it stands."""

    entry: Reference
    name: str
    register: str
    dated: str
    status: StatusLine


@dataclass(frozen=True, slots=True)
class RecordEntries:
    """The registers, seen from one incident. ``may_name``: registers in which an entry can name it, as (id, title)."""

    on_file: tuple[OnFile, ...] = ()
    entries: tuple[NamedIn, ...] = ()
    may_name: tuple[tuple[str, str], ...] = ()


NO_ENTRIES = RecordEntries()
"""Of a record that the registers say nothing of."""


def of_incident(session: Session, reference: Reference, incident: Incident) -> RecordEntries:
    """What the registers say of an incident's people on its day, and the entries that name it. Leaves no trace."""
    books = kept(session)
    consulted = [book for book in books if incident.category in book.consulted_in]
    days = _days(session, incident)
    people = list({one.person: None for one in incident.participants})
    on_file = [
        one for book in consulted for person in people for one in _of_person(session, book, person, days)
    ]
    fill = session.words().fill
    return RecordEntries(
        tuple(on_file),
        _naming_incident(session, reference),
        tuple((book.id, fill(book.title)) for book in books if _can_name(book, reference)),
    )


def of_person(session: Session, person: Reference) -> tuple[NamedIn, ...]:
    """The entries that name a person, over every open part of the log, the newest first."""
    found = [
        FiledEntry(Reference(part.id, record), line[1].entry)
        for part in session.vault
        for record, _role in linked(session, part, person.id)
        if (line := reading.line(part.connection, record)) is not None and isinstance(line[1], LogbookLine)
    ]
    return _named(session, found)


def _can_name(book: Logbook, reference: Reference) -> bool:
    """Whether an entry of a register may name an incident that stands where this one does."""
    has_case = any(field.kind is LogbookFieldKind.CASE for field in book.fields)
    return has_case and book.home in (Compartment.DAILY, reference.compartment)


def _days(session: Session, incident: Incident) -> tuple[date, ...]:
    """The day of the incident: its first and last where it is a stretch; of none known, when it came to attention."""
    days = days_of(incident.happened, session.zone) or days_of(incident.attention.moment, session.zone)
    return tuple(dict.fromkeys(days)) if days is not None else (today(session),)


def _of_person(session: Session, book: Logbook, person: PersonRef, days: tuple[date, ...]) -> list[OnFile]:
    """What one register said of somebody: what stood on the day, or that nothing did where it is about such people."""
    person = present(session, person)
    if person.reference is None:
        return []
    filed = _about(session, book, person.reference)
    if not filed and not _is_about_such(session, book, person):
        return []
    found: list[OnFile] = []
    for day in days:
        for one in _on_day(session, book, person, filed, day):
            if not any((known.entry, known.words) == (one.entry, one.words) for known in found):
                found.append(one)
    return found


def _about(session: Session, book: Logbook, person: Reference) -> list[FiledEntry]:
    found = []
    for part in session.vault:
        for record, _role in linked(session, part, person.id):
            line = part.listing.line(record)
            if (
                line is None
                or line[0] is not RecordKind.LOGBOOK_ENTRY
                or not isinstance(line[1], LogbookLine)
            ):
                continue
            entry = line[1].entry
            answers = (state.answer(book.about) for state in entry.states)
            named = [one for answer in answers if answer is not None for one in answer.people]
            if entry.logbook == book.id and any(present(session, one).reference == person for one in named):
                found.append(FiledEntry(Reference(part.id, record), entry))
    return found


def _is_about_such(session: Session, book: Logbook, person: PersonRef) -> bool:
    """Whether a register is only about people of this kind: then nothing on file is worth saying."""
    field = book.field(book.about)
    if field is None or not field.of or person.reference is None:
        return False
    found = session.vault.find(person.reference.id)
    return found is not None and getattr(found.content, "kind", None) in field.of


def _on_day(
    session: Session, book: Logbook, person: PersonRef, filed: list[FiledEntry], day: date
) -> list[OnFile]:
    fill = session.words().fill
    heading = f"{fill(book.title)}, {name_now(session, person)}, {day_words(day)}"
    found = []
    for one in filed:
        standing = entry_standing(one.entry, rules_of(book), day, session.zone)
        if standing.code is EntryCode.NOT_YET:
            continue
        row = entry_row(session, book, SeenEntry(one, standing, day), day)
        said = [row.status.words, decided_words(session, standing)]
        if standing.decided is not None and standing.decided.conditions:
            said.append(f"on condition: {standing.decided.conditions}")
        said += _facts(session, book, standing.state)
        if standing.changed_that_day:
            said.append("Something changed on that very day: which came first is not known here")
        words = ". ".join(part.rstrip(".") for part in said if part)
        found.append(
            OnFile(heading, one.reference, f"{words}.", StatusLine(StatusMeaning.NOTE, row.status.words))
        )
    if not found:
        nothing = "Nothing was on file."
        found.append(OnFile(heading, None, nothing, StatusLine(StatusMeaning.NOTE, nothing)))
    return found


def _facts(session: Session, book: Logbook, state: EntryState) -> list[str]:
    """The first answers that do not name or date the entry."""
    beside = {*({book.about} if book.about else ()), book.dated_by}
    labels = {session.words().fill(field.label) for field in book.fields if field.id in beside}
    facts = facts_of(session, book, state)
    told = [
        f"{label}{'' if label.endswith('?') else ':'} {' '.join(words.split())}"
        for label, words in facts
        if label not in labels
    ]
    return told[:_SHOWN_FACTS]


def _naming_incident(session: Session, incident: Reference) -> tuple[NamedIn, ...]:
    connection = session.vault.compartment(incident.compartment).connection
    found = [
        FiledEntry(stored.reference, stored.content)
        for stored in reading.about(connection, incident, (RecordKind.LOGBOOK_ENTRY,))
        if stored.content.entered_in_error is None
    ]
    return _named(session, found)


def _named(session: Session, filed: list[FiledEntry]) -> tuple[NamedIn, ...]:
    if not filed:
        return ()
    day, fill = today(session), session.words().fill
    made = []
    for one in {found.reference: found for found in filed}.values():
        book = session.catalogue.logbooks.get(one.entry.logbook)
        if book is None:
            continue
        standing = entry_standing(one.entry, rules_of(book), day, session.zone)
        row = entry_row(session, book, SeenEntry(one, standing, day), day)
        begins = begins_on(one.entry.newest, rules_of(book), session.zone) or date.min
        name = entry_name(session, book, one.entry.newest)
        made.append((begins, NamedIn(one.reference, name, fill(book.title), row.dated, row.status)))
    return tuple(one for _, one in sorted(made, key=lambda pair: pair[0], reverse=True))
