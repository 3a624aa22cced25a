"""Moments: what they may mean, how they order, how they read."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.moments import (
    Grain,
    Moment,
    Order,
    Precision,
    about,
    about_day,
    at_wall_clock,
    between,
    between_days,
    certainly_before,
    check_moment,
    day_end,
    day_start,
    days_of,
    describe,
    exactly,
    not_known,
    on_day,
    order,
    sort_key,
    span_of,
)

LONDON = ZoneInfo("Europe/London")
BEIRUT = ZoneInfo("Asia/Beirut")  # its clocks go forward at midnight


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


INSTANTS = st.datetimes(
    datetime.combine(date(2020, 1, 1), time()),
    datetime.combine(date(2035, 1, 1), time()),
    timezones=st.just(LONDON),
    allow_imaginary=False,
)
DATES = st.dates(date(2020, 1, 1), date(2035, 1, 1))


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    """Any valid moment."""
    first, second = sorted(draw(st.tuples(INSTANTS, INSTANTS)), key=lambda d: d.astimezone(UTC))
    day, later = sorted(draw(st.tuples(DATES, DATES)))
    return draw(
        st.sampled_from(
            [
                not_known(),
                exactly(first),
                about(first),
                between(first, second),
                on_day(day, LONDON),
                about_day(day, LONDON),
                between_days(day, later, LONDON),
            ]
        )
    )


@given(moments())
def test_every_built_moment_is_valid_and_reads(moment: Moment) -> None:
    check_moment(moment, "happened")
    assert describe(moment, LONDON)
    assert describe(moment, LONDON, long=True)
    span = span_of(moment)
    assert (span.earliest is None) == (span.stop is None) == (not moment.is_known)
    assert span.earliest is None or span.stop is None or span.earliest < span.stop


@given(moments(), moments())
def test_order_is_antisymmetric_and_never_guesses(first: Moment, second: Moment) -> None:
    turned = {Order.BEFORE: Order.AFTER, Order.AFTER: Order.BEFORE, Order.UNKNOWN: Order.UNKNOWN}
    assert order(second, first) is turned[order(first, second)]
    one, two = span_of(first), span_of(second)
    if order(first, second) is Order.BEFORE:
        assert one.stop is not None
        assert two.earliest is not None
        assert one.stop <= two.earliest
    assert order(first, first) is Order.UNKNOWN


@given(moments(), moments(), moments())
def test_certainly_before_is_transitive(a: Moment, b: Moment, c: Moment) -> None:
    if certainly_before(a, b) and certainly_before(b, c):
        assert certainly_before(a, c)


@given(DATES)
def test_a_day_reaches_from_midnight_to_midnight(day: date) -> None:
    span = span_of(on_day(day, LONDON))
    assert span.earliest == day_start(day, LONDON)
    assert span.stop == day_start(day + timedelta(days=1), LONDON)
    assert days_of(on_day(day, LONDON), LONDON) == (day, day)


@given(INSTANTS)
def test_about_is_wider_than_exact_and_covers_the_day(instant: datetime) -> None:
    exact, roughly = span_of(exactly(instant)), span_of(about(instant))
    assert exact.earliest is not None
    assert exact.stop is not None
    assert roughly.earliest is not None
    assert roughly.stop is not None
    assert roughly.earliest <= exact.earliest - timedelta(hours=2)
    assert roughly.stop >= exact.stop + timedelta(hours=2)
    assert roughly.stop - roughly.earliest >= timedelta(hours=24)


def test_the_hour_that_comes_twice_and_the_hour_that_never_comes() -> None:
    first, second = at_wall_clock(date(2026, 10, 25), time(1, 30), LONDON)
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)
    assert at_wall_clock(date(2026, 3, 29), time(1, 30), LONDON) == ()
    assert len(at_wall_clock(date(2026, 6, 1), time(9, 0), LONDON)) == 1
    assert describe(exactly(first), LONDON) == "Sun 25 Oct 2026, 01:30 BST"
    assert describe(exactly(second), LONDON) == "Sun 25 Oct 2026, 01:30 GMT"
    assert certainly_before(exactly(first), exactly(second))


def test_a_day_without_midnight_still_begins() -> None:
    start = day_start(date(2026, 3, 29), BEIRUT)
    assert (start.hour, start.minute) == (1, 0)
    assert day_end(date(2026, 3, 28), BEIRUT) + timedelta(minutes=1) == start


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (exactly(at(9, 19, 19)), "Sat 19 Sep 2026, 19:00"),
        (about(at(9, 19, 19)), "Sat 19 Sep 2026, about 19:00"),
        (on_day(date(2026, 9, 19), LONDON), "Sat 19 Sep 2026"),
        (about_day(date(2026, 9, 19), LONDON), "about Sat 19 Sep 2026"),
        (
            between_days(date(2026, 9, 14), date(2026, 10, 16), LONDON),
            "between Mon 14 Sep and Fri 16 Oct 2026",
        ),
        (
            between_days(date(2026, 12, 31), date(2027, 1, 1), LONDON),
            "between Thu 31 Dec 2026 and Fri 1 Jan 2027",
        ),
        (between_days(date(2026, 9, 19), date(2026, 9, 19), LONDON), "Sat 19 Sep 2026"),
        (between(at(9, 19, 19), at(9, 19, 20)), "Sat 19 Sep 2026, between 19:00 and 20:00"),
        (
            between(at(9, 19, 19), at(9, 20, 8)),
            "between Sat 19 Sep 2026, 19:00 and Sun 20 Sep 2026, 08:00",
        ),
        (not_known(), "not known"),
    ],
)
def test_words(moment: Moment, words: str) -> None:
    assert describe(moment, LONDON) == words


def test_long_words() -> None:
    assert describe(about(at(10, 11, 21)), LONDON, long=True) == "Sunday 11 October 2026, about 21:00"


def test_a_whole_day_reads_the_same_in_another_zone() -> None:
    assert describe(on_day(date(2026, 7, 1), LONDON), ZoneInfo("America/New_York")) == "Wed 1 Jul 2026"


NOON, NIGHT = at(9, 19, 12), at(9, 19, 23)


@pytest.mark.parametrize(
    "moment",
    [
        Moment(NOON, None, Precision.UNKNOWN),
        Moment(None, None, Precision.EXACT),
        Moment(NOON, None, Precision.BETWEEN),
        Moment(NIGHT, NOON, Precision.BETWEEN),
        Moment(NOON, NIGHT, Precision.EXACT),
        Moment(NOON, None, Precision.EXACT, Grain.DAY),
        Moment(NOON, NIGHT + timedelta(days=3), Precision.EXACT, Grain.DAY),
        Moment(datetime.combine(date(2026, 9, 19), time()), None, Precision.EXACT),
        Moment(datetime(206, 9, 19, tzinfo=UTC), None, Precision.EXACT),
    ],
)
def test_what_does_not_fit_is_refused_by_field(moment: Moment) -> None:
    with pytest.raises(RuleViolation) as refused:
        check_moment(moment, "happened")
    assert refused.value.fields["happened"]


def test_lists_put_the_unknown_last() -> None:
    known = [exactly(at(9, 20)), on_day(date(2026, 9, 19), LONDON)]
    assert sorted([not_known(), *known], key=sort_key) == [known[1], known[0], not_known()]


def test_a_naive_time_is_a_bug() -> None:
    with pytest.raises(ValueError, match="offset"):
        exactly(datetime.combine(date(2026, 9, 19), time()))
