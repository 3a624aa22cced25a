"""The school's own policies in Settings: which are kept, from when to when, and how many clauses are cited."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.services.school_policies import PolicyLine
from safeguard_app.ui.settings.form_section import FormSection
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import WrapLayout, column, row
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


class PolicySection(FormSection):
    """Signals:
    add_asked(): put in a policy.
    open_asked(object), end_asked(object): look at, or end, one; carry the PolicyLine.
    """

    add_asked = Signal()
    open_asked = Signal(object)
    end_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with none."""
        super().__init__("The school’s own policy", space=tokens.SPACE_2, parent=parent)
        self.rows: list[PolicyRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._none = muted(_NONE, wrap=True)
        self.add_button = Button("Put in a policy", "file-plus")
        acts = WrapLayout()
        acts.addWidget(self.add_button)
        self._facts = QWidget()
        self._facts.setLayout(column(self._list, self._none, acts, space=tokens.SPACE_2))
        self.add(self._facts)
        self.add_button.clicked.connect(self.add_asked)

    def show_policies(self, lines: Sequence[PolicyLine]) -> None:
        """Show every policy, the newest first."""
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        for place, line in enumerate(lines):
            if place:
                self._list.addWidget(Line("line"))
            made = PolicyRow(line)
            made.open_asked.connect(self.open_asked)
            made.end_asked.connect(self.end_asked)
            self.rows.append(made)
            self._list.addWidget(made)
        self._none.setVisible(not lines)

    def _show_rest(self, shown: bool) -> None:
        self._facts.setVisible(shown)

    def _asked_from(self) -> QWidget:
        return self.add_button
