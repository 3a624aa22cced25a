"""What was found of a document that somebody handed back: which it is, and what differs from the one issued."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.handed_back import Outcome
from safeguard_app.services.handed_back_words import HandedBack
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.fact_row import fact_row
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel

_ICONS = {Meaning.DONE: "circle-check", Meaning.LATE: "shield-alert", Meaning.DUE: "circle-alert"}


class HandedBackSheet(ModalSheet):
    """Signals:
    another_asked(): check another one.
    document_asked(object): open the document that was issued; carries its Reference.
    """

    another_asked = Signal()
    document_asked = Signal(object)

    def __init__(self, found: HandedBack) -> None:
        """Show the answer; a file itself is nowhere any more."""
        super().__init__("A document handed back", width=720, cancel_words="Close")
        meaning = (
            Meaning(found.line.meaning.value)
            if found.line.meaning is not StatusMeaning.PLAIN
            else Meaning.NOTE
        )
        self.answer = NoticePanel(
            meaning, f"{found.line.words}.", found.sentence, icon=_ICONS.get(meaning, "")
        )
        self.body.addWidget(self.answer)
        if found.found:
            self.body.addWidget(TextLabel("What differs", tokens.SECTION))
            lines = QWidget()
            lines.setAccessibleName("What differs")
            lines.setLayout(
                column(*(TextLabel(line, wrap=True) for line in found.found), space=tokens.SPACE_1)
            )
            self.body.addWidget(lines)
        for label, words in _in_order(found):
            self.body.addWidget(fact_row(label, words))
        self._fill_foot(found)

    def _fill_foot(self, found: HandedBack) -> None:
        """Of paper nothing is known but its number, so opening the document is what comes next."""
        on_paper = found.outcome is Outcome.NUMBERED and found.document is not None
        self.another_button = Button("Check another…")
        self.open_button = filled("Open the document") if on_paper else Button("Open the document")
        self.close_button = Button("Close") if on_paper else filled("Close")
        self.footer.addWidget(self.another_button)
        self.footer.addStretch(1)
        for button in (
            (self.close_button, self.open_button) if on_paper else (self.open_button, self.close_button)
        ):
            self.footer.addWidget(button)
        self.open_button.setVisible(found.document is not None)
        self._first = self.open_button if on_paper else self.close_button
        self.another_button.clicked.connect(self.another_asked)
        self.open_button.clicked.connect(partial(self.document_asked.emit, found.document))
        self.close_button.clicked.connect(self.reject)

    def first_focus(self) -> QWidget:
        """Close, as there is nothing to answer; of paper, opening the document to compare."""
        return self._first

    def announce(self) -> None:
        """Say the answer to whoever listens."""
        heading, sentence = self.answer.words()
        spoken = QAccessibleAnnouncementEvent(self._first, f"{heading} {sentence}")
        spoken.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(spoken)


def _in_order(found: HandedBack) -> tuple[tuple[str, str], ...]:
    """Which document it is, then to whom it went, which is asked first when a copy turns up; the rest follows."""
    places = [place for place, (label, _) in enumerate(found.facts, start=1) if label == "Went out"]
    at = places[0] if places else len(found.facts)
    return (*found.facts[:at], *found.to_whom, *found.facts[at:])
