"""What is no event of the audit, one by one: every chain is as it was before. What opens or takes out leaves one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.contact_check import ContactQuestion
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import (
    audit_log,
    contact_checks,
    declaration_queue,
    help_pages,
    incident_lists,
    incident_pages,
    incidents,
    paper,
    paper_forms,
    people,
    register,
    search,
    today,
)
from safeguard_app.services.incident_lists import IncidentFilter
from safeguard_app.services.paper_views import IncidentPaper, RegisterPaper
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil

SHONA, TYLER = PersonRef(None, "Shona Pike"), PersonRef(None, "Tyler Pike")


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """A log with somebody on the register and a record in two parts."""
    session = made_school.sign_in()
    child = pupil(session, "Tyler Pike", date(2018, 3, 9))
    who = adult(session, "Shona Pike", "Midday supervisor")
    made_school.clock.set("2026-09-22 15:24")
    log_incident(session, "CB", (child, "target"))
    log_incident(session, "SPC", (who, "adult_of_concern"))
    return session


def chains(session: Session) -> dict[Compartment, tuple[int, bytes]]:
    """Number and hash of the newest event of each part."""
    return {one.id: (one.head.number, one.head.hash) for one in session.vault}


def a_record(session: Session) -> Reference:
    """The record in the daily log."""
    return next(
        reference
        for reference, _line in incident_lists.all_lines(session)
        if reference.compartment is Compartment.DAILY
    )


NO_EVENT: dict[str, Callable[[Session], object]] = {
    "today": today.today,
    "incidents": lambda session: incident_lists.rows(session, IncidentFilter(text="baby")),
    "counts": incident_lists.counts,
    "people": lambda session: people.rows(session, "pike"),
    "people looked up while typing": lambda session: people.suggest(session, "pik"),
    "search": lambda session: search.search(session, "Tyler Pike"),
    "register": register.register,
    "queue": declaration_queue.awaiting,
    "register before it is printed": lambda session: paper.preview(session, RegisterPaper()),
    "audit": lambda session: [audit_log.page(session, one.id) for one in session.vault],
    "one event": lambda session: audit_log.detail(session, Compartment.DAILY, 1),
    "a check not kept": lambda session: contact_checks.view(
        session,
        contact_checks.check(session, ContactQuestion(SHONA, TYLER, "tiktok", moment("2026-09-19 19:00"))),
    ),
    "whom to ring": paper_forms.contact_sheet_preview,
    "blank concern form": lambda session: paper_forms.concern_form_preview(
        session.words(), session.school, session.now()
    ),
    "blank acknowledgement sheet": lambda session: paper_forms.blank_sheet_preview(
        session.words(), session.school, session.now()
    ),
    "help": lambda session: help_pages.nation_book(session.catalogue, session.nation),
}


@pytest.mark.parametrize("what", NO_EVENT)
def test_it_leaves_no_event_in_any_part(session: Session, what: str) -> None:
    before = chains(session)

    assert NO_EVENT[what](session) is not None

    assert chains(session) == before


def test_a_draft_kept_again_leaves_none_after_its_beginning(session: Session) -> None:
    form = incidents.new_form(session)
    incidents.save_draft(session, form)
    begun = chains(session)

    incidents.save_draft(session, form)

    assert chains(session) == begun
    assert reading.events_of_kind(session.vault.daily.connection, EventKind.DRAFT_BEGUN)


def test_the_first_opening_of_a_record_is_an_event_and_the_second_is_none(session: Session) -> None:
    reference, before = a_record(session), chains(session)
    incident_pages.open_record(session, reference)
    opened = chains(session)
    incident_pages.open_record(session, reference)

    assert opened[Compartment.DAILY][0] == before[Compartment.DAILY][0] + 1
    assert chains(session) == opened


@pytest.mark.parametrize("job", ["record", "register"])
def test_what_is_printed_or_saved_out_of_the_log_is_an_event_each_time(
    session: Session, tmp_path: Path, job: str
) -> None:
    made = paper.issue(session, IncidentPaper(a_record(session)) if job == "record" else RegisterPaper())
    paper.printed(session, made.document)
    paper.printed(session, made.document)
    paper.save_copy(session, made.document, tmp_path / "copy.pdf")

    daily = session.vault.daily.connection
    counted = [
        len(reading.events_of_kind(daily, kind))
        for kind in (EventKind.DOCUMENT_ISSUED, EventKind.PRINTED, EventKind.SAVED_OUT)
    ]
    assert counted == [1, 2, 1]
