"""What journeys share: a log made once, copied for each, and somebody at the window."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.baylis import BaylisLog, make_baylis, told_of_the_comments
from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import MadeLog, make_log

START = "2026-09-07 08:00"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeLog:
    """The log every journey copies; never opened itself."""
    return make_log(tmp_path_factory.mktemp("made") / "school.safeguard", SetClock(START))


@pytest.fixture
def clock() -> SetClock:
    """The clock of the journey."""
    return SetClock(START)


@pytest.fixture
def made(made_once: MadeLog, tmp_path: Path) -> MadeLog:
    """A copy of the log for this journey."""
    folder = tmp_path / "school.safeguard"
    shutil.copytree(made_once.folder, folder)
    return replace(made_once, folder=folder)


@pytest.fixture(scope="session")
def baylis_once(tmp_path_factory: pytest.TempPathFactory) -> BaylisLog:
    """Baylis Lane with its people, made once and copied; never opened itself."""
    return make_baylis(tmp_path_factory.mktemp("baylis"), SetClock(START))


@pytest.fixture(scope="session")
def baylis_told_once(baylis_once: BaylisLog, tmp_path_factory: pytest.TempPathFactory) -> BaylisLog:
    """The same as it stood on 22 September; never opened again itself."""
    copied = baylis_once.copied_to(tmp_path_factory.mktemp("told"))
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

    yield start
    for journey in begun:
        journey.close()
