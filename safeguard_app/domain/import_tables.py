"""Reading the bytes of an export as a table: which alphabet, what stands between two columns, where its titles are.

Nothing in a cell is ever worked out: a formula is words here. What cannot be read at all is a :class:`KnownProblem` in
plain words, so that nothing is half read.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.import_fields import plain_header
from safeguard_app.domain.text_rules import as_line

MOST_BYTES = 32 * 1024 * 1024
"""A register of 5,000 people with twenty columns is some 1 MB: what is larger holds something else."""
MOST_ROWS = 20_000
MOST_COLUMNS = 500
LONGEST_CELL = 4_000
"""Characters of one cell; a longer one comes of a quotation mark that is never closed."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
"""A line with its end: the other marks that Python takes for line ends stand within cells."""
_LOOKED_AT = 60
"""Rows by which the mark between columns is guessed."""
_TITLES_WITHIN = 12
"""Rows among which the titles are looked for: some exports have a heading and a date above them."""


class Encoding(StrEnum):
    """How letters are written in a file, by Python's names."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    WINDOWS = "cp1252"
    MAC = "mac-roman"


ENCODING_WORDS = {
    Encoding.UTF_8: "UTF-8",
    Encoding.UTF_16: "UTF-16 (Unicode text)",
    Encoding.WINDOWS: "Windows, Western European",
    Encoding.MAC: "Mac, Western European",
}
DELIMITER_WORDS = {",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Vertical bar"}


class FileNotRead(KnownProblem):
    """A file offered for the register cannot be read as a table of people."""

    code = "people_file_not_read"
    sentence = "This file could not be read. Nothing was brought in."
    next_step = "Save the list from your school’s system as CSV and choose that file."


@dataclass(frozen=True, slots=True)
class TableReading:
    """How a file is read: guessed, shown, and changed by hand where the guess is wrong."""

    encoding: Encoding
    delimiter: str


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """A file as rows of cells. ``numbers`` are the rows' own numbers in the file, which starts with 1."""

    reading: TableReading
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]

    def sample(self, column: int, most: int = 3) -> tuple[str, ...]:
        """The first different words of a column, on one line each."""
        cells = (as_line(row[column]).strip() for row in self.rows[:200] if column < len(row))
        return tuple(islice(dict.fromkeys(cell for cell in cells if cell), most))


_OTHER_KINDS = (
    (b"PK\x03\x04", "This is a spreadsheet or another packed file, not CSV. Nothing was read."),
    (b"\xd0\xcf\x11\xe0", "This is an older Excel or Word file, not CSV. Nothing was read."),
    (b"%PDF", "This is a PDF, not CSV. Nothing was read."),
)
_SAVE_AS = "Open it in the program it comes from and save the list there as CSV, then choose that file."


def guessed_encoding(content: bytes) -> Encoding:
    """By its mark where it has one; else UTF-8 where every byte is that, else Windows' own."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Encoding.UTF_16
    start = content[:4_000]
    if len(start) > 3 and start.count(0) > len(start) // 4:
        return Encoding.UTF_16
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Encoding.WINDOWS
    return Encoding.UTF_8


def read_table(content: bytes, reading: TableReading | None = None) -> PeopleTable:
    """The table in a file, read as said or as guessed. Raises :class:`FileNotRead`."""
    _refuse_other_kinds(content)
    encoding = reading.encoding if reading is not None else guessed_encoding(content)
    text = _decoded(content, encoding)
    delimiter = reading.delimiter if reading is not None else guessed_delimiter(text)
    rows = _rows(text, delimiter)
    if not rows:
        raise FileNotRead("There is nothing in this file. Nothing was brought in.", _SAVE_AS)
    return _table(TableReading(encoding, delimiter), rows)


def with_titles_at(table: PeopleTable, titles: int) -> PeopleTable:
    """The same table with the titles in another of its rows; what stands above them goes."""
    if titles <= 0:
        return table
    rows = ((table.header, 0), *zip(table.rows, table.numbers, strict=True))[titles:]
    return PeopleTable(
        table.reading,
        tuple(as_line(cell).strip() for cell in rows[0][0]),
        tuple(row for row, _ in rows[1:]),
        tuple(number for _, number in rows[1:]),
    )


def _refuse_other_kinds(content: bytes) -> None:
    if not content.strip():
        raise FileNotRead("This file is empty. Nothing was brought in.", _SAVE_AS)
    if len(content) > MOST_BYTES:
        raise too_large()
    for start, sentence in _OTHER_KINDS:
        if content.startswith(start):
            raise FileNotRead(sentence, _SAVE_AS)


def too_large() -> FileNotRead:
    """The file holds more than a school's people."""
    most = MOST_BYTES // (1024 * 1024)
    return FileNotRead(
        f"This file is larger than {most} MB, far more than a list of a school’s people. It was not read.",
        "Export only the columns that are wanted: names, dates of birth, numbers, classes.",
    )


def _decoded(content: bytes, encoding: Encoding) -> str:
    name = "utf-8-sig" if encoding is Encoding.UTF_8 else encoding.value
    if encoding is Encoding.UTF_16 and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
    try:
        return content.decode(name)
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise FileNotRead(
            f"Line {line} holds a letter that is not written in {ENCODING_WORDS[encoding]}.",
            "Choose another way to read its letters.",
        ) from None


def guessed_delimiter(text: str) -> str:
    """What parts most rows into the same number of columns, and into more than one."""
    best, found = (0, 0), ","
    for mark in DELIMITER_WORDS:
        counts = _columns_of(text[:400_000], mark)
        many = [count for count in counts if count > 1]
        if not many:
            continue
        usual = max(set(many), key=many.count)
        score = (many.count(usual), usual)
        if score > best:
            best, found = score, mark
    return found


def _columns_of(text: str, mark: str) -> list[int]:
    """How many columns each of the first rows has; up to a cell without end, of which reading the whole tells."""
    counts = []
    with suppress(csv.Error):
        for row in islice(_reader(text, mark), _LOOKED_AT):
            if any(row):
                counts.append(len(row))
    return counts


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader((found[0] for found in _LINE.finditer(text)), delimiter=delimiter)


def _rows(text: str, delimiter: str) -> list[tuple[int, tuple[str, ...]]]:
    """Every row that holds something, with the number it has in a spreadsheet."""
    found: list[tuple[int, tuple[str, ...]]] = []
    number = 0
    try:
        for number, row in enumerate(_reader(text, delimiter), start=1):
            if not any(cell.strip() for cell in row):
                continue
            _check_row(number, row)
            found.append((number, tuple(row)))
            if len(found) > MOST_ROWS:
                sentence = f"This file holds more than {MOST_ROWS:,} rows. It was not read."
                raise FileNotRead(sentence, "Export the people who are at the school now, and no others.")
    except csv.Error:
        raise _never_closed(number + 1) from None
    return found


def _check_row(number: int, row: Sequence[str]) -> None:
    if len(row) > MOST_COLUMNS:
        sentence = f"Row {number} has {len(row):,} columns; {MOST_COLUMNS} can be read."
        raise FileNotRead(sentence, "Look whether another mark stands between the columns.")
    if any(len(cell) > LONGEST_CELL for cell in row):
        raise _never_closed(number)


def _never_closed(number: int) -> FileNotRead:
    return FileNotRead(
        f"A cell in row {number} goes on for pages: a quotation mark there may never be closed.",
        "Look at that row in a text editor, or export the list again.",
    )


def _table(reading: TableReading, rows: Sequence[tuple[int, tuple[str, ...]]]) -> PeopleTable:
    first, header = rows[0]
    titles = tuple(as_line(cell).strip() for cell in header)
    del first
    return PeopleTable(
        reading, titles, tuple(row for _, row in rows[1:]), tuple(number for number, _ in rows[1:])
    )


def titles_row(table: PeopleTable, known: frozenset[str]) -> int:
    """Which of the first rows holds the titles: the one with the most that exports use; 0 where none has two."""
    rows = (table.header, *table.rows[: _TITLES_WITHIN - 1])
    counts = [sum(plain_header(cell) in known for cell in row) for row in rows]
    return counts.index(max(counts)) if counts and max(counts) > 1 else 0
