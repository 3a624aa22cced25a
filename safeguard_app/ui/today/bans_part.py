"""Beside Today: how many bans are in force, and each that ends or is to be looked at again soon. And all of them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.services.bans_list import BanLine
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, link, small
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.status_text import StatusText
from safeguard_app.ui.widgets.text_label import TextLabel, muted

MOST_NEAR = 5
"""Beside Today; a school has one or two."""
NONE = "No ban is in force in what your key opens."
_PROVISIONAL = (
    "Each stands on the record that it belongs to, closed records too. A ban is provisional until whoever it is about "
    "was heard and it was decided."
)


class BansPart(QWidget):
    """Out of sight where none is in force.

    Signals:
        listed(): show all of them.
        opened(object): open the record of one; carries its Reference.
    """

    listed = Signal()
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is read yet."""
        super().__init__(parent)
        self.setAccessibleName("Bans in force")
        self.list_button = link("")
        self.list_button.clicked.connect(self.listed)
        self.lines: list[QWidget] = []
        self._bans: tuple[BanLine, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, tokens.SPACE_3)
        self._layout.setSpacing(2)
        self._layout.addWidget(TextLabel("Bans in force", tokens.SUB, wrap=True))
        self._layout.addWidget(self.list_button)
        self.hide()

    def show_bans(self, bans: Sequence[BanLine]) -> None:
        """Say how many there are, and the first few of what is near; all of them stand in their list."""
        if tuple(bans) == self._bans:
            return
        self._bans = tuple(bans)
        for old in self.lines:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = []
        self.list_button.setText(f"{count_words(len(bans), 'ban')} in force")
        self.list_button.updateGeometry()
        near = [ban for ban in bans if ban.near]
        for ban in near[:MOST_NEAR]:
            opener = link(ban.person)
            opener.setAccessibleName(f"Open {ban.case}: ban of {ban.person}, {ban.status.words}")
            opener.clicked.connect(partial(self.opened.emit, ban.incident))
            self.lines += [opener, muted(f"{ban.status.words}, {ban.case}", wrap=True)]
        if len(near) > MOST_NEAR:
            self.lines.append(muted(f"{len(near) - MOST_NEAR:,} more to look at soon", wrap=True))
        for line in self.lines:
            self._layout.addWidget(line)
        self.setVisible(bool(bans))


class BansSheet(ModalSheet):
    """Every ban in force, each a way to its record.

    Signals:
        opened(object): open the record of one; carries its Reference. The sheet is gone by then.
    """

    opened = Signal(object)

    def __init__(self, bans: Sequence[BanLine]) -> None:
        """``bans`` in the order in which they are shown."""
        super().__init__("Bans in force", width=640, cancel_words="Close")
        self.open_buttons: list[Button] = []
        self._chosen: object = None
        self.body.addWidget(TextLabel(_PROVISIONAL if bans else NONE, tokens.READ, wrap=True))
        for ban in bans:
            self.body.addWidget(Line("line"))
            self.body.addWidget(self._ban(ban))
        self.close_button = Button("Close")
        self.close_button.clicked.connect(self.reject)
        self.footer.addStretch(1)
        self.footer.addWidget(self.close_button)

    def first_focus(self) -> QWidget:
        """The first record, or the way out."""
        return self.open_buttons[0] if self.open_buttons else self.close_button

    def done(self, result: int) -> None:
        """Open the record once the sheet is gone."""
        super().done(result)
        if self._chosen is not None:
            self.opened.emit(self._chosen)

    def _ban(self, ban: BanLine) -> QWidget:
        opener = small(f"Open {ban.case}")
        opener.setAccessibleName(f"Open {ban.case}: ban of {ban.person}")
        opener.clicked.connect(partial(self._open, ban.incident))
        self.open_buttons.append(opener)
        words = column(
            TextLabel(ban.person, tokens.STRONG, wrap=True),
            muted(ban.days, wrap=True),
            StatusText(status_of(ban.status)),
            space=2,
        )
        holder = QWidget()
        layout = row(words, column(opener, None), space=tokens.SPACE_3)
        layout.setStretch(0, 1)
        holder.setLayout(layout)
        return holder

    def _open(self, incident: object, _checked: bool = False) -> None:
        self._chosen = incident
        self.accept()
