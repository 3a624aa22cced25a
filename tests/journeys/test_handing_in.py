"""A deputy hands in a concern about an adult; the DSL finds it at the next unlock, and the deputy reads it no more."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services import opening
from safeguard_app.vault import hand_in
from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import MadeLog, add_adult, add_pupil, picture, sign_in
from tests.journeys.tasks_at_the_desk import (
    Named,
    ask_the_register,
    lock,
    sign_in_as,
    unlock,
    write_concern,
)

pytestmark = pytest.mark.journey

WORDS = "He messages two pupils at night; one showed me."


@pytest.fixture
def larkbridge(made: MadeLog, clock: SetClock) -> MadeLog:
    """A coach is on the register."""
    session = sign_in(made, "dsl", made.folder.parent, clock)
    add_adult(session, "Mr Owen Tarn", "Sports coach")
    add_pupil(session, "Ida Fenwick", date(2016, 3, 2), "Year 6", "6F")
    opening.lock(session)
    return made


def concern_about_the_coach(journey: Journey, *, about_head: bool = False) -> None:
    """Everything a quick concern asks, but for evidence."""
    write_concern(
        journey,
        WORDS,
        kind=("Staff-pupil contact",),
        told_by=Named("A pupil of Year 6"),
        told="today 1230",
        happened="yest 9pm",
        people=(Named("tarn", "Adult of concern", row="Mr Owen Tarn"),),
        about_head=about_head,
    )
    journey.wait_for("Hand in")


def choose_evidence(journey: Journey, path: Path, what: str) -> None:
    """Ctrl+E, the question, the file dialog, what it is; Ctrl+Enter puts it to the concern."""
    journey.dialogs.choose = (path,)
    journey.keys.press("Ctrl+E")
    journey.wait_for("Does it show, or might it show")
    assert journey.dialogs.opened == []
    journey.keys.press("3")
    journey.wait_for(path.name)
    journey.keys.fill("What it is", what)
    journey.keys.press("Ctrl+Return")
    journey.wait_gone("Add to the concern")
    journey.settle()
    journey.wait_focus("Add evidence")


def hand_it_in(journey: Journey) -> None:
    """Ctrl+Enter, and the form is gone."""
    journey.keys.press("Ctrl+Return")
    journey.settle()
    journey.wait_gone("Is anyone in danger now?")


def open_first(journey: Journey) -> None:
    """The first record of the list."""
    journey.keys.press("Ctrl+2")
    journey.settle()
    journey.keys.go_to("Incidents")
    journey.keys.press("Down")
    journey.wait_for(WORDS)


def test_a_deputy_hands_in_what_only_the_lead_may_read(
    begin: Callable[..., Journey], larkbridge: MadeLog, clock: SetClock
) -> None:
    clock.set("2026-09-14 12:40")
    journey = begin(larkbridge)
    unlock(journey, "deputy")
    write_concern(
        journey,
        WORDS,
        kind=("Staff-pupil contact",),
        told_by=Named("A pupil of Year 6"),
        told="today 1230",
        happened="yest 9pm",
        people=(Named("tarn", "Adult of concern", row="Mr Owen Tarn"),),
    )
    journey.wait_for("Hand in")
    assert journey.sees("afterwards you cannot read it any more")
    journey.keys.press("Ctrl+Return")
    journey.settle()
    journey.wait_gone("Is anyone in danger now?")
    journey.keys.press("Ctrl+2")
    journey.settle()
    assert not journey.sees(WORDS)
    for words in (WORDS, "Year 6"):
        assert words not in journey.screen()

    clock.set("2026-09-14 13:15")
    sign_in_as(journey, "dsl")
    journey.keys.press("Ctrl+2")
    journey.settle()
    journey.keys.go_to("Incidents")
    journey.keys.press("Down")
    journey.wait_for(WORDS)
    assert journey.sees("Mr Tom Reed"), "who handed it in"

    sign_in_as(journey, "deputy")
    journey.keys.press("Ctrl+2")
    journey.settle()
    assert WORDS not in journey.screen()


def test_a_screenshot_goes_in_with_the_concern_and_is_an_exhibit_afterwards(
    begin: Callable[..., Journey], larkbridge: MadeLog, clock: SetClock, tmp_path: Path
) -> None:
    clock.set("2026-09-14 12:40")
    shot = picture(tmp_path / "message at night.png")
    journey = begin(larkbridge)
    unlock(journey, "deputy")
    concern_about_the_coach(journey)
    choose_evidence(journey, shot, "Screenshot of his message")
    assert journey.sees("message at night.png")
    assert hand_in.everything_waiting(larkbridge.folder, Compartment.ADULTS) == [], "not read yet"
    hand_it_in(journey)
    assert journey.sees("Handed in with 1 file.")
    assert len(hand_in.everything_waiting(larkbridge.folder, Compartment.ADULTS)) == 2
    journey.keys.press("Ctrl+2")
    for words in (WORDS, "message at night", "Screenshot of his message"):
        assert words not in journey.screen()

    clock.set("2026-09-14 13:15")
    sign_in_as(journey, "dsl")
    open_first(journey)
    journey.settle()
    said = journey.screen()
    assert "Ex1" in said and "Screenshot of his message" in said and "message at night.png" in said
    assert "by Mr Tom Reed" in said
    journey.keys.activate("Show the picture Ex1")
    journey.wait_for("Blurred until you ask for it.")
    journey.keys.press("Escape")
    journey.settle()
    assert hand_in.everything_waiting(larkbridge.folder, Compartment.ADULTS) == []
    lock(journey)
    session = sign_in(larkbridge, "dsl", tmp_path, clock)
    connection = session.vault.compartment(Compartment.ADULTS).connection
    (kept,) = connection.execute("SELECT body ->> '$.stored.sha256' FROM version WHERE kind = 'evidence'")
    opening.lock(session)
    assert kept[0] == hashlib.sha256(shot.read_bytes()).hexdigest()


def test_not_seen_lets_nothing_in_and_the_concern_goes_in_words(
    begin: Callable[..., Journey], larkbridge: MadeLog, clock: SetClock
) -> None:
    clock.set("2026-09-14 12:40")
    journey = begin(larkbridge)
    unlock(journey, "deputy")
    concern_about_the_coach(journey)
    journey.keys.press("Ctrl+E")
    journey.wait_for("Does it show, or might it show")
    journey.keys.press("2")
    journey.wait_for("Stop here. Nothing was opened, read or kept.")
    journey.wait_focus("Go on in words only")
    journey.keys.press("Return")
    journey.wait_gone("Stop here.")
    journey.settle()
    assert journey.dialogs.opened == []
    assert journey.sees("No file goes with this concern.")
    assert journey.sees(WORDS)
    hand_it_in(journey)
    clock.set("2026-09-14 13:15")
    sign_in_as(journey, "dsl")
    open_first(journey)
    journey.settle()
    assert journey.sees("Words only")


def test_a_contact_check_begun_by_a_deputy_is_handed_in_with_its_verdict(
    begin: Callable[..., Journey], larkbridge: MadeLog, clock: SetClock
) -> None:
    clock.set("2026-09-14 12:40")
    journey = begin(larkbridge)
    keys = journey.keys
    unlock(journey, "deputy")
    ask_the_register(journey, "Mr Owen Tarn", "Ida Fenwick", "yest 9pm", "TikTok")
    keys.press("Ctrl+Return")
    journey.wait_for("Step 3 of 3, keep")
    journey.wait_focus("Start a new incident with it")
    keys.press("Return")
    journey.wait_for("The contact check goes with this concern")
    journey.settle()
    keys.press("Shift+Tab")
    keys.pick("Is anyone in danger now?", "No")
    keys.go_to("What have you seen or been told?")
    keys.type(WORDS)
    keys.fill("When you were told", "today 1230")
    journey.settle()
    journey.wait_for("Hand in")
    hand_it_in(journey)

    clock.set("2026-09-14 13:15")
    sign_in_as(journey, "dsl")
    open_first(journey)
    journey.settle()
    said = journey.screen()
    assert "First verdict on this contact, Mon 14 Sep 2026, 12:40" in said
    assert "Ida Fenwick" in said


def test_what_is_taken_from_its_inbox_is_missed_by_its_readers_only(
    begin: Callable[..., Journey], larkbridge: MadeLog, clock: SetClock
) -> None:
    clock.set("2026-09-14 12:40")
    journey = begin(larkbridge)
    unlock(journey, "deputy")
    concern_about_the_coach(journey, about_head=True)
    clock.set("2026-09-14 12:45")  # a second is gone each time it was asked, and a form asks often
    hand_it_in(journey)
    lock(journey)
    for path in hand_in.everything_waiting(larkbridge.folder, Compartment.NOT_HEAD):
        path.unlink()
    for who, told in (("head", False), ("dsl", True), ("deputy", False), ("head", False)):
        unlock(journey, who)
        journey.keys.press("Ctrl+1")
        journey.settle()
        said = journey.screen()
        assert ("A concern was handed in to the part about the Headteacher and never arrived" in said) is told
        assert ("Mr Tom Reed handed it in on Mon 14 Sep 2026, 12:45" in said) is told
        lock(journey)
