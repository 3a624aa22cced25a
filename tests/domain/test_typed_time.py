"""What people type for dates and times: understood, asked about or refused, and never an error."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safeguard_app.domain.date_words import MONTHS, WEEKDAYS
from safeguard_app.domain.moments import (
    Grain,
    Precision,
    at_wall_clock,
    certainly_before,
    check_moment,
    describe,
    exactly,
)
from safeguard_app.domain.typed_time import Outcome, Understanding, understand

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 19, 16, 20, tzinfo=LONDON)  # a Thursday


def read(text: str, now: datetime = NOW) -> Understanding:
    return understand(text, now, LONDON)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("today 1530", "Thursday 19 November 2026, 15:30."),
        ("TODAY, 15:30", "Thursday 19 November 2026, 15:30."),
        ("yest 9pm", "Wednesday 18 November 2026, 21:00."),
        ("9 p.m. yesterday", "Wednesday 18 November 2026, 21:00."),
        ("y'day 10.30", "Wednesday 18 November 2026, 10:30."),
        ("mon", "Monday 16 November 2026."),
        ("on Monday at 3pm", "Monday 16 November 2026, 15:00."),
        ("last fri", "Friday 13 November 2026."),
        ("friday last week", "Friday 13 November 2026."),
        ("day before yesterday", "Tuesday 17 November 2026."),
        ("14/9", "Monday 14 September 2026."),
        ("4/9/26 0915", "Friday 4 September 2026, 09:15."),
        ("14 sep", "Monday 14 September 2026."),
        ("the 14th of September", "Monday 14 September 2026."),
        ("mon 14 sep", "Monday 14 September 2026."),
        ("14/09/2026 15:30", "Monday 14 September 2026, 15:30."),
        ("14.9.2026", "Monday 14 September 2026."),
        ("sep 14 2026 3pm", "Monday 14 September 2026, 15:00."),
        ("2026-09-14T15:30", "Monday 14 September 2026, 15:30."),
        ("14 sep 1530", "Monday 14 September 2026, 15:30."),
        ("14 jan", "Wednesday 14 January 2026."),
        ("the 14th", "Saturday 14 November 2026."),
        ("25th", "Sunday 25 October 2026."),
        ("noon", "Thursday 19 November 2026, 12:00."),
        ("1530", "Thursday 19 November 2026, 15:30."),
        ("9.15am", "Thursday 19 November 2026, 09:15."),
        ("ten past nine am", "Thursday 19 November 2026, 09:10."),
        ("quarter to 4pm today", "Thursday 19 November 2026, 15:45."),
        ("half 3pm", "Thursday 19 November 2026, 15:30."),
        ("this morning", "Thursday 19 November 2026, between 05:00 and 12:00."),
        ("this afternoon", "Thursday 19 November 2026, between 12:00 and 16:20."),
        ("9 in the morning", "Thursday 19 November 2026, 09:00."),
        ("7.30 yesterday evening", "Wednesday 18 November 2026, 19:30."),
        ("last night at 1", "Thursday 19 November 2026, 01:00."),
        (
            "last night",
            "Between Wednesday 18 November 2026, 18:00 and Thursday 19 November 2026, 06:00.",
        ),
        ("about 7pm yest", "Wednesday 18 November 2026, about 19:00."),
        ("7pm-ish yesterday".replace("-", ""), "Wednesday 18 November 2026, about 19:00."),
        ("around 14 sep", "About Monday 14 September 2026."),
        ("an hour ago", "Thursday 19 November 2026, about 15:20."),
        ("3 days ago", "Monday 16 November 2026."),
        ("between mon and wed", "Between Monday 16 November and Wednesday 18 November 2026."),
        ("mon to wed", "Between Monday 16 November and Wednesday 18 November 2026."),
        ("wed to mon", "Between Wednesday 11 November and Monday 16 November 2026."),
        ("14-16 sep", "Between Monday 14 September and Wednesday 16 September 2026."),
        ("from 14 sep to 16 oct", "Between Monday 14 September and Friday 16 October 2026."),
        ("between 3pm and 5pm yesterday", "Wednesday 18 November 2026, between 15:00 and 17:00."),
        ("yesterday between 9 and 10am", "Wednesday 18 November 2026, between 09:00 and 10:00."),
        ("15:30 - 16:00 yesterday", "Wednesday 18 November 2026, between 15:30 and 16:00."),
        (
            "mon 9am to tue 5pm",
            "Between Monday 16 November 2026, 09:00 and Tuesday 17 November 2026, 17:00.",
        ),
        ("last week", "Between Monday 9 November and Sunday 15 November 2026."),
        ("september", "Between Tuesday 1 September and Wednesday 30 September 2026."),
        ("now", "Thursday 19 November 2026, 16:20."),
        ("not known", "Not known."),
        ("don't know", "Not known."),
        ("don’t know", "Not known."),
        ("?", "Not known."),
    ],
)
def test_understood_and_said_back(typed: str, said: str) -> None:
    found = read(typed)
    assert (found.outcome, found.sentence) == (Outcome.UNDERSTOOD, said)
    assert not found.in_future


@pytest.mark.parametrize(
    ("typed", "asked", "choices"),
    [
        ("thu", "Which Thursday?", ["Today, Thu 19 Nov 2026", "Thu 12 Nov 2026"]),
        ("last mon", "Which Monday?", ["Mon 16 Nov 2026", "Mon 9 Nov 2026"]),
        ("next fri", "Which Friday?", ["Tomorrow, Fri 20 Nov 2026", "Fri 27 Nov 2026"]),
        ("14 dec", "14 December of which year?", ["Sun 14 Dec 2025", "Mon 14 Dec 2026"]),
        (
            "today 3",
            "3:00 in the morning, or in the afternoon or evening?",
            ["Today, Thu 19 Nov 2026, 03:00", "Today, Thu 19 Nov 2026, 15:00"],
        ),
        (
            "half 3 yesterday",
            "3:30 in the morning, or in the afternoon or evening?",
            ["Yesterday, Wed 18 Nov 2026, 03:30", "Yesterday, Wed 18 Nov 2026, 15:30"],
        ),
        (
            "11pm",
            "Which day was that?",
            ["Yesterday, Wed 18 Nov 2026, 23:00", "Today, Thu 19 Nov 2026, 23:00"],
        ),
        ("9/14", "There is no month 14. Did you mean this day?", ["Mon 14 Sep 2026"]),
        (
            "tues 14 sep",
            "Monday 14 September 2026 is not a Tuesday. Which day was it?",
            ["Mon 14 Sep 2026", "Tue 8 Sep 2026", "Tue 15 Sep 2026"],
        ),
        (
            "25/10 0130",
            "The clocks went back that night, so this time came twice. Which one?",
            ["Sun 25 Oct 2026, 01:30 BST", "Sun 25 Oct 2026, 01:30 GMT"],
        ),
        (
            "yesterday midnight",
            "Midnight at the beginning of that day, or at its end?",
            ["Yesterday, Wed 18 Nov 2026, 00:00", "Today, Thu 19 Nov 2026, 00:00"],
        ),
        (
            "yesterday between 3 and 5",
            "In the morning, or in the afternoon or evening?",
            [
                "Yesterday, Wed 18 Nov 2026, between 03:00 and 05:00",
                "Yesterday, Wed 18 Nov 2026, between 15:00 and 17:00",
            ],
        ),
    ],
)
def test_asked(typed: str, asked: str, choices: list[str]) -> None:
    found = read(typed)
    assert (found.outcome, found.sentence) == (Outcome.QUESTION, asked)
    assert [choice.label for choice in found.choices] == choices
    assert found.moment is None


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("29/2/2026", "29 February 2026 does not exist"),
        ("31/9", "31 September does not exist"),
        ("99/99", "There is no month 99"),
        ("1 jan 3000", "Check the year"),
        ("1/1/0001", "Check the year"),
        ("25:00", "no such time of day"),
        ("13pm", "no such time of day"),
        ("29/3 0130", "The clocks went forward"),
        ("14.09", "a time or a date"),
        ("5", "a time or a day"),
        ("hello", "could not be read"),
        ("from mon", "could not be read"),
        ("last week 3pm", "A time needs one day"),
        ("between 16 sep and 14 sep", "The second day is before the first"),
        ("last night 3pm", "does not lie in that part"),
        ("x" * 5000, "could not be read"),
    ],
)
def test_refused_with_a_sentence(typed: str, part: str) -> None:
    found = read(typed)
    assert found.outcome is Outcome.REFUSED
    assert part in found.sentence
    assert found.moment is None
    assert found.choices == ()


@pytest.mark.parametrize("typed", ["tomorrow", "this friday", "7/1/27", "tomorrow 9am", "tonight"])
def test_the_future_is_flagged(typed: str) -> None:
    found = read(typed)
    assert found.outcome is Outcome.UNDERSTOOD
    assert found.in_future
    assert found.sentence.endswith("This is in the future.")


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_nothing_typed(typed: str) -> None:
    assert read(typed) == Understanding(Outcome.EMPTY, "")


WORDS = st.sampled_from(
    [
        *(
            "today",
            "yest",
            "mon",
            "last",
            "next",
            "fri",
            "sep",
            "14",
            "31st",
            "2026",
            "9pm",
            "half",
            "3",
            "to",
        ),
        *(
            "between",
            "and",
            "from",
            "about",
            "-",
            "/",
            "15:30",
            "29/2",
            "noon",
            "midnight",
            "morning",
            "last night",
        ),
        *(
            "ago",
            "days",
            "week",
            "month",
            "0130",
            "25/10",
            "29/3",
            "quarter",
            "past",
            "24:00",
            "tom",
            "99",
            "until",
        ),
    ]
)
NOWS = st.datetimes(
    datetime.combine(date(2020, 1, 1), time()),
    datetime.combine(date(2034, 1, 1), time()),
    timezones=st.just(LONDON),
    allow_imaginary=False,
)


@given(
    st.text(st.characters(exclude_categories=[]), max_size=200) | st.lists(WORDS, max_size=7).map(" ".join),
    NOWS,
)
@example("between midnight and 0130 25/10", NOW)
@example("999 months ago", NOW)
@example("\ud800", NOW)
def test_nothing_raises_and_every_answer_is_whole(typed: str, now: datetime) -> None:
    found = read(typed, now)
    if found.outcome is Outcome.UNDERSTOOD:
        assert found.moment is not None
        check_moment(found.moment, "happened")
        assert found.choices == ()
    elif found.outcome is Outcome.QUESTION:
        assert found.sentence.endswith("?")
        assert found.choices
        assert len({choice.moment for choice in found.choices}) == len(found.choices)
        assert len({choice.label for choice in found.choices}) == len(found.choices)
        for choice in found.choices:
            check_moment(choice.moment, "happened")
    assert (found.sentence == "") == (found.outcome is Outcome.EMPTY)
    if found.moment is not None and certainly_before(exactly(now), found.moment):
        assert found.in_future


DAYS = st.dates(date(2015, 1, 1), date(2027, 12, 31))


@given(DAYS, st.times())
def test_a_full_date_and_time_is_always_that_minute(day: date, clock: time) -> None:
    spellings = (
        f"{day.day}/{day.month}/{day.year} {clock:%H%M}",
        f"{day:%d.%m.%Y}, {clock:%H:%M}",
        f"{day.isoformat()}T{clock:%H:%M}",
        f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year} at {clock:%H:%M}",
        f"{day.day} {MONTHS[day.month - 1][:3]} {day:%y} {clock:%H.%M}",
    )
    expected = at_wall_clock(day, clock.replace(second=0, microsecond=0), LONDON)
    for typed in spellings:
        found = read(typed)
        if len(expected) == 1:
            assert found.moment == exactly(expected[0]), typed
        else:
            assert found.outcome is (Outcome.QUESTION if expected else Outcome.REFUSED), typed


@given(DAYS)
def test_a_day_and_month_without_year_is_read_day_first_and_never_silently_in_the_future(day: date) -> None:
    found = read(f"{day.day}/{day.month}")
    moments = [found.moment] if found.moment else [choice.moment for choice in found.choices]
    assert moments
    for moment in moments:
        assert moment is not None
        assert moment.start is not None
        assert (moment.start.day, moment.start.month) == (day.day, day.month)
        assert moment.grain is Grain.DAY
    assert not found.in_future


@given(st.sampled_from(WEEKDAYS), NOWS)
def test_a_weekday_is_that_weekday_within_the_last_week(weekday: str, now: datetime) -> None:
    found = read(weekday[:3], now)
    moments = [found.moment] if found.moment else [choice.moment for choice in found.choices]
    for moment in moments:
        assert moment is not None
        assert moment.start is not None
        day = moment.start.date()
        assert WEEKDAYS[day.weekday()] == weekday
        assert timedelta(0) <= now.date() - day <= timedelta(days=7)
    assert (found.outcome is Outcome.QUESTION) == (WEEKDAYS[now.weekday()] == weekday)


def test_about_keeps_its_precision() -> None:
    found = read("about 7pm yest").moment
    assert found is not None
    assert found.precision is Precision.ABOUT
    assert describe(found, LONDON) == "Wed 18 Nov 2026, about 19:00"


def test_early_in_the_day_a_coming_part_of_it_is_asked_about() -> None:
    early = datetime(2026, 11, 19, 8, 0, tzinfo=LONDON)
    assert read("this morning", early).sentence == "Thursday 19 November 2026, between 05:00 and 08:00."
    assert read("afternoon", early).outcome is Outcome.QUESTION
