"""The forms of an allegation file, one for each part: short, each asked when its time comes."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

from safeguard_app.domain.allegations import (
    AllegationFile,
    AllegationOutcome,
    AllegationTerm,
    Duties,
    DutyDecision,
    DutyState,
    InsteadOfSuspension,
    Management,
    MayTell,
    Part,
    Suspension,
    SuspensionState,
)
from safeguard_app.domain.entries import Consulted
from safeguard_app.domain.moments import Moment, not_known
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.incidents.day_of import day_of
from safeguard_app.ui.incidents.decision_rows import ConsultedRow, FoldableRow, FoldedRows
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.incidents.tick_group import TickGroup
from safeguard_app.ui.incidents.time_field import TimeField
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField

_HALF_ASKED = "Say who was asked, or empty the row."


class MayTellRow(FoldableRow):
    """Who may be told, what, and when."""

    FIRST_BOX = "Who may be told"

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setAccessibleName("May be told")
        self.whom = LineField(self.FIRST_BOX, limit=200, placeholder="Who may be told")
        self.what = TextBox("What they may be told", lines=1, placeholder="What they may be told")
        self.when = LineField("When they may be told", limit=200, placeholder="When, and by whom")
        self.setLayout(column(self.whom, self.what, self.when, space=tokens.SPACE_1))
        self.setFocusProxy(self.whom)

    def is_empty(self) -> bool:
        """Whether nothing is typed in it."""
        return not any(text.strip() for text in (self.whom.text(), self.what.text(), self.when.text()))

    def lacks(self) -> bool:
        """Whether it does not say who."""
        return not self.is_empty() and not self.whom.text().strip()

    def entry(self) -> MayTell:
        """The row as it stands."""
        return MayTell(self.whom.text(), self.what.text(), self.when.text())

    def show_entry(self, one: MayTell) -> None:
        """Show what stands on file."""
        self.whom.setText(one.whom)
        self.what.set_text(one.what)
        self.when.setText(one.when)


class InsteadRow(FoldableRow):
    """Something thought of instead of suspension, and what was decided about it."""

    FIRST_BOX = "What was decided about it, and why"

    def __init__(self, options: Sequence[ChoiceLine], parent: QWidget | None = None) -> None:
        """Start with nothing chosen."""
        super().__init__(parent)
        self.setAccessibleName("Considered instead of suspension")
        self.instead = choice_of("What was considered instead", "What was considered", options)
        self.decided = TextBox(self.FIRST_BOX, lines=1, placeholder=self.FIRST_BOX)
        self.setLayout(column(self.instead, self.decided, space=tokens.SPACE_1))
        self.setFocusProxy(self.instead)

    def is_empty(self) -> bool:
        """Whether nothing is chosen or typed in it."""
        return not self.instead.value() and not self.decided.text().strip()

    def lacks(self) -> bool:
        """Whether half of it is missing."""
        return not self.is_empty() and not (self.instead.value() and self.decided.text().strip())

    def entry(self) -> InsteadOfSuspension:
        """The row as it stands."""
        return InsteadOfSuspension(str(self.instead.value()), self.decided.text())

    def show_entry(self, one: InsteadOfSuspension) -> None:
        """Show what stands on file."""
        self.instead.set_value(one.instead)
        self.decided.set_text(one.decided)


class FilePanel(EntryPanel):
    """Base of these forms: what stands on file is there to begin with, and counts as nobody's words until changed."""

    def part(self) -> Part:
        """The part as typed; call when nothing is missing."""
        raise NotImplementedError

    def missing(self) -> dict[str, str]:
        """What is not chosen yet, without which there is no part."""
        return {}

    def _settle(self) -> None:
        for box in self.findChildren(QWidget):
            if isinstance(box, QLineEdit | QTextEdit):
                text = box.text() if isinstance(box, QLineEdit) else box.toPlainText()
                if text:
                    box.setProperty("prefilled", True)


class AdvicePanel(FilePanel):
    """A form with rows of advice."""

    advice: FoldedRows[ConsultedRow]

    def slips(self) -> dict[str, str]:
        """What was typed by halves."""
        return {**super().slips(), **({"advice": _HALF_ASKED} if self.advice.lacks() else {})}

    def make_room(self, texts: Sequence[tuple[str, str]]) -> None:
        """As many rows as a draft had."""
        self.advice.have_rows([name for name, _ in texts].count(ConsultedRow.FIRST_BOX))
        super().make_room(texts)

    def _show_advice(self, advice: tuple[Consulted, ...]) -> None:
        for one in advice:
            row = self.advice.add_row()
            row.who.setText(one.who)
            row.role.setText(one.role)
            row.advised.set_text(one.advised)
            if one.at.is_known:
                row.at.set_typed(Typed("", one.at))


class ManagementPanel(AdvicePanel):
    """Who manages the case, and what the officer for allegations advised."""

    def __init__(self, tools: FormTools, file: AllegationFile, rule: tuple[str, str]) -> None:
        """``rule``: the name and title of who manages it unless there is a reason."""
        super().__init__("Case manager and advice", "Save")
        officer, (name, title) = tools.choices.allegation.officer, rule
        before = file.management or Management(f"{name}, {title}" if name else title)
        self.manager = LineField("Case manager", limit=200)
        self.why_other = TextBox("Why it is somebody else", lines=1)
        self.advice = FoldedRows(f"Advice of the {officer}", "Add advice", partial(ConsultedRow, tools))
        self.may_tell: FoldedRows[MayTellRow] = FoldedRows(
            "What may be told, to whom and when", "Add somebody who may be told", MayTellRow
        )
        self.add_field(
            "Who manages the case?", self.manager, "manager", help_text=f"By the rule this is the {title}."
        )
        self.add_field(f"If it is not the {title}: why not?", self.why_other, "why_other", optional=True)
        self.add_field(f"What did the {officer} advise?", self.advice, "advice", optional=True)
        self.add_field("What may be told, to whom and when?", self.may_tell, "may_tell", optional=True)
        self.manager.setText(before.manager)
        self.why_other.set_text(before.why_other)
        self._show_advice(before.advice)
        for one in before.may_tell:
            self.may_tell.add_row().show_entry(one)
        self._settle()

    def part(self) -> Management:
        """Manager and advice as typed."""
        return Management(
            self.manager.text(),
            self.why_other.text(),
            tuple(one.entry() for one in self.advice.filled()),
            tuple(one.entry() for one in self.may_tell.filled()),
        )

    def slips(self) -> dict[str, str]:
        """What was typed by halves."""
        half = {"may_tell": "Say who may be told, or empty the row."} if self.may_tell.lacks() else {}
        return {**super().slips(), **half}

    def make_room(self, texts: Sequence[tuple[str, str]]) -> None:
        """As many rows as a draft had."""
        self.may_tell.have_rows([name for name, _ in texts].count(MayTellRow.FIRST_BOX))
        super().make_room(texts)


class SuspensionPanel(AdvicePanel):
    """What was considered instead, who advised, and whether the adult is suspended."""

    def __init__(self, tools: FormTools, file: AllegationFile, _rule: tuple[str, str]) -> None:
        """Start with what stands on file."""
        choices, before = tools.choices.allegation, file.suspension
        super().__init__(
            "Suspension",
            "Save",
            "Suspension is a neutral act and comes last. Look first at what would keep everybody safe without it.",
        )
        self.considered: FoldedRows[InsteadRow] = FoldedRows(
            "Considered instead of suspension",
            "Add what was considered",
            partial(InsteadRow, choices.instead),
        )
        self.advice = FoldedRows("HR and legal advice", "Add advice", partial(ConsultedRow, tools))
        self.state = choice_of("What was decided", "Choose what was decided", choices.suspensions)
        self.reason = TextBox("Why", lines=2)
        self.decided_by = LineField("Who decided", limit=200)
        self.at = tools.time_field("When", placeholder="today 1315")
        self.review = tools.day_field("Look at it again on", placeholder="fri")
        self.add_field("What was considered instead of suspension?", self.considered, "considered")
        self.add_field("What did HR and legal advisers say?", self.advice, "advice", optional=True)
        self.add_field("What was decided?", self.state, "state")
        self.add_field("Why?", self.reason, "reason")
        self.add_field("Who decided?", self.decided_by, "decided_by")
        self.add_field("When?", self.at, "at")
        self.add_field(
            "If suspended: look at it again on",
            self.review,
            "review_on",
            help_text="It becomes an action of this record, and is due on Today.",
            optional=True,
        )
        if before is not None:
            for one in before.considered:
                self.considered.add_row().show_entry(one)
            self._show_advice(before.advice)
            self.state.set_value(before.state.value)
            self.reason.set_text(before.reason)
            self.decided_by.setText(before.decided_by)
            show_time(self.at, before.at)
            if before.review_on is not None:
                self.review.set_typed(Typed(f"{before.review_on:%d/%m/%Y}", None))
        else:
            self.considered.add_row()
            manager = file.management.manager if file.management is not None else ""
            self.decided_by.setText(manager)
        self._settle()

    def focus_first(self) -> None:
        """What was considered comes first: the row that is there, not the link that adds another."""
        first: QWidget = self.considered.rows[0] if self.considered.rows else self.considered
        first.setFocus()

    def missing(self) -> dict[str, str]:
        """What was decided has to be said."""
        return {} if self.state.value() else {"state": "Choose what was decided."}

    def slips(self) -> dict[str, str]:
        """What was typed by halves."""
        words = "Choose what was considered and say what was decided about it, or empty the row."
        half = {"considered": words} if self.considered.lacks() else {}
        return {**super().slips(), **half}

    def make_room(self, texts: Sequence[tuple[str, str]]) -> None:
        """As many rows as a draft had."""
        self.considered.have_rows([name for name, _ in texts].count(InsteadRow.FIRST_BOX))
        super().make_room(texts)

    def part(self) -> Suspension:
        """As typed."""
        return Suspension(
            SuspensionState(str(self.state.value())),
            self.reason.text(),
            self.decided_by.text(),
            self.at.typed().moment or not_known(),
            day_of(self.review.typed()),
            tuple(one.entry() for one in self.considered.filled()),
            tuple(one.entry() for one in self.advice.filled()),
        )


class OutcomePanel(FilePanel):
    """How the allegation ended: one of five terms, and why."""

    def __init__(self, tools: FormTools, file: AllegationFile, _rule: tuple[str, str]) -> None:
        """Start with what stands on file."""
        super().__init__("Outcome of the allegation", "Save outcome")
        before, choices = file.outcome, tools.choices.allegation
        lines = [ChoiceLine(one.code, f"{one.label}: {one.help}") for one in choices.outcomes]
        self.term = choice_of("Outcome", "Choose the outcome", lines)
        self.reason = TextBox("Why", lines=3)
        self.decided_by = LineField("Who came to this outcome", limit=200)
        self.at = tools.time_field("When", placeholder="today 1315")
        self.add_field("Outcome", self.term, "term")
        self.add_field("Why?", self.reason, "reason")
        self.add_field("Who came to this outcome?", self.decided_by, "decided_by")
        self.add_field("When?", self.at, "at")
        if before is not None:
            self.term.set_value(before.term.value)
            self.reason.set_text(before.reason)
            self.decided_by.setText(before.decided_by)
            show_time(self.at, before.at)
        self._settle()

    def missing(self) -> dict[str, str]:
        """The term has to be chosen."""
        return {} if self.term.value() else {"term": "Choose the outcome."}

    def part(self) -> AllegationOutcome:
        """As typed."""
        return AllegationOutcome(
            AllegationTerm(str(self.term.value())),
            self.reason.text(),
            self.decided_by.text(),
            self.at.typed().moment or not_known(),
        )


class DutiesPanel(FilePanel):
    """Whether the barring body and the regulator are told, and why."""

    def __init__(self, tools: FormTools, file: AllegationFile, _rule: tuple[str, str]) -> None:
        """Start with what stands on file."""
        choices, before = tools.choices.allegation, file.duties
        super().__init__("Barring and regulator", "Save")
        self.legs = TickGroup("What applies", choices.legs, stacked=True)
        self.add_field("Tick what applies", self.legs, "legs", optional=True)
        self._asked = {
            "barring": self._ask(tools, "barring", choices.barring, choices.duties),
            "regulator": self._ask(tools, "regulator", choices.regulator, choices.duties),
        }
        if before is not None:
            self.legs.set_codes(before.legs)
            self._show("barring", before.barring)
            self._show("regulator", before.regulator)
        self._settle()

    def choice(self, field: str) -> ChoiceBox:
        """The answer for ``barring`` or ``regulator``."""
        return self._asked[field][0]

    def part(self) -> Duties:
        """As typed."""
        return Duties(self.legs.codes(), self._decided("barring"), self._decided("regulator"))

    def _ask(
        self, tools: FormTools, field: str, body: ChoiceLine, states: Sequence[ChoiceLine]
    ) -> tuple[ChoiceBox, TextBox, TimeField]:
        state = ChoiceBox(f"Referral: {body.label}", [(one.code, one.label) for one in states])
        state.setMaximumWidth(scaled(420))
        reason = TextBox(f"Why: {body.label}", lines=1)
        at = tools.time_field(f"When: {body.label}", placeholder="today 1315")
        self.add_field(f"Referral: {body.label}", state, f"{field}_state", help_text=body.help)
        self.add_field("Why, and by whom?", reason, f"{field}_reason", optional=True)
        self.add_field("When?", at, f"{field}_at", optional=True)
        return state, reason, at

    def _decided(self, field: str) -> DutyDecision:
        state, reason, at = self._asked[field]
        return DutyDecision(DutyState(str(state.value())), reason.text(), at.typed().moment or not_known())

    def _show(self, field: str, duty: DutyDecision) -> None:
        state, reason, at = self._asked[field]
        state.set_value(duty.state.value)
        reason.set_text(duty.reason)
        show_time(at, duty.at)


def choice_of(name: str, first: str, lines: Sequence[ChoiceLine]) -> ChoiceBox:
    """A box that begins with nothing chosen; ``first`` says what is to be chosen."""
    made = ChoiceBox(name, [("", first), *((one.code, one.label) for one in lines)])
    made.setMaximumWidth(scaled(480))
    return made


def show_time(field: TimeField, at: Moment) -> None:
    """Show a time that stands on file; one that is not known leaves the field empty."""
    if at.is_known:
        field.set_typed(Typed("", at))
