"""What stands where there is nothing yet: says why, and what to do first."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.icon_label import IconLabel
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.text_label import TextLabel


class EmptyState(QWidget):
    """An icon, a sentence, a few words that teach, and the first act."""

    def __init__(
        self, icon: str, heading: str, text: str = "", *actions: Button, parent: QWidget | None = None
    ) -> None:
        """``actions`` are shown side by side beneath."""
        super().__init__(parent)
        self.setAccessibleName(heading)
        self.setMaximumWidth(scaled(460))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_5, tokens.SPACE_5, tokens.SPACE_5, tokens.SPACE_5)
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(IconLabel(icon, "muted", 24))
        layout.addWidget(TextLabel(heading, tokens.SECTION, wrap=True))
        if text:
            layout.addWidget(TextLabel(text, tokens.BASE, "muted", wrap=True))
        if actions:
            layout.addSpacing(tokens.SPACE_1)
            line = WrapLayout(tokens.SPACE_2, tokens.SPACE_2)
            for action in actions:
                line.addWidget(action)
            layout.addLayout(line)
        layout.addStretch(1)


def centred(widget: QWidget) -> QWidget:
    """The widget in the middle of what room there is."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addStretch(1)
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(widget, 4)
    line.addStretch(1)
    layout.addLayout(line)
    layout.addStretch(2)
    return holder
