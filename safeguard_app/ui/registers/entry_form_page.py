"""The form of an entry: a new one, a correction of one, or what holds from a day on."""

from collections.abc import Mapping, Sequence
from enum import Enum, auto

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.logbooks import EntryStepKind
from safeguard_app.domain.people import OfficeKind, PersonRef
from safeguard_app.services.logbook_views import EntryForm
from safeguard_app.services.reference import WhoDecides
from safeguard_app.ui.people.form_part import FormPage
from safeguard_app.ui.people.leaving import DRAFT_KEPT
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.registers.entry_fields import EntryFields
from safeguard_app.ui.registers.step_part import StepPart
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.form_footer import FormFooter
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel, muted

DECISION = "decision_"
_SINCE_HELP = "The day from which this holds. For the days before, what is on file now stays."


class Mode(Enum):
    """What the form is for."""

    NEW = auto()
    CORRECT = auto()
    CHANGE = auto()


_SAVE = {
    Mode.NEW: ("Enter in the register", "Leave without entering"),
    Mode.CORRECT: ("Keep the correction", "Leave without changing"),
    Mode.CHANGE: ("Enter the change", "Leave without changing"),
}
_REASONS = {
    Mode.CORRECT: ("Why is it corrected?", "The version before stays on file."),
    Mode.CHANGE: ("What changed?", "Said beside the change for whoever looks later."),
}


class EntryFormPage(FormPage):
    """Words in, answers out.

    Signals:
        save_requested(): enter, or keep.
        cancel_requested(): leave without keeping anything.
        people_searched(object, object, str): who asks, the kinds to look among, and the words.
    """

    save_requested = Signal()
    cancel_requested = Signal()
    people_searched = Signal(object, object, str)

    def __init__(self, tools: RegisterTools, parent: QWidget | None = None) -> None:
        """Empty until a form is shown."""
        super().__init__(parent)
        self._tools = tools
        self.mode = Mode.NEW
        self.form: EntryForm | None = None
        self.heading = TextLabel("", tokens.PAGE, wrap=True)
        self.help = muted("", wrap=True)
        self.errors = ErrorSummary()
        self.reason = LineField("Why", limit=500)
        self.since = tools.day_field("From which day on", "14/9/2026")
        self.entry: EntryFields | None = None
        self.decided: StepPart | None = None
        self.save_button = filled("Enter in the register", "check", hint="Ctrl+Enter")
        self.cancel_button = Button("Leave without entering")
        self._holder: QWidget | None = None
        self._build()

    def show_form(self, form: EntryForm, mode: Mode, title: str = "") -> None:
        """A fresh form. ``title`` names the entry that is corrected or changed."""
        self.form, self.mode = form, mode
        words = {
            Mode.NEW: f"New entry: {form.title}",
            Mode.CORRECT: f"Correct: {title}",
            Mode.CHANGE: f"Record a change: {title}",
        }
        self.heading.setText(words[mode])
        self.setAccessibleName(words[mode])
        self.help.setText(form.help if mode is Mode.NEW else "")
        self.help.setVisible(bool(self.help.text()))
        save, leave = _SAVE[mode]
        self.save_button.setText(save)
        self.cancel_button.setText(leave)
        self._show_reason(mode)
        self._fill(form, mode)
        self.set_busy(False)
        self._page.verticalScrollBar().setValue(0)
        self.mark_fresh()

    def editors(self) -> Mapping[str, QWidget]:
        """Every box of the form in view."""
        assert self.entry is not None
        found: dict[str, QWidget] = {"reason": self.reason, "since": self.since, "entry": self.entry}
        if self.decided is not None:
            found["decided"] = self.decided
        return found

    def first_field(self) -> QWidget:
        """Where the keyboard goes to begin with."""
        assert self.entry is not None
        return self.entry.first() if self.mode is Mode.NEW else self.reason

    def faults(self) -> dict[str, str]:
        """What was typed and not understood."""
        assert self.entry is not None
        found = self.entry.faults()
        if self.decided is not None:
            found.update(self.decided.faults())
        if self.mode is Mode.CHANGE and (fault := self.since.fault()):
            found["since"] = fault
        return found

    def set_capacities(self, capacities: Sequence[tuple[OfficeKind, str]]) -> None:
        """The offices in which somebody may decide what is asked for here."""
        if self.decided is not None:
            self.decided.set_capacities(capacities)

    def decides_by_office(self) -> bool:
        """Whether an office decides: then whoever asks decides which."""
        return self.form is not None and self.form.who is WhoDecides.HEAD and self.decided is not None

    def begin_with(self, myself: PersonRef) -> None:
        """A new entry begins with whoever enters it; nobody has typed in it yet."""
        assert self.entry is not None
        self.entry.begin_with(myself)
        self.mark_fresh()

    def show_errors(self, errors: Mapping[str, str], sentence: str = RuleViolation.sentence) -> None:
        """Say what needs another look."""
        self.errors.show_errors(errors, sentence)
        self._page.verticalScrollBar().setValue(0)

    def set_busy(self, busy: bool) -> None:
        """While it is being kept nothing is pressed twice."""
        self.save_button.setEnabled(not busy)

    def _show_reason(self, mode: Mode) -> None:
        asked = _REASONS.get(mode)
        self._reason_field.setVisible(asked is not None)
        self._since_field.setVisible(mode is Mode.CHANGE)
        self.reason.setText("")
        self.since.set_day(None)
        if asked is not None:
            self._reason_field.label.setText(asked[0])
            self.reason.setAccessibleName(asked[0])
            self._reason_field.set_help(asked[1])

    def _fill(self, form: EntryForm, mode: Mode) -> None:
        old = self._holder
        self._holder = QWidget()
        layout = QVBoxLayout(self._holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_4)
        self.entry = EntryFields(form, self._tools)
        self.entry.people_searched.connect(self.people_searched)
        layout.addWidget(self.entry)
        watched = [self._reason_field, self._since_field, *self.entry.fields]
        self.decided = None
        if mode is Mode.NEW and form.decisions:
            self.decided = self._decision(form)
            watched += self.decided.fields.values()
            section = HeadedSection(form.decision, space=tokens.SPACE_3)
            section.add(self.decided)
            layout.addWidget(section)
        column = self._page.column
        if old is not None:
            column.replaceWidget(old, self._holder)
            old.hide()
            old.deleteLater()
        else:
            column.insertWidget(column.count() - 1, self._holder)
        self.errors.watch_only(watched)
        self.errors.clear()

    def _decision(self, form: EntryForm) -> StepPart:
        label = "By whom" if form.who is WhoDecides.HEAD else "By whom, with parental responsibility"
        kinds: Sequence[tuple[EntryStepKind, str]] = form.decisions
        part = StepPart(self._tools, kinds, prefix=DECISION, may_wait=True, by_label=label)
        part.people_searched.connect(self.people_searched)
        return part

    def _build(self) -> None:
        self._reason_field = Field("Why", self.reason, name="reason")
        self._since_field = Field("From which day on", self.since, name="since", help_text=_SINCE_HELP)
        self._page = ScrollPage("Entry", reading=True)
        for part in (
            self.heading,
            self.help,
            self.draft_notice,
            self.errors,
            self._reason_field,
            self._since_field,
        ):
            self._page.column.addWidget(part)
        self._page.column.addStretch(1)
        footer = FormFooter()
        footer.add(self.save_button, self.cancel_button, IconWords("info", DRAFT_KEPT, "muted"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._page, 1)
        layout.addWidget(footer)
        self.save_button.clicked.connect(self.save_requested)
        self.cancel_button.clicked.connect(self.cancel_requested)
