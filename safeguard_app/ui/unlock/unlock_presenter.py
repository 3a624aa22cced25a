"""Behaviour of the unlock page, with what it needs handed in as callables; works without a log, for tests."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.ui.tasks import Lane, TaskRunner
from safeguard_app.ui.unlock.unlock_page import UnlockPage
from safeguard_app.ui.widgets.new_passphrase import Judgement

WRONG_PASSPHRASE = "wrong_passphrase"  # noqa: S105 - a code, not a secret


@dataclass(frozen=True, slots=True)
class UnlockServices:
    """What the page needs of the program.

    ``unlock`` and ``recover`` run off the window's thread, return the session and raise KnownProblem; ``judge`` and
    ``suggest`` are quick.
    """

    unlock: Callable[[object, str], object]
    recover: Callable[[object, str, str], object]
    judge: Callable[[str], Judgement]
    suggest: Callable[[], str]
    wrong_code: str = WRONG_PASSPHRASE


class UnlockPresenter(QObject):
    """Ties page, tasks and services together.

    Signals:
        opened(object): the log is open; carries what ``unlock`` or ``recover`` returned.
    """

    opened = Signal(object)

    def __init__(self, page: UnlockPage, services: UnlockServices, tasks: TaskRunner) -> None:
        """Connect."""
        super().__init__(page)
        self._page = page
        self._services = services
        self._tasks = tasks
        page.recovery_form.set_judge(services.judge, services.suggest)
        page.unlock_asked.connect(self._unlock)
        page.recovery_asked.connect(self._recover)

    def _unlock(self, way_in: object, passphrase: str) -> None:
        self._start(partial(self._services.unlock, way_in, passphrase))

    def _recover(self, way_in: object, key: str, passphrase: str) -> None:
        self._start(partial(self._services.recover, way_in, key, passphrase))

    def _start(self, operation: Callable[[], object]) -> None:
        self._page.set_working(True)
        self._tasks.run(operation, self._done, self.failed, owner=self._page, lane=Lane.VAULT)

    def _done(self, session: object) -> None:
        self._page.take_secrets()
        self.opened.emit(session)  # the page says that it works until Today takes its place

    def failed(self, problem: KnownProblem) -> None:
        """It was not opened: the page can be used again and says why."""
        if problem.code == self._services.wrong_code:
            self._page.show_wrong_passphrase(problem)
            return
        self._page.set_working(False)
        self._page.show_problem(problem)
