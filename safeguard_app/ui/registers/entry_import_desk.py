"""Bringing entries of a register in from a list, step by step; reading and working out stand in nobody's way."""

from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.import_entries import EntryPlan
from safeguard_app.domain.import_fields import ENTRY_DATES, ENTRY_FIELDS, ImportField
from safeguard_app.domain.import_rows import HowRead
from safeguard_app.services import logbook_import
from safeguard_app.services.form_drafts import FormDraft, FormName
from safeguard_app.services.logbook_import import RegisterOfAdults
from safeguard_app.services.people_import import Offered, Understood
from safeguard_app.services.people_import_undo import ImportLine, UndoPreview
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.import_page import ImportSteps
from safeguard_app.ui.people.import_reading import ImportReading
from safeguard_app.ui.people.imports_sheet import ImportsList, ImportsOf, left_words
from safeguard_app.ui.people.list_import import ListImport, ListWords
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.registers.entry_import_preview import EntryImportPreview
from safeguard_app.ui.tasks import Lane, TaskControl, TaskRunner

HEADING = "Bring entries in from a list"
_WORDS = ListWords(
    "Lists (*.csv *.txt *.tsv);;All files (*)",
    "Choose a list",
    "Leave without bringing anything in?",
    "Nothing was brought in",
)
_FIRST = ImportField.FULL_NAME.value


@dataclass(slots=True)
class _Under:
    """What is under way with one list."""

    logbook: str = ""
    now: RegisterOfAdults | None = None
    how: HowRead | None = None
    plan: EntryPlan | None = None
    answers: dict[int, str] = field(default_factory=dict)


class EntryImportDesk(ListImport):
    """The page at work.

    Signals:
        begun(object): the page should come to the front; carries it.
    """

    begun = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        over: QWidget,
        sheets: SheetKeeper,
        parent: QObject,
    ) -> None:
        """Build the page; ``over`` is what sheets lie over, ``sheets`` keeps what is typed in them. Nothing is read."""
        self.preview = EntryImportPreview()
        reading = ImportReading(ENTRY_FIELDS, ENTRY_DATES, of_people=False)
        self.page = ImportSteps(HEADING, "Leave, bring nothing in", reading, self.preview)
        super().__init__(session, tasks, messages, self.page, _WORDS, logbook_import.offered, _FIRST, parent)
        self._over, self._sheets = over, sheets
        self.imports: ImportsList | None = None
        self._under = _Under()
        self._connect()

    def begin(self, logbook: str) -> None:
        """A clean page for a register, and the keyboard at the way to a file."""
        self._under = _Under(logbook)
        self._clean_page()
        self.begun.emit(self.page)
        self.page.reading.choose_button.setFocus()

    def open_imports(self, logbook: str) -> None:
        """The lists that were brought into a register, each to be undone."""
        self._imports_of(logbook).open()

    def resume_undoing(self, draft: FormDraft) -> None:
        """Ask again why a list is undone, with the words that were left."""
        assert draft.about is not None
        self._imports_of(draft.of).ask(draft.about.id)

    def _imports_of(self, logbook: str) -> ImportsList:
        self.imports = ImportsList(
            self._session,
            self._tasks,
            self._messages,
            self._over,
            self,
            of=_lists_of(logbook),
            sheets=self._sheets,
        )
        self.imports.changed.connect(self.changed)
        return self.imports

    def _end(self) -> None:
        self._file, self._under = None, _Under()
        self.done.emit()

    def _connect(self) -> None:
        self.preview.answered.connect(self._answered)
        self.preview.section_asked.connect(self.page.bring_into_view)

    def _was_read(self, file: object) -> None:
        assert isinstance(file, Offered)
        operation = partial(_understood, self._session, self._under.logbook, file)
        self._tasks.run(operation, partial(self._was_understood, file), self._not_read, owner=self.page)

    def _was_understood(self, file: Offered, found: object) -> None:
        assert isinstance(found, tuple)
        seen, now = found
        assert isinstance(seen, Understood) and isinstance(now, RegisterOfAdults)
        self._file, self._under = file, _Under(self._under.logbook, now)
        self.page.set_busy("")
        self.page.reading.leave_out(now.left_out)
        self.page.reading.show_file(file, seen)
        self.page.reading.fields[_FIRST].focus_editor()

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
        assert self._file is not None and under.how is not None and under.now is not None
        if fresh:
            self.page.set_busy("Comparing with the register ...")
        self._tasks.run(
            partial(logbook_import.plan_of, self._file, under.how, under.now, dict(under.answers)),
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

    def _answered(self, first_row: int, answer: str) -> None:
        self._under.answers[first_row] = answer
        self._make_plan(fresh=False)

    def _bring_in(self) -> None:
        under = self._under
        assert self._file is not None and under.how is not None and under.plan is not None
        self.page.clear_problems()
        self._write(partial(_brought_in, self._session, under.logbook, self._file, under.how, under.plan))


def _act_words(plan: EntryPlan) -> str:
    """What pressing the button does."""
    if not plan.new:
        return "Note the list as brought in"
    return f"Add {count_words(len(plan.new), 'entry', 'entries')} now"


def _lists_of(logbook: str) -> ImportsOf:
    return ImportsOf(
        "Lists brought into this register",
        "No list was brought into this register yet.",
        partial(_lines, logbook),
        logbook_import.undo_preview,
        logbook_import.undo_import,
        _undo_words,
        FormName.LOGBOOK_IMPORT_UNDONE,
        logbook,
    )


def _lines(logbook: str, session: Session) -> tuple[ImportLine, ...]:
    return logbook_import.import_lines(session, logbook)


def _undo_words(preview: UndoPreview) -> str:
    taken = count_words(preview.off, "entry", "entries")
    words = (
        f"{taken} that came with it will leave the register, marked as entered in error, with your reason."
    )
    return " ".join(filter(None, (words, left_words(preview), "Nothing is deleted.")))


def _understood(session: Session, logbook: str, file: Offered) -> tuple[Understood, RegisterOfAdults]:
    return logbook_import.understood(session, logbook, file), logbook_import.register_now(session, logbook)


def _brought_in(
    session: Session, logbook: str, file: Offered, how: HowRead, plan: EntryPlan, control: TaskControl
) -> Changes:
    return logbook_import.bring_in(session, logbook, file, how, plan, control.step)[1]
