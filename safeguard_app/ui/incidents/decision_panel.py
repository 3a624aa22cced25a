"""A decision with its reason: what, why, who decided, whom they asked, and the harm threshold where it is asked."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.entries import Decision, DecisionKind
from safeguard_app.domain.moments import not_known, on_day
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.incidents.day_of import day_of
from safeguard_app.ui.incidents.decision_rows import ConsideredRow, ConsultedRow, FoldedRows
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.incidents.tick_group import TickGroup
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.line_field import LineField

_NOT_CHOSEN = ""
PROPOSED = "Proposed for such a decision. Change it, or empty it where nothing is to be looked at again."
_LOW_LEVEL = DecisionKind.LOW_LEVEL_CONCERN.value


class DecisionPanel(EntryPanel):
    """One decision. A decision not to refer needs its reason as much as any other."""

    def __init__(
        self,
        tools: FormTools,
        *,
        threshold: bool = False,
        low_level_decider: tuple[str, str] = ("", ""),
        parent: QWidget | None = None,
    ) -> None:
        """``threshold`` asks the four limbs of the harm threshold.

        ``low_level_decider``: name and title of who decides on a concern below it.
        """
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
        self.limbs_why: TextBox | None = None
        self._low_level_decider = low_level_decider
        self._myself = choices.myself
        self.considered = FoldedRows(
            "What else was considered", "Add something that was considered", partial(ConsideredRow, tools)
        )
        self.consultations = FoldedRows(
            "Who was asked", "Add somebody who was asked", partial(ConsultedRow, tools)
        )
        self.what = TextBox("What was decided")
        self._put_in = ""
        self.reason = TextBox("Why", lines=3)
        self.decided_by = LineField("Who decided", limit=200)
        self.decided_by.setText(choices.myself)
        self.decided_by.setProperty("prefilled", True)
        self.at = tools.time_field("When", placeholder="today 1315")
        self.at.set_typed(Typed("now", tools.reader("now").moment))
        self.at.mark_prefilled()
        self.review = tools.day_field("Review on", placeholder="fri")
        self.review.mark_prefilled()
        self._tools, self._review_days = tools, {one.code: one.review_days for one in choices.decisions}
        self._proposed = ""
        self._build(choices.threshold if threshold else ())
        self.kind.chosen.connect(self._kind_chosen)

    def _build(self, threshold: Sequence[ChoiceLine]) -> None:
        self._kind_field = self.add_field("Decision", self.kind, "kind")
        if threshold:
            self._ask_threshold(threshold)
        self.add_field("What was decided?", self.what, "what")
        self.add_field(
            "Why?", self.reason, "reason", help_text="Reasons for not referring matter just as much."
        )
        self.add_field("What else was considered?", self.considered, "considered", optional=True)
        self.add_field("Who was asked?", self.consultations, "consultations", optional=True)
        self._decider_field = self.add_field("Who decided?", self.decided_by, "decided_by")
        self.add_field("When?", self.at, "at")
        self._review_field = self.add_field("Look at it again on", self.review, "review_on", optional=True)

    def _ask_threshold(self, threshold: Sequence[ChoiceLine]) -> None:
        self.limbs = TickGroup("May the harm threshold be met?", threshold, stacked=True)
        self.add_field(
            "May the harm threshold be met?",
            self.limbs,
            "limbs",
            help_text="Tick every limb that may be met. Ring for advice when in doubt: advice is not a referral.",
        )
        self.limbs_why = TextBox("What speaks for or against it")
        self.add_field("What speaks for or against it?", self.limbs_why, "limbs_why", optional=True)

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
            limbs=self.limbs.codes() if self.limbs is not None else (),
            review_on=day_of(self.review.typed()),
            considered=tuple(row.entry() for row in self.considered.filled()),
            consultations=tuple(row.entry() for row in self.consultations.filled()),
            limbs_why=self.limbs_why.text() if self.limbs_why is not None else "",
        )

    def slips(self) -> dict[str, str]:
        """What was typed by halves: something considered without why not, advice of nobody."""
        slips = super().slips()
        if self.considered.lacks():
            slips["considered"] = "Say what was considered and why not, or empty the row."
        if self.consultations.lacks():
            slips["consultations"] = "Say who was asked, or empty the row."
        return slips

    def make_room(self, texts: Sequence[tuple[str, str]]) -> None:
        """As many rows as a draft had."""
        names = [name for name, _ in texts]
        self.considered.have_rows(names.count(ConsideredRow.FIRST_BOX))
        self.consultations.have_rows(names.count(ConsultedRow.FIRST_BOX))
        super().make_room(texts)

    def _kind_chosen(self, value: object) -> None:
        self._kind_field.set_help(self._help.get(str(value), ""))
        if value and self.what.text().strip() in ("", self._put_in):
            self._put_in = f"{self.kind.currentText()}."
            self.what.set_text(self._put_in)
        self._say_decider(low_level=value == _LOW_LEVEL)
        self._propose_review(self._review_days.get(str(value), 0))

    def _propose_review(self, days: int) -> None:
        """The day that the catalogue proposes for a kind of decision; one that was typed by hand stays."""
        if self.review.typed().text != self._proposed:
            return
        found = on_day(self._tools.review_day(days), self._tools.zone) if days else None
        self.review.set_typed(Typed("", found))
        self._proposed = self.review.typed().text
        self._review_field.set_help(PROPOSED if days else "")

    def _say_decider(self, *, low_level: bool) -> None:
        """Below the threshold the Headteacher decides, or who takes their place; a name typed by hand stays."""
        name, title = self._low_level_decider
        if self.decided_by.text() in (self._myself, name):
            self.decided_by.setText((name if low_level else self._myself) or self._myself)
        words = (
            f"A concern below the harm threshold is decided by the {title}." if low_level and title else ""
        )
        self._decider_field.set_help(words)
