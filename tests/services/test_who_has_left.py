"""Lists and type-ahead say of who has left that they have; a person's page says how an adult comes to work here."""

from datetime import date

import pytest

from safeguard_app.domain.people import AdultType, Person, PersonKind, Post
from safeguard_app.domain.periods import Period
from safeguard_app.services import people
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool

SINCE, LAST_DAY = date(2024, 9, 2), date(2026, 7, 22)
HERE, GONE = Period(SINCE), Period(SINCE, LAST_DAY)


def staff(*posts: Post) -> Person:
    """Somebody who works or worked here."""
    return Person("Robin Marlow", PersonKind.STAFF, posts=posts)


def child(period: Period) -> Person:
    """A pupil."""
    return Person(
        "Robin Marlow",
        PersonKind.PUPIL,
        date_of_birth=date(2018, 3, 9),
        class_name="4B",
        year_group="Year 4",
        on_roll=(period,),
    )


@pytest.mark.parametrize(
    ("person", "detail"),
    [
        (staff(Post(AdultType.EMPLOYEE, "Midday supervisor", HERE)), "Midday supervisor"),
        (
            staff(Post(AdultType.EMPLOYEE, "Midday supervisor", GONE)),
            "Formerly midday supervisor, until 2026",
        ),
        (staff(Post(AdultType.EMPLOYEE, "SENCO", GONE)), "Formerly SENCO, until 2026"),
        (staff(Post(AdultType.VOLUNTEER, "", GONE)), "Formerly volunteer, until 2026"),
        (staff(Post(AdultType.GOVERNOR, "", HERE)), "Governor"),
        (
            staff(
                Post(AdultType.EMPLOYEE, "Teacher", HERE), Post(AdultType.VOLUNTEER, "Reading helper", GONE)
            ),
            "Teacher",
        ),
        (staff(Post(AdultType.EMPLOYEE, "Teacher", Period(SINCE, date(2026, 12, 31)))), "Teacher"),
        (child(HERE), "Pupil, 4B, Year 4, aged 8"),
        (child(GONE), "Former pupil, left July 2026, aged 8"),
    ],
)
def test_list_and_type_ahead_say_who_is_here_and_who_was(
    made_school: MadeSchool, person: Person, detail: str
) -> None:
    session = made_school.sign_in()
    people.add(session, person)

    assert [row.detail for row in people.rows(session, "marlow")] == [detail]
    assert [one.detail for one in people.suggest(session, "marlow")] == [detail]
    assert [one.person.description for one in people.suggest(session, "marlow")] == [detail]


def posts_shown(session: Session, *posts: Post) -> tuple[str, ...]:
    """The posts on the page of somebody."""
    return people.open_person(session, people.add(session, staff(*posts))[0]).posts


def test_the_page_says_how_an_adult_comes_to_work_here_once(made_school: MadeSchool) -> None:
    session = made_school.sign_in()

    assert posts_shown(
        session,
        Post(AdultType.SUPPLY, "Teacher, 5N", HERE),
        Post(AdultType.GOVERNOR, "Governor", GONE),
        Post(AdultType.VOLUNTEER, "", GONE),
    ) == (
        "Teacher, 5N, supply staff, from 2 Sep 2024",
        "Governor, from 2 Sep 2024 to 22 Jul 2026",
        "Volunteer, from 2 Sep 2024 to 22 Jul 2026",
    )
