"""Entries of a register brought in from a list, and taken back: attestations and training of adults who work here.

The list is read as one of people is. What it would do is shown first and written in one act; the list is not kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from safeguard_app.catalogue.logbooks import Logbook
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference, new_record_id
from safeguard_app.domain.import_dates import DateOrder
from safeguard_app.domain.import_entries import (
    EntriesAsked,
    EntryKey,
    EntryPlan,
    KnownRow,
    RowEntry,
    entry_plan,
)
from safeguard_app.domain.import_fields import (
    ENTRY_DATES,
    ENTRY_FIELDS,
    WHOSE_FIELDS,
    ColumnChoice,
    ImportField,
    WhoIsIn,
    chosen_titles,
    guessed_columns,
    remembered_columns,
)
from safeguard_app.domain.import_matching import OnRegister
from safeguard_app.domain.import_plan import Step
from safeguard_app.domain.import_rows import HowRead, orders_of
from safeguard_app.domain.import_tables import FileNotRead, TableReading
from safeguard_app.domain.logbook_imports import LogbookImport
from safeguard_app.domain.logbooks import EntryAnswer, EntryState, LogbookEntry
from safeguard_app.domain.people import KnownPerson, PersonKind, Withdrawal
from safeguard_app.domain.people_imports import ImportUndone
from safeguard_app.domain.person_rules import person_ref
from safeguard_app.domain.pupil_transfer import looks_like_xml
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import folded
from safeguard_app.services import people_import
from safeguard_app.services.incidents import required_reason
from safeguard_app.services.labels import entered, today
from safeguard_app.services.logbook_answers import clean_answers
from safeguard_app.services.logbook_facts import NotKept, book_of, entries, is_kept, stored_entry
from safeguard_app.services.one_person import going_on_id
from safeguard_app.services.people_import import Offered, Understood, titles_digest, titles_of
from safeguard_app.services.people_import_undo import ImportLine, LeftAsIs, UndoneBefore, UndoPreview
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import reading

_KINDS = (RecordKind.LOGBOOK_ENTRY, RecordKind.LOGBOOK_IMPORT)
CHANGED_SINCE = "changed since"
_XML = (
    "This is XML. Lists of training are read as CSV. Nothing was brought in.",
    "Save the list from your school’s system as CSV and choose that file.",
)


@dataclass(frozen=True, slots=True)
class RegisterOfAdults:
    """Adults on the register, and the entries that stand in one of the school's registers."""

    people: tuple[OnRegister, ...]
    there: frozenset[EntryKey]
    today: date
    left_out: frozenset[ImportField] = frozenset()
    """What this register has no field for."""


def offered(session: Session, content: bytes, how: TableReading | None = None) -> Offered:
    """The list as a table. Touches no database. Raises FileNotRead."""
    if looks_like_xml(content):
        raise FileNotRead(*_XML)
    return people_import.offered(session, content, how)


def understood(session: Session, logbook: str, file: Offered) -> Understood:
    """What the columns seem to hold: as a list with the same titles was read before, else by what exports call them."""
    before = _same_titles(session, logbook, titles_digest(file.table))
    if before is not None:
        columns = remembered_columns(file.table.header, before.columns)
    else:
        columns = guessed_columns(file.table.header, titles_of(session, ENTRY_FIELDS))
    said = dict(before.orders) if before is not None else {}
    kept = {one: DateOrder(said[one.value]) for one in ENTRY_DATES if one.value in said}
    when = f"{before.at.day} {before.at:%B %Y}" if before is not None else ""
    return Understood(columns, WhoIsIn.STAFF, orders_of(file.table, columns, ENTRY_DATES), kept, when)


def register_now(session: Session, logbook: str) -> RegisterOfAdults:
    """Who may be meant, and what stands in the register already."""
    book = _book(session, logbook)
    found = people_import.register_now(session)
    adults = tuple(one for one in found.people if one.person.kind is PersonKind.STAFF or one.person.posts)
    asked = {one.id for one in book.fields_for(session.nation)}
    left_out = frozenset(one for one in ENTRY_FIELDS if one not in WHOSE_FIELDS and one.value not in asked)
    return RegisterOfAdults(adults, frozenset(_keys(session, book)), found.today, left_out)


def check_how(columns: ColumnChoice) -> None:
    """Refuse to go on without whose it is, what and when."""
    missing = {}
    if not columns.has_name:
        sentence = "Choose the columns for surname and forename, or the one for the full name."
        missing[ImportField.FULL_NAME.value] = sentence
    if columns.column(ImportField.WHAT) is None:
        missing[ImportField.WHAT.value] = "Choose the column that says what was attended or confirmed."
    if columns.column(ImportField.DONE_ON) is None:
        missing[ImportField.DONE_ON.value] = "Choose the column of the day."
    if missing:
        raise RuleViolation(missing)


def plan_of(file: Offered, how: HowRead, now: RegisterOfAdults, answers: Mapping[int, str]) -> EntryPlan:
    """What bringing the list in would do. Touches no database. Raises RuleViolation where a column is missing."""
    check_how(how.columns)
    return entry_plan(file.table, how, EntriesAsked(now.people, now.there, now.today, answers))


def bring_in(
    session: Session, logbook: str, file: Offered, how: HowRead, plan: EntryPlan, step: Step
) -> tuple[RecordId, Changes]:
    """Write every new entry in one act, or nothing: also nothing where somebody stopped it before the end.

    What was entered since it was looked at is not entered twice.
    """
    book = _book(session, logbook)
    there = frozenset(_keys(session, book))
    wanted = [one for one in plan.new if one.key not in there]
    record, made = new_record_id(), list[RecordId]()
    daily = session.vault.daily
    with daily.write(EventKind.ENTRIES_IMPORTED, session.user.id, session.now(), record=record) as work:
        for place, one in enumerate(wanted):
            if place % 50 == 0:
                step(place, len(wanted))
            made.append(new_record_id())
            work.put(made[-1], LogbookEntry(book.id, (_state(session, book, one),)))
        kept = LogbookImport(
            at=session.now(),
            by_name=session.user.name,
            logbook=book.id,
            titles=titles_digest(file.table),
            columns=chosen_titles(file.table.header, how.columns),
            orders=tuple((one.value, order.value) for one, order in how.orders.items()),
            entries=tuple(made),
            same=len(plan.same) + len(plan.new) - len(wanted),
            unread=len({fault.row for fault in plan.faults}) + plan.left_out,
        )
        work.put(record, kept)
        work.facts.update({"new": len(made), **({"same": kept.same} if kept.same else {})})
    return record, changed(kinds=_KINDS, said=f"{count_words(len(made), 'entry', 'entries')} added.")


def import_lines(session: Session, logbook: str) -> tuple[ImportLine, ...]:
    """Every list brought into a register, newest first."""
    return tuple(
        _line(session, stored)
        for stored in reversed(_stored_imports(session))
        if stored.content.logbook == logbook
    )


def undo_preview(session: Session, record: RecordId) -> UndoPreview:
    """What taking a list back would do, now."""
    kept = _stored(session, record).content
    left = [one for one in kept.entries if not _unchanged(session, one)]
    names = tuple(LeftAsIs(_name(session, one), CHANGED_SINCE) for one in left)
    return UndoPreview(record, 0, len(kept.entries) - len(left), names, entered(session, kept.at))


def undo_import(
    session: Session, record: RecordId, reason: str, step: Step = lambda _done, _all: None
) -> Changes:
    """Take a list back in one act: its entries leave the register, marked as entered in error; changed ones stay.

    Raises RuleViolation naming ``reason``, or UndoneBefore.
    """
    why = required_reason(reason)
    stored = _stored(session, record)
    if stored.content.undone is not None:
        raise UndoneBefore
    mark = Withdrawal(session.now(), session.user.name, why)
    left: list[RecordId] = []
    daily = session.vault.daily
    wanted = stored.content.entries
    with daily.write(EventKind.ENTRIES_IMPORT_UNDONE, session.user.id, session.now(), record=record) as work:
        for place, one in enumerate(wanted):
            if place % 50 == 0:
                step(place, len(wanted))
            if not _unchanged(session, one):
                left.append(one)
                continue
            content = stored_entry(session, Reference(daily.id, one)).content
            work.put(one, replace(content, entered_in_error=mark), reason=why, replacing=1)
        undone = ImportUndone(session.now(), session.user.name, why, tuple(left))
        work.put(record, replace(stored.content, undone=undone), reason=why, replacing=stored.number)
        done = len(wanted) - len(left)
        work.facts.update({"undone": done, **({"kept": len(left)} if left else {})})
    said = f"Undone for {count_words(done, 'entry', 'entries')}"
    said += f"; {count_words(len(left), 'entry', 'entries')} left as they are." if left else "."
    return changed(kinds=_KINDS, said=said)


def _book(session: Session, logbook: str) -> Logbook:
    book = book_of(session, logbook)
    if not book.importable or not is_kept(session, book):
        raise NotKept
    return book


def _keys(session: Session, book: Logbook) -> Iterator[EntryKey]:
    for one in entries(session, book.id):
        state = one.entry.newest
        who, what, on = state.answer("who"), state.answer("what"), state.answer("done_on")
        person = who.people[0].reference if who is not None and who.people else None
        if person is not None and what is not None and what.texts and on is not None and on.day is not None:
            yield going_on_id(session, person.id), folded(what.texts[0]), on.day


def _state(session: Session, book: Logbook, one: KnownRow) -> EntryState:
    known = KnownPerson(Reference(session.vault.daily.id, one.known.id), one.known.person)
    who = EntryAnswer("who", people=(person_ref(known, today(session)),))
    asked = {field.id for field in book.fields_for(session.nation)}
    given = [who, *(answer for answer in _answers(one.entry) if answer.field in asked)]
    answers = clean_answers(session, book, given)
    user = session.user
    return EntryState(answers, session.catalogue.version, session.now(), user.id, user.name)


def _answers(entry: RowEntry) -> Iterator[EntryAnswer]:
    yield EntryAnswer("done_on", day=entry.done_on)
    for field, text in (("what", entry.what), ("provider", entry.provider), ("note", entry.note)):
        if text:
            yield EntryAnswer(field, (text,))
    if entry.until is not None:
        yield EntryAnswer("until", day=entry.until)


def _stored_imports(session: Session) -> list[Stored[LogbookImport]]:
    daily = session.vault.daily
    return reading.of_kind(daily.connection, daily.id, RecordKind.LOGBOOK_IMPORT)


def _same_titles(session: Session, logbook: str, titles: str) -> LogbookImport | None:
    """The newest with these titles, of this register if there is one: the same system writes both."""
    same = [one.content for one in _stored_imports(session) if one.content.titles == titles]
    own = [one for one in same if one.logbook == logbook]
    found = own or same
    return found[-1] if found else None


def _stored(session: Session, record: RecordId) -> Stored[LogbookImport]:
    stored = session.vault.daily.get(record)
    if stored is None or stored.kind is not RecordKind.LOGBOOK_IMPORT:
        raise KeyError(record)
    found: Stored[LogbookImport] = stored
    return found


def _unchanged(session: Session, entry: RecordId) -> bool:
    stored = session.vault.daily.get(entry)
    return stored is not None and stored.number == 1


def _name(session: Session, entry: RecordId) -> str:
    who = stored_entry(session, Reference(session.vault.daily.id, entry)).content.newest.answer("who")
    return who.people[0].name if who is not None and who.people else "Somebody"


def _line(session: Session, stored: Stored[LogbookImport]) -> ImportLine:
    kept, undone = stored.content, stored.content.undone
    title = session.words().fill(book_of(session, kept.logbook).title)
    counts = f"{count_words(len(kept.entries), 'entry', 'entries')} added"
    words = ""
    if undone is not None:
        day = day_words(undone.at.astimezone(session.zone).date())
        words = f"Undone on {day} by {undone.by_name}: {undone.reason}"
    return ImportLine(
        record=stored.reference.id,
        when=entered(session, kept.at),
        by=kept.by_name,
        what=f"{title}, CSV file",
        counts=f"{counts}, {kept.same} there already" if kept.same else counts,
        unread=f"{count_words(kept.unread, 'row')} not brought in" if kept.unread else "",
        undone=words,
        left=tuple(_name(session, one) for one in undone.left) if undone is not None else (),
    )
