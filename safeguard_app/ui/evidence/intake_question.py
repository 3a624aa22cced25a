"""The questions before anything is read: about indecent images, and where it is asked what the material is."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.evidence_views import MaterialSaid
from safeguard_app.ui.evidence.declaration_sheet import DeclarationSheet, ImageAnswer
from safeguard_app.ui.evidence.material_sheet import MaterialSheet


class IntakeQuestion(QObject):
    """Asks over a page, one sheet after the other.

    Signals:
        answered(object, object): carries the ImageAnswer and the MaterialSaid.
        cancelled(): nothing is added and nothing was read.
    """

    answered = Signal(object, object)
    cancelled = Signal()

    def __init__(self, over: QWidget, parent: QObject | None = None) -> None:
        """The sheets open ``over`` a page."""
        super().__init__(parent)
        self._over = over
        self._asks_material = False
        self.sheet: DeclarationSheet | MaterialSheet | None = None
        """The sheet on screen, for tests."""

    def ask(self, sheet: DeclarationSheet, *, asks_material: bool) -> None:
        """Open the first question; ``asks_material`` says whether the second follows a No."""
        self._asks_material = asks_material
        sheet.answered.connect(self._images_answered)
        sheet.cancelled.connect(self.cancelled)
        self._open(sheet)

    def _open(self, sheet: DeclarationSheet | MaterialSheet) -> None:
        self.sheet = sheet
        sheet.open_over(self._over)

    def _images_answered(self, answer: object) -> None:
        assert isinstance(answer, ImageAnswer)
        if not (answer.may_read and self._asks_material):
            self.answered.emit(answer, MaterialSaid())
            return
        sheet = MaterialSheet()
        sheet.answered.connect(self._material_answered)
        sheet.cancelled.connect(self.cancelled)
        self._open(sheet)

    def _material_answered(self, said: object) -> None:
        self.answered.emit(ImageAnswer.NO_SEEN_ALL, said)
