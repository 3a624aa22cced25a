"""Accepting that a log is an older copy: two people have to, before it stops being said at every unlock.

The log stays writable meanwhile, because a safeguarding emergency does not wait, and says in its own chain what was
noticed and who accepted it.
"""

import json

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.database import database_problems
from safeguard_app.vault.open_vault import OpenVault, roster_of

_NEEDED = 2
_ACCEPTED = "SELECT actor, payload FROM event WHERE kind = 'log.older_copy_accepted'"


def accept(vault: OpenVault) -> tuple[Compartment, ...]:
    """The signed-in user accepts every compartment that is older than it should be; which of them are settled now.

    Settled means that as many different users accepted it as are needed: two, or all its readers where there are
    fewer. From then on this computer takes the log as it stands.
    """
    settled = []
    for compartment in [one for one in vault if one.id in vault.older]:
        facts = _what_was_seen(vault, compartment)
        now = vault.clock.now()
        compartment.note(
            EventKind.OLDER_COPY_ACCEPTED, vault.user.id, now, facts=facts, signer=vault.identity.sign
        )
        if len(_accepted_by(compartment, facts)) >= _needed(compartment):
            vault.older.discard(compartment.id)
            key = vault.keys[compartment.id]
            vault.last_seen.remember(
                compartment.id, key, compartment.head, vault.file.generation, forget=True
            )
            settled.append(compartment.id)
    return tuple(settled)


def _what_was_seen(vault: OpenVault, compartment: OpenCompartment) -> dict[str, str | int]:
    """The head that this computer misses, by number and the digits that are printed: names the occasion."""
    seen = vault.last_seen.seen(compartment.id, vault.keys[compartment.id])
    if seen is None:
        return {"seen": 0, "head": ""}
    return {"seen": seen.head.number, "head": seen.head.hash.hex()[:16]}


def _accepted_by(compartment: OpenCompartment, facts: dict[str, str | int]) -> set[str]:
    with database_problems():
        rows = compartment.connection.execute(_ACCEPTED).fetchall()
    return {str(actor) for actor, payload in rows if json.loads(payload).get("facts") == facts}


def _needed(compartment: OpenCompartment) -> int:
    return min(_NEEDED, len(roster_of(compartment).content.readers(compartment.id)))
