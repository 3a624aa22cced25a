"""Evidence on a form whose concern will be handed in: what was chosen, what has to be chosen again, the way to add."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.ui.incidents.line_label import LineLabel
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, ButtonKind
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import muted

_LOST = "Chosen before, and not kept with the draft"
_LOST_TEXT = "A draft keeps the names of files, not the files. Choose them again, or leave them out:"
_CLOSED = "Words only"
_CLOSED_TEXT = "No file goes with this concern. Describe what you were told, in their words."


@dataclass(frozen=True, slots=True)
class ChosenLine:
    """One chosen file: its name as it may safely be shown, and what was said of it."""

    name: str
    about: str = ""


class FormEvidence(QWidget):
    """What goes in with a concern. Nothing it lists has been read.

    Signals:
        add_requested(): choose files; the question comes first.
        taken_out(int): let go of a chosen file; carries its place in the list.
        leave_out_requested(): go on without the files of an earlier sitting.
    """

    add_requested = Signal()
    taken_out = Signal(int)
    leave_out_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing chosen."""
        super().__init__(parent)
        self.setAccessibleName("Evidence")
        self._rows: list[QWidget] = []
        self._list = column(space=tokens.SPACE_1)
        self._place = column(space=0)
        self.lost = NoticePanel(Meaning.DUE, _LOST, _LOST_TEXT)
        self.leave_out_button = Button("Leave them out", small=True)
        self.lost.add(self.leave_out_button)
        self.closed = NoticePanel(Meaning.NOTE, _CLOSED, _CLOSED_TEXT, icon="file-lock")
        self.note = muted("", wrap=True)
        self.add_button = Button("Add evidence", "paperclip", small=True, hint="Ctrl+E")
        body = column(space=tokens.SPACE_2)
        for part in (self.closed, self.lost):
            body.addWidget(part)
            part.hide()
        body.addLayout(self._list)
        body.addLayout(self._place)
        body.addWidget(self.note)
        acts = WrapLayout(tokens.SPACE_3, tokens.SPACE_1)
        acts.addWidget(self.add_button)
        body.addLayout(acts)
        self.setLayout(body)
        self.setFocusProxy(self.add_button)
        self.add_button.clicked.connect(self.add_requested)
        self.leave_out_button.clicked.connect(self.leave_out_requested)

    def show_chosen(self, chosen: Sequence[ChosenLine], lost: Sequence[str]) -> None:
        """List what is chosen, and what an earlier sitting had chosen."""
        for old in self._rows:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._row(place, line) for place, line in enumerate(chosen)]
        for row in self._rows:
            self._list.addWidget(row)
        self.lost.say(Meaning.DUE, _LOST, f"{_LOST_TEXT} {', '.join(lost)}.")
        self.lost.setVisible(bool(lost))
        self.updateGeometry()

    def set_open(self, *, is_open: bool, note: str) -> None:
        """Whether files may go with it, and the advice of its kind on what to capture."""
        self.closed.setVisible(not is_open)
        self.add_button.setVisible(is_open)
        self.note.setText(note)
        self.note.setVisible(is_open and bool(note))

    def open_panel(self, panel: QWidget) -> None:
        """Show the form of what is being chosen."""
        self._place.addWidget(panel)
        panel.show()
        self.add_button.hide()

    def close_panel(self, panel: QWidget) -> None:
        """Take it away again."""
        self._place.removeWidget(panel)
        panel.hide()
        self.add_button.setVisible(self.closed.isHidden())

    def _row(self, place: int, line: ChosenLine) -> QWidget:
        holder = QWidget()
        holder.setAccessibleName(f"Chosen, {line.name}")
        wrap = WrapLayout(tokens.SPACE_3, 0)
        wrap.addWidget(LineLabel(line.name, tokens.STRONG))
        if line.about:
            wrap.addWidget(LineLabel(line.about))
        out = Button("Take out", kind=ButtonKind.QUIET, small=True)
        out.setAccessibleName(f"Take {line.name} out")
        out.clicked.connect(partial(self.taken_out.emit, place))
        wrap.addWidget(out)
        holder.setLayout(wrap)
        return holder
