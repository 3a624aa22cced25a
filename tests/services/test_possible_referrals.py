"""Beside the form stands where an incident of its kind may be referred, in the words of the school's nation."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from safeguard_app.domain.nations import Nation
from safeguard_app.services import incident_choices
from safeguard_app.services.incident_choices import ReferralGuide
from safeguard_app.services.session import Session
from tests.catalogue.test_nations_words import OTHERS_WORDS
from tests.services.conftest import SCHOOL, MadeSchool

MakeSchool = Callable[..., MadeSchool]

ALLEGATIONS = {
    Nation.ENGLAND: ReferralGuide("Designated Officer (LADO)", ""),
    Nation.WALES: ReferralGuide("Designated Officer for Safeguarding (LADO or DOS)", ""),
    Nation.SCOTLAND: ReferralGuide(
        "Education authority: allegations about staff", "Confirm with your education authority."
    ),
    Nation.NORTHERN_IRELAND: ReferralGuide(
        "Education Authority: child protection support service", "Confirm with your Education Authority."
    ),
}


@pytest.fixture(params=Nation)
def session(request: pytest.FixtureRequest, make_school: MakeSchool) -> Session:
    """The DSL at work, in each nation."""
    return make_school(replace(SCHOOL, nation=request.param)).sign_in()


def _names(session: Session, code: str, *, about_head: bool = False) -> list[str]:
    guide = incident_choices.category_guide(session, code, about_head=about_head)
    return [one.name for one in guide.referrals]


def test_an_allegation_may_go_to_the_nations_own_body_first(session: Session) -> None:
    guide = incident_choices.category_guide(session, "SPC")
    assert guide.referrals[0] == ALLEGATIONS[session.nation]


def test_every_kind_names_bodies_of_this_nation_once_and_of_no_other(session: Session) -> None:
    for code in session.catalogue.categories:
        names = _names(session, code)
        assert names, code
        assert len(set(names)) == len(names), code
        assert [name for name in names if re.search(OTHERS_WORDS[session.nation], name)] == [], code


def test_a_body_the_nation_lacks_is_left_out(made_school: MadeSchool) -> None:
    england = made_school.catalogue.nations[Nation.ENGLAND]
    fewer = replace(england, agencies=tuple(one for one in england.agencies if one.id != "ceop"))
    assert "CEOP Safety Centre" in _names(made_school.sign_in(), "SPC")

    made_school.catalogue = replace(
        made_school.catalogue, nations={**made_school.catalogue.nations, Nation.ENGLAND: fewer}
    )
    assert "CEOP Safety Centre" not in _names(made_school.sign_in(), "SPC")


def test_about_the_headteacher_a_name_says_who_takes_their_place(made_school: MadeSchool) -> None:
    england = made_school.catalogue.nations[Nation.ENGLAND]
    named = tuple(
        replace(one, name="Adviser of the {head}") if one.id == "hr" else one for one in england.agencies
    )
    made_school.catalogue = replace(
        made_school.catalogue,
        nations={**made_school.catalogue.nations, Nation.ENGLAND: replace(england, agencies=named)},
    )
    session = made_school.sign_in()

    assert "Adviser of the Headteacher" in _names(session, "SPC")
    assert "Adviser of the Chair of Governors" in _names(session, "SPC", about_head=True)
