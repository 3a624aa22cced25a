"""Acknowledging an older copy, from wherever in the window it was noticed."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services import older_copy
from safeguard_app.services.older_copy import OlderCopy
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.audit.older_copy_sheet import OlderCopySheet
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.tasks import TaskRunner


class OlderCopyDesk(QObject):
    """One for the window, from unlock to lock.

    Signals:
        changed(object): it was acknowledged; carries Changes for the broadcast.
        said(str): a sentence for the status bar.
    """

    changed = Signal(object)
    said = Signal(str)

    def __init__(self, session: Session, tasks: TaskRunner, messages: Messages, window: QWidget) -> None:
        """``window`` is what the sheet lies over."""
        super().__init__(window)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._window = window
        self.open_sheet: OlderCopySheet | None = None

    def open(self) -> None:
        """Read how it stands and show it."""
        self._tasks.run(
            partial(older_copy.older_copy_of, self._session),
            self._show,
            self._messages.show_problem,
            owner=self,
        )

    def _show(self, shown: OlderCopy | None) -> None:
        if self.open_sheet is not None:
            return
        if shown is None:
            self.said.emit("It has been acknowledged by two people in two roles.")
            return
        sheet = OlderCopySheet(shown)
        sheet.acknowledged.connect(self._acknowledge)
        sheet.closed.connect(self._closed)
        self.open_sheet = sheet
        sheet.open_over(self._window)

    def _acknowledge(self, reason: str, passphrase: str, recovery_key: str) -> None:
        sheet = self.open_sheet
        if sheet is None:
            return
        self._tasks.run(
            partial(older_copy.acknowledge, self._session, reason, passphrase, recovery_key),
            self._done,
            sheet.show_problem,
            owner=sheet,
        )

    def _done(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        if self.open_sheet is not None:
            self.open_sheet.signed()
        self.changed.emit(changes)

    def _closed(self) -> None:
        self.open_sheet = None
