"""Questions to ask at work: looked for behind all else, answered by one key, or carried on into a declaration."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from safeguard_app.domain.errors import Cancelled, KnownProblem, RuleViolation
from safeguard_app.services import relation_questions
from safeguard_app.services.form_drafts import FormDraft, FormName, new_draft
from safeguard_app.services.relation_questions import QuestionLine, QuestionsView
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.declarations.questions_page import QuestionsPage
from safeguard_app.ui.declarations.questions_panel import QuestionsPanel
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.people.register_tools import SchoolTime
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.tasks import Lane, Task, TaskControl, TaskRunner, Urgency

_TAKE_BACK = "The answer stays on file, marked as taken back, and the question is put again."


class QuestionsFlow(QObject):
    """Drives the page. Everything of the log runs on the vault's thread.

    Signals:
        wrote(object): an answer was kept or taken back; carries Changes.
        declares(object, object): open the form of a declaration; carries the PersonRef of the adult and of the pupil.
        counted(int): how many questions there are now.
    """

    wrote = Signal(object)
    declares = Signal(object, object)
    counted = Signal(int)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        sheets: SheetKeeper,
        parent: QObject | None = None,
    ) -> None:
        """Build the page; nothing is read yet."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._sheets = sheets
        times = SchoolTime(session)
        today = session.now().astimezone(session.zone).date()
        day = DayField("Day they were asked", times.read, times.say, session.zone, "today")
        self.page = QuestionsPage(QuestionsPanel(day, today))
        self.declaring = False
        """Whether the form of a declaration is open for a question."""
        self._counting: Task | None = None
        self._more = False
        panel = self.page.panel
        panel.no_requested.connect(self._answer)
        panel.declare_requested.connect(self._declare)
        panel.take_back_requested.connect(self._take_back_asked)

    def open(self, *, focus: bool = True) -> None:
        """Look afresh; with ``focus`` the keyboard goes to the answer."""
        self._look(partial(self._read, focus))

    def count(self) -> None:
        """Look how many there are, behind everything else; while that is under way, once more afterwards."""
        self._more = self._counting is not None
        if self._counting is None:
            self._counting = self._tasks.run_long(
                partial(_count, self._session),
                self._was_counted,
                self._not_counted,
                owner=self.page,
                lane=Lane.VAULT,
                urgency=Urgency.BACKGROUND,
            )

    def resume(self, draft: FormDraft) -> None:
        """Ask again for a reason that was being typed."""
        self._look(partial(self._ask_again, draft))

    def _look(self, done: Callable[[object], None]) -> None:
        self._tasks.run_long(
            partial(_view, self._session),
            done,
            self._refused,
            owner=self.page,
            lane=Lane.VAULT,
            urgency=Urgency.WAITED_FOR,
        )

    def _was_counted(self, number: object) -> None:
        assert isinstance(number, int)
        self._counting = None
        self.counted.emit(number)
        if self._more:
            self.count()

    def _not_counted(self, _problem: KnownProblem) -> None:
        """A lock was quicker. Anything else is said where the questions are opened."""
        self._counting = None

    def _read(self, focus: bool, view: object) -> None:
        assert isinstance(view, QuestionsView)
        self.page.show_view(view)
        self.counted.emit(len(view.to_ask))
        if focus:
            self.page.first_focus().setFocus()

    def _answer(self) -> None:
        line, day = self.page.panel.line, self.page.panel.day_typed()
        if line is None or day is None or line.answer is not None:
            return
        adult, pupil = line.adult.reference, line.pupil.reference
        assert adult is not None and pupil is not None
        operation = partial(relation_questions.answer_no, self._session, adult, pupil, day)
        self._run(operation)

    def _declare(self) -> None:
        line = self.page.panel.line
        if line is not None and line.answer is None:
            self.declaring = True
            self.declares.emit(line.adult, line.pupil)

    def _take_back_asked(self) -> None:
        line = self.page.panel.line
        if line is None or line.answer is None:
            return
        name = f"{line.adult.name} about {line.pupil.name}"
        sheet = ReasonSheet(f"Take back: {name}", _TAKE_BACK, "Take the answer back")
        sheet.given.connect(partial(self._take_back, line))
        draft = new_draft(FormName.ANSWER_TAKEN_BACK, line.answer, 0, name)
        self._sheets.open(sheet, sheet.fields, draft, self.page)

    def _ask_again(self, draft: FormDraft, view: object) -> None:
        self._read(True, view)
        if draft.about is not None and self.page.choose(("answer", draft.about.id)):
            self._take_back_asked()

    def _take_back(self, line: QuestionLine, reason: str) -> None:
        assert line.answer is not None
        self._run(partial(relation_questions.take_back, self._session, line.answer, reason))

    def _run(self, operation: Callable[[], object]) -> None:
        self._tasks.run(operation, self._written, self._refused, owner=self.page)

    def _written(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self._sheets.came_about()
        self.wrote.emit(changes)
        self.open()

    def _refused(self, problem: KnownProblem) -> None:
        if isinstance(problem, Cancelled):
            return
        if isinstance(problem, RuleViolation) and "on" in problem.fields:
            self.page.panel.day_field.set_error(problem.fields["on"])
            self.page.panel.day.setFocus()
            return
        self._messages.show_problem(problem, "Nothing was entered")


def _count(session: Session, control: TaskControl) -> int:
    return relation_questions.count(session, control)


def _view(session: Session, control: TaskControl) -> QuestionsView:
    return relation_questions.view(session, control)
