"""Which day the register is shown as at: a few days to press, or any other typed, over what was known when."""

from collections.abc import Sequence
from datetime import date, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.date_words import day_words
from safeguard_app.ui.incidents.time_field import Describe, Reader
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.text_label import TextLabel
from safeguard_app.ui.widgets.tick_box import TickBox

_OTHER = "other"
_YEAR_BEGINS = 9
"""September: forms are asked for and reviewed at the beginning of the school year (domain rules, section 8)."""
_AS_KNOWN = "Only what had been entered by then"


def days_to_offer(today: date) -> tuple[date, ...]:
    """The beginning of the school year and of this month, where they lie before today; then today."""
    year = today.year if today.month >= _YEAR_BEGINS else today.year - 1
    wanted = (date(year, _YEAR_BEGINS, 1), today.replace(day=1), today)
    return tuple(dict.fromkeys(day for day in wanted if day <= today))


class AsAtBar(QWidget):
    """The choice of a day.

    Signals:
        chosen(object, bool): another day, or another way to look at it; carries the date (None: now) and whether only
            what had been entered by then counts.
    """

    chosen = Signal(object, bool)

    def __init__(
        self, today: date, reader: Reader, describe: Describe, zone: tzinfo, parent: QWidget | None = None
    ) -> None:
        """Start at today."""
        super().__init__(parent)
        self.setAccessibleName("As at")
        self._today = today
        self.segments = SegmentedControl("As at", self._choices(days_to_offer(today)), today)
        self.other = DayField("Other date", reader, describe, zone, "24/9")
        self.other.hide()
        self.as_known = TickBox(_AS_KNOWN)
        self.as_known.hide()
        label = TextLabel("As at", tokens.STRONG)
        self.setLayout(column(wrapped(label, self.segments, self.other, self.as_known), space=0))
        self.segments.chosen.connect(self._segment_chosen)
        self.other.changed.connect(self._other_changed)
        self.as_known.clicked.connect(self._tell)

    def day(self) -> date | None:
        """The day wanted; None for now. Where the other date is not understood, the day stays today."""
        value = self.segments.value()
        if value == _OTHER:
            typed = self.other.day()
            return typed if typed is not None and typed < self._today else None
        return value if isinstance(value, date) and value != self._today else None

    def only_known_then(self) -> bool:
        """Whether only what had been entered by that day counts."""
        return self.day() is not None and self.as_known.isChecked()

    def show_other(self, day: date) -> None:
        """Choose another date as though it were typed."""
        self.segments.set_value(_OTHER)
        self.other.show()
        self.other.set_day(day)
        self._tell()

    def show_today(self) -> None:
        """Go back to now, without telling anyone."""
        self.segments.set_value(self._today)
        self.other.hide()
        self.as_known.hide()

    def _choices(self, days: Sequence[date]) -> list[tuple[object, str]]:
        made: list[tuple[object, str]] = []
        for day in days:
            words = day_words(day).partition(" ")[2]
            if day == self._today:
                made.append((day, f"Today, {words}"))
            else:
                made.append((day, words if day.year != self._today.year else words.rpartition(" ")[0]))
        return [*made, (_OTHER, "Other date")]

    def _segment_chosen(self, value: object) -> None:
        self.other.setVisible(value == _OTHER)
        if value == _OTHER:
            self.other.setFocus()
        self._tell()

    def _other_changed(self) -> None:
        if self.other.fault() == "":
            self._tell()

    def _tell(self, _checked: object = None) -> None:
        self.as_known.setVisible(self.day() is not None)
        self.chosen.emit(self.day(), self.only_known_then())
