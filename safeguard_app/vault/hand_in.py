"""Handing a concern in to a compartment whose key its author does not hold.

The concern is sealed as an age file to that compartment's readers (taken from the roster) and the recovery key, and
signed by its author inside the seal. From then on the author cannot read it. A reader's next unlock takes it in; a file
that is damaged or not signed by a user of this log stays where it is and is reported.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.users import Roster
from safeguard_app.system.atomic_files import make_private_folder, write_whole
from safeguard_app.system.problems import problem_for
from safeguard_app.vault import record_codec
from safeguard_app.vault.keys.identities import seal, signature_holds, unseal
from safeguard_app.vault.open_vault import Notice, OpenVault, UnlockNotice
from safeguard_app.vault.problems import DatabaseDamaged

_SUFFIX = ".age"
_LABEL = b"safeguard-log hand-in v1|"
_LARGEST = 64 * 1024 * 1024

FileOne = Callable[[str, Compartment, bytes], None]
"""Files one hand-in: author's user id, compartment, content. Must give the same record when called twice."""


@dataclass(frozen=True, slots=True)
class _HandIn:
    vault_id: str
    compartment: Compartment
    author: str
    at: datetime
    content: str
    signature: str

    def signed(self) -> bytes:
        """The bytes the signature covers: everything but itself, bound to this log and compartment."""
        parts = (self.vault_id, self.compartment.value, self.author, self.at.isoformat(), self.content)
        return _LABEL + b"|".join(len(part).to_bytes(8, "big") + part.encode() for part in parts)


def inbox(folder: Path, compartment: Compartment) -> Path:
    """Where hand-ins of a compartment wait."""
    return folder / f"{compartment}.inbox"


def hand_in(vault: OpenVault, to: Compartment, content: bytes) -> None:
    """Seal ``content`` to the readers of ``to``. Leaves no event: the daily log never tells what went elsewhere."""
    draft = _HandIn(vault.file.vault_id, to, vault.user.id, vault.clock.now(), content.decode(), "")
    signed = _HandIn(
        draft.vault_id, to, draft.author, draft.at, draft.content, vault.identity.sign(draft.signed())
    )
    roster: Roster = vault.roster().content
    sealed = seal(record_codec.encode(signed).encode(), roster.recipients(to))
    folder = inbox(vault.folder, to)
    make_private_folder(folder)
    write_whole(folder / (secrets.token_hex(16) + _SUFFIX), sealed)


def take_in_waiting(vault: OpenVault, file_one: FileOne) -> int:
    """File what waits for every compartment this user reads; how many were taken in."""
    taken = 0
    for compartment in vault:
        folder = inbox(vault.folder, compartment.id)
        if not folder.is_dir():
            continue
        unread = 0
        for path in sorted(folder.iterdir()):
            found = _opened(vault, path)
            if found is None or found.compartment is not compartment.id:
                unread += 1
                continue
            file_one(found.author, compartment.id, found.content.encode())
            path.unlink(missing_ok=True)
            taken += 1
        if unread:
            vault.notices.append(UnlockNotice(Notice.WAITING_UNREAD, compartment.id, unread))
    return taken


def _opened(vault: OpenVault, path: Path) -> _HandIn | None:
    """The hand-in in a file, or None for one that is damaged, foreign, or not signed by a user of this log."""
    try:
        if path.suffix != _SUFFIX or path.stat().st_size > _LARGEST:
            return None
        found = record_codec.decode_as(_HandIn, unseal(path.read_bytes(), vault.identity.secret_text))
    except OSError as error:
        raise problem_for(error) from None
    except (ValueError, DatabaseDamaged):
        return None
    author = vault.roster().content.user(found.author)
    if author is None or found.vault_id != vault.file.vault_id:
        return None
    try:
        signature_holds(author.verifying, found.signed(), found.signature)
    except ValueError:
        return None
    return found
