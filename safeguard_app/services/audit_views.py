"""What the audit page shows: events in plain words, one event in full, and whether the chain is whole."""

from dataclasses import dataclass
from datetime import date

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.services.status import StatusLine


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which events to list. Empty fields leave nothing out; ``text`` is looked for in every word shown."""

    user: str = ""
    """A user id, or ``computer``."""
    kinds: frozenset[EventKind] = frozenset()
    first_day: date | None = None
    last_day: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One event in the list."""

    number: int
    number_words: str
    day: str
    time: str
    who: str
    what: str
    kind: EventKind
    record: Reference | None
    """The record to open from here: an incident, person or declaration that still stands."""
    record_words: str
    """The case number, or "Declaration", "Person"."""
    detail: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A stretch of events, newest first. ``more_before`` is the event to go on from, or 0."""

    compartment: Compartment
    rows: tuple[AuditRow, ...]
    more_before: int
    counted: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs between two versions, in words; empty means there was nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EventDetail:
    """One event in full."""

    number: int
    title: str
    when: str
    who: str
    what: str
    reason: str
    changes: tuple[FieldChange, ...]
    record: Reference | None
    record_words: str
    rows_sealed: str
    signed: str
    clock: str
    hash: str
    follows: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChainStatus:
    """Whether a compartment's chain adds up, in one sentence each."""

    compartment: Compartment
    name: str
    status: StatusLine
    sentence: str
    head: str
    older: bool = False
    """An older or altered copy, which people in two roles have not acknowledged yet."""


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What the filter may be set to: users and kinds that occur in words."""

    users: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[EventKind, str], ...]
