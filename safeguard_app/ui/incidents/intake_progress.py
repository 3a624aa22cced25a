"""How far a batch has come: which file, how much of all, how fast; pause, go on, stop."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from safeguard_app.services.evidence_items import size_words
from safeguard_app.ui.tasks import Step
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.text_label import muted

_STEPS = 1000
_FIRST_SPEED_MS = 1_000


_LOOK_AGAIN_SECONDS = 0.1


def _never() -> bool:
    return False


class Pausing:
    """What the thread that reads waits on while somebody pauses; a stop ends the wait."""

    def __init__(self) -> None:
        """Nothing is held up."""
        self._may_go = threading.Event()
        self._may_go.set()
        self.stopped = False

    @property
    def paused(self) -> bool:
        """Whether it waits."""
        return not self._may_go.is_set()

    def pause(self) -> None:
        """Hold it up at its next piece."""
        self._may_go.clear()

    def go_on(self) -> None:
        """Let it go on."""
        self._may_go.set()

    def stop(self) -> None:
        """Have it stop where nothing is half kept."""
        self.stopped = True
        self._may_go.set()

    def may_go_on(self, cancelled: Callable[[], bool] = _never) -> bool:
        """On the thread that reads: wait while it is paused, then whether to go on. ``cancelled`` ends any pause."""
        while not self._may_go.wait(_LOOK_AGAIN_SECONDS):
            if cancelled():
                return False
        return not self.stopped


class IntakeProgress(QWidget):
    """A stop keeps what is sealed; the rest stays listed."""

    def __init__(self) -> None:
        """Nothing under way."""
        super().__init__()
        self.pausing = Pausing()
        self._timer = QElapsedTimer()
        self._begun_at = 0
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Taking in")
        self.words = muted("", wrap=True)
        self.pause_button = Button("Pause", small=True)
        self.stop_button = Button("Stop", small=True)
        acts = WrapLayout(tokens.SPACE_2, tokens.SPACE_1)
        acts.addWidget(self.pause_button)
        acts.addWidget(self.stop_button)
        self.setLayout(column(self.bar, self.words, acts, space=tokens.SPACE_1))
        self.pause_button.clicked.connect(self._pause_or_go_on)
        self.stop_button.clicked.connect(self._stop)

    def begin(self) -> Pausing:
        """A batch begins; what its thread waits on."""
        self.pausing = Pausing()
        self._timer.invalidate()
        self._begun_at = 0
        self.bar.setValue(0)
        self.words.setText("")
        self.pause_button.setText("Pause")
        return self.pausing

    def show_step(self, step: Step) -> None:
        """Say how far it has come; the words of ``step`` are which file of how many."""
        if not self._timer.isValid():
            self._timer.start()
            self._begun_at = step.done
        if step.total:
            self.bar.setValue(step.done * _STEPS // step.total)
        if not self.pausing.paused:
            self.words.setText(self._said(step))

    def _said(self, step: Step) -> str:
        said = f"File {step.words}, {size_words(step.done)} of {size_words(step.total)}"
        elapsed = self._timer.elapsed()
        if elapsed < _FIRST_SPEED_MS:
            return said
        speed = (step.done - self._begun_at) * 1_000 // elapsed
        return f"{said}, {size_words(speed)} a second" if speed else said

    def _pause_or_go_on(self) -> None:
        if self.pausing.paused:
            self._timer.invalidate()
            self.pausing.go_on()
            self.pause_button.setText("Pause")
        else:
            self.pausing.pause()
            self.pause_button.setText("Go on")
            self.words.setText("Paused. What was sealed is kept.")

    def _stop(self) -> None:
        self.pausing.stop()
