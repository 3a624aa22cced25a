"""Pictures of the screens as they are now, one for each monitor, in memory only.

Windows, macOS and X11 give them to Qt. Wayland gives them to nobody without a portal, and the portal writes a file of
its own into the user's pictures first, readable and outside the log: so there the system's own key is named instead.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QImage

from safeguard_app.domain.errors import KnownProblem


class CannotGrab(KnownProblem):
    """This desktop does not let a program take a picture of the screen."""

    code = "cannot_grab"
    sentence = "This desktop does not let programs take a picture of the screen, so nothing was captured."
    next_step = (
        "Press Print Screen, choose the part, copy it, and press Paste here. Then delete any copy it saved."
    )


@dataclass(frozen=True, slots=True)
class Grabbed:
    """One monitor: its picture in its own pixels, its name, and where it lies on the desktop."""

    image: QImage
    name: str
    place: QRect


def grab_screens() -> list[Grabbed]:
    """Every monitor. Raises CannotGrab where the desktop gives none."""
    if QGuiApplication.platformName().startswith("wayland"):
        raise CannotGrab
    found = []
    for screen in QGuiApplication.screens():
        image = screen.grabWindow(0).toImage()
        image.setDevicePixelRatio(1.0)
        if not image.isNull():
            found.append(Grabbed(image, screen.name(), screen.geometry()))
    if not found:
        raise CannotGrab
    return found
