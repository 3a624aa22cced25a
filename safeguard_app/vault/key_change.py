"""A change of users, taken from the rosters inside the log to ``vault.json`` so that no crash leaves half of it.

The rosters are authoritative and in the chain; the key file is what lets people in; they cannot change in one step.

1. *Announce*: each compartment within reach gets the new roster, in an event that carries the change's id.
2. *Write*: the key file is replaced, with keys sealed to the recipients of the new rosters and the same id.
3. *Confirm*: an event in each compartment says that the key file has it.

A crash after 1 leaves an id that the key file lacks and nobody confirmed: the next unlock takes the roster back.
A crash after 2 leaves one that the key file has: the next unlock confirms it. A confirmed id that the key file does not
have means that an older key file was put back, which is reported, never healed.
"""

import base64
import binascii
import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from secrets import token_hex

import msgspec

from safeguard_app.domain.audit_trail import COMPUTER, Event, EventKind
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment, UserId
from safeguard_app.domain.users import Roster
from safeguard_app.vault import database, reading
from safeguard_app.vault.compartment import OpenCompartment, Signer
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.keys.identities import seal
from safeguard_app.vault.keys.vault_file import SealedKey, Slot
from safeguard_app.vault.open_vault import OpenVault, roster_of
from safeguard_app.vault.problems import DatabaseDamaged

_CONFIRMED_AFTER = "SELECT 1 FROM event WHERE number > ? AND kind = 'keys.confirmed' LIMIT 1"
_CHANGE = "change"
_RECIPIENT_LINE = b"-> X25519 "


@dataclass(slots=True, repr=False)
class KeyChange:
    """One change of users over the compartments within reach: those open here, or fewer, or more by a recovery key."""

    vault: OpenVault
    reach: Mapping[Compartment, OpenCompartment]
    keys: dict[Compartment, bytes]
    id: str = field(default_factory=lambda: token_hex(8))

    def announce(
        self,
        kind: EventKind,
        user: UserId,
        change: Callable[[Roster], Roster],
        signer: Signer,
        more: Mapping[str, str | int] | None = None,
    ) -> None:
        """Write the changed roster into every compartment within reach; ``more`` are facts of this kind of change."""
        now = self.vault.clock.now()
        for compartment in self.reach.values():
            _settle_roster(self.vault, compartment)
            stored = roster_of(compartment)
            facts: dict[str, str | int] = {_CHANGE: self.id, "user": user, **(more or {})}
            with compartment.write(kind, self.vault.user.id, now, facts=facts, signer=signer) as work:
                work.put(stored.reference.id, change(stored.content), replacing=stored.number)

    def fresh_keys(self, compartments: tuple[Compartment, ...]) -> dict[Compartment, bytes]:
        """A new key for each of ``compartments``, with the salt that its database has."""
        return {one: database.fresh_key(self.keys[one][-database.SALT_BYTES :]) for one in compartments}

    def sealed(self, fresh: Mapping[Compartment, bytes] | None = None) -> dict[str, SealedKey]:
        """The keys within reach sealed to their rosters; where there is a ``fresh`` one, the present one beside it."""
        found = {}
        for compartment in self.reach.values():
            recipients = roster_of(compartment).content.recipients(compartment.id)
            key, new = self.keys[compartment.id], (fresh or {}).get(compartment.id)
            found[compartment.id.value] = SealedKey(
                key=sealed_key(new or key, recipients),
                previous=sealed_key(key, recipients) if new is not None else None,
                change=self.id,
            )
        return found

    def write(
        self, slots: tuple[Slot, ...], sealed: Mapping[str, SealedKey], recovery: str | None = None
    ) -> None:
        """Replace the key file, with another ``recovery`` key where there is one: from here on the change holds."""
        write_key_file(self.vault, slots, sealed, recovery)

    def rekey(self, fresh: Mapping[Compartment, bytes]) -> None:
        """Give each database its fresh key, then drop the previous ones from the key file."""
        for one, key in fresh.items():
            _rekey(self.vault, self.reach[one], key)
            self.keys[one] = key
        drop_previous(self.vault, tuple(fresh))

    def confirm(self) -> None:
        """Say in every chain within reach that the key file has the change."""
        now = self.vault.clock.now()
        for compartment in self.reach.values():
            compartment.note(EventKind.KEYS_CONFIRMED, self.vault.user.id, now, facts={_CHANGE: self.id})


def over_all_open(vault: OpenVault) -> KeyChange:
    """A change over every compartment that is open."""
    return KeyChange(vault, dict(vault.compartments), dict(vault.keys))


def sealed_key(key: bytes, recipients: tuple[str, ...]) -> str:
    """A database key as armoured age text for exactly ``recipients``: what the public tools read (security.md 3.2)."""
    return seal(key.hex().encode(), recipients, armoured=True).decode()


def write_key_file(
    vault: OpenVault, slots: tuple[Slot, ...], sealed: Mapping[str, SealedKey], recovery: str | None = None
) -> None:
    """Replace ``vault.json`` by its next generation, with these slots and sealed keys."""
    following = msgspec.structs.replace(
        vault.file,
        format=vault_file.format_for(slots),
        generation=vault.file.generation + 1,
        slots=slots,
        compartments={**vault.file.compartments, **sealed},
        recovery_recipient=recovery or vault.file.recovery_recipient,
    )
    vault_file.write(vault.folder, following)
    vault.file = following


def drop_previous(vault: OpenVault, compartments: tuple[Compartment, ...]) -> None:
    """Take the previous keys out of the key file: the new ones are known to open the databases."""
    done = {
        one.value: msgspec.structs.replace(vault.file.compartments[one.value], previous=None)
        for one in compartments
    }
    write_key_file(vault, vault.file.slots, done)


def settle(vault: OpenVault) -> None:
    """Finish or take back whatever a crash interrupted in a change of users, compartment by compartment."""
    for compartment in vault:
        _settle_roster(vault, compartment)
    _finish_rekeys(vault)


def finish_removals(vault: OpenVault) -> None:
    """At unlock: users whom the daily log knows as removed are shut out of the other compartments that open here."""
    gone = {user.id for user in vault.roster().content.users if user.until is not None}
    for compartment in vault:
        for entry in roster_of(compartment).content.current():
            if entry.id in gone and compartment.id is not Compartment.DAILY:
                keys: dict[Compartment, bytes] = {compartment.id: vault.keys[compartment.id]}
                change = KeyChange(vault, {compartment.id: compartment}, keys)
                remove(change, entry.id, (compartment.id,) if compartment.id in entry.reads else ())


def remove(change: KeyChange, user: UserId, rekeyed: tuple[Compartment, ...]) -> None:
    """Take ``user`` out of every roster within reach, and give the compartments they read new keys."""
    vault, now = change.vault, change.vault.clock.now()
    signer = vault.identity.sign
    change.announce(EventKind.USER_REMOVED, user, lambda roster: _without(roster, user, now), signer)
    fresh = change.fresh_keys(rekeyed)
    change.write(tuple(slot for slot in vault.file.slots if slot.id != user), change.sealed(fresh))
    change.rekey(fresh)
    change.confirm()


def _settle_roster(vault: OpenVault, compartment: OpenCompartment) -> None:
    event = _unconfirmed(compartment)
    if event is None:
        return
    if vault.file.compartments[compartment.id.value].change == event.facts[_CHANGE]:
        facts = {_CHANGE: event.facts[_CHANGE]}
        compartment.note(EventKind.KEYS_CONFIRMED, COMPUTER, vault.clock.now(), facts=facts)
    else:
        _take_back(vault, compartment)


def _unconfirmed(compartment: OpenCompartment) -> Event | None:
    """The event of the newest roster where that was announced and never confirmed."""
    event = _roster_event(compartment)
    if _CHANGE not in event.facts or event.kind is EventKind.KEYS_UNDONE:
        return None
    with database.database_problems():
        found = compartment.connection.execute(_CONFIRMED_AFTER, (event.number,)).fetchone()
    return event if found is None else None


def _roster_event(compartment: OpenCompartment) -> Event:
    event = reading.event_numbered(compartment.connection, roster_of(compartment).event)
    if event is None:
        raise DatabaseDamaged
    return event


def _take_back(vault: OpenVault, compartment: OpenCompartment) -> None:
    stored = roster_of(compartment)
    before = reading.versions(compartment.connection, stored.reference)[-2]
    facts = {_CHANGE: _roster_event(compartment).facts[_CHANGE]}
    with compartment.write(EventKind.KEYS_UNDONE, COMPUTER, vault.clock.now(), facts=facts) as work:
        work.put(stored.reference.id, before.content, replacing=stored.number)


def _finish_rekeys(vault: OpenVault) -> None:
    """Databases that still have their previous key get the new one; then the previous keys go."""
    pending = {one: key for one, key in vault.pending_keys.items() if one in vault.compartments}
    for one, key in pending.items():
        _rekey(vault, vault.compartment(one), key)
    vault.pending_keys.clear()
    standing = tuple(
        one for one in vault.compartments if vault.file.compartments[one.value].previous is not None
    )
    if standing:
        drop_previous(vault, standing)


def _rekey(vault: OpenVault, compartment: OpenCompartment, key: bytes) -> None:
    """Encrypt a database again; this computer's memory of it is sealed under its key and has to follow."""
    with compartment.without_guard() as connection:
        database.rekey(connection, key)
    if compartment.id in vault.keys:
        vault.keys[compartment.id] = key
    if compartment.id not in vault.older:
        with contextlib.suppress(KnownProblem):  # an unwritable state folder is noticed at the next unlock
            vault.last_seen.remember(
                compartment.id, key, compartment.head, vault.file.generation, forget=True
            )


def differences(vault: OpenVault) -> list[tuple[Compartment | None, str]]:
    """Where ``vault.json`` and what stands inside the log disagree: a compartment or None, and a label or nothing.

    The label is a slot's, as the key file has it, or says that the school's own plain words differ.
    """
    roster: Roster = vault.roster().content
    users = {user.id: user for user in roster.current()}
    slots = {slot.id: slot for slot in vault.file.slots}
    found: list[tuple[Compartment | None, str]] = []
    for id_, slot in slots.items():
        user = users.get(id_)
        as_slot = (slot.recipient, slot.label, slot.signs)
        if user is None or (user.recipient, user.label, user.signs_only) != as_slot:
            found.append((None, slot.label))
    found += [(None, user.label) for id_, user in users.items() if id_ not in slots]
    if vault.file.recovery_recipient != roster.recovery_recipient:
        found.append((None, ""))
    school = vault.school().content
    if (school.name, school.nation.value) != (vault.file.school, vault.file.nation):
        found.append((None, "the school’s name or nation"))
    found += [(compartment.id, "") for compartment in vault if not _agrees(vault, compartment)]
    return found


def _agrees(vault: OpenVault, compartment: OpenCompartment) -> bool:
    sealed = vault.file.compartments[compartment.id.value]
    event = _roster_event(compartment)
    announced = event.facts.get(_CHANGE)
    same_change = announced is None or event.kind is EventKind.KEYS_UNDONE or announced == sealed.change
    readers = len(roster_of(compartment).content.recipients(compartment.id))
    return same_change and recipients_of(sealed.key) == readers


def recipients_of(armoured: str) -> int:
    """To how many keys an armoured age text is sealed; 0 where it is not one. Who they are it does not say."""
    lines = [line for line in armoured.splitlines() if not line.startswith("-----")]
    try:
        raw = base64.b64decode("".join(lines), validate=True)
    except (ValueError, binascii.Error):
        return 0
    return raw.partition(b"\n---")[0].count(b"\n" + _RECIPIENT_LINE)


def _without(roster: Roster, user: str, at: datetime) -> Roster:
    """The roster with ``user`` removed as of ``at``; their entry stays, for what they once signed."""
    return replace(
        roster,
        users=tuple(
            replace(one, until=at) if one.id == user and one.until is None else one for one in roster.users
        ),
    )
