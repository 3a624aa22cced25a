"""Keys that come between the opening of the log and the making of its other pages: none is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import opening
from tests.journeys.driver import Journey, SetClock
from tests.journeys.keyboard import until
from tests.journeys.schools import PASSPHRASES, MadeLog, sign_in
from tests.services.conftest import log_incident

pytestmark = pytest.mark.journey


def open_and_no_more(journey: Journey) -> None:
    """The passphrase and Enter; back as soon as Today is shown, alone."""
    journey.wait_focus("Passphrase")
    journey.keys.type(PASSPHRASES["dsl"])
    journey.keys.press("Return")
    program = journey.program
    until(lambda: program.window.current_key is not None, "Today is shown")
    assert program.workplace is not None and not program.workplace._complete


@pytest.fixture
def quick(begin: Callable[..., Journey], made: MadeLog) -> Journey:
    """Somebody whose next key comes before anything that nobody waits for."""
    journey = begin(made)
    journey.program.tasks._turn.blockSignals(True)
    open_and_no_more(journey)
    return journey


def let_the_rest_come(journey: Journey) -> None:
    """What nobody waited for comes now."""
    turn = journey.program.tasks._turn
    turn.blockSignals(False)
    turn.start(0)


def test_a_new_incident_asked_for_at_once_opens(quick: Journey) -> None:
    quick.keys.press("Ctrl+N")
    let_the_rest_come(quick)
    quick.wait_focus("What have you seen or been told?")


def test_a_lock_that_the_computer_asks_for_needs_no_other_page(quick: Journey) -> None:
    quick.program.lock("locked because the computer was locked or slept")
    until(lambda: bool(quick.starts), "locked")
    let_the_rest_come(quick)
    quick.wait_focus("Passphrase")
    assert quick.program.workplace is None
    assert quick.sees("locked because the computer was locked or slept")


def test_the_keyboard_is_at_the_first_thing_to_do(
    begin: Callable[..., Journey], made: MadeLog, tmp_path: Path, clock: SetClock
) -> None:
    session = sign_in(made, "dsl", tmp_path, clock)
    log_incident(session, "CB", (PersonRef(None, "Ella Reed"), "target"), told=exactly(clock.now()))
    opening.lock(session)
    clock.set("2026-10-12 09:00")
    journey = begin(made)
    open_and_no_more(journey)
    assert journey.program.workplace is not None
    rows = journey.program.workplace.today.page.rows
    assert rows and rows[0].button.hasFocus()
