"""The page of registers: the overview, one register, or a form over the whole page."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from safeguard_app.ui.registers.logbook_page import LogbookView
from safeguard_app.ui.registers.overview_page import OverviewPage


class RegistersPage(QWidget):
    """Holds the faces of the page and knows which of them is in view."""

    def __init__(self, overview: OverviewPage, logbook: LogbookView, parent: QWidget | None = None) -> None:
        """Show the overview."""
        super().__init__(parent)
        self.setAccessibleName("Registers")
        self.overview, self.logbook = overview, logbook
        self._stack = QStackedWidget()
        for face in (overview, logbook):
            self._stack.addWidget(face)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def add_face(self, face: QWidget) -> None:
        """Take another face in."""
        self._stack.addWidget(face)

    def show_face(self, face: QWidget) -> None:
        """Bring a face to the front."""
        self._stack.setCurrentWidget(face)

    @property
    def face(self) -> QWidget | None:
        """What is in view."""
        return self._stack.currentWidget()

    @property
    def shows_form(self) -> bool:
        """Whether a form is in view."""
        return self.face not in (self.overview, self.logbook)
