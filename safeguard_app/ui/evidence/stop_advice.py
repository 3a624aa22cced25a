"""What to do after an answer that lets nothing in: shown at once, with whom to ring and where copies may be.

Nothing was read, and the program neither copied nor cleared the clipboard. The words come from services.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from safeguard_app.services.evidence_views import StopAdvice, ToRing
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.headed_section import HeadedSection, Line
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted


class StopAdviceSheet(ModalSheet):
    """Signals:
    words_only_asked(): write it down in words, with nothing attached.
    left(): close without; the answer is in the audit all the same.
    """

    words_only_asked = Signal()
    left = Signal()

    def __init__(
        self,
        advice: StopAdvice,
        *,
        record_words: str = "Open a words-only record",
        close_words: str = "Close, open no record",
        kept_words: str = "Kept in the audit, without a file name.",
    ) -> None:
        """The words are those of a record; a form that is still being written has its own."""
        super().__init__(advice.title, cancel_words=close_words)
        self._open_record = False
        notice = NoticePanel(
            Meaning.DUE,
            "Stop here. Nothing was opened, read or kept.",
            f"{advice.sentence} What is on the clipboard or the device is as it was.",
        )
        self.body.addWidget(notice)
        for heading, lines in (
            ("Do not", advice.do_not),
            ("Do now", advice.do_now),
        ):
            self.body.addWidget(listed(heading, lines))
        self.body.addWidget(whom_to_ring(advice.ring))
        self.body.addWidget(listed("Where copies may be", advice.copies))
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


def listed(heading: str, lines: Sequence[str]) -> HeadedSection:
    """A heading and its points."""
    section = HeadedSection(heading, style=tokens.SUB, line=False, space=2)
    for words in lines:
        section.add(TextLabel(f"•  {words}", wrap=True))
    return section


def whom_to_ring(contacts: Sequence[ToRing]) -> HeadedSection:
    """Who, their number, and what for, in the order to ring."""
    section = HeadedSection("Whom to ring", style=tokens.SUB, line=False, space=0)
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(tokens.SPACE_4)
    grid.setVerticalSpacing(tokens.SPACE_1)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(2, 3)
    for place, contact in enumerate(contacts):
        grid.addWidget(Line("line"), place * 2, 0, 1, 3)
        who = ", ".join(filter(None, (contact.agency, contact.name)))
        grid.addWidget(TextLabel(who, wrap=True), place * 2 + 1, 0)
        is_number = any(letter.isdigit() for letter in contact.number)
        phone = TextLabel(contact.number, tokens.STRONG if is_number else tokens.BASE, wrap=not is_number)
        phone.set_tone("text" if is_number else "muted")
        grid.addWidget(phone, place * 2 + 1, 1)
        grid.addWidget(muted(contact.what_for, wrap=True), place * 2 + 1, 2)
    section.add(holder)
    return section
