"""Scenario 3: the register of family relationships, from nothing on it to new conditions in another post."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit

from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import PASSPHRASES, MadeLog
from tests.journeys.tasks_at_the_desk import (
    Named,
    ask_the_register,
    begin_step,
    declare,
    enter_form,
    file_concern,
    name_somebody,
    sign_in_as,
    unlock,
)
from tests.journeys.tasks_on_paper import printed_from_preview, words_of

pytestmark = pytest.mark.journey

FRIENDSHIP = "Friendship with a parent or a family"
NO_EXCEPTION = "no exception to the rule of no contact with pupils"


def test_the_headteachers_own_declaration_goes_to_the_chair(
    begin: Callable[..., Journey], baylis: MadeLog, clock: SetClock
) -> None:
    clock.set("2026-09-07 10:00")
    journey = begin(baylis)
    unlock(journey)
    declare(journey, "Mrs Carol Denning", "Archie Cole", "Aunt or uncle", "today 0900", "In person")

    sign_in_as(journey, "head")
    keys = journey.keys
    keys.press("Ctrl+4")
    journey.settle()
    assert journey.sees("0 of them are yours to decide")
    keys.activate("See what waits")
    journey.wait_for("Awaiting the Headteacher")
    assert journey.sees("The Headteacher’s own goes to the Chair of Governors, on a signed sheet.")
    assert not journey.sees("Your passphrase"), "there is nothing she could sign"
    keys.press("Escape")
    journey.wait_gone("Decided by the Chair of Governors.")
    begin_step(journey, "Acknowledged", "today 1000")
    keys.go_to("By whom")
    keys.press("Backspace")
    name_somebody(journey, "By whom", Named("denning", row="Mrs Carol Denning"))
    keys.press("Ctrl+Return")
    journey.wait_for("This is your own declaration. Somebody else enters the decision")
    keys.activate("Leave without entering")
    journey.settle()

    clock.set("2026-09-09 16:30")
    sign_in_as(journey, "dsl")
    keys.press("Ctrl+4")
    journey.settle()
    begin_step(journey, "Acknowledged", "today 1600")
    assert journey.sees("Mr Paul Strand, Chair of Governors")
    keys.choose("How", "On a signed sheet")
    enter_form(journey, "Enter this step")
    assert journey.sees("by Mr Paul Strand")
    assert journey.sees("Acknowledged")
    certificate = sheet_on_paper(journey, "Certificate")
    for said in (
        "Mrs Carol Denning",
        "Archie Cole",
        "Mr Paul Strand",
        "Chair of Governors",
        "Wed 9 Sep 2026",
    ):
        assert said in certificate


def test_a_friendship_is_acknowledged_and_its_sheet_printed_before_and_after(
    begin: Callable[..., Journey], baylis: MadeLog, clock: SetClock
) -> None:
    clock.set("2026-09-14 09:30")
    journey = begin(baylis)
    unlock(journey)
    declare(
        journey,
        "Idris Vaughan",
        "Poppy Vale",
        "Friend of the family",
        "today 0900",
        "In person",
        kind=FRIENDSHIP,
    )
    assert journey.sees(NO_EXCEPTION)
    to_sign = sheet_on_paper(journey, "Sheet to sign")
    assert "Idris Vaughan" in to_sign and "Mon 14 Sep 2026" in to_sign
    assert "Not acknowledged" in to_sign, "every outcome is still there to tick"

    clock.set("2026-09-16 16:00")
    sign_in_as(journey, "head")
    decide_what_waits(journey, "Acknowledge")
    sign_decisions(journey)
    assert journey.sees(NO_EXCEPTION), "acknowledged, it still is none"
    certificate = sheet_on_paper(journey, "Certificate")
    for said in ("Idris Vaughan", "Poppy Vale", "Mrs Carol Denning", "Mon 14 Sep 2026", "Wed 16 Sep 2026"):
        assert said in certificate
    assert "Not acknowledged" not in certificate


def test_a_later_acknowledgement_never_rewrites_what_was_said_on_the_day(
    begin: Callable[..., Journey], baylis: MadeLog, clock: SetClock
) -> None:
    clock.set("2026-09-22 15:24")
    journey = begin(baylis)
    keys = journey.keys
    unlock(journey)
    case = contact_with_nothing_on_the_register(journey)

    clock.set("2026-09-24 15:10")
    declare(journey, "Shona Pike", "Tyler Pike", "Aunt or uncle", "today 1500", "In person", "aunt")
    clock.set("2026-09-25 13:00")
    keys.press("Ctrl+4")
    journey.settle()
    begin_step(journey, "Discussed", "today 1230")
    keys.choose("How", "In person")
    enter_form(journey, "Enter this step")
    clock.set("2026-09-28 16:00")
    sign_in_as(journey, "head")
    acknowledge_with_conditions(journey, "Family group only\nNo public comments")

    clock.set("2026-09-29 09:00")
    sign_in_as(journey, "dsl")
    ask_the_register(journey, "Shona Pike", "Tyler Pike", "19/9 7pm", "TikTok")
    assert journey.sees("Acknowledged only later")
    assert not journey.sees("None on this register")
    keys.press("Ctrl+Return")
    journey.wait_for("Step 3 of 3, keep")
    assert journey.sees(case)
    keys.press("1")
    journey.wait_for(f"Kept with {case}")
    assert journey.sees("Does anything in the content worry you?")
    keys.activate(f"Open {case}")
    journey.wait_for("First verdict on this contact, Tue 22 Sep 2026, 15:2")
    assert journey.sees(": none on this register"), "as it stood on the day it was asked"
    assert journey.sees("Acknowledged only later"), "the second stands beside it"

    clock.set("2026-11-27 14:00")
    new_post_and_new_conditions(journey, clock)
    clock.set("2026-12-02 09:00")
    sign_in_as(journey, "dsl")
    three_registers(journey)


def contact_with_nothing_on_the_register(journey: Journey) -> str:
    """22 September: a parent tells of comments on live videos; the verdict is kept with the record."""
    keys = journey.keys
    ask_the_register(journey, "Shona Pike", "Tyler Pike", "sat 7pm", "TikTok")
    assert journey.sees("None on this register")
    assert journey.sees("Ask for the Headteacher’s paper file before concluding.")
    assert journey.sees("Does anything in the content worry you?")
    assert not journey.sees("cleared")
    keys.press("Ctrl+Return")
    journey.wait_for("Step 3 of 3, keep")
    keys.activate("Start a new incident with it")
    journey.wait_focus("What have you seen or been told?")
    journey.settle()
    keys.type("A parent says that Shona comments on Tyler’s live videos.")
    keys.go_to("Yes", about="Is anyone in danger now?", back=True)
    keys.pick("Is anyone in danger now?", "No")
    name_somebody(journey, "Who told you", Named("Mrs Farrow"))
    keys.fill("When you were told", "today 1510")
    case = file_concern(journey)
    assert journey.sees("None on this register")
    return case


def sheet_on_paper(journey: Journey, button: str) -> str:
    """The words of the sheet or certificate of the declaration in view, printed."""
    journey.keys.activate(button)
    return words_of(printed_from_preview(journey))


def decide_what_waits(journey: Journey, decision: str, conditions: str = "") -> None:
    """The Headteacher goes through what waits, as far as signing."""
    keys = journey.keys
    keys.press("Ctrl+4")
    journey.settle()
    keys.activate("Go through them")
    journey.wait_for("Awaiting the Headteacher")
    keys.choose("Decision", decision)
    if conditions:
        keys.fill("Conditions", conditions)
    keys.activate("Go on to sign")
    journey.wait_for("Sign your decisions")


def sign_decisions(journey: Journey) -> None:
    """Sign with her own passphrase."""
    journey.keys.type(PASSPHRASES["head"])
    journey.keys.press("Return")
    journey.wait_gone("Sign your decisions")
    journey.settle()


def acknowledge_with_conditions(journey: Journey, conditions: str) -> None:
    """A wrong passphrase signs nothing; her own does."""
    keys = journey.keys
    decide_what_waits(journey, "Acknowledge with conditions", conditions)
    keys.type("not the passphrase at all")
    keys.press("Return")
    journey.wait_for("That is not your passphrase. Nothing was acknowledged.")
    keys.press("Ctrl+A")
    sign_decisions(journey)
    assert journey.sees(conditions.split("\n", maxsplit=1)[0])


def new_post_and_new_conditions(journey: Journey, clock: SetClock) -> None:
    """27 November: she joins Tyler's class; a change is declared, and acknowledged under new conditions."""
    keys = journey.keys
    keys.press("Ctrl+4")
    journey.settle()
    keys.activate("Declare a change")
    journey.wait_for("Add a step: Shona Pike and Tyler Pike")
    journey.settle()
    assert journey.sees("Shona Pike, Midday supervisor"), "a change is declared by the adult"
    keys.fill("When", "today 1330")
    keys.choose("How", "In person")
    keys.fill("Note", "Teaching assistant in Tyler’s class from today.")
    enter_form(journey, "Enter this step")
    clock.set("2026-11-30 16:00")
    keys.press("Ctrl+4")
    journey.settle()
    begin_step(journey, "Acknowledged with conditions", "today 1545")
    keys.choose("How", "On a signed sheet")
    assert journey.sees("Mrs Carol Denning, Headteacher")
    keys.fill("Conditions", "Does not assess Tyler")
    keys.fill("Review on", "1/9/2027")
    enter_form(journey, "Enter this step")
    assert journey.sees("Does not assess Tyler")


def three_registers(journey: Journey) -> None:
    """As at 24 September, 1 October and 1 December: three different registers, on paper too."""
    printed = [register_as_at(journey, day) for day in ("24/9", "1/10", "1/12")]
    assert "1 with the Headteacher" in printed[0] and "28 Sep 2026" not in printed[0]
    assert "Mon 28 Sep 2026, Headteacher Acknowledged, with conditions" in printed[1]
    assert "27 Nov 2026" not in printed[1], "what came later does not colour what stood before"
    assert "Fri 27 Nov 2026 Mon 30 Nov 2026, Headteacher" in printed[2]
    assert "Review Wed 1 Sep 2027" in printed[2]


def register_as_at(journey: Journey, day: str) -> str:
    """The words of the register printed as at a day."""
    keys = journey.keys
    keys.press("Ctrl+4")
    journey.settle()
    keys.pick("As at", "Other date")
    if not isinstance(keys.focused(), QLineEdit):
        keys.tab()
    keys.fill("Other date", day)
    journey.settle()
    keys.activate("Print this register")
    return words_of(printed_from_preview(journey))
