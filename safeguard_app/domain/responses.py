"""Steps of a school's response (policy 000 L42-44, 003 L42): calls, letters, reports to platforms, premises bans.

Each step is an entry of its own, never changed: what came of it is a further version. How a ban stands is worked out
from its steps, in :mod:`safeguard_app.domain.bans`, so that none of them has to be kept up by hand.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import Withdrawal


class RungKind(StrEnum):
    """What a step of a ladder is. The first two are looked up on the record, the others are kept as steps."""

    EVIDENCE = "evidence"
    """Evidence on the record: taken in under its own section."""
    TELLING = "telling"
    """Somebody was told: recorded under *Who was told*, once."""
    STEP = "step"
    PLATFORM_REPORT = "platform_report"
    BAN = "ban"
    """Notice of a ban: provisional."""
    REPRESENTATIONS = "representations"
    BAN_DECISION = "ban_decision"
    BAN_REVIEW = "ban_review"


class StepResult(StrEnum):
    """What came of a step."""

    WAITING = "waiting"
    AGREED = "agreed"
    DONE = "done"
    PARTLY = "partly"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"


class PlatformResult(StrEnum):
    """What came of a report to a platform, as somebody told: staff never look to find out."""

    WAITING = "waiting"
    GONE = "gone"
    STILL_THERE = "still_there"
    REFUSED = "refused"


class BanOutcome(StrEnum):
    """What was decided of a ban."""

    CONFIRMED = "confirmed"
    CONTINUES = "continues"
    LIFTED = "lifted"


class BanStanding(StrEnum):
    """How a ban stands on a day."""

    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    LIFTED = "lifted"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class PlatformReport:
    """What was reported to whom. ``chased`` are the times somebody asked again; ``link`` is masked where it must be.

    A report waits for its answer until ``result`` says what came of it, told by ``told_by``.
    """

    platform: str
    what: str
    link: str = ""
    chased: tuple[Moment, ...] = ()
    result: PlatformResult = PlatformResult.WAITING
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class BanTerms:
    """What a ban says, in the notice, the decision and each review. No ``end``: until it is lifted.

    ``scope`` says what the two ticks do not; ``collection`` how the child is brought and collected.
    """

    start: date
    end: date | None = None
    premises: bool = True
    events: bool = False
    scope: str = ""
    reason: str = ""
    collection: str = ""
    representations_until: date | None = None
    review_on: date | None = None
    outcome: BanOutcome | None = None


@dataclass(frozen=True, slots=True)
class ResponseStep:
    """One step: on which ladder and rung, when, by whom, towards whom, what was said, and what came of it.

    ``ban`` belongs to the four kinds of a ban, ``platform`` to a report to one. ``notice`` is the notice of the ban
    that representations, a decision or a review are about.
    """

    ladder: str
    rung: str
    kind: RungKind
    at: Moment
    by: str
    with_whom: str = ""
    said: str = ""
    answer: str = ""
    deadline: Moment | None = None
    result: StepResult | None = None
    result_at: Moment | None = None
    reference: str = ""
    platform: PlatformReport | None = None
    ban: BanTerms | None = None
    notice: RecordId | None = None
    withdrawn: Withdrawal | None = None

    @property
    def waits(self) -> bool:
        """Whether what came of it is still open."""
        if self.platform is not None:
            return self.platform.result in (PlatformResult.WAITING, PlatformResult.STILL_THERE)
        return self.result in (StepResult.WAITING, StepResult.AGREED)
