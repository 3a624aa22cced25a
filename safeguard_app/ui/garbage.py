"""Discarded cycles of objects are cleared away on the window's thread, and on no other.

Python looks for such cycles on whichever thread happens to ask for memory when it is time. Widgets are often part of
one, and a widget that the vault's thread destroys takes the whole program down, whatever it was writing just then. So
Python's own look is off once there are threads beside the window's, and a timer of the window takes its place.
"""

import gc
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer

EVERY_MS: Final = 1000


class GarbageCollector(QObject):
    """Python's own collector at Python's own thresholds, from a timer. One for an application, and for good."""

    def __init__(self, application: QCoreApplication) -> None:
        """Take over from here on."""
        super().__init__(application)
        self._most = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    @classmethod
    def of(cls, application: QCoreApplication) -> "GarbageCollector":
        """The one of this application, made when it is first asked for."""
        return application.findChild(cls) or cls(application)

    def collect_due(self) -> None:
        """Look through the youngest objects if enough were made, and through older ones as often as Python would."""
        for generation, (count, most) in enumerate(zip(gc.get_count(), self._most, strict=True)):
            if count <= most:
                return
            gc.collect(generation)
