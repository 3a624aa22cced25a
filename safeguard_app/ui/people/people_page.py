"""The page of people: list and person side by side, or the form over the whole page."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from safeguard_app.ui.people.people_list_pane import PeopleListPane
from safeguard_app.ui.people.person_form_page import PersonFormPage
from safeguard_app.ui.people.person_page import PersonRecordPage
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.empty_state import EmptyState, centred
from safeguard_app.ui.widgets.layouts import row

_BOTH_FROM = 760
"""Width of the page from which list and person fit side by side at full size."""


class PeoplePage(QWidget):
    """Holds list, person and form; knows which of them is in view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """The form is put in with :meth:`set_form_page`, once its lists are read."""
        super().__init__(parent)
        self.setAccessibleName("People")
        self.list_pane = PeopleListPane()
        self.record = PersonRecordPage()
        self.form: PersonFormPage | None = None
        self.first_button = Button("Add a person", "user-plus")
        self._empty = centred(
            EmptyState(
                "users",
                "Nobody is on the register yet",
                "Add pupils, the adults who work here, parents and carers as they come up. Somebody in a record who"
                " is not on the register yet can be added at any time.",
                self.first_button,
            )
        )
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

    def set_form_page(self, form: PersonFormPage) -> None:
        """Put the form in."""
        self.form = form
        self._stack.addWidget(form)

    def show_work(self) -> None:
        """List and person."""
        self._stack.setCurrentWidget(self._work)
        self._place()

    def show_form(self) -> None:
        """The form over the whole page."""
        assert self.form is not None
        self._stack.setCurrentWidget(self.form)

    def show_empty(self) -> None:
        """Nobody was ever added."""
        self._stack.setCurrentWidget(self._empty)

    @property
    def shows_form(self) -> bool:
        """Whether the form is in view."""
        return self.form is not None and self._stack.currentWidget() is self.form

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the list where there is little room."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        narrow = self.width() < scaled(_BOTH_FROM)
        least = max(scaled(180), min(scaled(tokens.LIST_PANE), self.width() * 2 // 5))
        self.list_pane.setFixedWidth(least if narrow else scaled(tokens.LIST_PANE))
