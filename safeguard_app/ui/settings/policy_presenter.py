"""The school's own policies in Settings at work: pasted, read, looked at clause by clause, kept, ended."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from safeguard_app.domain import typed_time
from safeguard_app.domain.moments import Moment, describe
from safeguard_app.services import school_policies
from safeguard_app.services.form_drafts import Filled, FormDraft, FormName
from safeguard_app.services.school_policies import KindLine, PolicyInput, PolicyLine
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.settings.policy_panels import PolicyClausesPanel, PolicyEndPanel, PolicyTextPanel
from safeguard_app.ui.settings.policy_section import PolicySection
from safeguard_app.ui.settings.section_keeper import SectionKeeper
from safeguard_app.ui.tasks import TaskRunner


class PolicyPresenter(QObject):
    """Behaviour of one section.

    Signals:
        changed(object): something was written; carries Changes.
    """

    changed = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        section: PolicySection,
        parent: QObject,
    ) -> None:
        """``section`` is part of the Settings page."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._section = section
        self._lines: tuple[PolicyLine, ...] = ()
        self._kinds: tuple[KindLine, ...] = ()
        self.keeper = SectionKeeper(session, tasks, messages, section, self)
        section.add_asked.connect(self.begin_adding)
        section.open_asked.connect(self.begin_correcting)
        section.end_asked.connect(self.begin_ending)

    def show(self, lines: tuple[PolicyLine, ...], kinds: tuple[KindLine, ...]) -> None:
        """Show what is kept."""
        self._lines, self._kinds = lines, kinds
        self._section.show_policies(lines)

    def begin_adding(self) -> None:
        """Ask for the words of a policy."""
        self._add(None)

    def begin_correcting(self, line: object) -> None:
        """Show the clauses of a policy, to be corrected."""
        assert isinstance(line, PolicyLine)
        self._change(line, None)

    def begin_ending(self, line: object) -> None:
        """Ask from when a policy holds no longer."""
        assert isinstance(line, PolicyLine)
        self._finish(line, None)

    def resume(self, draft: FormDraft) -> None:
        """Go on with a draft, once the policies are read."""
        line = next((one for one in self._lines if one.reference == draft.about), None)
        if draft.form_name is FormName.POLICY:
            self._add(draft)
        elif line is not None and draft.form_name is FormName.POLICY_CLAUSES:
            self._change(line, draft)
        elif line is not None:
            self._finish(line, draft)

    def _add(self, draft: FormDraft | None) -> None:
        now = next((line for line in self._lines if line.is_in_force), None)
        self.keeper.open(FormName.POLICY, partial(self._text_panel, now), draft=draft)

    def _change(self, line: PolicyLine, draft: FormDraft | None) -> None:
        make = partial(self._clauses_panel, line)
        self.keeper.open(FormName.POLICY_CLAUSES, make, line.reference, line.title, draft)

    def _finish(self, line: PolicyLine, draft: FormDraft | None) -> None:
        make = partial(self._end_panel, line)
        self.keeper.open(FormName.POLICY_END, make, line.reference, line.title, draft)

    def _text_panel(self, now: PolicyLine | None) -> PolicyTextPanel:
        panel = PolicyTextPanel(
            now.title if now is not None else "", self._understand, self._say, self._session.zone
        )
        panel.submitted.connect(partial(self._read, panel, now))
        return panel

    def _clauses_panel(self, line: PolicyLine) -> PolicyClausesPanel:
        policy = line.policy
        given = PolicyInput(policy.title, policy.short, policy.in_force_from, "")
        panel = PolicyClausesPanel(policy.title, policy.clauses, self._kinds, with_reason=True)
        panel.submitted.connect(partial(self._correct, panel, line, given))
        return panel

    def _end_panel(self, line: PolicyLine) -> PolicyEndPanel:
        panel = PolicyEndPanel(line.policy, self._understand, self._say, self._session.zone)
        panel.submitted.connect(partial(self._end, panel, line))
        return panel

    def _read(self, panel: PolicyTextPanel, now: PolicyLine | None) -> None:
        missing = {}
        if not panel.title_line.text().strip():
            missing["title"] = "Enter what the policy is called."
        if panel.begins.day() is None:
            missing["in_force_from"] = panel.begins.fault() or "Enter the day from which it holds."
        if missing:
            panel.show_errors(missing, "Something needs another look.")
            return
        panel.set_busy(True)
        given = PolicyInput(
            panel.title_line.text(),
            panel.short_line.text(),
            panel.begins.day(),
            panel.words_box.text(),
            replaces=now.reference if now is not None and panel.replaces_tick.isChecked() else None,
        )
        self._tasks.run(
            partial(school_policies.propose, self._session, given.text),
            partial(self._proposed, given, panel.filled()),
            panel.show_problem,
            owner=panel,
        )

    def _proposed(self, given: PolicyInput, words: Filled, clauses: object) -> None:
        assert isinstance(clauses, tuple)
        panel = PolicyClausesPanel(given.title, clauses, self._kinds, with_reason=False)
        panel.submitted.connect(partial(self._keep, panel, given))
        self.keeper.go_on_in(panel, words)

    def _keep(self, panel: PolicyClausesPanel, given: PolicyInput) -> None:
        panel.set_busy(True)
        whole = replace(given, clauses=panel.clauses())
        self._tasks.run(
            partial(school_policies.add, self._session, whole), self._kept, panel.show_problem, owner=panel
        )

    def _correct(self, panel: PolicyClausesPanel, line: PolicyLine, given: PolicyInput) -> None:
        panel.set_busy(True)
        whole = replace(given, clauses=panel.clauses())
        work = partial(
            school_policies.change,
            self._session,
            line.reference,
            whole,
            panel.reason_box.text(),
            replacing=line.version,
        )
        self._tasks.run(work, self._kept, panel.show_problem, owner=panel)

    def _end(self, panel: PolicyEndPanel, line: PolicyLine) -> None:
        panel.set_busy(True)
        why = panel.reason_box.text()
        if panel.error_tick.isChecked():
            work = partial(school_policies.take_back, self._session, line.reference, why)
        else:
            work = partial(school_policies.end, self._session, line.reference, panel.day(), why)
        self._tasks.run(work, self._kept, panel.show_problem, owner=panel)

    def _kept(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.keeper.done()
        self.changed.emit(changes)

    def _understand(self, text: str) -> typed_time.Understanding:
        return typed_time.understand(text, self._session.now(), self._session.zone)

    def _say(self, moment: Moment) -> str:
        return describe(moment, self._session.zone)
