"""One thing that the log holds about somebody who asked to see their records, as it is decided on."""

from dataclasses import dataclass
from datetime import datetime

from safeguard_app.domain.access_bundles import ItemKey
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.records import RecordKind


@dataclass(frozen=True, slots=True)
class FoundItem:
    """A record with something about them. ``lines`` are what it says, where no paper of its own says it.

    ``stands`` is another once something of it was changed or added, of which ``newest`` was the last to be written.
    ``section`` is a part of the record that is decided on by itself; ``hangs_on`` the incident that it belongs to.
    """

    record: Reference
    kind: RecordKind
    day: str
    title: str
    lines: tuple[str, ...] = ()
    stands: str = ""
    newest: datetime | None = None
    section: str = ""
    hangs_on: Reference | None = None

    @property
    def key(self) -> ItemKey:
        """By which what was decided on it is found again."""
        return (self.record, self.section)

    @property
    def words(self) -> str:
        """ "2026-0012, cyberbullying: target, Mon 12 Oct 2026"."""
        return ", ".join(part for part in (self.title, self.day) if part)
