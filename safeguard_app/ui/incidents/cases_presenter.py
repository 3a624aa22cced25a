"""Cases at work: opened from a record or from the list, read again when something in them was written."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import case_pages, cases
from safeguard_app.services.case_views import CasePage
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.incidents.cases_page import CasesPage
from safeguard_app.ui.incidents.incidents_page import IncidentsPage
from safeguard_app.ui.incidents.record_view import RecordGone
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.tasks import TaskRunner


class CasesPresenter(QObject):
    """Fills the page of cases, which stands over that of incidents.

    Signals:
        record_requested(object), person_requested(object): carry a Reference.
        view_changed(bool): cases came over the page, or went away again.
    """

    record_requested = Signal(object)
    person_requested = Signal(object)
    view_changed = Signal(bool)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        under: IncidentsPage,
        parent: QObject | None = None,
    ) -> None:
        """``session`` is used on the vault's thread alone; ``under`` is the page that cases stand over."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._wanted: Reference | None = None
        self._under = under
        self.page = CasesPage()
        under.set_cases_page(self.page)
        self.page.case_opened.connect(self.open_case)
        self.page.list_wanted.connect(self.open_list)
        self.page.left.connect(self._leave)
        self.page.record_opened.connect(self.record_requested)
        self.page.person_opened.connect(self.person_requested)
        under.record.signals.case_opened.connect(self.open_case)
        under.record.signals.linked_record_opened.connect(self.record_requested)
        under.list_pane.cases_requested.connect(self.open_list)

    def open_list(self) -> None:
        """Every case."""
        self._wanted = None
        self._tasks.run(
            partial(cases.rows, self._session), self._list_read, self._messages.show_problem, owner=self
        )

    def open_case(self, case: object) -> None:
        """One case."""
        assert isinstance(case, Reference)
        self._wanted = case
        operation = partial(_read, self._session, case)
        self._tasks.run(operation, partial(self._case_read, case), self._not_read, owner=self)

    def refresh(self, changes: Changes) -> None:
        """Read again what is in view, where it concerns it."""
        if not self._under.shows_cases:
            return
        page = self.page.case
        if page is None:
            self.open_list()
        elif {page.reference, *(one.reference for one in page.records)} & changes.touched:
            self.open_case(page.reference)

    def _list_read(self, rows: object) -> None:
        assert isinstance(rows, tuple)
        if self._wanted is None:
            self.page.show_list(rows)
            self._show()

    def _case_read(self, case: Reference, page: object) -> None:
        assert isinstance(page, CasePage)
        if self._wanted == case:
            self.page.show_case(page)
            self._show()

    def _not_read(self, problem: KnownProblem) -> None:
        self._messages.show_problem(problem)

    def _show(self) -> None:
        if not self._under.shows_cases:
            self._under.show_cases()
            self.view_changed.emit(True)
            self.page.focus_first()

    def _leave(self) -> None:
        self._under.show_work()
        self._under.list_pane.list.setFocus()
        self.view_changed.emit(False)


def _read(session: Session, case: Reference) -> CasePage:
    try:
        return case_pages.open_case(session, case)
    except KeyError as missing:
        raise RecordGone from missing
