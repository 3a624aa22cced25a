"""That a concern was handed in, said in the daily log to its readers alone.

A hand-in taken from its inbox before a reader unlocked would leave nothing behind, so its readers must be able to learn
from a chain that there was one. Its author can write to the daily log only, and everybody reads that, also whoever the
concern is about. An event that only a hand-in leaves would tell them: what is announced there and arrives in none of
the parts they read is in the one they do not. So no such event may ever stand in the daily log in the clear.

Instead *every* draft that ends, filed, thrown away or handed in, carries a sealed slip for each part that its author
holds no key for: an age file to that part's readers with 32 digits in it, the id of the hand-in or as many zeros.
Whoever cannot open a slip cannot tell the one from the other. A reader's unlock reads the slips that are new and says
in that part's own chain what was announced; what then never arrives is reported to its readers, and to nobody else.

Where a hand-in was moved at its intake, because a reader of its part is whom it is about, it is announced in the chain
of the part it was moved to, and in the other nowhere. So what still waits is announced only once it was looked into,
and the move is remembered beside the chain, in ``window_state``: what an event says, everybody reads under Audit.
"""

import base64
import binascii
import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from safeguard_app.domain.audit_trail import Event, EventKind
from safeguard_app.domain.identifiers import Compartment, RecordId
from safeguard_app.domain.users import Roster
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.database import database_problems
from safeguard_app.vault.keys.identities import Identity, seal, unseal
from safeguard_app.vault.open_vault import OpenVault

SLIP = "slip_"
"""What the names of the slips among an event's facts begin with; the compartment follows."""
REPORTED_FOR = timedelta(days=30)
"""How long after it was handed in a concern that never arrived is reported at every unlock; the chain keeps it."""
_MOVED = "handed_on:"
_MARK_MOVED = """
INSERT INTO window_state (user, name, value) VALUES ('', ?, ?)
ON CONFLICT (user, name) DO UPDATE SET value = excluded.value
"""
_MOVED_TO = "SELECT value FROM window_state WHERE user = '' AND name = ?"
_ALL_MOVED = "SELECT name FROM window_state WHERE user = '' AND name GLOB 'handed_on:*'"
_LABEL = b"safeguard-log hand-in v1|"
_NOTHING = "0" * 32


@dataclass(frozen=True, slots=True)
class Announced:
    """A hand-in that was announced: its id, who handed it in, when, and the event of its part that says so."""

    id: str
    author: str
    at: datetime
    event: int


def id_of(draft: RecordId) -> str:
    """The id of a hand-in: found again by whoever has the draft or the record it became, random to everybody else."""
    return hashlib.sha256(_LABEL + draft.encode()).hexdigest()[:32]


def slips(vault: OpenVault, draft: RecordId, handed: Compartment | None) -> dict[str, str | int]:
    """The slips that go with the end of a draft; ``handed`` is the part it was handed in to, None for any other end."""
    roster: Roster = vault.roster().content
    found: dict[str, str | int] = {}
    for compartment in Compartment:
        if compartment not in vault.user.reads:
            said = id_of(draft) if compartment is handed else _NOTHING
            slip = seal(said.encode(), roster.recipients(compartment))
            found[SLIP + compartment.value] = base64.b64encode(slip).decode()
    return found


def read_new(
    vault: OpenVault,
    identity: Identity | None = None,
    *,
    waiting: Collection[tuple[Compartment, str]] = (),
) -> None:
    """Say in each open part's chain what the slips announce that this user has not read yet.

    What is still ``waiting`` (part and id) is kept in ``vault.announced`` until its intake: see
    :func:`note_after_intake`. With the ``identity`` of the recovery key, where it is at hand, also what a lost
    passphrase would have opened.
    """
    for compartment in vault:
        if compartment.id is Compartment.DAILY:
            continue
        for event in _ended_unread(vault, compartment):
            told = _opened(event, compartment.id, identity or vault.identity)
            if told is not None and (compartment.id, told) in waiting:
                vault.announced.append((compartment.id, told, event))
            elif told is not None:
                _note(vault, compartment, told, event)


def read_until(vault: OpenVault) -> int:
    """Up to which event of the daily log this unlock has read the slips: for the event that says it was unlocked.

    Not past one that is noted after the intake only: a crash until then has the next unlock read it again.
    """
    return min((event.number - 1 for _, _, event in vault.announced), default=vault.daily.head.number)


def note_after_intake(vault: OpenVault) -> None:
    """Say in the chains what was announced of hand-ins that waited until now, where each of them lies now."""
    while vault.announced:
        compartment, told, event = vault.announced.pop(0)
        _note(vault, vault.compartment(compartment), told, event)


def leave_to_others(vault: OpenVault, hand_in: str) -> None:
    """Announce nothing of a hand-in that this user may not know of and that could not be moved; its readers do."""
    vault.announced = [one for one in vault.announced if one[1] != hand_in]


def mark_moved(compartment: OpenCompartment, hand_in: str, to: Compartment) -> None:
    """Remember that a hand-in to ``compartment`` was moved elsewhere, so that it is announced and missed there only."""
    compartment.change_mutable(_MARK_MOVED, (_MOVED + hand_in, to.value))


def _note(vault: OpenVault, compartment: OpenCompartment, told: str, event: Event) -> None:
    """Once, in the part it was handed in to, or in the one it was moved to; nowhere where that one is not open."""
    with database_problems():
        moved = compartment.connection.execute(_MOVED_TO, (_MOVED + told,)).fetchone()
    place = vault.compartments.get(Compartment(moved[0])) if moved is not None else compartment
    if place is None or any(one.id == told for one in announced(place)):
        return
    facts: dict[str, str | int] = {"hand_in": told, "daily": event.number, "when": event.at.isoformat()}
    place.note(EventKind.HANDED_IN, event.actor, vault.clock.now(), facts=facts)


def announced(compartment: OpenCompartment) -> list[Announced]:
    """Every hand-in to a part that was ever announced to one of its readers, oldest first."""
    events = reading.events_of_kind(compartment.connection, EventKind.HANDED_IN)
    return [
        Announced(
            str(event.facts["hand_in"]),
            event.actor,
            datetime.fromisoformat(str(event.facts["when"])),
            event.number,
        )
        for event in events
    ]


def never_arrived(vault: OpenVault, compartment: OpenCompartment, waiting: set[str]) -> list[Announced]:
    """What was announced lately, was never taken in or moved, and is not among the ids still ``waiting``."""
    since = vault.clock.now() - REPORTED_FOR
    with database_problems():
        rows = compartment.connection.execute(_ALL_MOVED).fetchall()
    known = waiting | {str(name).removeprefix(_MOVED) for (name,) in rows}
    lately = [one for one in announced(compartment) if one.at >= since and one.id not in known]
    if not lately:
        return []
    taken = reading.events_of_kind(compartment.connection, EventKind.TAKEN_IN)
    arrived = {id_of(RecordId(event.record)) for event in taken if event.record is not None}
    return [one for one in lately if one.id not in arrived]


def _ended_unread(vault: OpenVault, compartment: OpenCompartment) -> list[Event]:
    """Drafts that ended since this user last unlocked a part; at their first unlock, since there is this user."""
    unlocked = reading.events_of_kind(compartment.connection, EventKind.UNLOCKED, actor=vault.user.id)
    read = int(unlocked[-1].facts.get("daily", 0)) if unlocked else 0
    if read > vault.daily.head.number:
        read = 0  # an older daily log was put back: all of it is read again
    ended = reading.events_of_kind(vault.daily.connection, EventKind.DRAFT_ENDED, after=read)
    return [event for event in ended if read or event.at >= vault.user.since]


def _opened(event: Event, compartment: Compartment, identity: Identity) -> str | None:
    """The id of a hand-in that an event announces to whoever holds ``identity``, if it does."""
    slip = event.facts.get(SLIP + compartment.value)
    if slip is None:
        return None
    try:
        said = unseal(base64.b64decode(str(slip)), identity.secret_text).decode()
    except (ValueError, binascii.Error):
        return None
    return said if said != _NOTHING else None
