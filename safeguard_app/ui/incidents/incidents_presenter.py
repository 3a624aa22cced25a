"""The page of incidents as the shell sees it: list, record, form and evidence put together."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.entries import NoteKind, Whom
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.records import HANGS_ON_INCIDENT, RecordKind
from safeguard_app.services.entry_drafts import EntryDraft
from safeguard_app.services.form_drafts import FormDraft
from safeguard_app.services.incident_form import IncidentForm
from safeguard_app.services.incident_lists import IncidentFilter
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.copies.audience_desk import AudienceDesk
from safeguard_app.ui.incidents.acts_on_record import ActsOnRecord
from safeguard_app.ui.incidents.cases_presenter import CasesPresenter
from safeguard_app.ui.incidents.evidence_acts import EVIDENCE_ACTS
from safeguard_app.ui.incidents.evidence_presenter import EvidencePresenter
from safeguard_app.ui.incidents.form_presenter import FormPresenter
from safeguard_app.ui.incidents.form_tools import FormTools, tools_of
from safeguard_app.ui.incidents.handle_lines import HandleDesk
from safeguard_app.ui.incidents.incident_form_page import IncidentFormPage
from safeguard_app.ui.incidents.incident_list import IncidentList
from safeguard_app.ui.incidents.incidents_page import IncidentsPage
from safeguard_app.ui.incidents.list_reading import entry_of
from safeguard_app.ui.incidents.over_record import RecordDesk
from safeguard_app.ui.incidents.record_acts import MoreAct
from safeguard_app.ui.incidents.record_panels import RecordPanels
from safeguard_app.ui.incidents.record_view import RecordView, gather
from safeguard_app.ui.incidents.record_wiring import connect_record
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.tasks import TaskRunner, Urgency

_FORM_ACTS = frozenset({RecordAct.SAVE_DRAFT, RecordAct.FILE})
_RECORD_ACTS = EVIDENCE_ACTS | {
    RecordAct.NOTE,
    RecordAct.DECISION,
    RecordAct.CORRECT,
    RecordAct.PRINT,
    RecordAct.SHARE,
    RecordAct.SHOW_ONE,
}
_CONCERNS = HANGS_ON_INCIDENT | {RecordKind.INCIDENT, RecordKind.PERSON}


class IncidentsPresenter(QObject):
    """List and record side by side, or the form. Implements the shell's Page.

    Signals:
        changed(object): something was written; carries Changes for the broadcast.
        said(str): a sentence for the status bar.
        acts_changed(): what can be done with the record in view changed; the shell asks ``record_acts`` again.
        one_record_changed(bool): only one record is to be seen: the shell hides counts and search.
        front_wanted(): the page has something to show and should come to the front.
        person_requested(object): carries the Reference of a person.
        check_requested(object): a contact check for this incident; carries its Reference.
        referral_requested(object): start a referral on this incident; carries its Reference.
        referral_opened(object): carries the Reference of a referral.
        document_opened(object): show a document issued earlier; carries its Reference.
        print_requested(object): print this incident; carries its Reference.
        sharing_requested(object): share documents of this incident; carries its Reference.
        sharing_opened(object): one sharing; carries its Reference.
        register_requested(str): everything that went out; carries the case number to look for.
        drafts_changed(): a draft was begun, kept or ended.
        loaded(): the lists of the form are read; tests wait for it.
    """

    changed = Signal(object)
    said = Signal(str)
    acts_changed = Signal()
    one_record_changed = Signal(bool)
    front_wanted = Signal()
    person_requested = Signal(object)
    check_requested = Signal(object)
    referral_requested = Signal(object)
    referral_opened = Signal(object)
    document_opened = Signal(object)
    print_requested = Signal(object)
    sharing_requested = Signal(object)
    sharing_opened = Signal(object)
    register_requested = Signal(str)
    drafts_changed = Signal()
    loaded = Signal()

    title = "Incidents"

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        """``session`` is only ever used on the vault's thread, apart from its clock and its lists."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self.page = IncidentsPage()
        self.form: FormPresenter | None = None
        self.panels: RecordPanels | None = None
        self.evidence: EvidencePresenter | None = None
        self.copies: AudienceDesk | None = None
        self.list = IncidentList(session, tasks, messages, self.page, self)
        self._waiting: list[Callable[[], None]] = []
        self._then: Callable[[RecordPanels], None] | None = None
        self.cases = CasesPresenter(session, tasks, messages, self.page, self)
        self.handles = HandleDesk(session, tasks, self)
        self.sheets = SheetKeeper(session, tasks, messages, self)
        self.sheets.drafts_changed.connect(self.drafts_changed)
        self.acts = ActsOnRecord(session, tasks, messages, self.page.record, self)
        self.acts.register(
            {
                MoreAct.CORRECT: self._correct,
                MoreAct.CHECK: self.check_requested.emit,
                MoreAct.REFERRAL: self.referral_requested.emit,
                MoreAct.PRINT: self.print_requested.emit,
                MoreAct.SHARE: self.sharing_requested.emit,
                MoreAct.SHOW_ONE: self._switch_one_record,
            }
        )
        self._connect_page()
        self._tasks.run(
            partial(tools_of, session, self.page.coach, self.handles),
            self._tools_read,
            self._messages.show_problem,
            owner=self,
            urgency=Urgency.UNHURRIED,
        )

    @property
    def view(self) -> QWidget:
        """The widget to show."""
        return self.page

    @property
    def own_act(self) -> bool:
        """Whether a form with its own filled button is in view."""
        return self.page.shows_form or self.page.record.panel is not None

    @property
    def record_acts(self) -> frozenset[RecordAct]:
        """What can be done now."""
        if self.page.shows_form:
            offered = self.form is not None and self.form.evidence.is_offered
            return _FORM_ACTS | EVIDENCE_ACTS if offered else _FORM_ACTS
        view = self.page.record.view
        if view is None or self.page.shows_cases:
            return frozenset()
        acts = _RECORD_ACTS
        if view.page.entered_in_error:
            acts = frozenset({RecordAct.PRINT, RecordAct.SHOW_ONE})
        elif not view.evidence.intake.is_open:
            acts -= EVIDENCE_ACTS
        if self.page.record.panel is not None:
            acts |= {RecordAct.FILE}
        return acts

    def refresh(self, changes: Changes) -> None:
        """Read again what concerns the list or the record in view."""
        if not changes.kinds & _CONCERNS:
            return
        self.cases.refresh(changes)
        self.list.read()
        view = self.page.record.view
        if view is None or view.reference != self.list.wanted:
            return
        if view.reference in changes.touched or RecordKind.PERSON in changes.kinds:
            self._open(view.reference)

    def shown(self) -> None:
        """The page came to the front: read the list; a form in progress stays."""
        self.list.read()

    def begin_find(self) -> None:
        """Ctrl+F."""
        if not self.page.shows_form:
            self.page.list_pane.focus_search()

    def do(self, act: RecordAct) -> None:
        """An act by menu or key."""
        if self.form is None or self.panels is None or self.evidence is None:
            self._waiting.append(partial(self.do, act))
            return
        if self.page.shows_form:
            self.form.do(act)
            return
        if act in self.record_acts:
            self.acts.do(act)

    def new_incident(self, *, category: str | None = None) -> None:
        """Ctrl+N: an empty form, ready to type the account."""
        self._with_form(lambda form: form.begin(category=category))

    def begin_with(self, prefilled: IncidentForm) -> None:
        """A form that already holds something: a record in words only, or one begun from a contact check."""
        self._with_form(lambda form: form.begin_with(prefilled))

    def resume_draft(self, draft: RecordId) -> None:
        """Go on with a draft: of an incident in the form, of an entry on its record."""
        operation = partial(entry_of, self._session, draft)
        self._tasks.run(operation, partial(self._resume, draft), self._messages.show_problem, owner=self)

    def resume_sheet(self, draft: FormDraft) -> None:
        """Go on with a draft of a sheet over its record."""
        assert draft.about is not None
        self.with_record(draft.about, lambda _panels: self.acts.resume(draft))

    def open_record(self, reference: Reference) -> None:
        """Show a record, from search, Today or a person's page."""
        self._when_ready(partial(self._go_to, reference))

    def open_list(self, wanted: IncidentFilter) -> None:
        """Show the list a number on Today counts."""
        self.list.set_filter(wanted)
        self._leave_form()
        self.page.show_list()
        self.list.read()
        self.front_wanted.emit()

    def record_telling(self, reference: Reference, whom: Whom = Whom.PARENT) -> None:
        """Open a record with the form for who was told."""
        self.with_record(reference, lambda panels: panels.told(whom))

    def record_note(self, reference: Reference, kind: NoteKind = NoteKind.NOTE) -> None:
        """Open a record with the form for a note."""
        self.with_record(reference, lambda panels: panels.note(kind))

    def record_decision(self, reference: Reference) -> None:
        """Open a record with the form for a decision."""
        self.with_record(reference, lambda panels: panels.decision())

    def record_done(self, reference: Reference, action: RecordId) -> None:
        """Open a record with the form for an action that is done."""
        self.with_record(reference, lambda panels: panels.done(action))

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed, then go on: before locking."""
        if self.form is None or self.panels is None or self.evidence is None:
            then()
        else:
            marks = partial(self.evidence.viewer.copies.keeper.flush, partial(self.sheets.flush, then))
            self.panels.keeper.flush(partial(self.form.flush, marks), self._messages.show_problem)

    def _connect_page(self) -> None:
        page, record = self.page, self.page.record
        self.list.record_wanted.connect(self._open)
        page.new_button.clicked.connect(self._new_pressed)
        self.acts.said.connect(self.said)
        record.signals.person_opened.connect(self.person_requested)
        record.signals.referral_opened.connect(self.referral_opened)
        record.signals.document_opened.connect(self.document_opened)
        self.cases.record_requested.connect(self.open_record)
        self.cases.person_requested.connect(self.person_requested)
        self.handles.list_requested.connect(self.open_list)
        self.handles.person_requested.connect(self.person_requested)
        self.cases.view_changed.connect(self._cases_changed)

    def _tools_read(self, tools: object) -> None:
        assert isinstance(tools, FormTools)
        form_page = IncidentFormPage(tools)
        self.page.set_form_page(form_page)
        kinds = [one for group in tools.choices.categories for one in group.categories]
        self.page.list_pane.set_categories([(one.code, one.label) for one in kinds])
        self.form = FormPresenter(self._session, self._tasks, self._messages, form_page, self)
        self.panels = RecordPanels(self._session, self._tasks, self.page.record, tools, self)
        desk = RecordDesk(self._session, self._tasks, self._messages, self.page.record, tools, self.sheets)
        self.evidence = EvidencePresenter(desk, self)
        self.copies = AudienceDesk(
            self._session, self._tasks, self._messages, self.sheets, self.page.record, self
        )
        self._connect_form(self.form)
        self._connect_record(self.panels, self.evidence)
        waiting, self._waiting = self._waiting, []
        for go in waiting:
            go()
        self.loaded.emit()
        if not waiting:
            self.form.rehearse((self.page.parentWidget() or self.page).size())

    def _connect_form(self, form: FormPresenter) -> None:
        form.changed.connect(self.changed)
        form.said.connect(self.said)
        form.drafts_changed.connect(self.drafts_changed)
        form.acts_changed.connect(self.acts_changed)
        form.filed.connect(self._filed)
        form.closed.connect(self._form_closed)

    def _connect_record(self, panels: RecordPanels, evidence: EvidencePresenter) -> None:
        panels.changed.connect(self._saved)
        panels.moved.connect(self._go_to)
        panels.failed.connect(self._messages.show_problem)
        panels.open_changed.connect(self.acts_changed)
        panels.keeper.drafts_changed.connect(self.drafts_changed)
        evidence.changed.connect(self._saved)
        evidence.said.connect(self.said)
        evidence.open_changed.connect(self.acts_changed)
        evidence.words_only_requested.connect(self._words_only)
        evidence.note_requested.connect(panels.note)
        evidence.viewer.copies.keeper.drafts_changed.connect(self.drafts_changed)
        self.page.record.header.act_requested.connect(self._more)
        connect_record(self.page.record, panels, evidence)
        self._connect_copies()
        self.acts.take_forms(panels, evidence)
        signals = self.page.record.signals
        signals.check_requested.connect(partial(self._more, MoreAct.CHECK))
        signals.referral_requested.connect(partial(self._more, MoreAct.REFERRAL))
        signals.print_requested.connect(partial(self._more, MoreAct.PRINT))
        signals.sharing_requested.connect(partial(self._more, MoreAct.SHARE))
        signals.sharing_opened.connect(self.sharing_opened)
        signals.register_requested.connect(self.register_requested)

    def _connect_copies(self) -> None:
        assert self.copies is not None
        signals = self.page.record.signals
        signals.copy_for_requested.connect(self._copy_for)
        self.copies.changed.connect(self._saved)
        self.copies.said.connect(self.said)
        self.copies.preview_requested.connect(signals.paper_requested)

    def _copy_for(self) -> None:
        """Make a copy of the record in view for somebody."""
        view = self.page.record.view
        if view is not None and self.copies is not None:
            self.copies.open(view.reference, str(view.page.incident.case))

    def _when_ready(self, go: Callable[[], None]) -> None:
        if self.form is None:
            self._waiting.append(go)
        else:
            go()

    def _with_form(self, act: Callable[[FormPresenter], None]) -> None:
        def go() -> None:
            assert self.form is not None
            self._set_one_record(False)
            self.page.show_form()
            self.front_wanted.emit()
            act(self.form)
            self.acts_changed.emit()

        self._when_ready(go)

    def with_record(self, reference: Reference, act: Callable[[RecordPanels], None]) -> None:
        """Open a record, and then do something there."""
        self._when_ready(partial(self._go_and, reference, act))

    def _go_and(self, reference: Reference, act: Callable[[RecordPanels], None]) -> None:
        self._go_to(reference)
        self._then = act

    def _new_pressed(self) -> None:
        self.new_incident()

    def _go_to(self, reference: object) -> None:
        assert isinstance(reference, Reference)
        self._leave_form()
        self.page.show_work()
        self.page.show_record()
        self.page.list_pane.choose(reference)
        self.front_wanted.emit()
        self._open(reference)

    def _open(self, reference: object) -> None:
        assert isinstance(reference, Reference)
        self.list.wanted = reference
        self._tasks.run(
            partial(gather, self._session, reference),
            partial(self._record_read, reference),
            self._messages.show_problem,
            owner=self,
        )

    def _record_read(self, reference: Reference, view: object) -> None:
        assert isinstance(view, RecordView)
        if reference != self.list.wanted:
            return
        self.page.record.show_record(view)
        if self.panels is not None and self.evidence is not None:
            self.evidence.leave()
            self.panels.show_for(reference)
        then, self._then = self._then, None
        if then is not None and self.panels is not None:
            then(self.panels)
        self.acts_changed.emit()

    def _cases_changed(self, shown: bool) -> None:
        """Cases came over the page, or went away again."""
        if shown:
            self._set_one_record(False)
        else:
            self.list.read()
        self.acts_changed.emit()

    def _leave_form(self) -> None:
        if self.form is not None and self.page.shows_form:
            self.form.keep_now()
            self.page.show_work()
            self.acts_changed.emit()
        elif self.page.shows_cases:
            self.page.show_work()
            self.acts_changed.emit()

    def _resume(self, draft: RecordId, entry: object) -> None:
        name, _, referral = entry.form.partition("-") if isinstance(entry, EntryDraft) else ("", "", "")
        if isinstance(entry, EntryDraft) and name == "contact":
            self.referral_opened.emit(Reference(entry.about.compartment, RecordId(referral)))
        elif isinstance(entry, EntryDraft):
            self.open_record(entry.about)
        else:
            self._with_form(lambda form: form.resume(draft))

    def _filed(self, reference: object) -> None:
        self.page.show_work()
        self._go_to(reference)

    def _form_closed(self) -> None:
        self.page.show_work()
        self.list.read()
        self.acts_changed.emit()

    def _saved(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.said.emit(changes.said)
        self.changed.emit(changes)

    def _words_only(self, prefilled: object) -> None:
        if isinstance(prefilled, IncidentForm):
            self.begin_with(prefilled)
        else:
            self.new_incident(category="II")

    def _more(self, act: object) -> None:
        self.acts.do(act)

    def _correct(self, reference: Reference) -> None:
        self._with_form(lambda form: form.correct(reference))

    def _switch_one_record(self, _reference: Reference) -> None:
        self._set_one_record(not self.page.one_record)

    def _set_one_record(self, one: bool) -> None:
        if one != self.page.one_record:
            self.page.set_one_record(one)
            self.one_record_changed.emit(one)
