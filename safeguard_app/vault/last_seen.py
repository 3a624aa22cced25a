"""What this computer last saw of a log, so that an older or altered copy put in its place does not pass unnoticed.

Nothing inside a log can tell that the whole of it was replaced by yesterday's copy. So each computer keeps, outside
it, the newest event number and hash of every compartment, sealed under that compartment's own key: whoever finds the
file learns nothing, not even a count.
"""

import hashlib
import json
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from safeguard_app.domain.audit_trail import ChainHead
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.system.atomic_files import make_private_folder, write_whole

_LABEL = b"safeguard-log last seen v1"
_NONCE = 12


class LastSeen:
    """The file ``<vault id>.seen`` in this computer's own state folder."""

    def __init__(self, folder: Path, vault_id: str) -> None:
        """Remember in ``folder``; nothing is read or written yet."""
        self._path = folder / f"{hashlib.sha256(vault_id.encode()).hexdigest()[:32]}.seen"

    def head(self, compartment: Compartment, key: bytes) -> ChainHead | None:
        """What was last seen of ``compartment``, or None when nothing was, or it cannot be read with ``key``."""
        sealed = self._content().get(compartment.value)
        if sealed is None:
            return None
        try:
            raw = bytes.fromhex(sealed)
            plain = AESGCM(_derived(key)).decrypt(raw[:_NONCE], raw[_NONCE:], compartment.value.encode())
        except (ValueError, InvalidTag):
            return None
        return ChainHead(int.from_bytes(plain[:8], "big"), plain[8:])

    def remember(self, compartment: Compartment, key: bytes, head: ChainHead) -> None:
        """Keep ``head`` as the newest seen of ``compartment``."""
        content = self._content()
        nonce = secrets.token_bytes(_NONCE)
        plain = head.number.to_bytes(8, "big") + head.hash
        sealed = AESGCM(_derived(key)).encrypt(nonce, plain, compartment.value.encode())
        content[compartment.value] = (nonce + sealed).hex()
        make_private_folder(self._path.parent)
        write_whole(self._path, json.dumps(content, sort_keys=True).encode())

    def _content(self) -> dict[str, str]:
        try:
            loaded = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return {}
        return {str(name): str(value) for name, value in loaded.items()} if isinstance(loaded, dict) else {}


def _derived(key: bytes) -> bytes:
    return hashlib.sha256(_LABEL + key).digest()
