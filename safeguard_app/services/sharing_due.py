"""What of sharings is waited for: a check, that it goes out, and a receipt by the day that was set.

What was made to be shared and went nowhere is due from the day after it was made, or by the day on which a receipt is
wanted where that is sooner; what was called urgent at once. An aim, and never a condition of anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.sharings import CheckedBy, Sharing
from safeguard_app.services.due_limits import DueSource, Limit
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import OpenCompartment

_READ = RecordId("")
"""Stands in a memory that was read, whatever was found."""


@dataclass(frozen=True, slots=True)
class OpenSharing:
    """One of which something is waited for."""

    record: RecordId
    content: Sharing


def of_record(session: Session, incident: Reference) -> list[Limit]:
    """What of one record's sharings is waited for, soonest first."""
    compartment = session.vault.compartment(incident.compartment)
    waited = _waited_for(session, compartment).get(incident.id, ())
    return sorted((_limit(session, one) for one in waited), key=lambda one: one.by)


def with_waiting(session: Session) -> Iterator[Reference]:
    """The records of whose sharings anything is waited for, in what this user's keys open."""
    for compartment in session.vault:
        for record in _waited_for(session, compartment):
            if record != _READ:
                yield Reference(compartment.id, record)


def waiting_words(sharing: Sharing) -> str:
    """What something waits for that was made to be shared and went nowhere yet."""
    if sharing.check is None:
        return "Waits for a second person’s check"
    urgent = sharing.check.how is CheckedBy.URGENT
    return "Urgent, not gone out yet" if urgent else "Checked, not gone out yet"


def counted(session: Session, part: Compartment) -> str:
    """How many of one part wait, for a paper that names nobody; of records that are entered in error none."""
    compartment = session.vault.compartment(part)
    found = [
        one.content
        for record, waited in _waited_for(session, compartment).items()
        if isinstance((compartment.listing.line(record) or (None, None))[1], IncidentLine)
        for one in waited
    ]
    waiting = [one for one in found if one.waits]
    checks = sum(one.check is None for one in waiting)
    counts_ = (
        (checks, f"{checks} to be checked"),
        (len(waiting) - checks, f"{len(waiting) - checks} to go out"),
        (len(found) - len(waiting), f"{count_words(len(found) - len(waiting), 'receipt')} waited for"),
    )
    return ", ".join(words for count, words in counts_ if count) or "Nothing waits"


def _limit(session: Session, one: OpenSharing) -> Limit:
    content = one.content
    if not content.waits:
        assert content.receipt_due is not None
        text, reason = f"Receipt from {content.organisation} for what was shared", "Ask for a receipt"
        day = content.receipt_due
    else:
        text = f"{waiting_words(content)}: what is to be shared with {content.organisation}"
        reason = "A second person’s check" if content.check is None else "Send what is to be shared"
        day = _day_waited(session, content)
    by = datetime.combine(day, time(23, 59), session.zone)
    return Limit(text, DueSource.FOLLOW_UP, by, aim=True, reason=reason, sharing=one.record)


def _day_waited(session: Session, content: Sharing) -> date:
    """By when something that waits should have gone on."""
    made = content.prepared_at.astimezone(session.zone).date()
    check = content.check
    if check is not None and check.how is CheckedBy.URGENT:
        return check.at.astimezone(session.zone).date()
    following = made + timedelta(days=1)
    return min(following, content.receipt_due) if content.receipt_due is not None else following


def _waited_for(session: Session, compartment: OpenCompartment) -> dict[RecordId, list[OpenSharing]]:
    """Sharings of which something is waited for, by the record they are of. Read again after one was written."""
    state = compartment.state_of(RecordKind.SHARING)
    memory = session.worked_out(f"sharings waited for {compartment.id.value}", state)
    if _READ not in memory:
        for record, about, content in reading.contents_of_kind(compartment.connection, RecordKind.SHARING):
            if about is not None and (content.waits or content.receipt_owed):
                memory.setdefault(about, []).append(OpenSharing(record, content))
        memory[_READ] = []
    return memory
