"""The question before any evidence: does it show, or might it show, an indecent image of a child?

It comes before any file dialog, paste or drop, in every case. Only "No, I have seen all of it" leads to reading
anything; "Yes, or possibly" and "I have not seen it" read nothing and open a record in words. Cancel adds nothing.
Why: staff must never view, copy, store or send such images (UKCIS 2024 advice; indecent images of children).
"""

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from safeguard_app.services.evidence_views import QUESTION
from safeguard_app.ui.evidence.answer_cards import Answer, AnswerCards
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.icon_label import IconLabel
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import TextLabel, muted


class ImageAnswer(StrEnum):
    """The three answers; the value goes into the audit."""

    YES_OR_POSSIBLY = "yes_or_possibly"
    NOT_SEEN = "not_seen"
    NO_SEEN_ALL = "no_seen_all"

    @property
    def may_read(self) -> bool:
        """Whether a file, paste or drop may be read after this answer."""
        return self is ImageAnswer.NO_SEEN_ALL


_ANSWERS = (
    Answer(
        ImageAnswer.YES_OR_POSSIBLY,
        "Yes, or possibly",
        "Nothing is read. A words-only record opens, with what to do next.",
    ),
    Answer(
        ImageAnswer.NOT_SEEN,
        "I have not seen it",
        "Treated as Yes. Nothing is read. You can describe it as it was told to you.",
    ),
    Answer(
        ImageAnswer.NO_SEEN_ALL,
        "No, I have seen all of it",
        "Choose the file. It is read in, sealed, and compared with the original.",
    ),
)


class DeclarationSheet(ModalSheet):
    """Keys 1, 2 and 3 answer; "I have not seen it" has the keyboard to begin with.

    Signals:
        answered(object): one of the three was chosen; carries the ImageAnswer.
        cancelled(): nothing is added and nothing was read.
    """

    answered = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        head_words: str,
        *,
        question_for_words: bool = False,
        kept_words: str = "Your answer is kept in the audit.",
    ) -> None:
        """``head_words`` is the nation's and case's word for whom to tell (the Chair, when it is about the head).

        ``question_for_words`` is for pasted or dropped content: it is not read before the answer either.
        ``kept_words`` says where the answer is kept.
        """
        super().__init__("Before you add evidence", cancel_words="Cancel, add nothing")
        self._answer: ImageAnswer | None = None
        what = (
            "Nothing pasted or dropped has been read." if question_for_words else "No file has been chosen."
        )
        lead = (
            f"{what} Nothing has been opened, read or previewed. Pictures made or altered by AI count. An intimate "
            "image of an adult is not kept here either: answer Yes. "
        )
        self.body.addWidget(TextLabel(QUESTION, tokens.PAGE, wrap=True))
        self.body.addWidget(TextLabel(f"{lead}Do not look at it to decide.", tokens.READ, "muted", wrap=True))
        self._cards = AnswerCards(_ANSWERS)
        self.cards = self._cards.cards
        self._cards.chosen.connect(self._choose)
        self.body.addWidget(self._cards)
        self.body.addLayout(_seen_by_accident(head_words))
        cancel = Button("Cancel, add nothing")
        cancel.clicked.connect(self.reject)
        self.footer.addWidget(muted(kept_words, wrap=True), 1)
        self.footer.addWidget(cancel)

    def first_focus(self) -> QWidget:
        """The careful answer: pressing Enter without reading reads nothing."""
        return self.cards[ImageAnswer.NOT_SEEN]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2 and 3 answer."""
        if not self._cards.take_key(event):
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Tell the answer once the sheet is gone."""
        super().done(result)
        if self._answer is None:
            self.cancelled.emit()
        else:
            self.answered.emit(self._answer)

    def _choose(self, answer: object) -> None:
        assert isinstance(answer, ImageAnswer)
        self._answer = answer
        self.accept()


def _seen_by_accident(head_words: str) -> QHBoxLayout:
    words = (
        "If it has already been seen by accident, write down who, when and how, and tell the "
        f"{head_words}. Do not look again."
    )
    icon = column(IconLabel("info", "text", tokens.ICON_BUTTON), None)
    icon.setContentsMargins(0, 2, 0, 0)
    return row(icon, muted(words, wrap=True), space=tokens.SPACE_2)
