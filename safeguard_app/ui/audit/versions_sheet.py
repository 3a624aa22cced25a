"""Two versions of a record beside each other: every field that differs, as it was and as it is."""

from PySide6.QtWidgets import QGridLayout, QWidget

from safeguard_app.services.audit_views import EventDetail
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import TextLabel, muted


class VersionsSheet(ModalSheet):
    """Read only. Neither version can be changed: a correction adds a further one."""

    def __init__(self, detail: EventDetail) -> None:
        """Show what an event changed."""
        super().__init__("Both versions", width=760, cancel_words="Close")
        self.body.addWidget(TextLabel(detail.what, tokens.SECTION, wrap=True))
        if detail.reason:
            self.body.addWidget(muted(f"“{detail.reason}”", wrap=True))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_4)
        grid.setVerticalSpacing(tokens.SPACE_2)
        for place, heading in enumerate(("Field", "Before", "After")):
            grid.addWidget(TextLabel(heading, tokens.STRONG, "muted"), 0, place)
            grid.setColumnStretch(place, 1 if place == 0 else 2)
        for row, change in enumerate(detail.changes, start=1):
            grid.addWidget(Line("line"), 2 * row - 1, 0, 1, 3)
            grid.addWidget(TextLabel(change.label, tokens.STRONG, wrap=True), 2 * row, 0)
            grid.addWidget(TextLabel(change.before or "Nothing", wrap=True), 2 * row, 1)
            grid.addWidget(TextLabel(change.after or "Nothing", wrap=True), 2 * row, 2)
        self.body.addWidget(holder)
        self.close_button = Button("Close")
        self.close_button.clicked.connect(self.reject)
        self.footer.addStretch(1)
        self.footer.addWidget(self.close_button)

    def first_focus(self) -> QWidget:
        """The one button."""
        return self.close_button
