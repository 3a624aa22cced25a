"""Comparing the log with paper, from the audit page: opens the sheet and answers it."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services.paper_comparison import compare
from safeguard_app.services.session import Session
from safeguard_app.ui.audit.comparison_sheet import ComparisonSheet
from safeguard_app.ui.tasks import TaskRunner


class ComparisonDesk(QObject):
    """One for the audit page."""

    def __init__(self, session: Session, tasks: TaskRunner, page: QWidget) -> None:
        """``page`` is what the sheet lies over the window of."""
        super().__init__(page)
        self._session = session
        self._tasks = tasks
        self._page = page
        self.open_sheet: ComparisonSheet | None = None

    def open(self, part: Compartment, name: str) -> None:
        """Ask for number and digits of a page to hold against ``part``."""
        if self.open_sheet is not None:
            return
        sheet = ComparisonSheet(name)
        sheet.asked.connect(partial(self._compare, part))
        sheet.closed.connect(self._closed)
        self.open_sheet = sheet
        sheet.open_over(self._page)

    def _compare(self, part: Compartment, number: str, digits: str) -> None:
        sheet = self.open_sheet
        if sheet is None:
            return
        self._tasks.run(
            partial(compare, self._session, part, number, digits),
            sheet.show_answer,
            sheet.show_problem,
            owner=sheet,
        )

    def _closed(self) -> None:
        self.open_sheet = None
