"""The page of people at work: finding, opening, adding, correcting, taking off the register."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import PersonKind
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import people
from safeguard_app.services.form_drafts import ACCESS_FORMS, FormDraft, FormName
from safeguard_app.services.people import PersonRow
from safeguard_app.services.register_choices import RegisterChoices, register_choices
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.copies.access_desk import AccessDesk
from safeguard_app.ui.incidents.form_tools import FormTools, tools_of
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.people_page import PeoplePage
from safeguard_app.ui.people.person_forms import PersonForms
from safeguard_app.ui.people.person_panels import PersonPanels
from safeguard_app.ui.people.person_view import (
    PersonView,
    person_view,
)
from safeguard_app.ui.people.register_work import RegisterWork
from safeguard_app.ui.people.taking_off import TakingOff
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.tasks import TaskRunner, Urgency

_OF_THE_REGISTER = frozenset({FormName.MERGED, FormName.MERGED_APART, FormName.IMPORT_UNDONE})
_CONCERNS = frozenset(map(RecordKind, ("person", "incident", "declaration", "person_note", "logbook_entry")))


class PeoplePresenter(QObject):
    """The page as the shell sees it. Everything of the log runs on the vault's thread.

    Signals:
        changed(object): something was written; carries Changes for the broadcast.
        said(str): a sentence for the status bar.
        acts_changed(): what can be done now is different.
        incident_requested(object): a new incident about somebody; carries the PersonRef.
        check_requested(object, bool): a contact check with somebody; carries the PersonRef, and whether they are the
            adult of the question (else the pupil).
        file_on_requested(object): a child leaves and their file goes on; carries the PersonRef.
        declaration_requested(object): a new declaration of an adult; carries the PersonRef.
        record_opened(object): open an incident; carries its Reference.
        declaration_opened(object): open a declaration; carries its Reference.
        person_added(object): somebody was added; carries the PersonRef.
        shown_for(): the page should come to the front: a person was asked for from elsewhere.
        drafts_changed(): a draft of the form was begun, kept or ended.
    """

    changed = Signal(object)
    said = Signal(str)
    acts_changed = Signal()
    incident_requested = Signal(object)
    check_requested = Signal(object, bool)
    file_on_requested = Signal(object)
    declaration_requested = Signal(object)
    record_opened = Signal(object)
    declaration_opened = Signal(object)
    person_added = Signal(object)
    shown_for = Signal()
    drafts_changed = Signal()

    title = "People"

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, parent: QObject | None = None
    ) -> None:
        """Build the page; the lists of its form are read in the background."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self.page = PeoplePage()
        self.forms = PersonForms(session, tasks, messages, self.page, self)
        self.work = RegisterWork(session, tasks, messages, self.page, self)
        self.taking_off = TakingOff(session, tasks, messages, self.page, self)
        self.access = AccessDesk(session, tasks, messages, self.page, self)
        self.panels: PersonPanels | None = None
        self._wanted: Reference | None = None
        self._stale = True
        self._connect()
        self._tasks.run(
            partial(register_choices, session),
            self._choices_read,
            self._messages.show_problem,
            owner=self.page,
            urgency=Urgency.UNHURRIED,
        )
        self._run(partial(tools_of, session), self._tools_read)

    @property
    def view(self) -> QWidget:
        """The widget to show."""
        return self.page

    @property
    def own_act(self) -> bool:
        """The form ends in an act of its own."""
        return self.page.shows_other

    @property
    def record_acts(self) -> frozenset[RecordAct]:
        """Keep the form, or correct the person in view."""
        if self.page.shows_other:
            return frozenset({RecordAct.FILE})
        if self.page.record.view is None:
            return frozenset()
        saves = self.panels is not None and self.panels.panel is not None
        return frozenset({RecordAct.CORRECT, RecordAct.NOTE, *((RecordAct.FILE,) if saves else ())})

    def refresh(self, changes: Changes) -> None:
        """Read again when people or records changed; at once only while the page is in view."""
        if not changes.kinds & _CONCERNS:
            return
        self._stale = True
        if self.page.isVisible():
            self.shown()

    def shown(self) -> None:
        """The page came to the front."""
        if self._stale:
            self._stale = False
            self._load()
            if self._wanted is not None:
                self._read_person(self._wanted)

    def begin_find(self) -> None:
        """Ctrl+F."""
        if not self.page.shows_other:
            self.page.list_pane.focus_search()

    def do(self, act: RecordAct) -> None:
        """A record act by menu or key."""
        if act is RecordAct.CORRECT:
            self._begin_correction()
        elif act is RecordAct.FILE and self.page.shows_import:
            self.work.imports.main_act()
        elif act is RecordAct.NOTE and self.panels is not None:
            self.panels.note()
        elif act is RecordAct.FILE and not self.page.shows_other and self.panels is not None:
            self.panels.submit()
        elif act is RecordAct.FILE:
            self.forms.save()

    def open_person(self, reference: Reference) -> None:
        """Show somebody, asked for from elsewhere."""
        self.page.list_pane.clear_search()
        self._wanted = reference
        self._stale = True
        self.forms.close()
        self.page.show_person()
        self.shown_for.emit()
        if self.page.isVisible():
            self.shown()

    def begin_adding(self, name: str = "", kind: PersonKind = PersonKind.PUPIL) -> None:
        """Open the form for somebody new."""
        self.forms.begin_adding(name, kind)

    def resume(self, draft: FormDraft) -> None:
        """Go on with a draft: of somebody new, or of a correction."""
        if not self.forms.when_ready(partial(self.resume, draft)):
            return
        if draft.form_name in _OF_THE_REGISTER and draft.about is not None:
            if draft.form_name is not FormName.IMPORT_UNDONE:
                self.open_person(draft.about)
            self.shown_for.emit()
            self.work.resume(draft)
            return
        if draft.form_name in ACCESS_FORMS and draft.about is not None:
            self.open_person(draft.about)
            self.access.open(draft.about, Compartment(draft.of))
            return
        if draft.form_name is FormName.PERSON_IN_ERROR and draft.about is not None:
            self.open_person(draft.about)
            self._run(partial(person_view, self._session, draft.about), self.taking_off.ask)
            return
        self.shown_for.emit()
        self.forms.resume(draft)

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed in the form, then go on: before locking."""
        work = partial(self.work.flush, partial(self.access.flush, then))
        sheets = partial(self.taking_off.sheets.flush, work)
        kept = partial(self.forms.keeper.flush, sheets)
        if self.panels is None:
            kept()
        else:
            self.panels.keeper.flush(kept, self._messages.show_problem)

    def _connect(self) -> None:
        pane, record = self.page.list_pane, self.page.record
        pane.wanted.connect(self._list_wanted)
        pane.chosen.connect(self._person_chosen)
        pane.opened.connect(self._person_opened)
        pane.add_requested.connect(self._add_requested)
        self.page.first_button.clicked.connect(self._first_pressed)
        self.work.begun.connect(self.forms.keeper.leave)
        self.work.acts_changed.connect(self.acts_changed)
        self.work.changed.connect(self.changed)
        self.work.said.connect(self.said)
        self.work.done.connect(self.shown)
        record.incident_requested.connect(self._incident_pressed)
        record.check_requested.connect(self._check_pressed)
        record.correct_requested.connect(self._begin_correction)
        record.declaration_requested.connect(self._declaration_pressed)
        record.file_on_requested.connect(self._file_on_pressed)
        record.error_requested.connect(self._error_pressed)
        record.access_requested.connect(self._access_pressed)
        self.access.changed.connect(self.changed)
        self.access.said.connect(self.said)
        self.access.drafts_changed.connect(self.drafts_changed)
        record.record_opened.connect(self.record_opened)
        record.declaration_opened.connect(self.declaration_opened)
        record.person_opened.connect(self.open_person)
        self.forms.keeper.drafts_changed.connect(self.drafts_changed)
        self.forms.acts_changed.connect(self.acts_changed)
        self.forms.said.connect(self.said)
        self.forms.left.connect(self._form_left)
        self.forms.added.connect(self._added)
        self.forms.written.connect(self._written)
        self.taking_off.sheets.drafts_changed.connect(self.drafts_changed)
        self.work.drafts_changed.connect(self.drafts_changed)
        self.taking_off.taken_off.connect(self._taken_off)

    def _run(
        self,
        operation: Callable[[], object],
        done: Callable[[object], None],
        failed: Callable[[KnownProblem], None] | None = None,
    ) -> None:
        self._tasks.run(operation, done, failed or self._messages.show_problem, owner=self.page)

    def _choices_read(self, choices: object) -> None:
        assert isinstance(choices, RegisterChoices)
        self.page.list_pane.set_kinds(choices.person_kinds)
        self.page.list_pane.set_statuses(choices.statuses)
        self.forms.build(choices)

    def _tools_read(self, tools: object) -> None:
        assert isinstance(tools, FormTools)
        self.panels = PersonPanels(
            self._session, self._tasks, self._messages, self.page.record, tools, self.page
        )
        self.panels.changed.connect(self._entered)
        self.panels.open_changed.connect(self.acts_changed)
        self.panels.keeper.drafts_changed.connect(self.drafts_changed)
        if self.page.record.view is not None:
            self.panels.show_for(self.page.record.view.reference)

    def _entered(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self._stale = True
        self.changed.emit(changes)
        self.said.emit(changes.said)
        self.shown()

    def _load(self) -> None:
        pane = self.page.list_pane
        self._list_wanted(pane.text(), pane.kinds(), pane.status())

    def _list_wanted(self, text: str, kinds: object, status: str) -> None:
        assert isinstance(kinds, frozenset)
        operation = partial(people.rows, self._session, text, kinds, status)
        self._run(operation, partial(self._rows_read, text, kinds, status))

    def _rows_read(self, text: str, kinds: frozenset[PersonKind], status: str, rows: object) -> None:
        assert isinstance(rows, list)
        pane = self.page.list_pane
        if (text, kinds, status) != (pane.text(), pane.kinds(), pane.status()):
            return
        found: list[PersonRow] = rows
        pane.set_rows(found)
        if self._wanted is not None:
            pane.choose(self._wanted)
        if not self.page.shows_other:
            if found or text or kinds or status:
                self.page.show_work()
            else:
                self.page.show_empty()

    def _person_chosen(self, reference: object) -> None:
        assert isinstance(reference, Reference)
        self._wanted = reference
        self._read_person(reference)

    def _person_opened(self, reference: object) -> None:
        if reference != self._wanted:
            self._person_chosen(reference)
        self.page.show_person()

    def _read_person(self, reference: Reference) -> None:
        self._run(partial(person_view, self._session, reference), self._person_read)

    def _person_read(self, view: object) -> None:
        assert isinstance(view, PersonView)
        if self._wanted not in (view.reference, view.asked):
            return
        self._wanted = view.reference
        if view.page.person.entered_in_error is not None:
            self._wanted = None
            self.page.record.show_nobody()
        else:
            self.page.record.show_person(view)
            self.page.list_pane.choose(view.reference)
            if self.panels is not None:
                self.panels.show_for(view.reference)
        self.acts_changed.emit()

    def _add_requested(self, name: str) -> None:
        kinds = self.page.list_pane.kinds()
        self.begin_adding(name, next(iter(kinds), PersonKind.PUPIL))

    def _first_pressed(self) -> None:
        self.begin_adding()

    def _begin_correction(self) -> None:
        if (view := self.page.record.view) is not None:
            self.forms.begin_correction(view)

    def _form_left(self) -> None:
        self._stale = True
        self.shown()
        self.acts_changed.emit()

    def _added(self, reference: object) -> None:
        assert isinstance(reference, Reference)
        self._wanted = reference
        self.page.list_pane.clear_search()
        self._run(partial(people.ref_of, self._session, reference), self.person_added.emit)

    def _written(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self._stale = True
        self.changed.emit(changes)
        self.said.emit(changes.said)
        self.shown()
        self.acts_changed.emit()

    def _incident_pressed(self) -> None:
        if (view := self.page.record.view) is not None:
            self.incident_requested.emit(view.ref)

    def _check_pressed(self) -> None:
        if (view := self.page.record.view) is not None:
            self.check_requested.emit(view.ref, view.is_adult_here)

    def _file_on_pressed(self) -> None:
        if (view := self.page.record.view) is not None:
            self.file_on_requested.emit(view.ref)

    def _declaration_pressed(self) -> None:
        if (view := self.page.record.view) is not None:
            self.declaration_requested.emit(view.ref)

    def _access_pressed(self) -> None:
        if (view := self.page.record.view) is not None:
            self.access.open(view.reference)

    def _error_pressed(self) -> None:
        if (view := self.page.record.view) is not None:
            self.taking_off.ask(view)

    def _taken_off(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self._wanted = None
        self.page.record.show_nobody()
        self._written(changes)
