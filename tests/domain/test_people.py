"""People: who they were on a day, and what a record must satisfy."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.people import (
    AdultType,
    FamilyLink,
    Handle,
    KnownPerson,
    Office,
    OfficeKind,
    Person,
    PersonKind,
    PersonRef,
    Post,
    Relation,
)
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_checks import checked_person
from safeguard_app.domain.person_rules import (
    age_on,
    describe_person,
    in_post_on,
    is_head_on,
    on_roll_on,
    person_ref,
    posts_on,
    relation_words,
    same_person,
    turned_relation,
)

TODAY = date(2026, 10, 12)
TYLER = Person(
    "Tyler Pike",
    PersonKind.PUPIL,
    date_of_birth=date(2018, 2, 14),
    year_group="Year 4",
    class_name="4B",
    on_roll=(Period(date(2022, 9, 5)),),
)
DEMI = Person(
    "Demi Pike",
    PersonKind.FORMER_PUPIL,
    date_of_birth=date(2014, 3, 2),
    on_roll=(Period(date(2018, 9, 4), date(2026, 7, 22)),),
)
SHONA = Person(
    "Shona Pike",
    PersonKind.STAFF,
    date_of_birth=date(1985, 1, 9),
    posts=(
        Post(AdultType.EMPLOYEE, "Midday supervisor", Period(date(2024, 9, 2), date(2026, 11, 26))),
        Post(AdultType.EMPLOYEE, "Teaching assistant", Period(date(2026, 11, 27))),
    ),
)


def test_descriptions_are_those_of_the_day() -> None:
    assert describe_person(TYLER, TODAY) == "Pupil, 4B, Year 4, aged 8"
    assert describe_person(TYLER, date(2026, 2, 13)) == "Pupil, 4B, Year 4, aged 7"
    assert describe_person(TYLER, date(2022, 9, 1)) == "Future pupil, aged 4"
    assert describe_person(DEMI, TODAY) == "Former pupil, left July 2026, aged 12"
    assert describe_person(DEMI, date(2026, 7, 22)) == "Pupil, aged 12"
    assert describe_person(SHONA, TODAY) == "Midday supervisor"
    assert describe_person(SHONA, date(2026, 12, 1)) == "Teaching assistant"
    assert describe_person(SHONA, date(2024, 9, 1)) == "Teaching assistant, not yet in post"
    left = replace(SHONA, posts=SHONA.posts[:1])
    assert describe_person(left, date(2027, 1, 1)) == "Midday supervisor until November 2026"
    supply = Person("Ann Other", PersonKind.STAFF, posts=(Post(AdultType.SUPPLY, ""),))
    assert describe_person(supply, TODAY) == "Supply staff"
    assert describe_person(Person("", PersonKind.ACCOUNT_ONLY), TODAY) == "Account, not attributed"
    parent = Person("Dean Halloway", PersonKind.PARENT_CARER, date_of_birth=date(1980, 1, 1))
    assert describe_person(parent, TODAY) == "Parent or carer"


def test_dates_that_are_not_recorded_are_not_guessed() -> None:
    assert on_roll_on(replace(TYLER, on_roll=()), TODAY) is None
    assert on_roll_on(SHONA, TODAY) is False
    assert in_post_on(replace(SHONA, posts=()), TODAY) is None
    assert in_post_on(TYLER, TODAY) is False
    assert [post.title for post in posts_on(SHONA, date(2026, 11, 27))] == ["Teaching assistant"]
    assert age_on(replace(TYLER, date_of_birth=None), TODAY) is None


def test_a_birthday_on_29_february_falls_on_1_march_in_other_years() -> None:
    leap = replace(TYLER, date_of_birth=date(2016, 2, 29))
    assert age_on(leap, date(2026, 2, 28)) == 9
    assert age_on(leap, date(2026, 3, 1)) == 10
    assert age_on(leap, date(2024, 2, 29)) == 8


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_age_counts_birthdays(born: date, day: date) -> None:
    age = age_on(replace(TYLER, date_of_birth=born), day)
    birthdays = 0
    for year in range(born.year + 1, day.year + 1):
        leapless = (born.month, born.day) == (2, 29) and (year % 4 != 0 or year == 1900 or year == 2100)
        birthday = date(year, 3, 1) if leapless else date(year, born.month, born.day)
        birthdays += birthday <= day
    assert age == (None if born > day else birthdays)


def test_an_acting_head_is_head_from_to() -> None:
    acting = replace(
        SHONA,
        offices=(Office(OfficeKind.ACTING_HEADTEACHER, Period(date(2026, 10, 1), date(2026, 10, 31))),),
    )
    days = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 1)]
    assert [is_head_on(acting, day) for day in days] == [False, True, True, False]


def test_a_frozen_copy_keeps_what_was_known_then() -> None:
    reference = Reference(Compartment.DAILY, RecordId("a" * 32))
    copy = person_ref(KnownPerson(reference, TYLER), TODAY)
    assert copy == PersonRef(reference, "Tyler Pike", "Pupil, 4B, Year 4, aged 8")
    nameless = Person("", PersonKind.ACCOUNT_ONLY, handles=(Handle("Instagram", "@truth.in.the.lane"),))
    assert person_ref(KnownPerson(reference, nameless), TODAY).name == "@truth.in.the.lane"


def test_namesakes_with_records_are_two_people_and_words_go_by_name() -> None:
    one = PersonRef(Reference(Compartment.DAILY, RecordId("a" * 32)), "Sam Hill")
    two = PersonRef(Reference(Compartment.DAILY, RecordId("b" * 32)), "Sam Hill")
    assert not same_person(one, two)
    assert same_person(one, replace(one, name="Samuel Hill"))
    assert same_person(one, PersonRef(None, "sam  HILL"))


def test_relations_turn_round() -> None:
    assert turned_relation(Relation.AUNT_OR_UNCLE) is Relation.NIECE_OR_NEPHEW
    assert all(
        turned_relation(turned_relation(r)) is r for r in Relation if r is not Relation.PARENTS_PARTNER
    )
    assert relation_words(Relation.AUNT_OR_UNCLE, "aunt") == "aunt"
    assert relation_words(Relation.STEP_PARENT) == "step-parent"


@pytest.mark.parametrize("person", [TYLER, DEMI, SHONA])
def test_good_records_pass_unchanged(person: Person) -> None:
    assert checked_person(person, TODAY) == person


LINK = FamilyLink(RecordId("c" * 32), Relation.PARENT)


@pytest.mark.parametrize(
    ("field", "person"),
    [
        ("name", replace(TYLER, name=" ")),
        ("name", replace(TYLER, name="x" * 201)),
        ("date_of_birth", replace(TYLER, date_of_birth=date(2026, 10, 13))),
        ("date_of_birth", replace(SHONA, date_of_birth=date(1885, 1, 9))),
        ("on_roll", replace(TYLER, date_of_birth=date(2022, 9, 6))),
        ("on_roll", replace(TYLER, date_of_birth=date(2021, 9, 6))),
        ("on_roll", replace(TYLER, on_roll=(Period(date(2026, 9, 2), date(2026, 9, 1)),))),
        (
            "on_roll",
            replace(TYLER, on_roll=(Period(date(2022, 9, 5)), Period(date(2024, 9, 5), date(2025, 1, 1)))),
        ),
        ("posts", replace(SHONA, date_of_birth=date(2025, 1, 9))),
        (
            "posts",
            replace(
                SHONA, posts=(Post(AdultType.EMPLOYEE, "Cook", Period(date(2026, 2, 2), date(2026, 1, 1))),)
            ),
        ),
        (
            "offices",
            replace(SHONA, offices=(Office(OfficeKind.ACTING_HEADTEACHER, Period(date(2026, 1, 1))),)),
        ),
        ("handles", Person("", PersonKind.ACCOUNT_ONLY)),
        ("handles", replace(TYLER, handles=(Handle("TikTok", ""),))),
        ("handles", replace(TYLER, handles=(Handle("TikTok", "@t"),) * 51)),
        ("family", replace(TYLER, family=(LINK, LINK))),
        ("note", replace(TYLER, note="a\0b")),
    ],
)
def test_what_breaks_a_rule_is_named_by_its_field(field: str, person: Person) -> None:
    with pytest.raises(RuleViolation) as refused:
        checked_person(person, TODAY)
    assert field in refused.value.fields
    assert person.name not in refused.value.fields[field] or not person.name.strip()


def test_every_fault_is_named_at_once() -> None:
    wrong = replace(TYLER, name="", date_of_birth=date(2030, 1, 1), family=(LINK, LINK))
    with pytest.raises(RuleViolation) as refused:
        checked_person(wrong, TODAY)
    assert set(refused.value.fields) >= {"name", "date_of_birth", "family"}


def test_a_bare_account_needs_no_name() -> None:
    account = Person("", PersonKind.ACCOUNT_ONLY, handles=(Handle("Instagram", "@truth\u202e"),))
    assert checked_person(account, TODAY).handles[0].name == "@truth"
