"""The demo school's log, made once for a run of the gallery, unlocked on the vault's thread of one task runner."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest

from safeguard_app.demo.school import DemoLog
from safeguard_app.services import opening
from safeguard_app.services.opening import Computer
from safeguard_app.services.session import Session
from safeguard_app.ui.tasks import TaskRunner
from tests.shipped import shipped_catalogue
from tests.ui.demo_log import made_demo

T = TypeVar("T")
ZONE = ZoneInfo("Europe/London")
NOW = datetime(2026, 10, 12, 15, 40, tzinfo=ZONE)
"""The afternoon of the pictures: a Monday."""
_PATIENCE_MS = 20_000
_STEP_MS = 5


class _Afternoon:
    """A clock that stands still, so that pictures do not change from run to run."""

    def now(self) -> datetime:
        return NOW


class Desk:
    """One open log and the runner whose vault thread it lives on."""

    def __init__(self, folder: Path) -> None:
        """Copy the demo school's log and unlock it as the lead."""
        self.tasks = TaskRunner(_bug, QCoreApplication.instance())
        self._computer = Computer(_Afternoon(), ZONE, folder / "state", shipped_catalogue())
        made = made_demo()
        self.log: DemoLog = made.log
        self._place = folder / "demo.safeguard"
        shutil.copytree(self.log.folder, self._place)
        shutil.copytree(made.folder / "state", folder / "state")  # the computer that has seen this log before
        self.session: Session = self.wait(self._unlock)

    def wait(self, operation: Callable[[], T]) -> T:
        """Run on the vault's thread and wait for the result."""
        results: list[T] = []
        self.tasks.run(operation, results.append)
        _wait_until(lambda: bool(results))
        return results[0]

    def settle(self) -> None:
        """Wait until nothing is under way."""
        _wait_until(lambda: not self.tasks.busy)

    def _unlock(self) -> Session:
        user, passphrase = self.log.users["lead"], self.log.passphrases["lead"]
        return opening.unlock(self._place, user, passphrase, self._computer)

    def put_away(self) -> None:
        """Close the log and end the threads."""
        self.tasks.run(partial(opening.lock, self.session), lambda _: None)
        self.tasks.shut_down()


@lru_cache(maxsize=1)
def desk() -> Desk:
    """The one desk of this run."""
    folder = Path(tempfile.mkdtemp(prefix="gallery-"))
    made = Desk(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return made


def _wait_until(come: Callable[[], bool]) -> None:
    """Let events run until something has come about."""
    for _ in range(_PATIENCE_MS // _STEP_MS):
        if come():
            return
        QTest.qWait(_STEP_MS)
    raise TimeoutError


def _bug(problem: BaseException) -> None:
    raise problem
