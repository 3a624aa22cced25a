"""Leaving a form that holds words nobody has kept yet: asked about, since these forms have no draft."""

from collections.abc import Callable

from safeguard_app.ui.messages import Answer, Message, Messages
from safeguard_app.ui.theme.meanings import Meaning

NO_DRAFT = "Kept only when it is entered: this form has no draft."
_LEAVE = "leave"


def leave_form(messages: Messages, *, begun: bool, leave: Callable[[], None]) -> None:
    """Leave at once where nothing was typed; else ask first. Going on with the form is the safe answer."""
    if not begun:
        leave()
        return
    question = Message(
        "Leave the form?",
        "What you typed has not been kept.",
        "This form has no draft. If you leave it, the words are gone.",
        Meaning.DUE,
        answers=(
            Answer("stay", "Go on with the form", filled=True),
            Answer(_LEAVE, "Leave, keep nothing"),
            Answer("back", "Cancel"),
        ),
    )
    messages.show(question, _Answered(leave))


class _Answered:
    """Leaves when that was the answer."""

    def __init__(self, leave: Callable[[], None]) -> None:
        self._leave = leave

    def __call__(self, answer: str) -> None:
        if answer == _LEAVE:
            self._leave()
