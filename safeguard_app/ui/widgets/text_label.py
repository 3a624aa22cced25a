"""Text in one of the type styles of the design."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from safeguard_app.ui.theme import tokens
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
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", style.name)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def set_tone(self, tone: str) -> None:
        """Show the text in another colour token."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


def muted(text: str, *, wrap: bool = False) -> TextLabel:
    """A second line or a hint."""
    return TextLabel(text, tone="muted", wrap=wrap)


def rich(html: str, style: TypeStyle = tokens.BASE, tone: str = "text") -> TextLabel:
    """Words with some of them bold. The caller escapes every part that a person typed."""
    label = TextLabel("", style, tone, wrap=True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setText(html)
    return label
