"""Whom to ask whether they are related: what is in common, how many share it, and what settles a question."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.people import (
    AdultType,
    FamilyLink,
    KnownPerson,
    Person,
    PersonKind,
    Post,
    Relation,
)
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_facts import FurtherName
from safeguard_app.domain.relation_questions import (
    RelationQuestion,
    RelationRules,
    Settled,
    Shares,
    family_names,
    relation_questions,
)

DAY = date(2026, 9, 24)
RULES = RelationRules(4, "Is there?", "", "", (), ("kaur",))


def known(key: str, person: Person) -> KnownPerson:
    return KnownPerson(Reference(Compartment.DAILY, RecordId(key)), person)


def adult(key: str, name: str, **more: object) -> KnownPerson:
    post = Post(AdultType.EMPLOYEE, "Teacher", Period(date(2020, 9, 1)))
    return known(key, replace(Person(name, PersonKind.STAFF, posts=(post,)), **more))  # type: ignore[arg-type]


def pupil(key: str, name: str, **more: object) -> KnownPerson:
    roll = (Period(date(2024, 9, 2)),)
    return known(key, replace(Person(name, PersonKind.PUPIL, on_roll=roll), **more))  # type: ignore[arg-type]


def parent(key: str, name: str, child: str, **more: object) -> KnownPerson:
    link = FamilyLink(RecordId(child), Relation.CHILD)
    return known(key, replace(Person(name, PersonKind.PARENT_CARER, family=(link,)), **more))  # type: ignore[arg-type]


def asked(*people: KnownPerson, settled: Settled | None = None) -> list[tuple[str, str, list[Shares]]]:
    found = relation_questions(people, DAY, RULES, settled or Settled())
    return [(*one.pair, [common.shares for common in one.in_common]) for one in found]


def only(*people: KnownPerson) -> RelationQuestion:
    (found,) = relation_questions(people, DAY, RULES, Settled())
    return found


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Ms Shona Pike", ["pike"]),
        ("Shona Oakes-Pike", ["oakes", "pike"]),
        ("Siân Évans", ["evans"]),
        ("Pike", []),
        ("Mr O’Hare", ["ohare"]),
        ("", []),
    ],
)
def test_family_names(name: str, family: list[str]) -> None:
    assert list(family_names(name)) == family


def test_one_name_is_asked_about_and_counted() -> None:
    people = (adult("a", "Ms Shona Pike"), pupil("p", "Tyler PIKE"), pupil("q", "Ella Tan"))
    assert asked(*people) == [("a", "p", [Shares.FAMILY_NAME])]
    (common,) = only(*people).in_common
    assert (common.what, common.count, common.key) == ("Pike", 2, "name:pike")


def test_a_double_name_and_a_name_of_before_count() -> None:
    before = (FurtherName("Shona Pike", "former"),)
    assert asked(adult("a", "Ms Shona Wells", names=before), pupil("p", "Tyler Pike"))
    assert asked(adult("a", "Ms Shona Wells-Pike"), pupil("p", "Tyler Pike"))


def test_where_many_have_a_name_nobody_is_asked() -> None:
    pupils = [pupil(f"p{number}", f"Child{number} Pike") for number in range(4)]
    assert len(asked(adult("a", "Ms Shona Pike"), *pupils[:3])) == 3
    assert asked(adult("a", "Ms Shona Pike"), *pupils) == [], "five share it"
    assert asked(adult("a", "Mrs Harpreet Kaur"), pupil("p", "Simran Kaur")) == [], "a name by custom"


def test_only_adults_in_post_and_pupils_on_roll() -> None:
    gone = (Post(AdultType.EMPLOYEE, "Teacher", Period(date(2019, 1, 1), date(2026, 7, 31))),)
    left = (Period(date(2019, 9, 1), date(2026, 7, 20)),)
    assert asked(adult("a", "Ms Shona Pike", posts=gone), pupil("p", "Tyler Pike")) == []
    assert asked(adult("a", "Ms Shona Pike"), pupil("p", "Tyler Pike", on_roll=left)) == []
    parents = parent("m", "Mrs Jean Pike", "p")
    assert asked(parents, pupil("p", "Tyler Pike")) == [], "no parent is asked"


def test_the_same_number_or_address_directly_and_through_a_parent() -> None:
    one = adult("a", "Ms Shona Wells", telephone="+44 7700 900123", email="S.Wells@Example.org")
    assert asked(one, pupil("p", "Tyler Pike", email="s.wells@example.org")) == [("a", "p", [Shares.CONTACT])]
    mother = parent("m", "Mrs Jean Pike", "p", telephone="07700 900 123")
    (common,) = only(one, pupil("p", "Tyler Pike"), mother).in_common
    assert (common.shares, common.through) == (Shares.CONTACT, "m")
    assert asked(one, pupil("p", "Tyler Pike", telephone="900123")) == [], "too short to be a number"
    shared = [
        pupil(f"p{number}", f"Child{number} Day{number}", email="office@example.org") for number in "abcd"
    ]
    assert asked(adult("a", "Mr Al Fox", email="office@example.org"), *shared) == [], "five share it"


def test_a_link_and_a_link_through_somebody_else() -> None:
    aunt = (FamilyLink(RecordId("p"), Relation.NIECE_OR_NEPHEW),)
    assert asked(adult("a", "Ms Shona Wells", family=aunt), pupil("p", "Tyler Pike")) == [
        ("a", "p", [Shares.FAMILY_LINK])
    ]
    sister = (FamilyLink(RecordId("m"), Relation.SIBLING),)
    through = (
        adult("a", "Ms Shona Wells", family=sister),
        pupil("p", "Tyler Pike"),
        parent("m", "Jean Pike", "p"),
    )
    assert only(*through).in_common[0].through == "m"
    friend = (FamilyLink(RecordId("m"), Relation.FRIEND_OF_FAMILY),)
    assert asked(adult("a", "Ms Shona Wells", family=friend), *through[1:]) == [], "a friend is no family"


def test_the_plainest_stands_first() -> None:
    aunt = (FamilyLink(RecordId("p"), Relation.NIECE_OR_NEPHEW),)
    people = (adult("a", "Ms Bea Pike"), adult("b", "Ms Zoe Pike", family=aunt), pupil("p", "Tyler Pike"))
    assert asked(*people) == [
        ("b", "p", [Shares.FAMILY_LINK, Shares.FAMILY_NAME]),
        ("a", "p", [Shares.FAMILY_NAME]),
    ]


def test_what_settles_a_question() -> None:
    people = (adult("a", "Ms Shona Pike"), pupil("p", "Tyler Pike"))
    pair = (RecordId("a"), RecordId("p"))
    assert asked(*people, settled=Settled(declared=frozenset({pair}))) == []
    assert asked(*people, settled=Settled(answered={pair: frozenset({"name:pike"})})) == []
    more = (replace(people[0], person=replace(people[0].person, email="a@example.org")),)
    child = replace(people[1], person=replace(people[1].person, email="a@example.org"))
    again = asked(*more, child, settled=Settled(answered={pair: frozenset({"name:pike"})}))
    assert again == [("a", "p", [Shares.CONTACT, Shares.FAMILY_NAME])], "more is in common now"
    less = asked(*people, settled=Settled(answered={pair: frozenset({"name:pike", "mail:a@example.org"})}))
    assert less == []


def test_a_nil_return_speaks_of_pupils_who_were_here() -> None:
    nil = Settled(nil={RecordId("a"): date(2026, 9, 10)})
    staying = pupil("p", "Tyler Pike")
    arrived = pupil("q", "Ella Pike", on_roll=(Period(date(2026, 9, 21)),))
    back = pupil(
        "r", "Max Pike", on_roll=(Period(date(2020, 9, 1), date(2022, 7, 1)), Period(date(2026, 9, 21)))
    )
    assert asked(adult("a", "Ms Shona Pike"), staying, arrived, back, settled=nil) == [
        ("a", "q", [Shares.FAMILY_NAME])
    ]
