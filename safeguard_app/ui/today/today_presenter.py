"""Today at work: read again whenever something was written, backup on the vault's thread, ways to what it names."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from safeguard_app.domain.entries import NoteKind
from safeguard_app.domain.errors import Cancelled, KnownProblem
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import head_meetings, keeping, lost_drafts
from safeguard_app.services.bans_list import ban_lines
from safeguard_app.services.due import DueItem
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.head_meeting_items import MeetingItem
from safeguard_app.services.incident_lists import IncidentFilter, Sort, StateFilter
from safeguard_app.services.keeping import BackupReport
from safeguard_app.services.lost_drafts import LostDraft
from safeguard_app.services.session import Changes, Session
from safeguard_app.services.since_unlock import NewLine
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.incidents import clock_forms
from safeguard_app.ui.messages import Answer, Message, Messages
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.tasks import Lane, Step, Task, TaskControl, TaskRunner, Urgency
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.today.away_desk import AwayDesk
from safeguard_app.ui.today.bans_part import BansSheet
from safeguard_app.ui.today.day_papers import DayPapers
from safeguard_app.ui.today.meeting_desk import MeetingDesk
from safeguard_app.ui.today.today_page import TodayPage
from safeguard_app.ui.today.today_view import TodayView, gather

ChooseFolder = Callable[[QWidget, Callable[[Path], None]], None]
"""Ask for a folder over a widget and hand it over; nothing when the user thinks better of it."""


_SOURCES = {"chases": DueSource.CHASE, "platforms": DueSource.PLATFORM}
"""Numbers that open the list of records with something from one source."""


_NARROWED = {"late": StatusMeaning.LATE, "due": StatusMeaning.DUE}
"""Numbers that count things to do, which stand on Today: several may be of one record, and some of none."""


class TodayPresenter(QObject):
    """Implements the shell's Page.

    Signals:
        record_requested(object): open an incident; carries its Reference.
        person_requested(object), declaration_requested(object): open one; carries its Reference.
        register_requested(object, str): open an entry of a register, or the register; carries the Reference of the
            entry, and the id of the register or nothing.
        sharing_requested(object): open what is shared of an incident; carries its Reference.
        telling_requested(object, object): open it with the form for who was told; carries Reference and Whom.
        note_requested(object, object): open it with the form for a note; carries Reference and NoteKind.
        done_requested(object, str): open it with the form for an action done; carries Reference and record id.
        list_requested(object): the list a number counts; carries the IncidentFilter.
        draft_requested(object): go on with a draft; carries its record id.
        new_requested(): a first concern.
        queue_requested(): the declarations that wait for the Headteacher.
        audit_requested(): look at the audit.
        older_copy_requested(): see and acknowledge that this is an older copy.
        settings_requested(), calendar_requested(): go to Settings, at the recovery key or at the school's calendar.
        reviews_requested(): go to the register of declarations.
        panel_requested(object, object): open it with a form of its own; carries Reference and a call with the desk.
        read(object): the day was read; carries the TodayView, for counts in the rail.
        said(str): a sentence for the status bar.
        backed_up(object): carries the BackupReport.
    """

    record_requested = Signal(object)
    person_requested = Signal(object)
    declaration_requested = Signal(object)
    register_requested = Signal(object, str)
    sharing_requested = Signal(object)
    telling_requested = Signal(object, object)
    note_requested = Signal(object, object)
    done_requested = Signal(object, str)
    list_requested = Signal(object)
    draft_requested = Signal(object)
    new_requested = Signal()
    queue_requested = Signal()
    audit_requested = Signal()
    older_copy_requested = Signal()
    settings_requested = Signal()
    calendar_requested = Signal()
    reviews_requested = Signal()
    panel_requested = Signal(object, object)
    read = Signal(object)
    said = Signal(str)
    backed_up = Signal(object)

    title = "Today"
    record_acts: frozenset[RecordAct] = frozenset()

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        choose_folder: ChooseFolder | None = None,
        page: TodayPage | None = None,
        parent: QObject | None = None,
    ) -> None:
        """``choose_folder`` asks where a backup goes; the system's own dialog unless given.

        ``page`` is an empty one made ahead, while the passphrase was typed.
        """
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._choose_folder = choose_folder or _system_folder_dialog
        self._backup: Task | None = None
        self._day: date | None = None
        self._just_read = False
        self.bans_sheet: BansSheet | None = None
        """The sheet opened last, for tests."""
        self.page = page or TodayPage()
        self.papers = DayPapers(session, tasks, messages, self.page, self)
        self.away = AwayDesk(session, tasks, messages, self.page, self)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.page)
        self.meeting = MeetingDesk(session, tasks, messages, self.faces, self)
        self._connect()

    @property
    def view(self) -> QWidget:
        """The widget to show: Today, or the meeting with the Headteacher that was opened from it."""
        return self.faces

    @property
    def own_act(self) -> bool:
        """The meeting has an act of its own."""
        return self.meeting.in_front

    def refresh(self, _changes: Changes) -> None:
        """Almost anything written may change what is due. Out of sight it is read when it comes to the front."""
        self.meeting.refresh()
        if self.page.isVisible():
            self._read()

    def refresh_day(self) -> None:
        """A draft was kept, or midnight passed."""
        if self.page.isVisible():
            self._read()

    def shown(self) -> None:
        """The page came to the front."""
        if self.meeting.in_front:
            self.meeting.open()
        elif not self._just_read:
            self._read()
        self._just_read = False

    def read_first(self, then: Callable[[], None]) -> None:
        """Fill the page before it is shown: it is laid out and painted once. ``then`` shows it, come what may.

        What could not be read is read again when the page comes to the front, which says what is wrong with it.
        """

        def was_read(view: object) -> None:
            assert isinstance(view, TodayView)
            self._just_read = True
            self.page.show_first(view)
            self.read.emit(view)
            then()
            if view.whole:
                self._count_with_head()
            else:
                self._read()

        def was_not_read(_problem: KnownProblem) -> None:
            then()

        self._tasks.run(partial(gather, self._session, at_first=True), was_read, was_not_read, owner=self)

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed, then go on: before locking."""
        self.meeting.flush(partial(self.away.sheets.flush, then))

    def begin_find(self) -> None:
        """No search field of its own."""

    def do(self, _act: RecordAct) -> None:
        """No record is in view."""

    def list_bans(self) -> None:
        """Every ban in force, over the page."""
        self._tasks.run(
            partial(ban_lines, self._session), self._bans_read, self._messages.show_problem, owner=self
        )

    def _bans_read(self, bans: object) -> None:
        assert isinstance(bans, tuple)
        self.bans_sheet = BansSheet(bans)
        self.bans_sheet.opened.connect(self.record_requested)
        self.bans_sheet.open_over(self.page.window())

    def back_up(self) -> None:
        """The one button, or File, Back up now."""
        if self._backup is None:
            self._choose_folder(self.page, self._start_backup)

    def _connect(self) -> None:
        page = self.page
        page.count_opened.connect(self._count_opened)
        page.age_opened.connect(self._age_opened)
        page.bans.listed.connect(self.list_bans)
        page.bans.opened.connect(self.record_requested)
        page.acted.connect(self._acted)
        page.item_opened.connect(self._item_opened)
        page.draft_resumed.connect(self.draft_requested)
        page.new_requested.connect(self.new_requested)
        page.queue_requested.connect(self.queue_requested)
        page.audit_requested.connect(self.audit_requested)
        page.older_copy_requested.connect(self.older_copy_requested)
        page.settings_requested.connect(self.settings_requested)
        page.calendar_requested.connect(self.calendar_requested)
        page.lost_draft_let_go.connect(self._let_go)
        page.ask_opened.connect(self.declaration_requested)
        page.news_opened.connect(self._news_opened)
        page.day_sheet_requested.connect(self.papers.print_day)
        page.due_dates_requested.connect(self.papers.for_calendar)
        self.papers.said.connect(self.said)
        page.with_head.meeting_requested.connect(self.meeting.open_whole)
        self.meeting.left.connect(self._meeting_left)
        self.meeting.opened.connect(self._meeting_item_opened)
        self.meeting.note_requested.connect(self._meeting_note)
        self.meeting.decide_requested.connect(self.queue_requested)
        self.meeting.drafts_changed.connect(self.refresh_day)
        page.away_requested.connect(self.away.ask)
        page.away.back.connect(self.away.back)
        page.backup_requested.connect(self.back_up)
        page.backup_cancelled.connect(self._cancel_backup)

    def _read(self) -> None:
        self._tasks.run(
            partial(gather, self._session), self._was_read, self._messages.show_problem, owner=self
        )

    def _was_read(self, view: object) -> None:
        assert isinstance(view, TodayView)
        self.page.show_view(view)
        self.read.emit(view)
        self._count_with_head()

    def _count_with_head(self) -> None:
        """What waits for the Headteacher is counted once the day stands there: it goes through letters, bans and
        decisions, and nobody waits for it.
        """
        self._tasks.run(
            partial(head_meetings.awaiting_head, self._session),
            self._with_head_counted,
            self._messages.show_problem,
            owner=self,
        )

    def _with_head_counted(self, number: object) -> None:
        assert isinstance(number, int)
        self.page.show_with_head(number)

    def _count_opened(self, key: str) -> None:
        if key == "head":
            self.meeting.open_awaiting()
        elif key == "drafts":
            self.page.focus_drafts()
        elif key == "reviews":
            self.reviews_requested.emit()
        elif key in _SOURCES:
            # a ban outlives its record, so a closed one may wait as well
            self.list_requested.emit(IncidentFilter(StateFilter.ALL, source=_SOURCES[key], sort=Sort.DUE))
        elif key in _NARROWED:
            self.page.show_only(_NARROWED[key])
        else:
            self.list_requested.emit(IncidentFilter(StateFilter.OPEN))

    def _age_opened(self, age: str) -> None:
        self.list_requested.emit(IncidentFilter(StateFilter.OPEN, age=age, sort=Sort.OLDEST))

    def _acted(self, item: object) -> None:
        assert isinstance(item, DueItem)
        if item.source is DueSource.ACTION and item.action:
            self.done_requested.emit(item.reference, item.action)
        elif item.referral:
            self.panel_requested.emit(item.reference, partial(clock_forms.record_step, item.referral))
        elif item.whom is not None:
            self.telling_requested.emit(item.reference, item.whom)
        elif item.noted is not None:
            self.note_requested.emit(item.reference, item.noted)
        else:
            self._item_opened(item)

    def _item_opened(self, item: object) -> None:
        assert isinstance(item, DueItem)
        if item.source is DueSource.REGISTER:
            self.register_requested.emit(item.reference, item.logbook)
            return
        if item.sharing:
            self.sharing_requested.emit(Reference(item.reference.compartment, RecordId(item.sharing)))
            return
        self.record_requested.emit(item.reference)

    def _meeting_left(self) -> None:
        self.faces.setCurrentWidget(self.page)
        self._read()
        self.page.focus_first()

    def _meeting_item_opened(self, item: object) -> None:
        assert isinstance(item, MeetingItem)
        if item.kind is RecordKind.LOGBOOK_ENTRY:
            self.register_requested.emit(item.opens, "")
            return
        asked = {
            RecordKind.PERSON: self.person_requested,
            RecordKind.DECLARATION: self.declaration_requested,
        }
        asked.get(item.kind, self.record_requested).emit(item.opens)

    def _meeting_note(self, record: object) -> None:
        self.note_requested.emit(record, NoteKind.MEETING)

    def _let_go(self, draft: object) -> None:
        assert isinstance(draft, LostDraft)
        message = Message(
            "Let go of a draft",
            draft.heading,
            "It is removed from the log and cannot be had back. The audit keeps that there was one.",
            Meaning.DUE,
            answers=(
                Answer("keep", "Keep it"),
                Answer("let_go", "Let go of it"),
                Answer("cancel", "Cancel"),
            ),
        )
        self._messages.show(message, partial(self._let_go_answered, draft))

    def _let_go_answered(self, draft: LostDraft, pressed: str) -> None:
        if pressed == "let_go":
            self._tasks.run(
                partial(lost_drafts.let_go, self._session, draft.id),
                self._was_let_go,
                self._messages.show_problem,
                owner=self,
            )

    def _was_let_go(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.said.emit(changes.said)
        self._read()

    def _news_opened(self, line: object) -> None:
        assert isinstance(line, NewLine)
        asked = {
            RecordKind.PERSON: self.person_requested,
            RecordKind.PERSON_NOTE: self.person_requested,
            RecordKind.IDENTIFICATION: self.person_requested,
            RecordKind.DECLARATION: self.declaration_requested,
        }
        asked.get(line.kind, self.record_requested).emit(line.reference)

    def _start_backup(self, folder: Path) -> None:
        self.page.backup.show_progress("Copying and comparing ...")
        self._backup = self._tasks.run_long(
            partial(_back_up, self._session, folder),
            self._was_backed_up,
            self._not_backed_up,
            progress=self._stepped,
            owner=self,
            lane=Lane.VAULT,
            urgency=Urgency.BACKGROUND,
        )

    def stop_long_work(self) -> None:
        """The log is about to be locked, and that does not wait for a backup."""
        if self._backup is not None:
            self._backup.cancel()

    def _cancel_backup(self) -> None:
        if self._backup is not None:
            self.page.backup.show_progress("Stopping ...")
            self._backup.cancel()

    def _stepped(self, step: Step) -> None:
        if self._backup is not None and not self._backup.control.cancelled and step.total:
            self.page.backup.show_progress(f"Copying and comparing: {step.done * 100 // step.total} %")

    def _was_backed_up(self, report: object) -> None:
        assert isinstance(report, BackupReport)
        self._backup = None
        self.page.backup.show_report(Meaning.DONE, "Backed up, opened and compared", report.lines)
        self.said.emit("Backed up, opened and compared.")
        self.backed_up.emit(report)
        self._read()

    def _not_backed_up(self, problem: KnownProblem) -> None:
        self._backup = None
        if isinstance(problem, Cancelled):
            self.page.backup.show_report(Meaning.NOTE, "Stopped. This is not a backup.", ())
            return
        self.page.backup.show_report(
            Meaning.LATE, "This is not a backup", (problem.sentence, problem.next_step)
        )


def _back_up(session: Session, folder: Path, control: TaskControl) -> BackupReport:
    return keeping.back_up(session, folder, partial(_report, control), control)


def _report(control: TaskControl, done: int, total: int) -> bool:
    if control.cancelled:
        return False
    control.step(done, total)
    return True


def _system_folder_dialog(over: QWidget, chosen: Callable[[Path], None]) -> None:
    dialog = QFileDialog(over.window(), "Where does the backup go?")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)

    def accepted(name: str) -> None:
        chosen(Path(name))

    dialog.fileSelected.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
