"""Who collected what was printed: a name beside the event of it, and how it is said.

The name is the reason of a row that the event wrote, never a fact of the chain, which is kept for good.
"""

from collections.abc import Iterable
from typing import Any

from safeguard_app.domain.audit_trail import Event, EventKind
from safeguard_app.domain.records import Stored
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import OpenCompartment

_BEGINS = "Collected by "


def collected_reason(who: str) -> str | None:
    """What the row that goes with the event says; None where nobody was named."""
    return f"{_BEGINS}{who}" if who else None


def collector_in(reason: str | None) -> str:
    """Whom a reason names as having collected it; empty where it says something else."""
    return reason.removeprefix(_BEGINS) if reason and reason.startswith(_BEGINS) else ""


def collector_of(opened: OpenCompartment, event: Event) -> str:
    """Who collected what an event says was printed; empty where nobody was named."""
    if event.kind is not EventKind.PRINTED or not event.rows:
        return ""
    return collector_among(reading.of_event(opened.connection, opened.id, event.number))


def collector_among(written: Iterable[Stored[Any]]) -> str:
    """The same, from the rows that the event wrote."""
    return next((who for one in written if (who := collector_in(one.reason))), "")


def collected_words(who: str) -> str:
    """ ", collected by PC Ann Reed", to go on a line that says when and by whom it was printed; empty for nobody."""
    return f", collected by {who}" if who else ""
