"""The forms of sharing documents, filled in, for the walks over every form that is written."""

from collections.abc import Callable
from typing import Any

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import sharing, sharing_checks, sharing_pages, sharing_printing
from safeguard_app.services.paper_views import Issued
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_views import ReceiptInput, SharingInput
from tests.services.conftest import at, log_incident

Give = Callable[[Any], object]
_SOMEBODY = PersonRef(None, "Ms Dawn Maple", "Parent or carer")
_TIME = exactly(at("2026-10-12 09:00"), "her telephone")


def sharing_form(session: Session) -> tuple[Any, Give]:
    """A sharing as typed, and how it is given."""
    record = log_incident(session, "CB", (_SOMEBODY, "target"))
    form = SharingInput(
        record,
        ("record",),
        "Strategy discussion",
        "public_task",
        "safeguarding",
        "Ms Priya Sandhu",
        "Eastmarch children’s services",
        "01632 960 001",
    )
    return form, lambda value: sharing.prepare(session, value)


def print_out(session: Session, place: Reference, copies: int = 1, collector: str = "") -> tuple[Issued, ...]:
    """All documents of a sharing, taken by a printer; gives them."""
    run = sharing_printing.begin(session, place)
    for number in range(len(run.documents)):
        sharing_printing.going(session, run, number, copies, collector)
    sharing_printing.printed(session, run, len(run.documents), copies)
    return run.documents


def receipt_form(session: Session) -> tuple[Any, Give]:
    """A receipt as typed, of something that went out."""
    form, prepare = sharing_form(session)
    made: Any = prepare(form)
    sharing_checks.urgent(session, sharing_pages.view_of(session, made[0]))
    print_out(session, made[0])
    return ReceiptInput(_TIME, "Ms Priya Sandhu", "email"), lambda value: sharing.receive(
        session, made[0], value
    )
