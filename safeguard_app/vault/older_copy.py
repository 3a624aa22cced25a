"""Acknowledging that a log is an older copy: people in two roles have to, before it stops being said at every unlock.

The log stays writable meanwhile, because a safeguarding emergency does not wait, and says in its own chain what was
noticed and who acknowledged it, and why. A part whose readers all hold the same role is seconded by the holder of the
recovery key: so the one reader of a part about somebody else never settles it alone.
"""

from dataclasses import dataclass

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment, new_record_id
from safeguard_app.domain.older_copies import RECOVERY_VOICE, OlderCopyAccepted, read_in_one_role, settles
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.users import Role, RosterUser
from safeguard_app.vault import reading, unlocking
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.open_vault import Notice, OpenVault, roster_of

_WITH = "with"


@dataclass(frozen=True, slots=True)
class Occasion:
    """A part that is older: the event this computer misses, what stands now, who acknowledged it so far."""

    compartment: Compartment
    seen: int
    head: str
    stands: int
    accepted: tuple[Stored[OlderCopyAccepted], ...]
    readers: tuple[RosterUser, ...]

    @property
    def contents(self) -> tuple[OlderCopyAccepted, ...]:
        """The acknowledgements themselves."""
        return tuple(stored.content for stored in self.accepted)

    @property
    def needs_recovery_key(self) -> bool:
        """Whether the second has to be the holder of the recovery key."""
        return read_in_one_role(self.readers)

    def lacks(self, by: str) -> bool:
        """Whether somebody has not acknowledged it yet."""
        return all(one.by != by for one in self.contents)


def occasions(vault: OpenVault) -> tuple[Occasion, ...]:
    """Every open part that is older than this computer last saw, or differs from it, until that is settled."""
    return tuple(_occasion(vault, compartment) for compartment in vault if compartment.id in vault.older)


def accept(vault: OpenVault, reason: str, recovery_text: str | None = None) -> tuple[Compartment, ...]:
    """The signed-in user acknowledges every part that is older; which of them are settled now.

    With the recovery key its holder does as well, where no other reader could be the second: raises WrongRecoveryKey.
    From then on this computer takes what is settled as it stands.
    """
    if recovery_text is not None:
        unlocking.recovery_identity(vault.file, recovery_text)
    for occasion in occasions(vault):
        if occasion.lacks(vault.user.id):
            _write(vault, occasion, vault.user.id, vault.user.roles, reason)
        if recovery_text is not None and occasion.needs_recovery_key and occasion.lacks(RECOVERY_VOICE):
            _write(vault, occasion, RECOVERY_VOICE, (Role.RECOVERY,), reason)
    return _settle(vault)


def _write(vault: OpenVault, occasion: Occasion, by: str, roles: tuple[Role, ...], reason: str) -> None:
    facts: dict[str, str | int] = {"seen": occasion.seen, "head": occasion.head}
    if by == RECOVERY_VOICE:
        facts[_WITH] = Role.RECOVERY.value
    with vault.compartment(occasion.compartment).write(
        EventKind.OLDER_COPY_ACCEPTED,
        vault.user.id,
        vault.clock.now(),
        facts=facts,
        signer=vault.identity.sign,
    ) as work:
        work.put(new_record_id(), OlderCopyAccepted(by, roles, occasion.seen, occasion.head), reason=reason)


def _settle(vault: OpenVault) -> tuple[Compartment, ...]:
    settled = tuple(one.compartment for one in occasions(vault) if settles(one.contents))
    for compartment in settled:
        vault.older.discard(compartment)
        vault.last_seen.remember(
            compartment,
            vault.keys[compartment],
            vault.compartment(compartment).head,
            vault.file.generation,
            forget=True,
        )
    vault.notices[:] = [
        one for one in vault.notices if one.notice is not Notice.OLDER_COPY or one.compartment not in settled
    ]
    return settled


def _occasion(vault: OpenVault, compartment: OpenCompartment) -> Occasion:
    """The head that this computer misses, by number and the digits that are printed, names the occasion."""
    seen = vault.last_seen.seen(compartment.id, vault.keys[compartment.id])
    number, digits = (0, "") if seen is None else (seen.head.number, seen.head.hash.hex()[:16])
    kept = reading.of_kind(compartment.connection, compartment.id, RecordKind.OLDER_COPY)
    return Occasion(
        compartment=compartment.id,
        seen=number,
        head=digits,
        stands=compartment.head.number,
        accepted=tuple(one for one in kept if (one.content.seen, one.content.head) == (number, digits)),
        readers=roster_of(compartment).content.readers(compartment.id),
    )
