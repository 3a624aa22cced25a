"""The audit: which part of the log, whether it is whole, its events in plain words, one of them in full."""

from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services.audit_views import AuditFilter, AuditPage, AuditRow, FilterChoices
from safeguard_app.ui.audit.chain_panel import ChainPanel
from safeguard_app.ui.audit.detail_panel import DetailPanel
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import Button, small
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.data_table import Column, DataTable
from safeguard_app.ui.widgets.layouts import WrapLayout, row
from safeguard_app.ui.widgets.line_field import SearchField
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.table_cell import Cell, CellStyle
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_PAUSE_MS = 200
_DETAIL_SHARE, _TABLE_SHARE = 2, 3
_LEAST_TABLE = 150
_LEAST_PANEL = 90
_HIGH = 460
"""Below this height the whole page scrolls, instead of table and panel each by themselves."""


class Span(Enum):
    """How far back events are listed."""

    TODAY = "Today"
    WEEK = "7 days"
    MONTH = "30 days"
    ALL = "Every day"

    def first_day(self, today: date) -> date | None:
        """The first day listed."""
        days = {Span.TODAY: 0, Span.WEEK: 6, Span.MONTH: 29}.get(self)
        return None if days is None else today - timedelta(days=days)


class AuditPageView(QWidget):
    """Shows what it is given; asks for everything else.

    Signals:
        compartment_chosen(object): another part of the log; carries the Compartment.
        filter_changed(): list other events.
        event_chosen(int): an event was marked; carries its number.
        record_asked(object): open the record of the marked event; carries its Reference.
        more_asked(): list earlier events.
        check_asked(): check everything now.
    """

    compartment_chosen = Signal(object)
    filter_changed = Signal()
    event_chosen = Signal(int)
    record_asked = Signal(object)
    more_asked = Signal()
    check_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing known."""
        super().__init__(parent)
        self.setProperty("ground", "paper")
        self._today = date.min
        self._segments_at = WrapLayout()
        self.compartments = SegmentedControl("Part of the log", ())
        self.check_button = small("Check now", "shield-check")
        self.chain = ChainPanel()
        self.search = SearchField("Find in the audit", "Find by case number, person or word")
        self.who_box = ChoiceBox("Who", [("", "Everyone")])
        self.kind_box = ChoiceBox("Kind of event", [(None, "Every kind")])
        self.span_box = ChoiceBox("How far back", [(span, span.value) for span in Span])
        self.counted_label = muted("")
        self.table = DataTable(
            "Events, newest first",
            (
                Column("Event", _number, 62, right=True),
                Column("When", self._when, 130),
                Column("Who", _who, 140),
                Column("What", _what, 186),
                Column("Record", _record, 122),
                Column("Reason or detail", _detail),
            ),
            _id,
        )
        self.more_button = Button("Show earlier events", small=True)
        self.panel = DetailPanel()
        self._rule = QFrame()
        self._beside = True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._build()
        self._connect()

    def show_compartments(
        self, compartments: tuple[tuple[Compartment, str], ...], chosen: Compartment
    ) -> None:
        """Offer the parts of the log that are open, and no others."""
        self._segments_at.removeWidget(self.compartments)
        self.compartments.hide()
        self.compartments.deleteLater()
        self.compartments = SegmentedControl("Part of the log", compartments, chosen)
        self.compartments.chosen.connect(self.compartment_chosen)
        self._segments_at.insert_widget(1, self.compartments)

    def show_choices(self, choices: FilterChoices) -> None:
        """Offer the people and kinds of this part of the log; what was chosen stays where it still can."""
        who, kind = self.who_box.value(), self.kind_box.value()
        self.who_box.set_choices([("", "Everyone"), *choices.users])
        self.kind_box.set_choices([(None, "Every kind"), *choices.kinds])
        self.who_box.set_value(who)
        self.kind_box.set_value(kind)

    def wanted(self, today: date) -> AuditFilter:
        """What the filters say."""
        span, kind = self.span_box.value(), self.kind_box.value()
        assert isinstance(span, Span)
        return AuditFilter(
            user=str(self.who_box.value() or ""),
            kinds=frozenset({kind}) if isinstance(kind, EventKind) else frozenset(),
            first_day=span.first_day(today),
            text=self.search.text().strip(),
        )

    def show_page(self, rows: tuple[AuditRow, ...], page: AuditPage, today: date) -> None:
        """Show events; ``rows`` are all that were read so far, ``page`` the newest stretch."""
        self._today = today
        self.table.set_rows(rows)
        span = self.span_box.value()
        count = f"{len(rows):,} {'event' if len(rows) == 1 else 'events'}"
        if page.more_before:
            words = f"{count} shown"
        elif span is Span.TODAY:
            words = f"{count} today"
        else:
            words = count
        self.counted_label.setText(words)
        self.more_button.setVisible(bool(page.more_before))
        if self.table.chosen() is None:
            self.panel.show_nothing()

    def focus_first(self) -> None:
        """Give the keyboard to the list, with a row marked."""
        if not self.table.selectionModel().hasSelection() and self.table.model_rows.rowCount():
            self.table.selectRow(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel goes under the table in a narrow window."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Text grew or shrank."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_layout"):
            self._arrange()

    def _when(self, event: AuditRow) -> Cell:
        """The time alone for today, the day before it for others."""
        if event.day == day_words(self._today):
            return Cell(event.time)
        day = event.day.removesuffix(f" {self._today.year}")
        return Cell(f"{day}, {event.time[:5]}")

    def _build(self) -> None:
        title = TextLabel("Audit", tokens.PAGE)
        self._segments_at.addWidget(title)
        head, side = QWidget(), WrapLayout(right=True)
        head.setLayout(self._segments_at)
        side.addWidget(self.check_button)
        filters = WrapLayout()
        self.search.setFixedWidth(scaled(290))
        self.who_box.setFixedWidth(scaled(150))
        self.kind_box.setFixedWidth(scaled(150))
        self.span_box.setFixedWidth(scaled(160))
        for part in (self.search, self.who_box, self.kind_box, self.span_box, self.counted_label):
            filters.addWidget(part)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(24, 14, 16, 8)
        column.setSpacing(tokens.SPACE_3)
        column.addLayout(row(head, self.check_button))
        column.addWidget(self.chain)
        column.addLayout(filters)
        column.addWidget(self.table, 1)
        column.addLayout(row(self.more_button, None))
        self.table.setMinimumHeight(scaled(_LEAST_TABLE))
        self.more_button.hide()
        self._rule.setProperty("ground", "line")
        holder = QWidget()
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, holder)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(main, 1)
        self._layout.addWidget(self._rule)
        self._layout.addWidget(self.panel)
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(holder)
        holder.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroller)
        self._place(beside=True)

    def _arrange(self) -> None:
        beside = self.width() >= scaled(tokens.NARROW_WINDOW - tokens.RAIL_WIDTH - 20)
        low = self.height() < scaled(_HIGH)
        self.panel.setMinimumHeight(scaled(_LEAST_PANEL) if not beside else 0)
        self.panel.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred if low else QSizePolicy.Policy.Ignored
        )
        if beside != self._beside:
            self._place(beside=beside)
        elif beside:
            self.panel.setFixedWidth(scaled(self.panel.panel_width))

    def _place(self, *, beside: bool) -> None:
        self._beside = beside
        if beside:
            self._layout.setDirection(QBoxLayout.Direction.LeftToRight)
            self._rule.setFixedSize(1, 16_777_215)
            self.panel.setFixedWidth(scaled(self.panel.panel_width))
            self._layout.setStretch(0, 1)
            self._layout.setStretch(2, 0)
        else:
            self._layout.setDirection(QBoxLayout.Direction.TopToBottom)
            self._rule.setFixedSize(16_777_215, 1)
            self.panel.setMinimumWidth(0)
            self.panel.setMaximumWidth(16_777_215)
            self._layout.setStretch(0, _TABLE_SHARE)
            self._layout.setStretch(2, _DETAIL_SHARE)

    def _connect(self) -> None:
        self.search.answered.connect(self._typed)
        self._pause.timeout.connect(self.filter_changed)
        for box in (self.who_box, self.kind_box, self.span_box):
            box.chosen.connect(self._chosen)
        self.table.row_chosen.connect(self._row_chosen)
        self.table.row_opened.connect(self._row_opened)
        self.more_button.clicked.connect(self.more_asked)
        self.check_button.clicked.connect(self.check_asked)
        self.panel.record_asked.connect(self.record_asked)

    def _typed(self, _text: str) -> None:
        self._pause.start()

    def _chosen(self, _value: object) -> None:
        self._pause.stop()
        self.filter_changed.emit()

    def _row_chosen(self, event: object) -> None:
        if isinstance(event, AuditRow):
            self.event_chosen.emit(event.number)

    def _row_opened(self, event: object) -> None:
        if isinstance(event, AuditRow) and event.record is not None:
            self.record_asked.emit(event.record)


def _id(event: AuditRow) -> int:
    return event.number


def _number(event: AuditRow) -> Cell:
    return Cell(event.number_words)


def _who(event: AuditRow) -> Cell:
    return Cell(event.who)


def _what(event: AuditRow) -> Cell:
    return Cell(event.what, style=CellStyle.STRONG)


def _record(event: AuditRow) -> Cell:
    return Cell(event.record_words)


def _detail(event: AuditRow) -> Cell:
    return Cell(event.detail)
