"""The numbers of Insights at work: counted behind everything else, and each number opens the list that it counts."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from safeguard_app.domain.errors import Cancelled, KnownProblem
from safeguard_app.domain.moments import describe
from safeguard_app.domain.periods import Period
from safeguard_app.domain.records import HANGS_ON_INCIDENT, RecordKind
from safeguard_app.services import insights
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter
from safeguard_app.services.insight_standing import REVIEWS, WAITING
from safeguard_app.services.insights import InsightView
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.incidents.time_readers import past_reader
from safeguard_app.ui.insights.numbers_part import NumbersPart
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.day_field import DayField, PeriodFields
from safeguard_app.ui.tasks import Lane, Task, TaskControl, TaskRunner, Urgency

_CONCERNS = HANGS_ON_INCIDENT | {
    RecordKind.INCIDENT,
    RecordKind.DECLARATION,
    RecordKind.SCHOOL,
    RecordKind.PERSON,
}
PAUSE_MS = 400
"""Several writes that follow each other are counted at once."""


class NumbersPresenter(QObject):
    """Drives the numbers while they are in view.

    Signals:
        list_requested(object): a list of incidents; carries the IncidentFilter.
        declarations_requested(), reviews_requested(), queue_requested(): the register, the reviews that are due, what
            waits to be decided.
    """

    list_requested = Signal(object)
    declarations_requested = Signal()
    reviews_requested = Signal()
    queue_requested = Signal()

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, parent: QObject | None = None
    ) -> None:
        """Nothing is counted before :meth:`begin`."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._under_way: Task | None = None
        self._ahead: Task | None = None
        self._ended = False
        self._asked = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._again)
        self.part: NumbersPart | None = None

    def make_part(self) -> NumbersPart:
        """The widget, made when it is first looked at."""
        if self.part is None:
            days = PeriodFields("Days", self._day("From"), self._day("To"), until="To")
            periods = insights.periods(self._session)
            self.part = NumbersPart(insights.topic_names(), periods, days)
            self.part.asked.connect(self.begin)
            self.part.opened.connect(self._opened)
        return self.part

    def begin(self) -> None:
        """Count what is asked for; what was under way is dropped."""
        if self._ended or self.part is None:
            return
        if self._under_way is not None:
            self._under_way.cancel()
        self._asked += 1
        self.part.show_counting()
        self._under_way = self._tasks.run_long(
            partial(_count, self._session, self.part.topic(), self.part.period()),
            partial(self._counted, self._asked),
            partial(self._stopped, self._asked),
            owner=self,
            lane=Lane.VAULT,
            urgency=Urgency.UNHURRIED,
        )

    def refresh(self, changes: Changes) -> None:
        """Something was written that may be counted."""
        if changes.kinds & _CONCERNS and self.part is not None and not self._ended:
            self._pause.start()

    def end(self) -> None:
        """The log is locked: stop where it stands."""
        self._ended = True
        self._pause.stop()
        for task in (self._under_way, self._ahead):
            if task is not None:
                task.cancel()

    def _again(self) -> None:
        if self.part is not None and self.part.isVisible():
            self.begin()

    def _counted(self, asked: int, view: object) -> None:
        assert isinstance(view, InsightView) and self.part is not None
        if asked == self._asked:
            self._under_way = None
            self.part.show_view(view)
            self._read_ahead()

    def _read_ahead(self) -> None:
        """The first time, behind everything else: what the other topics need."""
        if self._ahead is None:
            self._ahead = self._tasks.run_long(
                partial(insights.read_ahead, self._session),
                _nothing_to_say,
                _nothing_to_say,
                owner=self,
                lane=Lane.VAULT,
                urgency=Urgency.BACKGROUND,
            )

    def _stopped(self, asked: int, problem: KnownProblem) -> None:
        if asked == self._asked:
            self._under_way = None
            if not isinstance(problem, Cancelled):
                self._messages.show_problem(problem)

    def _opened(self, what: object, words: str) -> None:
        """Declarations have a page of their own; everything else is a list of incidents."""
        assert isinstance(what, tuple)
        key, label, records = what
        if key == insights.DECLARATIONS:
            opens = {REVIEWS: self.reviews_requested, WAITING: self.queue_requested}
            opens.get(label, self.declarations_requested).emit()
            return
        self.list_requested.emit(IncidentFilter(StateFilter.ALL, records=frozenset(records), counted=words))

    def _day(self, label: str) -> DayField:
        session = self._session
        read = past_reader(session.now, session.zone)
        say = partial(describe, zone=session.zone, long=True)
        return DayField(label, read, say, session.zone, "1/9/2026")


def _nothing_to_say(_result: object) -> None:
    """Whatever became of reading ahead: a topic that is asked for reads itself, and says what it cannot."""


def _count(session: Session, key: str, period: Period, control: TaskControl) -> InsightView:
    return insights.insight(session, key, period, control)
