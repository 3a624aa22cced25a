"""The one way to do work off the window's thread.

Two lanes. ``VAULT`` is one thread, which owns every database connection: what a person waits for goes before what
nobody waits for, and otherwise first come, first served. A long task there, a backup or a check, gives way: between
its steps, and while a piece of it that needs no database runs on a thread beside, more urgent work goes first.
``GENERAL`` is a small pool for stretching a passphrase, hashing and making documents. Results come back to the window's
thread by a queued signal. If the owner of a task is gone by then, its result is dropped. A KnownProblem goes to
``on_failed``; anything else raised is a bug and goes to the one handler for bugs. Events are never pumped and threads
never killed.

A worker never holds what is to be called afterwards, only its number: pages and presenters stand behind it, and
whichever thread lets go of one last destroys it.
"""

import itertools
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import Enum, IntEnum, auto
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from safeguard_app.domain.errors import Cancelled, KnownProblem
from safeguard_app.ui.garbage import GarbageCollector
from safeguard_app.ui.vault_thread import Turns, VaultThread

Done = Callable[[Any], None]
Failed = Callable[[KnownProblem], None]
Progress = Callable[["Step"], None]
T = TypeVar("T")


class Lane(Enum):
    """Where a task runs."""

    VAULT = auto()
    GENERAL = auto()


class Urgency(IntEnum):
    """Order on the vault's thread."""

    WAITED_FOR = 0
    """A person looks at the window until it is done."""
    UNHURRIED = 1
    """Autosave and counts: after everything a person waits for."""
    BATCH = 2
    """Files being taken in: gives way to autosaves while it runs, and does not wait for a backup."""
    BACKGROUND = 3
    """A backup or a check of everything, which gives way to all of the above while it runs."""
    LAST = 4
    """Closing the log: after everything that was asked for before, autosaves included."""


@dataclass(frozen=True, slots=True)
class Step:
    """Progress of a long task: ``done`` of ``total`` (0 when unknown), and words for what goes on."""

    done: int
    total: int
    words: str = ""


class TaskControl:
    """What a long operation holds: it reports steps and stops where it is safe to stop."""

    def __init__(self, report: Callable[[Step], None], turns: Turns | None = None) -> None:
        """``report`` is called on the worker's thread; ``turns`` is given where others wait for the same thread."""
        self._report = report
        self._turns = turns
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether the user asked to stop."""
        return self._cancelled.is_set()

    def step(self, done: int, total: int, words: str = "") -> None:
        """Report progress. Raises Cancelled when the user asked to stop."""
        self.stop_if_cancelled()
        self._report(Step(done, total, words))

    def stop_if_cancelled(self) -> None:
        """Raise Cancelled when the user asked to stop; call only where stopping leaves nothing half done."""
        if self._cancelled.is_set():
            raise Cancelled

    def pause(self) -> None:
        """Between two steps: more urgent work goes first. Raises Cancelled when the user asked to stop."""
        if self._turns is not None:
            self._turns.take()
        self.stop_if_cancelled()

    def aside(self, work: Callable[[], T]) -> T:
        """Do ``work``, which may touch no database of the log, on a thread beside; others go on meanwhile."""
        return work() if self._turns is None else self._turns.take_during(work)

    def cancel(self) -> None:
        """Ask to stop."""
        self._cancelled.set()


@dataclass(slots=True, eq=False)
class Task:
    """One piece of work under way."""

    operation: Callable[[TaskControl], object]
    on_done: Done
    on_failed: Failed | None
    on_progress: Progress | None
    owner: QObject | None
    urgency: Urgency
    control: TaskControl = field(default_factory=lambda: TaskControl(_nobody))
    finished: bool = False
    closes_log: bool = False

    def cancel(self) -> None:
        """Ask the operation to stop; a task not yet begun never begins. ``on_failed`` is told with Cancelled."""
        self.control.cancel()


class _LogIsShutError(Exception):
    """What a page asked for when it had its last answer, and the log was closed meanwhile: nobody waits for it."""


def _nobody(_step: Step) -> None:
    """Progress nobody asked for."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    number: int
    result: object = None
    failure: BaseException | None = None


_A_PICTURE_MS = 20
"""After something is to be painted anew, it is within this time."""


class TaskRunner(QObject):
    """Runs operations and brings their results home. One for the whole program, made on the window's thread.

    Signals:
        busy_changed(bool): the first task began or the last one ended.
        ending(): no task is taken from now on.
    """

    busy_changed = Signal(bool)
    ending = Signal()
    _outcome_ready = Signal(object)
    _step_ready = Signal(int, object)

    def __init__(self, on_bug: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        """``on_bug`` is called on the window's thread with anything raised that is not a KnownProblem."""
        super().__init__(parent)
        application = QCoreApplication.instance()
        assert application is not None
        GarbageCollector.of(application)  # before there is another thread
        self._on_bug = on_bug
        self._open: dict[int, Task] = {}
        self._numbers = itertools.count(1)
        self._vault = VaultThread()
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="general")
        self._beside = ThreadPoolExecutor(max_workers=2, thread_name_prefix="beside")
        self._unhurried: deque[_Outcome] = deque()
        self._pauses = 0
        self._ended = False
        self._log_closed = threading.Event()
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._bring_unhurried)
        self._outcome_ready.connect(self._bring, Qt.ConnectionType.QueuedConnection)
        self._step_ready.connect(self._tell_step, Qt.ConnectionType.QueuedConnection)
        self._vault.start()

    @property
    def busy(self) -> bool:
        """Whether any task is under way."""
        return bool(self._open)

    def run(
        self,
        operation: Callable[[], object],
        on_done: Done,
        on_failed: Failed | None = None,
        *,
        owner: QObject | None = None,
        lane: Lane = Lane.VAULT,
        urgency: Urgency = Urgency.WAITED_FOR,
    ) -> Task:
        """Run a short operation without arguments; ``on_done`` gets what it returns, on the window's thread.

        With an ``owner``, nothing is called once the owner is gone. Without ``on_failed`` a KnownProblem goes to
        the handler for bugs, so that no failure is silent.
        """
        return self._start(Task(_Plain(operation), on_done, on_failed, None, owner, urgency), lane)

    def close_log(self, operation: Callable[[], object], on_done: Done) -> None:
        """Close the log after everything that was asked for before. What a page still asks for then is dropped."""
        task = Task(_Plain(operation), on_done, None, None, None, Urgency.LAST, closes_log=True)
        self._start(task, Lane.VAULT)

    def run_long(
        self,
        operation: Callable[[TaskControl], object],
        on_done: Done,
        on_failed: Failed | None = None,
        *,
        progress: Progress | None = None,
        owner: QObject | None = None,
        lane: Lane = Lane.GENERAL,
        urgency: Urgency = Urgency.UNHURRIED,
    ) -> Task:
        """Run an operation that takes a :class:`TaskControl`: to report steps, to give way, to be cancelled."""
        return self._start(Task(operation, on_done, on_failed, progress, owner, urgency), lane)

    def shut_down(self) -> None:
        """Let what is under way end, take no more. Call when the vault is closed and the window about to go."""
        self.ending.emit()
        self._ended = True
        self._turn.stop()  # whichever thread clears this runner away could not
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._vault.submit(Urgency.LAST, None)
        self._vault.join()
        self._beside.shutdown()
        while self._unhurried:
            self._outcome_ready.emit(self._unhurried.popleft())

    def _start(self, task: Task, lane: Lane) -> Task:
        turns = Turns(self._vault, self._beside, task.urgency) if lane is Lane.VAULT else None
        number = next(self._numbers)
        task.control = TaskControl(_Reporter(self, number), turns)
        self._open[number] = task
        if len(self._open) == 1:
            self.busy_changed.emit(True)
        work = _Work(self, number, task, self._log_closed if lane is Lane.VAULT else None)
        if lane is Lane.VAULT:
            self._vault.submit(task.urgency, work)
        else:
            self._pool.submit(work)
        return task

    def _bring(self, outcome: object) -> None:
        """What nobody waits for comes after what somebody did wait for has been painted; a failure comes at once."""
        assert isinstance(outcome, _Outcome)
        can_wait = self._open[outcome.number].urgency is Urgency.UNHURRIED and outcome.failure is None
        if can_wait and not self._ended:
            self._unhurried.append(outcome)
            if not self._turn.isActive():
                self._turn.start(0)
            return
        try:
            self._deliver(outcome)
        finally:
            self._pauses = 2
            if self._unhurried and not self._ended:
                self._turn.start(_A_PICTURE_MS)

    def _bring_unhurried(self) -> None:
        if self._pauses:  # in the first the new page is laid out, in the second painted
            self._pauses -= 1
            self._turn.start(_A_PICTURE_MS if self._pauses else 0)
            return
        if not self._unhurried:
            return
        outcome = self._unhurried.popleft()
        if self._unhurried:
            self._turn.start(0)
        self._deliver(outcome)

    def _deliver(self, outcome: _Outcome) -> None:
        task = self._open.pop(outcome.number)
        task.finished = True
        try:
            self._hand_over(task, outcome)
        finally:
            if not self._open:
                self.busy_changed.emit(False)

    def _hand_over(self, task: Task, outcome: _Outcome) -> None:
        if outcome.failure is None:
            if _present(task, task.on_done):
                task.on_done(outcome.result)
        elif isinstance(outcome.failure, KnownProblem) and task.on_failed is not None:
            if _present(task, task.on_failed):
                task.on_failed(outcome.failure)
        elif not isinstance(outcome.failure, (Cancelled, _LogIsShutError)):
            self._on_bug(outcome.failure)

    def _tell_step(self, number: int, step: object) -> None:
        assert isinstance(step, Step)
        task = self._open.get(number)
        if task is not None and task.on_progress is not None and _present(task, task.on_progress):
            task.on_progress(step)


def _present(task: Task, receiver: Callable[..., object]) -> bool:
    """Whether the owner is there, and whoever is to be called: a page may outlive its presenter by a moment."""
    while isinstance(receiver, partial):
        receiver = receiver.func
    ends = (task.owner, getattr(receiver, "__self__", None))
    return all(isValid(end) for end in ends if isinstance(end, QObject))


class _Plain:
    """An operation that needs no control, as one that takes it."""

    def __init__(self, operation: Callable[[], object]) -> None:
        self._operation = operation

    def __call__(self, _control: TaskControl) -> object:
        return self._operation()


class _Reporter:
    def __init__(self, runner: TaskRunner, number: int) -> None:
        self._runner = runner
        self._number = number

    def __call__(self, step: Step) -> None:
        self._runner._step_ready.emit(self._number, step)  # noqa: SLF001 - one module, one mechanism


class _Work:
    """What a worker does with one task; nothing it raises escapes into the worker."""

    def __init__(self, runner: TaskRunner, number: int, task: Task, closed: threading.Event | None) -> None:
        """``closed`` says of the vault's thread that its log is closed."""
        self._runner = runner
        self._number = number
        self._operation = task.operation
        self._control = task.control
        self._closes_log = task.closes_log
        self._closed = closed

    def __call__(self) -> None:
        try:
            self._control.stop_if_cancelled()
            if self._closed is not None and self._closed.is_set():
                raise _LogIsShutError
            outcome = _Outcome(self._number, result=self._operation(self._control))
        except BaseException as failure:  # noqa: BLE001 - the boundary of the task: every failure is brought home
            outcome = _Outcome(self._number, failure=failure)
        if self._closed is not None and self._closes_log:
            self._closed.set()
        if isValid(self._runner):
            self._runner._outcome_ready.emit(outcome)  # noqa: SLF001 - one module, one mechanism
