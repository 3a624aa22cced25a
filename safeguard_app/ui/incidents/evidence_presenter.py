"""Evidence on a record: the question before anything, one permit to one batch, what to do instead, pictures shown."""

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import Cancelled, KnownProblem, RuleViolation
from safeguard_app.domain.evidence import IntakeAnswer, Way
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import custody, evidence, exhibit_overview
from safeguard_app.services.custody import CustodyRecord
from safeguard_app.services.evidence_views import (
    BatchStep,
    EvidenceView,
    Intake,
    IntakePermit,
    MaterialSaid,
    Offered,
    StopAdvice,
)
from safeguard_app.services.form_drafts import FormName
from safeguard_app.services.paper_views import CustodyPaper
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.evidence.custody_sheet import CustodySheet
from safeguard_app.ui.evidence.declaration_sheet import DeclarationSheet, ImageAnswer
from safeguard_app.ui.evidence.exhibit_viewer import ExhibitViewer
from safeguard_app.ui.evidence.intake_question import IntakeQuestion
from safeguard_app.ui.evidence.overview_sheet import OverviewSheet
from safeguard_app.ui.evidence.statement_sheet import StatementSheet
from safeguard_app.ui.evidence.stop_advice import StopAdviceSheet
from safeguard_app.ui.incidents.going_out import GoingOut
from safeguard_app.ui.incidents.intake_panel import IntakePanel
from safeguard_app.ui.incidents.intake_progress import Pausing
from safeguard_app.ui.incidents.over_record import OverRecord, RecordDesk
from safeguard_app.ui.incidents.stop_presenter import StopPresenter
from safeguard_app.ui.messages import Message
from safeguard_app.ui.tasks import Lane, Step, Task, TaskControl, Urgency
from safeguard_app.ui.theme.meanings import Meaning

_BETWEEN_REPORTS = 0.1
"""Seconds."""
_BUSY = "Files are still being taken into another record. Nothing was asked, and nothing was added here."
_WAITING = "Files chosen for another record were not all taken in, and wait there. Nothing was asked here."


class EvidencePresenter(OverRecord):
    """Drives evidence on the record in view.

    Signals:
        changed(object), said(str): see :class:`OverRecord`.
        words_only_requested(object): carries the prefilled IncidentForm of a record in words only.
        note_requested(): what may not be kept is to be written down in a note on this record.
        open_changed(): the form for what is taken in was opened or closed.
    """

    words_only_requested = Signal(object)
    note_requested = Signal()
    open_changed = Signal()

    def __init__(self, desk: RecordDesk, parent: QObject | None = None) -> None:
        """The page of ``desk`` is where the question and the form are shown."""
        super().__init__(desk, parent)
        page = desk.page
        self._paths: tuple[Path, ...] = ()
        self._panel: IntakePanel | None = None
        self._permit: IntakePermit | None = None
        self._about: Reference | None = None
        self._first: Way | None = None
        self._batch: Task | None = None
        self._waits_there = False
        self._doubts: StopAdvice | None = None
        self.question = IntakeQuestion(page, self)
        self.question.answered.connect(self._answered)
        self.question.cancelled.connect(self._cancelled)
        self.stop = StopPresenter(desk, self)
        self.stop.changed.connect(self.changed)
        self.stop.said.connect(self.said)
        page.signals.quarantine_requested.connect(self.stop.quarantine)
        page.signals.advice_requested.connect(self.stop.show)
        page.signals.held_requested.connect(self.stop.record_held)
        self.viewer = ExhibitViewer(desk.session, desk.tasks, desk.messages, page, self)
        self.going_out = GoingOut(desk, self)
        self.going_out.changed.connect(self.changed)
        self.going_out.said.connect(self.said)
        page.signals.give_out_requested.connect(self.going_out.open)
        page.signals.overview_requested.connect(self.show_all_small)
        page.signals.handover_taken_back.connect(self.going_out.take_back)
        self.viewer.kept.connect(self._tell)
        self.sheet: QWidget | None = None
        """The sheet on screen, for tests."""

    @property
    def panel(self) -> IntakePanel | None:
        """The form of what is taken in, while it is open."""
        return self._panel

    @property
    def _at_work(self) -> bool:
        """Whether files are being taken in."""
        return self._batch is not None and not self._batch.finished

    def begin(self, way: Way = Way.FILE) -> None:
        """Add evidence: the question first, then the file dialog, or another way of adding it."""
        if self._busy_elsewhere():
            return
        if self._panel is not None and self._about == self._in_view():
            if self._page.panel is not self._panel:
                self._page.open_panel(self._panel)
            self._panel.go_on_by(way)
            return
        self._paths, self._first = (), way
        self._ask()

    def begin_with(self, paths: Sequence[Path]) -> None:
        """Something was dropped: its paths wait, unread, until the question is answered."""
        if self._busy_elsewhere() or (self._panel is not None and self._about == self._in_view()):
            return
        self._paths, self._first = tuple(paths), None
        self._ask()

    def leave(self) -> None:
        """Another record is in view: what was chosen and not taken in is let go of, unread. A batch at work goes on.

        What a batch that ended meanwhile left over waits for its record to be opened again.
        """
        if self._about is None or self._panel is None:
            return
        if self._about == self._in_view():
            if (self._at_work or self._waits_there) and self._page.panel is not self._panel:
                self._page.open_panel(self._panel)
            self._waits_there = False
        elif self._at_work or self._waits_there:
            if self._page.panel is self._panel:
                self._page.close_panel()
        else:
            self._drop_panel()

    def _busy_elsewhere(self) -> bool:
        """Whether files are being taken into another record, or wait there, which is said."""
        if self._about == self._in_view() or not (self._at_work or self._waits_there):
            return False
        sentence, next_step = (
            (_BUSY, "Go to that record to pause or stop it.")
            if self._at_work
            else (_WAITING, "Go to that record to take them in or to put them away.")
        )
        self._messages.show(Message("Not now", sentence, next_step, Meaning.NOTE))
        return True

    def submit(self) -> None:
        """Take in what is listed."""
        if self._panel is not None:
            self._panel.submit()

    def show_picture(self, exhibit: EvidenceView) -> None:
        """Open a picture or a document inside the program."""
        view = self._page.view
        others = view.evidence.items if view is not None else ()
        self.viewer.show(exhibit.item, others, can_be_copied=exhibit.can_be_copied)

    def show_all_small(self) -> None:
        """Every exhibit of the record at a glance."""
        view = self._page.view
        if view is not None:
            case = view.page.case
            self._tasks.run(
                partial(exhibit_overview.overview, self._session, view.reference),
                partial(self._open_overview, view.reference, case),
                self._messages.show_problem,
                owner=self,
            )

    def _open_overview(self, record: Reference, case: str, tiles: object) -> None:
        assert isinstance(tiles, tuple)
        if self._in_view() != record:
            return
        sheet = OverviewSheet(tiles, case)
        sheet.open_requested.connect(self.show_picture)
        self.sheet = sheet
        sheet.open_over(self._page)

    def make_copy(self, exhibit: EvidenceView) -> None:
        """Make a redacted or marked copy of an exhibit."""
        self.viewer.copies.begin(exhibit.item)

    def show_custody(self, exhibit: EvidenceView) -> None:
        """Who had an exhibit, from the audit."""
        self._tasks.run(
            partial(custody.record_of, self._session, exhibit.item),
            self._show_custody,
            self._messages.show_problem,
            owner=self,
        )

    def _show_custody(self, record: object) -> None:
        assert isinstance(record, CustodyRecord)
        sheet = CustodySheet(record)
        sheet.check_requested.connect(partial(self._check_file, sheet, record.item))
        sheet.print_requested.connect(
            partial(self._page.signals.paper_requested.emit, CustodyPaper(record.item))
        )
        self.sheet = sheet
        sheet.open_over(self._page)

    def _check_file(self, sheet: CustodySheet, item: Reference) -> None:
        sheet.check_button.setEnabled(False)

        def read_again() -> None:
            self._tasks.run(partial(custody.record_of, self._session, item), show, owner=sheet)

        def show(record: object) -> None:
            assert isinstance(record, CustodyRecord)
            sheet.show_record(record)
            sheet.check_button.setEnabled(True)

        def whole(changes: object) -> None:
            assert isinstance(changes, Changes)
            self.said.emit(changes.said)
            read_again()

        def damaged(problem: KnownProblem) -> None:
            self._messages.show_problem(problem, "The file is not as it was sealed")
            read_again()

        self._tasks.run(partial(custody.check_file, self._session, item), whole, damaged, owner=sheet)

    def _in_view(self) -> Reference | None:
        view = self._page.view
        return view.reference if view is not None else None

    def _ask(self) -> None:
        view = self._page.view
        if view is None:
            return
        self._about = view.reference
        titles = self._tools.choices.titles
        head = titles.head_alternate if view.page.incident.head_is_subject else titles.head
        sheet = DeclarationSheet(head, question_for_words=bool(self._paths))
        self.question.ask(sheet, asks_material=view.evidence.intake.asks_material)

    def _cancelled(self) -> None:
        self._paths = ()

    def _answered(self, answer: ImageAnswer, said: MaterialSaid) -> None:
        assert self._about is not None
        operation = partial(evidence.declare, self._session, self._about, IntakeAnswer(answer.value), said)
        self._tasks.run(operation, self._declared, self._refused, owner=self)

    def _refused(self, problem: KnownProblem) -> None:
        self._paths = ()
        self._messages.show_problem(problem, "Nothing was added")

    def _declared(self, result: object) -> None:
        if isinstance(result, StopAdvice):
            self._paths = ()
            self._drop_panel()
            self._stop(result)
            return
        assert isinstance(result, IntakePermit)
        self._permit = result
        if self._panel is not None and self._panel.sources():
            self._take_in()
            return
        self._open_panel()

    def _stop(self, advice: StopAdvice) -> None:
        if advice.form is not None:
            sheet = StopAdviceSheet(advice)
            sheet.words_only_asked.connect(partial(self.words_only_requested.emit, advice.form))
        else:
            sheet = StopAdviceSheet(
                advice, record_words="Write a note on this record", close_words="Close, write no note"
            )
            sheet.words_only_asked.connect(self.note_requested)
        self.sheet = sheet
        sheet.open_over(self._page)

    def _open_panel(self) -> None:
        panel = IntakePanel(
            self._tools, self._paths, record=self._about.id if self._about is not None else None
        )
        self._paths = ()
        panel.submitted.connect(self._submitted)
        panel.put_away.connect(self._put_away)
        panel.doubted.connect(self._doubted)
        if self._about is not None:
            panel.keep_statement = partial(self._keep_statement, self._about)
        self._panel = panel
        self._page.open_panel(panel)
        panel.focus_first()
        self.open_changed.emit()
        if self._first is not None:
            panel.add_by(self._first)

    def _keep_statement(self, about: Reference, sheet: StatementSheet) -> None:
        self._ask_over(sheet, sheet.boxes, FormName.STATEMENT, about)

    def _drop_panel(self) -> None:
        panel, self._panel, self._permit = self._panel, None, None
        self._waits_there = False
        if panel is None:
            return
        if self._page.panel is panel:
            self._page.close_panel()
        panel.deleteLater()
        self.open_changed.emit()

    def _submitted(self) -> None:
        """Take in; where the permit was used up by a batch that failed, the question is asked again first."""
        offered = self._panel.offered() if self._panel is not None else ()
        if self._permit is None or (self._permit.spent and not evidence.covers(self._permit, offered)):
            self._first = None
            self._ask()
        else:
            self._take_in()

    def _take_in(self) -> None:
        assert self._panel is not None and self._permit is not None
        panel = self._panel
        panel.errors.clear()
        panel.set_busy(True)
        pausing = panel.progress.begin()
        self._batch = self._tasks.run_long(
            partial(_take_in, self._session, self._permit, panel.offered(), pausing),
            self._taken_in,
            self._not_taken_in,
            progress=self._stepped,
            owner=self,
            lane=Lane.VAULT,
            urgency=Urgency.BATCH,
        )

    def stop_long_work(self) -> None:
        """The log is about to be locked: what is being read in or written out is let go of; what was sealed is kept."""
        self.going_out.stop()
        if self._batch is not None:
            self._batch.cancel()  # ends a pause, too

    def _stepped(self, step: Step) -> None:
        if self._panel is not None and step.total:
            self._panel.progress.show_step(step)
            self.said.emit(f"Sealing, {step.done * 100 // step.total} %")

    def _taken_in(self, result: object) -> None:
        assert isinstance(result, Intake)
        sources = self._panel.sources() if self._panel is not None else ()
        if self._panel is not None and not result.taken:
            self._nothing_taken(self._panel, result)
            return
        self.desk.sheets.came_about()  # a statement among them is sealed
        self._leave_the_rest(result)
        self.changed.emit(result.changes)
        self.said.emit(result.changes.said)
        notes = [f"{one.exhibit}: {one.note}" for one in result.taken if one.note]
        for one in result.refused:
            name = sources[one.place].words if one.place < len(sources) else ""
            notes.append(f"{name}: {one.problem.sentence} {one.problem.next_step}")
        if result.stopped_by is not None:
            notes.append(f"{result.stopped_by.sentence} {result.stopped_by.next_step}")
        if notes:
            title = "Not everything was added" if result.refused else "Added, with a note"
            meaning = Meaning.LATE if result.refused else Meaning.NOTE
            self._messages.show(
                Message(title, result.changes.said or "Nothing was added.", "", meaning, tuple(notes))
            )

    def _leave_the_rest(self, result: Intake) -> None:
        """Of a batch that was stopped, what was not come to stays listed, to be gone on with."""
        if not result.rest or self._panel is None:
            self._drop_panel()
            self._show_doubts()
            return
        self._panel.keep_last(len(result.rest))
        self._panel.set_busy(False)
        self._waits_there = self._about != self._in_view()

    def _doubted(self) -> None:
        """Something of the batch might show what must not be kept: that is an answer of its own, and advice follows."""
        assert self._about is not None
        operation = partial(evidence.declare, self._session, self._about, IntakeAnswer.YES_OR_POSSIBLY)
        self._tasks.run(operation, self._advice_waits, self._messages.show_problem, owner=self)

    def _advice_waits(self, advice: object) -> None:
        assert isinstance(advice, StopAdvice)
        self._doubts = advice
        self.said.emit("Taken out, unread. What to do about it is shown once the rest is in.")
        if self._panel is not None and not self._panel.sources():
            self._drop_panel()
            self._show_doubts()

    def _show_doubts(self) -> None:
        advice, self._doubts = self._doubts, None
        if advice is not None:
            self._stop(advice)

    def _put_away(self) -> None:
        self._drop_panel()
        self._show_doubts()

    def _nothing_taken(self, panel: IntakePanel, result: Intake) -> None:
        """The form stays, with its facts, so that other files can be chosen."""
        panel.set_busy(False)
        sources = panel.sources()
        reasons = [
            f"{sources[one.place].words}: {one.problem.sentence} {one.problem.next_step}"
            for one in result.refused
        ]
        panel.show_errors(
            {str(place): reason for place, reason in enumerate(reasons)},
            "Nothing was added. Your words are still here.",
        )
        self._say_elsewhere("Nothing was added.", reasons)

    def _not_taken_in(self, problem: KnownProblem) -> None:
        if self._panel is not None:
            self._panel.show_problem(problem)
            self._say_elsewhere(
                problem.sentence, [problem.next_step], said=not isinstance(problem, Cancelled)
            )

    def _say_elsewhere(self, sentence: str, reasons: Sequence[str], *, said: bool = True) -> None:
        """The form that says it is not in view: it waits with its words, and that is said here."""
        self._waits_there = self._about != self._in_view()
        if not (said and self._waits_there):
            return
        next_step = "The form with your words waits on the record that the files were for."
        self._messages.show(Message("Nothing was added", sentence, next_step, Meaning.LATE, tuple(reasons)))


def _take_in(
    session: Session,
    permit: IntakePermit,
    batch: tuple[Offered, ...],
    pausing: Pausing,
    control: TaskControl,
) -> Intake:
    """Facts are looked at first there, so that a slip in one of them does not use the permit up."""
    if not batch:
        raise RuleViolation({"": "Choose what to take in."})
    return evidence.take_in(session, permit, batch, _Reporting(pausing, control), control)


class _Reporting:
    """Tells the window how far a batch has come, ten times a second at most; waits while it is paused."""

    def __init__(self, pausing: Pausing, control: TaskControl) -> None:
        self._pausing = pausing
        self._control = control
        self._next = 0.0

    def _is_cancelled(self) -> bool:
        return self._control.cancelled

    def __call__(self, step: BatchStep) -> bool:
        if not self._pausing.may_go_on(self._is_cancelled) or self._control.cancelled:
            return False
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _BETWEEN_REPORTS
            self._control.step(step.done, step.total, f"{step.place + 1} of {step.count}")
        return True
