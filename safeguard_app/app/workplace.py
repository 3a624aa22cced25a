"""The pages of an open log, tied together: who asks whom, what is told to all, and how it is locked."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from safeguard_app.app.faults import tell
from safeguard_app.app.page_links import link_pages
from safeguard_app.app.picture_reading import PictureReading
from safeguard_app.app.routes import Routes
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.errors import Cancelled, KnownProblem
from safeguard_app.domain.moments import clock_words
from safeguard_app.services import keeping, opening, readying
from safeguard_app.services import today as today_page
from safeguard_app.services.keeping import CheckReport
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.audit.audit_presenter import AuditPresenter
from safeguard_app.ui.audit.older_copy_desk import OlderCopyDesk
from safeguard_app.ui.contact_check.check_presenter import ContactCheckPresenter
from safeguard_app.ui.declarations.declarations_presenter import DeclarationsPresenter
from safeguard_app.ui.incidents.incidents_presenter import IncidentsPresenter
from safeguard_app.ui.insights.insights_presenter import InsightsPresenter
from safeguard_app.ui.paper.paper_desk import PaperDesk
from safeguard_app.ui.people.people_presenter import PeoplePresenter
from safeguard_app.ui.referrals.referrals_presenter import ReferralsPresenter
from safeguard_app.ui.registers.registers_presenter import RegistersPresenter
from safeguard_app.ui.registers.two_views import DeclarationsAndRegisters
from safeguard_app.ui.search.search_presenter import SearchPresenter
from safeguard_app.ui.settings.settings_presenter import SettingsPresenter
from safeguard_app.ui.sharing.sharing_desk import SharingDesk
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.shell.window_watch import WindowWatch
from safeguard_app.ui.tasks import Lane, Task, Urgency
from safeguard_app.ui.today.today_presenter import TodayPresenter
from safeguard_app.vault.open_vault import Notice

if TYPE_CHECKING:
    from safeguard_app.app.program import Program


TRY_AGAIN_MS = 5_000
"""How soon keeping what is typed is tried again, when it failed on the way to the lock."""
MOST_FAULTS = 3
"""A problem can be put right, so it is waited for. A fault cannot: after so many, what was kept last has to do."""

_ASKING = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.ShortcutOverride,  # a key that is a shortcut comes as this alone
        QEvent.Type.TouchBegin,
    }
)
"""What a person asks with."""


class _Keeping(Protocol):
    """A page in which something is typed."""

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed, then go on."""


class Workplace(QObject):
    """From unlock to lock. Everything of the log runs on the vault's thread; what it says comes back here."""

    def __init__(self, program: "Program", session: Session) -> None:
        """Nothing is made yet but Today."""
        super().__init__(program)
        self.program = program
        self.session = session
        self.window = program.window
        self.tasks = program.tasks
        self.today = TodayPresenter(
            session, self.tasks, program.window.messages, page=program.take_today_page(), parent=self
        )
        self._checking: Task | None = None
        self._pictures = PictureReading(session, self.tasks, self.window.broadcast, self)
        self._counts: dict[PageKey, int] = {}
        self._waiting_count = 0
        self._begun = False
        self._complete = False
        """Whether the pages besides Today are there."""
        self._asked = False
        self._closing = False
        self._faults = 0
        self._idle_lock = False
        self._first_key = WindowWatch(program.application, self._heard, self)
        self._try_again = QTimer(self)
        self._try_again.setSingleShot(True)
        self._try_again.setInterval(TRY_AGAIN_MS)
        self._try_again.timeout.connect(self._keep_and_close)

    def show(self) -> None:
        """Show Today; once it is painted, or with the first key if that is sooner, the other pages are made."""
        window = self.window
        window.set_demo(self.session.is_demo)
        window.status_bar.set_user(f"{self.session.user.name}, {self.session.user.label}")
        self._say_chain_checked()
        window.add_page(PageKey.TODAY, self.today)
        self.today.read_first(self._show_today)

    def _show_today(self) -> None:
        if self._asked:
            return  # the lock was quicker
        self.window.show_work(PageKey.TODAY)
        self.today.page.focus_first()
        self._first_key.start()
        self.tasks.run(_nothing, self._today_painted, owner=self, urgency=Urgency.UNHURRIED)

    def _heard(self, kind: QEvent.Type) -> None:
        """No key and no click is lost between Today and the rest: whatever it asks for is made before it arrives."""
        if kind in _ASKING:
            self._make_rest()

    def _today_painted(self, _nothing: object) -> None:
        self._make_rest()

    def _make_rest(self) -> None:
        if self._begun or self._asked:
            return
        self._begun = True
        self._first_key.stop()
        window = self.window
        self._make_others()
        window.add_page(PageKey.INCIDENTS, self.incidents)
        window.add_page(PageKey.PEOPLE, self.people)
        window.add_page(PageKey.DECLARATIONS, self.told_before)
        window.add_page(PageKey.REFERRALS, self.referrals)
        window.add_page(PageKey.AUDIT, self.audit)
        window.add_page(PageKey.SETTINGS, self.settings)
        window.add_page(PageKey.INSIGHTS, self.insights)
        link_pages(self)
        self._complete = True
        self._check_chains()
        self.insights.begin()
        self.read_counts()
        for step in readying.steps(self.session):
            self.tasks.run(step, _let_be, _let_be, owner=self, urgency=Urgency.UNHURRIED)

    def _make_others(self) -> None:
        session, tasks, messages = self.session, self.tasks, self.window.messages
        self.desk = PaperDesk(session, tasks, messages, self.window)
        self.sharing = SharingDesk(session, tasks, messages, self.window, self.desk)
        self.incidents = IncidentsPresenter(session, tasks, messages, self)
        self.incidents.page.coach.set_on(on=self.program.settings.writing_coach)
        self.people = PeoplePresenter(session, tasks, messages, self)
        self.referrals = ReferralsPresenter(session, tasks, messages, self.desk, self)
        self.audit = AuditPresenter(session, tasks, messages, self)
        self.older_copy = OlderCopyDesk(session, tasks, messages, self.window)
        self.check = ContactCheckPresenter(session, tasks, messages, self)
        self.declarations = DeclarationsPresenter(
            session, tasks, messages, self.check, self._choose_scan, self
        )
        self.registers = RegistersPresenter(session, tasks, messages, self)
        self.told_before = DeclarationsAndRegisters(self.declarations, self.registers, self)
        self.settings = SettingsPresenter(session, tasks, messages, self.program.settings, self)
        self.insights = InsightsPresenter(session, tasks, messages, self)
        self.search = SearchPresenter(session, tasks, messages, self.window, self)
        self.routes = Routes(self)

    def _check_chains(self) -> None:
        """Recompute the whole chain of every open part, once somebody has their page; whatever they ask goes first."""
        if not self.session.chains_checked:
            self._checking = self.tasks.run_long(
                partial(opening.check_chains, self.session),
                self._chains_checked,
                self._chains_not_checked,
                owner=self,
                lane=Lane.VAULT,
                urgency=Urgency.BACKGROUND,
            )
        else:
            self._check_files()

    def _chains_checked(self, noticed: object) -> None:
        self._say_chain_checked()
        if noticed:
            self.today.refresh_day()
        self._check_files()

    def _check_files(self) -> None:
        """Read a share of the stored files again, behind everything that anybody waits for."""
        self._checking = self.tasks.run_long(
            partial(keeping.check_some_files, self.session),
            self._files_checked,
            _let_be,  # a lock was quicker, or the disk is at fault: the next unlock reads them
            owner=self,
            lane=Lane.VAULT,
            urgency=Urgency.BACKGROUND,
        )

    def _files_checked(self, _damaged: object) -> None:
        self.today.refresh_day()
        self._pictures.begin()

    def _chains_not_checked(self, problem: KnownProblem) -> None:
        """A lock was quicker, or the disk or the database is damaged."""
        if not isinstance(problem, Cancelled):
            self.window.status_bar.set_whole("The audit trail could not be checked: look at Audit", "late")
            self.window.messages.show_problem(problem, "The audit trail could not be checked")

    def _say_chain_checked(self) -> None:
        """What the check of the chains found."""
        now = clock_words(self.session.now().astimezone(self.session.zone))
        if any(one.notice is Notice.CHAIN_BROKEN for one in self.session.notices):
            self.window.status_bar.set_whole("The audit trail does not add up: look at Today", "late")
        elif any(one.notice is Notice.OLDER_COPY for one in self.session.notices):
            self.window.status_bar.set_whole("An older copy of the log: look at Today", "late")
        elif not self.session.chains_checked:
            self.window.status_bar.set_whole("Checking the audit trail")
        else:
            self.window.status_bar.set_whole(f"Audit trail whole, checked {now}")

    def wrote(self, changes: object) -> None:
        """Something was written: every page hears of it, and the status bar says that it is saved."""
        assert isinstance(changes, Changes)
        now = self.session.now().astimezone(self.session.zone)
        said = changes.said.rstrip(".") if changes.said else "All changes saved"
        self.window.status_bar.set_saved(f"{said} {clock_words(now)}")
        self.window.broadcast(changes)
        self.read_counts()
        self._pictures.heard(changes)

    def acknowledged(self, changes: object) -> None:
        """An older copy was acknowledged; the status bar says so no longer once that is settled."""
        self.wrote(changes)
        self._say_chain_checked()
        self.today.refresh_day()

    def waiting(self, count: int) -> None:
        """How many declarations wait, for the rail."""
        self._waiting_count = count
        self.window.rail.set_counts({**self._counts, PageKey.DECLARATIONS: count})

    def _choose_scan(self) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(self.window, "The scanned signed sheet")
        return Path(chosen) if chosen else None

    def checked(self, report: object) -> None:
        """Everything was checked: the status bar says so."""
        assert isinstance(report, CheckReport)
        now = clock_words(self.session.now().astimezone(self.session.zone))
        if report.whole:
            self.window.status_bar.set_whole(f"Record whole, checked {now}")
        else:
            self.window.status_bar.set_whole(f"Checked {now}: look at the audit", "late")

    def backed_up(self, _report: object) -> None:
        """A backup was made: its age is news."""
        self.read_counts()
        self.today.refresh_day()

    def command(self, key: str) -> None:
        """A command of the menus that is no page's own."""
        commands: dict[str, Callable[[], None]] = {
            "lock": self.program.lock_by_hand,
            "quit": self.program.quit,
            "call": self.program.call.turn,
            "backup": self.back_up,
            "check_whole": self._check_whole,
            "inspection": partial(self._part_paper, "inspection"),
            "journeys": partial(self._part_paper, "journeys"),
            "handover": partial(self._part_paper, "handover"),
            "governors": partial(self._part_paper, "governors"),
            "monthly": partial(self._part_paper, "monthly"),
            "bans": self._list_bans,
            "gone_out": self.sharing.list_all,
            "new_declaration": self.declarations.begin_new,
            "larger": partial(self.program.change_text_size, 1),
            "smaller": partial(self.program.change_text_size, -1),
        }
        if key in commands:
            commands[key]()

    def back_up(self) -> None:
        """Back up now, on Today, where the tile is."""
        self.window.show_page(PageKey.TODAY)
        self.today.back_up()

    def _list_bans(self) -> None:
        self.window.show_page(PageKey.TODAY)
        self.today.list_bans()

    def _check_whole(self) -> None:
        self.routes.show_audit()
        self.audit.check_now()

    def _part_paper(self, which: str) -> None:
        """Asked for over Insights, where its button is."""
        self.window.show_page(PageKey.INSIGHTS)
        papers = self.insights.papers
        {
            "inspection": papers.inspection,
            "journeys": papers.journeys,
            "handover": papers.handover,
            "governors": papers.governors,
            "monthly": papers.monthly,
        }[which]()

    def say(self, words: str) -> None:
        """A sentence for the status bar."""
        self.window.status_bar.set_saved(words)

    def read_counts(self) -> None:
        """How much waits, for the rail, and the age of the backup."""
        self.tasks.run(
            partial(today_page.today, self.session),
            self._counts_read,
            self.window.messages.show_problem,
            owner=self,
            urgency=Urgency.UNHURRIED,
        )

    @property
    def is_locking(self) -> bool:
        """Whether the lock was asked for."""
        return self._asked

    def lock(self, *, idle: bool, done: Callable[[], None]) -> None:
        """Keep what is typed, then close the log.

        What cannot be kept is not given up: the log stays open behind the curtain and it is tried again.
        """
        self._done = done
        self._idle_lock = idle
        self._asked = True
        if not self._try_again.isActive():
            self._keep_and_close()

    def fault_on_the_way(self) -> None:
        """The program failed while it keeps what is typed; trying again may help, but not for ever."""
        self._faults += 1
        if self._faults >= MOST_FAULTS:
            self._close()

    def _keep_and_close(self) -> None:
        if self._closing:
            return
        if not self._complete:
            self._close()
            return
        self._try_again.start()
        self._keep_next(
            [
                *(self.incidents, self.referrals, self.people, self.declarations, self.registers, self.check),
                *(self.settings, self.today, self.insights, self.sharing),
            ]
        )

    def _keep_next(self, pages: "list[_Keeping]") -> None:
        """One page after the other; where one cannot keep what is typed in it, the log stays open."""
        if pages:
            pages[0].flush(partial(self._keep_next, pages[1:]))
        else:
            self._close()

    def _close(self) -> None:
        self._try_again.stop()
        if self._closing:
            return
        self._closing = True
        if self._checking is not None:
            self._checking.cancel()
        self._pictures.end()
        if self._complete:
            self.insights.end()
        self.session.looking_in.end()  # else the lock would wait for the picture that is being read
        self.today.stop_long_work()
        if self._complete:
            self.audit.stop_long_work()
            if self.incidents.evidence is not None:
                self.incidents.evidence.stop_long_work()
        self.tasks.close_log(partial(_closed_log, self.session, self._idle_lock), self._closed)

    def _closed(self, failure: object) -> None:
        """Whatever went wrong with the last event, every database is closed: this process may not stay."""
        if isinstance(failure, BaseException):
            tell(failure, "the log was closed, but not every closing event could be written")
        self._done()

    def _counts_read(self, today: object) -> None:
        assert isinstance(today, today_page.Today)
        self._counts = {PageKey.TODAY: today.late + today.due, PageKey.INCIDENTS: today.open}
        self.window.set_counts({**self._counts, PageKey.DECLARATIONS: self._waiting_count})
        backup = today.backup
        words = "No backup yet"
        if backup.at is not None:
            words = f"Backup checked {day_words(backup.at.astimezone(self.session.zone).date(), year=False)}"
        self.window.status_bar.set_backup(
            words, "muted" if backup.meaning.value == "done" else backup.meaning.value
        )


def _closed_log(session: Session, idle: bool) -> Exception | None:
    """Close it; what failed on the way, if anything did. The log is closed and let go of either way."""
    try:
        opening.lock(session, idle=idle)
    except Exception as failure:  # noqa: BLE001 - handed back and reported: the lock itself goes on
        return failure
    return None


def _nothing() -> None:
    """Comes back in its turn: after what was asked before and is waited for."""


def _let_be(_result: object) -> None:
    """Nobody asked: whoever does will be given the answer, or told what is wrong."""
