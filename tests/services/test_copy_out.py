"""Answers of a form laid out to be copied: in its order and wording, names left out, one event for each use."""

from functools import partial

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import copy_out, paper, referrals
from safeguard_app.services.copy_out import CopySheet
from safeguard_app.services.event_details import detail_of
from safeguard_app.services.paper_views import ReferralPaper
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.documents.reading import structure
from tests.services.conftest import MadeSchool, log_incident, moment


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    made_school.clock.set("2026-10-12 10:00")
    return made_school.sign_in()


@pytest.fixture
def referral(session: Session) -> Reference:
    """A pupil and a witness who asked not to be named."""
    record = log_incident(
        session,
        "CB",
        (PersonRef(None, "Alice Marsh"), "target"),
        (PersonRef(None, "Bob Oakley"), "alleged"),
        (PersonRef(None, "Cara Penn"), "witness"),
        account="Cara Penn saw that Bob Oakley wrote to Alice Marsh.",
        happened=moment("2026-10-11 20:00"),
        withheld="witness",
    )
    made, _ = referrals.begin(session, record, form="child_referral", child=PersonRef(None, "Alice Marsh"))
    return made


def text(sheet: CopySheet, key: str) -> str:
    return next(one.text for one in sheet.answers if one.key.partition("@")[0] == key)


def test_the_answers_stand_in_the_forms_order_and_in_its_words(session: Session, referral: Reference) -> None:
    act = partial(referrals.not_known, session, referral, "level", "Not sure")
    act(version=1)
    referrals.not_asked(session, referral, "child_religion", "so that no question leads her", version=2)
    referrals.withhold(session, referral, "child_address", "a parent must not learn it", version=3)
    view = referrals.view(session, referral)
    sheet = copy_out.sheet_of(session, referral)
    assert [one.key for one in sheet.answers] == [one.key for part in view.sections for one in part.fields]
    assert text(sheet, "level") == "Not sure"
    assert text(sheet, "child_religion") == "Not asked. so that no question leads her"
    assert text(sheet, "child_address") == "Withheld because a parent must not learn it"
    assert text(sheet, "where_now") == "Not answered yet"
    assert text(sheet, "child_name") == "Alice Marsh"
    given = {one.key for one in sheet.answers if one.given}
    assert "child_name" in given and not given & {"level", "child_religion", "child_address", "where_now"}
    states = {one.key: one.state for part in view.sections for one in part.fields}
    answers = {AnswerState.ANSWERED, AnswerState.PART}
    assert {key for key, state in states.items() if state in answers} == given, "half of one is an answer"


def test_whoever_asked_not_to_be_named_is_left_out_as_on_the_pages(
    session: Session, referral: Reference
) -> None:
    sheet = copy_out.sheet_of(session, referral)
    assert "Cara" not in " ".join(one.text for one in sheet.answers)
    printed = " ".join(structure(paper.issue(session, ReferralPaper(referral)).pdf).text.split())
    assert "Cara" not in printed
    account = text(sheet, "description")
    assert account == "[name withheld] saw that Bob Oakley wrote to Alice Marsh." and account in printed


def test_a_use_is_one_event_with_the_form_and_how_many_answers(session: Session, referral: Reference) -> None:
    sheet = copy_out.sheet_of(session, referral)
    daily = session.vault.daily
    before = reading.events(daily.connection, newest=10**9, limit=1)[0].event.number
    changes = copy_out.begun(session, sheet)
    (logged,) = reading.events(daily.connection, newest=10**9, oldest=before + 1)
    assert logged.event.kind is EventKind.REFERRAL_COPIED
    assert logged.event.facts == {"form": "child_referral", "answers": len(sheet.answers)}
    assert changes.touched
    assert detail_of(session, logged, []) == "Referral to children’s social care (MARF)"
