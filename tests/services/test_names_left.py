"""Wrong person: every place where their name stays, because somebody typed it, is named before they are taken off."""

import dataclasses
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from safeguard_app.domain.contact_check import ContactQuestion
from safeguard_app.domain.entries import (
    Action,
    Decision,
    DecisionKind,
    Note,
    NoteKind,
    Outcome,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Answer, Incident, Participant
from safeguard_app.domain.people import Person, PersonKind, PersonRef
from safeguard_app.services import (
    contact_checks,
    entries,
    evidence,
    incident_pages,
    incidents,
    people,
    referrals,
    wrong_person,
)
from safeguard_app.services.evidence_views import IntakePermit
from safeguard_app.services.names_left import where_named
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil
from tests.services.test_evidence import png

AT = "2026-10-12 08:00"
WHEN = "Mon 12 Oct 2026, 08:00"
WHY = "Another pupil of that name."


class Case:
    """A record with the wrong pupil and an adult with the same surname on it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.wrong = pupil(session, "Tyler Pike", date(2016, 5, 1))
        self.aunt = adult(session, "Shona Pike", "Midday supervisor")
        self.record: Reference = log_incident(
            session, "SPC", (self.wrong, "child_contacted"), (self.aunt, "adult_of_concern")
        )

    def places(self) -> tuple[str, ...]:
        """Where the name would stay."""
        return where_named(self.session, self.record, self.wrong)

    def correct(self, **changes: Any) -> None:
        """A further version of the record."""
        stored = incidents.current(self.session, self.record)
        incidents.correct(
            self.session, self.record, replace(stored.content, **changes), "As said.", replacing=stored.number
        )


@pytest.fixture
def case(made_school: MadeSchool) -> Case:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return Case(made_school.sign_in())


def test_nothing_is_said_where_nobody_typed_the_name(case: Case) -> None:
    assert case.places() == ()


def test_what_the_program_takes_away_itself_is_not_named(case: Case) -> None:
    """Their own place among the people, the check about them, who was told first."""
    question = ContactQuestion(
        case.aunt, case.wrong, "tiktok", moment(AT), how_it_came_to_light="Tyler told us"
    )
    contact_checks.keep(case.session, case.record, contact_checks.check(case.session, question))
    stored = incidents.current(case.session, case.record).content
    case.correct(attention=replace(stored.attention, first_told=case.wrong, told_by=case.wrong.name))
    assert case.places() == ()


def _note(case: Case, **words: Any) -> None:
    note = replace(Note(NoteKind.CALL, moment(AT), "Spoke about it."), **words)
    entries.add_note(case.session, case.record, note)


def _told(case: Case, **words: Any) -> None:
    telling = Telling(Whom.PARENT, "Anna Hallam", TellingState.TOLD, moment(AT))
    entries.add_telling(case.session, case.record, replace(telling, **words))


def _decided(case: Case, **words: Any) -> None:
    decision = Decision(DecisionKind.MONITOR, "Watch", "To see", "Miss Jo Abbey", moment(AT))
    entries.add_decision(case.session, case.record, replace(decision, **words))


def _exhibit(case: Case) -> None:
    permit = evidence.declare(case.session, case.record, IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(permit, IntakePermit)
    evidence.take_in_bytes(case.session, permit, png(), "a.png", CaptureFacts(what="Tyler’s page"))


def _closed(case: Case) -> None:
    entries.close(case.session, case.record, Outcome.RESOLVED, "Tyler is safe.", "")


def _check_of_another(case: Case) -> None:
    other = pupil(case.session, "Demi Lowe", date(2016, 5, 2))
    question = ContactQuestion(case.aunt, other, "tiktok", moment(AT), how_it_came_to_light="Tyler told us")
    contact_checks.keep(case.session, case.record, contact_checks.check(case.session, question))


def _referral(case: Case) -> None:
    referral = referrals.begin(case.session, case.record)[0]
    referrals.answer(case.session, referral, "adult_address", "With Tyler’s mother", version=1)


def _beside_another(case: Case) -> None:
    mother = PersonRef(None, "Anna Hallam", "Tyler’s mother")
    people_here = incidents.current(case.session, case.record).content.participants
    case.correct(participants=(*people_here, Participant(mother, "parent")))


CALL = f"Telephone call, {WHEN}"
PLACES: dict[str, tuple[Callable[[Case], object], str]] = {
    "who was told": (lambda case: _told(case, name="Tyler Pike’s mother"), f"Who was told, {WHEN}"),
    "held": (
        lambda case: _told(
            case, state=TellingState.HELD, advised_by="Tyler’s social worker", until=date(2026, 10, 20)
        ),
        f"Who was told, {WHEN}",
    ),
    "what they were told": (lambda case: _told(case, what="That Tyler was seen"), f"Who was told, {WHEN}"),
    "what they answered": (lambda case: _told(case, response="Tyler was at home"), f"Who was told, {WHEN}"),
    "a note": (lambda case: _note(case, text="Tyler rang."), CALL),
    "with whom": (lambda case: _note(case, with_whom="tyler pike"), CALL),
    "advice": (lambda case: _note(case, advised="Speak to Tyler"), CALL),
    "decision": (lambda case: _decided(case, reason="Tyler asked for it"), f"Decision, {WHEN}"),
    "consulted": (lambda case: _decided(case, consulted="Mr Pike, Tyler’s father"), f"Decision, {WHEN}"),
    "action": (
        lambda case: entries.add_action(case.session, case.record, Action("Ring Tyler", "Jo", None)),
        "Action, entered Mon 12 Oct 2026, 09:00",
    ),
    "closing": (_closed, "Closing, Mon 12 Oct 2026, 09:00"),
    "exhibit": (_exhibit, "Exhibit Ex1"),
    "a check of another": (_check_of_another, "Contact check, Mon 12 Oct 2026, 09:00"),
    "referral": (_referral, "Referral being prepared"),
    "beside another": (_beside_another, "Who, beside Anna Hallam"),
    "danger": (lambda case: case.correct(danger_note="Tyler is at home"), "Danger now"),
    "summary": (lambda case: case.correct(summary="Tyler was written to"), "What happened"),
    "where online": (lambda case: case.correct(online_location="@tyler.pike, Tyler’s page"), "Where online"),
    "wishes": (
        lambda case: case.correct(child_wishes="Tyler wants it to stop"),
        "Child’s wishes and feelings",
    ),
    "severity": (lambda case: case.correct(severity_reason="Tyler is nine"), "Why this severity"),
    "reviewer": (lambda case: case.correct(review_owner="Tyler Pike’s tutor"), "Review"),
    "an answer": (
        lambda case: case.correct(answers=(Answer("not_in_the_catalogue", ("Tyler began it",)),)),
        "Question not_in_the_catalogue",
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_each_place_is_named(name: str, case: Case) -> None:
    write, place = PLACES[name]
    write(case)
    assert case.places() == (place,)


def test_an_account_and_the_reason_of_a_version_are_named(case: Case) -> None:
    stored = incidents.current(case.session, case.record).content
    account = replace(stored.accounts[0], text="I saw Tyler at the gate.")
    incidents.correct(
        case.session, case.record, replace(stored, accounts=(account,)), "Tyler said so.", replacing=1
    )
    assert case.places() == ("Account", "Reason of version 2")


def test_a_surname_that_somebody_else_on_the_record_bears_is_not_theirs(case: Case) -> None:
    _note(case, text="Shona Pike rang.")
    assert case.places() == ()
    wrong_person.take_off_person(case.session, case.record, case.aunt, "Somebody else.")
    assert case.places() == (CALL,), "nobody else bears it now"


def test_what_somebody_is_known_as_counts(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()
    reference, _ = people.add(session, Person("Matilda Reeve", PersonKind.PUPIL, known_as="Tilly"))
    person = people.ref_of(session, reference)
    record = log_incident(session, "CB", (person, "target"), account="Tilly came to me.")
    assert where_named(session, record, person) == ("Account",)


def test_an_entry_taken_back_is_off_the_page_already(case: Case) -> None:
    _note(case, text="Tyler rang.")
    (note,) = incident_pages.open_record(case.session, case.record).notes
    entries.withdraw(case.session, case.record, note.entry, "By mistake.")
    assert case.places() == ()


def test_looking_changes_and_notes_nothing(case: Case) -> None:
    compartment = case.session.vault.compartment(case.record.compartment)
    before = compartment.head.number
    case.places()
    assert compartment.head.number == before


def test_every_text_of_a_record_is_looked_at(case: Case) -> None:
    """Fields are walked by their types: a text that is added to a record one day is looked at too."""
    stored = incidents.current(case.session, case.record).content
    texts = [
        field.name
        for field in dataclasses.fields(Incident)
        if type(getattr(stored, field.name)) is str and field.name not in {"category", "catalogue_version"}
    ]
    assert len(texts) > 6
    for name in texts:
        if name == "entered_by":
            continue
        case.correct(**{name: "Tyler"})
        assert len(case.places()) == 1, name
        case.correct(**{name: ""})
