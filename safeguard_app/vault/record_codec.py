"""Records to canonical JSON and back. Canonical: keys sorted, text in NFC, no floating-point numbers.

A field a newer program added is filled with its default when an older version is read, so stored rows are never
rewritten. What cannot be read back at all is damage, and says so.
"""

import unicodedata
from typing import Any, TypeVar

import msgspec

from safeguard_app.domain.entries import GONE_BY
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.index_lines import (
    DeclarationLine,
    IdentificationLine,
    IncidentLine,
    Line,
    LogbookLine,
    PersonLine,
    PersonNoteLine,
)
from safeguard_app.domain.records import KIND_OF, TYPES, RecordKind
from safeguard_app.vault.problems import DatabaseDamaged

T = TypeVar("T")

_DECODERS: dict[RecordKind, Any] = {kind: msgspec.json.Decoder(kept) for kind, kept in TYPES.items()}
_LINES: dict[RecordKind, Any] = {
    RecordKind.INCIDENT: msgspec.json.Decoder(IncidentLine),
    RecordKind.PERSON: msgspec.json.Decoder(PersonLine),
    RecordKind.DECLARATION: msgspec.json.Decoder(DeclarationLine),
    RecordKind.LOGBOOK_ENTRY: msgspec.json.Decoder(LogbookLine),
    RecordKind.PERSON_NOTE: msgspec.json.Decoder(PersonNoteLine),
    RecordKind.IDENTIFICATION: msgspec.json.Decoder(IdentificationLine),
}
_GONE: Any = msgspec.json.Decoder(msgspec.defstruct("_Gone", [(field, Any, None) for field in GONE_BY]))
"""What takes a record out of the count, whatever its kind; the rest of it is passed over unread."""
_STAMP: Any = msgspec.json.Decoder(dict[str, msgspec.Raw])
_TEXT: Any = msgspec.json.Decoder(str)
_ENCODER = msgspec.json.Encoder(order="sorted")


def kind_of(content: object) -> RecordKind:
    """Which kind of record this is. Raises KeyError for anything that is not one."""
    return KIND_OF[type(content)]


def encode(content: object) -> str:
    """Canonical JSON of a record or an index line."""
    text = _ENCODER.encode(content).decode()
    if unicodedata.is_normalized("NFC", text):
        return text
    return _ENCODER.encode(_composed(msgspec.to_builtins(content))).decode()


def _composed(value: Any) -> Any:
    """Every text in NFC, one by one: over the whole JSON, the n of a line break would swallow a loose accent."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: _composed(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(inner) for inner in value]
    return value


def decode(kind: str, body: str) -> Any:
    """The record that ``body`` holds. Raises :class:`DatabaseDamaged` where it is not one."""
    try:
        return _DECODERS[RecordKind(kind)].decode(body)
    except (msgspec.DecodeError, ValueError):
        raise DatabaseDamaged from None


def stands(body: str) -> bool:
    """Whether a stored record counts: not taken back, in quarantine, entered in error or merged into another."""
    try:
        gone = _GONE.decode(body)
    except (msgspec.DecodeError, ValueError):
        raise DatabaseDamaged from None
    return all(getattr(gone, name) is None for name in gone.__struct_fields__)


def decode_line(kind: RecordKind, line: str) -> Line:
    """The index line that a stored summary holds."""
    try:
        decoded: Line = _LINES[kind].decode(line)
    except msgspec.DecodeError:
        raise DatabaseDamaged from None
    return decoded


def stamp_of(payload: str) -> tuple[str, str]:
    """When and by whom an event says that it was. Raises :class:`DatabaseDamaged` where it does not say."""
    try:
        said = _STAMP.decode(payload)
        return _TEXT.decode(said["at"]), _TEXT.decode(said["actor"])
    except (msgspec.DecodeError, KeyError, TypeError, ValueError):
        raise DatabaseDamaged from None


def decode_as(kind: type[T], body: bytes) -> T:
    """Any other dataclass from JSON (drafts, hand-ins). Raises :class:`DatabaseDamaged`."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise DatabaseDamaged from None


def record_id(text: object) -> RecordId:
    """A record id read from a column."""
    return RecordId(str(text))
