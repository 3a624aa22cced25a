"""The school's own policies in Settings: which are kept, from when to when, and how many clauses are cited."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.services.school_policies import PolicyLine
from safeguard_app.ui.settings.rows_section import RowsSection
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.layouts import row
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_NONE = (
    "None yet: records cite the program’s general list of what schools’ policies say, in its own words. Put in your "
    "own policy, and they cite its clauses from the day on which it began."
)


class PolicyRow(QWidget):
    """One policy.

    Signals:
        open_asked(object), end_asked(object): carry the PolicyLine.
    """

    open_asked = Signal(object)
    end_asked = Signal(object)

    def __init__(self, line: PolicyLine, parent: QWidget | None = None) -> None:
        """Show a policy."""
        super().__init__(parent)
        self.line = line
        self.setAccessibleName(line.title)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(TextLabel(line.title, tokens.STRONG, wrap=True))
        words.addWidget(muted(f"{line.days}. {line.counts}.", wrap=True))
        self.open_button = Button("Clauses", small=True)
        self.open_button.setAccessibleName(f"Clauses of {line.title}")
        self.end_button = Button("End", small=True)
        self.end_button.setAccessibleName(f"End {line.title}")
        self.open_button.clicked.connect(partial(self.open_asked.emit, line))
        self.end_button.clicked.connect(partial(self.end_asked.emit, line))
        layout = row(words, self.open_button, self.end_button, space=tokens.SPACE_2, margins=(0, 6, 0, 6))
        layout.setStretch(0, 1)
        self.setLayout(layout)


class PolicySection(RowsSection):
    """Signals:
    open_asked(object), end_asked(object): look at, or end, one; carry the PolicyLine.
    """

    open_asked = Signal(object)
    end_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with none."""
        super().__init__("The school’s own policy", none=_NONE, add="Put in a policy", parent=parent)
        self.rows: list[PolicyRow] = []

    def show_policies(self, lines: Sequence[PolicyLine]) -> None:
        """Show every policy, the newest first."""
        self.rows = [self._row(line) for line in lines]
        self._show_rows(self.rows)

    def _row(self, line: PolicyLine) -> PolicyRow:
        made = PolicyRow(line)
        made.open_asked.connect(self.open_asked)
        made.end_asked.connect(self.end_asked)
        return made
