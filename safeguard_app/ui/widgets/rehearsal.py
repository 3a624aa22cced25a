"""A page laid out and painted out of sight, so that it comes at once when a key asks for it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


def rehearse(page: QWidget, room: QSize) -> None:
    """Style, lay out and paint ``page`` as it will be in ``room``, and throw the picture away.

    The first showing of a long form costs a fifth of a second, most of it for what is then kept: styles, heights at
    this width, letters, icons. So it is done while nobody waits.
    """
    if not page.isVisible() and room.isValid():
        page.resize(room)
        page.grab()
