"""A box for several lines without marks: wishes, reasons, what was said."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.ui.widgets.passage_edit import PassageEdit


class TextBox(PassageEdit):
    """Plain text over a few lines; Tab leaves it.

    Signals:
        answered(): the text changed.
    """

    answered = Signal()

    def __init__(
        self, label: str, *, lines: int = 2, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        """``label`` is the accessible name."""
        super().__init__(label, lines=lines, parent=parent)
        self.setPlaceholderText(placeholder)
        self.setMaximumHeight(self.minimumHeight() * 2)
        self.textChanged.connect(self.answered)

    def text(self) -> str:
        """What was typed."""
        return self.plain_text()

    def set_text(self, text: str) -> None:
        """Show a text without telling anyone."""
        blocked = self.blockSignals(True)
        self.set_content(text)
        self.blockSignals(blocked)
