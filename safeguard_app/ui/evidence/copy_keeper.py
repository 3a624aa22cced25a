"""Keeps what is put on a picture while a copy of it is being made, until the copy is sealed or is not wanted."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.services import copy_drafts, form_drafts
from safeguard_app.services.form_drafts import Filled, FormDraft
from safeguard_app.services.session import Session
from safeguard_app.ui.evidence.marking_sheet import MarkingSheet
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.tasks import TaskRunner, Urgency

LOOK_EVERY_MS = 3000


class CopyKeeper(QObject):
    """One sheet at a time. Marks that a lock or a power cut took away are there when the copy is begun again.

    Signals:
        drafts_changed(): a draft was begun, kept or ended.
    """

    drafts_changed = Signal()

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, parent: QObject | None = None
    ) -> None:
        """Watches nothing yet."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._sheet: MarkingSheet | None = None
        self._draft: FormDraft | None = None
        self._kept: Filled | None = None
        self._ended: set[RecordId] = set()
        self._said_why = False

    def watch(self, sheet: MarkingSheet, item: Reference, page: int) -> None:
        """A sheet was opened for a page of an exhibit; what was left on it before is put back."""
        self._sheet, self._draft, self._kept = sheet, None, None
        timer = QTimer(sheet)
        timer.setInterval(LOOK_EVERY_MS)
        timer.timeout.connect(self.keep_now)
        timer.start()
        self._tasks.run(
            partial(copy_drafts.draft_for, self._session, item, page),
            partial(self._found, sheet),
            self._could_not,
            owner=sheet,
        )

    def keep_now(self) -> None:
        """Keep the marks, if they changed; a sheet that nothing was put on has no draft."""
        draft = self._changed()
        if draft is not None:
            self._tasks.run(
                partial(_save, self._session, draft, self._ended),
                self._was_kept,
                self._could_not,
                owner=self,
                urgency=Urgency.UNHURRIED,
            )

    def flush(self, then: Callable[[], None]) -> None:
        """Keep the marks, then go on: before locking."""
        self._kept = None
        draft = self._changed()
        if draft is None:
            then()
            return
        self._tasks.run(
            partial(_save, self._session, draft, self._ended),
            lambda _none: then(),
            self._messages.show_problem,
            owner=self,
        )

    def end(self) -> None:
        """The copy was sealed, or is not wanted: its draft goes."""
        draft, self._sheet, self._draft = self._draft, None, None
        if draft is not None:
            self._ended.add(draft.id)
            self._tasks.run(
                partial(form_drafts.end, self._session, draft.id), self._was_kept, self._could_not, owner=self
            )

    def _found(self, sheet: MarkingSheet, draft: object) -> None:
        assert isinstance(draft, FormDraft)
        if sheet is not self._sheet:
            return
        if draft.id in self._ended:
            draft = form_drafts.new_draft(draft.form_name, draft.about, name=draft.name, place=draft.place)
        self._draft = draft
        if draft.filled != Filled() and not sheet.is_begun:
            sheet.put_back(draft.filled)
            self._kept = sheet.filled()

    def _changed(self) -> FormDraft | None:
        sheet, draft = self._sheet, self._draft
        if sheet is None or draft is None or not isValid(sheet):
            return None
        now = sheet.filled()
        if now == self._kept or (self._kept is None and not sheet.is_begun):
            return None
        self._kept = now
        return draft.with_filled(now)

    def _was_kept(self, _nothing: object) -> None:
        self._said_why = False
        self.drafts_changed.emit()

    def _could_not(self, problem: KnownProblem) -> None:
        """Said once, not every few seconds; the marks are still there, and it is tried again."""
        self._kept = None
        if not self._said_why:
            self._said_why = True
            self._messages.show_problem(problem, "The marks could not be kept in the log")


def _save(session: Session, draft: FormDraft, ended: set[RecordId]) -> None:
    """Nothing that has ended meanwhile is brought back."""
    if draft.id not in ended:
        form_drafts.save(session, draft)
