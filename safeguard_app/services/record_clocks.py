"""The time limits of a record in words: what began each, how it is counted, when it is out, and what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from safeguard_app.catalogue.clocks import Clock, MetBy, StartEvent
from safeguard_app.domain.clock_acts import ActOnClock, ClockAct
from safeguard_app.domain.entries import Decision, Note, Telling, TellingState
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.incidents import Incident, IncidentState
from safeguard_app.domain.index_lines import IncidentLine, incident_index
from safeguard_app.domain.moments import Moment, exactly, sort_key
from safeguard_app.domain.records import Stored
from safeguard_app.domain.referral_steps import ANSWERS, DECISIONS, REACHED, ReferralStep, StepTaken
from safeguard_app.domain.text_rules import visible
from safeguard_app.domain.working_time import Due, Unit, due_words, is_over
from safeguard_app.services.allegation_clock import (
    RECLASSIFIED,
    allegation_clock,
    form_begun,
    reclassified_at,
)
from safeguard_app.services.allegation_limits import ended_at, limits_of, outcome_at, tells_of
from safeguard_app.services.clock_checks import WAIT_WORDS
from safeguard_app.services.clock_words import unit_words
from safeguard_app.services.filed_by_head import with_what_head_knows
from safeguard_app.services.labels import entered, when
from safeguard_app.services.referral_contact import ALLEGATIONS, is_contact
from safeguard_app.services.running_clocks import MET_BY_TELLING, Running, clocks_of
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning

_FRONT_DOOR = "front_door"
MET_LATE = "Met late"
"""What the status of a limit begins with that was met after it was out."""


@dataclass(frozen=True, slots=True)
class SaidOfClock:
    """Something a person said of a limit: its entry, to take it back; ``open`` a pause that still goes on."""

    entry: RecordId
    words: str
    by: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class ClockView:
    """One time limit. ``met_in`` is the section of the record whose entry met it; empty where none did."""

    clock: str
    run: str
    name: str
    text: str
    status: StatusLine
    facts: tuple[tuple[str, str], ...]
    said: tuple[SaidOfClock, ...] = ()
    met_in: str = ""
    may_meet: bool = False
    may_pause: bool = False
    may_lengthen: bool = False
    referral: str = ""
    """The referral of which the next step would meet it."""
    due: str = ""
    """By when it has to be met; empty where nothing says so."""


@dataclass(frozen=True, slots=True)
class StartableClock:
    """A limit that a person can say began. ``counts`` False: the day it ends is set by them."""

    clock: str
    name: str
    text: str
    counts: bool


@dataclass(frozen=True, slots=True)
class RecordClocks:
    """All of a record's, and those that could be begun by hand."""

    clocks: tuple[ClockView, ...]
    startable: tuple[StartableClock, ...]
    closed: bool


def clocks_on(
    session: Session,
    reference: Reference,
    incident: Incident,
    entries: Sequence[Stored[Any]],
    *,
    on_paper: bool = False,
) -> RecordClocks:
    """The limits of a record with its live entries, those that run first; ``on_paper`` each day by its date."""
    index = incident_index(incident, entries)
    line = index.line if index is not None else None
    if not isinstance(line, IncidentLine):
        return RecordClocks((), (), closed=True)
    allegation = allegation_clock(
        session,
        line,
        form_begun=form_begun(session, reference, line),
        since=reclassified_at(session, reference, line),
    )
    closed = line.state is IncidentState.CLOSED
    clocks = clocks_of(session, line, allegation)
    found = [
        *with_what_head_knows(session, reference, clocks, head_is_subject=line.head_is_subject),
        *limits_of(session, line, allegation, entries),
    ]
    shown = [
        _view(session, one, incident, entries, closed=closed, on_paper=on_paper)
        for one in found
        if _is_shown(one, incident)
    ]
    order = {StatusMeaning.LATE: 0, StatusMeaning.DUE: 1, StatusMeaning.NOTE: 2}
    shown.sort(key=lambda view: order.get(view.status.meaning, 3))
    return RecordClocks(tuple(shown), _startable(session, line), closed=closed)


def _is_shown(one: Running, incident: Incident) -> bool:
    """What is to be done at once is shown where somebody is in danger, and is no line on every other record."""
    return one.asked or one.by_word is False or incident.danger.value == "yes"


def _view(
    session: Session,
    one: Running,
    incident: Incident,
    entries: Sequence[Stored[Any]],
    *,
    closed: bool,
    on_paper: bool,
) -> ClockView:
    met = _met(session, one, incident, entries) if one.met else None
    said = _said(session, one, entries)
    due = _due_words(session, one.limit.due) if one.limit.due is not None and one.asked else ""
    words = session.words(head_is_subject=incident.head_is_subject)
    runs = one.runs and not closed
    return ClockView(
        clock=one.clock.id,
        run=one.run,
        name=words.fill(one.clock.trigger),
        text=one.text,
        status=_status(session, one, met, closed=closed, on_paper=on_paper),
        facts=_facts(session, one, incident, entries, due, met),
        said=said,
        met_in=met[1] if met is not None else "",
        may_meet=one.by_word and runs,
        may_pause=bool(one.clock.pauses) and runs,
        may_lengthen=bool(one.clock.longer)
        and runs
        and not any(_is(one, a, ActOnClock.LONGER) for a in entries),
        referral=one.run if runs and one.clock.agency else "",
        due=due,
    )


def _status(
    session: Session, one: Running, met: tuple[Moment, str] | None, *, closed: bool, on_paper: bool
) -> StatusLine:
    due = one.limit.due
    if one.met:
        at = met[0] if met is not None else None
        words = when(session, at) if at is not None and at.is_known else "time not known"
        counted = (
            due is not None and one.clock.unit is not Unit.IMMEDIATE
        )  # "at once" has no minute of its own
        if (
            due is not None
            and counted
            and at is not None
            and at.start is not None
            and is_over(due.by, at.start)
        ):
            return StatusLine(StatusMeaning.NOTE, f"{MET_LATE}: {words}")
        return StatusLine(StatusMeaning.DONE, f"Met: {words}")
    if one.held:
        return StatusLine(StatusMeaning.NOTE, "Held on advice: never late while it is")
    if one.stopped:
        return StatusLine(StatusMeaning.NOTE, "Not to be referred, as decided")
    if closed:
        return StatusLine(StatusMeaning.NOTE, "Stopped: the record is closed")
    if one.waits:
        return StatusLine(StatusMeaning.NOTE, "Waits")
    if not one.asked or due is None:
        return StatusLine(StatusMeaning.NOTE, unit_words(one.clock))
    return _running_status(session, due, aim=one.clock.aim, on_paper=on_paper)


def _running_status(session: Session, due: Due, *, aim: bool, on_paper: bool) -> StatusLine:
    now = session.now()
    words = due_words(due, now, session.zone, on_paper=on_paper)
    if due.is_over(now):
        meaning = StatusMeaning.DUE if aim else StatusMeaning.LATE
        return StatusLine(meaning, f"Was expected {words}" if aim else f"Late: was due {words}")
    today = due.by.astimezone(session.zone).date() <= now.astimezone(session.zone).date()
    return StatusLine(StatusMeaning.DUE if today else StatusMeaning.NOTE, f"Due {words}")


def _facts(
    session: Session,
    one: Running,
    incident: Incident,
    entries: Sequence[Stored[Any]],
    due: str,
    met: tuple[Moment, str] | None,
) -> tuple[tuple[str, str], ...]:
    longer = any(_is(one, entry, ActOnClock.LONGER) for entry in entries)
    facts = [("Began", _began(session, one, incident, entries))]
    counted = unit_words(one.clock, more=one.clock.longer if longer else 0)
    facts.append(("Counted", f"{counted}. {one.limit.remark}" if one.limit.remark else counted))
    if due:
        facts.append(("Due", due))
    if met is not None and met[1]:
        facts.append(("Met by", _MET_IN.get(met[1], "An entry")))
    source = one.clock.source
    if one.clock.confirm:
        source = f"{source}. {session.words().fill('Confirm with your {authority}.')}"
    facts.append(("Rule", f"{source[:1].upper()}{source[1:]}"))
    return tuple(facts)


_MET_IN = {
    "told": "Who was told",
    "notes": "A note",
    "decision": "A decision",
    "life": "A step of its referral",
    "allegation": "The outcome in the allegation file",
    "limits": "A person’s word",
    "happened": "The record being entered",
}


def _due_words(session: Session, due: Due) -> str:
    at = exactly(due.by)
    words = when(session, at)
    return f"the end of {words.rpartition(',')[0]}" if due.whole_day else words


def _began(session: Session, one: Running, incident: Incident, entries: Sequence[Stored[Any]]) -> str:
    started = when(session, exactly(one.started.astimezone(session.zone))) if one.started is not None else ""
    act = next((entry for entry in entries if entry.reference.id == one.run), None)
    if act is not None and isinstance(act.content, ClockAct):
        text = visible(act.content.text).strip()
        return f"{when(session, act.content.at)}{f'. {text}' if text else ''}"
    ended = ended_at(entries, one.run)
    if ended is not None:
        return f"{when(session, ended)}, when the investigation ended"
    if one.run:
        return f"{started}, by a step of its referral"
    if incident.attention.moment.start == one.started:
        return f"{when(session, incident.attention.moment)}, when it came to the school’s attention"
    if one.clock.met_by is MetBy.ALLEGATION_CONTACT:
        return f"{started}, {RECLASSIFIED}"
    return started


def _met(
    session: Session, one: Running, incident: Incident, entries: Sequence[Stored[Any]]
) -> tuple[Moment, str] | None:
    """When it was met, and in which section of the record what met it stands: the earliest that counts."""
    if one.clock.met_by is MetBy.WRITTEN_UP:
        return _entered(session, incident)
    found = [hit for entry in entries if (hit := _meets(one, entry)) is not None]
    if one.clock.met_by is MetBy.OUTCOME_TOLD:
        found += [(at, "told") for at in tells_of(entries, one.run, incident)]
    if one.clock.met_by is MetBy.ALLEGATION_ENDED and (at := outcome_at(entries, incident)) is not None:
        found.append((at, "allegation"))
    if not found and one.clock.met_by is MetBy.HEAD_TOLD:  # met all the same: the Headteacher filed it
        return _entered(session, incident)
    return min(found, key=lambda hit: sort_key(hit[0]), default=None)


def _entered(session: Session, incident: Incident) -> tuple[Moment, str]:
    return exactly(incident.entered_at.astimezone(session.zone)), "happened"


def _meets(one: Running, entry: Stored[Any]) -> tuple[Moment, str] | None:
    content, met_by = entry.content, one.clock.met_by
    match content:
        case ClockAct() if _is(one, entry, ActOnClock.MET):
            return content.at, "limits"
        case ReferralStep() if _step_meets(one, content):
            return content.at, "life"
        case Telling(state=TellingState.TOLD) if met_by is not None and (
            content.whom in MET_BY_TELLING.get(met_by, ())
        ):
            return content.at, "told"
        case Decision() if met_by is MetBy.SOCIAL_CARE_TOLD:
            return content.at, "decision"
        case Note() | Telling() if met_by is MetBy.ALLEGATION_CONTACT and is_contact(content):
            return content.at, "notes" if isinstance(content, Note) else "told"
        case _:
            return None


def _step_meets(one: Running, step: ReferralStep) -> bool:
    match one.clock.met_by:
        case MetBy.ALLEGATION_CONTACT:
            return step.agency == ALLEGATIONS and step.taken in REACHED
        case MetBy.SOCIAL_CARE_TOLD:
            return step.agency == _FRONT_DOOR and step.taken in REACHED
        case MetBy.REFERRAL_SENT:
            return step.referral == one.run and step.taken is StepTaken.SENT
        case MetBy.REFERRAL_ANSWERED:
            return step.referral == one.run and step.taken in ANSWERS and _not_before(step.at, one.started)
        case MetBy.REFERRAL_DECIDED:
            return step.referral == one.run and step.taken in DECISIONS and _not_before(step.at, one.started)
        case _:
            return False


def _not_before(at: Moment, started: datetime | None) -> bool:
    return at.start is None or started is None or at.start >= started


def _is(one: Running, entry: Stored[Any], act: ActOnClock) -> bool:
    said = entry.content
    return (
        isinstance(said, ClockAct) and said.act is act and said.clock == one.clock.id and said.run == one.run
    )


def _said(session: Session, one: Running, entries: Iterable[Stored[Any]]) -> tuple[SaidOfClock, ...]:
    made = []
    for entry in entries:
        act = entry.content
        own = isinstance(act, ClockAct) and (
            entry.reference.id == one.run or (act.clock == one.clock.id and act.run == one.run)
        )
        if own and isinstance(act, ClockAct):
            waits = act.act is ActOnClock.PAUSED and act.until is None
            made.append(
                SaidOfClock(entry.reference.id, _act_line(session, act), _by(session, entry), open=waits)
            )
    return tuple(made)


def _act_line(session: Session, act: ClockAct) -> str:
    at, text = when(session, act.at), visible(act.text).strip()
    tail = f": {text}" if text else ""
    match act.act:
        case ActOnClock.STARTED:
            return f"Began {at}{tail}"
        case ActOnClock.PAUSED:
            waited = WAIT_WORDS[act.wait] if act.wait is not None else "It"
            until = f", given {when(session, act.until)}" if act.until is not None else ", not given yet"
            return f"Waits. {waited}: asked for {at}{until}{tail}"
        case ActOnClock.LONGER:
            return f"Made longer {at}{tail}"
        case ActOnClock.MET:
            reference = f". Reference: {act.reference}" if act.reference else ""
            return f"Done {at}{tail}{reference}"


def _by(session: Session, entry: Stored[Any]) -> str:
    return f"entered {entered(session, entry.recorded_at)} by {session.name_of(entry.recorded_by)}"


def _startable(session: Session, line: IncidentLine) -> tuple[StartableClock, ...]:
    """Those that no record begins by itself: requests, breaches, notices, reviews, leavers."""
    words = session.words(head_is_subject=line.head_is_subject)
    books = session.catalogue.logbooks.values()
    in_registers = {book.reviewing.clock for book in books if book.reviewing is not None}
    return tuple(
        StartableClock(
            clock.id,
            f"{words.fill(clock.trigger)}: {_small(unit_words(clock))}",
            words.fill(clock.text),
            counts=clock.unit is not None,
        )
        for clock in session.catalogue.clocks.values()
        if clock.serves(session.nation) and clock.id not in in_registers and _begun_by_hand(clock)
    )


def _small(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def _begun_by_hand(clock: Clock) -> bool:
    by_record = {StartEvent.CAME_TO_ATTENTION, StartEvent.HAPPENED, StartEvent.REACHED_LEAD}
    managed = clock.aim and clock.unit is Unit.CALENDAR_MONTHS
    return clock.met_by is None and (clock.starts not in by_record or managed)
