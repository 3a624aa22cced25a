"""Corrections being typed: the form of a filed record, its reason, and the version that was in view.

Kept beside the drafts of incidents, readable by their author alone, and ended when the correction is filed.
"""

from dataclasses import dataclass

from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.services.incident_form import IncidentForm
from safeguard_app.services.session import Session
from safeguard_app.vault import drafts, record_codec
from safeguard_app.vault.problems import DatabaseDamaged


@dataclass(frozen=True, slots=True)
class CorrectionDraft:
    """A correction of ``about`` as it stands: begun on ``version`` of it. ``id`` is the draft's own."""

    id: RecordId
    about: Reference
    version: int
    form: IncidentForm
    reason: str


def save(session: Session, draft: CorrectionDraft) -> None:
    """Keep the correction as it stands. Needs nothing to be complete."""
    drafts.save(session.vault, draft.id, record_codec.encode(draft).encode())


def end(session: Session, draft: RecordId) -> None:
    """The correction was filed, or let go of."""
    drafts.end(session.vault, draft)


def open_corrections(session: Session) -> list[CorrectionDraft]:
    """The signed-in user's unfiled corrections, newest first; those of records no key opens are left out."""
    rows = sorted(drafts.list_of(session.vault), key=lambda row: row.saved_at, reverse=True)
    found = (read(drafts.load(session.vault, row.id)) for row in rows)
    return [one for one in found if one is not None and session.vault.find(one.about.id) is not None]


def read(content: bytes) -> CorrectionDraft | None:
    """The correction a draft holds; None where it holds something else."""
    try:
        return record_codec.decode_as(CorrectionDraft, content)
    except DatabaseDamaged:
        return None
