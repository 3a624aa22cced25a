"""What was done is on every form that asks for it: ladder, letters, police, social care; and the day it went."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.domain.entries import Decision, DecisionKind, Note, NoteKind, Telling, TellingState, Whom
from safeguard_app.domain.evidence import HeldItem, HeldKind
from safeguard_app.domain.incidents import Answer, Participant
from safeguard_app.domain.moments import NOT_KNOWN
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.domain.responses import PlatformReport, PlatformResult, ResponseStep, RungKind
from safeguard_app.domain.support import Support
from safeguard_app.services import (
    entries,
    held_items,
    letters,
    responses,
    sharing,
    sharing_checks,
    sharing_choices,
    sharing_pages,
    support,
)
from safeguard_app.services.form_facts import Fact
from safeguard_app.services.referral_facts import support_fact
from safeguard_app.services.response_page import response_of
from tests.services.conftest import SCHOOL, MadeSchool, moment, pupil
from tests.services.test_form_answers_what_is_asked import CONCERN, MARF, POLICE, PREVENT, Essay, Shown
from tests.services.test_form_questions_of_two_parts import stands
from tests.services.test_letters import keep_filled
from tests.services.test_responses import TERMS, step
from tests.services.test_scenario_documents import Merrin, begin, words_of
from tests.services.test_sharing import given

BREACH = "serious_breach"
AUTHOR = "Mr Dean Halloway"


class Posts(Essay):
    """A parent posts about Leon, and the school answers step by step."""

    def __init__(self, school: MadeSchool) -> None:
        super().__init__(school, "TR", (AUTHOR, "author"))

    def took(self, *steps: ResponseStep) -> None:
        for one in steps:
            responses.add_step(self.session, self.record, replace(one, by="Mrs Carol Denning"))


def rang_the_police(when: str = "2026-11-04 09:10", **more: str) -> ResponseStep:
    return step("police", RungKind.STEP, when, said="Rang 101.", **more)


@pytest.fixture
def posts(made_school: MadeSchool) -> Posts:
    return Posts(made_school)


def test_a_step_that_the_police_were_rung_answers_what_a_report_to_them_asks(posts: Posts) -> None:
    posts.took(rang_the_police(reference="EM-0416"))
    form = posts.form(POLICE)
    stands(form, "called", "Wed 4 Nov 2026, 09:10. Rang 101. Reference EM-0416.", "officer")
    assert AUTHOR not in form["called"].text, "whom the step is about is no officer"
    posts.took(rang_the_police("2026-11-04 11:00", with_whom="PC Hale"))
    assert form["called"].state is AnswerState.ANSWERED
    assert "Wed 4 Nov 2026, 11:00, PC Hale." in form["called"].text


def test_what_is_missing_of_the_police_is_asked(posts: Posts) -> None:
    posts.took(rang_the_police())
    stands(posts.form(MARF), "police", "Wed 4 Nov 2026, 09:10. Rang 101.", "officer, reference")
    breach = posts.form(BREACH)
    stands(breach, "police", "Wed 4 Nov 2026, 09:10", "reference")
    assert "Police, Wed 4 Nov 2026, 09:10" in breach["steps"].text


def test_a_referral_to_the_police_is_a_contact_with_them(posts: Posts) -> None:
    sent = ReferralStep(
        "r1", "police", StepTaken.PHONED, moment("2026-11-05 10:00"), with_whom="PC Hale", reference="EM-7"
    )
    entries.add_step(posts.session, posts.record, sent)
    said = "Thu 5 Nov 2026, 10:00, PC Hale. Rang, and spoke to somebody. Reference EM-7."
    stands(posts.form(POLICE), "called", said)
    stands(posts.form(BREACH), "police", "Thu 5 Nov 2026, 10:00, reference EM-7")


def test_every_step_and_decision_is_among_what_the_school_did_in_its_order(posts: Posts) -> None:
    report = PlatformReport("facebook", "The post", result=PlatformResult.STILL_THERE, told_by="Ms Nandra")
    ban = replace(
        TERMS, start=date(2026, 11, 5), end=date(2026, 12, 4), representations_until=date(2026, 11, 12)
    )
    decided = Decision(
        DecisionKind.REFER, "Ask the police.", "A threat.", "Miss Jo Abbey", moment("2026-11-04 08:50")
    )
    posts.took(
        rang_the_police(reference="EM-0416"),
        step("platform", RungKind.PLATFORM_REPORT, "2026-11-04 08:30", platform=report, reference="FB-7"),
        step("ban", RungKind.BAN, "2026-11-05 09:00", ban=ban),
        step(
            "legal",
            RungKind.STEP,
            "2026-11-06 09:00",
            with_whom="Ms Ada Quill",
            said="Asked.",
            answer="Do not threaten it.",
        ),
    )
    entries.add_decision(posts.session, posts.record, decided)
    taken = posts.form(POLICE)["taken"].text
    found = [
        taken.index(one) for one in ("FB-7", "Ask the police.", "EM-0416", "Provisional ban", "Legal advice")
    ]
    assert found == sorted(found)
    assert "Police, Wed 4 Nov 2026, 09:10, Mrs Carol Denning: Rang 101. Reference: EM-0416." in taken
    assert "Legal advice, Ms Ada Quill, Fri 6 Nov 2026, 09:00, Mrs Carol Denning." in taken
    assert "threaten" not in taken, "what a legal adviser said stays in the school"
    assert TERMS.collection and TERMS.collection not in taken, (
        "how another child comes home is not for this form"
    )


def test_what_came_of_a_report_to_a_platform_is_said_with_it(posts: Posts) -> None:
    report = PlatformReport("facebook", "The post", result=PlatformResult.STILL_THERE, told_by="Ms Nandra")
    posts.took(step("platform", RungKind.PLATFORM_REPORT, "2026-11-04 08:30", platform=report))
    noted = Note(
        NoteKind.PLATFORM_REPORT, moment("2026-11-04 09:30"), "Reported it to Discord.", reference="D-1"
    )
    entries.add_note(posts.session, posts.record, noted)
    first, second = posts.form(POLICE)["platform_reports"].text.split("\n")
    assert (
        first.startswith("Report to a platform: Facebook, Wed 4 Nov 2026, 08:30") and "Still there" in first
    )
    assert second.endswith("Wed 4 Nov 2026, 09:30: Reported it to Discord. Reference: D-1.")


def test_a_letter_that_was_sent_is_a_step_taken_and_names_nobody_to_those_who_govern(posts: Posts) -> None:
    letter = keep_filled(posts.session, posts.record)
    assert "Letter asking for removal" not in posts.form(BREACH)["steps"].text, "a draft is none"
    letters.sent(posts.session, posts.record, letter, moment("2026-11-09 09:30"), "First-class post")
    steps = posts.form(BREACH)["steps"].text
    assert steps == "Letter asking for removal, sent, Mon 9 Nov 2026, 09:30"
    assert f"to {AUTHOR}, sent Mon 9 Nov 2026, 09:30. First-class post" in posts.form(MARF)["taken"].text


def test_a_call_to_the_author_says_that_they_were_spoken_to(posts: Posts) -> None:
    form = posts.form(POLICE)
    assert form["spoken_to"].state is AnswerState.EMPTY
    posts.took(rang_the_police())
    assert form["spoken_to"].state is AnswerState.EMPTY, "the police are not the author"
    posts.took(step("phone", RungKind.STEP, "2026-11-03 15:40", said="Asked to remove it.", answer="No."))
    assert "Asked to remove it. What they said: No." in form["spoken_to"].text
    assert form.still_asked("spoken_to"), "somebody else may have spoken to them"


def test_a_suspected_account_is_on_the_report_as_a_suspicion(posts: Posts) -> None:
    suspected = Attribution(
        "@truth", "facebook", PersonRef(None, AUTHOR), "The same words.", moment("2026-11-09 08:50")
    )
    entries.add_attribution(posts.session, posts.record, suspected)
    said = posts.form(POLICE)["attribution"].text
    assert said == (
        f"@truth on Facebook, perhaps {AUTHOR}. Rests on: The same words. "
        "A suspicion: until it is shown, this is not an account of theirs."
    )


def test_a_call_to_social_care_without_a_number_is_there_and_the_number_is_asked(posts: Posts) -> None:
    rang = ReferralStep(
        "r1", "front_door", StepTaken.PHONED, moment("2026-11-05 10:00"), text="Told of the posts."
    )
    entries.add_step(posts.session, posts.record, rang)
    said = "Thu 5 Nov 2026, 10:00. Rang, and spoke to somebody. Told of the posts."
    stands(posts.form(POLICE), "social_care", said, "name, reference")


def test_a_contact_without_advice_is_not_advice(made_school: MadeSchool) -> None:
    essay = Essay(made_school)
    form = essay.form(CONCERN)
    note = Note(NoteKind.POLICE, moment("2026-11-06 14:00"), "Rang 101.", "PC 3391")
    entries.add_note(essay.session, essay.record, note)
    assert form["advice"].state is AnswerState.EMPTY
    entries.add_note(essay.session, essay.record, replace(note, advised="Keep the telephone as it is."))
    assert form["advice"].text == "Fri 6 Nov 2026, 14:00, PC 3391: Keep the telephone as it is."


def test_nobody_of_the_record_is_proposed_as_the_officer(posts: Posts) -> None:
    ladder = response_of(posts.session, posts.record).ladder
    assert ladder is not None
    towards = {rung.code: rung.towards for rung in ladder.rungs}
    assert towards["phone"] == AUTHOR
    assert [towards[one] for one in ("police", "legal", "governors")] == ["", "", ""]


def test_a_form_bears_the_day_it_was_sent_whenever_it_is_printed_again(made_school: MadeSchool) -> None:
    case = Merrin(made_school)
    referral = case.refer()
    form = Shown(case.session, referral)
    assert form["referred"].text == "Mon 19 Oct 2026"
    made_school.clock.set("2026-10-20 09:15")
    assert form["referred"].text == "Tue 20 Oct 2026", "until it went it is the day it is looked at"
    for day in ("2026-10-19 09:10", "2026-10-20 09:00"):
        sent = ReferralStep(referral.id, "allegations", StepTaken.SENT, moment(day))
        entries.add_step(case.session, case.chats, sent)
    other = ReferralStep("another", "allegations", StepTaken.SENT, moment("2026-10-17 09:00"))
    entries.add_step(case.session, case.chats, other)
    made_school.clock.set("2026-12-07 16:00")
    assert form["referred"].text == "Mon 19 Oct 2026"
    assert "Date of this referral Mon 19 Oct 2026" in words_of(case.session, referral)


@pytest.mark.parametrize(("audience", "day"), [("", "Mon 9 Nov 2026"), ("parent", "Fri 20 Nov 2026")])
def test_where_no_step_says_so_it_is_the_day_of_the_sharing_it_went_with_and_a_familys_copy_is_none(
    made_school: MadeSchool, tmp_path: Path, audience: str, day: str
) -> None:
    essay = Essay(made_school)
    form = essay.form(MARF)
    whose = sharing_choices.choices(essay.session, essay.record).subjects[0][0] if audience else ""
    asked = given(
        essay.record,
        papers=(f"referral/{form.referral.id}",),
        audience=audience,
        subject=whose,
        receipt_due=NOT_KNOWN,
    )
    place, _ = sharing.prepare(essay.session, asked)
    sharing_checks.urgent(essay.session, sharing_pages.view_of(essay.session, place))
    made_school.clock.set("2026-11-20 10:00")
    assert form["referred"].text == "Fri 20 Nov 2026", "prepared, and not gone"
    made_school.clock.set("2026-11-09 16:00")
    sharing.save_out(essay.session, place, (tmp_path / "form.pdf",))
    made_school.clock.set("2026-11-20 10:00")
    assert form["referred"].text == day
    essay.session.looking_in.end()


def test_whether_anybody_was_in_danger_weeks_ago_is_not_whether_they_are(made_school: MadeSchool) -> None:
    essay = Essay(made_school)
    form = essay.form("prevent_referral")
    assert form["urgent"].state is AnswerState.ANSWERED, "asked today"
    made_school.clock.set("2026-11-30 10:00")
    assert form["urgent"].rest == "how it is now"
    assert form.still_asked("urgent")


def test_a_device_that_is_held_stands_on_the_referral_about_an_adult_with_whose_it_is(
    made_school: MadeSchool,
) -> None:
    case = Merrin(made_school)
    form = Shown(case.session, case.refer())
    held_items.add(
        case.session, case.chats, HeldItem(HeldKind.PAPER, "A note", where="The safe", held_by="Mrs Moss")
    )
    assert form["devices"].state is AnswerState.EMPTY, "a paper is no device"
    held_items.add(
        case.session,
        case.chats,
        HeldItem(HeldKind.DEVICE, "Telephone", seal="S-1", where="The safe", held_by="Mrs Moss"),
    )
    text = "Ex2: Telephone. Device held elsewhere. Bag or seal: S-1. Where it is kept: The safe. Held by: Mrs Moss"
    stands(form, "devices", text, "whose")


def test_many_joining_in_does_not_say_whether_it_is_the_first_time(
    make_school: Callable[..., MadeSchool],
) -> None:
    school = make_school(replace(SCHOOL, nation=Nation.NORTHERN_IRELAND))
    essay = Essay(school, "CB")
    form = essay.form("bullying_record_ni")
    essay.answer("pattern", "many")
    stands(form, "first_time", "Many people joining in", "whether it is the first time")
    essay.correct(lambda one: replace(one, answers=(Answer("pattern", ("repeated",)),)))
    assert form["first_time"].state is AnswerState.ANSWERED


def test_support_that_was_answered_does_not_hide_the_offers_of_it() -> None:
    offered = Fact("Joel Merrin, Mon 5 Oct 2026: Trade union.", rest="support for the child")
    both = support_fact(Fact("Counselling."), offered)
    assert (both.text, both.rest) == (f"Counselling.\n{offered.text}", "")
    assert support_fact(Fact("Counselling."), None).rest == "support for the adult"


def test_a_telephone_referral_to_social_care_answers_whether_the_child_is_referred_as_well(
    made_school: MadeSchool,
) -> None:
    essay = Essay(made_school)
    form = essay.form(PREVENT)
    left = ReferralStep("r1", "front_door", StepTaken.LEFT_MESSAGE, moment("2026-11-06 09:00"))
    entries.add_step(essay.session, essay.record, left)
    assert form["also_care"].state is AnswerState.EMPTY, "a message that was left is no referral yet"
    rang = replace(left, taken=StepTaken.PHONED, at=moment("2026-11-06 10:00"))
    entries.add_step(essay.session, essay.record, rang)
    assert (form["also_care"].state, form["also_care"].text) == (AnswerState.ANSWERED, "Yes")


def test_of_several_children_only_the_childs_own_form_says_that_it_was_referred(
    made_school: MadeSchool,
) -> None:
    essay = Essay(made_school)
    other = pupil(essay.session, "Ada Quill", date(2012, 6, 6), "Year 10", "10A")
    essay.correct(
        lambda one: replace(one, participants=(*one.participants, Participant(other, "child_of_concern")))
    )
    form = essay.form(PREVENT)
    for about, said in ((other, ""), (essay.leon, "Yes")):
        theirs = begin(essay.session, essay.record, MARF, about)
        sent = ReferralStep(theirs.id, "front_door", StepTaken.SENT, moment("2026-11-06 10:00"))
        entries.add_step(essay.session, essay.record, sent)
        assert form["also_care"].text == said


def test_the_statutory_record_says_whose_parent_was_told_and_to_whom_it_was_referred(
    make_school: Callable[..., MadeSchool],
) -> None:
    essay = Essay(make_school(replace(SCHOOL, nation=Nation.NORTHERN_IRELAND)), "CB")
    form = essay.form("bullying_record_ni")
    told = Telling(
        Whom.PARENT, "Mrs Marr", TellingState.TOLD, moment("2026-11-06 14:00"), by="Mr Conor Devlin"
    )
    entries.add_telling(essay.session, essay.record, told)
    words = "told Fri 6 Nov 2026, 14:00 by Mr Conor Devlin"
    stands(form, "parents", f"Mrs Marr (parent of Leon Marr) {words}")
    rang = ReferralStep("r1", "front_door", StepTaken.PHONED, moment("2026-11-06 15:00"))
    entries.add_step(essay.session, essay.record, rang)
    assert form["referred"].text.endswith("Gateway team, Fri 6 Nov 2026, 15:00")
    other = pupil(essay.session, "Ada Quill", date(2012, 6, 6), "Year 10", "10A")
    essay.correct(lambda one: replace(one, participants=(*one.participants, Participant(other, "author"))))
    stands(form, "parents", f"Mrs Marr {words}", "whose parent that is")


def test_support_that_was_offered_stands_in_the_report_to_those_who_govern_by_its_kind_alone(
    posts: Posts,
) -> None:
    offered = Support(
        posts.leon, ("key_adult",), "Mrs Carol Denning", moment("2026-11-06 14:00"), other="Ring Ms Quill"
    )
    support.offer(posts.session, posts.record, offered)
    text = posts.form(BREACH)["support"].text
    assert text == "A trusted adult at school, Fri 6 Nov 2026, 14:00. Thinking about it"
