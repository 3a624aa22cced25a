"""One item of the meeting with the Headteacher: what it is, what can be done with it, and recording that you met."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.head_meetings import Tile
from safeguard_app.services.head_meetings import MeetingLine
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.today.meeting_form import MeetingForm
from safeguard_app.ui.widgets.button import Button, ButtonKind, small
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.scroll_page import SidePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted


class MeetingPanel(SidePanel):
    """The panel; says what stands here until an item is chosen.

    Signals:
        looked_requested(), open_requested(), note_requested(), decide_requested(): acts with the item in view.
        next_requested(), previous_requested(): the item after it, the one before it.
    """

    looked_requested = Signal()
    open_requested = Signal()
    note_requested = Signal()
    decide_requested = Signal()
    next_requested = Signal()
    previous_requested = Signal()

    def __init__(self, form: MeetingForm, parent: QWidget | None = None) -> None:
        """Nothing is chosen. ``form`` is taken over, and stands beneath the item."""
        super().__init__("Item", parent=parent)
        self.line: MeetingLine | None = None
        self.looked_button = Button("Looked at", "check", kind=ButtonKind.FILLED, hint="Ctrl+Enter")
        self.note_button = Button("Note what was agreed", "pen-line")
        self.open_button = Button("Open")
        self.decide_button = Button("Go through the declarations", "list-checks")
        self.previous_button = small("Previous", "arrow-up")
        self.next_button = small("Next", "arrow-down")
        self._shown: QWidget = QWidget()
        acts = wrapped(
            self.looked_button, self.note_button, self.decide_button, self.open_button, space=tokens.SPACE_2
        )
        walk = wrapped(self.previous_button, self.next_button, space=tokens.SPACE_2)
        for part in (self._shown, acts, walk):
            self.column.addWidget(part)
        self.column.addSpacing(tokens.SPACE_4)
        self.column.addWidget(form)
        self.column.addStretch(1)
        for button, signal in (
            (self.looked_button, self.looked_requested),
            (self.note_button, self.note_requested),
            (self.open_button, self.open_requested),
            (self.decide_button, self.decide_requested),
            (self.previous_button, self.previous_requested),
            (self.next_button, self.next_requested),
        ):
            button.clicked.connect(signal)
        self.show_line(None, marked=False)

    def show_line(self, line: MeetingLine | None, *, marked: bool) -> None:
        """Show an item, and whether it was marked as looked at."""
        self.line = line
        fresh = QWidget()
        fresh.setLayout(column(*self._parts(line), space=tokens.SPACE_2))
        self.column.replaceWidget(self._shown, fresh)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = fresh
        here = line is not None
        for button in (self.looked_button, self.open_button, self.previous_button, self.next_button):
            button.setVisible(here)
        self.looked_button.setText("Not looked at after all" if marked else "Looked at")
        self.looked_button.set_kind(ButtonKind.OUTLINED if marked else ButtonKind.FILLED)
        self.looked_button.updateGeometry()
        self.note_button.setVisible(line is not None and line.item.takes_note)
        self.decide_button.setVisible(line is not None and line.item.tile is Tile.DECLARATIONS)

    @staticmethod
    def _parts(line: MeetingLine | None) -> list[QWidget]:
        if line is None:
            return [muted("Choose an item.", wrap=True)]
        item = line.item
        heading = f"{item.case}, {item.name}" if item.case else item.name
        parts: list[QWidget] = [
            muted(line.tile, wrap=True),
            TextLabel(heading, tokens.SECTION, wrap=True),
            TextLabel(item.text, tokens.READ, wrap=True),
        ]
        said = (
            item.when[:1].upper() + item.when[1:],
            line.looked,
            "New since the last meeting" if line.new else "",
        )
        return [*parts, *(muted(f"{words}.", wrap=True) for words in said if words)]
