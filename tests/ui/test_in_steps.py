"""Work in steps: as much at once as is asked for, the rest at later turns, all of it when somebody needs it."""

from collections.abc import Iterator

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from safeguard_app.ui.in_steps import InSteps


class Work:
    """Counts."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.done: list[int] = []

    def steps(self) -> Iterator[int]:
        """Each step once."""
        for step in range(self.number):
            self.done.append(step)
            yield step


def test_what_is_enough_is_done_at_once_and_the_rest_later(qtbot: QtBot) -> None:
    parent, work = QObject(), Work(5)
    steps = InSteps(parent)
    steps.begin(work.steps(), lambda: len(work.done) >= 2)
    assert work.done == [0, 1] and steps.under_way
    qtbot.waitUntil(lambda: not steps.under_way)
    assert work.done == [0, 1, 2, 3, 4]


def test_it_is_finished_when_somebody_needs_it(qtbot: QtBot) -> None:
    parent, work = QObject(), Work(5)
    steps = InSteps(parent)
    steps.begin(work.steps(), lambda: True)
    assert work.done == []
    steps.finish()
    assert work.done == [0, 1, 2, 3, 4] and not steps.under_way
    steps.finish()


def test_other_work_takes_the_place_of_what_is_left_and_nothing_goes_on_once_it_is_stopped(
    qtbot: QtBot,
) -> None:
    parent, work, other = QObject(), Work(5), Work(3)
    steps = InSteps(parent)
    steps.begin(work.steps(), lambda: bool(work.done))
    steps.begin(other.steps(), lambda: bool(other.done))
    qtbot.waitUntil(lambda: not steps.under_way)
    assert work.done == [0] and other.done == [0, 1, 2]
    steps.begin(Work(5).steps(), lambda: True)
    steps.stop()
    assert not steps.under_way


def test_a_short_work_is_done_before_it_is_enough(qtbot: QtBot) -> None:
    parent, work = QObject(), Work(2)
    steps = InSteps(parent)
    steps.begin(work.steps(), lambda: False)
    assert work.done == [0, 1] and not steps.under_way
