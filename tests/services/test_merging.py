"""Two entries of one person: proposed, merged with a reason, found by either, and taken apart again."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.contact_check import ContactQuestion, Extent
from safeguard_app.domain.declarations import Declaration
from safeguard_app.domain.duplicates import NEAR_NAME, NO_DAY, SAME_ACCOUNT, SAME_DAY, is_near
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.import_rows import HowRead
from safeguard_app.domain.people import (
    FamilyLink,
    Handle,
    NumberKind,
    Person,
    PersonKind,
    PersonNumber,
    PersonRef,
    Relation,
)
from safeguard_app.domain.person_facts import TellingRule
from safeguard_app.services import (
    contact_checks,
    incident_lists,
    incidents,
    merging,
    one_person,
    people,
    people_import,
    person_details,
)
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter
from safeguard_app.services.people import PersonPage
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_names import with_named
from safeguard_app.vault.index_check import differing
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil
from tests.services.test_declarations import declared

BORN = date(2017, 3, 4)


def entry(session: Session, name: str, **more: object) -> Reference:
    """A pupil on the register."""
    person = replace(Person(name, PersonKind.PUPIL, date_of_birth=BORN), **more)  # type: ignore[arg-type]
    return people.add(session, person)[0]


def ref(session: Session, reference: Reference) -> PersonRef:
    """Somebody as a record names them."""
    return people.ref_of(session, reference)


def page(session: Session, reference: Reference) -> PersonPage:
    """The page of somebody."""
    return people.open_person(session, reference)


def test_who_may_be_entered_twice_is_proposed_with_the_reason(session: Session) -> None:
    """Surest first; a namesake born on another day is none."""
    entry(session, "Rowan Applegarth")
    entry(session, "rowan  APPLEGARTH")
    entry(session, "Rowan Aplegarth")
    entry(session, "Rowan Applegarth", date_of_birth=date(2015, 1, 2))
    found = {(pair.one.name, pair.other.name): pair.why for pair in merging.duplicates(session)}
    assert found[("Rowan Applegarth", "rowan APPLEGARTH")] == SAME_DAY
    assert found[("Rowan Applegarth", "Rowan Aplegarth")] == NEAR_NAME
    assert len(found) == 3


def test_an_account_and_a_missing_date_are_reasons_too(session: Session) -> None:
    """A bare account that somebody has, and a name without a date of birth."""
    account = Handle("tiktok", "@row.an")
    entry(session, "Rowan Applegarth", handles=(account,))
    people.add(session, Person("", PersonKind.ACCOUNT_ONLY, handles=(Handle("tiktok", "row.an"),)))
    entry(session, "Isla Brackenbury")
    entry(session, "Isla Brackenbury", date_of_birth=None)
    assert {pair.why for pair in merging.duplicates(session)} == {SAME_ACCOUNT, NO_DAY}


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Rowan Applegarth", "Rowan Aplegarth", True),
        ("Thomas Corrigan", "Thom Corrigan", True),
        ("Zoë O’Brien", "Zoe OBrien", True),
        ("Rowan Applegarth", "Isla Applegarth", False),
        ("Amy Li", "Ann Lo", False),
    ],
)
def test_what_a_near_name_is(one: str, other: str, near: bool) -> None:
    """Two letters, accents and marks, or a short form of the forename."""
    assert is_near(one, other) is near


def test_told_apart_they_are_not_proposed_again(session: Session) -> None:
    """Twins with near names stay two."""
    one, other = entry(session, "Ana Petrova"), entry(session, "Anya Petrova")
    assert len(merging.duplicates(session)) == 1
    merging.tell_apart(session, one, other)
    assert merging.duplicates(session) == ()


def test_merged_both_numbers_and_all_records_stand_on_one_page(session: Session) -> None:
    """Old references open it; what records hold is not rewritten; lists and counts show one person."""
    one = entry(session, "Rowan Applegarth", numbers=(PersonNumber(NumberKind.UPN, "A1"),))
    other = entry(
        session, "Rowan Applegarth", numbers=(PersonNumber(NumberKind.ADMISSION, "77"),), class_name="4B"
    )
    first = log_incident(session, "TR", (ref(session, one), "target"))
    second = log_incident(session, "CB", (ref(session, other), "target"))
    kept = session.vault.get(second).content
    assert merging.would_take_over(session, one, other) == ("Class", "Numbers: 1 more")
    merging.merge(session, one, other, "Typed in twice")
    shown = page(session, other)
    assert shown.reference == one
    assert {line.reference for line in shown.records} == {first, second}
    assert {number.value for number in shown.person.numbers} == {"A1", "77"}
    assert shown.person.class_name == "4B"
    assert session.vault.get(second).content == kept
    (row,) = [row for row in people.rows(session) if row.name == "Rowan Applegarth"]
    assert (row.reference, row.records) == (one, 2)
    (gone,) = merging.merged_entries(session, one)
    assert "Typed in twice" in gone.words
    assert "Miss Jo Abbey" in gone.words
    assert merging.duplicates(session) == ()


def test_taken_apart_both_are_as_before(session: Session) -> None:
    """By further versions: nothing is deleted, and each has its own records again."""
    one, other = entry(session, "Rowan Applegarth"), entry(session, "Rowan Applegarth", class_name="4B")
    log_incident(session, "TR", (ref(session, other), "target"))
    before = [people.stored_person(session, reference).content for reference in (one, other)]
    merging.merge(session, one, other, "Typed in twice")
    changes = merging.part(session, one, other.id, "They are cousins")
    assert changes.said == "Two entries again."
    assert [people.stored_person(session, reference).content for reference in (one, other)] == before
    assert page(session, one).records == ()
    assert len(page(session, other).records) == 1
    assert people.stored_person(session, other).number == 3
    with pytest.raises(merging.NotMerged):
        merging.part(session, one, other.id, "Again")


def test_taken_apart_after_a_correction_the_correction_stays(session: Session) -> None:
    """What was typed since is not lost; the entry only stops standing for the other."""
    one, other = entry(session, "Rowan Applegarth"), entry(session, "Rowan Applegarth", class_name="4B")
    merging.merge(session, one, other, "Typed in twice")
    stored = people.stored_person(session, one)
    people.correct(session, one, replace(stored.content, note="Seen"), "A note", replacing=stored.number)
    changes = merging.part(session, one, other.id, "They are cousins")
    now = people.stored_person(session, one).content
    assert "correct it by hand" in changes.said
    assert (now.note, now.merged_from) == ("Seen", ())


def test_a_chain_of_merges_leads_to_the_last(session: Session) -> None:
    """Three entries, merged one after another; taking the last apart leaves the first two one."""
    one, two, three = (entry(session, "Rowan Applegarth") for _ in range(3))
    record = log_incident(session, "TR", (ref(session, one), "target"))
    merging.merge(session, two, one, "Twice")
    merging.merge(session, three, two, "Three times")
    assert page(session, one).reference == three
    assert [line.reference for line in page(session, three).records] == [record]
    merging.part(session, three, two.id, "Another child")
    assert page(session, one).reference == two
    assert page(session, three).records == ()


def test_it_needs_a_reason_and_two_entries(session: Session) -> None:
    """Never silently, and never with what is gone."""
    one, other = entry(session, "Rowan Applegarth"), entry(session, "Rowan Applegarth")
    with pytest.raises(RuleViolation) as refused:
        merging.merge(session, one, other, "  ")
    assert set(refused.value.fields) == {"reason"}
    merging.merge(session, one, other, "Twice")
    for pair in ((one, one), (one, other), (other, one)):
        with pytest.raises(merging.AlreadyOne):
            merging.merge(session, *pair, "Again")


def test_relatives_stay_relatives_and_nobody_becomes_their_own(session: Session) -> None:
    """A link to either entry stands on the page of the one; one between the two goes."""
    one = entry(session, "Rowan Applegarth")
    other = entry(session, "Rowan Applegarth", family=(FamilyLink(one.id, Relation.SIBLING),))
    mother = PersonKind.PARENT_CARER
    aunt = people.add(
        session, Person("Una Applegarth", mother, family=(FamilyLink(other.id, Relation.NIECE_OR_NEPHEW),))
    )[0]
    merging.merge(session, one, other, "Typed in twice")
    (line,) = page(session, one).family
    assert line.person == aunt
    (back,) = page(session, aunt).family
    assert back.person == one


def test_a_declaration_about_the_entry_that_went_counts_in_a_contact_check(session: Session) -> None:
    """An acknowledged aunt does not become a stranger because her nephew was entered twice."""
    who = adult(session, "Shona Pike", "Midday supervisor")
    tyler = pupil(session, "Tyler Pike", date(2018, 5, 1))
    again = pupil(session, "Tyler Pike", date(2018, 5, 1))
    declared(session, who, tyler, "2026-09-07 07:50")

    def code(child: PersonRef) -> str:
        question = ContactQuestion(
            adult=who, pupil=child, platform="", began=moment("2026-09-12 10:00"), extent=Extent.ONE_OFF
        )
        return contact_checks.check(session, question).code.value

    assert tyler.reference is not None
    assert again.reference is not None
    known, stranger = code(tyler), code(again)
    assert known != stranger
    merging.merge(session, again.reference, tyler.reference, "Typed in twice")
    assert code(again) == known
    assert code(tyler) == known


def test_whoever_came_from_a_list_is_still_known_by_it_after_a_merge(session: Session) -> None:
    """The number finds the entry that goes on."""
    text = b"UPN,Surname,Forename,DOB\nE1,Applegarth,Rowan,14/09/2017\n"
    by_hand = entry(session, "Rowan Applegarth", date_of_birth=None)
    file = people_import.offered(session, text)
    seen = people_import.understood(session, file)
    how = HowRead(seen.columns, seen.who, {})
    now = people_import.register_now(session)
    plan = people_import.plan_of(file, how, now, {2: "new"}, everybody=False)
    people_import.bring_in(session, file, how, plan, people_import.Leavers(), lambda _done, _all: None)
    (from_list,) = [row.reference for row in people.rows(session) if row.reference != by_hand]
    merging.merge(session, by_hand, from_list, "The same child")
    again = people_import.plan_of(file, how, people_import.register_now(session), {}, everybody=True)
    assert [one.known.id for one in again.same] == [by_hand.id]
    assert (again.new, again.leaving, again.questions) == ((), (), ())


def test_after_an_unlock_index_and_chain_agree(made_school: MadeSchool) -> None:
    """What lists show of a merge is what the versions say."""
    made_school.clock.set("2026-09-14 09:00")
    session = made_school.sign_in()
    one, other = entry(session, "Rowan Applegarth"), entry(session, "Rowan Applegarth")
    log_incident(session, "TR", (ref(session, other), "target"))
    merging.merge(session, one, other, "Typed in twice")
    again = made_school.sign_in()
    assert page(again, other).reference == one
    assert len(page(again, other).records) == 1

    daily = again.vault.daily
    assert differing(daily.connection, daily.id) == []


def test_somebody_with_a_merged_entry_is_not_taken_off_the_register(session: Session) -> None:
    """Records of the other entry would lead nowhere."""
    one, other = entry(session, "Rowan Applegarth"), entry(session, "Rowan Applegarth")
    merging.merge(session, one, other, "Typed in twice")
    with pytest.raises(RuleViolation) as refused:
        people.enter_in_error(session, one, "Never here")
    assert "apart" in refused.value.fields["person"]


def test_whoever_must_not_be_told_is_still_not_told_after_a_merge(session: Session) -> None:
    """A rule about a father counts for him under the entry that goes on."""
    rule_about = people.add(session, Person("Gary Renshaw", PersonKind.PARENT_CARER))[0]
    again = people.add(session, Person("Gary Renshaw", PersonKind.PARENT_CARER))[0]
    child = entry(
        session,
        "Rowan Applegarth",
        family=(FamilyLink(again.id, Relation.PARENT, parental_responsibility=True),),
        telling_rules=(TellingRule("Gary Renshaw", rule_about.id, may=False, reason="An order"),),
    )
    record = log_incident(session, "CB", (ref(session, child), "target"))

    def warned() -> list[str]:
        return [one.must_not for one in person_details.telling_cautions(session, record).parents]

    assert warned() == [""]
    merging.merge(session, again, rule_about, "Typed in twice")
    (words,) = warned()
    assert "An order" in words


def test_a_paper_about_them_names_them_by_the_entry_that_goes_on(session: Session) -> None:
    """A child who asked not to be named stays named in a form of their own, whichever entry the record has."""
    gone, stays = entry(session, "Rowan Applegarth"), entry(session, "Rowan Applegarth")
    other = entry(session, "Rowan Applegarth", date_of_birth=date(2015, 1, 2))
    record = log_incident(
        session, "TR", (ref(session, gone), "target"), (ref(session, other), "target"), withheld="target"
    )
    merging.merge(session, stays, gone, "Typed in twice")
    filed = incidents.current(session, record).content
    named = with_named(session, filed, (ref(session, stays), None))
    assert [one.name_withheld for one in named.participants] == [False, True]


def test_what_another_part_says_of_who_was_merged_stands_on_the_one_page(made_school: MadeSchool) -> None:
    """The merge stands in the daily log; a concern kept apart still names the entry that was merged."""
    session = made_school.sign_in()
    one, other = adult(session, "Shona Pike", "Midday supervisor"), adult(session, "Shona Pyke", "Cleaner")
    assert one.reference is not None and other.reference is not None
    daily = log_incident(session, "TR", (one, "witness"))
    apart = log_incident(session, "SPC", (other, "adult_of_concern"))
    both = log_incident(session, "SPC", (one, "adult_of_concern"), (other, "witness"))
    assert apart.compartment is Compartment.ADULTS
    assert people.record_counts(session)[other.reference.id] == 2, "worked out before the merge"
    merging.merge(session, one.reference, other.reference, "Typed in twice")
    shown = page(session, other.reference)
    assert {line.reference for line in shown.records} == {daily, apart, both}
    assert people.record_counts(session) == {one.reference.id: 3}
    (suggested,) = people.suggest(session, "Shona")
    assert suggested.count == "in 3 records"
    wanted = IncidentFilter(StateFilter.ALL, person=one.reference.id)
    assert {row.reference for row in incident_lists.rows(session, wanted)} == {daily, apart, both}
    deputy = made_school.sign_in("deputy")
    assert {line.reference for line in page(deputy, one.reference).records} == {daily}
    assert people.record_counts(deputy) == {one.reference.id: 1}


def test_taken_apart_each_has_what_another_part_says_of_them(session: Session) -> None:
    """What was counted together is counted apart again."""
    one, other = adult(session, "Shona Pike", "Midday supervisor"), adult(session, "Shona Pyke", "Cleaner")
    assert one.reference is not None and other.reference is not None
    apart = log_incident(session, "SPC", (other, "adult_of_concern"))
    merging.merge(session, one.reference, other.reference, "Typed in twice")
    assert people.record_counts(session) == {one.reference.id: 1}
    merging.part(session, one.reference, other.reference.id, "Two people")
    assert people.record_counts(session) == {other.reference.id: 1}
    assert page(session, one.reference).records == ()
    assert {line.reference for line in page(session, other.reference).records} == {apart}


def test_everybody_in_a_declaration_is_compared_by_the_entry_that_goes_on(session: Session) -> None:
    """Adult, pupil, their children and whoever decided; a relative, and whoever must not be told, too."""
    kept, gone = adult(session, "Shona Pike", "Midday supervisor"), adult(session, "Shona Pyke", "Cleaner")
    child = pupil(session, "Tyler Pike", date(2018, 5, 1))
    made = session.vault.get(declared(session, gone, child, "2026-09-07 07:50")).content
    assert isinstance(made, Declaration)
    (about,) = made.pupils
    named = replace(
        made,
        pupils=(replace(about, pupil=gone, children=(gone,)),),
        steps=tuple(replace(step, by=gone) for step in made.steps),
    )
    assert kept.reference is not None and gone.reference is not None
    rule = TellingRule("Shona Pyke", gone.reference.id, may=False, reason="An order")
    of_child = Person(
        "Rowan Applegarth",
        PersonKind.PUPIL,
        family=(FamilyLink(gone.reference.id, Relation.AUNT_OR_UNCLE),),
        telling_rules=(rule,),
    )
    assert one_person.present_declaration(session, named) == named
    assert one_person.with_present_relatives(session, of_child) == of_child
    merging.merge(session, kept.reference, gone.reference, "Typed in twice")
    now = one_person.present_declaration(session, named)
    (pupil_now,) = now.pupils
    found = (now.adult, pupil_now.pupil, *pupil_now.children, *(step.by for step in now.steps))
    assert {one.reference for one in found} == {kept.reference} and len(found) == 4
    assert {one.name for one in found} == {"Shona Pyke"}, "the copy of the name stays"
    present = one_person.with_present_relatives(session, of_child)
    assert [one.person for one in present.family] == [kept.reference.id]
    assert [one.person for one in present.telling_rules] == [kept.reference.id]
    asked = ContactQuestion(adult=gone, pupil=gone, platform="", began=moment("2026-09-12 10:00"))
    question = one_person.present_question(session, asked)
    assert [one.reference for one in (question.adult, question.pupil)] == [kept.reference] * 2
