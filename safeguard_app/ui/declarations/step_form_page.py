"""Adding one step to a declaration on file, with its own date, time and how, and the signed sheet if there is one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.contact_rules import ReviewRule
from safeguard_app.domain.declarations import StepKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import OfficeKind, PersonRef
from safeguard_app.services.declaration_forms import StepInput
from safeguard_app.ui.declarations.signed_sheet import SignedSheetField
from safeguard_app.ui.declarations.step_fields import StepFields
from safeguard_app.ui.people.form_part import FormPage
from safeguard_app.ui.people.leaving import DRAFT_KEPT
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.form_footer import FormFooter
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel, muted

PAPER_OR_TALK = (
    "Enter what happened and when it happened. When it is entered is kept beside it. A decision made here on screen"
    " is signed by whoever decides, with their own passphrase, under “Awaiting”."
)


@dataclass(frozen=True, slots=True)
class StepOffer:
    """What a step form is opened with: the declaration in view, and what may follow now."""

    declaration: Reference
    version: int
    title: str
    adult: PersonRef
    kinds: tuple[tuple[StepKind, str], ...]
    capacities: tuple[tuple[OfficeKind, str], ...]
    review_rule: ReviewRule


class StepFormPage(FormPage):
    """The form.

    Signals:
        save_requested(): enter the step.
        cancel_requested(): leave without entering.
        people_searched(object, str, str): the StepFields, the field and the words to look up.
        sheet_asked(): keep the signed sheet.
    """

    save_requested = Signal()
    cancel_requested = Signal()
    people_searched = Signal(object, str, str)
    sheet_asked = Signal()

    def __init__(self, tools: RegisterTools, parent: QWidget | None = None) -> None:
        """Empty until an offer is shown."""
        super().__init__(parent)
        self._tools = tools
        self.offer: StepOffer | None = None
        self.heading = TextLabel("Add a step", tokens.PAGE, wrap=True)
        self.errors = ErrorSummary()
        self.fields: StepFields | None = None
        self.sheet = SignedSheetField()
        self.save_button = filled("Enter this step", "check", hint="Ctrl+Enter")
        self.cancel_button = Button("Leave without entering")
        self._page = ScrollPage("Step", reading=True)
        self._build()

    def show_offer(self, offer: StepOffer, kind: StepKind | None = None) -> None:
        """A fresh form for a declaration, with a kind of step chosen already."""
        self.offer = offer
        self.heading.setText(f"Add a step: {offer.title}")
        self.setAccessibleName(self.heading.text())
        old, self.fields = self.fields, StepFields(self._tools, offer.kinds, offer.capacities, offer.adult)
        self.errors.watch(self.fields.fields)
        self.errors.clear()
        if old is not None:
            self._page.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._page.column.insertWidget(4, self.fields)
        self.fields.people_searched.connect(self.people_searched)
        if kind is not None:
            self.fields.set_kind(kind)
        self.fields.set_review_rule(offer.review_rule)
        self.sheet.clear()
        self.set_busy(False)
        self.mark_fresh()

    def editors(self) -> Mapping[str, QWidget]:
        """The step, and whether a sheet goes with it."""
        assert self.fields is not None
        return {"step": self.fields, "sheet": self.sheet}

    def step(self) -> StepInput:
        """What was entered."""
        assert self.fields is not None
        return self.fields.step()

    def faults(self) -> dict[str, str]:
        """What was typed and not understood."""
        assert self.fields is not None
        return self.fields.faults()

    def show_errors(self, errors: Mapping[str, str], sentence: str = RuleViolation.sentence) -> None:
        """Say what needs another look."""
        self.errors.show_errors(errors, sentence)
        self._page.verticalScrollBar().setValue(0)

    def set_capacities(self, capacities: Sequence[tuple[OfficeKind, str]]) -> None:
        """Other offices may decide now."""
        if self.fields is not None:
            self.fields.set_capacities(capacities)

    def set_version(self, version: int) -> None:
        """The declaration has this version now."""
        if self.offer is not None:
            self.offer = replace(self.offer, version=version)

    def set_busy(self, busy: bool) -> None:
        """While it is being kept nothing is pressed twice."""
        self.save_button.setEnabled(not busy)

    def _build(self) -> None:
        column = self._page.column
        column.addWidget(self.heading)
        column.addWidget(muted(PAPER_OR_TALK, wrap=True))
        column.addWidget(self.draft_notice)
        column.addWidget(self.errors)
        column.addWidget(Field("Signed sheet", self.sheet, name="sheet", optional=True))
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
        self.sheet.asked.connect(self.sheet_asked)
