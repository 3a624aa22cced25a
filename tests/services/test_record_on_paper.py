"""The incident record on paper says what the record on screen says: checks kept, exhibits, reviews, severity."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.content import PageFrame
from safeguard_app.documents.incident_record import IncidentRecord
from safeguard_app.domain.contact_check import ContactQuestion, ContentSeen, Direction, Extent, Visibility
from safeguard_app.domain.declarations import StepKind
from safeguard_app.domain.evidence import CaptureFacts
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import OfficeKind, PersonRef
from safeguard_app.services import (
    contact_checks,
    declarations,
    entries,
    evidence,
    evidence_items,
    incident_pages,
    incidents,
    paper,
    referrals,
)
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.paper_incident import incident_content
from safeguard_app.services.paper_views import IncidentPaper
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil
from tests.services.test_decision_reviews import WATCH
from tests.services.test_declarations import declared, step
from tests.services.test_evidence import EVERY_FACT, permit_for, png
from tests.services.test_incidents import form
from tests.services.test_paper import words_of


def content_of(session: Session, incident: Reference) -> IncidentRecord:
    """What a record says on paper, names and all."""
    stored = incidents.current(session, incident)
    found = reading.about(session.vault.compartment(incident.compartment).connection, incident)
    return incident_content(session, stored, found, PageFrame("Baylis Lane Primary"))


@pytest.fixture
def pikes(made_school: MadeSchool) -> tuple[Session, PersonRef, PersonRef]:
    """Shona Pike and her nephew Tyler Pike, Tue 22 September; family declared, acknowledged with a protocol."""
    session = made_school.sign_in()
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    head = adult(session, "Mrs Carol Denning", "Headteacher")
    made_school.clock.set("2026-09-10 15:00")
    reference = declared(session, aunt, tyler, "2026-09-09 15:00")
    given = replace(
        step(
            StepKind.ACKNOWLEDGED_WITH_CONDITIONS,
            "2026-09-10 12:00",
            head,
            OfficeKind.HEADTEACHER,
        ),
        conditions=("No public comments",),
        protocol="Family messages only.",
    )
    declarations.add_step(session, reference, given, version=1)
    made_school.clock.set("2026-09-22 15:24")
    return session, aunt, tyler


def whole_question(aunt: PersonRef, tyler: PersonRef) -> ContactQuestion:
    """A contact of which everything was answered."""
    return ContactQuestion(
        aunt,
        tyler,
        "tiktok",
        moment("2026-09-12 19:00"),
        ended=moment("2026-09-19 20:30"),
        direction=Direction.ADULT_TO_PUPIL,
        visibility=Visibility.PUBLIC,
        extent=Extent.CONTINUING,
        how_it_came_to_light="A parent showed it at the gate",
        came_to_attention=moment("2026-09-22 08:35"),
        content_seen=ContentSeen.SEEN,
    )


def test_a_kept_check_prints_all_that_was_asked_and_what_was_agreed(
    pikes: tuple[Session, PersonRef, PersonRef],
) -> None:
    session, aunt, tyler = pikes
    incident = log_incident(session, "SPC", (aunt, "adult_of_concern"), (tyler, "child_contacted"))
    contact_checks.keep(session, incident, contact_checks.check(session, whole_question(aunt, tyler)))
    (kept,) = contact_checks.kept(session, incident)

    (printed,) = content_of(session, incident).contact_checks
    words = words_of(paper.preview(session, IncidentPaper(incident)).pdf)

    assert [(line.question, line.answer.words) for line in printed.facts] == list(kept.view.facts)  # type: ignore[union-attr]
    assert [label for label, _ in kept.view.facts] == [
        "Adult",
        "Pupil",
        "Contact",
        "Until",
        "Where",
        "Who contacted whom",
        "Who could see it",
        "Once or over time",
        "Content seen",
        "Came to light",
        "Came to attention",
    ]
    for label, said in kept.view.facts:
        assert f"{label} {said}" in words
    assert "aged 8" in dict(kept.view.facts)["Pupil"]
    assert words.count("under these conditions: No public comments.") == 1
    assert "Conditions: No public comments" not in words, "the sentence above has said so"
    assert "Agreed protocol: Family messages only." in words
    assert "Policy 004 §6.7, 004 §6.8, 004 §6.9." in words
    assert printed.detail.count(dict(kept.view.facts)["Contact"]) <= 1, "the time is not said twice"


def test_two_checks_kept_name_their_two_people_each(pikes: tuple[Session, PersonRef, PersonRef]) -> None:
    session, aunt, tyler = pikes
    demi = pupil(session, "Demi Pike", date(2016, 5, 3), "Year 6", "6A")
    incident = log_incident(session, "SPC", (aunt, "adult_of_concern"), (tyler, "child_contacted"))
    for child in (tyler, demi):
        verdict = contact_checks.check(session, whole_question(aunt, child))
        contact_checks.keep(session, incident, verdict)

    first, second = content_of(session, incident).contact_checks

    assert [(line.question, line.answer.words.partition(",")[0]) for line in first.facts[:2]] == [  # type: ignore[union-attr]
        ("Adult", "Shona Pike"),
        ("Pupil", "Tyler Pike"),
    ]
    assert second.facts[1].answer.words.startswith("Demi Pike,")  # type: ignore[union-attr]
    lines = [one.line for one in contact_checks.kept(session, incident)]
    assert [line.partition(" on")[0] for line in lines] == ["First verdict", "First verdict"]


def test_a_withheld_name_stays_out_of_checks_and_exhibits_on_paper(
    pikes: tuple[Session, PersonRef, PersonRef],
) -> None:
    session, aunt, tyler = pikes
    anna = PersonRef(None, "Mrs Anna Hallam", "Parent of a Year 4 pupil")
    incident = log_incident(
        session,
        "SPC",
        (aunt, "adult_of_concern"),
        (tyler, "child_contacted"),
        (anna, "reporter"),
        withheld="reporter",
    )
    question = replace(whole_question(aunt, tyler), how_it_came_to_light="Anna Hallam showed it")
    contact_checks.keep(session, incident, contact_checks.check(session, question))
    facts = CaptureFacts(what="Comment", device="Telephone", device_owner="Mrs Hallam", supplied_by="Anna")
    evidence.take_in_bytes(session, permit_for(session, incident), png(), "a.png", facts)

    words = words_of(paper.preview(session, IncidentPaper(incident)).pdf)
    own = words_of(paper.preview(session, IncidentPaper(incident, names_withheld=False)).pdf)

    assert "Hallam" not in words
    assert "Anna" not in words
    assert "Came to light [name withheld] showed it" in words
    assert "Anna Hallam showed it" in own
    assert "Mrs Hallam" in own


def test_an_exhibit_prints_every_fact_the_record_shows(
    pikes: tuple[Session, PersonRef, PersonRef],
) -> None:
    session, _, tyler = pikes
    incident = log_incident(session, "TR", (tyler, "target"))
    evidence.take_in_bytes(session, permit_for(session, incident), png(), "a.png", EVERY_FACT)
    (shown,) = evidence_items.exhibits(session, incident).items

    (printed,) = content_of(session, incident).evidence
    words = words_of(paper.preview(session, IncidentPaper(incident)).pdf)

    elsewhere = ("what", "captured_at", "captured_by")
    expected = tuple(f"{one.label}: {one.words}" for one in shown.fact_lines if one.field not in elsewhere)
    assert printed.facts == expected
    assert len(expected) == 15
    for said in ("Sat 20:14", "@deanh", "Facebook", "iPad 7", "Mr Hollis", "A grandmother", "telephone"):
        assert said in words
    assert words.count("https://social.example/groups/1") == 1
    assert words.count("Ms Nandra") == 1


def test_a_decisions_review_is_printed(pikes: tuple[Session, PersonRef, PersonRef]) -> None:
    session, _, tyler = pikes
    incident = log_incident(session, "CB", (tyler, "target"))
    entries.add_decision(session, incident, WATCH)

    (printed,) = content_of(session, incident).decisions

    assert "To be looked at again on Tue 6 Oct 2026." in printed.decided


def test_an_owner_without_a_date_and_a_reason_without_a_severity_are_shown_and_printed(
    pikes: tuple[Session, PersonRef, PersonRef],
) -> None:
    session = pikes[0]
    ready = form(
        session,
        told=Typed("", moment("2026-09-22 08:35")),
        reached_lead=Typed("", moment("2026-09-22 09:10")),
        happened=Typed("", moment("2026-09-21 19:00")),
        review_owner="Mr Tom Reed",
        severity_reason="Waits for what the parent says",
    )
    incident = incidents.file(session, ready)[0]

    page = incident_pages.open_record(session, incident)
    words = words_of(paper.preview(session, IncidentPaper(incident)).pdf)

    shown = {line.label: line.words for line in page.circumstances}
    assert shown["Review"] == "No date set, Mr Tom Reed"
    assert shown["Severity"] == "Not chosen. Waits for what the parent says"
    for label in ("Review", "Severity"):
        assert f"{label} {shown[label]}" in words
    assert "reached the Designated Safeguarding Lead Tue 22 Sep 2026, 09:10" in words
    assert "reached me" not in words


def test_what_the_lead_is_kept_from_is_not_said_to_have_reached_them(made_school: MadeSchool) -> None:
    session = made_school.sign_in("head")
    told = Typed("", moment("2026-09-07 07:30"))
    concern = form(session, about_lead=True, reached_lead=told, told=told, happened=told)
    incident = incidents.file(session, concern)[0]

    assert incident.compartment is Compartment.NOT_DSL
    clocks = incident_pages.open_record(session, incident).clocks
    assert [one.how_known for one in clocks if "reached" in one.how_known] == [
        "reached Mrs Carol Denning Mon 7 Sep 2026, 07:30"
    ]


def test_a_term_of_the_nation_keeps_its_letters_in_the_title_and_a_form_that_names_nobody_says_so(
    made_school: MadeSchool,
) -> None:
    session = made_school.sign_in()
    prevent = content_of(
        session, log_incident(session, "PV", (PersonRef(None, "Leon Marsh"), "child_of_concern"))
    )
    troll = log_incident(session, "TR", (PersonRef(None, "Ms Priya Nandra"), "target"))
    referrals.begin(session, troll, None, "serious_breach", None)
    said = content_of(session, troll)
    assert prevent.title == "Incident record: Prevent concern"
    assert said.title == "Incident record: trolling"
    assert "Names nobody." in said.referrals[0]
    assert ", about" not in said.referrals[0]
