"""Another recovery key in place of one that was lost or seen.

A change like every change of users (:mod:`.key_change`): announced in the rosters, written to the key file, confirmed.
Each part within reach gets a new database key as well, so that neither the former recovery key nor an old copy of the
key file opens what is written from then on.

Whoever makes it may hold no key for some parts. With the former recovery key they are within reach too. Without it
they stay sealed to the former one until one of their own readers takes the new one over: never unseen, because whoever
made the new key has had it before their eyes, and such a part may be about them.
"""

from dataclasses import replace as with_fields

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.users import Roster
from safeguard_app.vault import hand_in, recovery_owed, remaking, unlocking
from safeguard_app.vault.borrowed_keys import within_reach
from safeguard_app.vault.key_change import KeyChange
from safeguard_app.vault.keys.identities import Identity
from safeguard_app.vault.open_vault import OpenVault, roster_of
from safeguard_app.vault.problems import WrongRecoveryKey


def replace(vault: OpenVault, new: Identity, former_text: str | None = None) -> tuple[Compartment, ...]:
    """Give the log ``new`` as its recovery key; the parts that are still owed it.

    ``former_text`` is a recovery key from before that opens parts nobody here can: :class:`WrongRecoveryKey` where it
    opens none of this log. Parts that nobody was ever able to read are not owed anything: they are empty, and made
    anew for their first reader.
    """
    former = _former(vault, former_text) if former_text is not None else None
    missing = [one for one in Compartment if one not in vault.compartments]
    with within_reach(vault, missing, former) as change:
        owed = tuple(
            one for one in missing if one not in change.reach and not remaking.never_read(vault, one)
        )
        change.announce(
            EventKind.RECOVERY_REPLACED,
            vault.user.id,
            lambda roster: _with_recovery(roster, new.recipient),
            vault.identity.sign,
            {recovery_owed.OWED: recovery_owed.parts_fact(owed)},
        )
        _write(change, tuple(change.reach), new.recipient)
    for identity in (vault.identity, former):
        if identity is not None:
            hand_in.seal_again(vault, identity)
    return owed


def to_take_over(vault: OpenVault) -> tuple[Compartment, ...]:
    """The open parts that are still sealed to a recovery key from before."""
    newest = vault.roster().content.recovery_recipient
    return tuple(
        compartment.id for compartment in vault if roster_of(compartment).content.recovery_recipient != newest
    )


def take_over(vault: OpenVault) -> tuple[Compartment, ...]:
    """Seal the open parts that still have a former recovery key to the present one; which they were."""
    parts = to_take_over(vault)
    if not parts:
        return ()
    newest = vault.roster().content.recovery_recipient
    reach = {one: vault.compartment(one) for one in (Compartment.DAILY, *parts)}
    change = KeyChange(vault, reach, {one: vault.keys[one] for one in reach})
    change.announce(
        EventKind.RECOVERY_TAKEN_OVER,
        vault.user.id,
        lambda roster: _with_recovery(roster, newest),
        vault.identity.sign,
        {recovery_owed.TAKEN: recovery_owed.parts_fact(parts)},
    )
    _write(change, parts, newest)
    hand_in.seal_again(vault, vault.identity)
    return parts


def _write(change: KeyChange, rekeyed: tuple[Compartment, ...], recovery: str) -> None:
    fresh = change.fresh_keys(rekeyed)
    change.write(change.vault.file.slots, change.sealed(fresh), recovery)
    change.rekey(fresh)
    change.confirm()


def _former(vault: OpenVault, text: str) -> Identity:
    """The former key's identity, where it is one of this log: it opens some part as the key file has it now."""
    identity = Identity.from_text(text)
    if not unlocking.open_keys(vault.file, identity):
        raise WrongRecoveryKey
    return identity


def _with_recovery(roster: Roster, recipient: str) -> Roster:
    return with_fields(roster, recovery_recipient=recipient)
