"""Time limits with pauses, and school days over the calendar, against an independent count, day by day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard_app.domain.bank_holidays import bank_holidays_between
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.periods import Period
from safeguard_app.domain.time_limits import Pause, due_with_pauses
from safeguard_app.domain.working_time import SchoolCalendar, SchoolDaysNotKnown, Unit, due

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
HOLIDAYS = {nation: bank_holidays_between(nation, 2025, 2036) for nation in Nation}
SCHOOL = SchoolCalendar(
    terms=(
        Period(date(2026, 9, 3), date(2026, 12, 18)),
        Period(date(2027, 1, 5), date(2027, 4, 1)),
        Period(date(2027, 4, 19), date(2027, 7, 21)),
        Period(date(2027, 9, 2), date(2027, 12, 17)),
        Period(date(2028, 1, 4), date(2028, 3, 31)),
    ),
    closed=(
        Period(date(2026, 10, 26), date(2026, 10, 30)),
        Period(date(2026, 11, 27), date(2026, 11, 27)),
        Period(date(2027, 2, 15), date(2027, 2, 19)),
        Period(date(2027, 5, 31), date(2027, 6, 4)),
        Period(date(2027, 10, 25), date(2027, 10, 29)),
        Period(date(2028, 2, 14), date(2028, 2, 18)),
    ),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def starts(first: date, last: date) -> st.SearchStrategy[datetime]:
    return st.datetimes(
        datetime.combine(first, datetime.min.time()),
        datetime.combine(last, datetime.min.time()),
        timezones=st.just(UTC),
    )


@st.composite
def pauses_after(draw: st.DrawFn, started: datetime, *, minutes: int = 60 * 24 * 40) -> list[Pause]:
    """A few pauses around and after a start: overlapping, touching, empty, begun before it; some begin afresh."""
    made = []
    for _ in range(draw(st.integers(0, 3))):
        begin = started + timedelta(minutes=draw(st.integers(-minutes // 4, minutes)))
        end = begin + timedelta(minutes=draw(st.integers(0, minutes // 3)))
        made.append(Pause(begin, end, afresh=draw(st.booleans())))
    return made


def slow_begun(started: datetime, pauses: list[Pause]) -> datetime:
    for pause in pauses:
        if pause.afresh and pause.end is not None and pause.end > started:
            started = pause.end
    return started


def slow_waits(begun: datetime, pauses: list[Pause]) -> set[date]:
    """Every single day on which the limit stands still."""
    waits: set[date] = set()
    for pause in pauses:
        if pause.afresh or pause.end is None:
            continue
        begin = max(pause.begin, begun)
        day = begin.astimezone(LONDON).date()
        while pause.end > begin and day < pause.end.astimezone(LONDON).date():
            day += DAY
            waits.add(day)
    return waits


def slow_month_days(day: date, months: int) -> int:
    """How many days it is to the same number some months on, found by trying."""
    number, month, year = day.day, day.month, day.year
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    while True:
        try:
            return (date(year, month, number) - day).days
        except ValueError:
            number -= 1


def slow_counts(day: date, unit: Unit, nation: Nation) -> bool:
    weekday = day.strftime("%a") not in ("Sat", "Sun") and day not in HOLIDAYS[nation]
    if unit is Unit.SCHOOL_DAYS:
        inside = any(p.start <= day <= p.end for p in SCHOOL.terms if p.start and p.end)
        shut = any(p.start <= day <= p.end for p in SCHOOL.closed if p.start and p.end)
        return weekday and inside and not shut
    return weekday if unit is Unit.WORKING_DAYS else True


def slow_days(started: datetime, count: int, unit: Unit, nation: Nation, pauses: list[Pause]) -> date | None:
    """One day after another, asking everything of each anew; None where a day is not in the calendar."""
    begun = slow_begun(started, pauses)
    waits = slow_waits(begun, pauses)
    day = begun.astimezone(LONDON).date()
    if unit is Unit.CALENDAR_MONTHS:
        count = slow_month_days(day, count)
    while count:
        day += DAY
        if unit is Unit.SCHOOL_DAYS and not any(first <= day <= last for first, last in KNOWN):
            return None
        if slow_counts(day, unit, nation) and day not in waits:
            count -= 1
    while unit is Unit.CALENDAR_MONTHS and (day.weekday() > 4 or day in HOLIDAYS[nation]):
        day += DAY
    return day


KNOWN = ((date(2026, 8, 27), date(2028, 3, 31)),)
COUNTS = {
    Unit.DAYS: st.integers(1, 60),
    Unit.WORKING_DAYS: st.integers(1, 40),
    Unit.SCHOOL_DAYS: st.integers(1, 40),
    Unit.CALENDAR_MONTHS: st.integers(1, 14),
}


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_days_and_months_are_those_of_a_slow_count_in_every_nation(data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from(sorted(COUNTS)))
    nation = data.draw(st.sampled_from(list(Nation)))
    started = data.draw(starts(date(2026, 8, 20), date(2028, 3, 10)))
    count, pauses = data.draw(COUNTS[unit]), data.draw(pauses_after(started))
    expected = slow_days(started, count, unit, nation, pauses)
    try:
        found = due_with_pauses(started, count, unit, LONDON, HOLIDAYS[nation], SCHOOL, pauses)
    except SchoolDaysNotKnown:
        assert expected is None
        return
    assert found is not None
    assert found.whole_day
    assert found.by.astimezone(LONDON).date() == expected
    assert (found.by + MINUTE).astimezone(LONDON).hour == 0


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_hours_are_those_of_a_count_minute_by_minute_over_changes_of_the_clock(data: st.DataObject) -> None:
    change = data.draw(
        st.sampled_from((datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)))
    )
    started = change + timedelta(minutes=data.draw(st.integers(-60 * 40, 60 * 10)))
    count, pauses = data.draw(st.integers(1, 48)), data.draw(pauses_after(started, minutes=60 * 30))
    begun = max([started, *(one.end for one in pauses if one.afresh and one.end)])
    now, left = begun, count * 60
    while left:
        still = any(
            not one.afresh and one.end is not None and max(one.begin, begun) <= now < one.end
            for one in pauses
        )
        now += MINUTE
        left -= not still
    found = due_with_pauses(started, count, Unit.HOURS, LONDON, pauses=pauses)
    assert found is not None
    assert found.by.astimezone(UTC) == now


@given(starts(date(2027, 1, 1), date(2030, 1, 1)), st.sampled_from(list(Nation)), st.integers(1, 30))
def test_without_a_pause_it_is_the_plain_limit(started: datetime, nation: Nation, count: int) -> None:
    for unit in (Unit.HOURS, Unit.DAYS, Unit.WORKING_DAYS, Unit.CALENDAR_MONTHS):
        plain = due(started, count, unit, LONDON, HOLIDAYS[nation])
        assert due_with_pauses(started, count, unit, LONDON, HOLIDAYS[nation]) == plain


def test_a_limit_that_waits_for_proof_runs_a_month_from_the_proof_and_over_new_year() -> None:
    """Scenario 6: asked on 24 November, given on 1 December; 1 January is a bank holiday, a Friday."""
    asked, given_on = at("2026-11-24 09:00"), at("2026-12-01 10:00")
    northern = HOLIDAYS[Nation.NORTHERN_IRELAND]

    def limit(*pauses: Pause) -> date | None:
        found = due_with_pauses(
            at("2026-11-23 11:00"), 1, Unit.CALENDAR_MONTHS, LONDON, northern, pauses=pauses
        )
        return found.by.astimezone(LONDON).date() if found is not None else None

    assert limit() == date(2026, 12, 23)
    assert limit(Pause(asked, None, afresh=True)) is None
    assert limit(Pause(asked, given_on, afresh=True)) == date(2027, 1, 4)
    assert limit(Pause(asked, given_on)) == date(2026, 12, 30)


def test_the_last_day_of_february_in_a_leap_year() -> None:
    started = at("2028-01-31 12:00")
    found = due_with_pauses(started, 1, Unit.CALENDAR_MONTHS, LONDON, HOLIDAYS[Nation.WALES])
    assert found is not None
    assert found.by.astimezone(LONDON).date() == date(2028, 2, 29)


def test_a_calendar_says_how_far_it_reaches_and_where_a_term_is_missing() -> None:
    assert (SCHOOL.begins, SCHOOL.ends, SCHOOL.gaps()) == (date(2026, 8, 27), date(2028, 3, 31), ())
    lacking = SchoolCalendar(SCHOOL.terms[:1] + SCHOOL.terms[2:])
    assert lacking.gaps() == (Period(date(2026, 12, 19), date(2027, 4, 18)),)
    assert lacking.knows(date(2026, 12, 18))
    assert not lacking.knows(date(2027, 2, 1))
    assert SchoolCalendar().begins is None
    assert not SchoolCalendar().knows(date(2026, 9, 3))


@pytest.mark.parametrize("day", ["2026-08-20 09:00", "2026-12-17 09:00"])
def test_nothing_is_counted_over_days_that_nobody_entered(day: str) -> None:
    lacking = SchoolCalendar(SCHOOL.terms[:1] + SCHOOL.terms[2:])
    with pytest.raises(SchoolDaysNotKnown):
        due_with_pauses(at(day), 5, Unit.SCHOOL_DAYS, LONDON, HOLIDAYS[Nation.ENGLAND], lacking)
