"""Who was told, is held back from being told and on whose advice, or will not be told and on which ground."""

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.moments import not_known
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.incidents.day_of import day_of
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.segmented_control import SegmentedControl

_STATES = (
    (TellingState.TOLD, "Told"),
    (TellingState.HELD, "Held for now"),
    (TellingState.NOT_TOLD, "Not told"),
)
_FIELDS_OF = {
    TellingState.TOLD: ("at", "by", "what", "how", "response"),
    TellingState.HELD: ("advised_by", "until", "ground"),
    TellingState.NOT_TOLD: ("ground",),
}
_NO_GROUND = ""


class TellingPanel(EntryPanel):
    """One telling. What is held is never late."""

    def __init__(
        self,
        tools: FormTools,
        whom: Whom = Whom.PARENT,
        *,
        about_head: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``about_head`` leaves the Headteacher out: nothing on that record tells anyone to inform them."""
        super().__init__("Who was told, or held", "Save", parent=parent)
        choices = tools.choices
        people = [
            (Whom(one.code), one.label)
            for one in choices.whom_told
            if not (about_head and one.code == Whom.HEAD.value)
        ]
        self.whom = ChoiceBox("Who", people)
        self.whom.setMaximumWidth(scaled(320))
        self.whom.set_value(whom)
        self.name = LineField("Name", limit=200)
        self.state = SegmentedControl("Told, held or not told", _STATES, TellingState.TOLD)
        self.at = tools.time_field("When", placeholder="today 1315")
        self.at.set_typed(Typed("now", tools.reader("now").moment))
        self.at.mark_prefilled()
        self.by = LineField("Who told them", limit=200)
        self.by.setText(choices.myself)
        self.by.setProperty("prefilled", True)
        self.what = TextBox("What they were told")
        self.how = LineField("How", limit=200, placeholder="By telephone")
        self.response = TextBox("What they said")
        self.advised_by = LineField("On whose advice", limit=200)
        self.until = tools.day_field("Until", placeholder="fri")
        grounds = [(_NO_GROUND, "Choose the ground"), *((one.code, one.label) for one in choices.not_telling)]
        self.ground = ChoiceBox("Ground", grounds)
        self.safe = LineField(
            "Safe to contact", limit=500, placeholder="Anything to know before ringing them"
        )
        self.interpreter = LineField("Interpreter", limit=200)
        self._build()
        self.state.chosen.connect(self._state_chosen)
        self._state_chosen(TellingState.TOLD)

    def telling(self) -> Telling:
        """The telling as typed; what does not belong to its state is left out."""
        whom, state = self.whom.value(), self.state.value()
        assert isinstance(whom, Whom) and isinstance(state, TellingState)
        told, held = state is TellingState.TOLD, state is TellingState.HELD
        return Telling(
            whom=whom,
            name=self.name.text(),
            state=state,
            at=(self.at.typed().moment or not_known()) if told else not_known(),
            by=self.by.text() if told else "",
            what=self.what.text() if told else "",
            how=self.how.text() if told else "",
            response=self.response.text() if told else "",
            ground="" if told else str(self.ground.value() or ""),
            advised_by=self.advised_by.text() if held else "",
            until=day_of(self.until.typed()) if held else None,
            safe_to_contact=self.safe.text(),
            interpreter=self.interpreter.text(),
        )

    def _build(self) -> None:
        self.add_field("Who?", self.whom, "whom")
        self.add_field("Their name", self.name, "name", optional=True)
        self.add_field("Were they told?", self.state, "state")
        self.add_field("When?", self.at, "at")
        self.add_field("Who told them?", self.by, "by")
        self.add_field("What were they told?", self.what, "what", optional=True)
        self.add_field("How?", self.how, "how", optional=True)
        self.add_field("What did they say?", self.response, "response", optional=True)
        self.add_field("On whose advice is it held?", self.advised_by, "advised_by")
        self.add_field("Until when?", self.until, "until", help_text="On that day it is asked again.")
        self.add_field("On which ground?", self.ground, "ground")
        self.add_field("Is it safe to contact them?", self.safe, "safe_to_contact", optional=True)
        self.add_field("Do they need an interpreter?", self.interpreter, "interpreter", optional=True)

    def _state_chosen(self, state: object) -> None:
        assert isinstance(state, TellingState)
        shown = _FIELDS_OF[state]
        for name in ("at", "by", "what", "how", "response", "advised_by", "until", "ground"):
            self.field(name).setVisible(name in shown)
