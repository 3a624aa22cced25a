"""Which sealed files lie in quarantine: no backup made from then on holds them (domain rule 5.3.3)."""

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.records import RecordKind
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import OpenCompartment

_MADE_BY = (EventKind.EVIDENCE_QUARANTINED, EventKind.REFILED_HERE)
"""Events that can have put an exhibit in quarantine here: on the spot, or moved here as it stood elsewhere."""


def files_in_quarantine(compartment: OpenCompartment) -> set[str]:
    """Names of the sealed files of exhibits that stand in quarantine now, the removed ones included.

    With them documents that show such an exhibit's picture.
    """
    found, hidden = set(), set()
    for event in reading.events_of_kinds(compartment.connection, _MADE_BY):
        for written in reading.of_event(compartment.connection, compartment.id, event.number):
            if not isinstance(written.content, EvidenceItem):
                continue
            stands = reading.current(compartment.connection, written.reference)
            if stands is not None and stands.content.quarantine is not None:
                found.add(stands.content.stored.file)
                hidden.add(stands.reference.id)
    if not hidden:
        return found
    documents = reading.of_kind(compartment.connection, compartment.id, RecordKind.DOCUMENT)
    return found | {one.content.stored.file for one in documents if hidden.intersection(one.content.shows)}


def files_to_back_up(compartment: OpenCompartment) -> set[str]:
    """Names of every sealed file the database knows but those in quarantine."""
    return compartment.known_files() - files_in_quarantine(compartment)
