"""Checking a document that was handed back, from the audit page: asks for its number or its file, shows the answer."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.handed_back import Outcome
from safeguard_app.services import document_numbers, handed_back
from safeguard_app.services.handed_back import Likely, Seen
from safeguard_app.services.handed_back_words import HandedBack
from safeguard_app.services.session import Session
from safeguard_app.ui.audit.handed_back_question import HandedBackQuestion
from safeguard_app.ui.audit.handed_back_sheet import HandedBackSheet
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.tasks import Lane, TaskRunner

ChooseFile = Callable[[QWidget], Path | None]


def choose_by_dialog(window: QWidget) -> Path | None:
    """The system's own dialog."""
    chosen, _ = QFileDialog.getOpenFileName(
        window, "The document that was handed back", "", "PDF (*.pdf);;All (*)"
    )
    return Path(chosen) if chosen else None


class HandedBackDesk(QObject):
    """One for the audit page.

    Signals:
        checked(): the check left an event, so there is something new to list.
        said(str): a sentence for the status bar.
        document_asked(object): open the document to compare with what is in hand; carries its Reference.
    """

    checked = Signal()
    said = Signal(str)
    document_asked = Signal(object)

    def __init__(self, session: Session, tasks: TaskRunner, messages: Messages, page: QWidget) -> None:
        """``page`` is what the sheet lies over the window of."""
        super().__init__(page)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._page = page
        self.choose_file: ChooseFile = choose_by_dialog
        self.open_sheet: HandedBackSheet | None = None
        self.question: HandedBackQuestion | None = None
        self._busy = False

    def open(self) -> None:
        """Ask what was handed back."""
        if self._busy or self.question is not None:
            return
        question = HandedBackQuestion()
        question.number_asked.connect(self._check_number)
        question.file_asked.connect(self._choose)
        question.closed.connect(self._answered)
        self.question = question
        question.open_over(self._page)

    def _check_number(self, typed: str) -> None:
        question = self.question
        assert question is not None
        self._tasks.run(
            partial(document_numbers.check_number, self._session, typed),
            self._number_found,
            question.show_problem,
            owner=question,
        )

    def _number_found(self, answer: HandedBack) -> None:
        question = self.question
        assert question is not None
        if answer.outcome is Outcome.NUMBERED:
            question.accept()
            self._show(answer)
        else:
            self.checked.emit()
            question.show_answer(answer)

    def _choose(self) -> None:
        """Ask which file, and check it. What is slow is done beside the vault's thread."""
        path = self.choose_file(self._page.window())
        if path is None:
            return
        if self.question is not None:
            self.question.accept()
        self._busy = True
        self.said.emit("Looking into the file.")
        self._tasks.run(
            partial(_look, self._session, path), self._find, self._problem, owner=self, lane=Lane.GENERAL
        )

    def _find(self, seen: Seen) -> None:
        self._tasks.run(
            partial(handed_back.find, self._session, seen),
            partial(self._compare, seen),
            self._problem,
            owner=self,
        )

    def _compare(self, seen: Seen, found: tuple[Likely, ...]) -> None:
        self._tasks.run(
            partial(handed_back.compare, self._session, seen, found),
            partial(self._conclude, seen),
            self._problem,
            owner=self,
            lane=Lane.GENERAL,
        )

    def _conclude(self, seen: Seen, found: tuple[Likely, ...]) -> None:
        self._tasks.run(
            partial(handed_back.conclude, self._session, seen, found), self._show, self._problem, owner=self
        )

    def _show(self, answer: HandedBack) -> None:
        self._busy = False
        self.checked.emit()
        sheet = HandedBackSheet(answer)
        sheet.another_asked.connect(self._another)
        sheet.document_asked.connect(self._open_document)
        sheet.closed.connect(self._closed)
        self.open_sheet = sheet
        sheet.open_over(self._page)
        sheet.announce()

    def _another(self) -> None:
        if self.open_sheet is not None:
            self.open_sheet.accept()
        self.open()

    def _open_document(self, document: object) -> None:
        if self.open_sheet is not None:
            self.open_sheet.accept()
        self.document_asked.emit(document)

    def _answered(self) -> None:
        self.question = None

    def _closed(self) -> None:
        self.open_sheet = None

    def _problem(self, problem: KnownProblem) -> None:
        self._busy = False
        self._messages.show_problem(problem, "The file was not checked")


def _look(session: Session, path: Path) -> Seen:
    return handed_back.look(session, handed_back.read_path(path))
