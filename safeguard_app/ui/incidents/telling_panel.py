"""Who was told, is held back from being told and on whose advice, or will not be told and on which ground."""

from functools import partial

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.moments import not_known
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.person_details import TellingCautions, ToTell
from safeguard_app.ui.incidents.day_of import day_of
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.status_text import IconWords

_STATES = (
    (TellingState.TOLD, "Told"),
    (TellingState.HELD, "Held for now"),
    (TellingState.NOT_TOLD, "Not told"),
)
_FIELDS_OF = {
    TellingState.TOLD: ("at", "by", "what", "how", "response"),
    TellingState.HELD: ("advised_by", "until", "ground"),
    TellingState.NOT_TOLD: ("ground", "advised_by", "until"),
}
_NO_GROUND = ""
BEFORE = "Before anybody is told"
SOMETHING_STANDS = (
    "Somebody must not be told, or a way to reach them is not to be used. Show names again to read it."
)


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
        self._myself = choices.myself
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
        self.cautions = NoticePanel(Meaning.DUE, BEFORE)
        self.cautions.hide()
        self.warning = IconWords("user-x", "", "text", strong=True)
        self.warning.hide()
        self._known = TellingCautions()
        self._offers = WrapLayout(tokens.SPACE_3, 0)
        self._offered = QWidget()
        self._offered.setLayout(self._offers)
        self._offered.setAccessibleName("Parents and carers on the register")
        self._offered.hide()
        self._build()
        self.whom.chosen.connect(self._whom_chosen)
        self.name.textChanged.connect(self._name_changed)
        self.state.chosen.connect(self._state_chosen)
        self._state_chosen(TellingState.TOLD)

    def show_cautions(self, found: object, *, names_hidden: bool = False) -> None:
        """Say what the register knows before anything is saved, and offer the parents and carers it has.

        With ``names_hidden``, for a visitor at the desk, it is said only that there is something to read first.
        """
        assert isinstance(found, TellingCautions)
        if names_hidden:
            found = TellingCautions(cautions=(SOMETHING_STANDS,) if found.cautions else ())
        self._known = found
        self.cautions.say(Meaning.DUE, BEFORE, "\n".join(found.cautions), icon="user-x")
        self.cautions.setVisible(bool(found.cautions))
        for one in found.parents:
            words = f"{one.name}, {one.must_not or one.detail}"
            offer = link(words, "user-x" if one.must_not else "user")
            offer.setAccessibleName(f"Put in {words}")
            offer.clicked.connect(partial(self._put_in, one))
            self._offers.addWidget(offer)
        self._whom_chosen(self.whom.value())
        self._name_changed(self.name.text())

    def telling(self) -> Telling:
        """The telling as typed; what does not belong to its state is left out."""
        whom, state = self.whom.value(), self.state.value()
        assert isinstance(whom, Whom) and isinstance(state, TellingState)
        told = state is TellingState.TOLD
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
            advised_by="" if told else self.advised_by.text(),
            until=None if told else day_of(self.until.typed()),
            safe_to_contact=self.safe.text(),
            interpreter=self.interpreter.text(),
        )

    def _build(self) -> None:
        self.fields.addWidget(self.cautions)
        self.add_field("Who?", self.whom, "whom")
        self.add_field("Their name", self.name, "name", optional=True)
        self.fields.addWidget(self._offered)
        self.fields.addWidget(self.warning)
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

    def _whom_chosen(self, whom: object) -> None:
        self._offered.setVisible(whom is Whom.PARENT and bool(self._known.parents))

    def _name_changed(self, name: str) -> None:
        against = self._known.against(name)
        self.warning.set_words("user-x", "\n".join(against), "text")
        self.warning.setVisible(bool(against))

    def _put_in(self, one: ToTell) -> None:
        """Their name and what is known for reaching them; what somebody typed there already stays."""
        self.name.setText(one.name)
        for line, words in ((self.safe, one.safe_to_contact), (self.interpreter, one.interpreter)):
            if not line.text().strip():
                line.setText(words)
        self.name.setFocus()

    def _state_chosen(self, state: object) -> None:
        assert isinstance(state, TellingState)
        shown = _FIELDS_OF[state]
        for name in ("at", "by", "what", "how", "response", "advised_by", "until", "ground"):
            self.field(name).setVisible(name in shown)
        not_told = state is TellingState.NOT_TOLD
        self._say_who_agreed(not_told=not_told)
        self.field("advised_by").label.setText(
            "Who agreed to that?" if not_told else "On whose advice is it held?"
        )
        self.field("until").label.setText("Look at it again on" if not_told else "Until when?")

    def _say_who_agreed(self, *, not_told: bool) -> None:
        """Whoever writes that somebody is not told agrees to it, unless another name is typed."""
        mine = self.advised_by.text() in ("", self._myself)
        if mine:
            self.advised_by.setText(self._myself if not_told else "")
            self.advised_by.setProperty("prefilled", not_told)
