"""Bringing people in from a file: reading it, what would become of whom, and the one act that writes it.

Reading and working out touch no database, so they stand in nobody's way; the register is read once between them, and
each entry is written over exactly the version that was looked at, or nothing is.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import RecordId, new_record_id
from safeguard_app.domain.import_changes import came_after, left_person
from safeguard_app.domain.import_dates import DateOrder, OrderSaid
from safeguard_app.domain.import_fields import (
    PEOPLE_FIELDS,
    ColumnChoice,
    ImportField,
    WhoIsIn,
    chosen_titles,
    guessed_columns,
    plain_header,
    remembered_columns,
)
from safeguard_app.domain.import_matching import OnRegister
from safeguard_app.domain.import_plan import Asked, ImportPlan, Step, import_plan
from safeguard_app.domain.import_rows import HowRead, orders_of, read_rows
from safeguard_app.domain.import_tables import (
    MOST_BYTES,
    FileNotRead,
    PeopleTable,
    TableReading,
    read_table,
    titles_row,
    too_large,
    with_titles_at,
)
from safeguard_app.domain.people import Person, PersonKind
from safeguard_app.domain.people_imports import ImportedPerson, ImportOutcome, ImportSource, PeopleImport
from safeguard_app.domain.person_checks import checked_person
from safeguard_app.domain.pupil_transfer import COLUMNS, looks_like_xml, table_of
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.labels import today
from safeguard_app.services.one_person import going_on_id
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.system.limited_process import ProcessStopped
from safeguard_app.system.regular_files import NotRegular, read_regular, require_here
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import Work

WHOLE_SCHOOL = {
    WhoIsIn.PUPILS: frozenset({PersonKind.PUPIL}),
    WhoIsIn.STAFF: frozenset({PersonKind.STAFF}),
    WhoIsIn.BOTH: frozenset({PersonKind.PUPIL, PersonKind.STAFF}),
}
_STOPPED = "This file could not be read within the time and memory that a list of people needs. Nothing was brought in."
_NOT_HERE_YET = "Somebody among them was not here yet on that day."


class FileGoneMeanwhile(KnownProblem):
    """The file that was chosen cannot be opened."""

    code = "people_file_gone"
    sentence = "This file could not be opened. Nothing was brought in."
    next_step = "Check that it is still there and not open in another program, then choose it again."


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that was read: its rows, never kept. ``content`` serves reading it another way."""

    content: bytes = field(repr=False)
    source: ImportSource
    table: PeopleTable
    made: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """How a file seems to be meant, before anybody said anything."""

    columns: ColumnChoice
    who: WhoIsIn
    orders: Mapping[ImportField, OrderSaid]
    said_before: Mapping[ImportField, DateOrder]
    remembered: str
    """When a file with the same titles was brought in last, in words; empty for the first one."""


@dataclass(frozen=True, slots=True)
class RegisterNow:
    """Everybody on the register, and who came to it from files."""

    people: tuple[OnRegister, ...]
    brought_in: Mapping[RecordId, PersonKind]
    today: date


@dataclass(frozen=True, slots=True)
class Leavers:
    """Who is taken to have left, and which day was the last."""

    people: frozenset[RecordId] = frozenset()
    on: date | None = None


def read_path(path: Path) -> bytes:
    """A chosen file, whole, up to a size. Raises FileNotRead, InTheCloud or :class:`FileGoneMeanwhile`."""
    try:
        require_here(path)
        content = read_regular(path, MOST_BYTES + 1)
    except (OSError, NotRegular):
        raise FileGoneMeanwhile from None
    if len(content) > MOST_BYTES:
        raise too_large()
    return content


def offered(session: Session, content: bytes, how: TableReading | None = None) -> Offered:
    """The file as a table. Touches no database. Raises FileNotRead."""
    if how is None and looks_like_xml(content):
        try:
            found = session.looking_in.pupils(content)
        except ProcessStopped:
            raise FileNotRead(_STOPPED, "Export it again, with fewer columns or pupils.") from None
        return Offered(content, ImportSource.CTF, table_of(found), found.made)
    table = read_table(content, how)
    titles = titles_row(table, _titles_known(session))
    return Offered(content, ImportSource.CSV, with_titles_at(table, titles))


def understood(session: Session, file: Offered) -> Understood:
    """What the columns seem to hold: as a file with the same titles was read before, else by what exports call them."""
    table = file.table
    before = _same_titles(session, table)
    if file.source is ImportSource.CTF:
        columns, who = COLUMNS, WhoIsIn.PUPILS
    elif before is not None:
        columns, who = remembered_columns(table.header, before.content.columns), before.content.who
    else:
        known = titles_of(session, PEOPLE_FIELDS)
        columns = guessed_columns(table.header, known)
        who = _guessed_who(columns)
    said = dict(before.content.orders) if before is not None else {}
    kept = {one: DateOrder(said[one.value]) for one in ImportField if one.value in said}
    when = f"{before.content.at.day} {before.content.at:%B %Y}" if before is not None else ""
    return Understood(columns, who, orders_of(table, columns), kept, when)


def register_now(session: Session) -> RegisterNow:
    """The register as it stands, for working out what a file would change."""
    daily = session.vault.daily
    people = tuple(
        OnRegister(stored.reference.id, stored.number, stored.content)
        for stored in reading.of_kind(daily.connection, daily.id, RecordKind.PERSON)
        if stored.content.entered_in_error is None and stored.content.merged_into is None
    )
    brought = {
        going_on_id(session, one.person): one.kind
        for stored in stored_imports(session)
        if stored.content.undone is None
        for one in stored.content.people
    }
    return RegisterNow(people, brought, today(session))


def plan_of(
    file: Offered,
    how: HowRead,
    now: RegisterNow,
    answers: Mapping[int, str],
    *,
    everybody: bool,
    step: Step = lambda _done, _all: None,
) -> ImportPlan:
    """What bringing the file in would do. Touches no database. Raises RuleViolation where a column is missing."""
    check_how(how)
    kinds = WHOLE_SCHOOL[how.who] if everybody else frozenset()
    asked = Asked(now.people, now.today, now.brought_in, kinds, answers)
    return import_plan(read_rows(file.table, how, now.today), asked, step)


def titles_of(session: Session, fields: Sequence[ImportField]) -> dict[ImportField, tuple[str, ...]]:
    """By what titles exports call each of these."""
    columns = session.catalogue.import_columns
    return {field: columns[field].titles for field in columns if field in fields}


def check_how(how: HowRead) -> None:
    """Refuse to go on without names, or without the column that says who is who."""
    if not how.columns.has_name:
        sentence = "Choose the columns for surname and forename, or the one for the full name."
        raise RuleViolation({ImportField.SURNAME.value: sentence})
    if how.who is WhoIsIn.BOTH and how.columns.column(ImportField.KIND) is None:
        sentence = "Choose the column that says who is a pupil and who works here."
        raise RuleViolation({ImportField.KIND.value: sentence})


def bring_in(
    session: Session, file: Offered, how: HowRead, plan: ImportPlan, leavers: Leavers, step: Step
) -> tuple[RecordId, Changes]:
    """Write all of it in one act, or nothing: also nothing where somebody stopped it before the end.

    Raises RuleViolation naming ``on``, StaleVersion, or Cancelled out of ``step``.
    """
    _check_leavers(session, plan, leavers)
    writing = _Writing(session, plan, leavers, step)
    record = new_record_id()
    daily = session.vault.daily
    with daily.write(EventKind.PEOPLE_IMPORTED, session.user.id, session.now(), record=record) as work:
        people = writing.write(work)
        kept = PeopleImport(
            at=session.now(),
            by_name=session.user.name,
            source=file.source,
            who=how.who,
            titles=titles_digest(file.table),
            columns=chosen_titles(file.table.header, how.columns),
            orders=tuple((one.value, order.value) for one, order in how.orders.items()),
            people=people,
            unread=len({fault.row for fault in plan.faults}),
        )
        work.put(record, kept)
        work.facts.update({one.value: kept.count(one) for one in ImportOutcome if kept.count(one)})
    kinds = (RecordKind.PERSON, RecordKind.PEOPLE_IMPORT)
    return record, changed(kinds=kinds, said=f"{import_words(kept)}.")


def import_words(kept: PeopleImport) -> str:
    """An import in a few words: "3 people added, 12 changed, 2 have left"."""
    parts = [f"{count_words(kept.count(ImportOutcome.NEW), 'person', 'people')} added"]
    if changed_ := kept.count(ImportOutcome.CHANGED):
        parts.append(f"{changed_} changed")
    if left := kept.count(ImportOutcome.LEFT):
        parts.append(f"{left} marked as having left")
    return ", ".join(parts)


def stored_imports(session: Session) -> list[Stored[PeopleImport]]:
    """Every import of people, oldest first."""
    daily = session.vault.daily
    return reading.of_kind(daily.connection, daily.id, RecordKind.PEOPLE_IMPORT)


def titles_digest(table: PeopleTable) -> str:
    """A checksum of the titles of a table's columns, in their order."""
    return hashlib.sha256("\x1f".join(table.header).encode()).hexdigest()


class _Writing:
    """Writes a plan, person by person, inside one transaction."""

    def __init__(self, session: Session, plan: ImportPlan, leavers: Leavers, step: Step) -> None:
        self._plan = plan
        self._leavers = leavers
        self._today = today(session)
        self._step = step
        day = f"{self._today.day} {self._today:%B %Y}"
        self._changed_why = f"As in the school’s list, brought in on {day}"
        on = leavers.on or self._today
        self._left_why = f"Not in the school’s list brought in on {day}; last day {on.day} {on:%B %Y}"
        self._total = len(plan.new) + len(plan.changed) + len(leavers.people)
        self._done = 0

    def write(self, work: Work) -> tuple[ImportedPerson, ...]:
        plan = self._plan
        made = [self._new(work, one.person) for one in plan.new]
        made += [
            self._again(work, one.known, one.person, ImportOutcome.CHANGED, self._changed_why)
            for one in plan.changed
        ]
        for one in chain(plan.leaving, plan.by_hand):
            if one.id in self._leavers.people:
                person = left_person(one.person, self._leavers.on or self._today, self._today)
                made.append(self._again(work, one, person, ImportOutcome.LEFT, self._left_why))
        made += [
            ImportedPerson(one.known.id, one.row.kind, ImportOutcome.SAME, one.known.version)
            for one in plan.same
        ]
        return tuple(made)

    def _new(self, work: Work, person: Person) -> ImportedPerson:
        self._tell()
        record = new_record_id()
        number = work.put(record, person)
        return ImportedPerson(record, person.kind, ImportOutcome.NEW, number)

    def _again(
        self, work: Work, known: OnRegister, person: Person, outcome: ImportOutcome, why: str
    ) -> ImportedPerson:
        self._tell()
        number = work.put(known.id, person, reason=why, replacing=known.version)
        return ImportedPerson(known.id, person.kind, outcome, number)

    def _tell(self) -> None:
        if self._done % 50 == 0:
            self._step(self._done, self._total)
        self._done += 1


def _check_leavers(session: Session, plan: ImportPlan, leavers: Leavers) -> None:
    if not leavers.people:
        return
    now = today(session)
    if leavers.on is None:
        raise RuleViolation({"on": "Enter the last day of those who have left."})
    if leavers.on > now:
        raise RuleViolation({"on": "This day is still to come. Bring leavers in once they have left."})
    for one in chain(plan.leaving, plan.by_hand):
        if one.id not in leavers.people:
            continue
        if came_after(one.person, leavers.on):
            raise RuleViolation({"on": f"{_NOT_HERE_YET} Enter a later day, or untick them."})
        try:
            checked_person(left_person(one.person, leavers.on, now), now)
        except RuleViolation as wrong:
            words = f"{_NOT_HERE_YET} {' '.join(wrong.fields.values())}"
            raise RuleViolation({"on": words}) from None


def _titles_known(session: Session) -> frozenset[str]:
    return frozenset(
        plain_header(title) for one in session.catalogue.import_columns.values() for title in one.titles
    )


def _same_titles(session: Session, table: PeopleTable) -> Stored[PeopleImport] | None:
    wanted = titles_digest(table)
    same = [stored for stored in stored_imports(session) if stored.content.titles == wanted]
    return same[-1] if same else None


_OF_STAFF = frozenset({ImportField.STAFF_NUMBER, ImportField.POST})
_OF_PUPILS = frozenset(
    {ImportField.UPN, ImportField.ADMISSION_NUMBER, ImportField.YEAR_GROUP, ImportField.CLASS_NAME}
)


def _guessed_who(columns: ColumnChoice) -> WhoIsIn:
    if ImportField.KIND in columns.columns:
        return WhoIsIn.BOTH
    has = columns.columns.keys()
    return WhoIsIn.STAFF if has & _OF_STAFF and not has & _OF_PUPILS else WhoIsIn.PUPILS


def tick_by_default(plan: ImportPlan, now: RegisterNow, kinds: Collection[PersonKind]) -> bool:
    """Whether those missing are taken to have left unless somebody says otherwise: not where the file seems a part."""
    here = sum(one.id in now.brought_in and now.brought_in[one.id] in kinds for one in now.people)
    return len(plan.leaving) * 4 <= here
