"""People of the register: pupils, former pupils, staff of every kind the policies list, parents, others, accounts.

Adult types follow policy 004 §2.1. Dates in post and on roll are kept because the contact check asks who somebody was
on a given day, not who they are now.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.periods import ALWAYS, Period
from safeguard_app.domain.person_facts import (
    FurtherName,
    HeldStatus,
    NotToBeUsed,
    Professional,
    TellingRule,
)


class PersonKind(StrEnum):
    """What somebody is to the school."""

    PUPIL = "pupil"
    FORMER_PUPIL = "former_pupil"
    STAFF = "staff"
    """Any adult of policy 004 §2.1: employees, volunteers, governors and the rest. The post says which."""
    PARENT_CARER = "parent_carer"
    OTHER = "other"
    UNKNOWN_PERSON = "unknown_person"
    """Somebody seen or described, not yet named."""
    ACCOUNT_ONLY = "account_only"
    """A bare username; who is behind it is not known."""


class AdultType(StrEnum):
    """How an adult comes to work with the school (policy 004 §2.1)."""

    EMPLOYEE = "employee"
    SUPPLY = "supply"
    AGENCY = "agency"
    TRAINEE = "trainee"
    APPRENTICE = "apprentice"
    SELF_EMPLOYED = "self_employed"
    CONSULTANT = "consultant"
    CONTRACTOR = "contractor"
    VOLUNTEER = "volunteer"
    GOVERNOR = "governor"
    OTHER = "other"


class OfficeKind(StrEnum):
    """Offices that decide who may acknowledge, decide and be told."""

    HEADTEACHER = "headteacher"
    ACTING_HEADTEACHER = "acting_headteacher"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    TRUST_LEAD = "trust_lead"
    """Chief executive of a trust, who may act where a chair would."""
    AUTHORITY_OFFICER = "authority_officer"
    """Officer of the education authority, where there is no governing body (confirm with your authority)."""
    DSL = "dsl"
    DEPUTY_DSL = "deputy_dsl"


class HandleConfidence(StrEnum):
    """How sure it is that an account is this person's."""

    CONFIRMED = "confirmed"
    PROBABLE = "probable"
    SUSPECTED = "suspected"


class Relation(StrEnum):
    """What a relative is to somebody. Words such as "aunt" go beside it, in ``words``."""

    PARENT = "parent"
    STEP_PARENT = "step_parent"
    PARENTS_PARTNER = "parents_partner"
    FOSTER_CARER = "foster_carer"
    GUARDIAN = "guardian"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    STEP_SIBLING = "step_sibling"
    AUNT_OR_UNCLE = "aunt_or_uncle"
    COUSIN = "cousin"
    CHILD = "child"
    STEP_CHILD = "step_child"
    FOSTERED_CHILD = "fostered_child"
    WARD = "ward"
    GRANDCHILD = "grandchild"
    NIECE_OR_NEPHEW = "niece_or_nephew"
    SPOUSE_OR_PARTNER = "spouse_or_partner"
    IN_LAW = "in_law"
    OTHER_RELATIVE = "other_relative"
    FRIEND_OF_FAMILY = "friend_of_family"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Handle:
    """An account on a platform. ``name`` as it is shown there, with or without "@"."""

    platform: str
    name: str
    confidence: HandleConfidence = HandleConfidence.SUSPECTED
    how_known: str = ""
    claimed_owner: str = ""
    """Whose it says it is, or is said to be, where that is not the person it stands with."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post an adult holds or held; ``title`` is what people call it ("Midday supervisor")."""

    adult_type: AdultType
    title: str
    period: Period = ALWAYS
    employer: str = ""
    """The agency or contractor, where the school is not the employer."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office held from-to: an acting Headteacher has both dates."""

    kind: OfficeKind
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class FamilyLink:
    """One relative of the person the link stands on.

    ``relation`` is what *that relative* is to this person (on a pupil's page: AUNT_OR_UNCLE, "aunt").
    """

    person: RecordId
    relation: Relation
    words: str = ""
    household: bool = False
    parental_responsibility: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An entry taken back: it stays on file, and counts no longer from ``at`` on."""

    at: datetime
    by_name: str
    reason: str


class NumberKind(StrEnum):
    """Whose number it is that a school's system knows somebody by."""

    UPN = "upn"
    """Unique pupil number: it stays with a pupil from school to school."""
    ADMISSION = "admission"
    """The school's own number of a pupil."""
    STAFF = "staff"
    """The school's or the payroll's number of somebody who works there."""


@dataclass(frozen=True, slots=True)
class PersonNumber:
    """A number by which the school's own system knows somebody, as it is written there."""

    kind: NumberKind
    value: str


@dataclass(frozen=True, slots=True)
class Merged:
    """This entry was found to be the same person as another, under which everything about them now stands."""

    into: RecordId
    at: datetime
    by_name: str
    reason: str
    version: int = 0
    """The version of the other entry that the merge wrote."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the register. The record's id and version belong to the vault; see :class:`KnownPerson`."""

    name: str
    kind: PersonKind
    known_as: str = ""
    date_of_birth: date | None = None
    year_group: str = ""
    """As the school says it: "Year 4", "Reception", "P7", "S2"."""
    class_name: str = ""
    on_roll: tuple[Period, ...] = ()
    posts: tuple[Post, ...] = ()
    offices: tuple[Office, ...] = ()
    handles: tuple[Handle, ...] = ()
    family: tuple[FamilyLink, ...] = ()
    telephone: str = ""
    email: str = ""
    safe_to_contact: str = ""
    """For parents and carers: anything to know before ringing; empty when nothing is known against it."""
    interpreter: str = ""
    note: str = ""
    entered_in_error: Withdrawal | None = None
    names: tuple[FurtherName, ...] = ()
    statuses: tuple[HeldStatus, ...] = ()
    telling_rules: tuple[TellingRule, ...] = ()
    not_to_be_used: tuple[NotToBeUsed, ...] = ()
    professionals: tuple[Professional, ...] = ()
    numbers: tuple[PersonNumber, ...] = ()
    merged_into: Merged | None = None
    merged_from: tuple[RecordId, ...] = ()
    """Entries that were merged into this one: records that name those are about this person."""
    told_apart: tuple[RecordId, ...] = ()
    """Entries that look like this one and were found to be other people."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person with the reference under which the vault keeps them."""

    reference: Reference
    person: Person


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person named in another record: the reference and a frozen copy of what was known then.

    The copy stays readable where the person's own record cannot be opened, and does not change when they do.
    ``reference`` is None for somebody named in words only.
    """

    reference: Reference | None
    name: str
    description: str = ""
