"""The first page: which it is, and what it says where the log is not as it was."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from safeguard_app.app.program import Program
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.services.opening import Computer
from safeguard_app.system.clock import SystemClock
from safeguard_app.system.instance_lock import InstanceLock
from safeguard_app.system.settings import Settings, read_settings, write_settings
from safeguard_app.ui.first_run.welcome_step import WelcomePage
from safeguard_app.ui.first_run.wizard import FirstRunWizard
from safeguard_app.ui.unlock.unlock_page import UnlockPage
from tests.journeys.driver import ZONE, Journey, catalogue
from tests.journeys.schools import PASSPHRASES, MadeLog
from tests.journeys.tasks_at_the_desk import lock, unlock

Begin = Callable[..., Journey]


def face(journey: Journey) -> type:
    """Which page covers the window."""
    pages = (WelcomePage, UnlockPage, FirstRunWizard)
    (shown,) = [
        type(found)
        for kind in pages
        for found in journey.program.window.findChildren(kind)
        if found.isVisible()
    ]
    return shown


def box(journey: Journey) -> str:
    """What the box on screen says."""
    sheet = journey.program.window.messages.open_sheet
    return "" if sheet is None else f"{sheet.message.sentence} {sheet.message.next_step}"


def remember(home: Path, log: Path) -> None:
    """As if this computer had this log open last."""
    write_settings(home / "settings.json", Settings(last_log=str(log)))


def test_where_no_log_is_known_it_welcomes_and_says_nothing_is_wrong(begin: Begin) -> None:
    journey = begin()
    assert face(journey) is WelcomePage
    assert box(journey) == ""
    journey.keys.activate("Make our school’s log")
    assert face(journey) is FirstRunWizard


def test_the_log_that_was_open_last_is_asked_for_its_passphrase(
    begin: Begin, made: MadeLog, tmp_path: Path
) -> None:
    remember(tmp_path, made.folder)
    journey = begin()
    assert face(journey) is UnlockPage
    assert journey.sees("Larkbridge Primary")


def test_the_log_that_is_named_comes_before_the_one_that_was_open_last(
    begin: Begin, made: MadeLog, tmp_path: Path
) -> None:
    remember(tmp_path, tmp_path / "another.safeguard")
    journey = begin(made)
    assert (face(journey), box(journey)) == (UnlockPage, "")
    unlock(journey)
    assert read_settings(tmp_path / "settings.json").last_log == str(made.folder)


@pytest.mark.parametrize("known_by", ["argument", "settings"])
def test_a_log_that_is_not_there_is_never_passed_over_in_silence(
    known_by: str, begin: Begin, made: MadeLog, tmp_path: Path
) -> None:
    """A DSL whose disk is not plugged in must not make a second log without knowing."""
    away = tmp_path / "away.safeguard"
    made.folder.rename(away)
    if known_by == "settings":
        remember(tmp_path, made.folder)
    journey = begin(made if known_by == "argument" else None)
    assert face(journey) is WelcomePage
    said = box(journey)
    assert f"There is no log at {made.folder}. Nothing was changed." in said
    assert "Make a new log only if the school has none." in said
    if known_by == "settings":
        assert read_settings(tmp_path / "settings.json").last_log == str(made.folder), "it may come back"
    journey.keys.press("Escape")
    journey.dialogs.folder = str(away)
    journey.keys.activate("Open a log that is already here")
    unlock(journey)


def spoil(log: Path, how: str) -> None:
    """Damage the key file and its copy."""
    for name in ("vault.json", "vault.json.copy"):
        path = log / name
        content = path.read_bytes()
        path.unlink()
        if how == "cut":
            path.write_bytes(content[: len(content) // 2])
        elif how == "folder":
            path.mkdir()
        elif how == "newer":
            file = json.loads(content)
            file["format"] = file["format"] + 1 if "format" in file else 99
            path.write_text(json.dumps(file))


@pytest.mark.parametrize("how", ["cut", "folder", "missing", "newer"])
def test_a_damaged_log_says_so_and_is_left_as_it_is(how: str, begin: Begin, made: MadeLog) -> None:
    spoil(made.folder, how)
    before = {path: path.stat().st_mtime_ns for path in made.folder.rglob("*")}
    journey = begin(made)
    assert face(journey) is UnlockPage
    page = journey.program.window.findChild(UnlockPage)
    assert isinstance(page, UnlockPage)
    assert page.notice is not None
    journey.keys.go_to("Passphrase")
    journey.keys.type("any words at all")
    journey.keys.press("Return")
    journey.settle()
    assert journey.program.workplace is None
    assert page.notice is not None
    assert page.unlock_button.isEnabled()
    assert {path: path.stat().st_mtime_ns for path in made.folder.rglob("*")} == before


def test_a_log_open_elsewhere_says_by_whom_and_opens_once_it_is_let_go(begin: Begin, made: MadeLog) -> None:
    other = InstanceLock(made.folder / "vault.lock")
    journey = begin(made)
    journey.keys.go_to("Passphrase")
    journey.keys.type(PASSPHRASES["dsl"])
    journey.keys.press("Return")
    journey.wait_for("This log is already open (process ")
    assert journey.program.workplace is None
    other.release()
    journey.keys.go_to("Passphrase")
    journey.keys.press("Ctrl+A")
    unlock(journey)


def test_settings_that_cannot_be_read_or_written_stop_nobody(
    begin: Begin, made: MadeLog, tmp_path: Path
) -> None:
    (tmp_path / "settings.json").mkdir()
    journey = begin(made)
    unlock(journey)
    assert journey.sees("Settings of this computer could not be kept")


def test_locking_comes_back_to_the_same_log(begin: Begin, made: MadeLog) -> None:
    journey = begin(made)
    unlock(journey)
    lock(journey)
    assert journey.starts[-1][:2] == ["--log", str(made.folder)]
    assert journey.sees("Safeguarding log, locked by hand at ")


def test_the_state_of_this_computer_is_the_same_for_the_demo_and_beside_it(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is remembered against older copies of the school's log must not lie in a folder the demo clears away."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    states = []
    for demo in (False, True):
        program = Program(qapp, tmp_path / "settings.json", demo=demo)
        states.append(program.computer.state)
        program.tasks.shut_down()
        for part in (program.theme, program.guard, program.idle, program.window, program):
            part.deleteLater()
    assert states == [tmp_path / "safeguard-log" / "state"] * 2


def test_text_grows_and_shrinks_between_100_and_200_percent(begin: Begin, tmp_path: Path) -> None:
    program = begin().program
    for steps, percent in ((-1, 100), (1, 125), (9, 200), (1, 200), (-1, 175)):
        program.change_text_size(steps)
        assert program.settings.text_percent == percent
        assert program.theme.text_scale == percent / 100
    assert read_settings(tmp_path / "settings.json").text_percent == 175
    program.change_text_size(-9)


def test_a_computer_is_made_of_the_real_clock_and_the_schools_zone() -> None:
    from safeguard_app.app.computer import this_computer

    computer: Computer = this_computer()
    assert isinstance(computer.clock, SystemClock)
    assert (computer.zone, computer.catalogue.nations.keys()) == (ZONE, catalogue().nations.keys())


def test_a_catalogue_that_cannot_be_read_is_said_where_it_is_needed(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> Computer:
        raise KnownProblem("The catalogue cannot be read.", "Install the program again.")

    journey = begin()
    journey.program._computer = None
    monkeypatch.setattr("safeguard_app.app.computer.this_computer", broken)
    journey.program.show_first_run()
    assert journey.sees("The catalogue cannot be read.")
    assert journey.sees("Install the program again.")
