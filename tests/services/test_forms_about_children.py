"""Forms about a child: one for each, filled from record and register, each parent told or held (domain.md 3.2)."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import FamilyLink, Person, PersonKind, PersonRef, Relation
from safeguard_app.domain.person_facts import TellingRule
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.services import entries, form_offers, paper, people, referrals, wrong_person
from safeguard_app.services.allegation_clock import form_begun
from safeguard_app.services.form_places import Place
from safeguard_app.services.incident_lists import all_lines
from safeguard_app.services.paper_views import ReferralPaper
from safeguard_app.services.referral_fields import field_of
from safeguard_app.services.referral_views import FieldView, ReferralView
from safeguard_app.services.register_facts import known_person
from safeguard_app.services.status import StatusMeaning
from tests.documents.reading import structure
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil

CARE = "child_referral"
EACH_CHILD = "staff_allegation_each_child"
ACCOUNT = "Freya said: “He shouts until I hide.”"


def field(view: ReferralView, key: str) -> FieldView:
    found = field_of(view.sections, key)
    assert found is not None, key
    return found


class Lunds:
    """Freya, her mother at home and her father, who must not be told; her friend Tyler on the same record."""

    def __init__(self, school: MadeSchool) -> None:
        self.school = school
        self.session = school.sign_in()
        school.clock.set("2026-10-12 09:30")
        self.freya = pupil(self.session, "Freya Lund", date(2016, 3, 3), "Year 6", "6A")
        self.tyler = pupil(self.session, "Tyler Boyle", date(2016, 5, 5), "Year 6", "6A")
        assert self.freya.reference is not None
        self.astrid = self._parent("Astrid Lund", household=True)
        self.erik = self._parent("Erik Lund", household=False)
        known = known_person(self.session, self.freya)
        assert known is not None
        rule = TellingRule("Erik Lund", self.erik.id, may=False, reason="court order")
        barred = replace(known.person, telling_rules=(rule,))
        people.correct(self.session, known.reference, barred, "A court order.", replacing=1)
        self.incident = log_incident(
            self.session,
            "OTHER",
            (self.freya, "child_of_concern"),
            (self.tyler, "child_of_concern"),
            account=ACCOUNT,
            happened=moment("2026-10-09 20:00"),
            told=moment("2026-10-12 09:00"),
        )

    def _parent(self, name: str, *, household: bool) -> Reference:
        assert self.freya.reference is not None
        link = FamilyLink(
            self.freya.reference.id, Relation.CHILD, household=household, parental_responsibility=household
        )
        person = Person(name, PersonKind.PARENT_CARER, telephone="07700 900123", family=(link,))
        return people.add(self.session, person)[0]

    def begin(self, child: PersonRef | None = None, form: str = CARE) -> Reference:
        return referrals.begin(self.session, self.incident, form=form, child=child)[0]


@pytest.fixture
def lunds(made_school: MadeSchool) -> Lunds:
    return Lunds(made_school)


def parent_key(parent: Reference, key: str) -> str:
    return f"{key}@{parent.id}"


def test_one_form_for_each_child_filled_from_record_and_register(lunds: Lunds) -> None:
    view = referrals.view(lunds.session, lunds.begin())
    other = referrals.view(lunds.session, lunds.begin(lunds.tyler))

    assert (view.people, other.people) == ("Freya Lund, child.", "Tyler Boyle, child.")
    assert field(view, "child_born").text.startswith("3 March 2016")
    assert field(view, "child_class").text == "Year 6, 6A"
    assert field(view, "description").text == ACCOUNT
    assert field(view, "others_concerned").text == "Tyler Boyle"
    assert field(other, "others_concerned").text == "Freya Lund"
    assert field(view, "must_not_be_told").text == "Erik Lund: court order"
    for asked in ("where_now", "collects", "safe_to_ring", "consent", "impact"):
        one = field(view, asked)
        assert one.required and one.state is AnswerState.EMPTY, asked
        assert one in view.required


def test_each_parent_is_told_or_held_and_whoever_must_not_be_told_says_so(lunds: Lunds) -> None:
    told = Telling(Whom.PARENT, "Mrs Astrid Lund", TellingState.TOLD, moment("2026-10-12 10:00"), by="Jo")
    lunds.school.clock.set("2026-10-12 11:00")
    entries.add_telling(lunds.session, lunds.incident, told)
    view = referrals.view(lunds.session, lunds.begin())

    assert field(view, parent_key(lunds.astrid, "parent_told")).text.endswith("by Jo")
    assert field(view, parent_key(lunds.astrid, "parent_responsibility")).text == "Yes"
    father = field(view, parent_key(lunds.erik, "parent_told"))
    assert father.state is AnswerState.EMPTY and father.required
    assert field(view, parent_key(lunds.erik, "parent_against")).text == "Must not be told; court order"
    assert [one.title for one in view.sections if one.id.startswith("parents")] == [
        "Parent or carer: Astrid Lund",
        "Parent or carer: Erik Lund",
    ]


def test_a_held_parent_prints_its_ground(lunds: Lunds) -> None:
    held = Telling(
        Whom.PARENT,
        "Astrid Lund",
        TellingState.NOT_TOLD,
        moment("2026-10-12 10:00"),
        ground="significant_harm",
        advised_by="Gateway",
    )
    lunds.school.clock.set("2026-10-12 11:00")
    entries.add_telling(lunds.session, lunds.incident, held)
    view = referrals.view(lunds.session, lunds.begin())
    assert "significant harm" in field(view, parent_key(lunds.astrid, "parent_told")).text


def test_a_child_of_whom_no_parent_is_known_has_one_to_be_filled_in(lunds: Lunds) -> None:
    referral = lunds.begin(lunds.tyler)
    view = referrals.view(lunds.session, referral)
    assert field(view, "parent_name@1").state is AnswerState.EMPTY

    referrals.answer(lunds.session, referral, "parent_name@1", "Dean Boyle", version=view.version)
    assert lunds.tyler.reference is not None
    link = FamilyLink(lunds.tyler.reference.id, Relation.CHILD)
    people.add(lunds.session, Person("Carla Boyle", PersonKind.PARENT_CARER, family=(link,)))
    after = referrals.view(lunds.session, referral)
    titles = [one.title for one in after.sections if one.id.startswith("parents")]
    assert titles == ["Parent or carer: Carla Boyle", "Parent or carer"]
    assert field(after, "parent_name@1").text == "Dean Boyle", "what was typed stays"


def test_nothing_prints_blank_and_readiness_counts_what_must_be_answered(lunds: Lunds) -> None:
    referral = lunds.begin()
    view = referrals.view(lunds.session, referral)
    fields = [one for section in view.sections for one in section.fields]
    assert all(one.printed for one in fields)
    assert (
        view.counts
        == f"{view.answered} of {len(fields)} known, 3 in part, {len(view.required)} that must be answered"
    )

    for one in view.required:
        version = referrals.view(lunds.session, referral).version
        referrals.not_known(lunds.session, referral, one.key, version=version)
    done = referrals.view(lunds.session, referral)
    assert done.counts.endswith("nothing left that must be answered"), "not known is an answer"
    assert done.answered == view.answered


def test_where_an_answer_belongs_is_said(lunds: Lunds) -> None:
    view = referrals.view(lunds.session, lunds.begin())
    number = field(view, "child_number")
    assert (number.place, number.person) == (Place.PERSON, lunds.freya.reference)
    born = field(view, parent_key(lunds.erik, "parent_born"))
    assert (born.place, born.person) == (Place.PERSON, lunds.erik)
    assert field(view, parent_key(lunds.erik, "parent_told")).place is Place.RECORD
    assert field(view, "where_now").place is Place.HERE
    assert field(view, "called").place is Place.RECORD, "a call is a step of the record"
    assert field(view, "child_wishes").place is Place.RECORD


def test_what_no_question_of_the_record_asks_is_answered_in_the_form(lunds: Lunds) -> None:
    """A link to where an answer belongs never leads to where it cannot be given."""
    view = referrals.view(lunds.session, lunds.begin(form="prevent_referral"))
    assert field(view, "explains").place is Place.HERE, "this kind of record is not asked it"
    asked = log_incident(lunds.session, "PV", (lunds.freya, "child_of_concern"))
    there = referrals.begin(lunds.session, asked, form="prevent_referral")[0]
    assert field(referrals.view(lunds.session, there), "explains").place is Place.RECORD
    police = referrals.begin(lunds.session, lunds.incident, form="police_report")[0]
    assert field(referrals.view(lunds.session, police), "support").place is Place.HERE
    assert field(referrals.view(lunds.session, police), "harmed").place is Place.RECORD


def test_the_written_form_is_due_from_the_call_and_met_by_sending_it(lunds: Lunds) -> None:
    referral = lunds.begin()
    before = referrals.view(lunds.session, referral)
    assert before.due is None
    assert before.clock_line.startswith("Once you have rung: confirm it in writing")

    lunds.school.clock.set("2026-10-12 12:00")
    called = ReferralStep(
        referral.id, "front_door", StepTaken.PHONED, moment("2026-10-12 11:30"), with_whom="Ms Hale"
    )
    entries.add_step(lunds.session, lunds.incident, called)
    view = referrals.view(lunds.session, referral)
    assert view.due is not None and view.due.meaning is StatusMeaning.DUE
    assert "Ms Hale" in field(view, "called").text

    sent = ReferralStep(referral.id, "front_door", StepTaken.SENT, moment("2026-10-12 11:55"))
    entries.add_step(lunds.session, lunds.incident, sent)
    met = referrals.view(lunds.session, referral).due
    assert met is not None and met.meaning is StatusMeaning.DONE


def test_a_form_about_a_child_starts_no_clock_of_an_allegation(lunds: Lunds) -> None:
    joel = adult(lunds.session, "Joel Merrin", "Teaching assistant")
    record = log_incident(lunds.session, "SPar", (joel, "adult_of_concern"), (lunds.freya, "child_contacted"))
    line = next(line for reference, line in all_lines(lunds.session) if reference == record)
    referrals.begin(lunds.session, record, form=CARE)
    assert not form_begun(lunds.session, record, line)
    referrals.begin(lunds.session, record)
    assert form_begun(lunds.session, record, line)


def test_what_fits_the_record_is_offered_first_and_what_is_begun_is_gone_on_with(lunds: Lunds) -> None:
    offers = form_offers.offers(lunds.session, lunds.incident)
    care = [one for one in offers.offers if one.form == CARE]
    assert [one.about for one in care] == ["About Freya Lund", "About Tyler Boyle"]
    assert all(one.proposed for one in care)
    assert "an adult of concern" in offers.missing
    assert not any(one.form == "staff_allegation" for one in offers.offers)

    begun = lunds.begin(lunds.tyler)
    again = form_offers.offers(lunds.session, lunds.incident).offers
    assert [one.begun for one in again if one.form == CARE] == [None, begun]


def test_a_child_in_words_only_may_be_referred_and_nobody_is_no_child(lunds: Lunds) -> None:
    words = PersonRef(None, "Alice Marsh")
    record = log_incident(lunds.session, "CB", (words, "target"))
    assert (
        referrals.view(lunds.session, referrals.begin(lunds.session, record, form=CARE)[0]).people
        == "Alice Marsh, child."
    )
    nobody = log_incident(lunds.session, "CB", (PersonRef(None, "Mr Tom Reed"), "target"))
    with pytest.raises(RuleViolation) as refused:
        referrals.begin(lunds.session, nobody, form=CARE)
    assert "child" in refused.value.fields


def test_taken_off_the_record_the_child_takes_the_form_along(lunds: Lunds) -> None:
    lunds.begin(lunds.tyler)
    wrong_person.take_off_person(lunds.session, lunds.incident, lunds.tyler, "Another Tyler.")
    assert referrals.of_incident(lunds.session, lunds.incident) == ()


def test_on_paper_the_child_is_named_and_copies_are_counted_for_each(lunds: Lunds) -> None:
    record = log_incident(
        lunds.session, "OTHER", (lunds.freya, "child_of_concern"), withheld="child_of_concern"
    )
    made = referrals.begin(lunds.session, record, form=CARE)[0]
    words = " ".join(structure(paper.issue(lunds.session, ReferralPaper(made)).pdf).text.split())
    assert "Freya Lund" in words, "a form without its child’s name would help nobody"
    assert "One form, one child." in words
    assert words.count("onfirm with your local authority") == 1

    first = paper.issue(lunds.session, ReferralPaper(lunds.begin()))
    second = paper.issue(lunds.session, ReferralPaper(lunds.begin(lunds.tyler)))
    assert (first.copy, second.copy) == ("copy 1", "copy 1")
    assert paper.issue(lunds.session, ReferralPaper(lunds.begin(lunds.tyler))).copy == "copy 1"


def test_where_an_authority_wants_it_there_is_a_form_for_each_adult_and_each_child(lunds: Lunds) -> None:
    joel = adult(lunds.session, "Joel Merrin", "Teaching assistant")
    people_in_it = (
        (joel, "adult_of_concern"),
        (lunds.freya, "child_contacted"),
        (lunds.tyler, "child_contacted"),
    )
    record = log_incident(lunds.session, "SPC", *people_in_it)
    found = [one for one in form_offers.offers(lunds.session, record).offers if one.form == EACH_CHILD]
    assert [one.about for one in found] == [
        "About Joel Merrin and Freya Lund",
        "About Joel Merrin and Tyler Boyle",
    ]
    assert not any(one.proposed for one in found), "the usual form comes first"

    made = [referrals.begin(lunds.session, record, one.adult, EACH_CHILD, one.child)[0] for one in found]
    view = referrals.view(lunds.session, made[1])
    assert view.people == "Joel Merrin, adult of concern. Tyler Boyle, child."
    assert [one.title for one in view.sections if one.id.startswith("child@")] == ["Child: Tyler Boyle"]
    whole = referrals.view(lunds.session, referrals.begin(lunds.session, record)[0])
    asked = {field.key.partition("@")[0] for section in whole.sections for field in section.fields}
    assert {field.key.partition("@")[0] for section in view.sections for field in section.fields} == asked

    wrong_person.take_off_person(lunds.session, record, lunds.tyler, "Another Tyler.")
    assert made[1] not in referrals.of_incident(lunds.session, record)
    assert made[0] in referrals.of_incident(lunds.session, record)
