"""The first page: look round first, make the school's log, or open one that is here already."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.icons import APP_MARK
from safeguard_app.ui.widgets.act_card import ActCard
from safeguard_app.ui.widgets.empty_state import centred
from safeguard_app.ui.widgets.icon_label import IconLabel
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.text_label import TextLabel


class WelcomePage(QFrame):
    """Three cards.

    Signals:
        demo_asked(): look round the demo school.
        new_log_asked(): make the school's log.
        existing_log_asked(): open a log on this computer or a drive.
    """

    demo_asked = Signal()
    new_log_asked = Signal()
    existing_log_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the cards; the demo is first and has the keyboard."""
        super().__init__(parent)
        self.setProperty("ground", "paper")
        self.setAccessibleName("Welcome")
        demo = (
            "An invented school with people, declarations and incidents in every state. Nothing real is kept."
        )
        new = "About ten minutes, with the head of the school if you can: each person types their own passphrase."
        old = "A log folder on this computer, a drive or a backup."
        self.demo_card = ActCard("Look round the demo school", demo, icon="eye")
        self.new_card = ActCard("Make our school’s log", new, icon="plus")
        self.old_card = ActCard("Open a log that is already here", old, icon="folder-open")
        self.demo_card.clicked.connect(self.demo_asked)
        self.new_card.clicked.connect(self.new_log_asked)
        self.old_card.clicked.connect(self.existing_log_asked)
        form = QWidget()
        form.setMaximumWidth(scaled(520))
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 24, 0, 24)
        column.setSpacing(tokens.SPACE_3)
        column.addWidget(IconLabel(APP_MARK, "accent", 30))
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(TextLabel("Safeguarding log", tokens.TITLE))
        lead = (
            "For the school’s safeguarding lead. Encrypted, on this computer only; nothing is sent anywhere."
        )
        head.addWidget(TextLabel(lead, tokens.READ, "muted", wrap=True))
        column.addLayout(head)
        column.addSpacing(tokens.SPACE_2)
        for card in (self.demo_card, self.new_card, self.old_card):
            column.addWidget(card)
        page = ScrollPage("Welcome", margins=(24, 0, 24, 0))
        page.column.addWidget(centred(form))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard is on the first card."""
        super().showEvent(event)
        self.entered()

    def entered(self) -> None:
        """Give the keyboard to the first card."""
        self.demo_card.setFocus(Qt.FocusReason.OtherFocusReason)
