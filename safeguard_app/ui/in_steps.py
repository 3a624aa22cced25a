"""Long work on the window's thread, step by step: what is in view at once, the rest a little at each turn of the loop.

Between two turns keys are answered and what was made is laid out and painted. Whoever needs all of it finishes it.
"""

from collections.abc import Callable, Iterator
from time import monotonic

from PySide6.QtCore import QObject, QTimer

_TURN_SECONDS = 0.006
"""As long as a turn may make things: to lay them out and to paint them takes longer still."""


class InSteps(QObject):
    """One piece of work at a time; a new one takes the place of what is left of the one before."""

    def __init__(self, parent: QObject) -> None:
        """Nothing to do yet. What is left goes with ``parent``."""
        super().__init__(parent)
        self._left: Iterator[object] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    @property
    def under_way(self) -> bool:
        """Whether anything is left."""
        return self._left is not None

    def begin(self, work: Iterator[object], enough: Callable[[], bool]) -> None:
        """Do ``work``, an iterator that does a step each time it is asked: at once until it is ``enough``."""
        self.stop()
        self._left = work
        while not enough():
            if not self._step():
                return
        self._timer.start(0)

    def finish(self) -> None:
        """Do all that is left now."""
        while self._step():
            pass

    def stop(self) -> None:
        """Leave undone what is left."""
        self._left = None
        self._timer.stop()

    def _turn(self) -> None:
        end = monotonic() + _TURN_SECONDS
        while self._step():
            if monotonic() > end:
                return

    def _step(self) -> bool:
        """One step; False once nothing is left."""
        if self._left is None:
            return False
        try:
            next(self._left)
        except StopIteration:
            self.stop()
            return False
        return True
