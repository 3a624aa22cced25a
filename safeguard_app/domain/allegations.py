"""The file of an allegation about an adult who works with children: who manages it, what was advised, how it ended.

It hangs on the incident, in the part of the log where the incident stands. Each of its six parts is answered when
its time comes, and every change is a further version (domain.md 4.3; England: KCSIE Part Four). Suspension is a neutral
act: what else was thought of is asked before it. A breach of policy below the harm threshold has the two parts of its
investigation only: what was looked into, and what was found (policy 001 L101).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from safeguard_app.domain.entries import Consulted
from safeguard_app.domain.moments import NOT_KNOWN, Moment
from safeguard_app.domain.people import PersonRef, Withdrawal


@dataclass(frozen=True, slots=True)
class MayTell:
    """What may be told, to whom and when, as those who advise have said."""

    whom: str
    what: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Management:
    """Who manages the case, and the advice of the officer for allegations.

    ``why_other``: why it is somebody else than the rule says.
    """

    manager: str
    why_other: str = ""
    advice: tuple[Consulted, ...] = ()
    may_tell: tuple[MayTell, ...] = ()


class InvestigationState(StrEnum):
    """Whether the school may begin to look into it."""

    LOCKED = "locked"
    MAY_BEGIN = "may_begin"
    BELOW_THRESHOLD = "below_threshold"
    """A breach of policy below the harm threshold: the school looks into it by its own procedure."""


@dataclass(frozen=True, slots=True)
class Investigation:
    """Who agreed that the school may begin, when and on what terms; or why it waits. ``agreed_by`` are codes.

    ``scope`` is what is looked into, ``investigator`` by whom, ``since`` from when on.
    """

    state: InvestigationState
    agreed_by: tuple[str, ...]
    who: str
    at: Moment
    terms: str = ""
    investigator: str = ""
    scope: str = ""
    since: Moment = NOT_KNOWN


class InvestigationOutcome(StrEnum):
    """Whether an investigation found that policy was breached."""

    BREACH = "breach"
    PARTLY = "partly"
    NO_BREACH = "no_breach"
    NOT_ESTABLISHED = "not_established"
    STOPPED = "stopped"
    """Passed on: the police, the officer for allegations or another procedure took it over."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What an investigation looked at, what it found, and when it ended; no ``outcome`` while it is under way.

    It says whether policy was breached. How an allegation ended is another question: :class:`AllegationOutcome`.
    """

    looked_at: str
    findings: str = ""
    outcome: InvestigationOutcome | None = None
    follows: str = ""
    ended: Moment = NOT_KNOWN


@dataclass(frozen=True, slots=True)
class InsteadOfSuspension:
    """Something that was thought of instead of suspension, and what was decided about it. ``instead`` is a code."""

    instead: str
    decided: str


class SuspensionState(StrEnum):
    """Whether the adult is away from work. None of these says anything about what happened."""

    NOT_SUSPENDED = "not_suspended"
    SUSPENDED = "suspended"
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class Suspension:
    """The decision about suspension, with what else was considered and what HR and legal advisers said."""

    state: SuspensionState
    reason: str
    decided_by: str
    at: Moment
    review_on: date | None = None
    considered: tuple[InsteadOfSuspension, ...] = ()
    advice: tuple[Consulted, ...] = ()


class AllegationTerm(StrEnum):
    """The five terms with which an allegation ends."""

    SUBSTANTIATED = "substantiated"
    MALICIOUS = "malicious"
    FALSE = "false"
    UNSUBSTANTIATED = "unsubstantiated"
    UNFOUNDED = "unfounded"


@dataclass(frozen=True, slots=True)
class AllegationOutcome:
    """How the allegation ended, with the reason."""

    term: AllegationTerm
    reason: str
    decided_by: str
    at: Moment


class DutyState(StrEnum):
    """What was decided about a referral to the barring body or the regulator."""

    NOT_YET = "not_yet"
    MADE = "made"
    NOT_MADE = "not_made"
    NO_DUTY = "no_duty"


@dataclass(frozen=True, slots=True)
class DutyDecision:
    """One such decision: what, why and when."""

    state: DutyState
    reason: str
    at: Moment


@dataclass(frozen=True, slots=True)
class Duties:
    """Referral to the barring body and to the regulator; ``legs`` are codes of what applies for the first."""

    legs: tuple[str, ...]
    barring: DutyDecision
    regulator: DutyDecision


Part = Management | Investigation | Findings | Suspension | AllegationOutcome | Duties
"""One part of the file, as its form gives it."""


@dataclass(frozen=True, slots=True)
class AllegationFile:
    """Everything that was answered about one adult so far. A part that is None was not answered yet."""

    adult: PersonRef
    management: Management | None = None
    investigation: Investigation | None = None
    suspension: Suspension | None = None
    outcome: AllegationOutcome | None = None
    duties: Duties | None = None
    withdrawn: Withdrawal | None = None
    findings: Findings | None = None

    @property
    def is_below_threshold(self) -> bool:
        """Whether it is about a breach below the harm threshold, which the school looks into by itself."""
        return (
            self.investigation is not None and self.investigation.state is InvestigationState.BELOW_THRESHOLD
        )

    def is_locked(self, *, threshold_met: bool) -> bool:
        """Whether nobody may interview or investigate: nobody agreed yet, and the allegation has not ended.

        ``threshold_met``: a decision says since that the harm threshold may be met; then what was begun below it stops.
        """
        if self.outcome is not None:
            return False
        if self.is_below_threshold:
            return threshold_met
        return self.investigation is None or self.investigation.state is InvestigationState.LOCKED


def texts_of(file: AllegationFile) -> tuple[str, ...]:
    """Every text of the file that search looks in."""
    found = [file.adult.name]
    if file.management is not None:
        found += [file.management.manager, file.management.why_other, *_advice(file.management.advice)]
        for one in file.management.may_tell:
            found += [one.whom, one.what, one.when]
    if file.investigation is not None:
        found += [file.investigation.who, file.investigation.terms, file.investigation.investigator]
        found.append(file.investigation.scope)
    if file.findings is not None:
        found += [file.findings.looked_at, file.findings.findings, file.findings.follows]
    if file.suspension is not None:
        found += [file.suspension.reason, file.suspension.decided_by, *_advice(file.suspension.advice)]
        found += [one.decided for one in file.suspension.considered]
    if file.outcome is not None:
        found += [file.outcome.reason, file.outcome.decided_by]
    if file.duties is not None:
        found += [file.duties.barring.reason, file.duties.regulator.reason]
    return tuple(found)


def _advice(advice: tuple[Consulted, ...]) -> list[str]:
    return [text for one in advice for text in (one.who, one.role, one.advised)]
