"""What bringing people in and bringing entries in do alike: choosing, reading, asking, writing, and what goes wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from safeguard_app.domain.errors import Cancelled, KnownProblem, RuleViolation
from safeguard_app.domain.import_tables import TableReading
from safeguard_app.services import people_import
from safeguard_app.services.people_import import Offered
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Answer, Message, Messages
from safeguard_app.ui.people.import_page import ImportSteps
from safeguard_app.ui.tasks import Lane, Step, Task, TaskControl, TaskRunner, Urgency
from safeguard_app.ui.theme.meanings import Meaning

LEAVE, STAY = "leave", "stay"


@dataclass(frozen=True, slots=True)
class ListWords:
    """What is said of one kind of list.

    ``files`` are the kinds of file that the dialog offers, ``choosing`` its title; ``leaving`` is asked of somebody who
    leaves once a file was read; ``nothing_came`` is the title of a problem that kept all of it out.
    """

    files: str
    choosing: str
    leaving: str
    nothing_came: str


Offer = Callable[[Session, bytes, TableReading | None], Offered]
"""The bytes of a file as a table, read in a way or as it seems best. Raises KnownProblem."""


class ListImport(QObject):
    """One file at a time, on the page of an import. What its rows become is for who inherits.

    Signals:
        changed(object): something was brought in, or that was undone; carries Changes for the broadcast.
        done(): back to where it was begun.
    """

    changed = Signal(object)
    done = Signal()

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        page: ImportSteps,
        words: ListWords,
        offer: Offer,
        first_field: str,
        parent: QObject,
    ) -> None:
        """Nothing is read yet. ``first_field`` is the field of the columns that the keyboard goes to."""
        super().__init__(parent)
        self._session, self._tasks, self._messages = session, tasks, messages
        self._steps, self._words, self._offer, self._first_field = page, words, offer, first_field
        self._file: Offered | None = None
        self._task: Task | None = None
        self._dialog: QFileDialog | None = None
        page.reading.file_requested.connect(self._choose_file)
        page.reading.read_again.connect(self._read_again)
        page.main_requested.connect(self.main_act)
        page.back_requested.connect(self._back)
        page.stop_requested.connect(self._stop)
        page.leave_requested.connect(self.leave)

    def read_path(self, path: Path) -> None:
        """Read the file that was chosen."""
        self._read(partial(_read_path, self._session, path, self._offer))

    def read_content(self, content: bytes) -> None:
        """Read a file that is in memory already."""
        self._read(partial(self._offer, self._session, content, None))

    def main_act(self) -> None:
        """Look at what would happen, or bring it in."""
        if not self._steps.main_button.isEnabled():
            return
        if self._steps.shows_preview:
            self._bring_in()
        else:
            self._look()

    def leave(self) -> None:
        """Back to where it was begun; asked about once a file was read."""
        if self._file is None:
            self._end()
            return
        question = Message(
            self._words.leaving,
            "What you chose for this file is not kept.",
            "The file itself is where it was; choose it again whenever you like.",
            Meaning.DUE,
            answers=(Answer(LEAVE, "Leave"), Answer(STAY, "Go on here", filled=True)),
            keyboard=STAY,
        )
        self._messages.show(question, self._left)

    def _was_read(self, file: object) -> None:
        """Go on with a file that was read."""
        raise NotImplementedError

    def _look(self) -> None:
        """Check the columns, then work out what would happen."""
        raise NotImplementedError

    def _bring_in(self) -> None:
        """Write what was looked at."""
        raise NotImplementedError

    def _end(self) -> None:
        """Let go of the file and go back."""
        raise NotImplementedError

    def _clean_page(self) -> None:
        """As it is before a file is chosen."""
        self._file, self._task = None, None
        self._steps.clear_problems()
        self._steps.reading.show_nothing()
        self._steps.main_button.setEnabled(False)
        self._steps.show_reading()

    def _left(self, answer: str) -> None:
        if answer == LEAVE:
            self._end()

    def _choose_file(self) -> None:
        dialog = QFileDialog(self._steps.window(), self._words.choosing, "", self._words.files)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._file_chosen)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()

    def _file_chosen(self, name: str) -> None:
        self.read_path(Path(name))

    def _read_again(self, how: object) -> None:
        assert isinstance(how, TableReading) and self._file is not None
        self._read(partial(self._offer, self._session, self._file.content, how))

    def _read(self, operation: partial[Offered]) -> None:
        self._steps.clear_problems()
        self._steps.set_busy("Reading ...")
        self._tasks.run(operation, self._was_read, self._not_read, owner=self._steps, lane=Lane.GENERAL)

    def _not_read(self, problem: KnownProblem) -> None:
        self._steps.set_busy("")
        self._steps.main_button.setEnabled(self._file is not None)
        self._steps.refuse(problem.sentence, problem.next_step)
        self._steps.reading.choose_button.setFocus()

    def _not_planned(self, problem: KnownProblem) -> None:
        self._steps.set_busy("")
        if isinstance(problem, RuleViolation):
            self._steps.errors.show_violation(problem)
        else:
            self._messages.show_problem(problem)

    def _back(self) -> None:
        self._steps.show_reading()
        self._steps.reading.fields[self._first_field].focus_editor()

    def _write(self, operation: Callable[[TaskControl], Changes]) -> None:
        """Bring in, step by step; it can be stopped, and then nothing of it is there."""
        self._steps.set_busy("Bringing in ...", stops=True)
        self._task = self._tasks.run_long(
            operation,
            self._was_brought_in,
            self._not_brought_in,
            progress=self._progress,
            owner=self._steps,
            lane=Lane.VAULT,
            urgency=Urgency.WAITED_FOR,
        )

    def _progress(self, step: Step) -> None:
        self._steps.set_busy(f"Bringing in {step.done:,} of {step.total:,} ...", stops=True)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _was_brought_in(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self._steps.set_busy("")
        self._end()
        self.changed.emit(changes)

    def _not_brought_in(self, problem: KnownProblem) -> None:
        self._steps.set_busy("")
        if isinstance(problem, Cancelled):
            stopped = {"": "Nothing of it was written. Bring it in again, or leave."}
            self._steps.preview_errors.show_errors(stopped, "Stopped.")
        elif isinstance(problem, RuleViolation):
            self._steps.preview_errors.show_violation(problem)
        else:
            self._messages.show_problem(problem, self._words.nothing_came)


def _read_path(session: Session, path: Path, offer: Offer) -> Offered:
    return offer(session, people_import.read_path(path), None)
