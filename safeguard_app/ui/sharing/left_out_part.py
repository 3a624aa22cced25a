"""What the documents leave out, within the sheet of sharing: the rows that a copy for somebody shows, to look at."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.services.sharing_asked import LeftOutOf
from safeguard_app.ui.copies.left_out_rows import (
    choice_words,
    left_out_rows,
    not_yet,
    picture_rows,
    read_rows,
)
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.layouts import emptied
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_ELSEWHERE = "To leave more out or put words back, use Copy for somebody on the record. It counts here too."
_SEEN_TO = "See to it with Copy for somebody on the record, then look here again."


class LeftOutPart(QWidget):
    """One key asks; what was found stands until something else is chosen."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        super().__init__()
        self.setAccessibleName("What is left out")
        self.button = Button("See what is &left out", "list-checks")
        self.said = TextLabel("", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(tokens.SPACE_2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.said)
        layout.addLayout(self._rows)
        self.said.hide()

    def say_busy(self) -> None:
        """It is being worked out."""
        self.forget()
        self.button.setEnabled(False)
        self.said.setText("Being looked through.")
        self.said.show()

    def forget(self, _chosen: object = None) -> None:
        """Something else was chosen: nothing is known of it."""
        self.button.setEnabled(True)
        self.said.hide()
        emptied(self._rows)

    def show_found(self, found: tuple[LeftOutOf, ...]) -> None:
        """One document after the other."""
        self.forget()
        for one in found:
            for widget in _rows_of(one):
                self._rows.addWidget(widget)
                widget.show()
        if any(one.outlook is not None for one in found):
            self._rows.addWidget(muted(_ELSEWHERE, wrap=True))


def _rows_of(one: LeftOutOf) -> list[QWidget]:
    shown = one.outlook
    rows: list[QWidget] = [TextLabel(one.title, tokens.STRONG, wrap=True)]
    if shown is None:
        return [*rows, TextLabel(one.said, wrap=True)]
    rows.append(TextLabel(shown.counts, wrap=True))
    if shown.found:
        rows.append(NoticePanel(Meaning.LATE, *not_yet(shown.found, _SEEN_TO)))
    rows += [*left_out_rows(shown.lines), *picture_rows(shown.pictures), *read_rows(shown.read)]
    rows += [muted(f"{choice_words(choice)}. {choice.reason}", wrap=True) for choice in shown.choices]
    return rows
