"""Asks what printing needs: which printer, how many copies, which paper and sides, who collects them."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.ui.desktop.page_painting import SheetSize
from safeguard_app.ui.desktop.printing import Sides
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import muted

MOST_COPIES = 20
_SHEETS = (
    (SheetSize.A4, "A4"),
    (SheetSize.A3, "A3, enlarged"),
    (SheetSize.A5, "A5, made smaller"),
)
_SIDES = (
    (Sides.AS_SET, "As the printer is set"),
    (Sides.ONE, "One side of each sheet"),
    (Sides.BOTH, "Both sides"),
)


@dataclass(frozen=True, slots=True)
class PrintAnswer:
    """What was answered. ``collected_by`` may be empty."""

    printer: str
    copies: int
    collected_by: str
    sheet: SheetSize = SheetSize.A4
    sides: Sides = Sides.AS_SET


class PrintSheet(ModalSheet):
    """Signals:
    answered(object): Print was pressed; carries the PrintAnswer.
    """

    answered = Signal(object)

    def __init__(self, title: str) -> None:
        """Printers come later, by :meth:`show_printers`: asking the system for them takes a moment."""
        super().__init__(f"Print: {title}", width=520)
        self._done_with = False
        self.printer_box = ChoiceBox("Printer", [("", "Looking for printers")])
        self.printer_box.setEnabled(False)
        self._printer = Field("Printer", self.printer_box)
        copies = [(count, str(count)) for count in range(1, MOST_COPIES + 1)]
        self.copies_box = ChoiceBox("Copies", copies)
        self.sheet_box = ChoiceBox("Paper", _SHEETS)
        self.sides_box = ChoiceBox("Sides", _SIDES)
        self.collected_line = LineField("Collected by", limit=120)
        self.problem = NoticePanel(Meaning.DUE, "")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.body.addWidget(self._printer)
        self.body.addWidget(Field("Copies", self.copies_box))
        self.body.addWidget(Field("Paper", self.sheet_box))
        self.body.addWidget(Field("Sides", self.sides_box))
        self.body.addWidget(
            Field(
                "Collected by",
                self.collected_line,
                optional=True,
                help_text="Who takes the pages from the printer. Kept in the audit.",
            )
        )
        self.body.addWidget(
            muted(
                "The document is kept in the log as it is printed. The copy in the computer’s print queue is out of "
                "this program’s reach.",
                wrap=True,
            )
        )
        self.print_button = filled("Print", "printer")
        self.print_button.setEnabled(False)
        self.cancel_button = Button("Cancel")
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(self.print_button)
        self.print_button.clicked.connect(self._pressed)
        self.cancel_button.clicked.connect(self.reject)
        self.collected_line.returnPressed.connect(self._pressed)

    def first_focus(self) -> QWidget:
        """Copies: the first thing that can be answered at once."""
        return self.copies_box

    def show_printers(self, names: tuple[str, ...]) -> None:
        """Offer the printers there are; without one, printing is off and the reason stands beside it."""
        if not names:
            self.printer_box.set_choices([("", "No printer found")])
            self.problem.say(
                Meaning.DUE,
                "No printer is set up on this computer.",
                "Connect or set up a printer, then print again. The document can also be saved as a file.",
            )
            self.problem.show()
            self.place()
            return
        self.printer_box.set_choices([(name, name) for name in names])
        self.printer_box.setEnabled(True)
        self.print_button.setEnabled(True)

    def _pressed(self) -> None:
        if not self.print_button.isEnabled():
            return
        copies = self.copies_box.value()
        assert isinstance(copies, int)
        sheet, sides = self.sheet_box.value(), self.sides_box.value()
        assert isinstance(sheet, SheetSize) and isinstance(sides, Sides)
        collector = self.collected_line.text().strip()
        answer = PrintAnswer(str(self.printer_box.value()), copies, collector, sheet, sides)
        self.accept()
        self.answered.emit(answer)
