"""What a file says of itself, above the facts people give: each statement with a button that puts it into its field."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.file_says import FileSays, SaysLine
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.fact_row import fact_row
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel, muted


class FileSaysPart(QWidget):
    """Read-only, but for the buttons.

    Signals:
        used(object): put this statement into its field; carries the SaysLine.
    """

    used = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is known yet."""
        super().__init__(parent)
        self.setAccessibleName("What the file says of itself")
        self.buttons: list[Button] = []
        self._body = column(space=tokens.SPACE_1)
        self.setLayout(self._body)
        self.hide()

    def show_says(self, says: FileSays) -> None:
        """Show statements, questions and warnings; nothing at all where the file says nothing."""
        if not (says.lines or says.queries or says.warnings):
            return
        self._body.addWidget(TextLabel("What the file says of itself", tokens.STRONG))
        self._body.addWidget(muted("It may be wrong. Nothing of it is used unless you say so.", wrap=True))
        for line in says.lines:
            self._body.addWidget(self._row(line))
        for query in says.queries:
            self._body.addWidget(IconWords("circle-alert", query, "due"))
        for warning in says.warnings:
            self._body.addWidget(IconWords("triangle-alert", warning, "due"))
        self.show()

    def _row(self, line: SaysLine) -> QWidget:
        if not line.fact:
            return fact_row(line.label, line.words)
        button = Button("Use", small=True)
        button.setAccessibleName(f"Use what the file says: {line.label}, {line.words}")
        button.clicked.connect(partial(self.used.emit, line))
        self.buttons.append(button)
        return fact_row(line.label, line.words, button)
