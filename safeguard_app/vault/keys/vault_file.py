"""``vault.json``: the one plain file of a log. Who may try a passphrase, and the compartments' sealed keys.

It holds the school's name (the unlock page shows it), slots labelled by role, and each compartment's database key as
armoured age text. No person is named in it. A checksum over the canonical content tells damage from a wrong
passphrase; a second copy, written after the first, survives a fault between the two.
"""

import hashlib
import re
from pathlib import Path
from typing import Any

import msgspec

from safeguard_app.domain.identifiers import Compartment, UserId
from safeguard_app.system.atomic_files import is_there, write_whole
from safeguard_app.system.problems import problem_for
from safeguard_app.system.regular_files import NotRegular, read_regular
from safeguard_app.vault.keys.stretching import Cost
from safeguard_app.vault.problems import KeyFileDamaged, LogTooNew, NotALog

NAME = "vault.json"
COPY_NAME = "vault.json.copy"
FORMAT = 2
"""The newest format that this program reads."""
_SIGNING_FORMAT = 2
"""With a slot that signs and opens nothing. An older program is told that it is too old, not that this is damaged."""
_LARGEST = 4 * 1024 * 1024


class Slot(msgspec.Struct, frozen=True, omit_defaults=True):
    """One user's way in: role label, how their passphrase is stretched, and their public key.

    ``signs`` is a way in to nothing: the passphrase of somebody who signs acknowledgements and reads no part.
    """

    id: UserId
    label: str
    salt: str
    cost: Cost
    recipient: str
    signs: bool = False


class SealedKey(msgspec.Struct, frozen=True):
    """A compartment's database key, sealed; ``previous`` stands beside it only while a rekey is under way.

    ``change`` names the newest change of users that this key is sealed for: the roster's event carries the same id.
    """

    key: str
    previous: str | None = None
    change: str = ""


class VaultFile(msgspec.Struct, frozen=True):
    """The content of ``vault.json`` without its checksum."""

    format: int
    vault_id: str
    generation: int
    school: str
    demo: bool
    """A label, as the school's name is: what the log itself says is what counts (``demo_mark``)."""
    slots: tuple[Slot, ...]
    recovery_recipient: str
    compartments: dict[str, SealedKey]
    nation: str = "england"
    """Decides the words of the blank form that the unlock page prints; nothing else is known before unlock."""

    def slot(self, user: UserId) -> Slot:
        """The slot of ``user``. Raises KeyError when there is none."""
        for slot in self.slots:
            if slot.id == user:
                return slot
        raise KeyError(user)


class _OnDisk(msgspec.Struct, frozen=True):
    content: VaultFile
    sha256: str


class _Envelope(msgspec.Struct, frozen=True):
    content: msgspec.Raw
    sha256: str


class _FormatOnly(msgspec.Struct, frozen=True):
    format: int


def format_for(slots: tuple[Slot, ...]) -> int:
    """The format of a file with these slots: the oldest that can say it."""
    return _SIGNING_FORMAT if any(slot.signs for slot in slots) else 1


def _sum(canonical: bytes) -> str:
    return hashlib.sha256(canonical).hexdigest()


def _digest(content: VaultFile) -> str:
    return _sum(msgspec.json.encode(content, order="sorted"))


def encode(content: VaultFile) -> bytes:
    """The bytes of the file, indented so that an officer of the court can read its outline."""
    on_disk = _OnDisk(content, _digest(content))
    return msgspec.json.format(msgspec.json.encode(on_disk, order="sorted"), indent=2) + b"\n"


def decode(raw: bytes) -> VaultFile:
    """Read and check the bytes of the file. Raises :class:`KeyFileDamaged` or :class:`LogTooNew`.

    A newer format is believed only where its checksum holds, so that a flipped bit never reads as a newer program.
    """
    try:
        envelope = msgspec.json.decode(raw, type=_Envelope)
        plain: Any = msgspec.json.decode(envelope.content)
        if envelope.sha256 != _sum(msgspec.json.encode(plain, order="sorted")):
            raise KeyFileDamaged
        if msgspec.json.decode(envelope.content, type=_FormatOnly).format > FORMAT:
            raise LogTooNew
        content = msgspec.json.decode(envelope.content, type=VaultFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise KeyFileDamaged from None
    if encode(content) != raw or not _well_formed(content):
        raise KeyFileDamaged
    return content


_HEX_ID = re.compile(r"[0-9a-f]{32}")


def _well_formed(content: VaultFile) -> bool:
    """Whether everything in it is what this program writes: a forged file may carry a checksum that holds."""
    ids = [slot.id for slot in content.slots]
    return (
        content.format == format_for(content.slots)
        and _HEX_ID.fullmatch(content.vault_id) is not None
        and set(content.compartments) == {compartment.value for compartment in Compartment}
        and len(set(ids)) == len(ids)
        and all(_HEX_ID.fullmatch(text) for slot in content.slots for text in (slot.id, slot.salt))
    )


def write(folder: Path, content: VaultFile) -> None:
    """Write both copies, the real one first, each whole or not at all."""
    raw = encode(content)
    write_whole(folder / NAME, raw)
    write_whole(folder / COPY_NAME, raw)


def read(folder: Path) -> VaultFile:
    """The log's key file: ``vault.json``, or its copy where that one is damaged or missing.

    A copy that is older than what this computer or the rosters last saw is noticed at unlock: an older key file would
    let an older passphrase in. Raises :class:`NotALog` where neither file exists, or why that cannot be said.
    """
    first, copy = folder / NAME, folder / COPY_NAME
    if not is_there(first) and not is_there(copy):
        raise NotALog
    try:
        return decode(_raw(first))
    except KeyFileDamaged:
        return decode(_raw(copy))


def both_are(folder: Path, content: VaultFile) -> bool:
    """Whether both copies on the disk are ``content``, byte for byte."""
    return not _differing(folder, encode(content))


def mend(folder: Path, content: VaultFile) -> bool:
    """Write each copy again that is not ``content``; whether that was needed."""
    raw = encode(content)
    differing = _differing(folder, raw)
    for name in differing:
        write_whole(folder / name, raw)
    return bool(differing)


def _differing(folder: Path, raw: bytes) -> list[str]:
    found = []
    for name in (NAME, COPY_NAME):
        try:
            same = _raw(folder / name) == raw
        except KeyFileDamaged:
            same = False
        if not same:
            found.append(name)
    return found


def _raw(path: Path) -> bytes:
    try:
        raw = read_regular(path, _LARGEST + 1)
    except (FileNotFoundError, NotRegular):
        raise KeyFileDamaged from None
    except OSError as error:
        raise problem_for(error) from None
    if len(raw) > _LARGEST:
        raise KeyFileDamaged
    return raw
