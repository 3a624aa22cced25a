"""Bringing entries of a register in from a list, step by step; reading and working out stand in nobody's way."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.errors import Cancelled, KnownProblem, RuleViolation
from safeguard_app.domain.import_entries import EntryPlan
from safeguard_app.domain.import_fields import ENTRY_DATES, ENTRY_FIELDS, ImportField
from safeguard_app.domain.import_rows import HowRead
from safeguard_app.domain.import_tables import TableReading
from safeguard_app.services import logbook_import, people_import
from safeguard_app.services.logbook_import import RegisterOfAdults
from safeguard_app.services.people_import import Offered, Understood
from safeguard_app.services.people_import_undo import ImportLine, UndoPreview
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Answer, Message, Messages
from safeguard_app.ui.people.import_page import ImportSteps
from safeguard_app.ui.people.import_reading import ImportReading
from safeguard_app.ui.people.imports_sheet import ImportsList, ImportsOf, left_words
from safeguard_app.ui.registers.entry_import_preview import EntryImportPreview
from safeguard_app.ui.tasks import Lane, Step, Task, TaskControl, TaskRunner, Urgency
from safeguard_app.ui.theme.meanings import Meaning

HEADING = "Bring entries in from a list"
LEAVE, STAY = "leave", "stay"
_FILES = "Lists (*.csv *.txt *.tsv);;All files (*)"
_FIRST = ImportField.FULL_NAME.value


@dataclass(slots=True)
class _Under:
    """What is under way with one list."""

    logbook: str = ""
    file: Offered | None = None
    now: RegisterOfAdults | None = None
    how: HowRead | None = None
    plan: EntryPlan | None = None
    answers: dict[int, str] = field(default_factory=dict)
    task: Task | None = None


class EntryImportDesk(QObject):
    """The page at work.

    Signals:
        begun(object): the page should come to the front; carries it.
        changed(object): entries were brought in, or that was undone; carries Changes for the broadcast.
        done(): back to the register.
    """

    begun = Signal(object)
    changed = Signal(object)
    done = Signal()

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, over: QWidget, parent: QObject
    ) -> None:
        """Build the page; ``over`` is what sheets lie over. Nothing is read yet."""
        super().__init__(parent)
        self._session, self._tasks, self._messages, self._over = session, tasks, messages, over
        self.preview = EntryImportPreview()
        reading = ImportReading(ENTRY_FIELDS, ENTRY_DATES, of_people=False)
        self.page = ImportSteps(HEADING, "Leave, bring nothing in", reading, self.preview)
        self.imports: ImportsList | None = None
        self._under = _Under()
        self._dialog: QFileDialog | None = None
        self._connect()

    def begin(self, logbook: str) -> None:
        """A clean page for a register, and the keyboard at the way to a file."""
        self._under = _Under(logbook)
        self.page.clear_problems()
        self.page.reading.show_nothing()
        self.page.main_button.setEnabled(False)
        self.page.show_reading()
        self.begun.emit(self.page)
        self.page.reading.choose_button.setFocus()

    def open_imports(self, logbook: str) -> None:
        """The lists that were brought into a register, each to be undone."""
        self.imports = ImportsList(
            self._session, self._tasks, self._messages, self._over, self, of=_imports_of(logbook)
        )
        self.imports.changed.connect(self.changed)
        self.imports.open()

    def read_path(self, path: Path) -> None:
        """Read the file that was chosen."""
        self._read(partial(_read_path, self._session, path))

    def read_content(self, content: bytes) -> None:
        """Read a list that is in memory already."""
        self._read(partial(logbook_import.offered, self._session, content))

    def main_act(self) -> None:
        """Look at what would happen, or bring it in."""
        if not self.page.main_button.isEnabled():
            return
        if self.page.shows_preview:
            self._bring_in()
        else:
            self._look()

    def leave(self) -> None:
        """Back to the register; asked about once a file was read."""
        if self._under.file is None:
            self._end()
            return
        question = Message(
            "Leave without bringing anything in?",
            "What you chose for this file is not kept.",
            "The file itself is where it was; choose it again whenever you like.",
            Meaning.DUE,
            answers=(Answer(LEAVE, "Leave"), Answer(STAY, "Go on here", filled=True)),
            keyboard=STAY,
        )
        self._messages.show(question, self._left)

    def _left(self, answer: str) -> None:
        if answer == LEAVE:
            self._end()

    def _end(self) -> None:
        self._under = _Under()
        self.done.emit()

    def _connect(self) -> None:
        page = self.page
        page.reading.file_requested.connect(self._choose_file)
        page.reading.read_again.connect(self._read_again)
        self.preview.answered.connect(self._answered)
        self.preview.section_asked.connect(page.bring_into_view)
        page.main_requested.connect(self.main_act)
        page.back_requested.connect(self._back)
        page.stop_requested.connect(self._stop)
        page.leave_requested.connect(self.leave)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self.page.window(), "Choose a list", "", _FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._file_chosen)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()

    def _file_chosen(self, name: str) -> None:
        self.read_path(Path(name))

    def _read_again(self, how: object) -> None:
        assert isinstance(how, TableReading) and self._under.file is not None
        self._read(partial(logbook_import.offered, self._session, self._under.file.content, how))

    def _read(self, operation: partial[Offered]) -> None:
        self.page.clear_problems()
        self.page.set_busy("Reading ...")
        self._tasks.run(operation, self._was_read, self._not_read, owner=self.page, lane=Lane.GENERAL)

    def _was_read(self, file: object) -> None:
        assert isinstance(file, Offered)
        operation = partial(_understood, self._session, self._under.logbook, file)
        self._tasks.run(operation, partial(self._was_understood, file), self._not_read, owner=self.page)

    def _was_understood(self, file: Offered, found: object) -> None:
        assert isinstance(found, tuple)
        seen, now = found
        assert isinstance(seen, Understood) and isinstance(now, RegisterOfAdults)
        self._under = _Under(self._under.logbook, file, now)
        self.page.set_busy("")
        self.page.reading.leave_out(now.left_out)
        self.page.reading.show_file(file, seen)
        self.page.reading.fields[_FIRST].focus_editor()

    def _not_read(self, problem: KnownProblem) -> None:
        self.page.set_busy("")
        self.page.main_button.setEnabled(self._under.file is not None)
        self.page.refuse(problem.sentence, problem.next_step)
        self.page.reading.choose_button.setFocus()

    def _look(self) -> None:
        reading = self.page.reading
        self.page.clear_problems()
        how, faults = reading.how(), reading.faults()
        try:
            logbook_import.check_how(how.columns)
        except RuleViolation as refused:
            faults = {**refused.fields, **faults}
        if faults:
            self.page.errors.show_errors(faults)
            return
        self._under.how, self._under.answers = how, {}
        self._make_plan(fresh=True)

    def _make_plan(self, *, fresh: bool) -> None:
        under = self._under
        assert under.file is not None and under.how is not None and under.now is not None
        if fresh:
            self.page.set_busy("Comparing with the register ...")
        self._tasks.run(
            partial(logbook_import.plan_of, under.file, under.how, under.now, dict(under.answers)),
            partial(self._was_planned, fresh),
            self._not_planned,
            owner=self.page,
            lane=Lane.GENERAL,
        )

    def _was_planned(self, fresh: bool, plan: object) -> None:
        assert isinstance(plan, EntryPlan)
        under = self._under
        if under.now is None:
            return
        under.plan = plan
        self.page.set_busy("")
        self.preview.show_plan(plan, under.now.today, under.answers, fresh=fresh)
        self.page.show_preview(_act_words(plan))
        if fresh:
            first = next(iter(self.preview.questions.values()), None)
            (first or self.page.main_button).setFocus()

    def _not_planned(self, problem: KnownProblem) -> None:
        self.page.set_busy("")
        if isinstance(problem, RuleViolation):
            self.page.errors.show_violation(problem)
        else:
            self._messages.show_problem(problem)

    def _answered(self, first_row: int, answer: str) -> None:
        self._under.answers[first_row] = answer
        self._make_plan(fresh=False)

    def _back(self) -> None:
        self.page.show_reading()
        self.page.reading.fields[_FIRST].focus_editor()

    def _bring_in(self) -> None:
        under = self._under
        assert under.file is not None and under.how is not None and under.plan is not None
        self.page.clear_problems()
        self.page.set_busy("Bringing in ...", stops=True)
        under.task = self._tasks.run_long(
            partial(_brought_in, self._session, under.logbook, under.file, under.how, under.plan),
            self._was_brought_in,
            self._not_brought_in,
            progress=self._progress,
            owner=self.page,
            lane=Lane.VAULT,
            urgency=Urgency.WAITED_FOR,
        )

    def _progress(self, step: Step) -> None:
        self.page.set_busy(f"Bringing in {step.done:,} of {step.total:,} ...", stops=True)

    def _stop(self) -> None:
        if self._under.task is not None:
            self._under.task.cancel()

    def _was_brought_in(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.page.set_busy("")
        self._end()
        self.changed.emit(changes)

    def _not_brought_in(self, problem: KnownProblem) -> None:
        self.page.set_busy("")
        if isinstance(problem, Cancelled):
            stopped = {"": "Nothing of it was written. Bring it in again, or leave."}
            self.page.preview_errors.show_errors(stopped, "Stopped.")
        elif isinstance(problem, RuleViolation):
            self.page.preview_errors.show_violation(problem)
        else:
            self._messages.show_problem(problem, "Nothing was brought in")


def _act_words(plan: EntryPlan) -> str:
    """What pressing the button does."""
    if not plan.new:
        return "Note the list as brought in"
    return f"Add {count_words(len(plan.new), 'entry', 'entries')} now"


def _imports_of(logbook: str) -> ImportsOf:
    return ImportsOf(
        "Lists brought into this register",
        "No list was brought into this register yet.",
        partial(_lines, logbook),
        logbook_import.undo_preview,
        logbook_import.undo_import,
        _undo_words,
    )


def _lines(logbook: str, session: Session) -> tuple[ImportLine, ...]:
    return logbook_import.import_lines(session, logbook)


def _undo_words(preview: UndoPreview) -> str:
    taken = count_words(preview.off, "entry", "entries")
    words = (
        f"{taken} that came with it will leave the register, marked as entered in error, with your reason."
    )
    return " ".join(filter(None, (words, left_words(preview), "Nothing is deleted.")))


def _read_path(session: Session, path: Path) -> Offered:
    return logbook_import.offered(session, people_import.read_path(path))


def _understood(session: Session, logbook: str, file: Offered) -> tuple[Understood, RegisterOfAdults]:
    return logbook_import.understood(session, logbook, file), logbook_import.register_now(session, logbook)


def _brought_in(
    session: Session, logbook: str, file: Offered, how: HowRead, plan: EntryPlan, control: TaskControl
) -> Changes:
    return logbook_import.bring_in(session, logbook, file, how, plan, control.step)[1]
