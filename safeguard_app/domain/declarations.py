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


@dataclass(frozen=True, slots=True)
class DeclaredPupil:
    """One pupil of a declaration. ``relation`` is what the *adult* is to the pupil ("aunt")."""

    pupil: PersonRef
    relation: Relation
    words: str = ""
    household: Household = Household.NOT_KNOWN
    adult_handles: tuple[Handle, ...] = ()
    pupil_handles: tuple[Handle, ...] = ()
    teaches_or_supervises: Teaches = Teaches.NOT_KNOWN
    parents_aware: ParentsAware = ParentsAware.NOT_KNOWN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one adult declares about one or several pupils, with its history.

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


@dataclass(frozen=True, slots=True)
class FiledDeclaration:
    """A declaration with the reference and version under which the vault keeps it."""

    reference: Reference
    version: int
    declaration: Declaration
