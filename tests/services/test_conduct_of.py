"""Nothing goes to the adult whose conduct a record is about, and nobody on the record, nor its preparer, checks it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.disclosures import HandedOverAs
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Participant
from safeguard_app.services import (
    entries,
    evidence_bundle,
    form_offers,
    incidents,
    referrals,
    sharing,
    sharing_checks,
    sharing_choices,
    sharing_pages,
)
from safeguard_app.services.disclosures import Receiver
from safeguard_app.services.evidence_bundle import BundleOrder
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.recipient_bars import EnteredSince
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_reading import may_check, stored_sharing
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil
from tests.services.test_sharing import Prepared, given, prepared

__all__ = ["prepared"]

NOW = "2026-09-22 15:24"
Accused = tuple[MadeSchool, Session, Reference, str]


@pytest.fixture
def accused(made_school: MadeSchool) -> Iterator[Accused]:
    """An allegation against Mr Owen Tarn, raised by Mrs Jane Hale who works here, with its form begun."""
    made_school.clock.set(NOW)
    session = made_school.sign_in()
    tarn, hale = adult(session, "Mr Owen Tarn", "Teacher"), adult(session, "Mrs Jane Hale", "Teacher")
    ella = pupil(session, "Ella Tan", date(2016, 4, 2))
    incident = log_incident(
        session, "SPC", (tarn, "adult_of_concern"), (ella, "child_contacted"), (hale, "reporter")
    )
    offer = form_offers.offers(session, incident).offers[0]
    referral, _ = referrals.begin(session, incident, offer.adult, offer.form, offer.child)
    yield made_school, session, incident, f"referral/{referral.id}"
    session.looking_in.end()


@pytest.mark.parametrize("recipient", ["Mr Owen Tarn", "O. Tarn", "Mr Tarn", "Mr Tarn and Ms Hale"])
def test_no_form_about_somebody_is_addressed_to_them(accused: Accused, recipient: str) -> None:
    _, session, incident, form = accused
    for paper in (form, "record"):
        with pytest.raises(RuleViolation) as refused:
            sharing.prepare(session, given(incident, papers=(paper,), recipient=recipient))
        said = refused.value.fields["recipient"]
        assert "This may be Mr Owen Tarn, whose conduct a record in these documents is about" in said
        assert "Choose somebody else" in said
    order = BundleOrder(incident, (), Receiver(recipient, "At home", "He asked"), HandedOverAs.ZIP)
    with pytest.raises(RuleViolation) as bundle:
        evidence_bundle.checked(session, order)
    assert "Owen Tarn" in bundle.value.fields["recipient"]


@pytest.mark.parametrize("recipient", ["Ms Priya Sandhu", "Mrs Tarn", "LADO duty desk"])
def test_somebody_else_is_no_accused(accused: Accused, recipient: str) -> None:
    _, session, incident, form = accused
    sharing.prepare(session, given(incident, papers=(form,), recipient=recipient, organisation="LADO"))


def test_what_is_theirs_goes_as_their_own_copy_alone(accused: Accused) -> None:
    _, session, incident, _ = accused
    whose = {words.split(",")[0]: key for key, words in sharing_choices.choices(session, incident).subjects}
    asked = given(incident, audience="subject_access", recipient="Mr Owen Tarn")
    with pytest.raises(RuleViolation) as refused:
        sharing.prepare(session, replace(asked, subject=whose["Ella Tan"]))
    assert "recipient" in refused.value.fields
    sharing.prepare(session, replace(asked, subject=whose["Mr Owen Tarn"]))


def test_a_child_said_to_have_caused_harm_is_no_adult_of_concern(made_school: MadeSchool) -> None:
    made_school.clock.set(NOW)
    session = made_school.sign_in()
    kai, dean = pupil(session, "Kai Pell", date(2018, 3, 9)), adult(session, "Mr Dean Boyle", "Coach")
    incident = log_incident(session, "CB", (kai, "alleged"), (dean, "alleged"))
    sharing.prepare(session, given(incident, recipient="Ms Pell"))
    with pytest.raises(RuleViolation) as refused:
        sharing.prepare(session, given(incident, recipient="Dean Boyle"))
    assert "recipient" in refused.value.fields


def test_somebody_who_becomes_one_after_it_was_prepared(prepared: Prepared, tmp_path: Path) -> None:
    made, session, incident, _ = prepared
    boyle = adult(session, "Mr Dean Boyle", "Coach")
    place, _ = sharing.prepare(session, given(incident, recipient="Mr Dean Boyle"))
    sharing_checks.urgent(session, sharing_pages.view_of(session, place))
    made.clock.forward(minutes=10)
    current = incidents.current(session, incident)
    people = (*current.content.participants, Participant(boyle, "alleged"))
    more = replace(current.content, participants=people)
    incidents.correct(session, incident, more, "He wrote them.", replacing=current.number)
    with pytest.raises(EnteredSince) as stopped:
        sharing.save_out(session, place, (tmp_path / "a.pdf",))
    assert "Dean Boyle" in stopped.value.sentence and not (tmp_path / "a.pdf").exists()


def signed(session: Session, place: Reference, who: str) -> str:
    """What is said beside the name of who signed; empty where it was entered."""
    view = sharing_pages.view_of(session, place)
    try:
        sharing_checks.check_on_paper(session, view, who, moment(NOW))
    except RuleViolation as refused:
        return refused.fields["who"]
    return ""


@pytest.mark.parametrize(
    "who",
    [
        *("Jo Abbey", "J. Abbey, DSL", "Abbey, Jo", "Abbey J", "Miss J Abbey (Designated Safeguarding Lead)"),
        *("Abbey", "Miss Abbey, DSL", "Joanna Abbey", "JA", "J.A.", "Jo", "jo-abbey", "Dr Jo Abbey DSL"),
    ],
)
def test_whoever_prepared_it_signs_under_no_other_spelling(prepared: Prepared, who: str) -> None:
    _, session, _, place = prepared
    assert "who prepared it and cannot check it" in signed(session, place, who)
    assert not sharing_pages.view_of(session, place).checked


@pytest.mark.parametrize("who", ["me", "Myself", "DSL", "The Headteacher", "Head", "Miss"])
def test_an_office_alone_is_nobodys_signature(prepared: Prepared, who: str) -> None:
    _, session, _, place = prepared
    assert "says nobody" in signed(session, place, who)


@pytest.mark.parametrize(
    "who",
    ["Mrs Carol Denning, Headteacher", "Mr John Abbey", "Ms Ann Abbey", "C. Denning", "Jo Marsh, Chair"],
)
def test_somebody_else_signs(prepared: Prepared, who: str) -> None:
    _, session, _, place = prepared
    assert signed(session, place, who) == ""


def test_a_namesake_who_works_here_signs_by_their_whole_name(prepared: Prepared) -> None:
    _, session, _, place = prepared
    assert "cannot check it" in signed(session, place, "Joan Abbey")
    adult(session, "Mrs Joan Abbey", "Teacher")
    assert signed(session, place, "Joan Abbey, teacher") == ""


@pytest.mark.parametrize("who", ["Mr Owen Tarn", "O. Tarn", "Tarn, Owen", "Ella Tan"])
def test_nobody_on_the_record_checks_it_on_paper(accused: Accused, who: str) -> None:
    _, session, incident, form = accused
    place, _ = sharing.prepare(session, given(incident, papers=(form,)))
    assert "who stands on the record" in signed(session, place, who)


def test_whoever_raised_it_and_stands_on_it_besides_may_not(accused: Accused) -> None:
    _, session, incident, form = accused
    current = incidents.current(session, incident)
    hale = next(one.person for one in current.content.participants if one.role == "reporter")
    people = (*current.content.participants, Participant(hale, "witness"))
    incidents.correct(
        session,
        incident,
        replace(current.content, participants=people),
        "She saw it.",
        replacing=current.number,
    )
    place, _ = sharing.prepare(session, given(incident, papers=(form,)))
    assert "who stands on the record" in signed(session, place, "Mrs Jane Hale")


def test_a_suspicion_that_was_taken_back_keeps_nobody_from_anything(made_school: MadeSchool) -> None:
    made_school.clock.set(NOW)
    session = made_school.sign_in()
    boyle = adult(session, "Mr Dean Boyle", "Coach")
    incident = log_incident(session, "TR", (adult(session, "Ms Ann Nandra", "Teacher"), "target"))
    suspicion = Attribution("@anon", "", boyle, "His words.", moment(NOW))
    entries.add_attribution(session, incident, suspicion)
    asked = given(incident, recipient="Mr Dean Boyle")
    with pytest.raises(RuleViolation) as refused:
        sharing.prepare(session, asked)
    assert "it is suspected" in refused.value.fields["recipient"]
    (entry,) = (one.reference.id for one in entries_of(session, incident) if one.content == suspicion)
    entries.withdraw(session, incident, entry, "It was another account.")
    sharing.prepare(session, asked)


def test_whoever_raised_it_in_their_post_may_check(accused: Accused) -> None:
    _, session, incident, form = accused
    place, _ = sharing.prepare(session, given(incident, papers=(form,)))
    assert signed(session, place, "Mrs Jane Hale") == ""


def test_whoever_it_is_about_does_not_check_by_passphrase(prepared: Prepared) -> None:
    made, session, incident, place = prepared
    head = session.roster.user(made.users["head"])
    assert head is not None and head.name in {
        one.name for one in may_check(session, stored_sharing(session, place))
    }
    current = incidents.current(session, incident)
    people = (*current.content.participants, Participant(adult(session, head.name, "Teacher"), "alleged"))
    more = replace(current.content, participants=people)
    incidents.correct(session, incident, more, "It was said.", replacing=current.number)
    assert head.name not in {one.name for one in may_check(session, stored_sharing(session, place))}
