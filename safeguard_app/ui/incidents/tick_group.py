"""Several things of a list that may all apply: one tick box each."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.tick_box import TickBox


class TickGroup(QWidget):
    """Ticks beside each other, or one to a line where each has something to explain.

    Signals:
        changed(): a tick was set or taken away by the user.
    """

    changed = Signal()

    def __init__(
        self, label: str, lines: Sequence[ChoiceLine], *, stacked: bool = False, parent: QWidget | None = None
    ) -> None:
        """``stacked`` gives each its own line, with its help beneath."""
        super().__init__(parent)
        self.setAccessibleName(label)
        self._boxes: dict[str, TickBox] = {}
        for line in lines:
            box = TickBox(line.label, detail=line.help if stacked else "")
            box.setToolTip("" if stacked else line.help)
            box.clicked.connect(self._clicked)
            self._boxes[line.code] = box
        if stacked:
            self.setLayout(column(*self._boxes.values(), space=tokens.SPACE_1))
        else:
            wrap = WrapLayout(tokens.SPACE_5, tokens.SPACE_1)
            for box in self._boxes.values():
                wrap.addWidget(box)
            self.setLayout(wrap)
        first = next(iter(self._boxes.values()), None)
        if first is not None:
            self.setFocusProxy(first)

    def codes(self) -> tuple[str, ...]:
        """What is ticked, in the order of the list."""
        return tuple(code for code, box in self._boxes.items() if box.isChecked())

    def set_codes(self, codes: Sequence[str]) -> None:
        """Tick these without telling anyone."""
        for code, box in self._boxes.items():
            box.setChecked(code in codes)

    def box(self, code: str) -> TickBox:
        """One tick box, for tests."""
        return self._boxes[code]

    def _clicked(self) -> None:
        self.changed.emit()
