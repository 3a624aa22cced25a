"""The two forms of an investigation in an allegation file: whether it may begin, and what was found."""

from collections.abc import Sequence

from safeguard_app.domain.allegations import (
    AllegationFile,
    Findings,
    Investigation,
    InvestigationOutcome,
    InvestigationState,
)
from safeguard_app.domain.moments import not_known
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.ui.incidents.allegation_panels import FilePanel, choice_of, show_time
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.incidents.tick_group import TickGroup
from safeguard_app.ui.widgets.line_field import LineField

_OF_AGREEMENT = ("agreed_by", "who", "at")


class InvestigationPanel(FilePanel):
    """Whether the school may begin, who agreed to that, and what is looked into by whom since when."""

    def __init__(self, tools: FormTools, file: AllegationFile, _rule: tuple[str, str]) -> None:
        """Start with what stands on file: locked where nothing does."""
        choices = tools.choices.allegation
        super().__init__("Investigation", "Save")
        before = file.investigation
        self._help = {one.code: one.help for one in choices.states}
        self.state = choice_of("May the school begin?", "Choose", choices.states)
        self.agreed_by = TickGroup("Who agreed", choices.agreed_by)
        self.who = LineField("Name and role of who agreed", limit=200)
        self.at = tools.time_field("When they agreed", placeholder="today 1315")
        self.terms = TextBox("What was agreed, or what it waits for", lines=2)
        self.scope = TextBox("What is looked into", lines=2)
        self.investigator = LineField("Who investigates", limit=200)
        self.since = tools.time_field("Since when", placeholder="today 1315")
        self._build()
        if before is not None:
            self.state.set_value(before.state.value)
            self.agreed_by.set_codes(before.agreed_by)
            self.who.setText(before.who)
            show_time(self.at, before.at)
            self.terms.set_text(before.terms)
            self.scope.set_text(before.scope)
            self.investigator.setText(before.investigator)
            show_time(self.since, before.since)
        self.state.chosen.connect(self._state_chosen)
        self._state_chosen(self.state.value())
        self._settle()

    def missing(self) -> dict[str, str]:
        """Whether it may begin has to be said."""
        return {} if self.state.value() else {"state": "Choose whether the school may begin."}

    def part(self) -> Investigation:
        """As typed; nobody agrees to what is below the threshold."""
        state = InvestigationState(str(self.state.value()))
        agreed = state is not InvestigationState.BELOW_THRESHOLD
        return Investigation(
            state,
            self.agreed_by.codes() if agreed else (),
            self.who.text() if agreed else "",
            (self.at.typed().moment if agreed else None) or not_known(),
            self.terms.text(),
            self.investigator.text(),
            self.scope.text(),
            self.since.typed().moment or not_known(),
        )

    def _build(self) -> None:
        self._state_field = self.add_field("May the school begin to investigate?", self.state, "state")
        self.add_field("Who agreed?", self.agreed_by, "agreed_by", optional=True)
        self.add_field("Their name and role", self.who, "who", optional=True)
        self.add_field("When did they agree?", self.at, "at", optional=True)
        self.add_field("What was agreed, or what does it wait for?", self.terms, "terms", optional=True)
        self.add_field(
            "What is looked into?",
            self.scope,
            "scope",
            help_text="Which breach, when and by whom; and what is left to others. Asked once it may begin.",
        )
        self.add_field("Who investigates?", self.investigator, "investigator", optional=True)
        self.add_field("Since when?", self.since, "since", optional=True)

    def _state_chosen(self, state: object) -> None:
        """Until it is chosen the warning stands; below the threshold nobody is asked to agree."""
        code = str(state or InvestigationState.LOCKED.value)
        self._state_field.set_help(self._help.get(code, ""))
        for name in _OF_AGREEMENT:
            self.field(name).setVisible(code != InvestigationState.BELOW_THRESHOLD.value)


class FindingsPanel(FilePanel):
    """What was looked at, what was found, and how it ended."""

    def __init__(self, tools: FormTools, file: AllegationFile, _rule: tuple[str, str]) -> None:
        """Start with what stands on file; the outcome can wait until there is one."""
        super().__init__(
            "Findings of the investigation",
            "Save findings",
            "Whether policy was breached. How an allegation ended is a part of its own.",
        )
        before = file.findings
        self.looked_at = TextBox("What was looked at", lines=2)
        self.findings = TextBox("What was found", lines=3)
        self.outcome = choice_of("Outcome", "Not ended yet", _lines(tools.choices.allegation.found))
        self.follows = TextBox("What follows", lines=1)
        self.ended = tools.time_field("When it ended", placeholder="today 1315")
        self.add_field(
            "What was looked at, and who was spoken to?",
            self.looked_at,
            "looked_at",
            help_text="Records, policies, exhibits by number, and each person with the day.",
        )
        self.add_field("What was found?", self.findings, "findings", optional=True)
        self.add_field("Outcome", self.outcome, "outcome")
        self.add_field("What follows from it?", self.follows, "follows", optional=True)
        self.add_field("When did it end?", self.ended, "ended", optional=True)
        if before is not None:
            self.looked_at.set_text(before.looked_at)
            self.findings.set_text(before.findings)
            self.outcome.set_value(before.outcome.value if before.outcome is not None else "")
            self.follows.set_text(before.follows)
            show_time(self.ended, before.ended)
        self._settle()

    def part(self) -> Findings:
        """As typed."""
        outcome = str(self.outcome.value() or "")
        return Findings(
            self.looked_at.text(),
            self.findings.text(),
            InvestigationOutcome(outcome) if outcome else None,
            self.follows.text(),
            self.ended.typed().moment or not_known(),
        )


def _lines(found: Sequence[ChoiceLine]) -> list[ChoiceLine]:
    """With what needs explaining said beside it."""
    return [ChoiceLine(one.code, f"{one.label}. {one.help}" if one.help else one.label) for one in found]
