"""What a camera or phone wrote into a picture: when and where it was taken, and with what."""

from safeguard_app.domain.file_statements import StatementKind
from safeguard_app.evidence_files.exif_tags import EXIF_DIRECTORY, GPS_DIRECTORY, TagBlock, fractions, text
from safeguard_app.evidence_files.findings import Findings
from safeguard_app.evidence_files.written_times import exif_time

_MAKE, _MODEL, _SOFTWARE, _CHANGED, _ARTIST = 0x010F, 0x0110, 0x0131, 0x0132, 0x013B
_TAKEN, _CHANGED_OFFSET, _TAKEN_OFFSET = 0x9003, 0x9010, 0x9011
_LATITUDE, _LONGITUDE = (1, 2, "N", "S", 90), (3, 4, "E", "W", 180)
_EXIF_WORD = b"Exif\0\0"


def say_exif(content: bytes, findings: Findings) -> None:
    """All that the tags of an EXIF block say; nothing where it is none."""
    say_tags(TagBlock(content.removeprefix(_EXIF_WORD)), findings)


def say_tags(block: TagBlock, findings: Findings) -> None:
    """All that the tags of a block say."""
    main, exif = block.main, block.below(EXIF_DIRECTORY)
    _say_time(findings, StatementKind.TAKEN, exif.get(_TAKEN), exif.get(_TAKEN_OFFSET))
    _say_time(findings, StatementKind.CHANGED, main.get(_CHANGED), exif.get(_CHANGED_OFFSET))
    findings.say(StatementKind.DEVICE, _device(text(main.get(_MAKE)), text(main.get(_MODEL))))
    findings.say(StatementKind.SOFTWARE, text(main.get(_SOFTWARE)))
    findings.say(StatementKind.AUTHOR, text(main.get(_ARTIST)))
    findings.say(StatementKind.PLACE, _place(block.below(GPS_DIRECTORY)))


def _say_time(findings: Findings, kind: StatementKind, time: object, offset: object) -> None:
    words, apart = text(time), text(offset)
    if any(digit in words for digit in "123456789"):  # blanks or noughts: the device did not know
        findings.say(kind, f"{words} {apart}", exif_time(words, apart))


def _device(make: str, model: str) -> str:
    """Maker and model, the maker once."""
    return model if model.casefold().startswith(make.casefold()) and model else f"{make} {model}"


def _place(gps: dict[int, object]) -> str:
    """Degrees north and east; empty where they are not both there, or are no place on earth.

    Exactly nought and nought is what a device writes that has not found out where it is.
    """
    latitude, longitude = (_degrees(gps, *which) for which in (_LATITUDE, _LONGITUDE))
    if latitude is None or longitude is None or latitude == longitude == 0:
        return ""
    return f"{latitude:.5f}, {longitude:.5f}"


def _degrees(
    gps: dict[int, object], side_tag: int, tag: int, plus: str, minus: str, most: int
) -> float | None:
    side = text(gps.get(side_tag)).upper()
    parts = fractions(gps.get(tag), 3)
    if parts is None or side not in {plus, minus} or min(parts) < 0 or max(parts[1:]) > 60:
        return None
    degrees = parts[0] + parts[1] / 60 + parts[2] / 3600
    if degrees > most:
        return None
    return -degrees if side == minus and round(degrees, 5) else degrees
