"""The form that records a step of a referral, with its words kept: put away, at a lock, and after a power cut."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.referral_steps import StepTaken
from safeguard_app.services import entries
from safeguard_app.services.entry_drafts import EntryDraft
from safeguard_app.services.form_drafts import Filled
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.referral_contact import ALLEGATIONS
from safeguard_app.services.referral_life import step_choices
from safeguard_app.services.referral_views import ReferralView
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.incidents.entry_keeper import EntryKeeper, Key
from safeguard_app.ui.incidents.step_panel import StepPanel
from safeguard_app.ui.incidents.time_field import Describe, Reader, TimeField
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.referrals.workspace_page import WorkspacePage
from safeguard_app.ui.tasks import TaskRunner


class ContactNotes(QObject):
    """One form at a time, above the referral in view.

    Signals:
        saved(object): a step was recorded; carries Changes.
        drafts_changed(): a draft was begun or ended.
    """

    saved = Signal(object)
    drafts_changed = Signal()

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        workspace: WorkspacePage,
        times: tuple[Reader, Describe],
        parent: QObject | None = None,
    ) -> None:
        """``times`` read typed times and say them."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._workspace = workspace
        self._times = times
        self._view: ReferralView | None = None
        self._words: dict[Key, Filled] = {}
        self.keeper = EntryKeeper(session, tasks, self)
        self.keeper.found.connect(self._found)
        self.keeper.not_kept.connect(self._not_kept)
        self.keeper.drafts_changed.connect(self.drafts_changed)

    def show_for(self, view: ReferralView) -> None:
        """A referral came into view: were words left on it?"""
        if self._view is None or self._view.record != view.record:
            self._view = view
            self.keeper.look_for(view.incident)
        self._view = view

    def begin(self) -> None:
        """Open the form, with the words it was put away with."""
        if self._view is None:
            return
        if (panel := self._workspace.contact_panel) is not None:
            panel.focus_first()
            return
        panel = self._panel(self._view)
        panel.submitted.connect(partial(self._save, panel))
        panel.put_away.connect(self.put_away)
        key = _key_of(self._view)
        self._workspace.open_contact(panel)
        self.keeper.watch(key, panel)
        if key in self._words:
            panel.put_back(self._words[key])

    def put_away(self) -> None:
        """Take the form away; its words stay for when it is opened again."""
        panel = self._workspace.contact_panel
        if self._view is None or panel is None:
            return
        key = _key_of(self._view)
        if panel.filled() == self.keeper.fresh(key):
            self._words.pop(key, None)
            self.keeper.end(key)
        else:
            self._words[key] = panel.filled()
            self.keeper.leave()
        self._workspace.close_contact()

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed, then go on: before locking."""
        self.keeper.flush(then, self._messages.show_problem)

    def _panel(self, view: ReferralView) -> StepPanel:
        reader, describe = self._times
        at = TimeField("When", reader, describe, placeholder="today 1635")
        at.set_typed(Typed("now", reader("now").moment))
        life = view.life
        steps = step_choices(life.agency if life is not None else ALLEGATIONS, life)
        proposed = life.proposed if life is not None else StepTaken.PHONED
        level = life.next_level if life is not None else 1
        return StepPanel("Record a step of this referral", at, steps, proposed, level=level)

    def _save(self, panel: StepPanel) -> None:
        if self._view is None:
            return
        panel.set_busy(True)
        life = self._view.life
        agency = life.agency if life is not None else ALLEGATIONS
        step = panel.step(self._view.record.id, agency, life.about if life is not None else "")
        self._tasks.run(
            partial(entries.add_step, self._session, self._view.incident, step),
            partial(self._saved, _key_of(self._view)),
            panel.show_problem,
            owner=panel,
        )

    def _saved(self, key: Key, changes: object) -> None:
        assert isinstance(changes, Changes)
        self._words.pop(key, None)
        self.keeper.end(key)
        self._workspace.close_contact()
        self.saved.emit(changes)

    def _found(self, draft: object) -> None:
        """Words left on this referral by a power cut or a lock: the form opens with them."""
        assert isinstance(draft, EntryDraft)
        key = (draft.about, draft.form)
        if self._view is None or key != _key_of(self._view) or self._workspace.contact_panel is not None:
            return
        self._words[key] = draft.filled
        self.begin()
        self.keeper.adopt(key, draft)

    def _not_kept(self, problem: object) -> None:
        assert isinstance(problem, KnownProblem)
        if (panel := self._workspace.contact_panel) is not None:
            panel.show_problem(problem)


def _key_of(view: ReferralView) -> Key:
    return (view.incident, f"contact-{view.record.id}")
