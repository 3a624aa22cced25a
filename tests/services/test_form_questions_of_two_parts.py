"""Questions of a form that ask for several things, or for one that a record says only next to it, as they print."""

from dataclasses import replace
from datetime import date
from typing import Any

from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.domain.entries import (
    Considered,
    Decision,
    DecisionKind,
    Note,
    NoteKind,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.incidents import Account, Incident, Passage, PassageKind
from safeguard_app.domain.moments import between
from safeguard_app.domain.people import AdultType, FamilyLink, Person, PersonKind, PersonRef, Post, Relation
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_facts import FurtherName, HeldStatus
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.services import entries, incidents, people, referrals
from tests.services.conftest import MadeSchool, log_incident, moment, pupil
from tests.services.test_form_answers_what_is_asked import (
    CEOP,
    CONCERN,
    MARF,
    POLICE,
    PREVENT,
    Essay,
    Shown,
)
from tests.services.test_scenario_documents import begin

AT = moment("2026-11-06 14:00")


def stands(form: Shown, key: str, text: str, rest: str = "") -> None:
    """The field says that; ``rest`` is what it still asks, and prints as open."""
    field = form[key]
    assert (field.text, field.rest) == (text, rest)
    assert field.printed == (f"{text}\nNot answered yet: {rest}" if rest else text)
    assert form.still_asked(key) is bool(rest)


def state(form: Shown, key: str) -> AnswerState:
    """How the field stands now."""
    return form[key].state


def test_danger_when_asked_is_not_danger_now_and_not_what_was_done(made_school: MadeSchool) -> None:
    essay = Essay(made_school)
    asked = "Nobody known to be in danger when asked, Mon 9 Nov 2026, 10:00."
    stands(essay.form(CEOP), "danger", asked)
    stands(essay.form(MARF), "child_safe", asked, "what makes the child safe")
    stands(essay.form(PREVENT), "urgent", asked)
    essay.correct(lambda one: replace(one, danger=type(one.danger)("yes")))
    assert essay.form(PREVENT)["urgent"].rest == "what was done"
    essay.correct(lambda one: replace(one, danger_note="At home with his mother."))
    assert essay.form(PREVENT)["urgent"].state is AnswerState.ANSWERED
    assert essay.form(MARF)["child_safe"].state is AnswerState.ANSWERED
    made_school.clock.set("2026-11-10 09:00")
    assert essay.form(MARF)["child_safe"].rest == "how it is now"
    assert essay.form(CEOP)["danger"].rest == "how it is now"


def test_when_a_concern_arose_is_when_it_was_noticed(made_school: MadeSchool) -> None:
    essay = Essay(made_school)
    lines = "Noticed: Mon 2 Nov 2026, 12:00\nHappened: Mon 2 Nov 2026, 10:00"
    stands(essay.form(PREVENT), "arose", lines)
    assert essay.form(PREVENT).printed("arose").startswith(lines.replace("\n", " "))


def test_when_it_was_last_is_asked_unless_both_ends_are_known(made_school: MadeSchool) -> None:
    essay = Essay(made_school, "GRM")
    stands(
        essay.form(CEOP),
        "happened",
        "Mon 2 Nov 2026, 10:00",
        "whether it went on, and when it was last",
    )
    span = between(moment("2026-10-20 10:00").start, moment("2026-11-02 10:00").start)  # type: ignore[arg-type]
    essay.correct(lambda one: replace(one, happened=span))
    assert essay.form(CEOP)["happened"].state is AnswerState.ANSWERED


def test_who_was_at_the_other_end_is_no_account_and_an_account_is_no_address(made_school: MadeSchool) -> None:
    essay = Essay(made_school, "GRM", ("skater_44", "account"))
    form = essay.form(CEOP)
    assert state(form, "persons") is AnswerState.EMPTY
    stands(form, "accounts", "skater_44", "platform, profile address")
    assert state(form, "place") is AnswerState.EMPTY
    essay.correct(lambda one: replace(one, platform="discord", online_location="discord.example/u/44"))
    stands(form, "accounts", "skater_44\nOn Discord, discord.example/u/44")
    stands(form, "place", "Discord. discord.example/u/44")


def test_the_words_of_one_child_are_not_anothers_and_to_whom_is_asked(made_school: MadeSchool) -> None:
    essay = Essay(made_school, "CB", ("Mia Rowe", "witness"))
    text = "“I am scared.” “He laughed.”"
    spoken = (
        Passage(0, 14, PassageKind.OWN_WORDS, "Leon"),
        Passage(15, len(text), PassageKind.OWN_WORDS, "Mia"),
    )

    def told(one: Incident) -> Incident:
        return replace(one, accounts=(replace(one.accounts[0], text=text, passages=spoken),))

    essay.correct(told)
    stands(essay.form(MARF), "own_words", "Leon: “I am scared.”", "to whom they were said")
    stands(essay.form(CONCERN), "own_words", "Leon: “I am scared.”")
    assert "Mia: “He laughed.”" in essay.form(POLICE)["exact_words"].text


def test_who_is_responsible_says_what_they_are_to_the_child_or_asks(made_school: MadeSchool) -> None:
    essay = Essay(made_school, "CB", ("Reece Irwin", "alleged"))
    stands(essay.form(MARF), "responsible", "Reece Irwin", "what they are to the child")
    stands(essay.form(POLICE), "responsible", "Reece Irwin")


def test_a_form_that_was_sent_is_no_call_and_a_call_says_to_whom_and_what(made_school: MadeSchool) -> None:
    essay = Essay(made_school, "CB")
    form = essay.form(MARF)

    def step(taken: StepTaken, at: str, **more: Any) -> None:
        made = ReferralStep(form.referral.id, "front_door", taken, moment(at), **more)
        entries.add_step(essay.session, essay.record, made)

    step(StepTaken.SENT, "2026-11-05 09:00", with_whom="MASH")
    assert state(form, "called") is AnswerState.EMPTY
    step(StepTaken.PHONED, "2026-11-06 14:00")
    assert form["called"].rest == "to whom, what was agreed"
    step(StepTaken.PHONED, "2026-11-06 09:00", with_whom="Ms Vane", text="Send the form today.")
    assert state(form, "called") is AnswerState.ANSWERED
    assert "Ms Vane" in form["called"].text and "Send the form today" in form["called"].text


def test_prevent_is_advised_by_advice_and_referred_by_a_decision_to_refer(made_school: MadeSchool) -> None:
    essay = Essay(made_school)
    session, form = essay.session, essay.form(PREVENT)
    entries.add_note(session, essay.record, Note(NoteKind.POLICE, AT, "Rung.", "PC 3391"))
    entries.add_decision(
        session,
        essay.record,
        Decision(DecisionKind.MONITOR, "Watch.", "Too early.", "Miss Jo Abbey", AT),
    )
    assert state(form, "called") is state(form, "proportionate") is AnswerState.EMPTY
    advice = Note(NoteKind.ADVICE, AT, "Rung.", "Prevent lead", advised="Refer, and download nothing.")
    entries.add_note(session, essay.record, advice)
    stands(form, "called", "Fri 6 Nov 2026, 14:00, Prevent lead: Refer, and download nothing.")
    refer = Decision(DecisionKind.REFER, "Refer.", "A fixed interest.", "Miss Jo Abbey", AT)
    entries.add_decision(session, essay.record, refer)
    assert form["proportionate"].rest == "why no more proportionate way would do"
    weighed = replace(refer, considered=(Considered("early_help", "Not enough alone."),))
    entries.add_decision(session, essay.record, weighed)
    assert state(form, "proportionate") is AnswerState.ANSWERED
    assert "Why not: Not enough alone." in form["proportionate"].printed


def test_how_often_is_not_why_it_worries(made_school: MadeSchool) -> None:
    essay = Essay(made_school)
    essay.answer("contacts", "A server of 40, daily; he told us.")
    stands(essay.form(PREVENT), "contacts", "A server of 40, daily; he told us.", "why it worries you")


def test_told_of_something_is_neither_talked_over_nor_told_of_this_referral(made_school: MadeSchool) -> None:
    essay = Essay(made_school)
    telling = Telling(Whom.CHILD, "Leon", TellingState.TOLD, AT, by="Miss Jo Abbey")
    entries.add_telling(essay.session, essay.record, telling)
    said = "Leon told Fri 6 Nov 2026, 14:00 by Miss Jo Abbey"
    stands(essay.form(PREVENT), "child_talked", said, "what they said")
    stands(essay.form(MARF), "child_told", said, "whether that was of this referral")
    again = replace(telling, response="It was only a story.")
    entries.add_telling(essay.session, essay.record, again)
    assert essay.form(PREVENT)["child_talked"].text.endswith("It was only a story.")
    assert essay.form(PREVENT)["child_talked"].state is AnswerState.ANSWERED


def test_an_officer_and_a_reference_are_asked_where_the_police_gave_none(made_school: MadeSchool) -> None:
    essay = Essay(made_school, "CB")
    form = essay.form(POLICE)
    entries.add_note(essay.session, essay.record, Note(NoteKind.POLICE, AT, "Reported."))
    stands(form, "called", "Fri 6 Nov 2026, 14:00. Reported.", "officer, reference")
    note = Note(NoteKind.POLICE, AT, "Rung.", "PC 3391", reference="ST-2214")
    entries.add_note(essay.session, essay.record, note)
    assert state(form, "called") is AnswerState.ANSWERED


def test_names_statuses_and_the_household_say_what_each_form_asks_of_them(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    made_school.clock.set("2026-11-09 10:00")
    brother = pupil(session, "Sam Marr", date(2015, 5, 5), "Year 6", "6A")
    assert brother.reference is not None
    leon = Person(
        "Leon Marr",
        PersonKind.PUPIL,
        known_as="Lee",
        names=(FurtherName("Leo", "nickname"), FurtherName("Leon Dale", "former_surname")),
        statuses=(HeldStatus("child_in_need", Period(date(2026, 9, 1))),),
        family=(FamilyLink(brother.reference.id, Relation.SIBLING, household=True),),
    )
    ref = people.ref_of(session, people.add(session, leon)[0])
    record = log_incident(session, "CB", (ref, "target"))
    marf, front = (Shown(session, begin(session, record, form, ref)) for form in (MARF, "front_sheet"))
    stands(marf, "child_known_as", "Lee and Leo")
    stands(marf, "child_former_names", "Leon Dale")
    assert marf["household"].rest == "which of them are also referred"
    assert front["household"].rest == "their school"
    assert front["statuses"].text.endswith(", since Tue 1 Sep 2026")
    assert front["opened"].text == "Mon 9 Nov 2026, 10:00"


def test_work_here_is_said_with_since_when(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    post = Post(AdultType.EMPLOYEE, "Caretaker", Period(date(2020, 9, 1)))
    idris = Person("Idris Vaughan", PersonKind.STAFF, known_as="Id", posts=(post,))
    ref = people.ref_of(session, people.add(session, idris)[0])
    record = log_incident(session, "PV", (ref, "adult_of_concern"))
    form = Shown(session, referrals.begin(session, record, ref, "prevent_adult_referral")[0])
    stands(form, "adult_post", "Caretaker, since 1 September 2020")
    stands(form, "adult_known_as", "Id")


def test_the_position_of_whoever_wrote_is_asked_where_it_is_not_known(made_school: MadeSchool) -> None:
    essay = Essay(made_school, "CB")

    def by_hand(one: Incident) -> Incident:
        account: Account = replace(one.accounts[0], author=PersonRef(None, "Mr Tom Ashe"))
        return replace(one, accounts=(account,))

    essay.correct(by_hand)
    stands(essay.form(CONCERN), "author", "Mr Tom Ashe", "their position")
    assert incidents.current(essay.session, essay.record).content.accounts[0].author.name == "Mr Tom Ashe"
