"""The Audit page at work: reads one part of the log's events, shows one in full, checks everything on request."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import Cancelled, KnownProblem
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import audit_log, chain_slips, keeping
from safeguard_app.services.audit_views import (
    AuditFilter,
    AuditPage,
    AuditRow,
    ChainStatus,
    EventDetail,
    FilterChoices,
)
from safeguard_app.services.chain_slips import SlipState
from safeguard_app.services.keeping import CheckReport
from safeguard_app.services.labels import today
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.audit.audit_page import AuditPageView
from safeguard_app.ui.audit.comparison_desk import ComparisonDesk
from safeguard_app.ui.audit.handed_back_desk import HandedBackDesk
from safeguard_app.ui.audit.versions_sheet import VersionsSheet
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.tasks import Lane, Step, Task, TaskControl, TaskRunner, Urgency

Check = Callable[[Session, keeping.Progress, TaskControl], CheckReport]


@dataclass(frozen=True, slots=True)
class _Read:
    """What a part of the log shows when it comes into view."""

    compartments: tuple[tuple[Compartment, str], ...]
    choices: FilterChoices
    status: ChainStatus
    slips: SlipState
    today: date


class AuditPresenter(QObject):
    """A page of the shell.

    Signals:
        record_asked(object): open an incident; carries its Reference.
        person_asked(object): open a person; carries their Reference.
        declaration_asked(object): open a declaration; carries its Reference.
        older_copy_asked(): see and acknowledge that this is an older copy.
        slip_asked(object): print the audit trail slip of a part; carries the Compartment.
        checked(object): a full check ended; carries the CheckReport, for the status bar.
        said(str): a sentence for the status bar.
    """

    record_asked = Signal(object)
    person_asked = Signal(object)
    declaration_asked = Signal(object)
    older_copy_asked = Signal()
    slip_asked = Signal(object)
    checked = Signal(object)
    said = Signal(str)

    title = "Audit"
    own_act = False
    record_acts: frozenset[RecordAct] = frozenset()

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        parent: QObject | None = None,
        *,
        check: Check = keeping.check,
    ) -> None:
        """``check`` recomputes everything; tests give one of their own."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._check = check
        self._compartment: Compartment | None = None
        self._rows: tuple[AuditRow, ...] = ()
        self._before = 0
        self._asked = 0
        self._checking: Task | None = None
        self._status: ChainStatus | None = None
        self.page = AuditPageView()
        self.comparing = ComparisonDesk(session, tasks, self.page)
        self.handed_back = HandedBackDesk(session, tasks, messages, self.page)
        self._connect()

    @property
    def view(self) -> QWidget:
        """The widget to show."""
        return self.page

    def refresh(self, _changes: Changes) -> None:
        """Every write leaves an event, so there is something new to list, if somebody looks."""
        if self.page.isVisible():
            self._read()

    def shown(self) -> None:
        """The page came to the front."""
        self._read(focus=True)

    def begin_find(self) -> None:
        """Ctrl+F."""
        self.page.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.page.search.selectAll()

    def do(self, _act: RecordAct) -> None:
        """No record is in view here."""

    def check_now(self) -> None:
        """Check everything this user's keys open: also the command of the File menu."""
        if self._checking is not None and not self._checking.finished:
            return
        self.page.chain.show_progress(0, 0)
        self.page.check_button.setEnabled(False)
        self._checking = self._tasks.run_long(
            partial(_checked, self._check, self._session),
            self._check_done,
            self._check_failed,
            progress=self._check_step,
            owner=self.page,
            lane=Lane.VAULT,
            urgency=Urgency.BACKGROUND,
        )

    def stop_long_work(self) -> None:
        """The log is about to be locked, and that does not wait for a check."""
        self._stop()

    # ------------------------------------------------------------ reading

    def _read(self, *, focus: bool = False) -> None:
        self._tasks.run(
            partial(_read, self._session, self._compartment),
            partial(self._show_read, focus),
            self._problem,
            owner=self.page,
        )

    def _show_read(self, focus: bool, read: _Read) -> None:
        if self._compartment is None:
            self._compartment = read.status.compartment
            self.page.show_compartments(read.compartments, self._compartment)
        self._status = read.status
        self.page.chain.show_status(read.status)
        self.page.chain.show_slips(read.slips)
        self.page.show_choices(read.choices)
        self._list(focus=focus)

    def _list(self, *, focus: bool = False) -> None:
        """List events anew, from the newest."""
        self._rows, self._before = (), 0
        self._ask(focus=focus)

    def _ask(self, *, focus: bool = False) -> None:
        if self._compartment is None:
            return
        self._asked += 1
        day = today(self._session)
        self._tasks.run(
            partial(_page, self._session, self._compartment, self.page.wanted(day), self._before),
            partial(self._show_page, self._asked, day, focus),
            self._problem,
            owner=self.page,
        )

    def _show_page(self, asked: int, day: date, focus: bool, page: AuditPage) -> None:
        if asked != self._asked:
            return
        self._rows += page.rows
        self._before = page.more_before
        self.page.show_page(self._rows, page, day)
        if focus:
            self.page.focus_first()

    def _more(self) -> None:
        self._ask()

    def _choose(self, compartment: object) -> None:
        assert isinstance(compartment, Compartment)
        self._compartment = compartment
        self.page.panel.show_nothing()
        self._read()

    def _event(self, number: int) -> None:
        if self._compartment is not None:
            self._tasks.run(
                partial(audit_log.detail, self._session, self._compartment, number),
                self._show_detail,
                self._problem,
                owner=self.page,
            )

    def _show_detail(self, detail: EventDetail) -> None:
        chosen = self.page.table.chosen()
        if chosen is not None and chosen.number == detail.number:
            self.page.panel.show_detail(detail)

    def _versions(self, detail: object) -> None:
        assert isinstance(detail, EventDetail)
        VersionsSheet(detail).open_over(self.page)

    def _open_record(self, reference: object) -> None:
        assert isinstance(reference, Reference)
        self._tasks.run(
            partial(_kind_of, self._session, reference),
            partial(self._ask_for, reference),
            self._problem,
            owner=self.page,
        )

    def _ask_for(self, reference: Reference, kind: RecordKind) -> None:
        asked = {RecordKind.PERSON: self.person_asked, RecordKind.DECLARATION: self.declaration_asked}
        asked.get(kind, self.record_asked).emit(reference)

    def _ask_slip(self) -> None:
        if self._status is not None:
            self.slip_asked.emit(self._status.compartment)

    def _compare(self) -> None:
        if self._status is not None:
            self.comparing.open(self._status.compartment, self._status.name)

    # ------------------------------------------------------------ checking

    def _check_step(self, step: Step) -> None:
        self.page.chain.show_progress(step.done, step.total)

    def _check_done(self, report: CheckReport) -> None:
        self._check_ended()
        self.page.chain.show_report(report)
        self.checked.emit(report)
        self._read()

    def _check_failed(self, problem: KnownProblem) -> None:
        self._check_ended()
        if isinstance(problem, Cancelled):
            self.said.emit("The check was stopped. Nothing was concluded from it.")
            return
        self._problem(problem)

    def _check_ended(self) -> None:
        self._checking = None
        self.page.chain.end_progress()
        self.page.check_button.setEnabled(True)

    def _stop(self) -> None:
        if self._checking is not None:
            self._checking.cancel()

    def _problem(self, problem: KnownProblem) -> None:
        self._messages.show_problem(problem)

    def _connect(self) -> None:
        page = self.page
        page.compartment_chosen.connect(self._choose)
        page.filter_changed.connect(self._list)
        page.event_chosen.connect(self._event)
        page.more_asked.connect(self._more)
        page.check_asked.connect(self.check_now)
        page.record_asked.connect(self._open_record)
        page.panel.versions_asked.connect(self._versions)
        page.chain.stop_asked.connect(self._stop)
        page.chain.older_copy_asked.connect(self.older_copy_asked)
        page.chain.slip_asked.connect(self._ask_slip)
        page.chain.comparison_asked.connect(self._compare)
        page.chain.handed_back_asked.connect(self.handed_back.open)
        self.handed_back.said.connect(self.said)
        self.handed_back.checked.connect(self._read)


def _read(session: Session, wanted: Compartment | None) -> _Read:
    compartments = audit_log.compartments(session)
    chosen = wanted if wanted is not None else compartments[0][0]
    return _Read(
        compartments,
        audit_log.choices(session, chosen),
        audit_log.status(session, chosen),
        chain_slips.slip_state(session, chosen),
        today(session),
    )


def _kind_of(session: Session, reference: Reference) -> RecordKind:
    kind: RecordKind = session.vault.get(reference).kind
    return kind


def _page(session: Session, compartment: Compartment, wanted: AuditFilter, before: int) -> AuditPage:
    return audit_log.page(session, compartment, wanted, before=before)


def _checked(check: Check, session: Session, control: TaskControl) -> CheckReport:
    return check(session, partial(_told, control), control)


def _told(control: TaskControl, done: int, total: int) -> bool:
    if control.cancelled:
        return False
    control.step(done, total)
    return True
