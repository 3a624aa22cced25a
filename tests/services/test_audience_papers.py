"""A record for an audience: others by letters, the same each time, and nothing of them anywhere in the file."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.pdf_contents import contents_of
from safeguard_app.domain.audiences import Audience, Footing, keeps_pictures, letter_of, may_be_named
from safeguard_app.domain.entries import Decision, DecisionKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.names_keys import whose_of
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import audience_outlook, cases, entries, names_keys, paper, referrals
from safeguard_app.services.copy_people import SomebodyThere, acting_in
from safeguard_app.services.name_found import StillNamed
from safeguard_app.services.names_keys import CopyOf, KeyPlace
from safeguard_app.services.paper_views import (
    AudiencePaper,
    CasePaper,
    ChronologyPaper,
    DaySheetPaper,
    IncidentPaper,
    ReferralPaper,
    SchedulePaper,
)
from safeguard_app.services.session import Session
from tests.services.audience_school import Group, group
from tests.services.conftest import log_incident, moment, pupil

LETTERED = (Audience.PARENT, Audience.SUBJECT_ACCESS, Audience.TRANSFER)
WHOLE = (Audience.SCHOOL, Audience.AUTHORITY, Audience.POLICE)


@pytest.fixture
def there(session: Session) -> Group:
    """Derrylough's group."""
    return group(session)


def said(pdf: bytes) -> str:
    """Everything the file says, wherever, on one line."""
    return " ".join(" ".join(text for _, text in contents_of(pdf).texts).split())


def job(there: Group, audience: Audience, *subjects: str) -> AudiencePaper:
    return AudiencePaper(
        IncidentPaper(there.incident), audience, tuple(there.people[one] for one in subjects)
    )


OTHERS = (
    "Tomasz",
    "TOMASZ",
    "Zieli",
    "T.Z.",
    "TZ",
    "Tommo",
    "Nowak",
    "Kacper",
    "Wilk",
    "kacper_the_king",
    "nobody_known",
    "aneta",
    "Aneta",
    "Will Page",
    "Will will",
    "Mia",
)


def test_whoever_reads_a_parents_copy_meets_nobody_elses_name(there: Group) -> None:
    words = said(paper.issue(there.session, job(there, Audience.PARENT, "reece", "joan")).pdf)
    assert [name for name in OTHERS if name in words] == []
    for stays in (
        "Reece Irwin",
        "Child B told me",
        "Lee Farrow",
        "Child B cried",
        "will go home",
        "said sorry to Child B",
    ):
        assert stays in words, stays
    assert "Copy for a parent" in words and "[name left out]" in words


@pytest.mark.parametrize("audience", LETTERED)
def test_the_same_letters_in_every_copy_and_on_the_next_issue(there: Group, audience: Audience) -> None:
    session = there.session
    first = paper.issue(session, job(there, Audience.PARENT, "reece"))
    key = names_keys.lettered(session, there.incident)
    called = {one.person.name: one.called for one in key}
    assert called == {
        "Tomasz Zieliński": "Child B",
        "Kacper Wilk": "Child C",
        "Will Page": "Child D",
        "Mrs Aneta Zielińska": "Adult E",
    }
    again = said(paper.issue(session, job(there, audience, "reece")).pdf)
    assert names_keys.lettered(session, there.incident)[: len(key)] == key
    assert "Child C" in again and "Child C" in said(first.pdf)
    schedule = AudiencePaper(SchedulePaper(there.incident), audience, (there.people["reece"],))
    assert "Zieli" not in said(paper.issue(session, schedule).pdf)


def test_the_key_stands_in_no_file_and_in_the_part_of_its_record(there: Group) -> None:
    made = paper.issue(there.session, job(there, Audience.SUBJECT_ACCESS, "reece"))
    kept = names_keys.key_of(there.session, KeyPlace(Compartment.DAILY, there.incident, there.incident.id))
    assert kept is not None and kept.reference.compartment is Compartment.DAILY
    assert not [one.person.name for one in kept.content.lettered if one.person.name in said(made.pdf)]


@pytest.mark.parametrize("audience", WHOLE)
def test_the_school_the_authority_and_the_police_read_everybodys_names(
    there: Group, audience: Audience
) -> None:
    words = said(paper.issue(there.session, job(there, audience)).pdf)
    assert "Tomasz Zieliński" in words and "Kacper" in words and "@kacper_the_king" in words
    assert names_keys.lettered(there.session, there.incident) == ()


def test_relatives_stay_named_for_a_parent_and_not_in_subject_access(session: Session) -> None:
    there = group(session, "Mrs Joan Irwin rang about Reece. Mrs Irwin was upset.")
    assert "Joan Irwin rang" in said(paper.preview(session, job(there, Audience.PARENT, "reece")).pdf)
    words = said(paper.preview(session, job(there, Audience.SUBJECT_ACCESS, "reece")).pdf)
    assert "Joan" not in words and "rang about Reece" in words
    both = said(paper.preview(session, job(there, Audience.SUBJECT_ACCESS, "reece", "joan")).pdf)
    assert "Mrs Joan Irwin rang about Reece. Mrs Irwin was upset." in both


def test_a_copy_for_somebody_needs_to_know_whose_it_is_and_to_be_of_a_record(there: Group) -> None:
    session = there.session
    with pytest.raises(RuleViolation) as refused:
        paper.preview(session, job(there, Audience.PARENT))
    assert "subjects" in refused.value.fields
    sheet = AudiencePaper(DaySheetPaper(Compartment.DAILY), Audience.PARENT, (there.people["reece"],))
    with pytest.raises(RuleViolation) as refused:
        paper.preview(session, sheet)
    assert "audience" in refused.value.fields
    assert paper.preview(session, replace(sheet, audience=Audience.AUTHORITY)).pages


def test_a_preview_keeps_no_key(there: Group) -> None:
    paper.preview(there.session, job(there, Audience.PARENT, "reece"))
    assert names_keys.lettered(there.session, there.incident) == ()


def reeces(there: Group, audience: Audience = Audience.PARENT) -> CopyOf:
    """Copies of the record that are Reece's."""
    place = KeyPlace(Compartment.DAILY, there.incident, there.incident.id)
    return CopyOf(place, audience, "incident", whose_of((there.people["reece"],)))


def test_words_left_out_besides_and_words_put_back(there: Group) -> None:
    session, copy = there.session, reeces(there)
    names_keys.leave_out(session, copy, "on  the bus", "Says which bus.")
    names_keys.put_back(session, copy, "Mia", "The name of the hamster.")
    words = said(paper.issue(session, job(there, Audience.PARENT, "reece")).pdf)
    assert "on the bus" not in words and "names [left out]" in words and "home with Mia" in words
    transfer = said(paper.preview(session, job(there, Audience.TRANSFER, "reece")).pdf)
    assert "on the bus" in transfer and "home with [name left out]" in transfer
    anothers = said(paper.preview(session, job(there, Audience.PARENT, "tomasz")).pdf)
    assert "home with [name left out]" in anothers, "what is put back for one family is not for another"
    assert "on the bus" not in anothers, "what is left out is left out of everybody’s"


def test_a_passage_altered_since_it_was_left_out_keeps_the_copy_from_going(there: Group) -> None:
    session, copy = there.session, reeces(there)
    names_keys.leave_out(session, copy, "on the train", "Says which.")
    with pytest.raises(StillNamed) as refused:
        paper.issue(session, job(there, Audience.PARENT, "reece"))
    assert "on the train" in refused.value.sentence and "on the train" not in str(refused.value.args)
    names_keys.take_back(session, copy, "on the train", "Not in it any more.")
    assert paper.issue(session, job(there, Audience.PARENT, "reece"))


def test_whoever_asked_not_to_be_named_cannot_be_put_back_and_is_out_for_everybody(session: Session) -> None:
    there = group(session)
    there.incident = log_incident(
        session,
        "CB",
        (there.people["reece"], "alleged"),
        (there.people["tomasz"], "witness"),
        account="Tommo, that is T.Z., told of Reece.",
        withheld="witness",
    )
    names_keys.put_back(session, reeces(there, Audience.POLICE), "Tommo", "They know.")
    for audience in Audience:
        words = said(paper.issue(session, job(there, audience, "reece")).pdf)
        assert not [name for name in ("Tommo", "Zieli", "T.Z.") if name in words], audience
        assert "told of Reece" in words


def test_a_chronology_leaves_others_out_by_the_key_of_its_person(there: Group) -> None:
    session = there.session
    reece = there.people["reece"]
    inner = ChronologyPaper(reece.reference, Compartment.DAILY, everything=True)  # type: ignore[arg-type]
    words = said(paper.issue(session, AudiencePaper(inner, Audience.TRANSFER, (reece,))).pdf)
    assert "Zieli" not in words and "Reece Irwin" in words
    place = KeyPlace(Compartment.DAILY, None, reece.reference.id)  # type: ignore[union-attr]
    assert names_keys.key_of(session, place) is not None


def test_a_case_leaves_others_out_of_each_of_its_records_and_is_offered_on_the_record(there: Group) -> None:
    session = there.session
    other = log_incident(
        session,
        "CB",
        (there.people["kacper"], "alleged"),
        (there.people["reece"], "target"),
        account="Kacper and Will did it again to Reece.",
    )
    case, _ = cases.start(session, there.incident, other, "The same group.")
    offered = {title: inner for inner, title in audience_outlook.offer(session, there.incident).papers}
    assert {"Incident record", "Chronology of Reece Irwin", "Chronology of Tomasz Zieliński"} <= set(offered)
    (title,) = [one for one in offered if one.startswith("Chronology of the case: ")]
    assert offered[title] == CasePaper(case, everything=True)
    for inner in (offered[title], offered["Chronology of Reece Irwin"]):
        words = said(
            paper.issue(session, AudiencePaper(inner, Audience.PARENT, (there.people["reece"],))).pdf
        )
        assert [name for name in OTHERS if name in words] == [] and "Reece Irwin" in words


def test_the_head_keeps_a_surname_that_a_pupil_bears_too_and_the_pupil_does_not(there: Group) -> None:
    session = there.session
    pupil(session, "Tia Denning", date(2016, 1, 5))
    decided = Decision(
        DecisionKind.MONITOR,
        "Watch them",
        "Denning saw it all.",
        "Mrs Carol Denning, Headteacher",
        moment("2026-06-01 09:00"),
    )
    entries.add_decision(session, there.incident, decided)
    for audience in LETTERED:
        words = said(paper.issue(session, job(there, audience, "reece")).pdf)
        assert "Mrs Carol Denning, Headteacher" in words and "Denning saw" not in words
        assert "[name left out] saw it all" in words


@pytest.mark.parametrize(
    ("hidden", "stands"),
    [
        ("Tia Denning", True),
        ("Carol Denning", False),
        ("Mrs C. Denning", False),
        ("Mrs Denning", False),
        ("Tia Wilk", True),
    ],
)
def test_whoever_may_be_the_one_who_is_left_out_does_not_stand_by_their_office(
    session: Session, hidden: str, stands: bool
) -> None:
    left_out = SomebodyThere(PersonRef(None, hidden), Footing.THIRD_PARTY, False, False, (hidden,))
    found = acting_in(session, "Decided by Mrs Carol Denning.", [left_out])
    assert [one.names for one in found] == ([("Carol Denning",)] if stands else [])
    assert acting_in(session, "Decided by Mrs Denning.", [left_out]) == ()


def test_the_matrix() -> None:
    for audience in Audience:
        named = {footing for footing in Footing if may_be_named(audience, footing)}
        if audience in WHOLE:
            assert named == set(Footing) and keeps_pictures(audience)
            continue
        assert not keeps_pictures(audience)
        expected = {Footing.SUBJECT, Footing.STAFF, Footing.FAMILY}
        assert named == expected - ({Footing.FAMILY} if audience is Audience.SUBJECT_ACCESS else set())
    for audience in Audience:
        asked = {footing for footing in Footing if may_be_named(audience, footing, asked_not_to=True)}
        assert asked == {Footing.SUBJECT}
    assert [letter_of(at, Footing.CHILD) for at in (0, 24, 25)] == ["Child B", "Child Z", "Child AA"]


@pytest.mark.parametrize("audience", LETTERED)
def test_a_form_and_a_chronology_about_one_child_are_no_copy_of_anothers(
    there: Group, audience: Audience
) -> None:
    session, tomasz, reece = there.session, there.people["tomasz"], there.people["reece"]
    form, _ = referrals.begin(session, there.incident, tomasz, "child_referral", tomasz)
    lines = ChronologyPaper(tomasz.reference, Compartment.DAILY, everything=True)  # type: ignore[arg-type]
    for inner in (ReferralPaper(form), lines):
        with pytest.raises(RuleViolation) as refused:
            paper.issue(session, AudiencePaper(inner, audience, (reece,)))
        assert "about somebody else" in refused.value.fields["subjects"]
    assert paper.issue(session, AudiencePaper(lines, audience, (tomasz,)))
