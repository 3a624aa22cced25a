"""The day a typed time lies on, for what is due on a day and not at a minute."""

from datetime import date

from safeguard_app.services.incident_form import Typed


def day_of(typed: Typed) -> date | None:
    """The first day it may mean; None where nothing was understood."""
    moment = typed.moment
    return moment.start.date() if moment is not None and moment.start is not None else None
