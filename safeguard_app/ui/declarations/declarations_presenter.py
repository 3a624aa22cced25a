"""The page of declarations at work: the register of a day, one declaration in full, its forms and the queue."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.declarations import StepKind
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import declaration_detail, declaration_queue, register
from safeguard_app.services.declaration_views import DeclarationDetail, Queue, Register
from safeguard_app.services.form_drafts import FormDraft, FormName
from safeguard_app.services.register_choices import RegisterChoices, register_choices
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.contact_check.check_presenter import ContactCheckPresenter
from safeguard_app.ui.contact_check.check_start import CheckStart
from safeguard_app.ui.declarations.as_at_bar import AsAtBar
from safeguard_app.ui.declarations.declarations_page import DeclarationsPage
from safeguard_app.ui.declarations.drive_presenter import DriveFlow
from safeguard_app.ui.declarations.form_presenter import DeclarationForms
from safeguard_app.ui.declarations.questions_presenter import QuestionsFlow
from safeguard_app.ui.declarations.queue_presenter import QueueFlow
from safeguard_app.ui.declarations.register_page import RegisterPage, ToLookAt
from safeguard_app.ui.declarations.signed_sheet import ChooseFile, SignedSheetIntake
from safeguard_app.ui.declarations.taking_back import TakingBack
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.register_tools import RegisterTools, SchoolTime
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.tasks import TaskRunner

_CONCERNS = frozenset({RecordKind.DECLARATION, RecordKind.PERSON, RecordKind.VERDICT, RecordKind.INCIDENT})


class DeclarationsPresenter(QObject):
    """The page as the shell sees it; hosts the contact check too. Everything of the log runs on the vault's thread.

    Signals:
        changed(object): something was written; carries Changes for the broadcast.
        said(str): a sentence for the status bar.
        acts_changed(): what can be done now is different.
        shown_for(): the page should come to the front: something on it was asked for from elsewhere.
        incident_opened(object): an incident that relied on a declaration; carries its Reference.
        register_print_requested(object, bool): print the register as at a date (None: now), and whether only what had
            been entered by then counts.
        sheet_print_requested(object): print the acknowledgement sheet of a declaration; carries its Reference.
        signed_sheet_opened(object): see a scanned signed sheet; carries the Reference of the evidence item.
        words_only_requested(object): open a record in words only; carries an IncidentForm, or None for an empty one.
        waiting_changed(int): how many declarations wait for a decision.
        drafts_changed(): a draft of a form was begun, kept or ended.
        drive_print_requested(object): print of a declaration drive; carries the DrivePaper.
    """

    changed = Signal(object)
    said = Signal(str)
    acts_changed = Signal()
    shown_for = Signal()
    incident_opened = Signal(object)
    register_print_requested = Signal(object, bool)
    sheet_print_requested = Signal(object)
    signed_sheet_opened = Signal(object)
    words_only_requested = Signal(object)
    waiting_changed = Signal(int)
    drafts_changed = Signal()
    drive_print_requested = Signal(object)

    title = "Declarations"

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        check: ContactCheckPresenter,
        choose_file: ChooseFile,
        parent: QObject | None = None,
    ) -> None:
        """``choose_file`` asks for a scanned sheet; it is called only after the question about it was answered."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self.check = check
        times = SchoolTime(session)
        today = session.now().astimezone(session.zone).date()
        self.register = RegisterPage(AsAtBar(today, times.read, times.say, session.zone))
        self.page = DeclarationsPage(self.register)
        self.page.add_face(check.view)
        self.intake = SignedSheetIntake(session, tasks, messages, choose_file, self)
        self.sheets = SheetKeeper(session, tasks, messages, self)
        self.drive = DriveFlow(session, tasks, messages, self.sheets, self.intake, self)
        self.page.add_face(self.drive.page)
        self.taking_back = TakingBack(session, tasks, messages, self.sheets, self.page, self)
        self.questions = QuestionsFlow(session, tasks, messages, self.sheets, self)
        self.page.add_face(self.questions.page)
        self._lists = (self.register, self.drive.page, self.questions.page)
        self.forms: DeclarationForms | None = None
        self.queue: QueueFlow | None = None
        self._when_ready: Callable[[], None] | None = None
        self._wanted: Reference | None = None
        self._mine = 0
        self._stale = True
        self._take_keyboard = False
        self._forms_asked = False
        self._connect()

    @property
    def view(self) -> QWidget:
        """The widget to show."""
        return self.page

    @property
    def own_act(self) -> bool:
        """Forms and checks end in an act of their own, and so does a queue that waits for whoever is signed in."""
        return self.page.face is not self.register or self._mine > 0

    @property
    def record_acts(self) -> frozenset[RecordAct]:
        """What can be done with the face in view."""
        if self.page.face is self.check.view:
            return self.check.record_acts
        if self.page.face in (self.drive.page, self.questions.page):
            return frozenset()
        if self.page.face is not self.register:
            return frozenset({RecordAct.FILE})
        if self.register.panel.detail is None:
            return frozenset()
        return frozenset({RecordAct.CORRECT, RecordAct.PRINT})

    def refresh(self, changes: Changes) -> None:
        """Read again when declarations, people or what relied on them changed."""
        if changes.kinds & _CONCERNS:
            self._stale = True
            if self.page.isVisible():
                self._load_if_stale()
            if self.page.face is self.drive.page:
                self.drive.open(focus=False)
            elif self.page.face is self.questions.page:
                self.questions.open(focus=False)

    def shown(self) -> None:
        """The page came to the front."""
        self._ask_for_forms()
        self._load_if_stale()
        if self.page.face is self.register:
            self._take_keyboard = True
            self._run(_nothing, self._rows_are_there)

    def begin_find(self) -> None:
        """Ctrl+F: the register has no search of its own; the table takes the keyboard."""
        if self.page.face is self.register:
            self.register.focus_register()

    def do(self, act: RecordAct) -> None:
        """A record act by menu or key."""
        detail = self.register.panel.detail
        if self.page.face is self.check.view:
            self.check.do(act)
        elif act is RecordAct.FILE and self.page.face not in self._lists and self.forms is not None:
            self.forms.save()
        elif act is RecordAct.CORRECT and detail is not None and self.forms is not None:
            self._no_slip()
            self.forms.begin_correction(detail)
        elif act is RecordAct.PRINT and detail is not None:
            self.sheet_print_requested.emit(detail.reference)

    def open_declaration(self, reference: Reference) -> None:
        """Show a declaration, asked for from elsewhere."""
        self._wanted = reference
        self._stale = True
        self.page.show_register()
        self.shown_for.emit()
        if self.page.isVisible():
            self.shown()
        self.acts_changed.emit()

    def open_reviews(self) -> None:
        """Show the declarations to review, and no others."""
        self._open_part(ToLookAt.REVIEWS)

    def open_asks(self) -> None:
        """Show the declarations to ask about, and no others."""
        self._open_part(ToLookAt.ASKS)

    def _open_part(self, part: ToLookAt) -> None:
        self._wanted = None
        self.register.show_only(part)
        self._show_register()
        self.shown_for.emit()

    def begin_new(self, adult: PersonRef | None = None, pupil: PersonRef | None = None) -> None:
        """Open the form of a new declaration."""
        if self.forms is None:
            self._when_ready = partial(self.begin_new, adult, pupil)
            self._ask_for_forms()
            return
        self.shown_for.emit()
        self.forms.begin_new(adult, pupil)

    def resume(self, draft: FormDraft) -> None:
        """Go on with a draft of a declaration, of a step, or of the question of a contact check."""
        if draft.form_name is FormName.CONTACT_CHECK:
            self.page.show_face(self.check.view)
            self.shown_for.emit()
            self.check.resume(draft)
            self.acts_changed.emit()
            return
        if self.forms is None:
            self._when_ready = partial(self.resume, draft)
            self._ask_for_forms()
            return
        self.shown_for.emit()
        if draft.form_name is FormName.RETURN_TAKEN_BACK:
            self.page.show_face(self.drive.page)
            self.drive.resume(draft)
        elif draft.form_name is FormName.ANSWER_TAKEN_BACK:
            self.page.show_face(self.questions.page)
            self.questions.resume(draft)
        elif draft.form_name is FormName.QUEUE:
            self.open_queue()
        elif draft.form_name in (FormName.STEP_TAKEN_BACK, FormName.DECLARATION_IN_ERROR):
            assert draft.about is not None
            self.open_declaration(draft.about)
            self.taking_back.resume(draft)
        else:
            self.forms.resume(draft)

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed in a form, then go on: before locking."""
        if self.forms is None:
            then()
        else:
            self.forms.keeper.flush(partial(self.sheets.flush, then))

    def begin_check(self, start: CheckStart | None = None) -> None:
        """Open a contact check: Ctrl+Shift+N from anywhere. A form in progress stays as it is behind it."""
        self.page.show_face(self.check.view)
        self.shown_for.emit()
        self.check.begin(start)
        self.acts_changed.emit()

    def open_queue(self) -> None:
        """Go through everything that waits."""
        if self.queue is None:
            self._when_ready = self.open_queue
            self._ask_for_forms()
            return
        self.queue.open_over(self.page)

    def open_drive(self) -> None:
        """Show the declaration drive, or where one is begun."""
        self.page.show_face(self.drive.page)
        self.shown_for.emit()
        self.drive.open()
        self.acts_changed.emit()

    def open_questions(self) -> None:
        """Show whom to ask whether they are related."""
        self.page.show_face(self.questions.page)
        self.shown_for.emit()
        self.questions.open()
        self.acts_changed.emit()

    def _connect_questions(self) -> None:
        self.register.questions_requested.connect(self.open_questions)
        self.drive.page.questions_requested.connect(self.open_questions)
        self.questions.page.left.connect(self._show_register)
        self.questions.wrote.connect(self._drive_wrote)
        self.questions.declares.connect(self.begin_new)
        self.questions.counted.connect(self.register.show_questions)
        self.questions.counted.connect(self.drive.page.show_questions)

    def _connect_drive(self) -> None:
        self.register.drive_requested.connect(self.open_drive)
        self.drive.page.left.connect(self._show_register)
        self.drive.wrote.connect(self._drive_wrote)
        self.drive.declares.connect(self.begin_new)
        self.drive.declaration_opened.connect(self.open_declaration)
        self.drive.print_requested.connect(self.drive_print_requested)
        self.drive.sheet_opened.connect(self.signed_sheet_opened)

    def _drive_wrote(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.changed.emit(changes)
        self.said.emit(changes.said)

    def _connect(self) -> None:
        self._connect_drive()
        self._connect_questions()
        page, panel = self.register, self.register.panel
        page.as_at.chosen.connect(self._as_at_chosen)
        page.row_chosen.connect(self._row_chosen)
        page.new_requested.connect(self._new_pressed)
        page.print_requested.connect(self._print_register)
        page.queue_requested.connect(self.open_queue)
        panel.step_requested.connect(self._step_pressed)
        panel.change_requested.connect(self._change_pressed)
        panel.correct_requested.connect(self._correct_pressed)
        panel.take_back_requested.connect(self._take_back_pressed)
        panel.error_requested.connect(self._error_pressed)
        panel.print_requested.connect(self._print_sheet)
        panel.sheet_opened.connect(self.signed_sheet_opened)
        panel.incident_opened.connect(self.incident_opened)
        self.taking_back.declaration_gone.connect(self._not_shown_again)
        self.taking_back.written.connect(self._written)
        self.intake.words_only_requested.connect(self.words_only_requested)
        self.check.left.connect(self._check_left)
        self.check.acts_changed.connect(self.acts_changed)
        self.check.changed.connect(self.changed)
        self.check.said.connect(self.said)

    def _run(
        self,
        operation: Callable[[], object],
        done: Callable[[object], None],
        failed: Callable[[KnownProblem], None] | None = None,
    ) -> None:
        self._tasks.run(operation, done, failed or self._messages.show_problem, owner=self.page)

    def _ask_for_forms(self) -> None:
        """Have the forms made, once: when the register is first looked at."""
        if not self._forms_asked:
            self._forms_asked = True
            self._run(partial(register_choices, self._session), self._choices_read)

    def _choices_read(self, choices: object) -> None:
        assert isinstance(choices, RegisterChoices)
        tools = RegisterTools(choices, SchoolTime(self._session))
        self.forms = DeclarationForms(self._session, self._tasks, self._messages, tools, self.intake, self)
        self.queue = QueueFlow(self._session, self._tasks, self._messages, tools, self.sheets, self)
        for face in (self.forms.form, self.forms.step):
            self.page.add_face(face)
        self.forms.opened.connect(self._form_opened)
        self.forms.left.connect(self._form_left)
        self.forms.kept.connect(self._form_kept)
        self.forms.said.connect(self.said)
        self.forms.keeper.drafts_changed.connect(self.drafts_changed)
        self.sheets.drafts_changed.connect(self.drafts_changed)
        self.queue.decided.connect(self._written)
        self.queue.attend(self.register)
        if self._when_ready is not None:
            ready, self._when_ready = self._when_ready, None
            ready()

    def _load_if_stale(self) -> None:
        if self._stale:
            self._stale = False
            self._load()

    def _load(self) -> None:
        self._read_register(self.register.as_at.day(), self.register.as_at.only_known_then())
        self._run(partial(declaration_queue.awaiting, self._session), self._queue_read)
        if self.queue is not None:
            self.queue.look_for_chair()
        self.questions.count()

    def _as_at_chosen(self, day: object, only_known_then: bool) -> None:
        assert day is None or isinstance(day, date)
        self._read_register(day, only_known_then)

    def _read_register(self, day: date | None, only_known_then: bool) -> None:
        operation = partial(register.register, self._session, day, as_known_then=only_known_then)
        self._run(operation, self._register_read)

    def _rows_are_there(self, _nothing: object) -> None:
        """The keyboard goes to the rows once they were read, unless it was put elsewhere meanwhile."""
        if self._take_keyboard and self.page.face is self.register and self.page.isVisible():
            self.register.focus_register()
        self._take_keyboard = False

    def _register_read(self, found: object) -> None:
        assert isinstance(found, Register)
        self.register.show_register(found)
        if self._wanted is not None and self.register.choose(self._wanted):
            self._read_detail(self._wanted)

    def _queue_read(self, queue: object) -> None:
        assert isinstance(queue, Queue)
        self._mine = queue.mine
        self.register.show_queue(queue)
        self.waiting_changed.emit(len(queue.items))
        self.acts_changed.emit()

    def _row_chosen(self, reference: object) -> None:
        if not isinstance(reference, Reference):
            self.register.panel.show_nothing()
            self.acts_changed.emit()
            return
        self._wanted = reference
        self._read_detail(reference)

    def _read_detail(self, reference: Reference) -> None:
        self._run(partial(declaration_detail.detail, self._session, reference), self._detail_read)

    def _detail_read(self, detail: object) -> None:
        assert isinstance(detail, DeclarationDetail)
        if detail.reference == self._wanted:
            self.register.panel.show_detail(detail)
            self.acts_changed.emit()

    def _new_pressed(self) -> None:
        self._no_slip()
        self.begin_new()

    def _step_pressed(self) -> None:
        self._begin_step(None)

    def _change_pressed(self) -> None:
        self._begin_step(StepKind.DECLARED)

    def _begin_step(self, kind: StepKind | None) -> None:
        detail = self.register.panel.detail
        self._no_slip()
        if detail is not None and self.forms is not None:
            self.forms.begin_step(detail, kind)

    def _correct_pressed(self) -> None:
        self.do(RecordAct.CORRECT)

    def _print_register(self) -> None:
        as_at = self.register.as_at
        self.register_print_requested.emit(as_at.day(), as_at.only_known_then())

    def _print_sheet(self) -> None:
        self.do(RecordAct.PRINT)

    def _form_opened(self, face: object) -> None:
        assert isinstance(face, QWidget)
        self.page.show_face(face)
        self.acts_changed.emit()

    def _show_register(self) -> None:
        self.page.show_register()
        self._stale = True
        self.shown()
        self.acts_changed.emit()

    def _form_left(self) -> None:
        slip, question = self.drive.declaring, self.questions.declaring
        self._no_slip()
        if slip:
            self.open_drive()
        elif question:
            self.open_questions()
        else:
            self._show_register()

    def _no_slip(self) -> None:
        """What is entered next is neither what a slip declares nor the answer to a question."""
        self.drive.forget()
        self.questions.declaring = False

    def _form_kept(self, reference: Reference, changes: object) -> None:
        self._wanted = reference
        self._written(changes)
        if self.drive.kept(reference):
            self.page.show_face(self.drive.page)
        elif self.questions.declaring:
            self.questions.declaring = False
            self.open_questions()

    def _written(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.sheets.came_about()
        self.page.show_register()
        self._stale = True
        self.changed.emit(changes)
        self.said.emit(changes.said)
        self.shown()
        self.acts_changed.emit()

    def _check_left(self) -> None:
        if self.page.face is self.check.view:
            begun = self.forms.open_page if self.forms is not None else None
            if begun is not None:
                self.page.show_face(begun)
            else:
                self._show_register()
        self.acts_changed.emit()

    def _take_back_pressed(self, place: int, words: str) -> None:
        if (detail := self.register.panel.detail) is not None:
            self.taking_back.ask_step(detail, place, words)

    def _error_pressed(self) -> None:
        if (detail := self.register.panel.detail) is not None:
            self.taking_back.ask_error(detail)

    def _not_shown_again(self) -> None:
        self._wanted = None


def _nothing() -> None:
    """Run on the vault's thread after what was asked for before."""
