"""The list of incidents at work: read for a filter, rows chosen and opened."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.incident_lists import IncidentFilter, IncidentRow, StateFilter
from safeguard_app.services.session import Session
from safeguard_app.ui.incidents.incidents_page import IncidentsPage
from safeguard_app.ui.incidents.list_reading import read_list
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.tasks import TaskRunner


class IncidentList(QObject):
    """Drives the list beside the record.

    Signals:
        record_wanted(object): another record than the one in view was chosen; carries its Reference.
    """

    record_wanted = Signal(object)

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, page: IncidentsPage, parent: QObject
    ) -> None:
        """Nothing is read yet."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._page = page
        self._filter = IncidentFilter()
        self.wanted: Reference | None = None
        """The record in view, or on its way there."""
        pane = page.list_pane
        pane.filter_changed.connect(self._filter_chosen)
        pane.chosen.connect(self._row_chosen)
        pane.opened.connect(self._row_opened)
        pane.clicked.connect(self._row_clicked)

    def set_filter(self, wanted: IncidentFilter) -> None:
        """What the list shows from now on."""
        self._page.list_pane.show_filter(wanted)
        self._filter = wanted

    def read(self) -> None:
        """Read the list again."""
        self._tasks.run(
            partial(read_list, self._session, self._filter),
            partial(self._was_read, self._filter),
            self._messages.show_problem,
            owner=self,
        )

    def _was_read(self, wanted: IncidentFilter, result: object) -> None:
        assert isinstance(result, tuple)
        if wanted != self._filter:
            return
        rows, counts = result
        page = self._page
        page.list_pane.set_rows(rows, counts)
        if self.wanted is not None:
            page.list_pane.choose(self.wanted)
        if page.shows_form or page.shows_cases:
            return
        if counts[StateFilter.ALL] or page.record.view is not None:
            page.show_work()
            self._open_first(rows)
        else:
            page.show_empty()

    def _open_first(self, rows: list[IncidentRow]) -> None:
        """Nothing is opened for anybody: a record that is read is an event in the audit."""
        if self.wanted is None and not rows:
            self._page.record.show_nothing()

    def _filter_chosen(self, wanted: object) -> None:
        assert isinstance(wanted, IncidentFilter)
        self._filter = wanted
        self.read()

    def _row_chosen(self, reference: object) -> None:
        assert isinstance(reference, Reference)
        if reference != self.wanted:
            self.record_wanted.emit(reference)

    def _row_opened(self, reference: object) -> None:
        assert isinstance(reference, Reference)
        self._page.show_record()
        if reference != self.wanted:
            self.record_wanted.emit(reference)
        self._page.record.header.note_button.setFocus()

    def _row_clicked(self, _reference: object) -> None:
        self._page.show_record()
