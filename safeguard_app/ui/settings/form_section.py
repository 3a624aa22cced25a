"""A section of Settings in which a form can stand in the place of what it shows."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.widgets.headed_section import HeadedSection


class FormSection(HeadedSection):
    """Base of the sections that change something: one form at a time, which is put away where it stood."""

    _panel: EntryPanel | None = None
    leaving: Callable[[], None] | None = None
    """What to do where the form is put away; without it the form just goes."""

    @property
    def panel(self) -> EntryPanel | None:
        """The form that is open, if any."""
        return self._panel

    def open_panel(self, panel: EntryPanel) -> None:
        """Put a form in the place of the rest; one that is there already goes."""
        self._drop_panel()
        self._panel = panel
        self._show_rest(False)
        self.add(panel)
        panel.put_away.connect(self.leaving or self.close_panel)
        panel.focus_first()

    def close_panel(self) -> None:
        """Back to the rest, with the keyboard where the form was asked for."""
        if self._panel is not None:
            self._drop_panel()
            self._show_rest(True)
            self._asked_from().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rest(self, shown: bool) -> None:
        """Show what stands there without a form, or take it away."""
        raise NotImplementedError

    def _asked_from(self) -> QWidget:
        """The control that opens the form."""
        raise NotImplementedError

    def _drop_panel(self) -> None:
        if self._panel is not None:
            panel, self._panel = self._panel, None
            panel.hide()
            panel.deleteLater()
