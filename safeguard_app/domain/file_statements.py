"""What a file says of itself: when it was made, with what, where a page was saved from. Proposed, never believed.

A camera's clock may be wrong, a header may be forged, a time may lack its zone: so each statement carries the file's
own words, and a moment only where they name one (domain.md 6.2, ``captured_at`` with its basis).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class StatementKind(StrEnum):
    """What a statement is about."""

    TAKEN = "taken"
    """When a picture was taken, as the camera or phone wrote it (EXIF DateTimeOriginal)."""
    MADE = "made"
    """When the file was made (PDF CreationDate, PNG Creation Time)."""
    CHANGED = "changed"
    """When it was last changed (PDF ModDate, EXIF DateTime)."""
    DEVICE = "device"
    """Maker and model of the device."""
    SOFTWARE = "software"
    """The program that wrote it."""
    PLACE = "place"
    """Where it was taken: degrees, five decimals."""
    SIZE = "size"
    """Width and height of a picture."""
    DURATION = "duration"
    """How long a sound or video file plays."""
    PAGES = "pages"
    """How many pages a document has."""
    TITLE = "title"
    """Title of a document or page, or subject of a message."""
    AUTHOR = "author"
    SENT = "sent"
    """When a message says it was sent (RFC 5322 Date)."""
    FROM = "from"
    TO = "to"
    COPIED_TO = "copied_to"
    """Whom else a message went to (Cc)."""
    MESSAGE_ID = "message_id"
    ATTACHMENTS = "attachments"
    """How many attachments a message has, and their names."""
    SAVED_FROM = "saved_from"
    """The address a page was saved from (MHTML Snapshot-Content-Location, "saved from url")."""
    SAVED_AT = "saved_at"
    """When a page was saved."""


@dataclass(frozen=True, slots=True)
class FileStatement:
    """One thing a file says. ``words``: as it stands in the file, cleaned of control characters, 500 letters at most.

    ``is_cut``: there were more words than stand here, so these are to be read and not to be used.

    ``moment``: what the words name, where they name one: with an offset where the file gives it, else without, which
    means the wall clock of wherever the device was.
    """

    kind: StatementKind
    words: str
    moment: datetime | None = None
    is_cut: bool = False


class FileWarning(StrEnum):
    """What a reader should know before the file is opened elsewhere."""

    ACTIVE = "active"
    """It holds something that runs or opens other things: a script, a launch action, a form that sends."""
    HOLDS_FILES = "holds_files"
    """Other files are embedded in it."""
    LOCKED = "locked"
    """It is protected by a password, so it cannot be looked into."""
    CUT_SHORT = "cut_short"
    """It ends before it should, or is damaged."""
    OTHER_TYPE = "other_type"
    """Its beginning says one type and the rest another."""


@dataclass(frozen=True, slots=True)
class FileReading:
    """All that a file says of itself, in the order a person asks: when, with what, who, where, how large."""

    statements: tuple[FileStatement, ...] = ()
    warnings: tuple[FileWarning, ...] = ()

    def of(self, kind: StatementKind) -> FileStatement | None:
        """The first statement of a kind."""
        return next((one for one in self.statements if one.kind is kind), None)
