"""Leaving a form that holds words nobody has entered yet: asked about, since they may go on as a draft or go."""

from collections.abc import Callable

from safeguard_app.ui.messages import Answer, Message, Messages
from safeguard_app.ui.theme.meanings import Meaning

DRAFT_KEPT = "Kept as a draft while you type, readable by you alone."
KEEP = "keep"
THROW = "leave"
KEPT_SAID = "The draft is kept. It is under Today, and there again when you open this form."


def leave_form(
    messages: Messages, *, begun: bool, leave: Callable[[], None], keep: Callable[[], None]
) -> None:
    """Leave at once where nothing was typed; else ask whether the words are kept. Escape goes on with the form."""
    if not begun:
        leave()
        return
    question = Message(
        "Leave the form?",
        "What you typed has not been entered.",
        "To go on with it another time, keep it as a draft.",
        Meaning.DUE,
        answers=(
            Answer(KEEP, "Keep as draft", filled=True),
            Answer(THROW, "Leave, keep nothing"),
            Answer("stay", "Go on with the form"),
        ),
    )
    messages.show(question, _Answered(leave, keep))


class _Answered:
    """Leaves when that was the answer."""

    def __init__(self, leave: Callable[[], None], keep: Callable[[], None]) -> None:
        self._acts = {THROW: leave, KEEP: keep}

    def __call__(self, answer: str) -> None:
        if answer in self._acts:
            self._acts[answer]()
