"""The passphrase of a bundle, shown once: it is kept nowhere, so the sheet stays until it was written down."""

from PySide6.QtWidgets import QWidget

from safeguard_app.services.evidence_bundle import BundleMade
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import filled
from safeguard_app.ui.widgets.fact_row import fact_row
from safeguard_app.ui.widgets.layouts import Pane, column
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel
from safeguard_app.ui.widgets.tick_box import TickBox

_FIRST = "Tick that you have it first. It cannot be shown again."


class PassphraseSheet(ModalSheet):
    """Closes only once it is ticked that the passphrase was written down."""

    def __init__(self, made: BundleMade) -> None:
        """Show it with what it opens."""
        super().__init__("The passphrase of this bundle", width=640, cancel_words="Close")
        self.words = TextLabel(made.passphrase, tokens.PAGE, wrap=True)
        self.words.setAccessibleName(f"Passphrase: {made.passphrase}")
        pane = Pane("sunken", column(self.words, margins=(16, 12, 16, 12)))
        self.body.addWidget(
            NoticePanel(
                Meaning.DUE,
                "Shown once, and kept nowhere",
                "Write it down, spaces and all. Tell it by telephone or face to face, never in the message or on the "
                "stick that carries the file. If it is lost, make another bundle.",
            )
        )
        self.body.addWidget(pane)
        self.body.addWidget(fact_row("File", f"{made.file_name}, {made.size:,} bytes"))
        self.body.addWidget(fact_row("For", made.receiver))
        self.body.addWidget(fact_row("Exhibits", made.exhibits))
        self.body.addWidget(fact_row("SHA-256", _grouped(made.sha256)))
        self.tick = TickBox("I have written it down")
        self.remark = TextLabel("", tokens.READ, wrap=True)
        self.remark.hide()
        self.body.addWidget(self.tick)
        self.body.addWidget(self.remark)
        self.close_button = filled("Close")
        self.footer.addStretch(1)
        self.footer.addWidget(self.close_button)
        self.close_button.clicked.connect(self.reject)

    def first_focus(self) -> QWidget:
        """What has to be said before it closes."""
        return self.tick

    def reject(self) -> None:
        """Not before it was written down."""
        if not self.tick.isChecked():
            self.remark.setText(_FIRST)
            self.remark.show()
            self.tick.setFocus()
            return
        self.words.clear()
        super().reject()


def _grouped(sha256: str) -> str:
    return " ".join(sha256[start : start + 8] for start in range(0, len(sha256), 8))
