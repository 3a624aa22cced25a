"""The numbers of Insights: what is counted by what over which days, as a chart and as a table that opens lists."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.periods import Period
from safeguard_app.services import insights
from safeguard_app.services.insights import InsightCell, InsightView
from safeguard_app.ui.insights.chart_picture import ChartPicture
from safeguard_app.ui.insights.number_table import NumberTable
from safeguard_app.ui.people.day_field import PeriodFields
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import small
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import WrapLayout, column, row
from safeguard_app.ui.widgets.text_label import TextLabel, muted

OTHER = "other"
COUNTING = "Counting."
NOTHING = "None of them counts here."
_BOTH = "Type both days, or choose one of the times above."
_TURNED = "The last day is before the first. Swap them or correct one."


class NumbersPart(QWidget):
    """Two choices and what they give.

    Signals:
        asked(): another topic or other days are wanted.
        opened(object, str): a number was pressed; carries its records and what they are, in words.
    """

    asked = Signal()
    opened = Signal(object, str)

    def __init__(
        self,
        topics: Sequence[tuple[str, str]],
        periods: Sequence[tuple[Period, str]],
        days: PeriodFields,
        parent: QWidget | None = None,
    ) -> None:
        """``topics`` are keys and names; ``days`` are shown where other days are wanted."""
        super().__init__(parent)
        self.setAccessibleName("Numbers")
        self._periods = [period for period, _ in periods]
        self.view: InsightView | None = None
        self.table: NumberTable | None = None
        self.topic_box = ChoiceBox("Count by", topics)
        choices: list[tuple[object, str]] = [(place, words) for place, (_, words) in enumerate(periods)]
        self.period_box = ChoiceBox("Over which time", [*choices, (OTHER, "Other days")])
        self.days = days
        self.count_button = small("Count these days")
        self._days_field = Field("From which day to which", days)
        self._title = TextLabel("", tokens.SECTION, wrap=True)
        self._counted = muted(COUNTING, wrap=True)
        self.picture = ChartPicture()
        self._table_place = column(space=0)
        self._note = muted("", wrap=True)
        self._other = QWidget()
        self._other.setLayout(column(self._days_field, row(self.count_button, None)))
        asks = WrapLayout(tokens.SPACE_4, tokens.SPACE_2)
        asks.addWidget(Field("Count by", self.topic_box))
        asks.addWidget(Field("Over which time", self.period_box))
        self.setLayout(
            column(
                asks,
                self._other,
                self._title,
                self._counted,
                self.picture,
                self._table_place,
                self._note,
                space=tokens.SPACE_3,
            )
        )
        for hidden in (self._other, self._title, self.picture, self._note):
            hidden.hide()
        self.topic_box.chosen.connect(self._asked)
        self.period_box.chosen.connect(self._period_chosen)
        self.count_button.clicked.connect(self._days_pressed)

    def topic(self) -> str:
        """The key of what is counted by."""
        return str(self.topic_box.value())

    def period(self) -> Period:
        """The days chosen or typed."""
        place = self.period_box.value()
        return self._periods[place] if isinstance(place, int) else self.days.period()

    def show_counting(self) -> None:
        """Say that it is under way; what stands there stays until it is done."""
        self._counted.setText(COUNTING)

    def show_view(self, view: InsightView) -> None:
        """Show a topic; the keyboard stays on the number it was on."""
        focused = self._focused_place()
        self.view = view
        self._title.setText(view.title)
        self._counted.setText(view.counted if view.rows else f"{view.counted} {NOTHING}")
        self._note.setText(view.note)
        self._title.show()
        self._note.setVisible(bool(view.note))
        self.picture.setVisible(bool(view.rows))
        self.picture.show_chart(partial(insights.picture, view), view.alternative)
        self._replace_table(view)
        if self.table is not None and 0 <= focused < len(self.table.links):
            self.table.links[focused].setFocus()

    def _replace_table(self, view: InsightView) -> None:
        if self.table is not None:
            self._table_place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = NumberTable(view) if view.rows else None
        if self.table is not None:
            self.table.opened.connect(self._number_opened)
            self._table_place.addWidget(self.table)

    def _focused_place(self) -> int:
        links = self.table.links if self.table is not None else []
        return next((place for place, one in enumerate(links) if one.hasFocus()), -1)

    def _number_opened(self, place: int, cell: object) -> None:
        assert isinstance(cell, InsightCell) and self.view is not None
        words = cell.spoken.rpartition(":")[0]
        self.opened.emit((self.view.key, self.view.rows[place].label, cell.records), words)

    def _period_chosen(self, value: object) -> None:
        self._other.setVisible(value == OTHER)
        if value == OTHER:
            self.days.setFocus()
        else:
            self.asked.emit()

    def _days_pressed(self) -> None:
        fault = self._fault()
        self._days_field.set_error(fault)
        if fault:
            self.days.setFocus()
        else:
            self.asked.emit()

    def _asked(self, _value: object = None) -> None:
        if self.period_box.value() == OTHER and self._fault():
            self._days_pressed()
        else:
            self.asked.emit()

    def _fault(self) -> str:
        period = self.days.period()
        if self.days.fault():
            return self.days.fault()
        if period.start is None or period.end is None:
            return _BOTH
        return _TURNED if period.end < period.start else ""
