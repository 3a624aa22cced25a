"""Text in one of the type styles of the design."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour
from safeguard_app.ui.theme.tokens import TypeStyle


class TextLabel(QLabel):
    """Plain text, never read as markup. ``tone`` is a colour token (``muted``, ``late``, ``accent`` ...)."""

    def __init__(
        self,
        text: str = "",
        style: TypeStyle = tokens.BASE,
        tone: str = "text",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``wrap`` lets it run over several lines at the width it is given."""
        self._heights: dict[int, int] = {}
        """By width, for the words in :attr:`_measured`. A page asks dozens of times while it finds its own height."""
        self._measured = ""
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", style.name)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """A label that wraps is never squeezed to less than one line."""
        hint = super().minimumSizeHint()
        return (
            QSize(hint.width(), max(hint.height(), self.fontMetrics().height())) if self.wordWrap() else hint
        )

    def heightForWidth(self, width: int) -> int:
        """Height of all lines at a width."""
        words = self.text()
        if words != self._measured:
            self._heights.clear()
            self._measured = words
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        """Another font or other edges are another height."""
        self._heights.clear()
        super().changeEvent(event)

    def set_tone(self, tone: str) -> None:
        """Show the text in another colour token."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedLabel(TextLabel):
    """One line that ends in an ellipsis where the room does; the whole of it is in the tooltip and read out."""

    def __init__(self, text: str = "", style: TypeStyle = tokens.BASE, tone: str = "text") -> None:
        """As for a TextLabel."""
        super().__init__(text, style, tone)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(self.fontMetrics().horizontalAdvance("Mmm"), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The words that fit."""
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter = QPainter(self)
        painter.setPen(colour(str(self.property("tone"))))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


def muted(text: str, *, wrap: bool = False) -> TextLabel:
    """A second line or a hint."""
    return TextLabel(text, tone="muted", wrap=wrap)


def rich(html: str, style: TypeStyle = tokens.BASE, tone: str = "text") -> TextLabel:
    """Words with some of them bold. The caller escapes every part that a person typed."""
    label = TextLabel("", style, tone, wrap=True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setText(html)
    return label
