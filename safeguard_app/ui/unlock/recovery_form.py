"""Opening with the recovery key: the key from its sheet, and a new passphrase."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import font
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.limited_text import LimitedText
from safeguard_app.ui.widgets.new_passphrase import Judgement, NewPassphrase

_KEY_LIMIT = 1_000
"""Several times a key with its spaces and lines."""


class RecoveryForm(QWidget):
    """Stands in place of the passphrase on the unlock page.

    Signals:
        submitted(str, str): carries the recovery key as typed and the new passphrase.
        cancelled(): back to the passphrase.
    """

    submitted = Signal(str, str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty; give it a judge of passphrases with :meth:`set_judge`."""
        super().__init__(parent)
        self.setAccessibleName("Open with the recovery key")
        self.key_field = LimitedText("Recovery key", limit=_KEY_LIMIT, advice="Copy the key alone.")
        self.key_field.setFont(font(tokens.CODE))
        self.key_field.setFixedHeight(self.key_field.fontMetrics().lineSpacing() * 3 + 14)
        self._key = Field(
            "Recovery key",
            self.key_field,
            name="recovery_key",
            help_text="As it stands on the sealed sheet. Spaces, lines and capitals do not matter.",
        )
        self.new_passphrase = NewPassphrase("Your new passphrase")
        self.open_button = filled("Open with the recovery key", "key-round")
        self.back_button = Button("Back to the passphrase")
        acts = WrapLayout(tokens.SPACE_3, tokens.SPACE_2)
        acts.addWidget(self.open_button)
        acts.addWidget(self.back_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_3)
        layout.addWidget(self._key)
        layout.addWidget(self.new_passphrase)
        layout.addLayout(acts)
        self.open_button.clicked.connect(self._pressed)
        self.back_button.clicked.connect(self._back)

    def set_judge(self, judge: Callable[[str], Judgement], suggest: Callable[[], str]) -> None:
        """How passphrases are judged, and five words suggested."""
        self.new_passphrase.set_judge(judge, suggest)

    def clear(self) -> None:
        """Empty everything typed."""
        self.key_field.show_text("")
        self.key_field.document().clearUndoRedoStacks()
        self.new_passphrase.clear()

    def _pressed(self) -> None:
        key = self.key_field.plain_text().strip()
        self._key.set_error("" if key else "Type the key from the sheet.")
        if not key:
            self.key_field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.new_passphrase.check():
            self.submitted.emit(key, self.new_passphrase.text())

    def _back(self) -> None:
        self.clear()
        self.cancelled.emit()
