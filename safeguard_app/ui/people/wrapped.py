"""Widgets beside each other, going on to a further line where the width ends, as one widget."""

from PySide6.QtWidgets import QSizePolicy, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import WrapLayout


def wrapped(
    *widgets: QWidget, space: int = tokens.SPACE_3, line_space: int = tokens.SPACE_2, right: bool = False
) -> QWidget:
    """A holder whose height follows its width; ``right`` sets the widgets against the right edge."""
    layout = WrapLayout(space, line_space, right=right)
    for widget in widgets:
        layout.addWidget(widget)
    holder = QWidget()
    holder.setLayout(layout)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder


def sized(field: Field, width: int) -> Field:
    """A field of a fixed width at the design's text size, for a row of fields."""
    field.setFixedWidth(scaled(width))
    return field
