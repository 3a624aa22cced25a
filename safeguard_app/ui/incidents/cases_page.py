"""Cases over the page of incidents: the list of them, and one with people, suspected accounts and its chronology."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.case_views import CaseAction, CasePage, CaseRecord, CaseRow, ChronologyLine
from safeguard_app.ui.incidents.line_label import LineLabel, quiet
from safeguard_app.ui.incidents.record_parts import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning, Status
from safeguard_app.ui.widgets.button import Button, link, small
from safeguard_app.ui.widgets.empty_state import EmptyState
from safeguard_app.ui.widgets.fact_tag import FactTag
from safeguard_app.ui.widgets.headed_section import HeadedSection, Line
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.status_text import StatusText
from safeguard_app.ui.widgets.text_label import TextLabel, muted


class Extent(StrEnum):
    """How much of a chronology is shown."""

    SIGNIFICANT = "significant"
    ALL = "all"


class CasesPage(QWidget):
    """The list of cases, or one of them.

    Signals:
        left(): back to the incidents.
        case_opened(object), record_opened(object), person_opened(object): carry a Reference.
        list_wanted(): from a case to the list of them.
        print_requested(object, bool): print a case; carries its Reference and whether all of its chronology.
        share_requested(object, bool): the same, for somebody outside.
    """

    left = Signal()
    case_opened = Signal(object)
    record_opened = Signal(object)
    person_opened = Signal(object)
    list_wanted = Signal()
    print_requested = Signal(object, bool)
    share_requested = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a case."""
        super().__init__(parent)
        self.setAccessibleName("Cases")
        self.case: CasePage | None = None
        self.back_button = small("Incidents", "arrow-left")
        self.list_button = small("All cases", "folder")
        self.print_button = small("Print the chronology", "printer")
        self.share_button = small("Share the chronology", "handshake")
        self.extent: SegmentedControl | None = None
        self._everything = False
        self._dated_lines = HeadedSection("Chronology")
        self._page = ScrollPage("Cases")
        self._parts: list[QWidget] = []
        self._page.column.setSpacing(tokens.SPACE_4)
        self._page.column.addWidget(
            wrapped(self.back_button, self.list_button, self.print_button, self.share_button)
        )
        self._page.column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)
        self.back_button.clicked.connect(self.left)
        self.list_button.clicked.connect(self.list_wanted)
        self.print_button.clicked.connect(partial(self._ask_for_paper, self.print_requested))
        self.share_button.clicked.connect(partial(self._ask_for_paper, self.share_requested))

    def show_list(self, rows: Sequence[CaseRow]) -> None:
        """Every case there is."""
        self.case = None
        self.list_button.hide()
        self.print_button.hide()
        self.share_button.hide()
        parts: list[QWidget] = [TextLabel("Cases", tokens.TITLE)]
        parts += [self._row(one) for one in rows]
        if not rows:
            empty = EmptyState(
                "folder",
                "No cases yet",
                "A case holds records that belong together. Open a record, and choose Link in its section Case.",
            )
            holder = QWidget()
            holder.setLayout(row(empty, None))
            parts.append(holder)
        self._show(parts)

    def show_case(self, page: CasePage) -> None:
        """One case, in place of the list."""
        another = self.case is None or self.case.reference != page.reference
        place = 0 if another else self._page.verticalScrollBar().value()
        self.case = page
        self.list_button.show()
        self.print_button.show()
        self.share_button.show()
        self._show(
            [
                TextLabel(page.title, tokens.TITLE, wrap=True),
                wrapped(FactTag("lock", page.readers, "muted"), quiet(page.opened)),
                _section("Records", [self._record(one) for one in page.records]),
                _section("Still to be done", [self._action(one) for one in page.actions], "Nothing."),
                _section("People in these records", self._people(page)),
                _section(
                    "Suspected accounts",
                    _suspected(page),
                    "None. What is suspected is never shown as theirs.",
                ),
                self._chronology(),
            ]
        )
        self._page.verticalScrollBar().setValue(place)

    def focus_first(self) -> None:
        """The way back, which is where the keyboard begins."""
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, parts: list[QWidget]) -> None:
        for old in self._parts:
            self._page.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._parts = parts
        for place, part in enumerate(parts, 1):
            self._page.column.insertWidget(place, part)
            part.show()

    def _row(self, case: CaseRow) -> QWidget:
        opener = link(case.title)
        opener.setAccessibleName(f"Open the case {case.title}")
        opener.clicked.connect(partial(self.case_opened.emit, case.reference))
        numbers = ", ".join(one.number for one in case.records)
        holder = QWidget()
        holder.setLayout(
            column(
                wrapped(opener, quiet(f"{case.counts}, since {case.day}")),
                muted(numbers, wrap=True),
                Line("line"),
            )
        )
        return holder

    def _opener(self, number: str, reference: Reference, about: str) -> Button:
        opener = link(number)
        opener.setAccessibleName(f"Open {number}: {about}")
        opener.clicked.connect(partial(self.record_opened.emit, reference))
        return opener

    def _record(self, one: CaseRecord) -> QWidget:
        words = ", ".join(filter(None, (one.kind, one.day, one.people)))
        opener = self._opener(one.number, one.reference, words)
        holder = QWidget()
        holder.setLayout(
            column(
                wrapped(opener, LineLabel(words, tokens.BASE), quiet(one.status)),
                muted(f"Why here: {one.reason}", wrap=True),
                space=2,
            )
        )
        return holder

    def _people(self, page: CasePage) -> list[QWidget]:
        made = []
        for person in page.people:
            name: QWidget = LineLabel(person.name, tokens.STRONG)
            if person.record is not None:
                opener = link(person.name)
                opener.setAccessibleName(f"Open the page of {person.name}")
                opener.clicked.connect(partial(self.person_opened.emit, person.record))
                name = opener
            made.append(wrapped(name, LineLabel("; ".join(person.roles), tokens.BASE)))
        return made

    def _action(self, action: CaseAction) -> QWidget:
        opener = self._opener(action.number, action.reference, action.what)
        late = [StatusText(Status(Meaning.LATE, "Late"))] if action.late else []
        return wrapped(
            opener, LineLabel(action.what, tokens.BASE), quiet(f"{action.who}, {action.due}"), *late
        )

    def _chronology(self) -> QWidget:
        self.extent = SegmentedControl(
            "How much of the chronology",
            [(Extent.SIGNIFICANT, "Significant"), (Extent.ALL, "Everything")],
            Extent.ALL if self._everything else Extent.SIGNIFICANT,
        )
        self.extent.chosen.connect(self._extent_chosen)
        self._dated_lines = HeadedSection("Chronology", aside=self.extent, space=tokens.SPACE_1)
        self._show_lines()
        return self._dated_lines

    def _show_lines(self) -> None:
        chronology = self.case.chronology if self.case is not None else ()
        lines = [one for one in chronology if self._everything or one.significant]
        self._dated_lines.show_only([self._dated(one) for one in lines])

    def _dated(self, line: ChronologyLine) -> QWidget:
        opener = self._opener(line.number, line.reference, f"{line.what}, {line.when}")
        parts: list[QWidget] = [wrapped(quiet(line.when), opener, LineLabel(line.what, tokens.STRONG))]
        if line.detail:
            parts.append(TextLabel(line.detail, wrap=True))
        holder = QWidget()
        holder.setLayout(column(*parts, Line("line"), space=2))
        return holder

    def _extent_chosen(self, value: object) -> None:
        """The lines alone are made anew: the keyboard stays on the choice."""
        self._everything = value is Extent.ALL
        self._show_lines()

    def _ask_for_paper(self, asked: SignalInstance, _checked: bool = False) -> None:
        if self.case is not None:
            asked.emit(self.case.reference, self._everything)


def _section(heading: str, parts: Sequence[QWidget], nothing: str = "") -> HeadedSection:
    made = HeadedSection(heading, space=tokens.SPACE_1)
    made.add(*(parts or [muted(nothing, wrap=True)]))
    return made


def _suspected(page: CasePage) -> list[QWidget]:
    made: list[QWidget] = []
    for one in page.suspected:
        holder = QWidget()
        holder.setLayout(
            column(
                wrapped(
                    LineLabel(one.account, tokens.STRONG),
                    StatusText(Status(Meaning.NOTE, "Suspected only", "circle-question-mark")),
                    LineLabel(f"perhaps {one.suspected}", tokens.BASE),
                    quiet(one.where),
                ),
                muted(f"Rests on: {one.basis}", wrap=True),
                *([muted(f"{one.shown_by}.", wrap=True)] if one.shown_by else []),
                space=2,
            )
        )
        made.append(holder)
    return made
