"""Evidence chosen on a form: the question before anything, what was chosen and not read, one batch to one answer."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.evidence import IntakeAnswer, Way
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.services import handing_in
from safeguard_app.services.evidence_views import NOT_ASKED, MaterialSaid, Offered, StopAdvice
from safeguard_app.services.handing_in import ChosenBatch, FormPermit
from safeguard_app.services.incident_choices import CategoryGuide
from safeguard_app.services.incident_form import IncidentForm
from safeguard_app.services.session import Session
from safeguard_app.ui.evidence.declaration_sheet import DeclarationSheet, ImageAnswer
from safeguard_app.ui.evidence.intake_question import IntakeQuestion
from safeguard_app.ui.evidence.stop_advice import StopAdviceSheet
from safeguard_app.ui.incidents.form_evidence import ChosenLine
from safeguard_app.ui.incidents.incident_form_page import IncidentFormPage
from safeguard_app.ui.incidents.intake_panel import IntakePanel
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.tasks import TaskRunner

_KEPT = "Your answer is kept with the concern."
_UNFINISHED = "Add what is listed there to the concern first, or put it away."


class FormEvidencePresenter(QObject):
    """Drives the evidence of one :class:`IncidentFormPage`. It is there where a concern will be handed in.

    Signals:
        changed(): an answer was given, or files were chosen or let go of.
        words_only_requested(): the concern goes on in words only.
        open_changed(): whether evidence can be added, or the form of what is chosen, changed.
    """

    changed = Signal()
    words_only_requested = Signal()
    open_changed = Signal()

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        page: IncidentFormPage,
        parent: QObject | None = None,
    ) -> None:
        """``page`` shows what is chosen; the question is asked over it."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._page = page
        self._batches: list[ChosenBatch] = []
        self._lost: tuple[str, ...] = ()
        self._form: RecordId | None = None
        self._guide: CategoryGuide | None = None
        self._closed = False
        self._permit: FormPermit | None = None
        self._first = Way.FILE
        self.panel: IntakePanel | None = None
        """The form of what is being chosen, while it is open."""
        self.sheet: QWidget | None = None
        """The sheet on screen, for tests."""
        self.question = IntakeQuestion(page, self)
        self.question.answered.connect(self._answered)
        page.evidence.add_requested.connect(self.begin)
        page.evidence.taken_out.connect(self._take_out)
        page.evidence.leave_out_requested.connect(self._leave_out)

    @property
    def batches(self) -> tuple[ChosenBatch, ...]:
        """What was chosen, each batch with its answer."""
        return tuple(self._batches)

    @property
    def is_offered(self) -> bool:
        """Whether files may be chosen now."""
        return self._is_shown() and not self._is_closed()

    def show_form(self, form: IncidentForm | None, *, correcting: bool = False) -> None:
        """Another form is in view, or none: what was chosen for the one before is let go of, unread."""
        self._drop_panel()
        self._batches = []
        self._form = None if correcting or form is None else form.id
        self._lost = form.files_chosen if form is not None else ()
        self._closed = form is not None and form.intake_closed
        self._guide = None
        self._show()

    def set_guide(self, guide: CategoryGuide) -> None:
        """The kind, and whether this user's key opens the part where it will be kept."""
        self._guide = guide
        self._show()

    def close_to_files(self) -> None:
        """The concern is in words only from now on."""
        self._closed = True
        self._batches, self._lost = [], ()
        self._drop_panel()
        self._tell()

    def begin(self, way: Way = Way.FILE) -> None:
        """Add evidence: the question first, then the file dialog, or another way of adding it."""
        if not self.is_offered or not self._page.file_button.isEnabled():
            return
        if self.panel is not None:
            self.panel.go_on_by(way)
            return
        self._first = way
        titles = self._page.tools.choices.titles
        head = titles.head_alternate if self._page.form().about_head else titles.head
        asks = self._guide is not None and self._guide.asks_material
        self.question.ask(DeclarationSheet(head, kept_words=_KEPT), asks_material=asks)

    def submit(self) -> None:
        """Put what is listed in the form of choices to the concern."""
        if self.panel is not None:
            self.panel.submit()

    def unfinished(self) -> str:
        """Why the concern cannot go yet: files are being chosen. Empty where nothing is in the way."""
        return _UNFINISHED if self.panel is not None and self.panel.sources() else ""

    def _run(self, operation: Callable[[], object], done: Callable[[object], None]) -> None:
        self._tasks.run(operation, done, self._refused, owner=self)

    def _answered(self, answer: ImageAnswer, said: MaterialSaid) -> None:
        operation = partial(
            handing_in.declare_on_form, self._session, self._page.form(), IntakeAnswer(answer.value), said
        )
        self._run(operation, self._declared)

    def _refused(self, problem: KnownProblem) -> None:
        if self.panel is not None:
            self.panel.show_problem(problem)
        else:
            self._messages.show_problem(problem, "Nothing was added")

    def _declared(self, result: object) -> None:
        assert isinstance(result, tuple)
        form, given = result
        assert isinstance(form, IncidentForm)
        if form.id != self._form:
            return
        self._page.note_intake(form.intake_answers)
        self.changed.emit()
        if isinstance(given, StopAdvice):
            self._stop(given)
            return
        assert isinstance(given, FormPermit)
        self._permit = given
        self._open_panel()

    def _doubted(self) -> None:
        """Something chosen might show what may not be kept: an answer of its own, kept with the concern, and advice."""
        self._answered(ImageAnswer.YES_OR_POSSIBLY, NOT_ASKED)

    def _stop(self, advice: StopAdvice) -> None:
        on = "Go on in words only" if advice.form is not None else "Go on with the form"
        sheet = StopAdviceSheet(advice, record_words=on, close_words="Back to the form", kept_words=_KEPT)
        if advice.form is not None:
            sheet.words_only_asked.connect(self.words_only_requested)
        self.sheet = sheet
        sheet.open_over(self._page)

    def _open_panel(self) -> None:
        panel = IntakePanel(self._page.tools)
        panel.heading.setText("What goes with the concern")
        panel.save_button.setText("Add to the concern")
        panel.submitted.connect(self._submitted)
        panel.put_away.connect(self._drop_panel)
        panel.doubted.connect(self._doubted)
        self.panel = panel
        self._page.evidence.open_panel(panel)
        panel.focus_first()
        self.open_changed.emit()
        panel.add_by(self._first)

    def _submitted(self) -> None:
        if self.panel is None or self._permit is None:
            return
        self.panel.errors.clear()
        self.panel.set_busy(True)
        operation = partial(handing_in.chosen, self._session, self._permit, self.panel.offered())
        self._run(operation, self._chosen)

    def _chosen(self, batch: object) -> None:
        assert isinstance(batch, ChosenBatch)
        if batch.permit.form != self._form:
            return
        self._batches.append(batch)
        names = {handing_in.name_of(one) for one in batch.offered}
        self._lost = tuple(one for one in self._lost if one not in names)
        self._drop_panel()
        self._tell()
        self._page.evidence.setFocus()

    def _take_out(self, place: int) -> None:
        batch, offered = list(self._offered())[place]
        left = tuple(one for one in batch.offered if one is not offered)
        self._batches = [replace(one, offered=left) if one is batch else one for one in self._batches]
        self._batches = [one for one in self._batches if one.offered]
        self._tell()
        self._page.evidence.setFocus()

    def _leave_out(self) -> None:
        self._lost = ()
        self._tell()
        self._page.evidence.setFocus()

    def _drop_panel(self) -> None:
        panel, self.panel, self._permit = self.panel, None, None
        if panel is not None:
            self._page.evidence.close_panel(panel)
            panel.deleteLater()
            self.open_changed.emit()

    def _offered(self) -> Iterator[tuple[ChosenBatch, Offered]]:
        for batch in self._batches:
            for one in batch.offered:
                yield batch, one

    def _tell(self) -> None:
        self._page.note_files((*(handing_in.name_of(one) for _, one in self._offered()), *self._lost))
        self._show()
        self.changed.emit()

    def _is_shown(self) -> bool:
        """Where the concern will be handed in; elsewhere evidence is added to its record once it is filed."""
        handed = self._guide is not None and not self._guide.can_open
        return self._form is not None and (handed or bool(self._batches) or bool(self._lost))

    def _is_closed(self) -> bool:
        return self._closed or (self._guide is not None and self._guide.words_only)

    def _show(self) -> None:
        guide, part = self._guide, self._page.evidence
        lines = [ChosenLine(handing_in.name_of(one), one.facts.what) for _, one in self._offered()]
        part.show_chosen(lines, self._lost)
        is_open = not self._is_closed()
        part.set_open(is_open=is_open and self.panel is None, note=guide.capture_note if guide else "")
        part.closed.setVisible(not is_open)
        goes = guide is not None and guide.can_open
        self._page.show_evidence(
            shown=self._is_shown(),
            help_text=""
            if not is_open
            else "Kept with the record when you file it, and read only then."
            if goes
            else "Goes in with the concern, sealed to the same readers. Files are read only when you hand it in.",
        )
        self.open_changed.emit()
