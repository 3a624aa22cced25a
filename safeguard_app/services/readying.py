"""What can be read before anybody asks for it, so that the first name typed after unlock is answered at once.

A log of ten thousand records takes a third of a second for that, once. Each step is short and leaves no trace.
"""

from collections.abc import Callable
from functools import partial

from safeguard_app.domain.records import RecordKind
from safeguard_app.services.one_person import counts_in
from safeguard_app.services.session import Session
from safeguard_app.vault.compartment import OpenCompartment


def steps(session: Session) -> tuple[Callable[[], object], ...]:
    """Steps to run on the vault's thread, one at a time, when nobody waits for anything else there."""
    return tuple(
        partial(step, session, compartment)
        for compartment in session.vault
        for step in (_people, _named, _searched)
    )


def _people(_session: Session, compartment: OpenCompartment) -> None:
    compartment.listing.lines(RecordKind.PERSON)


def _named(session: Session, compartment: OpenCompartment) -> None:
    counts_in(session, compartment, RecordKind.INCIDENT)


def _searched(_session: Session, compartment: OpenCompartment) -> None:
    compartment.listing.of_search_rows(())
