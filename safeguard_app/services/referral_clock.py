"""The clock of an allegation: within the time the nation allows from when it came to attention, met by a contact.

Printing or sending the form meets nothing; a voicemail does (domain.md 0.6, 4.1).
"""

from collections.abc import Sequence
from typing import Any

from safeguard_app.catalogue.clocks import MetBy
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.records import Stored
from safeguard_app.domain.working_time import due_words
from safeguard_app.services.due import clock_due
from safeguard_app.services.labels import when
from safeguard_app.services.reference import Clock
from safeguard_app.services.referral_contact import first_contact
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning


def clock_words_of(
    session: Session, incident: Incident, entries: Sequence[Stored[Any]]
) -> tuple[StatusLine | None, str]:
    """The status ("Due by the end of today") and the sentence that explains it; None where no clock runs here."""
    clock = allegation_clock(session)
    started = incident.attention.moment.start
    if clock is None:
        return None, ""
    if started is None:
        return (
            None,
            "When it came to the school’s attention is not known, so no time limit can be worked out.",
        )
    limit = clock_due(session, clock, started)
    if limit is None:
        return None, ""
    since = f"{_amount(clock)} from {when(session, incident.attention.moment)}, when it came to attention."
    contact = first_contact(entries)
    if contact is not None:
        at = when(session, contact.at) if contact.at.is_known else "made, time not known"
        met = StatusLine(StatusMeaning.DONE, f"First contact {at}")
        if contact.at.start is not None and contact.at.start > limit.by:
            return met, f"{since} The first contact came after that."
        return met, f"{since} Met by the first contact."
    words = due_words(limit, session.now(), session.zone)
    if limit.is_over(session.now()):
        return StatusLine(StatusMeaning.LATE, f"Was due {words}"), f"{since} Ring now: the form can follow."
    return StatusLine(StatusMeaning.DUE, f"Due {words}"), since


def allegation_clock(session: Session) -> Clock | None:
    """The nation's clock that a first contact about an allegation meets, or None."""
    for clock in session.catalogue.clocks.values():
        if clock.met_by is MetBy.ALLEGATION_CONTACT and clock.serves(session.nation):
            return clock
    return None


def _amount(clock: Clock) -> str:
    """ "One working day", "24 hours"; "At once"."""
    if not clock.amount or clock.unit is None:
        return "At once"
    unit = clock.unit.value.replace("_", " ").removesuffix("s")
    words = count_words(clock.amount, unit)
    return f"One {unit}" if clock.amount == 1 else words
