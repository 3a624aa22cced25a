"""The list of incidents: find, filter, sort, choose."""

from collections.abc import Mapping, Sequence
from operator import attrgetter

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.incident_lists import IncidentFilter, IncidentRow, Sort, StateFilter
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.incidents.status_words import status
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import font, scaled
from safeguard_app.ui.widgets.button import Button, small
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.empty_state import EmptyState
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import Pane, WrapLayout
from safeguard_app.ui.widgets.line_field import SearchField
from safeguard_app.ui.widgets.record_list import ListRow, RecordList

SEARCH_PAUSE_MS = 120
_SIDE = 12
_BUTTON_EXTRA = 44
"""What a small button needs beside its words: the icon and its edges."""
_FILTERS = {
    StateFilter.OPEN: "Open",
    StateFilter.NEW: "New",
    StateFilter.CLOSED: "Closed",
    StateFilter.ALL: "All",
}
_EVERY_KIND = ("", "Every kind")
_SORTS = ((Sort.NEWEST, "Newest first"), (Sort.OLDEST, "Oldest first"), (Sort.DUE, "What is due first"))
_SOURCES: dict[DueSource | None, str] = {
    DueSource.PLATFORM: "Only with a platform to chase",
    DueSource.CHASE: "Only with a referral to chase",
}
_ONLY = {
    StatusMeaning.LATE: "Only late",
    StatusMeaning.DUE: "Only due today",
    StatusMeaning.NOTE: "Only held or new",
}


class ListPane(Pane):
    """Search field, filter, order and the rows.

    Signals:
        filter_changed(object): another list is wanted; carries the IncidentFilter.
        chosen(object): a row was marked; carries its Reference.
        opened(object): Enter or a double click on a row; carries its Reference.
        clicked(object): a row was clicked; carries its Reference.
        cases_requested(): cases are wanted in place of incidents.
    """

    filter_changed = Signal(object)
    chosen = Signal(object)
    opened = Signal(object)
    clicked = Signal(object)
    cases_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with everything still to be worked on, newest first."""
        super().__init__("sunken", parent=parent)
        self.setAccessibleName("Incidents")
        self._only: StatusMeaning | None = None
        self._source: DueSource | None = None
        self._handle = ""
        self._age = ""
        self._records: frozenset[Reference] | None = None
        self._counted = ""
        self.search = SearchField("Find in incidents", "Find in incidents", "Ctrl+F")
        self.state = ChoiceBox("Which incidents", list(_FILTERS.items()), small=True)
        self.category = ChoiceBox("Which kind", [_EVERY_KIND], small=True)
        self.sort = ChoiceBox("Order", _SORTS, small=True)
        self.only_button: Button = small("", "x")
        self.only_button.hide()
        self.cases_button: Button = small("Cases", "folder")
        self.cases_button.setAccessibleName("Show cases: records that belong together")
        self.list = RecordList("Incidents")
        self._nothing = EmptyState("search", "Nothing found", "")
        self._nothing.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        self._build()
        self._connect()

    def wanted(self) -> IncidentFilter:
        """What the list is narrowed to."""
        state, sort = self.state.value(), self.sort.value()
        assert isinstance(state, StateFilter) and isinstance(sort, Sort)
        return IncidentFilter(
            state=state,
            category=str(self.category.value()),
            text=self.search.text().strip(),
            meaning=self._only,
            source=self._source,
            handle=self._handle,
            age=self._age,
            sort=sort,
            records=self._records,
            counted=self._counted,
        )

    def show_filter(self, wanted: IncidentFilter) -> None:
        """Show what the list is narrowed to, without telling anyone."""
        self.state.set_value(wanted.state)
        self.category.set_value(wanted.category)
        self.sort.set_value(wanted.sort)
        self.search.setText(wanted.text)
        self._only = wanted.meaning
        self._source = wanted.source
        self._handle = wanted.handle
        self._age = wanted.age
        self._records, self._counted = wanted.records, wanted.counted
        self._show_only()

    def set_categories(self, categories: Sequence[tuple[str, str]]) -> None:
        """Offer kinds to narrow the list to: (code, name), in the order of the picker."""
        chosen = self.category.value()
        self.category.set_choices([_EVERY_KIND, *categories])
        self.category.set_value(chosen)

    def set_rows(self, rows: Sequence[IncidentRow], counts: Mapping[StateFilter, int]) -> None:
        """Show rows and how many there are in each state."""
        self.list.set_rows(rows, _list_row, attrgetter("reference"))
        chosen = self.state.value()
        self.state.set_choices([(one, f"{words}, {counts.get(one, 0)}") for one, words in _FILTERS.items()])
        self.state.set_value(chosen)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)

    def choose(self, reference: Reference) -> bool:
        """Mark a row without telling anyone; False when it is not in the list."""
        blocked = self.list.blockSignals(True)
        found = self.list.choose(reference)
        self.list.blockSignals(blocked)
        return found

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus()
        self.search.selectAll()

    def _build(self) -> None:
        self.setFixedWidth(scaled(tokens.LIST_PANE))
        line = WrapLayout(tokens.SPACE_2, tokens.SPACE_2)
        for part in (self.state, self.category, self.sort, self.cases_button, self.only_button):
            line.addWidget(part)
        head = QVBoxLayout()
        head.setContentsMargins(_SIDE, 12, _SIDE, 8)
        head.setSpacing(tokens.SPACE_2)
        head.addWidget(self.search)
        head.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(Line("line2"))
        layout.addWidget(self.list, 1)
        layout.addWidget(self._nothing, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._text_changed)
        self._pause.timeout.connect(self._tell)
        self.state.chosen.connect(self._tell)
        self.category.chosen.connect(self._tell)
        self.sort.chosen.connect(self._tell)
        self.only_button.clicked.connect(self._only_dropped)
        self.cases_button.clicked.connect(self.cases_requested)
        self.list.row_chosen.connect(self._row_chosen)
        self.list.row_opened.connect(self._row_opened)
        self.list.clicked.connect(self._row_clicked)

    def _text_changed(self, _text: str) -> None:
        self._pause.start()

    def _tell(self, _value: object = None) -> None:
        self.filter_changed.emit(self.wanted())

    def _only_dropped(self) -> None:
        self._only, self._source, self._handle, self._age = None, None, "", ""
        self._records, self._counted = None, ""
        self._show_only()
        self._tell()

    def _show_only(self) -> None:
        narrowed = self._only is not None or self._source is not None or bool(self._handle or self._age)
        narrowed = narrowed or self._records is not None
        self.only_button.setVisible(narrowed)
        if narrowed:
            words = (
                _ONLY.get(self._only, "Narrowed") if self._only else _SOURCES.get(self._source, "Narrowed")
            )
            if self._handle:
                words = f"Only with @{self._handle}"
            if self._age:
                words = f"Only of this age: {self._age[:1].lower()}{self._age[1:]}"
            if self._records is not None:
                words = f"Counted: {self._counted}"
            room = self.maximumWidth() - 2 * _SIDE - scaled(_BUTTON_EXTRA)
            self.only_button.setText(
                QFontMetrics(font()).elidedText(words, Qt.TextElideMode.ElideRight, room)
            )
            self.only_button.setToolTip(words)
            self.only_button.setAccessibleName(f"{words}: show all again")
            self.only_button.updateGeometry()

    def _row_chosen(self, row: object) -> None:
        if isinstance(row, ListRow):
            self.chosen.emit(row.id)

    def _row_clicked(self, _index: object) -> None:
        row = self.list.chosen()
        if row is not None:
            self.clicked.emit(row.id)

    def _row_opened(self, row: object) -> None:
        if isinstance(row, ListRow):
            self.opened.emit(row.id)


def _list_row(row: IncidentRow) -> ListRow:
    return ListRow(
        row.reference,
        row.title,
        row.day,
        row.people,
        row.case,
        status(row.status, row.meaning) if row.status else None,
    )
