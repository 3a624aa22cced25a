"""The school's details: changed with an event, checked, and nothing lost of what was not asked for."""

from dataclasses import replace

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.school import ContactToRing
from safeguard_app.services import school
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool


def test_a_change_is_kept_as_a_further_version_with_an_event(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    before = session.vault.daily.head.number
    changed = replace(session.school, chair_name="Ms Vera Holt", phone=" 01632  960199 ")
    school.change(session, changed)
    assert (session.school.chair_name, session.school.phone) == ("Ms Vera Holt", "01632 960199")
    events = reading.events(session.vault.daily.connection, newest=before + 9, oldest=before + 1, limit=9)
    assert [logged.event.kind for logged in events] == [EventKind.SCHOOL_CHANGED]
    assert session.vault.school().number == 2
    assert made_school.sign_in("head").school.chair_name == "Ms Vera Holt"


def test_nothing_changed_leaves_no_event(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    before = session.vault.daily.head.number
    assert school.change(session, session.school).said == "Nothing was changed."
    assert session.vault.daily.head.number == before


def test_name_and_nation_stay_those_of_first_run(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    name = session.school.name
    school.change(session, replace(session.school, name="Another", nation=Nation.WALES, email="a@b.example"))
    assert (session.school.name, session.school.nation) == (name, Nation.ENGLAND)


def test_contacts_are_those_the_nation_asks_for_and_others_stay(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    odd = ContactToRing("union", "Ms Lowe", "01632 960777")
    school.change(session, replace(session.school, contacts=(*session.school.contacts, odd)))
    forms = school.contact_forms(session)
    assert "LADO" in " ".join(form.label for form in forms)
    asked = tuple(ContactToRing(form.agency, f"{form.agency} team", "", "") for form in forms)
    school.change(session, replace(session.school, contacts=asked))
    assert session.school.contact("union") == odd
    police = session.school.contact("police")
    assert police is not None
    assert police.name == "police team"


def test_an_emptied_contact_is_gone(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    assert session.school.contact("hr") is not None
    emptied = tuple(ContactToRing(form.agency, "", "") for form in school.contact_forms(session))
    school.change(session, replace(session.school, contacts=emptied))
    assert session.school.contact("hr") is None


@pytest.mark.parametrize("field", ["head_name", "email", "register_complete_since"])
def test_what_cannot_be_kept_is_named_and_nothing_is_written(made_school: MadeSchool, field: str) -> None:
    session = made_school.sign_in()
    before = session.vault.daily.head.number
    wrong = {
        "head_name": replace(session.school, head_name="x" * 2_000),
        "email": replace(session.school, email="y" * 5_000),
        "register_complete_since": replace(session.school, register_complete_since="2027-01-01"),
    }[field]
    with pytest.raises(RuleViolation) as refused:
        school.change(session, wrong)
    assert list(refused.value.fields) == [field]
    assert session.vault.daily.head.number == before


def test_hidden_characters_do_not_get_in(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    school.change(session, replace(session.school, head_name="Mrs\u202e Denning\x07"))
    assert session.school.head_name == "Mrs Denning"
