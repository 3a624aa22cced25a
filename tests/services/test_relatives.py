"""Links of family that cannot be: with oneself, both ways, and round in a circle over other and merged entries."""

from dataclasses import replace

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference, new_record_id
from safeguard_app.domain.people import FamilyLink, Person, PersonKind, Relation
from safeguard_app.services import merging, people
from safeguard_app.services.session import Session


def entry(session: Session, name: str, *family: FamilyLink) -> Reference:
    """Somebody on the register with their relatives."""
    return people.add(session, Person(name, PersonKind.OTHER, family=family))[0]


def link(other: Reference, relation: Relation) -> FamilyLink:
    """What the other is to whoever the link stands on."""
    return FamilyLink(other.id, relation)


def enter(session: Session, reference: Reference, *family: FamilyLink) -> None:
    """Correct an entry to have these relatives."""
    stored = people.stored_person(session, reference)
    person = replace(stored.content, family=family)
    people.correct(session, reference, person, "Family entered", replacing=stored.number)


def refused(session: Session, reference: Reference, *family: FamilyLink) -> str:
    """The sentence beside the field of relatives; nothing is written."""
    before = people.stored_person(session, reference).number
    with pytest.raises(RuleViolation) as caught:
        enter(session, reference, *family)
    assert set(caught.value.fields) == {"family"}
    assert people.stored_person(session, reference).number == before
    return caught.value.fields["family"]


def test_nobody_is_their_own_relative(session: Session) -> None:
    """Neither on a new entry nor on one that is corrected, nor by an entry that was merged into it."""
    record = new_record_id()
    itself = Person("Una Pike", PersonKind.OTHER, family=(FamilyLink(record, Relation.SIBLING),))
    with pytest.raises(RuleViolation) as caught:
        people.add(session, itself, record)
    assert set(caught.value.fields) == {"family"}
    one, twice = entry(session, "Una Pike"), entry(session, "Una Pike")
    assert "same person" in refused(session, one, link(one, Relation.PARENT))
    merging.merge(session, one, twice, "Typed in twice")
    assert "same person" in refused(session, one, link(twice, Relation.COUSIN))


@pytest.mark.parametrize(
    "relation", [Relation.PARENT, Relation.STEP_PARENT, Relation.GUARDIAN, Relation.WARD, Relation.GRANDCHILD]
)
def test_two_are_not_each_others_parents(session: Session, relation: Relation) -> None:
    """Said with both names, since either entry may be the wrong one."""
    one = entry(session, "Una Pike")
    other = entry(session, "Edd Vale", link(one, relation))
    sentence = refused(session, one, link(other, relation))
    assert "Una Pike" in sentence and "Edd Vale" in sentence and "Correct one of the two" in sentence


def test_what_two_entries_may_say_of_each_other(session: Session) -> None:
    """The same from both sides; and cousins, sisters or aunts of one age, which go round by nature."""
    one = entry(session, "Una Pike")
    child = entry(session, "Edd Vale", link(one, Relation.PARENT))
    enter(session, one, link(child, Relation.CHILD))
    sister = entry(session, "Ida Pike", link(one, Relation.SIBLING))
    enter(session, one, link(child, Relation.CHILD), link(sister, Relation.SIBLING))
    aunt = entry(session, "Ola Rees", link(one, Relation.AUNT_OR_UNCLE))
    enter(session, one, link(aunt, Relation.AUNT_OR_UNCLE))


def test_nobody_is_an_ancestor_of_themselves_over_other_entries(session: Session) -> None:
    """Over parents, grandparents and children, whichever of the entries the link stands on."""
    old = entry(session, "Ada Pike")
    middle = entry(session, "Una Pike", link(old, Relation.PARENT))
    young = entry(session, "Edd Pike")
    enter(session, old, link(middle, Relation.CHILD))
    enter(session, middle, link(old, Relation.PARENT), link(young, Relation.CHILD))
    sentence = refused(session, old, link(middle, Relation.CHILD), link(young, Relation.GRANDPARENT))
    assert "in a circle" in sentence
    assert "Edd Pike" in sentence
    great = Person(
        "Max Rees", PersonKind.OTHER, family=(link(old, Relation.CHILD), link(young, Relation.PARENT))
    )
    with pytest.raises(RuleViolation) as caught:
        people.add(session, great)
    assert "in a circle" in caught.value.fields["family"]


def test_a_merge_that_would_close_a_circle_is_refused_and_leaves_both(session: Session) -> None:
    """A parent entered a second time as somebody's child: the two are not one person."""
    old = entry(session, "Ada Pike")
    middle = entry(session, "Una Pike", link(old, Relation.PARENT))
    again = entry(session, "Ada Pike", link(middle, Relation.PARENT))
    with pytest.raises(RuleViolation) as caught:
        merging.merge(session, old, again, "Typed in twice")
    assert set(caught.value.fields) == {"family"}
    assert people.stored_person(session, again).content.merged_into is None
    assert people.stored_person(session, old).number == 1


def test_over_merged_entries_the_circle_is_seen(session: Session) -> None:
    """A link to the entry that was merged away counts for the one that goes on."""
    old, twice = entry(session, "Ada Pike"), entry(session, "Ada Pike")
    middle = entry(session, "Una Pike", link(twice, Relation.PARENT))
    young = entry(session, "Edd Pike", link(middle, Relation.PARENT))
    merging.merge(session, old, twice, "Typed in twice")
    assert "in a circle" in refused(session, old, link(young, Relation.PARENT))


def test_a_circle_that_is_on_file_already_ends_every_walk(session: Session) -> None:
    """Pages open, another's family can be entered, and the circle is mended from either side."""
    ids = [new_record_id() for _ in range(3)]

    def parent_of(place: int) -> FamilyLink:
        return FamilyLink(ids[place], Relation.PARENT)

    daily = session.vault.daily
    for place, record in enumerate(ids):
        write_unchecked(
            session, record, Person(f"Person {place}", PersonKind.OTHER, family=(parent_of(place - 1),))
        )
    first, second, _ = (Reference(daily.id, record) for record in ids)
    assert len(people.open_person(session, first).family) == 2
    child = entry(session, "Edd Pike", link(first, Relation.PARENT))
    assert "in a circle" in refused(session, first, parent_of(-1), link(child, Relation.CHILD))
    stored = people.stored_person(session, second)
    people.correct(session, second, replace(stored.content, note="Seen"), "A note", replacing=stored.number)
    enter(session, first)
    enter(session, first, link(child, Relation.CHILD))


def write_unchecked(session: Session, record: RecordId, person: Person) -> None:
    """An entry as an earlier version of the program may have kept it."""
    with session.vault.daily.write(
        EventKind.PERSON_ADDED, session.user.id, session.now(), record=record
    ) as work:
        work.put(record, person)
