"""Has the words in pictures read that copies show, before they are made: how far it is, and a key that stops it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from safeguard_app.domain.errors import Cancelled, KnownProblem
from safeguard_app.services.words_first import Step as Told
from safeguard_app.ui.tasks import Lane, Step, Task, TaskControl, TaskRunner, Urgency
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.text_label import TextLabel

Read = Callable[[Told, TaskControl], object]
"""Reads what there is to read, tells of each picture and gives way."""


class ReadingProgress(QWidget):
    """How many pictures of how many are read; hidden while none is being read.

    Signals:
        stop_asked(): stop after the picture that is being read.
        appeared(): there is something to see now.
    """

    stop_asked = Signal()
    appeared = Signal()

    def __init__(self) -> None:
        """Nothing under way."""
        super().__init__()
        self.words = TextLabel("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Words in pictures, how many are read")
        self.stop_button = Button("Stop", small=True)
        self.stop_button.setAccessibleName("Stop reading words in pictures")
        head = row(self.words, self.stop_button)
        head.setStretchFactor(self.words, 1)
        self.setLayout(column(head, self.bar, space=tokens.SPACE_1))
        self.stop_button.clicked.connect(self._stop)
        self.hide()

    def show_step(self, step: Step) -> None:
        """Say how far it is."""
        self.words.setText(f"Reading words in pictures: {step.done + 1} of {step.total}")
        self.bar.setRange(0, step.total)
        self.bar.setValue(step.done)
        if self.isHidden():
            self.show()
            self.appeared.emit()

    def put_away(self) -> None:
        """Nothing is being read any more."""
        self.hide()
        for one in (self.bar, self.stop_button):
            one.show()
        self.stop_button.setEnabled(True)

    def say_stopped(self) -> None:
        """Somebody stopped it: whatever asks for the same words again goes on from there."""
        self.words.setText("Stopped, and nothing was made. What was read so far is remembered.")
        for one in (self.bar, self.stop_button):
            one.hide()
        self.show()

    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.words.setText("Stopping after this picture. What is read so far is remembered.")
        self.stop_asked.emit()


class WordsFirst(QObject):
    """One for a desk: reads one after the other."""

    def __init__(self, tasks: TaskRunner, parent: QObject) -> None:
        """Nothing is being read."""
        super().__init__(parent)
        self._tasks = tasks
        self._task: Task | None = None

    def begin(
        self,
        read: Read,
        shown: ReadingProgress,
        then: Callable[[], None],
        stopped: Callable[[KnownProblem], None],
    ) -> None:
        """Read, then go on with ``then``; ``stopped`` is told of Cancelled where somebody stopped it."""
        shown.put_away()
        shown.stop_asked.connect(self.stop)
        self._task = self._tasks.run_long(
            partial(_read, read),
            partial(self._ended, shown, then),
            partial(self._stopped, shown, stopped),
            progress=partial(self._told, shown),
            owner=shown,
            lane=Lane.VAULT,
            urgency=Urgency.BATCH,
        )

    def stop(self) -> bool:
        """Stop after the picture that is being read, as nobody waits for it any more. Whether any is."""
        if self._task is not None:
            self._task.cancel()
        return self._task is not None

    def _told(self, shown: ReadingProgress, step: Step) -> None:
        if self._task is not None and not self._task.control.cancelled:
            shown.show_step(step)

    def _ended(self, shown: ReadingProgress, then: Callable[[], None], _nothing: object) -> None:
        self._away(shown)
        then()

    def _stopped(
        self, shown: ReadingProgress, stopped: Callable[[KnownProblem], None], problem: KnownProblem
    ) -> None:
        self._away(shown)
        if isinstance(problem, Cancelled):
            shown.say_stopped()
        stopped(problem)

    def _away(self, shown: ReadingProgress) -> None:
        self._task = None
        shown.stop_asked.disconnect(self.stop)
        shown.put_away()


def _read(read: Read, control: TaskControl) -> None:
    read(control.step, control)
