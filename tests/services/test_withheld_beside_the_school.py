"""Whoever asked not to be named and shares a word with the school, its people or a month: no gap gives them away."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.people import FamilyLink, Person, PersonKind, PersonRef, Relation
from safeguard_app.services import copy_out, incidents, paper, people, referrals, school
from safeguard_app.services.paper_views import IncidentPaper, ReferralPaper
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_copies import named_anyway
from safeguard_app.services.withheld_kept import KeptNames
from safeguard_app.services.withheld_names import names_of, without_names
from tests.documents.reading import pages
from tests.services.conftest import MadeSchool, log_incident, pupil

SCHOOL = KeptNames(
    ("Mrs Farah Aziz", "Miss Jo Abbey", "Lee Rowe"),
    ("Baylis Lane Primary School", "12 Abbey Road, Strand, Northshire"),
    ("office@abbey.sch.uk", "Child of concern"),
)


def left(text: str, *hidden: str) -> str:
    """A text as a copy of that school would have it."""
    return without_names(text, names_of(hidden, (), SCHOOL))


@pytest.mark.parametrize(
    ("hidden", "text"),
    [
        ("Tariq Aziz", "Lead: Mrs Farah Aziz. Mrs Aziz, F Aziz and Mrs F. Aziz said so."),
        ("Eva Abbey", "Told Miss Abbey at 12 Abbey Road, Strand; office@abbey.sch.uk."),
        ("Jake Lane", "Baylis Lane is what Baylis Lane Primary School is called."),
        ("Sam Strand", "It is in Strand, Northshire."),
        ("Hannah Child", "Leon Marr: child of concern"),
        ("Rob March", "Born 3 March 2012, since March 2014, on 3 Mar 2012."),
        ("Ann April", "From 1 April."),
        ("Li Sun", "On Sun 4 Oct 2026."),
        ("Joe August", "Between 3rd August and 5 Aug."),
    ],
)
def test_what_the_school_and_the_calendar_say_stays(hidden: str, text: str) -> None:
    assert left(text, hidden) == text


@pytest.mark.parametrize(
    ("hidden", "text", "copied"),
    [
        ("Tariq Aziz", "Tariq Aziz told Mrs Aziz.", "[name withheld] told Mrs Aziz."),
        ("Tariq Aziz", "Tariq, then Aziz, then Mr Aziz left.", "{0}, then {0}, then {0} left."),
        ("Mrs Sana Aziz", "So Mrs Aziz said.", "So {0} said."),
        ("Mrs Farah Aziz", "So Mrs Farah Aziz said.", "So {0} said."),
        ("Mrs Farah Aziz", "So Mrs F Aziz and F. Aziz said.", "So Mrs F {0} and F. {0} said."),
        ("Jake Lane", "Jake Lane of Baylis Lane, and Lane alone.", "{0} of Baylis Lane, and {0} alone."),
        ("Baylis Lane", "At Baylis Lane Primary School.", "At {0} Primary School."),
        ("Grace Strand", "Grace and Strand went.", "{0} and {0} went."),
        ("Rob March", "Mr March came in March, and March left.", "{0} came in {0}, and {0} left."),
        ("Li Sun", "Sun 4 said so.", "{0} 4 said so."),
    ],
)
def test_whoever_asked_is_left_out_all_the_same(hidden: str, text: str, copied: str) -> None:
    assert left(text, hidden) == copied.format("[name withheld]")


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The lead at work."""
    made_school.clock.set("2026-10-16 16:10")
    return made_school.sign_in()


def form_of(session: Session, other: str) -> ReferralPaper:
    """A referral about a pupil, whose mother is on the register, after somebody told who asked not to be named."""
    freya = pupil(session, "Freya Linden", date(2012, 3, 3), "Year 10", "10C")
    link = FamilyLink(freya.reference.id, Relation.CHILD, household=True) if freya.reference else None
    people.add(session, Person("Dawn Marr", PersonKind.PARENT_CARER, family=(link,) if link else ()))
    named = ((freya, "target"), (PersonRef(None, other), "reporter"))
    record = log_incident(
        session, "CB", *named, withheld="reporter", account=f"{other} told us. {other[:3]} too."
    )
    return ReferralPaper(referrals.begin(session, record, form="child_referral", child=freya)[0])


def text(session: Session, job: IncidentPaper | ReferralPaper) -> str:
    """What stands on paper, in one line, as it is issued: the finished file is searched before."""
    paper.issue(session, job)
    return " ".join(" ".join(pages(paper.preview(session, job).pdf)).split())


@pytest.mark.parametrize(
    "other", ["Jake Lane", "Eva Abbey", "Rob March", "Tom Marr", "Ann Child", "Zoe Police"]
)
def test_a_form_keeps_its_own_words_and_the_schools(session: Session, other: str) -> None:
    school = session.school
    job = form_of(session, other)
    said = text(session, job)
    for kept in ("Miss Jo Abbey", school.name, "3 March 2012", "Dawn Marr", "Police"):
        assert kept in said, kept
    assert other not in said and f"{other.split(maxsplit=1)[0]} " not in said
    assert said.count("[name withheld]") >= 1
    seen = copy_out.sheet_of(session, job.referral)
    assert any("Miss Jo Abbey" in one.text for one in seen.answers)
    assert not any("name withheld" in one.label + one.section for one in seen.answers)
    assert not any(other in one.text for one in seen.answers)


def test_it_is_said_before_it_goes(session: Session) -> None:
    told = paper.preview(session, form_of(session, "Eva Abbey")).since
    assert "shares “Abbey” with the school, its people or a parent" in told
    assert paper.preview(session, form_of(session, "Mia Rowe")).since == ""


def test_a_record_on_paper_keeps_them_too(session: Session) -> None:
    freya = pupil(session, "Freya Linden", date(2012, 3, 3), "Year 10", "10C")
    named = ((freya, "target"), (PersonRef(None, "Eva Abbey"), "reporter"))
    record = log_incident(
        session, "CB", *named, withheld="reporter", account="Eva Abbey told us. Abbey left."
    )
    said = text(session, IncidentPaper(record))
    assert "Jo Abbey" in said and "Eva" not in said and "[name withheld] left" in said


def test_both_addresses_of_the_school_stand_whole(session: Session) -> None:
    usual, secure = "office@abbey.example", "lead@secure-abbey.example"
    school.change(session, replace(session.school, email=usual, secure_email=secure))
    child = pupil(session, "Freya Linden", date(2012, 3, 3))
    asked = PersonRef(None, "Eva Abbey")
    record = log_incident(session, "CB", (child, "target"), (asked, "reporter"), withheld="reporter")
    kept = named_anyway(session, [incidents.current(session, record).content])
    for address in (usual, secure):
        assert without_names(address, names_of(["Eva Abbey"], (), kept)) == address
