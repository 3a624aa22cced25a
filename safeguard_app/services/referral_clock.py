"""The clock of a form in words: of an allegation, by the rule that Today asks, or of confirming a call in writing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.index_lines import IncidentLine, incident_index
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.records import Stored
from safeguard_app.domain.working_time import due_words
from safeguard_app.services.allegation_clock import (
    RECLASSIFIED,
    AllegationClock,
    Standing,
    allegation_clock,
    reclassified_among,
)
from safeguard_app.services.labels import when
from safeguard_app.services.own_forms import clock_as_wanted
from safeguard_app.services.reference import Clock, Form
from safeguard_app.services.referral_contact import ALLEGATIONS, first_contact
from safeguard_app.services.running_clocks import clocks_of
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning

_STOPPED = {
    Standing.NOT_REFERRED: (
        "Not to be referred, as decided",
        "A decision on the record says so, and stopped the time limit. It runs again once a decision there says that "
        "the threshold may be met.",
    ),
    Standing.CLOSED: (
        "The record is closed",
        "No time limit runs on a closed record. Open it again to go on.",
    ),
}


def clock_words_of(
    session: Session,
    form: Form,
    referral: Reference,
    incident: Incident,
    entries: Sequence[Stored[Any]],
    *,
    on_paper: bool = False,
) -> tuple[StatusLine | None, str]:
    """The status ("Due by the end of today") and the sentence that explains it; None where no clock runs here."""
    index = incident_index(incident, entries)
    line = index.line if index is not None else None
    if not isinstance(line, IncidentLine):
        return None, ""
    if form.agency != ALLEGATIONS:
        return _written_clock(session, form, referral, line, on_paper=on_paper)
    since = reclassified_among(entries)
    found = allegation_clock(session, line, form_begun=True, since=since)
    if found is None:
        return None, ""
    if (stopped := _STOPPED.get(found.standing)) is not None:
        return StatusLine(StatusMeaning.NOTE, stopped[0]), stopped[1]
    if found.standing is Standing.CONTACT_MADE:
        return _met(session, incident, entries, found, since)
    if found.started is None:
        return None, _NO_START
    if found.limit is None:
        return None, ""
    counted = _since(session, incident, found.clock, since)
    words = due_words(found.limit, session.now(), session.zone, on_paper=on_paper)
    if found.limit.is_over(session.now()):
        return StatusLine(StatusMeaning.LATE, f"Was due {words}"), f"{counted} Ring now: the form can follow."
    return StatusLine(StatusMeaning.DUE, f"Due {words}"), counted


def _written_clock(
    session: Session, form: Form, referral: Reference, line: IncidentLine, *, on_paper: bool
) -> tuple[StatusLine | None, str]:
    """The clock that a call starts and sending this form meets; before the call, that it will."""
    clock = session.catalogue.clocks.get(form.written_clock)
    if clock is None or not clock.serves(session.nation):
        return None, ""
    clock = clock_as_wanted(session, clock, form)
    words = session.words(head_is_subject=line.head_is_subject).fill(clock.text)
    runs = (one for one in clocks_of(session, line, None) if one.clock.id == clock.id)
    found = next((one for one in runs if one.run == referral.id), None)
    if found is None:
        return None, f"Once you have rung: {words[:1].lower()}{words[1:]}"
    if found.met:
        return StatusLine(StatusMeaning.DONE, "Sent after the call"), words
    limit = found.limit.due
    if limit is None:
        return None, words
    due = due_words(limit, session.now(), session.zone, on_paper=on_paper)
    if limit.is_over(session.now()):
        return StatusLine(StatusMeaning.LATE, f"Was due {due}"), words
    return StatusLine(StatusMeaning.DUE, f"Due {due}"), words


_NO_START = "When it came to the school’s attention is not known, so no time limit can be worked out."


def _met(
    session: Session,
    incident: Incident,
    entries: Sequence[Stored[Any]],
    found: AllegationClock,
    reclassified: datetime | None,
) -> tuple[StatusLine | None, str]:
    limit = found.limit
    contact = first_contact(entries)
    at = contact.at if contact is not None else None
    words = when(session, at) if at is not None and at.is_known else "made, time not known"
    met = StatusLine(StatusMeaning.DONE, f"First contact {words}")
    if limit is None:
        return met, _NO_START if incident.attention.moment.start is None else ""
    since = _since(session, incident, found.clock, reclassified)
    if at is not None and at.start is not None and at.start > limit.by:
        return met, f"{since} The first contact came after that."
    return met, f"{since} Met by the first contact."


def _since(session: Session, incident: Incident, clock: Clock, reclassified: datetime | None) -> str:
    if reclassified is not None:
        at = when(session, exactly(reclassified.astimezone(session.zone)))
        return f"{_amount(clock)} from {at}, {RECLASSIFIED}."
    return f"{_amount(clock)} from {when(session, incident.attention.moment)}, when it came to attention."


def _amount(clock: Clock) -> str:
    """ "One working day", "24 hours"; "At once"."""
    if not clock.amount or clock.unit is None:
        return "At once"
    unit = clock.unit.value.replace("_", " ").removesuffix("s")
    words = count_words(clock.amount, unit)
    return f"One {unit}" if clock.amount == 1 else words
