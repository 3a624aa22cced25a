"""How a declaration stood at a given instant, over the entries known at the moment of asking.

Steps are a chain in the order they took effect, each with a range of instants (a signed sheet may say only the day).
So at an instant some steps certainly have taken effect, some certainly have not, and for those between it cannot be
told: the standing then has several possible states, and none is chosen silently.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

from safeguard_app.domain.declarations import Declaration, Step, StepKind
from safeguard_app.domain.moments import Span, day_start, span_of
from safeguard_app.domain.person_rules import same_person

ACKNOWLEDGEMENTS = frozenset({StepKind.ACKNOWLEDGED, StepKind.ACKNOWLEDGED_WITH_CONDITIONS})


class StandingCode(StrEnum):
    """Where a declaration stands."""

    NOTHING = "nothing"
    DECLARED = "declared"
    ACKNOWLEDGED = "acknowledged"
    ACKNOWLEDGED_WITH_CONDITIONS = "acknowledged_with_conditions"
    REFUSED = "refused"
    SUPERSEDED = "superseded"
    ENDED = "ended"


STANDING_WORDS = {
    StandingCode.NOTHING: "Nothing on the register",
    StandingCode.DECLARED: "Declared, not acknowledged",
    StandingCode.ACKNOWLEDGED: "Acknowledged",
    StandingCode.ACKNOWLEDGED_WITH_CONDITIONS: "Acknowledged, with conditions",
    StandingCode.REFUSED: "Not acknowledged: refused",
    StandingCode.SUPERSEDED: "Replaced by another declaration",
    StandingCode.ENDED: "Ended",
}
_ACKNOWLEDGED = frozenset({StandingCode.ACKNOWLEDGED, StandingCode.ACKNOWLEDGED_WITH_CONDITIONS})
_OVER = frozenset({StandingCode.SUPERSEDED, StandingCode.ENDED})


class Stage(StrEnum):
    """How far a declaration that nobody has decided yet has come."""

    SUBMITTED = "submitted"
    UNDER_DISCUSSION = "under_discussion"
    MORE_INFORMATION = "more_information"


@dataclass(frozen=True, slots=True)
class State:
    """What the register shows after a run of steps.

    ``by`` is the step that made it so; ``change_waiting`` when a change was declared after the acknowledgement in
    force and has not been acknowledged itself.
    """

    code: StandingCode = StandingCode.NOTHING
    by: Step | None = None
    declared_by: Step | None = None
    change_waiting: bool = False
    review_on: date | None = None

    @property
    def is_acknowledged(self) -> bool:
        """Whether an acknowledgement, with or without conditions, is in force."""
        return self.code in _ACKNOWLEDGED

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions of the acknowledgement in force."""
        return self.by.conditions if self.by is not None and self.is_acknowledged else ()

    @property
    def protocol(self) -> str:
        """The agreed protocol of the acknowledgement in force."""
        return self.by.protocol if self.by is not None and self.is_acknowledged else ""


NOTHING = State()


@dataclass(frozen=True, slots=True)
class Standing:
    """How a declaration stood at one instant.

    ``state`` holds what is certain; ``possible`` lists every state it may have been in (one entry: no doubt).
    """

    state: State
    possible: tuple[State, ...]
    steps: tuple[Step, ...] = field(default=())

    @property
    def code(self) -> StandingCode:
        """The certain state's code."""
        return self.state.code

    @property
    def is_certain(self) -> bool:
        """Whether only one state is possible."""
        return len(self.possible) == 1


def stage_of(held: Standing) -> Stage:
    """How far what was declared last has come: submitted, discussed, or asked about once more."""
    declared = held.state.declared_by
    since = (
        held.steps[held.steps.index(declared) :] if declared in held.steps and declared is not None else ()
    )
    for step in reversed(since):
        if step.kind is StepKind.MORE_INFORMATION:
            return Stage.MORE_INFORMATION
        if step.kind is StepKind.DISCUSSED:
            return Stage.UNDER_DISCUSSION
    return Stage.SUBMITTED


def known_steps(declaration: Declaration, known_at: datetime) -> tuple[Step, ...]:
    """The steps that had been entered by ``known_at`` and not withdrawn by then, in order of effect."""
    error = declaration.entered_in_error
    if error is not None and error.at <= known_at:
        return ()
    return tuple(
        step
        for step in declaration.steps
        if step.entered_at <= known_at and (step.withdrawn is None or step.withdrawn.at > known_at)
    )


def is_own_acknowledgement(declaration: Declaration, step: Step) -> bool:
    """Whether somebody acknowledges their own declaration: refused when entered, and never counted."""
    return step.kind in ACKNOWLEDGEMENTS and same_person(step.by, declaration.adult)


def states_of(steps: tuple[Step, ...]) -> tuple[State, ...]:
    """The state before any step, and after each: one more entry than ``steps``."""
    states = [NOTHING]
    for step in steps:
        states.append(_after(states[-1], step))
    return tuple(states)


def _after(state: State, step: Step) -> State:
    review_on = step.review_on if step.review_on is not None else state.review_on
    declared_by = state.declared_by
    if step.kind is StepKind.DECLARED:
        if state.is_acknowledged:
            return State(state.code, state.by, step, True, review_on)
        return State(StandingCode.DECLARED, step, step, False, review_on)
    if state.code in _OVER or declared_by is None:
        return state
    if step.kind in ACKNOWLEDGEMENTS:
        return State(StandingCode(step.kind.value), step, declared_by, False, step.review_on)
    if step.kind in {StepKind.REFUSED, StepKind.SUPERSEDED, StepKind.ENDED}:
        return State(StandingCode(step.kind.value), step, declared_by, False, review_on)
    if step.kind is StepKind.REVIEWED:
        review_on = step.review_on
    return State(state.code, state.by, declared_by, state.change_waiting, review_on)


def certainly_done(steps: tuple[Step, ...], at: datetime | None) -> int:
    """How many steps, from the first, had certainly taken effect by instant ``at`` (None: long ago)."""
    if at is None:
        return 0
    done = [place for place, step in enumerate(steps, 1) if _stop(span_of(step.at), at)]
    return max(done, default=0)


def _stop(span: Span, at: datetime) -> bool:
    return span.stop is not None and span.stop <= at


def possibly_done(steps: tuple[Step, ...], before: datetime | None) -> int:
    """How many steps, from the first, may have taken effect before instant ``before`` (None: ever)."""
    if before is None:
        return len(steps)
    for place, step in enumerate(steps):
        earliest = span_of(step.at).earliest
        if earliest is not None and earliest >= before:
            return place
    return len(steps)


def standing(declaration: Declaration, on: datetime, known_at: datetime) -> Standing:
    """How ``declaration`` stood at instant ``on``, over the entries known at ``known_at``.

    A register printed "as at" a past day gives that day's end for ``on``; and for ``known_at`` now, or the same
    instant to see what the register could have told then.
    """
    known = known_steps(declaration, known_at)
    steps = tuple(step for step in known if not is_own_acknowledgement(declaration, step))
    states = states_of(steps)
    instant = on.astimezone(UTC)
    least = certainly_done(steps, instant)
    most = max(least, possibly_done(steps, instant))
    return Standing(states[least], tuple(dict.fromkeys(states[least : most + 1])), steps[:most])


def standing_on_day(declaration: Declaration, day: date, known_at: datetime, zone: tzinfo) -> Standing:
    """How ``declaration`` stood at the end of a local day."""
    return standing(declaration, day_start(day + timedelta(days=1), zone), known_at)
