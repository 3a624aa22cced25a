"""A fact in a record's header: state, severity, a person, who may read it."""

from enum import IntEnum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from safeguard_app.ui.theme.current import colour
from safeguard_app.ui.widgets.status_text import IconWords


class FactTag(IconWords):
    """Icon and text, no border, no meaning in the colour."""

    def __init__(self, icon: str, text: str, tone: str = "text", parent: QWidget | None = None) -> None:
        """``tone`` is ``text`` or ``muted``."""
        super().__init__(icon, text, tone, parent=parent)


class Severity(IntEnum):
    """How many of the three bars are filled."""

    NOT_SET = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3


_WORDS = {
    Severity.NOT_SET: "Severity not set",
    Severity.LOW: "Low severity",
    Severity.MEDIUM: "Medium severity",
    Severity.HIGH: "High severity",
}


class SeverityTag(FactTag):
    """Three bars filled to the level, and the word; severity is never one of the four status colours."""

    def __init__(self, severity: Severity, parent: QWidget | None = None) -> None:
        """Show a level."""
        super().__init__("minus", _WORDS[severity], parent=parent)
        self._severity = severity

    def set_severity(self, severity: Severity) -> None:
        """Show another level."""
        self._severity = severity
        self.set_words("minus", _WORDS[severity], "text")

    def paint_mark(self, painter: QPainter, token: str, side: int, top: int) -> None:
        """Three bars, filled up to the level."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = side / 4
        for bar in range(3):
            height = side * (bar + 2) / 4 - 1
            area = QRectF(bar * side / 3 + 0.5, top + side - 0.5 - height, width, height)
            painter.setPen(colour("control"))
            painter.setBrush(colour(token) if bar < self._severity else Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(0, 0, -0.5, 0))
