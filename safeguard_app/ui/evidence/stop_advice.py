"""What to do now, after "Yes, or possibly" or "I have not seen it": shown at once, with whom to ring.

Nothing was read, and the program neither copied nor cleared the clipboard. The wording follows the published advice
for education settings on nudes and semi-nudes (UKCIS) and the school's own policies; who to ring comes from what the
school entered.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from safeguard_app.ui.evidence.declaration_sheet import ImageAnswer
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.headed_section import HeadedSection, Line
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted

DO_NOT = (
    "Do not look at it, copy it, print it, save it or send it on.",
    "Ask nobody to show it, send it or download it.",
    "Delete nothing, and let nobody delete anything, until the police have said so.",
    "Do not search through a pupil’s pictures.",
)
DO_NOW = (
    "Take the device, if it is in your hands: switch it off if you can without looking, and lock it away.",
    "A post or page: leave it where it is and write its address down in words.",
    "Ring the police, or those who take referrals about children here. At once if an adult is involved, if there is "
    "blackmail or pressure, if a child is under 13, or if a child may come to harm.",
    "Stay with the child, or see that somebody does. Do not promise to keep it secret.",
    "A child can ask for a picture of themselves to be taken down: Report Remove, by Childline and the IWF.",
)


@dataclass(frozen=True, slots=True)
class RingRow:
    """Whom to ring: ``phone`` may be empty, then it says so rather than leaving a gap."""

    who: str
    phone: str = ""
    when: str = ""


class StopAdvice(ModalSheet):
    """Signals:
    words_only_asked(): open a record in words, with nothing attached.
    left(): close without a record; the answer is in the audit all the same.
    """

    words_only_asked = Signal()
    left = Signal()

    def __init__(
        self,
        answer: ImageAnswer,
        contacts: Sequence[RingRow],
        *,
        record_words: str = "Open a words-only record",
        close_words: str = "Close, open no record",
        kept_words: str = "Kept in the audit, without a file name.",
    ) -> None:
        """``answer`` is one that may read nothing; ``contacts`` are the school's own, in the order to ring.

        The words are those of a record; a form that is still being written has its own.
        """
        assert not answer.may_read
        super().__init__("Nothing was added", cancel_words=close_words)
        self._open_record = False
        lead = (
            "You said it shows, or may show, an indecent image of a child."
            if answer is ImageAnswer.YES_OR_POSSIBLY
            else "You have not seen it, so it is treated as though it might show an indecent image of a child."
        )
        notice = NoticePanel(
            Meaning.DUE,
            "Stop here. Nothing was opened, read or kept.",
            f"{lead} What is on the clipboard or the device is as it was.",
        )
        self.body.addWidget(notice)
        self.body.addWidget(_list("Do not", DO_NOT))
        self.body.addWidget(_list("Do now", DO_NOW))
        self.body.addWidget(_whom_to_ring(contacts))
        self.record_button = filled(record_words, "notebook-pen")
        self.close_button = Button(close_words)
        self.record_button.clicked.connect(self._record_pressed)
        self.close_button.clicked.connect(self.reject)
        self.footer.addWidget(muted(kept_words, wrap=True), 1)
        self.footer.addWidget(self.close_button)
        self.footer.addWidget(self.record_button)

    def first_focus(self) -> QWidget:
        """The record in words."""
        return self.record_button

    def done(self, result: int) -> None:
        """Tell what was chosen once the sheet is gone."""
        super().done(result)
        if self._open_record:
            self.words_only_asked.emit()
        else:
            self.left.emit()

    def _record_pressed(self) -> None:
        self._open_record = True
        self.accept()


def _list(heading: str, lines: Sequence[str]) -> HeadedSection:
    section = HeadedSection(heading, style=tokens.SUB, line=False, space=2)
    for words in lines:
        section.add(TextLabel(f"•  {words}", wrap=True))
    return section


def _whom_to_ring(contacts: Sequence[RingRow]) -> HeadedSection:
    section = HeadedSection("Whom to ring", style=tokens.SUB, line=False, space=0)
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(tokens.SPACE_4)
    grid.setVerticalSpacing(tokens.SPACE_1)
    grid.setColumnStretch(2, 1)
    rows = (RingRow("Emergency", "999", "if anyone is in danger now"), *contacts)
    for place, contact in enumerate(rows):
        grid.addWidget(Line("line"), place * 2, 0, 1, 3)
        grid.addWidget(TextLabel(contact.who, wrap=True), place * 2 + 1, 0)
        words = contact.phone or "no number entered"
        is_number = any(letter.isdigit() for letter in words)
        phone = TextLabel(words, tokens.STRONG if contact.phone else tokens.BASE, wrap=not is_number)
        phone.set_tone("text" if contact.phone else "muted")
        grid.addWidget(phone, place * 2 + 1, 1)
        grid.addWidget(muted(contact.when, wrap=True), place * 2 + 1, 2)
    section.add(holder)
    return section
