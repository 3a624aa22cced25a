"""Users and their keys: a passphrase changed, a user added or removed, a log recovered with the key on paper.

Each is one :class:`~safeguard_app.vault.key_change.KeyChange`: announced in the rosters, written to the key file,
confirmed in the chains, and finished or taken back at the next unlock if the power fails in between.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment, UserId
from safeguard_app.domain.users import Roster, RosterUser
from safeguard_app.system.instance_lock import InstanceLock
from safeguard_app.vault import (
    announcements,
    database,
    drafts,
    hand_in,
    recovery_owed,
    remaking,
    unlocking,
)
from safeguard_app.vault.borrowed_keys import within_reach
from safeguard_app.vault.creation import NewUser, made_user
from safeguard_app.vault.failed_attempts import RECOVERY_KEY_TRIED
from safeguard_app.vault.key_change import KeyChange, drop_previous, over_all_open, remove
from safeguard_app.vault.keys import passphrases, stretching, vault_file
from safeguard_app.vault.keys.identities import Identity
from safeguard_app.vault.keys.vault_file import Slot, VaultFile
from safeguard_app.vault.open_vault import OpenVault
from safeguard_app.vault.problems import (
    LabelTaken,
    NotYourself,
    RecoveryKeyBehind,
    RecoveryKeyNeeded,
    SealedKeyDamaged,
    SignsOnly,
    UserUnknown,
    WrongPassphrase,
    WrongRecoveryKey,
    while_opening,
)
from safeguard_app.vault.unlocking import Surroundings


def change_passphrase(vault: OpenVault, old: str, new: str) -> None:
    """Give the signed-in user another passphrase. Raises WrongPassphrase, WeakPassphrase. Slow: two stretches."""
    vault.require_no_long_work()
    slot = vault.file.slot(vault.user.id)
    before = vault.identity
    tried = Identity.from_passphrase(old, bytes.fromhex(slot.salt), slot.cost, cheap_allowed=vault.is_demo)
    if tried.recipient != slot.recipient:
        raise WrongPassphrase
    _require_strong(vault, new, vault.user.name)
    fresh, after = _fresh_slot(vault, slot, new)
    drafts.reseal(vault, (before.recipient, after.recipient))
    change = over_all_open(vault)
    change.announce(
        EventKind.PASSPHRASE_CHANGED,
        vault.user.id,
        lambda roster: _with_identity(roster, vault.user.id, after),
        before.sign,
    )
    change.write(_slots_with(vault.file, fresh), change.sealed())
    vault.identity = after
    vault.user = _current(vault.roster().content, vault.user.id)
    change.confirm()
    drafts.reseal(vault, (after.recipient,))
    hand_in.seal_again(vault, before)


def add_user(vault: OpenVault, new_user: NewUser, recovery_text: str | None = None) -> UserId:
    """Let somebody in: they type their own passphrase. Slow: one stretch.

    Compartments they are to read that nobody here can open take the recovery key (:class:`RecoveryKeyNeeded` without
    it), or are made anew where nobody has ever been able to read them.
    """
    vault.require_no_long_work()
    if any(slot.label == new_user.label for slot in vault.file.slots):
        raise LabelTaken
    _require_strong(vault, new_user.passphrase, new_user.name)
    slot, entry = made_user(new_user, _cost(vault), vault.clock, demo=vault.is_demo)
    missing = [one for one in entry.reads if one not in vault.compartments]
    with _within_reach(vault, missing, recovery_text) as change:
        afresh = [one for one in missing if one not in change.reach]
        if not all(remaking.never_read(vault, one) for one in afresh):
            raise RecoveryKeyNeeded
        change.announce(
            EventKind.USER_ADDED,
            entry.id,
            lambda roster: replace(roster, users=(*roster.users, entry)),
            vault.identity.sign,
        )
        roster, school = vault.roster().content, vault.school().content
        sealed = change.sealed()
        for one in afresh:
            sealed[one.value] = remaking.prepare(vault, one, roster, school)
        change.write((*vault.file.slots, slot), sealed)
        if afresh:
            remaking.finish(vault.folder, vault.file)
            drop_previous(vault, tuple(afresh))
        change.confirm()
    if recovery_text is not None:
        hand_in.seal_again(vault, unlocking.recovery_identity(vault.file, recovery_text))
    return entry.id


def remove_user(vault: OpenVault, user: UserId, recovery_text: str | None = None) -> tuple[Compartment, ...]:
    """Shut somebody out: every compartment they read gets a new key, sealed to the others only.

    Returns the compartments that could not be given one, because nobody here opens them and no recovery key was
    given; the next reader of each does it at unlock. Until then an old copy of the key file still opens those.
    """
    vault.require_no_long_work()
    entry = vault.roster().content.user(user)
    if entry is None or entry.until is not None:
        raise UserUnknown
    if user == vault.user.id:
        raise NotYourself
    missing = [one for one in entry.reads if one not in vault.compartments]
    with _within_reach(vault, missing, recovery_text) as change:
        remove(change, user, tuple(one for one in entry.reads if one in change.reach))
        return tuple(one for one in missing if one not in change.reach)


@while_opening()
def recover(
    folder: Path, recovery_text: str, user: UserId, new_passphrase: str, around: Surroundings
) -> None:
    """Give ``user`` a new passphrase with the recovery key. The log is left locked; unlock with the new passphrase.

    Drafts of the old passphrase stay sealed to it. Raises WrongRecoveryKey, WeakPassphrase, UserUnknown, and whatever
    unlocking raises. Slow: one stretch.
    """
    database.check_library()
    lock = InstanceLock(folder / unlocking.LOCK_NAME)
    try:
        content = vault_file.read(folder)
        recovery = _recovery_tried(content, recovery_text, around)
        slot = next((one for one in content.slots if one.id == user), None)
        if slot is None:
            raise UserUnknown
        if slot.signs:
            raise SignsOnly
        vault = unlocking.open_as(folder, content, recovery, user, lock, around)
    except BaseException:
        lock.release()
        raise
    try:
        _require_strong(vault, new_passphrase, "")
        fresh, identity = _fresh_slot(vault, slot, new_passphrase)
        change = over_all_open(vault)
        change.announce(
            EventKind.RECOVERED, user, lambda roster: _with_identity(roster, user, identity), identity.sign
        )
        change.write(_slots_with(vault.file, fresh), change.sealed())
        change.confirm()
        announcements.read_new(vault, recovery)
        hand_in.seal_again(vault, recovery)
        vault.remember_heads()
    finally:
        vault.abandon()


def _recovery_tried(content: VaultFile, text: str, around: Surroundings) -> Identity:
    try:
        return unlocking.recovery_identity(content, text)
    except WrongRecoveryKey:
        around.attempts().add(content.vault_id, RECOVERY_KEY_TRIED, around.clock.now())
        raise


@contextlib.contextmanager
def _within_reach(
    vault: OpenVault, missing: list[Compartment], recovery_text: str | None
) -> Iterator[KeyChange]:
    """A change over the open compartments and, with the recovery key, those of ``missing`` too, for its duration.

    Raises :class:`RecoveryKeyBehind` where the key is newer than one of them. One that nobody could ever read is left
    to be made anew.
    """
    recovery = unlocking.recovery_identity(vault.file, recovery_text) if recovery_text is not None else None
    with within_reach(vault, missing, recovery) as change:
        shut = [one for one in missing if one not in change.reach] if recovery is not None else []
        if any(one in recovery_owed.owed(vault.daily) for one in shut):
            raise RecoveryKeyBehind
        if not all(remaking.never_read(vault, one) for one in shut):
            raise SealedKeyDamaged
        yield change


def _require_strong(vault: OpenVault, passphrase: str, name: str) -> None:
    if not vault.is_demo:
        passphrases.require_strong(passphrase, (vault.file.school, name))


def _cost(vault: OpenVault) -> stretching.Cost:
    return stretching.CHEAPEST if vault.is_demo else stretching.calibrated()


def _fresh_slot(vault: OpenVault, slot: Slot, passphrase: str) -> tuple[Slot, Identity]:
    """The user's way in with another passphrase: new salt, new identity, a cost fit for this computer."""
    salt, cost = stretching.new_salt(), _cost(vault)
    identity = Identity.from_passphrase(passphrase, salt, cost, cheap_allowed=vault.is_demo)
    return Slot(slot.id, slot.label, salt.hex(), cost, identity.recipient, slot.signs), identity


def _slots_with(content: VaultFile, fresh: Slot) -> tuple[Slot, ...]:
    return tuple(fresh if slot.id == fresh.id else slot for slot in content.slots)


def _with_identity(roster: Roster, user: UserId, identity: Identity) -> Roster:
    return replace(
        roster,
        users=tuple(
            replace(one, recipient=identity.recipient, verifying=identity.verifying)
            if one.id == user
            else one
            for one in roster.users
        ),
    )


def _current(roster: Roster, user: UserId) -> RosterUser:
    found = roster.user(user)
    if found is None:
        raise UserUnknown
    return found
