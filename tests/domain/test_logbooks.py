"""How an entry of a register grows and how it stood on a day: steps, changes, ends and reviews, without a log."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from safeguard_app.domain.declaration_rules import DEFAULT_ACKNOWLEDGERS, OfficesKnown
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import UserId
from safeguard_app.domain.logbook_rules import (
    office_fault,
    parent_fault,
    with_change,
    with_correction,
    with_entry_step,
)
from safeguard_app.domain.logbook_standing import EntryCode, EntryRules, entry_standing, months_later
from safeguard_app.domain.logbooks import EntryAnswer, EntryState, EntryStep, EntryStepKind, LogbookEntry
from safeguard_app.domain.people import Office, OfficeKind, PersonRef, Withdrawal
from safeguard_app.domain.periods import Period
from tests.domain.titles import ENGLAND

ZONE = ZoneInfo("Europe/London")
NOW = datetime(2026, 10, 12, 9, tzinfo=UTC)
TODAY = date(2026, 10, 12)
USER = UserId("u")
HEAD, CHILD = PersonRef(None, "Mrs Carol Denning"), PersonRef(None, "Wren Maple")
GIVEN, REVIEWED, ENDED = EntryStepKind.GIVEN, EntryStepKind.REVIEWED, EntryStepKind.ENDED
DECIDED = EntryRules("from", "until", lasting=True, decided=True, review_months=12)
LASTING = EntryRules("from", "until", lasting=True)


def state(begins: date, until: date | None = None, since: date | None = None, why: str = "") -> EntryState:
    """What is said of an entry."""
    answers = [EntryAnswer("from", day=begins)]
    answers += [EntryAnswer("until", day=until)] if until is not None else []
    return EntryState(tuple(answers), "1", NOW, USER, "Miss Jo Abbey", since, why)


def step(kind: EntryStepKind, on: date, **more: object) -> EntryStep:
    """A step of a day."""
    return replace(EntryStep(kind, on, HEAD, NOW, USER, "Miss Jo Abbey"), **more)  # type: ignore[arg-type]


def entry(begins: date, *steps: EntryStep, until: date | None = None) -> LogbookEntry:
    """An entry with its steps."""
    return LogbookEntry("permissions", (state(begins, until),), steps)


def refused(operation: Callable[[], object]) -> set[str]:
    """The fields that are named."""
    with pytest.raises(RuleViolation) as caught:
        operation()
    return set(caught.value.fields)


SEPT = date(2026, 9, 1)


def test_a_step_is_neither_ahead_nor_reviewed_before_it_was_taken() -> None:
    made = entry(SEPT)
    assert refused(lambda: with_entry_step(made, step(GIVEN, date(2026, 10, 13)), TODAY)) == {"on"}
    early = step(GIVEN, date(2026, 10, 2), review_on=date(2026, 10, 1))
    assert refused(lambda: with_entry_step(made, early, TODAY)) == {"review_on"}
    assert with_entry_step(made, step(GIVEN, TODAY, review_on=TODAY), TODAY).steps


def test_steps_stand_in_the_order_of_their_days_however_they_were_entered() -> None:
    mark = Withdrawal(NOW, "Miss Jo Abbey", "Another child.")
    late, back = step(ENDED, date(2026, 10, 5)), step(GIVEN, date(2026, 10, 9), withdrawn=mark)
    made = with_entry_step(entry(SEPT, late), step(GIVEN, date(2026, 9, 10)), TODAY)
    assert [one.kind for one in made.steps] == [GIVEN, ENDED]
    same_day = with_entry_step(made, step(REVIEWED, date(2026, 10, 5)), TODAY)
    assert [one.kind for one in same_day.steps] == [GIVEN, ENDED, REVIEWED], (
        "of one day in the order of entering"
    )
    passed_over = with_entry_step(entry(SEPT, back), step(GIVEN, date(2026, 9, 10)), TODAY)
    assert passed_over.steps[0].withdrawn is not None, "what was taken back is no place"


def test_a_change_has_its_day_between_the_beginning_and_today_after_the_last() -> None:
    made = entry(SEPT)
    for since in (None, date(2026, 10, 13), date(2026, 8, 31)):
        assert refused(partial(with_change, made, state(SEPT, since=since), SEPT, TODAY)) == {"since"}
    changed = with_change(made, state(SEPT, since=date(2026, 10, 1)), SEPT, TODAY)
    before = state(SEPT, since=date(2026, 9, 30))
    assert refused(lambda: with_change(changed, before, SEPT, TODAY)) == {"since"}
    assert len(with_change(changed, state(SEPT, since=date(2026, 10, 1)), SEPT, TODAY).states) == 3


def test_a_correction_keeps_the_day_of_the_change_and_why() -> None:
    changed = with_change(entry(SEPT), state(SEPT, since=date(2026, 10, 1), why="Another use."), SEPT, TODAY)
    corrected = with_correction(changed, state(SEPT, until=date(2026, 12, 1)))
    assert (corrected.newest.since, corrected.newest.why) == (date(2026, 10, 1), "Another use.")
    assert corrected.newest.answer("until") is not None and len(corrected.states) == 2


def standing(made: LogbookEntry, day: date, rules: EntryRules = DECIDED) -> EntryCode:
    """How it stood."""
    return entry_standing(made, rules, day, ZONE).code


def test_what_begins_later_does_not_hold_yet_and_one_decided_before_holds() -> None:
    made = entry(date(2026, 9, 10))
    assert standing(made, date(2026, 9, 9)) is EntryCode.NOT_YET
    assert standing(made, date(2026, 9, 10)) is EntryCode.WAITING
    assert standing(made, date(2026, 9, 9), LASTING) is EntryCode.NOT_YET
    assert standing(made, date(2026, 9, 10), LASTING) is EntryCode.IN_FORCE
    assert standing(made, date(2026, 9, 10), EntryRules("from")) is EntryCode.NOTED


def test_the_earlier_of_two_ends_counts_and_a_later_decision_opens_it_again() -> None:
    until = date(2026, 9, 25)
    field_first = entry(SEPT, step(ENDED, date(2026, 10, 5)), until=until)
    found = entry_standing(field_first, LASTING, date(2026, 10, 6), ZONE)
    assert (found.code, found.ended_on) == (EntryCode.ENDED, until)
    step_first = entry(SEPT, step(ENDED, date(2026, 9, 21)), until=until)
    assert entry_standing(step_first, LASTING, date(2026, 9, 30), ZONE).ended_on == date(2026, 9, 21)
    given, ended = step(GIVEN, date(2026, 9, 2)), step(ENDED, date(2026, 9, 21))
    assert standing(entry(SEPT, given, ended), date(2026, 9, 21)) is EntryCode.ENDED
    again = entry(SEPT, given, ended, step(GIVEN, date(2026, 10, 1)))
    assert standing(again, date(2026, 9, 30)) is EntryCode.ENDED
    assert standing(again, date(2026, 10, 1)) is EntryCode.GIVEN


def test_the_review_is_the_day_set_else_so_many_months_after_the_last_look() -> None:
    def review(*steps: EntryStep) -> date | None:
        return entry_standing(entry(SEPT, *steps), DECIDED, TODAY, ZONE).review_on

    given = step(GIVEN, date(2026, 9, 2))
    assert review() is None, "nobody has decided yet"
    assert review(given) == date(2027, 9, 2)
    assert review(replace(given, review_on=date(2026, 12, 1))) == date(2026, 12, 1)
    looked = step(REVIEWED, date(2026, 10, 1))
    assert review(replace(given, review_on=date(2026, 12, 1)), looked) == date(2027, 10, 1)
    assert review(step(EntryStepKind.REFUSED, date(2026, 9, 3))) is None
    assert review(given, step(ENDED, date(2026, 10, 2))) is None


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 30), 1, date(2027, 1, 30)),
    ],
)
def test_months_later_is_the_same_day_or_the_last(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_whoever_decides_holds_the_office_on_that_very_day() -> None:
    held = Office(OfficeKind.HEADTEACHER, Period(date(2026, 9, 1), date(2026, 9, 30)))

    def fault(on: date, offices: tuple[Office, ...] | None = (held,), asks: PersonRef = CHILD) -> str:
        decided = step(GIVEN, on, capacity=OfficeKind.HEADTEACHER)
        return office_fault(asks, decided, OfficesKnown((), offices), DEFAULT_ACKNOWLEDGERS, ENGLAND)

    assert fault(date(2026, 9, 30)) == ""
    assert "does not hold that office" in fault(date(2026, 10, 1))
    assert fault(date(2026, 10, 1), None) == "", "somebody not on the register is taken at their word"
    assert "themselves" in fault(date(2026, 9, 30), asks=HEAD)
    looked = step(REVIEWED, date(2026, 10, 1))
    assert office_fault(HEAD, looked, OfficesKnown((), (held,)), DEFAULT_ACKNOWLEDGERS, ENGLAND) == ""


def test_a_child_does_not_consent_for_themself() -> None:
    assert "parental responsibility" in parent_fault(CHILD, step(GIVEN, SEPT, by=CHILD))
    assert parent_fault(CHILD, step(GIVEN, SEPT)) == ""
    assert parent_fault(CHILD, step(ENDED, SEPT, by=CHILD)) == ""
