"""The part of Settings about rules on contact, at work."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from safeguard_app.domain import typed_time
from safeguard_app.domain.moments import Moment, describe
from safeguard_app.services import contact_rules
from safeguard_app.services.contact_rules import RulesView
from safeguard_app.services.form_drafts import FormDraft, FormName
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.settings.contact_rules_section import ContactRulesPanel, ContactRulesSection
from safeguard_app.ui.settings.section_keeper import SectionKeeper
from safeguard_app.ui.tasks import TaskRunner


class ContactRulesPresenter(QObject):
    """Signals:
    changed(object): the rules were changed; carries the Changes.
    failed(object): they could not be read; carries the KnownProblem.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        section: ContactRulesSection,
        parent: QObject,
    ) -> None:
        """``section`` is the part of the page."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._section = section
        self._view: RulesView | None = None
        self._resuming: FormDraft | None = None
        self.keeper = SectionKeeper(session, tasks, messages, section, self)
        section.change_asked.connect(self._change)

    def read(self) -> None:
        """Read what holds, and show it."""
        operation = partial(contact_rules.rules_view, self._session)
        self._tasks.run(operation, self._show, self.failed.emit, owner=self._section)

    def _show(self, view: RulesView) -> None:
        self._view = view
        self._section.show_rules(view)
        draft, self._resuming = self._resuming, None
        if draft is not None:
            self._open(draft)

    def resume(self, draft: FormDraft) -> None:
        """Go on with a draft, once the rules are read."""
        self._resuming = draft
        self.read()

    def _change(self) -> None:
        self._open(None)

    def _open(self, draft: FormDraft | None) -> None:
        if self._view is not None:
            self.keeper.open(FormName.CONTACT_RULES, partial(self._panel, self._view), draft=draft)

    def _panel(self, view: RulesView) -> ContactRulesPanel:
        panel = ContactRulesPanel(view, self._understand, self._say)
        panel.submitted.connect(partial(self._save, panel))
        return panel

    def _save(self, panel: ContactRulesPanel) -> None:
        panel.set_busy(True)
        operation = partial(contact_rules.change, self._session, panel.rules(), panel.reason.text())
        self._tasks.run(operation, self._saved, panel.show_problem, owner=panel)

    def _saved(self, changes: Changes) -> None:
        self.keeper.done()
        self.changed.emit(changes)

    def _understand(self, text: str) -> typed_time.Understanding:
        return typed_time.understand(text, self._session.now(), self._session.zone)

    def _say(self, moment: Moment) -> str:
        return describe(moment, self._session.zone)
