"""Answers to a question as cards, each with a number that is also its key."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.act_card import ActCard
from safeguard_app.ui.widgets.layouts import column


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what it stands for, its words, and what comes of it."""

    value: Any
    title: str
    text: str


class AnswerCards(QWidget):
    """Signals:
    chosen(object): an answer was chosen; carries its value.
    """

    chosen = Signal(object)

    def __init__(self, answers: Sequence[Answer]) -> None:
        """Numbered from 1, in their order."""
        super().__init__()
        self.cards: dict[Any, ActCard] = {}
        self._keys: dict[int, Any] = {}
        rows = column(space=tokens.SPACE_2)
        rows.setContentsMargins(0, 0, 0, 0)
        for number, answer in enumerate(answers, 1):
            card = ActCard(answer.title, answer.text, number=str(number))
            card.setAccessibleDescription(f"{answer.text} Key {number}.")
            card.clicked.connect(self._pressed)
            self.cards[answer.value] = card
            self._keys[Qt.Key.Key_0.value + number] = answer.value
            rows.addWidget(card)
        self.setLayout(rows)

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether a key was one of the numbers, which then has answered."""
        answer = self._keys.get(event.key())
        if answer is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        self.chosen.emit(answer)
        return True

    def _pressed(self) -> None:
        pressed = self.sender()
        self.chosen.emit(next(answer for answer, card in self.cards.items() if card is pressed))
