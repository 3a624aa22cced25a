"""What pages show of a referral being prepared: fields by section, how ready it is, and its clock."""

from dataclasses import dataclass

from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.domain.forms import FieldKind, Packaging
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.form_places import Place
from safeguard_app.services.referral_life import LifeView
from safeguard_app.services.status import StatusLine


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of the form. ``key`` names it when answering; a field asked of each child has one key per child.

    ``text`` is the answer, or the reason why it is not known, not asked or withheld. ``allowed`` are the form's own
    answers, ``unknown`` the wordings that may stand where nothing is known.
    """

    key: str
    label: str
    help: str
    kind: FieldKind
    required: bool
    state: AnswerState
    text: str
    printed: str
    """The answer as it will print."""
    from_record: bool
    """Filled from the record and not touched since: it follows the record until somebody answers it."""
    allowed: tuple[str, ...]
    unknown: tuple[str, ...]
    place: Place = Place.HERE
    """Where it is answered so that every form has it; HERE: in the form alone."""
    person: Reference | None = None
    """On whose page, where that is the register."""
    known: str = ""
    """What the log knows where that is a part of what is asked."""
    rest: str = ""
    """What is asked besides that: still open, or said to be not known where ``state`` says so."""
    verbatim: bool = False
    """What somebody said or wrote: it prints as their words, and not as one answer among others."""


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section (for each child, one) with its fields and its count: "9 of 13"."""

    id: str
    title: str
    help: str
    fields: tuple[FieldView, ...]
    answered: int
    asked: int
    count: str
    status: StatusLine


@dataclass(frozen=True, slots=True)
class EarlierConcern:
    """An earlier concern about the same adult, from what this user may open. Printed only when ticked."""

    incident: Reference
    case: str
    category: str
    when: str
    summary: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class ReferralView:
    """A referral being prepared."""

    record: Reference
    version: int
    incident: Reference
    title: str
    case: str
    people: str
    to: str
    due: StatusLine | None
    clock_line: str
    sections: tuple[SectionView, ...]
    answered: int
    asked: int
    empty: tuple[FieldView, ...]
    """What is still asked; a field known in part among them."""
    not_known: tuple[FieldView, ...]
    counts: str
    """ "33 of 37 known, 2 in part, 3 that must be answered"."""
    earlier: tuple[EarlierConcern, ...]
    urgent_not_checked: bool
    notes: tuple[str, ...]
    """What the form says of itself: to ring first, and in some nations to confirm the route."""
    life: LifeView | None = None
    """What became of it so far."""
    packaging: Packaging = Packaging.ADULT
    steps: bool = True
    """Whether somebody decides on it, so that steps are recorded; not of a record or a report."""
    required: tuple[FieldView, ...] = ()
    """What nobody answered yet, or not all of it, and the form must have."""
    printed_notes: tuple[str, ...] = ()
    contact: str = ""
    """Where the form is sent and whom to ring, as its authority says."""
    holds_nothing_up: str = "Nothing here holds a referral up. Empty answers go as empty."
    form: str = ""
    """Which form of the catalogue it is."""


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """A referral in a list."""

    record: Reference
    incident: Reference
    case: str
    title: str
    people: str
    begun: str
    counts: str
    due: StatusLine | None
    issued: str
    step: str = ""
    """The last step, in words."""
