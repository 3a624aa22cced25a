"""The one question before what may leave the school is printed or saved by itself: for whom is it?

What it is asked of stands in ``services/paper_leaving``.
"""

from safeguard_app.services.paper_leaving import NotFromHere
from safeguard_app.ui.messages import Answer, Message

NO_RECORD = Message(
    "There is nothing to share yet",
    "This stands on no record of that part of the log, so nothing of it can be shared.",
    "What is shared is kept with a record. Print or save it for the school’s own file instead.",
)
_ITS_PAGE = Message(
    "Share it from its page",
    "What this document was made of is not kept with it, so it cannot be shared from here. Nothing went out.",
    "Open the record, the person, the case or the entry that it is about, and choose Share there.",
)
INSTEAD = {NotFromHere.NO_RECORD: NO_RECORD, NotFromHere.ITS_PAGE: _ITS_PAGE}
"""What is said where somebody outside is to have what cannot be shared from where it is in view."""
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
