"""The declaration drive that runs, beside Today: slips out, returned, to chase. Nothing while none runs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.services.drive_views import DriveLine
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.text_label import TextLabel, muted


class DrivePart(QWidget):
    """The figures, and a way to the drive.

    Signals:
        opened(): go to the drive.
    """

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a drive."""
        super().__init__(parent)
        self.setAccessibleName("Declaration drive")
        self.title = muted("", wrap=True)
        self.counts = TextLabel("", wrap=True)
        self.line = link("")
        self.line.clicked.connect(self.opened)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, tokens.SPACE_3)
        layout.setSpacing(2)
        layout.addWidget(TextLabel("Declaration drive", tokens.SUB, wrap=True))
        for part in (self.title, self.counts, self.line):
            layout.addWidget(part)
        self.hide()

    def show_drive(self, drive: DriveLine | None) -> None:
        """Say how it stands."""
        self.setVisible(drive is not None)
        if drive is None:
            return
        self.title.setText(drive.title)
        self.counts.setText(f"{count_words(drive.out, 'slip')} out, {drive.returned} returned")
        chase = f"{drive.to_chase} to chase" if drive.to_chase else "None to chase: open the drive"
        self.line.setText(chase)
        self.line.setAccessibleName(f"Open the declaration drive: {chase}")
        self.line.updateGeometry()
