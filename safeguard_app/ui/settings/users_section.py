"""Who opens the log and what each reads; adding, removing, and one's own passphrase."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.services.users import UserLine
from safeguard_app.ui.settings.form_section import FormSection
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.icon_label import IconLabel
from safeguard_app.ui.widgets.layouts import WrapLayout, emptied, row
from safeguard_app.ui.widgets.text_label import TextLabel, muted


class UserRow(QWidget):
    """One person. Somebody who used to open the log stays in the list, because the audit names them.

    Signals:
        remove_asked(object): carries the UserLine.
    """

    remove_asked = Signal(object)

    def __init__(self, line: UserLine, *, may_remove: bool, parent: QWidget | None = None) -> None:
        """Show a user."""
        super().__init__(parent)
        self.line = line
        self.setAccessibleName(f"{line.name}, {line.label}")
        current = not line.until
        mark = QVBoxLayout()
        mark.addWidget(IconLabel("user" if current else "user-x", "text" if current else "muted"))
        mark.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        you = " (you)" if line.is_me else ""
        words.addWidget(TextLabel(f"{line.name}{you}, {line.label}", tokens.STRONG, wrap=True))
        if current:
            words.addWidget(muted(f"Reads: {line.reads}. Since {line.since}.", wrap=True))
        else:
            words.addWidget(muted(f"Removed {line.until}. Opens nothing written since.", wrap=True))
        self.remove_button = Button("Remove", small=True)
        self.remove_button.setAccessibleName(f"Remove {line.name}")
        self.remove_button.clicked.connect(partial(self.remove_asked.emit, line))
        shown = may_remove and current and not line.is_me
        layout = row(mark, words, space=tokens.SPACE_2, margins=(0, 6, 0, 6))
        layout.setStretch(1, 1)
        if shown:
            layout.addWidget(self.remove_button)
        self.setLayout(layout)


class UsersSection(FormSection):
    """Signals:
    add_asked(): open the form that lets somebody in.
    passphrase_asked(): open the form for one's own passphrase.
    remove_asked(object): shut somebody out; carries the UserLine.
    """

    add_asked = Signal()
    passphrase_asked = Signal()
    remove_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nobody."""
        super().__init__("Who opens the log", space=0, parent=parent)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.rows: list[UserRow] = []
        self.add_button = Button("Add somebody", "user-plus")
        self.passphrase_button = Button("Change my passphrase", "key-round")
        self._reason = muted("", wrap=True)
        self._acts = QWidget()
        acts = WrapLayout()
        acts.addWidget(self.add_button)
        acts.addWidget(self.passphrase_button)
        self._acts.setLayout(acts)
        self.add(self._list, _gap(), self._acts, self._reason)
        self.add_button.clicked.connect(self.add_asked)
        self.passphrase_button.clicked.connect(self.passphrase_asked)

    def show_users(self, lines: Sequence[UserLine], *, may_change: bool, reason: str) -> None:
        """Show everybody; without the right to change, ``reason`` says whom to ask."""
        emptied(self._list)
        self.rows = []
        for place, line in enumerate(lines):
            if place:
                self._list.addWidget(Line("line"))
            user_row = UserRow(line, may_remove=may_change)
            user_row.remove_asked.connect(self.remove_asked)
            self.rows.append(user_row)
            self._list.addWidget(user_row)
        self.add_button.setEnabled(may_change)
        self._reason.setText(reason)
        self._reason.setVisible(not may_change)

    def _show_rest(self, shown: bool) -> None:
        self._acts.setVisible(shown)

    def _asked_from(self) -> QWidget:
        return self.add_button


def _gap() -> QWidget:
    """A gap between the list and the buttons."""
    gap = QWidget()
    gap.setFixedHeight(tokens.SPACE_2)
    return gap
