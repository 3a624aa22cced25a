"""Scenario 3 and its neighbours: what a contact verdict says, and what it must never say."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from safeguard_app.domain.contact_check import (
    ContactQuestion,
    Extent,
    PointKind,
    RegisterState,
    Verdict,
    VerdictCode,
    WarningCode,
)
from safeguard_app.domain.contact_verdict import ContactFacts, check_contact
from safeguard_app.domain.declaration_rules import with_step
from safeguard_app.domain.declarations import Declaration, FiledDeclaration, How, StepKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.moments import (
    Moment,
    about,
    between,
    between_days,
    exactly,
    not_known,
    on_day,
)
from safeguard_app.domain.people import KnownPerson, OfficeKind, PersonRef
from safeguard_app.domain.periods import Period
from tests.domain.register_builders import (
    ACKNOWLEDGED,
    ARCHIE,
    AUNT,
    CAROL,
    DECLARED,
    DEMI,
    DISCUSSED,
    FILED_AUNT,
    FRIEND,
    HEADS_OWN,
    IDRIS,
    LONDON,
    PAUL,
    SHONA,
    TYLER,
    at,
    entered_late,
    ref,
    reference,
    step,
)
from tests.domain.titles import ENGLAND

LATER = at(12, 1, 12)
COMPLETE = RegisterState(date(2026, 9, 1))
NOT_SAID = ("cleared", "genuine", "!", "innocent", "guilty", "no concern")


def ask(
    began: Moment,
    known_at: datetime = LATER,
    declarations: tuple[Declaration, ...] = (AUNT,),
    *,
    adult: KnownPerson = SHONA,
    pupil: KnownPerson = TYLER,
    ended: Moment | None = None,
    extent: Extent = Extent.ONE_OFF,
    relatives: tuple[KnownPerson, ...] = (),
    register: RegisterState = COMPLETE,
    minimum_age: int | None = None,
) -> Verdict:
    question = ContactQuestion(
        ref(adult),
        ref(pupil),
        "tiktok",
        began,
        ended,
        extent=extent,
        came_to_attention=on_day(date(2026, 9, 22), LONDON),
    )
    filed = tuple(
        FiledDeclaration(reference("abc"[place]), 3, declaration)
        for place, declaration in enumerate(declarations)
    )
    facts = ContactFacts(adult.person, pupil.person, relatives, filed, register, minimum_age, "TikTok")
    verdict = check_contact(question, facts, known_at, LONDON, ENGLAND)
    told = " ".join((verdict.title, *verdict.sentences, *(c.sentence for c in verdict.cautions))).lower()
    assert not any(word in told for word in NOT_SAID)
    assert verdict.closing_question == "Does anything in the content worry you?"
    return verdict


def codes(verdict: Verdict) -> set[WarningCode]:
    return {caution.code for caution in verdict.cautions}


CONTACT = about(at(9, 19, 19))


def test_the_picture_contact_on_19_september_checked_in_october() -> None:
    verdict = ask(CONTACT, at(10, 12, 15, 46))
    assert verdict.code is VerdictCode.ACKNOWLEDGED_ONLY_LATER
    assert verdict.title == "Acknowledged only later"
    assert verdict.sentences == (
        "Nothing was on file at the time of this contact.",
        "The relationship was declared on Thu 24 Sep 2026 and acknowledged on Mon 28 Sep 2026 "
        "by Mrs Carol Denning, 9 days after the contact.",
        "The Headteacher decides what follows.",
    )
    assert verdict.conditions == ()
    assert verdict.pupil_age_words == "aged 8"
    assert verdict.clauses == ("004 §6.7", "004 §6.8", "004 §6.9")
    assert [(e.label, e.says, e.version) for e in verdict.entries] == [
        ("Declared", "Aunt of Tyler Pike, on signed paper", 3),
        ("Discussed", "On signed paper", 3),
        ("Acknowledged, with conditions", "Family group only; No public comments", 3),
    ]
    assert [point.label for point in verdict.timeline] == [
        "Contact",
        "Reported",
        "Declared",
        "Discussed",
        "Acknowledged, with conditions",
    ]
    assert verdict.timeline[0].kind is PointKind.CONTACT


def test_what_each_day_could_tell_about_the_same_contact() -> None:
    told = {day: ask(CONTACT, day).code for day in (at(9, 22, 15, 24), at(9, 24, 16), at(10, 1), at(12, 1))}
    assert list(told.values()) == [
        VerdictCode.NONE_ON_REGISTER,
        VerdictCode.DECLARED_NOT_ACKNOWLEDGED,
        VerdictCode.ACKNOWLEDGED_ONLY_LATER,
        VerdictCode.ACKNOWLEDGED_ONLY_LATER,
    ]


def test_nothing_entered_later_changes_what_an_earlier_check_said() -> None:
    then = at(9, 22, 15, 24)
    before = ask(CONTACT, then, ())
    assert replace(ask(CONTACT, then, (AUNT,)), entries=before.entries) == before


def test_declared_on_24_september_and_asked_the_same_day() -> None:
    verdict = ask(CONTACT, at(9, 24, 16))
    assert verdict.sentences == (
        "Nothing was on file at the time of this contact.",
        "The relationship was declared on Thu 24 Sep 2026 and is not acknowledged.",
        "The Headteacher decides what follows.",
    )
    between_the_two = ask(exactly(at(9, 26, 19)), at(9, 27))
    assert between_the_two.code is VerdictCode.DECLARED_NOT_ACKNOWLEDGED
    assert between_the_two.sentences[0] == (
        "The relationship was declared on Thu 24 Sep 2026, before this contact, and is not acknowledged."
    )
    later = ask(exactly(at(9, 26, 19)))
    assert later.code is VerdictCode.ACKNOWLEDGED_ONLY_LATER
    assert later.sentences[0] == (
        "The relationship was declared on Thu 24 Sep 2026, before this contact, and acknowledged only "
        "on Mon 28 Sep 2026 by Mrs Carol Denning, 2 days after the contact."
    )


def test_after_acknowledgement_the_conditions_of_that_day_are_shown() -> None:
    verdict = ask(exactly(at(10, 3, 19)))
    assert verdict.code is VerdictCode.ACKNOWLEDGED_BEFORE
    assert verdict.conditions == ("Family group only", "No public comments")
    assert verdict.sentences == (
        "The relationship was declared on Thu 24 Sep 2026 and acknowledged on Mon 28 Sep 2026 by "
        "Mrs Carol Denning, before this contact, under these conditions: Family group only; No public comments.",
    )
    assert WarningCode.CONDITIONS in codes(verdict)
    after = ask(exactly(at(11, 30, 23, 59)), at(12, 2))
    assert after.code is VerdictCode.ACKNOWLEDGED_BEFORE
    either = ask(on_day(date(2026, 11, 30), LONDON), at(12, 2))
    assert either.code is VerdictCode.ACKNOWLEDGED_BEFORE
    assert either.conditions == ()
    assert either.sentences[1] == "The conditions changed about that time: read each entry."
    december = ask(exactly(at(12, 1, 9)), at(12, 2))
    assert december.conditions[-1] == "Does not assess Tyler"


def test_a_change_declared_and_not_yet_acknowledged_is_named() -> None:
    verdict = ask(exactly(at(11, 28, 19)), at(11, 29))
    assert verdict.code is VerdictCode.ACKNOWLEDGED_BEFORE
    assert WarningCode.CHANGE_WAITING in codes(verdict)
    assert WarningCode.CHANGE_WAITING not in codes(ask(exactly(at(11, 26, 19)), at(11, 29)))


@pytest.mark.parametrize(
    "contact", [exactly(at(9, 28, 9)), exactly(at(9, 28, 21)), on_day(date(2026, 9, 28), LONDON)]
)
def test_on_the_day_itself_a_date_does_not_tell_the_order(contact: Moment) -> None:
    verdict = ask(contact, at(10, 12))
    assert verdict.code is VerdictCode.SAME_DAY_ORDER_UNKNOWN
    assert verdict.conditions == ()
    assert (
        "The contact and the acknowledgement are dated the same day, and which came first cannot be told. "
        "Exact times would settle it."
    ) in verdict.sentences


def test_times_on_the_day_do_tell_the_order() -> None:
    timed = replace(ACKNOWLEDGED, at=exactly(at(9, 28, 15, 30)), how=How.ON_SCREEN)
    declaration = replace(AUNT, steps=(DECLARED, DISCUSSED, timed))
    at_1531 = ask(exactly(at(9, 28, 15, 31)), LATER, (declaration,))
    assert at_1531.code is VerdictCode.ACKNOWLEDGED_BEFORE
    at_1530 = ask(exactly(at(9, 28, 15, 30)), LATER, (declaration,))
    assert at_1530.code is VerdictCode.SAME_DAY_ORDER_UNKNOWN
    at_1529 = ask(exactly(at(9, 28, 15, 29)), LATER, (declaration,))
    assert at_1529.code is VerdictCode.ACKNOWLEDGED_ONLY_LATER
    assert any("later the same day as the contact" in sentence for sentence in at_1529.sentences)
    roughly = ask(about(at(9, 28, 19)), LATER, (declaration,))
    assert roughly.code is VerdictCode.SAME_DAY_ORDER_UNKNOWN


@pytest.mark.parametrize(
    "contact", [not_known(), between_days(date(2026, 9, 14), date(2026, 10, 16), LONDON)]
)
def test_a_wide_or_unknown_time_does_not_tell_the_order(contact: Moment) -> None:
    verdict = ask(contact, at(10, 20))
    assert verdict.code is VerdictCode.ORDER_UNKNOWN
    assert "The Headteacher decides what follows." in verdict.sentences


def test_continuing_contact_that_began_before() -> None:
    verdict = ask(CONTACT, at(10, 12), extent=Extent.CONTINUING)
    assert verdict.code is VerdictCode.BEGAN_BEFORE_ACKNOWLEDGEMENT
    assert WarningCode.CONTINUES in codes(verdict)
    assert verdict.sentences[0] == "The contact began on Sat 19 Sep 2026, about 19:00."
    assert "9 days after it began" in verdict.sentences[2]
    over = ask(CONTACT, at(10, 12), ended=exactly(at(9, 25, 12)), extent=Extent.CONTINUING)
    assert over.code is VerdictCode.ACKNOWLEDGED_ONLY_LATER
    since = ask(exactly(at(10, 1)), at(10, 12), extent=Extent.CONTINUING)
    assert since.code is VerdictCode.ACKNOWLEDGED_BEFORE
    assert "before this contact began" in since.sentences[0]


def test_an_end_given_makes_it_continuing_unless_said_otherwise() -> None:
    ended = exactly(at(10, 2))
    verdict = ask(CONTACT, at(10, 12), ended=ended, extent=Extent.NOT_KNOWN)
    assert verdict.code is VerdictCode.BEGAN_BEFORE_ACKNOWLEDGEMENT
    assert ask(CONTACT, at(10, 12), extent=Extent.NOT_KNOWN).code is VerdictCode.ACKNOWLEDGED_ONLY_LATER


def test_ended_before_and_ended_while_it_went_on() -> None:
    end = step(StepKind.ENDED, on_day(date(2026, 10, 5), LONDON), CAROL, at(10, 5, 12))
    ended = with_step(replace(AUNT, steps=(DECLARED, DISCUSSED, ACKNOWLEDGED)), end)
    after = ask(exactly(at(10, 8)), at(10, 12), (ended,))
    assert after.code is VerdictCode.LAPSED_OR_ENDED
    assert after.sentences[1] == "It ended on Mon 5 Oct 2026, before this contact."
    assert after.conditions == ()
    through = ask(
        exactly(at(10, 1)), at(10, 12), (ended,), ended=exactly(at(10, 8)), extent=Extent.CONTINUING
    )
    assert through.code is VerdictCode.LAPSED_OR_ENDED
    assert through.sentences[1] == "It ended on Mon 5 Oct 2026, while the contact went on."
    perhaps = ask(
        exactly(at(10, 1)),
        at(10, 12),
        (ended,),
        ended=between(at(10, 2), at(10, 8)),
        extent=Extent.CONTINUING,
    )
    assert perhaps.code is VerdictCode.ORDER_UNKNOWN
    assert "Whether the contact was over by then cannot be told from these dates." in perhaps.sentences


def test_refused() -> None:
    refusal = step(
        StepKind.REFUSED, on_day(date(2026, 9, 26), LONDON), CAROL, at(9, 26, 12), OfficeKind.HEADTEACHER
    )
    refused = replace(AUNT, steps=(DECLARED, DISCUSSED, refusal))
    verdict = ask(exactly(at(10, 1)), at(10, 12), (refused,))
    assert verdict.code is VerdictCode.REFUSED
    assert "refused on Sat 26 Sep 2026 by Mrs Carol Denning, before this contact" in verdict.sentences[0]
    earlier = ask(CONTACT, at(10, 12), (refused,))
    assert earlier.code is VerdictCode.DECLARED_NOT_ACKNOWLEDGED
    assert earlier.sentences[1] == (
        "The relationship was declared on Thu 24 Sep 2026 and was refused on Sat 26 Sep 2026 by Mrs Carol Denning."
    )


def test_none_means_something_only_where_the_register_is_complete() -> None:
    complete = ask(CONTACT, LATER, ())
    assert complete.code is VerdictCode.NONE_ON_REGISTER
    assert complete.sentences == (
        "No family relationship between Shona Pike and Tyler Pike is on this register.",
        "This register is complete since Tue 1 Sep 2026.",
        "The Headteacher decides what follows.",
    )
    assert WarningCode.REGISTER_NOT_COMPLETE not in codes(complete)
    for register in (RegisterState(), RegisterState(date(2026, 9, 20))):
        unsure = ask(CONTACT, LATER, (), register=register)
        assert "Ask for the Headteacher’s paper file before concluding." in unsure.sentences[-1]
        assert WarningCode.REGISTER_NOT_COMPLETE in codes(unsure)
    assert WarningCode.REGISTER_NOT_COMPLETE in codes(ask(not_known(), LATER, ()))


def test_a_family_note_on_the_people_register_is_no_declaration() -> None:
    assert WarningCode.FAMILY_LINK_NOTED in codes(ask(CONTACT, LATER, (), relatives=(SHONA,)))
    assert WarningCode.FAMILY_LINK_NOTED not in codes(ask(CONTACT, LATER, relatives=(SHONA,)))


def test_an_old_signed_sheet_entered_today_names_both_dates() -> None:
    late = entered_late(replace(AUNT, steps=(DECLARED, DISCUSSED, ACKNOWLEDGED)), at(10, 12, 10))
    verdict = ask(exactly(at(10, 3, 19)), at(10, 12, 15), (late,))
    assert verdict.code is VerdictCode.ACKNOWLEDGED_BEFORE
    told = [c.sentence for c in verdict.cautions if c.code is WarningCode.LATE_ENTRY]
    assert told == [
        "“Declared” is dated Thu 24 Sep 2026, entered here on Mon 12 Oct 2026 by Miss Jo Abbey, "
        "from signed paper.",
        "“Acknowledged” is dated Mon 28 Sep 2026, entered here on Mon 12 Oct 2026 by Miss Jo Abbey, "
        "from signed paper.",
    ]
    assert ask(exactly(at(10, 3, 19)), at(10, 12, 9), (late,)).code is VerdictCode.NONE_ON_REGISTER


def test_the_heads_own_self_acknowledgement_never_counts() -> None:
    own = step(
        StepKind.ACKNOWLEDGED, on_day(date(2026, 9, 7), LONDON), CAROL, at(9, 7, 17), OfficeKind.HEADTEACHER
    )
    forged = replace(HEADS_OWN, steps=(*HEADS_OWN.steps, own))
    contact = exactly(at(9, 12, 10))
    verdict = ask(contact, LATER, (forged,), adult=CAROL, pupil=ARCHIE)
    assert verdict.code is VerdictCode.DECLARED_NOT_ACKNOWLEDGED
    assert WarningCode.OWN_ACKNOWLEDGEMENT in codes(verdict)
    assert verdict.decides == "Chair of Governors"
    assert not any("Headteacher" in sentence for sentence in verdict.sentences)
    by_staff = replace(own, by=ref(SHONA), capacity=OfficeKind.HEADTEACHER)
    by_chair = replace(own, by=ref(PAUL), capacity=OfficeKind.CHAIR, at=on_day(date(2026, 9, 9), LONDON))
    by_chair = replace(by_chair, entered_at=at(9, 9, 17))
    staffs = replace(HEADS_OWN, steps=(*HEADS_OWN.steps, by_staff))
    chairs = replace(HEADS_OWN, steps=(*HEADS_OWN.steps, by_chair))
    code = VerdictCode.DECLARED_NOT_ACKNOWLEDGED
    assert ask(contact, LATER, (staffs,), adult=CAROL, pupil=ARCHIE).code is code
    given = ask(contact, LATER, (chairs,), adult=CAROL, pupil=ARCHIE)
    assert given.code is VerdictCode.ACKNOWLEDGED_BEFORE
    assert WarningCode.NOT_DISCUSSED in codes(given)


def test_a_friendship_is_not_the_exception() -> None:
    pupil = TYLER
    friend = replace(FRIEND, pupils=(replace(FRIEND.pupils[0], pupil=ref(pupil)),))
    verdict = ask(exactly(at(10, 1)), LATER, (friend,), adult=IDRIS, pupil=pupil)
    assert verdict.code is VerdictCode.NONE_ON_REGISTER
    assert WarningCode.OTHER_DECLARATION in codes(verdict)
    assert verdict.conditions == ()


def test_demi_former_pupil_of_twelve_with_a_brother_on_roll() -> None:
    contact = exactly(at(1, 13, 18, year=2027))
    verdict = ask(contact, at(1, 14, year=2027), pupil=DEMI, relatives=(TYLER,))
    assert verdict.code is VerdictCode.PUPIL_NOT_ON_ROLL
    assert verdict.register_code is VerdictCode.NONE_ON_REGISTER
    assert verdict.clauses == ("004 §6.10",)
    assert verdict.sentences[0] == "Demi Pike was on roll until Wed 22 Jul 2026, before this contact."
    assert {
        WarningCode.FORMER_PUPIL,
        WarningCode.FORMER_PUPIL_UNDER_18,
        WarningCode.SIBLING_ON_ROLL,
    } <= codes(verdict)
    told = [c.sentence for c in verdict.cautions if c.code is WarningCode.SIBLING_ON_ROLL]
    assert told[0].startswith("Tyler Pike, brother of Demi Pike, is on roll.")
    assert verdict.pupil_age_words == "aged 12"
    grown = replace(DEMI, person=replace(DEMI.person, date_of_birth=date(2005, 1, 1)))
    assert WarningCode.FORMER_PUPIL_UNDER_18 not in codes(ask(contact, at(1, 14, year=2027), pupil=grown))


def test_adult_not_yet_in_post_and_pupil_not_yet_on_roll() -> None:
    early = exactly(at(6, 1, 12, year=2024))
    verdict = ask(early)
    assert verdict.code is VerdictCode.ADULT_NOT_IN_POST
    assert verdict.sentences[0] == "Shona Pike was not in post until Mon 2 Sep 2024, after this contact."
    assert verdict.register_code is VerdictCode.ACKNOWLEDGED_ONLY_LATER
    joining = replace(TYLER, person=replace(TYLER.person, on_roll=(Period(date(2026, 9, 21)),)))
    verdict = ask(CONTACT, pupil=joining)
    assert verdict.code is VerdictCode.PUPIL_NOT_ON_ROLL
    assert WarningCode.FORMER_PUPIL not in codes(verdict)


def test_dates_that_cover_only_part_are_named() -> None:
    start_in_between = between_days(date(2024, 8, 20), date(2024, 9, 20), LONDON)
    assert WarningCode.POST_DATES in codes(ask(start_in_between))
    undated = replace(SHONA, person=replace(SHONA.person, posts=()))
    assert WarningCode.POST_DATES in codes(ask(CONTACT, adult=undated))
    unrolled = replace(TYLER, person=replace(TYLER.person, on_roll=()))
    assert WarningCode.ROLL_DATES in codes(ask(CONTACT, pupil=unrolled))


def test_under_the_minimum_age_and_a_birthday_in_the_range() -> None:
    under = [
        c.sentence for c in ask(CONTACT, minimum_age=13).cautions if c.code is WarningCode.UNDER_MINIMUM_AGE
    ]
    assert under == ["Tyler Pike was 8. The minimum age for TikTok was 13."]
    assert WarningCode.UNDER_MINIMUM_AGE not in codes(ask(CONTACT, minimum_age=8))
    wide = between_days(date(2026, 2, 1), date(2026, 3, 1), LONDON)
    assert ask(wide).pupil_age_words == "aged 7 or 8"
    assert ask(not_known()).pupil_age_words == "age not known"


def test_an_overdue_review_is_named() -> None:
    review = step(
        StepKind.REVIEW_SET,
        on_day(date(2026, 9, 28), LONDON),
        CAROL,
        at(9, 28, 17),
        review_on=date(2027, 9, 30),
    )
    reviewed = replace(AUNT, steps=(DECLARED, DISCUSSED, ACKNOWLEDGED, review))
    assert WarningCode.REVIEW_OVERDUE not in codes(
        ask(exactly(at(9, 30, year=2027)), at(10, 1, year=2027), (reviewed,))
    )
    overdue = ask(exactly(at(10, 2, year=2027)), at(10, 3, year=2027), (reviewed,))
    assert overdue.code is VerdictCode.ACKNOWLEDGED_BEFORE
    assert WarningCode.REVIEW_OVERDUE in codes(overdue)


def test_the_verdict_says_since_when_a_review_was_overdue() -> None:
    due = replace(ACKNOWLEDGED, review_on=date(2027, 9, 30))
    reviewed = replace(AUNT, steps=(DECLARED, DISCUSSED, due))
    asked_on = at(10, 3, year=2027)
    about_then = between_days(date(2027, 9, 29), date(2027, 10, 2), LONDON)
    on_its_day = ask(exactly(at(9, 30, year=2027)), asked_on, (reviewed,))
    after = ask(exactly(at(10, 2, year=2027)), asked_on, (reviewed,))
    perhaps = ask(about_then, asked_on, (reviewed,))
    went_on = ask(
        exactly(at(9, 20, year=2027)),
        asked_on,
        (reviewed,),
        ended=exactly(at(10, 2, year=2027)),
        extent=Extent.CONTINUING,
    )

    assert not any("review" in sentence for sentence in on_its_day.sentences)
    assert {one.code for one in (after, perhaps, went_on)} == {VerdictCode.ACKNOWLEDGED_BEFORE}
    assert after.sentences[-1] == "Its review was due by Thu 30 Sep 2027 and had been overdue since then."
    assert perhaps.sentences[-1] == (
        "Its review was due by Thu 30 Sep 2027, and was overdue from then on: "
        "whether the contact was later cannot be told."
    )
    assert went_on.sentences[-1] == (
        "Its review was due by Thu 30 Sep 2027, while the contact went on: look whether it was held."
    )


def test_a_review_that_is_overdue_is_no_lapse_but_an_end_is() -> None:
    due = replace(ACKNOWLEDGED, review_on=date(2027, 9, 30))
    ended = step(StepKind.ENDED, on_day(date(2027, 10, 1), LONDON), CAROL, at(10, 1, 12, year=2027))
    contact, asked_on = exactly(at(10, 2, year=2027)), at(10, 3, year=2027)

    overdue = ask(contact, asked_on, (replace(AUNT, steps=(DECLARED, DISCUSSED, due)),))
    over = ask(contact, asked_on, (replace(AUNT, steps=(DECLARED, DISCUSSED, due, ended)),))

    assert overdue.code is VerdictCode.ACKNOWLEDGED_BEFORE
    assert over.code is VerdictCode.LAPSED_OR_ENDED
    assert "ended on Fri 1 Oct 2027" in " ".join(over.sentences)


def test_two_declarations_about_the_same_two_people() -> None:
    refusal = step(
        StepKind.REFUSED, on_day(date(2026, 10, 6), LONDON), CAROL, at(10, 6, 12), OfficeKind.HEADTEACHER
    )
    again = replace(
        AUNT,
        steps=(step(StepKind.DECLARED, on_day(date(2026, 10, 5), LONDON), SHONA, at(10, 5, 9)), refusal),
    )
    first = replace(AUNT, steps=(DECLARED, DISCUSSED, ACKNOWLEDGED))
    before_the_refusal = ask(exactly(at(10, 2)), at(10, 12), (first, again))
    assert before_the_refusal.code is VerdictCode.ACKNOWLEDGED_BEFORE
    assert WarningCode.SEVERAL_DECLARATIONS in codes(before_the_refusal)
    assert ask(exactly(at(10, 8)), at(10, 12), (first, again)).code is VerdictCode.REFUSED
    wide = between_days(date(2026, 10, 1), date(2026, 10, 8), LONDON)
    assert ask(wide, at(10, 12), (first, again)).code is not VerdictCode.ACKNOWLEDGED_BEFORE


def test_questions_that_cannot_be_asked() -> None:
    question = ContactQuestion(ref(SHONA), ref(TYLER), "TikTok", CONTACT)
    facts = ContactFacts()
    for wrong, field in (
        (replace(question, pupil=ref(SHONA)), "pupil"),
        (replace(question, began=exactly(at(12, 24))), "began"),
        (replace(question, ended=exactly(at(9, 1))), "ended"),
        (replace(question, began=replace(CONTACT, start=None)), "began"),
    ):
        with pytest.raises(RuleViolation) as refused:
            check_contact(wrong, facts, LATER, LONDON, ENGLAND)
        assert field in refused.value.fields


def test_the_nations_words_are_used_and_a_name_alone_is_enough() -> None:
    question = ContactQuestion(PersonRef(None, "shona pike"), ref(TYLER), "TikTok", CONTACT)
    facts = ContactFacts(declarations=(FILED_AUNT,))
    verdict = check_contact(question, facts, LATER, LONDON, replace(ENGLAND, head="Principal"))
    assert verdict.code is VerdictCode.ACKNOWLEDGED_ONLY_LATER
    assert verdict.sentences[-1] == "The Principal decides what follows."
