"""Facts as label and value beneath each other, with a line between."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_LABEL_WIDTH = 190


class FactRows(QWidget):
    """Shows facts; an empty value says "Not given"."""

    def __init__(self, facts: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        """Show these facts."""
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._holder: QWidget | None = None
        self.show_facts(facts)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show other facts."""
        if self._holder is not None:
            self._layout.removeWidget(self._holder)
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = QWidget()
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_3)
        grid.setVerticalSpacing(tokens.SPACE_1 + 2)
        grid.setColumnMinimumWidth(0, scaled(_LABEL_WIDTH))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 3)
        for place, (label, value) in enumerate(facts):
            if place:
                grid.addWidget(Line("line"), 2 * place, 0, 1, 2)
            words = TextLabel(value, wrap=True) if value else muted("Not given", wrap=True)
            grid.addWidget(muted(label, wrap=True), 2 * place + 1, 0)
            grid.addWidget(words, 2 * place + 1, 1)
        self._layout.addWidget(self._holder)
