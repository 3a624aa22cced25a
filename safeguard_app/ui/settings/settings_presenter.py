"""The Settings page at work: the window's settings, the school's details, who opens the log."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain import typed_time
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.moments import Moment, describe
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.school import School
from safeguard_app.services import (
    keeping,
    machine_reading,
    opening,
    recovery_keys,
    school,
    school_policies,
    users,
)
from safeguard_app.services.coach import RuleLine, rule_lines
from safeguard_app.services.form_drafts import FormDraft, FormName
from safeguard_app.services.labels import today
from safeguard_app.services.recovery_keys import RecoveryState
from safeguard_app.services.school import ContactForm, SchoolTitles
from safeguard_app.services.school_policies import KindLine, PolicyLine
from safeguard_app.services.session import Changes, Session
from safeguard_app.services.users import RoleLine, UserLine
from safeguard_app.system.paths import warning_about
from safeguard_app.system.settings import Settings
from safeguard_app.ui.messages import Answer, Message, Messages
from safeguard_app.ui.settings.calendar_presenter import CalendarPresenter
from safeguard_app.ui.settings.contact_rules_presenter import ContactRulesPresenter
from safeguard_app.ui.settings.keeping_section import KeepingFacts
from safeguard_app.ui.settings.policy_presenter import PolicyPresenter
from safeguard_app.ui.settings.recovery_presenter import RecoveryPresenter
from safeguard_app.ui.settings.registers_presenter import RegisterSwitches
from safeguard_app.ui.settings.school_section import SchoolPanel
from safeguard_app.ui.settings.section_keeper import SectionKeeper
from safeguard_app.ui.settings.settings_page import IDLE_MINUTES, TEXT_SIZES, SettingsPage, WindowSettings
from safeguard_app.ui.settings.user_panels import AddUserPanel, PassphrasePanel
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.tasks import TaskRunner
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.theme.theme import ThemeChoice
from safeguard_app.ui.widgets.new_passphrase import Judgement

_LOOKS = {
    "system": ThemeChoice.SYSTEM,
    "light": ThemeChoice.LIGHT,
    "dark": ThemeChoice.DARK,
    "contrast": ThemeChoice.HIGH_CONTRAST,
}
"""Names of the settings file against those of the theme."""
_OLD_BACKUP_DAYS = 7
_CONCERNS = frozenset({RecordKind.SCHOOL, RecordKind.ROSTER, RecordKind.POLICY})


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page shows of the log."""

    school: School
    titles: SchoolTitles
    contacts: tuple[ContactForm, ...]
    users: tuple[UserLine, ...]
    roles: tuple[RoleLine, ...]
    may_change_users: bool
    whom_to_ask: str
    keeping: KeepingFacts
    recovery: RecoveryState
    policies: tuple[PolicyLine, ...]
    kinds: tuple[KindLine, ...]
    coach: tuple[RuleLine, ...]


class SettingsPresenter(QObject):
    """A page of the shell.

    Signals:
        settings_chosen(object): something of the window was set; carries the Settings to keep and apply.
        changed(object): something was written; carries Changes for the broadcast.
        said(str): a sentence for the status bar.
        backup_asked(): back up now.
        help_asked(str): open a page of the help; carries its name.
        recovery_print_asked(object): print the sheet of a new recovery key; carries the RecoveryKey.
        drafts_changed(): a draft of a form was begun, kept or ended.
    """

    settings_chosen = Signal(object)
    changed = Signal(object)
    said = Signal(str)
    backup_asked = Signal()
    help_asked = Signal(str)
    recovery_print_asked = Signal(object)
    drafts_changed = Signal()

    title = "Settings"
    own_act = False
    record_acts: frozenset[RecordAct] = frozenset()

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        """``settings`` are those of this computer as they are kept now."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._settings = settings
        self._read_last: _Read | None = None
        self._recovery_wanted = False
        self._resuming: FormDraft | None = None
        self.page = SettingsPage()
        self.school_keeper = SectionKeeper(session, tasks, messages, self.page.school_section, self)
        self.recovery = RecoveryPresenter(session, tasks, self.page.recovery_section, self)
        self.calendar = CalendarPresenter(session, tasks, messages, self.page.calendar_section, self)
        self.policy = PolicyPresenter(session, tasks, messages, self.page.policy_section, self)
        self.registers = RegisterSwitches(session, tasks, messages, self.page.registers_section, self)
        self.contact_rules = ContactRulesPresenter(
            session, tasks, messages, self.page.contact_rules_section, self
        )
        self.show_settings(settings)
        self._connect()

    @property
    def view(self) -> QWidget:
        """The widget to show."""
        return self.page

    def refresh(self, changes: Changes) -> None:
        """Read again what concerns this page."""
        if changes.kinds & _CONCERNS and self.page.isVisible():
            self._read()

    def shown(self) -> None:
        """The page came to the front."""
        self._read()
        page = self.page
        sections = (
            page.school_section,
            page.calendar_section,
            page.policy_section,
            page.contact_rules_section,
            page.users_section,
            page.recovery_section,
        )
        if all(section.panel is None for section in sections) and self._resuming is None:
            page.focus_first()

    def show_recovery_key(self) -> None:
        """Bring the recovery key into view once the page has read it."""
        self._recovery_wanted = True

    @property
    def _keepers(self) -> tuple[SectionKeeper, ...]:
        return self.school_keeper, self.calendar.keeper, self.policy.keeper, self.contact_rules.keeper

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed in the forms, then go on: before locking."""
        for keeper in self._keepers:
            then = partial(keeper.flush, then)
        then()

    def resume(self, draft: FormDraft) -> None:
        """Go on with a draft of one of the forms; the page is in view."""
        section: QWidget = self.page.school_section
        if draft.form_name is FormName.CALENDAR:
            self.calendar.resume(draft)
            return
        if draft.form_name is FormName.CONTACT_RULES:
            section = self.page.contact_rules_section
            self.contact_rules.resume(draft)
        else:
            section = section if draft.form_name is FormName.SCHOOL else self.page.policy_section
            self._resuming = draft
            self._read()
        QTimer.singleShot(0, self.page, partial(self.page.scroll_to, section))

    def begin_find(self) -> None:
        """No search field."""

    def do(self, _act: RecordAct) -> None:
        """No record is in view here."""

    def show_settings(self, settings: Settings) -> None:
        """Settings were changed elsewhere, such as by Ctrl and plus."""
        self._settings = settings
        self.page.show_settings(window_settings(settings))

    # ------------------------------------------------------------ the window

    def _set(self, chosen: object) -> None:
        assert isinstance(chosen, WindowSettings)
        self._settings = kept_settings(self._settings, chosen)
        self.settings_chosen.emit(self._settings)

    # ------------------------------------------------------------ reading

    def _read(self) -> None:
        self._tasks.run(partial(_read, self._session), self._show, self._problem, owner=self.page)
        self.contact_rules.read()
        self.calendar.read()
        self.registers.read()

    def _show(self, read: _Read) -> None:
        self._read_last = read
        page = self.page
        page.school_section.show_school(read.school, read.titles, read.contacts)
        page.users_section.show_users(read.users, may_change=read.may_change_users, reason=read.whom_to_ask)
        page.show_keeping(read.keeping)
        self.policy.show(read.policies, read.kinds)
        page.coach_section.show_rules(read.coach)
        self.recovery.show(read.recovery, read.keeping.seal_with)
        draft, self._resuming = self._resuming, None
        if draft is not None and draft.form_name is FormName.SCHOOL:
            self._open_school(draft)
        elif draft is not None:
            self.policy.resume(draft)
        if self._recovery_wanted:
            self._recovery_wanted = False
            page.recovery_section.focus_first()
            QTimer.singleShot(0, page, partial(page.scroll_to, page.recovery_section))

    def _show_calendar(self) -> None:
        QTimer.singleShot(0, self.page, partial(self.page.scroll_to, self.page.calendar_section))

    # ------------------------------------------------------------ the school

    def _change_school(self) -> None:
        self._open_school(None)

    def _open_school(self, draft: FormDraft | None) -> None:
        if self._read_last is not None:
            self.school_keeper.open(
                FormName.SCHOOL, partial(self._school_panel, self._read_last), draft=draft
            )

    def _school_panel(self, read: _Read) -> SchoolPanel:
        panel = SchoolPanel(read.school, read.titles, read.contacts, self._understand, self._say)
        panel.submitted.connect(partial(self._save_school, panel))
        return panel

    def _save_school(self, panel: SchoolPanel) -> None:
        panel.set_busy(True)
        self._tasks.run(
            partial(school.change, self._session, panel.school()),
            self._school_saved,
            panel.show_problem,
            owner=panel,
        )

    def _school_saved(self, changes: Changes) -> None:
        self.school_keeper.done()
        self._written(changes)

    # ------------------------------------------------------------ users

    def _add_user(self) -> None:
        read = self._read_last
        if read is None:
            return
        panel = AddUserPanel(read.roles, _judge, opening.suggested_passphrase, (read.school.name,))
        panel.submitted.connect(partial(self._save_user, panel))
        self.page.users_section.open_panel(panel)

    def _save_user(self, panel: AddUserPanel) -> None:
        if not panel.complete():
            return
        panel.set_busy(True)
        self._tasks.run(
            partial(users.add, self._session, panel.person(), panel.recovery_key),
            partial(self._user_saved, panel),
            panel.show_problem,
            owner=panel,
        )

    def _user_saved(self, panel: AddUserPanel | PassphrasePanel, changes: Changes) -> None:
        panel.clear_secrets()
        self.page.users_section.close_panel()
        self._written(changes)

    def _change_passphrase(self) -> None:
        read = self._read_last
        if read is None:
            return
        own = (read.school.name, self._session.user.name)
        panel = PassphrasePanel(_judge, opening.suggested_passphrase, own)
        panel.submitted.connect(partial(self._save_passphrase, panel))
        self.page.users_section.open_panel(panel)

    def _save_passphrase(self, panel: PassphrasePanel) -> None:
        if not panel.complete():
            return
        panel.set_busy(True)
        old, new = panel.old_line.text(), panel.passphrase.text()
        self._tasks.run(
            partial(users.change_my_passphrase, self._session, old, new),
            partial(self._user_saved, panel),
            panel.show_problem,
            owner=panel,
        )

    def _remove_user(self, line: object) -> None:
        assert isinstance(line, UserLine)
        message = Message(
            "Remove somebody",
            f"{line.name}, {line.label}, will not open this log any more.",
            "What they wrote stays, with their name. An old copy of the log still opens with their passphrase.",
            Meaning.DUE,
            (f"No longer reads: {line.reads}", "The parts they read get new keys"),
            (Answer("keep", "Keep them"), Answer("remove", "Remove them"), Answer("leave", "Cancel")),
        )
        self._messages.show(message, partial(self._remove_answered, line))

    def _remove_answered(self, line: UserLine, pressed: str) -> None:
        if pressed == "remove":
            self._tasks.run(
                partial(users.remove, self._session, line.id), self._written, self._problem, owner=self.page
            )

    # ------------------------------------------------------------ shared

    def _written(self, changes: Changes) -> None:
        self._read()
        if changes.kinds:
            self.changed.emit(changes)
        elif changes.said:
            self.said.emit(changes.said)

    def _understand(self, text: str) -> typed_time.Understanding:
        return typed_time.understand(text, self._session.now(), self._session.zone)

    def _say(self, moment: Moment) -> str:
        return describe(moment, self._session.zone)

    def _problem(self, problem: KnownProblem) -> None:
        self._messages.show_problem(problem)

    def _connect(self) -> None:
        page = self.page
        page.changed.connect(self._set)
        for keeper in self._keepers:
            keeper.drafts_changed.connect(self.drafts_changed)
            keeper.said.connect(self.said)
        page.school_section.change_asked.connect(self._change_school)
        page.users_section.add_asked.connect(self._add_user)
        page.users_section.passphrase_asked.connect(self._change_passphrase)
        page.users_section.remove_asked.connect(self._remove_user)
        page.backup_section.backup_asked.connect(self.backup_asked)
        page.recovery_section.help_asked.connect(self.help_asked)
        self.recovery.changed.connect(self._written)
        self.contact_rules.changed.connect(self._written)
        self.contact_rules.failed.connect(self._problem)
        self.calendar.changed.connect(self._written)
        self.calendar.brought_up.connect(self._show_calendar)
        self.policy.changed.connect(self._written)
        self.registers.changed.connect(self._written)
        self.recovery.print_asked.connect(self.recovery_print_asked)
        page.about_section.help_asked.connect(self.help_asked)
        page.coach_section.help_asked.connect(self.help_asked)


def window_settings(settings: Settings) -> WindowSettings:
    """What is kept on this computer, as the page shows it: the nearest size and time that it offers."""
    scale = settings.text_percent / 100
    return WindowSettings(
        _LOOKS[settings.theme],
        min(TEXT_SIZES, key=lambda size: abs(size - scale)),
        min(IDLE_MINUTES, key=lambda minutes: abs(minutes - settings.idle_minutes)),
        settings.writing_coach,
    )


def kept_settings(before: Settings, chosen: WindowSettings) -> Settings:
    """What was chosen, as it is kept on this computer."""
    names = {look: name for name, look in _LOOKS.items()}
    return replace(
        before,
        theme=names[chosen.look],
        text_percent=round(chosen.text_scale * 100),
        idle_minutes=chosen.idle_minutes,
        writing_coach=chosen.writing_coach,
    )


def _read(session: Session) -> _Read:
    words = session.words()
    return _Read(
        school=session.school,
        titles=school.titles(session),
        contacts=school.contact_forms(session),
        users=users.user_lines(session),
        roles=users.role_lines(session),
        may_change_users=users.may_change_users(session),
        whom_to_ask=f"Ask the {words.term('school_lead')} or the {words.term('head')} to add or remove somebody.",
        keeping=_keeping(session),
        recovery=recovery_keys.state(session),
        policies=school_policies.policies(session),
        kinds=school_policies.kinds(session),
        coach=rule_lines(session.catalogue, session.nation),
    )


def _keeping(session: Session) -> KeepingFacts:
    words = session.words()
    or_trust = " or the trust" if session.nation is Nation.ENGLAND else ""
    last = keeping.last_backup(session)
    if last is None:
        backup, meaning = "No backup yet.", Meaning.DUE
    else:
        day = last.astimezone(session.zone).date()
        age = (today(session) - day).days
        meaning = Meaning.DONE if age <= _OLD_BACKUP_DAYS else Meaning.DUE
        old = "" if age <= _OLD_BACKUP_DAYS else f" That is {age} days ago."
        backup = f"Backup opened and compared {day_words(day)}.{old}"
    folder = session.vault.folder
    return KeepingFacts(
        folder=str(folder),
        folder_warning=warning_about(folder) or "",
        backup=backup,
        backup_meaning=meaning,
        seal_with=f"the {words.term('chair')}{or_trust}",
        demo=session.is_demo,
        pictures=machine_reading.state_words(),
    )


def _judge(passphrase: str, own_words: tuple[str, ...]) -> Judgement:
    found = opening.passphrase_strength(passphrase, own_words)
    return Judgement(found.log2_guesses, found.advice)
