"""Unlocking: from a passphrase to open compartments, with what was noticed on the way.

Order matters. The key file's checksum comes first, then the passphrase against the slot's public key, then the sealed
keys, then each database: so a wrong passphrase, damage and an older copy are three different messages. Nothing is
written before every check has passed.
"""

from dataclasses import dataclass
from pathlib import Path

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment, UserId
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.users import Roster, RosterUser
from safeguard_app.system.clock import Clock
from safeguard_app.system.instance_lock import InstanceLock
from safeguard_app.vault import chain, database, schema, sealed_files
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.failed_attempts import FailedAttempts
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.keys.identities import Identity, tidied_recovery_key, unseal
from safeguard_app.vault.keys.vault_file import VaultFile
from safeguard_app.vault.last_seen import LastSeen
from safeguard_app.vault.open_vault import Notice, OpenVault, UnlockNotice, only
from safeguard_app.vault.problems import SealedKeyDamaged, WrongPassphrase, WrongRecoveryKey

LOCK_NAME = "vault.lock"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What unlocking needs of this computer: its clock and its own state folder (outside every log)."""

    clock: Clock
    state: Path

    def attempts(self) -> FailedAttempts:
        """Where wrong passphrases are remembered until the next unlock."""
        return FailedAttempts(self.state / "attempts.json")


def unlock(folder: Path, user: UserId, passphrase: str, around: Surroundings) -> OpenVault:
    """Open the log as ``user``. Raises WrongPassphrase, or what is wrong with the log or the disk."""
    database.check_library()
    content = vault_file.read(folder)
    identity = identity_for(content, user, passphrase, around)
    lock = InstanceLock(folder / LOCK_NAME)
    try:
        return _open(folder, content, identity, user, lock, around)
    except BaseException:
        lock.release()
        raise


def identity_for(content: VaultFile, user: UserId, passphrase: str, around: Surroundings) -> Identity:
    """The identity that a passphrase stretches to, or WrongPassphrase, remembered for the audit."""
    try:
        slot = content.slot(user)
    except KeyError:
        raise WrongPassphrase from None
    identity = Identity.from_passphrase(
        passphrase, bytes.fromhex(slot.salt), slot.cost, cheap_allowed=content.demo
    )
    if identity.recipient != slot.recipient:
        around.attempts().add(content.vault_id, slot.id, around.clock.now())
        raise WrongPassphrase
    return identity


def recovery_identity(content: VaultFile, typed: str) -> Identity:
    """The identity of a typed recovery key, or WrongRecoveryKey."""
    identity = Identity.from_text(tidied_recovery_key(typed))
    if identity.recipient != content.recovery_recipient:
        raise WrongRecoveryKey
    return identity


def open_keys(content: VaultFile, identity: Identity) -> dict[Compartment, tuple[bytes, ...]]:
    """The database keys this identity opens; during a rekey both the new and the old one."""
    opened: dict[Compartment, tuple[bytes, ...]] = {}
    for name, sealed in sorted(content.compartments.items()):
        keys = tuple(
            key for text in (sealed.key, sealed.previous) if (key := _key(text, identity)) is not None
        )
        if keys:
            opened[Compartment(name)] = keys
    return opened


def _key(armoured: str | None, identity: Identity) -> bytes | None:
    if armoured is None:
        return None
    try:
        return bytes.fromhex(unseal(armoured.encode(), identity.secret_text).decode())
    except ValueError:
        return None


def open_compartments(
    folder: Path, content: VaultFile, keys: dict[Compartment, tuple[bytes, ...]]
) -> dict[Compartment, OpenCompartment]:
    """Open and migrate every database there is a key for; all of them or none."""
    opened: dict[Compartment, OpenCompartment] = {}
    try:
        for compartment, candidates in keys.items():
            connection = database.open_existing(folder / f"{compartment}.db", candidates[0])
            schema.migrate(connection)
            opened[compartment] = OpenCompartment(compartment, folder, connection, content.vault_id)
    except BaseException:
        for done in opened.values():
            done.connection.close()
        raise
    return opened


def _open(
    folder: Path,
    content: VaultFile,
    identity: Identity,
    user: UserId,
    lock: InstanceLock,
    around: Surroundings,
) -> OpenVault:
    candidates = open_keys(content, identity)
    if Compartment.DAILY not in candidates:
        raise SealedKeyDamaged
    keys = {compartment: found[0] for compartment, found in candidates.items()}
    compartments = open_compartments(folder, content, candidates)
    last_seen = LastSeen(around.state, content.vault_id)
    try:
        entry = _user_in(compartments, user)
        vault = OpenVault(folder, content, identity, entry, compartments, keys, lock, around.clock, last_seen)
        _notice(vault)
        _record_unlock(vault, around)
    except BaseException:
        for compartment in compartments.values():
            compartment.connection.close()
        raise
    return vault


def _user_in(compartments: dict[Compartment, OpenCompartment], user: UserId) -> RosterUser:
    """The roster's entry of the user; a sealed key of a compartment they read that does not open is damage."""
    roster: Roster = only(compartments[Compartment.DAILY], RecordKind.ROSTER).content
    entry = roster.user(user)
    if entry is None or any(compartment not in compartments for compartment in entry.reads):
        raise SealedKeyDamaged
    return entry


def _notice(vault: OpenVault) -> None:
    for compartment in vault:
        for finding in chain.verify_events(compartment.connection, vault.file.vault_id, compartment.id):
            vault.notices.append(UnlockNotice(Notice.CHAIN_BROKEN, compartment.id, finding.event))
        seen = vault.last_seen.head(compartment.id, vault.keys[compartment.id])
        if seen is not None and chain.hash_at(compartment.connection, seen.number) != seen.hash:
            vault.notices.append(UnlockNotice(Notice.OLDER_COPY, compartment.id, seen.number))
    known = {entry.id: entry.recipient for entry in vault.roster().content.current()}
    for slot in vault.file.slots:
        if known.get(slot.id) != slot.recipient:
            vault.notices.append(UnlockNotice(Notice.KEYS_DIFFER, label=slot.label))


def _record_unlock(vault: OpenVault, around: Surroundings) -> None:
    now = around.clock.now()
    failed = around.attempts().take(vault.file.vault_id)
    older = {notice.compartment for notice in vault.notices if notice.notice is Notice.OLDER_COPY}
    for compartment in vault:
        if compartment.id in older:
            compartment.note(EventKind.OLDER_COPY, vault.user.id, now)
        if compartment.id is Compartment.DAILY:
            for slot, at in failed:
                compartment.note(EventKind.UNLOCK_FAILED, slot, now, facts={"tried_at": at})
        compartment.note(EventKind.UNLOCKED, vault.user.id, now, signer=vault.identity.sign)
        moved = sealed_files.set_orphans_aside(compartment.files, compartment.known_files())
        if moved:
            compartment.note(EventKind.ORPHANS_SET_ASIDE, vault.user.id, now, facts={"files": moved})
            vault.notices.append(UnlockNotice(Notice.ORPHANS, compartment.id, moved))
    if failed:
        vault.notices.append(UnlockNotice(Notice.FAILED_ATTEMPTS, number=len(failed)))
    if not older:
        vault.remember_heads()
