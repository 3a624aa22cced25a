"""The short forms above a record: an action, closing, kind and severity, and anything that only needs a reason."""

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.entries import Action, Outcome
from safeguard_app.domain.incidents import Incident, Severity
from safeguard_app.ui.incidents.category_button import CategoryButton
from safeguard_app.ui.incidents.day_of import day_of
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.segmented_control import SegmentedControl


class ActionPanel(EntryPanel):
    """Something to do, for whom, by when."""

    def __init__(self, tools: FormTools, parent: QWidget | None = None) -> None:
        """Start with the signed-in user as who does it."""
        super().__init__("Action", "Add action", parent=parent)
        self.what = LineField("What is to be done", limit=500)
        self.assigned_to = LineField("Who does it", limit=200)
        self.assigned_to.setText(tools.choices.myself)
        self.assigned_to.setProperty("prefilled", True)
        self.due = tools.day_field("By when", placeholder="fri")
        self.add_field("What is to be done?", self.what, "what")
        self.add_field("Who does it?", self.assigned_to, "assigned_to")
        self.add_field("By when?", self.due, "due", optional=True)

    def action(self) -> Action:
        """The action as typed."""
        return Action(self.what.text(), self.assigned_to.text().strip(), day_of(self.due.typed()))


class ClosingPanel(EntryPanel):
    """Closing with an outcome and its reason."""

    def __init__(self, tools: FormTools, parent: QWidget | None = None) -> None:
        """No outcome is chosen for anyone."""
        super().__init__(
            "Close with an outcome", "Close", "It can be opened again at any time, with a reason.", parent
        )
        outcomes = [("", "Choose the outcome"), *((one.code, one.label) for one in tools.choices.outcomes)]
        self._help = {one.code: one.help for one in tools.choices.outcomes}
        self.outcome = ChoiceBox("Outcome", outcomes)
        self.outcome.setMaximumWidth(scaled(420))
        self.reason = TextBox("Why it is closed")
        self.lessons = TextBox("What was learned")
        self._outcome_field = self.add_field("Outcome", self.outcome, "outcome")
        self.add_field("Why?", self.reason, "reason")
        self.add_field("What was learned?", self.lessons, "lessons", optional=True)
        self.outcome.chosen.connect(self._outcome_chosen)

    def missing(self) -> dict[str, str]:
        """What closing cannot go without."""
        return {} if self.outcome.value() else {"outcome": "Choose the outcome."}

    def answer(self) -> tuple[Outcome, str, str]:
        """Outcome, reason and lessons; call when nothing is missing."""
        return Outcome(str(self.outcome.value())), self.reason.text(), self.lessons.text()

    def _outcome_chosen(self, value: object) -> None:
        self._outcome_field.set_help(self._help.get(str(value), ""))


class TriagePanel(EntryPanel):
    """Kind and severity, set when there is time to think."""

    def __init__(self, tools: FormTools, incident: Incident, parent: QWidget | None = None) -> None:
        """Start with what the record says."""
        super().__init__("Kind and severity", "Save", parent=parent)
        self.kind = CategoryButton(tools.choices.categories)
        self.kind.set_code(incident.category)
        levels = [(Severity(one.code), one.label) for one in tools.choices.severities]
        self._help = {one.code: one.help for one in tools.choices.severities}
        self.severity = SegmentedControl("Severity", levels, incident.severity)
        self.severity_reason = LineField("Why this severity", limit=500)
        self.severity_reason.setText(incident.severity_reason)
        self.severity_reason.setProperty("prefilled", True)
        self.reason = LineField("Why it is changed", limit=500)
        self.add_field("Kind", self.kind, "category", help_text="What it is filed as; questions follow it.")
        self._severity_field = self.add_field("Severity", self.severity, "severity", optional=True)
        self.add_field(
            "Why this severity?",
            self.severity_reason,
            "severity_reason",
            help_text="Asked once one is chosen.",
        )
        self.add_field("Why is it changed now?", self.reason, "reason", help_text="“Triage” is enough.")
        self.severity.chosen.connect(self._severity_chosen)

    def answer(self) -> tuple[Severity | None, str, str, str]:
        """Severity, why it, category, and the reason of the change."""
        value = self.severity.value()
        severity = value if isinstance(value, Severity) else None
        return severity, self.severity_reason.text(), self.kind.code, self.reason.text()

    def _severity_chosen(self, value: object) -> None:
        self._severity_field.set_help(self._help.get(str(value), ""))


class ReasonPanel(EntryPanel):
    """Anything that needs a reason and nothing else, perhaps with one choice."""

    def __init__(
        self,
        heading: str,
        save_words: str,
        question: str,
        hint: str = "",
        *,
        name: str = "reason",
        choices: Sequence[tuple[object, str]] = (),
        choice_label: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is the field's name in a RuleViolation (``reason`` or ``note``)."""
        super().__init__(heading, save_words, hint, parent)
        self.choice: ChoiceBox | None = None
        self.first = NoticePanel(Meaning.NOTE, "")
        self.first.hide()
        self.fields.addWidget(self.first)
        if choices:
            self.choice = ChoiceBox(choice_label, choices)
            self.choice.setMaximumWidth(scaled(420))
            self.add_field(choice_label, self.choice, "choice")
        self.reason = TextBox(question)
        self.add_field(question, self.reason, name)

    def say_first(self, heading: str, text: str) -> None:
        """Above the question: something to know before it is answered; nothing for no heading."""
        self.first.say(Meaning.NOTE, heading)
        self.first.set_rich_text(escape(text, quote=False))
        self.first.setVisible(bool(heading))

    def focus_first(self) -> None:
        """The reason is what has to be typed."""
        self.reason.setFocus()

    def text(self) -> str:
        """The reason as typed."""
        return self.reason.text()
