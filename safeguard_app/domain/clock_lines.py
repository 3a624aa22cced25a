"""What the line of an incident in the index keeps for its clocks: how its referrals stand, and what was said of clocks.

Enough for Today to be worked out without opening a record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from safeguard_app.domain.clock_acts import ActOnClock, ClockAct, Wait
from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.moments import Moment, sort_key
from safeguard_app.domain.records import Stored
from safeguard_app.domain.referral_steps import ANSWERS, DECISIONS, REACHED, ReferralStep, StepTaken


@dataclass(frozen=True, slots=True)
class LineReferral:
    """How one referral stands. Times are those of the last such step, ``reached`` of the first contact."""

    referral: str
    agency: str
    reached: Moment | None = None
    phoned: Moment | None = None
    agreed: Moment | None = None
    sent: Moment | None = None
    last: Moment | None = None
    """The last time it was sent, chased or acknowledged: silence is counted from here."""
    answered: bool = False
    decided: bool = False


@dataclass(frozen=True, slots=True)
class LineClock:
    """One thing a person said of a clock, without their words."""

    id: str
    clock: str
    act: ActOnClock
    at: Moment
    run: str
    wait: Wait | None
    until: Moment | None
    due: date | None


def line_referrals(entries: Sequence[Stored[object]]) -> tuple[LineReferral, ...]:
    """How each referral on a record stands, in the order in which they were begun."""
    steps: dict[str, list[ReferralStep]] = {}
    for entry in entries:
        if isinstance(entry.content, ReferralStep):
            steps.setdefault(entry.content.referral, []).append(entry.content)
    return tuple(_stands(name, sorted(found, key=_when)) for name, found in steps.items())


def line_clocks(entries: Sequence[Stored[object]]) -> tuple[LineClock, ...]:
    """What was said of clocks, in order."""
    return tuple(
        LineClock(entry.reference.id, one.clock, one.act, one.at, one.run, one.wait, one.until, one.due)
        for entry in entries
        if isinstance(one := entry.content, ClockAct)
    )


def line_reported(entries: Sequence[Stored[object]]) -> Moment | None:
    """When a platform was last reported to with no answer noted since; None where none is waited for."""
    reports = [
        entry.content
        for entry in entries
        if isinstance(entry.content, Note) and entry.content.kind is NoteKind.PLATFORM_REPORT
    ]
    last = max(reports, key=lambda note: sort_key(note.at), default=None)
    return last.at if last is not None and not last.advised.strip() else None


def _stands(name: str, steps: Sequence[ReferralStep]) -> LineReferral:
    def last(*taken: StepTaken) -> Moment | None:
        return next((one.at for one in reversed(steps) if one.taken in taken), None)

    since = [place for place, one in enumerate(steps) if one.taken is StepTaken.SENT]
    after = steps[since[-1] + 1 :] if since else steps
    return LineReferral(
        referral=name,
        agency=steps[0].agency,
        reached=next((one.at for one in steps if one.taken in REACHED), None),
        phoned=last(StepTaken.PHONED),
        agreed=last(StepTaken.THRESHOLD_AGREED),
        sent=last(StepTaken.SENT),
        last=last(StepTaken.SENT, StepTaken.CHASED, StepTaken.ACKNOWLEDGED),
        answered=any(one.taken in ANSWERS for one in after),
        decided=any(one.taken in DECISIONS for one in after),
    )


def _when(step: ReferralStep) -> tuple[bool, datetime, datetime]:
    return sort_key(step.at)


def clock_words_of(content: ReferralStep | ClockAct) -> tuple[str, ...]:
    """What was typed of a step, or of a limit: for the search."""
    if isinstance(content, ClockAct):
        return (content.text, content.reference)
    said = (content.text, content.advised, content.meanwhile)
    return (*said, content.with_whom, content.about, content.how, content.reference)
