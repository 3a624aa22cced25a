"""What pages show of the registers of a school: every word decided here."""

from dataclasses import dataclass
from datetime import date

from safeguard_app.catalogue.logbooks import LogbookFieldKind, WhoDecides
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.logbooks import EntryAnswer, EntryPaper, EntryStepKind
from safeguard_app.domain.people import OfficeKind, PersonKind, PersonRef
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.services.status import StatusLine


@dataclass(frozen=True, slots=True)
class LogbookRow:
    """One register in the overview. ``kept`` False: the school does not keep it any more, and it holds entries."""

    logbook: str
    title: str
    purpose: str
    entries: int
    newest: str
    status: StatusLine
    kept: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """Every register there is to look into, and a sentence over them."""

    rows: tuple[LogbookRow, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry in its register as at a day. ``sort`` and ``sought`` are for the page: order, and words to find by."""

    reference: Reference
    name: str
    second: str
    dated: str
    decided: str
    review: str
    status: StatusLine
    sort: date
    sought: str


@dataclass(frozen=True, slots=True)
class LogbookPage:
    """One register as at a day."""

    logbook: str
    title: str
    one: str
    purpose: str
    help: str
    clauses: str
    on: date
    is_today: bool
    as_at: str
    rows: tuple[EntryRow, ...]
    counts: str
    dated_label: str
    decided_label: str
    """Empty where nothing is decided in it."""
    may_enter: bool
    due: StatusLine | None
    """The register's own review, where a further entry is due."""
    takes_lists: bool = False
    """Whether entries can be brought in from a list."""


@dataclass(frozen=True, slots=True)
class EntryStepLine:
    """One step in the panel. ``place`` names it for taking back; ``taken_back`` says when, by whom and why."""

    place: int
    label: str
    when: str
    by: str
    says: str
    entered: str
    taken_back: str
    kind: EntryStepKind


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What held before a change: until when, why it changed, and the answers that differed."""

    until: str
    why: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EntryVersionLine:
    """One version of the record: number, when, by whom, and the reason of a correction."""

    number: int
    when: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class EntryDetail:
    """Everything about one entry, for the panel beside its register and for its forms."""

    reference: Reference
    version: int
    logbook: str
    title: str
    subtitle: str
    status: StatusLine
    facts: tuple[tuple[str, str], ...]
    steps: tuple[EntryStepLine, ...]
    review: str
    warning: str
    """What stands out: decided only afterwards."""
    clock: StatusLine | None
    """How the clock it started stands: ``status`` says the same then."""
    clock_source: str
    case: Reference | None
    case_words: str
    before: tuple[ChangeLine, ...]
    versions: tuple[EntryVersionLine, ...]
    offered: tuple[tuple[EntryStepKind, str], ...]
    lasting: bool
    as_at: str = ""
    """ "As it stood on Wed 30 Sep 2026", where that is not today: then nothing is done with it."""
    paper: EntryPaper | None = None
    """What is printed of it by itself."""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of a form, in the nation's words."""

    id: str
    label: str
    kind: LogbookFieldKind
    help: str
    required: bool
    ahead: bool
    myself: bool
    of: frozenset[PersonKind]
    options: tuple[ChoiceLine, ...]


@dataclass(frozen=True, slots=True)
class EntryForm:
    """What the form of an entry asks, and the answers it starts from."""

    logbook: str
    title: str
    one: str
    help: str
    fields: tuple[FieldLine, ...]
    answers: tuple[EntryAnswer, ...] = ()
    decision: str = ""
    """The heading over the decision; empty where nothing is decided."""
    decisions: tuple[tuple[EntryStepKind, str], ...] = ()
    who: WhoDecides | None = None
    lasting: bool = False
    cases: tuple[tuple[str, str], ...] = ()
    """(field, case number) of answers that name an incident."""


@dataclass(frozen=True, slots=True)
class StepForm:
    """What the form of a step offers."""

    reference: Reference
    version: int
    title: str
    offered: tuple[tuple[EntryStepKind, str], ...]
    capacities: tuple[tuple[OfficeKind, str], ...]
    proposed_by: PersonRef | None
    conditions: bool
    """Whether a decision of this register carries conditions."""
