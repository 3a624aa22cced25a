"""The one question before a form, a record or a chronology is printed or saved by itself: for whom is it?"""

from safeguard_app.ui.messages import Answer, Message

OWN, OUTSIDE = "own", "outside"


def question(title: str) -> Message:
    """One key each. The keyboard stands at the answer by which nothing leaves yet."""
    return Message(
        "Who is it for?",
        f"{title}: for the school’s own file, or for somebody outside?",
        "For somebody outside, the next sheet asks who receives it and what for. For the school’s own file, the "
        "register of what went out says that it was kept in the school.",
        answers=(
            Answer(OUTSIDE, "For somebody &outside", filled=True),
            Answer(OWN, "For the &school’s own file"),
            Answer("cancel", "Cancel"),
        ),
    )
