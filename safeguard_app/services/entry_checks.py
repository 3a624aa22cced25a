"""What a note, decision, telling or action needs before it is kept, and each of its texts cleaned."""

from dataclasses import replace
from typing import TypeVar

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.clock_acts import ClockAct
from safeguard_app.domain.entries import (
    Action,
    Agreed,
    Closing,
    Considered,
    Consulted,
    Decision,
    Entry,
    Note,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.referral_steps import ReferralStep
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.clock_checks import checked_clock_act, checked_step
from safeguard_app.services.session import Session

E = TypeVar("E", Note, Decision, Telling, Action, Closing, Attribution)


def checked_entry(session: Session, incident: Incident, entry: Entry) -> Entry:
    """An entry with its texts made canonical. Raises :class:`RuleViolation` naming every field that needs a look."""
    match entry:
        case Note():
            return checked_note(session, entry)
        case Decision():
            return checked_decision(session, entry)
        case Telling():
            return checked_telling(session, incident, entry)
        case Action():
            return checked_action(entry)
        case ReferralStep():
            return checked_step(session, entry)
        case ClockAct():
            return checked_clock_act(session, entry)
        case Closing():
            raise RuleViolation({"entry": "Open the record again instead; the closing stays as it was."})


def checked_note(session: Session, note: Note) -> Note:
    """A note says what was said or done, or what was advised."""
    cleaning = Cleaning()
    if not note.text.strip() and not note.advised.strip():
        cleaning.say("text", "Write what was said or done.")
    return _finished(
        cleaning,
        replace(
            note,
            at=cleaning.passed(note.at, "at", session.now()),
            text=cleaning.text(note.text, "text"),
            advised=cleaning.text(note.advised, "advised"),
            with_whom=cleaning.line(note.with_whom, "with_whom"),
            organisation=cleaning.line(note.organisation, "organisation"),
            reference=cleaning.line(note.reference, "reference"),
            agreed=tuple(_agreed(cleaning, one) for one in note.agreed),
        ),
    )


def checked_decision(session: Session, decision: Decision) -> Decision:
    """A reason is the core of the record, so there is no decision without it."""
    cleaning = Cleaning()
    known = {one.code for one in session.catalogue.lists[ListName.HARM_THRESHOLD].choices}
    if not known.issuperset(decision.limbs):
        cleaning.say("limbs", "One of these is no criterion of the harm threshold. Tick them again.")
    return _finished(
        cleaning,
        replace(
            decision,
            what=cleaning.text(decision.what, "what", needed="Say what was decided."),
            reason=cleaning.text(
                decision.reason,
                "reason",
                needed="Say why. A decision without its reason cannot be understood later.",
            ),
            decided_by=cleaning.line(decision.decided_by, "decided_by", needed="Say who decided."),
            at=cleaning.passed(decision.at, "at", session.now()),
            consulted=cleaning.line(decision.consulted, "consulted"),
            limbs=cleaning.lines(decision.limbs, "limbs"),
            limbs_why=cleaning.text(decision.limbs_why, "limbs_why"),
            considered=tuple(_considered(cleaning, one) for one in decision.considered),
            consultations=tuple(checked_consulted(session, cleaning, one) for one in decision.consultations),
        ),
    )


def checked_telling(session: Session, incident: Incident, telling: Telling) -> Telling:
    """On a record about the Headteacher nothing is recorded as told to them: it goes to the Chair."""
    cleaning = Cleaning()
    if telling.whom is Whom.HEAD and incident.head_is_subject:
        head, instead = session.words().term("head"), session.words().term("head_alternate")
        cleaning.say("whom", f"This record is about the {head}. Tell the {instead} instead.")
    if telling.state is TellingState.HELD and not telling.advised_by.strip():
        cleaning.say("advised_by", "Say on whose advice telling is held.")
    if telling.state is TellingState.NOT_TOLD and not telling.ground:
        cleaning.say("ground", "Choose the ground for not telling.")
    if telling.state is TellingState.NOT_TOLD and not telling.advised_by.strip():
        cleaning.say("advised_by", "Say who agreed that they are not told.")
    if telling.state is TellingState.TOLD and not telling.at.is_known:
        cleaning.say("at", "Say when they were told.")
    return _finished(
        cleaning,
        replace(
            telling,
            name=cleaning.line(telling.name, "name"),
            at=cleaning.passed(telling.at, "at", session.now()),
            by=cleaning.line(telling.by, "by"),
            how=cleaning.line(telling.how, "how"),
            what=cleaning.text(telling.what, "what"),
            response=cleaning.text(telling.response, "response"),
            ground=cleaning.line(telling.ground, "ground"),
            advised_by=cleaning.line(telling.advised_by, "advised_by"),
            safe_to_contact=cleaning.line(telling.safe_to_contact, "safe_to_contact"),
            interpreter=cleaning.line(telling.interpreter, "interpreter"),
        ),
    )


def checked_action(action: Action) -> Action:
    """Something to do says what."""
    cleaning = Cleaning()
    return _finished(
        cleaning,
        replace(
            action,
            what=cleaning.line(action.what, "what", needed="Say what is to be done."),
            assigned_to=cleaning.name(action.assigned_to, "assigned_to"),
            done_note=cleaning.text(action.done_note, "note"),
        ),
    )


def checked_attribution(session: Session, attribution: Attribution) -> Attribution:
    """A suspicion says which account, whose it may be, and what that rests on."""
    cleaning = Cleaning()
    return _finished(
        cleaning,
        replace(
            attribution,
            handle=cleaning.line(attribution.handle, "handle", needed="Say which account."),
            platform=cleaning.line(attribution.platform, "platform"),
            suspected=cleaning.person(attribution.suspected, "suspected"),
            basis=cleaning.text(attribution.basis, "basis", needed="Say what the suspicion rests on."),
            at=cleaning.passed(attribution.at, "at", session.now()),
        ),
    )


def _agreed(cleaning: Cleaning, one: Agreed) -> Agreed:
    return replace(one, what=cleaning.line(one.what, "agreed"), by_whom=cleaning.name(one.by_whom, "agreed"))


def _considered(cleaning: Cleaning, one: Considered) -> Considered:
    needed = "Say why it was not chosen."
    return replace(
        one,
        option=cleaning.line(one.option, "considered", needed="Choose what was considered."),
        why_not=cleaning.text(one.why_not, "considered", needed=needed),
    )


def checked_consulted(
    session: Session, cleaning: Cleaning, one: Consulted, field: str = "consultations"
) -> Consulted:
    """Somebody who was asked, as a row of ``field`` says it."""
    return replace(
        one,
        who=cleaning.name(one.who, field, needed="Say who was asked, or empty the row."),
        role=cleaning.line(one.role, field),
        at=cleaning.passed(one.at, field, session.now()),
        advised=cleaning.text(one.advised, field),
    )


def _finished(cleaning: Cleaning, entry: E) -> E:
    cleaning.finish()
    return entry
