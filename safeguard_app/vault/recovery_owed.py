"""Which parts of a log a new recovery key does not open yet: said by the daily log's chain.

Whoever makes a new recovery key may hold no key for every part. Those stay sealed to the one before until a reader of
them takes the new one over, and the program has to be able to say which they are.
"""

from safeguard_app.domain.audit_trail import Event, EventKind
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import OpenCompartment

CHANGE, OWED, TAKEN = "change", "owed", "taken"
_KINDS = (EventKind.RECOVERY_REPLACED, EventKind.RECOVERY_TAKEN_OVER, EventKind.KEYS_UNDONE)


def parts_fact(parts: tuple[Compartment, ...]) -> str:
    """Some parts as an event says them."""
    return " ".join(part.value for part in parts)


def owed(daily: OpenCompartment) -> tuple[Compartment, ...]:
    """The parts that the newest recovery key does not open yet; of changes that were taken back nothing counts."""
    events = reading.events_of_kinds(daily.connection, _KINDS)
    undone = {event.facts.get(CHANGE) for event in events if event.kind is EventKind.KEYS_UNDONE}
    left: set[Compartment] = set()
    for event in events:
        if event.facts.get(CHANGE) in undone:
            continue
        if event.kind is EventKind.RECOVERY_REPLACED:
            left = _parts(event, OWED)
        else:
            left -= _parts(event, TAKEN)
    return tuple(sorted(left))


def last_replaced(daily: OpenCompartment) -> Event | None:
    """The event of the newest recovery key, where the first one was ever replaced."""
    events = reading.events_of_kinds(daily.connection, _KINDS)
    undone = {event.facts.get(CHANGE) for event in events if event.kind is EventKind.KEYS_UNDONE}
    made = [
        event
        for event in events
        if event.kind is EventKind.RECOVERY_REPLACED and event.facts.get(CHANGE) not in undone
    ]
    return made[-1] if made else None


def _parts(event: Event, fact: str) -> set[Compartment]:
    named = str(event.facts.get(fact, "")).split()
    return {part for part in Compartment if part.value in named}
