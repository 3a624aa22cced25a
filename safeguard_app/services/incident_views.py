"""What the page of one incident shows, every string decided: the window draws it and decides nothing."""

from dataclasses import dataclass

from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.incidents import Incident, IncidentState, PassageKind
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.due import DueItem
from safeguard_app.services.next_step import NextStep
from safeguard_app.services.policy_clauses import CitedClauses
from safeguard_app.services.status import StatusLine


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One of the five clocks: when, and how it is known."""

    name: str
    when: str
    how_known: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in the incident. ``record`` opens their page, where the register knows them."""

    person: PersonRef
    name: str
    role: str
    known_as: str
    record: Reference | None
    statuses: tuple[str, ...] = ()
    """What the register says of a child that matters to whoever acts on the record: looked after, on a plan."""
    known_to_be: tuple[tuple[str, str, Reference], ...] = ()
    """Who somebody unknown is by now said to be, each with their name and page."""
    elsewhere: str = ""
    """Why the record should be considered for filing elsewhere since then."""
    may_be_identified: bool = False


@dataclass(frozen=True, slots=True)
class PassageLine:
    """A stretch of an account with the label of its kind; unmarked stretches have no label."""

    kind: PassageKind | None
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class AccountView:
    """One author's account: who wrote it and when, where a paper original lies, and its passages in order."""

    author: str
    written: str
    paper: str
    passages: tuple[PassageLine, ...]


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A question or circumstance, and its answer. ``open`` where it has not been answered."""

    label: str
    words: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A note, decision, telling or action in words. ``status`` stands at its right; ``can_be_done`` for actions."""

    entry: RecordId
    title: str
    when: str
    lines: tuple[str, ...]
    by: str
    status: StatusLine | None = None
    can_be_done: bool = False


@dataclass(frozen=True, slots=True)
class FirstActionLine:
    """Something to do first, who does it, whom to ring, and by when."""

    text: str
    who: str
    ring: str
    clock: StatusLine | None


@dataclass(frozen=True, slots=True)
class HoldLine:
    """What must not happen before advice, and what is recorded about it so far."""

    title: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One event of the record's own history, in plain words."""

    when: str
    what: str
    by: str


@dataclass(frozen=True, slots=True)
class SectionState:
    """One line of the index *On this record*: complete, partly, due, or nothing yet."""

    key: str
    name: str
    mark: str
    """``complete``, ``partly``, ``due``, ``none`` or ``count``: decides the icon."""
    detail: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of the record and why it replaced the one before."""

    number: int
    when: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """The whole record as it stands. ``incident`` and ``version`` are what a correction starts from."""

    reference: Reference
    version: int
    incident: Incident
    case: str
    category: str
    readers: str
    state: IncidentState
    state_words: str
    severity: str
    chip: StatusLine | None
    tags: tuple[str, ...]
    danger: str
    danger_asked: str
    summary: str
    clocks: tuple[ClockLine, ...]
    people: tuple[PersonLine, ...]
    accounts: tuple[AccountView, ...]
    answers: tuple[LabelledLine, ...]
    circumstances: tuple[LabelledLine, ...]
    decisions: tuple[EntryLine, ...]
    told: tuple[EntryLine, ...]
    notes: tuple[EntryLine, ...]
    actions: tuple[EntryLine, ...]
    closing: tuple[EntryLine, ...]
    first_actions: tuple[FirstActionLine, ...]
    holds: tuple[HoldLine, ...]
    clauses: CitedClauses
    due: tuple[DueItem, ...]
    timeline: tuple[TimelineLine, ...]
    versions: tuple[VersionLine, ...]
    sections: tuple[SectionState, ...]
    evidence_count: int
    checks_count: int
    documents_count: int
    wants_contact_check: bool
    wants_harm_threshold: bool
    evidence_closed: bool
    may_allow_files: bool
    """Whether that is a flag of this record alone, which can be taken off again."""
    entered_in_error: str
    low_level_decider: tuple[str, str] = ("", "")
    """Who decides on a concern below the harm threshold: name and title."""
    next_step: NextStep | None = None
    """The one step to offer."""
