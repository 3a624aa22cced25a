"""A paper about one part of the log: which part and, for a list over a time, from which day to which."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.periods import Period
from safeguard_app.services.part_names import capital
from safeguard_app.ui.people.day_field import PeriodFields
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import muted

_OTHER = "other"
_BOTH = "Type both days, or choose one of the times above."
_TURNED = "The last day is before the first. Swap them or correct one."
PARTS = "Each part has a paper of its own, which goes to nobody who may not read that part."


class PartPaperSheet(ModalSheet):
    """Return makes the paper with what is proposed, so one key and Return are enough.

    Signals:
        chosen(object, object): show the pages; carries the Compartment, and the Period where one was asked for.
        shared(object, object): it is for somebody outside; carries the same.
    """

    chosen = Signal(object, object)
    shared = Signal(object, object)

    def __init__(self, title: str, words: str, parts: Sequence[tuple[Compartment, str]]) -> None:
        """``words`` say what stands on the paper. Nothing is asked of the part where there is one only."""
        super().__init__(title, width=560)
        self.body.addWidget(muted(words, wrap=True))
        self.part_box = ChoiceBox("Part of the log", [(part, capital(name)) for part, name in parts])
        self._part = Field("Part of the log", self.part_box, help_text=PARTS)
        self.body.addWidget(self._part)
        self._part.setVisible(len(parts) > 1)  # in its place first: shown before, it is a window of its own
        self.period_box: ChoiceBox | None = None
        self.show_button = filled("Show the pages", "printer")
        self.share_button = Button("Share", "handshake")
        self.share_button.hide()
        self.cancel_button = Button("Cancel")
        self.footer.addWidget(self.share_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(self.show_button)
        self.show_button.clicked.connect(partial(self._pressed, self.chosen))
        self.share_button.clicked.connect(partial(self._pressed, self.shared))
        self.cancel_button.clicked.connect(self.reject)

    def ask_period(self, periods: Sequence[tuple[Period, str]], days: PeriodFields) -> None:
        """Ask for a time too: one of ``periods``, the first to begin with, or typed into ``days``."""
        self._periods = [period for period, _ in periods]
        choices: list[tuple[object, str]] = [(place, words) for place, (_, words) in enumerate(periods)]
        self.period_box = ChoiceBox("Over which time", [*choices, (_OTHER, "Other days")])
        self.days = days
        self.days_field = Field("From which day to which", days)
        self.days_field.hide()
        self.body.addWidget(Field("Over which time", self.period_box))
        self.body.addWidget(self.days_field)
        self.period_box.chosen.connect(self._period_chosen)

    def may_be_shared(self) -> None:
        """It may be for somebody outside: offer that too."""
        self.share_button.show()

    def first_focus(self) -> QWidget:
        """What is proposed is what is wanted nearly always."""
        return self.show_button

    def period(self) -> Period | None:
        """The time chosen or typed."""
        if self.period_box is None:
            return None
        place = self.period_box.value()
        return self._periods[place] if isinstance(place, int) else self.days.period()

    def _period_chosen(self, value: object) -> None:
        self.days_field.setVisible(value == _OTHER)
        if value == _OTHER:
            self.days.setFocus()

    def _fault(self) -> str:
        """What is wrong with days that were typed."""
        if self.period_box is None or self.period_box.value() != _OTHER:
            return ""
        period = self.days.period()
        if self.days.fault():
            return self.days.fault()
        if period.start is None or period.end is None:
            return _BOTH
        return _TURNED if period.end < period.start else ""

    def _pressed(self, asked: SignalInstance) -> None:
        fault = self._fault()
        if fault:
            self.days_field.set_error(fault)
            self.days.setFocus()
            return
        part, period = self.part_box.value(), self.period()
        assert isinstance(part, Compartment)
        self.accept()
        asked.emit(part, period)
