"""What may be due on a record, before anybody asks what time it is: the shape in which each source of Today says it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from safeguard_app.domain.entries import NoteKind, Whom
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.services.session import Session


class DueSource(StrEnum):
    """Where a due thing comes from: decides which button stands beside it."""

    CLOCK = "clock"
    ACTION = "action"
    HOLD = "hold"
    REVIEW = "review"
    FOLLOW_UP = "follow_up"
    """A step of the response, or a ban, asks for it."""
    CHASE = "chase"
    """Nothing was heard of a referral."""
    PLATFORM = "platform"
    """A platform that was reported to has not answered."""
    REGISTER = "register"
    """Something in one of the school’s registers."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Something due, as far as it does not depend on what time it is."""

    text: str
    source: DueSource
    by: datetime
    aim: bool = False
    action: str = ""
    whom: Whom | None = None
    noted: NoteKind | None = None
    referral: str = ""
    reason: str = ""
    sharing: str = ""
    """The record id of the sharing it is of, where it is of one."""


Source = Callable[[Session, IncidentLine], Sequence[Limit]]
"""What on a record is due, from its line in the index alone: Today asks it of every open record."""
