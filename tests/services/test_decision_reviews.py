"""A decision that is to be looked at again is due on its day, until something later takes its place."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.entries import Decision, DecisionKind, Outcome
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import entries, today
from safeguard_app.services.due import DueItem
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading, verifying
from tests.services.conftest import MadeSchool, log_incident, moment, pupil

WATCH = Decision(
    DecisionKind.MONITOR,
    "Watch",
    "Too early to say",
    "Miss Jo Abbey",
    moment("2026-09-22 15:00"),
    review_on=date(2026, 10, 6),
)


def reviews(session: Session) -> list[DueItem]:
    """What Today has of reviews."""
    page = today.today(session)
    return [item for item in (*page.before_home, *page.coming) if item.source is DueSource.REVIEW]


@pytest.fixture
def decided(made_school: MadeSchool) -> tuple[Session, Reference, MadeSchool]:
    """A concern of Tue 22 September with a decision to be looked at again on 6 October."""
    session = made_school.sign_in()
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    made_school.clock.set("2026-09-22 15:24")
    incident = log_incident(session, "CB", (tyler, "target"))
    entries.add_decision(session, incident, WATCH)
    return session, incident, made_school


def test_it_is_coming_then_due_then_late(decided: tuple[Session, Reference, MadeSchool]) -> None:
    session, incident, school = decided
    found = []
    for day in ("2026-09-23 09:00", "2026-10-06 09:00", "2026-10-07 09:00"):
        school.clock.set(day)
        found += reviews(session)

    assert [item.meaning for item in found] == [StatusMeaning.NOTE, StatusMeaning.DUE, StatusMeaning.LATE]
    assert {item.text for item in found} == {"Look at the decision again"}
    assert {item.reference for item in found} == {incident}
    assert verifying.verify(session.vault) == []


def test_a_later_decision_ends_it(decided: tuple[Session, Reference, MadeSchool]) -> None:
    session, incident, school = decided
    school.clock.set("2026-09-29 10:00")
    entries.add_decision(
        session, incident, replace(WATCH, at=moment("2026-09-29 09:30"), review_on=None, what="Stop watching")
    )

    assert reviews(session) == []


def test_a_decision_of_before_that_is_recorded_late_does_not_end_it(
    decided: tuple[Session, Reference, MadeSchool],
) -> None:
    session, incident, school = decided
    school.clock.set("2026-09-29 10:00")
    entries.add_decision(session, incident, replace(WATCH, at=moment("2026-09-22 09:30"), review_on=None))

    assert [item.when for item in reviews(session)] == ["Tue 6 Oct"]


def test_a_date_that_is_changed_moves_it_and_a_decision_taken_back_ends_it(
    decided: tuple[Session, Reference, MadeSchool],
) -> None:
    session, incident, _ = decided
    compartment = session.vault.compartment(incident.compartment)
    (entry,) = (
        one for one in reading.about(compartment.connection, incident) if isinstance(one.content, Decision)
    )
    moved = replace(WATCH, review_on=date(2026, 10, 20))
    entries.correct(session, incident, entry.reference.id, moved, "half-term")
    assert [item.when for item in reviews(session)] == ["Tue 20 Oct"]

    entries.withdraw(session, incident, entry.reference.id, "wrong record")
    assert reviews(session) == []


def test_nothing_is_due_on_a_closed_record(decided: tuple[Session, Reference, MadeSchool]) -> None:
    session, incident, school = decided
    entries.close(session, incident, Outcome.RESOLVED, "Settled")
    school.clock.set("2026-10-07 09:00")

    assert reviews(session) == []
