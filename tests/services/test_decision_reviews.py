"""A decision that is to be looked at again is due on its day, until something later takes its place."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.entries import Decision, DecisionKind, Outcome
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.school import DaysKind, SchoolDays
from safeguard_app.services import entries, today
from safeguard_app.services.decision_rules import review_day
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


@pytest.mark.parametrize(
    ("at", "days", "proposed"),
    [
        ("2026-09-22 15:00", 14, date(2026, 10, 6)),
        ("2026-10-12 15:00", 14, date(2026, 11, 2)),  # 26 October begins half term
        ("2026-12-15 15:00", 14, date(2027, 1, 5)),  # between two terms, and past New Year
        ("2026-10-24 15:00", 7, date(2026, 11, 2)),  # a Saturday
        ("2027-03-22 15:00", 7, date(2027, 3, 30)),  # no term is entered: the Tuesday after Easter Monday
    ],
)
def test_a_day_on_which_the_school_is_open_is_proposed(
    made_school: MadeSchool, at: str, days: int, proposed: date
) -> None:
    session = made_school.sign_in()
    terms = (
        SchoolDays(DaysKind.TERM, "Term", date(2026, 9, 2), date(2026, 12, 18)),
        SchoolDays(DaysKind.HALF_TERM, "Half term", date(2026, 10, 26), date(2026, 10, 30)),
        SchoolDays(DaysKind.TERM, "Term", date(2027, 1, 5), date(2027, 2, 12)),
    )
    stored = session.vault.school()
    with session.vault.daily.write(EventKind.SCHOOL_CHANGED, session.user.id, session.now()) as work:
        work.put(stored.reference.id, replace(stored.content, days=terms), replacing=stored.number)
    session.refresh()
    made_school.clock.set(at)
    assert review_day(session, days) == proposed


def test_the_catalogue_says_for_every_decision_when_it_is_looked_at_again(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    days = {
        one.code: one.review_days for one in session.catalogue.choices(ListName.DECISIONS, session.nation)
    }
    assert set(days) == set(DecisionKind)
    assert {code for code, after in days.items() if not after} == {DecisionKind.NO_FURTHER_ACTION}
