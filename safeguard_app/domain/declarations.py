"""Declarations of family relationships (and other connections), and their dated history.

Policy 004 §6.7-6.9: the one exception to "no contact with pupils on social media" is a family member, when the
relationship has been made known to the Headteacher, discussed, acknowledged in advance, and the agreed protocol is
kept. So each step carries its own date, time and how, apart from when it was entered here.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from safeguard_app.domain.identifiers import Reference, UserId
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import Handle, OfficeKind, PersonRef, Relation, Withdrawal


class DeclarationKind(StrEnum):
    """What is declared. Only FAMILY_RELATIONSHIP is the exception of policy 004 §6.7."""

    FAMILY_RELATIONSHIP = "family_relationship"
    FRIENDSHIP = "friendship"
    FORMER_PUPIL = "former_pupil"
    OTHER = "other"


class StepKind(StrEnum):
    """One thing that happened in the life of a declaration."""

    DECLARED = "declared"
    DISCUSSED = "discussed"
    ACKNOWLEDGED = "acknowledged"
    ACKNOWLEDGED_WITH_CONDITIONS = "acknowledged_with_conditions"
    REFUSED = "refused"
    SUPERSEDED = "superseded"
    """Another declaration took its place."""
    ENDED = "ended"
    REVIEW_SET = "review_set"
    REVIEWED = "reviewed"
    MORE_INFORMATION = "more_information"
    """Whoever decides wants to know more first: the declaration stays open."""


class How(StrEnum):
    """How a step was done."""

    SIGNED_PAPER = "signed_paper"
    IN_PERSON = "in_person"
    ON_SCREEN = "on_screen"
    """Signed in with their own passphrase."""


class ParentsAware(StrEnum):
    """Whether the pupil's parents know of the relationship."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class Household(StrEnum):
    """Whether the adult and the pupil live together. Not asked is not known: nobody is taken to live apart."""

    SAME = "same"
    PART = "part"
    SEPARATE = "separate"
    NOT_KNOWN = "not_known"


class Teaches(StrEnum):
    """Whether the adult teaches, assesses or supervises the pupil."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class OtherSide(StrEnum):
    """Whom a declaration is about (domain.md 8, "Other person")."""

    PUPIL = "pupil"
    PARENT = "parent"
    FORMER_PUPIL = "former_pupil"
    OTHER = "other"
    MAY_POSE_RISK = "may_pose_risk"
    """Somebody who may pose a risk to children: an association that has to be openly known."""


class Connection(StrEnum):
    """How two people are connected who are no family (domain.md 8, "Relationship")."""

    NOT_SAID = ""
    FRIEND_OF_FAMILY = "friend_of_family"
    PARENT_FRIENDSHIP = "parent_friendship"
    CHILDS_FRIEND = "childs_friend"
    CLUB_OR_FAITH_GROUP = "club_or_faith_group"
    TUITION = "tuition"
    NEIGHBOUR = "neighbour"
    TAUGHT_BEFORE = "taught_before"
    PARTNER_OF_COLLEAGUE = "partner_of_colleague"
    LIVES_WITH = "lives_with"
    OTHER = "other"


class ContactWay(StrEnum):
    """A way in which two people are in touch (domain.md 8, "Nature of contact")."""

    IN_PERSON = "in_person"
    TELEPHONE = "telephone"
    SOCIAL_MEDIA = "social_media"
    MESSAGING_GROUP = "messaging_group"
    TRANSPORT = "transport"
    OVERNIGHT = "overnight"
    TUITION = "tuition"
    BABYSITTING = "babysitting"


class Said(StrEnum):
    """An answer to a question of fact. What was not asked is not known."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step. ``at`` is when it took effect; ``entered_at`` when it was written into this log.

    ``capacity`` is the office in which ``by`` acted (acknowledging, refusing). ``review_on`` goes with REVIEW_SET
    and may go with an acknowledgement. ``document`` names the scanned signed sheet.
    """

    kind: StepKind
    at: Moment
    how: How
    by: PersonRef
    entered_at: datetime
    entered_by: UserId
    entered_by_name: str
    capacity: OfficeKind | None = None
    present: tuple[PersonRef, ...] = ()
    conditions: tuple[str, ...] = ()
    protocol: str = ""
    note: str = ""
    review_on: date | None = None
    document: Reference | None = None
    withdrawn: Withdrawal | None = None
    risk: str = ""
    """The risk that was considered when it was decided (domain.md 8)."""
    mitigations: str = ""
    """What the decision asks for where the adult teaches, assesses or supervises the pupil."""
    copy_to: str = ""
    """To whom a copy of the decision went: usually the safeguarding lead."""
    copy_on: date | None = None


@dataclass(frozen=True, slots=True)
class DeclaredPupil:
    """One person whom a declaration is about: a pupil, or whoever ``side`` says.

    ``relation`` is what the *adult* is to a pupil of their family ("aunt"); with other kinds ``connection`` says how
    they are connected. ``before_post`` and ``outside_school`` are what the policies ask of a friendship with a parent
    (000 L37, 001 L86). ``children`` are a parent's children at the school.
    """

    pupil: PersonRef
    relation: Relation
    words: str = ""
    household: Household = Household.NOT_KNOWN
    adult_handles: tuple[Handle, ...] = ()
    pupil_handles: tuple[Handle, ...] = ()
    teaches_or_supervises: Teaches = Teaches.NOT_KNOWN
    parents_aware: ParentsAware = ParentsAware.NOT_KNOWN
    note: str = ""
    side: OtherSide = OtherSide.PUPIL
    connection: Connection = Connection.NOT_SAID
    since: str = ""
    """Since when they know each other, as it was said."""
    ways: tuple[ContactWay, ...] = ()
    before_post: Said = Said.NOT_KNOWN
    """Whether they knew each other before the adult came to work here."""
    outside_school: Said = Said.NOT_KNOWN
    """Whether they are friends apart from the school."""
    children: tuple[PersonRef, ...] = ()
    tuition_paid: Said = Said.NOT_KNOWN
    tuition_at_school: Said = Said.NOT_KNOWN
    """Whether the tuition is held on the school's site or arranged or paid through the school."""
    mitigations: str = ""
    """What is already done about it where the adult teaches, assesses or supervises the pupil."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one adult declares about one or several people, with its history.

    ``steps`` stand in the order in which they took effect; where dates cannot tell, in the order given by whoever
    entered them. Steps are only ever added or withdrawn, never removed.
    """

    kind: DeclarationKind
    adult: PersonRef
    pupils: tuple[DeclaredPupil, ...]
    steps: tuple[Step, ...]
    nature: str = ""
    """What contact there is: in person, telephone, platforms, groups."""
    note: str = ""
    entered_in_error: Withdrawal | None = None
    department: str = ""
    """Where the adult works in the school, as they say it; the register of people keeps none."""
    line_manager: str = ""


@dataclass(frozen=True, slots=True)
class FiledDeclaration:
    """A declaration with the reference and version under which the vault keeps it."""

    reference: Reference
    version: int
    declaration: Declaration
