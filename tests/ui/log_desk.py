"""A real log on the vault's thread of a real task runner, for tests of pages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.shell.page import Page
from safeguard_app.ui.tasks import TaskRunner
from tests.services.conftest import MadeSchool

T = TypeVar("T")


class LogDesk:
    """Whoever is signed in, and the runner their log lives on. Bugs of the runner fail the test."""

    def __init__(self, qtbot: QtBot, school: MadeSchool) -> None:
        """Nobody is signed in yet."""
        self.bugs: list[BaseException] = []
        self.tasks = TaskRunner(self.bugs.append)
        self._qtbot = qtbot
        self._school = school
        self.session: Session | None = None

    def sign_in(self, who: str = "dsl") -> Session:
        """Unlock on the vault's thread, after locking whoever was in."""
        self.session = self.wait(lambda: self._school.sign_in(who))
        return self.session

    def wait(self, operation: Callable[[], T]) -> T:
        """Run on the vault's thread and wait for the result."""
        results: list[T] = []
        self.tasks.run(operation, results.append)
        self._qtbot.waitUntil(lambda: bool(results) or bool(self.bugs), timeout=10_000)
        self.check()
        return results[0]

    def settle(self) -> None:
        """Wait until nothing is under way, follow-up work included."""
        self._qtbot.waitUntil(lambda: not self.tasks.busy, timeout=10_000)
        self.check()

    def check(self) -> None:
        """Fail with the first bug."""
        if self.bugs:
            raise self.bugs[0]

    def put_away(self) -> None:
        """Lock and end the threads."""
        self.tasks.run(self._school.close, lambda _: None)
        self.tasks.shut_down()
        self.check()


@contextmanager
def desk_of(qtbot: QtBot, school: MadeSchool) -> Iterator[LogDesk]:
    """A desk that is put away again."""
    made = LogDesk(qtbot, school)
    try:
        yield made
    finally:
        made.put_away()


class Window(QWidget):
    """A bare window that holds one page and passes changes on, as the shell does."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.messages = Messages(self)
        self.page: Page | None = None
        self.said: list[str] = []

    def hold(self, page: Page) -> None:
        """Show a page."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page.view)
        self.page = page

    def broadcast(self, changes: Changes) -> None:
        """Tell the page what was written."""
        assert self.page is not None
        self.page.refresh(changes)

    def hear(self, words: str) -> None:
        """Remember what the status bar would say."""
        self.said.append(words)
