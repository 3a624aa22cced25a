"""A device or a paper that is kept as evidence and is no file: what it is, whose, where it lies, who holds it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.evidence import HeldItem, HeldKind
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

_KINDS = ((HeldKind.DEVICE, "Device"), (HeldKind.PAPER, "Paper"), (HeldKind.OTHER, "Something else"))


class HeldItemSheet(ModalSheet):
    """Stays open until what was entered is kept.

    Signals:
        entered(): what stands in the fields is to be kept.
    """

    entered = Signal()

    def __init__(self, since: TimeField) -> None:
        """``since`` asks when it came into the hands of whoever holds it."""
        super().__init__("An item held elsewhere", width=640, cancel_words="Cancel, record nothing")
        self.kind = SegmentedControl("What kind of thing", _KINDS, HeldKind.DEVICE)
        self.what = LineField(placeholder="Telephone of a pupil, switched off")
        self.identifier = LineField(placeholder="Make, model, serial number")
        self.owner = LineField()
        self.seal = LineField(placeholder="S-0041")
        self.where = LineField(placeholder="Safe in the office")
        self.held_by = LineField()
        self.since = since
        self.errors = ErrorSummary()
        fields = (
            Field("What kind of thing is it?", self.kind, name="kind"),
            Field("What is it?", self.what, name="what"),
            Field("What tells it from another?", self.identifier, name="identifier", optional=True),
            Field("Whose is it?", self.owner, name="owner", optional=True),
            Field("Number of the bag or seal", self.seal, name="seal", optional=True),
            Field("Where is it kept?", self.where, name="where"),
            Field("Who holds it?", self.held_by, name="held_by"),
            Field("Since when?", since, name="since", optional=True),
        )
        self.body.addWidget(
            TextLabel(
                "Only recorded: nobody looks through it. Where it goes from here is noted by “Hand "
                "evidence out”, by hand.",
                tokens.READ,
                "muted",
                wrap=True,
            )
        )
        answers = ("kind", "what", "identifier", "owner", "seal", "where", "held_by", "since")
        self.boxes = SheetBoxes({name: getattr(self, name) for name in answers}, lambda: None)
        self.body.addWidget(self.boxes)
        self.body.addWidget(self.errors)
        self.errors.watch(fields)
        for one in fields:
            self.body.addWidget(one)
        cancel = Button("Cancel, record nothing")
        self.keep_button = filled("Record it")
        cancel.clicked.connect(self.reject)
        self.keep_button.clicked.connect(self.entered)
        self.footer.addStretch(1)
        self.footer.addWidget(cancel)
        self.footer.addWidget(self.keep_button)

    def first_focus(self) -> QWidget:
        """What it is."""
        return self.what

    def item(self) -> HeldItem:
        """As typed."""
        kind = self.kind.value()
        assert isinstance(kind, HeldKind)
        return HeldItem(
            kind,
            self.what.text(),
            self.identifier.text(),
            self.owner.text(),
            self.seal.text(),
            self.where.text(),
            self.held_by.text(),
            self.since.typed().moment,
        )

    def show_problem(self, problem: KnownProblem) -> None:
        """What has to be put right, beside its field; or why it was not kept."""
        if isinstance(problem, RuleViolation):
            self.errors.show_violation(problem)
        else:
            self.errors.show_errors({"": problem.next_step}, problem.sentence)
        self.place()
