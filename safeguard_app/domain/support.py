"""Support offered to somebody affected, and their answer (policy 002 L63, policy 004 §9.5)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import PersonRef, Withdrawal


class SupportAnswer(StrEnum):
    """What they said to it."""

    THINKING = "thinking"
    """They want to think about it, or have not said yet."""
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Support:
    """One offer. ``offered`` are codes of the catalogue's list; ``other`` says what it has none for.

    Their answer, and that somebody asked again (``followed_up``), are further versions.
    """

    to: PersonRef
    offered: tuple[str, ...]
    by: str
    at: Moment
    answer: SupportAnswer = SupportAnswer.THINKING
    other: str = ""
    note: str = ""
    follow_up: date | None = None
    followed_up: Moment | None = None
    withdrawn: Withdrawal | None = None
