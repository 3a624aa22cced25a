"""What Settings says of the recovery key, and the forms that replace it or take a new one over."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.services.recovery_keys import RecoveryState
from safeguard_app.ui.settings.form_section import FormSection
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, link
from safeguard_app.ui.widgets.layouts import WrapLayout, emptied
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted


class RecoverySection(FormSection):
    """The program does not hold the key: it can only be replaced.

    Signals:
        help_asked(str): open a page of the help; carries its name.
        replace_asked(): open the form for a new key.
        take_over_asked(): open the form that takes a new key over.
    """

    help_asked = Signal(str)
    replace_asked = Signal()
    take_over_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Advice for any school."""
        super().__init__("Recovery key", space=tokens.SPACE_3, parent=parent)
        self._words = TextLabel("", wrap=True)
        self._made = muted("", wrap=True)
        self._notices = QVBoxLayout()
        self._notices.setSpacing(tokens.SPACE_2)
        self.replace_button = Button("Make a new recovery key", "key-round")
        self.take_over_button = Button("Take the new key over", "check")
        self.help_link = link("What it opens, and what to do if it is lost", "circle-question-mark")
        self._reason = muted("", wrap=True)
        self._acts = QWidget()
        acts = WrapLayout()
        acts.addWidget(self.take_over_button)
        acts.addWidget(self.replace_button)
        self._acts.setLayout(acts)
        self.add(self._words, self._made, self._notices, self._acts, self._reason, self.help_link)
        self.help_link.clicked.connect(self._asked)
        self.replace_button.clicked.connect(self.replace_asked)
        self.take_over_button.clicked.connect(self.take_over_asked)

    def show_state(self, state: RecoveryState, seal_with: str) -> None:
        """Say with whom the sheet belongs, what is still owed, and what this user can do."""
        self._words.setText(
            f"The sheet with the recovery key opens everything. Keep it in a sealed envelope with {seal_with}, "
            "away from this computer, and sign across the seal. The program does not hold the key and cannot "
            "print the sheet again. Once a year, break the seal, try the key on a backup, and seal it anew."
        )
        self._made.setText(state.made)
        self._made.setVisible(bool(state.made))
        waits = [("A new recovery key waits for you.", state.to_take_over)] if state.to_take_over else []
        self._show_notices([*waits, *(("Not everything opens with it yet.", words) for words in state.owed)])
        self.take_over_button.setVisible(bool(state.to_take_over))
        self.replace_button.setEnabled(state.may_replace)
        self._reason.setText(state.whom_to_ask)
        self._reason.setVisible(not state.may_replace)

    def notices(self) -> tuple[NoticePanel, ...]:
        """What is owed, for tests."""
        return tuple(one for one in self.findChildren(NoticePanel) if self._notices.indexOf(one) >= 0)

    def focus_first(self) -> None:
        """Give the keyboard to what this user can do."""
        acts = (self.take_over_button, self.replace_button, self.help_link)
        next(one for one in acts if one.isEnabled() and not one.isHidden()).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def _show_notices(self, words: Sequence[tuple[str, str]]) -> None:
        emptied(self._notices)
        for heading, text in words:
            self._notices.addWidget(NoticePanel(Meaning.DUE, heading, text))

    def _asked(self) -> None:
        self.help_asked.emit("recovery-key")

    def _show_rest(self, shown: bool) -> None:
        self._acts.setVisible(shown)

    def _asked_from(self) -> QWidget:
        return self.replace_button if self.replace_button.isEnabled() else self.help_link
