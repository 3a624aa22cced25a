"""The list of people: find by any part of a name, class or handle, narrow by kind, choose."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonKind
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.services.people import PersonRow
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import link, small
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.empty_state import EmptyState
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import Pane
from safeguard_app.ui.widgets.line_field import SearchField
from safeguard_app.ui.widgets.record_list import ListRow, RecordList

SEARCH_PAUSE_MS = 90
_EVERYONE = "everyone"
_ANY_STATUS = ""


class PeopleListPane(Pane):
    """Search field, kind, the rows, and the way to add somebody.

    Signals:
        wanted(str, object, str): another list is wanted; carries the words typed, a frozenset of PersonKind (empty:
            all) and the code of a status held today (empty: any or none).
        chosen(object): a row was marked; carries its Reference.
        opened(object): Enter or a click on a row; carries its Reference.
        add_requested(str): add somebody; carries what stands in the search field when nobody was found by it.
        import_requested(): bring people in from a file.
        imports_requested(): the files people were brought in from before.
        duplicates_requested(): who may be entered twice.
    """

    wanted = Signal(str, object, str)
    chosen = Signal(object)
    opened = Signal(object)
    add_requested = Signal(str)
    import_requested = Signal()
    imports_requested = Signal()
    duplicates_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with everyone, nobody shown yet."""
        super().__init__("sunken", parent=parent)
        self.setAccessibleName("People")
        self.search = SearchField("Name, class or handle", "Name, class or handle", "Ctrl+F")
        self.kind = ChoiceBox("Which people", [(_EVERYONE, "Everyone")], small=True)
        self.status_box = ChoiceBox("Which status", [(_ANY_STATUS, "Any status")], small=True)
        self.add_button = small("Add", "user-plus")
        self.add_button.setAccessibleName("Add a person")
        self.more_button = small("More", chevron=True)
        self.more_button.setAccessibleName("More about the register")
        self._menu = QMenu(self.more_button)
        self.import_action = self._menu.addAction("&Bring people in from a file ...")
        self.imports_action = self._menu.addAction("&Files brought in before ...")
        self.duplicates_action = self._menu.addAction("&Possible duplicates ...")
        self.more_button.setMenu(self._menu)
        self.duplicates_link = link("")
        self.duplicates_link.hide()
        self.list = RecordList("People", three_lines=False)
        self.add_found_button = small("Add this person", "user-plus")
        self._nothing = EmptyState(
            "search", "Nobody found", "Try part of a name, a class or a username.", self.add_found_button
        )
        self._nothing.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        self._build()
        self._connect()

    def set_kinds(self, kinds: Sequence[ChoiceLine]) -> None:
        """Offer the kinds of person."""
        self.kind.set_choices([(_EVERYONE, "Everyone"), *((line.code, line.label) for line in kinds)])

    def set_statuses(self, statuses: Sequence[ChoiceLine]) -> None:
        """Offer the statuses to narrow the list by."""
        self.status_box.set_choices(
            [(_ANY_STATUS, "Any status"), *((line.code, line.label) for line in statuses)]
        )

    def status(self) -> str:
        """The code of the status wanted; empty for any or none."""
        return str(self.status_box.value() or _ANY_STATUS)

    def text(self) -> str:
        """The words typed."""
        return self.search.text().strip()

    def kinds(self) -> frozenset[PersonKind]:
        """The kinds wanted; empty for everyone."""
        value = str(self.kind.value())
        return frozenset() if value == _EVERYONE else frozenset({PersonKind(value)})

    def set_rows(self, rows: Sequence[PersonRow]) -> None:
        """Show people."""
        self.list.set_rows(
            [ListRow(row.reference, row.name, _records(row.records), row.detail) for row in rows]
        )
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)

    def propose(self, pairs: int) -> None:
        """Say how many pairs of entries look like one person; nothing for none."""
        words = count_words(pairs, "pair of entries looks", "pairs of entries look")
        self.duplicates_link.setText(f"{words} like one person")
        self.duplicates_link.setVisible(bool(pairs))

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

    def clear_search(self) -> None:
        """Show everyone again, without telling anyone."""
        blocked = self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(blocked)
        self.kind.set_value(_EVERYONE)
        self.status_box.set_value(_ANY_STATUS)

    def _build(self) -> None:
        self.setFixedWidth(scaled(tokens.LIST_PANE))
        head = QVBoxLayout()
        head.setContentsMargins(12, 12, 12, 8)
        head.setSpacing(tokens.SPACE_2)
        head.addWidget(self.search)
        filters = (self.kind, self.status_box, self.add_button, self.more_button)
        head.addWidget(wrapped(*filters, space=tokens.SPACE_2))
        head.addWidget(wrapped(self.duplicates_link))
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
        self.kind.chosen.connect(self._kind_chosen)
        self.status_box.chosen.connect(self._kind_chosen)
        self.list.row_chosen.connect(self._row_chosen)
        self.list.row_opened.connect(self._row_opened)
        self.list.clicked.connect(self._clicked)
        self.add_button.clicked.connect(self._add_pressed)
        self.import_action.triggered.connect(self.import_requested)
        self.imports_action.triggered.connect(self.imports_requested)
        self.duplicates_action.triggered.connect(self.duplicates_requested)
        self.duplicates_link.clicked.connect(self.duplicates_requested)
        self.add_found_button.clicked.connect(self._add_found_pressed)

    def _text_changed(self, _text: str) -> None:
        self._pause.start()

    def _kind_chosen(self, _kind: object) -> None:
        self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        self.wanted.emit(self.text(), self.kinds(), self.status())

    def _row_chosen(self, row: object) -> None:
        if isinstance(row, ListRow):
            self.chosen.emit(row.id)

    def _row_opened(self, row: object) -> None:
        if isinstance(row, ListRow):
            self.opened.emit(row.id)

    def _clicked(self, _index: object) -> None:
        self._row_opened(self.list.chosen())

    def _add_pressed(self) -> None:
        self.add_requested.emit("")

    def _add_found_pressed(self) -> None:
        self.add_requested.emit(self.text())


def _records(count: int) -> str:
    return count_words(count, "record") if count else "no records"
