"""What the incident form has done on the vault's thread: keep and find drafts, file, hand in, read for correction."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from safeguard_app.domain.identifiers import RecordId
from safeguard_app.services import correction_drafts, handing_in, incident_correction, incidents
from safeguard_app.services.correction_drafts import CorrectionDraft
from safeguard_app.services.handing_in import ChosenBatch, Filed
from safeguard_app.services.incident_correction import Correction
from safeguard_app.services.incident_form import IncidentForm
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.tasks import TaskControl


@dataclass(slots=True, eq=False)
class Draft:
    """One draft on its way: once it ended, a save still waiting must not bring it back."""

    form: RecordId
    ended: bool = field(default=False)
    is_kept: bool = field(default=False)


def keep(session: Session, typed: IncidentForm | CorrectionDraft, draft: Draft) -> datetime | None:
    """Keep a draft, unless it ended meanwhile; when it was kept."""
    if draft.ended:
        return None
    if isinstance(typed, CorrectionDraft):
        correction_drafts.save(session, typed)
    else:
        incidents.save_draft(session, typed)
    draft.is_kept = True
    return session.now()


def file_form(
    session: Session, form: IncidentForm, batches: tuple[ChosenBatch, ...], control: TaskControl
) -> Filed:
    """File the form, and take in what was chosen on it."""
    return handing_in.file(session, form, batches, partial(_report, control))


def hand_form_in(
    session: Session, form: IncidentForm, batches: tuple[ChosenBatch, ...], control: TaskControl
) -> Changes:
    """Hand the form in with what was chosen on it."""
    return handing_in.hand_over(session, form, batches, partial(_report, control))


def _report(control: TaskControl, done: int, total: int) -> bool:
    control.step(done, total)
    return not control.cancelled


def find_draft(session: Session, draft: RecordId) -> IncidentForm | Correction | None:
    """A draft of the signed-in user, or None where it is not kept any more."""
    form = next((form for form in incidents.open_drafts(session) if form.id == draft), None)
    return form if form is not None else incident_correction.resume(session, draft)


def call(then: Callable[[], None], _result: object) -> None:
    """Go on, whatever came of what was waited for."""
    then()
