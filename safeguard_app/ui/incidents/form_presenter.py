"""The incident form at work: drafts kept every few seconds, people looked up, filing, handing in, correcting."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.incidents import INDECENT_IMAGE
from safeguard_app.services import incident_choices, incident_correction, incidents, people
from safeguard_app.services.incident_choices import CategoryGuide
from safeguard_app.services.incident_form import IncidentForm, readiness
from safeguard_app.services.session import Changes, Session
from safeguard_app.services.subject_of_concern import MustBeRefiled
from safeguard_app.ui.incidents.incident_form_page import IncidentFormPage
from safeguard_app.ui.messages import Answer, Message, Messages
from safeguard_app.ui.tasks import TaskRunner, Urgency
from safeguard_app.ui.theme.meanings import Meaning

AUTOSAVE_MS = 3000
"""A draft is at most this old while somebody types."""
_READINESS_MS = 150
_STALE = "stale_version"


@dataclass(slots=True, eq=False)
class _Draft:
    """One draft on its way: once it ended, a save still waiting must not bring it back."""

    form: RecordId
    ended: bool = field(default=False)


class FormPresenter(QObject):
    """Drives one :class:`IncidentFormPage`. Everything of the log runs on the vault's thread.

    Signals:
        filed(object): filed or corrected; carries the Reference to open.
        closed(): the form was left: kept as draft, handed in, or a correction left without changing.
        changed(object): something was written; carries Changes for the broadcast.
        said(str): a sentence for the status bar, such as "Draft kept in the log 15:44".
        drafts_changed(): a draft was begun, kept or ended.
        acts_changed(): another form, or none, is in view.
    """

    filed = Signal(object)
    closed = Signal()
    changed = Signal(object)
    said = Signal(str)
    drafts_changed = Signal()
    acts_changed = Signal()

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        page: IncidentFormPage,
        parent: QObject | None = None,
    ) -> None:
        """``page`` is driven by this presenter alone."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self.page = page
        self._draft: _Draft | None = None
        self._correcting: tuple[Reference, int] | None = None
        self._dirty = False
        self._saving = False
        self._guide: CategoryGuide | None = None
        self._asked_guide: tuple[object, ...] = ()
        self._autosave = QTimer(self)
        self._autosave.setSingleShot(True)
        self._autosave.setInterval(AUTOSAVE_MS)
        self._count = QTimer(self)
        self._count.setSingleShot(True)
        self._count.setInterval(_READINESS_MS)
        self._connect()

    @property
    def is_open(self) -> bool:
        """Whether a form is being filled in."""
        return self._draft is not None

    @property
    def is_correcting(self) -> bool:
        """Whether the form corrects a filed record."""
        return self._correcting is not None

    def begin(self, *, quick: bool = True, category: str | None = None) -> None:
        """A new form; one in progress is kept as a draft first."""
        self.keep_now()
        self._run(partial(incidents.new_form, self._session, quick=quick, category=category), self._show_new)

    def begin_with(self, form: IncidentForm) -> None:
        """A new form that already holds something, such as a record in words only."""
        self.keep_now()
        self._show_new(form)
        self._edited()

    def resume(self, draft: RecordId) -> None:
        """Go on with a draft."""
        if self._draft is not None and self._draft.form == draft:
            self.page.focus_account()
            return
        self.keep_now()
        self._run(partial(_find_draft, self._session, draft), self._show_found)

    def correct(self, reference: Reference) -> None:
        """Open the newest version of a filed record for correction."""
        self.keep_now()
        self._run(partial(_for_correction, self._session, reference), self._show_correction)

    def keep_now(self) -> None:
        """Keep what is typed in the log now, if anything changed since the last time."""
        self._autosave.stop()
        if self._draft is None or not self._dirty or self._correcting is not None:
            return
        self._dirty = False
        self._saving = True
        self._tasks.run(
            partial(_keep, self._session, self.page.form(), self._draft),
            self._kept,
            self._not_kept,
            owner=self,
            urgency=Urgency.UNHURRIED,
        )

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed, then go on: for locking. What cannot be kept is said, and nothing goes on.

        A save that is still on its way may yet fail: what it holds is kept again, and that is waited for.
        """
        self._autosave.stop()
        to_keep = self._dirty or self._saving
        if self._draft is None or not to_keep or self._correcting is not None:
            then()
            return
        self._dirty = False
        operation = partial(_keep, self._session, self.page.form(), self._draft)
        self._tasks.run(operation, partial(_call, then), self._not_kept, owner=self)

    def file(self) -> None:
        """File, hand in or correct what the form holds."""
        if self._draft is None or not self.page.file_button.isEnabled():
            return
        form = self.page.form()
        self._autosave.stop()
        self.page.set_busy(True)
        if self._correcting is not None:
            reference, version = self._correcting
            reason = self.page.reason.text()
            operation: Callable[[], object] = partial(
                incident_correction.correct_from_form,
                self._session,
                reference,
                form,
                reason,
                replacing=version,
            )
            self._run(operation, self._corrected, self._not_filed)
        elif self._guide is not None and not self._guide.can_open:
            self._hand_over(form)
        else:
            self._draft.ended = True
            self._run(partial(incidents.file, self._session, form), self._was_filed, self._not_filed)

    def keep_as_draft(self) -> None:
        """Keep the draft and leave the form."""
        if self._draft is None:
            return
        self._dirty = True
        self.flush(self._leave)

    def _connect(self) -> None:
        page = self.page
        page.edited.connect(self._edited)
        page.left.connect(self.keep_now)
        page.file_requested.connect(self.file)
        page.draft_requested.connect(self.keep_as_draft)
        page.cancel_requested.connect(self._leave)
        page.guide_wanted.connect(self._ask_guide)
        page.danger_answered.connect(self._danger_answered)
        page.people_searched.connect(self._look_up)
        page.words_only_requested.connect(self._words_only)
        self._autosave.timeout.connect(self.keep_now)
        self._count.timeout.connect(self._show_readiness)

    def _run(
        self,
        operation: Callable[[], object],
        done: Callable[[object], None],
        failed: Callable[[KnownProblem], None] | None = None,
    ) -> None:
        self._tasks.run(operation, done, failed or self._messages.show_problem, owner=self)

    def _show_new(self, form: object) -> None:
        assert isinstance(form, IncidentForm)
        self._correcting = None
        self.page.set_correcting("")
        self._show(form)

    def _show_found(self, form: object) -> None:
        if form is None:
            self.said.emit("This draft is not kept any more.")
            self.drafts_changed.emit()
            return
        self._show_new(form)

    def _show_correction(self, found: object) -> None:
        assert isinstance(found, _ForCorrection)
        self._correcting = (found.reference, found.version)
        self.page.set_correcting(found.case)
        self._show(found.form)
        self.page.reason.setFocus()

    def _show(self, form: IncidentForm) -> None:
        self._draft = _Draft(form.id)
        self._dirty = False
        self._asked_guide = ()
        self.page.set_busy(False)
        self._show_what_comes_with(form)
        self.page.show_form(form)
        self._show_readiness()
        self._ask_guide()
        self.acts_changed.emit()
        if self._correcting is None:
            self.page.focus_account()

    def _show_what_comes_with(self, form: IncidentForm) -> None:
        """A concern begun from a contact check takes its verdict with it."""
        if form.verdict is None:
            self.page.show_notice(Meaning.NOTE, "")
        else:
            self.page.show_notice(
                Meaning.NOTE,
                "The contact check goes with this concern",
                "Its verdict is kept with the record when it is filed, as it was given.",
            )

    def _edited(self) -> None:
        self._dirty = True
        self._count.start()
        if not self._autosave.isActive():
            self._autosave.start()

    def _show_readiness(self) -> None:
        if self._draft is not None:
            self.page.set_readiness(readiness(self.page.form()))
            self._ask_guide()

    def _ask_guide(self) -> None:
        if self._draft is None:
            return
        form = self.page.form()
        roles = tuple(dict.fromkeys(one.role for one in form.participants if one.role))
        wanted = (form.category, form.participants, form.about_head, form.about_lead)
        if wanted == self._asked_guide:
            return
        self._asked_guide = wanted
        operation = partial(
            incident_choices.category_guide,
            self._session,
            form.category,
            roles,
            about_head=form.about_head,
            about_lead=form.about_lead,
            people=form.participants,
        )
        self._run(operation, partial(self._guide_found, wanted))

    def _guide_found(self, wanted: tuple[object, ...], guide: object) -> None:
        if wanted == self._asked_guide and isinstance(guide, CategoryGuide):
            self._guide = guide
            self.page.set_guide(guide)

    def _danger_answered(self, _danger: object) -> None:
        self.page.note_danger_asked(self._session.now())

    def _look_up(self, where: str, words: str) -> None:
        operation = partial(people.suggest, self._session, words)
        self._run(operation, partial(self._found_people, where, words))

    def _found_people(self, where: str, words: str, found: object) -> None:
        assert isinstance(found, list)
        self.page.offer_people(where, found, words)

    def _words_only(self) -> None:
        self.page.kind.set_code(INDECENT_IMAGE)
        self._ask_guide()
        self._edited()

    def _kept(self, at: object) -> None:
        self._saving = False
        if isinstance(at, datetime):
            local = at.astimezone(self._session.zone)
            self.said.emit(f"Draft kept in the log {local:%H:%M}")
            self.drafts_changed.emit()

    def _not_kept(self, problem: KnownProblem) -> None:
        self._saving = False
        self._dirty = True
        self.page.show_notice(
            Meaning.LATE,
            "The draft could not be kept in the log",
            f"{problem.sentence} {problem.next_step} Your words are still here.",
        )

    def _was_filed(self, result: object) -> None:
        assert isinstance(result, tuple)
        reference, changes = result
        assert isinstance(changes, Changes)
        self._end()
        self.changed.emit(changes)
        self.said.emit(changes.said)
        self.filed.emit(reference)

    def _corrected(self, changes: object) -> None:
        assert isinstance(changes, Changes) and self._correcting is not None
        reference = self._correcting[0]
        self._end()
        self.changed.emit(changes)
        self.said.emit(changes.said)
        self.filed.emit(reference)

    def _not_filed(self, problem: KnownProblem) -> None:
        """Nothing typed is lost: the form stays as it is, and its draft may be kept again."""
        self.page.set_busy(False)
        if self._draft is not None:
            self._draft.ended = False
        self._dirty = True
        self._autosave.start()
        if isinstance(problem, RuleViolation):
            self.page.show_errors(problem.fields, problem.sentence)
        elif isinstance(problem, incidents.MustBeHandedIn):
            self._offer_hand_in(problem)
        elif isinstance(problem, MustBeRefiled):
            self._offer_refiling(problem)
        elif problem.code == _STALE and self._correcting is not None:
            operation = partial(_for_correction, self._session, self._correcting[0])
            self._run(operation, self._show_newer)
        else:
            self._messages.show_problem(problem, "Nothing was filed")

    def _show_newer(self, found: object) -> None:
        assert isinstance(found, _ForCorrection)
        self._correcting = (found.reference, found.version)
        self.page.show_notice(
            Meaning.DUE,
            "A newer version was filed while you were writing",
            f"{found.newest} Your text stays here, unfiled. Look at the record, then file again if yours is to stand.",
        )

    def _offer_hand_in(self, problem: KnownProblem) -> None:
        message = Message(
            "Hand it in?",
            problem.sentence,
            problem.next_step,
            Meaning.NOTE,
            answers=(Answer("hand_in", "Hand in", filled=True), Answer("back", "Go back to the form")),
        )
        self._messages.show(message, self._hand_in_answered)

    def _hand_in_answered(self, answer: str) -> None:
        if answer == "hand_in" and self._draft is not None:
            self.page.set_busy(True)
            self._hand_over(self.page.form())

    def _offer_refiling(self, problem: MustBeRefiled) -> None:
        """Where this user's key reaches, the record moves with the correction; else it can only be taken up anew."""
        back = Answer("back", "Go back to the form")
        if not self._session.opens(problem.home):
            next_step = "Your key does not open that part of the log: begin a new concern and hand it in."
            self._messages.show(
                Message("Not here", problem.sentence, next_step, Meaning.DUE, answers=(back,))
            )
            return
        self._messages.show(
            Message(
                "File it elsewhere?",
                problem.sentence,
                problem.next_step,
                Meaning.DUE,
                answers=(Answer("refile", "File it there, corrected", filled=True), back),
            ),
            partial(self._refiling_answered, problem.home),
        )

    def _refiling_answered(self, home: Compartment, answer: str) -> None:
        if answer != "refile" or self._correcting is None:
            return
        reference, version = self._correcting
        self.page.set_busy(True)
        operation = partial(
            incident_correction.refile_corrected,
            self._session,
            reference,
            self.page.form(),
            self.page.reason.text(),
            replacing=version,
            to=home,
        )
        self._run(operation, self._was_filed, self._not_filed)

    def _hand_over(self, form: IncidentForm) -> None:
        assert self._draft is not None
        self._draft.ended = True
        self._run(partial(incidents.hand_over, self._session, form), self._handed_in, self._not_filed)

    def _handed_in(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self._leave()
        self.changed.emit(changes)
        self.said.emit(changes.said)

    def _end(self) -> None:
        self._autosave.stop()
        self._draft, self._correcting, self._dirty = None, None, False
        self.drafts_changed.emit()
        self.acts_changed.emit()

    def _leave(self) -> None:
        self._end()
        self.closed.emit()


@dataclass(frozen=True, slots=True)
class _ForCorrection:
    """A filed record as its form, with the version it starts from and a sentence about that version."""

    reference: Reference
    version: int
    case: str
    form: IncidentForm
    newest: str


def _keep(session: Session, form: IncidentForm, draft: _Draft) -> datetime | None:
    if draft.ended:
        return None
    incidents.save_draft(session, form)
    return session.now()


def _find_draft(session: Session, draft: RecordId) -> IncidentForm | None:
    return next((form for form in incidents.open_drafts(session) if form.id == draft), None)


def _for_correction(session: Session, reference: Reference) -> _ForCorrection:
    stored = incidents.current(session, reference)
    local = stored.recorded_at.astimezone(session.zone)
    why = f" ({stored.reason})" if stored.reason else ""
    by = session.name_of(stored.recorded_by)
    newest = f"Version {stored.number}, {day_words(local.date())}, {local:%H:%M}, by {by}{why}."
    form = incident_correction.form_of(reference, stored.content)
    return _ForCorrection(reference, stored.number, str(stored.content.case), form, newest)


def _call(then: Callable[[], None], _result: object) -> None:
    then()
