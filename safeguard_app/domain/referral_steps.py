"""The life of a referral, step by step: phoned, sent, acknowledged, chased, decided, taken further, ended.

A step hangs on its incident like a note. Steps of one referral share its ``referral``: the id of the form it was
written on, or of its first step where it went on another's form. Printing and saving a form are no steps.
"""

from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import Withdrawal


class StepTaken(StrEnum):
    """What happened to a referral."""

    PHONED = "phoned"
    """Somebody there was rung and spoken to."""
    LEFT_MESSAGE = "left_message"
    """A message was left: first contact all the same, and no telephone referral yet."""
    MET = "met"
    THRESHOLD_AGREED = "threshold_agreed"
    """The officer agreed that the harm threshold is met: where the authority asks for it, the form is due."""
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    CHASED = "chased"
    """They were rung because nothing was heard; the silence is counted afresh from here."""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    """They decided that it does not meet their threshold: the steps of escalation are open."""
    ESCALATED = "escalated"
    OUTCOME = "outcome"


REACHED = frozenset({StepTaken.PHONED, StepTaken.LEFT_MESSAGE, StepTaken.MET, StepTaken.SENT})
"""Steps that are contact with whom the referral goes to."""
ANSWERS = frozenset(
    {
        StepTaken.ACKNOWLEDGED,
        StepTaken.THRESHOLD_AGREED,
        StepTaken.ACCEPTED,
        StepTaken.DECLINED,
        StepTaken.OUTCOME,
    }
)
"""Steps by which they answered."""
DECISIONS = frozenset({StepTaken.ACCEPTED, StepTaken.DECLINED, StepTaken.OUTCOME})
LEVELS = 5
"""Levels of professional challenge: worker to worker, line managers, senior and formal, and two of the partnership."""


@dataclass(frozen=True, slots=True)
class ReferralStep:
    """One step. ``agency`` is the catalogue's id of whom the referral goes to; ``about`` says about whom, in words.

    ``by`` did it here; ``with_whom`` is who answered there; ``how`` the way it went; ``level`` counts in an escalation.
    """

    referral: str
    agency: str
    taken: StepTaken
    at: Moment
    about: str = ""
    by: str = ""
    with_whom: str = ""
    how: str = ""
    text: str = ""
    reference: str = ""
    level: int = 0
    advised: str = ""
    """Their advice, verbatim where it matters."""
    withdrawn: Withdrawal | None = None
    meanwhile: str = ""
    """Of a challenge: what protects the child until it is answered. A dispute never delays protection."""
