"""What nobody should type, typed and pasted: a clear word or a correct record, and never a lost draft."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication

from safeguard_app.services import opening
from tests.journeys.driver import Journey, SetClock
from tests.journeys.perceiving import value_of
from tests.journeys.schools import MadeLog, add_pupil, sign_in
from tests.journeys.tasks_at_the_desk import Named, file_concern, lock, name_somebody, unlock, write_concern

pytestmark = pytest.mark.journey

OVERRIDE = "\u202e"
ACCOUNT = "What have you seen or been told?"


@pytest.fixture(scope="module")
def desk(begin_once: Callable[..., Journey]) -> Journey:
    """Two pupils of one name are on the register; somebody is signed in, for all tests here."""

    def prepare(made: MadeLog, clock: SetClock) -> None:
        session = sign_in(made, "dsl", made.folder.parent, clock)
        add_pupil(session, "Ella Tan", date(2016, 4, 2), "Year 5", "5N")
        add_pupil(session, "Ella Tan", date(2018, 1, 30), "Year 3", "3B")
        opening.lock(session)

    started = begin_once("2026-09-14 13:00", prepare)
    unlock(started)
    return started


@pytest.fixture
def journey(desk: Journey) -> Journey:
    """Today; what another test left in a form is a draft."""
    desk.keys.press("Ctrl+1")
    desk.settle()
    return desk


def paste(journey: Journey, text: str) -> None:
    """Ctrl+V of what was copied elsewhere."""
    QGuiApplication.clipboard().setText(text)
    journey.keys.press("Ctrl+V")
    QGuiApplication.clipboard().clear()


def test_a_name_that_turns_the_line_round_shows_what_it_is(journey: Journey) -> None:
    write_concern(
        journey,
        f"He calls himself {OVERRIDE}lairt and 🦊🦊, “ไทย”, Ωmega.",
        told_by=Named("Ms Hart"),
        told="today 1230",
        happened="yest 9pm",
        people=(Named("Kai 🦊 Ōtani", "Target"),),
    )
    file_concern(journey)
    record = journey.screen()
    assert "Kai 🦊 Ōtani" in record
    assert "🦊🦊, “ไทย”, Ωmega." in record, "what a child writes is kept as it was written"
    for line in record.split("\n"):
        assert OVERRIDE not in line or "He calls himself" in line


def test_an_override_in_a_name_is_refused_beside_its_field_or_taken_out(journey: Journey) -> None:
    journey.keys.press("Ctrl+N")
    journey.wait_focus(ACCOUNT)
    journey.keys.go_to("Who told you")
    paste(journey, f"Ms {OVERRIDE}traH")
    journey.wait_for("Add unknown person")
    journey.keys.press("Return")
    journey.settle()
    chips = [line for line in journey.screen().split("\n") if "traH" in line]
    assert chips and all(OVERRIDE not in line for line in chips)


def test_ten_megabytes_pasted_into_the_account_lose_nothing_typed_before(journey: Journey) -> None:
    keys = journey.keys
    keys.press("Ctrl+N")
    journey.wait_focus(ACCOUNT)
    keys.type("Mine. ")
    paste(journey, "x" * 10_000_000)
    journey.settle()
    assert value_of(keys.focused()) == "Mine. ", "a part of a text reads like all of it"
    assert journey.sees("Nothing was pasted: this box holds up to 100,000 characters.")
    assert journey.sees("A longer text can be attached to an incident as a file.")
    keys.type("And after.")
    assert not journey.sees("Nothing was pasted")
    lock(journey)
    unlock(journey)
    assert journey.sees("Mine. And after.")


def test_a_date_in_the_future_is_asked_about_and_nothing_is_lost(journey: Journey) -> None:
    write_concern(
        journey,
        "It happened, they say.",
        told_by=Named("Ms Hart"),
        told="today 1230",
        happened="1/10/2026 9pm",
        people=(Named("Kai", "Target"),),
    )
    journey.keys.press("Ctrl+Return")
    journey.settle()
    assert journey.sees("Is anyone in danger now?"), "the form is still there"
    assert journey.sees("future") or journey.sees("has not come yet") or journey.sees("later than now")
    journey.keys.fill("When did it happen?", "31/2")
    journey.settle()
    journey.keys.press("Ctrl+Return")
    journey.settle()
    assert journey.sees("It happened, they say.")
    assert journey.sees("Is anyone in danger now?")
    journey.keys.fill("When did it happen?", "yest 9pm")
    file_concern(journey)
    assert journey.sees("Sun 13 Sep 2026")


def test_namesakes_show_class_and_year_and_nobody_is_chosen_unseen(journey: Journey) -> None:
    keys = journey.keys
    keys.press("Ctrl+N")
    journey.wait_focus(ACCOUNT)
    keys.go_to("Who was involved")
    keys.type("Ella Tan")
    keys.press("Return")
    journey.wait_for("5N")
    assert journey.sees("3B")
    assert not journey.sees("Role of Ella Tan")
    assert not journey.sees("Take Ella Tan out"), "two are of that name: Enter alone chooses neither"
    keys.press("Down")
    keys.press("Return")
    journey.wait_for("Take Ella Tan out")


def test_control_characters_and_an_empty_form(journey: Journey) -> None:
    keys = journey.keys
    keys.press("Ctrl+N")
    journey.wait_focus(ACCOUNT)
    keys.press("Ctrl+Return")
    journey.wait_for("Some answers need another look. Nothing was lost.")
    keys.go_to(ACCOUNT)
    paste(journey, "a\x00b\x07c\x1bd\r\ne\tf")
    journey.settle()
    kept = value_of(keys.focused())
    assert not set(kept) & {"\x00", "\x07", "\x1b"}
    assert "a" in kept and "f" in kept


def test_a_two_hundred_letter_name_and_a_very_long_word(journey: Journey) -> None:
    keys = journey.keys
    keys.press("Ctrl+N")
    journey.wait_focus(ACCOUNT)
    keys.type("Long names follow.")
    name_somebody(journey, "Who told you", Named("Ms " + "Long" * 20))
    keys.go_to("Who was involved")
    paste(journey, "N" * 5_000)
    journey.settle()
    assert len(value_of(keys.focused())) <= 500
