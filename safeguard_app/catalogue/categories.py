"""Categories of incident: what a good record of each contains and what has to happen first.

Every text may hold placeholders such as ``{head}``; :mod:`safeguard_app.catalogue.words` fills them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.catalogue.choices import Choice, ListName
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.nations import Nation

ADULT_OF_CONCERN = "adult_of_concern"
"""The role of an adult who works here and whose conduct is the concern."""


class Asked(StrEnum):
    """When a question is put: while the concern is taken down, or later, when it is triaged."""

    CAPTURE = "capture"
    TRIAGE = "triage"


class QuestionKind(StrEnum):
    """What an answer looks like."""

    TEXT = "text"
    YES_NO_UNKNOWN = "yes-no-unknown"
    CHOICE = "choice"
    CHOICES = "choices"
    PERSON = "person"
    DATE = "date"


class RiskArea(StrEnum):
    """The four areas of online risk (England's statutory guidance 2026, para 165), or none of them."""

    CONTENT = "content"
    CONTACT = "contact"
    CONDUCT = "conduct"
    COMMERCE = "commerce"
    NONE = "none"


class CategoryGroup(StrEnum):
    """How categories are gathered in the picker, in this order."""

    MAIN = "main"
    CHILDREN = "children"
    POSTS = "posts"
    ADULTS = "adults"
    UNSORTED = "unsorted"


class HoldKind(StrEnum):
    """What waits until someone has advised: see ``Hold``."""

    SPEAK_TO_ADULT = "speak_to_adult"
    TELL_PARENTS = "tell_parents"
    SPEAK_TO_CHILD = "speak_to_child"
    TOUCH_DEVICE = "touch_device"
    REMOVE_POST = "remove_post"


class Doer(StrEnum):
    """Who takes a first action, in the nation's words. ``HEAD`` becomes whoever takes the head's place."""

    ANYONE = "anyone"
    LEAD = "lead"
    HEAD = "head"
    REPORTER = "reporter"
    GOVERNORS = "governors"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a category. ``id`` is unique within its category and never changes its meaning.

    ``options`` or ``options_from`` (one of the lists) for the two choice kinds, neither for the rest. ``when_role``:
    only put when somebody has that role.
    """

    id: str
    text: str
    kind: QuestionKind
    asked: Asked = Asked.TRIAGE
    options: tuple[Choice, ...] = ()
    options_from: ListName | None = None
    help: str = ""
    nations: tuple[Nation, ...] = ()
    when_role: str = ""

    def serves(self, nation: Nation) -> bool:
        """Whether this question is asked in ``nation``."""
        return not self.nations or nation in self.nations

    def applies_to(self, roles: Collection[str]) -> bool:
        """Whether this question is put when these roles are taken."""
        return _applies(self.when_role, roles)


@dataclass(frozen=True, slots=True)
class FirstAction:
    """Something to do first. ``clock`` is a clock's id or empty; ``agency`` an agency's id or empty.

    The contact kept for that agency is shown beside the action. ``agency_about_head``: the agency that is shown there
    instead when the head is the subject. ``when_role``: only proposed, and its clock only runs, when somebody has that
    role.
    """

    id: str
    text: str
    who: Doer
    clock: str = ""
    agency: str = ""
    nations: tuple[Nation, ...] = ()
    when_role: str = ""
    agency_about_head: str = ""

    def serves(self, nation: Nation) -> bool:
        """Whether this action is proposed in ``nation``."""
        return not self.nations or nation in self.nations

    def rings(self, *, head_is_subject: bool) -> str:
        """The id of the agency to ring, or empty."""
        return (self.agency_about_head if head_is_subject else "") or self.agency


@dataclass(frozen=True, slots=True)
class Hold:
    """What must not happen before advice: answered "held, on whose advice, until when", or "not held" with a reason.

    ``when_role``: only shown when somebody has that role.
    """

    id: str
    kind: HoldKind
    title: str
    text: str
    reason: str
    nations: tuple[Nation, ...] = ()
    when_role: str = ""

    def serves(self, nation: Nation) -> bool:
        """Whether this hold is shown in ``nation``."""
        return not self.nations or nation in self.nations


@dataclass(frozen=True, slots=True)
class IncidentRole:
    """What a person is to an incident, in neutral words. ``home`` overrides the category's compartment when taken."""

    code: str
    label: str
    help: str
    home: Compartment | None = None


@dataclass(frozen=True, slots=True)
class ExpectedEvidence:
    """One thing a complete set of evidence has. ``fact`` is the field of
    :class:`~safeguard_app.domain.evidence.CaptureFacts` that satisfies it, or ``file`` for the file itself."""

    code: str
    label: str
    help: str
    fact: str


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of incident: definition, questions, clauses, first actions, holds, referrals, and where it is kept.

    ``evidence_closed``: no file is ever taken in (indecent images). ``asks_material``: what is taken in
    is asked first, as terrorism material may turn up. ``check_contact``: a contact check belongs to it.
    ``harm_threshold``: the four limbs are asked when an adult of concern is part of it. ``evidence`` are codes of
    :class:`ExpectedEvidence`. ``capture_note`` stands beside the button that adds evidence.
    """

    code: str
    name: str
    group: CategoryGroup
    order: int
    definition: str
    home: Compartment
    risk_area: RiskArea
    roles: tuple[str, ...]
    questions: tuple[Question, ...]
    actions: tuple[FirstAction, ...]
    clauses: tuple[str, ...] = ()
    holds: tuple[Hold, ...] = ()
    referrals: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    immediate_safety: str = ""
    capture_note: str = ""
    evidence_closed: bool = False
    asks_material: bool = False
    check_contact: bool = False
    harm_threshold: bool = False

    def questions_for(
        self, nation: Nation, asked: Asked | None = None, roles: Collection[str] | None = None
    ) -> tuple[Question, ...]:
        """The questions put in ``nation``, in order; only those of one occasion when ``asked`` is given.

        ``roles`` are the roles taken so far; without them, questions that depend on a role are in.
        """
        found = (one for one in self.questions if one.serves(nation) and _applies(one.when_role, roles))
        return tuple(one for one in found if asked in (None, one.asked))

    def actions_for(self, nation: Nation, roles: Collection[str] | None = None) -> tuple[FirstAction, ...]:
        """The first actions proposed in ``nation``, in order; ``roles`` as for questions."""
        return tuple(one for one in self.actions if one.serves(nation) and _applies(one.when_role, roles))

    def holds_for(self, nation: Nation, roles: Collection[str] | None = None) -> tuple[Hold, ...]:
        """The holds shown in ``nation``, in order; ``roles`` as for questions."""
        return tuple(one for one in self.holds if one.serves(nation) and _applies(one.when_role, roles))

    def asks_harm_threshold(self, roles: Collection[str] = ()) -> bool:
        """Whether the four limbs are asked: about an adult who works here, and only then."""
        return self.harm_threshold and (self.home is Compartment.ADULTS or ADULT_OF_CONCERN in roles)


def _applies(when_role: str, roles: Collection[str] | None) -> bool:
    return not when_role or roles is None or when_role in roles
