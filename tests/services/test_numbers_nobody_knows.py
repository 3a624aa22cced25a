"""A telephone number or a postcode that the register lacks stands in no copy for a family: nobody knows whose it is."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.people import FamilyLink, Person, PersonKind, PersonRef, Relation
from safeguard_app.domain.postcodes import postcodes_in, same_postcode
from safeguard_app.services import paper, people, school
from safeguard_app.services.numbers_in_text import telephones
from safeguard_app.services.paper_views import AudiencePaper, IncidentPaper
from tests.services.conftest import MadeSchool, log_incident, pupil
from tests.services.scenario_papers import words_of


@pytest.mark.parametrize(
    "number",
    [
        "07700 900444",
        "07700900444",
        "(01632) 960 123",
        "+44 7700 900444",
        "+44 (0)1632 960123",
        "020 7946 0018",
    ],
)
def test_as_people_write_a_number(number: str) -> None:
    assert telephones(f"She rang from {number}, at once.") == [number]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "0800 1111",
            "0808 800 5000",
            "2026-0001",
            "09:10 to 10:20 on 08/10/2026",
            "SHA-256 0123 4567 89ab cdef",
        ),
        *("document 0412 3344 5566 7788", "UPN A012345678901", "version 1.07700900444x", "999 or 101"),
    ],
)
def test_what_is_no_number_of_somebody(text: str) -> None:
    assert telephones(text) == []


def test_postcodes() -> None:
    said = "At 14 Mill Lane, BT47 2AB, or m1 1ae, again BT47 2AB; EX12 is an exhibit, PC 3391 an officer."
    assert postcodes_in(said) == ("BT47 2AB", "m1 1ae")
    assert same_postcode("m1 1ae") == same_postcode("M11AE")


@pytest.mark.parametrize(
    "audience", [Audience.PARENT, Audience.SUBJECT_ACCESS, Audience.TRANSFER, Audience.POLICE]
)
def test_in_a_copy(made_school: MadeSchool, audience: Audience) -> None:
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()
    school.change(
        session, replace(session.school, address="1 School Road, Northshire M1 1AE", phone="01632 960100")
    )
    child = pupil(session, "Anna Lowe", date(2016, 1, 1), "Year 5", "5B")
    assert child.reference is not None
    link = FamilyLink(child.reference.id, Relation.CHILD)
    mother, _ = people.add(
        session, Person("Mrs Ida Lowe", PersonKind.PARENT_CARER, telephone="01632 960111", family=(link,))
    )
    said = (
        "Somebody rang from 07700 900444 at 14 Mill Lane, BT47 2AB. Her mother rang from 01632 960 111, to M1 1AE or"
        " 01632 960 100."
    )
    there = ((child, "target"), (PersonRef(mother, "Mrs Ida Lowe"), "reporter"))
    record = log_incident(session, "CB", *there, account=said)
    whose = (child,) if audience.needs_subjects else ()
    words = words_of(paper.issue(session, AudiencePaper(IncidentPaper(record), audience, whose)).pdf)
    known = audience is Audience.POLICE
    assert ("900444" in words) is known and ("BT47" in words) is known
    assert "M1 1AE" in words and "01632 960 100" in words
    if audience is not Audience.SUBJECT_ACCESS:  # in which the family of whoever asked is left out as well
        assert "01632 960 111" in words
