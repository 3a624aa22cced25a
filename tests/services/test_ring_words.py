"""Beside a first action stands whom to ring: the school's own contact, the national number, or that none is known."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from safeguard_app.catalogue.categories import ADULT_OF_CONCERN
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import AdultType, OfficeKind
from safeguard_app.domain.school import ContactToRing, School
from safeguard_app.services import incident_choices, incident_pages, school
from safeguard_app.services.incident_words import ring_words
from safeguard_app.services.session import Session
from tests.catalogue.test_nations_words import OTHERS_WORDS
from tests.services.conftest import SCHOOL, MadeSchool, adult, log_incident

ASKED = ("police", "front_door", "out_of_hours", "allegations", "prevent", "chair", "hr")
EVERYBODY = tuple(ContactToRing(one, f"Person {n}", f"01632 96020{n}") for n, one in enumerate(ASKED))
"""A contact of each kind that first run asks for."""

RINGS_IN_PLACE = {"tell-head", "attempt-head", "ii-head", "ask-head"}
"""What is told to whoever takes the head's place when the head is the subject."""


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work."""
    return made_school.sign_in()


def _rung(session: Session, code: str = "SPC", *, about_head: bool = False) -> list[str]:
    guide = incident_choices.category_guide(session, code, about_head=about_head)
    return [one.ring for one in guide.first_actions if one.ring]


def _with_contacts(session: Session, *contacts: ContactToRing) -> None:
    """The school has these contacts and no others."""
    given = {one.agency for one in contacts}
    emptied = tuple(ContactToRing(one, "", "") for one in ASKED if one not in given)
    school.change(session, replace(session.school, contacts=(*contacts, *emptied)))


def _shown(lines: list[str]) -> set[str]:
    """The contacts of EVERYBODY that stand in ``lines`` with their name and number."""
    return {one.agency for one in EVERYBODY if any(f"{one.name}, {one.phone}" in line for line in lines)}


def test_the_schools_own_contact_with_their_number(session: Session) -> None:
    assert "Ms Hale, 01632 960103" in _rung(session)


def test_without_a_contact_it_says_that_the_number_is_missing(session: Session) -> None:
    without = tuple(
        replace(one, name="", phone="") if one.agency == "allegations" else one for one in SCHOOL.contacts
    )
    school.change(session, replace(session.school, contacts=without))
    rung = _rung(session)
    assert not any("Hale" in one for one in rung)
    assert any(one.endswith("number not entered yet") for one in rung)


def test_a_national_number_is_given_where_there_is_one(session: Session) -> None:
    numbers = {
        agency.telephone
        for category in session.catalogue.categories.values()
        for action in category.actions_for(session.nation)
        if (agency := session.catalogue.nations[session.nation].agency(action.agency)) and agency.telephone
    }
    shown = "\n".join(
        ring_words(session, action, head_is_subject=False)
        for category in session.catalogue.categories.values()
        for action in category.actions_for(session.nation)
        if session.school.contact(action.agency) is None
    )
    kept = {contact.agency for contact in session.school.contacts}
    assert numbers
    for agency in session.catalogue.nations[session.nation].agencies:
        if agency.telephone in numbers and agency.id not in kept:
            assert agency.telephone in shown


def test_out_of_hours_stands_after_the_front_door(session: Session) -> None:
    assert "Eastmarch front door, 01632 960102" in _rung(session)
    _with_contacts(session, *SCHOOL.contacts, ContactToRing("out_of_hours", "", "01632 960109"))
    assert "Eastmarch front door, 01632 960102; out of hours 01632 960109" in _rung(session)
    assert len([one for one in _rung(session) if "out of hours" in one]) == 1, "after no other number"


def test_out_of_hours_is_shown_where_the_front_doors_own_number_is_missing(session: Session) -> None:
    _with_contacts(session, ContactToRing("out_of_hours", "Emergency duty team", "01632 960109"))
    assert any(
        one.endswith("number not entered yet; out of hours Emergency duty team, 01632 960109")
        for one in _rung(session)
    )


def test_out_of_hours_without_a_number_is_left_out(session: Session) -> None:
    _with_contacts(session, *SCHOOL.contacts, ContactToRing("out_of_hours", "Emergency duty team", ""))
    assert "Eastmarch front door, 01632 960102" in _rung(session)


def test_the_chair_is_rung_only_when_it_is_about_the_head(session: Session) -> None:
    _with_contacts(session, ContactToRing("chair", "Mr Strand at home", "01632 960105"))
    assert "Mr Strand at home, 01632 960105" in _rung(session, about_head=True)
    assert not any("01632 960105" in one for one in _rung(session))


def test_the_chairs_name_is_the_schools_where_the_contact_has_only_a_number(session: Session) -> None:
    _with_contacts(session, ContactToRing("chair", "", "01632 960105"))
    assert "Mr Paul Strand, 01632 960105" in _rung(session, about_head=True)


def test_a_chair_without_a_number_is_said_to_be_missing(session: Session) -> None:
    assert "Chair of Governors: number not entered yet" in _rung(session, about_head=True)


def test_a_record_shows_the_chair_beside_the_action_that_speaks_of_them(session: Session) -> None:
    _with_contacts(session, *EVERYBODY)
    head = adult(session, "Mrs Carol Denning", "Headteacher", AdultType.EMPLOYEE, OfficeKind.HEADTEACHER)
    other = adult(session, "Mr Ian Poole", "Teacher")
    found = {}
    for about_head, person in ((True, head), (False, other)):
        record = log_incident(session, "COND", (person, ADULT_OF_CONCERN), about_head=about_head)
        lines = incident_pages.open_record(session, record).first_actions
        found[about_head] = {one.text: one.ring for one in lines}
    assert found[True]["Tell the Chair of Governors."] == "Person 5, 01632 960205"
    assert found[False]["Tell the Headteacher."] == ""


@pytest.mark.parametrize("nation", Nation)
def test_every_contact_asked_for_is_shown_beside_some_first_action(
    make_school: Callable[[School], MadeSchool], nation: Nation
) -> None:
    session = make_school(replace(SCHOOL, nation=nation, contacts=EVERYBODY)).sign_in()
    everywhere: set[str] = set()
    for code, category in session.catalogue.categories.items():
        actions = category.actions_for(nation)
        plain, about_head = (_rung(session, code), _rung(session, code, about_head=True))
        assert not any(re.search(OTHERS_WORDS[nation], line) for line in (*plain, *about_head)), code
        named = {action.agency for action in actions} & set(ASKED)
        expected = named | ({"out_of_hours"} if "front_door" in named else set())
        told = {"chair"} if {action.id for action in actions} & RINGS_IN_PLACE else set()
        assert _shown(plain) == expected, code
        assert _shown(about_head) == expected | told, code
        everywhere |= _shown(plain) | _shown(about_head)
    asked = {agency.id for agency in session.catalogue.nations[nation].contacts_to_ask()}
    assert asked == set(ASKED)
    assert asked - everywhere == set()
