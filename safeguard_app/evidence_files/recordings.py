"""What a sound or video file says of itself: its length, when and with what it was made. Nothing is played."""

import io
from datetime import UTC, datetime, timedelta

from tinytag import TinyTag, TinyTagException

from safeguard_app.domain.file_statements import FileWarning, StatementKind
from safeguard_app.evidence_files.boxes import Box, boxes, inside, warn_of_ends, whole_file
from safeguard_app.evidence_files.findings import LETTERS_READ, Findings
from safeguard_app.evidence_files.other_types import is_archive
from safeguard_app.evidence_files.written_times import any_time

_BEFORE_1904 = datetime(1904, 1, 1, tzinfo=UTC)
_LONGEST = 366 * 24 * 3600
_MOST_KEYS = 100
_APPLE = {
    b"com.apple.quicktime.creationdate": StatementKind.TAKEN,
    b"com.apple.quicktime.model": StatementKind.DEVICE,
    b"com.apple.quicktime.software": StatementKind.SOFTWARE,
    b"com.apple.quicktime.location.ISO6709": StatementKind.PLACE,
}


def say_video(content: bytes, findings: Findings) -> None:
    """All that a file of the MP4 family says."""
    warn_of_ends(content, findings)
    film = inside(content, whole_file(content), b"moov")
    if film is None:
        if content[4:8] == b"ftyp":
            findings.warn(FileWarning.CUT_SHORT)  # what tells how to play it stands last, and is not there
        return
    _say_keys(content, film, findings)
    _say_made(content, film, findings)
    _say_tags(content, findings)


def say_sound(content: bytes, findings: Findings) -> None:
    """All that an MP3, OGG or WAV file says."""
    _say_tags(content, findings)
    if is_archive(content):
        findings.warn(FileWarning.OTHER_TYPE)
    if content.startswith(b"RIFF") and 8 + int.from_bytes(content[4:8], "little") > len(content):
        findings.warn(FileWarning.CUT_SHORT)


def _say_tags(content: bytes, findings: Findings) -> None:
    try:
        tags = TinyTag.get(file_obj=io.BytesIO(content))
    except (TinyTagException, ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
        findings.warn(FileWarning.CUT_SHORT)
        return
    if tags.duration is not None and 0 < tags.duration < _LONGEST:
        findings.say(StatementKind.DURATION, length_words(tags.duration))
    for kind, words in (
        (StatementKind.TITLE, tags.title),
        (StatementKind.AUTHOR, tags.artist),
        (StatementKind.MADE, tags.year),
    ):
        if words:
            findings.say(
                kind, str(words)[: LETTERS_READ + 1], any_time(words) if kind is StatementKind.MADE else None
            )


def length_words(seconds: float) -> str:
    """A length as a player shows it: "1:04:09", or "0:07"."""
    whole = int(seconds + 0.5)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def _say_made(content: bytes, film: Box, findings: Findings) -> None:
    """When it was made, by the head of the film: seconds since 1904, in UTC."""
    head = inside(content, film, b"mvhd")
    if head is None or head.end > len(content):
        return
    size = 8 if content[head.start] == 1 else 4
    seconds = int.from_bytes(content[head.start + 4 : head.start + 4 + size], "big")
    try:
        moment = _BEFORE_1904 + timedelta(seconds=seconds)
    except OverflowError:
        return
    if seconds and 1970 <= moment.year <= 2199:
        findings.say(StatementKind.MADE, moment.strftime("%Y-%m-%d %H:%M:%S UTC"), moment)


def _say_keys(content: bytes, film: Box, findings: Findings) -> None:
    """What an iPhone writes: names in one box, and in another their values by number."""
    names, values = inside(content, film, b"meta", b"keys"), inside(content, film, b"meta", b"ilst")
    if names is None or values is None:
        return
    end = min(names.end, len(content))
    keys = [content[one.start : min(one.end, end)] for one in boxes(content, names.start + 8, end)][
        :_MOST_KEYS
    ]
    for one in boxes(content, values.start, min(values.end, len(content))):
        number = int.from_bytes(one.name, "big")
        value = inside(content, one, b"data")
        kind = _APPLE.get(keys[number - 1]) if 1 <= number <= len(keys) else None
        if kind is None or value is None:
            continue
        words = content[value.start + 8 : min(value.end, value.start + LETTERS_READ)].decode(
            "utf-8", "replace"
        )
        findings.say(kind, words, any_time(words) if kind is StatementKind.TAKEN else None)
