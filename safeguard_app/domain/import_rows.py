"""What each row of an export says of one person, and why a row cannot be read: its number, its column, the reason.

Control characters, bidirectional and invisible marks are taken out of what is kept, as they are wherever a name is
typed. A cell that begins as a formula would is kept as the words it is, and said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.import_dates import DateOrder, OrderSaid, order_said, read_date
from safeguard_app.domain.import_fields import (
    DATE_FIELDS,
    FIELD_WORDS,
    NUMBER_FIELDS,
    ColumnChoice,
    ImportField,
    WhoIsIn,
)
from safeguard_app.domain.import_tables import PeopleTable
from safeguard_app.domain.people import PersonKind, PersonNumber
from safeguard_app.domain.person_checks import NUMBER_LIMIT
from safeguard_app.domain.text_rules import NAME_LIMIT, checked_line, folded, has_hidden

_FORMULA = frozenset("=+-@")
_NOT_FORMULAS = frozenset({ImportField.TELEPHONE})
"""A telephone number may begin with a plus."""
_LIMITS = {
    ImportField.YEAR_GROUP: 50,
    ImportField.CLASS_NAME: 50,
    ImportField.EMAIL: 254,
    ImportField.TELEPHONE: 100,
    ImportField.WHAT: 500,
    ImportField.PROVIDER: 500,
    ImportField.NOTE: 2_000,
}
PUPIL_WORDS = frozenset({"pupil", "student", "learner", "child", "p", "pupils", "students"})
STAFF_WORDS = frozenset(
    {"staff", "teacher", "employee", "adult", "s", "teaching staff", "support staff", "governor"}
)
NO_NAME = "There is no name in this row."
NOT_SAID_WHO = "This says neither pupil nor staff."
FORMULA_REMARK = "begins as a formula does; it is kept as words and never worked out"
HIDDEN_REMARK = "held hidden characters, which were taken out"


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row is not brought in, and in which column that stands."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RowRemark:
    """Something to know of a cell that is brought in all the same."""

    row: int
    column: str
    words: str


@dataclass(frozen=True, slots=True)
class RowPerson:
    """One person as a row says them; what is empty there says nothing."""

    row: int
    kind: PersonKind
    name: str
    known_as: str = ""
    born: date | None = None
    numbers: tuple[PersonNumber, ...] = ()
    year_group: str = ""
    class_name: str = ""
    post: str = ""
    started: date | None = None
    left: date | None = None
    email: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class ReadRows:
    """Every row of a file, read or not."""

    people: tuple[RowPerson, ...]
    faults: tuple[RowFault, ...]
    remarks: tuple[RowRemark, ...]
    unread: tuple[RowPerson, ...] = ()
    """What could be made out of the people of the rows with faults: they are in the file, and have not left."""


@dataclass(frozen=True, slots=True)
class HowRead:
    """What a person said of a file: its columns, whom it holds, and the order of its dates by field."""

    columns: ColumnChoice
    who: WhoIsIn
    orders: Mapping[ImportField, DateOrder]


def orders_of(
    table: PeopleTable, columns: ColumnChoice, dates: Sequence[ImportField] = DATE_FIELDS
) -> dict[ImportField, OrderSaid]:
    """What each column of dates says of its own order."""
    found = {}
    for field in dates:
        place = columns.column(field)
        if place is not None:
            found[field] = order_said(row[place] for row in table.rows if place < len(row))
    return found


def read_rows(table: PeopleTable, how: HowRead, today: date) -> ReadRows:
    """Every row of the table as a person, or why not."""
    reader = _Reader(table, how, today)
    for number, cells in zip(table.numbers, table.rows, strict=True):
        reader.read(number, cells)
    return ReadRows(tuple(reader.people), tuple(reader.faults), tuple(reader.remarks), tuple(reader.unread))


class _Reader:
    """Goes through the rows once."""

    def __init__(self, table: PeopleTable, how: HowRead, today: date) -> None:
        self.people: list[RowPerson] = []
        self.faults: list[RowFault] = []
        self.remarks: list[RowRemark] = []
        self.unread: list[RowPerson] = []
        self._titles = table.header
        self._how = how
        self._today = today
        self._row = 0
        self._wrong = False

    def read(self, number: int, cells: Sequence[str]) -> None:
        self._row, self._wrong = number, False
        words = {field: self._words(field, cells) for field in self._how.columns.columns}
        kind = self._kind(words)
        name = _whole_name(words)
        if not name:
            field = ImportField.SURNAME if ImportField.SURNAME in words else ImportField.FULL_NAME
            self._fault(field, NO_NAME)
        elif len(name) > NAME_LIMIT:
            self._fault(ImportField.SURNAME, f"This name is longer than {NAME_LIMIT} characters.")
        days = {field: self._day(field, words.get(field, "")) for field in DATE_FIELDS}
        self._check_days(days)
        if self._wrong:
            born = days[ImportField.DATE_OF_BIRTH]
            self.unread.append(RowPerson(number, kind, name or "?", born=born, numbers=_numbers(words)))
            return
        forename = words.get(ImportField.FORENAME, "")
        known_as = words.get(ImportField.KNOWN_AS, "")
        self.people.append(
            RowPerson(
                row=number,
                kind=kind,
                name=name,
                known_as="" if folded(known_as) in {folded(forename), folded(name)} else known_as,
                born=days[ImportField.DATE_OF_BIRTH],
                numbers=_numbers(words),
                year_group=words.get(ImportField.YEAR_GROUP, ""),
                class_name=words.get(ImportField.CLASS_NAME, ""),
                post=words.get(ImportField.POST, ""),
                started=days[ImportField.STARTED],
                left=days[ImportField.LEFT],
                email=words.get(ImportField.EMAIL, ""),
                telephone=words.get(ImportField.TELEPHONE, ""),
            )
        )

    def _words(self, field: ImportField, cells: Sequence[str]) -> str:
        read = read_cell(self._how.columns, field, cells)
        if read.fault:
            self._fault(field, read.fault)
        for remark in read.remarks:
            self._remark(field, remark)
        return read.line

    def _kind(self, words: Mapping[ImportField, str]) -> PersonKind:
        if self._how.who is WhoIsIn.PUPILS:
            return PersonKind.PUPIL
        if self._how.who is WhoIsIn.STAFF:
            return PersonKind.STAFF
        said = folded(words.get(ImportField.KIND, ""))
        if said in PUPIL_WORDS:
            return PersonKind.PUPIL
        if said not in STAFF_WORDS:
            self._fault(ImportField.KIND, NOT_SAID_WHO)
        return PersonKind.STAFF

    def _day(self, field: ImportField, cell: str) -> date | None:
        if not cell:
            return None
        born = field is ImportField.DATE_OF_BIRTH
        latest = self._today if born else self._today.replace(year=self._today.year + 2, day=1)
        found = read_date(cell, self._how.orders.get(field, DateOrder.DAY_FIRST), latest)
        if found.day is None:
            self._fault(field, f"“{cell[:40]}”: {found.fault}")
        elif born and found.day > self._today:
            self._fault(field, "This date of birth is in the future.")
        return found.day

    def _check_days(self, days: Mapping[ImportField, date | None]) -> None:
        started, left = days[ImportField.STARTED], days[ImportField.LEFT]
        if started is not None and left is not None and left < started:
            self._fault(ImportField.LEFT, "This ends before it starts.")

    def _fault(self, field: ImportField, sentence: str) -> None:
        self._wrong = True
        self.faults.append(RowFault(self._row, self._title(field), sentence))

    def _remark(self, field: ImportField, words: str) -> None:
        self.remarks.append(RowRemark(self._row, self._title(field), words))

    def _title(self, field: ImportField) -> str:
        place = self._how.columns.column(field)
        title = self._titles[place] if place is not None and place < len(self._titles) else ""
        return title or FIELD_WORDS[field]


@dataclass(frozen=True, slots=True)
class CellRead:
    """One cell as it is kept, or why it is not, and what is to be known of it."""

    line: str
    fault: str = ""
    remarks: tuple[str, ...] = ()


def read_cell(columns: ColumnChoice, field: ImportField, cells: Sequence[str]) -> CellRead:
    """The cell of a field in a row, cleaned as whatever is typed is; empty where the row has none."""
    place = columns.column(field)
    cell = cells[place] if place is not None and place < len(cells) else ""
    if not cell:
        return CellRead("")
    limit = NUMBER_LIMIT if field in NUMBER_FIELDS else _LIMITS.get(field, NAME_LIMIT)
    try:
        line = checked_line(cell, field.value, limit)
    except RuleViolation as wrong:
        return CellRead("", " ".join(wrong.fields.values()))
    remarks = [HIDDEN_REMARK] if has_hidden(cell.replace("\r", "")) else []
    if line[:1] in _FORMULA and field not in _NOT_FORMULAS and len(line) > 1:
        remarks.append(FORMULA_REMARK)
    return CellRead(line, remarks=tuple(remarks))


def _numbers(words: Mapping[ImportField, str]) -> tuple[PersonNumber, ...]:
    return tuple(
        PersonNumber(kind, words[field].upper()) for field, kind in NUMBER_FIELDS.items() if words.get(field)
    )


def _whole_name(words: Mapping[ImportField, str]) -> str:
    """Forename and surname; of a full name written "Pike, Tyler" the surname comes last as well."""
    parts = (words.get(ImportField.FORENAME, ""), words.get(ImportField.SURNAME, ""))
    if any(parts):
        return " ".join(part for part in parts if part)
    surname, comma, forename = words.get(ImportField.FULL_NAME, "").partition(",")
    return f"{forename.strip()} {surname.strip()}".strip() if comma else surname.strip()
