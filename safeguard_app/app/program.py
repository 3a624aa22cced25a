"""The program in its window: welcome or unlock, work, lock. Concrete objects meet here and nowhere else.

The unlock page is to be there within a second, so this page imports what that needs and no more; the rest is imported
where it is used, and read ahead while the passphrase is typed.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from safeguard_app.app.faults import ProgramFault, tell
from safeguard_app.app.reading_ahead import ReadingAhead
from safeguard_app.app.relaunching import Relauncher, SpawnAndExit
from safeguard_app.app.unlock_services import services_for
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.nations import Nation
from safeguard_app.services.log_face import face_of
from safeguard_app.system.paths import default_logs_folder
from safeguard_app.system.settings import Settings, read_settings, write_settings
from safeguard_app.ui.desktop.clipboard import ClipboardPolicy
from safeguard_app.ui.desktop.screen_capture_guard import ScreenCaptureGuard, system_affinity
from safeguard_app.ui.desktop.session_events import listen
from safeguard_app.ui.shell.call_hold import CallHold
from safeguard_app.ui.shell.idle_watch import IdleWatch
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.tasks import Lane, TaskRunner
from safeguard_app.ui.theme.theme import Theme, ThemeChoice
from safeguard_app.ui.unlock.unlock_page import UnlockFace, UnlockPage
from safeguard_app.ui.unlock.unlock_presenter import UnlockPresenter

if TYPE_CHECKING:
    from safeguard_app.app.first_run import FirstRun
    from safeguard_app.app.workplace import Workplace
    from safeguard_app.services.help_pages import HelpBook
    from safeguard_app.services.opening import Computer
    from safeguard_app.ui.first_run.wizard import FirstRunWizard
    from safeguard_app.ui.help.help_presenter import HelpPresenter
    from safeguard_app.ui.today.today_page import TodayPage

_THEMES = {
    "system": ThemeChoice.SYSTEM,
    "light": ThemeChoice.LIGHT,
    "dark": ThemeChoice.DARK,
    "contrast": ThemeChoice.HIGH_CONTRAST,
}
_SIZE = (1366, 768)


class LogMissing(KnownProblem):
    """The log that was asked for, or was open last, is not where it was."""

    code = "log_missing"
    next_step = (
        "If it is on a disk or a server, connect that and open the log again. If it was moved, open it from where it "
        "is now. Make a new log only if the school has none."
    )

    def __init__(self, folder: Path) -> None:
        """Name the folder: it holds no name of a person."""
        super().__init__(f"There is no log at {folder}. Nothing was changed.")


class Program(QObject):
    """One run of the program, from the first page to the lock."""

    def __init__(
        self,
        application: QApplication,
        settings_path: Path,
        *,
        demo: bool = False,
        log: Path | None = None,
        computer: "Computer | None" = None,
        relauncher: Relauncher | None = None,
    ) -> None:
        """Make the window and everything it needs; nothing is shown yet."""
        super().__init__()
        self.application = application
        self._settings_path = settings_path
        self.settings = read_settings(settings_path)
        self._demo = demo
        self._log = log
        self._computer = computer
        self.theme = Theme(application, _THEMES[self.settings.theme])
        self.theme.set_text_scale(self.settings.text_percent / 100)
        self.window = MainWindow()
        self.tasks = TaskRunner(self.fault, self)
        self.clipboard = ClipboardPolicy(application.clipboard(), parent=self)
        self.guard = ScreenCaptureGuard(application, system_affinity())
        self.idle = IdleWatch(application)
        self.call = CallHold(self.idle, self.window.call_strip, time.monotonic, parent=self)
        self.relauncher = relauncher or SpawnAndExit(self._leave)
        self.reading_ahead = ReadingAhead(self.tasks, self._this_computer, self)
        self.workplace: Workplace | None = None
        self._today_page: TodayPage | None = None
        self._help_nation: Nation | None = None
        self._quitting = False
        self._say_fault: Callable[[KnownProblem], None] = self.window.messages.show_problem
        self._connect()

    @property
    def computer(self) -> "Computer":
        """This computer; its catalogue is read when it is first asked for."""
        if self._computer is None:
            from safeguard_app.app.computer import this_computer

            self._computer = this_computer()
        return self._computer

    @computer.setter
    def computer(self, computer: "Computer") -> None:
        self._computer = computer

    @cached_property
    def help(self) -> "HelpPresenter":
        """The help over the window."""
        from safeguard_app.ui.help.help_presenter import HelpPresenter

        presenter = HelpPresenter(self.window)
        presenter.use(self._help_book)
        return presenter

    def take_today_page(self) -> "TodayPage | None":
        """The page of Today that was made ahead, once; None where unlocking was quicker."""
        page, self._today_page = self._today_page, None
        return page

    def start(self, locked_words: str = "") -> None:
        """Show the first page: welcome where there is no log yet, else unlock."""
        self.window.resize(self.settings.window_width or _SIZE[0], self.settings.window_height or _SIZE[1])
        if self._demo:
            self._open_demo()
        else:
            folder = self._log or (Path(self.settings.last_log) if self.settings.last_log else None)
            self._show_first(folder, locked_words)
        self.window.show()
        self.reading_ahead.begin()

    def show_welcome(self) -> None:
        """Three cards: the demo, a new log, a log that is here already."""
        from safeguard_app.ui.first_run.welcome_step import WelcomePage

        self._help_nation = None
        page = WelcomePage()
        page.demo_asked.connect(self._open_demo)
        page.new_log_asked.connect(self.show_first_run)
        page.existing_log_asked.connect(self._choose_log)
        self._say_fault = self.window.messages.show_problem
        self.window.show_face(page)

    def show_first_run(self) -> None:
        """The wizard that makes the school's log."""
        from safeguard_app.app.first_run import FirstRun
        from safeguard_app.ui.first_run.wizard import FirstRunWizard

        try:
            first_run = FirstRun(self.computer)
        except KnownProblem as problem:
            self.window.messages.show_problem(problem, "No log can be made")
            return
        wizard = FirstRunWizard(first_run.provider())
        wizard.left.connect(self.show_welcome)
        wizard.completed.connect(partial(self._make_log, first_run, wizard))
        wizard.print_recovery_asked.connect(partial(self._print_recovery, wizard))
        wizard.school.nation_chosen.connect(self._tell_help_in)
        self._tell_help_in(wizard.school.nation)
        self._say_fault = wizard.show_problem
        self.window.show_face(wizard)

    def show_unlock(self, folder: Path, state: str = "") -> None:
        """The unlock page of the log in ``folder``."""
        self._help_nation = None
        page = UnlockPage()
        presenter = UnlockPresenter(page, services_for(folder, self._this_computer), self.tasks)
        presenter.opened.connect(self.show_work)
        page.blank_form_asked.connect(partial(self._print_blank_form, folder))
        page.another_log_asked.connect(self._choose_log)
        page.help_asked.connect(self._open_help)
        self._log = folder
        self._say_fault = presenter.failed
        self.window.show_face(page)
        try:
            face = face_of(folder)
        except KnownProblem as problem:
            page.show_problem(problem)
            return
        self.window.set_demo(face.demo)
        self._tell_help_in(face.nation)
        ways_in = tuple((way_in.user, way_in.label) for way_in in face.ways_in)
        page.show_face(UnlockFace(face.school, ways_in, face.demo), state)

    def show_work(self, session: object) -> None:
        """The log is open: pages, bars, and the watch that locks it again."""
        from safeguard_app.app.workplace import Workplace
        from safeguard_app.services.session import Session

        assert isinstance(session, Session)
        folder = session.vault.folder
        self._tell_help_in(session.nation)
        if not session.is_demo:
            self._keep(replace(self.settings, last_log=str(folder)))
        self.workplace = Workplace(self, session)
        self.workplace.show()
        self.idle.set_minutes(self.settings.idle_minutes)
        self.idle.start()

    def lock(self, words: str = "", *, idle: bool = False) -> None:
        """Keep what is typed, close the log, and start again at the unlock page."""
        workplace = self.workplace
        if workplace is None:
            return
        self.window.curtain.draw("Locking")
        self.call.end()
        self.idle.stop()
        self.clipboard.clear_if_ours()
        workplace.lock(idle=idle, done=self._leave if self._quitting else partial(self._locked, words))

    def lock_by_hand(self) -> None:
        """Ctrl+L."""
        self.lock("locked by hand")

    def change_text_size(self, steps: int) -> None:
        """Larger or smaller text, between 100 and 200 %."""
        percent = min(200, max(100, self.settings.text_percent + 25 * steps))
        self.keep_settings(replace(self.settings, text_percent=percent))

    def quit(self) -> None:
        """Lock and leave."""
        if self.workplace is None:
            self._leave()
            return
        self._quitting = True
        self.clipboard.clear_if_ours()
        self.workplace.lock(idle=False, done=self._leave)

    def fault(self, failure: BaseException) -> None:
        """Anything unforeseen: the draft is safe, the log locks, and the report holds no content."""
        workplace = self.workplace
        if workplace is None:
            tell(failure, "no log was open")
            self._say_fault(ProgramFault())
            return
        tell(failure, "the log was locked")
        if workplace.is_locking:
            workplace.fault_on_the_way()
        else:
            self.lock("locked after a fault in the program; drafts were kept")

    def keep_settings(self, settings: Settings) -> None:
        """Remember and apply settings of this computer."""
        self._keep(settings)
        self.theme.choose(_THEMES[settings.theme])
        self.theme.set_text_scale(settings.text_percent / 100)
        self.idle.set_minutes(settings.idle_minutes)
        if self.workplace is not None:
            self.workplace.settings.show_settings(settings)
            self.workplace.incidents.page.coach.set_on(on=settings.writing_coach)

    def _connect(self) -> None:
        self.window.close_requested.connect(self.quit)
        self.window.command_requested.connect(self._command)
        self.reading_ahead.done.connect(self._make_today_page)
        self.call.changed.connect(self.window.commands.set_on_a_call)
        self.idle.idle.connect(self._idle_lock)
        self.idle.nearly_idle.connect(self._say_nearly_idle)
        self.idle.active_again.connect(self._say_active_again)
        self._session_events = listen(self.window, time.time)
        self._session_events.happened.connect(self._session_event)

    def _make_today_page(self) -> None:
        """All is read, and the passphrase is still being typed: what comes after it can be made, without its words."""
        if self.workplace is None:
            from safeguard_app.ui.today.today_page import TodayPage

            self._today_page = TodayPage()
            QTimer.singleShot(0, self, self._rehearse_work)

    def _rehearse_work(self) -> None:
        if self.workplace is None and self._today_page is not None:
            self.window.rehearse_work(self._today_page)

    def _command(self, key: str) -> None:
        """Commands that need no open log."""
        if key == "help":
            self.help.open_here()
        elif key == "about":
            self.help.open_page("about")
        elif key == "keys":
            from safeguard_app.ui.shell.keys_sheet import KeysSheet

            KeysSheet(self.window.commands.key_list()).open_over(self.window)

    def _session_event(self, _event: object) -> None:
        """The computer was locked, sleeps, or another user comes: lock."""
        self.lock("locked because the computer was locked or slept")

    def _idle_lock(self) -> None:
        minutes = self.settings.idle_minutes
        words = f"locked after {minutes} minute{'' if minutes == 1 else 's'} without use"
        self.lock(words, idle=True)

    def _say_nearly_idle(self, seconds: int) -> None:
        self.window.status_bar.set_locking(f"Locks in {seconds} seconds")

    def _say_active_again(self) -> None:
        self.window.status_bar.set_locking("")

    def _show_first(self, folder: Path | None, locked_words: str) -> None:
        """Where a log was named that is not there, that is said: nobody takes a new one for it."""
        if folder is None:
            self.show_welcome()
        elif _is_folder(folder):
            self.show_unlock(folder, locked_words)
        else:
            self._log = None
            self.show_welcome()
            self.window.messages.show_problem(LogMissing(folder), "The log is not there")

    def _locked(self, words: str) -> None:
        folder = self._log
        if self.workplace is not None:
            self.workplace.deleteLater()
        self.workplace = None
        arguments: list[str] = []
        if folder is not None:
            arguments += ["--log", str(folder)]
        if words:
            now = self.computer.clock.now().astimezone(self.computer.zone)
            arguments += ["--locked", f"Safeguarding log, {words} at {now:%H:%M}."]
        self.relauncher.start_again(arguments)

    def _this_computer(self) -> "Computer":
        return self.computer

    def _open_help(self) -> None:
        self.help.open_here()

    def _make_log(self, first_run: "FirstRun", wizard: "FirstRunWizard", answers: object) -> None:
        from safeguard_app.ui.first_run.answers import FirstRunAnswers

        assert isinstance(answers, FirstRunAnswers)
        wizard.set_working("Making the log. This takes a few seconds.")
        self.tasks.run(
            partial(first_run.make, answers),
            partial(self._log_made, wizard),
            wizard.show_problem,
            owner=wizard,
            lane=Lane.GENERAL,
        )

    def _log_made(self, wizard: "FirstRunWizard", made: object) -> None:
        from safeguard_app.vault.creation import MadeLog

        assert isinstance(made, MadeLog)
        wizard.forget_secrets()
        self._keep(replace(self.settings, last_log=str(made.folder)))
        self.show_unlock(made.folder, "The log is made. Unlock it with your passphrase.")

    def _print_recovery(self, wizard: "FirstRunWizard", sheet: object) -> None:
        from safeguard_app.app.forms import print_recovery_sheet
        from safeguard_app.ui.first_run.answers import RecoverySheet

        assert isinstance(sheet, RecoverySheet)
        print_recovery_sheet(self, wizard.school.name_line.text().strip(), wizard.school.nation, sheet)

    def _tell_help_in(self, nation: object) -> None:
        """The help in a nation's words: of the log that is chosen, or of the school that is making one."""
        assert isinstance(nation, Nation)
        self._help_nation = nation

    def _help_book(self) -> "HelpBook":
        """Made when the help is opened: before that neither the help nor the catalogue is read for it."""
        from safeguard_app.services import help_pages

        if self._help_nation is None:
            return help_pages.plain_book()
        return help_pages.nation_book(self.computer.catalogue, self._help_nation)

    def _print_blank_form(self, folder: Path) -> None:
        from safeguard_app.app.forms import print_blank_concern_form

        print_blank_concern_form(self, folder)

    def _choose_log(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self.window,
            "Open a log: choose the folder whose name ends in .safeguard",
            str(default_logs_folder()),
        )
        if chosen:
            self.show_unlock(Path(chosen))

    def _open_demo(self) -> None:
        """Make the demo school where the demo lives, and open it as the DSL. Never a real log."""
        from safeguard_app.app.demo_flow import open_demo

        self._demo = True
        self._say_fault = self.demo_failed
        open_demo(self)

    def demo_failed(self, problem: KnownProblem) -> None:
        """The demo school could not be made: back to the three cards, and why."""
        self._demo = False
        self.window.set_demo(demo=False)
        self.show_welcome()
        self.window.messages.show_problem(problem)

    def _keep(self, settings: Settings) -> None:
        self.settings = settings
        try:
            write_settings(self._settings_path, settings)
        except KnownProblem:
            self.window.status_bar.set_saved("Settings of this computer could not be kept", "due", "info")

    def _leave(self) -> None:
        self.workplace = None
        self.window.let_close()
        self.tasks.shut_down()
        self.application.quit()


def _is_folder(path: Path) -> bool:
    """Whether there is such a folder; one this account may not look at is not there for it."""
    try:
        return path.is_dir()
    except OSError:
        return False
