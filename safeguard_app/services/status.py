"""What a status says, decided here and only drawn by the window: one of four meanings, and its words."""

from dataclasses import dataclass
from enum import StrEnum


class StatusMeaning(StrEnum):
    """The four meanings a status can have, and none. Values are those of the window's theme."""

    LATE = "late"
    """The time has passed."""
    DUE = "due"
    """A person must do or decide something now."""
    DONE = "done"
    """It happened, with its date."""
    NOTE = "note"
    """Worth knowing, nothing to do now."""
    PLAIN = ""
    """Neither asks nor promises anything."""


@dataclass(frozen=True, slots=True)
class StatusLine:
    """A meaning with its words."""

    meaning: StatusMeaning
    words: str
