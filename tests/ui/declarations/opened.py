"""The page of declarations in the real window, over a copy of the demo's log."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.declarations import Declaration
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import register
from safeguard_app.services.declaration_views import RegisterRow
from safeguard_app.services.register_facts import declaration
from safeguard_app.ui.contact_check.check_presenter import ContactCheckPresenter
from safeguard_app.ui.declarations.declaration_form_page import DeclarationFormPage
from safeguard_app.ui.declarations.declarations_presenter import DeclarationsPresenter
from safeguard_app.ui.declarations.step_form_page import StepFormPage
from safeguard_app.ui.messages import Message
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey
from tests.ui.conftest import Stage
from tests.ui.demo_log import OpenDemo
from tests.ui.settling import until_still


class Opened:
    """The page, and what came out of it."""

    def __init__(self, demo: OpenDemo, stage: Stage, scan: Path | None = None) -> None:
        self.demo = demo
        self._stage = stage
        self.window = MainWindow()
        self.files_asked = 0
        self._scan = scan
        self.boxes: list[Message] = []
        messages = self.window.messages
        messages.shown.connect(self._box_shown)
        self.check = ContactCheckPresenter(demo.session, demo.tasks, messages)
        self.presenter = DeclarationsPresenter(
            demo.session, demo.tasks, messages, self.check, self._choose_file
        )
        self.window.add_page(PageKey.DECLARATIONS, self.presenter)
        self.presenter.acts_changed.connect(self.window.page_changed)
        self.presenter.changed.connect(self.window.broadcast)
        self.window.contact_check_requested.connect(self._check_requested)
        self.window.show_work(PageKey.DECLARATIONS)
        stage.present(self.window)
        self.settle()

    def settle(self) -> None:
        """Wait for the log and for the layouts."""
        self.demo.settle()
        until_still(self.window, self._stage.settle)

    @property
    def form(self) -> DeclarationFormPage:
        assert self.presenter.forms is not None
        return self.presenter.forms.form

    @property
    def step(self) -> StepFormPage:
        assert self.presenter.forms is not None
        return self.presenter.forms.step

    def shows(self, face: QWidget) -> bool:
        """Whether that is the face of the page in view."""
        return self.presenter.page.face is face

    def rows(self) -> list[RegisterRow]:
        """The rows in view."""
        rows = self.presenter.register.table.model_rows
        return [rows.row_at(rows.index(place, 0)) for place in range(rows.rowCount())]

    def row(self, adult: str) -> RegisterRow:
        """The row of an adult."""
        return next(row for row in self.rows() if row.adult == adult)

    def choose(self, adult: str) -> Reference:
        """Mark a row and wait for its panel."""
        reference = self.row(adult).reference
        self.presenter.register.choose(reference)
        self.settle()
        return reference

    def stored(self, reference: Reference) -> Declaration:
        """A declaration as it is on file."""
        return self.demo.wait(partial(declaration, self.demo.session, reference)).content

    def on_file(self, adult: str) -> Declaration:
        """The declaration of an adult, as it is on file."""
        found = self.demo.wait(partial(register.register, self.demo.session))
        return self.stored(next(row.reference for row in found.rows if row.adult == adult))

    def _choose_file(self) -> Path | None:
        self.files_asked += 1
        return self._scan

    def _box_shown(self, message: object) -> None:
        assert isinstance(message, Message)
        self.boxes.append(message)

    def _check_requested(self) -> None:
        self.presenter.begin_check()
