"""Whoever asked not to be named is left out of a copy by every name the register has for them."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.people import FamilyLink, Handle, Person, PersonKind, PersonRef, Relation
from safeguard_app.domain.person_facts import FurtherName
from safeguard_app.services import paper, people, referrals
from safeguard_app.services.paper_views import AudiencePaper, IncidentPaper, PaperJob, ReferralPaper
from safeguard_app.services.session import Session
from tests.documents.reading import pages
from tests.services.conftest import MadeSchool, log_incident, pupil

FILES = "IMG_mia_rowe.png and MIA_2.png and Mias bag and Rowes coat and Mo_x.png. The aim was a rowed boat."
ACCOUNT = "Mo showed me. Then @kitcat_m wrote to her. Before the summer she was a Strand. Mia Rowe cried."
NAMES = ("Mo ", "kitcat_m", "Strand", "Mia", "Rowe")


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The lead at work."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def mia(session: Session) -> PersonRef:
    """A pupil with a short name, a name of before and an account."""
    made = Person(
        "Mia Rowe",
        PersonKind.PUPIL,
        known_as="Mo",
        names=(FurtherName("Mia Strand", "former"),),
        handles=(Handle("tiktok", "@kitcat_m"),),
    )
    reference, _ = people.add(session, made)
    return PersonRef(reference, "Mia Rowe", "Year 4, 4K")


def text(session: Session, job: PaperJob) -> str:
    """What stands on paper, in one line."""
    return " ".join(" ".join(pages(paper.preview(session, job).pdf)).split())


def test_of_a_record(session: Session) -> None:
    record = log_incident(session, "CB", (mia(session), "witness"), account=ACCOUNT, withheld="witness")
    said = text(session, IncidentPaper(record))
    assert not [name for name in NAMES if name in said]


def test_in_names_of_files_and_with_an_s(session: Session) -> None:
    record = log_incident(session, "CB", (mia(session), "witness"), account=FILES, withheld="witness")
    said = text(session, IncidentPaper(record))
    assert not [name for name in ("mia", "MIA", "Mias", "rowe.", "Rowes", "Mo_x") if name in said]
    assert "rowed boat" in said and "IMG_[name withheld].png" in said


def test_of_a_form_which_describes_them_no_closer_either(session: Session) -> None:
    child = pupil(session, "Olu Ferris", date(2016, 5, 5), "Year 3")
    people_in_it = ((child, "child_of_concern"), (mia(session), "witness"))
    record = log_incident(session, "OTHER", *people_in_it, account=ACCOUNT, withheld="witness")
    form, _ = referrals.begin(session, record, form="concern_form")
    said = text(session, ReferralPaper(form))
    assert "Olu Ferris" in said
    assert not [name for name in (*NAMES, "4K") if name in said]


def test_a_form_about_a_child_who_asked_names_the_child(session: Session) -> None:
    record = log_incident(
        session, "OTHER", (mia(session), "child_of_concern"), account=ACCOUNT, withheld="child_of_concern"
    )
    form, _ = referrals.begin(session, record, form="concern_form")
    assert "Mia Rowe" in text(session, ReferralPaper(form))


RANG = (
    "Her mum Carol Rowe rang from 07700900777, later from (07700) 900 777 and +44 7700 900777, at 11.07 on the 9th;"
    " cm@mail.example wrote twice. Mia has 07700 900 111. The school has 07700 900 888. Carol came."
)


@pytest.mark.parametrize("audience", [None, Audience.AUTHORITY, Audience.POLICE, Audience.PARENT])
@pytest.mark.parametrize("hers_alone", [True, False])
def test_by_her_mother_and_by_numbers(
    session: Session, audience: Audience | None, *, hers_alone: bool
) -> None:
    witness = mia(session)
    child = pupil(session, "Olu Ferris", date(2016, 5, 5), "Year 3")
    assert witness.reference is not None and child.reference is not None
    known = people.open_person(session, witness.reference).person
    people.correct(
        session, witness.reference, replace(known, telephone="07700 900111"), "It came.", replacing=1
    )
    family = [FamilyLink(witness.reference.id, Relation.CHILD)]
    family += [] if hers_alone else [FamilyLink(child.reference.id, Relation.CHILD)]
    people.add(
        session,
        Person(
            "Mrs Carol Rowe",
            PersonKind.PARENT_CARER,
            telephone="07700 900777",
            email="cm@mail.example",
            family=tuple(family),
        ),
    )
    record = log_incident(
        session, "CB", (child, "target"), (witness, "witness"), account=RANG, withheld="witness"
    )
    job = IncidentPaper(record)
    whose = (child,) if audience is Audience.PARENT else ()
    wanted = AudiencePaper(job, audience, whose) if audience is not None else job
    said = text(session, wanted)
    hers = [name for name in ("Carol", "07700900777", "900 777", "900777", "cm@mail") if name in said]
    assert "900 111" not in said and "Mia" not in said
    assert bool(hers) is not hers_alone, "of whoever is named there she is the mother, and stays"
    assert "at 11.07 on the 9th" in said
    if audience is not Audience.PARENT:
        assert "07700 900 888" in said


def test_a_mother_who_acts_for_the_school_stays_where_she_acts(session: Session) -> None:
    witness = mia(session)
    assert witness.reference is not None
    link = FamilyLink(witness.reference.id, Relation.CHILD)
    people.add(session, Person("Miss Jo Abbey", PersonKind.STAFF, family=(link,)))
    child = pupil(session, "Olu Ferris", date(2016, 5, 5), "Year 3")
    record = log_incident(session, "CB", (child, "target"), (witness, "witness"), withheld="witness")
    form, _ = referrals.begin(session, record, form="concern_form")
    for job in (IncidentPaper(record), ReferralPaper(form)):
        said = text(session, job)
        assert "Miss Jo Abbey" in said and "Mia" not in said
