"""Keeps what is typed in a form above a record as a draft in the log, and ends the draft when the entry is saved."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import RecordId, Reference, new_record_id
from safeguard_app.services import entry_drafts
from safeguard_app.services.entry_drafts import EntryDraft
from safeguard_app.services.form_drafts import Filled
from safeguard_app.services.session import Session
from safeguard_app.ui.draft_order import DraftOrder
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.people.form_keeper import KEPT
from safeguard_app.ui.tasks import TaskRunner, Urgency

LOOK_EVERY_MS = 3000

Key = tuple[Reference, str]


class EntryKeeper(QObject):
    """One draft for each form with words in it.

    Signals:
        found(object): a draft was found on a record that was opened; carries the EntryDraft.
        not_kept(object): words could not be kept; carries the KnownProblem. They are still in their form.
        drafts_changed(): a draft was begun or ended.
    """

    found = Signal(object)
    not_kept = Signal(object)
    drafts_changed = Signal()

    def __init__(self, session: Session, tasks: TaskRunner, parent: QObject | None = None) -> None:
        """Looks at the form in view every few seconds."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._ids: dict[Key, RecordId] = {}
        self._versions: dict[Key, int] = {}
        self._fresh: dict[Key, Filled] = {}
        self._kept: dict[Key, Filled] = {}
        self._ended: set[RecordId] = set()
        self._order = DraftOrder()
        self._watched: tuple[Key, EntryPanel] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.keep_now)

    def watch(self, key: Key, panel: EntryPanel, version: int = 0) -> None:
        """This form is in view now. As it stands when it is watched first, nobody has typed in it.

        ``version`` marks what it changes, as it stands.
        """
        self._fresh.setdefault(key, panel.filled())
        self._versions.setdefault(key, version)
        self._watched = (key, panel)
        panel.setProperty(KEPT, True)
        self._timer.start()

    def leave(self) -> None:
        """No form is in view any more; what was typed is kept first."""
        self.keep_now()
        self._timer.stop()
        self._watched = None

    def keep_now(self) -> None:
        """Keep what is typed, if it changed."""
        draft = self._changed_draft()
        if draft is not None:
            self._tasks.run(
                self._operation(draft),
                self._was_kept,
                self._could_not,
                owner=self,
                urgency=Urgency.UNHURRIED,
            )

    def flush(self, then: Callable[[], None], failed: Callable[[KnownProblem], None]) -> None:
        """Keep what is typed, then go on: before locking.

        Kept again even if it was kept before: a save still on its way, or an earlier try at locking, may have failed.
        """
        if self._watched is not None:
            self._kept.pop(self._watched[0], None)
        draft = self._changed_draft()
        if draft is None:
            then()
            return

        def kept(_nothing: object) -> None:
            then()

        self._tasks.run(self._operation(draft), kept, failed, owner=self)

    def _operation(self, draft: EntryDraft) -> Callable[[], object]:
        """Keep it, unless something newer of it is kept by then."""
        return self._order.next(draft.id, partial(_save, self._session, draft, self._ended))

    def look_for(self, reference: Reference) -> None:
        """A record was opened: were words left on it?"""
        operation = partial(entry_drafts.on_record, self._session, reference)
        self._tasks.run(operation, self._were_found, self._could_not, owner=self)

    def fresh(self, key: Key) -> Filled:
        """What stood in a form before anybody typed in it; nothing where it is not watched."""
        return self._fresh.get(key, Filled())

    def adopt(self, key: Key, draft: EntryDraft) -> None:
        """A form goes on with this draft."""
        self._ids[key], self._versions[key] = draft.id, draft.version
        self._kept[key] = draft.filled

    def knows(self, draft: EntryDraft) -> bool:
        """Whether a form has this draft, or it has ended."""
        return draft.id in self._ended or draft.id in self._ids.values()

    def end(self, key: Key) -> None:
        """The entry was saved, or its form was empty when it was put away."""
        self._kept.pop(key, None)
        self._fresh.pop(key, None)
        self._versions.pop(key, None)
        draft = self._ids.pop(key, None)
        if self._watched is not None and self._watched[0] == key:
            self._watched = None
            self._timer.stop()
        if draft is not None:
            self._ended.add(draft)
            operation = partial(entry_drafts.end, self._session, draft)
            self._tasks.run(operation, self._was_kept, self._could_not, owner=self)

    def _changed_draft(self) -> EntryDraft | None:
        if self._watched is None or not isValid(self._watched[1]):
            return None
        key, panel = self._watched
        filled = panel.filled()
        if filled in (self._fresh[key], self._kept.get(key)):
            return None
        self._kept[key] = filled
        reference, form = key
        draft = self._ids.setdefault(key, new_record_id())
        version = self._versions.get(key, 0)
        return EntryDraft(draft, reference, form, filled.texts, version, filled.choices, filled.people)

    def _was_kept(self, _nothing: object) -> None:
        self.drafts_changed.emit()

    def _could_not(self, problem: KnownProblem) -> None:
        self._kept.clear()
        self.not_kept.emit(problem)

    def _were_found(self, found: object) -> None:
        assert isinstance(found, list)
        for draft in found:
            if not self.knows(draft):
                self.found.emit(draft)


def _save(session: Session, draft: EntryDraft, ended: set[RecordId]) -> None:
    """Nothing that has ended meanwhile is brought back."""
    if draft.id not in ended:
        entry_drafts.save(session, draft)
