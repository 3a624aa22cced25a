"""Keeps the incident form as a draft while somebody types, and before the program locks."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.services.correction_drafts import CorrectionDraft
from safeguard_app.services.incident_form import IncidentForm
from safeguard_app.services.session import Session
from safeguard_app.ui.draft_order import DraftOrder
from safeguard_app.ui.incidents.form_work import Draft, keep
from safeguard_app.ui.tasks import TaskRunner, Urgency

AUTOSAVE_MS = 1000
"""A draft is at most this old while somebody types."""

Typed = Callable[[], IncidentForm | CorrectionDraft]
"""What stands in the form now."""


class FormAutosave(QObject):
    """The draft of the form in view. Once it ended, no save brings it back.

    Signals:
        kept(object): the draft in view was kept; carries the datetime.
        not_kept(object): it could not be; carries the KnownProblem. The words are still in the form.
        drafts_changed(): a draft was begun or kept.
    """

    kept = Signal(object)
    not_kept = Signal(object)
    drafts_changed = Signal()

    def __init__(self, session: Session, tasks: TaskRunner, typed: Typed, parent: QObject) -> None:
        """``typed`` is asked on the window's thread."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._typed = typed
        self.draft: Draft | None = None
        self.dirty = False
        """Whether anything was typed since it was kept last."""
        self._saving = False
        self._order = DraftOrder()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one may be a twentieth late
        self.timer.setInterval(AUTOSAVE_MS)
        self.timer.timeout.connect(self.keep_now)

    def begin(self, draft: Draft) -> None:
        """A form was opened."""
        self.draft, self.dirty = draft, False

    def touch(self) -> None:
        """Something was typed. The wait is not begun anew with each letter."""
        self.dirty = True
        if not self.timer.isActive():
            self.timer.start()

    def stop(self) -> None:
        """The form is being entered: it is not kept meanwhile."""
        self.timer.stop()

    def go_on(self) -> None:
        """It was not entered: its draft may be kept again."""
        if self.draft is not None:
            self.draft.ended = False
        self.dirty = True
        self.timer.start()

    def end(self) -> None:
        """The form is left."""
        self.timer.stop()
        self.draft, self.dirty = None, False

    def keep_now(self) -> None:
        """Keep what is typed in the log now, if anything changed since the last time."""
        self.timer.stop()
        if self.draft is None or not self.dirty:
            return
        self._begin_saving()
        self._tasks.run(
            self._operation(self.draft),
            partial(self._kept, self.draft),
            self._failed,
            owner=self,
            urgency=Urgency.UNHURRIED,
        )

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed, then go on: for locking. What cannot be kept is said, and nothing goes on.

        A save that is still on its way may yet fail: what it holds is kept again, and that is waited for.
        """
        self.timer.stop()
        to_keep = self.dirty or self._saving
        if self.draft is None or not to_keep:
            then()
            return
        self._begin_saving()
        self._tasks.run(self._operation(self.draft), partial(self._flushed, then), self._failed, owner=self)

    def _operation(self, draft: Draft) -> Callable[[], datetime | None]:
        """Keep what is typed now, unless something newer of it is kept by then."""
        return self._order.next(draft.form, partial(keep, self._session, self._typed(), draft))

    def _begin_saving(self) -> None:
        self.dirty = False
        self._saving = True

    def _kept(self, draft: Draft, at: object) -> None:
        """Say so, unless the form went on meanwhile: after "Handed in" it would be read as if it were not."""
        self._saving = False
        if not isinstance(at, datetime):
            return
        if draft is self.draft and not draft.ended:
            self.kept.emit(at)
        self.drafts_changed.emit()

    def _flushed(self, then: Callable[[], None], _at: object) -> None:
        self._saving = False
        then()

    def _failed(self, problem: KnownProblem) -> None:
        self._saving = False
        self.dirty = True
        self.not_kept.emit(problem)
