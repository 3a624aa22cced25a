"""A time of the record: typed as people say it, said back, with how exactly it is known.

What was understood yesterday is not understood anew today: a restored "yest 9pm" keeps the day it meant when it was
typed, until the words are changed.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain import typed_time
from safeguard_app.domain.moments import Grain, Moment, Precision, not_known
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.date_field import DateField, Understanding
from safeguard_app.ui.widgets.field import field_around
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.segmented_control import PrecisionSegments

Reader = Callable[[str], typed_time.Understanding]
Describe = Callable[[Moment], str]

ASK_RANGE = "Type both ends, such as “fri to mon” or “14/9 to 18/9”."
NOT_KNOWN_WORDS = "Not known"
NOT_UNDERSTOOD = "This date was not understood. Answer the question beside it, or leave it empty."


class TimeField(QWidget):
    """A line for a date or time, its echo, its question with the answers to it, and perhaps the precision.

    Signals:
        changed(): the words, their meaning or the precision changed by the user's hand.
    """

    changed = Signal()

    def __init__(
        self,
        label: str,
        reader: Reader,
        describe: Describe,
        *,
        precision: bool = False,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``reader`` understands words, ``describe`` says a moment back; ``precision`` shows its four segments."""
        super().__init__(parent)
        self._reader = reader
        self._describe = describe
        self._base = Typed()
        self._chosen_precision: Precision | None = None
        self._quiet = False
        self._segments = PrecisionSegments(f"How exactly is it known: {label}", None) if precision else None
        self._date = DateField(label, self._understand, placeholder=placeholder, extra=self._segments)
        self._answers = WrapLayout(tokens.SPACE_4, 0)
        self._links: list[QWidget] = []
        self.setAccessibleName(label)
        self.setLayout(column(self._date, self._answers, space=0))
        self.setFocusProxy(self._date)
        self._connect()

    def typed(self) -> Typed:
        """The words and what was understood of them."""
        if self._chosen_precision is Precision.UNKNOWN:
            return Typed(self._date.text(), not_known())
        value = self._date.result.value
        return Typed(self._date.text(), value if isinstance(value, Moment) else None)

    def set_typed(self, typed: Typed) -> None:
        """Show words with what they meant when they were typed."""
        self._quiet = True
        if typed.moment is not None and typed.moment.is_known and not typed.text:
            typed = Typed(self._short_words(typed.moment), typed.moment)
        self._base = typed
        unknown = typed.moment is not None and not typed.moment.is_known
        self._chosen_precision = Precision.UNKNOWN if unknown else None
        self._mark(typed.moment.precision if typed.moment is not None else None)
        self._date.set_text(typed.text)
        self._date.line.setCursorPosition(0)
        self._date.read_again()
        self._quiet = False

    def slipped(self) -> bool:
        """Whether something is typed that nobody can date."""
        typed = self.typed()
        return bool(typed.text.strip()) and typed.moment is None

    def lasting_words(self) -> str:
        """Words that mean the same tomorrow: "now" becomes its day and time. What was not understood stays as typed."""
        typed = self.typed()
        if typed.moment is None or not typed.moment.is_known:
            return typed.text
        words = self._short_words(typed.moment)
        return words if self._reader(words).moment == typed.moment else typed.text

    def holds(self, line: QWidget) -> bool:
        """Whether this is the line to type in."""
        return line is self._date.line

    def mark_prefilled(self) -> None:
        """What stands in it now was put in by the program: nobody would miss it."""
        self._date.line.setProperty("prefilled", True)

    def _short_words(self, moment: Moment) -> str:
        """A moment as somebody would type it: it fits the line, and means the same on any day."""
        start = moment.start
        if start is None or moment.precision is Precision.BETWEEN:
            return self._describe(moment)[: self._date.line.limit]
        roughly = "about " if moment.precision is Precision.ABOUT else ""
        clock = "" if moment.grain is Grain.DAY else f" {start:%H:%M}"
        return f"{roughly}{start.day}/{start.month}/{start.year}{clock}"

    def _connect(self) -> None:
        self._date.understood.connect(self._understood)
        if self._segments is not None:
            self._segments.chosen.connect(self._precision_chosen)

    def _understand(self, text: str) -> Understanding:
        if self._chosen_precision is Precision.UNKNOWN:
            return Understanding(not_known(), NOT_KNOWN_WORDS)
        if text == self._base.text and self._base.moment is not None:
            return self._with_precision(self._base.moment)
        read = self._reader(text)
        if read.moment is None:
            self._offer(read.choices)
            return Understanding(question=read.sentence)
        return self._with_precision(read.moment, read.sentence if read.in_future else "")

    def _with_precision(self, moment: Moment, question: str = "") -> Understanding:
        wanted = self._chosen_precision
        if wanted is Precision.BETWEEN and moment.precision is not Precision.BETWEEN:
            return Understanding(question=ASK_RANGE)
        if wanted in (Precision.EXACT, Precision.ABOUT) and moment.precision is not Precision.BETWEEN:
            moment = _as(moment, wanted)
        if question:
            return Understanding(moment, question=question)
        return Understanding(moment, self._describe(moment))

    def _understood(self, result: object) -> None:
        assert isinstance(result, Understanding)
        if result.value is not None or not result.question:
            self._offer(())
        if isinstance(result.value, Moment) and self._chosen_precision is None:
            self._mark(result.value.precision)
        if not self._quiet:
            self.changed.emit()

    def _precision_chosen(self, value: object) -> None:
        self._chosen_precision = Precision(str(value))
        if self._chosen_precision is Precision.UNKNOWN and not self._date.text():
            self._base = Typed("", not_known())
        self._date.read_again()
        if not self._date.text():
            self.changed.emit()

    def _mark(self, precision: Precision | None) -> None:
        if self._segments is not None:
            self._segments.set_value(precision.value if precision is not None else None)

    def _offer(self, choices: tuple[typed_time.Choice, ...]) -> None:
        for old in self._links:
            self._answers.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._links = []
        for choice in choices:
            button = link(choice.label)
            button.clicked.connect(partial(self._answered, choice))
            self._links.append(button)
            self._answers.addWidget(button)
        self.updateGeometry()

    def _answered(self, choice: typed_time.Choice) -> None:
        self._base = Typed(self._date.text(), choice.moment)
        self._date.read_again()
        self._date.setFocus()


def date_slips(form: QWidget) -> dict[str, str]:
    """The dates of a form that were typed and not understood, by the name of the Field they stand in.

    Saved all the same they would count as not known, and the words would be lost. What is hidden is left out.
    """
    slips: dict[str, str] = {}
    for time in form.findChildren(TimeField):
        field = field_around(time)
        if time.slipped() and time.isVisibleTo(form) and field is not None and field.name:
            slips[field.name] = NOT_UNDERSTOOD
    return slips


def _as(moment: Moment, wanted: Precision) -> Moment:
    """The same time, known exactly or roughly. A whole day keeps its end, a minute has none."""
    end = moment.end if moment.grain is Grain.DAY else None
    return replace(moment, precision=wanted, end=end)
