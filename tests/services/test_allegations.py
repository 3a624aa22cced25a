"""Allegation files: locked until somebody agreed, five parts in versions, printed, and nobody decides on themselves."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from safeguard_app.domain.allegations import (
    AllegationOutcome,
    AllegationTerm,
    Duties,
    DutyDecision,
    DutyState,
    InsteadOfSuspension,
    Investigation,
    InvestigationState,
    Management,
    MayTell,
    Suspension,
    SuspensionState,
)
from safeguard_app.domain.entries import Consulted, Decision, DecisionKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import allegations, entries, names_left, paper, search, today, wrong_person
from safeguard_app.services.allegations import FilesView, FileView
from safeguard_app.services.paper_views import IncidentPaper
from safeguard_app.services.session import Session
from safeguard_app.vault import verifying
from tests.documents.reading import pages
from tests.services.conftest import MadeSchool, log_incident, moment

JOEL = PersonRef(None, "Joel Larkspur", "Teaching assistant")
FREYA = PersonRef(None, "Freya Kestrel", "Year 10")
AT = moment("2026-10-05 11:00")
MANAGED = Management(
    "Mrs Carol Denning",
    "",
    (Consulted("Ms Ayo", "Eastmarch", AT, "Do not speak to him."),),
    (MayTell("Parents", "That it was passed on", "After the meeting"),),
)
WAITS = Investigation(InvestigationState.LOCKED, (), "", not_known(), "For the meeting.")
AGREED = Investigation(InvestigationState.MAY_BEGIN, ("police",), "PC Hart", AT, "Staff only.")
AWAY = Suspension(
    SuspensionState.SUSPENDED,
    "He cannot be kept apart from her.",
    "Mrs Carol Denning",
    AT,
    date(2026, 10, 19),
    (InsteadOfSuspension("redeployed", "There is no other site."),),
)
ENDED = AllegationOutcome(AllegationTerm.SUBSTANTIATED, "The messages are his.", "Mrs Carol Denning", AT)
NOT_YET = DutyDecision(DutyState.NOT_YET, "", not_known())
MADE = DutyDecision(DutyState.MADE, "Dismissed for it.", AT)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    made_school.clock.set("2026-10-05 12:00")
    return made_school.sign_in()


@pytest.fixture
def incident(session: Session) -> Reference:
    return log_incident(session, "SPC", (JOEL, "adult_of_concern"), (FREYA, "child_contacted"))


def view(session: Session, incident: Reference) -> FilesView:
    return allegations.files_of(session, incident, asked=True)


def only(session: Session, incident: Reference) -> FileView:
    (file,) = view(session, incident).files
    return file


def give(session: Session, incident: Reference, part: Any, adult: PersonRef = JOEL) -> None:
    allegations.give(session, incident, adult, part, replacing=only(session, incident).version)


def words(session: Session, incident: Reference) -> str:
    return "\n".join(line for part in only(session, incident).parts for line in part.lines)


def test_nobody_investigates_until_somebody_named_agreed(session: Session, incident: Reference) -> None:
    assert not view(session, incident).lock_heading, "a concern alone is no allegation yet"
    give(session, incident, MANAGED)
    assert view(session, incident).lock_heading == "Do not interview or investigate yet"
    assert "LADO" in view(session, incident).lock_text
    give(session, incident, WAITS)
    assert only(session, incident).locked
    for half, field in (
        (replace(AGREED, agreed_by=()), "agreed_by"),
        (replace(AGREED, who=" "), "who"),
        (replace(AGREED, at=not_known()), "at"),
    ):
        with pytest.raises(RuleViolation) as refused:
            give(session, incident, half)
        assert field in refused.value.fields
    assert only(session, incident).locked
    give(session, incident, AGREED)
    assert not view(session, incident).lock_heading
    assert "Agreed by: Police, PC Hart" in words(session, incident)
    give(session, incident, replace(WAITS, terms="The police asked to wait after all."))
    assert only(session, incident).locked
    assert verifying.verify(session.vault) == []


def test_a_decision_that_the_threshold_may_be_met_locks_before_there_is_a_file(
    session: Session, incident: Reference
) -> None:
    met = Decision(DecisionKind.HARM_THRESHOLD_MET, "Referred.", "Secrecy.", "Mrs Carol Denning", AT)
    entries.add_decision(session, incident, met)
    assert view(session, incident).lock_heading
    assert view(session, incident).begun == 0


def test_the_rule_says_who_manages_the_case(session: Session, incident: Reference) -> None:
    name, _ = view(session, incident).manager
    assert name
    with pytest.raises(RuleViolation) as refused:
        give(session, incident, replace(MANAGED, manager="Mr Somebody Else"))
    assert "why_other" in refused.value.fields
    with pytest.raises(RuleViolation) as refused:
        give(session, incident, replace(MANAGED, manager="Mr Joel Larkspur, TA", why_other="x"))
    assert "manager" in refused.value.fields
    give(session, incident, replace(MANAGED, manager="Mr Somebody Else", why_other="She is away"))
    assert "Why not the Headteacher: She is away" in words(session, incident)


def test_suspension_asks_first_what_was_considered_and_its_review_is_due(
    session: Session, incident: Reference
) -> None:
    for half, field in (
        (replace(AWAY, considered=()), "considered"),
        (replace(AWAY, review_on=None), "review_on"),
    ):
        with pytest.raises(RuleViolation) as refused:
            give(session, incident, half)
        assert field in refused.value.fields
    give(session, incident, AWAY)
    give(session, incident, replace(AWAY, review_on=date(2026, 10, 12)))
    assert reminders(session) == ["Look at the suspension of Joel Larkspur again"], "moved, and not doubled"
    assert "A neutral act" in words(session, incident)
    give(session, incident, replace(AWAY, state=SuspensionState.LIFTED, reason="He may come back."))
    assert reminders(session) == []


def reminders(session: Session) -> list[str]:
    page = today.today(session)
    return [one.text for one in (*page.before_home, *page.coming) if "suspension" in one.text]


def test_a_duty_that_applies_is_not_said_not_to(session: Session, incident: Reference) -> None:
    both = Duties(("removed", "harm"), replace(MADE, state=DutyState.NO_DUTY), NOT_YET)
    with pytest.raises(RuleViolation) as refused:
        give(session, incident, both)
    assert "barring_state" in refused.value.fields
    give(session, incident, replace(both, barring=MADE))
    assert "Disclosure and Barring Service (DBS): referral made, Mon 5 Oct 2026" in words(session, incident)
    with pytest.raises(RuleViolation) as refused:
        give(session, incident, replace(both, barring=replace(MADE, reason=" ")))
    assert "barring_reason" in refused.value.fields


def test_the_file_is_printed_and_found(session: Session, incident: Reference) -> None:
    give(session, incident, MANAGED)
    give(session, incident, ENDED)
    assert not only(session, incident).locked, "it has ended"
    said = " ".join(" ".join(pages(paper.preview(session, IncidentPaper(incident)).pdf)).split())
    assert "Allegation file" in said and "The messages are his" in said
    assert search.search(session, "passed").rows


def test_whoever_is_taken_off_takes_the_file_along(session: Session, incident: Reference) -> None:
    give(session, incident, MANAGED)
    give(session, incident, replace(WAITS, terms="For Freya Kestrel to be spoken to."))
    assert "Allegation file about Joel Larkspur" in names_left.where_named(session, incident, FREYA)
    wrong_person.take_off_person(session, incident, JOEL, "Another Joel")
    assert view(session, incident).files == ()


def test_a_record_about_no_adult_here_has_no_file(session: Session) -> None:
    record = log_incident(session, "CB", (FREYA, "target"))
    assert not allegations.files_of(session, record, asked=False).is_shown
