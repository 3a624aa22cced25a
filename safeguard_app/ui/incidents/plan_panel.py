"""The form of a risk and needs assessment and its safety plan, made or looked at again."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

from safeguard_app.domain.assessments import Assessment, Measure, Risk, RiskLevel
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.incidents.day_of import day_of
from safeguard_app.ui.incidents.decision_rows import FoldableRow, FoldedRows
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.text_label import muted


class RiskRow(FoldableRow):
    """What could happen, how much is to be done now, and on what that rests."""

    FIRST_BOX = "What could happen, and to whom"

    def __init__(self, levels: Sequence[ChoiceLine], parent: QWidget | None = None) -> None:
        """Start empty, at the lowest level."""
        super().__init__(parent)
        self.setAccessibleName("Risk")
        self.what = TextBox(self.FIRST_BOX, lines=1, placeholder=self.FIRST_BOX)
        named = [(RiskLevel(one.code), one.label) for one in levels]
        self.level = SegmentedControl("How much is to be done now", named, RiskLevel.LOW)
        self.basis = LineField("On what this rests", limit=500, placeholder="On what this rests")
        self.setLayout(column(self.what, self.level, self.basis, space=tokens.SPACE_1))
        self.setFocusProxy(self.what)

    def is_empty(self) -> bool:
        """Whether nothing is typed in it."""
        return not self.what.text().strip() and not self.basis.text().strip()

    def lacks(self) -> bool:
        """Whether it does not say what could happen."""
        return not self.is_empty() and not self.what.text().strip()

    def entry(self) -> Risk:
        """The risk as it stands."""
        level = self.level.value()
        assert isinstance(level, RiskLevel)
        return Risk(self.what.text(), level, self.basis.text())

    def show_entry(self, risk: Risk) -> None:
        """Show a risk of the plan that is looked at again."""
        self.what.set_text(risk.what)
        self.level.set_value(risk.level)
        self.basis.setText(risk.basis)


class MeasureRow(FoldableRow):
    """What is done, by whom, and until when."""

    FIRST_BOX = "What is done"

    def __init__(self, tools: FormTools, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._zone = tools.zone
        self.setAccessibleName("To keep them safe")
        self.what = LineField(self.FIRST_BOX, limit=500, placeholder=self.FIRST_BOX)
        self.by_whom = LineField("Who does it", limit=200, placeholder="Who does it")
        self.by_whom.setFixedWidth(scaled(210))
        self.until = tools.day_field("Until when", placeholder="Until: fri")
        wrap = WrapLayout(tokens.SPACE_2, tokens.SPACE_1)
        wrap.addWidget(self.by_whom)
        wrap.addWidget(self.until)
        holder = QWidget()
        holder.setLayout(wrap)
        self.setLayout(column(self.what, holder, space=tokens.SPACE_1))
        self.setFocusProxy(self.what)

    def is_empty(self) -> bool:
        """Whether nothing is typed in it."""
        typed = (self.what.text(), self.by_whom.text(), self.until.typed().text)
        return not any(text.strip() for text in typed)

    def lacks(self) -> bool:
        """Whether it does not say what."""
        return not self.is_empty() and not self.what.text().strip()

    def entry(self) -> Measure:
        """The measure as it stands."""
        return Measure(self.what.text(), self.by_whom.text(), day_of(self.until.typed()))

    def show_entry(self, measure: Measure) -> None:
        """Show a measure of the plan that is looked at again."""
        self.what.setText(measure.what)
        self.by_whom.setText(measure.by_whom)
        if measure.until is not None:
            self.until.set_typed(Typed(f"{measure.until:%d/%m/%Y}", None))


class PlanPanel(EntryPanel):
    """One child's assessment and plan; with ``before`` a review of what stands."""

    def __init__(
        self,
        tools: FormTools,
        children: Sequence[PersonRef],
        prompts: Sequence[str],
        before: Assessment | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``children`` are those named on the record; ``prompts`` what to think of."""
        heading = (
            "Risk and needs, and safety plan"
            if before is None
            else f"Review the plan for {before.child.name}"
        )
        super().__init__(heading, "Keep the plan" if before is None else "Keep the review", "", parent)
        self._before = before
        named = [("", "Choose whom it is for"), *((str(n), _name(one)) for n, one in enumerate(children))]
        self._children = children
        self.child = ChoiceBox("Whom it is for", named)
        self.child.setMaximumWidth(scaled(420))
        self.found = TextBox("What the review found", lines=2)
        self.risks: FoldedRows[RiskRow] = FoldedRows(
            "What could happen", "Add a risk", partial(RiskRow, tools.choices.risk_levels)
        )
        self.measures: FoldedRows[MeasureRow] = FoldedRows(
            "What is done to keep them safe", "Add what is done", partial(MeasureRow, tools)
        )
        self.needs = TextBox("What the child needs", lines=2)
        self.wishes = TextBox("The child’s own wishes and feelings", lines=2)
        self.parents_view = TextBox("What parents or carers say", lines=1)
        self.shared_with = LineField("Who has the plan", limit=500)
        self.by = LineField("Who assessed it", limit=200)
        self.at = tools.time_field("When", placeholder="today 0930")
        self.review = tools.day_field("Look at it again on", placeholder="fri")
        self._build(prompts)
        self._fill(tools)

    def missing(self) -> dict[str, str]:
        """What is not chosen yet, which a plan cannot be made without."""
        if self._before is None and not self.child.value():
            return {"child": "Choose whom it is for."}
        return {}

    def assessment(self) -> Assessment:
        """The plan as typed; call when nothing is missing."""
        child = (
            self._before.child if self._before is not None else self._children[int(str(self.child.value()))]
        )
        return Assessment(
            child=child,
            at=self.at.typed().moment or not_known(),
            by=self.by.text(),
            risks=tuple(one.entry() for one in self.risks.filled()),
            measures=tuple(one.entry() for one in self.measures.filled()),
            needs=self.needs.text(),
            wishes=self.wishes.text(),
            parents_view=self.parents_view.text(),
            shared_with=self.shared_with.text(),
            review_on=day_of(self.review.typed()),
            found=self.found.text(),
        )

    def slips(self) -> dict[str, str]:
        """What was typed by halves."""
        slips = super().slips()
        if self.risks.lacks():
            slips["risks"] = "Say what could happen, or empty the row."
        if self.measures.lacks():
            slips["measures"] = "Say what is done, or empty the row."
        return slips

    def make_room(self, texts: Sequence[tuple[str, str]]) -> None:
        """As many rows as a draft had."""
        names = [name for name, _ in texts]
        self.risks.have_rows(names.count(RiskRow.FIRST_BOX))
        self.measures.have_rows(names.count(MeasureRow.FIRST_BOX))
        super().make_room(texts)

    def _build(self, prompts: Sequence[str]) -> None:
        if self._before is None:
            self.add_field("Whom is it for?", self.child, "child")
        else:
            self.add_field(
                "What did the review find?",
                self.found,
                "found",
                help_text="The plan as it stands is below: change what changes. What it was before stays on file.",
            )
        self.fields.addWidget(muted("Think of:\n" + "\n".join(f"– {one}" for one in prompts), wrap=True))
        self.add_field("What could happen, and how serious is it?", self.risks, "risks")
        self.add_field("What is done to keep them safe?", self.measures, "measures")
        self.add_field("What does the child need?", self.needs, "needs", optional=True)
        self.add_field(
            "What does the child say, and wish for?",
            self.wishes,
            "wishes",
            help_text="In their own words where you can. If they were not asked, say why.",
            optional=True,
        )
        self.add_field("What do parents or carers say?", self.parents_view, "parents_view", optional=True)
        self.add_field("Who has the plan?", self.shared_with, "shared_with", optional=True)
        self.add_field("Who assessed it?", self.by, "by")
        self.add_field("When?", self.at, "at")
        self.add_field("When is it looked at again?", self.review, "review_on")

    def _fill(self, tools: FormTools) -> None:
        """What stands there to begin with counts as nobody's words until it is changed."""
        self.by.setText(tools.choices.myself)
        self.at.set_typed(Typed("now", tools.reader("now").moment))
        self.at.mark_prefilled()
        before = self._before
        if before is None:
            self.risks.add_row()
            self.measures.add_row()
        else:
            for risk in before.risks:
                self.risks.add_row().show_entry(risk)
            for measure in before.measures:
                self.measures.add_row().show_entry(measure)
            self.needs.set_text(before.needs)
            self.wishes.set_text(before.wishes)
            self.parents_view.set_text(before.parents_view)
            self.shared_with.setText(before.shared_with)
        for box in self.findChildren(QWidget):
            if isinstance(box, QLineEdit | QTextEdit) and box is not self.found:
                text = box.text() if isinstance(box, QLineEdit) else box.toPlainText()
                if text:
                    box.setProperty("prefilled", True)


def _name(person: PersonRef) -> str:
    return f"{person.name}, {person.description}" if person.description else person.name
