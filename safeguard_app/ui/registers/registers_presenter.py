"""The page of registers at work: the overview, one register as at a day, one entry in full, and its forms."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.logbooks import EntryStepKind
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import entry_papers, logbook_detail, logbook_lists, logbooks
from safeguard_app.services.form_drafts import FormDraft, FormName, new_draft
from safeguard_app.services.logbook_views import EntryDetail, LogbookPage, Overview
from safeguard_app.services.register_choices import RegisterChoices, register_choices
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.declarations.as_at_bar import AsAtBar
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.people.register_tools import RegisterTools, SchoolTime
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.registers.entry_forms import EntryForms
from safeguard_app.ui.registers.entry_import_desk import EntryImportDesk
from safeguard_app.ui.registers.logbook_page import LogbookView
from safeguard_app.ui.registers.overview_page import OverviewPage
from safeguard_app.ui.registers.registers_page import RegistersPage
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.tasks import TaskRunner, Urgency

_CONCERNS = frozenset({RecordKind.LOGBOOK_ENTRY, RecordKind.PERSON, RecordKind.INCIDENT, RecordKind.SCHOOL})
FILES_SENT_ON = "files-sent-on"
TAKE_BACK = "The step stays on file, marked as taken back, and counts no longer."
IN_ERROR = "The entry leaves the register and every list at once. The audit keeps that it was made."


class RegistersPresenter(QObject):
    """The registers as the page they stand on sees them. Everything of the log runs on the vault's thread.

    Signals:
        changed(object): something was written; carries Changes for the broadcast.
        said(str): a sentence for the status bar.
        acts_changed(): what can be done now is different.
        shown_for(): the registers should come to the front: something in them was asked for from elsewhere.
        incident_opened(object): an incident that an entry names; carries its Reference.
        print_requested(str, object, bool): print a register as at a date (None: now), and whether only what had been
            entered by then counts.
        entry_paper_requested(object): the paper of one entry; carries the PaperOfEntry.
        entry_share_requested(object): share it with somebody outside; carries the PaperOfEntry.
        drafts_changed(): a draft of a form was begun, kept or ended.
    """

    changed = Signal(object)
    said = Signal(str)
    acts_changed = Signal()
    shown_for = Signal()
    incident_opened = Signal(object)
    print_requested = Signal(str, object, bool)
    entry_paper_requested = Signal(object)
    entry_share_requested = Signal(object)
    drafts_changed = Signal()

    title = "Registers"

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, parent: QObject | None = None
    ) -> None:
        """Build the page. Its forms are made when the registers are first looked at: many schools seldom do."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        times = SchoolTime(session)
        today = session.now().astimezone(session.zone).date()
        self.overview = OverviewPage()
        self.logbook = LogbookView(AsAtBar(today, times.read, times.say, session.zone))
        self.page = RegistersPage(self.overview, self.logbook)
        self.sheets = SheetKeeper(session, tasks, messages, self)
        self.lists = EntryImportDesk(session, tasks, messages, self.page, self.sheets, self)
        self.page.add_face(self.lists.page)
        self.forms: EntryForms | None = None
        self._when_ready: Callable[[], None] | None = None
        self._in_view = ""
        self._wanted: Reference | None = None
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
        """Forms end in an act of their own."""
        return self.page.shows_form

    @property
    def record_acts(self) -> frozenset[RecordAct]:
        """What can be done with the face in view."""
        if self.page.shows_form:
            return frozenset({RecordAct.FILE})
        detail = self.logbook.panel.detail
        if self.page.face is self.logbook and detail is not None:
            acts = {RecordAct.PRINT} if detail.as_at else {RecordAct.CORRECT, RecordAct.PRINT}
            return frozenset(acts)
        return frozenset()

    def refresh(self, changes: Changes) -> None:
        """Read again when entries, people or what the school keeps changed."""
        if changes.kinds & _CONCERNS:
            self._stale = True
            if self.page.isVisible():
                self._load_if_stale()

    def shown(self) -> None:
        """The registers came to the front."""
        self._ask_for_forms()
        self._load_if_stale()
        if not self.page.shows_form:
            self._take_keyboard = True
            self._run(_nothing, self._rows_are_there)

    def begin_find(self) -> None:
        """Ctrl+F: the words of the register in view, or the list of registers."""
        if self.page.face is self.logbook:
            self.logbook.search.setFocus()
        elif self.page.face is self.overview:
            self.overview.focus_table()

    def do(self, act: RecordAct) -> None:
        """A record act by menu or key."""
        detail = self.logbook.panel.detail
        if act is RecordAct.FILE and self.page.face is self.lists.page:
            self.lists.main_act()
        elif act is RecordAct.FILE and self.forms is not None:
            self.forms.save()
        elif act is RecordAct.CORRECT and detail is not None and not detail.as_at and self.forms is not None:
            self.forms.begin_correction(detail)
        elif act is RecordAct.PRINT:
            self._print()

    def open_logbook(self, logbook: str) -> None:
        """Show one register, asked for from elsewhere."""
        self._wanted = None
        self._show_logbook(logbook)
        self.shown_for.emit()

    def open_entry(self, reference: Reference) -> None:
        """Show an entry in its register, asked for from elsewhere."""
        self._wanted = reference
        self._run(partial(logbook_detail.detail, self._session, reference), self._entry_found)

    def open_due(self, reference: object, logbook: str) -> None:
        """What is due, asked for from Today: its register, or where that is not named, the entry."""
        assert isinstance(reference, Reference)
        if logbook:
            self.open_logbook(logbook)
        else:
            self.open_entry(reference)

    def begin_new(self, logbook: str, case: Reference | None = None, about: PersonRef | None = None) -> None:
        """Open the form of a new entry, perhaps about an incident, or about somebody."""
        if self.forms is None:
            self._when_ready = partial(self.begin_new, logbook, case, about)
            self._ask_for_forms()
            return
        self._show_logbook(logbook)
        self.shown_for.emit()
        self.forms.begin_new(logbook, case, about)

    def send_file_on(self, child: object) -> None:
        """A child leaves: the entry of the file that goes to the next school."""
        assert isinstance(child, PersonRef)
        self.begin_new(FILES_SENT_ON, about=child)

    def resume(self, draft: FormDraft) -> None:
        """Go on with a draft."""
        if self.forms is None:
            self._when_ready = partial(self.resume, draft)
            self._ask_for_forms()
            return
        self.shown_for.emit()
        if draft.form_name is FormName.LOGBOOK_IMPORT_UNDONE:
            self.open_logbook(draft.of)
            self.lists.resume_undoing(draft)
        elif draft.form_name in (FormName.LOGBOOK_STEP_BACK, FormName.LOGBOOK_IN_ERROR):
            assert draft.about is not None
            self.open_entry(draft.about)
            operation = partial(logbook_detail.detail, self._session, draft.about)
            self._run(operation, partial(self._ask_again, draft))
        else:
            self.forms.resume(draft)

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed in a form, then go on: before locking."""
        if self.forms is None:
            then()
        else:
            self.forms.keeper.flush(partial(self.sheets.flush, then))

    def _connect(self) -> None:
        page, panel = self.logbook, self.logbook.panel
        self.overview.opened.connect(self._logbook_opened)
        page.back_requested.connect(self._show_overview)
        page.as_at.chosen.connect(self._as_at_chosen)
        page.row_chosen.connect(self._row_chosen)
        page.new_requested.connect(self._new_pressed)
        page.print_requested.connect(self._print)
        page.list_requested.connect(self._list_pressed)
        page.lists_requested.connect(self._lists_pressed)
        self.lists.begun.connect(self._form_opened)
        self.lists.done.connect(self._form_left)
        self.lists.changed.connect(self._list_written)
        panel.step_requested.connect(self._step_pressed)
        panel.change_requested.connect(self._change_pressed)
        panel.correct_requested.connect(partial(self.do, RecordAct.CORRECT))
        panel.take_back_requested.connect(self._take_back_pressed)
        panel.error_requested.connect(self._error_pressed)
        panel.incident_opened.connect(self.incident_opened)
        panel.paper_requested.connect(partial(self._paper_pressed, self.entry_paper_requested))
        panel.share_requested.connect(partial(self._paper_pressed, self.entry_share_requested))

    def _run(
        self,
        operation: Callable[[], object],
        done: Callable[[object], None],
        failed: Callable[[KnownProblem], None] | None = None,
    ) -> None:
        self._tasks.run(operation, done, failed or self._messages.show_problem, owner=self.page)

    def _ask_for_forms(self) -> None:
        """Read the lists of the forms in the background, once."""
        if not self._forms_asked:
            self._forms_asked = True
            self._tasks.run(
                partial(register_choices, self._session),
                self._choices_read,
                self._messages.show_problem,
                owner=self.page,
                urgency=Urgency.UNHURRIED,
            )

    def _choices_read(self, choices: object) -> None:
        assert isinstance(choices, RegisterChoices)
        tools = RegisterTools(choices, SchoolTime(self._session))
        self.forms = EntryForms(self._session, self._tasks, self._messages, tools, self)
        for face in (self.forms.form, self.forms.step):
            self.page.add_face(face)
        self.forms.opened.connect(self._form_opened)
        self.forms.left.connect(self._form_left)
        self.forms.kept.connect(self._form_kept)
        self.forms.said.connect(self.said)
        self.forms.keeper.drafts_changed.connect(self.drafts_changed)
        self.sheets.drafts_changed.connect(self.drafts_changed)
        if self._when_ready is not None:
            ready, self._when_ready = self._when_ready, None
            ready()

    def _load_if_stale(self) -> None:
        if self._stale:
            self._stale = False
            self._run(partial(logbook_lists.overview, self._session), self._overview_read)
            if self._in_view:
                self._read_logbook()

    def _logbook_opened(self, logbook: str) -> None:
        self._wanted = None
        self._show_logbook(logbook)
        self._take_keyboard = True
        self._run(_nothing, self._rows_are_there)

    def _show_logbook(self, logbook: str) -> None:
        self._in_view = logbook
        self.page.show_face(self.logbook)
        self._read_logbook()
        self.acts_changed.emit()

    def _show_overview(self) -> None:
        if self._in_view:
            self.overview.choose(self._in_view)
        self._in_view = ""
        self.page.show_face(self.overview)
        self.overview.focus_table()
        self.acts_changed.emit()

    def _as_at_chosen(self, _day: object, _only_known_then: bool) -> None:
        self._read_logbook()

    def _read_logbook(self) -> None:
        as_at = self.logbook.as_at
        operation = partial(
            logbook_lists.logbook_page,
            self._session,
            self._in_view,
            as_at.day(),
            as_known_then=as_at.only_known_then(),
        )
        self._run(operation, self._logbook_read)

    def _overview_read(self, found: object) -> None:
        assert isinstance(found, Overview)
        self.overview.show_overview(found)

    def _logbook_read(self, found: object) -> None:
        assert isinstance(found, LogbookPage)
        if found.logbook != self._in_view:
            return
        self.logbook.show_page(found)
        if self._wanted is not None and self.logbook.choose(self._wanted):
            self._read_detail(self._wanted)

    def _rows_are_there(self, _nothing: object) -> None:
        """The keyboard goes to the rows once they were read, unless it was put elsewhere meanwhile."""
        if self._take_keyboard and self.page.isVisible():
            if self.page.face is self.logbook:
                self.logbook.focus_rows()
            elif self.page.face is self.overview:
                self.overview.focus_table()
        self._take_keyboard = False

    def _entry_found(self, detail: object) -> None:
        assert isinstance(detail, EntryDetail)
        self.logbook.as_at.show_today()
        self._show_logbook(detail.logbook)
        self.shown_for.emit()

    def _row_chosen(self, reference: object) -> None:
        if not isinstance(reference, Reference):
            shown = self.logbook.shown
            self.logbook.panel.show_nothing(there_are_some=shown is not None and bool(shown.rows))
            self.acts_changed.emit()
            return
        self._wanted = reference
        self._read_detail(reference)

    def _read_detail(self, reference: Reference) -> None:
        on = self.logbook.as_at.day()
        self._run(partial(logbook_detail.detail, self._session, reference, on), self._detail_read)

    def _detail_read(self, detail: object) -> None:
        assert isinstance(detail, EntryDetail)
        if detail.reference == self._wanted:
            self.logbook.panel.show_detail(detail)
            self.acts_changed.emit()

    def _new_pressed(self) -> None:
        if self.forms is not None:
            self.forms.begin_new(self._in_view)

    def _list_pressed(self) -> None:
        self.lists.begin(self._in_view)

    def _lists_pressed(self) -> None:
        self.lists.open_imports(self._in_view)

    def _list_written(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self._stale = True
        self.said.emit(changes.said)
        self.changed.emit(changes)
        self._load_if_stale()

    def _step_pressed(self, kind: object) -> None:
        detail = self.logbook.panel.detail
        if detail is not None and self.forms is not None:
            self.forms.begin_step(detail, kind if isinstance(kind, EntryStepKind) else None)

    def _change_pressed(self) -> None:
        detail = self.logbook.panel.detail
        if detail is not None and self.forms is not None:
            self.forms.begin_change(detail)

    def _paper_pressed(self, asked: SignalInstance, entry: object) -> None:
        assert isinstance(entry, Reference)
        self._run(partial(entry_papers.paper_of, self._session, entry), asked.emit)

    def _print(self) -> None:
        as_at = self.logbook.as_at
        if self._in_view:
            self.print_requested.emit(self._in_view, as_at.day(), as_at.only_known_then())

    def _form_opened(self, form: object) -> None:
        assert isinstance(form, QWidget)
        self.page.show_face(form)
        self.acts_changed.emit()

    def _form_left(self) -> None:
        self.page.show_face(self.logbook if self._in_view else self.overview)
        self._load_if_stale()
        if self._in_view:
            self.logbook.focus_rows()
        self.acts_changed.emit()

    def _form_kept(self, reference: object, changes: object) -> None:
        assert isinstance(reference, Reference) and isinstance(changes, Changes)
        self._stale = True
        self.changed.emit(changes)
        self.open_entry(reference)

    def _written(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.sheets.came_about()
        self._stale = True
        self.changed.emit(changes)
        self._load_if_stale()

    def _take_back_pressed(self, place: int, words: str) -> None:
        if (detail := self.logbook.panel.detail) is not None:
            self._ask_take_back(detail, place, words)

    def _ask_take_back(self, detail: EntryDetail, place: int, words: str) -> None:
        sheet = ReasonSheet(f"Take back: {words}", TAKE_BACK, "Take it back")
        sheet.given.connect(partial(self._take_back, detail, place))
        draft = new_draft(
            FormName.LOGBOOK_STEP_BACK, detail.reference, detail.version, detail.title, place=place
        )
        self.sheets.open(sheet, sheet.fields, draft, self.page)

    def _take_back(self, detail: EntryDetail, place: int, reason: str) -> None:
        operation = partial(
            logbooks.take_back_step, self._session, detail.reference, place, reason, version=detail.version
        )
        self._run(operation, self._written, self._not_taken)

    def _error_pressed(self) -> None:
        if (detail := self.logbook.panel.detail) is not None:
            self._ask_error(detail)

    def _ask_error(self, detail: EntryDetail) -> None:
        sheet = ReasonSheet("Entered in error", IN_ERROR, "Take it off the register")
        sheet.given.connect(partial(self._enter_in_error, detail))
        draft = new_draft(FormName.LOGBOOK_IN_ERROR, detail.reference, detail.version, detail.title)
        self.sheets.open(sheet, sheet.fields, draft, self.page)

    def _ask_again(self, draft: FormDraft, detail: object) -> None:
        """A reason that was being typed: what it is for is asked again."""
        assert isinstance(detail, EntryDetail)
        if draft.form_name is FormName.LOGBOOK_IN_ERROR:
            self._ask_error(detail)
            return
        step = next((one for one in detail.steps if one.place == draft.place and not one.taken_back), None)
        if step is not None:
            self._ask_take_back(detail, step.place, step.label)

    def _enter_in_error(self, detail: EntryDetail, reason: str) -> None:
        operation = partial(
            logbooks.enter_in_error, self._session, detail.reference, reason, version=detail.version
        )
        self._wanted = None
        self._run(operation, self._written, self._not_taken)

    def _not_taken(self, problem: KnownProblem) -> None:
        fields = getattr(problem, "fields", {})
        if fields:
            problem = KnownProblem(" ".join(fields.values()), "Nothing was changed.")
        self._messages.show_problem(problem, "Nothing was changed")


def _nothing() -> None:
    """Run on the vault's thread after what was asked for before."""
