"""What must hold for every contact and every register: no verdict stronger than each instant supports."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safeguard_app.domain.contact_check import ContactQuestion, Extent, Verdict, VerdictCode, WarningCode
from safeguard_app.domain.contact_verdict import ContactFacts, check_contact
from safeguard_app.domain.declaration_rules import with_step
from safeguard_app.domain.declarations import Declaration, FiledDeclaration, How, Step, StepKind
from safeguard_app.domain.moments import (
    Moment,
    about,
    between,
    between_days,
    exactly,
    not_known,
    on_day,
    span_of,
)
from safeguard_app.domain.people import KnownPerson, OfficeKind
from tests.domain.register_builders import AUNT, CAROL, LONDON, SHONA, TYLER, ref, reference, step
from tests.domain.titles import ENGLAND

START = datetime(2026, 9, 1, tzinfo=UTC)
DAYS_LONG = 30
MINUTES = st.integers(0, 60 * 24 * DAYS_LONG)
CHECKED_AT = START + timedelta(days=DAYS_LONG + 40)
STRONG = VerdictCode.ACKNOWLEDGED_BEFORE


def instant(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    """A moment of any precision inside the month."""
    first, second = sorted((draw(MINUTES), draw(MINUTES)))
    days = [instant(m).astimezone(LONDON).date() for m in (first, second)]
    return draw(
        st.sampled_from(
            [
                exactly(instant(first)),
                about(instant(first)),
                between(instant(first), instant(second)),
                on_day(days[0], LONDON),
                between_days(days[0], days[1], LONDON),
                not_known(),
            ]
        )
    )


@st.composite
def histories(draw: st.DrawFn, by: KnownPerson = CAROL) -> Declaration:
    """A declaration with any steps after its first, decided by ``by``."""
    first = step(StepKind.DECLARED, exactly(instant(draw(MINUTES))), SHONA, CHECKED_AT)
    declaration = replace(AUNT, steps=(first,))
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(list(StepKind)))
        at = draw(moments().filter(lambda moment: moment.is_known))
        entered = CHECKED_AT - timedelta(days=draw(st.integers(0, 5)))
        conditions = ("Family group only",) if kind is StepKind.ACKNOWLEDGED_WITH_CONDITIONS else ()
        grown = step(kind, at, by, entered, OfficeKind.HEADTEACHER, conditions)
        declaration = with_step(declaration, grown, check=False)
    return declaration


def verdict(
    began: Moment,
    declarations: tuple[Declaration, ...],
    known_at: datetime = CHECKED_AT,
    ended: Moment | None = None,
    extent: Extent = Extent.ONE_OFF,
) -> Verdict:
    question = ContactQuestion(ref(SHONA), ref(TYLER), "TikTok", began, ended, extent=extent)
    filed = tuple(FiledDeclaration(reference("abc"[n]), 1, d) for n, d in enumerate(declarations))
    facts = ContactFacts(SHONA.person, TYLER.person, (), filed)
    return check_contact(question, facts, known_at, LONDON, ENGLAND)


REGISTERS = st.lists(histories(), max_size=2).map(tuple)


@settings(max_examples=300, deadline=None)
@given(moments(), REGISTERS, st.integers(0, 10_000))
def test_no_range_is_judged_better_than_any_instant_in_it(
    began: Moment, register: tuple[Declaration, ...], pick: int
) -> None:
    wide = verdict(began, register)
    span = span_of(began)
    earliest, stop = span.earliest or START, span.stop or CHECKED_AT
    minutes = int((stop - earliest) / timedelta(minutes=1))
    inside = exactly(earliest + timedelta(minutes=pick % minutes))
    if wide.code is STRONG:
        assert verdict(inside, register).code is STRONG
    for moment in (inside, between(earliest, stop - timedelta(minutes=1))):
        if verdict(moment, register).code is not STRONG:
            assert wide.code is not STRONG


@settings(max_examples=300, deadline=None)
@given(MINUTES, MINUTES, MINUTES, MINUTES, REGISTERS, st.booleans())
def test_widening_never_strengthens(
    a: int, b: int, before: int, after: int, register: tuple[Declaration, ...], continuing: bool
) -> None:
    first, last = sorted((a, b))
    narrow = between(instant(first), instant(last))
    wide = between(instant(first - before), instant(last + after))
    if continuing:
        extent = Extent.CONTINUING
        ended, later = exactly(instant(last + after)), exactly(instant(last + 2 * after))
        assume(later.start is not None and later.start <= CHECKED_AT)
        narrow_code = verdict(narrow, register, ended=ended, extent=extent).code
        wide_code = verdict(wide, register, ended=later, extent=extent).code
    else:
        narrow_code, wide_code = verdict(narrow, register).code, verdict(wide, register).code
    if wide_code is STRONG:
        assert narrow_code is STRONG


@settings(max_examples=200, deadline=None)
@given(moments(), histories())
def test_a_continuing_contact_is_never_judged_better_than_a_single_one(
    began: Moment, declaration: Declaration
) -> None:
    if verdict(began, (declaration,), extent=Extent.CONTINUING).code is STRONG:
        assert verdict(began, (declaration,)).code is STRONG


@settings(max_examples=200, deadline=None)
@given(moments(), histories(), st.integers(0, 6))
def test_entries_not_yet_known_never_count(began: Moment, declaration: Declaration, days: int) -> None:
    known_at = CHECKED_AT - timedelta(days=days)
    known = tuple(s for s in declaration.steps if s.entered_at <= known_at)
    assert verdict(began, (declaration,), known_at) == verdict(
        began, (replace(declaration, steps=known),), known_at
    )


@settings(max_examples=200, deadline=None)
@given(moments(), histories(by=SHONA))
def test_self_acknowledged_entries_never_count(began: Moment, declaration: Declaration) -> None:
    assert verdict(began, (declaration,)).code is not STRONG


def _counts_at(step_taken: Step, minute: datetime) -> bool:
    """An independent reading: has this step, at an exact time, taken effect before this minute?"""
    return step_taken.at.start is not None and step_taken.at.start < minute


@settings(max_examples=300, deadline=None)
@given(
    MINUTES,
    st.lists(st.tuples(st.sampled_from(list(StepKind)), MINUTES), max_size=5),
)
def test_exact_times_agree_with_a_plain_walk_through_the_entries(
    contact: int, entries: list[tuple[StepKind, int]]
) -> None:
    minutes = [minute for _, minute in entries]
    assume(contact not in minutes and len(set(minutes)) == len(minutes))
    first = step(StepKind.DECLARED, exactly(instant(-1)), SHONA, CHECKED_AT)
    declaration = replace(AUNT, steps=(first,))
    for kind, minute in entries:
        declaration = with_step(
            declaration,
            step(kind, exactly(instant(minute)), CAROL, CHECKED_AT, OfficeKind.HEADTEACHER),
            check=False,
        )
    acknowledged, declared = False, True
    for taken in sorted(declaration.steps, key=lambda s: s.at.start or START):
        if not _counts_at(taken, instant(contact)):
            break
        if taken.kind in {StepKind.ENDED, StepKind.SUPERSEDED}:
            acknowledged, declared = False, False
        elif taken.kind is StepKind.REFUSED:
            acknowledged = False
        elif taken.kind is StepKind.DECLARED:
            declared = True
        elif taken.kind in {StepKind.ACKNOWLEDGED, StepKind.ACKNOWLEDGED_WITH_CONDITIONS}:
            acknowledged = declared
    found = verdict(exactly(instant(contact)), (declaration,)).code
    assert (found is STRONG) == acknowledged
    assert found not in {VerdictCode.ORDER_UNKNOWN, VerdictCode.SAME_DAY_ORDER_UNKNOWN}


ACKNOWLEDGED = {StepKind.ACKNOWLEDGED, StepKind.ACKNOWLEDGED_WITH_CONDITIONS}


@settings(max_examples=200, deadline=None)
@given(moments(), histories(), st.booleans(), st.sampled_from(list(How)))
def test_what_is_kept_on_paper_alone_is_never_hidden_and_changes_no_verdict(
    began: Moment, declaration: Declaration, scanned: bool, how: How
) -> None:
    sheet = reference("e") if scanned else None
    steps = tuple(
        replace(s, how=how, document=sheet) if s.kind in ACKNOWLEDGED else s for s in declaration.steps
    )
    found = verdict(began, (replace(declaration, steps=steps),))
    missed = any(caution.code is WarningCode.NO_SIGNED_SHEET for caution in found.cautions)
    assert found.code is verdict(began, (declaration,)).code
    if scanned or how is How.ON_SCREEN:
        assert not missed
    elif found.code is STRONG:
        assert missed
