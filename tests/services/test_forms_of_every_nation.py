"""Every form of the catalogue: its words, its order, what a nation's law asks, blank and filled in (domain.md 3)."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.texts import texts_in
from safeguard_app.domain.assessments import Assessment, Measure, Risk, RiskLevel
from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.domain.entries import Decision, DecisionKind, Note, NoteKind
from safeguard_app.domain.forms import Form, Packaging
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Answer
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.support import Support, SupportAnswer
from safeguard_app.services import (
    assessments,
    entries,
    form_offers,
    incident_pages,
    incidents,
    paper,
    paper_forms,
    referrals,
    support,
)
from safeguard_app.services.form_record_facts import NAMES_NOBODY
from safeguard_app.services.form_subjects import ReferredPeople
from safeguard_app.services.paper_views import ReferralPaper
from safeguard_app.services.referral_facts import facts_of
from safeguard_app.services.referral_fields import field_of
from safeguard_app.services.session import Session
from tests.documents.reading import structure
from tests.services.conftest import SCHOOL, MadeSchool, log_incident, moment

MakeSchool = Callable[..., MadeSchool]
FIRST = "staff_allegation staff_allegation_each_child"
LAST = "police_report online_report concern_form front_sheet serious_breach"
SHIPPED = {
    Nation.ENGLAND: f"{FIRST} child_referral prevent_referral prevent_adult_referral {LAST}",
    Nation.WALES: f"{FIRST} child_referral_wales prevent_referral prevent_adult_referral {LAST}",
    Nation.SCOTLAND: f"{FIRST} bullying_record_scotland notification_of_concern {LAST}",
    Nation.NORTHERN_IRELAND: f"{FIRST} bullying_record_ni gateway_referral {LAST}",
}
LABELS_NO_CHILD = re.compile(r"\b(terrorists?|extremists?|radicali[sz]ed|jihadi\w*|nazis?)\b", re.IGNORECASE)
"""Words that would call somebody something. What is reported, "terrorism", is no such word."""


def school_in(make_school: MakeSchool, nation: Nation) -> Session:
    school = make_school(replace(SCHOOL, nation=nation))
    school.clock.set("2026-10-12 10:00")
    return school.sign_in()


def bullied(session: Session, **answers: str) -> Reference:
    """A pupil is bullied in a group chat; a witness asked not to be named."""
    people = (
        (PersonRef(None, "Alice Marsh"), "target"),
        (PersonRef(None, "Bob Oakley"), "alleged"),
        (PersonRef(None, "Cara Penn"), "witness"),
    )
    record = log_incident(
        session,
        "CB",
        *people,
        account="Bob Oakley wrote that Alice Marsh should go.",
        happened=moment("2026-10-11 20:00"),
        withheld="witness",
    )
    stored = incidents.current(session, record)
    given = tuple(Answer(question, (value,)) for question, value in answers.items())
    said = replace(stored.content, answers=given)
    incidents.correct(session, record, said, "What was answered.", replacing=stored.number)
    return record


def begun(session: Session, record: Reference, form: str) -> Reference:
    subject = next(
        (one.subject for one in form_offers.offers(session, record).offers if one.form == form), None
    )
    return referrals.begin(session, record, adult=subject, form=form, child=subject)[0]


def printed(session: Session, referral: Reference) -> str:
    return " ".join(structure(paper.issue(session, ReferralPaper(referral)).pdf).text.split())


@pytest.mark.parametrize("nation", Nation)
def test_the_forms_of_a_nation_in_the_order_in_which_they_are_offered(
    catalogue: Catalogue, nation: Nation
) -> None:
    found = [form.id for form in catalogue.forms.values() if form.serves(nation)]
    assert found == SHIPPED[nation].split()


@pytest.mark.parametrize("form", sorted({one for forms in SHIPPED.values() for one in forms.split()}))
def test_no_form_calls_anybody_anything(catalogue: Catalogue, form: str) -> None:
    assert _labels(catalogue.forms[form]) == []


def test_the_prevent_form_is_about_a_child_at_risk_and_calls_it_nothing_else(catalogue: Catalogue) -> None:
    form = catalogue.forms["prevent_referral"]
    assert _labels(form) == []
    assert "Association alone is not enough" in form.notes[1].text
    assert form.packaging is Packaging.CHILD
    assert next(one.title for one in form.sections if one.id == "child") == "The child at risk"


def _labels(form: Form) -> list[str]:
    """Texts that call somebody something; the hotline has its own name."""
    texts = (one.text.replace("anti-terrorist hotline", "hotline") for one in texts_in(form))
    return [text for text in texts if LABELS_NO_CHILD.search(text)]


def test_the_prevent_form_is_offered_first_on_a_concern_of_its_kind_and_nowhere_without_the_duty(
    make_school: MakeSchool,
) -> None:
    session = school_in(make_school, Nation.WALES)
    record = log_incident(session, "PV", (PersonRef(None, "Alice Marsh"), "child_of_concern"))
    first, second = form_offers.offers(session, record).offers[:2]
    assert (first.form, second.form) == ("prevent_referral", "child_referral_wales")
    view = referrals.view(session, begun(session, record, "prevent_referral"))
    assert any("Association alone is not enough" in note for note in view.notes)
    contact = field_of(view.sections, "contacts")
    assert contact is not None and contact.help == "Contact alone is no ground."


def test_northern_irelands_bullying_record_has_what_the_statute_asks(make_school: MakeSchool) -> None:
    session = school_in(make_school, Nation.NORTHERN_IRELAND)
    record = bullied(session, motivation="race", method="group", addressed="The two were spoken to apart.")
    offer = next(
        one for one in form_offers.offers(session, record).offers if one.form == "bullying_record_ni"
    )
    assert offer.proposed and offer.subject is None
    view = referrals.view(session, begun(session, record, "bullying_record_ni"))
    said = {
        key: field_of(view.sections, key) for key in ("motivation", "method", "addressed", "statutory_place")
    }
    assert all(one is not None and one.required for one in said.values())
    assert said["motivation"] is not None and said["motivation"].text == "Race, ethnic origin or language"
    assert said["addressed"] is not None and said["addressed"].text == "The two were spoken to apart."
    assert said["statutory_place"] is not None and said["statutory_place"].state is AnswerState.EMPTY
    assert not view.steps, "nobody decides on a record"
    words = printed(session, view.record)
    assert "Apparent motivation" in words and "Alice Marsh" in words
    assert "Cara Penn" not in words, "whoever asked not to be named is not"


def test_scotlands_six_items_stand_in_their_order(make_school: MakeSchool) -> None:
    session = school_in(make_school, Nation.SCOTLAND)
    view = referrals.view(session, begun(session, bullied(session), "bullying_record_scotland"))
    assert [section.title for section in view.sections][:6] == [
        "Who was involved, staff and other adults included",
        "Where and when",
        "Type of behaviour",
        "Underlying prejudice, protected characteristics",
        "Impact, support needs and wellbeing",
        "Actions taken and resolution",
    ]
    assert field_of(view.sections, "experiencing").text == "Alice Marsh"  # type: ignore[union-attr]
    assert field_of(view.sections, "displaying").text == "Bob Oakley"  # type: ignore[union-attr]


def test_scotlands_form_says_what_support_was_offered_and_what_was_looked_at_again(
    make_school: MakeSchool,
) -> None:
    """The items "impact, support needs and wellbeing" and "actions and resolution" of the guidance (domain.md S4)."""
    session = school_in(make_school, Nation.SCOTLAND)
    record = bullied(session, method="group", prejudice="race", impact="She stays at home.")
    form = begun(session, record, "bullying_record_scotland")

    def field(key: str) -> str:
        found = field_of(referrals.view(session, form).sections, key)
        assert found is not None
        return found.text

    assert (field("wellbeing"), field("monitored")) == ("", "")
    to = PersonRef(None, "Alice Marsh")
    at = moment("2026-10-12 09:00")
    support.offer(
        session,
        record,
        Support(to, ("key_adult",), "Miss Jo Abbey", at, note="Not today.", follow_up=date(2026, 10, 19)),
    )
    assert field("wellbeing") == (
        "Alice Marsh, Mon 12 Oct 2026, 09:00: A trusted adult at school. Thinking about it. Not today."
    )
    assert field("monitored") == "Support for Alice Marsh: to be asked again on Mon 19 Oct 2026"
    (offer,) = support.offers_among(incident_pages.live_entries(session, record))
    again = (SupportAnswer.ACCEPTED, "From Monday on.", moment("2026-10-12 09:30"))
    support.answered(session, record, offer.reference.id, *again)
    watch = Decision(DecisionKind.MONITOR, "Watched.", "New.", "Mrs Denning", at, review_on=date(2026, 11, 2))
    entries.add_decision(session, record, watch)
    first, second = field("monitored").split("\n")
    assert first == "Mon 12 Oct 2026, 09:30: Alice Marsh asked again about support: accepted"
    assert second.endswith("to be looked at again on Mon 2 Nov 2026")
    assert "From Monday on." in field("wellbeing")
    plan = Assessment(
        to,
        at,
        "Mrs Denning",
        (Risk("Meets them at break.", RiskLevel.MEDIUM),),
        (Measure("Sits apart.", "Miss Jo Abbey"),),
        needs="A quiet place at break.",
        review_on=date(2026, 10, 26),
    )
    assessments.make(session, record, plan)
    assert "Alice Marsh, Mon 12 Oct 2026, 09:00, safety plan: A quiet place at break." in field("wellbeing")
    assert "Safety plan for Alice Marsh: on Mon 26 Oct 2026" in field("monitored")
    words = printed(session, form)
    assert "A trusted adult at school" in words and "asked again about support" in words


@pytest.mark.parametrize("category", ["CB", "TR", "EQ"])
def test_scotlands_form_asks_nothing_that_its_categories_do_not(catalogue: Catalogue, category: str) -> None:
    form = catalogue.forms["bullying_record_scotland"]
    needed = {
        field.source.removeprefix("answer.")
        for section in form.sections
        for field in section.fields
        if field.required and field.source.startswith("answer.")
    }
    assert needed == {"method", "prejudice", "impact", "addressed"}
    asked = {one.id for one in catalogue.categories[category].questions_for(Nation.SCOTLAND)}
    assert needed <= asked
    england = {one.id for one in catalogue.categories[category].questions_for(Nation.ENGLAND)}
    assert category == "CB" or not england & needed, "what only Scotland expects is asked there alone"


def test_a_serious_breach_is_reported_naming_nobody(make_school: MakeSchool) -> None:
    session = school_in(make_school, Nation.ENGLAND)
    record = bullied(session)
    police = Note(
        NoteKind.POLICE,
        moment("2026-10-12 09:30"),
        "Rang about Bob Oakley.",
        with_whom="PC Dunn",
        reference="CAD 71",
    )
    entries.add_note(session, record, police)
    referral = begun(session, record, "serious_breach")
    view = referrals.view(session, referral)
    told = field_of(view.sections, "police")
    assert told is not None and told.text == "Mon 12 Oct 2026, 09:30, reference CAD 71"
    assert view.people == "Names nobody."
    words = printed(session, referral)
    for name in ("Alice", "Marsh", "Oakley", "Cara", "Dunn"):
        assert name not in words
    minute = field_of(view.sections, "minute_reference")
    assert minute is not None and minute.required


def test_a_form_that_names_nobody_is_filled_with_nothing_that_could(make_school: MakeSchool) -> None:
    session = school_in(make_school, Nation.ENGLAND)
    record = bullied(session)
    form, incident = session.catalogue.forms["serious_breach"], incidents.current(session, record).content
    people = ReferredPeople(None, ())
    named = facts_of(session, replace(form, unnamed=False), incident, (), people, "")
    assert "Oakley" in named["incident.account"].text and "Marsh" in named["people.all"].text
    facts = facts_of(session, form, incident, (), people, "")
    assert set(facts) < NAMES_NOBODY | {"incident.category"}
    assert not re.search("Alice|Marsh|Bob|Oakley|Cara|Penn", " ".join(fact.text for fact in facts.values()))


def test_what_lies_in_a_childs_file_is_not_made_of_a_record_about_an_adult_who_works_here(
    make_school: MakeSchool,
) -> None:
    session = school_in(make_school, Nation.ENGLAND)
    child = (PersonRef(None, "Alice Marsh"), "child_contacted")
    about_adult = log_incident(session, "SPC", (PersonRef(None, "Joel Merrin"), "adult_of_concern"), child)
    assert about_adult.compartment is Compartment.ADULTS
    offered = {one.form for one in form_offers.offers(session, about_adult).offers}
    assert offered >= {"staff_allegation", "child_referral", "online_report", "police_report"}
    assert not offered & {"concern_form", "front_sheet"}
    assert "concern_form" in {one.form for one in form_offers.offers(session, bullied(session)).offers}


def test_the_police_report_takes_what_the_record_keeps(make_school: MakeSchool) -> None:
    session = school_in(make_school, Nation.ENGLAND)
    view = referrals.view(session, begun(session, bullied(session), "police_report"))
    assert view.to == "The police"
    assert view.steps, "the police answer"
    assert field_of(view.sections, "harmed").text == "Alice Marsh"  # type: ignore[union-attr]
    assert field_of(view.sections, "responsible").text == "Bob Oakley"  # type: ignore[union-attr]
    asked = field_of(view.sections, "exhibits")
    assert asked is not None and asked.printed == "None"


@pytest.mark.parametrize("nation", Nation)
def test_every_form_prints_blank_with_a_place_for_every_answer(
    make_school: MakeSchool, nation: Nation
) -> None:
    session = school_in(make_school, nation)
    bullied(session)
    for form, title in paper_forms.blank_forms(session):
        made = paper_forms.blank_form_preview(session, form)
        words = " ".join(structure(made.pdf).text.split())
        assert title in words
        labels = [session.words().fill(one.label) for one in session.catalogue.forms[form].fields_for(nation)]
        assert [one for one in labels if one not in words] == []
        assert "Alice" not in words and "Miss Jo Abbey" not in words, "nothing of the log is in it"
        goes_to = session.catalogue.forms[form]
        headed = bool(goes_to.agency) and not goes_to.recipient
        assert (session.school.local_authority in words) is headed, "to whom it goes is printed"


@pytest.mark.parametrize("nation", Nation)
def test_what_was_not_checked_is_said_once_in_the_cover_note(make_school: MakeSchool, nation: Nation) -> None:
    session = school_in(make_school, nation)
    record = bullied(session)
    said = f"onfirm with your {session.words().term('authority')}"
    for offer in form_offers.offers(session, record).offers:
        noted = [one for one in session.catalogue.forms[offer.form].notes_for(nation) if one.printed]
        words = printed(session, referrals.begin(session, record, offer.adult, offer.form, offer.child)[0])
        expected = (
            1 if any("{authority}" in one.text and "onfirm with your" in one.text for one in noted) else 0
        )
        assert words.count(said) == expected, offer.form
