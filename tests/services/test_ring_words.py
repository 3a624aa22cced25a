"""Beside a first action stands whom to ring: the school's own contact, the national number, or that none is known."""

from dataclasses import replace

import pytest

from safeguard_app.services import incident_choices, school
from safeguard_app.services.incident_words import ring_words
from safeguard_app.services.session import Session
from tests.services.conftest import SCHOOL, MadeSchool


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work."""
    return made_school.sign_in()


def _rung(session: Session, code: str = "SPC") -> list[str]:
    guide = incident_choices.category_guide(session, code)
    return [one.ring for one in guide.first_actions if one.ring]


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
        ring_words(session, action)
        for category in session.catalogue.categories.values()
        for action in category.actions_for(session.nation)
        if session.school.contact(action.agency) is None
    )
    kept = {contact.agency for contact in session.school.contacts}
    assert numbers
    for agency in session.catalogue.nations[session.nation].agencies:
        if agency.telephone in numbers and agency.id not in kept:
            assert agency.telephone in shown
