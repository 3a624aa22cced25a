"""What journeys share: a log made once, copied for each, and somebody at the window."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from safeguard_app.domain.people import OfficeKind
from safeguard_app.services import opening
from safeguard_app.ui.theme import current
from tests.journeys.baylis import BaylisLog, make_baylis, told_of_the_comments
from tests.journeys.derrylough import make_derrylough
from tests.journeys.driver import Journey, SetClock
from tests.journeys.opened_files import Opened
from tests.journeys.schools import MadeLog, add_adult, add_pupil, make_log, quick_keys, sign_in

START = "2026-09-07 08:00"


@pytest.fixture
def keys_of_a_real_school() -> None:
    """Asked for by journeys that another process takes part in, and that so need what a real log costs."""


@pytest.fixture(autouse=True)
def undressed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows without the sheet of the look: no word and no key depends on it, and each scene is looked at with it."""
    monkeypatch.setattr(current, "_sheet", lambda *_: "")


@pytest.fixture(autouse=True)
def keys_are_quick(request: pytest.FixtureRequest) -> Iterator[None]:
    """A passphrase takes a third of a second only where a journey asks for it."""
    with nullcontext() if _as_real(request) else quick_keys():
        yield


def _as_real(request: pytest.FixtureRequest) -> bool:
    return "keys_of_a_real_school" in request.fixturenames


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeLog:
    """The log that journeys copy; never opened itself."""
    with quick_keys():
        return make_log(tmp_path_factory.mktemp("made") / "school.safeguard", SetClock(START))


@pytest.fixture
def clock() -> SetClock:
    """The clock of the journey."""
    return SetClock(START)


@pytest.fixture
def made(request: pytest.FixtureRequest, made_once: MadeLog, tmp_path: Path) -> MadeLog:
    """A copy of the log for this journey, or one made for it with the keys of a real school."""
    folder = tmp_path / "school.safeguard"
    if _as_real(request):
        return make_log(folder, SetClock(START))
    shutil.copytree(made_once.folder, folder)
    return replace(made_once, folder=folder)


@pytest.fixture
def opened() -> Iterator[Opened]:
    """What this process opens, until the test ends."""
    made = Opened()
    yield made
    made.listening = False


@pytest.fixture(scope="session")
def baylis_once(tmp_path_factory: pytest.TempPathFactory) -> BaylisLog:
    """Baylis Lane with its people, made once and copied; never opened itself."""
    with quick_keys():
        return make_baylis(tmp_path_factory.mktemp("baylis"), SetClock(START))


@pytest.fixture(scope="session")
def baylis_told_once(baylis_once: BaylisLog, tmp_path_factory: pytest.TempPathFactory) -> BaylisLog:
    """The same as it stood on 22 September; never opened again itself."""
    copied = baylis_once.copied_to(tmp_path_factory.mktemp("told"))
    with quick_keys():
        return told_of_the_comments(copied, SetClock(START))


@pytest.fixture
def baylis(baylis_once: BaylisLog, tmp_path: Path) -> MadeLog:
    """A copy of Baylis Lane with its people and nothing on the register."""
    return baylis_once.copied_to(tmp_path).made


@pytest.fixture
def baylis_told(baylis_told_once: BaylisLog, tmp_path: Path) -> BaylisLog:
    """A copy of Baylis Lane as it stood on 22 September."""
    return baylis_told_once.copied_to(tmp_path)


@pytest.fixture
def derrylough(tmp_path: Path, clock: SetClock) -> MadeLog:
    """Derrylough Primary with its people, and nothing in its log."""
    return make_derrylough(tmp_path, clock)


@pytest.fixture
def begin(qapp: QApplication, tmp_path: Path, clock: SetClock) -> Iterator[Callable[..., Journey]]:
    """Starts the program; it is locked and gone at the end of the test."""
    begun: list[Journey] = []

    def start(log: MadeLog | None = None) -> Journey:
        journey = Journey(qapp, tmp_path, clock, log.folder if log is not None else None)
        begun.append(journey)
        journey.start()
        return journey

    yield start
    for journey in begun:
        journey.close()


@pytest.fixture(scope="module")
def begin_once(
    qapp: QApplication, made_once: MadeLog, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Journey]]:
    """Starts the program once for the tests of a module that leave each other alone; ``prepare`` sees the log first."""
    home = tmp_path_factory.mktemp("desk")
    log = replace(made_once, folder=home / "school.safeguard")
    shutil.copytree(made_once.folder, log.folder)
    begun: list[Journey] = []

    def start(at: str, prepare: Callable[[MadeLog, SetClock], None] | None = None) -> Journey:
        clock = SetClock(START)
        if prepare is not None:
            prepare(log, clock)
        clock.set(at)
        journey = Journey(qapp, home, clock, log.folder)
        begun.append(journey)
        journey.start()
        return journey

    with quick_keys():
        yield start
        for journey in begun:
            journey.close()


@pytest.fixture
def larkbridge(made: MadeLog, clock: SetClock) -> MadeLog:
    """Ms Nandra, the Headteacher, and two pupils of Year 5 are on the register."""
    session = sign_in(made, "dsl", made.folder.parent, clock)
    add_adult(session, "Ms Priya Nandra", "Year 5 teacher")
    add_adult(session, "Mr Simon Pell", "Headteacher", OfficeKind.HEADTEACHER)
    add_pupil(session, "Ella Tan", date(2016, 4, 2), "Year 5", "5N")
    add_pupil(session, "Kai Halloway", date(2016, 2, 11), "Year 5", "5N")
    opening.lock(session)
    return made
