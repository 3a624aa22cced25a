"""Entering what the police directed to be done with an exhibit in quarantine. A second person carries it out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.evidence import DirectionKind
from safeguard_app.domain.moments import Moment, not_known
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.incidents.time_field import TimeField
from safeguard_app.ui.people.sheet_keeper import SheetBoxes
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.text_label import TextLabel

_KINDS = (
    (DirectionKind.REMOVE, "Remove it for good"),
    (DirectionKind.RELEASE, "It may be kept and used"),
)


class PoliceDirectionSheet(ModalSheet):
    """Stays open until what was entered is kept.

    Signals:
        entered(): what stands in the fields is to be kept.
    """

    entered = Signal()

    def __init__(self, exhibit: str, told_at: TimeField) -> None:
        """``told_at`` asks when they said so."""
        super().__init__(
            f"What the police directed for {exhibit}", width=640, cancel_words="Cancel, enter nothing"
        )
        self.kind = SegmentedControl("What is to be done", _KINDS, DirectionKind.REMOVE)
        self.reference = LineField(limit=80)
        self.officer = LineField(limit=200)
        self.told_at = told_at
        self.words = TextBox("In their words")
        self.errors = ErrorSummary()
        fields = (
            Field("What is to be done", self.kind, name="kind"),
            Field("Police reference", self.reference, name="reference"),
            Field("Given by", self.officer, name="officer", help_text="Name, number and force."),
            Field("When they said so", told_at, name="told_at"),
            Field("In their words", self.words, name="words", optional=True),
        )
        answers = ("kind", "reference", "officer", "told_at", "words")
        self.boxes = SheetBoxes({name: getattr(self, name) for name in answers}, lambda: None)
        self.body.addWidget(self.boxes)
        self.body.addWidget(
            TextLabel(
                "Nothing is done yet. A second person unlocks the log with their own passphrase and carries it out.",
                tokens.READ,
                wrap=True,
            )
        )
        self.body.addWidget(self.errors)
        self.errors.watch(fields)
        for one in fields:
            self.body.addWidget(one)
        self.cancel_button = Button("Cancel, enter nothing")
        self.keep_button = filled("Enter the direction")
        self.cancel_button.clicked.connect(self.reject)
        self.keep_button.clicked.connect(self.entered)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(self.keep_button)

    def first_focus(self) -> QWidget:
        """The first question."""
        return self.reference

    def answer(self) -> tuple[DirectionKind, str, str, Moment, str]:
        """What is to be done, the reference, who gave it, when, and their words."""
        kind = self.kind.value()
        assert isinstance(kind, DirectionKind)
        told = self.told_at.typed().moment or not_known()
        return kind, self.reference.text(), self.officer.text(), told, self.words.text()

    def show_problem(self, problem: KnownProblem) -> None:
        """What has to be put right, beside its field; or why it was not kept."""
        if isinstance(problem, RuleViolation):
            self.errors.show_violation(problem)
        else:
            self.errors.show_errors({"": problem.next_step}, problem.sentence)
        self.place()
