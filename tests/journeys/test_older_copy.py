"""Friday's backup lies in the log's place: said in red until two people in two roles acknowledged it, keyboard only."""

import shutil
from collections.abc import Callable

import pytest

from safeguard_app.services import opening
from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import PASSPHRASES, MadeLog, add_adult, sign_in
from tests.journeys.tasks_at_the_desk import sign_in_as, unlock

pytestmark = pytest.mark.journey

SAID = "older than what this computer saw before"
WHY = "The backup of Friday was put back after the disk failed."


@pytest.fixture
def older(made: MadeLog, clock: SetClock) -> MadeLog:
    """A day's work is missing: the copy from before lies in the log's place."""
    home = made.folder.parent
    opening.lock(sign_in(made, "dsl", home, clock))
    kept = made.folder.with_name("kept")
    shutil.copytree(made.folder, kept)
    session = sign_in(made, "dsl", home, clock)
    add_adult(session, "Mr Owen Tarn", "Sports coach")
    opening.lock(session)
    shutil.rmtree(made.folder)
    kept.rename(made.folder)
    return made


def acknowledge(journey: Journey, who: str, recovery_key: str = "") -> None:
    """From Today's notice to the signature."""
    keys = journey.keys
    journey.wait_for(SAID)
    keys.activate("Read and acknowledge it")
    journey.wait_for("Who has acknowledged it")
    journey.wait_focus("Why it is older")
    keys.type(WHY)
    keys.fill("Your passphrase", PASSPHRASES[who])
    if recovery_key:
        keys.fill("Recovery key", recovery_key)
    keys.press("Return")
    journey.wait_gone("Who has acknowledged it")
    journey.settle()


def test_two_roles_acknowledge_it_and_the_last_part_takes_the_recovery_key(
    begin: Callable[..., Journey], older: MadeLog, clock: SetClock
) -> None:
    clock.set("2026-09-14 08:05")
    journey = begin(older)
    unlock(journey)
    assert journey.sees("An older copy of the log: look at Today"), "the foot of the window says so too"
    acknowledge(journey, "dsl")
    assert journey.sees(SAID), "one role is not enough"
    assert journey.sees("The daily log: waits for the Headteacher or the Deputy DSL.")

    sign_in_as(journey, "head")
    acknowledge(journey, "head")
    journey.wait_gone(SAID)
    assert journey.sees("Audit trail whole")

    sign_in_as(journey, "dsl")
    journey.wait_for("The part about the Headteacher is older")
    assert not journey.sees("The daily log: waits for")
    acknowledge(journey, "dsl", older.recovery)
    journey.wait_gone(SAID)

    journey.keys.press("Ctrl+7")
    journey.settle()
    assert journey.sees("Older copy accepted") and journey.sees(WHY), "the history stays readable"


def test_a_wrong_passphrase_is_said_beside_it_and_leaving_acknowledges_nothing(
    begin: Callable[..., Journey], older: MadeLog
) -> None:
    journey = begin(older)
    keys = journey.keys
    unlock(journey)
    keys.activate("Read and acknowledge it")
    journey.wait_focus("Why it is older")
    keys.press("Return")
    journey.wait_for("Say why, in your own words.")
    keys.type(WHY)
    keys.fill("Your passphrase", "not the one")
    keys.press("Return")
    journey.wait_for("That is not your passphrase. Nothing was acknowledged.")
    journey.wait_focus("Your passphrase")
    keys.press("Escape")
    journey.wait_gone("Who has acknowledged it")
    journey.settle()
    assert journey.sees("The daily log: waits for two")
