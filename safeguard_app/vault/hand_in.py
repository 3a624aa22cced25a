"""Handing a concern in to a compartment whose key its author does not hold.

The concern is sealed as an age file to that compartment's readers (taken from the roster) and the recovery key, and
signed by its author inside the seal. From then on the author cannot read it. A reader's next unlock takes it in; a file
that is damaged or not signed by a user of this log stays where it is and is reported.

Nothing of it stands in the daily log. That a file lies in an inbox can be seen in the folder; what it holds cannot.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment, RecordId
from safeguard_app.domain.users import Roster
from safeguard_app.system.atomic_files import flush_folder, make_private_folder, write_whole
from safeguard_app.system.problems import problem_for
from safeguard_app.system.regular_files import NotRegular, read_regular
from safeguard_app.vault import drafts, reading, record_codec
from safeguard_app.vault.keys.identities import Identity, seal, signature_holds, unseal
from safeguard_app.vault.open_vault import Notice, OpenVault, UnlockNotice
from safeguard_app.vault.problems import DatabaseDamaged, HandInTooLarge

_SUFFIX = ".age"
_LABEL = b"safeguard-log hand-in v1|"
LARGEST = 64 * 1024 * 1024

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
    draft: str = ""

    def signed(self) -> bytes:
        """The bytes the signature covers: everything but itself, bound to this log and compartment."""
        parts = (
            self.vault_id,
            self.compartment.value,
            self.author,
            self.at.isoformat(),
            self.draft,
            self.content,
        )
        return _LABEL + b"|".join(len(part.encode()).to_bytes(8, "big") + part.encode() for part in parts)


def inbox(folder: Path, compartment: Compartment) -> Path:
    """Where hand-ins of a compartment wait."""
    return folder / f"{compartment}.inbox"


def hand_in(vault: OpenVault, to: Compartment, content: bytes, draft: RecordId | None = None) -> None:
    """Seal ``content`` to the readers of ``to``. Leaves no event: the daily log never tells what went elsewhere.

    With the id of the ``draft`` it was written as, handing in the same one again after a crash replaces the first
    file instead of leaving two, and the next unlock ends the draft. Raises :class:`HandInTooLarge`, or what the disk
    refuses; the draft is then still there.
    """
    unsigned = _HandIn(
        vault.file.vault_id, to, vault.user.id, vault.clock.now(), content.decode(), "", draft=draft or ""
    )
    signed = replace(unsigned, signature=vault.identity.sign(unsigned.signed()))
    plain = record_codec.encode(signed).encode()
    if len(plain) > LARGEST:
        raise HandInTooLarge
    roster: Roster = vault.roster().content
    folder = inbox(vault.folder, to)
    make_private_folder(folder)
    name = _name_for(draft) if draft is not None else secrets.token_hex(16)
    write_whole(folder / (name + _SUFFIX), seal(plain, roster.recipients(to)))


def _name_for(draft: RecordId) -> str:
    """The file name of a draft handed in: found again by whoever has the draft, random to everybody else."""
    return hashlib.sha256(_LABEL + draft.encode()).hexdigest()[:32]


def end_handed_in(vault: OpenVault) -> None:
    """End the drafts that a crash kept from being ended after they were handed in, while they still wait."""
    for row in drafts.list_of(vault):
        name = _name_for(row.id) + _SUFFIX
        if any((inbox(vault.folder, compartment) / name).exists() for compartment in Compartment):
            drafts.end(vault, row.id)


def take_in_waiting(vault: OpenVault, file_one: FileOne) -> int:
    """File what waits for every compartment this user reads; how many were taken in.

    ``file_one`` files each in one unit of work; only then does its file go. One that a crash left behind although it
    was filed is recognised by its draft's id. One that cannot be opened, is not signed by a user of this log, or is
    refused by ``file_one`` stays, and a notice counts them.
    """
    taken = 0
    for compartment in vault:
        unread = 0
        for path in _waiting(vault.folder, compartment.id):
            found = _opened(vault, path, compartment.id)
            if found is None or not _filed(vault, found, file_one):
                unread += 1
                continue
            _done_with(path)
            taken += 1
        if unread:
            vault.notices.append(UnlockNotice(Notice.WAITING_UNREAD, compartment.id, unread))
    return taken


def _filed(vault: OpenVault, found: _HandIn, file_one: FileOne) -> bool:
    compartment = vault.compartment(found.compartment)
    if found.draft and compartment.get(RecordId(found.draft)) is not None:
        return True
    try:
        file_one(found.author, found.compartment, found.content.encode())
    except KnownProblem:
        return False
    return True


def seal_again(vault: OpenVault, identity: Identity) -> int:
    """Seal what waits and ``identity`` opens to the readers as they are now; how many were.

    After a passphrase was changed, and where the recovery key is at hand for somebody who is new. The signature is
    inside the seal and stays.
    """
    roster: Roster = vault.roster().content
    done = 0
    for compartment in Compartment:
        for path in _waiting(vault.folder, compartment):
            raw = _content(path)
            if raw is None:
                continue
            try:
                plain = unseal(raw, identity.secret_text)
            except ValueError:
                continue
            write_whole(path, seal(plain, roster.recipients(compartment)))
            done += 1
    return done


def _waiting(folder: Path, compartment: Compartment) -> Iterator[Path]:
    place = inbox(folder, compartment)
    if place.is_dir():
        yield from sorted(place.iterdir())


def _content(path: Path) -> bytes | None:
    try:
        raw = read_regular(path, 2 * LARGEST)
    except NotRegular:
        return None
    except OSError as error:
        raise problem_for(error) from None
    return raw if path.suffix == _SUFFIX else None


def _done_with(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
        flush_folder(path.parent)
    except OSError as error:
        raise problem_for(error) from None


def _opened(vault: OpenVault, path: Path, compartment: Compartment) -> _HandIn | None:
    """The hand-in in a file, or None for one that is damaged, foreign, or not signed by a user of this log."""
    raw = _content(path)
    if raw is None:
        return None
    try:
        found = record_codec.decode_as(_HandIn, unseal(raw, vault.identity.secret_text))
    except (ValueError, DatabaseDamaged):
        return None
    if found.vault_id != vault.file.vault_id or found.compartment is not compartment:
        return None
    return found if _signed_by_author(vault, found) else None


def _signed_by_author(vault: OpenVault, found: _HandIn) -> bool:
    """By a key the author had, the present or a former one: they may have changed their passphrase since."""
    rosters = [one.content for one in reading.versions(vault.daily.connection, vault.roster().reference)]
    for key in {user.verifying for roster in rosters for user in roster.users if user.id == found.author}:
        try:
            signature_holds(key, found.signed(), found.signature)
        except ValueError:
            continue
        return True
    return False
