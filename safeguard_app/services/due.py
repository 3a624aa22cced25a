"""What is due by when: the catalogue's clocks started by a record, its actions, holds and reviews.

The one-day clock for an allegation starts when it came to the school's attention, never when it was typed. It is met
by the first contact with the officer, a voicemail included; printing a form meets nothing. What is held is never late.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from safeguard_app.catalogue.clocks import MetBy, StartEvent
from safeguard_app.domain.bank_holidays import bank_holidays_between
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.entries import DecisionKind, NoteKind, Whom
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import IncidentState
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.moments import clock_words, day_end
from safeguard_app.domain.working_time import Due, Unit, due
from safeguard_app.services.reference import Clock
from safeguard_app.services.referral_contact import contact_made
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning


class DueSource(StrEnum):
    """Where a due thing comes from: decides which button stands beside it."""

    CLOCK = "clock"
    ACTION = "action"
    HOLD = "hold"
    REVIEW = "review"


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
_NO_ALLEGATION = frozenset(
    {DecisionKind.LOW_LEVEL_CONCERN, DecisionKind.NO_FURTHER_ACTION, DecisionKind.CONSIDERED_NOT_REFERRED}
)


def due_items(session: Session, reference: Reference, line: IncidentLine) -> list[DueItem]:
    """Everything due on one incident, soonest first. Nothing is due on a closed one."""
    if line.state is IncidentState.CLOSED:
        return []
    memory, now = session.worked_out("limits"), session.now()
    kept = memory.get(reference.id)
    if kept is None or kept[0] is not line:
        kept = memory[reference.id] = (line, _limits(session, line))
    return [_item(session, reference, line, limit, now) for limit in kept[1]]


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


def _limits(session: Session, line: IncidentLine) -> list[_Limit]:
    limits = [*_of_clocks(session, line), *_of_actions(session, line)]
    limits += [*_of_holds(session, line), *_of_review(session, line)]
    return sorted(limits, key=lambda limit: limit.by)


def clock_due(session: Session, clock: Clock, started: datetime) -> Due | None:
    """When a clock that started then runs out, by the nation's bank holidays; None where the school sets the date.

    School days count as working days until the school's own calendar can be entered (with Desk): in a holiday that is
    sooner than needed, never later.
    """
    if clock.unit is None:
        return None
    if clock.amount == 0 and clock.unit is not Unit.IMMEDIATE:
        return Due(day_end(started.astimezone(session.zone).date(), session.zone), whole_day=True)
    closed = bank_holidays_between(session.nation, started.year, started.year + 2)
    unit = Unit.WORKING_DAYS if clock.unit is Unit.SCHOOL_DAYS else clock.unit
    return due(started, clock.amount, unit, session.zone, closed)


def _of_clocks(session: Session, line: IncidentLine) -> list[_Limit]:
    category = session.catalogue.categories.get(line.category)
    if category is None:
        return []
    words = session.words(head_is_subject=line.head_is_subject)
    limits = []
    for action in category.actions_for(session.nation, {person.role for person in line.people}):
        clock = session.catalogue.clock_of(action, session.nation)
        if clock is None or clock.met_by is None or _met(clock.met_by, line):
            continue
        started = _started(clock, line)
        limit = clock_due(session, clock, started) if started is not None else None
        if limit is not None:
            found = _Limit(words.fill(action.text), DueSource.CLOCK, limit.by, aim=clock.aim)
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


def _met(met_by: MetBy, line: IncidentLine) -> bool:
    """Whether the record already holds what meets a clock. What is held back on advice is never late.

    A reasoned decision that there is no allegation to refer stops the clock of an allegation as well, unless the harm
    threshold was found to be met before or since; and any reasoned decision answers "if the child may be at risk".
    """
    if met_by is MetBy.ALLEGATION_CONTACT:
        refused = any(kind in _NO_ALLEGATION for kind in line.decided)
        return contact_made(line) or (refused and DecisionKind.HARM_THRESHOLD_MET not in line.decided)
    if met_by is MetBy.SOCIAL_CARE_TOLD and line.decided:
        return True
    whom = _MET_BY_TELLING.get(met_by, frozenset())
    return any(one in line.told for one in whom) or any(hold.whom in whom for hold in line.holds)


def _started(clock: Clock, line: IncidentLine) -> datetime | None:
    """When a clock of this record began to run; None for one that something else will start."""
    if clock.starts in {StartEvent.CAME_TO_ATTENTION, StartEvent.REACHED_LEAD}:
        return line.attention.start
    return line.happened.start if clock.starts is StartEvent.HAPPENED else None


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
    if line.review_on is None:
        return []
    text = f"Review, {line.review_owner}" if line.review_owner else "Review"
    return [_Limit(text, DueSource.REVIEW, _end_of(session, line.review_on))]


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
    if by < now:
        return StatusMeaning.DUE if aim else StatusMeaning.LATE
    return StatusMeaning.DUE if by.date() <= now.date() else StatusMeaning.NOTE


def _how_late(by: datetime, now: datetime, source: DueSource) -> str:
    days = (by.date() - now.date()).days
    if source is DueSource.HOLD:
        return "hold ends" if days >= 0 else "hold ended: decide now"
    if by < now:
        return f"{count_words(-days, 'day')} late" if days < 0 else f"since {clock_words(by)}"
    if days == 0:
        return "end of day" if by.time() >= time(23, 58) else f"before {clock_words(by)}"
    return f"in {count_words(days, 'day')}"
