"""What this computer last saw of a log, so that an older or altered copy put in its place does not pass unnoticed.

Nothing inside a log can tell that the whole of it was replaced by yesterday's copy, or that its write-ahead file was
taken away. So each computer keeps, outside it, the newest event number and hash of every compartment and the
generation of the key file, sealed under that compartment's own key: whoever finds the file learns nothing, not even a
count. There are two files: one written durably at unlock and lock, and one written after every commit without waiting
for the disk. A torn second file is worth nothing and does no harm; the first still stands.
"""

import contextlib
import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from safeguard_app.domain.audit_trail import HASH_BYTES, ChainHead
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.system.atomic_files import PRIVATE_FILE, make_private_folder, write_whole
from safeguard_app.system.regular_files import read_regular

_LABEL = b"safeguard-log last seen v1"
_NONCE = 12
_LONGEST = 64 * 1024
_NUMBER = 8


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest head of a compartment that this computer knows, and the generation of ``vault.json`` with it."""

    head: ChainHead
    generation: int


class LastSeen:
    """The files ``<hash of the log's id>.seen`` and ``.now`` in this computer's own state folder."""

    def __init__(self, folder: Path, vault_id: str) -> None:
        """Remember in ``folder``; nothing is read or written yet."""
        stem = hashlib.sha256(vault_id.encode()).hexdigest()[:32]
        self._durable = folder / f"{stem}.seen"
        self._quick = folder / f"{stem}.now"
        self._content: dict[str, str] = {}

    def seen(self, compartment: Compartment, key: bytes) -> Seen | None:
        """The furthest that was seen of ``compartment``, or None when nothing was, or ``key`` does not read it."""
        found = [
            seen
            for path in (self._durable, self._quick)
            if (seen := _opened(_loaded(path).get(compartment.value), compartment, key)) is not None
        ]
        return max(found, key=lambda seen: (seen.head.number, seen.generation), default=None)

    def head(self, compartment: Compartment, key: bytes) -> ChainHead | None:
        """The furthest head that was seen of ``compartment``."""
        seen = self.seen(compartment, key)
        return seen.head if seen is not None else None

    def remember(
        self,
        compartment: Compartment,
        key: bytes,
        head: ChainHead,
        generation: int = 0,
        *,
        forget: bool = False,
    ) -> None:
        """Keep ``head`` as the newest seen of ``compartment``, durably.

        With ``forget`` whatever was seen before no longer counts: an older copy has been accepted, or the key changed.
        """
        make_private_folder(self._durable.parent)
        sealed = _sealed(compartment, key, head, generation)
        if forget:
            rest = {name: text for name, text in _loaded(self._quick).items() if name != compartment.value}
            self._content.pop(compartment.value, None)
            write_whole(self._quick, json.dumps(rest, sort_keys=True).encode())
        content = {**_loaded(self._durable), compartment.value: sealed}
        write_whole(self._durable, json.dumps(content, sort_keys=True).encode())

    def note(self, compartment: Compartment, key: bytes, head: ChainHead, generation: int) -> None:
        """Keep ``head`` after a commit, without waiting for the disk: a killed program has still remembered.

        A state folder that cannot be written costs this memory, never the record that was just committed.
        """
        if not self._content:
            self._content = _loaded(self._quick)
        self._content[compartment.value] = _sealed(compartment, key, head, generation)
        with contextlib.suppress(OSError, KnownProblem):
            make_private_folder(self._quick.parent)
            _write_over(self._quick, json.dumps(self._content, sort_keys=True).encode())


def _write_over(path: Path, content: bytes) -> None:
    """Write in place, in one step: a rename would make the file system wait for the disk at every commit."""
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, PRIVATE_FILE), "wb", buffering=0) as stream:
        stream.write(content)
        stream.truncate()


def _sealed(compartment: Compartment, key: bytes, head: ChainHead, generation: int) -> str:
    nonce = secrets.token_bytes(_NONCE)
    plain = head.number.to_bytes(_NUMBER, "big") + head.hash + generation.to_bytes(_NUMBER, "big")
    return (nonce + AESGCM(_derived(key)).encrypt(nonce, plain, compartment.value.encode())).hex()


def _opened(sealed: str | None, compartment: Compartment, key: bytes) -> Seen | None:
    if sealed is None:
        return None
    try:
        raw = bytes.fromhex(sealed)
        plain = AESGCM(_derived(key)).decrypt(raw[:_NONCE], raw[_NONCE:], compartment.value.encode())
    except (ValueError, InvalidTag):
        return None
    head = ChainHead(int.from_bytes(plain[:_NUMBER], "big"), plain[_NUMBER : _NUMBER + HASH_BYTES])
    return Seen(head, int.from_bytes(plain[_NUMBER + HASH_BYTES :], "big"))


def _loaded(path: Path) -> dict[str, str]:
    try:
        loaded = json.loads(read_regular(path, _LONGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(name): str(value) for name, value in loaded.items()} if isinstance(loaded, dict) else {}


def _derived(key: bytes) -> bytes:
    return hashlib.sha256(_LABEL + key).digest()
