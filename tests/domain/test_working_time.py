"""Due dates against an independent, slow count."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_app.domain.bank_holidays import bank_holidays_between
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.periods import Period
from safeguard_app.domain.working_time import (
    Due,
    SchoolCalendar,
    SchoolDaysNotKnown,
    Unit,
    due,
    due_words,
    months_after,
    working_days_since,
)

LONDON = ZoneInfo("Europe/London")
ENGLAND = bank_holidays_between(Nation.ENGLAND, 2025, 2037)
SCHOOL = SchoolCalendar(
    terms=(
        Period(date(2026, 9, 3), date(2026, 12, 18)),
        Period(date(2027, 1, 5), date(2027, 4, 1)),
        Period(date(2027, 4, 19), date(2027, 7, 21)),
    ),
    closed=(
        Period(date(2026, 10, 26), date(2026, 10, 30)),
        Period(date(2026, 11, 27), date(2026, 11, 27)),
    ),
)
STARTS = st.datetimes(
    datetime.combine(date(2025, 1, 1), datetime.min.time()),
    datetime.combine(date(2031, 1, 1), datetime.min.time()),
    timezones=st.just(UTC),
)


def at(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def end_of(year: int, month: int, day: int) -> datetime:
    return at(month, day, 23, 59, year)


def test_one_working_day_from_friday_afternoon_is_the_end_of_monday() -> None:
    found = due(at(10, 16, 15, 50), 1, Unit.WORKING_DAYS, LONDON, ENGLAND)
    assert found == Due(end_of(2026, 10, 19), whole_day=True)
    assert not found.is_over(end_of(2026, 10, 19))
    assert found.is_over(at(10, 20))


@pytest.mark.parametrize(
    ("started", "count", "last"),
    [
        (at(10, 17, 9), 1, (2026, 10, 19)),
        (at(10, 19, 0, 5), 1, (2026, 10, 20)),
        (at(12, 24, 9), 1, (2026, 12, 29)),
        (at(12, 24, 9), 5, (2027, 1, 5)),
    ],
)
def test_working_days_step_over_weekends_and_bank_holidays(
    started: datetime, count: int, last: tuple[int, int, int]
) -> None:
    assert due(started, count, Unit.WORKING_DAYS, LONDON, ENGLAND).by == end_of(*last)


def test_a_month_that_ends_on_a_bank_holiday_ends_on_the_next_working_day() -> None:
    northern = bank_holidays_between(Nation.NORTHERN_IRELAND, 2026, 2027)
    assert due(at(12, 1, 10), 1, Unit.CALENDAR_MONTHS, LONDON, northern).by == end_of(2027, 1, 4)


def test_months_end_on_the_last_day_where_there_is_no_such_number() -> None:
    assert months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_after(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 15), 12) == date(2027, 12, 15)


def test_school_days_stop_in_the_holidays_and_on_closed_days() -> None:
    assert due(at(10, 22, 9), 5, Unit.SCHOOL_DAYS, LONDON, ENGLAND, SCHOOL).by == end_of(2026, 11, 5)
    assert due(at(11, 26, 9), 1, Unit.SCHOOL_DAYS, LONDON, ENGLAND, SCHOOL).by == end_of(2026, 11, 30)
    assert due(at(12, 17, 9), 2, Unit.SCHOOL_DAYS, LONDON, ENGLAND, SCHOOL).by == end_of(2027, 1, 5)


def test_school_days_past_the_calendar_are_said_not_guessed() -> None:
    with pytest.raises(SchoolDaysNotKnown):
        due(at(7, 20, 9, year=2027), 5, Unit.SCHOOL_DAYS, LONDON, ENGLAND, SCHOOL)
    with pytest.raises(SchoolDaysNotKnown):
        due(at(10, 1), 1, Unit.SCHOOL_DAYS, LONDON, ENGLAND)


def test_hours_are_real_hours_when_the_clocks_change() -> None:
    back = due(at(10, 24, 10), 24, Unit.HOURS, LONDON)
    assert back.by.astimezone(LONDON) == at(10, 25, 9)
    forward = due(at(3, 28, 10), 24, Unit.HOURS, LONDON)
    assert forward.by.astimezone(LONDON) == at(3, 29, 11)
    assert not forward.whole_day


def test_immediate_is_now() -> None:
    assert due(at(10, 16, 15, 50), 0, Unit.IMMEDIATE, LONDON) == Due(at(10, 16, 15, 50), whole_day=False)


@pytest.mark.parametrize("count", [0, -1, 10_000])
def test_counts_no_catalogue_should_hold(count: int) -> None:
    with pytest.raises(ValueError, match="count"):
        due(at(10, 16), count, Unit.WORKING_DAYS, LONDON)


def slow_end(started: datetime, count: int, open_days: list[date]) -> datetime:
    """Independent: list the open days, take those after the day of starting, pick the n-th."""
    local = started.astimezone(LONDON).date()
    later = [day for day in open_days if day > local]
    following = later[count - 1] + timedelta(days=1)
    midnight = datetime(following.year, following.month, following.day, tzinfo=LONDON)
    return midnight.astimezone(UTC) - timedelta(minutes=1)


EVERY_DAY = [date(2025, 1, 1) + timedelta(days=n) for n in range(365 * 12)]
WORKING = [d for d in EVERY_DAY if d.strftime("%w") not in "06" and d not in ENGLAND]
OPEN = [
    d
    for d in WORKING
    if (date(2026, 9, 3) <= d <= date(2026, 12, 18) or date(2027, 1, 5) <= d <= date(2027, 4, 1))
    and not date(2026, 10, 26) <= d <= date(2026, 10, 30)
    and d != date(2026, 11, 27)
]


@given(STARTS, st.integers(1, 40))
def test_working_days_agree_with_a_slow_count(started: datetime, count: int) -> None:
    found = due(started, count, Unit.WORKING_DAYS, LONDON, ENGLAND)
    assert found.by.astimezone(UTC) == slow_end(started, count, WORKING)
    assert working_days_since(started.astimezone(LONDON).date(), found.by.date(), ENGLAND) == count


@given(st.integers(0, 60 * 24 * 100), st.integers(1, 40))
def test_school_days_agree_with_a_slow_count(minutes: int, count: int) -> None:
    started = at(9, 1) + timedelta(minutes=minutes)
    found = due(started, count, Unit.SCHOOL_DAYS, LONDON, ENGLAND, SCHOOL)
    assert found.by.astimezone(UTC) == slow_end(started, count, OPEN)


@given(STARTS, st.integers(1, 400))
def test_days_and_hours_agree_with_a_slow_count(started: datetime, count: int) -> None:
    by_days = due(started, count, Unit.DAYS, LONDON)
    assert by_days.by.astimezone(UTC) == slow_end(started, count, EVERY_DAY)
    by_hours = due(started, count, Unit.HOURS, LONDON)
    lateness = by_hours.by.astimezone(UTC) - started
    assert timedelta(hours=count) - timedelta(minutes=1) < lateness <= timedelta(hours=count)


@given(STARTS, st.integers(1, 36))
def test_months_end_on_a_working_day_within_a_week_of_the_same_number(started: datetime, count: int) -> None:
    first = started.astimezone(LONDON).date()
    day = due(started, count, Unit.CALENDAR_MONTHS, LONDON, ENGLAND).by.date()
    plain = months_after(first, count)
    assert day == next(d for d in WORKING if d >= plain)
    assert (plain.year * 12 + plain.month) - (first.year * 12 + first.month) == count
    assert plain.day == first.day or (plain + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (Due(end_of(2026, 10, 16), whole_day=True), "by the end of today"),
        (Due(end_of(2026, 10, 17), whole_day=True), "by the end of tomorrow"),
        (Due(end_of(2026, 10, 19), whole_day=True), "by the end of Mon 19 Oct 2026"),
        (Due(at(10, 16, 16, 20), whole_day=False), "by 16:20 today"),
        (Due(at(10, 20, 16, 20), whole_day=False), "by 16:20 on Tue 20 Oct 2026"),
    ],
)
def test_words(when: Due, words: str) -> None:
    assert due_words(when, at(10, 16, 15, 50), LONDON) == words
