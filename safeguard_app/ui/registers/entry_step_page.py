"""Adding one step to an entry on file: a decision, a review, an end."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.logbooks import EntryStepKind
from safeguard_app.services.logbook_views import StepForm
from safeguard_app.services.logbooks import EntryStepInput
from safeguard_app.ui.people.form_part import FormPage
from safeguard_app.ui.people.leaving import DRAFT_KEPT
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.registers.step_part import StepPart
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.form_footer import FormFooter
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_HELP = "Enter the day on which it happened. When it is entered is kept beside it."


class EntryStepPage(FormPage):
    """The form.

    Signals:
        save_requested(): enter the step.
        cancel_requested(): leave without entering.
        people_searched(object, object, str): who asks, no kinds, and the words to look up.
    """

    save_requested = Signal()
    cancel_requested = Signal()
    people_searched = Signal(object, object, str)

    def __init__(self, tools: RegisterTools, parent: QWidget | None = None) -> None:
        """Empty until an entry is shown."""
        super().__init__(parent)
        self._tools = tools
        self.form: StepForm | None = None
        self.heading = TextLabel("Add a step", tokens.PAGE, wrap=True)
        self.errors = ErrorSummary()
        self.part: StepPart | None = None
        self.save_button = filled("Enter this step", "check", hint="Ctrl+Enter")
        self.cancel_button = Button("Leave without entering")
        self._page = ScrollPage("Step", reading=True)
        self._build()

    def show_form(self, form: StepForm, kind: EntryStepKind | None = None) -> None:
        """A fresh form for an entry, with a kind of step chosen already."""
        self.form = form
        self.heading.setText(f"Add a step: {form.title}")
        self.setAccessibleName(self.heading.text())
        old, self.part = self.part, StepPart(self._tools, form.offered, conditions=form.conditions)
        self.part.set_capacities(form.capacities)
        self.part.propose_by(form.proposed_by)
        self.part.people_searched.connect(self.people_searched)
        self.errors.watch_only(list(self.part.fields.values()))
        self.errors.clear()
        if old is not None:
            self._page.column.replaceWidget(old, self.part)
            old.hide()
            old.deleteLater()
        else:
            self._page.column.insertWidget(4, self.part)
        if kind is not None:
            self.part.set_kind(kind)
        self.set_busy(False)
        self.mark_fresh()

    def editors(self) -> Mapping[str, QWidget]:
        """The step."""
        assert self.part is not None
        return {"step": self.part}

    def step(self) -> EntryStepInput:
        """What was entered."""
        assert self.part is not None
        step = self.part.step()
        assert step is not None
        return step

    def faults(self) -> dict[str, str]:
        """What was typed and not understood."""
        assert self.part is not None
        return self.part.faults()

    def show_errors(self, errors: Mapping[str, str], sentence: str = RuleViolation.sentence) -> None:
        """Say what needs another look."""
        self.errors.show_errors(errors, sentence)
        self._page.verticalScrollBar().setValue(0)

    def set_version(self, version: int) -> None:
        """The entry has this version now."""
        if self.form is not None:
            self.form = replace(self.form, version=version)

    def set_busy(self, busy: bool) -> None:
        """While it is being kept nothing is pressed twice."""
        self.save_button.setEnabled(not busy)

    def _build(self) -> None:
        column = self._page.column
        for part in (self.heading, muted(_HELP, wrap=True), self.draft_notice, self.errors):
            column.addWidget(part)
        column.addStretch(1)
        footer = FormFooter()
        footer.add(self.save_button, self.cancel_button, IconWords("info", DRAFT_KEPT, "muted"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._page, 1)
        layout.addWidget(footer)
        self.save_button.clicked.connect(self.save_requested)
        self.cancel_button.clicked.connect(self.cancel_requested)
