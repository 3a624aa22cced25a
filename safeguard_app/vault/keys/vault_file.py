"""``vault.json``: the one plain file of a log. Who may try a passphrase, and the compartments' sealed keys.

It holds the school's name (the unlock page shows it), slots labelled by role, and each compartment's database key as
armoured age text. No person is named in it. A checksum over the canonical content tells damage from a wrong
passphrase; a second copy, written after the first, survives a fault between the two.
"""

import hashlib
from pathlib import Path

import msgspec

from safeguard_app.domain.identifiers import UserId
from safeguard_app.system.atomic_files import write_whole
from safeguard_app.system.problems import problem_for
from safeguard_app.vault.keys.stretching import Cost
from safeguard_app.vault.problems import KeyFileDamaged, LogTooNew, NotALog

NAME = "vault.json"
COPY_NAME = "vault.json.copy"
FORMAT = 1
_LARGEST = 4 * 1024 * 1024


class Slot(msgspec.Struct, frozen=True):
    """One user's way in: role label, how their passphrase is stretched, and their public key."""

    id: UserId
    label: str
    salt: str
    cost: Cost
    recipient: str


class SealedKey(msgspec.Struct, frozen=True):
    """A compartment's database key, sealed; ``previous`` stands beside it only while a rekey is under way."""

    key: str
    previous: str | None = None


class VaultFile(msgspec.Struct, frozen=True):
    """The content of ``vault.json`` without its checksum."""

    format: int
    vault_id: str
    generation: int
    school: str
    demo: bool
    slots: tuple[Slot, ...]
    recovery_recipient: str
    compartments: dict[str, SealedKey]

    def slot(self, user: UserId) -> Slot:
        """The slot of ``user``. Raises KeyError when there is none."""
        for slot in self.slots:
            if slot.id == user:
                return slot
        raise KeyError(user)


class _OnDisk(msgspec.Struct, frozen=True):
    content: VaultFile
    sha256: str


class _FormatOnly(msgspec.Struct, frozen=True):
    format: int


class _Peek(msgspec.Struct, frozen=True):
    content: _FormatOnly


def _digest(content: VaultFile) -> str:
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def encode(content: VaultFile) -> bytes:
    """The bytes of the file, indented so that an officer of the court can read its outline."""
    on_disk = _OnDisk(content, _digest(content))
    return msgspec.json.format(msgspec.json.encode(on_disk, order="sorted"), indent=2) + b"\n"


def decode(raw: bytes) -> VaultFile:
    """Read and check the bytes of the file. Raises :class:`KeyFileDamaged` or :class:`LogTooNew`."""
    try:
        if msgspec.json.decode(raw, type=_Peek).content.format > FORMAT:
            raise LogTooNew
        on_disk = msgspec.json.decode(raw, type=_OnDisk)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise KeyFileDamaged from None
    if on_disk.sha256 != _digest(on_disk.content) or encode(on_disk.content) != raw:
        raise KeyFileDamaged
    return on_disk.content


def write(folder: Path, content: VaultFile) -> None:
    """Write both copies, the real one first, each whole or not at all."""
    raw = encode(content)
    write_whole(folder / NAME, raw)
    write_whole(folder / COPY_NAME, raw)


def read(folder: Path) -> VaultFile:
    """The log's key file: ``vault.json``, or its copy where that one is damaged or missing.

    A copy of an older generation is refused while the first exists: passphrases may have changed since, and silently
    going back would let a removed user in. Raises :class:`NotALog` where neither file exists.
    """
    first, copy = folder / NAME, folder / COPY_NAME
    if not first.exists() and not copy.exists():
        raise NotALog
    try:
        return decode(_raw(first))
    except KeyFileDamaged:
        return decode(_raw(copy))


def _raw(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST + 1)
    except FileNotFoundError:
        raise KeyFileDamaged from None
    except OSError as error:
        raise problem_for(error) from None
    if len(raw) > _LARGEST:
        raise KeyFileDamaged
    return raw
