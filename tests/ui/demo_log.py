"""A copy of the demo school's log, open on the vault's thread, for tests and pictures of pages over real records.

The log is made once in a run and copied, so that every test starts from the same story, told up to Monday 12 October
2026, 15:42.
"""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.demo.school import DemoLog, build
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import opening, people
from safeguard_app.services.opening import Computer
from safeguard_app.services.session import Session
from safeguard_app.ui.tasks import TaskRunner
from tests.shipped import shipped_catalogue

ZONE = ZoneInfo("Europe/London")
NOW = datetime(2026, 10, 12, 15, 46, tzinfo=ZONE)
T = TypeVar("T")


class SetClock:
    """A clock that moves a second each time it is asked, and wherever a test sets it."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def now(self) -> datetime:
        """The time, a second later than before."""
        self.at += timedelta(seconds=1)
        return self.at


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships, read once."""
    return shipped_catalogue()


@dataclass(frozen=True)
class MadeDemo:
    """The log as it was made; never opened again itself."""

    folder: Path
    log: DemoLog


def make_demo(folder: Path) -> MadeDemo:
    """Make the demo school's log in a folder. Takes some seconds."""
    computer = Computer(SetClock(), ZONE, folder / "state", catalogue())
    return MadeDemo(folder, build(folder / "demo.safeguard", computer))


@cache
def made_demo() -> MadeDemo:
    """The log that every test and every picture of this process copies, made when it is first asked for."""
    folder = Path(tempfile.mkdtemp(prefix="demo-made-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return make_demo(folder)


class OpenDemo:
    """A copy of the demo, somebody signed in, and the tasks of a window."""

    def __init__(self, made: MadeDemo, folder: Path, who: str = "lead") -> None:
        """``who`` is a key of the demo's users: lead, head, deputy."""
        self.log = made.log
        self.clock = SetClock()
        self.bugs: list[BaseException] = []
        self.tasks = TaskRunner(self.bugs.append)
        self.folder = folder / "demo.safeguard"
        shutil.copytree(made.log.folder, self.folder)
        self._computer = Computer(self.clock, ZONE, folder / "state", catalogue())
        self.session: Session = self._open(who)

    def sign_in(self, who: str) -> Session:
        """Lock, and unlock as somebody else."""
        self.wait(partial(opening.lock, self.session))
        self.session = self._open(who)
        return self.session

    def wait(self, operation: Callable[[], T]) -> T:
        """Run something on the vault's thread and wait for what it gives."""
        found: list[Any] = []
        failed: list[BaseException] = []
        self.tasks.run(operation, found.append, failed.append)
        _until(lambda: bool(found or failed or self.bugs))
        if failed or self.bugs:
            raise (failed or self.bugs)[0]
        return found[0]  # type: ignore[no-any-return]  # what the operation gave

    def settle(self) -> None:
        """Wait until nothing is under way."""
        _until(self._idle)
        if self.bugs:
            raise self.bugs[0]

    def person(self, key: str) -> PersonRef:
        """Somebody of the story, by their key in the demo's data."""
        return self.wait(partial(people.ref_of, self.session, self.reference(key)))

    def reference(self, key: str) -> Reference:
        """The record of somebody of the story."""
        return self.log.cast.references[key]

    def close(self) -> None:
        """Lock and let the threads end."""
        self.settle()
        self.wait(partial(opening.lock, self.session))
        self.tasks.shut_down()

    def _open(self, who: str) -> Session:
        operation = partial(
            opening.unlock, self.folder, self.log.users[who], self.log.passphrases[who], self._computer
        )
        return self.wait(operation)

    def _idle(self) -> bool:
        return not self.tasks.busy or bool(self.bugs)


def _until(done: Callable[[], bool]) -> None:
    """Let events come in until something is so; twenty seconds at most."""
    deadline = QDeadlineTimer(20_000)
    loop = QEventLoop()
    while not done():
        assert not deadline.hasExpired(), "it did not come about in twenty seconds"
        QTimer.singleShot(5, loop.quit)
        loop.exec()
