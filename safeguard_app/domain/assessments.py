"""The risk and needs assessment of one child after an incident, and the plan that keeps them safe.

What could happen and to whom, what the child needs and wants, what is done by whom until when, who has the plan, and
when it is looked at again (England: KCSIE Part Five asks for one at once after a report of sexual violence). A review
is a further version with what it found; nothing of an earlier plan is overwritten.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import PersonRef, Withdrawal


class RiskLevel(StrEnum):
    """How much is to be done about a risk now."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Risk:
    """What could happen, how serious that is judged, and on what that rests."""

    what: str
    level: RiskLevel
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is done to keep somebody safe: by whom, and until when where it ends by itself."""

    what: str
    by_whom: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PlanEnd:
    """The plan came to an end."""

    on: date
    by_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The assessment of one child and their safety plan, as its newest version says.

    ``at`` is when it was assessed or reviewed last; ``found`` is what the review found.
    """

    child: PersonRef
    at: Moment
    by: str
    risks: tuple[Risk, ...]
    measures: tuple[Measure, ...]
    needs: str = ""
    wishes: str = ""
    """The child's own wishes and feelings."""
    parents_view: str = ""
    shared_with: str = ""
    review_on: date | None = None
    found: str = ""
    ended: PlanEnd | None = None
    withdrawn: Withdrawal | None = None

    @property
    def is_running(self) -> bool:
        """Whether the plan is in force."""
        return self.ended is None and self.withdrawn is None
