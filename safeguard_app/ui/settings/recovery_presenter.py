"""The recovery key in Settings at work: a new one is made, shown, printed, typed back and only then counts."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from safeguard_app.services import opening, recovery_keys
from safeguard_app.services.recovery_keys import RecoveryState
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.settings.recovery_panels import NewRecoveryKeyPanel, TakeOverPanel
from safeguard_app.ui.settings.recovery_section import RecoverySection
from safeguard_app.ui.tasks import TaskRunner


class RecoveryPresenter(QObject):
    """Behaviour of one section.

    Signals:
        changed(object): something was written; carries Changes.
        print_asked(object): print the sheet of a key that does not count yet; carries the RecoveryKey.
    """

    changed = Signal(object)
    print_asked = Signal(object)

    def __init__(
        self, session: Session, tasks: TaskRunner, section: RecoverySection, parent: QObject | None = None
    ) -> None:
        """``section`` is part of the Settings page."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._section = section
        self._state: RecoveryState | None = None
        self._seal_with = ""
        section.replace_asked.connect(self.begin_replacing)
        section.take_over_asked.connect(self.begin_taking_over)

    def show(self, state: RecoveryState, seal_with: str) -> None:
        """Show how it stands."""
        self._state, self._seal_with = state, seal_with
        self._section.show_state(state, seal_with)

    def begin_replacing(self) -> None:
        """A fresh key, shown once."""
        if self._state is None:
            return
        panel = NewRecoveryKeyPanel(opening.new_recovery_key(), self._seal_with, self._state.out_of_reach)
        panel.print_asked.connect(self.print_asked)
        panel.submitted.connect(partial(self._replace, panel))
        self._section.open_panel(panel)

    def begin_taking_over(self) -> None:
        """The form for one's passphrase."""
        if self._state is None:
            return
        panel = TakeOverPanel()
        panel.submitted.connect(partial(self._take_over, panel))
        self._section.open_panel(panel)

    def _replace(self, panel: NewRecoveryKeyPanel) -> None:
        if not panel.complete():
            return
        panel.set_busy(True)
        work = partial(
            recovery_keys.replace,
            self._session,
            panel.key,
            panel.passphrase_line.text(),
            panel.former_line.text(),
        )
        self._tasks.run(work, partial(self._done, panel), panel.show_problem, owner=panel)

    def _take_over(self, panel: TakeOverPanel) -> None:
        if not panel.complete():
            return
        panel.set_busy(True)
        work = partial(recovery_keys.take_over, self._session, panel.passphrase_line.text())
        self._tasks.run(work, partial(self._done, panel), panel.show_problem, owner=panel)

    def _done(self, panel: NewRecoveryKeyPanel | TakeOverPanel, changes: object) -> None:
        assert isinstance(changes, Changes)
        panel.clear_secrets()
        self._section.close_panel()
        self.changed.emit(changes)
