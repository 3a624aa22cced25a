"""One incident as one scrolling page: head that stays, index of sections, and a place for what is being added.

Sections are made in steps: those in view at once, the others a few at each turn of the loop. Of a record that is shown
again each takes the place of what it said before, so that nothing moves.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from safeguard_app.services.patterns import Radar
from safeguard_app.ui.in_steps import InSteps
from safeguard_app.ui.incidents.pattern_notice import PatternNotice
from safeguard_app.ui.incidents.record_header import RecordHeader
from safeguard_app.ui.incidents.record_sections import index_rows, sections
from safeguard_app.ui.incidents.record_view import RecordView
from safeguard_app.ui.incidents.section_signals import SectionSignals
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.empty_state import EmptyState
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.section_index import SectionIndex

SHOW_ONE_TEXT = (
    "The list, the counts and people’s names are hidden. Accounts and notes may still name somebody."
    " F9 goes back."
)

_INDEX_FROM = 820
"""Width of the record from which the index stands beside it."""


class RecordPage(QWidget):
    """The record in view, or why there is none.

    Signals:
        files_dropped(object): something was dropped on the record; carries a tuple of Path, unread.
    """

    files_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a record."""
        super().__init__(parent)
        self.setAccessibleName("Record")
        self.setAcceptDrops(True)
        self.signals = SectionSignals(self)
        self.index = SectionIndex()
        self.header = RecordHeader(self.index.as_button())
        self.body = ScrollPage("Record", margins=(24, 12, 24, 24))
        self._one_notice = NoticePanel(
            Meaning.NOTE, "Only this record is shown", SHOW_ONE_TEXT, icon="eye-off"
        )
        self._patterns = PatternNotice()
        self._radar = Radar()
        self._panel: QWidget | None = None
        self._sections: dict[str, QWidget] = {}
        self._before: dict[str, QWidget] = {}
        """Sections of the same record as it was, until they are made anew."""
        self._steps = InSteps(self)
        self._view: RecordView | None = None
        self._hide_names = False
        self._all_events = False
        self._jumping = False
        self._sticky = True
        self._rule = QFrame()
        self._empty = _middled(
            EmptyState(
                "list",
                "No record is open",
                "Choose one in the list, or press Ctrl+N to write down a new concern.",
            )
        )
        self._build()
        self._connect()

    @property
    def view(self) -> RecordView | None:
        """The record in view."""
        return self._view

    def show_record(self, view: RecordView) -> None:
        """Show a record. The same one keeps its place in the page."""
        same = self._view is not None and self._view.reference == view.reference
        if not same:
            self._all_events = False
        self._view = view
        self.header.set_page(view.page)
        self._say_patterns()
        self.index.set_rows(index_rows(view))
        self._fill(same=same)
        self._empty.hide()
        for part in (self.header, self.body):
            part.show()
        self._place_index()
        self._place_header()
        if not same:
            self.body.verticalScrollBar().setValue(0)
        self._mark_section()

    def show_patterns(self, radar: Radar) -> None:
        """What the pattern radar found over every record: the one in view says what it is part of."""
        self._radar = radar
        self._say_patterns()

    def _say_patterns(self) -> None:
        shown = () if self._view is None or self._hide_names else self._radar.about(self._view.reference.id)
        self._patterns.say_findings(shown)

    def show_nothing(self) -> None:
        """No record is in view."""
        self._view = None
        self._steps.stop()
        self.close_panel()
        for part in (self.header, self.body, self.index, self._rule):
            part.hide()
        self._empty.show()

    def open_panel(self, panel: QWidget) -> None:
        """Put a form above the record; one already there is taken away, its words stay with its owner."""
        self.close_panel()
        self._panel = panel
        self.body.column.insertWidget(self.body.column.indexOf(self._one_notice) + 1, panel)
        panel.show()
        self.body.verticalScrollBar().setValue(0)

    def close_panel(self) -> None:
        """Take the form away."""
        if self._panel is not None:
            self.body.column.removeWidget(self._panel)
            self._panel.hide()
            self._panel.setParent(None)
            self._panel = None

    @property
    def panel(self) -> QWidget | None:
        """The form above the record."""
        return self._panel

    def focus_acts(self) -> None:
        """Give the keyboard back to where forms are begun."""
        self.header.note_button.setFocus()

    @property
    def names_hidden(self) -> bool:
        """Whether a visitor is at the desk, and nobody's name is shown."""
        return self._hide_names

    def hide_names(self, hidden: bool) -> None:
        """For a visitor at the desk."""
        if hidden == self._hide_names:
            return
        self._hide_names = hidden
        self._one_notice.setVisible(hidden)
        self._say_patterns()
        self.header.hide_names(hidden)
        if self._view is not None:
            self._fill(same=True)
            self._finish()  # no name stays a moment longer

    def jump(self, key: str) -> None:
        """Bring a section to the top."""
        self._finish()
        section = self._sections.get(key)
        if section is not None:
            self._jumping = True
            self.body.scroll_to(section)
            self._jumping = False
            self.index.set_current(key)

    def section(self, key: str) -> QWidget:
        """One section, for tests."""
        self._finish()
        return self._sections[key]

    def section_keys(self) -> Sequence[str]:
        """The sections in their order."""
        self._finish()
        return tuple(self._sections)

    @property
    def stands(self) -> bool:
        """Whether every section is made."""
        return not self._steps.under_way

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped; only their paths are looked at, never what is in them."""
        if self._view is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Remember the paths; the question comes before anything is read."""
        paths = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.files_dropped.emit(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Index beside the record or as a button; a head too high for the window scrolls with the record."""
        super().resizeEvent(event)
        self._place_index()
        self._place_header()

    def _build(self) -> None:
        self._one_notice.hide()
        self.body.column.setSpacing(tokens.SPACE_4)
        self.body.column.addWidget(self._one_notice)
        self.body.column.addWidget(self._patterns)
        self.body.column.addStretch(1)
        self._rule.setFixedWidth(1)
        self._rule.setProperty("ground", "line")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._outer = layout
        layout.addWidget(self.header)
        layout.addLayout(row(self.body, self._rule, self.index, space=0), 1)
        layout.addWidget(self._empty, 1)
        self.show_nothing()

    def _connect(self) -> None:
        self.index.jumped.connect(self.jump)
        self.body.verticalScrollBar().valueChanged.connect(self._mark_section)
        self._patterns.opened.connect(self._patterns_asked)
        self.signals.timeline_requested.connect(self._show_all_events)
        self.signals.jump_requested.connect(self.jump)

    def _fill(self, *, same: bool) -> None:
        """Make the sections; with ``same`` what stood there gives way one by one, else all of it at once."""
        self._steps.stop()
        there = {**self._sections, **self._before}
        self._sections, self._before = {}, there if same else {}
        if not same:
            self._drop(there.values())
        self._steps.begin(self._one_by_one(), lambda: same or self._fills_view())

    def _finish(self) -> None:
        """Make what is left, and know where each stands."""
        if self._steps.under_way:
            self._steps.finish()
            self.body.content().adjustSize()

    def _one_by_one(self) -> Iterator[str]:
        assert self._view is not None
        column = self.body.column
        made = sections(self._view, self.signals, hide_names=self._hide_names, all_events=self._all_events)
        for key, widget in made:
            old = self._before.pop(key, None)
            there = old if old is not None else next(iter(self._before.values()), None)
            place = column.indexOf(there) if there is not None else column.count() - 1
            column.insertWidget(place, widget)
            widget.show()  # by itself it would come a turn later, and the page be lower until then
            self._drop([old] if old is not None else ())
            self._sections[key] = widget
            yield key
        self._drop(self._before.values())
        self._before = {}
        self._mark_section()

    def _drop(self, widgets: Iterable[QWidget]) -> None:
        for old in widgets:
            self.body.column.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _fills_view(self) -> bool:
        """Whether the sections made so far are as high as the view."""
        width, room = max(1, self.body.column.geometry().width()), self.height()
        return sum(_height(one, width) for one in self._sections.values()) > room

    def _place_index(self) -> None:
        beside = self._view is not None and self.width() >= scaled(_INDEX_FROM)
        self.index.setVisible(beside)
        self._rule.setVisible(beside)
        self.index.as_button().setVisible(self._view is not None and not beside)

    def _place_header(self) -> None:
        """At the top of the page, or of what scrolls where it would take more than half of the page."""
        wanted = self.header.heightForWidth(max(1, self.width()))
        sticky = wanted <= self.height() // 2
        if sticky == self._sticky:
            return
        self._sticky = sticky
        if sticky:
            self.body.column.removeWidget(self.header)
            self._outer.insertWidget(0, self.header)
        else:
            self._outer.removeWidget(self.header)
            self.body.column.insertWidget(0, self.header)

    def _mark_section(self, _value: int = 0) -> None:
        if self._jumping:
            return
        top = self.body.verticalScrollBar().value() + 24
        there = {**self._sections, **self._before}
        current = next(iter(there), "")
        if top <= 24:
            self.index.set_current(current)
            return
        for key, widget in there.items():
            if widget.mapTo(self.body.content(), QPoint(0, 0)).y() > top:
                break
            current = key
        known = {
            "circumstances": "questions",
            "versions": "timeline",
            "clauses": "first",
            "life": "documents",
        }
        self.index.set_current(known.get(current, current))

    def _patterns_asked(self) -> None:
        if self._view is not None:
            self.signals.patterns_requested.emit(self._view.reference)

    def _show_all_events(self) -> None:
        self._all_events = True
        self._fill(same=True)


def _height(section: QWidget, width: int) -> int:
    return section.heightForWidth(width) if section.hasHeightForWidth() else section.sizeHint().height()


def _middled(widget: QWidget) -> QWidget:
    """In the upper middle of what room there is, as wide as there is room."""
    holder = QWidget()
    holder.setLayout(column(None, row(None, widget, None), None, None))
    return holder
