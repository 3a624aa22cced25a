"""What stays on file of entries of a register that came from a list: how it was read, and which entries it made.

The list itself is never kept. With the versions named here it can be taken back, by further versions.
"""

from dataclasses import dataclass
from datetime import datetime

from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.people_imports import ImportUndone


@dataclass(frozen=True, slots=True)
class LogbookImport:
    """One list brought into register ``logbook``. ``entries`` are those it made, each at its first version.

    ``same`` counts rows that stood in the register already, ``unread`` rows that were not brought in. Of ``undone``,
    ``left`` are entries that were changed since and stay.
    """

    at: datetime
    by_name: str
    logbook: str
    titles: str
    """A checksum of the titles of its columns: a list with the same titles is read in the same way again."""
    columns: tuple[tuple[str, str], ...]
    orders: tuple[tuple[str, str], ...]
    entries: tuple[RecordId, ...]
    same: int = 0
    unread: int = 0
    undone: ImportUndone | None = None
