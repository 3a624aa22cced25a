"""Discarded cycles with widgets in them go on the window's thread, however much another thread allocates."""

import gc
import threading
import weakref
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.ui.garbage import GarbageCollector
from safeguard_app.ui.tasks import TaskRunner


class InACycle(QWidget):
    """A widget that holds what holds it, as pages do with their own bound methods."""

    def __init__(self) -> None:
        super().__init__()
        self.cycle = [self]


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    made = TaskRunner(lambda failure: pytest.fail(repr(failure)))
    yield made
    made.shut_down()


def allocate(_times: int = 400) -> int:
    """Enough discarded cycles for Python's own collector to look through everything several times."""
    for _ in range(_times):
        kept: list[object] = [[] for _ in range(1000)]
        kept.append(kept)
    return threading.get_ident()


def test_a_discarded_widget_goes_on_the_windows_thread(
    qapp: QApplication, qtbot: QtBot, runner: TaskRunner
) -> None:
    gone: list[int] = []
    weakref.finalize(InACycle(), lambda: gone.append(threading.get_ident()))
    others: list[object] = []
    runner.run(allocate, others.append)
    qtbot.waitUntil(lambda: bool(others), timeout=10_000)
    assert others[0] != threading.get_ident()
    gc.collect()
    assert gone == [threading.get_ident()]


def test_there_is_one_look_and_it_clears_away(
    qapp: QApplication, qtbot: QtBot, runner: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    collector = GarbageCollector.of(qapp)
    assert GarbageCollector.of(qapp) is collector
    assert not gc.isenabled()
    looked: list[int] = []
    real = gc.collect

    def look(generation: int = 2) -> int:
        looked.append(generation)
        return real(generation)

    monkeypatch.setattr(gc, "collect", look)
    keep: list[object] = [[] for _ in range(50_000)]
    collector.collect_due()
    assert 0 in looked
    assert len(keep) == 50_000
    looked.clear()
    collector.collect_due()
    assert looked == [], "nothing was made since"


def test_what_is_called_afterwards_goes_on_the_windows_thread(
    qapp: QApplication, qtbot: QtBot, runner: TaskRunner
) -> None:
    """A worker that keeps its last task until the next would let go of that task's page, and destroy it."""
    gone: list[int] = []
    for _ in range(3):
        called: list[object] = []
        page = QWidget()
        weakref.finalize(page, lambda: gone.append(threading.get_ident()))
        runner.run(threading.get_ident, partial(_told, page, called))
        del page
        qtbot.waitUntil(lambda told=called: bool(told), timeout=10_000)  # type: ignore[misc]
        assert called[0] != threading.get_ident()
    gc.collect()
    assert gone == [threading.get_ident()] * 3


def _told(_page: QWidget, called: list[object], result: object) -> None:
    called.append(result)
