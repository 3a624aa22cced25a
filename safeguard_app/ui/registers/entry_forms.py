"""The forms of the registers at work: entering, correcting, changing, adding a step."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.logbooks import EntryStepKind
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import logbook_detail, logbooks, people
from safeguard_app.services.form_drafts import FormDraft, FormName, new_draft
from safeguard_app.services.logbook_facts import book_of, stored_entry
from safeguard_app.services.logbook_views import EntryDetail, EntryForm, StepForm
from safeguard_app.services.session import Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.register_forms import RegisterForms
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.registers.entry_fields import offer_people
from safeguard_app.ui.registers.entry_form_page import EntryFormPage, Mode
from safeguard_app.ui.registers.entry_step_page import EntryStepPage
from safeguard_app.ui.tasks import TaskRunner

_STALE = "stale_version"
NEWER = (
    "Somebody changed this entry while you were writing. Your words are still here: look, then keep again."
)
_NAMES = {
    Mode.NEW: FormName.LOGBOOK_ENTRY,
    Mode.CORRECT: FormName.LOGBOOK_ENTRY,
    Mode.CHANGE: FormName.LOGBOOK_CHANGE,
}


@dataclass(frozen=True, slots=True)
class _About:
    """Which entry is being corrected or changed, and from which version."""

    reference: Reference
    version: int


class EntryForms(RegisterForms):
    """Drives the two form pages of the school's registers."""

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        tools: RegisterTools,
        parent: QObject | None = None,
    ) -> None:
        """Build both pages."""
        super().__init__(session, tasks, messages, parent)
        self._tools = tools
        self.form = EntryFormPage(tools)
        self.step = EntryStepPage(tools)
        self._about: _About | None = None
        self._new: FormDraft | None = None
        self._logbook = ""
        self._connect()

    def begin_new(
        self,
        logbook: str,
        case: Reference | None = None,
        about: PersonRef | None = None,
        *,
        look: bool = True,
    ) -> None:
        """A new entry, perhaps about an incident, or about somebody."""
        operation = partial(logbook_detail.new_form, self._session, logbook, case, about)
        self._run(operation, partial(self._show_new, look and case is None and about is None))

    def begin_correction(self, detail: EntryDetail) -> None:
        """Correct what an entry says."""
        self._begin(detail, Mode.CORRECT)

    def begin_change(self, detail: EntryDetail) -> None:
        """Enter what holds from a day on."""
        self._begin(detail, Mode.CHANGE)

    def begin_step(self, detail: EntryDetail, kind: EntryStepKind | None = None) -> None:
        """Add a step to an entry."""
        operation = partial(logbook_detail.step_form, self._session, detail.reference)
        self._run(operation, partial(self._show_step, kind))

    def save(self) -> None:
        """Keep what the form in view holds."""
        if self._open is self.form:
            self._save_entry()
        elif self._open is self.step:
            self._save_step()

    def _connect(self) -> None:
        for page in (self.form, self.step):
            page.save_requested.connect(self.save)
            page.cancel_requested.connect(self._leave_asked)
            page.people_searched.connect(self._look_up)
            page.draft_notice.fresh_requested.connect(self._begin_fresh)

    def _opening(self, draft: FormDraft) -> Callable[[], object]:
        return partial(_opening_of, self._session, draft)

    def _begin_fresh(self) -> None:
        self.begin_new(self._logbook, look=False)

    def _show_new(self, look: bool, form: object) -> None:
        assert isinstance(form, EntryForm)
        self.keeper.leave()
        draft = new_draft(FormName.LOGBOOK_ENTRY, of=form.logbook)
        self._open_new(form, draft)
        self.form.begin_with(self._tools.choices.myself)
        self.keeper.begin(self.form, draft, look=look)
        self._bring(self.form)
        self.form.first_field().setFocus()

    def _open_new(self, form: EntryForm, draft: FormDraft) -> None:
        """A new entry has the id of its draft: one that is filed never comes back as a draft."""
        self._about, self._new, self._logbook = None, draft, form.logbook
        self.form.show_form(form, Mode.NEW)
        self._read_capacities()

    def _read_capacities(self) -> None:
        """The offices that decide; asked again when the entry is kept, as whoever asks may be the head."""
        if self.form.decides_by_office():
            operation = partial(_capacities_of, self._session, self._logbook, None)
            self._run(operation, self._capacities_read)

    def _capacities_read(self, found: object) -> None:
        assert isinstance(found, tuple)
        fresh = not self.form.begun
        self.form.set_capacities(found)
        if fresh:
            self.form.mark_fresh()

    def _begin(self, detail: EntryDetail, mode: Mode) -> None:
        operation = partial(logbook_detail.form_of, self._session, detail.reference)
        self._run(operation, partial(self._show_about, detail, mode))

    def _show_about(self, detail: EntryDetail, mode: Mode, found: object) -> None:
        assert isinstance(found, tuple)
        form, version = found
        self.keeper.leave()
        self._about, self._new, self._logbook = _About(detail.reference, version), None, form.logbook
        self.form.show_form(form, mode, detail.title)
        draft = new_draft(_NAMES[mode], detail.reference, version, detail.title, of=form.logbook)
        self.keeper.begin(self.form, draft, look=True)
        self._bring(self.form)
        self.form.first_field().setFocus()

    def _show_step(self, kind: EntryStepKind | None, form: object) -> None:
        assert isinstance(form, StepForm)
        self.keeper.leave()
        self.step.show_form(form, kind)
        draft = new_draft(FormName.LOGBOOK_STEP, form.reference, form.version, form.title)
        self.keeper.begin(self.step, draft, look=True)
        self._bring(self.step)
        assert self.step.part is not None
        (self.step.part.kind if kind is None else self.step.part.on).setFocus()

    def _show_draft(self, draft: FormDraft, opening: object, *, found: bool = False) -> None:
        if found and self._typed_since():
            return
        self.keeper.leave()
        page: EntryFormPage | EntryStepPage = self.form
        if isinstance(opening, StepForm):
            page = self.step
            self.step.show_form(opening)
            self.step.set_version(draft.version)
        else:
            assert isinstance(opening, EntryForm)
            self._open_draft(draft, opening)
        self.keeper.go_on(page, draft)
        self._bring(page)

    def _open_draft(self, draft: FormDraft, form: EntryForm) -> None:
        if draft.about is None:
            self._open_new(form, draft)
            return
        mode = Mode.CHANGE if draft.form_name is FormName.LOGBOOK_CHANGE else Mode.CORRECT
        self._about, self._new, self._logbook = _About(draft.about, draft.version), None, form.logbook
        self.form.show_form(form, mode, draft.name)

    def _look_up(self, asker: object, kinds: object, words: str) -> None:
        assert isinstance(kinds, frozenset)
        self._run(partial(people.suggest, self._session, words, kinds), partial(_offer, asker, words))

    def _save_entry(self) -> None:
        form = self.form
        if not form.save_button.isEnabled():
            return
        if faults := form.faults():
            form.show_errors(faults)
            return
        form.set_busy(True)
        assert form.entry is not None
        answers = form.entry.answers()
        if self._about is None:
            decided = form.decided.step() if form.decided is not None else None
            record = self._new.id if self._new is not None else None
            enter = partial(logbooks.enter, self._session, self._logbook, answers, decided, record=record)
            self._run(enter, self._was_entered, partial(self._not_kept, form))
            return
        keep: Callable[[], object]
        where, why, version = self._about.reference, form.reason.text(), self._about.version
        if form.mode is Mode.CHANGE:
            since = form.since.day()
            keep = partial(logbooks.change, self._session, where, answers, since, why, version=version)
        else:
            keep = partial(logbooks.correct, self._session, where, answers, why, version=version)
        self._run(keep, partial(self._was_kept, where), partial(self._not_kept, form))

    def _save_step(self) -> None:
        page = self.step
        if page.form is None or not page.save_button.isEnabled():
            return
        if faults := page.faults():
            page.show_errors(faults)
            return
        page.set_busy(True)
        where = page.form.reference
        operation = partial(logbooks.add_step, self._session, where, page.step(), version=page.form.version)
        self._run(operation, partial(self._was_kept, where), partial(self._not_kept, page))

    def _not_kept(self, page: EntryFormPage | EntryStepPage, problem: KnownProblem) -> None:
        """Nothing typed is lost."""
        page.set_busy(False)
        if isinstance(problem, RuleViolation):
            page.show_errors(problem.fields, problem.sentence)
            self._offer_offices(problem)
        elif problem.code == _STALE:
            page.show_errors({"reason" if page is self.form else "kind": NEWER})
            self._take_newer(page)
        else:
            self._messages.show_problem(problem, "Nothing was kept")

    def _offer_offices(self, problem: RuleViolation) -> None:
        """Where the wrong office was to decide, offer those that may decide for whoever asks here."""
        if "decision_by" in problem.fields and self.form.entry is not None:
            people_named = next((self.form.entry.people(name) for name in ("who", "owner")), ())
            subject = people_named[0] if people_named else None
            operation = partial(_capacities_of, self._session, self._logbook, subject)
            self._run(operation, self._capacities_read)

    def _take_newer(self, page: EntryFormPage | EntryStepPage) -> None:
        """The next try is against the version there is now."""
        where = self._about.reference if page is self.form and self._about is not None else None
        if isinstance(page, EntryStepPage) and page.form is not None:
            where = page.form.reference
        if where is not None:
            self._run(partial(_version_of, self._session, where), partial(self._newer, page))

    def _newer(self, page: EntryFormPage | EntryStepPage, version: object) -> None:
        assert isinstance(version, int)
        if isinstance(page, EntryStepPage):
            page.set_version(version)
        elif self._about is not None:
            self._about = _About(self._about.reference, version)


def _opening_of(session: Session, draft: FormDraft) -> EntryForm | StepForm:
    if draft.form_name is FormName.LOGBOOK_STEP:
        assert draft.about is not None
        return logbook_detail.step_form(session, draft.about)
    if draft.about is not None:
        return logbook_detail.form_of(session, draft.about)[0]
    return logbook_detail.new_form(session, draft.of)


def _version_of(session: Session, reference: Reference) -> int:
    return stored_entry(session, reference).number


def _capacities_of(session: Session, logbook: str, subject: PersonRef | None) -> object:
    return logbooks.capacities_offered(session, book_of(session, logbook), subject)


def _offer(asker: object, words: str, found: object) -> None:
    assert isinstance(found, list)
    if isinstance(asker, QWidget) and isValid(asker):
        offer_people(asker, found, words)
