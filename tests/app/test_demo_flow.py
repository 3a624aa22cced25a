"""The demo school: made afresh, stamped DEMO, never in the place of a real log and never taken for one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from safeguard_app.app import demo_flow
from safeguard_app.app.demo_flow import make_and_open
from safeguard_app.demo import school
from safeguard_app.demo.register import Cast
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.users import Role
from safeguard_app.services import opening
from safeguard_app.services.session import Session
from safeguard_app.system.settings import read_settings
from safeguard_app.ui.first_run.welcome_step import WelcomePage
from safeguard_app.vault.creation import MadeLog as Created
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.problems import KeyFileDamaged
from tests.journeys.driver import Journey, SetClock
from tests.journeys.keyboard import until
from tests.journeys.schools import MadeLog, computer_of, sign_in
from tests.services.conftest import PASSPHRASES, SCHOOL, new_log


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A demo log without its story, which other tests tell: what is proved here is where it lies and what opens it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def build(folder: Path, computer: opening.Computer) -> school.DemoLog:
        clock = computer.clock
        people = (opening.PersonWithKey("Miss Jo Abbey", (Role.DSL,), "quiet maple river"),)
        key = opening.new_recovery_key()
        made: Created = opening.create_log(folder, SCHOOL, people, key, computer, demo=True)
        users = {"lead": made.users[0]}
        cast = Cast(clock.now(), computer.zone)
        return school.DemoLog(folder, key, users, {"lead": "quiet maple river"}, {"lead": "Jo"}, cast)

    monkeypatch.setattr(school, "build", build)
    monkeypatch.setattr(school, "lead_passphrase", lambda: "quiet maple river")


@pytest.fixture
def opened() -> Iterator[Callable[[Path], Session]]:
    """Opens demos; whatever is open at the end is locked."""
    sessions: list[Session] = []

    def open_one(folder: Path) -> Session:
        sessions.append(make_and_open(folder))
        return sessions[-1]

    yield open_one
    for session in sessions:
        session.vault.abandon()


Open = Callable[[Path], Session]


def test_it_is_a_demo_and_is_made_afresh_each_time(quick: None, opened: Open, tmp_path: Path) -> None:
    first = opened(tmp_path / "demo")
    before = (first.vault.folder / "vault.json").read_bytes()
    assert first.is_demo
    first.vault.abandon()
    second = opened(tmp_path / "demo")
    assert second.vault.folder == first.vault.folder == tmp_path / "demo" / "demo.safeguard"
    assert (second.vault.folder / "vault.json").read_bytes() != before


def test_a_demo_open_in_another_window_is_left_alone(quick: None, opened: Open, tmp_path: Path) -> None:
    first = opened(tmp_path / "demo")
    second = opened(tmp_path / "demo")
    assert second.vault.folder.name == "demo-2.safeguard"
    assert first.school.name == second.school.name
    opening.lock(first)


@pytest.mark.parametrize("state", ["whole", "damaged", "called a demo"])
def test_a_schools_own_log_that_lies_there_is_never_removed(
    state: str, quick: None, opened: Open, made: MadeLog, clock: SetClock, tmp_path: Path
) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    made.folder.rename(folder / "demo.safeguard")
    (folder / "minutes.txt").write_text("something else")
    if state == "damaged":
        for name in ("vault.json", "vault.json.copy"):
            (folder / "demo.safeguard" / name).write_bytes(b"{")
    if state == "called a demo":
        log = folder / "demo.safeguard"
        vault_file.write(log, msgspec.structs.replace(vault_file.read(log), demo=True))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert opened(folder).vault.folder.name == "demo-2.safeguard"
    assert {path: path.read_bytes() for path in before} == before


def test_the_demo_is_stamped_and_not_remembered_as_the_schools_log(
    quick: None, begin: Callable[..., Journey], tmp_path: Path
) -> None:
    journey = begin()
    assert not journey.program.window.demo_strip.isVisible()
    journey.keys.activate("Look round the demo school")
    until(lambda: journey.program.workplace is not None, "the demo is open")
    journey.settle()
    assert journey.program.window.demo_strip.isVisible()
    assert read_settings(tmp_path / "settings.json").last_log == ""
    journey.keys.press("Ctrl+L")
    journey.wait_for("Look round the demo school")
    assert "--log" not in journey.starts[-1]
    assert "--demo" not in journey.starts[-1]
    assert not journey.program.window.demo_strip.isVisible()


def test_a_demo_opened_as_if_it_were_a_log_stays_a_demo(
    begin: Callable[..., Journey], tmp_path: Path
) -> None:
    folder = tmp_path / "ours.safeguard"
    users, _ = new_log(folder, SCHOOL)
    journey = begin(MadeLog(folder, users, ""))
    assert journey.program.window.demo_strip.isVisible()
    journey.keys.go_to("Passphrase")
    journey.keys.type(PASSPHRASES["dsl"])
    journey.keys.press("Return")
    until(lambda: journey.program.workplace is not None, "open")
    journey.settle()
    assert journey.program.window.demo_strip.isVisible()
    assert read_settings(tmp_path / "settings.json").last_log == ""


def test_a_key_file_that_denies_being_a_demos_opens_nothing(tmp_path: Path) -> None:
    """A demo's keys are cheap: no log is real that has such keys, whatever its key file says."""
    folder = tmp_path / "ours.safeguard"
    users, _ = new_log(folder, SCHOOL)
    computer = computer_of(tmp_path, SetClock("2026-09-14 13:00"))
    vault_file.write(folder, msgspec.structs.replace(vault_file.read(folder), demo=False))
    with pytest.raises(KeyFileDamaged):
        opening.unlock(folder, users["dsl"], PASSPHRASES["dsl"], computer)


def test_a_real_log_is_no_demo(made: MadeLog, tmp_path: Path, clock: SetClock) -> None:
    session = sign_in(made, "dsl", tmp_path, clock)
    assert not session.is_demo
    opening.lock(session)


@pytest.mark.parametrize("fault", [False, True])
def test_a_demo_that_cannot_be_made_says_so_and_comes_back(
    fault: bool, begin: Callable[..., Journey], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(_folder: Path) -> None:
        raise (RuntimeError("Miss Abbey") if fault else KnownProblem("The disk is full.", "Make room."))

    monkeypatch.setattr(demo_flow, "make_and_open", full)
    journey = begin()
    journey.program.tasks._on_bug = journey.program.fault
    journey.keys.activate("Look round the demo school")
    journey.wait_for("The program has a fault" if fault else "The disk is full.")
    assert journey.program.window.findChild(WelcomePage) is not None
    assert not journey.program.window.demo_strip.isVisible()
    journey.keys.press("Escape")
    assert journey.sees("Make our school’s log")
