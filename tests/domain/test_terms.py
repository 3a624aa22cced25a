"""Terms without gaps: every day falls into just one, by the school's own calendar where it reaches."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from safeguard_app.domain.periods import Period
from safeguard_app.domain.terms import terms_within

KNOWN = (
    ("Autumn term", Period(date(2026, 9, 2), date(2026, 12, 18))),
    ("Spring term", Period(date(2027, 1, 5), date(2027, 3, 26))),
)


def test_the_schools_own_terms_hold_with_the_holiday_after_them() -> None:
    found = terms_within(date(2026, 9, 1), date(2027, 3, 31), KNOWN, 9)
    assert [(one.name, one.period) for one in found] == [
        ("Autumn 2026", Period(date(2026, 9, 1), date(2026, 9, 1))),
        ("Autumn term 2026", Period(date(2026, 9, 2), date(2027, 1, 4))),
        ("Spring term 2027", Period(date(2027, 1, 5), date(2027, 3, 31))),
    ]


def test_without_a_calendar_the_year_has_three_parts() -> None:
    found = terms_within(date(2026, 8, 30), date(2027, 4, 2), (), 9)
    assert [one.name for one in found] == ["Summer 2026", "Autumn 2026", "Spring 2027", "Summer 2027"]
    assert [one.name for one in terms_within(date(2026, 7, 30), date(2026, 8, 2), (), 8)] == [
        "Summer 2026",
        "Autumn 2026",
    ]


def test_a_calendar_that_ended_long_ago_is_not_stretched() -> None:
    found = terms_within(date(2027, 3, 1), date(2027, 9, 30), KNOWN, 9)
    assert [one.name for one in found] == ["Spring term 2027", "Summer 2027", "Autumn 2027"]


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900))
def test_every_day_falls_into_just_one(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = terms_within(first, last, KNOWN, 9)
    days = [
        one.period.start + timedelta(days=place)
        for one in found
        if one.period.start is not None and one.period.end is not None
        for place in range((one.period.end - one.period.start).days + 1)
    ]
    assert days == [first + timedelta(days=place) for place in range(length + 1)]
