"""What pages show of the register of declarations: every word decided here."""

from dataclasses import dataclass
from datetime import date

from safeguard_app.domain.declarations import DeclarationKind, StepKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.status import StatusLine


@dataclass(frozen=True, slots=True)
class OtherPerson:
    """The other side of a declaration: "Tyler Pike", "4B, Year 4, aged 8", "aunt"."""

    name: str
    description: str
    relationship: str


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One declaration in the register as at a day. Empty strings print as nothing."""

    reference: Reference
    version: int
    kind: DeclarationKind
    adult: str
    adult_role: str
    others: tuple[OtherPerson, ...]
    relationship: str
    declared: str
    acknowledged: str
    acknowledged_by: str
    review: str
    status: StatusLine
    note: str
    """Both dates where an entry was made later than it took effect; the friendship note; else empty."""
    exception: bool
    """Whether, acknowledged, this is the exception of policy 004 §6.7 (family only)."""
    heading: str = ""
    """The part of the register it stands in: one for each kind."""
    to_review: bool = False
    """Acknowledged, and to be looked at again by the day: what Today counts."""
    to_ask: bool = False
    """Something changed that is to be asked about."""


@dataclass(frozen=True, slots=True)
class Register:
    """The register as at a day: its rows, and a sentence of counts."""

    on: date
    is_today: bool
    as_at: str
    """ "Today, Mon 12 Oct 2026", or "Thu 24 Sep 2026"."""
    rows: tuple[RegisterRow, ...]
    counts: str
    completeness: str
    """Since when every paper declaration is on this register, or that it is not yet complete."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step in the panel. ``place`` names it for taking back; ``taken_back`` says when, by whom and why."""

    place: int
    kind: StepKind
    label: str
    when: str
    by: str
    says: str
    late_entry: str
    sheet: Reference | None
    taken_back: str
    status: StatusLine


@dataclass(frozen=True, slots=True)
class ReliedOn:
    """An incident whose kept contact check rests on this declaration: only incidents this user may open."""

    incident: Reference
    case: str
    category: str
    verdict: str
    status: StatusLine


@dataclass(frozen=True, slots=True)
class PupilLine:
    """One pupil of a declaration, with the facts declared about the two."""

    name: str
    description: str
    relationship: str
    facts: tuple[tuple[str, str], ...]
    """(label, words): household, teaches or supervises, parents know, accounts on both sides, note."""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of the record: number, when, by whom, and the reason of a correction."""

    number: int
    when: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class DeclarationDetail:
    """Everything about one declaration, for the panel beside the register."""

    reference: Reference
    version: int
    title: str
    subtitle: str
    kind: DeclarationKind
    kind_words: str
    status: StatusLine
    gives_exception: str
    """A sentence when this kind of declaration is not the exception of policy 004 §6.7; else empty."""
    pupils: tuple[PupilLine, ...]
    nature: str
    note: str
    steps: tuple[StepLine, ...]
    conditions: tuple[str, ...]
    protocol: str
    review: str
    relied_on: tuple[ReliedOn, ...]
    versions: tuple[VersionLine, ...]
    acknowledger: str
    """The title of whoever decides this one: the Headteacher, or the Chair for the Headteacher's own."""
    may_acknowledge: bool
    """Whether the signed-in user may acknowledge it now, on screen."""
    why_not: str
    asks: tuple[str, ...] = ()
    """What changed since it was acknowledged, and is to be asked now."""
    about_adult: tuple[tuple[str, str], ...] = ()
    """(label, words): the adult's type, department and line manager."""


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One declaration that waits for a decision."""

    reference: Reference
    version: int
    adult: str
    adult_role: str
    others: tuple[OtherPerson, ...]
    pupils: tuple[PupilLine, ...]
    """The same people with the facts declared about each, as the panel beside the register shows them."""
    kind_words: str
    nature: str
    note: str
    declared: str
    discussed: str
    waiting: str
    is_change: bool
    """A change declared after an acknowledgement that is still in force."""
    conditions_now: tuple[str, ...]
    protocol_now: str
    decides: str
    may_decide: bool
    why_not: str
    asked_for: str = ""
    """What more was asked for, and when; empty where nothing was."""
    review_proposed: date | None = None
    """When it would be reviewed by the school's habit, were it acknowledged today."""
    about_adult: tuple[tuple[str, str], ...] = ()
    teaches: bool = False
    """Whether the adult teaches, assesses or supervises one of them, so that something is to be done about it."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for the Headteacher (or the Chair): all of it, and how much the signed-in user may decide."""

    title: str
    items: tuple[QueueItem, ...]
    mine: int
    sentence: str
    signer: str = ""
    """Whose passphrase signs, where that is not the signed-in user's."""
