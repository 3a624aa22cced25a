"""What is due by when: the catalogue's clocks started by a record, its actions, holds and reviews.

The one-day clock for an allegation starts when it came to the school's attention, never when it was typed; what else
holds of it stands in :mod:`safeguard_app.services.allegation_clock`. What is held is never late.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from safeguard_app.catalogue.clocks import MetBy
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.entries import NoteKind, Whom
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import IncidentState
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.moments import clock_words
from safeguard_app.domain.working_time import is_over
from safeguard_app.services import follow_ups
from safeguard_app.services.allegation_clock import (
    AllegationClock,
    allegation_clock,
    clock_due,
    form_begun,
    proposes_to_ring,
    started_at,
)
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning


class DueSource(StrEnum):
    """Where a due thing comes from: decides which button stands beside it."""

    CLOCK = "clock"
    ACTION = "action"
    HOLD = "hold"
    REVIEW = "review"
    FOLLOW_UP = "follow_up"


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


_MET_BY_TELLING = {
    MetBy.HEAD_TOLD: frozenset({Whom.HEAD, Whom.CHAIR}),
    MetBy.PARENTS_TOLD: frozenset({Whom.PARENT}),
    MetBy.SOCIAL_CARE_TOLD: frozenset({Whom.SOCIAL_CARE}),
}


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
    """What outlives its record: a ban goes on when the record is closed, and so do its days."""
    found = []
    for reference in follow_ups.with_bans(session):
        known = session.vault.compartment(reference.compartment).listing.line(reference.id)
        line = known[1] if known is not None else None
        if isinstance(line, IncidentLine) and line.state is IncidentState.CLOSED:
            found += [
                _item(session, reference, line, _follow_up_limit(one), session.now())
                for one in follow_ups.of_record(session, reference)
                if one.lasting
            ]
    return found


def _follow_up_limit(one: follow_ups.FollowUp) -> "_Limit":
    return _Limit(one.text, DueSource.FOLLOW_UP, one.by, aim=one.aim)


@dataclass(frozen=True, slots=True)
class _Limit:
    """Something due, as far as it does not depend on what time it is."""

    text: str
    source: DueSource
    by: datetime
    aim: bool = False
    action: str = ""
    whom: Whom | None = None
    noted: NoteKind | None = None


def _limits(
    session: Session, reference: Reference, line: IncidentLine, *, asked_by_form: bool
) -> list[_Limit]:
    allegation = allegation_clock(session, line, form_begun=asked_by_form)
    limits = [*_of_clocks(session, line, allegation), *_of_actions(session, line)]
    limits += [*_of_holds(session, line), *_of_review(session, line)]
    limits += [_follow_up_limit(one) for one in follow_ups.of_record(session, reference)]
    return sorted(limits, key=lambda limit: limit.by)


def _of_clocks(session: Session, line: IncidentLine, allegation: AllegationClock | None) -> list[_Limit]:
    """The clocks that the category's first actions run on; that of an allegation too where something else began it."""
    words = session.words(head_is_subject=line.head_is_subject)
    roles = (person.role for person in line.people)
    asked = session.catalogue.clocked_actions(line.category, session.nation, roles)
    texts = [(action.text, clock) for action, clock in asked]
    if allegation is not None and allegation.clock not in [clock for _, clock in texts]:
        texts.append((allegation.clock.text, allegation.clock))
    limits = []
    for text, clock in texts:
        if clock.met_by is None or _met(clock.met_by, line, allegation):
            continue
        started = started_at(clock, line)
        limit = clock_due(session, clock, started) if started is not None else None
        if limit is not None:
            found = _Limit(words.fill(text), DueSource.CLOCK, limit.by, aim=clock.aim)
            limits.append(_with_what_meets_it(found, clock.met_by, line))
    return limits


def _with_what_meets_it(limit: _Limit, met_by: MetBy, line: IncidentLine) -> _Limit:
    """The same with what a person would record to meet it."""
    if met_by is MetBy.ALLEGATION_CONTACT:
        return replace(limit, noted=NoteKind.LADO_CONTACT)
    if met_by is MetBy.HEAD_TOLD:
        return replace(limit, whom=Whom.CHAIR if line.head_is_subject else Whom.HEAD)
    whom = {MetBy.PARENTS_TOLD: Whom.PARENT, MetBy.SOCIAL_CARE_TOLD: Whom.SOCIAL_CARE}
    return replace(limit, whom=whom.get(met_by))


def _met(met_by: MetBy, line: IncidentLine, allegation: AllegationClock | None) -> bool:
    """Whether the record already holds what meets a clock. What is held back on advice is never late.

    Any reasoned decision answers "if the child may be at risk"; what stops the clock of an allegation is one rule.
    """
    if met_by is MetBy.ALLEGATION_CONTACT:
        return allegation is None or not allegation.runs
    if met_by is MetBy.SOCIAL_CARE_TOLD and line.decided:
        return True
    whom = _MET_BY_TELLING.get(met_by, frozenset())
    return any(one in line.told for one in whom) or any(hold.whom in whom for hold in line.holds)


def _of_actions(session: Session, line: IncidentLine) -> list[_Limit]:
    return [
        _Limit(action.what, DueSource.ACTION, _end_of(session, action.due), action=action.id)
        for action in line.actions
        if action.due is not None
    ]


def _of_holds(session: Session, line: IncidentLine) -> list[_Limit]:
    return [
        _Limit(f"Telling {hold.name} is held", DueSource.HOLD, _end_of(session, hold.until), whom=hold.whom)
        for hold in line.holds
        if hold.until is not None
    ]


def _of_review(session: Session, line: IncidentLine) -> list[_Limit]:
    """The review of the record, and the day on which its latest decision is looked at again."""
    text = f"Review, {line.review_owner}" if line.review_owner else "Review"
    days = ((text, line.review_on), ("Look at the decision again", line.decision_review))
    return [_Limit(words, DueSource.REVIEW, _end_of(session, day)) for words, day in days if day is not None]


def _end_of(session: Session, day: date) -> datetime:
    return datetime.combine(day, time(23, 59), session.zone)


def _item(
    session: Session, reference: Reference, line: IncidentLine, limit: _Limit, now: datetime
) -> DueItem:
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
