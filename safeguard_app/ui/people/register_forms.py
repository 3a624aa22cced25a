"""What the forms of both registers share: which of them is in view, their drafts, and how they end."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.form_drafts import FormDraft
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.form_keeper import FormKeeper
from safeguard_app.ui.people.leaving import KEPT_SAID, leave_form
from safeguard_app.ui.tasks import TaskRunner


class RegisterForms(QObject):
    """Base of what drives the form pages of a register. Everything of the log runs on the vault's thread.

    Signals:
        opened(object): a form should come to the front; carries the widget.
        kept(object, object): a form was kept; carries the Reference of what it is about and the Changes.
        left(): the form in view was left, nothing of it was entered.
        said(str): a sentence for the status bar.
    """

    opened = Signal(object)
    kept = Signal(object, object)
    left = Signal()
    said = Signal(str)

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, parent: QObject | None = None
    ) -> None:
        """No form is in view yet."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self.keeper = FormKeeper(session, tasks, messages, self)
        self._open: QWidget | None = None
        self.keeper.found.connect(self._draft_found)

    @property
    def open_page(self) -> QWidget | None:
        """The form being filled in, or None."""
        return self._open

    def resume(self, draft: FormDraft) -> None:
        """Go on with a draft."""
        if self._open is not None and self.keeper.draft is not None and self.keeper.draft.id == draft.id:
            self.opened.emit(self._open)
        else:
            self._run(self._opening(draft), partial(self._show_draft, draft))

    def leave(self) -> None:
        """Leave the form without keeping anything."""
        self.keeper.end()
        self._close()

    def _opening(self, draft: FormDraft) -> Callable[[], object]:
        """What reads the log for the form that a draft was begun in."""
        raise NotImplementedError

    def _show_draft(self, draft: FormDraft, opening: object, *, found: bool = False) -> None:
        """Show the form of a draft; one that was ``found`` only where nothing was typed since."""
        raise NotImplementedError

    def _typed_since(self) -> bool:
        """Whether a draft that was found comes too late: no form is in view, or something was typed in it."""
        return self._open is None or self._begun()

    def _begun(self) -> bool:
        """Whether anything was typed in the form in view."""
        return bool(getattr(self._open, "begun", False))

    def _draft_found(self, draft: object) -> None:
        """Words were left in the form that was just opened, and nothing was typed in it since."""
        assert isinstance(draft, FormDraft)
        self._run(self._opening(draft), partial(self._show_draft, draft, found=True))

    def _leave_asked(self) -> None:
        leave_form(self._messages, begun=self._begun(), leave=self.leave, keep=self._leave_draft)

    def _leave_draft(self) -> None:
        """Leave the form and keep its draft."""
        self.keeper.leave()
        self._close()
        self.said.emit(KEPT_SAID)

    def _close(self) -> None:
        if self._open is not None:
            self._open = None
            self.left.emit()

    def _run(
        self,
        operation: Callable[[], object],
        done: Callable[[object], None],
        failed: Callable[[KnownProblem], None] | None = None,
    ) -> None:
        self._tasks.run(operation, done, failed or self._messages.show_problem, owner=self)

    def _bring(self, page: QWidget) -> None:
        self._open = page
        self.opened.emit(page)

    def _was_entered(self, result: object) -> None:
        assert isinstance(result, tuple)
        self._was_kept(*result)

    def _was_kept(self, reference: Reference, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.keeper.end()
        self._open = None
        self.kept.emit(reference, changes)
