"""A fact in one line, its name at the left, where many stand beneath each other."""

from PySide6.QtWidgets import QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.text_label import TextLabel, muted

LABEL_WIDTH = 150


def fact_row(label: str, words: str, *acts: QWidget) -> QWidget:
    """A fact with what can be done with it at its right."""
    name = muted(label, wrap=True)
    name.setFixedWidth(scaled(LABEL_WIDTH))
    parts = (name, TextLabel(words, wrap=True), *acts)
    holder = QWidget()
    holder.setLayout(row(*(column(part, None) for part in parts), space=tokens.SPACE_3))
    return holder
