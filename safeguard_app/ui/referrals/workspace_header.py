"""The head of a referral: which form, whose case, about whom, and its clock."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.services.referral_views import ReferralView
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning, Status
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import Pane, WrapLayout, row
from safeguard_app.ui.widgets.status_chip import StatusChip
from safeguard_app.ui.widgets.text_label import TextLabel, muted


class WorkspaceHeader(Pane):
    """Stays in view above the fields.

    Signals:
        list_asked(): back to all referrals.
        record_asked(): open the incident the referral belongs to.
    """

    list_asked = Signal()
    record_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__("paper", parent=parent)
        self.list_link = link("All referrals", "chevron-left")
        self.record_link = link("Open the record", "folder-open")
        self.title_label = TextLabel("", tokens.PAGE, wrap=True)
        self.case_label = TextLabel("", tokens.STRONG)
        self.chip = StatusChip(Status(Meaning.NOTE, ""))
        self.people_label = TextLabel("", wrap=True)
        self.clock_label = muted("", wrap=True)
        self.contact_label = muted("", wrap=True)
        links = WrapLayout(tokens.SPACE_4, 2)
        for part in (self.list_link, self.record_link, self.case_label):
            links.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        words = QVBoxLayout()
        self._words = words
        self.set_edges(scrolled=False)
        words.setSpacing(2)
        words.addLayout(links)
        words.addWidget(self.title_label)
        words.addLayout(row(self.chip, None))
        words.addWidget(self.people_label)
        words.addWidget(self.clock_label)
        words.addWidget(self.contact_label)
        layout.addLayout(words)
        layout.addWidget(Line("line2"))
        self.list_link.clicked.connect(self.list_asked)
        self.record_link.clicked.connect(self.record_asked)

    def set_edges(self, *, scrolled: bool) -> None:
        """Within a scrolling page, which has edges of its own, the head needs none at its sides."""
        sides = (0, 0) if scrolled else (tokens.SPACE_5, tokens.SPACE_4)
        self._words.setContentsMargins(sides[0], tokens.SPACE_2, sides[1], tokens.SPACE_3 - 2)

    def show_view(self, view: ReferralView) -> None:
        """Show a referral."""
        self.title_label.setText(view.title)
        self.case_label.setText(view.case)
        self.people_label.setText(view.people)
        self.clock_label.setText(view.clock_line)
        self.clock_label.setVisible(bool(view.clock_line))
        self.contact_label.setText(f"Goes to: {view.contact}" if view.contact else "")
        self.contact_label.setVisible(bool(view.contact))
        due = view.due
        self.chip.setVisible(due is not None)
        if due is not None and due.meaning is not StatusMeaning.PLAIN:
            self.chip.set_status(Status(Meaning(due.meaning.value), due.words))
