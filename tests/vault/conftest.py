"""A real log in a folder of its own, with the cheapest key stretching. Made once, and copied for each test."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.vault.made_log import MadeForTest, StoppedClock, make_log


@pytest.fixture(scope="session")
def untouched_log(tmp_path_factory: pytest.TempPathFactory) -> MadeForTest:
    """The log that every test gets a copy of."""
    return make_log(tmp_path_factory.mktemp("made"))


@pytest.fixture
def log(untouched_log: MadeForTest, tmp_path: Path) -> Iterator[MadeForTest]:
    """A log with a lead, a Headteacher, a deputy who reads concerns about adults and one who does not."""
    folder = tmp_path / untouched_log.folder.name
    shutil.copytree(untouched_log.folder, folder)
    mine = replace(untouched_log, folder=folder, state=tmp_path / "state", clock=StoppedClock(), opened=[])
    yield mine
    mine.close_all()
