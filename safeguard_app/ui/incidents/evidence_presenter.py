"""Evidence on a record: the question before anything, one permit to one batch, what to do instead, pictures shown."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.evidence import IntakeAnswer
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import capture_facts, custody, evidence
from safeguard_app.services.custody import CustodyRecord
from safeguard_app.services.evidence_views import (
    EvidenceView,
    Intake,
    IntakePermit,
    Offered,
    StopAdvice,
)
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.evidence.custody_sheet import CustodySheet
from safeguard_app.ui.evidence.declaration_sheet import DeclarationSheet, ImageAnswer
from safeguard_app.ui.evidence.exhibit_viewer import ExhibitViewer
from safeguard_app.ui.evidence.stop_advice import RingRow
from safeguard_app.ui.evidence.stop_advice import StopAdvice as StopAdviceSheet
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.intake_panel import IntakePanel
from safeguard_app.ui.incidents.record_page import RecordPage
from safeguard_app.ui.messages import Message, Messages
from safeguard_app.ui.tasks import Lane, Step, TaskControl, TaskRunner, Urgency
from safeguard_app.ui.theme.meanings import Meaning


class EvidencePresenter(QObject):
    """Drives evidence on the record in view.

    Signals:
        changed(object): evidence was sealed; carries Changes.
        words_only_requested(object): carries the prefilled IncidentForm of a record in words only.
        said(str): progress and results for the status bar.
        open_changed(): the form for what is taken in was opened or closed.
    """

    changed = Signal(object)
    words_only_requested = Signal(object)
    said = Signal(str)
    open_changed = Signal()

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        page: RecordPage,
        tools: FormTools,
        parent: QObject | None = None,
    ) -> None:
        """``page`` is where the question and the form are shown."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._page = page
        self._tools = tools
        self._paths: tuple[Path, ...] = ()
        self._panel: IntakePanel | None = None
        self._permit: IntakePermit | None = None
        self._about: Reference | None = None
        self._choose_at_once = False
        self.viewer = ExhibitViewer(session, tasks, messages, page, self)
        self.viewer.kept.connect(self._copy_kept)
        self.sheet: QWidget | None = None
        """The sheet on screen, for tests."""

    @property
    def panel(self) -> IntakePanel | None:
        """The form of what is taken in, while it is open."""
        return self._panel

    def begin(self) -> None:
        """Add evidence: the question first, then the file dialog."""
        if self._panel is not None and self._about == self._in_view():
            if self._page.panel is not self._panel:
                self._page.open_panel(self._panel)
            self._panel.focus_first()
            return
        self._paths, self._choose_at_once = (), True
        self._ask()

    def begin_with(self, paths: Sequence[Path]) -> None:
        """Something was dropped: its paths wait, unread, until the question is answered."""
        if self._panel is not None and self._about == self._in_view():
            return
        self._paths, self._choose_at_once = tuple(paths), False
        self._ask()

    def leave(self) -> None:
        """Another record is in view: what was chosen and not taken in is let go of, unread."""
        if self._about is not None and self._about != self._in_view():
            self._drop_panel()

    def submit(self) -> None:
        """Take in what is listed."""
        if self._panel is not None:
            self._panel.submit()

    def show_picture(self, exhibit: EvidenceView) -> None:
        """Open a picture or a document inside the program."""
        view = self._page.view
        others = view.evidence.items if view is not None else ()
        self.viewer.show(exhibit.item, others, can_be_copied=exhibit.can_be_copied)

    def make_copy(self, exhibit: EvidenceView) -> None:
        """Make a redacted or marked copy of an exhibit."""
        self.viewer.copies.begin(exhibit.item)

    def _copy_kept(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.changed.emit(changes)
        self.said.emit(changes.said)

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
        sheet.answered.connect(self._answered)
        sheet.cancelled.connect(self._cancelled)
        self.sheet = sheet
        sheet.open_over(self._page)

    def _cancelled(self) -> None:
        self._paths = ()

    def _answered(self, answer: object) -> None:
        assert isinstance(answer, ImageAnswer) and self._about is not None
        operation = partial(evidence.declare, self._session, self._about, IntakeAnswer(answer.value))
        self._tasks.run(operation, partial(self._declared, answer), self._refused, owner=self)

    def _refused(self, problem: KnownProblem) -> None:
        self._paths = ()
        self._messages.show_problem(problem, "Nothing was added")

    def _declared(self, answer: ImageAnswer, result: object) -> None:
        if isinstance(result, StopAdvice):
            self._paths = ()
            self._drop_panel()
            self._stop(answer, result)
            return
        assert isinstance(result, IntakePermit)
        self._permit = result
        if self._panel is not None and self._panel.sources():
            self._take_in()
            return
        self._open_panel()

    def _stop(self, answer: ImageAnswer, advice: StopAdvice) -> None:
        rows = [
            RingRow(", ".join(filter(None, (one.agency, one.name))), one.number, one.what_for)
            for one in advice.ring
        ]
        sheet = StopAdviceSheet(answer, rows)
        sheet.words_only_asked.connect(partial(self.words_only_requested.emit, advice.form))
        self.sheet = sheet
        sheet.open_over(self._page)

    def _open_panel(self) -> None:
        panel = IntakePanel(self._tools, self._paths)
        self._paths = ()
        panel.submitted.connect(self._submitted)
        panel.put_away.connect(self._drop_panel)
        self._panel = panel
        self._page.open_panel(panel)
        panel.focus_first()
        self.open_changed.emit()
        if self._choose_at_once:
            panel.choose_files()

    def _drop_panel(self) -> None:
        panel, self._panel, self._permit = self._panel, None, None
        if panel is None:
            return
        if self._page.panel is panel:
            self._page.close_panel()
        panel.deleteLater()
        self.open_changed.emit()

    def _submitted(self) -> None:
        """Take in; where the permit was used up by a batch that failed, the question is asked again first."""
        if self._permit is None or self._permit.spent:
            self._choose_at_once = False
            self._ask()
        else:
            self._take_in()

    def _take_in(self) -> None:
        assert self._panel is not None and self._permit is not None
        panel = self._panel
        panel.errors.clear()
        panel.set_busy(True)
        self._tasks.run_long(
            partial(_take_in, self._session, self._permit, panel.offered()),
            self._taken_in,
            self._not_taken_in,
            progress=self._stepped,
            owner=self,
            lane=Lane.VAULT,
            urgency=Urgency.WAITED_FOR,
        )

    def _stepped(self, step: Step) -> None:
        if step.total:
            self.said.emit(f"Sealing, {step.done * 100 // step.total} %")

    def _taken_in(self, result: object) -> None:
        assert isinstance(result, Intake)
        sources = self._panel.sources() if self._panel is not None else ()
        if self._panel is not None and not result.taken:
            self._nothing_taken(self._panel, result)
            return
        self._drop_panel()
        self.changed.emit(result.changes)
        self.said.emit(result.changes.said)
        notes = [f"{one.exhibit}: {one.note}" for one in result.taken if one.note]
        for one in result.refused:
            name = sources[one.place].words if one.place < len(sources) else ""
            notes.append(f"{name}: {one.problem.sentence} {one.problem.next_step}")
        if notes:
            title = "Not everything was added" if result.refused else "Added, with a note"
            meaning = Meaning.LATE if result.refused else Meaning.NOTE
            self._messages.show(
                Message(title, result.changes.said or "Nothing was added.", "", meaning, tuple(notes))
            )

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

    def _not_taken_in(self, problem: KnownProblem) -> None:
        if self._panel is not None:
            self._panel.show_problem(problem)


def _take_in(
    session: Session, permit: IntakePermit, batch: tuple[Offered, ...], control: TaskControl
) -> Intake:
    """Facts first, so that a slip in one of them does not use the permit up."""
    if not batch:
        raise RuleViolation({"": "Choose what to take in."})
    capture_facts.checked_facts(session, batch[0].facts)
    return evidence.take_in(session, permit, batch, partial(_report, control))


def _report(control: TaskControl, done: int, total: int) -> bool:
    """Tell how far it is; False stops where nothing is half kept."""
    if control.cancelled:
        return False
    control.step(done, total)
    return True
