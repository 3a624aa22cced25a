"""What a declaration and each of its steps must satisfy, and how its history grows.

Nobody acknowledges their own. The Headteacher's own is acknowledged by the Chair (or whoever the nation and the school
put in that place), and an acting Headteacher acts only between their dates. Nothing is acknowledged before it is
declared. History is added to and withdrawn from, never rewritten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta, tzinfo
from itertools import combinations

from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.declarations import (
    Declaration,
    DeclarationKind,
    DeclaredPupil,
    OtherSide,
    Step,
    StepKind,
)
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.moments import (
    Precision,
    certainly_before,
    check_moment,
    days_of,
    span_of,
)
from safeguard_app.domain.people import Office, OfficeKind, PersonRef, Withdrawal
from safeguard_app.domain.person_checks import cleaned_handle
from safeguard_app.domain.person_rules import HEAD_OFFICES, holds_office, same_person
from safeguard_app.domain.standing import ACKNOWLEDGEMENTS
from safeguard_app.domain.text_rules import STATEMENT_LIMIT, checked_line, checked_name, checked_text
from safeguard_app.domain.title_words import TitleWords

DECISIONS = ACKNOWLEDGEMENTS | {StepKind.REFUSED, StepKind.MORE_INFORMATION}
"""Steps that only somebody with the office for it may take."""
MOST_PUPILS = 50
MOST_STEPS = 500
MOST_CONDITIONS = 30
CLOCK_ALLOWANCE = timedelta(minutes=5)
"""How far a step may lie after its own entry: two clocks in one school differ by a few minutes."""


@dataclass(frozen=True, slots=True)
class Acknowledgers:
    """The offices that may decide: for staff, and for whoever is Headteacher. The nation and the school choose."""

    for_staff: tuple[OfficeKind, ...] = (OfficeKind.HEADTEACHER, OfficeKind.ACTING_HEADTEACHER)
    for_head: tuple[OfficeKind, ...] = (OfficeKind.CHAIR, OfficeKind.VICE_CHAIR, OfficeKind.TRUST_LEAD)


DEFAULT_ACKNOWLEDGERS = Acknowledgers()


@dataclass(frozen=True, slots=True)
class OfficesKnown:
    """The offices of the two people of a decision: the declaring adult, and whoever decides.

    ``deciding`` is None when the person who decides is not on the people register; then the step's own ``capacity``
    is taken as it was entered.
    """

    declaring: tuple[Office, ...] = ()
    deciding: tuple[Office, ...] | None = None


def declares_as_head(offices: tuple[Office, ...], step: Step, zone: tzinfo) -> bool:
    """Whether the declaring adult was (or may have been) Headteacher or acting Headteacher on the step's day."""
    days = days_of(step.at, zone)
    if days is None:
        return any(office.kind in HEAD_OFFICES for office in offices)
    return any(holds_office(offices, HEAD_OFFICES, day) for day in days)


def decision_fault(
    declaration: Declaration,
    step: Step,
    offices: OfficesKnown,
    zone: tzinfo,
    who: Acknowledgers,
    words: TitleWords,
) -> str:
    """Why ``step`` may not be decided by the person named, or "" when it may. Other kinds of step always may."""
    if step.kind not in DECISIONS:
        return ""
    if same_person(step.by, declaration.adult):
        return "Nobody can acknowledge or refuse their own declaration."
    by_head = declares_as_head(offices.declaring, step, zone)
    allowed = who.for_head if by_head else who.for_staff
    if step.capacity not in allowed:
        decides = words.chair if by_head else words.head
        own = f"The {words.head}’s own declaration" if by_head else "This"
        return f"{own} is decided by the {decides}. Choose who decided, and in which office."
    if offices.deciding is None:
        return ""
    days = days_of(step.at, zone)
    if days is None or all(holds_office(offices.deciding, (step.capacity,), day) for day in days):
        return ""
    return "This person does not hold that office on the date of the step. Check the date, or the office’s dates."


def check_step(
    declaration: Declaration,
    step: Step,
    offices: OfficesKnown,
    zone: tzinfo,
    who: Acknowledgers,
    words: TitleWords,
) -> None:
    """Refuse a new ``step`` that breaks a rule. Fields named: ``by``, ``at``, ``conditions``, ``review_on``."""
    faults: dict[str, str] = {}
    if sentence := decision_fault(declaration, step, offices, zone, who, words):
        faults["by"] = sentence
    if sentence := _moment_fault(step):
        faults["at"] = sentence
    faults.update(_condition_faults(step))
    if step.kind is StepKind.MORE_INFORMATION and not step.note.strip():
        faults["note"] = "Say what is asked for, so that the adult can answer it."
    faults.update(_review_faults(step, zone))
    if faults:
        raise RuleViolation(faults)
    _check_history(with_step(declaration, step, check=False))


def _moment_fault(step: Step) -> str:
    try:
        check_moment(step.at, "at")
    except RuleViolation as refused:
        return refused.fields["at"]
    if step.at.precision is Precision.UNKNOWN:
        return "Enter when this happened. If only a range is known, choose “between”."
    earliest = span_of(step.at).earliest
    if earliest is not None and earliest > step.entered_at + CLOCK_ALLOWANCE:
        return "This is in the future. Enter it once it has happened."
    return ""


def _condition_faults(step: Step) -> dict[str, str]:
    conditional = step.kind is StepKind.ACKNOWLEDGED_WITH_CONDITIONS
    if conditional and not any(condition.strip() for condition in step.conditions):
        return {"conditions": "Enter the conditions, or acknowledge without conditions."}
    if step.conditions and not conditional:
        return {"conditions": "Only an acknowledgement with conditions carries them."}
    if len(step.conditions) > MOST_CONDITIONS:
        return {"conditions": f"Keep to {MOST_CONDITIONS} conditions."}
    return {}


def _review_faults(step: Step, zone: tzinfo) -> dict[str, str]:
    if step.kind is StepKind.REVIEW_SET and step.review_on is None:
        return {"review_on": "Enter when it is to be reviewed."}
    days = days_of(step.at, zone)
    if step.review_on is not None and days is not None and step.review_on < days[0]:
        return {"review_on": "The review is before the step itself. Check both dates."}
    return {}


def with_step(declaration: Declaration, step: Step, *, check: bool = True) -> Declaration:
    """The declaration with ``step`` put where it belongs in the order of effect.

    It goes before the first step that is certainly later, else to the end: where dates cannot tell, what is entered
    later counts as having happened later. Raises RuleViolation when the history then breaks a rule.
    """
    later = (
        place
        for place, other in enumerate(declaration.steps)
        if other.withdrawn is None and certainly_before(step.at, other.at)
    )
    place = next(later, len(declaration.steps))
    grown = replace(declaration, steps=(*declaration.steps[:place], step, *declaration.steps[place:]))
    if check:
        _check_history(grown)
    return grown


def with_withdrawn(declaration: Declaration, place: int, withdrawal: Withdrawal) -> Declaration:
    """The declaration with the step at ``place`` taken back: it stays on file and no longer counts."""
    step = declaration.steps[place]
    if step.withdrawn is not None:
        raise RuleViolation({"steps": "This entry has already been taken back."})
    if not withdrawal.reason.strip():
        raise RuleViolation({"reason": "Enter why it is taken back."})
    steps = list(declaration.steps)
    steps[place] = replace(step, withdrawn=withdrawal)
    return replace(declaration, steps=tuple(steps))


def _check_history(declaration: Declaration) -> None:
    """Refuse a history out of order, or one that decides what nobody had declared."""
    standing_steps = tuple(step for step in declaration.steps if step.withdrawn is None)
    for earlier, later in combinations(standing_steps, 2):
        if certainly_before(later.at, earlier.at):
            raise RuleViolation({"at": "The steps are not in the order of their dates. Check each date."})
    open_now = False
    for step in standing_steps:
        if step.kind is StepKind.DECLARED:
            open_now = True
        elif not open_now:
            raise RuleViolation({"at": _NOT_DECLARED[step.kind in DECISIONS]})
        elif step.kind in {StepKind.SUPERSEDED, StepKind.ENDED}:
            open_now = False


_NOT_DECLARED = {
    True: "Nothing had been declared at that date, so there was nothing to acknowledge. Check the date.",
    False: "Nothing had been declared at that date, or it had ended. Enter the declaration first.",
}


def checked_declaration(declaration: Declaration, zone: tzinfo) -> Declaration:
    """The declaration with every field cleaned. Raises RuleViolation naming the fields that break a rule.

    Fields named: ``adult``, ``pupils``, ``steps``, ``at``, ``nature``, ``note``, ``department``,
    ``line_manager``.
    """
    if not declaration.pupils:
        raise RuleViolation({"pupils": "Add the person whom it is about."})
    if len(declaration.pupils) > MOST_PUPILS or len(declaration.steps) > MOST_STEPS:
        raise RuleViolation({"pupils": f"Keep to {MOST_PUPILS} people in one declaration."})
    for place, declared in enumerate(declaration.pupils):
        if same_person(declared.pupil, declaration.adult):
            raise RuleViolation(
                {"pupils": "Nobody declares themself: both are the same person. Choose again."}
            )
        if any(same_person(declared.pupil, other.pupil) for other in declaration.pupils[place + 1 :]):
            raise RuleViolation({"pupils": "The same person is listed twice. Keep one of the two."})
        if sentence := other_side_fault(declaration, declared):
            raise RuleViolation({"pupils": sentence})
    if not declaration.steps or declaration.steps[0].kind is not StepKind.DECLARED:
        raise RuleViolation({"steps": "A declaration begins with the day on which it was declared."})
    if any(
        same_person(s.by, declaration.adult) and s.kind in DECISIONS
        for s in declaration.steps
        if not s.withdrawn
    ):
        raise RuleViolation({"steps": "Nobody can acknowledge or refuse their own declaration."})
    _check_history(declaration)
    return replace(
        declaration,
        adult=_cleaned_ref(declaration.adult, "adult"),
        pupils=tuple(_cleaned_pupil(_of_its_side(declaration.kind, one)) for one in declaration.pupils),
        steps=tuple(_cleaned_step(step, zone) for step in declaration.steps),
        nature=checked_text(declaration.nature, "nature", STATEMENT_LIMIT),
        note=checked_text(declaration.note, "note"),
        department=checked_line(declaration.department, "department"),
        line_manager=checked_line(declaration.line_manager, "line_manager"),
    )


SIDES: Mapping[DeclarationKind, tuple[OtherSide, ...]] = {
    DeclarationKind.FAMILY_RELATIONSHIP: (OtherSide.PUPIL, OtherSide.FORMER_PUPIL),
    DeclarationKind.FRIENDSHIP: (OtherSide.PARENT, OtherSide.PUPIL),
    DeclarationKind.FORMER_PUPIL: (OtherSide.FORMER_PUPIL,),
    DeclarationKind.OTHER: (
        OtherSide.PUPIL,
        OtherSide.PARENT,
        OtherSide.FORMER_PUPIL,
        OtherSide.MAY_POSE_RISK,
        OtherSide.OTHER,
    ),
}
"""Whom each kind of declaration can be about, the usual one first."""


def other_side_fault(declaration: Declaration, declared: DeclaredPupil) -> str:
    """Why a declaration cannot be about this person, or "" when it can.

    A parent is not "family" of the school: 004 §6.7 excepts a pupil of one's own family, and nobody else. A child
    named under a parent is neither that parent nor the adult themself.
    """
    allowed = SIDES[declaration.kind]
    if declaration.kind is DeclarationKind.FAMILY_RELATIONSHIP and declared.side not in allowed:
        return "A family relationship is declared with a pupil. Choose another kind of declaration for anybody else."
    if declaration.kind is DeclarationKind.FRIENDSHIP and declared.side not in allowed:
        return "A friendship with a family is declared with the parent or the pupil. Choose “Another connection”."
    for child in declared.children:
        if same_person(child, declared.pupil) or same_person(child, declaration.adult):
            return f"{child.name} is named as their own child. Take that name out of the children."
    return ""


def _of_its_side(kind: DeclarationKind, declared: DeclaredPupil) -> DeclaredPupil:
    """Contact with a former pupil is with a former pupil, whatever an earlier version left unsaid."""
    sides = SIDES[kind]
    return replace(declared, side=sides[0]) if len(sides) == 1 else declared


def _cleaned_ref(person: PersonRef, field: str) -> PersonRef:
    return replace(
        person,
        name=checked_name(person.name, field),
        description=checked_line(person.description, field),
    )


def _cleaned_pupil(declared: DeclaredPupil) -> DeclaredPupil:
    return replace(
        declared,
        pupil=_cleaned_ref(declared.pupil, "pupils"),
        words=checked_name(declared.words, "pupils", required=False),
        adult_handles=tuple(cleaned_handle(handle, "pupils") for handle in declared.adult_handles),
        pupil_handles=tuple(cleaned_handle(handle, "pupils") for handle in declared.pupil_handles),
        note=checked_text(declared.note, "pupils", STATEMENT_LIMIT),
        since=checked_line(declared.since, "pupils"),
        ways=tuple(dict.fromkeys(declared.ways)),
        children=tuple(_cleaned_ref(child, "pupils") for child in declared.children),
        mitigations=checked_text(declared.mitigations, "pupils", STATEMENT_LIMIT),
    )


def _cleaned_step(step: Step, zone: tzinfo) -> Step:
    if sentence := _moment_fault(step):
        raise RuleViolation({"at": sentence})
    if faults := {**_condition_faults(step), **_review_faults(step, zone)}:
        raise RuleViolation(faults)
    return replace(
        step,
        at=replace(step.at, source=checked_line(step.at.source, "at")),
        by=_cleaned_ref(step.by, "by"),
        present=tuple(_cleaned_ref(person, "present") for person in step.present),
        conditions=tuple(checked_line(c, "conditions", required=True) for c in step.conditions),
        protocol=checked_text(step.protocol, "protocol", STATEMENT_LIMIT),
        note=checked_text(step.note, "note", STATEMENT_LIMIT),
        risk=checked_text(step.risk, "risk", STATEMENT_LIMIT),
        mitigations=checked_text(step.mitigations, "mitigations", STATEMENT_LIMIT),
        copy_to=checked_line(step.copy_to, "copy_to"),
    )


def check_succession(earlier: Declaration, later: Declaration) -> None:
    """Refuse a new version that rewrites history: who and what stay, steps are only added or taken back."""
    if earlier.kind is not later.kind or not same_person(earlier.adult, later.adult):
        raise RuleViolation({"adult": "Whose declaration it is cannot be changed. Enter a new one instead."})
    remaining = list(later.steps)
    for step in earlier.steps:
        kept = next((other for other in remaining if _continues(step, other)), None)
        if kept is None:
            raise RuleViolation(
                {"steps": "An entry made earlier is missing or changed. Take it back instead."}
            )
        remaining.remove(kept)


def _continues(step: Step, other: Step) -> bool:
    return other == step or (step.withdrawn is None and replace(other, withdrawn=None) == step)


def late_entry_words(step: Step, zone: tzinfo) -> str:
    """Both dates of a step entered on a later day than it took effect ("" when it was entered the same day)."""
    days = days_of(step.at, zone)
    entered = step.entered_at.astimezone(zone)
    if days is None or entered.date() <= days[1]:
        return ""
    span = f"dated {day_words(days[1])}" if days[0] == days[1] else f"dated by {day_words(days[1])}"
    return f"{span}, entered here on {day_words(entered.date())}"


def gives_exception(kind: DeclarationKind) -> bool:
    """Whether an acknowledged declaration of this kind is the exception of policy 004 §6.7."""
    return kind is DeclarationKind.FAMILY_RELATIONSHIP
