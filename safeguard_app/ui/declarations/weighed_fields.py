"""What goes with a decision: the risk that was considered, what is asked for, and to whom a copy went, and when."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.text_rules import STATEMENT_LIMIT
from safeguard_app.services.declaration_forms import Decided, StepInput
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.line_field import LineField

_Entered = TypeVar("_Entered", Decided, StepInput)
_RISK_HELP = "What could come of it, or could be said of it, and how likely that is."


class WeighedFields:
    """The boxes of one decision, on the queue and in the form of a step: its owner lays the fields out.

    They keep what is typed while they are hidden, and give it only where they go with the decision.
    """

    def __init__(self, tools: RegisterTools, *, teaches: bool = True) -> None:
        """``teaches``: the adult teaches one of them, as far as is known, so that something may be asked for."""
        self._teaches = teaches
        self._weighs = self._agrees = False
        self.risk = TextBox("Risk considered", limit=STATEMENT_LIMIT)
        self.mitigations = TextBox("Asked for where the adult teaches", limit=STATEMENT_LIMIT)
        self.copy_to = LineField("Copy to", limit=200)
        self.copy_on = tools.day_field("Copy sent on", "today")
        self.fields = {
            "risk": Field("Risk considered", self.risk, name="risk", optional=True, help_text=_RISK_HELP),
            "mitigations": Field(
                "Asked for where the adult teaches or assesses them",
                self.mitigations,
                name="mitigations",
                optional=True,
            ),
            "copy_to": Field("Copy to", self.copy_to, name="copy_to", optional=True),
            "copy_on": Field("Copy sent on", self.copy_on, name="copy_on", optional=True),
        }

    @property
    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes, for the draft."""
        return {
            "risk": self.risk,
            "mitigations": self.mitigations,
            "copy_to": self.copy_to,
            "copy_on": self.copy_on,
        }

    def fit(self, weighs: bool, *, agrees: bool) -> None:
        """Show what goes with a decision: one that agrees may ask for something."""
        self._weighs, self._agrees = weighs, agrees and self._teaches
        for name, field in self.fields.items():
            field.setVisible(self._agrees if name == "mitigations" else weighs)

    def added_to(self, entered: _Entered) -> _Entered:
        """What was entered, with what stands here."""
        if not self._weighs:
            return entered
        return replace(
            entered,
            risk=self.risk.text(),
            mitigations=self.mitigations.text() if self._agrees else "",
            copy_to=self.copy_to.text(),
            copy_on=self.copy_on.day(),
        )
