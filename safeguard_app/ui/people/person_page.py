"""One person: in which records, who their family is, which accounts are theirs, what was declared."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QMenu, QVBoxLayout, QWidget

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.import_fields import NUMBER_WORDS
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.people import FamilyLine, HandleLine, PersonRecordLine
from safeguard_app.services.person_declarations import PersonDeclaration
from safeguard_app.ui.incidents.status_words import status, status_of
from safeguard_app.ui.people.chronology_section import ChronologySection
from safeguard_app.ui.people.detail_sections import first_sections, last_sections, open_link, register_section
from safeguard_app.ui.people.entries_section import entries_section
from safeguard_app.ui.people.entry_sections import identity_sections, note_sections
from safeguard_app.ui.people.merged_notice import merged_notice
from safeguard_app.ui.people.person_view import PersonView, period_words
from safeguard_app.ui.people.word_table import WordTable
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import small
from safeguard_app.ui.widgets.empty_state import EmptyState, centred
from safeguard_app.ui.widgets.fact_tag import FactTag
from safeguard_app.ui.widgets.headed_section import HeadedSection, Line
from safeguard_app.ui.widgets.layouts import Pane, column, row
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.status_text import StatusText
from safeguard_app.ui.widgets.text_label import TextLabel

_PANEL_FROM = 820
"""Width of the page from which the panel of dates stands beside it."""
_PANEL = 232
_ACTS_BESIDE_FROM = 800
"""Width of the header from which the acts stand beside the name."""


class PersonHeader(Pane):
    """Name, what they are, and the acts that start from a person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until a person is shown."""
        super().__init__("paper", parent=parent)
        self.setAccessibleName("Person")
        self.name = TextLabel("", tokens.PAGE, wrap=True)
        self.list_button = small("List", "arrow-left")
        self.list_button.setAccessibleName("Back to the list")
        self.list_button.hide()
        self.incident_button = small("New incident", "plus")
        self.check_button = small("Contact check", "link-2")
        self.note_button = small("Note", "notebook-pen")
        self.note_button.setToolTip("Add a note on this person (Ctrl+M)")
        self.correct_button = small("Correct", "file-pen")
        self.more_button = small("More", chevron=True)
        menu = QMenu(self.more_button)
        self.identify_action: QAction = menu.addAction("Now known to be")
        self.declare_action: QAction = menu.addAction("New declaration of theirs")
        self.file_on_action: QAction = menu.addAction("Send their file on")
        self.same_action: QAction = menu.addAction("The same person as ...")
        self.access_action: QAction = menu.addAction("Records for subject access")
        self.error_action: QAction = menu.addAction("Entered in error")
        self.more_button.setMenu(menu)
        self._tags = QWidget()
        acts = wrapped(
            self.list_button,
            self.incident_button,
            self.check_button,
            self.note_button,
            self.correct_button,
            self.more_button,
            space=tokens.SPACE_2,
            line_space=tokens.SPACE_1,
        )
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(tokens.SPACE_2)
        self._top.addWidget(self.name, 1)
        self._top.addWidget(acts)
        self._column = column(self._top, self._tags, space=tokens.SPACE_2, margins=(24, 10, 16, 10))
        self.setLayout(column(self._column, Line("line2"), space=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The acts beside the name, or beneath it where there is little room."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        beside = self.width() >= scaled(_ACTS_BESIDE_FROM)
        self._top.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    def set_view(self, view: PersonView) -> None:
        """Show another person."""
        self.name.setText(view.page.name)
        self.incident_button.setText(f"New incident about {view.short_name}")
        self.check_button.setAccessibleName(f"Contact check with {view.short_name}")
        self.check_button.setVisible(view.is_adult_here or view.is_pupil)
        self.declare_action.setVisible(view.is_adult_here)
        self.identify_action.setVisible(view.is_nameless)
        self.file_on_action.setVisible(view.is_pupil)
        for button in (self.incident_button, self.check_button):
            button.updateGeometry()
        icons = ("user", "cake")
        tags = [FactTag(icons[min(place, 1)], words) for place, words in enumerate(view.page.tags)]
        if view.page.person.known_as:
            tags.append(FactTag("user", f"Known as {view.page.person.known_as}"))
        for status_words in view.details.statuses:
            if status_words.current:
                tags.append(FactTag("info", status_words.label, "muted"))
        fresh = wrapped(*tags, space=tokens.SPACE_4, line_space=tokens.SPACE_1)
        self._column.replaceWidget(self._tags, fresh)
        self._tags.hide()
        self._tags.deleteLater()
        self._tags = fresh


class PersonRecordPage(QWidget):
    """The person in view, or why there is none.

    Signals:
        incident_requested(), check_requested(), correct_requested(), declaration_requested(), error_requested(),
            access_requested(): acts of the header.
        record_opened(object): a case number was pressed; carries the Reference of the incident.
        person_opened(object): a relative was pressed; carries their Reference.
        declaration_opened(object): a declaration was pressed; carries its Reference.
        file_on_requested(): the child leaves, and their file goes to the next school.
        same_requested(): somebody else on the register is the same person.
        entry_opened(object): an entry of a register was pressed; carries its Reference.
        part_requested(object, str): a merged entry is to be taken apart; carries the Reference of the person in view
            and the entry's id.
        note_requested(), identify_requested(): open a form above the page.
        note_correct_requested(object), note_back_requested(object): carry the PersonNoteView.
        identification_back_requested(object): carries the Reference of the identification.
        chronology_wanted(): read the chronology of the person in view.
    """

    incident_requested = Signal()
    check_requested = Signal()
    correct_requested = Signal()
    declaration_requested = Signal()
    error_requested = Signal()
    access_requested = Signal()
    record_opened = Signal(object)
    person_opened = Signal(object)
    declaration_opened = Signal(object)
    entry_opened = Signal(object)
    part_requested = Signal(object, str)
    file_on_requested = Signal()
    same_requested = Signal()
    note_requested = Signal()
    identify_requested = Signal()
    note_correct_requested = Signal(object)
    note_back_requested = Signal(object)
    identification_back_requested = Signal(object)
    chronology_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nobody."""
        super().__init__(parent)
        self.setAccessibleName("Person")
        self.header = PersonHeader()
        self.body = ScrollPage("Person", margins=(24, 12, 24, 24))
        self.side = ScrollPage("Dates, contact and notes", ground="sunken", margins=(16, 14, 16, 16))
        self._rule = QFrame()
        self._panel_content: QWidget | None = None
        self._sections: list[QWidget] = []
        self._view: PersonView | None = None
        self._records_shown: WordTable | None = None
        self.chronology = ChronologySection()
        self._panel: QWidget | None = None
        self._empty = centred(
            EmptyState("users", "Nobody is chosen", "Choose somebody in the list, or find them with Ctrl+F.")
        )
        self._build()
        self._connect()

    @property
    def view(self) -> PersonView | None:
        """The person in view."""
        return self._view

    @property
    def panel(self) -> QWidget | None:
        """The form above the page."""
        return self._panel

    def open_panel(self, panel: QWidget) -> None:
        """Put a form above the page; one already there is taken away, its words stay with its owner."""
        self.close_panel()
        self._panel = panel
        self.body.column.insertWidget(0, panel)
        panel.show()
        self.body.verticalScrollBar().setValue(0)

    def close_panel(self) -> None:
        """Take the form away."""
        if self._panel is not None:
            self.body.column.removeWidget(self._panel)
            self._panel.hide()
            self._panel.setParent(None)
            self._panel = None

    def focus_acts(self) -> None:
        """Give the keyboard back to where forms are begun."""
        self.header.note_button.setFocus()

    def show_person(self, view: PersonView) -> None:
        """Show a person; the same one keeps their place in the page."""
        same = self._view is not None and self._view.reference == view.reference
        place = self.body.verticalScrollBar().value() if same else 0
        self._view = view
        if not same:
            self.chronology.put_away()
        elif self.chronology.is_open:
            self.chronology_wanted.emit()
        self.header.set_view(view)
        self._fill(view, standing=self._records_shown.rows if place and self._records_shown else 0)
        self._empty.hide()
        for part in (self.header, self.body):
            part.show()
        self._place_panel()
        self.body.verticalScrollBar().setValue(place)

    def show_nobody(self) -> None:
        """Nobody is in view."""
        self._view = None
        for part in (self.header, self.body, self.side, self._rule):
            part.hide()
        self._empty.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel beside the page, or beneath its sections."""
        super().resizeEvent(event)
        if self._view is not None:
            self._place_panel()

    def _build(self) -> None:
        self.body.column.setSpacing(tokens.SPACE_4)
        self.body.column.addWidget(self.chronology)
        self.body.column.addStretch(1)
        self._rule.setFixedWidth(1)
        self._rule.setProperty("ground", "line")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addLayout(row(self.body, self._rule, self.side, space=0), 1)
        layout.addWidget(self._empty, 1)
        self.show_nobody()

    def _connect(self) -> None:
        head = self.header
        head.incident_button.clicked.connect(self.incident_requested)
        head.check_button.clicked.connect(self.check_requested)
        head.correct_button.clicked.connect(self.correct_requested)
        head.note_button.clicked.connect(self.note_requested)
        self.chronology.wanted.connect(self.chronology_wanted)
        self.chronology.opened.connect(self._line_opened)
        head.identify_action.triggered.connect(self.identify_requested)
        head.declare_action.triggered.connect(self.declaration_requested)
        head.file_on_action.triggered.connect(self.file_on_requested)
        head.same_action.triggered.connect(self.same_requested)
        head.access_action.triggered.connect(self.access_requested)
        head.error_action.triggered.connect(self.error_requested)

    def _line_opened(self, kind: object, reference: object) -> None:
        assert isinstance(kind, RecordKind)
        signals = {
            RecordKind.DECLARATION: self.declaration_opened,
            RecordKind.LOGBOOK_ENTRY: self.entry_opened,
        }
        signals.get(kind, self.record_opened).emit(reference)

    def _fill(self, view: PersonView, standing: int) -> None:
        for old in self._sections:
            self.body.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        page = view.page
        name = view.short_name
        self._records_shown = self._records(page.records, standing)
        self._sections = [
            *(merged_notice(one, view.reference, self.part_requested.emit) for one in view.merged),
            *identity_sections(
                view,
                self.person_opened.emit,
                self.identify_requested.emit,
                self.identification_back_requested.emit,
            ),
            *first_sections(view.details, self.person_opened.emit),
            register_section("In the log", self._records_shown, f"No record names {name}."),
            register_section(
                "Family and connections",
                self._family(page.family),
                "None entered. Correct this record to add some.",
            ),
            register_section("Accounts and handles", _handles(page.handles), "None entered."),
        ]
        if view.declarations or view.is_adult_here:
            declared = self._declared(view.declarations)
            self._sections.append(register_section("Declared relationships", declared, "Nothing declared."))
        if view.entries:
            self._sections.append(entries_section(view.entries, self.entry_opened.emit))
        self._sections += last_sections(view.details)
        self._sections += note_sections(
            view.notes, self.note_correct_requested.emit, self.note_back_requested.emit
        )
        first = 0 if self._panel is None else 1
        for place, section in enumerate(self._sections, start=first):
            self.body.column.insertWidget(place, section)
        self._fill_panel(view)

    def _records(self, lines: Sequence[PersonRecordLine], standing: int) -> WordTable:
        table = WordTable("In the log", ("Record", "Kind", "Role", "Happened", "State"), (2, 4, 3, 2, 3))
        roles: dict[Reference, list[str]] = {}
        for line in lines:
            roles.setdefault(line.reference, []).append(line.role)
        once = {line.reference: line for line in lines}.values()
        table.fill([partial(self._record_cells, line, roles[line.reference]) for line in once], standing)
        return table

    def _record_cells(self, line: PersonRecordLine, roles: Sequence[str]) -> tuple[QWidget | str, ...]:
        case = open_link(line.case, self.record_opened.emit, line.reference, f"Open {line.case}")
        shown = StatusText(status(line.status, line.meaning))
        return case, line.kind, "; ".join(roles), line.happened, shown

    def _family(self, lines: Sequence[FamilyLine]) -> WordTable:
        table = WordTable("Family and connections", ("Person", "Relation", "Note"), (3, 2, 5))
        for line in lines:
            name: QWidget = TextLabel(line.name, tokens.STRONG, wrap=True)
            if line.person is not None:
                words = f"Open the page of {line.name}"
                name = open_link(line.name, self.person_opened.emit, line.person, words)
            table.add_row(name, line.relation, line.note)
        return table

    def _declared(self, lines: Sequence[PersonDeclaration]) -> WordTable:
        table = WordTable("Declared relationships", ("With", "Relation", "Entered", "Standing"), (3, 2, 2, 4))
        for line in lines:
            words = f"Open the declaration about {line.other}"
            name = open_link(line.other, self.declaration_opened.emit, line.declaration, words)
            table.add_row(name, _first_up(line.relationship), line.side, StatusText(status_of(line.status)))
        return table

    def _fill_panel(self, view: PersonView) -> None:
        fresh = QWidget()
        fresh.setLayout(column(*_panel_parts(view), None, space=tokens.SPACE_4))
        old, self._panel_content = self._panel_content, fresh
        if old is not None:
            old.hide()
            old.setParent(None)
            old.deleteLater()

    def _place_panel(self) -> None:
        content = self._panel_content
        if content is None:
            return
        beside = self.width() >= scaled(_PANEL_FROM)
        self.side.setFixedWidth(scaled(_PANEL))
        self.side.setVisible(beside)
        self._rule.setVisible(beside)
        target = self.side.column if beside else self.body.column
        if target.indexOf(content) < 0:
            other = self.body.column if beside else self.side.column
            other.removeWidget(content)
            target.insertWidget(0 if beside else target.count() - 1, content)
            content.show()


def _handles(lines: Sequence[HandleLine]) -> WordTable:
    table = WordTable("Accounts and handles", ("Handle", "Platform", "How sure", "Seen in"), (3, 2, 4, 2))
    for line in lines:
        handle = TextLabel(line.handle, tokens.STRONG, wrap=True)
        how = f"{line.how_sure}. Says it is {line.claimed}" if line.claimed else line.how_sure
        table.add_row(handle, line.platform or "Not known", how, line.seen_in)
    return table


def _panel_parts(view: PersonView) -> list[QWidget]:
    person = view.page.person
    parts: list[tuple[str, list[str]]] = []
    if person.on_roll or view.is_pupil:
        roll = [_first_up(period_words(period)) for period in person.on_roll]
        parts.append(("On roll", roll or ["Dates not entered"]))
    if person.posts:
        posts = [
            ", ".join(filter(None, (words, post.employer)))
            for words, post in zip(view.page.posts, person.posts, strict=True)
        ]
        parts.append(("Posts", posts))
    if view.offices:
        parts.append(("Offices", list(view.offices)))
    reach = [text for text in (person.telephone, person.email) if text]
    if reach:
        parts.append(("Contact", reach))
    if person.numbers:
        numbers = [f"{NUMBER_WORDS[one.kind]}: {one.value}" for one in person.numbers]
        parts.append(("In the school’s system", numbers))
    if view.details.names:
        parts.insert(0, ("Also known by", list(view.details.names)))
    if view.details.not_to_be_used:
        parts.append(("Not to be used", list(view.details.not_to_be_used)))
    if person.safe_to_contact:
        parts.append(("Before contacting them", [person.safe_to_contact]))
    if person.interpreter:
        parts.append(("Interpreter", [person.interpreter]))
    if person.note:
        parts.append(("Note", [person.note]))
    if not parts:
        parts.append(("Dates and contact", ["Nothing entered."]))
    return [_words(heading, lines) for heading, lines in parts]


def _words(heading: str, lines: Sequence[str]) -> HeadedSection:
    section = HeadedSection(heading, style=tokens.SUB, line=False, space=2)
    section.add(*(TextLabel(words, wrap=True) for words in lines))
    return section


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]
