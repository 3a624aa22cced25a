"""The page of people: list and person side by side, or the form over the whole page."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
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
"""Width of the page from which list and person fit side by side. Below it, one of them is in front."""
_ANY_WIDTH = 16_777_215


class PeoplePage(QWidget):
    """Holds list, person and form; knows which of them is in view.

    Signals:
        came_up(): the page came into view.
    """

    came_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """The form is put in with :meth:`set_form_page`, once its lists are read."""
        super().__init__(parent)
        self.setAccessibleName("People")
        self.list_pane = PeopleListPane()
        self.record = PersonRecordPage()
        self.form: PersonFormPage | None = None
        self._import: QWidget | None = None
        self.first_button = Button("Add a person", "user-plus")
        self.first_import_button = Button("Bring people in from a file", "file-plus")
        self._empty = centred(
            EmptyState(
                "users",
                "Nobody is on the register yet",
                "Add pupils, the adults who work here, parents and carers as they come up. Somebody in a record who"
                " is not on the register yet can be added at any time.",
                self.first_button,
                self.first_import_button,
            )
        )
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

    def set_import_page(self, page: QWidget) -> None:
        """Put the page in on which people are brought in from a file."""
        self._import = page
        self._stack.addWidget(page)

    def show_import(self) -> None:
        """Bringing people in, over the whole page."""
        assert self._import is not None
        self._stack.setCurrentWidget(self._import)

    @property
    def shows_import(self) -> bool:
        """Whether people are being brought in."""
        return self._import is not None and self._stack.currentWidget() is self._import

    @property
    def shows_other(self) -> bool:
        """Whether something else than list and person is in view: the form, or bringing people in."""
        return self.shows_form or self.shows_import

    def show_empty(self) -> None:
        """Nobody was ever added."""
        self._stack.setCurrentWidget(self._empty)

    @property
    def shows_form(self) -> bool:
        """Whether the form is in view."""
        return self.form is not None and self._stack.currentWidget() is self.form

    def show_list(self) -> None:
        """Where only one of them fits: the list."""
        self._list_in_front = True
        self._place()
        self.list_pane.list.setFocus()

    def show_person(self) -> None:
        """Where only one of them fits: the person."""
        self._list_in_front = False
        self._place()

    @property
    def shows_both(self) -> bool:
        """Whether there is room for list and person side by side."""
        return self.width() >= scaled(_BOTH_FROM)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that it came into view."""
        super().showEvent(event)
        self.came_up.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or one of them."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        both = self.shows_both
        listed = both or self._list_in_front
        self.list_pane.setVisible(listed)
        self._rule.setVisible(both)
        self.record.setVisible(both or not listed)
        self.record.header.list_button.setVisible(not both)
        if both:
            self.list_pane.setFixedWidth(scaled(tokens.LIST_PANE))
        else:
            self.list_pane.setMinimumWidth(0)
            self.list_pane.setMaximumWidth(_ANY_WIDTH)
