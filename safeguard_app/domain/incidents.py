"""Incidents: what was seen or told, about whom, when, in whose words. The record that may be read in court.

A filed incident is never overwritten: a correction is a further version with a reason. What happens afterwards (notes,
decisions, who was told, evidence ...) are entries of their own that hang on the incident: see ``entries``.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from safeguard_app.domain.identifiers import CaseNumber, UserId
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import PersonRef, Withdrawal

NOT_SORTED = "NS"
"""Category code of a quick concern that nobody has sorted yet."""
INDECENT_IMAGE = "II"
"""Category code whose records are text only: policy 004 §7.1, domain rules 5.1-5.3."""


class Danger(StrEnum):
    """Answer to *Is anyone in danger now?*, asked before anything else."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"
    NOT_ASKED = "not_asked"


class PassageKind(StrEnum):
    """How a passage of an account is marked. Unmarked words are the author's account."""

    FACT = "fact"
    OWN_WORDS = "own_words"
    OPINION = "opinion"
    HEARSAY = "hearsay"


class Place(StrEnum):
    """Where the people were: matters for which rules apply."""

    ON_SITE = "on_site"
    OFF_SITE = "off_site"
    BOTH = "both"
    NOT_KNOWN = "not_known"


class SchoolEquipment(StrEnum):
    """What of the school's was involved."""

    DEVICE = "device"
    NETWORK = "network"
    FILTER = "filter"
    ACCOUNT = "account"


class Severity(StrEnum):
    """Set at triage, with a reason; never one of the four status colours."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class IncidentState(StrEnum):
    """The three states people see. Inferred: new until anything has been done, closed by a closing entry."""

    NEW = "new"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters ``start`` to ``end`` (not included) of an account, marked as ``kind``; ``speaker`` of own words."""

    start: int
    end: int
    kind: PassageKind
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """What one author wrote or said, in their words, with marked passages.

    A paper form is typed as its writer's words: ``written`` is when it was written, ``handed_over`` when it reached
    the DSL, ``original_kept`` where the paper lies now; ``on_paper`` holds where neither of these is known.
    """

    author: PersonRef
    text: str
    written: Moment
    handed_over: Moment | None = None
    original_kept: str = ""
    passages: tuple[Passage, ...] = ()
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class Participant:
    """A person in the incident, always with a role. ``role`` is a role code of the catalogue."""

    person: PersonRef
    role: str
    note: str = ""
    name_withheld: bool = False
    """Asked not to be named: kept out of copies that leave the school."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one catalogue question; ``values`` hold option codes or one text; empty means not known."""

    question: str
    values: tuple[str, ...]
    not_known: bool = False


@dataclass(frozen=True, slots=True)
class Attention:
    """When it came to the school's attention: deadlines start here. First adult told, and when it reached the DSL."""

    moment: Moment
    first_told: PersonRef | None = None
    told_by: str = ""
    reached_lead: Moment | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """One dated event on the log, as its newest version says."""

    case: CaseNumber
    category: str
    catalogue_version: str
    danger: Danger
    danger_asked_at: datetime | None
    happened: Moment
    attention: Attention
    accounts: tuple[Account, ...]
    participants: tuple[Participant, ...]
    entered_at: datetime
    entered_by: UserId
    seen: Moment | None = None
    danger_note: str = ""
    summary: str = ""
    answers: tuple[Answer, ...] = ()
    platform: str = ""
    online_location: str = ""
    place: Place = Place.NOT_KNOWN
    equipment: tuple[SchoolEquipment, ...] = ()
    protected_characteristics: tuple[str, ...] = ()
    online_risks: tuple[str, ...] = ()
    """Which of the four Cs (KCSIE): content, contact, conduct, commerce."""
    child_wishes: str = ""
    severity: Severity | None = None
    severity_reason: str = ""
    review_on: date | None = None
    review_owner: str = ""
    head_is_subject: bool = False
    """Then every step says Chair of Governors and nothing tells anyone to inform the Headteacher."""
    intake_closed: bool = False
    """May contain an indecent image of a child: no evidence file may enter (domain rule 5.3)."""
    quick: bool = False
    filed_from_hand_in: bool = False
    entered_in_error: Withdrawal | None = None
    possible_laws: tuple[str, ...] = ()
    """Codes of laws that may apply, as a person noted them: tags to ask about and never findings."""

    def author(self) -> PersonRef | None:
        """Whose account comes first."""
        return self.accounts[0].author if self.accounts else None

    def with_role(self, *roles: str) -> tuple[Participant, ...]:
        """Participants in any of ``roles``."""
        return tuple(participant for participant in self.participants if participant.role in roles)
