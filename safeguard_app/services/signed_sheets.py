"""A scanned signed sheet that goes with something entered: sealed right before the one write that names it.

The question about indecent images comes first (see ``evidence.declare``); the sheet is read, and its permit spent, only
when nothing else stands in the way.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Reference, new_record_id
from safeguard_app.services.declaration_forms import SheetToSeal
from safeguard_app.services.evidence import require_permit, sealed_sheet, unused_on_failure
from safeguard_app.services.session import Session
from safeguard_app.vault.compartment import Work


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned signed sheet that is not read yet, and the reference it will be kept under."""

    sheet: SheetToSeal
    document: Reference

    @classmethod
    def of(cls, sheet: SheetToSeal | None, document: Reference | None) -> "Scan | None":
        """Both, or neither."""
        return cls(sheet, document) if sheet is not None and document is not None else None


def document_for(about: Reference, sheet: SheetToSeal | None) -> Reference | None:
    """What an entry can name before its sheet is sealed. Raises NoPermit where it never could be."""
    if sheet is None:
        return None
    require_permit(about, sheet)
    return Reference(about.compartment, new_record_id())


@contextlib.contextmanager
def written_with(
    session: Session,
    kind: EventKind,
    about: Reference,
    scan: Scan | None,
    facts: dict[str, str | int] | None = None,
) -> Iterator[Work]:
    """One event of the daily log; what it writes is put in the block, and a scan is sealed before and named after."""
    scanned = sealed_sheet(session, about, scan.sheet, scan.document) if scan is not None else None
    user, now = session.user.id, session.now()
    with (
        unused_on_failure(session, scanned),
        session.vault.daily.write(kind, user, now, record=about.id, facts=facts) as work,
    ):
        yield work
        if scanned is not None:
            work.put_file_key(scanned.item.stored.file, scanned.secret)
            work.put(scanned.reference.id, scanned.item, about=about.id)
