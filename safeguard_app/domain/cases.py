"""Cases: the lead's container for linked incidents (domain.md 10), and accounts suspected to be somebody's.

A case stands in one part of the log and holds records of that part, and of parts that every reader of it reads too: the
link is kept on the more closely kept side, so that nothing in the daily log tells of a record apart.
"""

from dataclasses import dataclass
from datetime import datetime

from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, UserId
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import PersonRef, Withdrawal

_HOLDS: dict[Compartment, tuple[Compartment, ...]] = {
    Compartment.DAILY: (Compartment.DAILY,),
    Compartment.ADULTS: (Compartment.DAILY, Compartment.ADULTS),
    Compartment.NOT_HEAD: (Compartment.DAILY, Compartment.ADULTS, Compartment.NOT_HEAD),
    Compartment.NOT_DSL: (Compartment.DAILY, Compartment.ADULTS, Compartment.NOT_DSL),
}


@dataclass(frozen=True, slots=True)
class CaseLink:
    """One record of a case: why it belongs there, since when, and, where it was taken out again, why."""

    record: Reference
    reason: str
    at: datetime
    by_name: str
    unlinked: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case as its newest version says. ``title`` is in neutral words and names nobody."""

    title: str
    opened_at: datetime
    opened_by: UserId
    links: tuple[CaseLink, ...]

    def standing(self) -> tuple[CaseLink, ...]:
        """The links that were not taken out again."""
        return tuple(link for link in self.links if link.unlinked is None)

    def holds(self, record: RecordId) -> bool:
        """Whether a record belongs to it now."""
        return any(link.record.id == record for link in self.standing())


@dataclass(frozen=True, slots=True)
class Attribution:
    """An account that may be somebody's: a suspicion with its basis, and never an account of theirs.

    Who is behind an account is told on the register alone, once it is shown.
    """

    handle: str
    platform: str
    suspected: PersonRef
    basis: str
    at: Moment
    withdrawn: Withdrawal | None = None


def may_hold(case: Compartment, record: Compartment) -> bool:
    """Whether a case of one part of the log may hold a record of another."""
    return record in _HOLDS[case]


def home_of_both(first: Compartment, second: Compartment) -> Compartment | None:
    """The part in which a case over both may stand; None for the two parts that are kept from each other."""
    return next((part for part in (first, second) if may_hold(part, first) and may_hold(part, second)), None)
