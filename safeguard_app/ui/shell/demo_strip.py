"""The strip that says, on every page, that this is the demo school and no real record."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour
from safeguard_app.ui.widgets.layouts import row
from safeguard_app.ui.widgets.text_label import TextLabel


class DemoStrip(QFrame):
    """DEMO at the left, what it means beside it; stays above every page while the log is the demo one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hidden until the log is a demo."""
        super().__init__(parent)
        self.setProperty("ground", "notebg")
        self.setAccessibleName("Demo")
        stamp = TextLabel("DEMO", tokens.STRONG, "note")
        words = TextLabel(
            "An invented school to look round in. Write nothing real here: this log never becomes a real one.",
            wrap=True,
        )
        layout = row(stamp, words, space=tokens.SPACE_3, margins=(16, 3, 16, 4))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar at the left and a line beneath, for high contrast too."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, 4, self.height(), colour("note"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line2"))
