"""Taking somebody off the register who was entered in error: asked why, and refused while records name them."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import people
from safeguard_app.services.form_drafts import FormName, new_draft
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.person_view import PersonView
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.tasks import TaskRunner

ERROR_SENTENCE = (
    "This person leaves the register, every list and the search at once. The audit keeps that they were there."
    " It is refused while records or declarations name them."
)


class TakingOff(QObject):
    """The sheet and what follows from it.

    Signals:
        taken_off(object): it is done; carries Changes.
    """

    taken_off = Signal(object)

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, over: QWidget, parent: QObject
    ) -> None:
        """The sheet opens over ``over``."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._over = over
        self.sheets = SheetKeeper(session, tasks, messages, self)

    def ask(self, view: object) -> None:
        """Ask why."""
        assert isinstance(view, PersonView)
        sheet = ReasonSheet(
            "Entered in error", f"{view.page.name}: {ERROR_SENTENCE}", "Take off the register"
        )
        sheet.given.connect(partial(self._given, view.reference))
        draft = new_draft(FormName.PERSON_IN_ERROR, view.reference, view.page.version, view.page.name)
        self.sheets.open(sheet, sheet.fields, draft, self._over)

    def _given(self, reference: Reference, reason: str) -> None:
        operation = partial(people.enter_in_error, self._session, reference, reason)
        self._tasks.run(operation, self._done, self._refused, owner=self._over)

    def _done(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.sheets.came_about()
        self.taken_off.emit(changes)

    def _refused(self, problem: KnownProblem) -> None:
        if isinstance(problem, RuleViolation):
            problem = KnownProblem(" ".join(problem.fields.values()), "Nothing was changed.")
        self._messages.show_problem(problem, "Not taken off the register")
