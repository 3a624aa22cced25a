"""What a person says of a clock: that something began it, that it waits, that it was made longer, that it is met.

Each hangs on its incident like a note. What the record itself holds starts and meets clocks without any of these.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import Withdrawal


class ActOnClock(StrEnum):
    """What is said."""

    STARTED = "started"
    """Something happened that a clock runs from, such as a request that was received."""
    PAUSED = "paused"
    LONGER = "longer"
    """It was made as much longer as its rule allows."""
    MET = "met"


class Wait(StrEnum):
    """Why a clock waits, which decides how it goes on."""

    PROOF = "proof"
    """Until somebody has proved who they are, it has not begun."""
    CLARITY = "clarity"
    """While a request is being made clear, it stands still."""


@dataclass(frozen=True, slots=True)
class ClockAct:
    """One act. ``clock`` is the catalogue's id; ``run`` the id of the act that started it, or empty: by the record.

    ``until`` ends a pause (None: it goes on); ``due`` is the day a person set where the catalogue counts nothing.
    """

    clock: str
    act: ActOnClock
    at: Moment
    run: str = ""
    text: str = ""
    reference: str = ""
    wait: Wait | None = None
    until: Moment | None = None
    due: date | None = None
    withdrawn: Withdrawal | None = None
