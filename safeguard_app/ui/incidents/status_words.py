"""From what services say of a status to what widgets draw."""

from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.ui.theme.meanings import Meaning, Status, held

_MEANINGS = {
    StatusMeaning.LATE: Meaning.LATE,
    StatusMeaning.DUE: Meaning.DUE,
    StatusMeaning.DONE: Meaning.DONE,
    StatusMeaning.NOTE: Meaning.NOTE,
}


def meaning_of(meaning: StatusMeaning | None) -> Meaning:
    """The meaning to draw; what neither asks nor promises anything is a note."""
    return _MEANINGS.get(meaning, Meaning.NOTE) if meaning is not None else Meaning.NOTE


def status_of(line: StatusLine) -> Status:
    """A status with its words; what is held has the pause icon."""
    return status(line.words, line.meaning)


def status(words: str, meaning: StatusMeaning | None) -> Status:
    """A status from words and meaning apart, as list rows carry them."""
    if meaning is StatusMeaning.NOTE and words.startswith(("Held", "Telling")):
        return held(words)
    if meaning in (None, StatusMeaning.PLAIN):
        return Status(Meaning.NOTE, words, "folder-open" if words.startswith("Open") else "minus")
    return Status(meaning_of(meaning), words)
