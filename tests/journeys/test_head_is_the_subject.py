"""The Headteacher is the subject: filed by the DSL; then signed in as Headteacher and as deputy there is no trace.

Nothing on any page, in the type-ahead, in search, in numbers, in the audit or in documents; and nothing in the bytes
that their keys open.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.incidents import Danger, Participant
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import OfficeKind
from safeguard_app.services import incidents, opening, paper
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.paper_views import IncidentPaper
from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import MadeLog, add_adult, add_pupil, picture, sign_in
from tests.journeys.tasks_at_the_desk import (
    Capture,
    Named,
    add_evidence,
    add_note,
    file_concern,
    lock,
    sign_in_as,
    unlock,
    write_concern,
)
from tests.journeys.tasks_on_paper import begin_first_form, printed, printed_from_preview, words_of

pytestmark = pytest.mark.journey

SECRET = "unmistakable"
WITNESS = "Zebedee Quill"
TRACES = (SECRET, WITNESS, "Quill", "corridor mirror")
ORDINARY = "Two pupils wrote nicknames under a video."
PARTS = {
    "head": ("Daily log", "Concerns about adults", "About the Designated Safeguarding Lead"),
    "deputy": ("Daily log",),
}
"""The parts of the log that each of them opens, as the audit names them."""
EVERY_PAGE = ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6", "Ctrl+7", "Ctrl+8")


@pytest.fixture
def larkbridge(made: MadeLog, clock: SetClock) -> MadeLog:
    """The Headteacher and a pupil are on the register; a record all may read about her was printed already."""
    session = sign_in(made, "dsl", made.folder.parent, clock)
    add_adult(session, "Mr Simon Pell", "Headteacher", OfficeKind.HEADTEACHER)
    ella = add_pupil(session, "Ella Tan", date(2016, 4, 2), "Year 5", "5N")
    form = incidents.new_form(session, quick=True, category="CB")
    told = Typed("", exactly(session.now()))
    ordinary = replace(
        form,
        danger=Danger.NO,
        danger_asked_at=session.now(),
        account=ORDINARY,
        told=told,
        happened=told,
        participants=(Participant(ella, "target"),),
    )
    record, _ = incidents.file(session, ordinary)
    paper.issue(session, IncidentPaper(record))
    opening.lock(session)
    return made


@pytest.mark.parametrize("who", ["head", "deputy"])
def test_neither_headteacher_nor_deputy_perceives_anything_of_it(
    begin: Callable[..., Journey], larkbridge: MadeLog, clock: SetClock, who: str
) -> None:
    clock.set("2026-09-14 08:10")
    journey = begin(larkbridge)
    unlock(journey, who)
    before = {page: numbers(visit(journey, page)) for page in EVERY_PAGE[:5]}
    sign_in_as(journey, "dsl")
    case = filed_about_the_head(journey, clock)

    clock.set("2026-09-14 10:30")
    sign_in_as(journey, who)
    for page in EVERY_PAGE:
        seen = visit(journey, page)
        assert_no_trace(seen, case)
        if page in before:
            assert numbers(seen) == before[page]
    search_finds_nothing(journey, case)
    type_ahead_offers_nothing(journey)
    person_page_says_nothing(journey, case)
    audit_of_every_part(journey, who, case)
    documents_say_nothing(journey, case)
    lock(journey)
    bytes_hold_nothing(larkbridge, who, clock, case)


def filed_about_the_head(journey: Journey, clock: SetClock) -> str:
    """A concern about Mr Pell, with evidence and a note. Nothing on it tells anybody to inform him."""
    write_concern(
        journey,
        f"Something {SECRET} at the corridor mirror.",
        told_by=Named(WITNESS),
        told="today 0800",
        happened="today 0750",
        people=(
            Named("pell", "Adult of concern", row="Mr Simon Pell"),
            Named("ella", "Child at the centre of the concern", row="Ella Tan"),
        ),
        about_head=True,
    )
    form = journey.screen()
    assert "Kept where the Headteacher cannot read it" in form
    case = file_concern(journey)
    add_evidence(journey, Capture(what=f"{SECRET} picture"), picture(journey.home / "p.png"))
    add_note(journey, f"The {SECRET} matter was put to Dr Boateng.")
    page = journey.screen()
    assert "Tell the Headteacher" not in page
    assert "Chair of Governors" in page
    journey.keys.press("Ctrl+P")
    on_paper = words_of(printed_from_preview(journey))
    assert SECRET in on_paper and case in on_paper, "its own pages do say it"
    begin_first_form(journey)
    journey.wait_for("Page 1 of")
    journey.settle()
    printed(journey)
    journey.keys.activate("All referrals", back=True)
    journey.settle()
    assert rows_of_issued(journey) == 2, "the lead sees both among the documents issued"
    clock.set("2026-09-14 10:00")
    return case


def visit(journey: Journey, page: str) -> str:
    """Everything on a page."""
    journey.keys.press(page)
    journey.settle()
    return journey.screen()


def numbers(seen: str) -> list[str]:
    """What is counted on a page and in the rail."""
    return [
        line for line in seen.split("\n") if "waiting" in line or line.split(" ")[0].rstrip(",").isdigit()
    ]


def assert_no_trace(seen: str, case: str) -> None:
    """Nothing of it, by any of its words."""
    for trace in (*TRACES, case):
        assert trace.casefold() not in seen.casefold(), f"“{trace}” is perceived"


def search_finds_nothing(journey: Journey, case: str) -> None:
    """Ctrl+K, by words of the account, by the witness, by the case number, by the pupil."""
    keys = journey.keys
    for words in (SECRET, "Quill", case, "mirror"):
        keys.press("Ctrl+K")
        keys.press("Ctrl+A")
        keys.type(words)
        journey.wait_for("Nothing")
        found = journey.screen().replace(words, "")
        assert_no_trace(found, case)
        keys.press("Ctrl+A")
        keys.press("Backspace")
        keys.press("Escape")
        journey.settle()


def type_ahead_offers_nothing(journey: Journey) -> None:
    """A new incident: the witness is nobody this log knows."""
    keys = journey.keys
    keys.press("Ctrl+N")
    journey.wait_focus("What have you seen or been told?")
    keys.go_to("Who told you")
    keys.type("Zeb")
    journey.wait_for("Add unknown person “Zeb”")
    assert not journey.sees("Zebedee")
    keys.press("Escape")
    keys.press("Ctrl+A")
    keys.press("Backspace")
    keys.type("Ell")
    journey.wait_for("Ella Tan")
    assert journey.sees("in 1 record"), "the count beside a name leaves it out"
    assert not journey.sees("in 2 records")
    keys.press("Escape")


def person_page_says_nothing(journey: Journey, case: str) -> None:
    """Mr Pell's own page, and Ella's."""
    keys = journey.keys
    for name in ("Mr Simon Pell", "Ella Tan"):
        keys.press("Ctrl+3")
        journey.settle()
        keys.press("Ctrl+F")
        keys.press("Ctrl+A")
        keys.type(name)
        journey.settle()
        keys.go_to("People")
        keys.press("Down")
        keys.press("Return")
        journey.settle()
        seen = journey.screen()
        assert name in seen
        assert_no_trace(seen, case)


def audit_of_every_part(journey: Journey, who: str, case: str) -> None:
    """Each part of the log whose audit this user may read, from its first day on."""
    keys = journey.keys
    visit(journey, "Ctrl+7")
    keys.choose("How far back", "Every day")
    journey.settle()
    for part in PARTS[who]:
        keys.pick("Part of the log", part)
        journey.wait_for(f"{part} whole")
        journey.settle()
        assert journey.sees("Log made"), "its events are listed, from the first on"
        assert_no_trace(journey.screen(), case)


def rows_of_issued(journey: Journey) -> int:
    """How many documents the page of referrals lists as issued."""
    return visit(journey, "Ctrl+5").count("copy 1, ")


def documents_say_nothing(journey: Journey, case: str) -> None:
    """What was issued is opened and printed, a record and the register are printed afresh; key by key."""
    keys = journey.keys
    assert rows_of_issued(journey) == 0
    assert journey.sees("No referral has been begun")
    keys.press("Ctrl+K")
    keys.type("nicknames")
    journey.wait_for("Cyberbullying")
    journey.settle()
    keys.press("Return")
    journey.wait_for(ORDINARY)
    journey.settle()
    keys.activate("Open Incident record…")
    journey.wait_for("Page 1 of")
    assert_no_trace(journey.screen(), case)
    papers = [printed_from_preview(journey)]
    assert_no_trace(journey.screen(), case)

    keys.press("Ctrl+P")
    papers.append(printed_from_preview(journey))

    keys.press("Ctrl+4")
    journey.settle()
    keys.activate("Print this register")
    papers.append(printed_from_preview(journey))
    for words, own in zip(map(words_of, papers), (ORDINARY, ORDINARY, "register"), strict=True):
        assert own in words, "the words of the document are read at all"
        assert_no_trace(words, case)


def bytes_hold_nothing(log: MadeLog, who: str, clock: SetClock, case: str) -> None:
    """Every row of every table that their keys open, decrypted."""
    session = sign_in(log, who, log.folder.parent, clock)
    try:
        assert Compartment.NOT_HEAD not in session.vault.compartments
        assert len(session.vault.compartments) == len(PARTS[who]), "the audit of every part was opened"
        for opened in session.vault.compartments.values():
            everything = all_rows(opened.connection).lower()
            assert b"ella tan" in everything or opened.id is not Compartment.DAILY, "rows are read at all"
            for trace in (*TRACES, case):
                assert trace.lower().encode() not in everything
    finally:
        opening.lock(session)


def all_rows(connection: Any) -> bytes:
    """Every row of every table, the search index's own tables included, as bytes."""
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = []
    for table in tables:
        for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - names come from the schema
            found += [cell if isinstance(cell, bytes) else str(cell).encode() for cell in row]
    return b"\n".join(found)
