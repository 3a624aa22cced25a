"""Every clock of a record: what began it, when it is out, and whether it is met, waits, or was stopped.

Worked out of the record's line alone, so that Today asks the same rule for ten thousand records as a page does for one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from safeguard_app.catalogue.clocks import Clock, MetBy, StartEvent
from safeguard_app.domain.clock_acts import ActOnClock, Wait
from safeguard_app.domain.clock_lines import LineClock, LineReferral
from safeguard_app.domain.entries import Whom
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.moments import Moment, to_minute
from safeguard_app.domain.time_limits import Pause
from safeguard_app.domain.working_time import Due
from safeguard_app.services.allegation_clock import AllegationClock, Standing, started_at
from safeguard_app.services.clock_limits import ClockLimit, limit_of
from safeguard_app.services.own_forms import clock_of_referral
from safeguard_app.services.session import Session

MET_BY_TELLING = {
    MetBy.HEAD_TOLD: frozenset({Whom.HEAD, Whom.CHAIR}),
    MetBy.PARENTS_TOLD: frozenset({Whom.PARENT}),
    MetBy.SOCIAL_CARE_TOLD: frozenset({Whom.SOCIAL_CARE}),
}
_FRONT_DOOR = "front_door"
_OF_A_REFERRAL: dict[StartEvent, Callable[[LineReferral], Moment | None]] = {
    StartEvent.REFERRAL_PHONED: lambda one: one.phoned,
    StartEvent.THRESHOLD_AGREED: lambda one: one.agreed,
    StartEvent.REFERRAL_SENT: lambda one: one.last if one.sent is not None else None,
}


@dataclass(frozen=True, slots=True)
class Running:
    """One clock on one record. ``run``: the referral or the act it belongs to, empty for the record itself.

    ``asked`` False: nothing on a record can meet it, such as ringing 999 at once: it is shown, and never called late.
    """

    clock: Clock
    text: str
    run: str
    started: datetime | None
    limit: ClockLimit
    met: bool = False
    held: bool = False
    waits: bool = False
    stopped: bool = False
    by_word: bool = False
    asked: bool = True

    @property
    def runs(self) -> bool:
        """Whether anybody still has to do something about it."""
        return not (self.met or self.held or self.waits or self.stopped)


def clocks_of(session: Session, line: IncidentLine, allegation: AllegationClock | None) -> list[Running]:
    """Every clock of a record, whatever became of it: Today picks those that run, the record's page shows all."""
    return [
        *_of_category(session, line, allegation),
        *_of_referrals(session, line),
        *_of_platforms(session, line),
        *_of_acts(session, line),
    ]


def _of_category(
    session: Session, line: IncidentLine, allegation: AllegationClock | None
) -> Iterator[Running]:
    """The clocks that the category's first actions run on; that of an allegation too where something else began it.

    One clock is one time limit, however many of the actions run on it: the first of them says what is to be done.
    """
    words = session.words(head_is_subject=line.head_is_subject)
    roles = (person.role for person in line.people)
    asked = session.catalogue.clocked_actions(line.category, session.nation, roles)
    texts: list[tuple[str, Clock]] = []
    for action, clock in asked:
        if clock not in [one for _, one in texts]:
            texts.append((action.text, clock))
    if allegation is not None and allegation.clock not in [clock for _, clock in texts]:
        texts.append((allegation.clock.text, allegation.clock))
    for text, clock in texts:
        started = started_at(clock, line)
        if allegation is not None and clock == allegation.clock:
            started = allegation.started
        if started is None:
            continue
        met, held = _met(clock, line, allegation)
        yield Running(
            clock,
            words.fill(text),
            "",
            started,
            _limit(session, clock, started, _about(line, clock, "")),
            met=met or said_done(line, clock, ""),
            held=held,
            stopped=clock.met_by is MetBy.ALLEGATION_CONTACT
            and allegation is not None
            and allegation.standing is Standing.NOT_REFERRED,
            by_word=clock.met_by is None,
            asked=clock.met_by not in {None, MetBy.WRITTEN_UP},
        )


def _met(clock: Clock, line: IncidentLine, allegation: AllegationClock | None) -> tuple[bool, bool]:
    """Whether the record already holds what meets a clock, and whether it is held. What is held is never late.

    Any reasoned decision answers "if the child may be at risk"; what stops the clock of an allegation is one rule.
    """
    if clock.met_by is MetBy.ALLEGATION_CONTACT:
        return allegation is not None and allegation.standing is Standing.CONTACT_MADE, False
    if clock.met_by is MetBy.WRITTEN_UP:
        return True, False
    if clock.met_by is MetBy.SOCIAL_CARE_TOLD:
        rung = any(one.agency == _FRONT_DOOR and one.reached is not None for one in line.referrals)
        if rung or line.decided:
            return True, False
    whom = MET_BY_TELLING.get(clock.met_by, frozenset()) if clock.met_by is not None else frozenset()
    return any(one in line.told for one in whom), any(hold.whom in whom for hold in line.holds)


def _of_referrals(session: Session, line: IncidentLine) -> Iterator[Running]:
    if not line.referrals:
        return
    for clock in session.catalogue.clocks.values():
        begins = _OF_A_REFERRAL.get(clock.starts)
        if begins is None or not clock.serves(session.nation):
            continue
        for one in line.referrals:
            began = begins(one) if clock.agency == one.agency else None
            if began is not None and began.start is not None:
                yield _of_referral(session, line, clock, one, began.start)


def _of_referral(
    session: Session, line: IncidentLine, clock: Clock, one: LineReferral, started: datetime
) -> Running:
    met = (
        {
            MetBy.REFERRAL_SENT: one.sent is not None,
            MetBy.REFERRAL_ANSWERED: one.answered,
            MetBy.REFERRAL_DECIDED: one.decided,
        }.get(clock.met_by, False)
        if clock.met_by is not None
        else False
    )
    if clock.met_by is MetBy.REFERRAL_SENT:
        clock = clock_of_referral(session, clock, one.referral)
    words = session.words(head_is_subject=line.head_is_subject)
    limit = _limit(session, clock, started, ())
    return Running(clock, words.fill(clock.text), one.referral, started, limit, met=met)


def _of_platforms(session: Session, line: IncidentLine) -> Iterator[Running]:
    """Each report to a platform that no answer is noted to. A tracker of reports adds its own source to Today."""
    if line.reported is None or line.reported.start is None:
        return
    for clock in session.catalogue.clocks.values():
        if clock.starts is StartEvent.PLATFORM_REPORTED and clock.serves(session.nation):
            started = line.reported.start
            text = session.words().fill(clock.text)
            yield Running(clock, text, "", started, _limit(session, clock, started, ()))


def _of_acts(session: Session, line: IncidentLine) -> Iterator[Running]:
    """The clocks that a person said began: requests, breaches, bans, and whatever else a record cannot know."""
    words = session.words(head_is_subject=line.head_is_subject)
    for act in line.clocks:
        clock = session.catalogue.clocks.get(act.clock)
        if act.act is not ActOnClock.STARTED or clock is None or act.at.start is None:
            continue
        about = _about(line, clock, act.id)
        yield Running(
            clock,
            words.fill(clock.text),
            act.id,
            act.at.start,
            _set_by(session, act) or _limit(session, clock, act.at.start, about),
            met=said_done(line, clock, act.id),
            waits=any(one.act is ActOnClock.PAUSED and one.until is None for one in about),
            by_word=True,
        )


def _set_by(session: Session, act: LineClock) -> ClockLimit | None:
    """The day that a person set."""
    if act.due is None:
        return None
    return ClockLimit(Due(to_minute(datetime.combine(act.due, time(23, 59), session.zone)), whole_day=True))


def _limit(session: Session, clock: Clock, started: datetime, about: Sequence[LineClock]) -> ClockLimit:
    pauses = [
        Pause(one.at.start, one.until.start if one.until is not None else None, afresh=one.wait is Wait.PROOF)
        for one in about
        if one.act is ActOnClock.PAUSED and one.at.start is not None
    ]
    longer = any(one.act is ActOnClock.LONGER for one in about)
    return limit_of(session, clock, started, pauses, more=clock.longer if longer else 0)


def _about(line: IncidentLine, clock: Clock, run: str) -> list[LineClock]:
    return [one for one in line.clocks if one.clock == clock.id and one.run == run]


def begun_by_word(line: IncidentLine, clock: Clock) -> bool:
    """Whether a person said that a clock began."""
    return any(one.clock == clock.id and one.act is ActOnClock.STARTED for one in line.clocks)


def said_done(line: IncidentLine, clock: Clock, run: str) -> bool:
    """Whether a person said that what a clock asks for is done."""
    return any(one.act is ActOnClock.MET for one in _about(line, clock, run))
