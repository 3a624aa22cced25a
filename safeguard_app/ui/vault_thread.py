"""The one thread that owns every database connection: its queue, and how a long task lets others go first.

A long task never leaves the thread. Between its steps it takes what waits and is more urgent from the queue and does
that; while a piece of it runs on a thread beside, it goes on doing so. What is as urgent as itself, or less, waits.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
_Queued = tuple[int, int, Callable[[], None] | None]
_WAKING = -1


class VaultThread(threading.Thread):
    """One worker over a queue ordered by urgency (the lowest number first), then by arrival."""

    def __init__(self) -> None:
        """Not running yet."""
        super().__init__(name="vault", daemon=True)
        self._queue: queue.PriorityQueue[_Queued] = queue.PriorityQueue()
        self._count = 0
        self._lock = threading.Lock()

    def submit(self, urgency: int, work: Callable[[], None] | None) -> None:
        """Have ``work``, which raises nothing, done in its turn; None ends the thread."""
        with self._lock:
            self._count += 1
            self._queue.put((urgency, self._count, work))

    def run(self) -> None:
        """Until it is told to end."""
        while True:
            _, _, work = self._queue.get()
            if work is None:
                return
            work()

    def serve(self, urgency: int) -> None:
        """On this thread, in the middle of a task of ``urgency``: do everything that waits and is more urgent."""
        while True:
            try:
                waiting = self._queue.get_nowait()
            except queue.Empty:
                return
            if not _goes_before(waiting, urgency):
                self._queue.put(waiting)
                return

    def serve_until(self, urgency: int, done: Future[T]) -> T:
        """As :meth:`serve`, for as long as something runs beside; then what came of it."""
        done.add_done_callback(lambda _done: self.submit(_WAKING, _nothing))
        less_urgent = []
        while not done.done():
            waiting = self._queue.get()
            if not _goes_before(waiting, urgency):
                less_urgent.append(waiting)
        for waiting in less_urgent:
            self._queue.put(waiting)
        return done.result()


def _goes_before(waiting: _Queued, urgency: int) -> bool:
    """Do what waits, if it is more urgent."""
    its_urgency, _, work = waiting
    if its_urgency >= urgency or work is None:
        return False
    work()
    return True


def _nothing() -> None:
    """Only wakes the thread."""


class Turns:
    """How one task on the vault's thread lets others go first."""

    def __init__(self, vault: VaultThread, beside: ThreadPoolExecutor, urgency: int) -> None:
        """``urgency`` is the task's own."""
        self._vault = vault
        self._beside = beside
        self._urgency = urgency

    def take(self) -> None:
        """Between two steps of the task."""
        self._vault.serve(self._urgency)

    def take_during(self, work: Callable[[], T]) -> T:
        """While ``work`` runs on a thread beside; what it raises is raised here."""
        return self._vault.serve_until(self._urgency, self._beside.submit(work))
