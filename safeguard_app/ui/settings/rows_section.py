"""A section that lists what there is, a row each, under which one more is brought in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.ui.settings.form_section import FormSection
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import WrapLayout, column, emptied
from safeguard_app.ui.widgets.text_label import muted


class RowsSection(FormSection):
    """Base of such sections; a form stands in the place of the rows.

    Signals:
        add_asked(): bring one in.
    """

    add_asked = Signal()

    def __init__(self, title: str, *, none: str, add: str, parent: QWidget | None = None) -> None:
        """``none`` is what is said where there is nothing to list; ``add`` are the words of the button."""
        super().__init__(title, space=tokens.SPACE_2, parent=parent)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._none = muted(none, wrap=True)
        self.add_button = Button(add, "file-plus")
        acts = WrapLayout()
        acts.addWidget(self.add_button)
        self._facts = QWidget()
        self._facts.setLayout(column(self._list, self._none, acts, space=tokens.SPACE_2))
        self.add(self._facts)
        self.add_button.clicked.connect(self.add_asked)

    def _show_rows(self, rows: Sequence[QWidget]) -> None:
        """List these, with a line between two, in the place of those before."""
        emptied(self._list)
        for place, one in enumerate(rows):
            if place:
                self._list.addWidget(Line("line"))
            self._list.addWidget(one)
        self._none.setVisible(not rows)

    def _show_rest(self, shown: bool) -> None:
        self._facts.setVisible(shown)

    def _asked_from(self) -> QWidget:
        return self.add_button
