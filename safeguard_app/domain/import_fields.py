"""What a column of a school system's export can say of somebody, and which columns were chosen for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.domain.people import NumberKind
from safeguard_app.domain.text_rules import as_line, folded


class ImportField(StrEnum):
    """One thing that is taken from a file. Names never change: they stand in the records of what was brought in."""

    UPN = "upn"
    ADMISSION_NUMBER = "admission_number"
    STAFF_NUMBER = "staff_number"
    SURNAME = "surname"
    FORENAME = "forename"
    FULL_NAME = "full_name"
    KNOWN_AS = "known_as"
    DATE_OF_BIRTH = "date_of_birth"
    KIND = "kind"
    """A column that says who is a pupil and who works at the school."""
    YEAR_GROUP = "year_group"
    CLASS_NAME = "class_name"
    POST = "post"
    STARTED = "started"
    LEFT = "left"
    EMAIL = "email"
    TELEPHONE = "telephone"
    WHAT = "what"
    """What somebody attended or confirmed; with the following, of entries of a register and not of people."""
    DONE_ON = "done_on"
    PROVIDER = "provider"
    UNTIL = "until"
    NOTE = "note"


FIELD_WORDS = {
    ImportField.UPN: "Unique pupil number",
    ImportField.ADMISSION_NUMBER: "Admission number",
    ImportField.STAFF_NUMBER: "Staff number",
    ImportField.SURNAME: "Surname",
    ImportField.FORENAME: "Forename",
    ImportField.FULL_NAME: "Full name",
    ImportField.KNOWN_AS: "Known as",
    ImportField.DATE_OF_BIRTH: "Date of birth",
    ImportField.KIND: "Pupil or staff",
    ImportField.YEAR_GROUP: "Year group",
    ImportField.CLASS_NAME: "Class",
    ImportField.POST: "Post",
    ImportField.STARTED: "On roll, or in post, from",
    ImportField.LEFT: "Left on",
    ImportField.EMAIL: "E-mail",
    ImportField.TELEPHONE: "Telephone",
    ImportField.WHAT: "What",
    ImportField.DONE_ON: "On",
    ImportField.PROVIDER: "Given by, or kept where",
    ImportField.UNTIL: "Holds until",
    ImportField.NOTE: "Note",
}
_OF_ENTRIES = (
    ImportField.WHAT,
    ImportField.DONE_ON,
    ImportField.PROVIDER,
    ImportField.UNTIL,
    ImportField.NOTE,
)
PEOPLE_FIELDS = tuple(field for field in ImportField if field not in _OF_ENTRIES)
"""What is taken from a list of people."""
WHOSE_FIELDS = (
    ImportField.FULL_NAME,
    ImportField.SURNAME,
    ImportField.FORENAME,
    ImportField.STAFF_NUMBER,
    ImportField.DATE_OF_BIRTH,
)
"""By which an entry of a register finds the adult it is about."""
ENTRY_FIELDS = (*WHOSE_FIELDS, *_OF_ENTRIES)
NUMBER_FIELDS = {
    ImportField.UPN: NumberKind.UPN,
    ImportField.ADMISSION_NUMBER: NumberKind.ADMISSION,
    ImportField.STAFF_NUMBER: NumberKind.STAFF,
}
NUMBER_WORDS = {kind: FIELD_WORDS[field] for field, kind in NUMBER_FIELDS.items()}
DATE_FIELDS = (ImportField.DATE_OF_BIRTH, ImportField.STARTED, ImportField.LEFT)
ENTRY_DATES = (ImportField.DATE_OF_BIRTH, ImportField.DONE_ON, ImportField.UNTIL)


class WhoIsIn(StrEnum):
    """Whom a file holds."""

    PUPILS = "pupils"
    STAFF = "staff"
    BOTH = "both"
    """A column says it of each."""


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """Which column, counted from 0, each thing is taken from; what no column was chosen for is not taken."""

    columns: Mapping[ImportField, int]

    def column(self, field: ImportField) -> int | None:
        """The column of a field, or None."""
        return self.columns.get(field)

    @property
    def has_name(self) -> bool:
        """Whether people have names by it."""
        both = ImportField.SURNAME in self.columns and ImportField.FORENAME in self.columns
        return both or ImportField.FULL_NAME in self.columns


def plain_header(title: str) -> str:
    """A column's title for comparing: without capitals, marks and spaces."""
    return "".join(mark for mark in folded(as_line(title)) if mark.isalnum())


def guessed_columns(header: Sequence[str], known: Mapping[ImportField, Sequence[str]]) -> ColumnChoice:
    """The columns whose titles common exports use for a field; of several titles the one named first in ``known``."""
    places: dict[str, int] = {}
    for place, title in enumerate(header):
        places.setdefault(plain_header(title), place)
    found: dict[ImportField, int] = {}
    for field, titles in known.items():
        named = [places[name] for name in map(plain_header, titles) if name in places]
        if named and named[0] not in found.values():
            found[field] = named[0]
    if ImportField.SURNAME in found and ImportField.FORENAME in found:
        found.pop(ImportField.FULL_NAME, None)
    return ColumnChoice(found)


def remembered_columns(header: Sequence[str], kept: Sequence[tuple[str, str]]) -> ColumnChoice:
    """The columns chosen before for a file with this header, by their titles; what is not there any more is left."""
    places = {title: place for place, title in reversed(list(enumerate(header)))}
    fields = {field.value: field for field in ImportField}
    return ColumnChoice(
        {fields[field]: places[title] for field, title in kept if field in fields and title in places}
    )


def chosen_titles(header: Sequence[str], choice: ColumnChoice) -> tuple[tuple[str, str], ...]:
    """What is remembered of a choice: each field with the title of its column."""
    return tuple(
        (field.value, header[place]) for field, place in choice.columns.items() if place < len(header)
    )
