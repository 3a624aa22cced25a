"""The writing coach in Settings: whether it looks, and everything it looks for."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.coach import RuleLine
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.layouts import WrapLayout, column, emptied
from safeguard_app.ui.widgets.text_label import TextLabel, muted
from safeguard_app.ui.widgets.tick_box import TickBox

_SHOW, _HIDE = "Show its rules", "Hide its rules"


class CoachSection(HeadedSection):
    """Signals:
    switched(): the coach was switched on or off.
    help_asked(str): open a page of the help; carries its name.
    """

    switched = Signal()
    help_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Switched on, its rules folded away."""
        super().__init__("Writing coach", space=tokens.SPACE_2, parent=parent)
        self.tick = TickBox("Remark on what is typed, once typing has paused")
        self.tick.setChecked(True)
        self.rules_link = link(_SHOW)
        self.help_link = link("What the writing coach does", "file-text")
        self._rules = QWidget()
        self._rules.setAccessibleName("Rules of the writing coach")
        self._list = column(space=tokens.SPACE_3)
        self._rules.setLayout(self._list)
        self._rules.hide()
        self._lines: tuple[RuleLine, ...] = ()
        acts = WrapLayout(tokens.SPACE_4, 0)
        acts.addWidget(self.rules_link)
        acts.addWidget(self.help_link)
        words = "It goes by lists of words, changes nothing and keeps nobody from filing."
        self.add(self.tick, muted(words, wrap=True), acts, self._rules)
        self.tick.clicked.connect(self._switched)
        self.rules_link.clicked.connect(self._turn)
        self.help_link.clicked.connect(self._asked)

    def show_rules(self, lines: Sequence[RuleLine]) -> None:
        """What the coach looks for in this log."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        emptied(self._list)
        for line in self._lines:
            self._list.addWidget(_rule(line))

    def _turn(self) -> None:
        hidden = self._rules.isHidden()
        self._rules.setVisible(hidden)
        self.rules_link.setText(_HIDE if hidden else _SHOW)
        self.rules_link.updateGeometry()

    def _switched(self) -> None:
        self.switched.emit()

    def _asked(self) -> None:
        self.help_asked.emit("writing-coach")


def _rule(line: RuleLine) -> QWidget:
    part = QWidget()
    part.setAccessibleName(line.title)
    labels = [
        TextLabel(line.title, tokens.STRONG, wrap=True),
        TextLabel(f"{line.remark} {line.reason}", wrap=True),
        muted(f"Looks into: {line.looks_in}.", wrap=True),
    ]
    if line.words:
        labels.append(muted(line.words, wrap=True))
    part.setLayout(column(*labels, space=2))
    return part
