"""Due dates for a calendar: what goes in, and what a calendar does with it, before anybody is asked where to save."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.day_sheet import CalendarWish
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import muted
from safeguard_app.ui.widgets.tick_box import TickBox

RANGES = (
    (7, "The next 7 days"),
    (14, "The next 14 days"),
    (31, "The next month"),
    (92, "The next three months"),
)
CLOUD = (
    "Most calendars copy what is in them to a cloud service, to telephones, and to whoever shares them. The log cannot "
    "protect the file or take it back."
)
OTHERS = (
    "Case numbers of parts that few people read tell whoever sees the calendar that there is such a case. They are "
    "left out unless you put them in."
)


class CalendarSheet(ModalSheet):
    """Signals:
    chosen(object): go on to where to save; carries the CalendarWish.
    """

    chosen = Signal(object)

    def __init__(self, *, may_have_others: bool) -> None:
        """``may_have_others``: this user's key opens more than the daily log."""
        super().__init__("Due dates for a calendar", width=560)
        self.range_box = ChoiceBox("How far ahead", RANGES)
        self.range_box.set_value(31)
        self.remind_tick = TickBox("With a reminder in the calendar")
        self.others_tick = TickBox("Put in case numbers of the other parts as well", detail=OTHERS)
        self.body.addWidget(
            muted(
                "A file with a case number and the word “due” for each date: no name, no kind of concern. What is late "
                "already is not in it, and nothing is ever sent or kept up to date by itself.",
                wrap=True,
            )
        )
        self.body.addWidget(NoticePanel(Meaning.DUE, "A calendar is not the log", CLOUD))
        self.body.addWidget(Field("How far ahead", self.range_box))
        self.body.addWidget(self.remind_tick)
        self.body.addWidget(self.others_tick)
        self.others_tick.setVisible(
            may_have_others
        )  # within the sheet: by itself it would be a window of its own
        self.save_button = filled("Choose where to save", "download")
        self.cancel_button = Button("Cancel")
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(self.save_button)
        self.save_button.clicked.connect(self._pressed)
        self.cancel_button.clicked.connect(self.reject)

    def first_focus(self) -> QWidget:
        """How far ahead."""
        return self.range_box

    def wish(self) -> CalendarWish:
        """What is chosen."""
        days = self.range_box.value()
        assert isinstance(days, int)
        others = self.others_tick.isChecked() and not self.others_tick.isHidden()
        return CalendarWish(days, others=others, remind=self.remind_tick.isChecked())

    def _pressed(self) -> None:
        wish = self.wish()
        self.accept()
        self.chosen.emit(wish)
