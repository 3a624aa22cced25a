"""The task API: order on the vault's thread, results on the window's, cancelling, failing, owners that are gone."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.domain.errors import Cancelled, KnownProblem
from safeguard_app.ui import tasks
from safeguard_app.ui.tasks import Lane, Step, TaskControl, TaskRunner, Urgency


class Bugs(list[BaseException]):
    """Collects what goes to the handler for bugs."""

    def __call__(self, failure: BaseException) -> None:
        self.append(failure)


@pytest.fixture
def bugs() -> Bugs:
    return Bugs()


_AS_IN_THE_PROGRAM_MS = 20


@pytest.fixture(autouse=True)
def pictures_take_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for somebody in front of the window: other tests do not wait for pictures."""
    monkeypatch.setattr(tasks, "_A_PICTURE_MS", _AS_IN_THE_PROGRAM_MS)


@pytest.fixture
def runner(qtbot: QtBot, bugs: Bugs) -> Iterator[TaskRunner]:
    made = TaskRunner(bugs)
    yield made
    made.shut_down()


class Gate:
    """An operation that waits until it is let through."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.open = threading.Event()

    def __call__(self) -> str:
        self.entered.set()
        assert self.open.wait(5)
        return "through"


def idle(runner: TaskRunner) -> bool:
    return not runner.busy


def test_a_result_comes_back_on_the_windows_thread(qtbot: QtBot, runner: TaskRunner) -> None:
    here = threading.get_ident()
    seen: list[tuple[int, int]] = []

    def done(worker: int) -> None:
        seen.append((worker, threading.get_ident()))

    runner.run(threading.get_ident, done)
    qtbot.waitUntil(partial(idle, runner))
    assert seen[0][1] == here
    assert seen[0][0] != here


def test_vault_work_is_one_thread_in_order_with_what_is_waited_for_first(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    gate, order, threads = Gate(), list[str](), set[int]()

    def note(name: str) -> None:
        order.append(name)
        threads.add(threading.get_ident())

    runner.run(gate, lambda _result: None)
    runner.run(partial(note, "autosave"), lambda _result: None, urgency=Urgency.UNHURRIED)
    runner.run(partial(note, "first"), lambda _result: None)
    runner.run(partial(note, "second"), lambda _result: None)
    gate.open.set()
    qtbot.waitUntil(partial(idle, runner))
    assert order == ["first", "second", "autosave"]
    assert len(threads) == 1


def test_closing_comes_after_an_autosave_that_was_asked_for_before(qtbot: QtBot, runner: TaskRunner) -> None:
    gate, order = Gate(), list[str]()
    runner.run(gate, lambda _result: None)
    runner.run(partial(order.append, "autosave"), lambda _result: None, urgency=Urgency.UNHURRIED)
    runner.run(partial(order.append, "close"), lambda _result: None, urgency=Urgency.LAST)
    runner.run(partial(order.append, "filing"), lambda _result: None)
    gate.open.set()
    qtbot.waitUntil(partial(idle, runner))
    assert order == ["filing", "autosave", "close"]


def test_what_a_page_asks_for_when_the_log_is_closed_is_dropped(
    qtbot: QtBot, runner: TaskRunner, bugs: Bugs
) -> None:
    """An answer that came before the lock makes its page ask on: there is nothing to read, and that is no bug."""
    log: dict[str, int] = {"open": 1}
    told: list[object] = []

    def close() -> None:
        log.clear()

    def ask_on(_result: object) -> None:
        runner.run(lambda: log["open"], told.append)

    runner.close_log(close, ask_on)
    runner.run(lambda: None, told.append, lane=Lane.GENERAL)
    qtbot.waitUntil(lambda: not runner.busy)
    assert (told, bugs) == ([None], [])


def test_the_general_lane_does_not_wait_for_the_vault(qtbot: QtBot, runner: TaskRunner) -> None:
    gate, done = Gate(), list[str]()
    runner.run(gate, done.append)
    runner.run(lambda: "general", done.append, lane=Lane.GENERAL)
    qtbot.waitUntil(lambda: done == ["general"])
    gate.open.set()
    qtbot.waitUntil(partial(idle, runner))
    assert done == ["general", "through"]


def test_a_known_problem_goes_to_the_one_who_asked(qtbot: QtBot, runner: TaskRunner, bugs: Bugs) -> None:
    problems: list[KnownProblem] = []

    def fail() -> None:
        raise KnownProblem("The disk is full.")

    runner.run(fail, lambda _result: None, problems.append)
    qtbot.waitUntil(partial(idle, runner))
    assert [problem.sentence for problem in problems] == ["The disk is full."]
    assert bugs == []


def test_anything_else_raised_is_a_bug(qtbot: QtBot, runner: TaskRunner, bugs: Bugs) -> None:
    problems: list[KnownProblem] = []

    def fail() -> None:
        raise ZeroDivisionError

    runner.run(fail, lambda _result: None, problems.append)
    qtbot.waitUntil(partial(idle, runner))
    assert [type(bug) for bug in bugs] == [ZeroDivisionError]
    assert problems == []


def test_a_known_problem_nobody_asked_for_is_not_silent(qtbot: QtBot, runner: TaskRunner, bugs: Bugs) -> None:
    def fail() -> None:
        raise KnownProblem

    runner.run(fail, lambda _result: None)
    qtbot.waitUntil(partial(idle, runner))
    assert [type(bug) for bug in bugs] == [KnownProblem]


def test_a_result_for_an_owner_that_is_gone_is_dropped(qtbot: QtBot, runner: TaskRunner, bugs: Bugs) -> None:
    gate, done = Gate(), list[object]()
    owner = QObject()
    runner.run(gate, done.append, owner=owner)
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    gate.open.set()
    qtbot.waitUntil(partial(idle, runner))
    assert done == []
    assert bugs == []


class Presenter(QObject):
    """Takes results, for a page that is the owner of what was asked."""

    def __init__(self, taken: list[object]) -> None:
        super().__init__()
        self._taken = taken

    def take(self, words: str, result: object) -> None:
        """A result, with words that were known before."""
        self._taken.append((words, self.objectName(), result))


def test_a_result_for_a_presenter_that_is_gone_before_its_page_is_dropped(
    qtbot: QtBot, runner: TaskRunner, bugs: Bugs
) -> None:
    gate, taken = Gate(), list[object]()
    page, presenter = QObject(), Presenter(taken)
    runner.run(gate, partial(presenter.take, "read"), owner=page)
    with qtbot.waitSignal(presenter.destroyed):
        presenter.deleteLater()
    gate.open.set()
    qtbot.waitUntil(partial(idle, runner))
    assert taken == []
    assert bugs == []


def test_a_task_cancelled_before_it_began_never_begins(qtbot: QtBot, runner: TaskRunner) -> None:
    gate, ran, problems = Gate(), list[str](), list[KnownProblem]()
    runner.run(gate, lambda _result: None)
    task = runner.run(partial(ran.append, "ran"), lambda _result: None, problems.append)
    task.cancel()
    gate.open.set()
    qtbot.waitUntil(partial(idle, runner))
    assert ran == []
    assert [type(problem) for problem in problems] == [Cancelled]


def test_a_long_task_reports_steps_and_stops_when_asked(qtbot: QtBot, runner: TaskRunner) -> None:
    first_step, go_on = threading.Event(), threading.Event()
    steps: list[Step] = []
    problems: list[KnownProblem] = []

    def long_work(control: TaskControl) -> None:
        control.step(1, 3, "one of three")
        first_step.set()
        assert go_on.wait(5)
        control.step(2, 3)

    task = runner.run_long(long_work, lambda _result: None, problems.append, progress=steps.append)
    assert first_step.wait(5)
    task.cancel()
    go_on.set()
    qtbot.waitUntil(partial(idle, runner))
    assert [step.words for step in steps] == ["one of three"]
    assert [type(problem) for problem in problems] == [Cancelled]


def test_busy_is_told_once_for_many_tasks(qtbot: QtBot, runner: TaskRunner) -> None:
    told: list[bool] = []
    runner.busy_changed.connect(told.append)
    gate = Gate()
    runner.run(gate, lambda _result: None)
    runner.run(lambda: None, lambda _result: None)
    gate.open.set()
    qtbot.waitUntil(partial(idle, runner))
    assert told == [True, False]


def test_shutting_down_lets_vault_work_end(qtbot: QtBot, bugs: Bugs) -> None:
    made = TaskRunner(bugs)
    gate = Gate()
    ended: list[str] = []
    made.run(gate, ended.append)
    gate.open.set()
    made.shut_down()
    qtbot.waitUntil(lambda: ended == ["through"])


def test_shutting_down_loses_no_result_that_nobody_waits_for_and_leaves_no_timer_behind(
    qtbot: QtBot, bugs: Bugs
) -> None:
    """A timer still running when another thread clears the runner away would take the program with it."""
    made = TaskRunner(bugs)
    ended: list[str] = []

    def shown(_result: object) -> None:
        ended.append("shown")
        made.run(lambda: "kept", ended.append, urgency=Urgency.UNHURRIED)

    made.run(int, shown)
    qtbot.waitUntil(lambda: bool(made._unhurried))
    made.shut_down()
    assert not made._turn.isActive()
    qtbot.waitUntil(partial(idle, made))
    assert ended == ["shown", "kept"]
    assert not made._turn.isActive()


def test_a_long_task_on_the_vaults_thread_gives_way_between_its_steps(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    """What somebody waits for, and autosaves, go first; another long task, and the lock, wait for the whole of it."""
    began, go_on = threading.Event(), threading.Event()
    order: list[str] = []

    def long_work(control: TaskControl) -> None:
        began.set()
        assert go_on.wait(5)
        order.append("step one")
        control.pause()
        order.append("step two")

    long_task = partial(runner.run_long, lane=Lane.VAULT, urgency=Urgency.BACKGROUND)
    long_task(long_work, lambda _result: None)
    assert began.wait(5)
    runner.run(lambda: order.append("lock"), lambda _result: None, urgency=Urgency.LAST)
    long_task(lambda _control: order.append("check"), lambda _result: None)
    runner.run(lambda: order.append("autosave"), lambda _result: None, urgency=Urgency.UNHURRIED)
    runner.run(lambda: order.append("file"), lambda _result: None)
    go_on.set()
    qtbot.waitUntil(partial(idle, runner))
    assert order == ["step one", "file", "autosave", "step two", "check", "lock"]


def test_a_batch_gives_way_to_an_autosave_and_goes_before_a_backup(qtbot: QtBot, runner: TaskRunner) -> None:
    order: list[str] = []
    gates = {"backup": Gate(), "batch": Gate()}

    def long_work(name: str, control: TaskControl) -> None:
        gates[name]()
        control.pause()
        order.append(name)

    for name, urgency in (("backup", Urgency.BACKGROUND), ("batch", Urgency.BATCH)):
        runner.run_long(partial(long_work, name), lambda _: None, lane=Lane.VAULT, urgency=urgency)
        if name == "backup":
            assert gates[name].entered.wait(5)
    gates["backup"].open.set()
    assert gates["batch"].entered.wait(5), "a batch does not wait for a backup"
    runner.run(partial(order.append, "autosave"), lambda _: None, urgency=Urgency.UNHURRIED)
    gates["batch"].open.set()
    qtbot.waitUntil(partial(idle, runner))
    assert order == ["autosave", "batch", "backup"]


def test_while_a_piece_runs_beside_the_vaults_thread_is_free(qtbot: QtBot, runner: TaskRunner) -> None:
    beside, filed = threading.Event(), threading.Event()
    threads: dict[str, int] = {}
    results: list[str] = []

    def piece() -> str:
        threads["piece"] = threading.get_ident()
        beside.set()
        assert filed.wait(5), "nothing was done meanwhile"
        return "hashed"

    def long_work(control: TaskControl) -> str:
        threads["long"] = threading.get_ident()
        return control.aside(piece)

    def file() -> None:
        threads["file"] = threading.get_ident()
        filed.set()

    runner.run_long(long_work, results.append, lane=Lane.VAULT, urgency=Urgency.BACKGROUND)
    runner.run(lambda: None, lambda _result: None, urgency=Urgency.LAST)
    assert beside.wait(5)
    runner.run(file, lambda _result: None)
    qtbot.waitUntil(partial(idle, runner))
    assert results == ["hashed"]
    assert threads["long"] == threads["file"] != threads["piece"]


def test_what_a_piece_beside_raises_is_the_long_tasks(qtbot: QtBot, runner: TaskRunner) -> None:
    problems: list[KnownProblem] = []

    def fail() -> None:
        raise KnownProblem("Beside.")

    runner.run_long(
        lambda control: control.aside(fail), lambda _result: None, problems.append, lane=Lane.VAULT
    )
    qtbot.waitUntil(partial(idle, runner))
    assert [str(problem) for problem in problems] == [str(KnownProblem("Beside."))]


def test_a_long_task_stops_in_its_pause_and_elsewhere_a_pause_is_nothing(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    began, go_on = threading.Event(), threading.Event()
    problems: list[KnownProblem] = []
    results: list[int] = []

    def long_work(control: TaskControl) -> None:
        began.set()
        assert go_on.wait(5)
        control.pause()
        raise AssertionError("went on")

    def elsewhere(control: TaskControl) -> int:
        control.pause()
        return control.aside(lambda: 7)

    task = runner.run_long(
        long_work, lambda _result: None, problems.append, lane=Lane.VAULT, urgency=Urgency.BACKGROUND
    )
    assert began.wait(5)
    task.cancel()
    go_on.set()
    runner.run_long(elsewhere, results.append)
    qtbot.waitUntil(partial(idle, runner))
    assert [type(problem) for problem in problems] == [Cancelled]
    assert results == [7]


class Painted(QWidget):
    """Says when it is painted."""

    def __init__(self, seen: list[str]) -> None:
        super().__init__()
        self._seen = seen

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._seen.append("painted")


def test_what_nobody_waits_for_comes_after_the_painting_of_what_somebody_did(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    seen: list[str] = []
    page = Painted(seen)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: seen == ["painted"])

    def show(_result: object) -> None:
        seen.append("shown")
        page.update()

    runner.run(int, show)
    runner.run(int, lambda _result: seen.append("built"), urgency=Urgency.UNHURRIED)
    threading.Event().wait(0.2)  # both results are there before the window looks
    qtbot.waitUntil(partial(idle, runner))
    assert seen == ["painted", "shown", "painted", "built"]
