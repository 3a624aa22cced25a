"""Changing the school's calendar: its entries row by row, and the events of a file, each with what it is."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.school import DaysKind, SchoolDays
from safeguard_app.domain.text_rules import NAME_LIMIT
from safeguard_app.services.calendar_guesses import WORDS, ChosenEvent, EventIs, as_days, guess
from safeguard_app.services.calendar_reading import CalendarEvent, ReadCalendar
from safeguard_app.services.school_calendar import KIND_WORDS, CalendarView
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.people.row_list import RowList
from safeguard_app.ui.settings.calendar_section import CalendarFacts
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted

MakeDay = Callable[[str], DayField]
"""Makes a field for one day, given its label."""
PREVIEW_AFTER_MS = 400
ONE_DAY = "Type one day, such as 3/9/2026."


class DaysRow(QWidget):
    """One entry: what it is, its name, from and to.

    Signals:
        changed(): something was typed or chosen.
    """

    changed = Signal()

    def __init__(self, first: DayField, last: DayField, parent: QWidget | None = None) -> None:
        """The two days are made by the page's reader."""
        super().__init__(parent)
        self.kind = ChoiceBox("What it is", list(KIND_WORDS.items()))
        self.kind.setFixedWidth(scaled(190))
        self.name = LineField("Name", limit=NAME_LIMIT, placeholder="Autumn term")
        self.name.setFixedWidth(scaled(170))
        self.first, self.last = first, last
        wrap = WrapLayout(tokens.SPACE_3, tokens.SPACE_1)
        for label, box in (
            ("", self.kind),
            ("", self.name),
            ("From", first),
            ("To, if longer than a day", last),
        ):
            holder = QWidget()
            holder.setLayout(column(*([muted(label)] if label else []), box, space=0))
            wrap.addWidget(holder)
        self.setLayout(wrap)
        self.setFocusProxy(self.kind)
        self.kind.chosen.connect(self._touched)
        self.name.textChanged.connect(self._touched)
        for day in (first, last):
            day.changed.connect(self.changed)

    def show_days(self, days: SchoolDays) -> None:
        """Show an entry without telling anyone."""
        self.kind.set_value(days.kind)
        self.name.setText(days.name)
        self.first.set_day(days.first)
        self.last.set_day(days.last if days.last != days.first else None)

    def days(self) -> SchoolDays | None:
        """The entry; None where its day is not typed."""
        kind, first = self.kind.value(), self.first.day()
        assert isinstance(kind, DaysKind)
        if first is None:
            return None
        return SchoolDays(kind, self.name.text(), first, self.last.day() or first)

    def fault(self) -> str:
        """What stops it from being an entry."""
        found = self.first.fault() or self.last.fault()
        return found or ("" if self.first.day() is not None else ONE_DAY)

    def _touched(self, _value: object) -> None:
        self.changed.emit()


class DaysRows(RowList[DaysRow]):
    """The entries, one a row."""


class CalendarPanel(EntryPanel):
    """The whole calendar, open for changing; what it would be stands beneath before it counts.

    Signals:
        preview_wanted(object): show what these entries make; carries a tuple of SchoolDays.
    """

    preview_wanted = Signal(object)

    def __init__(
        self, make_day: MakeDay, view: CalendarView, more: Sequence[SchoolDays] = (), why: str = ""
    ) -> None:
        """``more`` are entries from a file, which stand after those there are; ``why`` is proposed as the reason."""
        super().__init__(
            "Terms and days closed to pupils",
            "Save the calendar",
            "Nothing counts until it is saved. Enter each term from its first to its last day; half terms and INSET "
            "days within it are days of their own.",
        )
        self._make_day = make_day
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PREVIEW_AFTER_MS)
        self._wait.timeout.connect(self._ask_preview)
        self.version = view.version
        self.rows = DaysRows("Entry", "Add an entry", self._row)
        self.reason = LineField("Why", limit=500)
        self.reason.setText(why)
        self.preview = CalendarFacts()
        self.add_field("Entries", self.rows, "days")
        self.add_field("Why is it changed?", self.reason, "reason")
        self.fields.addWidget(TextLabel("What it will be", tokens.SUB))
        self.fields.addWidget(self.preview)
        self._days = tuple(view.days)
        self._show_entries(more)
        self.rows.changed.connect(self._later)

    def take_in(self, more: Sequence[SchoolDays], why: str) -> None:
        """Show entries from a file after those there are, with a reason proposed; nobody has saved them yet."""
        self.reason.setText(why)
        self._show_entries(more)

    def entries(self) -> tuple[SchoolDays, ...]:
        """The entries that are whole."""
        return tuple(days for row in self.rows.rows() if (days := row.days()) is not None)

    def slips(self) -> dict[str, str]:
        """The first entry whose days cannot be read, by its place."""
        for place, row in enumerate(self.rows.rows(), start=1):
            if fault := row.fault():
                return {"days": f"Entry {place}: {fault}"}
        return {}

    def show_errors(self, errors: Mapping[str, str], sentence: str) -> None:
        """A fault of one entry is said at the entries, by its place among them."""
        told: dict[str, str] = {}
        for name, words in errors.items():
            place = name.removeprefix("days")
            if name.startswith("days") and place.isdigit():
                told.setdefault("days", f"Entry {int(place) + 1}: {words}")
            else:
                told[name] = words
        super().show_errors(told, sentence)

    def show_preview(self, view: CalendarView) -> None:
        """What it would be."""
        self.preview.show_calendar(view)

    def _show_entries(self, more: Sequence[SchoolDays]) -> None:
        entries = sorted((*self._days, *(one for one in more if one not in self._days)), key=_by_day)
        for row, days in zip(self.rows.show_rows(len(entries)), entries, strict=True):
            row.show_days(days)
        if not entries:
            self.rows.add()
        self._later()

    def _row(self) -> DaysRow:
        row = DaysRow(self._make_day("From"), self._make_day("To"))
        row.changed.connect(self._later)
        return row

    def _later(self) -> None:
        self._wait.start()

    def _ask_preview(self) -> None:
        self.preview_wanted.emit(self.entries())


def _by_day(days: SchoolDays) -> tuple[date, bool]:
    return days.first, days.kind is not DaysKind.TERM


class EventsPanel(EntryPanel):
    """The events of a calendar file: the person says what each is. Nothing counts by being read."""

    def __init__(self, read: ReadCalendar, parent: QWidget | None = None) -> None:
        """What each may be is proposed by its title."""
        super().__init__(
            f"{len(read.events)} events in this file" if len(read.events) != 1 else "One event in this file",
            "Put these into the calendar",
            "Say what each of them is. They come into the calendar’s entries next, where you see what they make before "
            "anything is saved. Choices made here are not kept at a lock: read the file again then.",
            parent,
        )
        self.choices: list[tuple[CalendarEvent, ChoiceBox]] = []
        if read.left_out:
            self.fields.addWidget(
                NoticePanel(Meaning.NOTE, "Not everything could be taken", "\n".join(read.left_out))
            )
        holder = QWidget()
        rows = column(space=tokens.SPACE_2)
        for event in read.events:
            rows.addWidget(self._row(event))
            rows.addWidget(Line("line"))
        holder.setLayout(rows)
        if self.choices:
            holder.setFocusProxy(self.choices[0][1])
        self.add_field("What each event is", holder, "events")
        self.save_button.setEnabled(bool(read.events))

    def days(self) -> tuple[SchoolDays, ...]:
        """The entries they make. Raises RuleViolation."""
        made = as_days([ChosenEvent(event, EventIs(str(box.value()))) for event, box in self.choices])
        if not made:
            raise RuleViolation({"events": "Every event is left out. Say of one at least what it is."})
        return made

    def _row(self, event: CalendarEvent) -> QWidget:
        span = day_words(event.first)
        if event.last != event.first:
            span = f"{day_words(event.first, year=event.first.year != event.last.year)} to {day_words(event.last)}"
        box = ChoiceBox(
            f"What it is: {event.title}, {span}", [(one.value, words) for one, words in WORDS.items()]
        )
        box.set_value(guess(event).value)
        box.setFixedWidth(scaled(230))
        self.choices.append((event, box))
        title = TextLabel(event.title, wrap=True)
        title.setMinimumWidth(scaled(200))
        words = QWidget()
        words.setLayout(column(title, muted(span, wrap=True), space=0))
        wrap = WrapLayout(tokens.SPACE_4, tokens.SPACE_1)
        wrap.addWidget(box)
        wrap.addWidget(words)
        holder = QWidget()
        holder.setLayout(wrap)
        return holder
