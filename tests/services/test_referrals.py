"""A referral prepared from a record: what is filled in, what is asked, the clock, earlier concerns (scenario 2)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.domain.entries import Note, NoteKind, Telling, TellingState, Whom
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Danger, Participant
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import AdultType, FamilyLink, Person, PersonKind, PersonRef, Relation
from safeguard_app.domain.school import School
from safeguard_app.services import entries, incidents, people, referrals
from safeguard_app.services.due import due_items
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.incident_lists import all_lines
from safeguard_app.services.referral_fields import field_of
from safeguard_app.services.referral_views import FieldView, ReferralView
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault.problems import NoKey
from tests.services.conftest import SCHOOL, MadeSchool, adult, log_incident, moment, pupil

ACCOUNT = "Mia showed me late-night messages: “delete this”, “our secret”."


def field(view: ReferralView, key: str) -> FieldView:
    """A field by its key."""
    found = field_of(view.sections, key)
    assert found is not None
    return found


class Ashcombe:
    """Joel Merrin, agency teaching assistant; Freya, Year 10; two requests he reported, then an allegation."""

    def __init__(self, school: MadeSchool) -> None:
        self.school = school
        self.session = school.sign_in()
        self.joel = adult(self.session, "Joel Merrin", "Teaching assistant", AdultType.AGENCY)
        self.freya = pupil(self.session, "Freya Lund", date(2012, 3, 3), "Year 10", "10A")
        self.mia = PersonRef(None, "Mia Rowe", "Pupil, Year 10")
        school.clock.set("2026-09-14 16:10")
        self.first = log_incident(
            self.session,
            "PCA",
            (self.joel, "adult_contacted"),
            (self.freya, "child_contacted"),
            account="He rejected a follow request from Freya and reported it.",
        )
        school.clock.set("2026-10-16 16:00")
        self.allegation = log_incident(
            self.session,
            "SPC",
            (self.joel, "adult_of_concern"),
            (self.freya, "child_contacted"),
            (self.mia, "reporter"),
            account=ACCOUNT,
            happened=moment("2026-10-09 22:00"),
            told=moment("2026-10-16 15:50"),
            withheld="reporter",
        )


@pytest.fixture
def ashcombe(made_school: MadeSchool) -> Ashcombe:
    """Fri 16 October 2026, 16:00: the allegation is logged, nobody has rung yet."""
    return Ashcombe(made_school)


def begun(case: Ashcombe) -> tuple[Session, Reference]:
    """The form, begun."""
    return case.session, referrals.begin(case.session, case.allegation)[0]


def test_what_the_record_says_is_filled_in(ashcombe: Ashcombe) -> None:
    session, referral = begun(ashcombe)

    view = referrals.view(session, referral)

    assert view.title == "Referral to the Designated Officer (LADO)"
    assert view.to == "Designated Officer (LADO), Eastmarch Council"
    assert field(view, "came_to_attention").text == "Fri 16 Oct 2026, 15:50"
    assert field(view, "adult_name").text == "Joel Merrin"
    assert field(view, "basis").text == "Agency worker"
    assert field(view, "description").text == ACCOUNT
    child = field(view, f"child_born@{ashcombe.freya.reference.id if ashcombe.freya.reference else ''}")
    assert child.text == "3 March 2012 (14 when this form was made); aged 14 at the time"
    assert field(view, "referrer_name").text == "Miss Jo Abbey"
    assert field(view, "adult_ethnicity").state is AnswerState.EMPTY
    assert field(view, "adult_name").from_record


def test_counts_add_up_and_nothing_prints_blank(ashcombe: Ashcombe) -> None:
    session, referral = begun(ashcombe)

    view = referrals.view(session, referral)

    must = sum(one.required for one in view.empty)
    parts = sum(one.state is AnswerState.PART for one in view.empty)
    assert parts, "half of an answer is counted by itself"
    assert (
        view.counts == f"{view.answered} of {view.asked} known, {parts} in part, {must} that must be answered"
    )
    assert view.required == tuple(one for one in view.empty if one.required)
    assert view.answered + len(view.empty) + len(view.not_known) == view.asked
    told_apart = [(one.label, one.help) for one in view.empty]
    assert len(set(told_apart)) == len(told_apart), "two questions of one name say of whom they are asked"
    assert all(one.printed for section in view.sections for one in section.fields)
    assert not any(section.id.startswith("agency") for section in view.sections)


def test_a_reporter_who_asked_not_to_be_named_is_withheld(ashcombe: Ashcombe) -> None:
    session, referral = begun(ashcombe)

    view = referrals.view(session, referral)
    for key in ("maker", "maker_born", "maker_address", "maker_sex"):
        who = field(view, key)
        assert who.state is AnswerState.WITHHELD, key
        assert who.printed == "Withheld because they asked not to be named"
    assert field(view, "maker_relationship").state is AnswerState.EMPTY


def told_by(ashcombe: Ashcombe, *reporters: PersonRef, withheld: str = "") -> ReferralView:
    """The form of a contact with Freya that somebody reported."""
    session = ashcombe.session
    people = ((ashcombe.joel, "adult_of_concern"), (ashcombe.freya, "child_contacted"))
    incident = log_incident(
        session, "SPC", *people, *((one, "reporter") for one in reporters), withheld=withheld
    )
    return referrals.view(session, referrals.begin(session, incident)[0])


def test_a_known_maker_of_the_allegation_withheld_is_withheld_in_every_part(ashcombe: Ashcombe) -> None:
    session = ashcombe.session
    mother = parent(session, "Astrid Lund", ashcombe.freya)
    view = told_by(ashcombe, mother, withheld="reporter")

    made = [one for section in view.sections for one in section.fields if one.key.startswith("maker")]
    assert len(made) == 5
    assert not any("Astrid" in one.printed or "parent of" in one.printed for one in made)


def test_who_made_the_allegation_is_asked_part_by_part_and_filled_from_the_person(ashcombe: Ashcombe) -> None:
    session = ashcombe.session
    mother = parent(session, "Astrid Lund", ashcombe.freya, born=date(1983, 4, 5))
    view = told_by(ashcombe, mother)

    assert field(view, "maker").text == "Astrid Lund"
    assert field(view, "maker_born").text == "5 April 1983 (43 when this form was made)"
    assert field(view, "maker_relationship").text == f"{mother.description}, parent of Freya Lund"
    for key in ("maker_address", "maker_sex"):
        assert field(view, key).state is AnswerState.EMPTY


def test_of_two_who_made_it_each_part_says_whose_it_is(ashcombe: Ashcombe) -> None:
    session = ashcombe.session
    mother = parent(session, "Astrid Lund", ashcombe.freya, born=date(1983, 4, 5))
    view = told_by(ashcombe, mother, ashcombe.mia)

    assert field(view, "maker").text == "Astrid Lund and Mia Rowe"
    assert field(view, "maker_born").text == "Astrid Lund: 5 April 1983 (43 when this form was made)"
    assert field(view, "maker_relationship").text.endswith("Mia Rowe: Pupil, Year 10")


def test_that_the_adult_was_told_something_does_not_say_they_know_of_the_referral(
    ashcombe: Ashcombe,
) -> None:
    session, referral = begun(ashcombe)
    told = Telling(
        Whom.ADULT, "Joel Merrin", TellingState.TOLD, moment("2026-10-16 16:00"), what="Not to come tomorrow."
    )
    entries.add_telling(session, ashcombe.allegation, told)

    view = referrals.view(session, referral)

    assert field(view, "adult_aware").state is AnswerState.EMPTY
    referrer = next(section for section in view.sections if section.id == "referrer")
    assert [one.key for one in referrer.fields][-2:] == ["senior_aware", "adult_aware"]


def test_fields_are_answered_not_known_and_left_to_the_record_again(ashcombe: Ashcombe) -> None:
    session, referral = begun(ashcombe)
    referrals.answer(session, referral, "adult_aware", "No", version=1)
    referrals.not_known(session, referral, "adult_address", "Held by the agency.", version=2)
    referrals.not_known(session, referral, "adult_ethnicity", version=3)
    referrals.answer(session, referral, "adult_post", "Cover supervisor", version=4)

    view = referrals.view(session, referral)
    assert field(view, "adult_aware").printed == "No"
    assert field(view, "adult_address").printed == "Not known. Held by the agency."
    assert field(view, "adult_ethnicity").printed == "Not known"
    assert field(view, "adult_post").text == "Cover supervisor"
    referrals.follow_record(session, referral, "adult_post", version=5)

    assert field(referrals.view(session, referral), "adult_post").text == "Teaching assistant"


def test_an_answer_outside_the_forms_own_is_refused(ashcombe: Ashcombe) -> None:
    session, referral = begun(ashcombe)

    with pytest.raises(RuleViolation) as refused:
        referrals.answer(session, referral, "adult_aware", "Perhaps", version=1)
    with pytest.raises(RuleViolation):
        referrals.answer(session, referral, "no_such_field", "x", version=1)
    with pytest.raises(RuleViolation):
        referrals.withhold(session, referral, "adult_born", "  ", version=1)

    assert set(refused.value.fields) == {"adult_aware"}


def test_the_clock_runs_from_friday_and_a_voicemail_meets_it(ashcombe: Ashcombe) -> None:
    session, referral = begun(ashcombe)
    view = referrals.view(session, referral)
    assert view.due is not None
    assert (view.due.meaning, view.due.words) == (StatusMeaning.DUE, "Due by the end of Mon 19 Oct 2026")
    assert view.clock_line == ("One working day from Fri 16 Oct 2026, 15:50, when it came to attention.")
    ashcombe.school.clock.set("2026-10-16 16:40")
    voicemail = Note(
        NoteKind.LADO_CONTACT,
        moment("2026-10-16 16:35"),
        "Left a message on the answering machine.",
        organisation="Eastmarch Council",
    )
    entries.add_note(session, ashcombe.allegation, voicemail)

    view = referrals.view(session, referral)

    assert view.due is not None
    assert (view.due.meaning, view.due.words) == (
        StatusMeaning.DONE,
        "First contact Fri 16 Oct 2026, 16:35",
    )
    assert field(view, "first_contact").text.startswith("Fri 16 Oct 2026, 16:35, Eastmarch Council")


def _officer(state: TellingState) -> Telling:
    return Telling(
        Whom.ALLEGATIONS_OFFICER,
        "Ms Hale",
        state,
        moment("2026-10-16 16:35"),
        how="On the telephone",
        ground="risk_to_child" if state is TellingState.NOT_TOLD else "",
        advised_by="Police" if state is TellingState.HELD else "",
    )


@pytest.mark.parametrize(
    ("entry", "made"),
    [
        (_officer(TellingState.TOLD), True),
        (_officer(TellingState.HELD), False),
        (Note(NoteKind.LADO_CONTACT, moment("2026-10-16 16:35"), "Left a message."), True),
        (Note(NoteKind.ADVICE, moment("2026-10-16 16:35"), "Asked the union."), False),
    ],
)
def test_today_and_the_form_agree_whether_the_officer_was_reached(
    ashcombe: Ashcombe, entry: Note | Telling, made: bool
) -> None:
    session, referral = begun(ashcombe)
    ashcombe.school.clock.set("2026-10-16 16:40")
    if isinstance(entry, Note):
        entries.add_note(session, ashcombe.allegation, entry)
    else:
        entries.add_telling(session, ashcombe.allegation, entry)

    lines = dict(all_lines(session))
    due = due_items(session, ashcombe.allegation, lines[ashcombe.allegation])
    view = referrals.view(session, referral)

    assert view.due is not None
    assert (view.due.meaning is StatusMeaning.DONE) == made
    assert any(item.noted is NoteKind.LADO_CONTACT for item in due) != made
    assert (field(view, "first_contact").state is AnswerState.ANSWERED) == made


def test_the_officer_told_is_the_first_contact_with_its_own_words(ashcombe: Ashcombe) -> None:
    session, referral = begun(ashcombe)
    ashcombe.school.clock.set("2026-10-16 17:40")
    entries.add_telling(session, ashcombe.allegation, _officer(TellingState.TOLD))
    later = Note(NoteKind.LADO_CONTACT, moment("2026-10-16 17:00"), "Spoke on the telephone.")
    entries.add_note(session, ashcombe.allegation, later)

    view = referrals.view(session, referral)

    assert field(view, "first_contact").text == "Fri 16 Oct 2026, 16:35, Ms Hale. On the telephone"
    assert view.due is not None
    assert view.due.words == "First contact Fri 16 Oct 2026, 16:35"


def test_a_clock_that_ran_out_is_late_and_says_ring(ashcombe: Ashcombe) -> None:
    session, referral = begun(ashcombe)
    ashcombe.school.clock.set("2026-10-20 08:00")

    view = referrals.view(session, referral)

    assert view.due is not None
    assert view.due.meaning is StatusMeaning.LATE
    assert view.clock_line.endswith("Ring now: the form can follow.")


def test_earlier_concerns_are_proposed_and_printed_only_when_ticked(ashcombe: Ashcombe) -> None:
    session, referral = begun(ashcombe)
    view = referrals.view(session, referral)
    assert [(one.incident, one.ticked) for one in view.earlier] == [(ashcombe.first, False)]
    assert field(view, "earlier_concerns").state is AnswerState.EMPTY

    referrals.tick_earlier(session, referral, (ashcombe.first,), version=1)

    text = field(referrals.view(session, referral), "earlier_concerns").text
    assert "He rejected a follow request" in text
    assert "adult the pupil tried to contact" in text
    with pytest.raises(RuleViolation):
        referrals.tick_earlier(session, referral, (ashcombe.allegation,), version=2)


def test_a_hold_on_telling_parents_and_who_was_told_are_filled_in(ashcombe: Ashcombe) -> None:
    session, referral = begun(ashcombe)
    parent(session, "Mrs Lund", ashcombe.freya)
    held = Telling(
        Whom.PARENT,
        "Mrs Lund",
        TellingState.HELD,
        moment("2026-10-16 16:00"),
        advised_by="Ms Hale, LADO",
        until=date(2026, 10, 21),
    )
    entries.add_telling(session, ashcombe.allegation, held)

    view = referrals.view(session, referral)
    key = next(
        one.key for section in view.sections for one in section.fields if one.key.startswith("parents_told")
    )

    assert field(view, key).text == ("Mrs Lund: held until Wed 21 Oct 2026 on the advice of Ms Hale, LADO")


def parent(session: Session, name: str, *children: PersonRef, born: date | None = None) -> PersonRef:
    """A parent on the register, linked to their children from their own page."""
    links = tuple(
        FamilyLink(child.reference.id, Relation.CHILD) for child in children if child.reference is not None
    )
    made = Person(name, PersonKind.PARENT_CARER, date_of_birth=born, family=links)
    return people.ref_of(session, people.add(session, made)[0])


class TwoChildren:
    """Freya and Oscar, both contacted; what Freya wished for; the record says of nobody whose parent was told."""

    def __init__(self, case: Ashcombe) -> None:
        self.session = case.session
        self.oscar = pupil(self.session, "Oscar Bell", date(2012, 5, 9), "Year 10", "10A")
        self.freya = case.freya
        now = Typed("", moment("2026-10-16 15:50"))
        ready = replace(
            incidents.new_form(self.session, quick=False, category="SPC"),
            danger=Danger.NO,
            danger_asked_at=self.session.now(),
            account="Both showed me what he wrote to them.",
            happened=now,
            told=now,
            participants=(
                Participant(case.joel, "adult_of_concern"),
                Participant(self.freya, "child_contacted"),
                Participant(self.oscar, "child_contacted"),
            ),
            child_wishes="She wants it to stop.",
        )
        self.incident = incidents.file(self.session, ready)[0]
        self.referral = referrals.begin(self.session, self.incident)[0]

    def told(self, name: str) -> None:
        """A parent was told."""
        telling = Telling(Whom.PARENT, name, TellingState.TOLD, moment("2026-10-16 16:00"))
        entries.add_telling(self.session, self.incident, telling)

    def field(self, key: str, child: PersonRef) -> FieldView:
        """A child's field."""
        assert child.reference is not None
        return field(referrals.view(self.session, self.referral), f"{key}@{child.reference.id}")


def test_what_was_said_of_one_child_is_not_said_of_another(ashcombe: Ashcombe) -> None:
    case = TwoChildren(ashcombe)
    case.told("Mrs Lund")

    for child in (case.freya, case.oscar):
        assert case.field("parents_told", child).rest == "whose parent that is"
        assert case.field("child_wishes", child).state is AnswerState.EMPTY


def test_a_parent_of_the_register_was_told_as_the_parent_of_their_own_child(ashcombe: Ashcombe) -> None:
    case = TwoChildren(ashcombe)
    parent(case.session, "Astrid Lund", case.freya)
    case.told("Mrs Astrid Lund")

    assert case.field("parents_told", case.freya).text.startswith("Mrs Astrid Lund told Fri 16 Oct 2026")
    assert case.field("parents_told", case.oscar).state is AnswerState.EMPTY


@pytest.mark.parametrize(
    ("of_freya", "of_oscar", "told"),
    [
        ("Sam Lund", "Sam Lund", "Mr Sam Lund"),
        ("Mrs Lund", "Jo Bell", "Mr Lund"),
        ("Mrs Sam Lund", "Jo Bell", "Mr Sam Lund"),
    ],
)
def test_a_name_that_could_be_either_parents_is_left_to_be_answered(
    ashcombe: Ashcombe, of_freya: str, of_oscar: str, told: str
) -> None:
    case = TwoChildren(ashcombe)
    parent(case.session, of_freya, case.freya)
    parent(case.session, of_oscar, case.oscar)
    case.told(told)

    for child in (case.freya, case.oscar):
        said = case.field("parents_told", child)
        assert (said.state, said.rest) == (AnswerState.PART, "whose parent that is")


def test_a_parent_of_both_was_told_as_both(ashcombe: Ashcombe) -> None:
    case = TwoChildren(ashcombe)
    parent(case.session, "Astrid Lund", case.freya, case.oscar)
    case.told("Astrid Lund")

    for child in (case.freya, case.oscar):
        assert "Astrid Lund told" in case.field("parents_told", child).text


def test_urgent_not_checked_is_one_key_and_stands_on_the_form(ashcombe: Ashcombe) -> None:
    session, referral = begun(ashcombe)
    referrals.urgent_not_checked(session, referral, version=1)

    assert referrals.view(session, referral).urgent_not_checked
    assert [line.case for line in referrals.referral_lines(session)] == [
        referrals.view(session, referral).case
    ]


def test_without_an_adult_of_concern_there_is_no_form(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    incident = log_incident(session, "CB", (PersonRef(None, "Somebody"), "target"))

    with pytest.raises(RuleViolation) as refused:
        referrals.begin(session, incident)

    assert "adult" in refused.value.fields


def test_a_deputy_finds_no_referral_and_no_earlier_concern(ashcombe: Ashcombe) -> None:
    _, referral = begun(ashcombe)
    session = ashcombe.school.sign_in("deputy")

    assert referrals.referral_lines(session) == ()
    with pytest.raises(NoKey):
        referrals.view(session, referral)


def test_scotland_has_its_own_words_and_no_lado(make_school: Callable[..., MadeSchool]) -> None:
    scottish: School = replace(SCHOOL, nation=Nation.SCOTLAND)
    session = make_school(scottish).sign_in()
    who = adult(session, "Joel Merrin", "Classroom assistant")
    incident = log_incident(session, "SPC", (who, "adult_of_concern"))

    view = referrals.view(session, referrals.begin(session, incident)[0])

    shown = " ".join(
        (
            view.title,
            view.to,
            view.clock_line,
            *(f"{f.label} {f.help}" for s in view.sections for f in s.fields),
        )
    )
    assert view.title == "Allegation about a member of staff"
    assert "LADO" not in shown
    assert "Designated Officer" not in shown
