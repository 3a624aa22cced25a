"""The page of declarations: the register, a form over the whole page, or a contact check."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from safeguard_app.ui.declarations.register_page import RegisterPage


class DeclarationsPage(QWidget):
    """Holds the faces of the page and knows which of them is in view."""

    def __init__(self, register: RegisterPage, parent: QWidget | None = None) -> None:
        """Show the register."""
        super().__init__(parent)
        self.setAccessibleName("Declarations")
        self.register = register
        self._stack = QStackedWidget()
        self._stack.addWidget(register)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def add_face(self, face: QWidget) -> None:
        """Take another face in."""
        self._stack.addWidget(face)

    def show_face(self, face: QWidget) -> None:
        """Bring a face to the front."""
        self._stack.setCurrentWidget(face)

    def show_register(self) -> None:
        """Bring the register to the front."""
        self._stack.setCurrentWidget(self.register)

    @property
    def face(self) -> QWidget | None:
        """What is in view."""
        return self._stack.currentWidget()
