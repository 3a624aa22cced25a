"""The words of a file, to be read inside the program: plain text, a message, a page, a chat in the order of its times.

Control, bidirectional and invisible characters stand in them as ``[U+202E]``. A chat's dates are written differently
from telephone to telephone: where the numbers do not tell which of them is the month, both readings are given and none
is believed.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from safeguard_app.domain.file_statements import FileReading

MOST_LETTERS = 2_000_000
"""Letters of one file that are shown."""
MOST_MESSAGES = 50_000
"""Messages of a chat; no telephone exports more."""
MOST_FILES = 1_000
"""Attachments, or files of an archive, that are listed."""


class SectionKind(StrEnum):
    """What part of a file a text is."""

    WORDS = "words"
    AS_PAGE = "as_page"
    """The same message once more, in the form of a web page, where that says something else."""
    COMMENTS = "comments"
    NOTES = "notes"
    """Footnotes and endnotes."""
    HEADINGS = "headings"
    """What stands at the head and foot of each page."""


class TextNote(StrEnum):
    """What whoever reads a text should know."""

    CUT = "cut"
    """There is more of it than is shown."""
    GUESSED = "guessed"
    """It does not say how its letters are written, so that was guessed."""
    LOCKED = "locked"
    """Something in it is protected by a password."""
    BOMB = "bomb"
    """Something in it would unpack to far more than it is, so it was left packed."""
    DAMAGED = "damaged"
    """Some of it could not be read."""
    MORE_PARTS = "more_parts"
    """It has more parts, or parts laid deeper, than are looked at."""
    DELETED = "deleted"
    """It holds words that somebody had deleted and the program that wrote it has kept."""
    NO_WORDS = "no_words"
    """Nothing to read was found in it."""
    MIXED_DATES = "mixed_dates"
    """Its dates contradict each other: some have a number over 12 in one place, some in the other."""


class DateOrder(StrEnum):
    """Which number of a written date is which."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    NOT_KNOWN = "not_known"
    """Every number is 12 or less, or they contradict each other: a person has to say."""


@dataclass(frozen=True, slots=True)
class TextSection:
    """Some words of a file."""

    kind: SectionKind
    text: str


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file inside the file, by its own name; ``size`` in bytes, as far as it is known."""

    name: str
    type: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """A message of a chat, or a line of the program that kept it (without a ``sender``).

    ``written`` is its time as it stands; the two moments are its two readings, without a zone, None where the numbers
    name no day.
    """

    written: str
    day_first: datetime | None
    month_first: datetime | None
    sender: str
    words: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """The messages in the order in which they stand."""

    order: DateOrder
    messages: tuple[ChatMessage, ...]


@dataclass(frozen=True, slots=True)
class FileText:
    """All that is shown of a file in words, with what it says of itself."""

    sections: tuple[TextSection, ...] = ()
    files: tuple[HeldFile, ...] = ()
    chat: Chat | None = None
    notes: tuple[TextNote, ...] = ()
    says: FileReading = field(default_factory=FileReading)
