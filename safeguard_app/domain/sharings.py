"""Documents of a record shared with somebody outside: what for, on which basis, who checked it, how it went, receipt.

What went out is named by its document and the hash of the very bytes; a line of the register is never taken out of it.
A second person's check is never a condition for an urgent referral: that it was not checked is what is kept then.
domain.md 7.4 (lawful basis), 7.2 (receipt).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from safeguard_app.domain.identifiers import RecordId, UserId
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import Withdrawal

MOST_DOCUMENTS = 20


class SharedAs(StrEnum):
    """How documents went out."""

    PRINTED = "printed"
    SAVED = "saved"
    PROTECTED = "protected"
    """As files that a passphrase opens."""


class CheckedBy(StrEnum):
    """How a second person checked what goes out, or that nobody did. The values stand in the audit."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a way
    """With their own passphrase, at this computer."""
    INK = "ink"
    """On paper, with their signature, entered afterwards."""
    URGENT = "urgent"
    """Not at all: it was urgent."""


@dataclass(frozen=True, slots=True)
class SecondCheck:
    """Who looked at it, when, and who entered it. ``by`` is a user, of a check by passphrase; ``signed_at`` of ink."""

    how: CheckedBy
    by_name: str
    at: datetime
    entered_by: UserId
    by: UserId | None = None
    signed_at: Moment | None = None


@dataclass(frozen=True, slots=True)
class SharedDocument:
    """One document as it was issued for this: its record, and the hash of its bytes."""

    document: RecordId
    title: str
    copy_number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class WayOut:
    """One time that the documents went out. ``sha256`` are those of protected files, in the order of the documents."""

    how: SharedAs
    at: datetime
    by: UserId
    copies: int = 0
    sha256: tuple[str, ...] = ()
    check: SecondCheck | None = None
    """The check that stood when it left; a later one does not change that. None where it was not kept yet."""
    written: int | None = None
    """How many of the documents, in their order, became files, or were printed, where a later one could not; None: all
    of them."""
    collected_by: str = ""
    """Who took the pages from the printer, where somebody said so."""
    under_way: bool = False
    """Noted before the pages went to the printer, and how it ended was not noted yet: after a power cut it never is."""

    @property
    def left(self) -> bool:
        """Whether anything of it left."""
        return self.written != 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """That it arrived: when, who has it, and how they said so."""

    at: Moment
    by_name: str
    how: str
    entered_at: datetime
    entered_by: UserId


@dataclass(frozen=True, slots=True)
class Sharing:
    """One sharing; ``number`` is its place among those of its record. ``basis`` and ``condition`` are the catalogue's.

    ``audience`` is for whom the documents were made (another child is "Child B" in some); empty for as they stand.
    """

    number: int
    purpose: str
    basis: str
    condition: str
    recipient: str
    organisation: str
    contact: str
    documents: tuple[SharedDocument, ...]
    prepared_at: datetime
    prepared_by: UserId
    audience: str = ""
    receipt_due: date | None = None
    check: SecondCheck | None = None
    ways: tuple[WayOut, ...] = ()
    receipt: Receipt | None = None
    withdrawn: Withdrawal | None = None
    """Prepared and never sent. It stays in the register, and says so."""

    @property
    def went_out(self) -> bool:
        """Whether anything left."""
        return bool(self.gone)

    @property
    def gone(self) -> tuple[WayOut, ...]:
        """The ways by which something left: of one that failed from the first document on, nothing did."""
        return tuple(one for one in self.ways if one.left)

    @property
    def waits(self) -> bool:
        """Whether it was made to be shared and nothing of it left yet: for a check, or to be sent."""
        return not self.went_out and self.withdrawn is None

    @property
    def receipt_owed(self) -> bool:
        """Whether a receipt is still waited for."""
        return (
            self.receipt_due is not None and self.receipt is None and self.went_out and self.withdrawn is None
        )
