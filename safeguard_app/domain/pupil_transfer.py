"""The Common Transfer File of the Department for Education, as far as the register takes anything from it.

Its element names stand in the department's CTF specification: a ``CTfile`` holds a ``Header`` and, in ``CTFpupilData``,
one ``Pupil`` for each child with ``UPN``, ``Surname``, ``Forename`` and ``DOB``, and in ``BasicDetails``
``PreferredForename`` and ``NCyearActual``. Everything else in it (assessments, needs, meals, attendance,
addresses, contacts) is passed over: the register has no use for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.domain.import_fields import ColumnChoice, ImportField
from safeguard_app.domain.import_tables import Encoding, FileNotRead, PeopleTable, TableReading

TITLES = ("UPN", "Surname", "Forename", "PreferredForename", "DOB", "NCyearActual", "Email")
_FIELDS = (
    ImportField.UPN,
    ImportField.SURNAME,
    ImportField.FORENAME,
    ImportField.KNOWN_AS,
    ImportField.DATE_OF_BIRTH,
    ImportField.YEAR_GROUP,
    ImportField.EMAIL,
)
COLUMNS = ColumnChoice({field: place for place, field in enumerate(_FIELDS)})
MOST_PUPILS = 20_000
_YEARS = {"R": "Reception", "N": "Nursery", "N1": "Nursery", "N2": "Nursery"}


class TransferRefusal(StrEnum):
    """Why nothing of a transfer file is read."""

    NONE = ""
    ENTITIES = "entities"
    """It declares a document type: the way in for entities that grow without end, or fetch other files."""
    NOT_XML = "not_xml"
    NOT_CTF = "not_ctf"
    TOO_MANY = "too_many"


_SENTENCES = {
    TransferRefusal.ENTITIES: (
        "This file declares a document type of its own, which no Common Transfer File does: it could fill the"
        " computer’s memory or fetch other files. Nothing of it was read.",
        "Do not use it. Export the file again, and tell whoever sent it.",
    ),
    TransferRefusal.NOT_XML: (
        "This XML file is damaged or cut short. Nothing was brought in.",
        "Export it again from the system it comes from.",
    ),
    TransferRefusal.NOT_CTF: (
        "This is XML, but no Common Transfer File: it holds no CTfile with pupils. Nothing was brought in.",
        "Choose a Common Transfer File, or save the list as CSV.",
    ),
    TransferRefusal.TOO_MANY: (
        f"This file holds more than {MOST_PUPILS:,} pupils. Nothing was brought in.",
        "Export the pupils of this school, and no others.",
    ),
}


@dataclass(frozen=True, slots=True)
class TransferFile:
    """What a transfer file holds: for each pupil the words of :data:`TITLES`, in their order; or why not."""

    pupils: tuple[tuple[str, ...], ...] = ()
    refusal: TransferRefusal = TransferRefusal.NONE
    made: str = ""
    """When the file was made, as its header has it."""


def looks_like_xml(content: bytes) -> bool:
    """Whether a file begins as XML does, in any of the alphabets it may be in."""
    start = content[:200].removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return start.replace(b"\0", b"").lstrip()[:1] == b"<"


def table_of(found: TransferFile) -> PeopleTable:
    """The pupils as a table, so that they go the same way as those of any other file. Raises FileNotRead."""
    if found.refusal is not TransferRefusal.NONE:
        raise FileNotRead(*_SENTENCES[found.refusal])
    rows = tuple(_with_year(pupil) for pupil in found.pupils)
    return PeopleTable(TableReading(Encoding.UTF_8, ","), TITLES, rows, tuple(range(1, len(rows) + 1)))


def _with_year(pupil: Sequence[str]) -> tuple[str, ...]:
    """The national curriculum year in words: the file has a figure, or R for Reception."""
    place = TITLES.index("NCyearActual")
    code = pupil[place].strip()
    words = f"Year {int(code)}" if code.isascii() and code.isdigit() else _YEARS.get(code.upper(), "")
    return (*pupil[:place], words, *pupil[place + 1 :])
