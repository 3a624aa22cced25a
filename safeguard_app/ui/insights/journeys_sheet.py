"""Two journeys without names: which records, and whether what was typed as reasons comes too."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.journeys import Proposal
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import muted
from safeguard_app.ui.widgets.tick_box import TickBox

JOURNEYS = "Two journeys without names"
WORDS = (
    "How two concerns went, step by step: who was told and when by their part in it, what was decided, which agency"
    " answered what, and the outcome. No name, case number, account or date stands on it; what concerns an adult who"
    " works here is not offered."
)
NOTHING = (
    "No record that concerns no adult who works here was closed within the last year. Once there is one, it is offered"
    " here."
)
TICK = "With the reasons that were typed"
TICK_DETAIL = (
    "They are looked through for every name, initial and account that the log knows. Whatever is found keeps the paper"
    " from being made."
)
TWICE = "This is the same record as the first. Choose another one, or none."
_NUMBERS = ("First journey", "Second journey")


class JourneysSheet(ModalSheet):
    """Return makes the paper of the two that are proposed.

    Signals:
        chosen(object, object): show the pages; carries the References, and those whose typed reasons come too.
    """

    chosen = Signal(object, object)

    def __init__(self, proposal: Proposal) -> None:
        """The fullest records come first in both lists."""
        super().__init__(JOURNEYS, width=620)
        self.boxes: list[ChoiceBox] = []
        self.ticks: list[TickBox] = []
        self.fields: list[Field] = []
        self.body.addWidget(muted(WORDS if proposal.offered else NOTHING, wrap=True))
        for place, name in enumerate(_NUMBERS if proposal.offered else ()):
            self._add(place, name, proposal)
        self.show_button = filled("Show the pages", "printer")
        self.show_button.setEnabled(bool(proposal.offered))
        self.cancel_button = Button("Cancel")
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(self.show_button)
        self.show_button.clicked.connect(self._pressed)
        self.cancel_button.clicked.connect(self.reject)

    def first_focus(self) -> QWidget:
        """What is proposed is what is wanted nearly always."""
        return self.show_button if self.show_button.isEnabled() else self.cancel_button

    def _add(self, place: int, name: str, proposal: Proposal) -> None:
        choices: list[tuple[object, str]] = [(one.record, one.words) for one in proposal.offered]
        if place:
            choices.append((None, "None"))
        box, tick = ChoiceBox(name, choices), TickBox(TICK, detail=TICK_DETAIL)
        tick.setAccessibleName(f"{name}: {TICK[:1].lower()}{TICK[1:]}")
        box.set_value(proposal.proposed[place] if place < len(proposal.proposed) else None)
        field = Field(name, box)
        holder = QWidget()
        holder.setLayout(column(field, tick, space=tokens.SPACE_1))
        self.body.addWidget(holder)
        self.boxes.append(box)
        self.ticks.append(tick)
        self.fields.append(field)

    def _pressed(self) -> None:
        wanted = [(box.value(), tick.isChecked()) for box, tick in zip(self.boxes, self.ticks, strict=True)]
        records = [(record, ticked) for record, ticked in wanted if isinstance(record, Reference)]
        if len({record for record, _ in records}) < len(records):
            self.fields[-1].set_error(TWICE)
            self.boxes[-1].setFocus()
            return
        self.accept()
        self.chosen.emit(
            tuple(record for record, _ in records), tuple(record for record, ticked in records if ticked)
        )
