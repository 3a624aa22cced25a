"""A vault's thread that has something else to do: what is asked for meanwhile waits, each by its urgency."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from safeguard_app.ui.tasks import TaskRunner


@contextmanager
def busy(tasks: TaskRunner) -> Iterator[None]:
    """Busy until the block ends."""
    done = Event()
    tasks.run(lambda: done.wait(10), lambda _: None)
    try:
        yield
    finally:
        done.set()
