"""Scenario 6, the request: the mother of a boy of the group asks for all records, and the clock waits for proof.

The month begins with the proof of who asks, and ends on the Monday after New Year's Day, a bank holiday there. No name
leaves on the day sheet or in a calendar file, and no page and no paper says LADO or Channel.
"""

from collections.abc import Callable

import pytest

from safeguard_app.services import keeping, opening
from tests.journeys.derrylough import begin_reading
from tests.journeys.driver import Journey, SetClock
from tests.journeys.keyboard import until
from tests.journeys.schools import MadeLog, sign_in
from tests.journeys.tasks_at_the_desk import UNKNOWN, Named, lock, name_somebody, unlock
from tests.journeys.tasks_on_paper import printed_from_preview, words_of

pytestmark = pytest.mark.journey

ASKS = "Answer a request for records"


def test_a_mother_asks_for_all_records(
    begin: Callable[..., Journey], derrylough: MadeLog, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set("2026-11-23 14:00")
    journey, reader = begin_reading(begin, derrylough, monkeypatch)
    unlock(journey)
    mrs_irwin_asks(journey)
    clock.set("2026-12-01 10:00")
    proof_is_given(journey)
    reader.every_page()
    clock.set("2026-12-29 09:00")
    no_name_leaves(journey)
    clock.set("2026-12-30 12:00")
    answered(journey)
    lock(journey)
    assert len(reader.papers()) == 2
    reader.assert_nothing_of_elsewhere("Designated Teacher", "Education Authority")
    look_behind(derrylough, clock)


def mrs_irwin_asks(journey: Journey) -> None:
    """Monday: in the register with its clock; on Tuesday proof of who she is is asked for, and nothing is due."""
    keys = journey.keys
    open_requests(journey)
    keys.activate("New entry")
    journey.wait_focus("Who asked")
    name_somebody(journey, "Who asked", Named("Mrs Joan Irwin", row=UNKNOWN))
    keys.choose("In what capacity", "As a parent, for a child")
    name_somebody(journey, "About whom", Named("reece", row="Reece Irwin"))
    keys.fill("Received on", "23/11/2026")
    keys.fill("What they asked for, in their words", "All records you hold about Reece.")
    keys.press("Ctrl+Return")
    journey.wait_for("Due Wed 23 Dec 2026")
    line = on_today(journey, ASKS)
    assert "Wed 23 Dec" in line and "in 30 days" in line and "Irwin" not in line, line
    journey.clock.set("2026-11-24 10:00")
    it_goes_on(journey, "24/11/2026", "Proof asked for", "Proof of who they are: asked for on")
    journey.wait_for("Waits for proof of who asks since Tue 24 Nov 2026")
    assert on_today(journey, ASKS) == ""


def open_requests(journey: Journey) -> None:
    """The register of requests for records."""
    keys = journey.keys
    keys.press("Ctrl+4")
    journey.settle()
    keys.pick("What to show", "Registers")
    journey.settle()
    keys.go_to("Registers")
    keys.press("Home")
    keys.press("Down", 9)
    keys.press("Return")
    journey.wait_for("by when the school answers")
    journey.settle()


def it_goes_on(journey: Journey, day: str, what: str, field: str) -> None:
    """A change of the entry, with its day."""
    keys = journey.keys
    open_requests(journey)
    keys.activate("Record a change")
    journey.wait_focus("What changed?")
    keys.type(what)
    keys.fill("From which day on", day)
    keys.fill(field, day)
    keys.press("Ctrl+Return")
    journey.wait_gone("Enter the change")
    journey.settle()


def on_today(journey: Journey, words: str) -> str:
    """Something on Today with what stands around it; empty where it is not there."""
    journey.keys.press("Ctrl+1")
    journey.settle()
    lines = journey.screen().split("\n")
    place = next((number for number, line in enumerate(lines) if line == words), None)
    return " ".join(lines[place - 4 : place + 5]) if place is not None else ""


def proof_is_given(journey: Journey) -> None:
    """The month begins with the proof: New Year's Day is a bank holiday, so it ends on the Monday after."""
    it_goes_on(journey, "1/12/2026", "Proof given", "Proof of who they are: given on")
    journey.wait_for("Due Mon 4 Jan 2027")
    journey.keys.press("Ctrl+P")
    paper = words_of(printed_from_preview(journey))
    assert "Due Mon 4 Jan 2027" in paper and "Mrs Joan Irwin" in paper
    assert "Mon 4 Jan" in on_today(journey, ASKS)


def no_name_leaves(journey: Journey) -> None:
    """The day sheet, printed from Today, and a calendar file, saved from there."""
    keys = journey.keys
    keys.press("Ctrl+1")
    journey.settle()
    keys.activate("Day sheet")
    journey.wait_for("Each part of the log has a sheet of its own.")
    keys.activate("The daily log")
    sheet = words_of(printed_from_preview(journey))
    dates = journey.home / "dates.ics"
    journey.dialogs.save_to = str(dates)
    keys.activate("Due dates for a calendar…")
    journey.wait_for("A calendar is not the log")
    keys.activate("Choose where to save")
    until(dates.exists, "the file is written")
    journey.settle()
    assert "Register: Requests for records. Mon 4 Jan 2027" in sheet
    assert b"SUMMARY:Register: due" in dates.read_bytes() and b"20270104" in dates.read_bytes()
    for name in ("Irwin", "Reece", "Joan"):
        assert name not in sheet and name.encode() not in dates.read_bytes()


def answered(journey: Journey) -> None:
    """The answer meets the clock."""
    it_goes_on(journey, "30/12/2026", "Answered", "Answered on")
    journey.wait_for("Answered Wed 30 Dec 2026. It was due Mon 4 Jan 2027")
    assert on_today(journey, ASKS) == ""


def look_behind(log: MadeLog, clock: SetClock) -> None:
    """The log is whole."""
    session = sign_in(log, "dsl", log.folder.parent, clock)
    try:
        assert keeping.check(session).whole
    finally:
        opening.lock(session)
