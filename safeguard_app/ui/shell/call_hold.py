"""On a call: for up to 45 minutes the log does not lock for want of use, and a strip above every page says so.

Only the lock for want of use is held. The computer's own lock, sleep, a closed lid and another user lock the log as
ever.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from safeguard_app.ui.shell.idle_watch import IdleWatch
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.icon_label import IconLabel
from safeguard_app.ui.widgets.layouts import row
from safeguard_app.ui.widgets.text_label import TextLabel

LONGEST_MINUTES: Final = 45
"""The longest a call holds the lock (interface.md)."""
_TICK_MS: Final = 5_000


class CallStrip(QFrame):
    """How long the lock is held yet, and the button that ends it. Hidden while nobody is on a call.

    Signals:
        end_requested(): lock for want of use again.
    """

    end_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hidden until a call begins."""
        super().__init__(parent)
        self.setProperty("ground", "duebg")
        self.setAccessibleName("On a call")
        self._words = TextLabel("", wrap=True)
        self.end_button = Button("End now", hint="F7")
        icon = IconLabel("phone", "due", tokens.ICON_CHIP + 4)
        stamp = TextLabel("On a call", tokens.STRONG, "due")
        layout = row(icon, stamp, self._words, self.end_button, space=tokens.SPACE_3, margins=(16, 4, 16, 5))
        layout.setStretch(2, 1)
        layout.setAlignment(self.end_button, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)
        self.end_button.clicked.connect(self.end_requested)
        self.hide()

    def show_left(self, minutes: int) -> None:
        """Say how many minutes are left; none hides the strip."""
        left = f"{minutes} minutes" if minutes != 1 else "one minute"
        words = f"The log does not lock for want of use for another {left}. It still locks with the computer."
        if words != self._words.text():
            self._words.setText(words)
            self.setAccessibleDescription(words)
        self.setVisible(minutes > 0)

    def words(self) -> str:
        """What is said, for tests."""
        return self._words.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar at the left and a line beneath, for high contrast too."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, 4, self.height(), colour("due"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line2"))


class CallHold(QObject):
    """Holds the lock for want of use during a call, and lets it go when the time is up, whatever happens.

    Signals:
        changed(bool): a call began or ended.
    """

    changed = Signal(bool)

    def __init__(
        self,
        idle: IdleWatch,
        strip: CallStrip,
        now: Callable[[], float],
        timer: QTimer | None = None,
        parent: QObject | None = None,
    ) -> None:
        """``now`` gives seconds of a clock that nobody sets back; tests hand in their own, and a timer."""
        super().__init__(parent)
        self._idle = idle
        self._strip = strip
        self._now = now
        self._until: float | None = None
        self._timer = timer or QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        strip.end_requested.connect(self.end)

    @property
    def is_on(self) -> bool:
        """Whether the lock is held."""
        return self._until is not None

    def turn(self) -> None:
        """Begin a call, or end the one that goes on: a second press never makes it longer."""
        if self.is_on:
            self.end()
        else:
            self._until = self._now() + LONGEST_MINUTES * 60
            self._idle.hold()
            self._timer.start()
            self._tick()
            self.changed.emit(True)

    def end(self) -> None:
        """Let the log lock for want of use again."""
        if not self.is_on:
            return
        self._until = None
        self._timer.stop()
        self._strip.show_left(0)
        self._idle.let_go()
        self.changed.emit(False)

    def _tick(self) -> None:
        if self._until is None:
            return
        left = self._until - self._now()
        if left <= 0:
            self.end()
        else:
            self._strip.show_left(int(-(-left // 60)))
