"""Entries of a register in a list: whose each is, what and when, and which of them stand in the register already.

The rows are read as those of people are. Nobody is guessed at: a row whose adult is not plain is a question, one for
each name, and unanswered it changes nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.import_dates import DateOrder, read_date
from safeguard_app.domain.import_fields import (
    FIELD_WORDS,
    WHOSE_FIELDS,
    ColumnChoice,
    ImportField,
    WhoIsIn,
)
from safeguard_app.domain.import_matching import MatchQuestion, OnRegister, Register, adult_of
from safeguard_app.domain.import_rows import (
    HowRead,
    RowFault,
    RowPerson,
    RowRemark,
    read_cell,
    read_rows,
)
from safeguard_app.domain.import_tables import PeopleTable
from safeguard_app.domain.person_names import plain_person_name
from safeguard_app.domain.text_rules import folded

EntryKey = tuple[RecordId, str, date]
"""By whom, what and when: by these an entry is the same as another."""
NO_WHAT = "There is nothing in this row that says what."
NO_DAY = "There is no day in this row."
STILL_TO_COME = "This day is still to come. Bring it in once it has happened."
ENDS_BEFORE = "This is before it begins."
TWICE = "The same stands in row {row}. It is brought in once."
MOST_NEAR = 12
_AHEAD = timedelta(days=3653)
_TITLES = frozenset(
    {"mr", "mrs", "miss", "ms", "mx", "dr", "prof", "professor", "rev", "reverend", "sir", "dame", "fr", "sr"}
)
"""Before a name, as :func:`plain_person_name` writes them."""


@dataclass(frozen=True, slots=True)
class RowEntry:
    """One entry as a row says it; what is empty there says nothing."""

    person: RowPerson
    what: str
    done_on: date
    provider: str = ""
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class KnownRow:
    """An entry and the one adult it is about."""

    entry: RowEntry
    known: OnRegister

    @property
    def key(self) -> EntryKey:
        """By what it is the same as another."""
        return self.known.id, folded(self.entry.what), self.entry.done_on


@dataclass(frozen=True, slots=True)
class EntryPlan:
    """What bringing a list in would do. ``questions`` are one for each name, by its first row."""

    new: tuple[KnownRow, ...]
    same: tuple[KnownRow, ...]
    questions: tuple[MatchQuestion, ...]
    faults: tuple[RowFault, ...]
    remarks: tuple[RowRemark, ...]
    left_out: int = 0
    """Rows of names that nobody answered for."""


@dataclass(frozen=True, slots=True)
class EntriesAsked:
    """What is needed beside the rows: adults on the register, entries there are, and answers by the first row of a
    name: the id of the person, or nothing."""

    people: tuple[OnRegister, ...]
    there: Collection[EntryKey]
    today: date
    answers: Mapping[int, str]


def entry_plan(table: PeopleTable, how: HowRead, asked: EntriesAsked) -> EntryPlan:
    """What bringing the rows of a table in would do."""
    rows, faults, remarks = _read(table, how, asked.today)
    register = _Adults(asked.people)
    found: dict[tuple[str, object], OnRegister | MatchQuestion] = {}
    known: list[KnownRow] = []
    left_out = 0
    for row in rows:
        name = (_plain(row.person.name), row.person.numbers)
        if name not in found:
            found[name] = register.of(row.person)
        who = _answered(found[name], asked.answers)
        if who is None:
            left_out += 1
        else:
            known.append(KnownRow(row, who))
    new, same, twice = _apart(known, asked.there)
    questions = tuple(one for one in found.values() if isinstance(one, MatchQuestion))
    every_fault = tuple(sorted((*faults, *twice), key=lambda one: one.row))
    return EntryPlan(new, same, questions, every_fault, remarks, left_out)


class _Adults:
    """Adults on the register, found whether or not either side writes Mr, Mrs or Dr before a name."""

    def __init__(self, people: Sequence[OnRegister]) -> None:
        self._people = {one.id: one for one in people}
        self._plain = [
            replace(one, person=replace(one.person, name=_plain(one.person.name))) for one in people
        ]
        self._register = Register(self._plain)

    def of(self, row: RowPerson) -> OnRegister | MatchQuestion:
        found = adult_of(replace(row, name=_plain(row.name)), self._register, self._near(row.name))
        if isinstance(found, OnRegister):
            return self._people[found.id]
        return replace(found, row=row, candidates=tuple(self._people[one.id] for one in found.candidates))

    def _near(self, name: str) -> tuple[OnRegister, ...]:
        """Adults with the same surname, or the same first name: whom somebody written so may be."""
        words = _plain(name).split()

        def is_near(one: OnRegister) -> bool:
            other = one.person.name.split()
            return bool(other and words) and (other[-1] == words[-1] or other[0] == words[0])

        return tuple(one for one in self._plain if is_near(one))[:MOST_NEAR]


def _plain(name: str) -> str:
    words = plain_person_name(name).split()
    return " ".join(words[1:] if len(words) > 1 and words[0].rstrip(".") in _TITLES else words)


def _answered(found: OnRegister | MatchQuestion, answers: Mapping[int, str]) -> OnRegister | None:
    if isinstance(found, OnRegister):
        return found
    answer = answers.get(found.row.row, "")
    return next((one for one in found.candidates if one.id == answer), None)


def _apart(
    known: Sequence[KnownRow], there: Collection[EntryKey]
) -> tuple[tuple[KnownRow, ...], tuple[KnownRow, ...], list[RowFault]]:
    """New ones, those that stand in the register already, and rows that say what another row says."""
    first: dict[EntryKey, int] = {}
    new, same, twice = [], [], []
    for one in known:
        row = first.setdefault(one.key, one.entry.person.row)
        if row != one.entry.person.row:
            sentence = TWICE.format(row=row)
            twice.append(RowFault(one.entry.person.row, FIELD_WORDS[ImportField.WHAT], sentence))
        elif one.key in there:
            same.append(one)
        else:
            new.append(one)
    return tuple(new), tuple(same), twice


def _read(
    table: PeopleTable, how: HowRead, today: date
) -> tuple[list[RowEntry], list[RowFault], tuple[RowRemark, ...]]:
    whose = {field: place for field, place in how.columns.columns.items() if field in WHOSE_FIELDS}
    people = read_rows(table, HowRead(ColumnChoice(whose), WhoIsIn.STAFF, how.orders), today)
    reader = _Reader(table, how, today)
    by_row = dict(zip(table.numbers, table.rows, strict=True))
    for person in people.people:
        reader.read(person, by_row[person.row])
    return reader.rows, [*people.faults, *reader.faults], (*people.remarks, *reader.remarks)


class _Reader:
    """Reads what a row says beside whose it is."""

    def __init__(self, table: PeopleTable, how: HowRead, today: date) -> None:
        self.rows: list[RowEntry] = []
        self.faults: list[RowFault] = []
        self.remarks: list[RowRemark] = []
        self._table, self._how, self._today = table, how, today

    def read(self, person: RowPerson, cells: Sequence[str]) -> None:
        before = len(self.faults)
        what = self._words(person.row, ImportField.WHAT, cells, NO_WHAT)
        provider = self._words(person.row, ImportField.PROVIDER, cells)
        note = self._words(person.row, ImportField.NOTE, cells)
        done_on = self._day(person.row, ImportField.DONE_ON, cells, NO_DAY)
        until = self._day(person.row, ImportField.UNTIL, cells)
        if done_on is not None and done_on > self._today:
            self._fault(person.row, ImportField.DONE_ON, STILL_TO_COME)
        if done_on is not None and until is not None and until < done_on:
            self._fault(person.row, ImportField.UNTIL, ENDS_BEFORE)
        if len(self.faults) == before and done_on is not None:
            self.rows.append(RowEntry(person, what, done_on, provider, until, note))

    def _words(self, row: int, field: ImportField, cells: Sequence[str], needed: str = "") -> str:
        read = read_cell(self._how.columns, field, cells)
        if read.fault or (needed and not read.line):
            self._fault(row, field, read.fault or needed)
        self.remarks += [RowRemark(row, self._title(field), words) for words in read.remarks]
        return read.line

    def _day(self, row: int, field: ImportField, cells: Sequence[str], needed: str = "") -> date | None:
        line = read_cell(self._how.columns, field, cells).line
        if not line:
            if needed:
                self._fault(row, field, needed)
            return None
        latest = self._today if field is ImportField.DONE_ON else self._today + _AHEAD
        found = read_date(line, self._how.orders.get(field, DateOrder.DAY_FIRST), latest)
        if found.day is None:
            self._fault(row, field, f"“{line[:40]}”: {found.fault}")
        return found.day

    def _fault(self, row: int, field: ImportField, sentence: str) -> None:
        self.faults.append(RowFault(row, self._title(field), sentence))

    def _title(self, field: ImportField) -> str:
        place = self._how.columns.column(field)
        title = self._table.header[place] if place is not None and place < len(self._table.header) else ""
        return title or FIELD_WORDS[field]
