"""Patterns over many records: rules as data, what a rule found, and that somebody put a finding aside."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.people import Withdrawal


class Measure(StrEnum):
    """What the records of a pattern have in common."""

    LOW_LEVEL_ADULT = "low_level_adult"
    """Concerns below the harm threshold about one adult."""
    LOW_LEVEL_REVIEW = "low_level_review"
    """Every concern below the harm threshold that was not looked through together with the others yet."""
    HANDLE = "handle"
    """One account, by its name."""
    PAIR = "pair"
    """The same two people."""
    TIME_OF_DAY = "time_of_day"
    """One person, at about the same time of day."""


@dataclass(frozen=True, slots=True)
class PatternRule:
    """One rule of the catalogue: ``least`` records within ``days``, or within a term where ``by_term`` says so.

    Where the school's calendar has no term for a record, ``days`` counts instead. ``roles`` and ``categories`` narrow
    whom and what it counts; empty means all. ``minutes`` is how wide a time of day is.
    """

    id: str
    measure: Measure
    title: str
    finding: str
    why: str
    source: str
    least: int
    days: int
    by_term: bool = False
    roles: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    minutes: int = 0
    confirm: bool = False
    finding_one: str = ""
    """The words of the finding where it holds one record alone."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Records that a rule found together. ``key`` says what they have in common; ``names`` are for showing it."""

    rule: str
    key: str
    names: tuple[str, ...]
    records: tuple[Reference, ...]
    first: date
    last: date

    @property
    def ids(self) -> frozenset[RecordId]:
        """Which records, wherever they stand."""
        return frozenset(reference.id for reference in self.records)


@dataclass(frozen=True, slots=True)
class PatternDismissal:
    """A finding was looked at and put aside: over which records, for which reason of the catalogue.

    A further record brings the finding back. ``withdrawn``: somebody wants to see it again.
    """

    rule: str
    key: str
    records: tuple[RecordId, ...]
    reason: str
    at: datetime
    by_name: str
    note: str = ""
    withdrawn: Withdrawal | None = None

    def covers(self, finding: Finding) -> bool:
        """Whether everything that was found was looked at then."""
        same = (self.rule, self.key) == (finding.rule, finding.key)
        return same and self.withdrawn is None and finding.ids <= set(self.records)
