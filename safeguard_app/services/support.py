"""Support offered to everybody affected, and what they said to it (policy 002 L63, policy 004 §9.5)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.entries import counts
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference, new_record_id
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_rules import same_person
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.support import Support, SupportAnswer
from safeguard_app.services.incidents import current
from safeguard_app.services.response_checks import checked_support
from safeguard_app.services.session import Changes, Session, changed

AFFECTED = (
    "target",
    "child_of_concern",
    "child_contacted",
    "depicted",
    "recipient",
    "alleged",
    "adult_contacted",
    "adult_of_concern",
    "witness",
    "bystander",
    "reporter",
)
"""Roles of people who may need support: whom it was done to first, children said to have done it, and who saw it."""
_KINDS = (RecordKind.INCIDENT, RecordKind.SUPPORT)


def offer(session: Session, incident: Reference, support: Support) -> Changes:
    """Record that support was offered, to somebody on the record."""
    clean = checked_support(session, support)
    if not any(same_person(one, clean.to) for one in affected(current(session, incident).content)):
        raise RuleViolation({"to": "Choose somebody who is on this record."})
    compartment = session.vault.compartment(incident.compartment)
    with compartment.write(
        EventKind.SUPPORT_OFFERED, session.user.id, session.now(), record=incident.id
    ) as work:
        work.put(new_record_id(), clean, about=incident.id)
    return changed(incident, kinds=_KINDS, said="The offer of support is on the record.")


def answered(
    session: Session,
    incident: Reference,
    support: RecordId,
    answer: SupportAnswer,
    note: str,
    at: Moment,
    follow_up: date | None = None,
) -> Changes:
    """Somebody asked again, and this is what they say now: a further version. ``follow_up`` is the next day to ask."""
    stored = stored_support(session, incident, support)
    both = "\n".join(part for part in (stored.content.note, note.strip()) if part)
    content = replace(stored.content, answer=answer, note=both, followed_up=at, follow_up=follow_up)
    clean = checked_support(session, content)
    compartment = session.vault.compartment(incident.compartment)
    with compartment.write(
        EventKind.SUPPORT_ANSWERED, session.user.id, session.now(), record=incident.id
    ) as work:
        work.put(stored.reference.id, clean, about=incident.id, replacing=stored.number)
    return changed(incident, kinds=_KINDS, said="Their answer is on the record.")


def stored_support(session: Session, incident: Reference, support: RecordId) -> Stored[Support]:
    """One offer of a record. Raises KeyError for none such."""
    stored = session.vault.compartment(incident.compartment).get(support)
    if stored is None or stored.about != incident.id or not isinstance(stored.content, Support):
        raise KeyError(support)
    if stored.content.withdrawn is not None:
        raise RuleViolation({"support": "This offer was taken back. Record it again if it was made."})
    found: Stored[Support] = stored
    return found


def affected(incident: Incident) -> tuple[PersonRef, ...]:
    """Everybody on a record who may need support, each once, whom it was done to first."""
    found: list[PersonRef] = []
    for role in AFFECTED:
        for one in incident.with_role(role):
            if not any(same_person(one.person, known) for known in found):
                found.append(one.person)
    return tuple(found)


def offers_among(entries: Sequence[Stored[Any]]) -> list[Stored[Support]]:
    """The offers that count among the entries of a record."""
    return [one for one in entries if isinstance(one.content, Support) and counts(one.content)]
