"""The incident form at work: drafts kept every few seconds, people looked up, filing, handing in, correcting."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QSize, QTimer, Signal

from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.incidents import INDECENT_IMAGE
from safeguard_app.services import correction_drafts, incident_choices, incident_correction, incidents, people
from safeguard_app.services.correction_drafts import CorrectionDraft
from safeguard_app.services.handing_in import Filed
from safeguard_app.services.incident_choices import CategoryGuide
from safeguard_app.services.incident_correction import Correction
from safeguard_app.services.incident_form import IncidentForm, readiness
from safeguard_app.services.session import Changes, Session
from safeguard_app.services.subject_of_concern import MustBeRefiled
from safeguard_app.ui.incidents import form_questions
from safeguard_app.ui.incidents.day_of import day_of
from safeguard_app.ui.incidents.evidence_acts import EVIDENCE_WAYS
from safeguard_app.ui.incidents.form_autosave import FormAutosave
from safeguard_app.ui.incidents.form_evidence_presenter import FormEvidencePresenter
from safeguard_app.ui.incidents.form_work import (
    Draft,
    file_form,
    find_draft,
    hand_form_in,
)
from safeguard_app.ui.incidents.incident_form_page import IncidentFormPage
from safeguard_app.ui.messages import Message, Messages
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.tasks import Lane, Step, TaskControl, TaskRunner, Urgency
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.rehearsal import rehearse

_READINESS_MS = 150
_STALE = "stale_version"


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
        self.evidence = FormEvidencePresenter(session, tasks, messages, page, self)
        self.saves = FormAutosave(session, tasks, self._typed, self)
        self._correcting: CorrectionDraft | None = None
        """The correction as it was begun or last brought up to date; what is typed is on the page."""
        self._guide: CategoryGuide | None = None
        self._asked_guide: tuple[object, ...] = ()
        self._count = QTimer(self)
        self._count.setSingleShot(True)
        self._count.setInterval(_READINESS_MS)
        self._connect()

    @property
    def is_open(self) -> bool:
        """Whether a form is being filled in."""
        return self.saves.draft is not None

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
        if self.saves.draft is not None and self.saves.draft.form == draft:
            self.page.focus_account()
            return
        self.keep_now()
        self._run(partial(find_draft, self._session, draft), self._show_found)

    def correct(self, reference: Reference) -> None:
        """Open the newest version of a filed record for correction, or the correction that was begun of it."""
        if self._correcting is not None and self._correcting.about == reference:
            self.page.reason.setFocus()
            return
        self.keep_now()
        self._run(partial(incident_correction.begin, self._session, reference), self._show_correction)

    def rehearse(self, room: QSize) -> None:
        """Show an empty form out of sight, which nobody keeps: the next one comes at once."""
        empty = incidents.new_form(self._session)
        self.page.show_form(empty)
        self.page.set_readiness(readiness(empty))
        rehearse(self.page, room)

    def keep_now(self) -> None:
        """Keep what is typed in the log now, if anything changed since the last time."""
        self.saves.keep_now()

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed, then go on: for locking."""
        self.saves.flush(then)

    def do(self, act: RecordAct) -> None:
        """An act by menu or key. While evidence is being chosen, filing first puts it to the concern."""
        if act is RecordAct.FILE and self.evidence.panel is not None:
            self.evidence.submit()
        elif act is RecordAct.FILE:
            self.file()
        elif act is RecordAct.SAVE_DRAFT:
            self.keep_as_draft()
        elif act in EVIDENCE_WAYS:
            self.evidence.begin(EVIDENCE_WAYS[act])

    def file(self) -> None:
        """File, hand in or correct what the form holds."""
        if self.saves.draft is None or not self.page.file_button.isEnabled():
            return
        waiting = self.evidence.unfinished()
        if in_the_way := self.page.slips() | ({"evidence": waiting} if waiting else {}):
            self.page.show_errors(in_the_way)
            return
        form = self.page.form()
        self.saves.stop()
        self.page.set_busy(True)
        typed = self._typed()
        if isinstance(typed, CorrectionDraft):
            self.saves.draft.ended = True
            operation = partial(incident_correction.file_correction, self._session, typed)
            self._run(operation, partial(self._corrected, typed.about), self._not_filed)
        elif self._guide is not None and not self._guide.can_open:
            self._hand_over(form)
        else:
            self._send(partial(file_form, self._session, form, self.evidence.batches), self._was_filed)

    def keep_as_draft(self) -> None:
        """Keep the draft and leave the form."""
        if self.saves.draft is None:
            return
        self.saves.dirty = True
        self.flush(self._leave_draft)

    def _typed(self) -> IncidentForm | CorrectionDraft:
        """What is typed: a form, or a correction with its reason."""
        form = self.page.form()
        if self._correcting is None:
            return form
        return replace(self._correcting, form=form, reason=self.page.reason.text())

    def _leave_correction(self) -> None:
        """Leave the record as it is. Words that were typed are thrown away only when that was meant."""
        if (
            self.saves.draft is None
            or self._correcting is None
            or not (self.saves.dirty or self.saves.draft.is_kept)
        ):
            self._leave()
            return
        self._messages.show(form_questions.leave_correction(), self._leaving_answered)

    def _leaving_answered(self, answer: str) -> None:
        if answer == form_questions.KEEP:
            self.keep_as_draft()
        elif answer == form_questions.THROW and self.saves.draft is not None:
            self.saves.draft.ended = True
            operation = partial(correction_drafts.end, self._session, self.saves.draft.form)
            self._run(operation, lambda _nothing: self.drafts_changed.emit())
            self._leave()

    def _connect(self) -> None:
        page = self.page
        page.edited.connect(self._edited)
        page.left.connect(self.keep_now)
        page.file_requested.connect(self.file)
        page.draft_requested.connect(self.keep_as_draft)
        page.cancel_requested.connect(self._leave_correction)
        page.guide_wanted.connect(self._ask_guide)
        page.danger_answered.connect(self._danger_answered)
        page.people_searched.connect(self._look_up)
        page.words_only_requested.connect(self._words_only)
        self.evidence.changed.connect(self._edited)
        self.evidence.open_changed.connect(self.acts_changed)
        self.evidence.words_only_requested.connect(self._go_on_in_words)
        self.saves.kept.connect(self._kept)
        self.saves.not_kept.connect(self._not_kept)
        self.saves.drafts_changed.connect(self.drafts_changed)
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
        elif isinstance(form, Correction):
            self._show_correction(form)
        else:
            self._show_new(form)

    def _show_correction(self, found: object) -> None:
        assert isinstance(found, Correction)
        self._correcting = found.draft
        self.page.set_correcting(found.case)
        self._show(found.draft.form, found.draft.id, is_kept=found.resumed)
        self.page.reason.setText(found.draft.reason)
        self.page.reason.setFocus()
        if found.newest:
            self._say_newer(found)
        elif found.resumed:
            self.page.show_notice(
                Meaning.NOTE,
                f"You began this correction of {found.case} and did not file it",
                "It is as you left it, with its reason. The record stands as it was until you file.",
            )

    def _show(self, form: IncidentForm, draft: RecordId | None = None, *, is_kept: bool = False) -> None:
        self.saves.begin(Draft(draft or form.id, is_kept=is_kept))
        self._asked_guide = ()
        self.page.set_busy(False)
        self._show_what_comes_with(form)
        self.page.show_form(form)
        self.evidence.show_form(form, correcting=self._correcting is not None)
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
        self._count.start()
        self.saves.touch()

    def _show_readiness(self) -> None:
        if self.saves.draft is not None:
            self.page.set_readiness(readiness(self.page.form()))
            self._ask_guide()

    def _ask_guide(self) -> None:
        if self.saves.draft is None:
            return
        form = self.page.form()
        day = day_of(form.happened) or day_of(form.told)
        wanted = (form.category, form.participants, form.about_head, form.about_lead, day)
        if wanted == self._asked_guide:
            return
        self._asked_guide = wanted
        operation = partial(incident_choices.guide_of, self._session, form)
        self._run(operation, partial(self._guide_found, wanted))

    def _guide_found(self, wanted: tuple[object, ...], guide: object) -> None:
        if wanted == self._asked_guide and isinstance(guide, CategoryGuide):
            self._guide = guide
            self.page.set_guide(guide)
            self.evidence.set_guide(guide)

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

    def _go_on_in_words(self) -> None:
        """After an answer that lets nothing in: this concern takes no file any more."""
        self.page.close_to_files()
        self.evidence.close_to_files()
        self._words_only()

    def _kept(self, at: object) -> None:
        assert isinstance(at, datetime)
        local = at.astimezone(self._session.zone)
        what = "Draft" if self._correcting is None else "Draft of the correction"
        self.said.emit(f"{what} kept in the log {local:%H:%M}")

    def _not_kept(self, problem: object) -> None:
        assert isinstance(problem, KnownProblem)
        self.page.show_notice(
            Meaning.LATE,
            "The draft could not be kept in the log",
            f"{problem.sentence} {problem.next_step} Your words are still here.",
        )

    def _was_filed(self, filed: object) -> None:
        assert isinstance(filed, Filed)
        self._end()
        self.changed.emit(filed.changes)
        self.said.emit(filed.changes.said)
        self.filed.emit(filed.reference)
        if filed.left_out:
            what = "The record is filed. Add what is missing to it once the cause is gone."
            self._messages.show(Message("Not everything was added", what, "", Meaning.LATE, filed.left_out))

    def _corrected(self, reference: Reference, changes: object) -> None:
        assert isinstance(changes, Changes)
        self._end()
        self.changed.emit(changes)
        self.said.emit(changes.said)
        self.filed.emit(reference)

    def _not_filed(self, problem: KnownProblem) -> None:
        """Nothing typed is lost: the form stays as it is, and its draft may be kept again."""
        self.page.set_busy(False)
        self.saves.go_on()
        if isinstance(problem, RuleViolation):
            self.page.show_errors(problem.fields, problem.sentence)
        elif isinstance(problem, incidents.MustBeHandedIn):
            self._messages.show(form_questions.hand_in(problem), self._hand_in_answered)
        elif isinstance(problem, MustBeRefiled):
            self._offer_refiling(problem)
        elif problem.code == _STALE and self._correcting is not None:
            typed = replace(self._correcting, form=self.page.form(), reason=self.page.reason.text())
            operation = partial(incident_correction.up_to_date, self._session, typed)
            self._run(operation, self._show_correction)
        else:
            handed = self._guide is not None and not self._guide.can_open
            title = "Nothing was handed in" if handed else "Nothing was filed"
            self._messages.show_problem(problem, title)

    def _say_newer(self, found: Correction) -> None:
        """Somebody else corrected the record meanwhile: what they changed is in the form; what was typed stands."""
        self._edited()
        words = form_questions.newer_version(found)
        self.page.show_notice(Meaning.DUE, "A newer version was filed while you were writing", words)

    def _hand_in_answered(self, answer: str) -> None:
        if answer == form_questions.HAND_IN and self.saves.draft is not None:
            self.page.set_busy(True)
            self._hand_over(self.page.form())

    def _offer_refiling(self, problem: MustBeRefiled) -> None:
        """Where this user's key reaches, the record moves with the correction; else it can only be taken up anew."""
        if self._session.opens(problem.home):
            answered = partial(self._refiling_answered, problem.home)
            self._messages.show(form_questions.refile(problem), answered)
        else:
            self._messages.show(form_questions.refile_out_of_reach(problem))

    def _refiling_answered(self, home: Compartment, answer: str) -> None:
        if answer != form_questions.REFILE or self._correcting is None or self.saves.draft is None:
            return
        self.saves.draft.ended = True
        typed = replace(self._correcting, form=self.page.form(), reason=self.page.reason.text())
        self.page.set_busy(True)
        operation = partial(incident_correction.file_refiled, self._session, typed, home)
        self._run(operation, self._moved, self._not_filed)

    def _moved(self, moved: object) -> None:
        assert isinstance(moved, tuple)
        self._corrected(*moved)

    def _hand_over(self, form: IncidentForm) -> None:
        self._send(partial(hand_form_in, self._session, form, self.evidence.batches), self._handed_in)

    def _send(self, operation: Callable[[TaskControl], object], done: Callable[[object], None]) -> None:
        """File or hand in. Files that go with it are read now, which may take a while."""
        assert self.saves.draft is not None
        self.saves.draft.ended = True
        self._tasks.run_long(
            operation,
            done,
            self._not_filed,
            progress=self._stepped,
            owner=self,
            lane=Lane.VAULT,
            urgency=Urgency.WAITED_FOR,
        )

    def _stepped(self, step: Step) -> None:
        if step.total:
            self.said.emit(f"Sealing, {step.done * 100 // step.total} %")

    def _handed_in(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self._leave()
        self.changed.emit(changes)
        self.said.emit(changes.said)

    def _end(self) -> None:
        self.saves.end()
        self._correcting = None
        self.evidence.show_form(None)
        self.drafts_changed.emit()
        self.acts_changed.emit()

    def _leave_draft(self) -> None:
        chosen = bool(self.evidence.batches)
        self._leave()
        if chosen:
            self.said.emit("Draft kept. The files chosen were not read: choose them again when you go on.")

    def _leave(self) -> None:
        self._end()
        self.closed.emit()
