"""The fields of the allegation form: what the authorities ask for, in their order, in each nation's words, on paper."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import paper, referrals
from safeguard_app.services.paper_views import ReferralPaper
from safeguard_app.services.referral_fields import field_of
from safeguard_app.services.session import Session
from tests.documents.reading import structure
from tests.services.conftest import SCHOOL, MadeSchool, log_incident

MakeSchool = Callable[..., MadeSchool]
ASKED = """
    happened reached_referrer referred
    referrer_name referrer_post school_name school_address sector school_status referrer_phone referrer_email
    contact_times case_manager lead head_contact chair_contact hr_contact senior_aware adult_aware
    adult_name adult_known_as adult_born adult_sex adult_ethnicity adult_address adult_post employer basis started
    elsewhere own_children earlier_concerns more_adults
    child_name child_born child_sex child_ethnicity child_address child_parents child_professionals
    nature incidents place description restraint injury
    maker maker_born maker_address maker_sex maker_relationship reported_how
    taken exhibits other_documents
    criteria agency_category OUTCOME further ended agency_name
"""
"""Every field that authorities ask for, in the order of their forms (domain.md 3.1)."""
ALSO = """
    came_to_attention first_contact advice child_safe adult_now spoken_to who_knows accounts parents_told child_wishes
    transfer safeguards police social_care others_told employer_told support devices child_home_authority
"""
"""What practice adds."""
WORDS = {
    Nation.ENGLAND: (
        "Referral to the Designated Officer (LADO)",
        "For the LADO to complete",
        "Children’s social care",
    ),
    Nation.WALES: (
        "Report of a practitioner concern",
        "Designated Officer for Safeguarding",
        "Social services",
    ),
    Nation.SCOTLAND: (
        "Allegation about a member of staff",
        "General Teaching Council for Scotland",
        "Social work",
    ),
    Nation.NORTHERN_IRELAND: (
        "Allegation about a member of staff",
        "Chair of the Board of Governors",
        "Social services",
    ),
}
WRONG = {
    Nation.ENGLAND: ("EWC", "GTC", "Principal"),
    Nation.WALES: ("TRA)", "GTC", "Principal", "children’s social care"),
    Nation.SCOTLAND: ("LADO", "Designated", "TRA)", "Governors", "threshold", "Substantiated"),
    Nation.NORTHERN_IRELAND: (
        "LADO",
        "Designated Officer",
        "TRA)",
        "Headteacher",
        "threshold",
        "Substantiated",
    ),
}


def referral(session: Session, *, about_head: bool = False, adults: int = 1) -> Reference:
    """A form begun about an adult and one child."""
    people = [
        (PersonRef(None, f"Joel Merrin {number}"), "adult_of_concern") for number in range(1, adults + 1)
    ]
    people.append((PersonRef(None, "Freya Lund"), "child_contacted"))
    return referrals.begin(session, log_incident(session, "SPC", *people, about_head=about_head))[0]


@pytest.mark.parametrize("nation", Nation)
def test_the_form_has_every_field_in_the_order_of_the_authorities(
    catalogue: Catalogue, nation: Nation
) -> None:
    fields = [field.id for field in catalogue.forms["staff_allegation"].fields_for(nation)]
    outcome = "agency_outcome" if nation in {Nation.ENGLAND, Nation.WALES} else "agency_outcome_words"
    asked = [outcome if one == "OUTCOME" else one for one in ASKED.split()]

    assert [one for one in fields if one in asked] == asked
    limbs = {"limbs"} if nation in {Nation.ENGLAND, Nation.WALES} else set()
    attached = {"risk_assessment"} if nation is Nation.WALES else set()
    assert set(fields) - set(asked) == {"case_number", "contact", *ALSO.split(), *limbs, *attached}


@pytest.mark.parametrize("nation", Nation)
def test_every_field_is_on_paper_in_order_and_in_the_nations_words(
    make_school: MakeSchool, nation: Nation
) -> None:
    session = make_school(replace(SCHOOL, nation=nation)).sign_in()
    made = referral(session)
    view = referrals.view(session, made)
    printed = " ".join(structure(paper.issue(session, ReferralPaper(made)).pdf).text.split())

    at = 0
    for section in view.sections:
        for label in (section.title, *(field.label for field in section.fields if field.key != "exhibits")):
            found = printed.find(label, at)
            assert found >= 0, f"{label!r} is not on the paper, or not in its place"
            at = found + len(label)
    shown = f"{printed} {view.title} {' '.join(view.notes)}"
    assert [words for words in WORDS[nation] if words not in shown] == []
    assert [words for words in WRONG[nation] if words in shown] == []
    assert "{" not in shown


@pytest.mark.parametrize("nation", Nation)
def test_the_form_says_to_ring_first_and_where_to_confirm_the_route(
    make_school: MakeSchool, nation: Nation
) -> None:
    session = make_school(replace(SCHOOL, nation=nation)).sign_in()
    notes = referrals.view(session, referral(session)).notes

    assert notes[0].startswith("Ring first")
    confirm = [note for note in notes if "Confirm the route with the " in note]
    assert bool(confirm) == (nation in {Nation.SCOTLAND, Nation.NORTHERN_IRELAND})


def test_about_the_head_whoever_takes_the_heads_place_is_named_once(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    usual = referrals.view(session, referral(session))
    head = field_of(usual.sections, "head_contact")
    assert head is not None
    assert head.text == "Mrs Carol Denning, by the school’s telephone: 01632 960100"

    view = referrals.view(session, referral(session, about_head=True))

    labels = [field.label for section in view.sections for field in section.fields]
    assert labels.count("Chair of Governors: name and contact") == 1
    assert field_of(view.sections, "head_contact") is None


def test_how_many_adults_there_are_is_counted(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    several = field_of(referrals.view(session, referral(session, adults=3)).sections, "more_adults")
    one = field_of(referrals.view(session, referral(session)).sections, "more_adults")

    assert several is not None
    assert one is not None
    assert several.text == "Yes: 3 adults"
    assert not one.text
