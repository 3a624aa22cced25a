"""What is due by when: the catalogue's clocks started by a record, its actions, holds and reviews.

The one-day clock for an allegation starts when it came to the school's attention, never when it was typed; what else
holds of it stands in :mod:`safeguard_app.services.allegation_clock`. What is held is never late.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from safeguard_app.catalogue.clocks import MetBy
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.entries import NoteKind, Whom
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import IncidentState
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.moments import clock_words
from safeguard_app.domain.working_time import is_over
from safeguard_app.services import follow_ups, sharing_due
from safeguard_app.services.allegation_clock import (
    allegation_clock,
    form_begun,
    proposes_to_ring,
    reclassified_at,
)
from safeguard_app.services.allegation_limits import stored_limits
from safeguard_app.services.due_limits import DueSource, Limit, Source
from safeguard_app.services.filed_by_head import with_what_head_knows
from safeguard_app.services.running_clocks import Running, clocks_of
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing a person must do or decide. ``when`` and ``how_late`` are ready words; ``by`` is for sorting."""

    reference: Reference
    case: str
    category: str
    text: str
    meaning: StatusMeaning
    source: DueSource
    by: datetime
    when: str
    how_late: str
    action: str = ""
    """The action's record id, where it is one."""
    whom: Whom | None = None
    """Who is to be told, where telling them meets it."""
    noted: NoteKind | None = None
    """The kind of note that meets it, where one does."""
    referral: str = ""
    """The referral of which a step meets it, where one does."""
    reason: str = ""
    """A few neutral words that name nobody and nothing of the matter, for a paper: "Ring about a referral"."""
    sharing: str = ""
    """The record id of the sharing it is of, where it is of one: what to open."""
    logbook: str = ""
    """The register it stands in, where it is no incident’s: ``reference`` is the entry then."""


def due_items(session: Session, reference: Reference, line: IncidentLine) -> list[DueItem]:
    """Everything due on one incident, soonest first. Nothing is due on a closed one."""
    if line.state is IncidentState.CLOSED:
        return []
    memory, now = session.worked_out("limits"), session.now()
    asked_by_form = not proposes_to_ring(session, line) and form_begun(session, reference, line)
    kept = memory.get(reference.id)
    if kept is None or kept[0] is not line or kept[1] != asked_by_form:
        limits = _limits(session, reference, line, asked_by_form=asked_by_form)
        kept = memory[reference.id] = (line, asked_by_form, limits)
    return [_item(session, reference, line, limit, now) for limit in kept[2]]


def due_of_closed(session: Session) -> list[DueItem]:
    """What outlives its record: a ban goes on when the record is closed; what is shared still waits, or its receipt."""
    found: list[DueItem] = []
    for reference in follow_ups.with_bans(session):
        line = _closed(session, reference)
        if line is not None:
            found += [
                _item(session, reference, line, _follow_up_limit(one), session.now())
                for one in follow_ups.of_record(session, reference)
                if one.lasting
            ]
    for reference in sharing_due.with_waiting(session):
        line = _closed(session, reference)
        if line is not None:
            limits = sharing_due.of_record(session, reference)
            found += [_item(session, reference, line, one, session.now()) for one in limits]
    return found


def _closed(session: Session, reference: Reference) -> IncidentLine | None:
    """The line of a record that is closed; None where it is open, or no incident."""
    known = session.vault.compartment(reference.compartment).listing.line(reference.id)
    line = known[1] if known is not None else None
    return line if isinstance(line, IncidentLine) and line.state is IncidentState.CLOSED else None


def _follow_up_limit(one: follow_ups.FollowUp) -> Limit:
    source, reason = (DueSource.FOLLOW_UP, "A follow-up")
    if one.platform:
        source, reason = (DueSource.PLATFORM, "Chase a platform")
    return Limit(one.text, source, one.by, aim=one.aim, reason=reason)


def _limits(
    session: Session, reference: Reference, line: IncidentLine, *, asked_by_form: bool
) -> list[Limit]:
    since = reclassified_at(session, reference, line)
    allegation = allegation_clock(session, line, form_begun=asked_by_form, since=since)
    clocks = clocks_of(session, line, allegation)
    running = [
        *with_what_head_knows(session, reference, clocks, head_is_subject=line.head_is_subject),
        *stored_limits(session, reference, line, allegation),
    ]
    limits = _of_clocks(line, running)
    for source in _SOURCES:
        limits += source(session, line)
    limits += [_follow_up_limit(one) for one in follow_ups.of_record(session, reference)]
    limits += sharing_due.of_record(session, reference)
    return sorted(limits, key=lambda limit: limit.by)


def _of_clocks(line: IncidentLine, running: Sequence[Running]) -> list[Limit]:
    """The clocks that run on a record and that somebody is asked about."""
    return [
        _of_clock(one, one.limit.due.by, line)
        for one in running
        if one.runs and one.asked and one.limit.due is not None
    ]


_CLOCKS = {
    MetBy.REFERRAL_ANSWERED: (DueSource.CHASE, "Ring about a referral"),
    MetBy.REFERRAL_DECIDED: (DueSource.CHASE, "Ring about a referral"),
    MetBy.PLATFORM_ANSWERED: (DueSource.PLATFORM, "Chase a platform"),
    MetBy.REFERRAL_SENT: (DueSource.CLOCK, "Confirm a referral in writing"),
    MetBy.ALLEGATION_CONTACT: (DueSource.CLOCK, "Ring about a referral"),
    MetBy.SOCIAL_CARE_TOLD: (DueSource.CLOCK, "Ring or decide"),
    MetBy.HEAD_TOLD: (DueSource.CLOCK, "Tell somebody"),
    MetBy.PARENTS_TOLD: (DueSource.CLOCK, "Tell somebody"),
    MetBy.OUTCOME_TOLD: (DueSource.CLOCK, "Tell somebody"),
}


def _of_clock(one: Running, by: datetime, line: IncidentLine) -> Limit:
    """One of them with what a person would record to meet it."""
    met_by = one.clock.met_by
    source, reason = (_CLOCKS.get(met_by) if met_by is not None else None) or (
        DueSource.CLOCK,
        "A time limit",
    )
    found = Limit(one.text, source, by, aim=one.clock.aim, reason=reason)
    match met_by:
        case MetBy.ALLEGATION_CONTACT:
            return replace(found, noted=NoteKind.LADO_CONTACT)
        case MetBy.PLATFORM_ANSWERED:
            return replace(found, noted=NoteKind.PLATFORM_REPORT)
        case MetBy.REFERRAL_ANSWERED | MetBy.REFERRAL_DECIDED | MetBy.REFERRAL_SENT:
            return replace(found, referral=one.run)
        case MetBy.HEAD_TOLD:
            return replace(found, whom=Whom.CHAIR if line.head_is_subject else Whom.HEAD)
    whom = {
        MetBy.OUTCOME_TOLD: Whom.ADULT,
        MetBy.PARENTS_TOLD: Whom.PARENT,
        MetBy.SOCIAL_CARE_TOLD: Whom.SOCIAL_CARE,
    }
    return replace(found, whom=whom.get(met_by) if met_by is not None else None)


def _of_actions(session: Session, line: IncidentLine) -> list[Limit]:
    return [
        Limit(
            action.what, DueSource.ACTION, _end_of(session, action.due), action=action.id, reason="An action"
        )
        for action in line.actions
        if action.due is not None
    ]


def _of_holds(session: Session, line: IncidentLine) -> list[Limit]:
    return [
        Limit(
            f"Telling {hold.name} is held",
            DueSource.HOLD,
            _end_of(session, hold.until),
            whom=hold.whom,
            reason="A hold ends",
        )
        for hold in line.holds
        if hold.until is not None
    ]


def _of_review(session: Session, line: IncidentLine) -> list[Limit]:
    """The review of the record, of its latest decision, and of each safety plan in force."""
    text = f"Review, {line.review_owner}" if line.review_owner else "Review"
    days = ((text, line.review_on), ("Look at the decision again", line.decision_review))
    plans = tuple((f"Review the safety plan for {plan.child}", plan.review_on) for plan in line.plans)
    return [
        Limit(words, DueSource.REVIEW, _end_of(session, day), reason="A review")
        for words, day in (*days, *plans)
        if day is not None
    ]


_SOURCES: tuple[Source, ...] = (_of_actions, _of_holds, _of_review)
"""What else is asked of every record. A tracker that keeps records of its own adds its question here."""


def _end_of(session: Session, day: date) -> datetime:
    return datetime.combine(day, time(23, 59), session.zone)


def _item(session: Session, reference: Reference, line: IncidentLine, limit: Limit, now: datetime) -> DueItem:
    here = now.astimezone(session.zone)
    by, today = limit.by.astimezone(session.zone), here.date()
    return DueItem(
        reference=reference,
        case=line.case,
        category=line.category,
        text=limit.text,
        meaning=_meaning(limit.by, now, limit.source, aim=limit.aim),
        source=limit.source,
        by=limit.by,
        when="Today" if by.date() == today else day_words(by.date(), year=by.year != today.year),
        how_late=_how_late(by, here, limit.source),
        action=limit.action,
        whom=limit.whom,
        noted=limit.noted,
        referral=limit.referral,
        reason=limit.reason,
        sharing=limit.sharing,
    )


def _meaning(by: datetime, now: datetime, source: DueSource, *, aim: bool) -> StatusMeaning:
    if source is DueSource.HOLD:
        return StatusMeaning.NOTE if by.date() > now.date() else StatusMeaning.DUE
    if is_over(by, now):
        return StatusMeaning.DUE if aim else StatusMeaning.LATE
    return StatusMeaning.DUE if by.date() <= now.date() else StatusMeaning.NOTE


def _how_late(by: datetime, now: datetime, source: DueSource) -> str:
    days = (by.date() - now.date()).days
    if source is DueSource.HOLD:
        return "hold ends" if days >= 0 else "hold ended: decide now"
    if is_over(by, now):
        return f"{count_words(-days, 'day')} late" if days < 0 else f"since {clock_words(by)}"
    if days == 0:
        return "end of day" if by.time() >= time(23, 58) else f"before {clock_words(by)}"
    return f"in {count_words(days, 'day')}"
