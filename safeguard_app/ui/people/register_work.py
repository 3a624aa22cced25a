"""What is done with the register as a whole: bringing people in from a file, and entries that may be one person."""

from PySide6.QtCore import QObject, Signal

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
    """

    begun = Signal()
    changed = Signal(object)
    said = Signal(str)
    acts_changed = Signal()
    done = Signal()

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

    def _written(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.changed.emit(changes)
        self.said.emit(changes.said)
