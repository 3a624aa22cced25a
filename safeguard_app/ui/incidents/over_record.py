"""What drives sheets over the record in view: it runs an act, says what went wrong, and tells what was written."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.form_drafts import FormName, new_draft
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.record_page import RecordPage
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.form_part import FormPage
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.tasks import TaskRunner
from safeguard_app.ui.widgets.modal_sheet import ModalSheet


@dataclass(frozen=True, slots=True)
class RecordDesk:
    """What an act on the record in view needs: the log, who runs it, who says what went wrong, the page, the lists.

    ``sheets`` keeps what is typed in a sheet over the record.
    """

    session: Session
    tasks: TaskRunner
    messages: Messages
    page: RecordPage
    tools: FormTools
    sheets: SheetKeeper


class OverRecord(QObject):
    """Base of the presenters of acts on one record.

    Signals:
        changed(object): something was written; carries Changes.
        said(str): progress and results for the status bar.
    """

    changed = Signal(object)
    said = Signal(str)

    def __init__(self, desk: RecordDesk, parent: QObject | None = None) -> None:
        """Sheets lie over the page of ``desk``."""
        super().__init__(parent)
        self.desk = desk
        self._session = desk.session
        self._tasks = desk.tasks
        self._messages = desk.messages
        self._page = desk.page
        self._tools = desk.tools

    def _run(self, operation: Callable[[], object], done: Callable[[object], None]) -> None:
        """On the vault's thread; a problem is shown, and nothing was changed then."""
        self._tasks.run(operation, done, self._refused, owner=self)

    def _ask_over(
        self, sheet: ModalSheet, boxes: FormPage, form: FormName, incident: Reference, of: str = ""
    ) -> None:
        """Open a sheet of which a draft is kept."""
        view = self._page.view
        name = str(view.page.incident.case) if view is not None and view.reference == incident else ""
        self.desk.sheets.open(sheet, boxes, new_draft(form, incident, name=name, of=of), self._page)

    def _done(self, changes: object) -> None:
        """What a sheet was confirmed for came about."""
        self.desk.sheets.came_about()
        self._tell(changes)

    def _refused(self, problem: KnownProblem) -> None:
        self._messages.show_problem(problem, "Nothing was changed")

    def _tell(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.changed.emit(changes)
        self.said.emit(changes.said)
