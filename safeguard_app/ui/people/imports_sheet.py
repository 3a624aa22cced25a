"""The files people were brought in from: when, by whom, what came of it; and undoing one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.import_plan import Step
from safeguard_app.services import people_import_undo
from safeguard_app.services.form_drafts import FormName, new_draft
from safeguard_app.services.people_import_undo import ImportLine, UndoPreview
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.tasks import Lane, TaskControl, TaskRunner, Urgency
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, small
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted

PEOPLE_TITLE = "Files people were brought in from"
NONE_YET = "Nobody was brought in from a file yet."
KEEPS = (
    "Everybody goes back to what they were before, by a further version with your reason. Nothing is deleted: whoever"
    " came new with it is marked as entered in error."
)
_MOST_LISTED = 12


class ImportsSheet(ModalSheet):
    """Every import, newest first.

    Signals:
        undo_asked(str): one is to be undone; carries its record id.
    """

    undo_asked = Signal(str)

    def __init__(
        self, lines: Sequence[ImportLine], title: str = PEOPLE_TITLE, none_yet: str = NONE_YET
    ) -> None:
        """``lines`` are the imports."""
        super().__init__(title, cancel_words="Close")
        self.undo_buttons: dict[RecordId, Button] = {}
        if not lines:
            self.body.addWidget(TextLabel(none_yet, wrap=True))
        for line in lines:
            self.body.addWidget(self._line(line))
        self.close_button = Button("Close")
        self.close_button.clicked.connect(self.reject)
        self.footer.addStretch(1)
        self.footer.addWidget(self.close_button)

    def first_focus(self) -> QWidget:
        """The way out."""
        return self.close_button

    def _line(self, line: ImportLine) -> HeadedSection:
        undo = None
        if not line.undone:
            undo = small("Undo ...")
            undo.setAccessibleName(f"Undo what was brought in on {line.when}")
            undo.clicked.connect(partial(self._undo, line.record))
            self.undo_buttons[line.record] = undo
        section = HeadedSection(line.when, style=tokens.SUB, aside=undo, space=tokens.SPACE_1)
        section.add(TextLabel(f"{line.what}, by {line.by}: {line.counts}.", wrap=True))
        if line.unread:
            section.add(muted(f"{line.unread}.", wrap=True))
        if line.undone:
            section.add(NoticePanel(Meaning.NOTE, line.undone, _left_words(line.left)))
        return section

    def _undo(self, record: RecordId) -> None:
        self.accept()
        self.undo_asked.emit(record)


class ImportsList(QObject):
    """Shows the list and undoes an import.

    Signals:
        changed(object): one was undone; carries Changes for the broadcast.
    """

    changed = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        over: QWidget,
        parent: QObject | None = None,
        *,
        of: "ImportsOf | None" = None,
        sheets: SheetKeeper | None = None,
    ) -> None:
        """``over`` is what sheets lie over; ``of`` what was brought in, people unless said; ``sheets`` keeps words."""
        super().__init__(parent)
        self._of = of if of is not None else PEOPLE
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._over = over
        self.sheets = sheets if sheets is not None else SheetKeeper(session, tasks, messages, self)
        self.open_sheet: ModalSheet | None = None

    def open(self) -> None:
        """Read the list and show it."""
        operation = partial(self._of.lines, self._session)
        self._tasks.run(operation, self._show, self._messages.show_problem, owner=self._over)

    def _show(self, lines: object) -> None:
        assert isinstance(lines, tuple)
        sheet = ImportsSheet(lines, self._of.title, self._of.none_yet)
        sheet.undo_asked.connect(self.ask)
        self.open_sheet = sheet
        sheet.open_over(self._over)

    def ask(self, record: str) -> None:
        """Say what undoing one would do, and ask why."""
        operation = partial(self._of.preview, self._session, RecordId(record))
        self._tasks.run(operation, self._ask_why, self._messages.show_problem, owner=self._over)

    def _ask_why(self, preview: object) -> None:
        assert isinstance(preview, UndoPreview)
        sheet = ReasonSheet("Undo what was brought in?", self._of.words(preview), "Undo it")
        sheet.given.connect(partial(self._undo, preview.record))
        self.open_sheet = sheet
        about = Reference(self._session.vault.daily.id, preview.record)
        draft = new_draft(self._of.form, about, name=preview.when, of=self._of.register)
        self.sheets.open(sheet, sheet.fields, draft, self._over)

    def _undo(self, record: RecordId, reason: str) -> None:
        def operation(control: TaskControl) -> Changes:
            return self._of.undo(self._session, record, reason, control.step)

        self._tasks.run_long(
            operation,
            self._undone,
            self._not_undone,
            owner=self._over,
            lane=Lane.VAULT,
            urgency=Urgency.WAITED_FOR,
        )

    def _undone(self, changes: object) -> None:
        self.sheets.came_about()
        self.changed.emit(changes)

    def _not_undone(self, problem: KnownProblem) -> None:
        if isinstance(problem, people_import_undo.UndoneBefore):
            self.sheets.came_about()
        if isinstance(problem, RuleViolation):
            problem = KnownProblem(" ".join(problem.fields.values()), "Nothing was changed.")
        self._messages.show_problem(problem, "Not undone")


def _undo_words(preview: UndoPreview) -> str:
    parts = [
        f"{count_words(preview.off, 'person', 'people')} who came new with it will be taken off the register,"
        f" {count_words(preview.back, 'entry', 'entries')} put back as before."
    ]
    return " ".join(filter(None, (*parts, left_words(preview), KEEPS)))


@dataclass(frozen=True, slots=True)
class ImportsOf:
    """What was brought in from lists: how they are read and taken back, and what is said of it."""

    title: str
    none_yet: str
    lines: Callable[[Session], tuple[ImportLine, ...]]
    preview: Callable[[Session, RecordId], UndoPreview]
    undo: Callable[[Session, RecordId, str, Step], Changes]
    words: Callable[[UndoPreview], str]
    form: FormName = FormName.IMPORT_UNDONE
    """What a draft of the reason is called."""
    register: str = ""
    """Which register of the school they were brought into."""


PEOPLE = ImportsOf(
    PEOPLE_TITLE,
    NONE_YET,
    people_import_undo.import_lines,
    people_import_undo.undo_preview,
    people_import_undo.undo_import,
    _undo_words,
)


def left_words(preview: UndoPreview) -> str:
    """Who or what an undo leaves as it is, in a sentence; empty for nothing."""
    if not preview.left:
        return ""
    listed = [f"{one.name} ({one.why})" for one in preview.left[:_MOST_LISTED]]
    more = len(preview.left) - len(listed)
    listed += [f"{more} more"] if more > 0 else []
    return f"Left as they are: {', '.join(listed)}."


def _left_words(names: Sequence[str]) -> str:
    if not names:
        return ""
    listed = ", ".join(names[:_MOST_LISTED])
    more = len(names) - _MOST_LISTED
    return f"Left as they were: {listed}{f' and {more} more' if more > 0 else ''}."
