"""Spans of whole days, and dates in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_app.domain.date_words import count_words, day_words, joined_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.periods import ALWAYS, Period, check_period

DAYS = st.dates(date(2026, 1, 1), date(2026, 2, 1))
PERIODS = st.builds(
    lambda a, b: Period(min(a, b) if a and b else a, max(a, b) if a and b else b),
    st.none() | DAYS,
    st.none() | DAYS,
)
EVERY_DAY = [date.fromordinal(n) for n in range(date(2025, 12, 1).toordinal(), date(2026, 3, 1).toordinal())]


@given(PERIODS, PERIODS)
def test_overlap_is_a_shared_day(one: Period, two: Period) -> None:
    assert one.overlaps(two) == any(one.covers(day) and two.covers(day) for day in EVERY_DAY)


@given(PERIODS, DAYS, DAYS)
def test_covering_all_is_covering_each(period: Period, a: date, b: date) -> None:
    first, last = min(a, b), max(a, b)
    each = all(period.covers(day) for day in EVERY_DAY if first <= day <= last)
    assert period.covers_all(first, last) == each


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    check_period(ALWAYS, "on_roll")
    check_period(Period(date(2026, 1, 1), date(2026, 1, 1)), "on_roll")
    with pytest.raises(RuleViolation) as refused:
        check_period(Period(date(2026, 1, 2), date(2026, 1, 1)), "on_roll")
    assert "on_roll" in refused.value.fields


def test_words() -> None:
    assert day_words(date(2026, 10, 11), long=True) == "Sunday 11 October 2026"
    assert day_words(date(2026, 10, 11), year=False) == "Sun 11 Oct"
    assert [joined_words(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert (count_words(1, "day"), count_words(9, "day")) == ("1 day", "9 days")
    assert count_words(2, "month", "months") == "2 months"
