"""What is added to a filed incident: notes, decisions, who was told or held, actions, closing and opening again."""

from dataclasses import replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.clock_acts import ActOnClock, ClockAct
from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.documents_issued import KeptVerdict
from safeguard_app.domain.entries import (
    Action,
    Closing,
    Decision,
    Entry,
    Note,
    Outcome,
    Telling,
)
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference, new_record_id
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import Withdrawal
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.domain.responses import ResponseStep
from safeguard_app.domain.support import Support
from safeguard_app.domain.text_rules import checked_text, masked_addresses
from safeguard_app.services import assessments
from safeguard_app.services.clock_checks import checked_clock_act, checked_step
from safeguard_app.services.decision_rules import require_rules
from safeguard_app.services.entry_checks import (
    checked_action,
    checked_attribution,
    checked_decision,
    checked_entry,
    checked_note,
    checked_telling,
)
from safeguard_app.services.incident_form import masks_addresses
from safeguard_app.services.incidents import current, required_reason
from safeguard_app.services.session import Changes, Session, changed

_TAKEN_BACK_HERE = (
    Note,
    Decision,
    Telling,
    Action,
    KeptVerdict,
    ResponseStep,
    Support,
    Letter,
    ReferralStep,
    ClockAct,
    Attribution,
)


def add_note(session: Session, incident: Reference, note: Note) -> Changes:
    """Add a note; what was agreed in it becomes actions in the same step and the same event."""
    clean = _masked(session, incident, checked_note(session, note))
    actions = [Action(one.what, one.by_whom, one.due) for one in clean.agreed if one.what]
    return _add(session, incident, EventKind.NOTE_ADDED, clean, *actions, said="Note added.")


def add_decision(session: Session, incident: Reference, decision: Decision) -> Changes:
    """Add a decision. A reason is the core of the record, so there is none without it."""
    clean = checked_decision(session, decision)
    require_rules(session, incident, current(session, incident).content, clean)
    return _add(session, incident, EventKind.DECISION_ADDED, clean, said="Decision added.")


def add_telling(session: Session, incident: Reference, telling: Telling) -> Changes:
    """Record that somebody was told, is held back from being told, or will not be told and on which ground."""
    clean = checked_telling(session, current(session, incident).content, telling)
    return _add(session, incident, EventKind.TELLING_ADDED, clean, said="Recorded who was told.")


def add_action(session: Session, incident: Reference, action: Action) -> Changes:
    """Add something to do."""
    return _add(session, incident, EventKind.ACTION_ADDED, checked_action(action), said="Action added.")


def add_step(session: Session, incident: Reference, step: ReferralStep) -> Changes:
    """Record what happened to a referral. A first step on nobody's form begins a referral of its own."""
    record = new_record_id()
    clean = _masked_step(
        session, incident, checked_step(session, replace(step, referral=step.referral or record))
    )
    said = "Step recorded." if clean.taken is not StepTaken.SENT else "Recorded as sent."
    return _add(session, incident, EventKind.REFERRAL_STEP, clean, said=said, ids=(record,))


def add_clock_act(session: Session, incident: Reference, act: ClockAct) -> Changes:
    """Say of a clock that it began, waits, was made longer, or is met."""
    return _add(
        session, incident, EventKind.CLOCK_ACT, checked_clock_act(session, act), said="Time limit recorded."
    )


def end_pause(session: Session, incident: Reference, pause: RecordId, until: Moment) -> Changes:
    """What a clock waited for has come: a further version of the pause says when."""
    stored = _entry(session, incident, pause)
    if not isinstance(stored.content, ClockAct) or stored.content.act is not ActOnClock.PAUSED:
        raise RuleViolation({"until": "This is no pause any more. Look at the record again."})
    if stored.content.until is not None:
        raise RuleViolation({"until": "This pause has ended already."})
    ended = checked_clock_act(session, replace(stored.content, until=until))
    return _supersede(session, incident, stored, ended, EventKind.CLOCK_ACT, None, "The time limit goes on.")


def complete_action(session: Session, incident: Reference, action: RecordId, note: str) -> Changes:
    """Mark an action as done, with a note of how. The action as it was set stays."""
    stored = _entry(session, incident, action)
    if not isinstance(stored.content, Action) or stored.content.is_done:
        raise RuleViolation({"action": "This action is done already."})
    done = replace(stored.content, done_at=session.now(), done_note=checked_text(note, "note"))
    return _supersede(session, incident, stored, done, EventKind.ACTION_DONE, None, "Action done.")


def add_attribution(session: Session, incident: Reference, attribution: Attribution) -> Changes:
    """Note that an account may be somebody's, with what that rests on. It is never shown as theirs."""
    clean = checked_attribution(session, attribution)
    return _add(
        session,
        incident,
        EventKind.ACCOUNT_SUSPECTED,
        clean,
        said="Noted as a suspicion. Nobody’s page shows it.",
    )


def close(session: Session, incident: Reference, outcome: Outcome, reason: str, lessons: str = "") -> Changes:
    """Close an incident with an outcome and its reason. Refused while a safety plan of it is in force."""
    why = required_reason(reason)
    running = assessments.running_for(session, incident)
    if running:
        plural = len(running) > 1
        raise RuleViolation(
            {
                "reason": f"{'Safety plans' if plural else 'A safety plan'} for {joined_words(running)} "
                f"{'are' if plural else 'is'} in force. End {'them' if plural else 'it'} first, or leave this open."
            }
        )
    closing = Closing(True, session.now(), session.user.id, why, outcome, checked_text(lessons, "lessons"))
    return _add(session, incident, EventKind.CLOSED, closing, said="Closed.")


def reopen(session: Session, incident: Reference, reason: str) -> Changes:
    """Open a closed incident again, with a reason."""
    why = required_reason(reason)
    closing = Closing(False, session.now(), session.user.id, why)
    return _add(session, incident, EventKind.REOPENED, closing, said="Open again.")


def withdraw(session: Session, incident: Reference, entry: RecordId, reason: str) -> Changes:
    """Mark an entry as entered in error. It stays on file and leaves the page, the search and documents."""
    why = required_reason(reason)
    stored = _entry(session, incident, entry)
    if isinstance(stored.content, Closing):
        raise RuleViolation({"entry": "Open the record again instead; the closing stays as it was."})
    if not isinstance(stored.content, _TAKEN_BACK_HERE):
        raise RuleViolation({"entry": "This is not taken back here. Look for it in its own section."})
    if stored.content.withdrawn is not None:
        raise RuleViolation({"entry": "This was taken back already."})
    mark = Withdrawal(session.now(), session.user.name, why)
    withdrawn = replace(stored.content, withdrawn=mark)
    return _supersede(session, incident, stored, withdrawn, EventKind.ENTRY_CORRECTED, why, "Taken back.")


def correct(session: Session, incident: Reference, entry: RecordId, content: Entry, reason: str) -> Changes:
    """Add a corrected version of an entry, with its reason."""
    why = required_reason(reason)
    stored = _entry(session, incident, entry)
    if type(stored.content) is not type(content):
        raise RuleViolation({"entry": "A correction keeps what kind of entry it is."})
    clean = checked_entry(session, current(session, incident).content, content)
    if isinstance(clean, Decision):
        require_rules(session, incident, current(session, incident).content, clean, but=entry)
    if isinstance(clean, Note):
        clean = _masked(session, incident, clean)
    if isinstance(clean, ReferralStep):
        clean = _masked_step(session, incident, clean)
    return _supersede(session, incident, stored, clean, EventKind.ENTRY_CORRECTED, why, "Corrected.")


def _masked(session: Session, incident: Reference, note: Note) -> Note:
    """The address of material that nobody may open is kept in a note, so that nobody does so by accident."""
    content = current(session, incident).content
    if not masks_addresses(session, content.category, intake_closed=content.intake_closed):
        return note
    return replace(note, text=masked_addresses(note.text), advised=masked_addresses(note.advised))


def _masked_step(session: Session, incident: Reference, step: ReferralStep) -> ReferralStep:
    """As with a note."""
    content = current(session, incident).content
    if not masks_addresses(session, content.category, intake_closed=content.intake_closed):
        return step
    return replace(
        step,
        text=masked_addresses(step.text),
        advised=masked_addresses(step.advised),
        meanwhile=masked_addresses(step.meanwhile),
    )


def _entry(
    session: Session, incident: Reference, entry: RecordId
) -> Stored[Entry | KeptVerdict | Attribution]:
    stored = session.vault.compartment(incident.compartment).get(entry)
    if stored is None or stored.about != incident.id:
        raise KeyError(entry)
    found: Stored[Entry | KeptVerdict | Attribution] = stored
    return found


def _add(
    session: Session,
    incident: Reference,
    kind: EventKind,
    *contents: Entry | Attribution,
    said: str,
    ids: tuple[RecordId, ...] = (),
) -> Changes:
    current(session, incident)
    compartment = session.vault.compartment(incident.compartment)
    with compartment.write(kind, session.user.id, session.now(), record=incident.id) as work:
        for place, content in enumerate(contents):
            work.put(ids[place] if ids else new_record_id(), content, about=incident.id)
    return changed(incident, kinds=(RecordKind.INCIDENT, RecordKind.NOTE), said=said)


def _supersede(
    session: Session,
    incident: Reference,
    stored: Stored[Entry | KeptVerdict | Attribution],
    content: Entry | KeptVerdict | Attribution,
    kind: EventKind,
    reason: str | None,
    said: str,
) -> Changes:
    compartment = session.vault.compartment(incident.compartment)
    with compartment.write(kind, session.user.id, session.now(), record=incident.id) as work:
        work.put(stored.reference.id, content, about=incident.id, reason=reason, replacing=stored.number)
    return changed(incident, kinds=(RecordKind.INCIDENT, stored.kind), said=said)
