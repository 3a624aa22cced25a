"""Copying the answers of a form out, one by one: the small window, the clipboard, and the one event of each use."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import copy_out
from safeguard_app.services.copy_out import CopyAnswer, CopySheet
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.desktop.clipboard import put_on_clipboard, take_off_clipboard
from safeguard_app.ui.desktop.screens import room_around
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.referrals.copy_window import CopyWindow
from safeguard_app.ui.tasks import TaskRunner

_MARGIN = 24


class CopyOut(QObject):
    """One form at a time.

    Signals:
        changed(object): that answers are copied out was noted; carries Changes.
        curtain_asked(): draw the curtain.
        lock_asked(): lock the log.
    """

    changed = Signal(object)
    curtain_asked = Signal()
    lock_asked = Signal()

    def __init__(self, session: Session, tasks: TaskRunner, messages: Messages, parent: QObject) -> None:
        """The window is made when it is first asked for."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._sheet: CopySheet | None = None
        self._noted = False
        self._noting = False
        self._covered = False
        self._window: CopyWindow | None = None

    @property
    def window(self) -> CopyWindow | None:
        """The window while it is open, in view or covered."""
        return self._window if self._sheet is not None else None

    def open(self, referral: Reference, beside: QWidget) -> None:
        """Lay the answers of a form out; ``beside``: the page that asks."""
        self._tasks.run(
            partial(copy_out.sheet_of, self._session, referral),
            partial(self._open, beside),
            self._problem,
            owner=self,
        )

    def refresh(self) -> None:
        """An answer was changed in the form: show it as it is now."""
        if self._sheet is not None:
            act = partial(copy_out.sheet_of, self._session, self._sheet.referral)
            self._tasks.run(act, self._show_again, self._problem, owner=self)

    def cover(self) -> None:
        """The curtain is drawn: nothing of the record stays in view."""
        if self._window is not None and self._window.isVisible():
            self._covered = True
            self._window.hide()

    def uncover(self) -> None:
        """The work is in view again."""
        if self._window is not None and self._covered:
            self._covered = False
            self._window.show()

    def _open(self, beside: QWidget, sheet: CopySheet) -> None:
        if self._window is None:
            self._window = self._made()
        self._sheet, self._noted = sheet, False
        self._window.show_sheet(sheet)
        room = room_around(beside)
        self._window.show()
        self._window.move(room.right() - self._window.width() - _MARGIN, room.top() + _MARGIN)
        self._window.raise_()
        self._window.activateWindow()
        self._window.copy_button.setFocus()

    def _show_again(self, sheet: CopySheet) -> None:
        if self._window is not None and self._sheet is not None and self._sheet.referral == sheet.referral:
            self._sheet = sheet
            self._window.show_sheet(sheet, afresh=False)

    def _copy(self, answer: object) -> None:
        assert isinstance(answer, CopyAnswer)
        if self._sheet is None or self._noting:
            return
        if self._noted:
            self._put(answer)
            return
        self._noting = True
        act = partial(copy_out.begun, self._session, self._sheet)
        self._tasks.run(act, partial(self._begun, answer), self._not_begun, owner=self)

    def _not_begun(self, problem: KnownProblem) -> None:
        self._noting = False
        self._problem(problem)

    def _begun(self, answer: CopyAnswer, changes: Changes) -> None:
        self._noting, self._noted = False, True
        self.changed.emit(changes)
        self._put(answer)

    def _put(self, answer: CopyAnswer) -> None:
        if self._window is not None and self._sheet is not None:
            put_on_clipboard(QGuiApplication.clipboard(), answer.text)
            self._window.was_copied(answer)

    def _left(self) -> None:
        self._sheet = None
        self._covered = False
        take_off_clipboard(QGuiApplication.clipboard())

    def _clipboard_changed(self) -> None:
        if self._window is not None and self._noted and not QGuiApplication.clipboard().text():
            self._window.was_taken_back()

    def _made(self) -> CopyWindow:
        window = CopyWindow()
        window.copy_asked.connect(self._copy)
        window.left.connect(self._left)
        window.curtain_asked.connect(self.curtain_asked)
        window.lock_asked.connect(self.lock_asked)
        QGuiApplication.clipboard().dataChanged.connect(self._clipboard_changed)
        self.destroyed.connect(window.deleteLater)
        return window

    def _problem(self, problem: KnownProblem) -> None:
        self._messages.show_problem(problem, "Nothing was copied")
