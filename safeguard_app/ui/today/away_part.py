"""On Today: for whom somebody covers and what of theirs is due, and that they are away themselves."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.services.away import Covering, OwnAway
from safeguard_app.services.due import DueItem
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.incidents.status_words import meaning_of
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning, Status
from safeguard_app.ui.widgets.button import Button, link
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.layouts import emptied
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.task_row import TaskItem, TaskRow
from safeguard_app.ui.widgets.task_rows import TaskRows
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_NOTHING = "Nothing that you can open and that is theirs to do is due."


class AwayPart(QWidget):
    """Nothing is shown where nobody is away.

    Signals:
        opened(object): open the record something is due on; carries the DueItem.
        back(object): the user is back; carries the Reference of what they said.
    """

    opened = Signal(object)
    back = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing."""
        super().__init__(parent)
        self.setAccessibleName("Cover")
        self._shown: tuple[Sequence[OwnAway], Sequence[Covering]] = ((), ())
        self.back_buttons: list[Button] = []
        self.lists: list[TaskRows] = []
        self.headings: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, tokens.SPACE_4)
        self._column.setSpacing(tokens.SPACE_3)
        self.hide()

    @property
    def rows(self) -> list[TaskRow]:
        """What is due of those covered for, as it stands there."""
        return [line for lines in self.lists for line in lines.rows]

    def show_away(self, own: Sequence[OwnAway], covering: Sequence[Covering]) -> None:
        """Show both; what says what it said before stays as it is, and keeps the keyboard."""
        if (own, covering) == self._shown:
            return
        self._shown = (own, covering)
        emptied(self._column)
        self.back_buttons, self.lists = [], []
        self.headings = [one.heading for one in covering]
        for away in own:
            self._column.addWidget(self._own(away))
        for one in covering:
            self._column.addWidget(self._covered(one))
        self.setVisible(bool(own or covering))

    def _own(self, away: OwnAway) -> QWidget:
        panel = NoticePanel(Meaning.NOTE, "Your time away", away.words)
        button = link("I am back")
        button.clicked.connect(partial(self.back.emit, away.reference))
        self.back_buttons.append(button)
        panel.add(button)
        return panel

    def _covered(self, one: Covering) -> QWidget:
        section = HeadedSection(one.heading, space=0)
        if one.note:
            section.add(TextLabel(one.note, wrap=True))
        if not one.items:
            section.add(muted(_NOTHING, wrap=True))
        lines = TaskRows(one.heading)
        lines.acted.connect(self.opened)
        lines.opened.connect(self.opened)
        lines.show_tasks([_task(item, kind) for item, kind in zip(one.items, one.kinds, strict=True)])
        self.lists.append(lines)
        section.add(lines)
        return section


def _task(item: DueItem, kind: str) -> TaskItem:
    words = "Late" if item.meaning is StatusMeaning.LATE else "Due"
    status = Status(meaning_of(item.meaning), words)
    return TaskItem(item, status, item.text, item.case, kind, item.when, item.how_late, "Open")
