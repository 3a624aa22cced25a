"""The switches of the registers at work."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.services import logbook_keeping
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.settings.registers_section import RegistersSection
from safeguard_app.ui.tasks import TaskRunner


class RegisterSwitches(QObject):
    """Reads which registers are kept, and switches them.

    Signals:
        changed(object): something was written; carries Changes.
    """

    changed = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        section: RegistersSection,
        parent: QObject | None = None,
    ) -> None:
        """Nothing is read yet."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._section = section
        section.switched.connect(self._switched)

    def read(self) -> None:
        """Read what is kept."""
        operation = partial(logbook_keeping.switches, self._session)
        self._tasks.run(operation, self._section.show_switches, _let_be, owner=self._section)

    def _switched(self, logbook: str, kept: bool) -> None:
        operation = partial(logbook_keeping.switch, self._session, logbook, kept=kept)
        self._tasks.run(operation, self._was_switched, self._not_switched, owner=self._section)

    def _was_switched(self, changes: Changes) -> None:
        self.changed.emit(changes)

    def _not_switched(self, problem: KnownProblem) -> None:
        """The boxes say what stands in the log."""
        self._messages.show_problem(problem, "Nothing was changed")
        self.read()


def _let_be(_problem: KnownProblem) -> None:
    """The page itself says what cannot be read."""
