"""The radar at work: it looks through every record behind all else, after unlock and after each write."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import Cancelled, KnownProblem
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.records import HANGS_ON_INCIDENT, RecordKind
from safeguard_app.services import patterns
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.services.patterns import PatternView, Radar
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.insights.insights_page import InsightsPage
from safeguard_app.ui.insights.numbers_presenter import NumbersPresenter
from safeguard_app.ui.insights.part_papers import PartPapers
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.tasks import Lane, Task, TaskControl, TaskRunner, Urgency

_CONCERNS = HANGS_ON_INCIDENT | {RecordKind.INCIDENT, RecordKind.PATTERN_DISMISSAL, RecordKind.SCHOOL}
PAUSE_MS = 400
"""Several writes that follow each other are looked at once."""


class InsightsPresenter(QObject):
    """Implements the shell's Page.

    Signals:
        changed(object): a finding was put aside or brought back; carries Changes.
        said(str): a sentence for the status bar.
        record_requested(object): open a record; carries its Reference.
        found(object): every record was looked through; carries the Radar.
    """

    changed = Signal(object)
    said = Signal(str)
    record_requested = Signal(object)
    found = Signal(object)

    title = "Insights"
    own_act = False
    record_acts: frozenset[RecordAct] = frozenset()

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, parent: QObject | None = None
    ) -> None:
        """Nothing is looked through before :meth:`begin`."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._under_way: Task | None = None
        self._more = False
        self._ended = False
        self._record: RecordId | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.begin)
        self.radar = Radar()
        self.page = InsightsPage()
        self.page.record_opened.connect(self.record_requested)
        self.page.put_aside.connect(self._put_aside)
        self.page.brought_back.connect(self._bring_back)
        self.papers = PartPapers(session, tasks, messages, self.page, self)
        self.numbers = NumbersPresenter(session, tasks, messages, self)
        self.page.numbers_wanted.connect(self._show_numbers)
        self.page.inspection_requested.connect(self.papers.inspection)
        self.page.journeys_requested.connect(self.papers.journeys)
        self.page.handover_requested.connect(self.papers.handover)
        self.page.governors_requested.connect(self.papers.governors)
        self.page.monthly_requested.connect(self.papers.monthly)

    @property
    def view(self) -> QWidget:
        """The widget to show."""
        return self.page

    def begin(self) -> None:
        """Look through every record; while that is under way, once more afterwards."""
        if self._ended:
            return
        if self._under_way is not None:
            self._more = True
            return
        self._more = False
        self._under_way = self._tasks.run_long(
            partial(_look, self._session),
            self._looked,
            self._stopped,
            owner=self,
            lane=Lane.VAULT,
            urgency=Urgency.BACKGROUND,
        )

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed in a sheet, then go on: before locking."""
        self.papers.sheets.flush(then)

    def end(self) -> None:
        """The log is locked: stop where it stands."""
        self._ended = True
        self._pause.stop()
        self.numbers.end()
        if self._under_way is not None:
            self._under_way.cancel()

    def refresh(self, changes: Changes) -> None:
        """Something was written that a rule may count."""
        self.numbers.refresh(changes)
        if changes.kinds & _CONCERNS and not self._ended:
            self._pause.start()

    def shown(self) -> None:
        """The page came to the front: another day may have begun."""
        if self._record is None:
            self.page.focus_first()
        else:
            self.page.focus_record(self._record)
        self._record = None
        if self.page.shows_numbers:
            self.numbers.begin()
        self.begin()

    def show_record(self, record: RecordId) -> None:
        """When the page comes to the front, begin at a finding that this record is part of."""
        self._record = record

    def begin_find(self) -> None:
        """No search field of its own."""

    def do(self, _act: RecordAct) -> None:
        """No record is in view."""

    def _show_numbers(self) -> None:
        self.page.show_numbers(self.numbers.make_part())
        self.numbers.begin()

    def _looked(self, result: object) -> None:
        assert isinstance(result, tuple)
        radar, reasons = result
        assert isinstance(radar, Radar)
        self._under_way = None
        self.radar = radar
        self.page.show_radar(radar, reasons)
        self.found.emit(radar)
        if self._more:
            self.begin()

    def _stopped(self, problem: KnownProblem) -> None:
        """A lock was quicker. Anything else is said where somebody looks."""
        self._under_way = None
        if not isinstance(problem, Cancelled) and self.page.isVisible():
            self._messages.show_problem(problem)

    def _put_aside(self, view: object, reason: str) -> None:
        assert isinstance(view, PatternView)
        self._write(partial(patterns.dismiss, self._session, view.finding, reason))

    def _bring_back(self, view: object) -> None:
        assert isinstance(view, PatternView) and view.dismissal is not None
        self._write(partial(patterns.bring_back, self._session, view.dismissal))

    def _write(self, operation: Callable[[], Changes]) -> None:
        self._tasks.run(operation, self._written, self._messages.show_problem, owner=self)

    def _written(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.said.emit(changes.said)
        self.changed.emit(changes)
        self._pause.stop()
        self.begin()


def _look(session: Session, control: TaskControl) -> tuple[Radar, tuple[ChoiceLine, ...]]:
    return patterns.radar(session, control), patterns.reasons(session)
