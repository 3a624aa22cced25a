"""The page of incidents: list and record side by side, or the form for a new one over the whole page."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from safeguard_app.ui.incidents.coach_remarks import CoachSetting
from safeguard_app.ui.incidents.incident_form_page import IncidentFormPage
from safeguard_app.ui.incidents.list_pane import ListPane
from safeguard_app.ui.incidents.record_page import RecordPage
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.empty_state import EmptyState, centred
from safeguard_app.ui.widgets.layouts import row

_BOTH_FROM = 760
"""Width of the page from which list and record fit side by side. Below it, one of them is in front."""
_ANY_WIDTH = 16_777_215


class IncidentsPage(QWidget):
    """Holds list, record and form; knows which of them is in view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """The form is put in with :meth:`set_form_page`, once its lists are read."""
        super().__init__(parent)
        self.setAccessibleName("Incidents")
        self.list_pane = ListPane()
        self.record = RecordPage()
        self.form: IncidentFormPage | None = None
        self.coach = CoachSetting()
        """Whether the writing coach looks at what is typed on this page."""
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
        self._cases: QWidget | None = None
        self._one_record = False
        self._list_in_front = True
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
        self.record.header.list_button.clicked.connect(self.show_list)

    def set_form_page(self, form: IncidentFormPage) -> None:
        """Put the form in."""
        self.form = form
        self._stack.addWidget(form)

    def set_cases_page(self, cases: QWidget) -> None:
        """Put the page of cases in."""
        self._cases = cases
        self._stack.addWidget(cases)

    def show_cases(self) -> None:
        """Cases over the whole page."""
        assert self._cases is not None
        self._stack.setCurrentWidget(self._cases)

    @property
    def shows_cases(self) -> bool:
        """Whether cases are in view."""
        return self._cases is not None and self._stack.currentWidget() is self._cases

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

    def show_list(self) -> None:
        """Where only one of them fits: the list."""
        self._list_in_front = True
        self._place()
        self.list_pane.list.setFocus()

    def show_record(self) -> None:
        """Where only one of them fits: the record."""
        self._list_in_front = False
        self._place()

    @property
    def shows_both(self) -> bool:
        """Whether there is room for list and record side by side."""
        return self.width() >= scaled(_BOTH_FROM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or one of them."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        both = self.shows_both
        listed = not self._one_record and (both or self._list_in_front)
        self.list_pane.setVisible(listed)
        self._rule.setVisible(listed and both)
        self.record.setVisible(both or not listed)
        self.record.header.list_button.setVisible(not both and not self._one_record)
        if both:
            self.list_pane.setFixedWidth(scaled(tokens.LIST_PANE))
        else:
            self.list_pane.setMinimumWidth(0)
            self.list_pane.setMaximumWidth(_ANY_WIDTH)
