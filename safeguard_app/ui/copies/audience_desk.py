"""Drives copies for somebody: what they leave out is worked out, chosen over and looked at, then printed or saved."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.errors import Cancelled, KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import audience_outlook, words_first
from safeguard_app.services.audience_outlook import CopyOffer, Outlook
from safeguard_app.services.form_drafts import FormDraft, FormName, new_draft
from safeguard_app.services.paper_views import AudiencePaper
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.copies.audience_sheet import AudienceSheet, ChoiceAct, ChoiceWanted
from safeguard_app.ui.copies.words_first import WordsFirst
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.tasks import TaskRunner


class AudienceDesk(QObject):
    """One over a page.

    Signals:
        changed(object): a choice was kept; carries Changes.
        said(str): a sentence for the status bar.
        preview_requested(object): look at a copy, to print or save it; carries its AudiencePaper.
    """

    changed = Signal(object)
    said = Signal(str)
    preview_requested = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        sheets: SheetKeeper,
        over: QWidget,
        parent: QObject | None = None,
    ) -> None:
        """``sheets`` keeps what is typed; the sheet opens over ``over``."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._sheets = sheets
        self._over = over
        self.sheet: AudienceSheet | None = None
        self._latest: AudiencePaper | None = None
        self._running = self._superseded = False
        self._words = WordsFirst(tasks, self)

    def open(self, incident: Reference, name: str) -> None:
        """Make a copy of a record for somebody; ``name`` is its case number."""
        draft = new_draft(FormName.COPY_CHOICE, incident, name=name)
        operation = partial(audience_outlook.offer, self._session, incident)
        self._tasks.run(operation, partial(self._offered, draft), self._problem, owner=self)

    def show(self, offer: CopyOffer, draft: FormDraft, only: Audience | None = None) -> None:
        """Open the sheet for what is offered; ``only`` for this audience."""
        sheet = AudienceSheet(offer, only)
        self.sheet, self._latest, self._running, self._superseded = sheet, None, False, False
        sheet.wanted.connect(self._work_out)
        sheet.preview_requested.connect(self.preview_requested)
        sheet.choice_made.connect(self._choose)
        sheet.closed.connect(self._closed)
        self._sheets.open(sheet, sheet.boxes, draft, self._over)
        if (job := sheet.job()) is not None:
            self._work_out(job)

    def _offered(self, draft: FormDraft, offer: object) -> None:
        assert isinstance(offer, CopyOffer)
        self.show(offer, draft)

    def _work_out(self, job: object) -> None:
        """One at a time: while it is worked out, what is asked meanwhile waits, and only the last of it counts."""
        assert isinstance(job, AudiencePaper) and self.sheet is not None
        self._latest = job
        if self._running:
            self._superseded = self._words.stop()
            return
        self._running = True
        if words_first.shows_pictures(job):
            read = partial(words_first.read_first, self._session, (job,))
            then = partial(self._look_through, job)
            self._words.begin(read, self.sheet.reading, then, partial(self._not_worked_out, job))
        else:
            self._look_through(job)

    def _look_through(self, job: AudiencePaper) -> None:
        if self.sheet is None:
            return
        self._tasks.run(
            partial(audience_outlook.outlook, self._session, job),
            partial(self._worked_out, job),
            partial(self._not_worked_out, job),
            owner=self.sheet,
        )

    def _worked_out(self, job: AudiencePaper, outlook: object) -> None:
        assert isinstance(outlook, Outlook)
        if not self._goes_on(job) and self.sheet is not None:
            self.sheet.show_outlook(outlook)

    def _not_worked_out(self, job: AudiencePaper, problem: KnownProblem) -> None:
        if self._goes_on(job):
            return
        if isinstance(problem, Cancelled) and self.sheet is not None:
            self.sheet.say_stopped()
        else:
            self._problem(problem)

    def _goes_on(self, job: AudiencePaper) -> bool:
        """Whether another copy was asked for meanwhile, which is worked out now."""
        self._running, superseded, self._superseded = False, self._superseded, False
        if (job == self._latest and not superseded) or self.sheet is None or self._latest is None:
            return False
        self._work_out(self._latest)
        return True

    def _choose(self, wanted: object) -> None:
        assert isinstance(wanted, ChoiceWanted) and self.sheet is not None
        shown = self.sheet.outlook
        assert shown is not None
        self._tasks.run(partial(_kept, self._session, shown, wanted), self._chosen, self._problem, owner=self)

    def _chosen(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.changed.emit(changes)
        self.said.emit(changes.said)
        if self.sheet is not None and self._latest is not None:
            self.sheet.chosen()
            self._work_out(self._latest)

    def _problem(self, problem: KnownProblem) -> None:
        if isinstance(problem, RuleViolation) and self.sheet is not None:
            self.sheet.show_errors(problem.fields)
        else:
            self._messages.show_problem(problem, "Nothing was changed")

    def _closed(self) -> None:
        self._words.stop()
        self.sheet = None


def _kept(session: Session, shown: Outlook, wanted: ChoiceWanted) -> Changes:
    """One choice for each of the words, each with the reason."""
    changes = Changes()
    for words in wanted.words:
        match wanted.act:
            case ChoiceAct.LEAVE_OUT:
                changes |= audience_outlook.leave_out(session, shown, words, wanted.reason)
            case ChoiceAct.PUT_BACK:
                changes |= audience_outlook.put_back(session, shown, words, wanted.reason)
            case ChoiceAct.PICTURE:
                changes |= audience_outlook.show_picture(session, shown, words, wanted.reason)
            case ChoiceAct.UNDO:
                changes |= audience_outlook.undo(session, shown, words, wanted.reason)
    return changes
