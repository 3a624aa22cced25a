"""The forms of sharing documents, filled in, for the walks over every form that is written."""

from collections.abc import Callable
from typing import Any

from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import sharing, sharing_checks, sharing_pages
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


def receipt_form(session: Session) -> tuple[Any, Give]:
    """A receipt as typed, of something that went out."""
    form, prepare = sharing_form(session)
    made: Any = prepare(form)
    sharing_checks.urgent(session, sharing_pages.view_of(session, made[0]))
    sharing.print_out(session, made[0], 1)
    return ReceiptInput(_TIME, "Ms Priya Sandhu", "email"), lambda value: sharing.receive(
        session, made[0], value
    )
