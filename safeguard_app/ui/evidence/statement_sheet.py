"""A statement typed in as evidence: whose words they are, when they were said, and the words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.people.sheet_keeper import SheetBoxes
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import TextLabel


class StatementSheet(ModalSheet):
    """Becomes a text of its own: a head that says whose words follow and who typed them, then the words as they are.

    Signals:
        given(str): the whole text of the statement.
    """

    given = Signal(str)

    def __init__(self, myself: str) -> None:
        """``myself`` is who types."""
        super().__init__("A statement", width=640, cancel_words="Cancel, add nothing")
        self._myself = myself
        self._text = ""
        self.whose = LineField(limit=200)
        self.said_when = LineField(limit=200)
        self.words = TextBox("Their words")
        self.whose_field = Field("Whose words are they?", self.whose)
        self.words_field = Field(
            "Their words",
            self.words,
            help_text="As they were said or written. What you think of it belongs in a note.",
        )
        self.boxes = SheetBoxes(
            {"whose": self.whose, "said_when": self.said_when, "words": self.words}, lambda: None
        )
        self.body.addWidget(self.boxes)
        self.body.addWidget(
            TextLabel(
                "It is sealed like a file and not changed afterwards. What is said later is added beside it.",
                tokens.READ,
                "muted",
                wrap=True,
            )
        )
        for field in (
            self.whose_field,
            Field("When and where were they said?", self.said_when, optional=True),
            self.words_field,
        ):
            self.body.addWidget(field)
        cancel = Button("Cancel, add nothing")
        self.add_button = filled("Add the statement")
        cancel.clicked.connect(self.reject)
        self.add_button.clicked.connect(self._add)
        self.footer.addStretch(1)
        self.footer.addWidget(cancel)
        self.footer.addWidget(self.add_button)

    def first_focus(self) -> QWidget:
        """Whose words."""
        return self.whose

    def done(self, result: int) -> None:
        """Give it once the sheet is gone."""
        super().done(result)
        if self._text:
            self.given.emit(self._text)

    def _add(self) -> None:
        whose, words = self.whose.text().strip(), self.words.text()
        self.whose_field.set_error("" if whose else "Say whose words they are.")
        self.words_field.set_error("" if words.strip() else "Type what they said.")
        if not whose or not words.strip():
            self.place()
            return
        said = self.said_when.text().strip()
        head = [f"Statement of: {whose}", f"Typed by: {self._myself}", *([f"Said: {said}"] if said else [])]
        self._text = "\n".join((*head, "", words, ""))
        self.accept()
