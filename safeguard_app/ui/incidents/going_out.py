"""Drives evidence on its way out: the sheet, where to save, writing and comparing, the passphrase shown once."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from safeguard_app.domain.errors import Cancelled, KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import disclosures, evidence_bundle
from safeguard_app.services.disclosures import DisclosureLine, HandOver
from safeguard_app.services.evidence_bundle import BundleMade, BundleOrder
from safeguard_app.services.form_drafts import FormName
from safeguard_app.services.paper_views import HandoverPaper
from safeguard_app.services.session import Session
from safeguard_app.system.paths import documents_folder
from safeguard_app.ui.evidence.passphrase_sheet import PassphraseSheet, of_bundle
from safeguard_app.ui.incidents.going_out_sheet import GoingOutSheet
from safeguard_app.ui.incidents.over_record import OverRecord, RecordDesk
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.tasks import Lane, Step, Task, TaskControl, Urgency

ChooseBundle = Callable[[QWidget, Path], Path | None]
_NOT_MADE = "No bundle was made"


def choose_by_dialog(window: QWidget, proposed: Path) -> Path | None:
    """The system's own dialog; an existing file is asked about there."""
    kind = f"*{''.join(proposed.suffixes[-2:] if proposed.suffix == '.age' else (proposed.suffix,))}"
    chosen, _ = QFileDialog.getSaveFileName(window, "Save the bundle", str(proposed), f"Bundle ({kind})")
    return Path(chosen) if chosen else None


class GoingOut(OverRecord):
    """One for the record in view. See :class:`OverRecord` for its signals."""

    def __init__(self, desk: RecordDesk, parent: QObject | None = None) -> None:
        """Nothing is on its way."""
        super().__init__(desk, parent)
        self._task: Task | None = None
        self.choose_place: ChooseBundle = choose_by_dialog
        self.sheet: GoingOutSheet | None = None
        self.told: PassphraseSheet | None = None
        self.reason_sheet: ReasonSheet | None = None

    def open(self) -> None:
        """Choose what goes out of the record in view."""
        view = self._page.view
        if view is None:
            return
        operation = partial(disclosures.choices, self._session, view.reference)
        self._tasks.run(
            operation, partial(self._offer, view.reference), self._messages.show_problem, owner=self
        )

    def take_back(self, line: object) -> None:
        """Something noted as handed over was not: ask why."""
        assert isinstance(line, DisclosureLine) and self._page.view is not None
        sheet = ReasonSheet(
            "Entered in error",
            f"{line.exhibits} to {line.receiver}: the line stays on the record and in the custody of each exhibit, and"
            " says that it was entered in error.",
            "Take it back",
        )
        incident = self._page.view.reference
        sheet.given.connect(partial(self._take_back, incident, line))
        self.reason_sheet = sheet
        self._ask_over(sheet, sheet.fields, FormName.HANDED_OUT_BACK, incident, str(line.record))

    def _take_back(self, incident: Reference, line: DisclosureLine, reason: str) -> None:
        operation = partial(disclosures.take_back, self._session, incident, line.record, reason)
        self._tasks.run(operation, self._done, self._messages.show_problem, owner=self)

    def _offer(self, incident: Reference, choices: object) -> None:
        assert isinstance(choices, tuple)
        sheet = GoingOutSheet(incident, choices, self._tools)
        sheet.bundle_requested.connect(self._check)
        sheet.hand_over_requested.connect(self._hand_over)
        sheet.form_requested.connect(partial(self._form, incident))
        sheet.stopped.connect(self.stop)
        self.sheet = sheet
        self._ask_over(sheet, sheet.boxes, FormName.HAND_OUT, incident)

    def _form(self, incident: Reference, exhibits: object) -> None:
        assert isinstance(exhibits, tuple)
        self._page.signals.paper_requested.emit(HandoverPaper(incident, exhibits))

    def _hand_over(self, given: object) -> None:
        assert isinstance(given, HandOver)
        self._run(partial(disclosures.hand_over, self._session, given), self._noted)

    def _noted(self, changes: object) -> None:
        self._close()
        self._done(changes)

    def _check(self, order: object) -> None:
        """Everything that can be wrong with the order is said before anybody is asked where it should lie."""
        assert isinstance(order, BundleOrder)
        self._run(partial(_ready, self._session, order), self._ask_place)

    def _ask_place(self, ready: object) -> None:
        assert isinstance(ready, tuple) and self.sheet is not None
        order, name = ready
        place = self.choose_place(self._page.window(), documents_folder() / name)
        if place is None:
            return
        self.sheet.set_writing("Writing the bundle")
        self._task = self._tasks.run_long(
            partial(_make, self._session, order, place),
            self._made,
            self._failed,
            progress=self._stepped,
            owner=self,
            lane=Lane.VAULT,
            urgency=Urgency.WAITED_FOR,
        )

    def _stepped(self, step: Step) -> None:
        if step.total and self.sheet is not None:
            share = step.done * 100 // step.total
            doing = "Writing the bundle" if share < 50 else "Reading it back and comparing"
            self.sheet.set_writing(f"{doing}, {share} %")

    def stop(self) -> None:
        """Stop what is being written."""
        if self._task is not None:
            self._task.cancel()

    def _made(self, made: object) -> None:
        assert isinstance(made, BundleMade)
        self._close()
        sheet = PassphraseSheet(of_bundle(made))
        self.told = sheet
        sheet.closed.connect(self._forget)
        sheet.open_over(self._page)
        self._done(made.changes)

    def _forget(self) -> None:
        self.told = None

    def _failed(self, problem: KnownProblem) -> None:
        self._task = None
        if self.sheet is not None:
            self.sheet.set_writing("")
        if isinstance(problem, Cancelled):
            self.said.emit("Stopped. Nothing was handed out.")
        else:
            self._refused(problem)

    def _refused(self, problem: KnownProblem) -> None:
        if isinstance(problem, RuleViolation) and self.sheet is not None:
            self.sheet.show_errors(problem.fields)
        else:
            self._messages.show_problem(problem, _NOT_MADE)

    def _close(self) -> None:
        self._task = None
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            sheet.set_writing("")
            sheet.accept()


def _ready(session: Session, order: BundleOrder) -> tuple[BundleOrder, str]:
    return evidence_bundle.checked(session, order), evidence_bundle.proposed_name(session, order)


def _make(session: Session, order: BundleOrder, place: Path, control: TaskControl) -> BundleMade:
    return evidence_bundle.make(session, order, place, _Report(control))


class _Report:
    """Asks at every piece whether to go on, and tells the window only of every further hundredth."""

    def __init__(self, control: TaskControl) -> None:
        self._control = control
        self._told = -1

    def __call__(self, done: int, total: int) -> bool:
        if self._control.cancelled:
            return False
        share = done * 100 // total
        if share != self._told:
            self._told = share
            self._control.step(done, total)
        return True
