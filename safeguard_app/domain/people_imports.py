"""What stays on file of each bringing in of people: from what kind of file, how it was read, and what became of whom.

The file itself is never kept. With the versions named here an import can be taken back, by further versions.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.import_fields import WhoIsIn
from safeguard_app.domain.people import PersonKind


class ImportSource(StrEnum):
    """What kind of file it was."""

    CSV = "csv"
    CTF = "ctf"
    """The Department for Education's Common Transfer File."""


class ImportOutcome(StrEnum):
    """What an import made of one person."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class ImportedPerson:
    """One person of an import. ``version`` is that of their entry once it was done; of ``SAME``, as it was found."""

    person: RecordId
    kind: PersonKind
    outcome: ImportOutcome
    version: int


@dataclass(frozen=True, slots=True)
class ImportUndone:
    """The import was taken back. ``left`` are those whose entry was not put back, since it was used or changed."""

    at: datetime
    by_name: str
    reason: str
    left: tuple[RecordId, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleImport:
    """One bringing in of people from a file."""

    at: datetime
    by_name: str
    source: ImportSource
    who: WhoIsIn
    titles: str
    """A checksum of the titles of its columns: a file with the same titles is read in the same way again."""
    columns: tuple[tuple[str, str], ...]
    orders: tuple[tuple[str, str], ...]
    people: tuple[ImportedPerson, ...]
    unread: int = 0
    undone: ImportUndone | None = None

    def count(self, outcome: ImportOutcome) -> int:
        """How many people it made that of."""
        return sum(one.outcome is outcome for one in self.people)
