"""The four meanings a status can have, each with its icon: a colour never speaks alone."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Meaning(StrEnum):
    """What a status says about time and duty. Values are the names of the colour tokens."""

    LATE = "late"
    """The time has passed."""
    DUE = "due"
    """A person must do or decide something now."""
    DONE = "done"
    """It happened, with its date."""
    NOTE = "note"
    """Worth knowing, nothing to do now."""

    @property
    def icon(self) -> str:
        """Name of the icon that stands with the word."""
        return _ICONS[self]

    @property
    def ground(self) -> str:
        """Name of the colour token of its ground."""
        return f"{self.value}bg"


_ICONS: Final = {
    Meaning.LATE: "circle-alert",
    Meaning.DUE: "clock",
    Meaning.DONE: "circle-check",
    Meaning.NOTE: "info",
}


@dataclass(frozen=True, slots=True)
class Status:
    """A meaning with its words, as shown in chips, lists and tables. ``icon`` replaces the meaning's own."""

    meaning: Meaning
    words: str
    icon: str = ""

    @property
    def icon_name(self) -> str:
        """The icon to paint."""
        return self.icon or self.meaning.icon


def held(words: str) -> Status:
    """A status for what is held: never late, shown with the pause icon."""
    return Status(Meaning.NOTE, words, "circle-pause")
