"""Insights: numbers, and the findings of the pattern radar, newest first, with what was put aside beneath them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.services.patterns import PatternView, Radar
from safeguard_app.ui.insights.pattern_card import PatternCard
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.empty_state import EmptyState
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.layouts import WrapLayout, column, row
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.text_label import TextLabel

LOOKING = "Every record you can open is being looked through."
SAID = (
    "What several records have in common is a reason to look, never a conclusion. Each finding shows its rule and its"
    " records. Put aside, it comes back with a further record."
)

PATTERNS, NUMBERS = "patterns", "numbers"
_SHOWS = ((PATTERNS, "Patterns"), (NUMBERS, "Numbers"))


class InsightsPage(QWidget):
    """The page itself.

    Signals:
        record_opened(object): carries the Reference of a record.
        put_aside(object, str): carries the PatternView and the code of the reason.
        brought_back(object): carries the PatternView.
        inspection_requested(), journeys_requested(), handover_requested(): the list for an inspection, two journeys
            without names, the handover brief.
        governors_requested(), monthly_requested(): the report to those who govern, the summary of a month.
        numbers_wanted(): the numbers are to be shown in place of the patterns.
    """

    record_opened = Signal(object)
    put_aside = Signal(object, str)
    brought_back = Signal(object)
    inspection_requested = Signal()
    journeys_requested = Signal()
    handover_requested = Signal()
    governors_requested = Signal()
    monthly_requested = Signal()
    numbers_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with everything still to be looked through."""
        super().__init__(parent)
        self.setAccessibleName("Insights")
        self.cards: list[PatternCard] = []
        self._reasons: tuple[ChoiceLine, ...] = ()
        self._shown: Radar | None = None
        self._words = TextLabel(LOOKING, tokens.READ, "muted", wrap=True)
        self._open = HeadedSection("Patterns worth a look", space=tokens.SPACE_3)
        self._aside = HeadedSection("Put aside", space=tokens.SPACE_3)
        self._nothing = EmptyState(
            "circle-check",
            "No pattern to look at",
            "Several concerns about one adult, one account, the same two people or the same time of day stand here once"
            " there are any.",
        )
        self._page = ScrollPage("Insights")
        self._page.column.setSpacing(tokens.SPACE_4)
        self.inspection_button = Button("List for an inspection…", "printer", hint="Ctrl+Shift+I")
        self.inspection_button.clicked.connect(self.inspection_requested)
        self.shows = SegmentedControl("What to show", _SHOWS, PATTERNS)
        self.shows.chosen.connect(self._show_chosen)
        self.numbers: QWidget | None = None
        title = WrapLayout(tokens.SPACE_5, tokens.SPACE_2)
        title.addWidget(TextLabel("Insights", tokens.TITLE))
        title.addWidget(self.shows)
        self._page.column.addLayout(title)
        self.journeys_button = Button("Two journeys without names…", "printer")
        self.journeys_button.clicked.connect(self.journeys_requested)
        self.handover_button = Button("Handover brief…", "printer")
        self.handover_button.clicked.connect(self.handover_requested)
        self.governors_button = Button("Report to those who govern…", "printer")
        self.governors_button.clicked.connect(self.governors_requested)
        self.monthly_button = Button("Summary of a month…", "printer")
        self.monthly_button.clicked.connect(self.monthly_requested)
        papers = WrapLayout(tokens.SPACE_3, tokens.SPACE_1)
        for button in (
            *(self.governors_button, self.monthly_button),
            *(self.inspection_button, self.journeys_button, self.handover_button),
        ):
            papers.addWidget(button)
        self._page.column.addLayout(papers)
        self._patterns = QWidget()
        beneath = column(self._words, self._open, self._aside, space=tokens.SPACE_4)
        beneath.addLayout(row(self._nothing, None))
        self._patterns.setLayout(beneath)
        self._page.column.addWidget(self._patterns)
        self._page.column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)
        for hidden in (self._open, self._aside, self._nothing):
            hidden.hide()

    @property
    def shows_numbers(self) -> bool:
        """Whether the numbers are in view."""
        return self.shows.value() == NUMBERS

    def show_numbers(self, numbers: QWidget) -> None:
        """Show the numbers in place of the patterns."""
        self.shows.set_value(NUMBERS)
        if self.numbers is None:
            self.numbers = numbers
            self._page.column.insertWidget(self._page.column.count() - 1, numbers)
        numbers.show()
        self._patterns.hide()

    def show_patterns(self) -> None:
        """Show the patterns in place of the numbers."""
        self.shows.set_value(PATTERNS)
        if self.numbers is not None:
            self.numbers.hide()
        self._patterns.show()

    def show_radar(self, radar: Radar, reasons: Sequence[ChoiceLine]) -> None:
        """Show what was found; the keyboard stays on the finding it was on, or goes to the one in its place."""
        if radar == self._shown and tuple(reasons) == self._reasons:
            return
        place = next((place for place, card in enumerate(self.cards) if card.hasFocus()), -1)
        self._shown, self._reasons = radar, tuple(reasons)
        self._words.setText(SAID)
        self.cards = [self._card(one) for one in radar.open]
        asides = [self._card(one) for one in radar.aside]
        self._open.show_only(self.cards)
        self._aside.show_only(asides)
        self._open.setVisible(bool(self.cards))
        self._aside.setVisible(bool(asides))
        self._nothing.setVisible(not self.cards and not asides)
        self.cards += asides
        if place >= 0:
            self._focus(min(place, len(self.cards) - 1))

    def focus_first(self) -> None:
        """The newest finding."""
        if not self.shows_numbers:
            self._focus(0)

    def focus_record(self, record: str) -> None:
        """The first finding that a record is part of."""
        self.show_patterns()
        places = (place for place, one in enumerate(self.cards) if record in one.finding.finding.ids)
        self._focus(next(places, 0))

    def _show_chosen(self, what: object) -> None:
        if what == NUMBERS:
            self.numbers_wanted.emit()
        else:
            self.show_patterns()

    def _focus(self, place: int) -> None:
        if 0 <= place < len(self.cards):
            self.cards[place].show()  # at once, so that it can be given the keyboard
            self.cards[place].setFocus(Qt.FocusReason.OtherFocusReason)
            self._page.ensureWidgetVisible(self.cards[place])

    def _card(self, view: PatternView) -> PatternCard:
        card = PatternCard(view, self._reasons)
        card.record_opened.connect(self.record_opened)
        card.put_aside.connect(partial(self.put_aside.emit, view))
        card.brought_back.connect(partial(self.brought_back.emit, view))
        return card
