"""The form of a person at work: somebody new, or a correction; drafts of both; keeping what was entered."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.people import PersonKind, PersonRef
from safeguard_app.services import people
from safeguard_app.services.form_drafts import FormDraft, FormName, new_draft
from safeguard_app.services.register_choices import RegisterChoices
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.fact_rows import TellingRuleRow
from safeguard_app.ui.people.form_keeper import FormKeeper
from safeguard_app.ui.people.leaving import KEPT_SAID, leave_form
from safeguard_app.ui.people.people_page import PeoplePage
from safeguard_app.ui.people.person_form_page import PersonFormPage
from safeguard_app.ui.people.person_rows import FamilyRow
from safeguard_app.ui.people.person_view import (
    Correcting,
    PersonView,
    person_of_draft,
    version_of,
)
from safeguard_app.ui.people.register_tools import RegisterTools, SchoolTime
from safeguard_app.ui.tasks import TaskRunner

_STALE = "stale_version"
NEWER = "Somebody corrected this person while you were writing. Your words are still here: look, then keep them again."


class PersonForms(QObject):
    """One form at a time, in front of the page of people.

    Signals:
        acts_changed(): another form, or none, is in view.
        left(): the form was closed, and nothing was entered.
        written(object): it was entered; carries Changes.
        added(object): somebody new is on the register; carries their Reference. Comes before ``written``.
        said(str): a sentence for the status bar.
    """

    acts_changed = Signal()
    left = Signal()
    written = Signal(object)
    added = Signal(object)
    said = Signal(str)

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, page: PeoplePage, parent: QObject
    ) -> None:
        """There is no form before :meth:`build`; what is asked for until then waits."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._page = page
        self.keeper = FormKeeper(session, tasks, messages, self)
        self.keeper.found.connect(self._draft_found)
        self.form: PersonFormPage | None = None
        self._choices: RegisterChoices | None = None
        self._correcting: Correcting | None = None
        self._when_ready: Callable[[], None] | None = None

    def build(self, choices: RegisterChoices) -> None:
        """The lists are read: the form is made when somebody first opens it, at once where that waits for it."""
        self._choices = choices
        if self._when_ready is not None:
            ready, self._when_ready = self._when_ready, None
            ready()

    def _make(self, choices: RegisterChoices) -> None:
        self.form = PersonFormPage(RegisterTools(choices, SchoolTime(self._session)))
        self.form.save_requested.connect(self.save)
        self.form.cancel_requested.connect(self._leave_asked)
        self.form.relative_searched.connect(self._relative_searched)
        self.form.draft_notice.fresh_requested.connect(
            partial(self._begin_adding, "", PersonKind.PUPIL, look=False)
        )
        self._page.set_form_page(self.form)

    def when_ready(self, act: Callable[[], None]) -> bool:
        """Whether the form is there; if its lists are not read yet, ``act`` is done once they are."""
        if self.form is None and self._choices is not None:
            self._make(self._choices)
        if self.form is None:
            self._when_ready = act
        return self.form is not None

    def begin_adding(self, name: str, kind: PersonKind) -> None:
        """Open the form for somebody new."""
        if self.when_ready(partial(self.begin_adding, name, kind)):
            self._begin_adding(name, kind, look=not name)

    def begin_correction(self, view: PersonView) -> None:
        """Open the form for somebody who is on the register."""
        if not self.when_ready(partial(self.begin_correction, view)):
            return
        assert self.form is not None
        self._show_correction(view)
        draft = new_draft(FormName.PERSON, view.reference, view.page.version, view.page.name)
        self.keeper.begin(self.form, draft, look=True)
        self._page.show_form()
        self.form.reason.setFocus()
        self.acts_changed.emit()

    def resume(self, draft: FormDraft) -> None:
        """Go on with a draft, unless it is the one in view."""
        if self._page.shows_form and self.keeper.draft is not None and self.keeper.draft.id == draft.id:
            return
        self._bring_back(draft, found=False)

    def save(self) -> None:
        """Enter what stands in the form."""
        form = self.form
        if form is None or not self._page.shows_form or not form.save_button.isEnabled():
            return
        if faults := form.faults():
            form.show_errors(faults)
            return
        form.set_busy(True)
        person = form.person()
        if self._correcting is None:
            record = self.keeper.draft.id if self.keeper.draft is not None else None
            self._run(partial(people.add, self._session, person, record), self._added, self._not_saved)
            return
        operation = partial(
            people.correct,
            self._session,
            self._correcting.reference,
            person,
            form.reason.text(),
            replacing=self._correcting.version,
        )
        self._run(operation, self._written, self._not_saved)

    def close(self) -> None:
        """The page turns to something else: what was typed is kept as a draft."""
        self.keeper.leave()
        self._close_form()

    def _begin_adding(self, name: str, kind: PersonKind, *, look: bool) -> None:
        assert self.form is not None
        self.keeper.leave()
        self._correcting = None
        self.form.show_new(kind, name)
        self.keeper.begin(self.form, new_draft(FormName.PERSON), look=look)
        self._page.show_form()
        self.form.name.setFocus()
        self.acts_changed.emit()

    def _run(
        self,
        operation: Callable[[], object],
        done: Callable[[object], None],
        failed: Callable[[KnownProblem], None] | None = None,
    ) -> None:
        self._tasks.run(operation, done, failed or self._messages.show_problem, owner=self._page)

    def _show_correction(self, view: PersonView) -> None:
        assert self.form is not None
        self.keeper.leave()
        self._correcting = Correcting(view.reference, view.page.version)
        relatives: dict[RecordId, PersonRef] = {
            line.person.id: PersonRef(line.person, line.name)
            for line in view.page.family
            if line.person is not None
        }
        self.form.show_person(view.page.person, view.page.name, relatives)

    def _draft_found(self, draft: object) -> None:
        """Words were left in the form that was just opened, and nothing was typed in it since."""
        assert isinstance(draft, FormDraft)
        self._bring_back(draft, found=True)

    def _bring_back(self, draft: FormDraft, *, found: bool) -> None:
        operation = partial(person_of_draft, self._session, draft)
        self._run(operation, partial(self._show_draft, draft, found))

    def _show_draft(self, draft: FormDraft, found: bool, view: object) -> None:
        assert self.form is not None
        if found and (not self._page.shows_form or self.form.begun):
            return
        if isinstance(view, PersonView):
            self._show_correction(view)
            self._correcting = Correcting(view.reference, draft.version)
        else:
            self.keeper.leave()
            self._correcting = None
            self.form.show_new(PersonKind.OTHER)
        self.keeper.go_on(self.form, draft)
        self._page.show_form()
        self.acts_changed.emit()

    def _leave_asked(self) -> None:
        if (form := self.form) is not None:
            leave_form(self._messages, begun=form.begun, leave=self._leave_form, keep=self._leave_draft)

    def _leave_form(self) -> None:
        """Leave without keeping anything."""
        self.keeper.end()
        self._close_form()

    def _leave_draft(self) -> None:
        self.close()
        self.said.emit(KEPT_SAID)

    def _close_form(self) -> None:
        if self._page.shows_form:
            self._page.show_work()
            self.left.emit()

    def _added(self, result: object) -> None:
        assert isinstance(result, tuple)
        reference, changes = result
        assert isinstance(reference, Reference)
        self.added.emit(reference)
        self._written(changes)

    def _written(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        assert self.form is not None
        self.keeper.end()
        self.form.set_busy(False)
        self._page.show_work()
        self.written.emit(changes)

    def _not_saved(self, problem: KnownProblem) -> None:
        """Nothing typed is lost: the form stays as it is."""
        assert self.form is not None
        self.form.set_busy(False)
        if isinstance(problem, RuleViolation):
            self.form.show_errors(problem.fields, problem.sentence)
        elif problem.code == _STALE and self._correcting is not None:
            self.form.show_errors({"reason": NEWER})
            self._run(partial(version_of, self._session, self._correcting.reference), self._newer_read)
        else:
            self._messages.show_problem(problem, "Nothing was kept")

    def _newer_read(self, version: object) -> None:
        assert isinstance(version, int)
        if self._correcting is not None:
            self._correcting = Correcting(self._correcting.reference, version)

    def _relative_searched(self, row: object, words: str) -> None:
        assert isinstance(row, FamilyRow | TellingRuleRow)
        self._run(partial(people.suggest, self._session, words), partial(_offer, row, words))


def _offer(row: FamilyRow | TellingRuleRow, words: str, found: object) -> None:
    assert isinstance(found, list)
    if isValid(row):
        row.offer(found, words)
