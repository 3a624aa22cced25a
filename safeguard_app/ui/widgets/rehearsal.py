"""A page laid out and painted out of sight, so that it comes at once when a key asks for it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


def rehearse(page: QWidget, room: QSize) -> None:
    """Style, lay out and paint ``page`` as it will be in ``room``, and throw the picture away.

    The first showing of a long form costs a fifth of a second, most of it for what is then kept: styles, letters,
    icons. So it is done while nobody waits. Sizes are not kept: a part that changes out of sight tells nobody, and
    what was worked out for an empty form left the full one with room for nothing.
    """
    if not page.isVisible() and room.isValid():
        page.resize(room)
        page.grab()
        for part in page.findChildren(QWidget):
            part.updateGeometry()
