"""A form's question is answered by what was asked, read as it prints: never by another thing, never by half of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Answer, Attention, Incident, Participant
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import copy_out, incident_pages, incidents, record_clocks, referrals
from safeguard_app.services.referral_views import FieldView, ReferralView
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil
from tests.services.test_scenario_documents import begin, words_of

PREVENT, MARF, CONCERN, CEOP, POLICE = (
    "prevent_referral",
    "child_referral",
    "concern_form",
    "online_report",
    "police_report",
)


class Essay:
    """Leon wrote something at school; a teacher read it and told; the lead typed the record."""

    def __init__(
        self, school: MadeSchool, category: str = "PV", *more: tuple[str, str], **facts: Any
    ) -> None:
        self.session = session = school.sign_in()
        school.clock.set("2026-11-09 10:00")
        self.leon = pupil(session, "Leon Marr", date(2011, 3, 3), "Year 10", "10C")
        role = {"PV": "child_of_concern", "GRM": "child_contacted"}.get(category, "target")
        named = [(PersonRef(None, name), part) for name, part in more]
        self.record = log_incident(
            session,
            category,
            (self.leon, role),
            *named,
            happened=moment("2026-11-02 10:00"),
            told=moment("2026-11-02 12:00"),
            **facts,
        )

    def correct(self, change: Callable[[Incident], Incident]) -> None:
        stored = incidents.current(self.session, self.record)
        incidents.correct(
            self.session, self.record, change(stored.content), "More is known.", replacing=stored.number
        )

    def answer(self, question: str, *values: str) -> None:
        given = (Answer(question, values),)
        self.correct(lambda one: replace(one, answers=(*one.answers, *given)))

    def attention(self, **known: Any) -> None:
        self.correct(lambda one: replace(one, attention=replace(one.attention, **known)))

    def form(self, form: str) -> "Shown":
        about = self.leon
        return Shown(self.session, begin(self.session, self.record, form, about))


class Shown:
    """A form that was begun, field by field and as it prints."""

    def __init__(self, session: Session, referral: Reference) -> None:
        self.session, self.referral = session, referral

    @property
    def view(self) -> ReferralView:
        return referrals.view(self.session, self.referral)

    def __getitem__(self, key: str) -> FieldView:
        return next(one for part in self.view.sections for one in part.fields if one.key == key)

    def still_asked(self, key: str) -> bool:
        return key in [one.key for one in self.view.empty]

    def printed(self, key: str) -> str:
        """What stands behind the question on the finished form."""
        return words_of(self.session, self.referral).partition(self[key].label)[2][:160].strip()


def test_who_noticed_is_who_told_of_it_and_never_who_typed_the_record(made_school: MadeSchool) -> None:
    essay = Essay(made_school, "PV", ("Mr Tom Ashe", "reporter"))
    form = essay.form(PREVENT)
    assert form["noticed_by"].text == "Mr Tom Ashe"
    assert form["noticed_by"].rest == "what they are to the child or adult"
    assert form.still_asked("noticed_by"), "half of it is known"
    assert form.printed("noticed_by").startswith(
        "Mr Tom Ashe Not answered yet: what they are to the child or adult"
    )
    about = PersonRef(None, "Mr Tom Ashe", "English teacher")
    essay.correct(
        lambda one: replace(one, participants=(one.participants[0], Participant(about, "reporter")))
    )
    assert form["noticed_by"].state is AnswerState.ANSWERED
    assert form.printed("noticed_by").startswith("Mr Tom Ashe, English teacher")


def test_who_asked_not_to_be_named_is_not_named_and_the_form_says_that_they_asked(
    made_school: MadeSchool,
) -> None:
    essay = Essay(made_school, "PV", ("Nia Roe", "reporter"), ("Sam Poe", "reporter"), withheld="reporter")
    for form, key in ((PREVENT, "noticed_by"), (CONCERN, "received")):
        shown = essay.form(form)
        assert "asked not to be named" in shown.printed(key)
        assert "Roe" not in words_of(shown.session, shown.referral)


def test_where_nobody_is_known_to_have_noticed_it_is_asked(made_school: MadeSchool) -> None:
    form = Essay(made_school).form(PREVENT)
    assert form["noticed_by"].state is AnswerState.EMPTY
    assert form.printed("noticed_by").startswith("Not answered yet")


def test_use_online_is_never_where_it_happened_at_school(made_school: MadeSchool) -> None:
    essay = Essay(made_school)
    places = type(incidents.current(essay.session, essay.record).content.place)
    essay.correct(lambda one: replace(one, place=places("on_site")))
    form = essay.form(PREVENT)
    assert form["online"].state is AnswerState.EMPTY
    assert "On the school site" not in form.printed("online")
    essay.correct(lambda one: replace(one, platform="discord"))
    assert form["online"].text == "Discord"
    assert form.still_asked("online")
    assert "Discord Not answered yet: what it was used for, how that is known" in form.printed("online")
    assert essay.form(MARF)["place"].text == "On the school site. Discord"


@pytest.mark.parametrize(
    ("category", "question", "form", "key"),
    [
        ("PV", "harm", PREVENT, "wish_to_harm"),
        ("GRM", "threat", CEOP, "threat"),
        ("CB", "threat", POLICE, "threat"),
    ],
)
def test_a_yes_is_a_part_of_what_an_open_question_asks_and_a_no_answers_it(
    made_school: MadeSchool, category: str, question: str, form: str, key: str
) -> None:
    essay = Essay(made_school, category)
    essay.answer(question, "yes")
    shown = essay.form(form)
    assert shown[key].text.endswith("? Yes"), "with what was asked"
    assert shown[key].state is AnswerState.PART and shown.still_asked(key)
    assert shown[key].required is (key in [one.key for one in shown.view.required])
    assert "? Yes Not answered yet" in shown.printed(key)
    view = shown.view
    referrals.answer(shown.session, shown.referral, key, "To a teacher, on Monday.", version=view.version)
    assert shown[key].state is AnswerState.ANSWERED
    assert shown.printed(key).startswith("To a teacher, on Monday.")
    referrals.follow_record(shown.session, shown.referral, key, version=shown.view.version)
    essay.correct(lambda one: replace(one, answers=(Answer(question, ("no",)),)))
    assert shown[key].state is AnswerState.ANSWERED
    assert shown[key].text.endswith("? No")
    essay.correct(lambda one: replace(one, answers=(Answer(question, ("unknown",)),)))
    assert shown[key].state is AnswerState.NOT_KNOWN, "that nobody knows is no answer in words"


def test_whether_contact_goes_on_is_not_whether_it_can_still_be_seen(made_school: MadeSchool) -> None:
    essay = Essay(made_school, "CB")
    essay.answer("still_up", "no")
    assert essay.form(CEOP)["contact_goes_on"].state is AnswerState.EMPTY
    assert essay.form(POLICE)["still_up"].text == "No", "where it is what is asked, it is the answer"


def test_when_and_to_whom_and_from_whom_are_both_said_or_the_rest_is_asked(made_school: MadeSchool) -> None:
    essay = Essay(made_school, "CB", ("Mr Tom Ashe", "reporter"))
    marf, concern = essay.form(MARF), essay.form(CONCERN)
    for form, key in ((marf, "came_to_attention"), (concern, "first_told")):
        assert form[key].text == "Mon 2 Nov 2026, 12:00"
        assert form[key].state is AnswerState.PART
        assert key in [one.key for one in form.view.required]
        assert "12:00 Not answered yet: to whom" in form.printed(key)
    assert concern["received"].text == "From Mr Tom Ashe"
    assert "From Mr Tom Ashe Not answered yet: when" in concern.printed("received")
    essay.attention(reached_lead=moment("2026-11-02 12:30"))
    assert concern.printed("received").startswith("Mon 2 Nov 2026, 12:30, from Mr Tom Ashe")
    essay.attention(first_told=PersonRef(None, "Ms Ida Lowe"))
    assert concern["received"].text == "Mon 2 Nov 2026, 12:30, from Ms Ida Lowe", "who passed it on"
    for form, key in ((marf, "came_to_attention"), (concern, "first_told")):
        assert form[key].state is AnswerState.ANSWERED
        assert form.printed(key).startswith("Mon 2 Nov 2026, 12:00, to Ms Ida Lowe")
    assert ", 0 in part" not in marf.view.counts
    essay.correct(lambda one: replace(one, attention=Attention(moment("2026-11-02 12:00"))))
    assert " in part, " in marf.view.counts


def test_a_part_goes_on_being_shown_where_the_rest_is_not_known(made_school: MadeSchool) -> None:
    form = Essay(made_school, "CB").form(MARF)
    key, view = "came_to_attention", form.view
    referrals.not_known(form.session, form.referral, key, version=view.version)
    assert form[key].printed == "Mon 2 Nov 2026, 12:00\nTo whom: Not known"
    assert "12:00 To whom: Not known" in form.printed(key)
    assert not form.still_asked(key), "not known is an answer"


def test_half_of_an_answer_is_copied_out_with_what_is_open(made_school: MadeSchool) -> None:
    form = Essay(made_school, "CB").form(MARF)
    sheet = copy_out.sheet_of(form.session, form.referral)
    found = next(one for one in sheet.answers if one.key == "came_to_attention")
    assert (found.text, found.given) == ("Mon 2 Nov 2026, 12:00\nNot answered yet: to whom", True)


def test_a_record_of_another_kind_has_one_row_for_telling_the_head(session: Session) -> None:
    record = log_incident(session, "OTHER", (adult(session, "Mr Tom Ashe", "Teacher"), "mentioned"))
    stored = incidents.current(session, record)
    found = record_clocks.clocks_on(
        session, record, stored.content, incident_pages.live_entries(session, record)
    )
    assert [one.clock for one in found.clocks].count("head-told") == 1
