"""The blank forms: papers of the program's own, and every form of the nation with nothing in it."""

from collections.abc import Callable
from enum import Enum
from functools import partial

from safeguard_app.services import paper_forms
from safeguard_app.services.paper_views import Preview
from safeguard_app.services.session import Session
from safeguard_app.ui.paper.paper_desk import FormPaper


class BlankForm(Enum):
    """Papers to print for the day when the laptop is away."""

    CONCERN = "Concern form for staff"
    SHEET = "Acknowledgement sheet"
    WHOM_TO_RING = "Whom to ring"
    HANDOVER = "Exhibit and handover form"
    PLAN = "Safety plan"
    REVIEW = "Review of a device or a site"


def blank_paper(session: Session, form: BlankForm | tuple[str, str]) -> FormPaper:
    """What the paper desk is handed: one of the program's own, or a form of the catalogue by its id and title."""
    if isinstance(form, tuple):
        key, title = form
        return FormPaper(title, partial(paper_forms.blank_form_preview, session, key))
    make: dict[BlankForm, Callable[[Session], Preview]] = {
        BlankForm.CONCERN: _concern_form,
        BlankForm.SHEET: _blank_sheet,
        BlankForm.WHOM_TO_RING: paper_forms.contact_sheet_preview,
        BlankForm.HANDOVER: paper_forms.blank_handover_preview,
        BlankForm.PLAN: paper_forms.blank_plan_preview,
        BlankForm.REVIEW: paper_forms.device_review_preview,
    }
    return FormPaper(form.value, partial(make[form], session))


def _concern_form(session: Session) -> Preview:
    return paper_forms.concern_form_preview(
        session.words(), session.school, session.now().astimezone(session.zone), demo=session.is_demo
    )


def _blank_sheet(session: Session) -> Preview:
    return paper_forms.blank_sheet_preview(
        session.words(), session.school, session.now().astimezone(session.zone), demo=session.is_demo
    )
