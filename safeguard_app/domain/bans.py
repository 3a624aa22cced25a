"""How a ban from the premises stands, worked out of the steps that were recorded (domain.md 4.5).

Nothing forces an order of steps; one thing is a rule: a ban is provisional until whoever it is about was heard, or the
time given for it is over, and somebody decided after that. A decision that came too soon leaves it provisional.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.moments import Moment, days_of, sort_key
from safeguard_app.domain.responses import BanOutcome, BanStanding, BanTerms, ResponseStep, RungKind

BAN_KINDS = frozenset({RungKind.BAN, RungKind.REPRESENTATIONS, RungKind.BAN_DECISION, RungKind.BAN_REVIEW})

Step = tuple[RecordId, ResponseStep]
"""A step that counts, with the id of its record."""


@dataclass(frozen=True, slots=True)
class Ban:
    """One ban with its steps. ``terms`` are those of the newest step that set any."""

    notice: RecordId
    person: str
    noticed: ResponseStep
    terms: BanTerms
    heard: tuple[ResponseStep, ...] = ()
    decision: ResponseStep | None = None
    too_soon: bool = False
    """Whether the decision came before representations were received and before the time for them was over."""
    review: ResponseStep | None = None

    @property
    def lifted(self) -> bool:
        """Whether the newest decision or review took it back."""
        last = self.review or self.decision
        return last is not None and last.ban is not None and last.ban.outcome is BanOutcome.LIFTED

    def standing(self, day: date) -> BanStanding:
        """How it stands on a day."""
        if self.lifted:
            return BanStanding.LIFTED
        if self.terms.end is not None and self.terms.end < day:
            return BanStanding.ENDED
        if self.decision is None or self.too_soon:
            return BanStanding.PROVISIONAL
        return BanStanding.CONFIRMED

    def in_force(self, day: date) -> bool:
        """Whether the person is kept out on a day, provisionally or not."""
        standing = self.standing(day)
        return standing in (BanStanding.PROVISIONAL, BanStanding.CONFIRMED) and self.terms.start <= day

    def window_over(self, day: date) -> bool:
        """Whether they were asked to answer, and the last day for it has passed."""
        until = self.noticed.ban.representations_until if self.noticed.ban is not None else None
        return until is not None and until < day


def bans_of(steps: Sequence[Step], zone: tzinfo) -> tuple[Ban, ...]:
    """Every ban among the steps of a record, in the order of their notices."""
    ordered = sorted(steps, key=lambda step: sort_key(step[1].at))
    notices = [step for step in ordered if step[1].kind is RungKind.BAN and step[1].ban is not None]
    return tuple(_ban(notice, _following(notice, notices, ordered), zone) for notice in notices)


def _following(notice: Step, notices: Sequence[Step], steps: Iterable[Step]) -> list[ResponseStep]:
    """The steps about one notice; those that name none are about the only or the newest one."""
    newest = notices[-1][0]
    return [
        step
        for record, step in steps
        if record != notice[0] and step.kind in BAN_KINDS and (step.notice or newest) == notice[0]
        if step.kind is not RungKind.BAN
    ]


def _ban(notice: Step, following: Sequence[ResponseStep], zone: tzinfo) -> Ban:
    record, first = notice
    assert first.ban is not None
    heard = tuple(step for step in following if step.kind is RungKind.REPRESENTATIONS)
    decision = _last(step for step in following if step.kind is RungKind.BAN_DECISION)
    review = _last(step for step in following if step.kind is RungKind.BAN_REVIEW)
    if review is not None and decision is not None and sort_key(review.at) < sort_key(decision.at):
        review = None
    newest = review or decision
    terms = newest.ban if newest is not None and newest.ban is not None else first.ban
    return Ban(
        notice=record,
        person=first.with_whom,
        noticed=first,
        terms=terms,
        heard=heard,
        decision=decision,
        too_soon=decision is not None and not _may_be_decided(first.ban, heard, decision.at, zone),
        review=review,
    )


def _may_be_decided(notice: BanTerms, heard: Sequence[ResponseStep], at: Moment, zone: tzinfo) -> bool:
    """Whether they were heard by then, or were asked to answer and the last day for it was over."""
    days = days_of(at, zone)
    if days is None:
        return bool(heard)
    if any(_by(step.at, days[1], zone) for step in heard):
        return True
    until = notice.representations_until
    return until is not None and until < days[1]


def _by(at: Moment, day: date, zone: tzinfo) -> bool:
    days = days_of(at, zone)
    return days is None or days[0] <= day


def _last(steps: Iterable[ResponseStep]) -> ResponseStep | None:
    found = list(steps)
    return found[-1] if found else None
