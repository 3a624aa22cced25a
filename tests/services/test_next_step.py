"""The one next step of a record: what presses first, then triage, a decision, what is to be done, closing."""

from dataclasses import replace
from datetime import date

import pytest

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
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Severity
from safeguard_app.domain.moments import not_known
from safeguard_app.services import entries, incident_correction, incident_lists, incident_pages, incidents
from safeguard_app.services.incident_lists import IncidentFilter
from safeguard_app.services.next_step import NextAct, NextStep
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil

AT = moment("2026-10-12 08:50")
WATCH = Decision(DecisionKind.MONITOR, "Watch.", "It is early.", "Miss Jo Abbey", AT)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def filed(session: Session, category: str = "NS") -> Reference:
    """A record that names one pupil."""
    return log_incident(session, category, (pupil(session, "Tyler Pike", date(2018, 3, 4)), "target"))


def step(session: Session, record: Reference) -> NextStep | None:
    """What is offered at its head."""
    return incident_pages.open_record(session, record).next_step


def act(session: Session, record: Reference) -> NextAct | None:
    """What it opens."""
    found = step(session, record)
    return found.act if found is not None else None


def _told_all(session: Session, record: Reference) -> None:
    """Everybody whom a clock asks to tell."""
    while (found := step(session, record)) is not None and found.act is NextAct.TELL:
        assert found.whom is not None
        entries.add_telling(session, record, Telling(found.whom, "Somebody", TellingState.TOLD, AT))


def test_who_has_to_be_told_comes_before_sorting_and_deciding(session: Session) -> None:
    record = log_incident(
        session, "SPC", (adult(session, "Shona Pike", "Midday supervisor"), "adult_of_concern")
    )
    first = step(session, record)
    assert first is not None and first.act in (NextAct.TELL, NextAct.NOTE)
    assert "head" in first.words.lower() and first.text


def test_a_record_goes_from_triage_to_closing(session: Session) -> None:
    record = filed(session, "CB")
    _told_all(session, record)
    assert act(session, record) is NextAct.TRIAGE
    incident_correction.set_triage(session, record, Severity.LOW, "No harm", "CB", "Triage")
    assert act(session, record) is NextAct.DECIDE
    entries.add_decision(session, record, WATCH)
    entries.add_action(session, record, Action("Ask the tutor", "Miss Jo Abbey"))
    todo = step(session, record)
    assert todo is not None and todo.act is NextAct.DONE and todo.words == "Ask the tutor"
    entries.complete_action(session, record, todo.action, "Asked.")  # type: ignore[arg-type]
    assert act(session, record) is NextAct.CLOSE
    entries.close(session, record, Outcome.RESOLVED, "It has stopped.")
    assert step(session, record) is None


def test_not_sorted_yet_is_sorted_even_after_a_decision(session: Session) -> None:
    record = filed(session)
    _told_all(session, record)
    entries.add_decision(session, record, WATCH)
    assert act(session, record) is NextAct.TRIAGE


def test_a_decision_to_refer_offers_the_referral_until_somebody_was_reached(session: Session) -> None:
    record = filed(session, "CB")
    _told_all(session, record)
    entries.add_decision(session, record, replace(WATCH, kind=DecisionKind.REFER))
    assert act(session, record) is NextAct.REFER
    entries.add_telling(session, record, Telling(Whom.SOCIAL_CARE, "Front door", TellingState.TOLD, AT))
    assert act(session, record) is NextAct.CLOSE
    other = filed(session, "CB")
    _told_all(session, other)
    entries.add_decision(session, other, replace(WATCH, kind=DecisionKind.REFER))
    entries.add_note(session, other, Note(NoteKind.POLICE, AT, "Rang 101."))
    assert act(session, other) is NextAct.CLOSE


def test_a_review_that_has_come_is_offered_and_one_to_come_waits(
    session: Session, made_school: MadeSchool
) -> None:
    record = filed(session, "CB")
    _told_all(session, record)
    entries.add_decision(session, record, replace(WATCH, review_on=date(2026, 10, 16)))
    assert step(session, record) is None, "it waits for its day"
    made_school.clock.set("2026-10-16 09:00")
    found = step(session, record)
    assert found is not None and found.short == "review"


def test_nothing_is_closed_while_somebody_is_held(session: Session) -> None:
    record = filed(session, "CB")
    _told_all(session, record)
    entries.add_decision(session, record, WATCH)
    held = Telling(
        Whom.CHILD, "Tyler", TellingState.HELD, not_known(), advised_by="Ms Hale", until=date(2026, 10, 20)
    )
    entries.add_telling(session, record, held)
    assert step(session, record) is None


def test_a_long_action_is_shortened_and_told_whole(session: Session) -> None:
    record = filed(session, "CB")
    _told_all(session, record)
    entries.add_decision(session, record, WATCH)
    what = "Ask the tutor of the class whether anybody else has seen the comments under the video"
    entries.add_action(session, record, Action(what, "Mr Reed"))
    found = step(session, record)
    assert found is not None and len(found.words) <= 40 and found.words.endswith("…") and found.text == what


def test_a_list_says_what_comes_next_where_nothing_presses(session: Session) -> None:
    record = filed(session, "CB")
    _told_all(session, record)
    entries.add_note(session, record, Note(NoteKind.CALL, AT, "Rang."))
    (row,) = incident_lists.rows(session, IncidentFilter())
    assert row.status in ("Open: triage", "Parents told", "Due today"), row.status
    incident_correction.set_triage(session, record, Severity.LOW, "No harm", "CB", "Triage")
    line = incident_lists.all_lines(session)[0][1]
    assert incident_lists._with_next(session, line, "Open") == "Open: decide"
    assert incident_lists._with_next(session, line, "Late") == "Late"


def test_nothing_is_offered_on_a_record_in_error(session: Session) -> None:
    record = filed(session, "CB")
    incidents.enter_in_error(session, record, "Another child.")
    assert step(session, record) is None
