"""A fact in one line, its name at the left, where many stand beneath each other."""

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

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


def fact_list(name: str, facts: Iterable[tuple[str, str]]) -> QWidget:
    """Facts beneath each other, as one part of a page of this ``name``; what has no words is left out."""
    holder = QWidget()
    holder.setAccessibleName(name)
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(tokens.SPACE_1)
    for label, words in facts:
        if words:
            layout.addWidget(fact_row(label, words))
    return holder
