"""The page of incidents: list and record side by side, or the form for a new one over the whole page."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from safeguard_app.ui.incidents.incident_form_page import IncidentFormPage
from safeguard_app.ui.incidents.list_pane import ListPane
from safeguard_app.ui.incidents.record_page import RecordPage
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.empty_state import EmptyState, centred
from safeguard_app.ui.widgets.layouts import row

_BOTH_FROM = 760
"""Width of the page from which list and record fit side by side."""


class IncidentsPage(QWidget):
    """Holds list, record and form; knows which of them is in view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """The form is put in with :meth:`set_form_page`, once its lists are read."""
        super().__init__(parent)
        self.setAccessibleName("Incidents")
        self.list_pane = ListPane()
        self.record = RecordPage()
        self.form: IncidentFormPage | None = None
        self.new_button = Button("New incident", "plus", hint="Ctrl+N")
        self._empty = centred(
            EmptyState(
                "list",
                "No incidents yet",
                "Write down what you saw or were told, who told you and when, and who was involved. Kind and"
                " severity can wait.",
                self.new_button,
            )
        )
        self._one_record = False
        self._rule = QFrame()
        self._rule.setFixedWidth(1)
        self._rule.setProperty("ground", "line2")
        self._work = QWidget()
        self._work.setLayout(row(self.list_pane, self._rule, self.record, space=0))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._work)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def set_form_page(self, form: IncidentFormPage) -> None:
        """Put the form in."""
        self.form = form
        self._stack.addWidget(form)

    def show_work(self) -> None:
        """List and record."""
        self._stack.setCurrentWidget(self._work)
        self._place()

    def show_form(self) -> None:
        """The form over the whole page."""
        assert self.form is not None
        self._stack.setCurrentWidget(self.form)

    def show_empty(self) -> None:
        """Nothing was ever filed."""
        self._stack.setCurrentWidget(self._empty)

    @property
    def shows_form(self) -> bool:
        """Whether the form is in view."""
        return self.form is not None and self._stack.currentWidget() is self.form

    def set_one_record(self, one: bool) -> None:
        """Hide the list and people's names, for a visitor at the desk."""
        self._one_record = one
        self.record.hide_names(one)
        self._place()

    @property
    def one_record(self) -> bool:
        """Whether only the record is shown."""
        return self._one_record

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the list where there is little room."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self.list_pane.setVisible(not self._one_record)
        self._rule.setVisible(not self._one_record)
        narrow = self.width() < scaled(_BOTH_FROM)
        least = max(scaled(200), min(scaled(tokens.LIST_PANE), self.width() * 2 // 5))
        self.list_pane.setFixedWidth(least if narrow else scaled(tokens.LIST_PANE))
