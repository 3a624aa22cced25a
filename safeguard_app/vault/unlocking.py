"""Unlocking: from a passphrase to open compartments, with what was noticed on the way.

Order matters. The key file's checksum comes first, then the passphrase against the slot's public key, then the sealed
keys, then each database: so a wrong passphrase, damage and an older copy are three different messages. Nothing is
written before these checks have passed. A chain that does not add up is no reason to keep anybody out: it is a notice.
"""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment, UserId
from safeguard_app.domain.users import RosterUser
from safeguard_app.system.clock import Clock
from safeguard_app.system.instance_lock import InstanceLock
from safeguard_app.vault import (
    announcements,
    chain,
    database,
    demo_mark,
    drafts,
    hand_in,
    key_change,
    migrating,
    quarantined,
    recovery_owed,
    remaking,
    schema,
    sealed_files,
)
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.database import Connection
from safeguard_app.vault.failed_attempts import FailedAttempts
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.keys.identities import Identity, tidied_recovery_key, unseal
from safeguard_app.vault.keys.vault_file import VaultFile
from safeguard_app.vault.last_seen import LastSeen
from safeguard_app.vault.open_vault import Notice, OpenVault, UnlockNotice, roster_of
from safeguard_app.vault.problems import (
    DatabaseDamaged,
    RecoveryKeyBehind,
    SealedKeyDamaged,
    SignsOnly,
    UserUnknown,
    WrongPassphrase,
    WrongRecoveryKey,
    part_damaged,
    while_opening,
)

LOCK_NAME = "vault.lock"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What unlocking needs of this computer: its clock and its own state folder (outside every log)."""

    clock: Clock
    state: Path

    def attempts(self) -> FailedAttempts:
        """Where wrong passphrases are remembered until the next unlock."""
        return FailedAttempts(self.state / "attempts.json")


@while_opening()
def unlock(
    folder: Path, user: UserId, passphrase: str, around: Surroundings, *, check_later: bool = False
) -> OpenVault:
    """Open the log as ``user``. Raises WrongPassphrase, or what is wrong with the log or the disk.

    With ``check_later`` the caller runs :func:`check_chains` as soon as somebody has their page: recomputing the chains
    takes longer with every year, and all it can lead to is a notice.
    """
    database.check_library()
    tried = vault_file.read(folder)
    identity = identity_for(tried, user, passphrase, around)
    lock = InstanceLock(folder / LOCK_NAME)
    try:
        content = vault_file.read(folder)
        if content != tried:  # another program changed it while the passphrase was being stretched
            identity = identity_for(content, user, passphrase, around)
        vault = open_as(folder, content, identity, user, lock, around, check_later=check_later)
    except BaseException:
        lock.release()
        raise
    try:
        key_change.finish_removals(vault)
        drafts.end_filed(vault)
        hand_in.end_handed_in(vault)
        announcements.read_new(vault, waiting=hand_in.ids_waiting(folder))
        _notice_keys(vault)
        _record_unlock(vault, around)
        if vault.chains_checked:
            _set_orphans_aside(vault)
    except BaseException:
        _let_go(vault)
        raise
    return vault


def identity_for(content: VaultFile, user: UserId, passphrase: str, around: Surroundings) -> Identity:
    """The identity that a passphrase stretches to, or WrongPassphrase, remembered for the audit."""
    try:
        slot = content.slot(user)
    except KeyError:
        raise UserUnknown from None
    if slot.signs:
        raise SignsOnly
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
    """The database keys this identity opens; during a rekey both the new and the previous one, in that order."""
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


def open_with_keys(
    folder: Path, compartment: Compartment, keys: tuple[bytes, ...]
) -> tuple[Connection, bytes]:
    """Open a database with the first key that does; DatabaseDamaged, which names the part, where none does.

    A database without a schema is damaged too: it is never taken for a new log.
    """
    path = folder / f"{compartment}.db"
    for key in keys:
        try:
            connection = database.open_existing(path, key)
        except DatabaseDamaged:
            continue
        try:
            if schema.version_of(connection) == 0:
                raise part_damaged(path)
        except KnownProblem:
            connection.close()
            raise
        return connection, key
    raise part_damaged(path)


def open_as(
    folder: Path,
    content: VaultFile,
    identity: Identity,
    user: UserId,
    lock: InstanceLock,
    around: Surroundings,
    *,
    check_later: bool = False,
) -> OpenVault:
    """Open every compartment that ``identity`` has a key for and ``user`` reads; all of them or none.

    A key file that says something else than the log about being a demo is refused before anything is altered.
    Brings older schemas up to date, checks each chain (all of it but with ``check_later``) against what this computer
    saw last, and finishes what a crash interrupted in a change of users.
    """
    candidates = open_keys(content, identity)
    if Compartment.DAILY not in candidates:
        raise SealedKeyDamaged
    remaking.finish(folder, content)
    databases: migrating.Databases = {}
    try:
        for compartment, keys in candidates.items():
            databases[compartment] = open_with_keys(folder, compartment, keys)
        demo = demo_mark.require_agreement(databases[Compartment.DAILY][0], content)
        migrated = migrating.bring_up_to_date(folder, content, databases)
        vault = _assembled(folder, content, identity, user, lock, around, databases, demo=demo)
    except BaseException:
        for connection, _ in databases.values():
            connection.close()
        raise
    try:
        _note_interrupted_rekeys(vault, candidates)
        if not check_later:
            _recompute_chains(vault, database.go_on)
        _compare_with_memory(vault, candidates)
        migrating.note(vault, migrated)
        key_change.settle(vault)
        vault.user = _reader(vault, user)
        _close_unread(vault)
    except BaseException:
        _let_go(vault)
        raise
    return vault


def _assembled(
    folder: Path,
    content: VaultFile,
    identity: Identity,
    user: UserId,
    lock: InstanceLock,
    around: Surroundings,
    databases: migrating.Databases,
    *,
    demo: bool,
) -> OpenVault:
    opened = {
        compartment: OpenCompartment(compartment, folder, connection, content.vault_id)
        for compartment, (connection, _) in databases.items()
    }
    entry = roster_of(opened[Compartment.DAILY]).content.user(user)
    if entry is None:
        raise UserUnknown
    last_seen = LastSeen(around.state, content.vault_id)
    vault = OpenVault(folder, content, identity, entry, {}, {}, lock, around.clock, last_seen, demo)
    for compartment, (_, key) in databases.items():
        vault.adopt(opened[compartment], key)
    return vault


def _note_interrupted_rekeys(vault: OpenVault, candidates: dict[Compartment, tuple[bytes, ...]]) -> None:
    for compartment, key in vault.keys.items():
        newest = candidates[compartment][0]
        if key != newest:
            vault.pending_keys[compartment] = newest


def check_chains(vault: OpenVault, pause: chain.Pause = database.go_on) -> bool:
    """What an unlock with ``check_later`` left: every hash of every open chain, then the files that no row names.

    Whether it noticed anything: that stands with the other notices of the unlock then. While it pauses others may
    write, but nothing moves or is rekeyed.
    """
    before = len(vault.notices)
    with vault.long_work():
        _recompute_chains(vault, pause)
    _set_orphans_aside(vault)
    return len(vault.notices) > before


def _recompute_chains(vault: OpenVault, pause: chain.Pause) -> None:
    for compartment in vault:
        for finding in chain.verify_events(
            compartment.connection, vault.file.vault_id, compartment.id, pause
        ):
            vault.notices.append(UnlockNotice(Notice.CHAIN_BROKEN, compartment.id, finding.event))
    vault.chains_checked = True


def _compare_with_memory(vault: OpenVault, candidates: dict[Compartment, tuple[bytes, ...]]) -> None:
    """Whether each chain goes on from what this computer saw last (before or after a rekey)."""
    for compartment in vault:
        remembered = [vault.last_seen.seen(compartment.id, key) for key in candidates[compartment.id]]
        seen = next((one for one in remembered if one is not None), None)
        if seen is None:
            if compartment.head.number > 1:
                vault.notices.append(UnlockNotice(Notice.NO_MEMORY, compartment.id, compartment.head.number))
            continue
        same = chain.hash_at(compartment.connection, seen.head.number) == seen.head.hash
        if not same or vault.file.generation < seen.generation:
            vault.older.add(compartment.id)
            vault.notices.append(UnlockNotice(Notice.OLDER_COPY, compartment.id, seen.head.number))


def _reader(vault: OpenVault, user: UserId) -> RosterUser:
    """The roster's entry of the user; a sealed key of a compartment they read that does not open is damage."""
    entry = vault.roster().content.user(user)
    if entry is None or entry.until is not None:
        raise UserUnknown
    shut = [compartment for compartment in entry.reads if compartment not in vault.compartments]
    if shut and vault.identity.recipient == vault.file.recovery_recipient:
        behind = recovery_owed.owed(vault.daily)
        if all(compartment in behind for compartment in shut):
            raise RecoveryKeyBehind
    if shut:
        raise SealedKeyDamaged
    return entry


def _close_unread(vault: OpenVault) -> None:
    """A recovery key opens everything; the user it is used for gets what is theirs."""
    for compartment in [one for one in vault if one.id not in vault.user.reads]:
        compartment.close()
        del vault.compartments[compartment.id], vault.keys[compartment.id]


def _let_go(vault: OpenVault) -> None:
    """Close everything after a failure, without a word about what closing itself may report."""
    try:
        vault.abandon()
    except KnownProblem:
        return


def _notice_keys(vault: OpenVault) -> None:
    for compartment, label in key_change.differences(vault):
        vault.notices.append(UnlockNotice(Notice.KEYS_DIFFER, compartment, label=label))
    differ = any(notice.notice is Notice.KEYS_DIFFER for notice in vault.notices)
    if not differ and not vault.older and vault_file.mend(vault.folder, vault.file):
        vault.notices.append(UnlockNotice(Notice.KEY_FILE_MENDED))


def _record_unlock(vault: OpenVault, around: Surroundings) -> None:
    now = around.clock.now()
    attempts = around.attempts()
    failed = attempts.of(vault.file.vault_id)
    differing = sum(1 for notice in vault.notices if notice.notice is Notice.KEYS_DIFFER)
    for compartment in vault:
        if compartment.id in vault.older:
            compartment.note(EventKind.OLDER_COPY, vault.user.id, now)
        facts = {} if compartment is vault.daily else {"daily": announcements.read_until(vault)}
        compartment.note(EventKind.UNLOCKED, vault.user.id, now, facts=facts, signer=vault.identity.sign)
    for slot, at in failed:
        vault.daily.note(EventKind.UNLOCK_FAILED, slot, now, facts={"tried_at": at})
    if any(notice.notice is Notice.KEY_FILE_MENDED for notice in vault.notices):
        vault.daily.note(EventKind.KEY_FILE_MENDED, vault.user.id, now)
    if differing:
        vault.daily.note(EventKind.KEYS_DIFFER, vault.user.id, now, facts={"slots": differing})
    if failed:
        attempts.forget(vault.file.vault_id)
        vault.notices.append(UnlockNotice(Notice.FAILED_ATTEMPTS, number=len(failed)))
    try:
        vault.remember_heads()
    except KnownProblem:
        vault.notices.append(UnlockNotice(Notice.NOT_REMEMBERED))


def _set_orphans_aside(vault: OpenVault) -> None:
    """Files that no row names are moved, but not where the log itself is older than they are, or broken."""
    doubtful = {Notice.OLDER_COPY, Notice.CHAIN_BROKEN}
    doubted = {notice.compartment for notice in vault.notices if notice.notice in doubtful}
    for compartment in vault:
        if compartment.id in doubted:
            continue
        with contextlib.suppress(
            KnownProblem
        ):  # a disk that refuses now does not keep anybody out: next time
            quarantined.settle(compartment)
        moved = sealed_files.set_orphans_aside(compartment.files, compartment.known_files())
        if moved:
            facts = {"files": moved}
            compartment.note(EventKind.ORPHANS_SET_ASIDE, vault.user.id, vault.clock.now(), facts=facts)
            vault.notices.append(UnlockNotice(Notice.ORPHANS, compartment.id, moved))
