"""What was given to others outside the school: sealed bundles of exhibits, and exhibits handed over by hand.

The disclosure register. A line of it is never changed: what went out went out. domain.md 6.1 and 6.3.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from safeguard_app.domain.derivatives import exhibit_name
from safeguard_app.domain.identifiers import RecordId, UserId
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import Withdrawal


class HandedOverAs(StrEnum):
    """How exhibits went out."""

    ZIP = "zip"
    AGE = "age"
    BY_HAND = "by_hand"

    @property
    def is_file(self) -> bool:
        """Whether this program made the file that went out."""
        return self is not HandedOverAs.BY_HAND


@dataclass(frozen=True, slots=True)
class ExhibitGiven:
    """One exhibit as it went out: its record, its number within the case, and the hash of what was sealed."""

    item: RecordId
    exhibit: int
    sha256: str
    copy: int = 0
    """Which copy of the exhibit; 0 for the exhibit itself."""

    @property
    def name(self) -> str:
        """ "Ex3", or "Ex3-A"."""
        return exhibit_name(self.exhibit, self.copy)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One handing over; ``number`` is its place in the register of its record.

    ``sha256``, ``size`` and ``manifest_sha256`` are those of the bundle; empty for one by hand. ``handed_at`` is when
    it was handed over, where that is another moment than ``entered_at``; ``receipt`` is the number or the words of the
    receipt that was given.
    """

    number: int
    handed_as: HandedOverAs
    recipient: str
    organisation: str
    purpose: str
    reference: str
    exhibits: tuple[ExhibitGiven, ...]
    entered_at: datetime
    entered_by: UserId
    file_name: str = ""
    sha256: str = ""
    size: int = 0
    manifest_sha256: str = ""
    handed_at: Moment | None = None
    receipt: str = ""
    withdrawn: Withdrawal | None = None
    """Only of one by hand that was entered in error. It stays in the register, and says so."""
