"""Exhibits that came in while this computer's clock stood behind what it had shown before: a query, never a verdict.

Every event says by how much the clock had gone back since the one before it. From there on times are in doubt until
the clock is again where it had been.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.records import Stored
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import OpenCompartment

_LEAST = timedelta(minutes=1)
"""Less is how computers set their clocks right."""


@dataclass(frozen=True, slots=True)
class ClockBack:
    """From event ``event`` on, times from ``since`` until ``until`` had been there before."""

    event: int
    since: datetime
    until: datetime

    @property
    def words(self) -> str:
        """By how much at most, in the largest unit that fits."""
        seconds = int((self.until - self.since).total_seconds())
        for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
            if seconds >= size:
                return count_words(ceil(seconds / size), unit)
        return count_words(seconds, "second")

    @property
    def query(self) -> str:
        """What is asked beside an exhibit that came in then."""
        return (
            f"When it was sealed this computer’s clock stood up to {self.words} behind what it had shown before, so the"
            " time of sealing may be wrong. Write down what the true time was, and how you know."
        )


def times_in_doubt(compartment: OpenCompartment) -> tuple[ClockBack, ...]:
    """Every time that the clock had gone back by more than a minute."""
    found = []
    for event in reading.events_with_clock_back(compartment.connection):
        back = timedelta(seconds=event.clock_back_seconds)
        if back >= _LEAST:
            found.append(ClockBack(event.number, event.at, event.at + back))
    return tuple(found)


def clock_query(
    session: Session, stored: Stored[EvidenceItem], doubts: tuple[ClockBack, ...]
) -> tuple[str, ...]:
    """The query beside an exhibit whose own time is in doubt; none where it is not."""
    at = stored.content.entered_at
    near = [one for one in doubts if one.since <= at < one.until]
    if not near:
        return ()
    compartment = session.vault.compartment(stored.reference.compartment)
    first = reading.versions(compartment.connection, stored.reference)[0].event
    doubt = next((one for one in reversed(near) if one.event <= first), None)
    if doubt is None:
        return ()
    return (doubt.query,)
