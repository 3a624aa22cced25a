"""A register on paper: as at a day, with what held then; one part of the log; hostile text as it is."""

from datetime import date

import pytest

from safeguard_app.documents.page_images import page_text
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.logbooks import EntryAnswer, EntryStepKind
from safeguard_app.services import logbooks, paper
from safeguard_app.services.logbook_detail import form_of
from safeguard_app.services.paper_logbook import ONE_PART
from safeguard_app.services.paper_views import LogbookPaper
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, adult, log_incident, pupil
from tests.services.logbook_entries import case, consent, flag, measure, step


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def printed(session: Session, logbook: str, on: date | None = None, *, then: bool = False) -> str:
    """What a paper says."""
    pdf = paper.preview(session, LogbookPaper(logbook, on, then)).pdf
    return " ".join(page_text(pdf, 0).split())


def test_a_register_is_printed_as_it_stood_on_a_day(session: Session) -> None:
    entry = consent(session, pupil(session, "Wren Maple", date(2018, 5, 1)), "website", "print")
    step(session, entry, EntryStepKind.GIVEN, date(2026, 9, 10))
    form, version = form_of(session, entry)
    fewer = tuple(EntryAnswer("uses", ("print",)) if one.field == "uses" else one for one in form.answers)
    logbooks.change(session, entry, fewer, date(2026, 10, 1), "Not on the website", version=version)
    then, now = printed(session, "photo-consent", date(2026, 9, 30)), printed(session, "photo-consent")
    assert "Register: Photograph consent" in then
    assert "As at Wed 30 Sep 2026. 1 entry." in then
    assert "The school’s website" in then
    assert "The school’s website" not in now
    assert "Wren Maple" in now
    assert "Given" in now
    assert "Ms Dawn Maple, Thu 10 Sep 2026" in now
    assert ONE_PART in now
    assert "No entries." in printed(session, "photo-consent", date(2026, 9, 30), then=True)


def test_a_paper_holds_one_part_of_the_log(session: Session) -> None:
    shona = adult(session, "Shona Pike", "Teacher")
    apart = log_incident(session, "SPC", (shona, "adult_of_concern"))
    flag(session, case(session, apart), EntryAnswer("proposed", ("Only in the closed part.",)))
    flag(session, EntryAnswer("proposed", ("In the daily log.",)))
    said = printed(session, "policy-review")
    assert "In the daily log." in said
    assert "Only in the closed part." not in said
    measure(session, shona)
    made = paper.issue(session, LogbookPaper("staff-measures"))
    assert made.document.compartment is Compartment.ADULTS
    assert "Shona Pike" in printed(session, "staff-measures")


def test_text_is_words_and_nothing_else_on_paper(session: Session) -> None:
    hostile = "<b>Fine</b> \u202eevil\u202c =1+1 {head} %s"
    logbooks.enter(
        session,
        "prevention",
        (
            EntryAnswer("what", ("parents",)),
            EntryAnswer("title", (hostile,)),
            EntryAnswer("done_on", day=date(2026, 9, 30)),
            EntryAnswer("came_of_it", (hostile * 40,)),
        ),
    )
    said = printed(session, "prevention")
    assert "<b>Fine</b>" in said
    assert "{head}" in said
    assert "\u202e" not in said.partition("What it says")[0]


def test_copies_are_numbered_and_the_file_has_no_name_of_anybody(session: Session) -> None:
    entry = consent(session, pupil(session, "Wren Maple", date(2018, 5, 1)), "website")
    step(session, entry, EntryStepKind.GIVEN, date(2026, 9, 10))
    first = paper.issue(session, LogbookPaper("photo-consent"))
    second = paper.issue(session, LogbookPaper("photo-consent"))
    assert (first.copy, second.copy) == ("copy 1", "copy 2")
    assert first.file_name == "Register Photograph consent.pdf"
