"""Scenario 1, the ladder: from the call on Monday to the review of the ban in November, key by key, traps included."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication

from safeguard_app.services import incident_pages, keeping, opening, response_page, responses
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter, rows
from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import MadeLog, sign_in
from tests.journeys.tasks_at_the_desk import (
    UNKNOWN,
    Named,
    add_note,
    file_concern,
    lock,
    save_panel,
    unlock,
    write_concern,
)

pytestmark = pytest.mark.journey

LETTER = (
    "I am writing about what was posted on Facebook on Friday 11 September 2026.\n\n"
    "I ask you to remove it by noon on Wednesday."
)


def test_the_ladder_of_a_parent_who_trolls_a_teacher(
    begin: Callable[..., Journey], larkbridge: MadeLog, clock: SetClock
) -> None:
    clock.set("2026-09-14 08:10")
    journey = begin(larkbridge)
    unlock(journey)
    case = report(journey)
    offer_the_union(journey)
    clock.set("2026-09-14 15:50")
    telephone(journey)
    clock.set("2026-09-15 10:00")
    write_to_him(journey, case)
    clock.set("2026-09-16 09:20")
    report_the_threat(journey)
    clock.set("2026-09-17 12:00")
    ban_provisionally(journey)
    clock.set("2026-09-21 10:00")
    decide_too_soon(journey)
    clock.set("2026-09-25 15:00")
    hear_him_and_decide(journey)
    clock.set("2026-11-27 09:00")
    review(journey)
    lock(journey)
    look_behind(larkbridge, clock)


def report(journey: Journey) -> str:
    """Ms Nandra's report; the case number."""
    write_concern(
        journey,
        "Two posts in the public group insult Ms Nandra. The second names Ella.",
        kind=("Trolling",),
        told_by=Named("nandra", row="Ms Priya Nandra"),
        told="today 0805",
        happened="fri 2014",
        people=(
            Named("nandra", "Target", row="Ms Priya Nandra"),
            Named("Mr Dean Halloway", "Author of the post", row=UNKNOWN),
            Named("ella", "Person shown or identified", row="Ella Tan"),
        ),
    )
    return file_concern(journey)


def offer_the_union(journey: Journey) -> None:
    """Support for the target stands on the record from the first hour."""
    assert journey.sees("nothing offered yet")
    journey.keys.activate("Offer of support to Ms Priya Nandra")
    journey.wait_for("Support offered to Ms Priya Nandra")
    journey.keys.go_to("Trade union or professional association")
    journey.keys.press("Space")
    journey.keys.choose("Their answer", "Accepted")
    save_panel(journey, "Put away")
    journey.wait_for("Accepted")


def telephone(journey: Journey) -> None:
    """The Headteacher asks for removal by five; refused."""
    journey.keys.activate("Record: Telephone call")
    journey.wait_focus("What was done or said")
    journey.keys.type("Mr Pell asked for both posts to be removed by 17:00.")
    journey.keys.fill("Asked for by", "today 1700")
    journey.keys.choose("What came of it", "Refused")
    save_panel(journey, "Save step")
    journey.wait_for("Next: Letter asking for removal")
    assert journey.sees("Refused")


def write_to_him(journey: Journey, case: str) -> None:
    """A letter that names Ella is stopped; without her it is copied, and said to be sent."""
    keys = journey.keys
    keys.activate("Draft the letter: Letter asking for removal")
    journey.wait_focus("Letter")
    keys.press("Ctrl+A")
    keys.type(f"{LETTER}\n\nYou named Ella.")
    save_panel(journey, "Keep letter")
    journey.wait_for("It names Ella Tan, and only the addressee’s own child may stand in it.")
    keys.activate("Edit: Letter asking for removal")
    journey.wait_focus("Letter")
    keys.press("Ctrl+A")
    keys.type(LETTER)
    save_panel(journey, "Keep letter")
    journey.wait_for("Ready, not sent")
    keys.activate("Copy as plain text: Letter asking for removal")
    journey.settle()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Mr Dean Halloway") and "noon on Wednesday" in copied
    assert "Ella" not in copied and case not in copied
    keys.activate("Sent: Letter asking for removal")
    journey.wait_focus("How it was sent")
    keys.type("First class post and e-mail")
    save_panel(journey, "Put away")
    journey.wait_for("first class post and e-mail")


def report_the_threat(journey: Journey) -> None:
    """Wednesday: to the platform, which may come at any step, and to the police, whose note counts as their step."""
    keys = journey.keys
    keys.activate("Record: Report to a platform")
    journey.wait_focus("What was reported")
    assert journey.sees("Nothing is captured on this record yet"), "evidence comes first, and is asked for"
    keys.type("I know where she parks")
    keys.choose("Platform", "Facebook")
    keys.fill("When it was reported", "today 0830")
    keys.fill("Reference", "FB-77120")
    save_panel(journey, "Save report")
    journey.wait_for("FB-77120")
    add_note(journey, "Log EM-0416 opened, 101.", kind="Contact with the police", when="today 0910")
    journey.wait_for("Next: Provisional ban from the premises")


def ban_provisionally(journey: Journey) -> None:
    """Thursday: the notice, with a week to answer."""
    keys = journey.keys
    keys.activate("Record: Provisional ban from the premises")
    journey.wait_focus("Reason")
    keys.type("You wrote that you know where a teacher parks.")
    keys.fill("From", "17/9/2026")
    keys.fill("Until", "18/12")
    keys.fill("How the child is brought and collected", "Kai is handed over at the gate.")
    keys.fill("They may answer until", "24/9")
    save_panel(journey, "Save step")
    journey.wait_for("Ban of Mr Dean Halloway: provisional")
    assert journey.sees("They may answer until Thu 24 Sep 2026")


def decide(journey: Journey, review: str) -> None:
    """The form of the decision, confirmed, with a day for the review."""
    journey.keys.activate("Record: Decision on the ban")
    journey.wait_focus("Decision")
    journey.keys.choose("Decision", "The ban is confirmed")
    journey.keys.fill("Looked at again on", review)


def decide_too_soon(journey: Journey) -> None:
    """Before he was heard and before the week is over: kept, and the ban stays provisional."""
    decide(journey, "27/11")
    save_panel(journey, "Save step")
    journey.wait_for("It was decided before they were heard")
    assert journey.sees("Ban of Mr Dean Halloway: provisional")


def hear_him_and_decide(journey: Journey) -> None:
    """His answer of Wednesday; on Friday the decision, whose review may not fall after the ban."""
    keys = journey.keys
    keys.activate("Record: Representations received")
    journey.wait_focus("What they answered")
    keys.type("I was upset. I would never do anything to her.")
    keys.fill("When", "23/9/2026 0900")
    save_panel(journey, "Save step")
    decide(journey, "8/1/2027")
    keys.press("Ctrl+Return")
    journey.settle()
    journey.wait_for("Choose an earlier day. It falls before the ban ends, on Fri 18 Dec 2026.")
    keys.fill("Looked at again on", "27/11")
    save_panel(journey, "Save step")
    journey.wait_for("Ban of Mr Dean Halloway: in force")


def review(journey: Journey) -> None:
    """The reminder comes before the ban ends, and the ban continues."""
    journey.keys.press("Ctrl+1")
    journey.wait_for("Review the ban of Mr Dean Halloway, which ends Fri 18 Dec 2026")
    journey.keys.press("Ctrl+2")
    journey.wait_for("Next: Review of the ban, on Fri 27 Nov 2026")
    journey.keys.activate("Record: Review of the ban")
    journey.wait_focus("Decision")
    journey.keys.choose("Decision", "The ban continues")
    journey.keys.fill("Looked at again on", "11/12")
    save_panel(journey, "Save step")
    journey.wait_for("To be looked at again on Fri 11 Dec 2026")


def look_behind(log: MadeLog, clock: SetClock) -> None:
    """The ladder as the log holds it."""
    session = sign_in(log, "dsl", log.folder.parent, clock)
    try:
        (row,) = rows(session, IncidentFilter(StateFilter.ALL))
        response = response_page.response_of(session, row.reference)
        assert response.ladder is not None
        taken = {rung.code: len(rung.steps) for rung in response.ladder.rungs if rung.steps}
        assert taken == {
            "phone": 1,
            "letter": 1,
            "platform": 1,
            "police": 1,
            "ban": 1,
            "representations": 1,
            "ban_decision": 2,
            "ban_review": 1,
        }
        (ban,) = responses.bans_in_force(session)
        assert not ban.provisional and ban.review_on == date(2026, 12, 11)
        page = incident_pages.open_record(session, row.reference)
        events = [line.what for line in page.timeline]
        for words in ("Support offered", "Letter copied as plain text", "Letter sent"):
            assert words in events
        assert keeping.check(session).whole
    finally:
        opening.lock(session)
