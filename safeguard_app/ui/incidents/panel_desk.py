"""The mechanism of the forms above a record: opened, kept with their words per record, saved on the vault's thread.

A feature opens a form of its own with :meth:`PanelDesk.begin`, and registers under its name how to open it again, so
that words left by a lock or a power cut come back: see :meth:`PanelDesk.opens_again`.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.entries import Whom
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.entry_drafts import ChangedSinceBegun, EntryDraft
from safeguard_app.services.form_drafts import Filled
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.incidents.coach_entries import coach_entry
from safeguard_app.ui.incidents.entry_keeper import EntryKeeper
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.record_view import RecordView
from safeguard_app.ui.tasks import TaskRunner

if TYPE_CHECKING:
    pass  # whose sections open forms here

Operation = Callable[[], object]
"""What is done on the vault's thread; returns Changes, or a new Reference and Changes where the record moved."""
Submit = Callable[[], Operation]
"""Reads the form on the window's thread. Raises RuleViolation for what is missing."""
Opener = Callable[[Any, str], Callable[[], None] | None]
"""How a form is opened again: given what is in view and what the form was about; None where that is gone."""


class InView(Protocol):
    """What a page shows: a record, or a person."""

    @property
    def reference(self) -> Reference:
        """What it is kept as."""


class PanelPage(Protocol):
    """A page above whose content forms open: that of a record, and that of a person."""

    @property
    def view(self) -> InView | None:
        """What is in view."""

    @property
    def panel(self) -> QWidget | None:
        """The form that is open."""

    def open_panel(self, panel: QWidget) -> None:
        """Put a form above what is in view."""

    def close_panel(self) -> None:
        """Take the form away."""

    def focus_acts(self) -> None:
        """Give the keyboard back to where forms are begun."""


class PanelDesk(QObject):
    """Opens forms on the record in view. What was typed and not saved comes back with its record.

    Signals:
        changed(object): something was saved; carries Changes.
        moved(object): the record was filed elsewhere; carries its new Reference.
        failed(object): what needs no form did not come about; carries the KnownProblem.
        open_changed(): a form was opened or closed.
    """

    changed = Signal(object)
    moved = Signal(object)
    failed = Signal(object)
    open_changed = Signal()

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        page: PanelPage,
        tools: FormTools,
        parent: QObject | None = None,
    ) -> None:
        """``tools`` give the forms their lists."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._page = page
        self._tools = tools
        self._kept: dict[tuple[Reference, str], tuple[EntryPanel, Submit]] = {}
        self._open: tuple[Reference, str] | None = None
        self._versions: dict[tuple[Reference, str], int] = {}
        self._left: dict[tuple[Reference, str], EntryDraft] = {}
        self._openers: dict[str, Opener] = {}
        self.keeper = EntryKeeper(session, tasks, self)
        self.keeper.found.connect(self._draft_found)
        self.keeper.not_kept.connect(self._not_kept)

    @property
    def panel(self) -> EntryPanel | None:
        """The form in view."""
        return self._kept[self._open][0] if self._open is not None else None

    def unsaved(self) -> bool:
        """Whether words are typed anywhere that were not saved."""
        return any(panel.has_words() for panel, _ in self._kept.values())

    def show_for(self, reference: Reference | None) -> None:
        """Another record is in view: its own form comes back, others wait with their words."""
        if self._open is not None and self._open[0] == reference:
            return
        self._set_aside()
        waiting = next((key for key in self._kept if key[0] == reference), None)
        if waiting is not None:
            self._show(waiting)
        elif reference is not None:
            self.keeper.look_for(reference)

    @property
    def session(self) -> Session:
        """The log, for operations on the vault's thread."""
        return self._session

    @property
    def in_view(self) -> Reference | None:
        """What the page shows, a record or a person."""
        view = self._page.view
        return view.reference if view is not None else None

    def run(
        self,
        operation: Operation,
        done: Callable[[Any], None],
        failed: Callable[[KnownProblem], None] | None = None,
    ) -> None:
        """Ask the log for what a form shows; without ``failed`` a problem is said in the form in view."""
        self._tasks.run(operation, done, failed or self._not_kept, owner=self)

    @property
    def tools(self) -> FormTools:
        """The lists that forms need."""
        return self._tools

    @property
    def view(self) -> RecordView | None:
        """The record in view; None where a person is."""
        view = self._page.view
        return view if isinstance(view, RecordView) else None

    def opens_again(self, name: str, opener: Opener) -> None:
        """Register how the form called ``name``, or ``name-about``, is opened with words left in it."""
        self._openers[name] = opener

    def submit(self) -> None:
        """Save the form in view."""
        panel = self.panel
        if panel is not None:
            panel.submit()

    def begin(
        self, name: str, make: Callable[[Reference], tuple[EntryPanel, Submit]], version: int = 0
    ) -> None:
        """Open the form called ``name`` on the record in view, or bring the one that is kept for it.

        ``version`` marks what the form changes, as it stands: words begun on another come back with a warning.
        """
        view = self._page.view
        if view is None:
            return
        key = (view.reference, name)
        in_view = key == self._open and self._page.panel is self._kept[key][0]
        if in_view and self._versions[key] == version:
            self._kept[key][0].focus_first()
            return
        self._set_aside()
        begun = self._begun_before(key, version)
        if key not in self._kept:
            panel, submit = make(view.reference)
            coach_entry(panel, self._tools, view)
            panel.mark_fresh()
            panel.submitted.connect(partial(self._submitted, key))
            panel.put_away.connect(self._put_away)
            self._kept[key] = (panel, submit)
            self._versions[key] = version
        self._show(key, version)
        left = self._left.pop(key, None)
        if left is not None:
            self._kept[key][0].put_back(left.filled)
            self.keeper.adopt(key, left)
        elif begun:
            self._kept[key][0].put_back(begun)
        if begun or (left is not None and left.version not in (0, version)):
            self._kept[key][0].show_problem(ChangedSinceBegun())

    def _begun_before(self, key: tuple[Reference, str], version: int) -> Filled | None:
        """The words of a form that is kept, and that changes what was changed meanwhile: it has to be made anew."""
        if key not in self._kept or self._versions[key] == version:
            return None
        panel = self._kept[key][0]
        filled = panel.filled() if panel.has_words() else None
        self._drop(key)
        return filled

    def act(self, operation: Operation, done: Callable[[object], Changes]) -> None:
        """Do something that needs no form; ``done`` takes its result on the window's thread and says what changed."""

        def finished(result: object) -> None:
            self.changed.emit(done(result))

        self._tasks.run(operation, finished, self.failed.emit, owner=self)

    def tell(self, whom: Whom) -> None:
        """Record that somebody was told: the form for it is that of every record."""
        raise NotImplementedError

    def _show(self, key: tuple[Reference, str], version: int = 0) -> None:
        self._open = key
        panel = self._kept[key][0]
        self._page.open_panel(panel)
        panel.focus_first()
        self.keeper.watch(key, panel, version)
        self.open_changed.emit()

    def _set_aside(self) -> None:
        """Take the form in view away; one with words is kept for when its record comes back."""
        if self._open is None:
            return
        key, self._open = self._open, None
        self.keeper.leave()
        if self._page.panel is self._kept[key][0]:
            self._page.close_panel()
        if not self._kept[key][0].has_words():
            self.keeper.end(key)
            self._drop(key)
        self.open_changed.emit()

    def _put_away(self) -> None:
        self._set_aside()
        self._page.focus_acts()

    def _drop(self, key: tuple[Reference, str]) -> None:
        panel, _ = self._kept.pop(key)
        panel.deleteLater()

    def _submitted(self, key: tuple[Reference, str]) -> None:
        panel, submit = self._kept[key]
        try:
            operation = submit()
        except RuleViolation as problem:
            panel.show_problem(problem)
            return
        panel.errors.clear()
        panel.set_busy(True)
        self._tasks.run(operation, partial(self._saved, key), partial(self._failed, key), owner=self)

    def _saved(self, key: tuple[Reference, str], result: object) -> None:
        if self._open == key:
            self._open = None
            if self._page.panel is self._kept[key][0]:
                self._page.close_panel()
            self._page.focus_acts()
            self.open_changed.emit()
        self.keeper.end(key)
        if key in self._kept:
            self._drop(key)
        if isinstance(result, tuple):
            moved, changes = result
            self.moved.emit(moved)
            self.changed.emit(changes)
            return
        assert isinstance(result, Changes)
        self.changed.emit(result)

    def _draft_found(self, draft: object) -> None:
        """Words left on this record by a power cut or a lock: their form opens with them."""
        assert isinstance(draft, EntryDraft)
        view = self._page.view
        key = (draft.about, draft.form)
        if view is None or view.reference != draft.about or key in self._kept:
            return
        self._left[key] = draft
        name, _, about = draft.form.partition("-")
        opener = self._openers.get(name)
        begin = opener(view, about) if opener is not None else None
        if begin is not None:
            begin()

    def _not_kept(self, problem: object) -> None:
        assert isinstance(problem, KnownProblem)
        panel = self.panel
        if panel is not None:
            panel.show_problem(problem)

    def _failed(self, key: tuple[Reference, str], problem: KnownProblem) -> None:
        if key in self._kept:
            self._kept[key][0].show_problem(problem)


def key_of(person: PersonRef) -> str:
    """One of the people of a record, by a name that stays."""
    return person.reference.id if person.reference is not None else person.name
