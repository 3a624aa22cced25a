"""Papers for an inspection and a handover, asked for on Insights or in the menu: choose, look, print."""

from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.moments import describe
from safeguard_app.domain.periods import Period
from safeguard_app.services import day_sheet, governors_asked, inspection, journeys, monthly_summary
from safeguard_app.services.day_sheet import DayParts
from safeguard_app.services.form_drafts import FormName, new_draft
from safeguard_app.services.governors_asked import Asked
from safeguard_app.services.journeys import Proposal
from safeguard_app.services.monthly_summary import MONTHLY_TITLE
from safeguard_app.services.paper_governors import GOVERNORS_TITLE
from safeguard_app.services.paper_views import (
    HandoverBriefPaper,
    InspectionPaper,
    JourneysPaper,
    MonthlyPaper,
)
from safeguard_app.services.session import Session
from safeguard_app.ui.incidents.time_readers import past_reader
from safeguard_app.ui.insights.governors_sheet import GovernorsSheet
from safeguard_app.ui.insights.journeys_sheet import JOURNEYS, JourneysSheet
from safeguard_app.ui.insights.part_paper_sheet import PartPaperSheet
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.day_field import DayField, PeriodFields
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.tasks import TaskRunner

INSPECTION = "List for an inspection"
_INSPECTION_WORDS = (
    "What inspectors ask for in the morning: every concern raised, to whom it was referred and when, how it ended, and "
    "what is open. Case numbers and kinds of concern only: no name, and nothing that was typed."
)
HANDOVER = "Handover brief"
_HANDOVER_WORDS = (
    "For whoever takes over: open records with their next step, what is late or due, the backup, how much the log "
    "holds and its chain head, to be signed by both. Case numbers and kinds of concern only."
)
_MONTHLY_WORDS = (
    "One page for whoever leads the school: new, open, closed and late records, what waits for them, declarations, "
    "referrals, bans and training. Case numbers only: no name and no kind of concern."
)
_Periods = tuple[tuple[Period, str], ...]


class PartPapers(QObject):
    """Implements what the menu and the page ask for.

    Signals:
        paper_requested(str, object): show a paper; carries its title for the title bar and its PaperJob.
        share_requested(str, object): share one with somebody outside; carries the same.
    """

    paper_requested = Signal(str, object)
    share_requested = Signal(str, object)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        over: QWidget,
        parent: QObject | None = None,
    ) -> None:
        """``over`` is in the window that the sheets lie over."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._over = over
        self.open_sheet: PartPaperSheet | None = None
        self.open_journeys: JourneysSheet | None = None
        self.open_report: GovernorsSheet | None = None
        self.sheets = SheetKeeper(session, tasks, messages, self)

    def inspection(self) -> None:
        """Ask which part and which time."""
        self._tasks.run(
            partial(_read, self._session), self._ask_inspection, self._messages.show_problem, owner=self
        )

    def handover(self) -> None:
        """Ask which part the brief is of."""
        self._tasks.run(
            partial(day_sheet.day_parts, self._session),
            self._ask_handover,
            self._messages.show_problem,
            owner=self,
        )

    def journeys(self) -> None:
        """Propose two records, or have others chosen."""
        self._tasks.run(
            partial(journeys.proposal, self._session),
            self._ask_journeys,
            self._messages.show_problem,
            owner=self,
        )

    def governors(self) -> None:
        """Ask what the report to those who govern counts, and what it says besides."""
        self._tasks.run(
            partial(governors_asked.asked, self._session),
            self._ask_governors,
            self._messages.show_problem,
            owner=self,
        )

    def monthly(self) -> None:
        """Ask which part and which month."""
        self._tasks.run(
            partial(_read_months, self._session), self._ask_monthly, self._messages.show_problem, owner=self
        )

    def _ask_governors(self, asked: object) -> None:
        assert isinstance(asked, Asked)
        days = PeriodFields("Days", self._day("From"), self._day("To"), until="To")
        sheet = GovernorsSheet(asked, days)
        sheet.chosen.connect(partial(self.paper_requested.emit, GOVERNORS_TITLE))
        sheet.shared.connect(partial(self.share_requested.emit, GOVERNORS_TITLE))
        self.open_report = sheet
        draft = new_draft(FormName.GOVERNORS_REPORT)
        self.sheets.open(sheet, sheet.boxes, draft, self._over.window(), kept_when_closed=True)

    def _ask_monthly(self, read: object) -> None:
        assert isinstance(read, tuple)
        parts, periods = read
        assert isinstance(parts, DayParts)
        sheet = PartPaperSheet(MONTHLY_TITLE, _MONTHLY_WORDS, parts.parts)
        sheet.may_be_shared()
        sheet.ask_period(periods, PeriodFields("Days", self._day("From"), self._day("To"), until="To"))
        sheet.chosen.connect(partial(self._monthly_chosen, self.paper_requested))
        sheet.shared.connect(partial(self._monthly_chosen, self.share_requested))
        self._open(sheet)

    def _monthly_chosen(self, asked: SignalInstance, part: object, period: object) -> None:
        assert isinstance(part, Compartment)
        assert period is None or isinstance(period, Period)
        asked.emit(MONTHLY_TITLE, MonthlyPaper(part, period))

    def _ask_journeys(self, found: object) -> None:
        assert isinstance(found, Proposal)
        sheet = JourneysSheet(found)
        sheet.chosen.connect(self._journeys_chosen)
        self.open_journeys = sheet
        sheet.open_over(self._over.window())

    def _journeys_chosen(self, records: object, with_words: object) -> None:
        chosen, typed = _references(records), _references(with_words)
        self.paper_requested.emit(JOURNEYS, JourneysPaper(chosen, typed))

    def _ask_handover(self, parts: object) -> None:
        assert isinstance(parts, DayParts)
        sheet = PartPaperSheet(HANDOVER, _HANDOVER_WORDS, parts.parts)
        sheet.chosen.connect(self._handover_chosen)
        self._open(sheet)

    def _handover_chosen(self, part: object, _period: object) -> None:
        assert isinstance(part, Compartment)
        self.paper_requested.emit(HANDOVER, HandoverBriefPaper(part))

    def _ask_inspection(self, read: object) -> None:
        assert isinstance(read, tuple)
        parts, periods = read
        assert isinstance(parts, DayParts)
        sheet = PartPaperSheet(INSPECTION, _INSPECTION_WORDS, parts.parts)
        sheet.ask_period(periods, PeriodFields("Days", self._day("From"), self._day("To"), until="To"))
        sheet.chosen.connect(self._inspection_chosen)
        self._open(sheet)

    def _inspection_chosen(self, part: object, period: object) -> None:
        assert isinstance(part, Compartment)
        assert period is None or isinstance(period, Period)
        self.paper_requested.emit(INSPECTION, InspectionPaper(part, period))

    def _day(self, label: str) -> DayField:
        session = self._session
        read = past_reader(session.now, session.zone)
        say = partial(describe, zone=session.zone, long=True)
        return DayField(label, read, say, session.zone, "1/9/2026")

    def _open(self, sheet: PartPaperSheet) -> None:
        self.open_sheet = sheet
        sheet.open_over(self._over.window())


def _references(found: object) -> tuple[Reference, ...]:
    assert isinstance(found, tuple)
    return tuple(one for one in found if isinstance(one, Reference))


def _read_months(session: Session) -> tuple[DayParts, _Periods]:
    return monthly_summary.parts(session), monthly_summary.months(session)


def _read(session: Session) -> tuple[DayParts, _Periods]:
    return day_sheet.day_parts(session), inspection.periods(session)
