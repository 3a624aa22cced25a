"""The pages of an open log, tied together: who asks whom, what is told to all, and how it is locked."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from safeguard_app.app.page_links import link_pages
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.moments import clock_words
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import opening
from safeguard_app.services import today as today_page
from safeguard_app.services.incidents import new_form
from safeguard_app.services.keeping import CheckReport
from safeguard_app.services.paper_views import IncidentPaper
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.audit.audit_presenter import AuditPresenter
from safeguard_app.ui.incidents.incidents_presenter import IncidentsPresenter
from safeguard_app.ui.paper.paper_desk import PaperDesk, RecordPaper
from safeguard_app.ui.people.people_presenter import PeoplePresenter
from safeguard_app.ui.referrals.referrals_presenter import ReferralsPresenter
from safeguard_app.ui.shell.not_built_page import not_built_page
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.tasks import Urgency
from safeguard_app.ui.today.today_presenter import TodayPresenter

if TYPE_CHECKING:
    from safeguard_app.app.program import Program


class Workplace(QObject):
    """From unlock to lock. Everything of the log runs on the vault's thread; what it says comes back here."""

    def __init__(self, program: "Program", session: Session) -> None:
        """Make the pages."""
        super().__init__(program)
        self.program = program
        self.session = session
        self.window = program.window
        self.tasks = program.tasks
        messages = program.window.messages
        self.desk = PaperDesk(session, self.tasks, messages, self.window)
        self.incidents = IncidentsPresenter(session, self.tasks, messages, self)
        self.people = PeoplePresenter(session, self.tasks, messages, self)
        self.referrals = ReferralsPresenter(session, self.tasks, messages, self.desk, self)
        self.today = TodayPresenter(session, self.tasks, messages, parent=self)
        self.audit = AuditPresenter(session, self.tasks, messages, self)
        self._locking = False

    def show(self) -> None:
        """Put the pages into the window and show Today."""
        window = self.window
        window.set_demo(self.session.is_demo)
        window.add_page(PageKey.TODAY, self.today)
        window.add_page(PageKey.INCIDENTS, self.incidents)
        window.add_page(PageKey.PEOPLE, self.people)
        window.add_page(PageKey.REFERRALS, self.referrals)
        window.add_page(PageKey.AUDIT, self.audit)
        window.add_page(PageKey.INSIGHTS, not_built_page(PageKey.INSIGHTS))
        link_pages(self)
        window.status_bar.set_user(f"{self.session.user.name}, {self.session.user.label}")
        window.show_work(PageKey.TODAY)
        self.read_counts()

    def wrote(self, changes: object) -> None:
        """Something was written: every page hears of it, and the status bar says that it is saved."""
        assert isinstance(changes, Changes)
        now = self.session.now().astimezone(self.session.zone)
        said = changes.said.rstrip(".") if changes.said else "All changes saved"
        self.window.status_bar.set_saved(f"{said} {clock_words(now)}")
        self.window.broadcast(changes)
        self.read_counts()

    def show_audit(self) -> None:
        """The audit page."""
        self.window.show_page(PageKey.AUDIT)

    def show_incidents(self) -> None:
        """The page of incidents, with whatever is in it."""
        if self.window.current_key is not PageKey.INCIDENTS:
            self.window.show_page(PageKey.INCIDENTS)

    def show_people(self) -> None:
        """The page of people."""
        if self.window.current_key is not PageKey.PEOPLE:
            self.window.show_page(PageKey.PEOPLE)

    def begin_referral(self, incident: object) -> None:
        """Start a referral on an incident."""
        assert isinstance(incident, Reference)
        self.window.show_page(PageKey.REFERRALS)
        self.referrals.begin_for(incident)

    def open_referral(self, referral: object) -> None:
        """Go on with a referral."""
        assert isinstance(referral, Reference)
        self.window.show_page(PageKey.REFERRALS)
        self.referrals.open(referral)

    def print_incident(self, incident: object) -> None:
        """Preview the record of an incident, to print or save it."""
        assert isinstance(incident, Reference)
        self.desk.preview(RecordPaper("Incident record", IncidentPaper(incident)))

    def show_one_record(self, one: bool) -> None:
        """A visitor at the desk: counts, lists and search disappear, and come back."""
        self.window.rail.setVisible(not one)
        self.window.command_bar.search.setVisible(not one)

    def incident_about(self, person: object) -> None:
        """A new concern that names somebody already."""
        assert isinstance(person, PersonRef)
        child = person.description.casefold().startswith(("pupil", "former pupil"))
        named = Participant(person, "child_of_concern" if child else "mentioned")
        self.incidents.begin_with(replace(new_form(self.session), participants=(named,)))

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
            "backup": self._back_up,
            "check_whole": self._check_whole,
            "larger": partial(self.program.change_text_size, 1),
            "smaller": partial(self.program.change_text_size, -1),
        }
        if key in commands:
            commands[key]()

    def _back_up(self) -> None:
        self.window.show_page(PageKey.TODAY)
        self.today.back_up()

    def _check_whole(self) -> None:
        self.show_audit()
        self.audit.check_now()

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

    def lock(self, *, idle: bool, done: Callable[[], None], failed: Callable[[KnownProblem], None]) -> None:
        """Keep what is typed, then close the log; ``failed`` where the draft could not be kept."""
        if self._locking:
            return
        self._locking = True
        self._done, self._failed = done, failed
        self.incidents.flush(partial(self._flush_referrals, idle))

    def _flush_referrals(self, idle: bool) -> None:
        self.referrals.flush(partial(self._close, idle))

    def _close(self, idle: bool) -> None:
        self.tasks.run(partial(opening.lock, self.session, idle=idle), self._closed, self._not_closed)

    def _closed(self, _nothing: object) -> None:
        self._done()

    def _not_closed(self, problem: KnownProblem) -> None:
        self._locking = False
        self._failed(problem)

    def _counts_read(self, today: object) -> None:
        assert isinstance(today, today_page.Today)
        self.window.set_counts({PageKey.TODAY: today.late + today.due, PageKey.INCIDENTS: today.open})
        backup = today.backup
        words = "No backup yet"
        if backup.at is not None:
            words = f"Backup checked {day_words(backup.at.astimezone(self.session.zone).date(), year=False)}"
        self.window.status_bar.set_backup(
            words, "muted" if backup.meaning.value == "done" else backup.meaning.value
        )
