"""Keeps our windows out of screen captures, screen sharing and Recall where the system can do that.

Windows can (``SetWindowDisplayAffinity``), and then it is done for every top-level window: dialogs, menus and
tooltips too. On Linux no such thing exists and on macOS it needs a native call this program does not make, so
there the guard says plainly that it does nothing.
"""

import sys
from typing import Any, Final, Protocol

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

_EXCLUDE_FROM_CAPTURE: Final = 0x11
_MONITOR_ONLY: Final = 0x01
_ALLOW: Final = 0x00


class DisplayAffinity(Protocol):
    """The one function of user32 that is used; tests hand in their own."""

    def SetWindowDisplayAffinity(self, window: int, affinity: int) -> int:
        """Nonzero when it worked."""


def system_affinity(platform: str = sys.platform) -> DisplayAffinity | None:
    """The system's own, or None where there is none."""
    if platform != "win32":
        return None
    import ctypes

    user32: Any = getattr(ctypes, "WinDLL")("user32")  # noqa: B009 - absent from the stubs of other systems
    affinity: DisplayAffinity = user32
    return affinity


class ScreenCaptureGuard(QObject):
    """Watches every top-level window appear, through one event filter of the application.

    ``active`` says whether it does anything on this computer; :attr:`sentence` says it in words for the settings.
    """

    def __init__(self, application: QApplication, affinity: DisplayAffinity | None) -> None:
        """``affinity`` None makes this a guard that does nothing, and says so."""
        super().__init__(application)
        self._affinity = affinity
        self._guarded: set[int] = set()
        self._paused = False
        if affinity is not None:
            application.installEventFilter(self)

    @property
    def active(self) -> bool:
        """Whether windows are kept out of captures on this computer."""
        return self._affinity is not None

    @property
    def sentence(self) -> str:
        """What to tell the user."""
        if self.active:
            return "This window does not appear in screen captures or screen sharing."
        return (
            "This computer’s system cannot keep a window out of screen captures. Draw the curtain (F8) first."
        )

    def allow_capture(self, allowed: bool) -> None:
        """Let our own region capture see the window, and hide it again afterwards."""
        self._paused = allowed
        for window in self._guarded:
            self._set(window, _ALLOW if allowed else _EXCLUDE_FROM_CAPTURE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window appeared or got a new native handle; never takes the event away."""
        appeared = event.type() in (QEvent.Type.Show, QEvent.Type.WinIdChange)
        if appeared and isinstance(watched, QWidget) and watched.isWindow() and watched.internalWinId():
            self._guard(int(watched.winId()))
        return False

    def _guard(self, window: int) -> None:
        if window not in self._guarded:
            self._guarded.add(window)
            if not self._paused:
                self._set(window, _EXCLUDE_FROM_CAPTURE)

    def _set(self, window: int, affinity: int) -> None:
        assert self._affinity is not None
        worked = self._affinity.SetWindowDisplayAffinity(window, affinity)
        if not worked and affinity == _EXCLUDE_FROM_CAPTURE:
            self._affinity.SetWindowDisplayAffinity(window, _MONITOR_ONLY)
