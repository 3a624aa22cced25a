"""What is done with the register as a whole: bringing people in from a file, and entries that may be one person."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from safeguard_app.services.form_drafts import FormDraft, FormName
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.duplicates_desk import DuplicatesDesk
from safeguard_app.ui.people.import_desk import ImportDesk
from safeguard_app.ui.people.people_page import PeoplePage
from safeguard_app.ui.tasks import TaskRunner


class RegisterWork(QObject):
    """Both desks, as the page of people knows them.

    Signals:
        begun(): people are being brought in, and no form is in view.
        changed(object): something was written; carries Changes for the broadcast.
        said(str): a sentence for the status bar.
        acts_changed(): what can be done now is different.
        done(): back to the list of people.
        drafts_changed(): a draft of one of their sheets was begun, kept or ended.
    """

    begun = Signal()
    changed = Signal(object)
    said = Signal(str)
    acts_changed = Signal()
    done = Signal()
    drafts_changed = Signal()

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, people: PeoplePage, parent: QObject
    ) -> None:
        """Within the page of ``people``."""
        super().__init__(parent)
        self.imports = ImportDesk(session, tasks, messages, people, self)
        self.duplicates = DuplicatesDesk(session, tasks, messages, people, self)
        self.imports.begun.connect(self.begun)
        self.imports.acts_changed.connect(self.acts_changed)
        self.imports.done.connect(self.done)
        self.imports.changed.connect(self._written)
        self.duplicates.changed.connect(self._written)
        for sheets in (self.duplicates.sheets, self.imports.imports.sheets):
            sheets.drafts_changed.connect(self.drafts_changed)

    def resume(self, draft: FormDraft) -> None:
        """Ask again what a sheet asked, with the words that were left."""
        if draft.form_name is FormName.IMPORT_UNDONE and draft.about is not None:
            self.imports.imports.ask(draft.about.id)
        else:
            self.duplicates.resume(draft)

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed in a sheet, then go on: before locking."""
        self.duplicates.sheets.flush(partial(self.imports.imports.sheets.flush, then))

    def _written(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.changed.emit(changes)
        self.said.emit(changes.said)
