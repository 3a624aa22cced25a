"""The chronology on a person's page: two lengths and speeds, either order, some days, alone or beside others."""

from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.periods import ALWAYS, Period
from safeguard_app.services.chronologies import SideBySide
from safeguard_app.services.chronology_views import KIND_WORDS, Chronology, ChronologyLine, LineKind, Speed
from safeguard_app.services.paper_views import ChronologyPaper
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.people.chronology_lines import LineTable
from safeguard_app.ui.people.day_field import DayField, PeriodFields
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import small
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.layouts import column, emptied
from safeguard_app.ui.widgets.people_field import PeopleField
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.text_label import muted

_EVERY_KIND = ""
_MOST_BESIDE = 5
_NOTHING = "Nothing of this kind is entered that your keys open."
_BACKWARDS = "This ends before it starts. Check both days."


class ChronologySection(HeadedSection):
    """Out of sight until it is asked for; then read once, and narrowed without asking again.

    Signals:
        wanted(): read the chronology of the person in view and of those :attr:`beside`, and answer with
            :meth:`show_chronology`.
        searched(str): somebody to show beside is looked for by these words; answer with the field's ``offer``.
        opened(object, object): a line was pressed; carries the RecordKind and the Reference.
        marked(object, object, bool): a line is significant, or not; carries whose chronology, and the line.
        print_requested(object): look at it on paper; carries the ChronologyPaper.
        share_requested(object): share it with somebody outside; carries the ChronologyPaper.
    """

    wanted = Signal()
    searched = Signal(str)
    opened = Signal(object, object)
    marked = Signal(object, object, bool)
    print_requested = Signal(object)
    share_requested = Signal(object)

    def __init__(self) -> None:
        """Nothing is read yet."""
        super().__init__("Chronology", line=False, space=tokens.SPACE_2)
        self.show_button = small("Show the chronology", "list")
        self.length = SegmentedControl(
            "How much", ((False, "Significant events"), (True, "Everything")), False
        )
        self.speed = SegmentedControl(
            "How much of each line", ((False, "One sentence"), (True, "Whole")), True
        )
        self.order = SegmentedControl(
            "In which order", ((True, "Newest first"), (False, "Oldest first")), True
        )
        self.kind = ChoiceBox("Which kind", [(_EVERY_KIND, "Every kind")], small=True)
        self.layout_choice = SegmentedControl("Side by side", ((True, "Columns"), (False, "One list")), True)
        self.people = PeopleField("Beside whom", limit=_MOST_BESIDE, unknown=False)
        self.period: PeriodFields | None = None
        self.print_button = small("Print", "printer", chevron=True)
        self.print_button.setAccessibleName("Print the chronology")
        self.print_menu = QMenu(self.print_button)
        self.print_button.setMenu(self.print_menu)
        self.share_button = small("Share", "handshake", chevron=True)
        self.share_button.setAccessibleName("Share the chronology")
        self.share_menu = QMenu(self.share_button)
        self.share_button.setMenu(self.share_menu)
        self.more_button = small("Days, others beside", chevron=True)
        self.more_button.setAccessibleName("Only some days, or others beside")
        self._days = Field("Only these days", QWidget())
        self._more = QWidget()
        self._controls = QWidget()
        self._holder = QWidget()
        self._lines = QVBoxLayout(self._holder)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._found: SideBySide | None = None
        self._turned: frozenset[str] = frozenset()
        self._marking = ""
        self.table: LineTable | None = None
        self._build()
        self.put_away()

    def set_tools(self, tools: FormTools) -> None:
        """Give the days their readers."""
        start = DayField("From", tools.reader, tools.describe, tools.zone, "1/9/2026")
        end = DayField("To", tools.reader, tools.describe, tools.zone, "today")
        self.period = PeriodFields("Days of the chronology", start, end, until="To (empty: today)")
        days = Field("Only these days", self.period)
        layout = self._more.layout()
        assert layout is not None
        layout.replaceWidget(self._days, days)
        self._days.deleteLater()
        self._days = days
        self.period.changed.connect(self._fill)

    @property
    def is_open(self) -> bool:
        """Whether it is read and in view."""
        return self._found is not None

    @property
    def beside(self) -> tuple[Reference, ...]:
        """Those whose chronologies stand beside."""
        return tuple(one.key for one in self.people.people() if isinstance(one.key, Reference))

    def put_away(self) -> None:
        """Somebody else is in view."""
        self._found = None
        self._turned = frozenset()
        self.people.set_people([])
        if self.period is not None:
            self.period.set_period(ALWAYS)
        self.show_button.show()
        self._controls.hide()
        self._more.hide()
        self._holder.hide()

    def show_chronology(self, found: object) -> None:
        """Show what was read: of one, or of several side by side."""
        if isinstance(found, Chronology):
            found = SideBySide((found.name,), (found,))
        assert isinstance(found, SideBySide)
        first = self._found is None
        self._found = found
        there = {line.kind for one in found.chronologies for line in one.lines}
        kept = self.kind.value()
        kinds = ((kind.value, KIND_WORDS[kind]) for kind in LineKind if kind in there)
        self.kind.set_choices([(_EVERY_KIND, "Every kind"), *kinds])
        self.kind.set_value(_EVERY_KIND if first else kept)
        self._fill_menu(found)
        self.show_button.hide()
        self._controls.show()
        self._holder.show()
        self._fill()
        if first:
            self.length.setFocus()
        elif self._marking:
            self._back_to_mark()

    def show_more(self) -> None:
        """Ask for days and for others beside, or put that away again: what was asked for stays."""
        if self._more.isVisible():
            self._more.hide()
            return
        self._more.show()
        (self.people if self.period is None else self.period.start).setFocus()

    def show_unmarked(self) -> None:
        """A mark was not kept: nothing waits for it any more."""
        self._marking = ""

    def _build(self) -> None:
        acts = (self.kind, self.more_button, self.print_button, self.share_button)
        first = wrapped(self.length, self.speed, self.order, *acts)
        beside = Field(
            "Beside", self.people, help_text="Other children or adults, each by a name, class or year."
        )
        self._more.setLayout(column(self._days, beside, self.layout_choice, space=tokens.SPACE_2))
        self._controls.setLayout(column(first, self._more, space=tokens.SPACE_2))
        body = QWidget()
        body.setLayout(column(wrapped(self.show_button), self._controls, self._holder, space=6))
        self.add(body)
        self.show_button.clicked.connect(self.wanted)
        self.more_button.clicked.connect(self.show_more)
        self.speed.chosen.connect(self._all_turned)
        for choice in (self.length, self.order, self.kind, self.layout_choice):
            choice.chosen.connect(self._narrowed)
        self.people.searched.connect(self.searched)
        self.people.added.connect(self._beside_changed)
        self.people.removed.connect(self._beside_changed)

    def _fill_menu(self, found: SideBySide) -> None:
        self.print_menu.clear()
        self.share_menu.clear()
        parts = dict.fromkeys(one for chronology in found.chronologies for one in chronology.part_words)
        for part, words in parts:
            for menu, asked in (
                (self.print_menu, self.print_requested),
                (self.share_menu, self.share_requested),
            ):
                act = menu.addAction(f"What is in {words}")
                act.triggered.connect(partial(self._ask_for_paper, asked, part))
        for button in (self.print_button, self.share_button):
            button.setEnabled(bool(parts))

    def _ask_for_paper(self, asked: SignalInstance, part: Compartment, _checked: bool = False) -> None:
        if self._found is None:
            return
        first, *others = (one.person for one in self._found.chronologies)
        job = ChronologyPaper(
            first,
            part,
            self.length.value() is True,
            self.order.value() is True,
            self.speed.value() is True,
            tuple(sorted(self._turned)),
            self._period(),
            tuple(others),
            self.layout_choice.value() is True,
        )
        asked.emit(job)

    def _period(self) -> Period:
        """The days asked for; all of them while one is not understood, or both are the wrong way round."""
        if self.period is None or self.period.fault():
            return ALWAYS
        asked = self.period.period()
        backwards = asked.start is not None and asked.end is not None and asked.end < asked.start
        self._days.set_error(_BACKWARDS if backwards else "")
        return ALWAYS if backwards else asked

    def _beside_changed(self, _chosen: object) -> None:
        self.wanted.emit()

    def _all_turned(self, _value: object) -> None:
        """All lines at one speed: what was turned by hand goes with them."""
        self._turned = frozenset()
        self._fill()

    def _narrowed(self, _value: object) -> None:
        self._fill()

    def _line_turned(self, key: str) -> None:
        self._turned ^= {key}

    def _line_marked(self, person: object, line: object, significant: bool) -> None:
        assert isinstance(line, ChronologyLine)
        self._marking = line.key
        self.marked.emit(person, line, significant)

    def _back_to_mark(self) -> None:
        """The keyboard goes back to the line that was marked, or, where it left the list, to how much is shown."""
        button = self.table.mark_button(self._marking) if self.table is not None else None
        self._marking = ""
        if button is None:
            self.length.setFocus()
            return
        button.setFocus()

    def _fill(self) -> None:
        emptied(self._lines)
        self.table = None
        if self._found is None:
            return
        self.layout_choice.setVisible(len(self._found.chronologies) > 1)
        value = str(self.kind.value() or "")
        rows = self._found.rows(
            everything=self.length.value() is True,
            newest_first=self.order.value() is True,
            kind=LineKind(value) if value else None,
            period=self._period(),
        )
        if not rows:
            self._lines.addWidget(muted(_NOTHING, wrap=True))
            return
        speed = Speed(self.speed.value() is True, self._turned)
        columns = self.layout_choice.value() is True
        self.table = LineTable(self._found, rows, speed, columns=columns)
        self.table.opened.connect(self.opened)
        self.table.turned.connect(self._line_turned)
        self.table.marked.connect(self._line_marked)
        self._lines.addWidget(self.table)
