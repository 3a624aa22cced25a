"""What is added to a filed incident, one record each, never changed: notes, decisions, tellings, actions, closing.

A later version of an entry is a correction with its reason. ``at`` is when the thing happened; when it was entered is
in the audit chain.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from safeguard_app.domain.clock_acts import ClockAct
from safeguard_app.domain.identifiers import UserId
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import Withdrawal
from safeguard_app.domain.referral_steps import ReferralStep


class NoteKind(StrEnum):
    """What kind of thing a note notes."""

    CALL = "call"
    MEETING = "meeting"
    MESSAGE = "message"
    VISIT = "visit"
    NOTE = "note"
    ADVICE = "advice"
    """Advice taken: consultation without referral, logged likewise."""
    LADO_CONTACT = "lado_contact"
    """First contact with the LADO or its equal, a voicemail included: meets the one-day clock."""
    POLICE = "police"
    PLATFORM_REPORT = "platform_report"


class DecisionKind(StrEnum):
    """What was decided. Every decision carries its reason (KCSIE; domain.md 2.7)."""

    NO_FURTHER_ACTION = "no_further_action"
    MONITOR = "monitor"
    EARLY_HELP = "early_help"
    REFER = "refer"
    CONSIDERED_NOT_REFERRED = "considered_not_referred"
    LOW_LEVEL_CONCERN = "low_level_concern"
    HARM_THRESHOLD_MET = "harm_threshold_met"
    ESCALATE = "escalate"
    SANCTION = "sanction"
    OTHER = "other"


class TellingState(StrEnum):
    """Whether somebody was told, is held back from being told, or will not be told."""

    TOLD = "told"
    HELD = "held"
    NOT_TOLD = "not_told"


class Whom(StrEnum):
    """Whom a telling is about. The words shown are the nation's."""

    PARENT = "parent"
    HEAD = "head"
    CHAIR = "chair"
    REPORTER = "reporter"
    ADULT = "adult"
    """The adult of concern."""
    CHILD = "child"
    POLICE = "police"
    SOCIAL_CARE = "social_care"
    ALLEGATIONS_OFFICER = "allegations_officer"
    PREVENT = "prevent"
    OTHER = "other"
    EMPLOYER = "employer"
    """Of the adult of concern: an agency, or another employer than the school."""
    HR = "hr"


class Outcome(StrEnum):
    """With what an incident closes."""

    RESOLVED = "resolved"
    SUPPORT_IN_PLACE = "support_in_place"
    REFERRED_ON = "referred_on"
    SUBSTANTIATED = "substantiated"
    UNSUBSTANTIATED = "unsubstantiated"
    UNFOUNDED = "unfounded"
    FALSE = "false"
    MALICIOUS = "malicious"
    LOW_LEVEL_RECORDED = "low_level_recorded"
    NO_FURTHER_ACTION = "no_further_action"


@dataclass(frozen=True, slots=True)
class Agreed:
    """Something agreed in a conversation: who does what by when. Becomes an action in the same step."""

    what: str
    by_whom: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A call, meeting, message, visit or plain note; ``advised`` is the other side's advice, verbatim if it matters."""

    kind: NoteKind
    at: Moment
    text: str
    with_whom: str = ""
    organisation: str = ""
    advised: str = ""
    reference: str = ""
    agreed: tuple[Agreed, ...] = ()
    withdrawn: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class Considered:
    """Something that was considered and not chosen, with why not; ``option`` is a code of the catalogue."""

    option: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Consulted:
    """Somebody who was asked before deciding: who, for whom they spoke, when, and what they advised."""

    who: str
    role: str
    at: Moment
    advised: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, why, by whom, having asked whom; ``limbs`` are harm-threshold codes that were ticked.

    ``consulted`` is whom a decision of an earlier version of this program names in one line.
    """

    kind: DecisionKind
    what: str
    reason: str
    decided_by: str
    at: Moment
    consulted: str = ""
    limbs: tuple[str, ...] = ()
    review_on: date | None = None
    withdrawn: Withdrawal | None = None
    considered: tuple[Considered, ...] = ()
    consultations: tuple[Consulted, ...] = ()
    limbs_why: str = ""
    """What speaks for or against each limb."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Who was told, by whom, when and how; or held and on whose advice until when; or not told and on which ground.

    ``ground`` is a code of the catalogue (domain.md 4.7). A telling that is held is never overdue. Of somebody who is
    not told, ``advised_by`` is who agreed to that and ``until`` the day on which it is looked at again.
    """

    whom: Whom
    name: str
    state: TellingState
    at: Moment
    by: str = ""
    how: str = ""
    response: str = ""
    ground: str = ""
    advised_by: str = ""
    until: date | None = None
    safe_to_contact: str = ""
    interpreter: str = ""
    withdrawn: Withdrawal | None = None
    what: str = ""
    """What they were told, as far as it was said."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do. Done by a further version with ``done_at`` and a note; nothing is deleted."""

    what: str
    assigned_to: str
    due: date | None = None
    done_at: datetime | None = None
    done_note: str = ""
    withdrawn: Withdrawal | None = None

    @property
    def is_done(self) -> bool:
        """Whether it has been done."""
        return self.done_at is not None


@dataclass(frozen=True, slots=True)
class Closing:
    """The incident was closed, with an outcome and its reason; or opened again, with a reason."""

    closed: bool
    at: datetime
    by: UserId
    reason: str
    outcome: Outcome | None = None
    lessons: str = ""


Entry = Note | Decision | Telling | Action | Closing | ReferralStep | ClockAct


_TAKEN_OUT = ("withdrawn", "quarantine")
GONE_BY = (*_TAKEN_OUT, "entered_in_error", "merged_into")
"""The fields that take a record out of the count, whatever its kind; the first two, an entry of an incident."""


def counts(content: object) -> bool:
    """Whether an entry stands: not taken back and, of an exhibit, not in quarantine either."""
    return all(getattr(content, field, None) is None for field in _TAKEN_OUT)
