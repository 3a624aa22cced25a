"""The contact check at work: question, verdict, keeping it. Until a verdict is kept, nothing of it is on any record.

A question being typed is a draft, sealed to its author; it goes with the check.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from safeguard_app.domain.contact_check import ContactQuestion
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonKind
from safeguard_app.services import contact_check_keeping, contact_checks, incidents, people
from safeguard_app.services.contact_check_keeping import KeepPlace
from safeguard_app.services.contact_check_views import KeptView, VerdictView
from safeguard_app.services.form_drafts import FormDraft, FormName, new_draft
from safeguard_app.services.incident_form import IncidentForm
from safeguard_app.services.register_choices import RegisterChoices, register_choices
from safeguard_app.services.session import Changes, Session
from safeguard_app.services.subject_of_concern import KeptApart, only_apart_words, subjects_of_check
from safeguard_app.ui.contact_check.check_start import CheckStart
from safeguard_app.ui.contact_check.keep_page import ClosingPage, KeepPage
from safeguard_app.ui.contact_check.question_page import QuestionPage
from safeguard_app.ui.contact_check.verdict_page import VerdictPage
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.form_keeper import FormKeeper
from safeguard_app.ui.people.register_tools import RegisterTools, SchoolTime
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.tasks import TaskRunner, Urgency

_KINDS = {
    "adult": frozenset({PersonKind.STAFF}),
    "pupil": frozenset({PersonKind.PUPIL, PersonKind.FORMER_PUPIL, PersonKind.PARENT_CARER}),
}


@dataclass(frozen=True, slots=True)
class _Given:
    """What came of a question: the verdict in words, and those kept before with the incident it began from."""

    view: VerdictView
    earlier: tuple[KeptView, ...]
    not_there: bool = False
    """The adult can read the record that it began from: it is not kept there."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a verdict may be kept, and why other records are not among them."""

    places: tuple[KeepPlace, ...]
    only_apart: str


class ContactCheckPresenter(QObject):
    """Drives the pages of a check. Everything of the log runs on the vault's thread.

    Signals:
        left(): the check is over, or was left; nothing of it is on screen any more.
        incident_form_requested(object): open the incident form with this IncidentForm (it may carry the verdict).
        record_opened(object): open an incident; carries its Reference.
        decision_requested(object): open an incident to record a decision; carries its Reference.
        changed(object): a verdict was kept; carries Changes.
        said(str): a sentence for the status bar.
        acts_changed(): what can be done now is different.
        drafts_changed(): a draft of a question was begun, kept or ended.
    """

    left = Signal()
    incident_form_requested = Signal(object)
    record_opened = Signal(object)
    decision_requested = Signal(object)
    changed = Signal(object)
    said = Signal(str)
    acts_changed = Signal()
    drafts_changed = Signal()

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, parent: QObject | None = None
    ) -> None:
        """The pages are built once the lists are read."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._stack = QStackedWidget()
        self._stack.setAccessibleName("Contact check")
        self.question: QuestionPage | None = None
        self.verdict: VerdictPage | None = None
        self.keeper = FormKeeper(session, tasks, messages, self)
        self.keep = KeepPage()
        self.closing = ClosingPage()
        self._start = CheckStart()
        self._kept_with: Reference | None = None
        self._not_there = False
        self._running = False
        self._when_ready: Callable[[], None] | None = None
        for page in (self.keep, self.closing):
            self._stack.addWidget(page)
        self._connect()
        self._tasks.run(
            partial(register_choices, session),
            self._choices_read,
            self._messages.show_problem,
            owner=self._stack,
            urgency=Urgency.UNHURRIED,
        )

    @property
    def view(self) -> QWidget:
        """The widget to show."""
        return self._stack

    @property
    def page(self) -> QWidget | None:
        """The step in view."""
        return self._stack.currentWidget()

    @property
    def record_acts(self) -> frozenset[RecordAct]:
        """Ctrl+Enter goes on: to the verdict, then to keeping it."""
        return frozenset({RecordAct.FILE}) if self.page in (self.question, self.verdict) else frozenset()

    def do(self, act: RecordAct) -> None:
        """Go on."""
        if act is RecordAct.FILE:
            if self.page is self.question:
                self._check()
            elif self.page is self.verdict:
                self._keep_pressed()

    def begin(self, start: CheckStart | None = None) -> None:
        """Begin, with what is known. Without a start, a check in progress is gone on with."""
        if self.question is None:
            self._when_ready = partial(self.begin, start)
            return
        if start is None and self._running and (self.page is not self.question or self.question.answered):
            self._focus()
            return
        look = start is None or start.incident is not None
        self._begin(start or CheckStart(), look=look)

    def resume(self, draft: FormDraft) -> None:
        """Go on with a draft of a question."""
        if self.question is None:
            self._when_ready = partial(self.resume, draft)
        elif self.keeper.draft is not None and self.keeper.draft.id == draft.id:
            self._focus()
        else:
            self._show_draft(draft)

    def flush(self, then: Callable[[], None]) -> None:
        """Keep the question being typed, then go on: before locking."""
        self.keeper.flush(then)

    def _begin(self, start: CheckStart, *, look: bool) -> None:
        draft = new_draft(FormName.CONTACT_CHECK, start.incident, name=start.case)
        question = self._open_question(start)
        self.keeper.begin(question, draft, look=look)
        self._focus()

    def _begin_fresh(self) -> None:
        self._begin(CheckStart(), look=False)

    def _draft_found(self, draft: object) -> None:
        """A question was left in the form that was just opened, and nothing was typed in it since."""
        assert isinstance(draft, FormDraft)
        self._show_draft(draft)

    def _show_draft(self, draft: FormDraft) -> None:
        question = self._open_question(CheckStart(incident=draft.about, case=draft.name))
        self.keeper.go_on(question, draft)
        self._focus()

    def _open_question(self, start: CheckStart) -> QuestionPage:
        """The question afresh. One that was being typed stays as a draft; one that was answered has had its use."""
        assert self.question is not None
        if self.page is self.question:
            self.keeper.leave()
        else:
            self.keeper.end()
        self._running = True
        self._start = start
        self._kept_with = None
        self._not_there = False
        self.question.show_start(start)
        self._show(self.question)
        return self.question

    def forget(self) -> None:
        """Leave nothing of the check on screen or in memory that the pages hold."""
        self.keeper.end()
        self._running = False
        self._start = CheckStart()
        if self.question is not None and self.verdict is not None:
            self.question.show_start(self._start)
            self.verdict.forget()
            self.keep.forget()
            self._stack.setCurrentWidget(self.question)

    def _connect(self) -> None:
        self.keep.place_chosen.connect(self._keep_with)
        self.keep.new_requested.connect(self._new_incident)
        self.keep.leave_requested.connect(self._leave)
        self.keep.back_requested.connect(self._back_to_verdict)
        self.closing.worry_requested.connect(self._worry)
        self.closing.finished.connect(self._leave)
        self.closing.incident_requested.connect(self._open_kept)
        self.closing.decision_requested.connect(self._decide_kept)
        self.keeper.found.connect(self._draft_found)
        self.keeper.drafts_changed.connect(self.drafts_changed)

    def _run(
        self,
        operation: Callable[[], object],
        done: Callable[[object], None],
        failed: Callable[[KnownProblem], None] | None = None,
    ) -> None:
        self._tasks.run(operation, done, failed or self._messages.show_problem, owner=self._stack)

    def _choices_read(self, choices: object) -> None:
        assert isinstance(choices, RegisterChoices)
        self.question = QuestionPage(RegisterTools(choices, SchoolTime(self._session)))
        self.verdict = VerdictPage(choices.zone, choices.harm_threshold)
        self._stack.insertWidget(0, self.question)
        self._stack.insertWidget(1, self.verdict)
        self._stack.setCurrentWidget(self.question)
        self.question.check_requested.connect(self._check)
        self.question.leave_requested.connect(self._leave)
        self.question.people_searched.connect(self._look_up)
        self.question.draft_notice.fresh_requested.connect(self._begin_fresh)
        self.verdict.keep_requested.connect(self._keep_pressed)
        self.verdict.question_requested.connect(self._back_to_question)
        self.verdict.leave_requested.connect(self._leave)
        self.verdict.worry_requested.connect(self._worry)
        if self._when_ready is not None:
            ready, self._when_ready = self._when_ready, None
            ready()

    def _show(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        self.acts_changed.emit()

    def _focus(self) -> None:
        page = self.page
        if page is self.question and self.question is not None:
            self.question.first_field().setFocus()
        elif page is self.verdict and self.verdict is not None:
            self.verdict.keep_button.setFocus()
        elif page is self.keep:
            self.keep.first_field().setFocus()
        else:
            self.closing.first_field().setFocus()

    def _look_up(self, field: str, words: str) -> None:
        operation = partial(people.suggest, self._session, words, _KINDS[field])
        self._run(operation, partial(self._found, field, words))

    def _found(self, field: str, words: str, found: object) -> None:
        assert isinstance(found, list) and self.question is not None
        self.question.offer(field, found, words)

    def _check(self) -> None:
        page = self.question
        if page is None or not page.check_button.isEnabled():
            return
        if faults := page.faults():
            page.show_errors(faults)
            return
        page.errors.clear()
        page.set_busy(True)
        operation = partial(_given, self._session, page.question(), self._start.incident)
        self._run(operation, self._answered, self._not_answered)

    def _answered(self, given: object) -> None:
        assert isinstance(given, _Given) and self.question is not None and self.verdict is not None
        self.question.set_busy(False)
        self._not_there = given.not_there
        case = "" if given.not_there else self._start.case
        self.verdict.show_verdict(given.view, given.earlier, case)
        self._show(self.verdict)
        self._focus()

    def _not_answered(self, problem: KnownProblem) -> None:
        assert self.question is not None
        self.question.set_busy(False)
        if isinstance(problem, RuleViolation):
            self.question.show_errors(problem.fields, problem.sentence)
        else:
            self._messages.show_problem(problem, "The register could not be asked")

    def _back_to_question(self) -> None:
        if self.question is not None:
            self._show(self.question)
            self._focus()

    def _back_to_verdict(self) -> None:
        if self.verdict is not None:
            self._show(self.verdict)
            self._focus()

    def _keep_pressed(self) -> None:
        if self.verdict is None or self.verdict.view is None:
            return
        if self._start.incident is not None and not self._not_there:
            self._keep_with(self._start.incident)
            return
        self._offer_places()

    def _offer_places(self) -> None:
        if self.verdict is not None and self.verdict.view is not None:
            self._run(partial(_places, self._session, self.verdict.view), self._places_read)

    def _places_read(self, found: object) -> None:
        assert isinstance(found, _Places) and self.verdict is not None and self.verdict.view is not None
        self.keep.show_places(self.verdict.view, found.places, found.only_apart)
        self._show(self.keep)
        self._focus()

    def _keep_with(self, incident: object) -> None:
        assert isinstance(incident, Reference) and self.verdict is not None
        if self.verdict.view is None:
            return
        self.keep.set_busy(True)
        operation = partial(_kept, self._session, incident, self.verdict.view)
        self._run(operation, partial(self._was_kept, incident), self._not_kept)

    def _was_kept(self, incident: Reference, result: object) -> None:
        assert isinstance(result, tuple) and self.verdict is not None and self.verdict.view is not None
        changes, case = result
        self.keep.set_busy(False)
        self.keeper.end()
        self._kept_with = incident
        self.closing.show_kept(self.verdict.view, case)
        self._show(self.closing)
        self._focus()
        assert isinstance(changes, Changes)
        self.changed.emit(changes)
        self.said.emit(changes.said)

    def _not_kept(self, problem: KnownProblem) -> None:
        self.keep.set_busy(False)
        self._messages.show_problem(problem, "The verdict was not kept")
        if isinstance(problem, KeptApart):  # the register has changed since it was offered
            self._not_there = True
            self._offer_places()

    def _new_incident(self) -> None:
        self._open_form(contact_check_keeping.new_incident_with)

    def _worry(self) -> None:
        self._open_form(contact_check_keeping.new_concern_about_content)

    def _open_form(self, make: Callable[..., IncidentForm]) -> None:
        if self.verdict is not None and self.verdict.view is not None:
            self._run(partial(make, self._session, self.verdict.view.verdict), self._form_made)

    def _form_made(self, form: object) -> None:
        assert isinstance(form, IncidentForm)
        self.forget()
        self.incident_form_requested.emit(form)
        self.left.emit()

    def _leave(self) -> None:
        self.forget()
        self.left.emit()

    def _open_kept(self) -> None:
        self._go(self.record_opened.emit)

    def _decide_kept(self) -> None:
        self._go(self.decision_requested.emit)

    def _go(self, tell: Callable[[Reference], None]) -> None:
        incident = self._kept_with
        self.forget()
        self.left.emit()
        if incident is not None:
            tell(incident)


def _given(session: Session, question: ContactQuestion, incident: Reference | None) -> _Given:
    verdict = contact_checks.check(session, question)
    view = contact_checks.view(session, verdict)
    if incident is None:
        return _Given(view, ())
    apart = not subjects_of_check(session, verdict).may_stand_in(incident.compartment)
    return _Given(view, contact_checks.kept(session, incident), apart)


def _places(session: Session, view: VerdictView) -> _Places:
    return _Places(
        contact_check_keeping.places_to_keep(session, view.verdict), only_apart_words(session, view.verdict)
    )


def _kept(session: Session, incident: Reference, view: VerdictView) -> tuple[Changes, str]:
    changes = contact_checks.keep(session, incident, view.verdict)
    return changes, incidents.case_of(session, incident)
