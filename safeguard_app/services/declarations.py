"""Entering declarations of family relationships and each of their steps (policy 004 §6.7-6.9; domain.md 8).

Each step carries its own date, time and how, apart from when it was entered. History is added to and taken back, never
rewritten. Nobody decides their own: the Headteacher's own goes to the Chair, on paper, entered by somebody else.
"""

from dataclasses import replace

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.contact_sentences import STEP_LABELS
from safeguard_app.domain.declaration_rules import (
    DECISIONS,
    check_step,
    check_succession,
    checked_declaration,
    declares_as_head,
    with_step,
    with_withdrawn,
)
from safeguard_app.domain.declarations import Declaration, How, Step, StepKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference, new_record_id
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import OfficeKind, PersonRef, Withdrawal
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.standing import StandingCode
from safeguard_app.services.cleaning import IN_THE_FUTURE
from safeguard_app.services.contact_rules import kinds_kept
from safeguard_app.services.declaration_forms import (
    DeclarationDetails,
    DeclarationInput,
    SheetToSeal,
    StepInput,
)
from safeguard_app.services.incidents import required_reason
from safeguard_app.services.labels import label, today
from safeguard_app.services.register_facts import (
    acknowledgers,
    before_birth_words,
    declaration,
    is_signed_in,
    not_yet_born,
    offices_known,
    offices_of,
    standing_now,
)
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.signed_sheets import Scan, document_for, written_with
from safeguard_app.vault.problems import StaleVersion

KINDS = (RecordKind.DECLARATION,)
_OPEN_STEPS = (
    StepKind.DISCUSSED,
    StepKind.ACKNOWLEDGED,
    StepKind.ACKNOWLEDGED_WITH_CONDITIONS,
    StepKind.REFUSED,
    StepKind.MORE_INFORMATION,
    StepKind.DECLARED,
    StepKind.REVIEW_SET,
    StepKind.REVIEWED,
    StepKind.SUPERSEDED,
    StepKind.ENDED,
)


def enter(
    session: Session,
    entered: DeclarationInput,
    *,
    sheet: SheetToSeal | None = None,
    reference: Reference | None = None,
) -> tuple[Reference, Changes]:
    """Enter a declaration with the steps taken so far. Raises RuleViolation naming the fields to look at.

    ``reference`` is the one it will have, where that was asked for before with :func:`new_reference`. ``sheet`` is the
    scanned signed sheet of its last step; its permit was asked for with that reference. It is read, and the permit
    spent, only when nothing else stands in the way.
    """
    if not entered.steps or entered.steps[0].kind is not StepKind.DECLARED:
        raise RuleViolation({"steps": "A declaration begins with the day on which it was declared."})
    if entered.kind not in kinds_kept(session):
        raise RuleViolation(
            {"kind": "The school keeps no declarations of this kind (Settings, Rules on contact)."}
        )
    reference = sheet.permit.about if sheet is not None else reference or new_reference()
    document = document_for(reference, sheet)
    made = Declaration(
        entered.kind,
        entered.adult,
        entered.pupils,
        (),
        entered.nature,
        entered.note,
        department=entered.department,
        line_manager=entered.line_manager,
    )
    last = len(entered.steps) - 1
    for place, step in enumerate(entered.steps):
        made = _grown(session, made, step, document if place == last else None)
    made = checked_declaration(made, session.zone)
    _write(session, EventKind.DECLARATION_ENTERED, reference, made, Scan.of(sheet, document))
    return reference, changed(reference, kinds=KINDS, said="The declaration is on the register.")


def new_reference() -> Reference:
    """The reference a new declaration will have: asked for first where a scanned sheet goes with it."""
    return Reference(Compartment.DAILY, new_record_id())


def add_step(
    session: Session,
    reference: Reference,
    entered: StepInput,
    *,
    version: int,
    sheet: SheetToSeal | None = None,
) -> Changes:
    """Add one step, with its scanned signed sheet where there is one. ``version`` is the one in view.

    The sheet is read, and its permit spent, only when no rule refuses the step. Deciding on screen is
    :func:`safeguard_app.services.declaration_queue.acknowledge`.
    """
    stored = _unchanged(session, reference, version)
    document = document_for(reference, sheet)
    made = checked_declaration(_grown(session, stored.content, entered, document), session.zone)
    check_succession(stored.content, made)
    kind = EventKind.ACKNOWLEDGED if entered.kind in DECISIONS else EventKind.DECLARATION_STEP
    facts: dict[str, str | int] = {"step": entered.kind.value, "how": entered.how.value}
    scan = Scan.of(sheet, document)
    _write(session, kind, reference, made, scan, facts=facts, replacing=version)
    return changed(reference, kinds=KINDS, said=f"{STEP_LABELS[entered.kind]}: entered on the register.")


def correct(
    session: Session, reference: Reference, details: DeclarationDetails, reason: str, *, version: int
) -> Changes:
    """Correct what was declared about the pupils, or the notes, with a reason. Steps are taken back instead."""
    why = required_reason(reason)
    stored = _unchanged(session, reference, version)
    made = replace(
        stored.content,
        pupils=details.pupils,
        nature=details.nature,
        note=details.note,
        department=details.department,
        line_manager=details.line_manager,
    )
    made = checked_declaration(made, session.zone)
    check_succession(stored.content, made)
    _write(session, EventKind.ENTRY_CORRECTED, reference, made, reason=why, replacing=version)
    return changed(
        reference, kinds=KINDS, said="The declaration is corrected. What it said before stays on file."
    )


def take_back_step(
    session: Session, reference: Reference, place: int, reason: str, *, version: int
) -> Changes:
    """Take a step back, with a reason: it stays on file and no longer counts. ``place`` counts from 0."""
    why = required_reason(reason)
    stored = _unchanged(session, reference, version)
    if not 0 <= place < len(stored.content.steps):
        raise RuleViolation({"steps": "There is no such entry any more. Look at the declaration again."})
    _refuse_own_decision(session, stored.content, stored.content.steps[place].kind, with_sheet=False)
    taken = with_withdrawn(stored.content, place, Withdrawal(session.now(), session.user.name, why))
    made = checked_declaration(taken, session.zone)
    check_succession(stored.content, made)
    _write(session, EventKind.ENTRY_CORRECTED, reference, made, reason=why, replacing=version)
    return changed(
        reference, kinds=KINDS, said="The entry is taken back. It stays on file and no longer counts."
    )


def enter_in_error(session: Session, reference: Reference, reason: str, *, version: int) -> Changes:
    """Take a whole declaration back: off the register and every list at once; the audit keeps that it was made."""
    why = required_reason(reason)
    stored = _unchanged(session, reference, version)
    mark = Withdrawal(session.now(), session.user.name, why)
    made = replace(stored.content, entered_in_error=mark)
    _write(session, EventKind.ENTERED_IN_ERROR, reference, made, reason=why, replacing=version)
    return changed(reference, kinds=KINDS, said="The declaration is marked as entered in error.")


def steps_offered(session: Session, reference: Reference) -> tuple[tuple[StepKind, str], ...]:
    """The steps that can follow as the declaration stands now, with their labels."""
    content = declaration(session, reference).content
    code = standing_now(session, content).code
    if code in {StandingCode.ENDED, StandingCode.SUPERSEDED, StandingCode.NOTHING}:
        kinds: tuple[StepKind, ...] = (StepKind.DECLARED,)
    else:
        kinds = _OPEN_STEPS
    return tuple((kind, label(session, ListName.DECLARATION_STEPS, kind.value)) for kind in kinds)


def capacities_offered(session: Session, adult: PersonRef) -> tuple[tuple[OfficeKind, str], ...]:
    """The offices in which somebody may decide this adult's declaration: the head's, or the Chair's for the head."""
    offices = offices_of(session, adult)
    now = Step(
        StepKind.DECLARED, exactly(session.now()), How.IN_PERSON, adult, session.now(), session.user.id, ""
    )
    who = acknowledgers(session)
    allowed = who.for_head if declares_as_head(offices, now, session.zone) else who.for_staff
    return tuple((office, label(session, ListName.OFFICES, office.value)) for office in allowed)


def as_step(session: Session, entered: StepInput, document: Reference | None = None) -> Step:
    """A step with who enters it and when."""
    return Step(
        kind=entered.kind,
        at=entered.at,
        how=entered.how,
        by=entered.by,
        entered_at=session.now(),
        entered_by=session.user.id,
        entered_by_name=session.user.name,
        capacity=entered.capacity,
        present=entered.present,
        conditions=tuple(line for line in entered.conditions if line.strip()),
        protocol=entered.protocol,
        note=entered.note,
        review_on=entered.review_on,
        document=document,
        risk=entered.risk,
        mitigations=entered.mitigations,
        copy_to=entered.copy_to,
        copy_on=entered.copy_on,
    )


def check_new_step(session: Session, content: Declaration, step: Step) -> None:
    """Refuse a step that breaks a rule of the register, in this nation's words."""
    if step.copy_on is not None and step.copy_on > today(session):
        raise RuleViolation({"copy_on": IN_THE_FUTURE})
    offices = offices_known(session, content.adult, step.by)
    check_step(content, step, offices, session.zone, acknowledgers(session), session.titles())
    people = (content.adult, *(declared.pupil for declared in content.pupils))
    if sentence := before_birth_words(not_yet_born(session, step.at, people)):
        raise RuleViolation({"at": sentence})


def _grown(
    session: Session, content: Declaration, entered: StepInput, document: Reference | None
) -> Declaration:
    _refuse_false_screen(session, entered)
    _refuse_own_decision(session, content, entered.kind, with_sheet=document is not None)
    step = as_step(session, entered, document)
    check_new_step(session, content, step)
    return with_step(content, step)


def _refuse_false_screen(session: Session, entered: StepInput) -> None:
    """On screen means with one's own passphrase: nobody enters that for somebody else."""
    if entered.how is not How.ON_SCREEN:
        return
    if entered.kind in DECISIONS or not is_signed_in(session, entered.by):
        raise RuleViolation(
            {"how": "On screen is only for the person who is signed in. Choose signed paper or in person."}
        )


def _refuse_own_decision(session: Session, content: Declaration, kind: StepKind, *, with_sheet: bool) -> None:
    """The declaring adult does not enter the decision on their own declaration, unless the signed sheet is kept."""
    if kind in DECISIONS and not with_sheet and is_signed_in(session, content.adult):
        raise RuleViolation(
            {
                "by": "This is your own declaration. Somebody else enters the decision, "
                "or keep the scanned signed sheet with it."
            }
        )


def _unchanged(session: Session, reference: Reference, version: int) -> Stored[Declaration]:
    stored = declaration(session, reference)
    if stored.number != version:
        raise StaleVersion
    return stored


def _write(
    session: Session,
    kind: EventKind,
    reference: Reference,
    made: Declaration,
    scan: Scan | None = None,
    *,
    reason: str | None = None,
    replacing: int | None = None,
    facts: dict[str, str | int] | None = None,
) -> None:
    """One event; a scan is sealed right before it, when every rule has been met."""
    with written_with(session, kind, reference, scan, facts) as work:
        work.put(reference.id, made, reason=reason, replacing=replacing)
