"""Scenario 3, the reviews: each September for all three declarations, whether signed on screen or on a sheet."""

from collections.abc import Callable

import pytest

from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import MadeLog
from tests.journeys.tasks_at_the_desk import begin_step, declare, enter_form, sign_in_as, unlock
from tests.journeys.tasks_with_a_register import Rules, keep_rules
from tests.journeys.test_family_register import (
    FRIENDSHIP,
    decide_what_waits,
    register_as_at,
    sheet_on_paper,
    sign_decisions,
)

pytestmark = pytest.mark.journey

REVIEW = "Review Thu 30 Sep 2027"


def test_each_september_all_three_declarations_are_reviewed(
    begin: Callable[..., Journey], baylis: MadeLog, clock: SetClock
) -> None:
    clock.set("2026-09-07 09:00")
    journey = begin(baylis)
    unlock(journey)
    keep_rules(journey, Rules("1/9/2026", "As agreed in July.", reviews="Each September"))
    assert journey.sees("Each September")
    declare(journey, "Mrs Carol Denning", "Archie Cole", "Aunt or uncle", "today 0850", "In person")
    clock.set("2026-09-09 16:30")
    by_the_chair_on_a_sheet(journey)
    clock.set("2026-09-14 09:30")
    declare(
        journey,
        "Idris Vaughan",
        "Poppy Vale",
        "Friend of the family",
        "today 0900",
        "In person",
        kind=FRIENDSHIP,
    )
    clock.set("2026-09-16 16:00")
    sign_in_as(journey, "head")
    decide_what_waits(journey, "Acknowledge")
    sign_decisions(journey)
    clock.set("2026-09-24 15:10")
    sign_in_as(journey, "dsl")
    declare(journey, "Shona Pike", "Tyler Pike", "Aunt or uncle", "today 1500", "In person", "aunt")
    clock.set("2026-09-28 16:00")
    sign_in_as(journey, "head")
    decide_what_waits(journey, "Acknowledge with conditions", "Family group only\nNo public comments")
    sign_decisions(journey)

    choose_declaration(journey, "Family group only")
    certificate = sheet_on_paper(journey, "Certificate")
    for said in (
        "Shona Pike",
        "Tyler Pike",
        "aunt",
        "Thu 24 Sep 2026",
        "Mon 28 Sep 2026",
        "Mrs Carol Denning",
        "Family group only",
        "No public comments",
        "Thu 30 Sep 2027",
    ):
        assert said in certificate, said
    clock.set("2026-10-01 09:00")
    sign_in_as(journey, "dsl")
    printed = register_as_at(journey, "1/10")
    assert printed.count(REVIEW) == 3, printed


def by_the_chair_on_a_sheet(journey: Journey) -> None:
    """9 September: what Mr Strand signed is entered; its day of review is filled in by the rule."""
    journey.keys.press("Ctrl+4")
    journey.settle()
    begin_step(journey, "Acknowledged", "today 1600")
    journey.keys.choose("How", "On a signed sheet")
    assert journey.sees("30/9/2027")
    enter_form(journey, "Enter this step")
    assert journey.sees("by Mr Paul Strand")


def choose_declaration(journey: Journey, words: str) -> None:
    """Down the register to the declaration whose panel says so."""
    keys = journey.keys
    keys.press("Ctrl+4")
    journey.settle()
    keys.go_to("Register of declarations")
    keys.press("Home")
    for _ in range(3):
        journey.settle()
        if journey.sees(words):
            return
        keys.press("Down")
    raise AssertionError(f"no declaration says “{words}”")
