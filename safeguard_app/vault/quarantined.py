"""Which sealed files lie in quarantine, and that they lie apart: no backup holds them from then on (domain rule 5.3.3).

They are moved, never copied. Rows first, then files: an unlock settles what a crash left between the two.
"""

from dataclasses import dataclass, field

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.vault import reading, sealed_files
from safeguard_app.vault.compartment import OpenCompartment

_MADE_BY = (EventKind.EVIDENCE_QUARANTINED, EventKind.REFILED_HERE)
"""Events that can have put an exhibit in quarantine here: on the spot, or moved here as it stood elsewhere."""
ARRIVED = "quarantined"
"""The fact of a hand-in's event that says how much of it went into quarantine as it was taken in."""


@dataclass(slots=True)
class Hidden:
    """What stands in quarantine in one compartment, the removed included."""

    exhibits: list[Stored[EvidenceItem]] = field(default_factory=list)
    documents: list[Stored[IssuedDocument]] = field(default_factory=list)
    """Documents that show the picture of one of them."""

    @property
    def files(self) -> dict[str, bool]:
        """Sealed files by name, and whether each was removed as the police directed."""
        found = {one.content.stored.file: one.content.removed is not None for one in self.exhibits}
        return found | {one.content.stored.file: one.content.removed for one in self.documents}

    @property
    def hashes(self) -> frozenset[str]:
        """Checksums of what must not come in again."""
        return frozenset(one.content.stored.sha256 for one in self.exhibits)


def hidden_in(compartment: OpenCompartment) -> Hidden:
    """Everything in quarantine there."""
    exhibits: dict[RecordId, Stored[EvidenceItem]] = {}
    connection = compartment.connection
    arrived = reading.events_with_fact(connection, EventKind.TAKEN_IN, ARRIVED)
    for event in (*reading.events_of_kinds(connection, _MADE_BY), *arrived):
        for written in reading.of_event(compartment.connection, compartment.id, event.number):
            if isinstance(written.content, EvidenceItem) and written.reference.id not in exhibits:
                stands = reading.current(compartment.connection, written.reference)
                if stands is not None and stands.content.quarantine is not None:
                    exhibits[written.reference.id] = stands
    if not exhibits:
        return Hidden()
    return Hidden(list(exhibits.values()), documents_showing(compartment, frozenset(exhibits)))


def documents_showing(
    compartment: OpenCompartment, exhibits: frozenset[RecordId]
) -> list[Stored[IssuedDocument]]:
    """Documents in which the picture of one of some exhibits stands."""
    found = reading.of_kind(compartment.connection, compartment.id, RecordKind.DOCUMENT)
    return [one for one in found if not exhibits.isdisjoint(one.content.shows)]


def files_to_back_up(compartment: OpenCompartment) -> set[str]:
    """Names of every sealed file the database knows but those in quarantine."""
    return compartment.known_files() - hidden_in(compartment).files.keys()


def settle(compartment: OpenCompartment) -> bool:
    """Have files lie where their rows say: apart, back on their shelf, or gone; whether all do.

    Raises as a disk does.
    """
    folder, hidden = compartment.files, hidden_in(compartment).files
    settled = True
    for file, removed in hidden.items():
        if removed:
            settled = sealed_files.destroy(folder, file) and settled
        else:
            sealed_files.put_apart(folder, file)
    known = compartment.known_files()
    for file in sealed_files.files_apart(folder):
        if file not in hidden and file in known:
            sealed_files.put_back(folder, file)
    return settled
