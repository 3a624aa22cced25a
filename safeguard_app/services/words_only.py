"""A record closed to files: flagged because an indecent image of a child may be part of it (domain rule 5.3.1).

File dialog, paste, drop and screen capture are off for it from then on. A flag that was a mistake is taken off again
with a reason; a category that is kept in words only stays so.
"""

from dataclasses import replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.incidents import current, required_reason
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import machine_reading


def close_to_files(session: Session, incident: Reference, reason: str) -> Changes:
    """Take no more files into a record. Raises RuleViolation where it takes none already."""
    if is_words_only(session, incident):
        raise RuleViolation({"reason": "This record is kept in words only already."})
    return _set(session, incident, reason, closed=True, said="No file is taken into this record from now on.")


def open_to_files(session: Session, incident: Reference, reason: str) -> Changes:
    """Take files in again. Raises RuleViolation where the category itself is kept in words only."""
    content = current(session, incident).content
    if session.catalogue.categories[content.category].evidence_closed:
        raise RuleViolation({"reason": "Records of this kind are always kept in words only."})
    if not content.intake_closed:
        raise RuleViolation({"reason": "Files can be added to this record already."})
    return _set(session, incident, reason, closed=False, said="Files can be added to this record again.")


def is_words_only(session: Session, incident: Reference) -> bool:
    """Whether a record takes no files, by its flag or its category."""
    content = current(session, incident).content
    category = session.catalogue.categories.get(content.category)
    return content.intake_closed or (category is not None and category.evidence_closed)


def _set(session: Session, incident: Reference, reason: str, *, closed: bool, said: str) -> Changes:
    why = required_reason(reason)
    stored = current(session, incident)
    compartment = session.vault.compartment(incident.compartment)
    now = session.now()
    with compartment.write(
        EventKind.WORDS_ONLY, session.user.id, now, record=incident.id, facts={"closed": int(closed)}
    ) as work:
        if closed:
            machine_reading.forget_record(compartment.connection, incident.id)
        work.put(
            incident.id,
            replace(stored.content, intake_closed=closed),
            reason=why,
            replacing=stored.number,
        )
    return changed(incident, kinds=(RecordKind.INCIDENT, RecordKind.EVIDENCE), said=said)
