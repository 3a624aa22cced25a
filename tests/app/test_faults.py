"""Faults of the program: what is reported holds no content, the draft is safe, and the log locks."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from safeguard_app.app import faults
from safeguard_app.app.faults import report_of, tell, watch_for_faults
from safeguard_app.domain.text_rules import checked_text
from safeguard_app.services import incidents, opening
from safeguard_app.system.instance_lock import InstanceLock
from safeguard_app.ui.unlock.unlock_page import UnlockPage
from tests.app.test_locking import Begin, at_work, see_the_draft, wait_locked
from tests.journeys.driver import Journey
from tests.journeys.schools import PASSPHRASES, MadeLog

NAME = "Imogen Zeppelinbirch"
THE_REPORT = "safeguard-log: a fault in the program; the log was locked\n"


def caught(act: Callable[[], object]) -> RuntimeError:
    """What something raises."""
    with pytest.raises(RuntimeError) as raised:
        act()
    return raised.value


def test_a_report_names_places_and_kinds_and_no_content() -> None:
    def deeper() -> None:
        try:
            checked_text(3, NAME)  # type: ignore[arg-type]
        except Exception as failure:
            raise RuntimeError(NAME) from failure

    said = report_of(caught(deeper))
    assert NAME not in said
    lines = said.splitlines()
    assert lines[0] == "RuntimeError at"
    assert any(line.startswith("  test_faults.py:") and line.endswith(" deeper") for line in lines)
    assert any(line.startswith("  safeguard_app/domain/text_rules.py:") for line in lines), lines
    assert str(Path(__file__).parent) not in said, "folders may hold the name of an account"
    assert sum(line.endswith(" at") for line in lines) == 2, "the cause is named as well"


def test_a_window_without_a_terminal_reports_nowhere_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    tell(RuntimeError(NAME), "the log was locked")


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The hooks are in place, and put back afterwards; what they were told."""
    told: list[object] = []
    for place, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(place, name, getattr(place, name))
    watch_for_faults(told.append, lambda: told.append("interrupted"))
    return told


def test_what_nobody_catches_comes_to_the_program(
    watched: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    failure = caught(raise_it)
    sys.excepthook(type(failure), failure, failure.__traceback__)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert watched == [failure, "interrupted"]
    assert capsys.readouterr().err == ""


def test_a_thread_and_a_finaliser_report_without_content(
    watched: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise RuntimeError(NAME)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

    class Falling:
        def __del__(self) -> None:
            raise RuntimeError(NAME)

    Falling()
    said = capsys.readouterr().err
    assert said.count("RuntimeError at") == 2
    assert NAME not in said
    assert watched == []


def real_faults(journey: Journey) -> None:
    """As the program deals with them: the journey's own handler would fail the test."""
    journey.program.tasks._on_bug = journey.program.fault


def raise_it() -> None:
    """A fault whose message holds what nobody may read."""
    raise RuntimeError(NAME)


def typed_since_it_was_kept(begin: Begin, made: MadeLog) -> Journey:
    """Half a sentence is kept and more is typed; nothing but the lock keeps it, and that soon tries again."""
    journey = at_work(begin, made)
    real_faults(journey)
    place = journey.program.workplace
    assert place is not None
    assert place.incidents.form is not None
    place.incidents.form.keep_now()
    journey.settle()
    place.incidents.form.saves.timer.setInterval(600_000)
    journey.keys.type(" and more")
    place._try_again.setInterval(50)
    return journey


@pytest.mark.parametrize("where", ["window", "vault"])
def test_a_fault_locks_the_log_and_keeps_what_is_typed(
    where: str,
    begin: Begin,
    made: MadeLog,
    watched: list[object],
    capsys: pytest.CaptureFixture[str],
) -> None:
    journey = at_work(begin, made)
    real_faults(journey)
    if where == "window":
        watch_for_faults(journey.program.fault, journey.program.quit)
        QTimer.singleShot(0, raise_it)
    else:
        journey.program.tasks.run(raise_it, lambda _: None)
    arguments = wait_locked(journey, made)
    assert "locked after a fault in the program; drafts were kept at" in arguments[-1]
    said = capsys.readouterr().err
    assert said.startswith(THE_REPORT)
    assert NAME not in said
    see_the_draft(journey)


def test_a_fault_in_keeping_a_draft_is_tried_a_few_times_and_then_locks(
    begin: Begin, made: MadeLog, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    journey = typed_since_it_was_kept(begin, made)
    tried: list[int] = []

    def broken(*_: object) -> None:
        tried.append(1)
        raise RuntimeError(NAME)

    with monkeypatch.context() as patched:
        patched.setattr(incidents, "save_draft", broken)
        journey.keys.press("Ctrl+L")
        wait_locked(journey, made)
    assert len(tried) == 3, "not for ever, and not without a pause"
    assert NAME not in capsys.readouterr().err
    see_the_draft(journey)


def test_a_passing_fault_in_keeping_a_draft_loses_nothing(
    begin: Begin, made: MadeLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = typed_since_it_was_kept(begin, made)
    real, tried = incidents.save_draft, list[int]()

    def once(*arguments: object) -> object:
        tried.append(1)
        if len(tried) == 1:
            raise RuntimeError(NAME)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(incidents, "save_draft", once)
    journey.keys.press("Ctrl+L")
    wait_locked(journey, made)
    see_the_draft(journey)
    assert journey.sees("Half a sentence that and more")


def test_a_fault_while_unlocking_is_said_and_the_page_can_be_used_again(
    begin: Begin, made: MadeLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = begin(made)
    real_faults(journey)
    with monkeypatch.context() as patched:
        patched.setattr(opening, "unlock", lambda *_: raise_it())
        journey.keys.go_to("Passphrase")
        journey.keys.type(PASSPHRASES["dsl"])
        journey.keys.press("Return")
        journey.wait_for(faults.ProgramFault.sentence)
    page = journey.program.window.findChild(UnlockPage)
    assert isinstance(page, UnlockPage)
    assert page.unlock_button.isEnabled()
    InstanceLock(made.folder / "vault.lock").release()
    journey.keys.go_to("Unlock")
    journey.keys.press("Space")
    journey.wait_for("Today")
    assert journey.program.workplace is not None
