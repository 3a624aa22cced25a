"""Reports to those who govern one after another: terms that share no day, and earlier ones that do are known."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.periods import Period
from safeguard_app.services import governors_asked, governors_earlier, paper
from safeguard_app.services.paper_views import GovernorsPaper, ReportKind
from tests.services.conftest import SCHOOL, MadeSchool

AUTUMN = Period(date(2026, 9, 1), date(2026, 12, 18))
SPRING_BEGINS = date(2027, 1, 1)
SPRING = Period(date(2027, 1, 1), date(2027, 3, 25))


def test_the_report_of_the_autumn_is_known_when_that_of_the_year_is_made(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-12-18 09:00")
    session = made_school.sign_in()
    paper.issue(session, GovernorsPaper(ReportKind.TERMLY, AUTUMN))
    made_school.clock.set("2027-03-25 09:00")
    session = made_school.sign_in()
    asked = governors_asked.asked(session)
    (one,) = asked.earlier
    assert (one.period, one.made) == (AUTUMN, date(2026, 12, 18))
    assert one.words == (
        "Termly safeguarding report, Tue 1 Sep 2026 to Fri 18 Dec 2026, made on Fri 18 Dec 2026"
    )
    year, _ = asked.periods[0]
    assert asked.sharing_days(ReportKind.ANNUAL, year) == (one,)
    assert asked.sharing_days(ReportKind.TERMLY, SPRING) == ()
    following = Period(date(2027, 9, 1), date(2027, 10, 1))
    assert asked.sharing_days(ReportKind.ANNUAL, following) == (one,), "the year before stands beside it"
    assert asked.sharing_days(ReportKind.TERMLY, following) == ()


def test_a_report_in_a_part_that_is_not_open_is_not_told_of(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-12-18 09:00")
    session = made_school.sign_in()
    issued = paper.issue(session, GovernorsPaper(ReportKind.TERMLY, AUTUMN, adults=True))
    assert issued.document.compartment is Compartment.ADULTS
    assert len(governors_asked.asked(session).earlier) == 1
    assert governors_asked.asked(made_school.sign_in("deputy")).earlier == ()


def test_terms_are_offered_which_share_no_day(make_school: Callable[..., MadeSchool]) -> None:
    school = make_school(replace(SCHOOL, nation=Nation.SCOTLAND))
    school.clock.set("2027-03-25 09:00")
    terms = governors_earlier.terms(school.sign_in())
    assert [words.partition(",")[0] for _, words in terms][:3] == [
        "Spring 2027",
        "Autumn 2026",
        "Summer 2026",
    ]
    assert terms[1][0] == Period(date(2026, 8, 1), date(2026, 12, 31))
    for (later, _), (before, _) in pairwise(terms):
        assert later.start is not None and before.end is not None and before.end < later.start


def test_one_whose_days_cannot_be_read_may_be_over_any(made_school: MadeSchool) -> None:
    unread = governors_earlier.Earlier("Report", Period(None, None), date(2026, 12, 18))
    assert governors_earlier.sharing_days([unread], SPRING) == (unread,)
    assert unread.words == "Report, made on Fri 18 Dec 2026"


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("From Tue 1 Sep 2026 to\n Fri 18 Dec 2026.", AUTUMN),
        ("From Tue 99 Foo 2026 to Fri 18 Dec 2026.", Period(None, None)),
        ("From Tue 31 Feb 2026 to Fri 18 Dec 2026.", Period(None, None)),
        ("Everything.", Period(None, None)),
    ],
)
def test_days_that_cannot_be_read_may_be_any(said: str, period: Period) -> None:
    assert governors_earlier.days_said(["Termly safeguarding report", said]) == period
    assert bool(
        governors_earlier.sharing_days([governors_earlier.Earlier("", period, SPRING_BEGINS)], SPRING)
    ) is (period != AUTUMN)
