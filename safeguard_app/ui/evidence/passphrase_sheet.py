"""A passphrase shown once: it is kept nowhere, so the sheet stays until it was written down."""

from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from safeguard_app.services.disclosures import grouped
from safeguard_app.services.evidence_bundle import BundleMade
from safeguard_app.services.paper_protected import ProtectedCopy
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


@dataclass(frozen=True, slots=True)
class ToldOnce:
    """What is told: the words, what they open, and what to do should they be lost."""

    title: str
    passphrase: str = field(repr=False)
    if_lost: str
    facts: tuple[tuple[str, str], ...]


class PassphraseSheet(ModalSheet):
    """Closes only once it is ticked that the passphrase was written down."""

    def __init__(self, told: ToldOnce) -> None:
        """Show it with what it opens."""
        super().__init__(told.title, width=640, cancel_words="Close")
        self.words = TextLabel(told.passphrase, tokens.PAGE, wrap=True)
        self.words.setAccessibleName(f"Passphrase: {told.passphrase}")
        pane = Pane("sunken", column(self.words, margins=(16, 12, 16, 12)))
        self.body.addWidget(
            NoticePanel(
                Meaning.DUE,
                "Shown once, and kept nowhere",
                "Write it down, spaces and all. Tell it by telephone or face to face, never in the message or on the "
                f"stick that carries the file. {told.if_lost}",
            )
        )
        self.body.addWidget(pane)
        for label, words in told.facts:
            self.body.addWidget(fact_row(label, words))
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


def of_bundle(made: BundleMade) -> ToldOnce:
    """The passphrase of an evidence bundle."""
    return ToldOnce(
        "The passphrase of this bundle",
        made.passphrase,
        "If it is lost, make another bundle.",
        (
            ("File", f"{made.file_name}, {made.size:,} bytes"),
            ("For", made.receiver),
            ("Exhibits", made.exhibits),
            ("SHA-256", grouped(made.sha256)),
        ),
    )


def of_protected(*made: ProtectedCopy) -> ToldOnce:
    """The passphrase of protected documents, one for all of them."""
    files = tuple(
        fact
        for one in made
        for fact in (
            ("File", f"{one.file_name}, {one.size:,} bytes"),
            ("SHA-256", grouped(one.sha256)),
        )
    )
    title = "The passphrase of this document" if len(made) == 1 else "The passphrase of these documents"
    return ToldOnce(title, made[0].passphrase, "If it is lost, save another protected copy.", files)
