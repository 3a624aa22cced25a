"""Outlook messages (MSG): the storages of an OLE file that hold a message's properties, each by its number."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import olefile

from safeguard_app.domain.file_statements import FileWarning, StatementKind
from safeguard_app.domain.file_texts import MOST_FILES, HeldFile
from safeguard_app.domain.text_rules import display_file_name
from safeguard_app.evidence_files.findings import Findings
from safeguard_app.evidence_files.letters import MOST_BYTES, decoded
from safeguard_app.evidence_files.mail_parts import header_of
from safeguard_app.evidence_files.pixels import NotShown, Refusal

_SUBJECT, _SENDER, _SENDER_ADDRESS, _SENDER_SMTP = "0037", "0C1A", "0C1F", "5D01"
_TO, _CC, _HEADERS, _BODY, _HTML, _MESSAGE_ID = "0E04", "0E03", "007D", "1000", "1013", "1035"
_NAME, _SHORT_NAME, _TYPE, _DATA = "3707", "3704", "370E", "3701"
_SENT, _DELIVERED = 0x0039, 0x0E06
_PROPERTIES, _ATTACHED = "__properties_version1.0", "__attach_version1.0_#"
_TIME = 0x40
_BEFORE_1601 = datetime(1601, 1, 1, tzinfo=UTC)
_NAMES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class OutlookMessage:
    """What is read of a message."""

    subject: str
    sender: str
    to: str
    copied_to: str
    message_id: str
    sent: datetime | None
    body: str
    html: bytes
    files: tuple[HeldFile, ...]


def say_outlook(content: bytes, findings: Findings) -> None:
    """All that a message says; nothing where the file is another one of this kind."""
    try:
        message = message_of(content)
    except NotShown as refused:
        if refused.refusal is Refusal.LOCKED:
            findings.warn(FileWarning.LOCKED)
        elif refused.refusal is Refusal.DAMAGED:
            findings.warn(FileWarning.CUT_SHORT)
        return
    findings.say(StatementKind.TITLE, message.subject)
    findings.say(StatementKind.FROM, message.sender)
    findings.say(StatementKind.TO, message.to)
    findings.say(StatementKind.COPIED_TO, message.copied_to)
    findings.say(StatementKind.MESSAGE_ID, message.message_id)
    if message.sent is not None:
        findings.say(StatementKind.SENT, message.sent.strftime("%Y-%m-%d %H:%M:%S UTC"), message.sent)
    if message.files:
        findings.warn(FileWarning.HOLDS_FILES)
        names = ", ".join(one.name for one in message.files[:_NAMES_SHOWN])
        more = ", …" if len(message.files) > _NAMES_SHOWN else ""
        findings.say(StatementKind.ATTACHMENTS, f"{len(message.files)}: {names}{more}")


def message_of(content: bytes) -> OutlookMessage:
    """The message. Raises :class:`NotShown` where it is none, is locked, or damaged."""
    with _opened(content) as ole:
        if ole.exists("EncryptedPackage"):
            raise NotShown(Refusal.LOCKED)
        if not ole.exists(_PROPERTIES):
            raise NotShown(Refusal.NO_WORDS)
        headers = _text(ole, "", _HEADERS)
        return OutlookMessage(
            subject=_text(ole, "", _SUBJECT),
            sender=header_of(headers, "from") or _sender(ole),
            to=_text(ole, "", _TO) or header_of(headers, "to"),
            copied_to=_text(ole, "", _CC) or header_of(headers, "cc"),
            message_id=_text(ole, "", _MESSAGE_ID) or header_of(headers, "message-id"),
            sent=_time(ole),
            body=_text(ole, "", _BODY),
            html=_stream(ole, "", _HTML, "0102") or _text(ole, "", _HTML).encode(),
            files=tuple(_attached(ole)),
        )


@contextmanager
def _opened(content: bytes) -> Iterator[olefile.OleFileIO]:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            yield ole
    except (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ArithmeticError,
        RecursionError,
    ) as damage:
        raise NotShown(Refusal.DAMAGED) from damage


def _stream(ole: olefile.OleFileIO, folder: str, number: str, kind: str) -> bytes:
    path = f"{folder}/__substg1.0_{number}{kind}" if folder else f"__substg1.0_{number}{kind}"
    if not ole.exists(path):
        return b""
    return bytes(ole.openstream(path).read(MOST_BYTES))


def _text(ole: olefile.OleFileIO, folder: str, number: str) -> str:
    """A property in words: in UTF-16, else in what Windows writes."""
    wide = _stream(ole, folder, number, "001F")
    text = wide.decode("utf-16-le", "replace") if wide else decoded(_stream(ole, folder, number, "001E"))[0]
    return text.rstrip("\0")


def _sender(ole: olefile.OleFileIO) -> str:
    name, address = _text(ole, "", _SENDER), _text(ole, "", _SENDER_SMTP) or _text(ole, "", _SENDER_ADDRESS)
    return f"{name} <{address}>".strip() if address and address != name else name


def _time(ole: olefile.OleFileIO) -> datetime | None:
    """When it was sent, else delivered: tenths of a millionth of a second since 1601, in UTC."""
    raw = ole.openstream(_PROPERTIES).read(1_000_000)[32:]
    found = {}
    for at in range(0, len(raw) - 15, 16):
        kind, number = (
            int.from_bytes(raw[at : at + 2], "little"),
            int.from_bytes(raw[at + 2 : at + 4], "little"),
        )
        if kind == _TIME and number in (_SENT, _DELIVERED):
            found[number] = int.from_bytes(raw[at + 8 : at + 16], "little")
    ticks = found.get(_SENT) or found.get(_DELIVERED)
    if not ticks:
        return None
    try:
        return (_BEFORE_1601 + timedelta(microseconds=ticks // 10)).replace(microsecond=0)
    except OverflowError:
        return None


def _attached(ole: olefile.OleFileIO) -> Iterator[HeldFile]:
    folders = sorted(
        {path[0] for path in ole.listdir(streams=True, storages=True) if path[0].startswith(_ATTACHED)}
    )
    for folder in folders[:MOST_FILES]:
        name = _text(ole, folder, _NAME) or _text(ole, folder, _SHORT_NAME)
        data = f"{folder}/__substg1.0_{_DATA}0102"
        size = ole.get_size(data) if ole.exists(data) else None
        yield HeldFile(display_file_name(name), _text(ole, folder, _TYPE)[:100], size)
