"""What a form says of who was harmed and who is alleged: never an outsider a parent, never a child its own harmer."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.people import FamilyLink, Person, PersonKind, PersonRef, Relation
from safeguard_app.services import form_offers, incidents, people, referrals, school
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil
from tests.services.test_form_answers_what_is_asked import CEOP, MARF, POLICE, Shown
from tests.services.test_scenario_documents import begin

TO_THE_CHILD = "what they are to the child"


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The lead at work."""
    made_school.clock.set("2026-10-16 16:10")
    return made_school.sign_in()


def parent_of(session: Session, name: str, *children: PersonRef) -> PersonRef:
    """A parent on the register."""
    links = tuple(
        FamilyLink(one.reference.id, Relation.CHILD, household=True) for one in children if one.reference
    )
    made, _ = people.add(session, Person(name, PersonKind.PARENT_CARER, family=links))
    return people.ref_of(session, made)


@pytest.mark.parametrize("kai_stands_there", [True, False])
def test_somebody_elses_parent_is_not_this_childs(session: Session, kai_stands_there: bool) -> None:
    kai = pupil(session, "Kai Halloway", date(2016, 2, 11), "Year 5", "5N")
    ella = pupil(session, "Ella Tan", date(2016, 4, 2), "Year 5", "5N")
    dean = parent_of(session, "Mr Dean Halloway", kai)
    besides = ((kai, "depicted"),) if kai_stands_there else ()
    record = log_incident(session, "TR", (dean, "author"), (ella, "depicted"), *besides)

    field = Shown(session, begin(session, record, MARF, ella))["responsible"]
    whose = ", parent of Kai Halloway" if kai_stands_there else ""
    assert (field.known, field.rest) == (f"Mr Dean Halloway{whose}", TO_THE_CHILD)
    assert field.state is AnswerState.PART
    if kai_stands_there:
        own = Shown(session, begin(session, record, MARF, kai))["responsible"]
        assert (own.state, own.text) == (AnswerState.ANSWERED, "Mr Dean Halloway, parent of Kai Halloway")


def test_a_child_who_asked_not_to_be_named_is_not_named_as_whose_parent(session: Session) -> None:
    kai = pupil(session, "Kai Halloway", date(2016, 2, 11), "Year 5", "5N")
    ella = pupil(session, "Ella Tan", date(2016, 4, 2), "Year 5", "5N")
    dean = parent_of(session, "Mr Dean Halloway", kai)
    people_in_it = ((dean, "author"), (ella, "depicted"), (kai, "witness"))
    record = log_incident(session, "TR", *people_in_it, withheld="witness")
    assert Shown(session, begin(session, record, MARF, ella))["responsible"].known == "Mr Dean Halloway"


def test_a_post_or_a_class_is_not_what_somebody_is_to_the_child(session: Session) -> None:
    freya = pupil(session, "Freya Lund", date(2012, 3, 3), "Year 10", "10A")
    ben = pupil(session, "Ben Tarrant", date(2012, 5, 5), "Year 9", "9F")
    joel = adult(session, "Joel Merrin", "Teaching assistant")
    record = log_incident(session, "SPC", (joel, "adult_of_concern"), (ben, "alleged"), (freya, "target"))

    field = Shown(session, begin(session, record, MARF, freya))["responsible"]
    assert field.rest == TO_THE_CHILD
    assert "Joel Merrin, Teaching assistant" in field.known and "Ben Tarrant" in field.known

    stored = incidents.current(session, record)
    noted = tuple(
        Participant(one.person, one.role, "their form tutor" if one.person == joel else "her cousin")
        for one in stored.content.participants
    )
    changed = replace(stored.content, participants=noted)
    incidents.correct(session, record, changed, "More is known.", replacing=stored.number)
    field = Shown(session, begin(session, record, MARF, freya))["responsible"]
    assert field.state is AnswerState.ANSWERED
    assert "Joel Merrin, Teaching assistant, their form tutor" in field.text


def test_a_form_about_an_alleged_child_lists_the_others_and_says_so(session: Session) -> None:
    ben = pupil(session, "Ben Tarrant", date(2012, 5, 5), "Year 9", "9F")
    omar = pupil(session, "Omar Said", date(2012, 6, 6), "Year 9", "9F")
    jess = pupil(session, "Jess Kane", date(2012, 7, 7), "Year 9", "9F")
    record = log_incident(session, "II", (jess, "depicted"), (ben, "alleged"), (omar, "alleged"))

    field = Shown(session, begin(session, record, MARF, ben))["responsible"]
    assert field.known.splitlines()[0] == "The child of this form is one of those alleged"
    assert "Ben Tarrant" not in field.known and "Omar Said" in field.known
    ended = Shown(session, begin(session, record, CEOP, ben))["persons"]
    assert "Ben Tarrant" not in ended.text and "Omar Said" in ended.text
    jess_form = Shown(session, begin(session, record, MARF, jess))["responsible"]
    assert "Ben Tarrant" in jess_form.known and "child of this form" not in jess_form.known

    proposed = {
        offer.about: offer.proposed
        for offer in form_offers.offers(session, record).offers
        if offer.form == CEOP
    }
    assert proposed == {"About Jess Kane": True, "About Ben Tarrant": False, "About Omar Said": False}


def test_where_the_child_alone_is_alleged_nobody_was_at_the_other_end(session: Session) -> None:
    ben = pupil(session, "Ben Tarrant", date(2012, 5, 5), "Year 9", "9F")
    record = log_incident(session, "II", (ben, "alleged"))
    assert Shown(session, begin(session, record, CEOP, ben))["persons"].state is AnswerState.EMPTY
    field = Shown(session, begin(session, record, MARF, ben))["responsible"]
    assert (field.state, field.text) == (
        AnswerState.ANSWERED,
        "The child of this form is the one alleged",
    )
    assert (
        "Ben Tarrant" in Shown(session, referrals.begin(session, record, form=POLICE)[0])["responsible"].text
    )


def test_a_child_of_concern_is_not_who_was_harmed(session: Session) -> None:
    leon = pupil(session, "Leon Marr", date(2011, 6, 20), "Year 10", "10D")
    record = log_incident(session, "PV", (leon, "child_of_concern"))
    form = Shown(session, referrals.begin(session, record, form=POLICE)[0])
    assert form["harmed"].state is AnswerState.EMPTY and form.still_asked("harmed")
    mia = pupil(session, "Mia Rowe", date(2011, 6, 21), "Year 10", "10D")
    both = log_incident(session, "PV", (leon, "child_of_concern"), (mia, "target"))
    field = Shown(session, referrals.begin(session, both, form=POLICE)[0])["harmed"]
    assert "Mia Rowe" in field.known and "Leon Marr" not in field.known
    assert field.rest == "whether the child of concern was as well"


def test_only_an_address_that_the_school_calls_secure_is_secure(session: Session) -> None:
    kept = replace(session.school, email="office@example.org", secure_email="")
    school.change(session, kept)
    leon = pupil(session, "Leon Marr", date(2011, 6, 20), "Year 10", "10D")
    record = log_incident(session, "CB", (leon, "target"), happened=moment("2026-10-15 23:10"))
    form = Shown(session, begin(session, record, MARF, leon))
    assert (form["referrer_email"].known, form["referrer_email"].rest) == (
        "office@example.org",
        "whether it is secure",
    )
    school.change(session, replace(kept, secure_email=" secure@example.org "))
    field = form["referrer_email"]
    assert (field.state, field.text) == (AnswerState.ANSWERED, "secure@example.org")
