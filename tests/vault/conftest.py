"""A real log in a folder of its own, with the cheapest key stretching. Made once, and copied for each test."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.vault import hand_in
from tests.vault.made_log import HEAD, JUNIOR, MadeForTest, StoppedClock, attach, file_incident, make_log


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


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Where backups go."""
    place = tmp_path / "stick"
    place.mkdir()
    return place


@pytest.fixture
def used(log: MadeForTest) -> MadeForTest:
    """A log with evidence in two compartments, one of them closed to the lead, and a hand-in that waits."""
    head = log.unlock(HEAD)
    record = file_incident(head, where=Compartment.NOT_DSL)
    attach(head, record, b"sealed from the lead" * 100, Compartment.NOT_DSL)
    log.lock(head)
    junior = log.unlock(JUNIOR)
    hand_in.hand_in(junior, Compartment.NOT_HEAD, b"Waiting.")
    log.lock(junior)
    lead = log.unlock()
    attach(lead, file_incident(lead), b"pixels" * 5000)
    log.lock(lead)
    return log
