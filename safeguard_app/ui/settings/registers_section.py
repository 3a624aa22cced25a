"""Which registers the school keeps: one switch for each."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.logbook_keeping import Switch
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.text_label import muted
from safeguard_app.ui.widgets.tick_box import TickBox

_HELP = (
    "They stand beside the declarations. One that is switched off keeps its entries and takes no more. Attestations"
    " and training are off to begin with, as many schools keep them elsewhere."
)


class RegistersSection(HeadedSection):
    """The switches.

    Signals:
        switched(str, bool): a register is to be kept, or not any more; carries its id.
    """

    switched = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until it was read."""
        super().__init__("Registers", space=tokens.SPACE_2, parent=parent)
        self.boxes: dict[str, TickBox] = {}
        self.add(muted(_HELP, wrap=True))

    def show_switches(self, switches: Sequence[Switch]) -> None:
        """Show what is kept. The boxes stay, so that the keyboard stays where it was."""
        for switch in switches:
            detail = switch.purpose
            if switch.entries:
                words = "1 entry" if switch.entries == 1 else f"{switch.entries:,} entries"
                detail = f"{detail} {words}."
            if switch.logbook not in self.boxes:
                box = TickBox(switch.title, detail=detail)
                box.clicked.connect(partial(self._clicked, switch.logbook))
                self.boxes[switch.logbook] = box
                self.add(box)
            self.boxes[switch.logbook].setChecked(switch.kept)
            self.boxes[switch.logbook].set_detail(detail)

    def _clicked(self, logbook: str) -> None:
        self.switched.emit(logbook, self.boxes[logbook].isChecked())
