"""The audit trail is checked once Today is there; what that finds stands on Today and at the foot of the window."""

from collections.abc import Callable

import pytest

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.vault import chain
from safeguard_app.vault.chain import ChainFinding
from safeguard_app.vault.database import Connection
from safeguard_app.vault.problems import DatabaseDamaged
from tests.journeys.driver import Journey
from tests.journeys.keyboard import until
from tests.journeys.schools import MadeLog
from tests.journeys.tasks_at_the_desk import unlock
from tests.journeys.test_right_after_unlock import let_the_rest_come, open_and_no_more

pytestmark = pytest.mark.journey
WHOLE, BROKEN = "Audit trail whole, checked", "The audit trail does not add up: look at Today"


def _breaks(_connection: Connection, _vault: str, part: str, _pause: object = None) -> list[ChainFinding]:
    return [ChainFinding("event_altered", 3)] if part == Compartment.DAILY else []


def test_today_comes_first_and_the_check_is_said_when_it_is_done(
    begin: Callable[..., Journey], made: MadeLog
) -> None:
    journey = begin(made)
    journey.program.tasks._turn.blockSignals(True)
    open_and_no_more(journey)
    assert journey.program.workplace is not None
    assert not journey.program.workplace.session.chains_checked
    assert journey.sees("Checking the audit trail") and not journey.sees(WHOLE)
    let_the_rest_come(journey)
    journey.wait_for(WHOLE)
    assert journey.program.workplace.session.chains_checked


def test_a_chain_that_does_not_add_up_is_said_on_today(
    begin: Callable[..., Journey], made: MadeLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "verify_events", _breaks)
    journey = begin(made)
    unlock(journey)
    journey.wait_for(BROKEN)
    journey.wait_for("The audit chain of the daily log does not add up")
    assert journey.sees("Write nothing more in it.") and not journey.sees(WHOLE)


def test_a_check_that_fails_is_said_and_nothing_is_called_whole(
    begin: Callable[..., Journey], made: MadeLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_connection: Connection, _vault: str, _part: str, _pause: object) -> list[ChainFinding]:
        raise DatabaseDamaged

    monkeypatch.setattr(chain, "verify_events", damaged)
    journey = begin(made)
    unlock(journey)
    journey.wait_for("The audit trail could not be checked: look at Audit")
    assert journey.sees(DatabaseDamaged.sentence) and not journey.sees(WHOLE)
    assert not journey.sees("Checking the audit trail")
    journey.keys.press("Return")


def test_a_lock_does_not_wait_for_the_check(
    begin: Callable[..., Journey], made: MadeLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    journey = begin(made)

    def lengthy(
        _connection: Connection, _vault: str, part: str, pause: Callable[[], None]
    ) -> list[ChainFinding]:
        asked.append(part)
        while True:  # to the end of a very long chain
            pause()

    monkeypatch.setattr(chain, "verify_events", lengthy)
    open_and_no_more(journey)
    until(lambda: bool(asked), "the check is under way")
    journey.program.lock_by_hand()
    until(lambda: bool(journey.starts), "locked")
