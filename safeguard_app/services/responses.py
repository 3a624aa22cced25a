"""Steps of a response on a record: added with what is known, completed by further versions, and how bans stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.bans import Ban, bans_of
from safeguard_app.domain.entries import counts
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference, new_record_id
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.responses import BanStanding, ResponseStep, RungKind, StepResult
from safeguard_app.services.incidents import current
from safeguard_app.services.labels import today
from safeguard_app.services.response_checks import checked_step
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import reading

_KINDS = (RecordKind.INCIDENT, RecordKind.RESPONSE)


@dataclass(frozen=True, slots=True)
class BanInForce:
    """Somebody who is kept out today, for Today and for counts; ``provisional`` where nothing was decided yet."""

    incident: Reference
    case: str
    person: str
    start: date
    end: date | None
    provisional: bool
    review_on: date | None


def add_step(session: Session, incident: Reference, step: ResponseStep) -> Changes:
    """Record a step. What came of it can be said in the same step, or later."""
    clean = checked_step(session, current(session, incident).content, step)
    compartment = session.vault.compartment(incident.compartment)
    facts = {"rung": clean.rung}
    with compartment.write(
        EventKind.RESPONSE_ADDED, session.user.id, session.now(), record=incident.id, facts=facts
    ) as work:
        work.put(new_record_id(), clean, about=incident.id)
    return changed(incident, kinds=_KINDS, said="The step is on the record.")


def say_result(
    session: Session, incident: Reference, step: RecordId, result: StepResult, answer: str, at: Moment
) -> Changes:
    """Say what came of a step: a further version of it. What was said before stays as it was."""
    stored = stored_step(session, incident, step)
    both = "\n".join(part for part in (stored.content.answer, answer.strip()) if part)
    return change_step(
        session, incident, stored, replace(stored.content, result=result, result_at=at, answer=both)
    )


def change_step(
    session: Session, incident: Reference, stored: Stored[ResponseStep], content: ResponseStep
) -> Changes:
    """A further version of a step, with what came of it."""
    clean = checked_step(session, current(session, incident).content, content)
    compartment = session.vault.compartment(incident.compartment)
    with compartment.write(
        EventKind.RESPONSE_RESULT,
        session.user.id,
        session.now(),
        record=incident.id,
        facts={"rung": clean.rung},
    ) as work:
        work.put(stored.reference.id, clean, about=incident.id, replacing=stored.number)
    return changed(incident, kinds=_KINDS, said="What came of it is on the record.")


def stored_step(session: Session, incident: Reference, step: RecordId) -> Stored[ResponseStep]:
    """One step of a record that counts. Raises KeyError for none such, RuleViolation for one taken back."""
    stored = session.vault.compartment(incident.compartment).get(step)
    if stored is None or stored.about != incident.id or not isinstance(stored.content, ResponseStep):
        raise KeyError(step)
    if stored.content.withdrawn is not None:
        raise RuleViolation({"step": "This step was taken back. Record it again if it was taken."})
    found: Stored[ResponseStep] = stored
    return found


def steps_among(entries: Sequence[Stored[Any]]) -> list[Stored[ResponseStep]]:
    """The steps that count among the entries of a record."""
    return [one for one in entries if isinstance(one.content, ResponseStep) and counts(one.content)]


def bans_among(session: Session, entries: Sequence[Stored[Any]]) -> tuple[Ban, ...]:
    """The bans of a record, worked out of its steps."""
    steps = [(one.reference.id, one.content) for one in steps_among(entries)]
    return bans_of(steps, session.zone)


def bans_in_force(session: Session, day: date | None = None) -> tuple[BanInForce, ...]:
    """Everybody who is kept out on a day, today unless given, in what this user's keys open; closed records too."""
    on = day or today(session)
    found: list[BanInForce] = []
    for compartment in session.vault:
        steps: dict[RecordId, list[tuple[RecordId, ResponseStep]]] = {}
        for stored in reading.of_kind(compartment.connection, compartment.id, RecordKind.RESPONSE):
            if stored.about is not None and counts(stored.content):
                own = steps.setdefault(RecordId(stored.about), [])
                own.append((stored.reference.id, stored.content))
        for record, own in steps.items():
            if not any(step.kind is RungKind.BAN for _, step in own):
                continue
            incident = current(session, Reference(compartment.id, record))
            found += _in_force(session, incident, own, on)
    return tuple(sorted(found, key=lambda one: (one.start, one.case)))


def _in_force(
    session: Session, incident: Stored[Incident], steps: list[tuple[RecordId, ResponseStep]], on: date
) -> list[BanInForce]:
    """The bans of one record; a record entered in error has none."""
    if incident.content.entered_in_error is not None:
        return []
    return [
        BanInForce(
            incident=incident.reference,
            case=str(incident.content.case),
            person=ban.person,
            start=ban.terms.start,
            end=ban.terms.end,
            provisional=ban.standing(on) is BanStanding.PROVISIONAL,
            review_on=ban.terms.review_on,
        )
        for ban in bans_of(steps, session.zone)
        if ban.in_force(on)
    ]
