"""Curtain, lock by hand, lock when nobody is there, a wrong passphrase."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QElapsedTimer

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.services import incidents
from safeguard_app.system.instance_lock import InstanceLock
from tests.journeys.driver import Journey, SetClock
from tests.journeys.keyboard import until
from tests.journeys.perceiving import name_of
from tests.journeys.schools import MadeLog
from tests.journeys.tasks_at_the_desk import lock, unlock

pytestmark = pytest.mark.journey


def begin_typing(journey: Journey, words: str) -> None:
    """A new incident with some words in it."""
    journey.keys.press("Ctrl+N")
    journey.wait_focus("What have you seen or been told?")
    journey.keys.type(words)


def test_the_curtain_hides_at_once_and_keeps_the_work(begin: Callable[..., Journey], made: MadeLog) -> None:
    journey = begin(made)
    unlock(journey)
    begin_typing(journey, "He said that ")
    journey.keys.press("F8")
    assert name_of(journey.keys.focused()) == "Curtain"
    journey.keys.type("typed at the curtain")
    journey.keys.press("Ctrl+N")
    journey.keys.press("Escape")
    assert name_of(journey.keys.focused()) == "What have you seen or been told?"
    journey.keys.type("nobody knew")
    assert journey.sees("He said that nobody knew")
    assert not journey.sees("typed at the curtain")


def test_ctrl_l_keeps_the_draft_lets_the_log_go_and_comes_back_to_unlock(
    begin: Callable[..., Journey], made: MadeLog
) -> None:
    journey = begin(made)
    unlock(journey)
    begin_typing(journey, "Half a sentence that")
    lock(journey)
    assert journey.program.workplace is None
    assert journey.sees("Larkbridge Primary")
    assert not journey.sees("Half a sentence")
    InstanceLock(made.folder / "vault.lock").release()
    unlock(journey)
    assert journey.sees("Half a sentence that"), "Today has the draft"
    assert "--locked" in journey.starts[-1] or journey.starts[-1][0] == "--log"


def test_nobody_there_locks_it_with_a_sheet_open_too(begin: Callable[..., Journey], made: MadeLog) -> None:
    journey = begin(made)
    unlock(journey)
    begin_typing(journey, "Left alone with ")
    journey.keys.press("Ctrl+/")
    journey.wait_for("Keys")
    timer = journey.program.idle._timer
    for _ in range(2):
        timer.start(1)
        until(lambda: bool(journey.starts) or timer.remainingTime() != 1, "the time runs out")
        journey.application.processEvents()
    until(lambda: bool(journey.starts), "locked")
    journey.wait_focus("Passphrase")
    assert journey.sees("locked after 5 minutes without use at 08:0")
    InstanceLock(made.folder / "vault.lock").release()
    assert journey.program.workplace is None
    unlock(journey)
    assert journey.sees("Left alone with")


def test_a_wrong_passphrase_is_said_waits_a_second_and_locks_nobody_out(
    begin: Callable[..., Journey], made: MadeLog
) -> None:
    journey = begin(made)
    keys = journey.keys
    journey.wait_focus("Passphrase")
    clock = QElapsedTimer()
    for attempt in range(3):
        keys.press("Ctrl+A")
        keys.type(f"not this one {attempt}")
        keys.press("Return")
        journey.wait_for("That is not")
        clock.start()
        keys.press("Return")
        journey.settle()
        assert journey.program.workplace is None
        wait_until_unlock_may_be_pressed(journey)
    assert clock.elapsed() >= 900
    keys.press("Ctrl+A")
    unlock(journey)
    keys.press("Ctrl+7")
    journey.settle()
    journey.wait_for("Unlock failed")


def wait_until_unlock_may_be_pressed(journey: Journey) -> None:
    """Tab comes to the button again once its rest is over."""

    def reachable() -> bool:
        journey.keys.go_to("Passphrase")
        journey.keys.tab(2)
        return name_of(journey.keys.focused()) == "Unlock"

    until(reachable, "Unlock can be pressed again")
    journey.keys.go_to("Passphrase")


def test_what_cannot_be_kept_is_tried_again_and_locks_then(
    begin: Callable[..., Journey], made: MadeLog, monkeypatch: pytest.MonkeyPatch, clock: SetClock
) -> None:
    journey = begin(made)
    unlock(journey)
    begin_typing(journey, "Words for a full disk")
    real = incidents.save_draft
    tried = []

    def full(*arguments: object) -> None:
        tried.append(1)
        raise KnownProblem("The disk is full. Nothing was kept.", "Make room.")

    monkeypatch.setattr(incidents, "save_draft", full)
    journey.keys.press("Ctrl+L")
    until(lambda: bool(tried), "keeping was tried")
    journey.settle()
    assert journey.program.workplace is not None, "not locked over unsaved words"
    assert journey.program.window.curtain.is_drawn
    monkeypatch.setattr(incidents, "save_draft", real)
    until(lambda: bool(journey.starts), "tried again and locked")
    journey.wait_focus("Passphrase")
    unlock(journey)
    assert journey.sees("Words for a full disk")
