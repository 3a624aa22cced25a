"""Words that stand on one line where there is room for them, and wrap where there is not."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import font, scaled
from safeguard_app.ui.theme.tokens import TypeStyle
from safeguard_app.ui.widgets.text_label import TextLabel


class LineLabel(TextLabel):
    """A label as wide as its words, down to its longest word. For lines that wrap with their neighbours."""

    def __init__(
        self,
        text: str = "",
        style: TypeStyle = tokens.BASE,
        tone: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        """Like any text label, always wrapping."""
        super().__init__(text, style, tone, wrap=True, parent=parent)
        self._type_style = style
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Everything on one line."""
        metrics = QFontMetrics(font(self._type_style))
        height = max(metrics.height(), scaled(self._type_style.line))
        return QSize(metrics.horizontalAdvance(self.text()) + 4, height)

    def minimumSizeHint(self) -> QSize:
        """The longest word."""
        metrics = QFontMetrics(font(self._type_style))
        widest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(widest + 4, metrics.height())


def quiet(text: str) -> LineLabel:
    """A second line or a hint, in muted letters."""
    return LineLabel(text, tone="muted")
