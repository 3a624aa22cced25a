"""What the register alone shows about one contact: the codes, before any words.

One declaration is read at a time. A one-off contact lies somewhere in its range; a continuing one fills it. Every
state the register may have been in over that range is kept, and a verdict is given only when all of them support it:
widening what is known of the time can never make a verdict stronger.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from safeguard_app.domain.contact_check import ContactQuestion, Extent, VerdictCode
from safeguard_app.domain.declaration_rules import declares_as_head
from safeguard_app.domain.declarations import Declaration, FiledDeclaration, Step, StepKind
from safeguard_app.domain.moments import certainly_before, days_of, span_of
from safeguard_app.domain.people import Office, OfficeKind
from safeguard_app.domain.standing import (
    ACKNOWLEDGEMENTS,
    StandingCode,
    State,
    certainly_done,
    is_own_acknowledgement,
    known_steps,
    possibly_done,
    states_of,
)

_CHAIRS = frozenset(
    {OfficeKind.CHAIR, OfficeKind.VICE_CHAIR, OfficeKind.TRUST_LEAD, OfficeKind.AUTHORITY_OFFICER}
)
_OVER = frozenset({StandingCode.ENDED, StandingCode.SUPERSEDED})
_OPEN = frozenset({StandingCode.NOTHING, StandingCode.DECLARED})
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """One declaration read against one contact.

    ``began`` holds the states possible when the contact began, ``throughout`` those possible at any time of it, and
    ``final`` the state at the moment of checking. ``doubtful`` are the steps whose order against the beginning
    cannot be told. ``not_counted`` are acknowledgements by somebody who could not give them.
    """

    filed: FiledDeclaration
    code: VerdictCode
    steps: tuple[Step, ...]
    began: tuple[State, ...]
    throughout: tuple[State, ...]
    final: State
    doubtful: tuple[Step, ...]
    not_counted: tuple[Step, ...]

    @property
    def governing(self) -> State:
        """The state that the verdict speaks of: the one in force when the contact began, as far as certain."""
        return self.began[0]

    @property
    def certainly_in_force(self) -> State | None:
        """The acknowledgement that was in force when the contact began, where its terms are beyond doubt."""
        terms = {(state.is_acknowledged, state.conditions, state.protocol) for state in self.began}
        return self.governing if len(terms) == 1 and self.governing.is_acknowledged else None

    @property
    def next_acknowledgement(self) -> Step | None:
        """The first acknowledgement after the governing state: the one that came later, or too near to tell."""
        governed_by = self.governing.by
        start = 0 if governed_by is None else self.steps.index(governed_by) + 1
        return next((step for step in self.steps[start:] if step.kind in ACKNOWLEDGEMENTS), None)

    @property
    def acknowledgements(self) -> tuple[Step, ...]:
        """The acknowledgements that the verdict rests on, in order.

        They are those that may have been in force at any time of the contact; and where none certainly was when it
        began, the first that came afterwards, from whose date the verdict tells that it was later.
        """
        given = [state.by for state in self.throughout if state.is_acknowledged]
        if not self.governing.is_acknowledged:
            given.append(self.next_acknowledgement)
        return tuple(dict.fromkeys(step for step in given if step is not None))


def read_declaration(
    filed: FiledDeclaration,
    question: ContactQuestion,
    known_at: datetime,
    adult_offices: tuple[Office, ...],
    zone: tzinfo,
) -> Reading | None:
    """One declaration against one contact; None when nothing of it was known by ``known_at``."""
    known = known_steps(filed.declaration, known_at)
    steps = tuple(
        step for step in known if acknowledgement_counts(filed.declaration, step, adult_offices, zone)
    )
    if not steps:
        return None
    states = states_of(steps)
    began = span_of(question.began)
    first = certainly_done(steps, began.earliest)
    latest_at_start = max(first, possibly_done(steps, began.stop))
    surely_reached, last = _reach(question, steps, latest_at_start, known_at)
    at_start = states[first : latest_at_start + 1]
    throughout = states[first : last + 1]
    surely = states[latest_at_start : max(latest_at_start, surely_reached) + 1]
    final = states[-1]
    doubtful = steps[first:latest_at_start]
    later = states[latest_at_start + 1 :]
    code = _code(at_start, throughout, surely, later)
    if code is VerdictCode.ORDER_UNKNOWN and _one_shared_day(question, doubtful, zone):
        code = VerdictCode.SAME_DAY_ORDER_UNKNOWN
    return Reading(
        filed,
        code,
        steps,
        tuple(dict.fromkeys(at_start)),
        tuple(dict.fromkeys(throughout)),
        final,
        doubtful,
        tuple(step for step in known if step not in steps),
    )


def acknowledgement_counts(
    declaration: Declaration, step: Step, adult_offices: tuple[Office, ...], zone: tzinfo
) -> bool:
    """Whether a step counts: an acknowledgement of one's own never does, nor the Headteacher's by one of the staff."""
    if step.kind not in ACKNOWLEDGEMENTS:
        return True
    if is_own_acknowledgement(declaration, step):
        return False
    return step.capacity in _CHAIRS or not declares_as_head(adult_offices, step, zone)


def _reach(
    question: ContactQuestion, steps: tuple[Step, ...], at_start: int, known_at: datetime
) -> tuple[int, int]:
    """How many steps had surely, and may have, taken effect when the contact ended."""
    if not is_continuing(question):
        return at_start, at_start
    if question.ended is None:
        now = known_at + _INSTANT
        return certainly_done(steps, now), max(at_start, possibly_done(steps, now))
    ended = span_of(question.ended)
    return certainly_done(steps, ended.earliest), max(at_start, possibly_done(steps, ended.stop))


def is_continuing(question: ContactQuestion) -> bool:
    """Whether the contact is read as filling its period; where that is not known, an end given says so."""
    if question.extent is Extent.NOT_KNOWN:
        return question.ended is not None
    return question.extent is Extent.CONTINUING


def _code(
    began: tuple[State, ...],
    throughout: tuple[State, ...],
    surely: tuple[State, ...],
    later: tuple[State, ...],
) -> VerdictCode:
    if all(state.is_acknowledged for state in throughout):
        return VerdictCode.ACKNOWLEDGED_BEFORE
    if all(state.is_acknowledged for state in began):
        return _broken_off(surely)
    if any(state.is_acknowledged for state in began):
        return VerdictCode.ORDER_UNKNOWN
    codes = {state.code for state in began}
    if codes <= _OVER:
        return VerdictCode.LAPSED_OR_ENDED
    if codes == {StandingCode.REFUSED}:
        return VerdictCode.REFUSED
    if not codes <= _OPEN:
        return VerdictCode.ORDER_UNKNOWN
    if not any(state.is_acknowledged for state in later):
        return VerdictCode.DECLARED_NOT_ACKNOWLEDGED
    if any(state.is_acknowledged for state in throughout):
        return VerdictCode.BEGAN_BEFORE_ACKNOWLEDGEMENT
    return VerdictCode.ACKNOWLEDGED_ONLY_LATER


def _broken_off(surely: tuple[State, ...]) -> VerdictCode:
    """Acknowledged when it began, perhaps not to the end: say so only where it surely went on past the end."""
    gone = [state for state in surely if not state.is_acknowledged]
    if not gone:
        return VerdictCode.ORDER_UNKNOWN
    refused = all(state.code is StandingCode.REFUSED for state in gone)
    return VerdictCode.REFUSED if refused else VerdictCode.LAPSED_OR_ENDED


def _one_shared_day(question: ContactQuestion, doubtful: tuple[Step, ...], zone: tzinfo) -> bool:
    contact = days_of(question.began, zone)
    if contact is None or contact[0] != contact[1] or not doubtful:
        return False
    return all(days_of(step.at, zone) == contact for step in doubtful)


_PREFERENCE = (
    VerdictCode.ACKNOWLEDGED_BEFORE,
    VerdictCode.BEGAN_BEFORE_ACKNOWLEDGEMENT,
    VerdictCode.SAME_DAY_ORDER_UNKNOWN,
    VerdictCode.ORDER_UNKNOWN,
    VerdictCode.REFUSED,
    VerdictCode.ACKNOWLEDGED_ONLY_LATER,
    VerdictCode.LAPSED_OR_ENDED,
    VerdictCode.DECLARED_NOT_ACKNOWLEDGED,
)


def deciding_reading(readings: Iterable[Reading]) -> Reading | None:
    """The reading that decides among several declarations about the same two people.

    An acknowledgement decides, unless another declaration may have been refused at the time by a decision that did
    not certainly come before it.
    """
    ordered = sorted(readings, key=lambda reading: _PREFERENCE.index(reading.code))
    if not ordered or ordered[0].code is not VerdictCode.ACKNOWLEDGED_BEFORE:
        return ordered[0] if ordered else None
    acknowledged = [reading for reading in ordered if reading.code is VerdictCode.ACKNOWLEDGED_BEFORE]
    for reading in acknowledged:
        if not any(_overrules(other, reading) for other in ordered if other is not reading):
            return reading
    return next(other for other in ordered if any(_overrules(other, reading) for reading in acknowledged))


def _overrules(other: Reading, acknowledged: Reading) -> bool:
    refusals = [s.by for s in other.throughout if s.code is StandingCode.REFUSED and s.by is not None]
    given = [s.by for s in acknowledged.throughout if s.by is not None]
    return any(not all(certainly_before(refusal.at, step.at) for step in given) for refusal in refusals)


def has_been_discussed(reading: Reading) -> bool:
    """Whether a discussion is on the register (policy 004 §6.9 asks for one in advance)."""
    return any(step.kind is StepKind.DISCUSSED for step in reading.steps)
