"""Was this contact between an adult and a pupil covered by an acknowledged family relationship at the time?

Policy 004 §6.7-6.10. The verdict says what the register shows, never that a contact was right: conditions and the
harm threshold are for a person to judge. It is a pure function of the question, the register, the people and the
moment of checking, and is frozen into the incident. The records are here; the check is in ``contact_verdict``, what
the register alone shows in ``register_reading``, the words in ``contact_sentences`` and ``contact_cautions``.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from safeguard_app.domain.declarations import OtherSide, StepKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import PersonRef


class Direction(StrEnum):
    """Who contacted whom."""

    ADULT_TO_PUPIL = "adult_to_pupil"
    PUPIL_TO_ADULT = "pupil_to_adult"
    BOTH_WAYS = "both_ways"
    NOT_KNOWN = "not_known"


class Visibility(StrEnum):
    """Who could see the contact."""

    PUBLIC = "public"
    PRIVATE = "private"
    GROUP = "group"
    NOT_KNOWN = "not_known"


class Extent(StrEnum):
    """One contact, or contact that went on."""

    ONE_OFF = "one_off"
    CONTINUING = "continuing"
    NOT_KNOWN = "not_known"


class ContentSeen(StrEnum):
    """Whether anybody at the school has seen what was said."""

    SEEN = "seen"
    PARTLY = "partly"
    NOT_SEEN = "not_seen"
    NOT_KNOWN = "not_known"


class Initiator(StrEnum):
    """Who began it, whoever wrote how much afterwards."""

    ADULT = "adult"
    OTHER = "other"
    NOT_KNOWN = "not_known"


class Handling(StrEnum):
    """What the adult did with a request (002 L30)."""

    REJECTED = "rejected"
    IGNORED = "ignored"
    BLOCKED = "blocked"
    ACCEPTED = "accepted"
    REPLIED = "replied"
    NOT_KNOWN = "not_known"


class HeadToldBy(StrEnum):
    """Who told whoever leads the school."""

    ADULT = "adult"
    SOMEBODY_ELSE = "somebody_else"
    NOBODY = "nobody"
    NOT_KNOWN = "not_known"


class Protocol(StrEnum):
    """Whether the contact kept to what was agreed."""

    WITHIN = "within"
    OUTSIDE = "outside"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class ContactQuestion:
    """What is asked. ``began`` is the contact, or the beginning of a continuing one.

    ``ended`` goes with a continuing contact; None there means that it is not known to have ended. A one-off contact
    at an uncertain time is one ``began`` with precision "between".
    """

    adult: PersonRef
    pupil: PersonRef
    platform: str
    began: Moment
    ended: Moment | None = None
    direction: Direction = Direction.NOT_KNOWN
    visibility: Visibility = Visibility.NOT_KNOWN
    extent: Extent = Extent.NOT_KNOWN
    how_it_came_to_light: str = ""
    came_to_attention: Moment | None = None
    content_seen: ContentSeen = ContentSeen.NOT_KNOWN
    initiated: Initiator = Initiator.NOT_KNOWN
    handled: Handling = Handling.NOT_KNOWN
    head_told: Moment | None = None
    head_told_by: HeadToldBy = HeadToldBy.NOT_KNOWN
    protocol: Protocol = Protocol.NOT_KNOWN


class VerdictCode(StrEnum):
    """What the register shows about a contact."""

    ACKNOWLEDGED_BEFORE = "acknowledged_before"
    BEGAN_BEFORE_ACKNOWLEDGEMENT = "began_before_acknowledgement"
    SAME_DAY_ORDER_UNKNOWN = "same_day_order_unknown"
    ORDER_UNKNOWN = "order_unknown"
    """As above, where the time of the contact or of a step is known less well than to the day."""
    DECLARED_NOT_ACKNOWLEDGED = "declared_not_acknowledged"
    ACKNOWLEDGED_ONLY_LATER = "acknowledged_only_later"
    LAPSED_OR_ENDED = "lapsed_or_ended"
    REFUSED = "refused"
    NONE_ON_REGISTER = "none_on_register"
    ADULT_NOT_IN_POST = "adult_not_in_post"
    PUPIL_NOT_ON_ROLL = "pupil_not_on_roll"
    OUTSIDE_PROTOCOL = "outside_protocol"
    """Acknowledged before, and said to go beyond what was agreed."""
    AGAINST_RULE = "against_rule"
    """The school's own switch on parents or former pupils says no."""
    CAUTION_ASKED = "caution_asked"
    """The school's own switch asks for caution, and for no declaration."""


class WarningCode(StrEnum):
    """What a reader must also know. Stable, so that a screen can choose an icon or a link."""

    REGISTER_NOT_COMPLETE = "register_not_complete"
    CONDITIONS = "conditions"
    LATE_ENTRY = "late_entry"
    FORMER_PUPIL = "former_pupil"
    FORMER_PUPIL_UNDER_18 = "former_pupil_under_18"
    SIBLING_ON_ROLL = "sibling_on_roll"
    UNDER_MINIMUM_AGE = "under_minimum_age"
    POST_DATES = "post_dates"
    ROLL_DATES = "roll_dates"
    OTHER_DECLARATION = "other_declaration"
    SEVERAL_DECLARATIONS = "several_declarations"
    CHANGE_WAITING = "change_waiting"
    REVIEW_OVERDUE = "review_overdue"
    NO_SIGNED_SHEET = "no_signed_sheet"
    OWN_ACKNOWLEDGEMENT = "own_acknowledgement"
    CONTINUES = "continues"
    NOT_DISCUSSED = "not_discussed"
    FAMILY_LINK_NOTED = "family_link_noted"
    NOT_REJECTED = "not_rejected"
    HEAD_NOT_TOLD = "head_not_told"
    OUTSIDE_PROTOCOL = "outside_protocol"
    RULE_NOT_ANSWERED = "rule_not_answered"
    CHILD_ON_ROLL = "child_on_roll"


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to know beside the verdict."""

    code: WarningCode
    sentence: str


@dataclass(frozen=True, slots=True)
class EntryReliedOn:
    """One register entry as it stood when the verdict was given."""

    declaration: Reference
    version: int
    step: StepKind
    label: str
    took_effect: Moment
    entered_at: datetime
    entered_by: str
    by: PersonRef
    says: str


class PointKind(StrEnum):
    """What a point on the drawn timeline is."""

    CONTACT = "contact"
    CONTACT_ENDED = "contact_ended"
    REPORTED = "reported"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class TimelinePoint:
    """One labelled point for drawing, in order of time as far as it is known."""

    kind: PointKind
    label: str
    at: Moment
    step: StepKind | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A frozen answer. ``register_code`` is what the register alone shows, whoever was in post or on roll."""

    code: VerdictCode
    register_code: VerdictCode
    title: str
    sentences: tuple[str, ...]
    conditions: tuple[str, ...]
    protocol: str
    clauses: tuple[str, ...]
    """Clause numbers ("004 §6.7"); their text is in the catalogue."""
    pupil_age_from: int | None
    pupil_age_to: int | None
    """The same as ``pupil_age_from`` unless a birthday lies in the range."""
    pupil_age_words: str
    cautions: tuple[Caution, ...]
    entries: tuple[EntryReliedOn, ...]
    timeline: tuple[TimelinePoint, ...]
    question: ContactQuestion
    known_at: datetime
    decides: str
    """Title of whoever decides what follows; never the adult's own."""
    closing_question: str = "Does anything in the content worry you?"
    other_side: OtherSide = OtherSide.PUPIL
    credits: tuple[str, ...] = ()
    """What speaks for the adult: a report of their own, a request rejected outright."""


@dataclass(frozen=True, slots=True)
class RegisterState:
    """Since when every adult's declaration or nil return is on this register; None: not yet complete."""

    complete_since: date | None = None
