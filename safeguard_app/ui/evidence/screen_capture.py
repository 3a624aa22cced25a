"""Capturing the screen by the program itself: own window away, freeze, choose, take; as often as wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.ui.desktop.pasting import png_of
from safeguard_app.ui.desktop.screen_grab import Grabbed, grab_screens
from safeguard_app.ui.desktop.screens import room_around
from safeguard_app.ui.evidence.capture_bar import CaptureBar
from safeguard_app.ui.evidence.frozen_screen import FrozenScreen, part_words

_SETTLE_MS = 350
"""Until the desktop has painted what our windows covered."""
_MARGIN = 24


@dataclass(frozen=True, slots=True)
class Captured:
    """A picture of the screen with its instant: PNG bytes, when, and a sentence for the record."""

    content: bytes
    at: datetime
    words: str


class ScreenCapture(QObject):
    """One sitting: as many pictures as somebody takes before they are done.

    Signals:
        captured(object): one was taken; carries Captured.
        failed(object): none can be taken here; carries the KnownProblem.
        finished(): the log's window is back.
    """

    captured = Signal(object)
    failed = Signal(object)
    finished = Signal()

    def __init__(
        self,
        window: QWidget,
        now: Callable[[], datetime],
        zone: tzinfo,
        grab: Callable[[], list[Grabbed]] = grab_screens,
        parent: QObject | None = None,
    ) -> None:
        """``window`` is the program's own, which goes away meanwhile; ``now`` and ``zone`` give the instant."""
        super().__init__(parent)
        self._window = window
        self._now = now
        self._zone = zone
        self._grab = grab
        self._count = 0
        self.frozen: list[FrozenScreen] = []
        """The monitors as they were, while a part is chosen."""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_SETTLE_MS)
        self._wait.timeout.connect(self._freeze)
        self.bar = CaptureBar()
        self.bar.capture_wanted.connect(self._begin)
        self.bar.finished.connect(self.end)

    def start(self) -> None:
        """Our window goes, the bar comes."""
        self._window.hide()
        self._show_bar()

    def end(self) -> None:
        """Our window comes back."""
        self._wait.stop()
        self._thaw()
        self.bar.close()
        self.bar.deleteLater()
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        self.finished.emit()

    def _begin(self) -> None:
        self.bar.hide()
        self._wait.start()

    def _freeze(self) -> None:
        at = self._now()
        try:
            grabbed = self._grab()
        except KnownProblem as problem:
            self.end()
            self.failed.emit(problem)
            return
        for one in grabbed:
            screen = FrozenScreen(one)
            screen.taken.connect(partial(self._taken, one, at))
            screen.left.connect(self._left)
            screen.next_wanted.connect(partial(self._next, screen))
            self.frozen.append(screen)
        for screen in reversed(self.frozen):
            screen.open()

    def _taken(self, grabbed: Grabbed, at: datetime, image: QImage, part: QRect) -> None:
        self._count += 1
        self._thaw()
        words = self._words(grabbed, at, part)
        self.captured.emit(Captured(png_of(image), at, words))
        self._show_bar()

    def _left(self) -> None:
        self._thaw()
        self._show_bar()

    def _next(self, screen: FrozenScreen) -> None:
        place = (self.frozen.index(screen) + 1) % len(self.frozen)
        self.frozen[place].activateWindow()
        self.frozen[place].setFocus()

    def _thaw(self) -> None:
        screens, self.frozen = self.frozen, []
        for screen in screens:
            screen.close()

    def _show_bar(self) -> None:
        self.bar.say(self._count)
        room = room_around(self._window)
        self.bar.show()
        self.bar.move(room.right() - self.bar.width() - _MARGIN, room.top() + _MARGIN)
        self.bar.raise_()
        self.bar.activateWindow()
        self.bar.capture_button.setFocus()

    def _words(self, grabbed: Grabbed, at: datetime, part: QRect) -> str:
        local = at.astimezone(self._zone)
        offset = f"{local:%z}"
        return (
            f"Captured by the program from the screen at {local:%H:%M:%S} on {day_words(local)} "
            f"({self._zone}, UTC{offset[:3]}:{offset[3:]}, by this computer’s clock). "
            f"Monitor {grabbed.name or 'without a name'}, {part_words(grabbed.image, part)}."
        )
