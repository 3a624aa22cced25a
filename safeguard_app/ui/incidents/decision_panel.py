"""A decision with its reason: what, why, who decided, whom they asked, and the harm threshold where it is asked."""

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.entries import Decision, DecisionKind
from safeguard_app.domain.moments import not_known
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.incidents.day_of import day_of
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.incidents.tick_group import TickGroup
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.line_field import LineField

_NOT_CHOSEN = ""


class DecisionPanel(EntryPanel):
    """One decision. A decision not to refer needs its reason as much as any other."""

    def __init__(self, tools: FormTools, *, threshold: bool = False, parent: QWidget | None = None) -> None:
        """``threshold`` asks the four limbs of the harm threshold."""
        super().__init__("Decision and reason", "Save decision", parent=parent)
        choices = tools.choices
        kinds = [
            (_NOT_CHOSEN, "Choose what was decided"),
            *((one.code, one.label) for one in choices.decisions),
        ]
        self._help = {one.code: one.help for one in choices.decisions}
        self.kind = ChoiceBox("Decision", kinds)
        self.kind.setMaximumWidth(scaled(420))
        self.limbs: TickGroup | None = None
        self.what = TextBox("What was decided")
        self.reason = TextBox("Why", lines=3)
        self.decided_by = LineField("Who decided", limit=200)
        self.decided_by.setText(choices.myself)
        self.decided_by.setProperty("prefilled", True)
        self.consulted = LineField("Who was asked", limit=200)
        self.at = tools.time_field("When", placeholder="today 1315")
        self.at.set_typed(Typed("now", tools.reader("now").moment))
        self.at.mark_prefilled()
        self.review = tools.day_field("Review on", placeholder="fri")
        kind_field = self.add_field("Decision", self.kind, "kind")
        self._kind_field = kind_field
        if threshold:
            self.limbs = TickGroup("May the harm threshold be met?", choices.threshold, stacked=True)
            self.add_field(
                "May the harm threshold be met?",
                self.limbs,
                "limbs",
                help_text="Tick every limb that may be met. Ring for advice when in doubt: advice is not a referral.",
            )
        self.add_field("What was decided?", self.what, "what")
        self.add_field(
            "Why?", self.reason, "reason", help_text="Reasons for not referring matter just as much."
        )
        self.add_field("Who decided?", self.decided_by, "decided_by")
        self.add_field("Who was asked?", self.consulted, "consulted", optional=True)
        self.add_field("When?", self.at, "at")
        self.add_field("Look at it again on", self.review, "review_on", optional=True)
        self.kind.chosen.connect(self._kind_chosen)

    def missing(self) -> dict[str, str]:
        """What is not chosen yet, which a decision cannot be made without."""
        return {} if self.kind.value() else {"kind": "Choose what was decided."}

    def decision(self) -> Decision:
        """The decision as typed; call when nothing is missing."""
        return Decision(
            kind=DecisionKind(str(self.kind.value())),
            what=self.what.text(),
            reason=self.reason.text(),
            decided_by=self.decided_by.text(),
            at=self.at.typed().moment or not_known(),
            consulted=self.consulted.text(),
            limbs=self.limbs.codes() if self.limbs is not None else (),
            review_on=day_of(self.review.typed()),
        )

    def _kind_chosen(self, value: object) -> None:
        self._kind_field.set_help(self._help.get(str(value), ""))
        label = self.kind.currentText()
        if value and not self.what.text().strip():
            self.what.set_text(f"{label}.")
