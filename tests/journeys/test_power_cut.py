"""A paper slip is typed as its writer's words; the power goes in mid-sentence; what was said to be kept is there."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from safeguard_app.services import keeping, opening
from safeguard_app.system.paths import LOG_SUFFIX
from tests.journeys.driver import Journey, SetClock
from tests.journeys.perceiving import value_of
from tests.journeys.schools import MadeLog, sign_in
from tests.journeys.tasks_at_the_desk import Named, file_concern, lock, name_somebody, unlock
from tests.journeys.typing_a_slip import FIRST, FURTHER, HALF, ORIGINAL

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("keys_of_a_real_school")]

ROOT = Path(__file__).parents[2]


def type_until_the_power_goes(home: Path) -> None:
    """Run the other process, and end it as a power cut would."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.typing_a_slip", str(home)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process:
        said = [process.stdout.readline().strip() for _ in range(2)]
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert said == ["KEPT", "TYPED"]
    assert process.returncode == -signal.SIGKILL


def kept_when_cut() -> list[str]:
    """What may stand in the account: all that was typed when the draft was kept, and however much after that."""
    return [FIRST + HALF + FURTHER[:more] for more in range(len(FURTHER) + 1)]


def test_what_was_kept_is_there_after_a_power_cut_and_can_be_filed(
    begin: Callable[..., Journey], made: MadeLog, clock: SetClock
) -> None:
    assert made.folder.name == f"school{LOG_SUFFIX}"
    type_until_the_power_goes(made.folder.parent)

    clock.set("2026-09-14 14:00")
    journey = begin(made)
    keys = journey.keys
    unlock(journey)
    assert journey.sees("Drafts"), "Today says that there is a draft"
    assert journey.sees("Ella came in crying.")
    keys.activate("Continue: Ella came in crying…")
    journey.wait_focus("What have you seen or been told?")
    journey.settle()
    form = journey.screen()
    assert value_of(keys.focused()) in kept_when_cut(), (
        "every word up to the last time it was kept, half a sentence too"
    )
    assert "Miss Ivy Larch" in form and ORIGINAL in form and "12:30" in form

    keys.pick("Is anyone in danger now?", "No")
    name_somebody(journey, "Who told you", Named("Miss Ivy Larch"))
    keys.fill("When you were told", "today 1310")
    keys.fill("When did it happen?", "yest 9pm")
    name_somebody(journey, "Who was involved", Named("Ella Tan"))
    keys.choose("Role of Ella Tan", "Child at the centre of the concern")
    file_concern(journey)
    record = journey.screen()
    assert "they posted it again" in record
    assert "Miss Ivy Larch, written Mon 14 Sep 2026, 12:30" in record, "the words are their writer’s"
    assert ORIGINAL in record
    lock(journey)

    session = sign_in(made, "dsl", made.folder.parent, clock)
    try:
        assert keeping.check(session).whole
    finally:
        opening.lock(session)
