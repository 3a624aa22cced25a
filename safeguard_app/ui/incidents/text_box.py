"""A box for several lines without marks, and how boxes grow with what is typed in them."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from safeguard_app.domain.text_rules import TEXT_LIMIT
from safeguard_app.ui.widgets.passage_edit import PassageEdit

_FRAME = 16


class GrowingHeight(QObject):
    """Keeps a text box as high as its text, between a least and a most number of lines."""

    def __init__(self, editor: QTextEdit, least: int, most: int) -> None:
        """Watches ``editor`` from now on."""
        super().__init__(editor)
        self._editor = editor
        self._least = least
        self._most = most
        self._height = 0
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        editor.document().documentLayout().documentSizeChanged.connect(self.fit)
        editor.installEventFilter(self)
        self.fit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Another width or text size makes other lines."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.Show):
            self.fit()
        return False

    def fit(self, _size: object = None) -> None:
        """Take the height the text needs."""
        line = self._editor.fontMetrics().lineSpacing() + 3
        wanted = round(self._editor.document().size().height())
        height = min(max(wanted, self._least * line), self._most * line) + _FRAME
        if height != self._height:
            self._height = height
            self._editor.setFixedHeight(height)


class TextBox(PassageEdit):
    """Plain text over a few lines; Tab leaves it.

    Signals:
        answered(): the text changed.
    """

    answered = Signal()

    def __init__(
        self,
        label: str,
        *,
        lines: int = 2,
        limit: int = TEXT_LIMIT,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``label`` is the accessible name; ``lines`` the height to begin with; ``limit`` the longest text."""
        super().__init__(label, limit=limit, lines=lines, parent=parent)
        self.setPlaceholderText(placeholder)
        GrowingHeight(self, lines, 12)
        self.textChanged.connect(self.answered)

    def text(self) -> str:
        """What was typed."""
        return self.plain_text()

    def set_text(self, text: str) -> None:
        """Show a text without telling anyone."""
        blocked = self.blockSignals(True)
        self.set_content(text)
        self.blockSignals(blocked)
