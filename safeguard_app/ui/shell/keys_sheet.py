"""The list of keys: every command that has one, from the same place the menus come from."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import TextLabel

_OTHERS = (
    ("Move through rows", "Up, Down"),
    ("Open the marked row", "Enter"),
    ("Next and previous field", "Tab, Shift+Tab"),
    ("Leave a sheet, lift the curtain", "Esc"),
)


class KeysSheet(ModalSheet):
    """Two columns of words and keys."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        """``keys`` as :meth:`ShellCommands.key_list` gives them."""
        super().__init__("Keys", width=720, cancel_words="Close")
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_5)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        rows = [*keys, *_OTHERS]
        half = (len(rows) + 1) // 2
        for place, (words, key) in enumerate(rows):
            line, side = place % half, 2 * (place // half)
            grid.addWidget(TextLabel(_spoken(words), wrap=True), line, side)
            grid.addWidget(TextLabel(key, tokens.STRONG), line, side + 1)
        self.body.addWidget(holder)
        self._close_button = Button("Close")
        self._close_button.clicked.connect(self.reject)
        self.footer.addStretch(1)
        self.footer.addWidget(self._close_button)

    def first_focus(self) -> QWidget:
        """The one button."""
        return self._close_button


def _spoken(words: str) -> str:
    """Menu words without the number that goes before a page's name."""
    return words.lstrip("0123456789 ")
