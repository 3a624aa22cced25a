"""What needs no passphrase, at the foot of the unlock page: 999, the blank form, and that nothing leaves here."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, scaled
from safeguard_app.ui.widgets.button import Button, ButtonKind, link
from safeguard_app.ui.widgets.icon_label import IconLabel
from safeguard_app.ui.widgets.layouts import row
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel


class FootStrip(QFrame):
    """Three short blocks and a status line.

    Signals:
        blank_form_asked(): print a blank concern form.
        another_log_asked(): open or make another log.
        help_asked(): the Help button.
    """

    blank_form_asked = Signal()
    another_log_asked = Signal()
    help_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build it; the draft and backup lines are empty."""
        super().__init__(parent)
        self.setProperty("ground", "sunken")
        self.setAccessibleName("Without a passphrase")
        blank = link("Print a blank concern form")
        blank.clicked.connect(self.blank_form_asked)
        self._blocks = QHBoxLayout()
        self._blocks.setContentsMargins(24, 14, 24, 14)
        self._blocks.setSpacing(tokens.SPACE_5)
        danger = TextLabel("If a child is in danger now, call 999.", tokens.STRONG, wrap=True)
        here = TextLabel("Works on this computer only.", tokens.STRONG, wrap=True)
        self._blocks.addWidget(_block("phone", danger, "The record can wait."), 1)
        self._blocks.addWidget(_Rule())
        self._blocks.addWidget(_block("printer", blank, "No passphrase needed."), 1)
        self._blocks.addWidget(_Rule())
        self._blocks.addWidget(_block("unplug", here, "Nothing is sent anywhere."), 1)
        self._draft = IconWords("check", "", "muted")
        self._backup = IconWords("hard-drive", "", "muted")
        self._another = Button("Open another log", "folder-open", ButtonKind.QUIET)
        self._another.clicked.connect(self.another_log_asked)
        helper = Button("Help", "circle-question-mark", ButtonKind.QUIET, hint="F1")
        helper.clicked.connect(self.help_asked)
        foot = QFrame()
        foot.setProperty("ground", "rail")
        foot.setLayout(row(self._draft, None, self._backup, self._another, helper, margins=(12, 0, 12, 0)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 1, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._blocks)
        layout.addWidget(foot)
        self.say("", "")

    def say(self, draft: str, backup: str) -> None:
        """What is known without opening: "Draft kept at 13:20, inside the log", "Backup checked Fri 9 Oct"."""
        self._draft.set_words("check", draft, "muted")
        self._draft.setVisible(bool(draft))
        self._backup.set_words("hard-drive", backup, "muted")
        self._backup.setVisible(bool(backup))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beneath each other where three do not fit side by side."""
        super().resizeEvent(event)
        narrow = self.width() < scaled(760)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._blocks.direction() != direction:
            self._blocks.setDirection(direction)
            self._blocks.setSpacing(tokens.SPACE_2 if narrow else tokens.SPACE_5)
            for rule in self.findChildren(_Rule):
                rule.setVisible(not narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line above."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, self.width(), 1, colour("line"))


class _Rule(QWidget):
    """The upright line between two blocks; nothing where they stand beneath each other."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour("line"))


def _block(icon: str, first: QWidget, second: str) -> QWidget:
    block = QWidget()
    side = QVBoxLayout()
    side.addWidget(IconLabel(icon, "text", 18))
    side.addStretch(1)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(first)
    words.addWidget(TextLabel(second, wrap=True))
    block.setLayout(row(side, words, space=tokens.SPACE_3))
    return block
