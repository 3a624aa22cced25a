"""Keeps what stands in a form, or on a picture being marked, as a draft in the log, and ends it when it is entered."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.services import form_drafts
from safeguard_app.services.form_drafts import Filled, FormDraft
from safeguard_app.services.session import Session
from safeguard_app.ui.draft_order import DraftOrder
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.tasks import TaskRunner, Urgency

LOOK_EVERY_MS = 3000
KEPT = "kept_as_draft"
"""Marks a form of which a draft is kept."""


class KeptForm(Protocol):
    """A widget of which a draft is kept."""

    @property
    def begun(self) -> bool:
        """Whether anything stands in it that is not in the log otherwise."""

    def filled(self) -> Filled:
        """What stands in it."""

    def put_back(self, filled: Filled, *, for_new: bool) -> None:
        """Show what a draft kept, and say so."""


@dataclass(slots=True, eq=False)
class _Watched:
    """The form that is open: its draft, and what of it was kept last (None: nothing is in the log)."""

    page: KeptForm
    timer: QTimer
    draft: FormDraft
    kept: Filled | None = None
    is_there: bool = False


class FormKeeper(QObject):
    """One form at a time. It is watched from when it is opened until it is entered or left.

    Signals:
        found(object): a draft was found for the form that was opened, and nothing was typed yet; carries the FormDraft.
        drafts_changed(): a draft was begun, kept or ended.
    """

    found = Signal(object)
    drafts_changed = Signal()

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, parent: QObject | None = None
    ) -> None:
        """Watches nothing yet."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._watched: _Watched | None = None
        self._ended: set[RecordId] = set()
        self._order = DraftOrder()
        self._said_why = False

    @property
    def draft(self) -> FormDraft | None:
        """The draft of the form that is open."""
        return self._watched.draft if self._watched is not None else None

    @property
    def begun(self) -> bool:
        """Whether anything stands in the form that is open that is not in the log otherwise."""
        return self._watched is not None and isValid(self._watched.page) and self._watched.page.begun

    def begin(self, page: KeptForm, draft: FormDraft, *, look: bool = False, is_there: bool = False) -> None:
        """A form was opened. With ``look``, words that were left in such a form before are looked for.

        ``is_there``: the draft is in the log already, with what was typed on the way to this form.
        The form before it has to be left before its page is shown afresh: see :meth:`leave`.
        """
        assert self._watched is None
        self._watch(page, draft).is_there = is_there
        if look:
            operation = partial(
                form_drafts.newest, self._session, draft.form_name, draft.about, draft.place, draft.of
            )
            self._tasks.run(operation, partial(self._looked, draft.id), self._could_not, owner=self)

    def go_on(self, page: KeptForm, draft: FormDraft) -> None:
        """Put the words of a draft into the form that was opened for it. The form before it has been left."""
        assert self._watched is None
        page.put_back(draft.filled, for_new=draft.about is None)
        watched = self._watch(page, draft)
        watched.kept, watched.is_there = page.filled(), True

    def leave(self) -> None:
        """The form is closed; what was typed in it is kept first."""
        self.keep_now()
        self._let_go()

    def end(self) -> None:
        """The form was entered, or left without keeping anything: its draft goes."""
        watched = self._let_go()
        if watched is not None:
            self._ended.add(watched.draft.id)
            if watched.is_there:
                self._run_end(watched.draft.id)

    def end_left(self, draft: RecordId) -> None:
        """What a form was for came about after it was left: its draft goes."""
        self._ended.add(draft)
        self._run_end(draft)

    def keep_now(self) -> None:
        """Keep what is typed, if it changed; a form that is as it was opened has no draft."""
        watched = self._watched
        if watched is None or not isValid(watched.page):
            return
        if watched.is_there and not watched.page.begun:
            watched.is_there, watched.kept = False, None
            self._run_end(watched.draft.id)
            return
        draft = self._changed_draft(watched)
        if draft is not None:
            operation = self._operation(draft)
            self._tasks.run(operation, self._was_kept, self._could_not, owner=self, urgency=Urgency.UNHURRIED)

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed, then go on: before locking.

        Kept again even if it was kept before: a save still on its way, or an earlier try at locking, may have failed.
        """
        watched = self._watched
        if watched is None or not isValid(watched.page):
            then()
            return
        watched.kept = None
        draft = self._changed_draft(watched)
        if draft is None:
            self.keep_now()
            then()
            return
        operation = self._operation(draft)
        self._tasks.run(operation, partial(_call, then), self._messages.show_problem, owner=self)

    def _operation(self, draft: FormDraft) -> Callable[[], object]:
        """Keep it, unless something newer of it is kept by then, or it is gone."""
        return self._order.next(draft.id, partial(_save, self._session, draft, self._ended))

    def _watch(self, page: KeptForm, draft: FormDraft) -> _Watched:
        """The timer goes with the page: whatever becomes of the window, it looks at nothing that is gone."""
        assert isinstance(page, QObject)
        page.setProperty(KEPT, True)
        timer = QTimer(page)
        timer.setInterval(LOOK_EVERY_MS)
        timer.timeout.connect(self.keep_now)
        timer.start()
        self._watched = _Watched(page, timer, draft)
        return self._watched

    def _let_go(self) -> _Watched | None:
        watched, self._watched = self._watched, None
        if watched is not None and isValid(watched.timer):
            watched.timer.stop()
            watched.timer.deleteLater()
        return watched

    def _changed_draft(self, watched: _Watched) -> FormDraft | None:
        if not watched.page.begun:
            return None
        filled = watched.page.filled()
        if filled == watched.kept:
            return None
        watched.kept, watched.is_there = filled, True
        return watched.draft.with_filled(filled)

    def _looked(self, opened: RecordId, found: object) -> None:
        watched = self._watched
        if not isinstance(found, FormDraft) or found.id in self._ended:
            return
        if watched is not None and watched.draft.id == opened and not watched.page.begun:
            self.found.emit(found)

    def _run_end(self, draft: RecordId) -> None:
        operation = self._order.next(draft, partial(form_drafts.end, self._session, draft))
        self._tasks.run(operation, self._was_kept, self._could_not, owner=self)

    def _was_kept(self, _nothing: object) -> None:
        self._said_why = False
        self.drafts_changed.emit()

    def _could_not(self, problem: KnownProblem) -> None:
        """Said once, not every few seconds; the words are still in the form, and it is tried again."""
        if self._watched is not None:
            self._watched.kept = None
        if not self._said_why:
            self._said_why = True
            self._messages.show_problem(problem, "The draft could not be kept in the log")


def _save(session: Session, draft: FormDraft, ended: set[RecordId]) -> None:
    """Nothing that has ended meanwhile is brought back."""
    if draft.id not in ended:
        form_drafts.save(session, draft)


def _call(then: Callable[[], None], _nothing: object) -> None:
    then()
