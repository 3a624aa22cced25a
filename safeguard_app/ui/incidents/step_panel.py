"""A step of a referral: phoned, sent, acknowledged, chased, decided, challenged, ended."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.moments import not_known
from safeguard_app.domain.referral_steps import LEVELS, ReferralStep, StepTaken
from safeguard_app.services.clock_words import LEVEL_WORDS
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.referral_life import PRINTING_WORDS, AgencyChoice
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.incidents.time_field import TimeField
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.line_field import LineField

CHALLENGE = (
    "Say at which level. Authorities number the levels differently: confirm with yours. A challenge never delays what "
    "keeps somebody safe."
)
MEANWHILE = (
    "At each level anew: who sees the child, who is near, what was agreed with home. If nothing can, say so."
)


class StepPanel(EntryPanel):
    """One step. It meets or begins time limits by its time; nothing else does, a printed form least of all."""

    def __init__(
        self,
        heading: str,
        at: TimeField,
        steps: Sequence[tuple[StepTaken, str]],
        proposed: StepTaken,
        *,
        agencies: Sequence[AgencyChoice] = (),
        level: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        """``agencies`` are asked of a referral that has no form here; ``level`` is that of the next challenge."""
        super().__init__(heading, "Save", PRINTING_WORDS, parent)
        self.agency_box: ChoiceBox | None = None
        self.about_line: LineField | None = None
        if agencies:
            self.agency_box = ChoiceBox("To whom", [(one.agency, one.name) for one in agencies])
            self.agency_box.setMaximumWidth(scaled(420))
            self.about_line = LineField("About whom", limit=200)
            self.add_field("To whom does it go?", self.agency_box, "agency")
            self.add_field("About whom?", self.about_line, "about", optional=True)
        self.taken_box = ChoiceBox("What happened", list(steps))
        self.taken_box.set_value(proposed)
        self.taken_box.setMaximumWidth(scaled(420))
        self.level_box = ChoiceBox("Level", [(n, LEVEL_WORDS[n]) for n in range(1, LEVELS + 1)])
        self.level_box.set_value(level)
        self.level_box.setMaximumWidth(scaled(420))
        self.at_field = at
        self.whom_line = LineField("With whom", limit=200)
        self.how_line = LineField("How", limit=200, placeholder="Secure e-mail, their form on the web, post")
        self.said_box = TextBox("What was said or decided", lines=2)
        self.advised_box = TextBox("What they advised, in their words", lines=2)
        self.meanwhile_box = TextBox("What protects the child meanwhile", lines=2)
        self.reference_line = LineField("Their reference", limit=200)
        self.reason_line: LineField | None = None
        self.add_field("What happened?", self.taken_box, "taken")
        self._level_field = self.add_field("At which level?", self.level_box, "level", help_text=CHALLENGE)
        self.add_field("When?", at, "at")
        self._meanwhile_field = self.add_field(
            "What protects the child meanwhile?", self.meanwhile_box, "meanwhile", help_text=MEANWHILE
        )
        self.add_field("With whom?", self.whom_line, "with_whom", optional=True)
        self.add_field("How?", self.how_line, "how", optional=True)
        self.add_field("What was said or decided?", self.said_box, "text", optional=True)
        self.add_field("What did they advise, in their words?", self.advised_box, "advised", optional=True)
        self.add_field("Their reference", self.reference_line, "reference", optional=True)
        self.taken_box.chosen.connect(self._taken_chosen)
        self._taken_chosen(self.taken_box.value())

    def show_step(self, step: ReferralStep) -> None:
        """Show a step to be corrected, and ask why."""
        self.taken_box.set_value(step.taken)
        self.level_box.set_value(step.level or 1)
        self.at_field.set_typed(Typed("", step.at))
        for line, text in (
            (self.whom_line, step.with_whom),
            (self.how_line, step.how),
            (self.reference_line, step.reference),
        ):
            line.setText(text)
            line.setProperty("prefilled", True)
        self.said_box.set_text(step.text)
        self.advised_box.set_text(step.advised)
        self.meanwhile_box.set_text(step.meanwhile)
        self.reason_line = LineField("Why it is corrected", limit=500)
        self.add_field("Why is it corrected?", self.reason_line, "reason")
        self._taken_chosen(step.taken)

    def step(self, referral: str, agency: str, about: str = "") -> ReferralStep:
        """The step as typed, of a referral that is known, or of a new one."""
        taken = self.taken_box.value()
        assert isinstance(taken, StepTaken)
        level = self.level_box.value()
        return ReferralStep(
            referral=referral,
            agency=str(self.agency_box.value()) if self.agency_box is not None else agency,
            taken=taken,
            at=self.at_field.typed().moment or not_known(),
            about=self.about_line.text() if self.about_line is not None else about,
            with_whom=self.whom_line.text(),
            how=self.how_line.text(),
            text=self.said_box.text(),
            advised=self.advised_box.text(),
            reference=self.reference_line.text(),
            level=level if isinstance(level, int) and taken is StepTaken.ESCALATED else 0,
            meanwhile=self.meanwhile_box.text() if taken is StepTaken.ESCALATED else "",
        )

    def slips(self) -> dict[str, str]:
        """The time has to be known: limits are counted by it."""
        known = self.at_field.typed().moment is not None
        return {} if known else {"at": "Say when it was, such as “today 1635”."}

    def _taken_chosen(self, taken: object) -> None:
        for field in (self._level_field, self._meanwhile_field):
            field.setVisible(taken is StepTaken.ESCALATED)
