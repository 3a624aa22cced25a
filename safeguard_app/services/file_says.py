"""What an evidence file says of itself, in words: proposed beside the facts that people gave, never written by itself.

Where the two disagree a question is asked, not a verdict given (domain.md 6.2: a file newer than the capture that is
claimed raises a query, not a block).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from safeguard_app.domain.evidence import CaptureFacts
from safeguard_app.domain.file_statements import FileReading, FileStatement, FileWarning, StatementKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    Moment,
    describe,
    exactly,
    span_of,
    to_minute,
)
from safeguard_app.services import media_types
from safeguard_app.services.evidence_showing import OpenedFile, opened_as, sealed_content, stored_item
from safeguard_app.services.session import Session

MOST_LOOKED_INTO = 64 * 1024 * 1024
"""Bytes; what a larger file says of itself is not asked."""
_LABELS = {
    StatementKind.TAKEN: "Taken",
    StatementKind.MADE: "Made",
    StatementKind.CHANGED: "Last changed",
    StatementKind.DEVICE: "Device",
    StatementKind.SOFTWARE: "Made with",
    StatementKind.PLACE: "Place",
    StatementKind.SIZE: "Size of the picture",
    StatementKind.DURATION: "Length",
    StatementKind.PAGES: "Pages",
    StatementKind.TITLE: "Title",
    StatementKind.AUTHOR: "Author",
    StatementKind.SENT: "Sent",
    StatementKind.FROM: "From",
    StatementKind.TO: "To",
    StatementKind.COPIED_TO: "Copied to",
    StatementKind.MESSAGE_ID: "Number of the message",
    StatementKind.ATTACHMENTS: "Attachments",
    StatementKind.SAVED_FROM: "Saved from",
    StatementKind.SAVED_AT: "Saved",
}
_WARNINGS = {
    FileWarning.ACTIVE: "It holds something that runs, or opens other things, when it is opened elsewhere.",
    FileWarning.HOLDS_FILES: "Other files are embedded in it.",
    FileWarning.LOCKED: "It is protected by a password, so it cannot be looked into.",
    FileWarning.CUT_SHORT: "It ends before it should, or is damaged.",
    FileWarning.OTHER_TYPE: "Its beginning says one type of file and the rest another.",
}
_CAPTURED = frozenset({StatementKind.TAKEN, StatementKind.SAVED_AT})
_TEXTS = {
    StatementKind.SENT: "posted_as_shown",
    StatementKind.DEVICE: "device",
    StatementKind.SAVED_FROM: "url",
    StatementKind.FROM: "handle",
}
_BY_THE_FILE, _BY_ITS_CLOCK = "the file itself", "the file itself, by the clock of its device"
_MARGIN = timedelta(minutes=2)
_MARGIN_BY_ITS_CLOCK = timedelta(hours=2)
"""Without an offset it is the wall clock of wherever the device was; an hour either way is no question."""


@dataclass(frozen=True, slots=True)
class SaysLine:
    """One statement in words; ``fact`` is the fact it may stand for, with what would stand there, or empty."""

    label: str
    words: str
    fact: str = ""
    text: str = ""
    moment: Moment | None = None


@dataclass(frozen=True, slots=True)
class FileSays:
    """All of it. ``queries`` are questions where it disagrees with the facts given; ``warnings`` are for opening it."""

    lines: tuple[SaysLine, ...]
    queries: tuple[str, ...]
    warnings: tuple[str, ...]


def file_to_read(session: Session, item: Reference) -> OpenedFile | None:
    """An exhibit's content, to ask what it says of itself; None where it is too large for that, or taken back.

    No picture is shown and nobody sees the content, so this leaves no event. Raises EvidenceDamaged.
    """
    stored = stored_item(session, item)
    if (
        not (stored.content.is_live and stored.content.has_file)
        or stored.content.stored.size > MOST_LOOKED_INTO
    ):
        return None
    return opened_as(session, stored, sealed_content(session, stored))


def reading_of(opened: OpenedFile) -> FileReading:
    """Ask the file, in a process apart. Slow, and touches no database. Raises ProcessStopped."""
    return opened.looking_in.read(opened.content, opened.media_type)


def in_words(
    session: Session, reading: FileReading, facts: CaptureFacts, opened: OpenedFile | None = None
) -> FileSays:
    """What a file says, beside the facts that were given, and beside its own name where ``opened`` gives it."""
    false_name = media_types.mislabelled(opened.name, opened.media_type) if opened is not None else ""
    return FileSays(
        lines=says_lines(session, reading),
        queries=tuple(_queries(session, reading, facts)),
        warnings=(*filter(None, (false_name,)), *warning_words(reading)),
    )


def says_lines(session: Session, reading: FileReading) -> tuple[SaysLine, ...]:
    """Each statement in words."""
    return tuple(_line(session, one) for one in reading.statements)


def warning_words(reading: FileReading) -> tuple[str, ...]:
    """Each warning in words."""
    return tuple(_WARNINGS[one] for one in reading.warnings)


def _line(session: Session, statement: FileStatement) -> SaysLine:
    label, words = _LABELS[statement.kind], statement.words
    moment = _moment(session, statement.moment)
    if moment is not None and statement.moment is not None:
        clock = "" if statement.moment.tzinfo is not None else ", by the clock of its device"
        words = f"{describe(moment, session.zone)}{clock}"
    if statement.kind in _CAPTURED and moment is not None:
        return SaysLine(label, words, "captured_at", "", moment)
    fact = "" if statement.is_cut else _TEXTS.get(statement.kind, "")
    return SaysLine(label, words, fact, statement.words if fact else "")


def _moment(session: Session, at: datetime | None) -> Moment | None:
    """To the minute; a year that no record speaks of proposes nothing."""
    if at is None or not EARLIEST_YEAR < at.year < LATEST_YEAR:
        return None
    known = at.tzinfo is not None
    local = at.astimezone(session.zone) if known else at.replace(tzinfo=session.zone)
    return exactly(to_minute(local), _BY_THE_FILE if known else _BY_ITS_CLOCK)


def _queries(session: Session, reading: FileReading, facts: CaptureFacts) -> list[str]:
    found = []
    for statement in reading.statements:
        if statement.kind in _CAPTURED:
            found += _against_capture(session, statement, facts)
    saved = reading.of(StatementKind.SAVED_FROM)
    if saved is not None and not saved.is_cut and facts.url and facts.url.strip() != saved.words:
        found.append("The file says it was saved from another address than the one given. Which is right?")
    return found


def _against_capture(session: Session, statement: FileStatement, facts: CaptureFacts) -> list[str]:
    moment = _moment(session, statement.moment)
    if moment is None or moment.start is None or statement.moment is None:
        return []
    found = []
    margin = _MARGIN if statement.moment.tzinfo is not None else _MARGIN_BY_ITS_CLOCK
    if moment.start - margin > session.now():
        found.append("The file gives a time that has not come yet. The clock of its device may be wrong.")
    given = facts.captured_at
    if given is None or not given.is_known:
        return found
    span = span_of(given)
    if span.earliest is None or span.stop is None:
        return found
    said, claimed = describe(moment, session.zone), describe(given, session.zone)
    if moment.start - margin > span.stop:
        found.append(
            f"The file says {said}, which is after the capture as given, {claimed}. Ask who captured it: one of the"
            " clocks may be wrong, or this is a copy made later."
        )
    elif moment.start + margin < span.earliest:
        found.append(
            f"The file says {said}, which is before the capture as given, {claimed}. Ask who captured it: the picture"
            " may be older than the screen it shows."
        )
    return found
