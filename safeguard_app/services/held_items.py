"""Recording a thing kept as evidence that is no file: nothing is read, so a record in words only takes it too."""

from dataclasses import replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import (
    NO_FILE,
    CaptureFacts,
    EvidenceItem,
    HeldItem,
    IntakeAnswer,
    Way,
)
from safeguard_app.domain.identifiers import Reference, new_record_id
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.evidence import next_exhibit
from safeguard_app.services.incidents import current
from safeguard_app.services.session import Changes, Session, changed


def checked(session: Session, held: HeldItem) -> HeldItem:
    """The item, cleaned. Raises RuleViolation naming every field that needs another look."""
    cleaning = Cleaning()
    made = HeldItem(
        kind=held.kind,
        what=cleaning.line(held.what, "what", needed="Say what it is: a telephone, a letter."),
        identifier=cleaning.line(held.identifier, "identifier"),
        owner=cleaning.line(held.owner, "owner"),
        seal=cleaning.line(held.seal, "seal"),
        where=cleaning.line(held.where, "where", needed="Say where it is kept."),
        held_by=cleaning.line(held.held_by, "held_by", needed="Say who holds it."),
        since=held.since,
    )
    if held.since is not None and held.since.is_known:
        made = replace(made, since=cleaning.passed(held.since, "since", session.now()))
    cleaning.finish()
    return made


def add(session: Session, incident: Reference, held: HeldItem) -> Changes:
    """Record it as the next exhibit of an incident. Raises RuleViolation, also for a record entered in error."""
    if current(session, incident).content.entered_in_error is not None:
        raise RuleViolation({"what": "This record is marked as entered in error, so nothing is added to it."})
    item = checked(session, held)
    now = session.now()
    made = EvidenceItem(
        exhibit=next_exhibit(session, incident),
        stored=NO_FILE,
        way=Way.HELD,
        declared=IntakeAnswer.NO_SEEN_ALL,
        declared_at=now,
        entered_at=now,
        entered_by=session.user.id,
        facts=CaptureFacts(what=item.what),
        held=item,
    )
    compartment = session.vault.compartment(incident.compartment)
    reference = Reference(incident.compartment, new_record_id())
    with compartment.write(
        EventKind.EVIDENCE_HELD, session.user.id, now, record=incident.id, facts={"exhibit": made.exhibit}
    ) as work:
        work.put(reference.id, made, about=incident.id)
    kinds = (RecordKind.EVIDENCE, RecordKind.INCIDENT)
    return changed(incident, reference, kinds=kinds, said=f"{made.name} is recorded.")
