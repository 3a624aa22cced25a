"""Receipts that are waited for: due on the day that was set when documents were shared, until one is entered."""

from collections.abc import Iterator
from datetime import datetime, time

from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.sharings import Sharing
from safeguard_app.services.due_limits import DueSource, Limit
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import OpenCompartment

_READ = RecordId("")
"""Stands in a memory that was read, whatever was found."""


def of_record(session: Session, incident: Reference) -> list[Limit]:
    """What of one record's sharings a receipt is owed for, soonest first."""
    owed = _owed(session, session.vault.compartment(incident.compartment)).get(incident.id, ())
    limits = [
        Limit(
            f"Receipt from {one.organisation} for what was shared",
            DueSource.FOLLOW_UP,
            datetime.combine(one.receipt_due, time(23, 59), session.zone),
            aim=True,
            reason="Ask for a receipt",
        )
        for one in owed
        if one.receipt_due is not None
    ]
    return sorted(limits, key=lambda one: one.by)


def with_owed(session: Session) -> Iterator[Reference]:
    """The records for which a receipt is owed, in what this user's keys open."""
    for compartment in session.vault:
        for record in _owed(session, compartment):
            if record != _READ:
                yield Reference(compartment.id, record)


def _owed(session: Session, compartment: OpenCompartment) -> dict[RecordId, list[Sharing]]:
    """Sharings with a receipt owed, by the record that they are of. Read again after one was written."""
    state = compartment.state_of(RecordKind.SHARING)
    memory = session.worked_out(f"receipts owed {compartment.id.value}", state)
    if _READ not in memory:
        for _, about, content in reading.contents_of_kind(compartment.connection, RecordKind.SHARING):
            if about is not None and content.receipt_owed:
                memory.setdefault(about, []).append(content)
        memory[_READ] = []
    return memory
