"""I am away: from which day to which, who covers, and what they should know."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.away import NOTE_LIMIT, AwayForm
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.people.sheet_keeper import SheetBoxes
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import muted

WORDS = (
    "Whoever covers is shown on Today what is assigned to you by name and is due. They see it with their own key: what "
    "their key does not open stays closed to them, so choose with that in mind."
)


class AwaySheet(ModalSheet):
    """Stays open with what was typed until it is kept.

    Signals:
        given(object): keep it; carries the AwayForm.
    """

    given = Signal(object)

    def __init__(self, covers: Sequence[tuple[str, str]], first: DayField, last: DayField) -> None:
        """``covers`` are the users who may be chosen."""
        super().__init__("I am away", width=560)
        self.first, self.last = first, last
        self.cover_box = ChoiceBox("Who covers", covers)
        self.note = LineField("What they should know", limit=NOTE_LIMIT)
        self.fields = {
            "first": Field("First day away", first, name="first"),
            "last": Field("Last day away", last, name="last"),
            "cover": Field("Who covers", self.cover_box, name="cover"),
            "note": Field(
                "What they should know",
                self.note,
                name="note",
                optional=True,
                help_text="Every user of the log can read it: name nobody, and nothing of a case.",
            ),
        }
        self.boxes = SheetBoxes({name: field.editor for name, field in self.fields.items()}, lambda: None)
        self.body.addWidget(muted(WORDS, wrap=True))
        self.body.addWidget(self.boxes)
        for field in self.fields.values():
            self.body.addWidget(field)
        self.keep_button = filled("Save")
        self.cancel_button = Button("Cancel")
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(self.keep_button)
        self.keep_button.clicked.connect(self._pressed)
        self.cancel_button.clicked.connect(self.reject)

    def first_focus(self) -> QWidget:
        """The first day."""
        return self.first

    def show_errors(self, wrong: Mapping[str, str]) -> None:
        """Say beside each field what is wrong with it, and go to the first."""
        for name, field in self.fields.items():
            field.set_error(wrong.get(name, ""))
        faulty = next((name for name in self.fields if name in wrong), "")
        if faulty:
            self.fields[faulty].editor.setFocus()

    def _pressed(self) -> None:
        faults = {"first": self.first.fault(), "last": self.last.fault()}
        self.show_errors({name: fault for name, fault in faults.items() if fault})
        if not any(faults.values()):
            cover = str(self.cover_box.value() or "")
            self.given.emit(AwayForm(self.first.day(), self.last.day(), cover, self.note.text()))
