"""Taking back a step of a declaration, or the whole of it as entered in error: asked why, then done."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.services import declaration_detail, declarations
from safeguard_app.services.declaration_views import DeclarationDetail
from safeguard_app.services.form_drafts import FormDraft, FormName, new_draft
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.tasks import TaskRunner

TAKE_BACK = "The step stays on file, marked as taken back, and counts no longer. Verdicts given before stay."
IN_ERROR = (
    "The declaration leaves the register and every list at once. The audit keeps that it was made. Verdicts given"
    " before stay as they are."
)


class TakingBack(QObject):
    """The sheets that ask why, and what follows from them.

    Signals:
        declaration_gone(): a declaration is being taken off the register; it is not shown again.
        written(object): it is done; carries Changes.
    """

    declaration_gone = Signal()
    written = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        sheets: SheetKeeper,
        over: QWidget,
        parent: QObject,
    ) -> None:
        """The sheets open over ``over``."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._sheets = sheets
        self._over = over

    def ask_step(self, detail: DeclarationDetail, place: int, words: str) -> None:
        """Ask why a step is taken back."""
        sheet = ReasonSheet(f"Take back: {words.lower()}", TAKE_BACK, "Take the step back")
        sheet.given.connect(partial(self._take_back, detail, place))
        draft = new_draft(
            FormName.STEP_TAKEN_BACK, detail.reference, detail.version, detail.title, place=place
        )
        self._sheets.open(sheet, sheet.fields, draft, self._over)

    def ask_error(self, detail: DeclarationDetail) -> None:
        """Ask why a declaration was entered in error."""
        sheet = ReasonSheet("Entered in error", IN_ERROR, "Take it off the register")
        sheet.given.connect(partial(self._enter_in_error, detail))
        draft = new_draft(FormName.DECLARATION_IN_ERROR, detail.reference, detail.version, detail.title)
        self._sheets.open(sheet, sheet.fields, draft, self._over)

    def resume(self, draft: FormDraft) -> None:
        """A reason that was being typed: what it is for is asked again."""
        assert draft.about is not None
        operation = partial(declaration_detail.detail, self._session, draft.about)
        self._run(operation, partial(self._show_asking, draft), self._messages.show_problem)

    def _run(
        self,
        operation: Callable[[], object],
        done: Callable[[object], None],
        failed: Callable[[KnownProblem], None],
    ) -> None:
        self._tasks.run(operation, done, failed, owner=self._over)

    def _show_asking(self, draft: FormDraft, detail: object) -> None:
        assert isinstance(detail, DeclarationDetail)
        if draft.form_name is FormName.DECLARATION_IN_ERROR:
            self.ask_error(detail)
            return
        step = next((one for one in detail.steps if one.place == draft.place), None)
        if step is not None:
            self.ask_step(detail, step.place, step.label)

    def _take_back(self, detail: DeclarationDetail, place: int, reason: str) -> None:
        operation = partial(
            declarations.take_back_step,
            self._session,
            detail.reference,
            place,
            reason,
            version=detail.version,
        )
        self._run(operation, self._done, self._not_taken)

    def _enter_in_error(self, detail: DeclarationDetail, reason: str) -> None:
        operation = partial(
            declarations.enter_in_error, self._session, detail.reference, reason, version=detail.version
        )
        self.declaration_gone.emit()
        self._run(operation, self._done, self._not_taken)

    def _done(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.written.emit(changes)

    def _not_taken(self, problem: KnownProblem) -> None:
        fields = getattr(problem, "fields", {})
        if fields:
            problem = KnownProblem(" ".join(fields.values()), "Nothing was changed.")
        self._messages.show_problem(problem, "Nothing was changed")
