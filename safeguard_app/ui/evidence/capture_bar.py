"""A small bar that stays in front while the window is away: capture what is on the screen now, again, or be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.layouts import Pane, column, row
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_WIDTH = 360
_FIRST = "Bring what is to be captured to the front. The log’s own window is away."
_NEXT = "Scroll on, or bring the next to the front. Overlap a little, so that a reader can follow."


class CaptureBar(QWidget):
    """Signals:
    capture_wanted(): take a picture of the screen now.
    finished(): nothing more.
    """

    capture_wanted = Signal()
    finished = Signal()

    def __init__(self) -> None:
        """Nothing captured yet."""
        super().__init__(None, Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.Tool)
        self.setWindowTitle("Capture")
        self.setAccessibleName("Capture the screen")
        self.words = TextLabel("", tokens.STRONG, wrap=True)
        self.hint = muted(_FIRST, wrap=True)
        self.capture_button = filled("Capture", "monitor", hint="Enter")
        self.done_button = Button("Done", hint="Esc")
        pane = Pane("paper")
        pane.setLayout(
            column(
                self.words,
                self.hint,
                row(self.capture_button, self.done_button, None, space=tokens.SPACE_2),
                space=tokens.SPACE_2,
                margins=(16, 12, 16, 12),
            )
        )
        self.setLayout(column(pane, space=0, margins=(0, 0, 0, 0)))
        self.capture_button.clicked.connect(self.capture_wanted)
        self.done_button.clicked.connect(self.finished)
        self.say(0)

    def say(self, captured: int) -> None:
        """How many were captured so far."""
        self.words.setText(
            f"{count_words(captured, 'picture')} captured" if captured else "Nothing captured yet"
        )
        self.hint.setText(_NEXT if captured else _FIRST)
        width, layout = scaled(_WIDTH), self.layout()
        assert layout is not None
        layout.invalidate()
        self.setFixedSize(width, max(layout.heightForWidth(width), layout.sizeHint().height()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by the desktop's own keys: as Escape."""
        if event.spontaneous():
            self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter captures, Escape ends."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.capture_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.finished.emit()
        else:
            super().keyPressEvent(event)
