"""Taking something back needs a reason, which stays on file: one sheet for all such acts."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.ui.people.form_part import FormPage
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import TextLabel

NEEDED = "Enter why. The reason stays with the record."


class ReasonFields(FormPage):
    """The one question of the sheet."""

    def __init__(self) -> None:
        """Nothing is typed."""
        super().__init__()
        self.reason = LineField("Why?", limit=500)
        self.field = Field("Why?", self.reason, name="reason", help_text="Stays on file with the record.")
        self.setLayout(column(self.draft_notice, self.field, space=tokens.SPACE_3))

    def editors(self) -> Mapping[str, QWidget]:
        """Its box."""
        return {"reason": self.reason}


class ReasonSheet(ModalSheet):
    """Says what will happen, asks why.

    Signals:
        given(str): the act was confirmed; carries the reason.
    """

    given = Signal(str)

    def __init__(self, title: str, sentence: str, act_words: str) -> None:
        """``sentence`` says what happens and what stays; ``act_words`` stand on the button."""
        super().__init__(title, width=520, cancel_words="Cancel, change nothing")
        self._reason = ""
        self.fields = ReasonFields()
        self.reason, self.field = self.fields.reason, self.fields.field
        self.body.addWidget(TextLabel(sentence, tokens.READ, wrap=True))
        self.body.addWidget(self.fields)
        self.cancel_button = Button("Cancel, change nothing")
        self.act_button = filled(act_words)
        self.cancel_button.clicked.connect(self.reject)
        self.act_button.clicked.connect(self._confirm)
        self.reason.returnPressed.connect(self._confirm)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(self.act_button)

    def first_focus(self) -> QWidget:
        """The reason."""
        return self.reason

    def done(self, result: int) -> None:
        """Tell the reason once the sheet is gone."""
        super().done(result)
        if self._reason:
            self.given.emit(self._reason)

    def _confirm(self) -> None:
        text = self.reason.text().strip()
        if not text:
            self.field.set_error(NEEDED)
            self.place()
            self.reason.setFocus()
            return
        self._reason = text
        self.accept()
