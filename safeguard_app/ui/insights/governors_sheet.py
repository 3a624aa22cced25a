"""What is asked before the report to those who govern: which one, which days, who holds an office, what was agreed."""

from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.periods import Period
from safeguard_app.services.governors_asked import Asked
from safeguard_app.services.paper_governors import GOVERNORS_TITLE, RECRUITMENT, TYPED_LIMIT
from safeguard_app.services.paper_views import GovernorsPaper, ReportKind, ReportTyped
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.people.day_field import PeriodFields
from safeguard_app.ui.people.sheet_keeper import SheetBoxes
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.text_label import muted
from safeguard_app.ui.widgets.tick_box import TickBox

WORDS = (
    "Numbers, what the school did, and who holds which office. Small numbers are left out so that nobody can be "
    "recognised, and nothing that was typed into a record stands on it. What concerns whoever leads the school, or the "
    "safeguarding lead, is on no such report."
)
_KINDS = ((ReportKind.ANNUAL, "Annual"), (ReportKind.TERMLY, "Termly"))
_OTHER = "other"
_BOTH = "Type both days, or choose one of the times above."
_TURNED = "The last day is before the first. Swap them or correct one."
_OVERLAP = "A report over some of these days was made before"
_DIFFERENCE = (
    "Whoever holds both can take a number of one from that of the other: what is left may be from 1 to 4, and stand in "
    "neither. Made before:"
)
_DESPITE = "The two were laid side by side and no line differs by 1 to 4, or nobody who gets this one holds the other."
_TICK = "Tick this to make it all the same, or choose other days."
_NAME_LIMIT = 200
_RECRUITED = "Checks on who works here, and when the record of them was last looked at, by which office. Without names."
_TYPED_HELP = "Without names. It is looked through for every name, initial and account that the log knows."


class GovernorsSheet(ModalSheet):
    """Return makes the pages of what is proposed.

    Signals:
        chosen(object): show the pages; carries the GovernorsPaper.
        shared(object): it is for somebody outside; carries the same.
    """

    chosen = Signal(object)
    shared = Signal(object)

    def __init__(self, asked: Asked, days: PeriodFields) -> None:
        """``asked``: days that are offered, offices asked for, and whether the part on adults may be counted."""
        super().__init__(GOVERNORS_TITLE, width=680)
        self._asked = asked
        self._offered = ReportKind.ANNUAL
        self.kind = SegmentedControl("Which report", _KINDS, self._offered)
        self.period_box = ChoiceBox("Over which time", self._choices())
        self.days = days
        self.overlap = NoticePanel(Meaning.DUE, _OVERLAP)
        self.despite = TickBox("Make it all the same", detail=_DESPITE)
        self.despite_field = Field("Reports over the same days", self.despite)
        self.adults = TickBox(
            "With numbers about adults who work here",
            detail="The report is then kept in that part of the log, and read by those who read it.",
        )
        self.to_five = TickBox("For a trust: round every number to five")
        self.offices = {key: LineField(label, limit=_NAME_LIMIT) for key, label in asked.offices}
        self.actions_box = TextBox("Actions from the last report", limit=TYPED_LIMIT)
        self.voice = TextBox("What pupils say", limit=TYPED_LIMIT)
        self.recruitment = TextBox(RECRUITMENT, limit=TYPED_LIMIT)
        self.recruitment_field = Field(RECRUITMENT, self.recruitment, help_text=_RECRUITED, optional=True)
        self.days_field = Field("From which day to which", days)
        self.show_button = filled("Show the pages", "printer")
        self.share_button = Button("Share", "handshake")
        self.cancel_button = Button("Cancel")
        self.boxes = SheetBoxes(self._editors(), self._fit)
        self._build()
        self.period_box.chosen.connect(self._fit)
        self.kind.chosen.connect(self._fit)
        self.show_button.clicked.connect(partial(self._pressed, self.chosen))
        self.share_button.clicked.connect(partial(self._pressed, self.shared))
        self.cancel_button.clicked.connect(self.reject)
        self._fit()

    def first_focus(self) -> QWidget:
        """What is proposed is what is wanted nearly always."""
        return self.show_button

    def job(self) -> GovernorsPaper:
        """The report as it is asked for."""
        self._fit()
        kind = self._kind()
        typed = ReportTyped(
            actions=self.actions_box.plain_text(),
            voice=self.voice.plain_text(),
            offices=tuple((key, editor.text()) for key, editor in self.offices.items()),
            recruitment=self.recruitment.plain_text() if kind is ReportKind.ANNUAL else "",
        )
        adults = self._asked.adults and self.adults.isChecked()
        return GovernorsPaper(
            kind, self._period(), adults=adults, to_five=self.to_five.isChecked(), typed=typed
        )

    def _editors(self) -> dict[str, QWidget]:
        return {
            "kind": self.kind,
            "period": self.period_box,
            "from": self.days.start,
            "to": self.days.end,
            "adults": self.adults,
            "to_five": self.to_five,
            **self.offices,
            "actions": self.actions_box,
            "voice": self.voice,
            "recruitment": self.recruitment,
        }

    def _build(self) -> None:
        self.body.addWidget(self.boxes)
        self.body.addWidget(muted(WORDS, wrap=True))
        self.body.addWidget(Field("Which report", self.kind))
        self.body.addWidget(Field("Over which time", self.period_box))
        self.body.addWidget(self.days_field)
        self.body.addWidget(self.overlap)
        self.body.addWidget(self.despite_field)
        self.body.addWidget(self.adults)
        self.adults.setVisible(
            self._asked.adults
        )  # in its place first: shown before, it is a window of its own
        self.body.addWidget(self.to_five)
        people = WrapLayout()
        for key, words in self._asked.offices:
            people.addWidget(Field(words, self.offices[key], optional=True))
        self.body.addLayout(people)
        self.body.addWidget(self.recruitment_field)
        self.body.addWidget(
            Field("Actions from the last report", self.actions_box, help_text=_TYPED_HELP, optional=True)
        )
        self.body.addWidget(Field("What pupils say", self.voice, help_text=_TYPED_HELP, optional=True))
        self.footer.addWidget(self.share_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(self.show_button)

    def _kind(self) -> ReportKind:
        kind = self.kind.value()
        assert isinstance(kind, ReportKind)
        return kind

    def _choices(self) -> list[tuple[object, str]]:
        offered = self._asked.periods_of(self._offered)
        return [*((str(place), words) for place, (_, words) in enumerate(offered)), (_OTHER, "Other days")]

    def _fit(self, _value: object = None) -> None:
        if self._kind() is not self._offered:
            self._offered = self._kind()
            chosen = self.period_box.value()
            self.period_box.set_choices(self._choices())
            if chosen == _OTHER:
                self.period_box.set_value(chosen)
        self.days_field.setVisible(self.period_box.value() == _OTHER)
        self.recruitment_field.setVisible(self._kind() is ReportKind.ANNUAL)
        self._say_overlap()

    def _say_overlap(self) -> bool:
        """Say which earlier reports count the same days; whether there are any."""
        found = () if self._fault() else self._asked.sharing_days(self._kind(), self._period())
        lines = "; ".join(dict.fromkeys(one.words for one in found))
        self.overlap.setVisible(bool(found))
        self.despite_field.setVisible(bool(found))
        if found:
            self.overlap.say(Meaning.DUE, _OVERLAP, f"{_DIFFERENCE} {lines}.")
        return bool(found)

    def _period(self) -> Period:
        place = self.period_box.value()
        if place == _OTHER:
            return self.days.period()
        return self._asked.periods_of(self._offered)[int(str(place))][0]

    def _fault(self) -> str:
        if self.period_box.value() != _OTHER:
            return ""
        period = self.days.period()
        if self.days.fault():
            return self.days.fault()
        if period.start is None or period.end is None:
            return _BOTH
        return _TURNED if period.end < period.start else ""

    def _pressed(self, asked: SignalInstance) -> None:
        self._fit()
        fault = self._fault()
        self.days_field.set_error(fault)
        if fault:
            self.days.setFocus()
            return
        unasked = self._say_overlap() and not self.despite.isChecked()
        self.despite_field.set_error(_TICK if unasked else "")
        if unasked:
            self.despite.setFocus()
            return
        job = self.job()
        self.accept()
        asked.emit(job)
