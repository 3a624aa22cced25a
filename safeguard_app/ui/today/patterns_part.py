"""One quiet line beside Today: how many patterns are to be looked at. Nothing where there are none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.text_label import TextLabel


class PatternsPart(QWidget):
    """The line, which opens the list.

    Signals:
        opened(): go to the list of findings.
    """

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a line."""
        super().__init__(parent)
        self.setAccessibleName("Patterns")
        self.line = link("")
        self.line.clicked.connect(self.opened)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, tokens.SPACE_3)
        layout.setSpacing(2)
        layout.addWidget(TextLabel("Patterns", tokens.SUB, wrap=True))
        layout.addWidget(self.line)
        self.hide()

    def show_count(self, count: int) -> None:
        """Say how many there are."""
        self.line.setText(f"{count_words(count, 'pattern')} to look at")
        self.line.updateGeometry()
        self.setVisible(count > 0)
