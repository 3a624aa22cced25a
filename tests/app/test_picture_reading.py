"""Pictures are read behind everything else, one round at a time, and no more after a lock."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject

from safeguard_app.app.picture_reading import PictureReading
from safeguard_app.domain.errors import Cancelled
from safeguard_app.domain.identifiers import Compartment, Reference, new_record_id
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import machine_reading
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.ui.tasks import Lane, Urgency
from tests.journeys.driver import Journey
from tests.journeys.keyboard import until
from tests.journeys.schools import MadeLog
from tests.journeys.tasks_at_the_desk import unlock

TOUCHED = changed(Reference(Compartment.DAILY, new_record_id()), kinds=(RecordKind.EVIDENCE,))
NOTE = changed(kinds=(RecordKind.NOTE,))


class HeldTasks:
    """Runs nothing until a test lets it end."""

    def __init__(self) -> None:
        self.under_way: list[tuple[Callable[[object], None], Callable[[Any], None]]] = []
        self.begun = 0
        self.cancelled = 0
        self.urgency: Urgency | None = None

    def run_long(
        self, _operation: object, done: Callable[[object], None], failed: Callable[[Any], None], **how: Any
    ) -> "HeldTasks":
        assert how["lane"] is Lane.VAULT
        self.begun += 1
        self.urgency = how["urgency"]
        self.under_way.append((done, failed))
        return self

    def cancel(self) -> None:
        self.cancelled += 1

    def end(self, changes: Changes) -> None:
        self.under_way.pop()[0](changes)

    def stop(self) -> None:
        self.under_way.pop()[1](Cancelled())


@pytest.fixture
def tasks() -> HeldTasks:
    return HeldTasks()


@pytest.fixture
def told() -> list[Changes]:
    return []


@pytest.fixture
def reading(qapp: QObject, tasks: HeldTasks, told: list[Changes]) -> PictureReading:
    return PictureReading(object(), tasks, told.append, qapp)  # type: ignore[arg-type]  # neither is looked at


def test_what_comes_in_is_read_behind_everything_else(
    reading: PictureReading, tasks: HeldTasks, told: list[Changes]
) -> None:
    reading.heard(NOTE)
    assert tasks.begun == 0
    reading.heard(TOUCHED)
    assert (tasks.begun, tasks.urgency) == (1, Urgency.BACKGROUND)
    tasks.end(TOUCHED)
    assert told == [TOUCHED]
    reading.begin()
    tasks.end(Changes())
    assert told == [TOUCHED], "nothing was read: nobody is told"


def test_what_comes_in_meanwhile_is_looked_for_once_more(reading: PictureReading, tasks: HeldTasks) -> None:
    for _ in range(3):
        reading.heard(TOUCHED)
    assert tasks.begun == 1
    tasks.end(Changes())
    assert tasks.begun == 2
    tasks.end(Changes())
    assert tasks.begun == 2


def test_a_lock_stops_it_and_none_begins_after_it(reading: PictureReading, tasks: HeldTasks) -> None:
    reading.heard(TOUCHED)
    reading.end()
    assert tasks.cancelled == 1
    tasks.stop()
    reading.heard(TOUCHED)
    assert tasks.begun == 1


def test_after_a_fault_of_the_disk_the_next_change_tries_again(
    reading: PictureReading, tasks: HeldTasks
) -> None:
    reading.heard(TOUCHED)
    tasks.stop()
    reading.heard(TOUCHED)
    assert tasks.begun == 2


def test_the_window_reads_after_unlock_and_when_an_exhibit_came_in(
    begin: Callable[..., Journey], made: MadeLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds: list[Session] = []

    def read(session: Session, _way: object) -> Changes:
        rounds.append(session)
        return Changes()

    monkeypatch.setattr(machine_reading, "read_pictures", read)
    journey = begin(made)
    unlock(journey)
    until(lambda: len(rounds) == 1, "what came in before is read")
    workplace = journey.program.workplace
    assert workplace is not None
    workplace.wrote(TOUCHED)
    until(lambda: len(rounds) == 2, "what came in just now is read")
    workplace.wrote(NOTE)
    journey.settle()
    assert len(rounds) == 2
