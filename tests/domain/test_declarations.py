"""Declarations: who may acknowledge, how history grows, how it stood on a day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_app.domain.declaration_rules import (
    DEFAULT_ACKNOWLEDGERS,
    Acknowledgers,
    OfficesKnown,
    check_step,
    check_succession,
    checked_declaration,
    late_entry_words,
    with_step,
    with_withdrawn,
)
from safeguard_app.domain.declarations import Declaration, Step, StepKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.moments import Moment, certainly_before, exactly, not_known, on_day
from safeguard_app.domain.people import KnownPerson, Office, OfficeKind, PersonRef, Withdrawal
from safeguard_app.domain.periods import Period
from safeguard_app.domain.standing import StandingCode, standing, standing_on_day
from tests.domain.register_builders import (
    ACKNOWLEDGED,
    AUNT,
    CAROL,
    DECLARED,
    DISCUSSED,
    HEADS_OWN,
    LONDON,
    PAUL,
    SHONA,
    at,
    entered_late,
    ref,
    step,
)
from tests.domain.titles import ENGLAND

NOW = at(12, 1, 12)
HEADS = OfficesKnown(CAROL.person.offices, PAUL.person.offices)
STAFFS = OfficesKnown((), CAROL.person.offices)
STARTED = replace(AUNT, steps=(DECLARED, DISCUSSED))


def day(month: int, number: int) -> Moment:
    return on_day(date(2026, month, number), LONDON)


def fields_refused(declaration: Declaration, new: Step, offices: OfficesKnown) -> set[str]:
    with pytest.raises(RuleViolation) as refused:
        check_step(declaration, new, offices, LONDON, DEFAULT_ACKNOWLEDGERS, ENGLAND)
    return set(refused.value.fields)


def test_the_register_prints_differently_as_at_three_days() -> None:
    as_at = {
        d: standing_on_day(AUNT, d, NOW, LONDON)
        for d in (date(2026, 9, 24), date(2026, 10, 1), date(2026, 12, 1))
    }
    assert [s.code for s in as_at.values()] == [
        StandingCode.DECLARED,
        StandingCode.ACKNOWLEDGED_WITH_CONDITIONS,
        StandingCode.ACKNOWLEDGED_WITH_CONDITIONS,
    ]
    assert [s.state.conditions for s in as_at.values()] == [
        (),
        ("Family group only", "No public comments"),
        ("Family group only", "No public comments", "Does not assess Tyler"),
    ]
    assert all(s.is_certain for s in as_at.values())
    assert standing_on_day(AUNT, date(2026, 9, 23), NOW, LONDON).code is StandingCode.NOTHING


def test_between_re_declaration_and_new_acknowledgement_the_old_one_stands_with_a_change_waiting() -> None:
    stood = standing_on_day(AUNT, date(2026, 11, 28), NOW, LONDON)
    assert stood.code is StandingCode.ACKNOWLEDGED_WITH_CONDITIONS
    assert stood.state.change_waiting
    assert "Does not assess Tyler" not in stood.state.conditions


def test_in_the_middle_of_the_day_a_dated_step_is_only_possible() -> None:
    stood = standing(AUNT, at(9, 28, 12), NOW)
    assert stood.code is StandingCode.DECLARED
    assert [state.code for state in stood.possible] == [
        StandingCode.DECLARED,
        StandingCode.ACKNOWLEDGED_WITH_CONDITIONS,
    ]


def test_what_was_not_yet_entered_was_not_known() -> None:
    late = entered_late(AUNT, at(11, 30, 18))
    assert standing_on_day(late, date(2026, 10, 1), at(10, 2), LONDON).code is StandingCode.NOTHING
    assert standing_on_day(late, date(2026, 10, 1), NOW, LONDON).state.is_acknowledged


def test_nobody_acknowledges_their_own() -> None:
    own = step(StepKind.ACKNOWLEDGED, day(9, 28), SHONA, at(9, 28, 16), OfficeKind.HEADTEACHER)
    assert fields_refused(STARTED, own, STAFFS) == {"by"}
    by_name = replace(own, by=PersonRef(None, "shona  PIKE"))
    assert fields_refused(STARTED, by_name, STAFFS) == {"by"}
    with pytest.raises(RuleViolation):
        checked_declaration(replace(STARTED, steps=(*STARTED.steps, own)), LONDON)
    forced = replace(STARTED, steps=(*STARTED.steps, own))
    assert standing_on_day(forced, date(2026, 10, 1), NOW, LONDON).code is StandingCode.DECLARED


def test_the_heads_own_is_for_the_chair() -> None:
    by_chair = step(StepKind.ACKNOWLEDGED, day(9, 9), PAUL, at(9, 9, 17), OfficeKind.CHAIR)
    check_step(HEADS_OWN, by_chair, HEADS, LONDON, DEFAULT_ACKNOWLEDGERS, ENGLAND)
    deputy_as_acting = step(
        StepKind.ACKNOWLEDGED, day(9, 9), SHONA, at(9, 9, 17), OfficeKind.ACTING_HEADTEACHER
    )
    assert fields_refused(HEADS_OWN, deputy_as_acting, HEADS) == {"by"}
    own = step(StepKind.ACKNOWLEDGED, day(9, 7), CAROL, at(9, 7, 17), OfficeKind.HEADTEACHER)
    assert fields_refused(HEADS_OWN, own, HEADS) == {"by"}
    scots = Acknowledgers(for_head=(OfficeKind.AUTHORITY_OFFICER,))
    with pytest.raises(RuleViolation) as refused:
        words = replace(ENGLAND, head="Head Teacher", chair="education authority")
        check_step(HEADS_OWN, by_chair, HEADS, LONDON, scots, words)
    assert "education authority" in refused.value.fields["by"]
    assert "Head Teacher’s own" in refused.value.fields["by"]


def test_an_acting_head_acknowledges_only_between_their_dates() -> None:
    acting = (Office(OfficeKind.ACTING_HEADTEACHER, Period(date(2026, 9, 26), date(2026, 9, 30))),)
    offices = OfficesKnown((), acting)
    good = step(StepKind.ACKNOWLEDGED, day(9, 28), PAUL, at(10, 2, 9), OfficeKind.ACTING_HEADTEACHER)
    check_step(STARTED, good, offices, LONDON, DEFAULT_ACKNOWLEDGERS, ENGLAND)
    late = replace(good, at=day(10, 1))
    assert fields_refused(STARTED, late, offices) == {"by"}
    unknown = OfficesKnown((), None)
    check_step(STARTED, late, unknown, LONDON, DEFAULT_ACKNOWLEDGERS, ENGLAND)


def test_an_acting_heads_own_declaration_is_for_the_chair_while_they_act() -> None:
    acting = (Office(OfficeKind.ACTING_HEADTEACHER, Period(date(2026, 9, 26), date(2026, 9, 30))),)
    by_head = step(StepKind.ACKNOWLEDGED, day(9, 28), CAROL, at(10, 2, 9), OfficeKind.HEADTEACHER)
    assert fields_refused(STARTED, by_head, OfficesKnown(acting, CAROL.person.offices)) == {"by"}
    check_step(
        STARTED,
        replace(by_head, at=day(10, 1)),
        OfficesKnown(acting, CAROL.person.offices),
        LONDON,
        DEFAULT_ACKNOWLEDGERS,
        ENGLAND,
    )


@pytest.mark.parametrize("kind", [StepKind.ACKNOWLEDGED, StepKind.REFUSED])
def test_nothing_is_decided_before_it_is_declared(kind: StepKind) -> None:
    early = step(kind, day(9, 23), CAROL, at(9, 28, 16), OfficeKind.HEADTEACHER)
    assert fields_refused(STARTED, early, STAFFS) == {"at"}


def test_the_same_day_by_date_only_is_taken_in_the_order_entered() -> None:
    same = step(StepKind.ACKNOWLEDGED, day(9, 24), CAROL, at(9, 24, 17), OfficeKind.HEADTEACHER)
    grown = with_step(replace(AUNT, steps=(DECLARED,)), same)
    assert grown.steps == (DECLARED, same)


def test_a_step_found_later_is_put_where_it_belongs() -> None:
    without = replace(AUNT, steps=(DECLARED, ACKNOWLEDGED))
    found = replace(DISCUSSED, entered_at=at(10, 12, 9))
    assert with_step(without, found).steps == (DECLARED, found, ACKNOWLEDGED)
    assert late_entry_words(found, LONDON) == "dated Fri 25 Sep 2026, entered here on Mon 12 Oct 2026"
    assert late_entry_words(DISCUSSED, LONDON) == ""


def test_dates_that_cannot_be() -> None:
    future = step(StepKind.ACKNOWLEDGED, day(9, 29), CAROL, at(9, 28, 16), OfficeKind.HEADTEACHER)
    assert fields_refused(STARTED, future, STAFFS) == {"at"}
    undated = replace(future, at=not_known())
    assert fields_refused(STARTED, undated, STAFFS) == {"at"}
    review = step(StepKind.REVIEW_SET, day(9, 28), CAROL, at(9, 28, 16))
    assert fields_refused(STARTED, review, STAFFS) == {"review_on"}
    assert fields_refused(STARTED, replace(review, review_on=date(2026, 9, 1)), STAFFS) == {"review_on"}
    check_step(
        STARTED, replace(review, review_on=date(2027, 9, 30)), STAFFS, LONDON, DEFAULT_ACKNOWLEDGERS, ENGLAND
    )


def test_conditions_go_with_the_acknowledgement_that_names_them() -> None:
    bare = replace(ACKNOWLEDGED, conditions=(" ",))
    assert fields_refused(STARTED, bare, STAFFS) == {"conditions"}
    plain = replace(ACKNOWLEDGED, kind=StepKind.ACKNOWLEDGED)
    assert fields_refused(STARTED, plain, STAFFS) == {"conditions"}


def test_after_the_end_only_a_new_declaration_counts() -> None:
    ended = with_step(
        replace(AUNT, steps=(DECLARED, ACKNOWLEDGED)), step(StepKind.ENDED, day(10, 5), CAROL, at(10, 5, 9))
    )
    again = step(StepKind.ACKNOWLEDGED, day(10, 6), CAROL, at(10, 6, 9), OfficeKind.HEADTEACHER)
    assert fields_refused(ended, again, STAFFS) == {"at"}
    forced = replace(ended, steps=(*ended.steps, again))
    assert standing_on_day(forced, date(2026, 10, 7), NOW, LONDON).code is StandingCode.ENDED


def test_a_refusal_stands_until_something_else_happens() -> None:
    refused = step(StepKind.REFUSED, day(9, 26), CAROL, at(9, 26, 9), OfficeKind.HEADTEACHER)
    declaration = with_step(replace(AUNT, steps=(DECLARED, ACKNOWLEDGED)), refused)
    assert standing_on_day(declaration, date(2026, 9, 27), NOW, LONDON).code is StandingCode.REFUSED
    assert standing_on_day(declaration, date(2026, 9, 28), NOW, LONDON).state.is_acknowledged


def test_an_entry_taken_back_stays_on_file_and_counted_until_then() -> None:
    withdrawal = Withdrawal(at(10, 10, 9), "Miss Jo Abbey", "Wrong sheet")
    changed = with_withdrawn(AUNT, 2, withdrawal)
    check_succession(AUNT, changed)
    assert standing(changed, at(10, 1), at(10, 9)).state.is_acknowledged
    assert standing(changed, at(10, 1), at(10, 10, 9)).code is StandingCode.DECLARED
    with pytest.raises(RuleViolation):
        with_withdrawn(changed, 2, withdrawal)
    with pytest.raises(RuleViolation):
        with_withdrawn(AUNT, 1, replace(withdrawal, reason=" "))


def test_a_new_version_cannot_rewrite_history() -> None:
    for rewritten in (
        replace(AUNT, steps=AUNT.steps[1:]),
        replace(AUNT, steps=(replace(DECLARED, at=day(9, 1)), *AUNT.steps[1:])),
        replace(AUNT, adult=ref(CAROL)),
    ):
        with pytest.raises(RuleViolation):
            check_succession(AUNT, rewritten)
    check_succession(STARTED, AUNT)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(AUNT, pupils=()),
        replace(AUNT, pupils=AUNT.pupils * 2),
        replace(AUNT, pupils=(replace(AUNT.pupils[0], pupil=AUNT.adult),)),
        replace(AUNT, steps=()),
        replace(AUNT, steps=(DISCUSSED, DECLARED)),
        replace(AUNT, steps=(DECLARED, ACKNOWLEDGED, DISCUSSED)),
        replace(AUNT, nature="x" * 5_001),
    ],
)
def test_wrong_declarations_are_refused(wrong: Declaration) -> None:
    with pytest.raises(RuleViolation):
        checked_declaration(wrong, LONDON)


def test_good_declarations_pass_unchanged() -> None:
    assert checked_declaration(AUNT, LONDON) == AUNT
    assert checked_declaration(HEADS_OWN, LONDON) == HEADS_OWN


def test_a_declaration_entered_in_error_says_nothing() -> None:
    wrong = replace(AUNT, entered_in_error=Withdrawal(at(11, 1), "Miss Jo Abbey", "Wrong adult"))
    assert standing(wrong, at(10, 1), at(11, 1)).code is StandingCode.NOTHING
    assert standing(wrong, at(10, 1), at(10, 31)).state.is_acknowledged


MINUTES = st.integers(0, 60 * 24 * 30)


def instant(minutes: int) -> datetime:
    return datetime(2026, 9, 1, tzinfo=UTC) + timedelta(minutes=minutes)


def entry(kind: StepKind, minutes: int, by: KnownPerson, whole_day: bool) -> Step:
    when = instant(minutes)
    moment = on_day(when.astimezone(LONDON).date(), LONDON) if whole_day else exactly(when)
    return step(kind, moment, by, when + timedelta(days=2), OfficeKind.HEADTEACHER)


@given(st.lists(st.tuples(st.sampled_from(list(StepKind)), MINUTES, st.booleans()), max_size=6), MINUTES)
def test_steps_keep_their_order_and_the_certain_state_is_possible(
    entries: list[tuple[StepKind, int, bool]], on: int
) -> None:
    declaration = replace(AUNT, steps=(entry(StepKind.DECLARED, 0, SHONA, whole_day=False),))
    for kind, minutes, whole_day in entries:
        declaration = with_step(declaration, entry(kind, minutes, CAROL, whole_day), check=False)
    steps = declaration.steps
    for place, earlier in enumerate(steps):
        assert not any(certainly_before(later.at, earlier.at) for later in steps[place + 1 :])
    stood = standing(declaration, instant(on), NOW + timedelta(days=400))
    assert stood.possible[0] == stood.state
    exact = tuple(s for s in steps if not s.at.end)
    if len(exact) == len(steps):
        assert stood.is_certain
