"""A day, and a stretch of days from-to, typed as people say them and said back."""

from collections.abc import Mapping
from datetime import date, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.moments import Grain, Moment, Precision, on_day
from safeguard_app.domain.periods import Period
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.incidents.time_field import NOT_UNDERSTOOD, Describe, Reader, TimeField
from safeguard_app.ui.people.form_part import FormPart
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.text_label import muted

NOT_ONE_DAY = "Type one day, such as 14/2/2018."


def single_day(moment: Moment | None) -> date | None:
    """The one day a moment names, or None when it names none or several."""
    if moment is None or moment.start is None:
        return None
    first = moment.start.date()
    last = moment.end.date() if moment.end is not None else first
    return first if first == last else None


def typed_of(moment: Moment | None) -> Typed:
    """A moment as somebody would type it, short enough for the line; empty for none and for what is not known."""
    if moment is None or moment.start is None:
        return Typed("", moment)
    start = moment.start
    day = f"{start.day}/{start.month}/{start.year}"
    if moment.grain is Grain.MINUTE and moment.precision in (Precision.EXACT, Precision.ABOUT):
        return Typed(f"{start.day}/{start.month}/{start:%y} {start:%H:%M}", moment)
    return Typed(day if single_day(moment) is not None else "", moment)


class DayField(TimeField):
    """A time field that gives a date. Empty is an answer: not known."""

    def __init__(
        self, label: str, reader: Reader, describe: Describe, zone: tzinfo, placeholder: str = "14/2/2018"
    ) -> None:
        """``zone`` is the school's own."""
        super().__init__(label, reader, describe, placeholder=placeholder)
        self._zone = zone
        self.set_typed(Typed())

    def day(self) -> date | None:
        """The date, or None where nothing was typed or understood; ask :meth:`fault` which."""
        return single_day(self.typed().moment)

    def set_day(self, day: date | None) -> None:
        """Show a date, or nothing, without telling anyone."""
        self.set_typed(Typed() if day is None else typed_of(on_day(day, self._zone)))

    def fault(self) -> str:
        """What is wrong with the words typed; empty for a day or for nothing."""
        typed = self.typed()
        if not typed.text.strip() or self.day() is not None:
            return ""
        return NOT_UNDERSTOOD if typed.moment is None or typed.moment.start is None else NOT_ONE_DAY


class PeriodFields(FormPart):
    """From one day to another; either may be left open.

    Signals:
        changed(): one of the two days changed.
    """

    changed = Signal()

    def __init__(
        self,
        what: str,
        start: DayField,
        end: DayField,
        parent: QWidget | None = None,
        *,
        until: str = "To (empty: goes on)",
    ) -> None:
        """``what`` names the stretch, such as "On roll"; the fields are made by the form's tools."""
        super().__init__(parent)
        self.start, self.end = start, end
        self.setAccessibleName(what)
        first = QWidget()
        first.setLayout(column(muted("From"), self.start, space=0))
        last = QWidget()
        last.setLayout(column(muted(until), self.end, space=0))
        both = wrapped(first, last, space=tokens.SPACE_4, line_space=tokens.SPACE_1)
        self.setLayout(column(both, space=0))
        self.setFocusProxy(self.start)
        self.start.changed.connect(self.changed)
        self.end.changed.connect(self.changed)

    def editors(self) -> Mapping[str, QWidget]:
        """Both days."""
        return {"from": self.start, "to": self.end}

    def period(self) -> Period:
        """The days typed."""
        return Period(self.start.day(), self.end.day())

    def set_period(self, period: Period) -> None:
        """Show a period without telling anyone."""
        self.start.set_day(period.start)
        self.end.set_day(period.end)

    def fault(self) -> str:
        """What is wrong with either day."""
        return self.start.fault() or self.end.fault()
