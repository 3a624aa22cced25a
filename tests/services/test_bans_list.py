"""The bans in force in words: in the order in which they are looked at, what is near, and what no key shows."""

from dataclasses import replace
from datetime import date

from safeguard_app.domain.entries import Outcome
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.responses import BanOutcome, RungKind
from safeguard_app.services import bans_list, entries, incidents, responses
from safeguard_app.services.bans_list import ban_lines, response_numbers
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from tests.services.conftest import MadeSchool, adult, log_incident
from tests.services.test_responses import HALLOWAY, TERMS, called, record, school, step, the_ban

__all__ = ["record", "school"]


def test_a_ban_is_told_with_its_days_and_what_comes_next(
    school: MadeSchool, record: tuple[Session, Reference]
) -> None:
    session, incident = record
    assert ban_lines(session) == ()
    school.clock.set("2026-09-17 12:00")
    responses.add_step(session, incident, step("ban", RungKind.BAN, "2026-09-17 11:00", ban=TERMS))
    (line,) = ban_lines(session)
    assert line.person == HALLOWAY.name and line.days == "From Thu 17 Sep 2026 until Fri 18 Dec 2026"
    assert line.status.words == "Provisional, may be answered until Thu 24 Sep 2026" and line.near
    school.clock.set("2026-09-25 12:00")
    decided = replace(TERMS, outcome=BanOutcome.CONFIRMED, review_on=date(2026, 11, 27))
    responses.add_step(
        session, incident, step("ban_decision", RungKind.BAN_DECISION, "2026-09-25 11:00", ban=decided)
    )
    entries.close(session, incident, Outcome.RESOLVED, "The posts are gone.")
    (line,) = ban_lines(session)
    assert (line.status.meaning, line.near) == (StatusMeaning.NOTE, False), "a closed record has it as well"
    school.clock.set("2026-11-13 12:00")
    assert ban_lines(session)[0].near and ban_lines(session)[0].status.meaning is StatusMeaning.DUE
    school.clock.set("2026-11-28 12:00")
    assert ban_lines(session)[0].status.meaning is StatusMeaning.LATE
    school.clock.set("2026-12-19 12:00")
    assert ban_lines(session) == ()


def test_one_that_was_kept_without_a_review_date_says_so(
    school: MadeSchool, record: tuple[Session, Reference]
) -> None:
    """The form asks for one by now; a ban of an older log may have none."""
    session, incident = record
    school.clock.set("2026-09-25 12:00")
    responses.add_step(session, incident, step("ban", RungKind.BAN, "2026-09-17 11:00", ban=TERMS))
    decided = replace(TERMS, outcome=BanOutcome.CONFIRMED, review_on=date(2026, 11, 27))
    responses.add_step(
        session, incident, step("ban_decision", RungKind.BAN_DECISION, "2026-09-25 11:00", ban=decided)
    )
    ban = the_ban(session, incident)
    bare = replace(ban, terms=replace(ban.terms, review_on=None))
    on = date(2026, 9, 25)
    assert bans_list._status(bare, on).words == bans_list.NO_REVIEW and bans_list._is_near(bare, on)
    assert not bans_list._is_near(ban, on)


def test_the_numbers_for_governors_count_records_and_bans_once(
    school: MadeSchool, record: tuple[Session, Reference]
) -> None:
    session, incident = record
    assert (response_numbers(session).ladder_cases, response_numbers(session).bans) == (0, 0)
    school.clock.set("2026-09-17 12:00")
    responses.add_step(session, incident, called())
    responses.add_step(session, incident, step("ban", RungKind.BAN, "2026-09-17 11:00", ban=TERMS))
    found = response_numbers(session)
    assert (found.ladder_cases, found.bans) == (1, 1)
    incidents.enter_in_error(session, incident, "Entered twice.")
    found = response_numbers(session)
    assert (found.ladder_cases, found.bans) == (0, 0)


def test_what_no_key_shows_is_in_no_list_and_no_number(school: MadeSchool) -> None:
    session = school.sign_in("head")
    idris = adult(session, "Mr Idris Vaughan", "Caretaker")
    incident = log_incident(session, "TR", (idris, "adult_of_concern"), (HALLOWAY, "author"))
    school.clock.set("2026-09-17 12:00")
    responses.add_step(session, incident, step("ban", RungKind.BAN, "2026-09-17 11:00", ban=TERMS))
    assert len(ban_lines(session)) == 1
    deputy = school.sign_in("deputy")
    assert ban_lines(deputy) == () and response_numbers(deputy).ladder_cases == 0
