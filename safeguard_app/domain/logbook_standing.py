"""How an entry of a register stood at the end of a day, and when it is due to be looked at again.

Days, not hours: what took effect on a day counts for that whole day, and whoever asks about that very day is told
that something changed on it.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from enum import StrEnum

from safeguard_app.domain.logbooks import (
    DECISIONS,
    EntryAnswer,
    EntryState,
    EntryStep,
    EntryStepKind,
    LogbookEntry,
)
from safeguard_app.domain.moments import days_of


class EntryCode(StrEnum):
    """Where an entry stands on a day."""

    NOT_YET = "not_yet"
    NOTED = "noted"
    """It tells of one day, and that day has come."""
    IN_FORCE = "in_force"
    WAITING = "waiting"
    """Nobody has decided yet."""
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


HOLDS = frozenset({EntryCode.IN_FORCE, EntryCode.GIVEN})
"""Where something holds that may be due for another look."""


@dataclass(frozen=True, slots=True)
class EntryRules:
    """What the catalogue says of a register, as far as standing depends on it."""

    dated_by: str
    ends_by: str = ""
    lasting: bool = False
    decided: bool = False
    review_months: int = 0


@dataclass(frozen=True, slots=True)
class EntryStanding:
    """How an entry stood: its code, what held, the step that made it so, and what stood out about the day.

    ``decided`` is the decision in force or, once ended, the last one. ``changed_that_day``: something took effect on
    the very day asked about. ``review_on``: when it is to be looked at again; None where nothing is due for it.
    """

    code: EntryCode
    state: EntryState
    decided: EntryStep | None = None
    ended_on: date | None = None
    changed_that_day: bool = False
    review_on: date | None = None


def day_of(answer: EntryAnswer | None, zone: tzinfo) -> date | None:
    """The day an answer names: of a time, its first day."""
    if answer is None:
        return None
    if answer.at is not None:
        days = days_of(answer.at, zone)
        return days[0] if days is not None else None
    return answer.day


def begins_on(state: EntryState, rules: EntryRules, zone: tzinfo) -> date | None:
    """The day an entry counts from."""
    return day_of(state.answer(rules.dated_by), zone)


def entry_standing(entry: LogbookEntry, rules: EntryRules, day: date, zone: tzinfo) -> EntryStanding:
    """How ``entry`` stood at the end of ``day``."""
    state = state_on(entry, day)
    steps = [step for step in entry.steps if step.withdrawn is None and step.on <= day]
    begins = begins_on(state, rules, zone)
    decided = next((step for step in reversed(steps) if step.kind in DECISIONS), None)
    ended, last_day = _end_of(state, steps, decided, rules, zone)
    code = _code(day, begins, decided, last_day, rules)
    changes = (*(step.on for step in steps), *(one.since for one in entry.states), begins)
    return EntryStanding(
        code,
        state,
        decided,
        ended if code is EntryCode.ENDED else None,
        day in changes,
        _review_on(steps, begins, rules) if code in HOLDS else None,
    )


def state_on(entry: LogbookEntry, day: date) -> EntryState:
    """What the fields said on a day: the latest change that had taken effect, else what was entered first."""
    return states_until(entry, day)[-1]


def states_until(entry: LogbookEntry, day: date) -> tuple[EntryState, ...]:
    """What the fields said up to a day, one after the other; at least what was entered first."""
    held = tuple(state for state in entry.states if state.since is None or state.since <= day)
    return held or entry.states[:1]


def _end_of(
    state: EntryState, steps: list[EntryStep], decided: EntryStep | None, rules: EntryRules, zone: tzinfo
) -> tuple[date | None, date | None]:
    """The day to name as its end, and the last day it held: by a field, or by the step that ended it.

    A decision later than that step opens it again.
    """
    ends = day_of(state.answer(rules.ends_by), zone) if rules.ends_by else None
    last = next((step for step in reversed(steps) if step.kind is EntryStepKind.ENDED), None)
    if last is None or (decided is not None and steps.index(decided) > steps.index(last)):
        return ends, ends
    if ends is not None and ends < last.on:
        return ends, ends
    return last.on, last.on - timedelta(days=1)


def _code(
    day: date, begins: date | None, decided: EntryStep | None, last_day: date | None, rules: EntryRules
) -> EntryCode:
    if decided is None and (begins is None or begins > day):
        return EntryCode.NOT_YET
    if not rules.lasting:
        return EntryCode.NOTED
    if decided is not None and decided.kind is not EntryStepKind.GIVEN:
        return EntryCode(decided.kind.value)
    if last_day is not None and last_day < day:
        return EntryCode.ENDED
    if not rules.decided:
        return EntryCode.IN_FORCE
    return EntryCode.WAITING if decided is None else EntryCode.GIVEN


def _review_on(steps: list[EntryStep], begins: date | None, rules: EntryRules) -> date | None:
    """The day set by the latest step that set one; else so many months after the latest decision or review."""
    looked = [step for step in steps if step.kind in {EntryStepKind.GIVEN, EntryStepKind.REVIEWED}]
    if looked and looked[-1].review_on is not None:
        return looked[-1].review_on
    since = looked[-1].on if looked else begins
    return months_later(since, rules.review_months) if since is not None and rules.review_months else None


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of a month that has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
