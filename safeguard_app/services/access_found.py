"""One thing that the log holds about somebody who asked to see their records, as it is decided on."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from safeguard_app.domain.access_bundles import ItemKey
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.records import RecordKind


@dataclass(frozen=True, slots=True)
class FoundItem:
    """A record with something about them. ``lines`` are what it says, where no paper of its own says it.

    ``stands`` is another once something of it was changed or added, of which ``newest`` was the last to be written.
    ``section`` is a part of the record that is decided on by itself; ``hangs_on`` the incident that it belongs to.
    ``tell_of`` are the incidents that it brings together, of which its title and its lines tell.
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
    tell_of: tuple[Reference, ...] = ()

    @property
    def key(self) -> ItemKey:
        """By which what was decided on it is found again."""
        return (self.record, self.section)

    @property
    def words(self) -> str:
        """ "2026-0012, cyberbullying: target, Mon 12 Oct 2026"."""
        return ", ".join(part for part in (self.title, self.day) if part)

    def beside(self, given: Collection[Reference], plain_title: str, left_out: str) -> "FoundItem":
        """It as it is given beside these incidents: where one is left out, why they belong together tells of it."""
        if all(one in given for one in self.tell_of):
            return self
        return replace(self, title=plain_title, lines=(left_out,))
