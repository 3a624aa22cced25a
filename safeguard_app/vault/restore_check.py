"""Checking a backup: open it where it lies, with a passphrase or the recovery key, and compare all of it with its list.

Nothing of the backup is changed, and nothing of it is written anywhere else.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from safeguard_app.domain.identifiers import Compartment, UserId
from safeguard_app.domain.users import Roster
from safeguard_app.vault import backup_folder, database, demo_mark, verifying
from safeguard_app.vault.backup_folder import FILES, MANIFEST, Head, Manifest
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.findings import Finding
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.keys.identities import Identity, signature_holds
from safeguard_app.vault.keys.vault_file import VaultFile
from safeguard_app.vault.problems import DatabaseDamaged, NotABackup, UserUnknown, WrongPassphrase
from safeguard_app.vault.sealed_files import Progress
from safeguard_app.vault.unlocking import open_keys, recovery_identity
from safeguard_app.vault.verified_copy import Copied, Pace, measured


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What a check of a backup found. ``findings`` is empty when the log could be had again from it as it was.

    ``opened`` names the compartments that this key opened and that were checked row by row; ``compared`` those of
    which only the sealed bytes were compared: no key for them was given, or they were kept with unfinished writes of
    somebody else's crash, which opening would have folded in.
    """

    place: Path
    number: int
    taken_at: datetime
    school: str
    opened: tuple[Compartment, ...]
    compared: tuple[Compartment, ...]
    files: int
    events: int
    findings: tuple[Finding, ...]


def ways_in(path: Path) -> VaultFile:
    """The key file of the newest backup at ``path``: whose passphrases open it. Raises NotABackup, KeyFileDamaged."""
    return vault_file.read(_newest(backup_folder.found_at(path)))


def restore_check(
    path: Path, secret: str, user: UserId | None = None, progress: Progress | None = None
) -> RestoreReport:
    """Check the newest backup at ``path`` with a user's passphrase, or without ``user`` with the recovery key.

    Raises NotABackup, KeyFileDamaged, WrongPassphrase, WrongRecoveryKey, Cancelled.
    """
    database.check_library()
    place = backup_folder.found_at(path)
    generation = _newest(place)
    content = vault_file.read(generation)
    identity = _identity(content, secret, user)
    manifest = backup_folder.read_manifest(generation)
    pace = Pace(progress, 2 * sum(one.size for one in manifest.files))
    found = _compared(place, generation, manifest, pace)
    opened, more = _opened(place, generation, manifest, content, identity, pace)
    return RestoreReport(
        place=generation,
        number=manifest.number,
        taken_at=datetime.fromisoformat(manifest.taken_at),
        school=content.school,
        opened=opened,
        compared=tuple(one for one in Compartment if one not in opened),
        files=sum(one.path.startswith(FILES + "/") for one in manifest.files),
        events=sum(head.number for name, head in manifest.heads.items() if Compartment(name) in opened),
        findings=(*found, *more),
    )


def _newest(place: Path) -> Path:
    finished = backup_folder.generations(place)
    if not finished:
        raise NotABackup
    return finished[-1][1]


def _identity(content: VaultFile, secret: str, user: UserId | None) -> Identity:
    if user is None:
        return recovery_identity(content, secret)
    slot = next((one for one in content.slots if one.id == user), None)
    if slot is None:
        raise UserUnknown
    identity = Identity.from_passphrase(
        secret, bytes.fromhex(slot.salt), slot.cost, cheap_allowed=content.demo
    )
    if identity.recipient != slot.recipient:
        raise WrongPassphrase
    return identity


def _compared(place: Path, generation: Path, manifest: Manifest, pace: Pace) -> list[Finding]:
    """Every file that the list names, against the list; and whether there is one that it does not name."""
    found = []
    for named in manifest.files:
        there = backup_folder.located(place, generation, named.path)
        if not there.is_file():
            found.append(Finding("copy_missing", about=named.path))
        elif measured(there, named.path) != Copied(named.path, named.size, named.sha256):
            found.append(Finding("copy_altered", about=named.path))
        pace.add(named.size)
    named_here = {one.path for one in manifest.files} | {MANIFEST}
    for path in sorted(generation.rglob("*")):
        inside = path.relative_to(generation).as_posix()
        if path.is_file() and inside not in named_here:
            found.append(Finding("copy_extra", about=inside))
    return found


def _opened(
    place: Path, generation: Path, manifest: Manifest, content: VaultFile, identity: Identity, pace: Pace
) -> tuple[tuple[Compartment, ...], list[Finding]]:
    """Open what the key opens, and check it as the log itself is checked."""
    found: list[Finding] = []
    opened: dict[Compartment, OpenCompartment] = {}
    try:
        for compartment, keys in open_keys(content, identity).items():
            if (generation / f"{compartment}.db-wal").exists():
                continue  # kept sealed with unfinished writes: opening it would change it, so it is compared only
            try:
                connection = database.open_for_reading(generation / f"{compartment}.db", keys[0])
                opened[compartment] = OpenCompartment(
                    compartment, place / FILES, connection, content.vault_id
                )
            except DatabaseDamaged:
                found.append(Finding("database_unreadable", compartment))
        if Compartment.DAILY not in opened and not found:
            found.append(Finding("key_not_sealed_here", Compartment.DAILY))
        rosters = [roster for one in opened.values() for roster in _rosters(one)]
        if not _manifest_signed(manifest, rosters):
            found.append(Finding("manifest_altered"))
        if Compartment.DAILY in opened:
            found += _demo(opened[Compartment.DAILY], content)
        for one in opened.values():
            found += _head(one, manifest)
            found += verifying.examine(one, verifying.keys_in(rosters), pace, writable=False)
    finally:
        for one in opened.values():
            one.connection.close()
    return tuple(opened), found


def _rosters(compartment: OpenCompartment) -> list[Roster]:
    try:
        return verifying.rosters_of(compartment)
    except DatabaseDamaged:
        return []  # said by the check of the compartment


def _demo(daily: OpenCompartment, content: VaultFile) -> list[Finding]:
    """Whether the backup's key file calls a real log a demo, or the other way round."""
    try:
        differs = demo_mark.says_demo(daily.connection) != content.demo
    except DatabaseDamaged:
        return []  # said by the check of the compartment
    return [Finding("demo_differs")] if differs else []


def _head(compartment: OpenCompartment, manifest: Manifest) -> list[Finding]:
    """A compartment that was open when it was backed up ends where the list says; a sealed one is not on it."""
    stands = Head(compartment.head.number, compartment.head.hash.hex())
    listed = manifest.heads.get(compartment.id.value, stands)
    return [] if listed == stands else [Finding("head_differs", compartment.id, event=listed.number)]


def _manifest_signed(manifest: Manifest, rosters: list[Roster]) -> bool:
    for key in verifying.keys_in(rosters).get(manifest.by, frozenset()):
        try:
            signature_holds(key, manifest.signed(), manifest.signature)
        except ValueError:
            continue
        return True
    return False
