"""The meeting with the Headteacher at work: read, gone through, recorded; the agenda of each part of the log."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.services import head_meetings
from safeguard_app.services.form_drafts import FormDraft, FormName, new_draft
from safeguard_app.services.head_meeting_items import MeetingItem
from safeguard_app.services.head_meetings import MeetingView
from safeguard_app.services.part_names import capital, part_name
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Answer, Message, Messages
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.people.form_keeper import FormKeeper
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.people.register_tools import SchoolTime
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.tasks import TaskRunner
from safeguard_app.ui.today.meeting_form import MeetingForm
from safeguard_app.ui.today.meeting_page import MeetingPage

_TAKE_BACK = "The record stays on file, marked as taken back. What that meeting looked at is brought again."
_CANCEL = Answer("cancel", "Cancel")


class MeetingDesk(QObject):
    """Made when it is first asked for. Everything of the log runs on the vault's thread.

    Signals:
        opened(object): open what an item is about; carries the MeetingItem.
        note_requested(object): note what was agreed on a record; carries its Reference.
        decide_requested(): go through the declarations that wait.
        agenda_requested(object): show the agenda of a part, to be printed; carries the Compartment.
        changed(object): a meeting was recorded or taken back; carries Changes.
        said(str): a sentence for the status bar.
        drafts_changed(): a draft of the record was begun, kept or ended.
        left(): back to Today.
    """

    opened = Signal(object)
    note_requested = Signal(object)
    decide_requested = Signal()
    agenda_requested = Signal(object)
    changed = Signal(object)
    said = Signal(str)
    drafts_changed = Signal()
    left = Signal()

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        faces: QStackedWidget,
        parent: QObject | None = None,
    ) -> None:
        """``faces`` takes the page when it is made."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._faces = faces
        self._page: MeetingPage | None = None
        self.keeper = FormKeeper(session, tasks, messages, self)
        self.sheets = SheetKeeper(session, tasks, messages, self)
        self.keeper.found.connect(self._found)
        self.keeper.drafts_changed.connect(self.drafts_changed)
        self.sheets.drafts_changed.connect(self.drafts_changed)

    @property
    def page(self) -> MeetingPage:
        """The page, made now where it was not before."""
        if self._page is None:
            self._page = self._made()
            self._faces.addWidget(self._page)
        return self._page

    @property
    def in_front(self) -> bool:
        """Whether the page is what Today shows."""
        return self._page is not None and self._faces.currentWidget() is self._page

    def open(self) -> None:
        """Read what there is and show it, with the keyboard in the list."""
        self._faces.setCurrentWidget(self.page)
        self._read(self._show)

    def open_whole(self) -> None:
        """Show all there is to go through."""
        self.page.only_awaiting = False
        self.open()

    def open_awaiting(self) -> None:
        """Show what waits for the Headteacher alone, as many lines as Today counts; the page shows all again."""
        self.page.only_awaiting = True
        self.open()

    def refresh(self) -> None:
        """Something was written: read again where it is looked at."""
        if self._page is not None and self._page.isVisible():
            self._read(self._was_read)

    def resume(self, draft: FormDraft) -> None:
        """Go on with a record that was begun, or ask again for a reason that was being typed."""
        self._faces.setCurrentWidget(self.page)
        self._read(partial(self._resumed, draft))

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed, then go on: before locking."""
        self.keeper.flush(partial(self.sheets.flush, then))

    def _made(self) -> MeetingPage:
        times, session = SchoolTime(self._session), self._session
        day = DayField("Day of the meeting", times.read, times.say, session.zone, "today")
        page = MeetingPage(MeetingForm(day))
        page.left.connect(self._leave)
        page.agenda_requested.connect(self._agenda)
        page.take_back_requested.connect(self._take_back_asked)
        page.form.record_requested.connect(self._record)
        page.panel.open_requested.connect(self._open_item)
        page.panel.note_requested.connect(self._note)
        page.panel.decide_requested.connect(self.decide_requested)
        return page

    def _read(self, done: Callable[[object], None]) -> None:
        self._run(partial(head_meetings.meeting, self._session), done)

    def _run(self, operation: Callable[[], object], done: Callable[[object], None]) -> None:
        self._tasks.run(operation, done, self._refused, owner=self.page)

    def _was_read(self, view: object) -> None:
        assert isinstance(view, MeetingView)
        self.page.show_view(view)

    def _show(self, view: object) -> None:
        assert isinstance(view, MeetingView)
        self.page.show_view(view)
        if self.keeper.draft is None:
            self._fresh(view)
            self.keeper.begin(self.page.form, new_draft(FormName.MEETING), look=True)
        self.page.first_focus().setFocus()

    def _fresh(self, view: MeetingView) -> None:
        form = self.page.form
        form.day.set_day(self._session.now().astimezone(self._session.zone).date())
        form.present.setText(view.present)
        form.present.setCursorPosition(0)
        form.marks.set_keys(())
        form.show_errors({})
        form.mark_fresh()

    def _found(self, draft: object) -> None:
        """A record was begun before, and nothing was marked or typed since."""
        assert isinstance(draft, FormDraft)
        self.keeper.leave()
        self.keeper.go_on(self.page.form, draft)

    def _resumed(self, draft: FormDraft, view: object) -> None:
        assert isinstance(view, MeetingView)
        if draft.form_name is FormName.MEETING_TAKEN_BACK:
            self._show(view)
            self._take_back_asked()
            return
        self.page.show_view(view)
        if self.keeper.draft is None or self.keeper.draft.id != draft.id:
            self.keeper.leave()
            self._fresh(view)
            self.keeper.go_on(self.page.form, draft)
        self.page.first_focus().setFocus()

    def _leave(self) -> None:
        self.keeper.leave()
        self.left.emit()

    def _item(self) -> MeetingItem | None:
        line = self.page.panel.line
        return line.item if line is not None else None

    def _open_item(self) -> None:
        if (item := self._item()) is not None:
            self.opened.emit(item)

    def _note(self) -> None:
        if (item := self._item()) is not None:
            self.note_requested.emit(item.opens)

    def _record(self) -> None:
        form = self.page.form
        if form.busy:
            return
        fault, day = form.day_fault(), form.day.day()
        form.show_errors({"on": fault} if fault else {})
        if fault or day is None:
            return
        form.set_busy(True)
        operation = partial(
            head_meetings.record, self._session, day, form.present.text(), tuple(form.marks.keys)
        )
        self._run(operation, self._recorded)

    def _recorded(self, changes: object) -> None:
        self.page.form.set_busy(False)
        self.keeper.end()
        self._written(changes)

    def _take_back_asked(self) -> None:
        view = self.page.shown
        if view is None or view.last is None:
            return
        sheet = ReasonSheet("Take back: the last meeting", _TAKE_BACK, "Take the record back")
        sheet.given.connect(partial(self._take_back, view.last.reference))
        draft = new_draft(FormName.MEETING_TAKEN_BACK, view.last.reference)
        self.sheets.open(sheet, sheet.fields, draft, self.page)

    def _take_back(self, reference: Reference, reason: str) -> None:
        self._run(partial(head_meetings.take_back, self._session, reference, reason), self._taken_back)

    def _taken_back(self, changes: object) -> None:
        self.sheets.came_about()
        self._written(changes)

    def _written(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.changed.emit(changes)
        self.said.emit(changes.said)
        self._read(self._show)

    def _agenda(self) -> None:
        """The sheet of the one part there is, or of the part that is chosen."""
        view = self.page.shown
        if view is None:
            return
        if len(view.parts) == 1:
            self.agenda_requested.emit(view.parts[0])
            return
        answers = [
            Answer(part.value, capital(part_name(self._session, part)), filled=not place)
            for place, part in enumerate(view.parts)
        ]
        message = Message(
            "Print agenda",
            "Each part of the log has an agenda of its own.",
            "A case number of a part that few people read tells whoever sees the sheet that there is such a case.",
            answers=(*answers, _CANCEL),
        )
        self._messages.show(message, self._part_chosen)

    def _part_chosen(self, pressed: str) -> None:
        if pressed != _CANCEL.key:
            self.agenda_requested.emit(Compartment(pressed))

    def _refused(self, problem: KnownProblem) -> None:
        """What was refused is said beside its box; nothing marked or typed is lost."""
        self.page.form.set_busy(False)
        if isinstance(problem, RuleViolation) and problem.fields.keys() <= {"on", "present"}:
            self.page.form.show_errors(problem.fields)
            return
        self._messages.show_problem(problem, "Nothing was recorded")
