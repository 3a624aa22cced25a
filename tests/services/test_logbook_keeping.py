"""Which registers the school keeps: switched one by one; off keeps entries and takes no more."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.logbooks import EntryAnswer
from safeguard_app.services import logbook_keeping, logbooks, school
from safeguard_app.services.logbook_facts import NotKept
from safeguard_app.services.logbook_lists import logbook_page, overview
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool

TALK = (
    EntryAnswer("what", ("parents",)),
    EntryAnswer("title", ("Evening about phones",)),
    EntryAnswer("done_on", day=date(2026, 9, 30)),
)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def kept(session: Session) -> dict[str, bool]:
    """Which registers are kept."""
    return {one.logbook: one.kept for one in logbook_keeping.switches(session)}


def test_attestations_and_training_are_off_until_switched_on(session: Session) -> None:
    assert {name for name, on in kept(session).items() if not on} == {"attestations", "training"}
    logbook_keeping.switch(session, "training", kept=True)
    assert kept(session)["training"]
    assert any(row.logbook == "training" for row in overview(session).rows)
    logbook_keeping.switch(session, "training", kept=False)
    assert not kept(session)["training"]
    assert session.school.logbooks_on == ()


def test_one_switched_off_keeps_its_entries_and_takes_no_more(session: Session) -> None:
    logbooks.enter(session, "prevention", TALK)
    logbook_keeping.switch(session, "prevention", kept=False)
    row = next(row for row in overview(session).rows if row.logbook == "prevention")
    assert (row.kept, row.status.words, row.entries) == (False, "Not kept any more", 1)
    page = logbook_page(session, "prevention")
    assert (len(page.rows), page.may_enter) == (1, False)
    with pytest.raises(NotKept):
        logbooks.enter(session, "prevention", TALK)
    logbook_keeping.switch(session, "moderation", kept=False)
    assert not any(row.logbook == "moderation" for row in overview(session).rows)


def test_it_is_one_event_and_outlives_a_change_of_the_schools_details(
    made_school: MadeSchool, session: Session
) -> None:
    before = session.vault.daily.head.number
    logbook_keeping.switch(session, "prevention", kept=False)
    assert not logbook_keeping.switch(session, "prevention", kept=False).kinds
    assert session.vault.daily.head.number == before + 1
    events = reading.events_of_kind(session.vault.daily.connection, EventKind.SCHOOL_CHANGED)
    assert len(events) == 1
    school.change(session, replace(session.school, phone="01632 960199", logbooks_off=()))
    again = made_school.sign_in()
    assert (again.school.phone, again.school.logbooks_off) == ("01632 960199", ("prevention",))


def test_a_register_that_a_key_does_not_open_is_not_there_to_switch(made_school: MadeSchool) -> None:
    assert "staff-measures" not in kept(made_school.sign_in("deputy"))
    assert "staff-measures" in kept(made_school.sign_in("head"))
