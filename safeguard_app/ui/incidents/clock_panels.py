"""What a person says of a time limit: that it began, waits or goes on, was made longer, or is done."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.clock_acts import ActOnClock, ClockAct, Wait
from safeguard_app.domain.moments import Moment, not_known
from safeguard_app.services.clock_checks import WAIT_WORDS
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.record_clocks import ClockView, StartableClock
from safeguard_app.ui.incidents.day_of import day_of
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.incidents.time_field import TimeField
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.line_field import LineField

WAITS = {
    Wait.PROOF: "The limit begins on the day they prove who they are.",
    Wait.CLARITY: "The days after asking, up to the day of the answer, do not count.",
}


class StartClockPanel(EntryPanel):
    """A time limit that begins with something no record knows by itself."""

    def __init__(
        self, tools: FormTools, clocks: Sequence[StartableClock], parent: QWidget | None = None
    ) -> None:
        """The first of ``clocks`` is proposed."""
        super().__init__(
            "Begin a time limit",
            "Begin it",
            "For what a record does not know by itself: a request that came in, a notice that was sent, a breach.",
            parent,
        )
        self._clocks = {one.clock: one for one in clocks}
        self.clock_box = ChoiceBox("What happened", [(one.clock, one.name) for one in clocks])
        self.clock_box.setMaximumWidth(scaled(520))
        self.at_field = _now(tools, "When it happened")
        self.due_field: TimeField = tools.day_field("The day it ends", placeholder="24 sep")
        self.text_box = TextBox("What came in or went out, and how", lines=2)
        self._clock_field = self.add_field("What happened?", self.clock_box, "clock", help_text=" ")
        self.add_field("When?", self.at_field, "at")
        self._due_field = self.add_field("On which day does it end?", self.due_field, "due")
        self.add_field("What was it, and how did it come?", self.text_box, "text", optional=True)
        self.clock_box.chosen.connect(self._chosen)
        self._chosen(self.clock_box.value())

    def act(self) -> ClockAct:
        """What is said."""
        code = str(self.clock_box.value())
        due = None if self._clocks[code].counts else day_of(self.due_field.typed())
        return ClockAct(code, ActOnClock.STARTED, _moment(self.at_field), text=self.text_box.text(), due=due)

    def _chosen(self, value: object) -> None:
        clock = self._clocks.get(str(value))
        if clock is not None:
            self._clock_field.set_help(clock.text)
            self._due_field.setVisible(not clock.counts)


class SayOfClockPanel(EntryPanel):
    """That a limit is done, or was made longer: when, and how or why."""

    def __init__(
        self, tools: FormTools, view: ClockView, act: ActOnClock, parent: QWidget | None = None
    ) -> None:
        """``act`` is MET or LONGER."""
        met = act is ActOnClock.MET
        heading = "Done, by your word" if met else "Make it longer"
        hint = f"{view.name}. {view.text}"
        super().__init__(heading, "It is done" if met else "Make it longer", hint, parent)
        self._view, self._act = view, act
        self.at_field = _now(tools, "When")
        self.text_box = TextBox("How it was done" if met else "Why", lines=2)
        self.reference_line = LineField("Evidence or reference", limit=200)
        self.add_field(
            "When was it done?" if met else "When was that decided, and they told?", self.at_field, "at"
        )
        self.add_field("How?" if met else "Why?", self.text_box, "text")
        if met:
            self.add_field(
                "Evidence or reference",
                self.reference_line,
                "reference",
                help_text="Where it can be seen: an exhibit, a reference number, a proof of posting.",
                optional=True,
            )

    def act(self) -> ClockAct:
        """What is said."""
        return ClockAct(
            self._view.clock,
            self._act,
            _moment(self.at_field),
            run=self._view.run,
            text=self.text_box.text(),
            reference=self.reference_line.text(),
        )


class PausePanel(EntryPanel):
    """A limit waits: for what, since when, and until when where that is known already."""

    def __init__(self, tools: FormTools, view: ClockView, parent: QWidget | None = None) -> None:
        """For one limit."""
        super().__init__("It waits", "It waits", f"{view.name}. {view.text}", parent)
        self._view = view
        self.wait_box = ChoiceBox("What is waited for", [(one, words) for one, words in WAIT_WORDS.items()])
        self.wait_box.setMaximumWidth(scaled(420))
        self.at_field = _now(tools, "When it was asked for")
        self.text_box = TextBox("What was asked for, and of whom", lines=2)
        self._wait_field = self.add_field("What is waited for?", self.wait_box, "wait", help_text=" ")
        self.add_field("When was it asked for?", self.at_field, "at")
        self.add_field("What was asked for, and of whom?", self.text_box, "text")
        self.wait_box.chosen.connect(self._chosen)
        self._chosen(self.wait_box.value())

    def act(self) -> ClockAct:
        """What is said."""
        wait = self.wait_box.value()
        assert isinstance(wait, Wait)
        return ClockAct(
            self._view.clock,
            ActOnClock.PAUSED,
            _moment(self.at_field),
            run=self._view.run,
            text=self.text_box.text(),
            wait=wait,
        )

    def _chosen(self, wait: object) -> None:
        if isinstance(wait, Wait):
            self._wait_field.set_help(WAITS[wait])


class EndPausePanel(EntryPanel):
    """What a limit waited for has come."""

    def __init__(self, tools: FormTools, view: ClockView, parent: QWidget | None = None) -> None:
        """For one limit."""
        super().__init__("What it waited for has come", "It goes on", view.name, parent)
        self.at_field = _now(tools, "When it came")
        self.add_field("When did it come?", self.at_field, "until")

    def until(self) -> Moment:
        """When."""
        return _moment(self.at_field)


def _now(tools: FormTools, label: str) -> TimeField:
    field = tools.time_field(label, placeholder="today 1635")
    field.set_typed(Typed("now", tools.reader("now").moment))
    field.mark_prefilled()
    return field


def _moment(field: TimeField) -> Moment:
    return field.typed().moment or not_known()
