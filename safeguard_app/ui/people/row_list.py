"""Several of one thing in a form: posts, accounts, relatives. Each row can be taken out, and another added."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, small
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.modal_sheet import CloseCross

RowWidget = TypeVar("RowWidget", bound=QWidget)
TAKEN_OUT = "taken_out"
"""Marks a row that was taken out of a form, until it is cleared away."""


class _Rows(QWidget):
    """The signals: a generic class cannot carry them itself.

    Signals:
        changed(): a row was added or taken out.
    """

    changed = Signal()


class RowList(_Rows, Generic[RowWidget]):
    """Rows made by a callable, and the button that adds one. A taken-out row takes its words with it."""

    def __init__(
        self, what: str, add_words: str, make: Callable[[], RowWidget], parent: QWidget | None = None
    ) -> None:
        """``what`` names one row ("Post"); ``add_words`` stand on the button."""
        super().__init__(parent)
        self._what = what
        self._make = make
        self._rows: list[tuple[RowWidget, QFrame]] = []
        self.setAccessibleName(what)
        self.add_button: Button = small(add_words, "plus")
        self.add_button.clicked.connect(self._add_pressed)
        self._layout = QVBoxLayout()
        self._layout.setSpacing(tokens.SPACE_2)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column(self._layout, row(self.add_button, None), space=tokens.SPACE_2))
        self.setFocusProxy(self.add_button)

    def rows(self) -> tuple[RowWidget, ...]:
        """The rows in order."""
        return tuple(widget for widget, _ in self._rows)

    def add(self) -> RowWidget:
        """Add an empty row at the end."""
        widget = self._make()
        cross = CloseCross(f"Take out: {self._what.lower()}")
        cross.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        cross.clicked.connect(partial(self._take_out, widget))
        frame = QFrame()
        frame.setLayout(
            column(row(widget, column(cross, None), space=tokens.SPACE_2), Line("line"), space=tokens.SPACE_2)
        )
        self._rows.append((widget, frame))
        self._layout.addWidget(frame)
        self._number()
        return widget

    def show_rows(self, count: int) -> Sequence[RowWidget]:
        """Drop all rows and make ``count`` empty ones, to be filled."""
        for _, frame in self._rows:
            self._drop(frame)
        self._rows = []
        return [self.add() for _ in range(count)]

    def _add_pressed(self) -> None:
        widget = self.add()
        self.changed.emit()
        first = widget.focusProxy() or widget
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_out(self, widget: RowWidget) -> None:
        for place, (known, frame) in enumerate(self._rows):
            if known is widget:
                del self._rows[place]
                self._drop(frame)
                break
        self._number()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, frame: QFrame) -> None:
        self._layout.removeWidget(frame)
        frame.setProperty(TAKEN_OUT, True)
        frame.hide()
        frame.deleteLater()

    def _number(self) -> None:
        """Say which one a control belongs to when several stand in a row."""
        for place, (widget, frame) in enumerate(self._rows, start=1):
            widget.setAccessibleName(f"{self._what} {place}")
            frame.setAccessibleName(f"{self._what} {place}")
