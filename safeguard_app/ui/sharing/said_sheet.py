"""What was said of a sharing afterwards: who signed on paper that they checked it, or who has it now; and when."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.moments import Moment, not_known
from safeguard_app.ui.incidents.time_field import TimeField
from safeguard_app.ui.people.sheet_keeper import SheetBoxes
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import TextLabel


class SaidSheet(ModalSheet):
    """Who, when, and for a receipt how they said so.

    Signals:
        given(str, object, str): who, the Moment as understood, and how.
    """

    given = Signal(str, object, str)

    def __init__(
        self,
        title: str,
        sentence: str,
        who: tuple[str, str],
        when: tuple[str, str, TimeField],
        hows: Sequence[tuple[object, str]] = (),
    ) -> None:
        """``who`` and ``when`` each begin with the name of their field; ``hows`` empty leaves that question out."""
        super().__init__(title, width=560, cancel_words="Cancel, enter nothing")
        self.who = LineField(who[1], limit=200)
        self.when = when[2]
        self.how = ChoiceBox("How they said so", [("", "Choose"), *hows])
        self.errors = ErrorSummary()
        self._fields = [
            Field(who[1], self.who, name=who[0]),
            Field(when[1], self.when, name=when[0]),
        ]
        if hows:
            self._fields.append(Field("How did they say so?", self.how, name="how"))
        self.boxes = SheetBoxes({one.name: one.editor for one in self._fields}, self.place)
        self.enter_button = filled("Enter it")
        self.cancel_button = Button("Cancel")
        for part in (TextLabel(sentence, tokens.READ, wrap=True), self.boxes, self.errors, *self._fields):
            self.body.addWidget(part)
        self.errors.watch(tuple(self._fields))
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(self.enter_button)
        self.who.returnPressed.connect(self._give)
        self.enter_button.clicked.connect(self._give)
        self.cancel_button.clicked.connect(self.reject)

    def first_focus(self) -> QWidget:
        """Who."""
        return self.who

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Say what needs another look; nothing typed is touched."""
        self.errors.show_errors(errors, "Nothing was entered.")
        self.show_top()

    def _give(self) -> None:
        self.errors.clear()
        if self.when.slipped():
            self.show_errors(
                {self._fields[1].name: "This is no time that can be read. Type it as “today 1430”."}
            )
            return
        moment: Moment = self.when.typed().moment or not_known()
        self.given.emit(self.who.text(), moment, str(self.how.value() or ""))
