"""The Referrals page at work: the list, one referral being answered, its pages kept up to date beside it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from safeguard_app.domain import typed_time
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import Moment, describe
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import page_pictures, paper, referrals
from safeguard_app.services.authority_forms import AuthorityFormLine
from safeguard_app.services.form_drafts import AUTHORITY_FORMS, FormDraft
from safeguard_app.services.form_places import Place
from safeguard_app.services.paper_views import AuthorityFormPaper, IssuedLine, Preview, ReferralPaper
from safeguard_app.services.referral_views import FieldView, ReferralLine, ReferralView
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.paper.paper_desk import IssuedPaper, PaperDesk, RecordPaper
from safeguard_app.ui.paper.preview_panel import PreviewPanel
from safeguard_app.ui.referrals.answer_panel import AnswerPanel, GivenAnswer, Way
from safeguard_app.ui.referrals.authority_presenter import AuthorityPresenter
from safeguard_app.ui.referrals.blank_forms import BlankForm, blank_paper
from safeguard_app.ui.referrals.contact_notes import ContactNotes
from safeguard_app.ui.referrals.copy_out import CopyOut
from safeguard_app.ui.referrals.form_choice import FormChoice
from safeguard_app.ui.referrals.forms_desk import FormsDesk
from safeguard_app.ui.referrals.list_page import ReferralListPage
from safeguard_app.ui.referrals.on_the_log import Listing, keep_answer, listing_of
from safeguard_app.ui.referrals.workspace_page import WorkspacePage
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.tasks import TaskRunner

_CONCERNS = frozenset(
    {
        RecordKind.REFERRAL,
        RecordKind.INCIDENT,
        RecordKind.DOCUMENT,
        RecordKind.NOTE,
        RecordKind.PERSON,
        RecordKind.AUTHORITY_FORM,
        RecordKind.FORM_PROFILE,
    }
)
_STALE = "stale_version"


class ReferralsPresenter(QObject):
    """A page of the shell.

    Signals:
        changed(object): something was written; carries Changes for the broadcast.
        said(str): a sentence for the status bar.
        record_asked(object): open an incident; carries its Reference.
        incidents_asked(): go to the incidents.
        person_asked(object): open a person's page; carries their Reference.
        sharing_asked(object, str): share it; carries the Reference of its incident, and the key of the form.
        settings_asked(): go to Settings, where the school's own answers are.
        acts_changed(): other things can be done now.
    """

    changed = Signal(object)
    said = Signal(str)
    record_asked = Signal(object)
    incidents_asked = Signal()
    person_asked = Signal(object)
    sharing_asked = Signal(object, str)
    settings_asked = Signal()
    acts_changed = Signal()
    drafts_changed = Signal()

    title = "Referrals"

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        desk: PaperDesk,
        parent: QObject | None = None,
    ) -> None:
        """``desk`` prints and saves; it is shared by the whole window."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._desk = desk
        self._shown: ReferralView | None = None
        self._section = ""
        self._panel: AnswerPanel | None = None
        self._loading = 0
        self.list_page = ReferralListPage()
        self.authority = AuthorityPresenter(session, tasks, messages, self.list_page.authority, self)
        self.workspace = WorkspacePage(PreviewPanel(tasks, page_pictures.page_image))
        times = (self._understand, self._say)
        self.contacts = ContactNotes(session, tasks, messages, self.workspace, times, self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list_page)
        self._stack.addWidget(self.workspace)
        self.choice = FormChoice(session, tasks, messages, self)
        self._stack.addWidget(self.choice.view)
        self.copy_out = CopyOut(session, tasks, messages, self)
        self.forms = FormsDesk(session, tasks, messages, desk, self)
        self._stack.addWidget(self.forms.page)
        self._connect()

    # ------------------------------------------------------------ as a page of the shell

    @property
    def view(self) -> QWidget:
        """The widget to show."""
        return self._stack

    @property
    def own_act(self) -> bool:
        """A referral ends in an act of its own."""
        return self._shown is not None

    @property
    def record_acts(self) -> frozenset[RecordAct]:
        """What can be done with the referral in view."""
        if self._shown is None:
            return frozenset()
        noting = (RecordAct.NOTE,) if self._shown.steps else ()
        return frozenset({RecordAct.PRINT, RecordAct.SHARE, *noting})

    def refresh(self, changes: Changes) -> None:
        """Read again what concerns this page."""
        if not changes.kinds & _CONCERNS:
            return
        self._read_list()
        if self._shown is not None and self._panel is None:
            self._read(self._shown.record)
        self.choice.refresh()
        self.copy_out.refresh()
        if self._stack.currentWidget() is self.forms.page:
            self.forms.read()

    def shown(self) -> None:
        """The page came to the front."""
        self._read_list(focus=self._stack.currentWidget() is self.list_page)
        if self._shown is not None:
            self.workspace.focus_first()

    def begin_find(self) -> None:
        """No search field: the list is short, and Ctrl+K finds the case."""

    def do(self, act: RecordAct) -> None:
        """A record act was asked for by menu or key."""
        if act is RecordAct.PRINT:
            self._print()
        elif act is RecordAct.SHARE:
            self.flush(self._ask_sharing)
        elif act is RecordAct.NOTE:
            self.contacts.begin()

    # ------------------------------------------------------------ what others ask for

    def begin_for(self, incident: Reference) -> None:
        """Choose which form to begin on an incident, or to go on with."""
        self.flush(partial(self._choose_form, incident))

    def open(self, referral: Reference) -> None:
        """Open one referral."""
        self.flush(partial(self._open, referral))

    def resume(self, draft: FormDraft) -> None:
        """Go on with a draft about an authority's own PDF, in the list, or about a form of the school's own."""
        self.flush(partial(self._resume, draft))

    def _resume(self, draft: FormDraft) -> None:
        if draft.form_name not in AUTHORITY_FORMS:
            self._show_forms()
            self.forms.resume(draft)
            return
        self._show_list()
        self.authority.resume(draft)

    def _choose_form(self, incident: Reference) -> None:
        self._leave_workspace()
        self._stack.setCurrentWidget(self.choice.view)
        self.choice.show_for(incident)

    def flush(self, then: Callable[[], None]) -> None:
        """Keep an answer that was typed and not saved yet, then go on: for leaving and for locking."""
        panel, then = self._panel, partial(self.authority.keeper.flush, partial(self.forms.flush, then))
        kept = partial(self.contacts.flush, then)
        if panel is None or not panel.has_changed():
            kept()
            return
        self._save(panel.given(), kept)

    # ------------------------------------------------------------ reading

    def _read_list(self, *, focus: bool = False) -> None:
        self._tasks.run(
            partial(listing_of, self._session), partial(self._listed, focus), self._problem, owner=self._stack
        )

    def _listed(self, focus: bool, listing: Listing) -> None:
        self.list_page.show_lines(listing.lines, listing.issued)
        self.list_page.show_blank(listing.blank)
        self.authority.show(listing.authority, listing.to_answer)
        if self._shown is not None:
            self.workspace.authority_button.show_forms(self.authority.for_form(self._shown.form))
        if focus and self._shown is None:
            self.list_page.focus_first()

    def _open(self, referral: Reference) -> None:
        self._close_panel()
        self._section = ""
        self.choice.put_away()
        self._stack.setCurrentWidget(self.workspace)
        self.contacts.put_away()
        self._read(referral, focus=True)

    def _read(self, referral: Reference, *, focus: bool = False) -> None:
        self._loading += 1
        self._tasks.run(
            partial(referrals.view, self._session, referral),
            partial(self._show, self._loading, focus),
            self._problem,
            owner=self._stack,
        )

    def _show(self, loading: int, focus: bool, view: ReferralView) -> None:
        if loading != self._loading:
            return
        was_open = self._shown is not None
        self._shown = view
        self.workspace.show_view(view, self._section, self._panel)
        self.workspace.authority_button.show_forms(self.authority.for_form(view.form))
        if focus:
            self.workspace.focus_first()
        self.contacts.show_for(view)
        if not was_open:
            self.acts_changed.emit()
        self._read_pages(view)

    def _read_pages(self, view: ReferralView) -> None:
        self._tasks.run(
            partial(paper.preview, self._session, ReferralPaper(view.record)),
            self._show_pages,
            self._problem,
            owner=self._stack,
        )

    def _show_pages(self, preview: Preview) -> None:
        self.workspace.preview.show_document(preview.pdf, preview.pages)

    # ------------------------------------------------------------ answering

    def _answer(self, key: str) -> None:
        self.flush(partial(self._open_field, key))

    def _open_field(self, key: str) -> None:
        view = self._shown
        if view is None:
            return
        fields = (field for section in view.sections for field in section.fields)
        field = next((one for one in fields if one.key == key), None)
        if field is None:
            return
        self._close_panel()
        panel = AnswerPanel(field)
        panel.submitted.connect(self._submitted)
        panel.put_away.connect(self._put_away)
        panel.followed.connect(self._follow)
        self._panel = panel
        self.workspace.show_view(view, self._section, panel)
        self.workspace.bring_up(panel)

    def _submitted(self) -> None:
        if self._panel is not None:
            self._panel.set_busy(True)
            self._save(self._panel.given(), None)

    def _put_away(self) -> None:
        self._close_panel()
        if self._shown is not None:
            self.workspace.show_view(self._shown, self._section)
            self.workspace.focus_first()

    def _not_known(self, key: str) -> None:
        self.flush(partial(self._save, GivenAnswer(key, Way.NOT_KNOWN, ""), None))

    def _follow(self, key: str) -> None:
        self._write(partial(referrals.follow_record, key=key))

    def _earlier(self, ticked: object) -> None:
        assert isinstance(ticked, tuple)
        self._write(partial(referrals.tick_earlier, ticked=ticked))

    def _urgent(self) -> None:
        self._write(partial(referrals.urgent_not_checked))

    def _save(self, given: GivenAnswer, then: Callable[[], None] | None) -> None:
        self._write(partial(keep_answer, given=given), then)

    def _write(self, act: Callable[..., Changes], then: Callable[[], None] | None = None) -> None:
        """Write to the referral in view: ``act`` takes session, reference and the version that was seen."""
        view = self._shown
        if view is None:
            return
        self._tasks.run(
            partial(act, self._session, view.record, version=view.version),
            partial(self._written, then),
            self._not_written,
            owner=self._stack,
        )

    def _written(self, then: Callable[[], None] | None, changes: Changes) -> None:
        self._close_panel()
        if self._shown is not None:
            self._read(self._shown.record, focus=then is None)
        self._tell(changes)
        if then is not None:
            then()

    def _not_written(self, problem: KnownProblem) -> None:
        if problem.code == _STALE and self._shown is not None:
            self._read(self._shown.record)
        if self._panel is not None:
            self._panel.show_problem(problem)
        else:
            self._problem(problem)

    def _close_panel(self) -> None:
        if self._panel is not None:
            panel, self._panel = self._panel, None
            panel.hide()
            panel.deleteLater()

    def _choose_section(self, section: str) -> None:
        self.flush(partial(self._show_section, section))

    def _show_section(self, section: str) -> None:
        self._section = section
        self._close_panel()
        if self._shown is not None:
            self.workspace.show_view(self._shown, section)
            self.workspace.scroller.verticalScrollBar().setValue(0)
            self.workspace.focus_first()

    # ------------------------------------------------------------ contact, paper, leaving

    def _contact_saved(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self._tell(changes)
        if self._shown is not None:
            self._read(self._shown.record)

    def _understand(self, text: str) -> typed_time.Understanding:
        return typed_time.understand(text, self._session.now(), self._session.zone)

    def _say(self, moment: Moment) -> str:
        return describe(moment, self._session.zone)

    def _paper(self) -> RecordPaper | None:
        view = self._shown
        return RecordPaper(view.title, ReferralPaper(view.record)) if view is not None else None

    def _print(self) -> None:
        self.flush(partial(self._with_paper, self._desk.print))

    def _ask_sharing(self) -> None:
        if self._shown is not None:
            self.sharing_asked.emit(self._shown.incident, f"referral/{self._shown.record.id}")

    def _save_pdf(self) -> None:
        self.flush(partial(self._with_paper, self._desk.save))

    def _see_pages(self) -> None:
        self.flush(partial(self._with_paper, self._desk.preview))

    def _copy_out(self) -> None:
        self.flush(self._lay_out)

    def _lay_out(self) -> None:
        if self._shown is not None:
            self.copy_out.open(self._shown.record, self._stack)

    def _with_paper(self, act: Callable[[RecordPaper], None]) -> None:
        wanted = self._paper()
        if wanted is not None:
            act(wanted)

    def _on_authority_form(self, line: object) -> None:
        assert isinstance(line, AuthorityFormLine)
        self.flush(partial(self._see_authority_form, line))

    def _see_authority_form(self, line: AuthorityFormLine) -> None:
        if self._shown is not None:
            job = AuthorityFormPaper(line.reference, self._shown.record)
            self._desk.preview(RecordPaper(f"{line.title}, {line.authority}", job))

    def _blank(self, form: BlankForm | tuple[str, str]) -> None:
        self._desk.preview(blank_paper(self._session, form))

    def _open_issued(self, line: IssuedLine) -> None:
        self._desk.preview(IssuedPaper(line.title, line.document))

    def show_forms(self) -> None:
        """The forms of the school: ours and its own."""
        self.flush(self._show_forms)

    def _show_forms(self) -> None:
        self._leave_workspace()
        self.choice.put_away()
        self._stack.setCurrentWidget(self.forms.page)
        self.forms.show()

    def _to_list(self) -> None:
        self.flush(self._show_list)

    def _show_list(self) -> None:
        self._leave_workspace()
        self.choice.put_away()
        self._stack.setCurrentWidget(self.list_page)
        self._read_list(focus=True)

    def _leave_workspace(self) -> None:
        """Nothing is in view that anything could be done with."""
        self._loading += 1
        self._close_panel()
        self.contacts.put_away()
        self._shown = None
        self.workspace.preview.clear()
        self.acts_changed.emit()

    def _open_line(self, line: ReferralLine) -> None:
        self.open(line.record)

    def _open_record(self) -> None:
        if self._shown is not None:
            self.flush(partial(self.record_asked.emit, self._shown.incident))

    def _open_place(self, field: object) -> None:
        """Go to where an answer belongs: the record, somebody's page, or Settings."""
        assert isinstance(field, FieldView)
        if field.place is Place.PERSON and field.person is not None:
            self.flush(partial(self.person_asked.emit, field.person))
        elif field.place is Place.SETTINGS:
            self.flush(self.settings_asked.emit)
        else:
            self._open_record()

    def _begun(self, referral: object, changes: object) -> None:
        assert isinstance(referral, Reference)
        assert isinstance(changes, Changes)
        self._tell(changes)
        self.open(referral)

    def _tell(self, changes: Changes) -> None:
        if changes.said:
            self.said.emit(changes.said)
        if changes.kinds:
            self.changed.emit(changes)

    def _problem(self, problem: KnownProblem) -> None:
        self._messages.show_problem(problem)

    def _connect(self) -> None:
        page, work = self.list_page, self.workspace
        page.opened.connect(self._open_line)
        page.issued_opened.connect(self._open_issued)
        page.incidents_asked.connect(self.incidents_asked)
        page.blank_asked.connect(self._blank)
        page.forms_button.clicked.connect(self.show_forms)
        self.forms.left.connect(self._show_list)
        self.forms.changed.connect(self.changed)
        self.forms.said.connect(self.said)
        self.forms.drafts_changed.connect(self.drafts_changed)
        work.answer_asked.connect(self._answer)
        work.not_known_asked.connect(self._not_known)
        work.section_asked.connect(self._choose_section)
        work.earlier_chosen.connect(self._earlier)
        work.preview_asked.connect(self._see_pages)
        work.header.list_asked.connect(self._to_list)
        work.header.record_asked.connect(self._open_record)
        work.print_button.clicked.connect(self._print)
        work.save_button.clicked.connect(self._save_pdf)
        work.copy_button.clicked.connect(self._copy_out)
        self.copy_out.changed.connect(self.changed)
        work.share_button.clicked.connect(partial(self.flush, self._ask_sharing))
        work.sent_button.clicked.connect(self.contacts.begin)
        self.contacts.saved.connect(self._contact_saved)
        self.contacts.drafts_changed.connect(self.drafts_changed)
        work.urgent_button.clicked.connect(self._urgent)
        work.place_asked.connect(self._open_place)
        self.choice.begun.connect(self._begun)
        self.choice.record_asked.connect(self.record_asked)
        self.choice.list_asked.connect(self._show_list)
        work.authority_button.chosen.connect(self._on_authority_form)
        self.authority.changed.connect(self._tell)
        self.authority.keeper.said.connect(self.said)
        self.authority.keeper.drafts_changed.connect(self.drafts_changed)
