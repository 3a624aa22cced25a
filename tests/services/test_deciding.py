"""Deciding a declaration: what is in view when it is decided, and what the audit says of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from safeguard_app.domain.audit_trail import Event, EventKind
from safeguard_app.domain.declarations import (
    DeclarationKind,
    DeclaredPupil,
    Household,
    How,
    ParentsAware,
    StepKind,
    Teaches,
)
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.people import Handle, OfficeKind, PersonRef, Relation
from safeguard_app.services import audit_log, declarations
from safeguard_app.services.declaration_detail import detail
from safeguard_app.services.declaration_forms import Decided, DeclarationInput, StepInput
from safeguard_app.services.declaration_queue import acknowledge, awaiting
from safeguard_app.services.event_words import event_words
from safeguard_app.services.session import Session
from tests.services.conftest import PASSPHRASES, MadeSchool, adult, moment, pupil
from tests.services.test_declarations import declared, step


@pytest.fixture
def waiting(made_school: MadeSchool) -> tuple[Session, PersonRef, PersonRef]:
    """Signed in as DSL on 24 September, with Shona Pike and her nephew Tyler on the register."""
    session = made_school.sign_in()
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    made_school.clock.set("2026-09-24 15:10")
    return session, aunt, tyler


@pytest.mark.parametrize(
    ("kind", "conditions", "words"),
    [
        (StepKind.ACKNOWLEDGED, (), "Declaration acknowledged"),
        (
            StepKind.ACKNOWLEDGED_WITH_CONDITIONS,
            ("Family group only",),
            "Declaration acknowledged with conditions",
        ),
        (StepKind.REFUSED, (), "Declaration not acknowledged"),
    ],
)
@pytest.mark.parametrize("on_screen", [True, False])
def test_the_audit_names_the_decision_that_was_made(
    waiting: tuple[Session, PersonRef, PersonRef],
    made_school: MadeSchool,
    kind: StepKind,
    conditions: tuple[str, ...],
    words: str,
    *,
    on_screen: bool,
) -> None:
    session, aunt, tyler = waiting
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")
    if on_screen:
        session = made_school.sign_in("head")
        decided = Decided(reference, 1, kind, conditions=conditions)
        acknowledge(session, (decided,), PASSPHRASES["head"])
    else:
        head = PersonRef(None, "Mrs Carol Denning")
        signed = step(kind, "2026-09-24 15:05", head, OfficeKind.HEADTEACHER)
        declarations.add_step(session, reference, replace(signed, conditions=conditions), version=1)

    assert audit_log.page(session, Compartment.DAILY).rows[0].what == words


def test_a_decision_of_which_an_event_does_not_tell_is_no_acknowledgement() -> None:
    event = Event(7, datetime(2026, 9, 28, 15, tzinfo=UTC), EventKind.ACKNOWLEDGED, "a" * 32)

    assert event_words(event) == "Declaration decided"
    assert event_words(replace(event, facts={"step": "something newer"})) == "Declaration decided"


def test_who_decides_sees_what_the_register_shows(
    waiting: tuple[Session, PersonRef, PersonRef], made_school: MadeSchool
) -> None:
    session, aunt, tyler = waiting
    pupils = (
        DeclaredPupil(
            tyler,
            Relation.AUNT_OR_UNCLE,
            "aunt",
            Household.PART,
            (Handle("tiktok", "@shona.p_88"),),
            (Handle("tiktok", "@tylerp_gaming"),),
            Teaches.YES,
            ParentsAware.NO,
            "Stays with her on Fridays.",
        ),
    )
    begun = StepInput(StepKind.DECLARED, moment("2026-09-24 15:00"), How.SIGNED_PAPER, aunt)
    entered = DeclarationInput(
        DeclarationKind.FAMILY_RELATIONSHIP, aunt, pupils, (begun,), "A group chat.", "Paper copy too."
    )
    reference = declarations.enter(session, entered)[0]
    session = made_school.sign_in("head")

    waits = awaiting(session).items[0]
    shown = detail(session, reference)

    assert (waits.pupils, waits.nature, waits.note) == (shown.pupils, shown.nature, shown.note)
    assert (waits.nature, waits.note) == ("A group chat.", "Paper copy too.")
    assert dict(waits.pupils[0].facts) == {
        "Household": "Lives there part of the time",
        "Teaches or supervises": "Yes",
        "Parents know": "No",
        "Adult’s accounts": "@shona.p_88 (TikTok)",
        "Pupil’s accounts": "@tylerp_gaming (TikTok)",
        "Note": "Stays with her on Fridays.",
    }


def test_a_change_shows_no_talk_about_what_was_declared_before(
    waiting: tuple[Session, PersonRef, PersonRef], made_school: MadeSchool
) -> None:
    session, aunt, tyler = waiting
    head = PersonRef(None, "Mrs Carol Denning")
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")
    declarations.add_step(session, reference, step(StepKind.DISCUSSED, "2026-09-24 15:05", head), version=1)
    assert awaiting(session).items[0].discussed.startswith("Thu 24 Sep 2026, 15:05")
    yes = step(StepKind.ACKNOWLEDGED, "2026-09-24 15:06", head, OfficeKind.HEADTEACHER)
    declarations.add_step(session, reference, replace(yes, protocol="Family group"), version=2)
    declarations.add_step(session, reference, step(StepKind.DECLARED, "2026-09-24 15:08", aunt), version=3)

    waits = awaiting(session).items[0]

    assert (waits.is_change, waits.discussed, waits.protocol_now) == (True, "", "Family group")
