"""The clock an entry of a register starts: when it is out, what it waits for, whether it was made longer, and met.

Worked out of the entry's own answers by the clocks of the catalogue, so that a limit waits and rolls on here as it
does on a record. Of an earlier day, what was asked, given or answered later does not count yet. What it waited for
before a change of the entry counts on: somebody may be asked twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from safeguard_app.catalogue.clocks import Clock
from safeguard_app.catalogue.logbooks import Logbook, LogbookClock, LogbookWait
from safeguard_app.domain.clock_acts import Wait
from safeguard_app.domain.date_words import day_words, joined_words
from safeguard_app.domain.logbook_standing import EntryStanding, day_of, states_until
from safeguard_app.domain.logbooks import EntryAnswer, EntryState, LogbookEntry
from safeguard_app.domain.moments import Grain, clock_words, day_end, day_start, span_of
from safeguard_app.domain.time_limits import Pause
from safeguard_app.domain.working_time import Due
from safeguard_app.services.clock_limits import limit_of
from safeguard_app.services.labels import today
from safeguard_app.services.logbook_words import standing_status
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning


@dataclass(frozen=True, slots=True)
class EntryClock:
    """How the clock of an entry stands. ``due`` None: it waits, or nobody knows when it began.

    ``met_on``: the day on which it was met, where the entry says it. ``too_late``: of a longer period somebody was
    told only when the first was out already, so it is not counted.
    """

    due: Due | None
    met: bool = False
    met_on: date | None = None
    waits: LogbookWait | None = None
    since: date | None = None
    too_late: bool = False

    @property
    def runs(self) -> bool:
        """Whether somebody still has to do something by a day that is known."""
        return not self.met and self.due is not None


def entry_clock(
    session: Session, book: Logbook, entry: LogbookEntry, day: date | None = None
) -> EntryClock | None:
    """The clock as at the end of ``day`` (None: today); None where the register has none in this nation."""
    rule = book.clock
    if rule is None or not session.catalogue.clocks[rule.clock].serves(session.nation):
        return None
    history = _history(session, entry, day)
    asked, state = history[-1], history[-1].state
    waits, since = _waiting(rule, asked)
    due, too_late = _due(session, rule, history)
    met = asked.given(rule.met_by)
    stopped = state.answer(rule.unless) if rule.unless else None
    return EntryClock(
        due,
        met=met or (stopped is not None and any(code in rule.unless_codes for code in stopped.texts)),
        met_on=asked.on(rule.met_by) if met else None,
        waits=waits,
        since=since,
        too_late=too_late,
    )


def clock_status(
    session: Session, book: Logbook, entry: LogbookEntry, day: date | None = None, *, short: bool = False
) -> StatusLine | None:
    """The clock in words; None where there is none. ``short``: for a list, without what stands in full beside it."""
    found, rule = entry_clock(session, book, entry, day), book.clock
    if found is None or rule is None:
        return None
    now = session.now() if day is None or day >= today(session) else day_end(day, session.zone)
    if found.met:
        return _met_words(session, rule, found, short=short)
    if found.waits is not None and found.since is not None:
        words = session.words().fill(found.waits.words)
        return StatusLine(StatusMeaning.NOTE, f"{words} since {day_words(found.since)}")
    if found.due is None:
        return None
    when = _when(found.due, session.zone)
    late = found.due.is_over(now)
    words = f"Was due {when}" if late else f"Due {when}"
    if found.too_late and not short:
        words += ". The longer period was told of when the first was out, and is not counted"
    if late:
        return StatusLine(StatusMeaning.LATE, words)
    far = (
        found.due.whole_day
        and found.due.by.astimezone(session.zone).date() > now.astimezone(session.zone).date()
    )
    return StatusLine(StatusMeaning.NOTE if far else StatusMeaning.DUE, words)


def entry_status(
    session: Session, book: Logbook, entry: LogbookEntry, standing: EntryStanding, day: date
) -> StatusLine:
    """How an entry stood at the end of a day: where it has a clock, that says more than that it was entered."""
    clock = clock_status(session, book, entry, day, short=True)
    return clock or standing_status(session, book, standing, day)


def waited_words(session: Session, book: Logbook, entry: LogbookEntry, day: date) -> str:
    """The stretches that were waited, where there was more than one; the days of a single one stand in its answers."""
    if book.clock is None:
        return ""
    found = [span for spans in _waits(book.clock, _history(session, entry, day)) for span in spans[1]]
    if len(found) < 2:
        return ""
    words = [
        f"from {day_words(since)} to {day_words(until)}" if until is not None else f"since {day_words(since)}"
        for since, until in sorted(found, key=lambda span: span[0])
    ]
    return f"It waited {joined_words(words)}."


class _Answers:
    """What had been answered by the end of a day."""

    def __init__(self, state: EntryState, day: date, zone: tzinfo) -> None:
        self.state, self._day, self._zone = state, day, zone

    def on(self, field: str) -> date | None:
        """The day a field names, if that has come."""
        found = day_of(self.state.answer(field), self._zone) if field else None
        return found if found is not None and found <= self._day else None

    def given(self, field: str) -> bool:
        """Whether a field is answered; one that names a day, once that has come."""
        answer = self.state.answer(field)
        if answer is None:
            return False
        found = day_of(answer, self._zone)
        return found is None or found <= self._day


def _waiting(rule: LogbookClock, asked: _Answers) -> tuple[LogbookWait | None, date | None]:
    """What the clock waits for now, and since when."""
    for wait in rule.waits:
        since = asked.on(wait.since)
        if since is not None and asked.on(wait.until) is None:
            return wait, since
    return None, None


def _history(session: Session, entry: LogbookEntry, day: date | None) -> list[_Answers]:
    """What held until the end of a day, the newest last."""
    on = day or today(session)
    return [_Answers(state, on, session.zone) for state in states_until(entry, on)]


def _due(session: Session, rule: LogbookClock, history: Sequence[_Answers]) -> tuple[Due | None, bool]:
    """When it is out; and whether a longer period was told of too late to count."""
    clock, asked = session.catalogue.clocks[rule.clock], history[-1]
    started = _started(asked.state.answer(rule.starts), session.zone)
    if started is None:
        return None, False
    pauses = _pauses(rule, history, session.zone)
    first = limit_of(session, clock, started, pauses).due
    told = asked.on(rule.longer)
    if told is None:
        return first, False
    return _longer(session, clock, started, pauses, first, told)


def _longer(
    session: Session, clock: Clock, started: datetime, pauses: Sequence[Pause], first: Due | None, told: date
) -> tuple[Due | None, bool]:
    if first is not None and told > first.by.astimezone(session.zone).date():
        return first, True
    return limit_of(session, clock, started, pauses, more=clock.longer).due, False


def _pauses(rule: LogbookClock, history: Sequence[_Answers], zone: tzinfo) -> list[Pause]:
    return [
        Pause(
            day_start(since, zone),
            day_start(until, zone) if until is not None else None,
            afresh=wait.wait is Wait.PROOF,
        )
        for wait, spans in _waits(rule, history)
        for since, until in spans
    ]


def _waits(
    rule: LogbookClock, history: Sequence[_Answers]
) -> Iterator[tuple[LogbookWait, list[tuple[date, date | None]]]]:
    """Each stretch that was waited, also one that a later change wrote another over.

    Of one that was never answered before it was asked anew, only the newer counts: that is sooner, never later.
    """
    for wait in rule.waits:
        spans = dict[date, date | None]()
        for asked in history:
            since = asked.on(wait.since)
            if since is not None:
                spans[since] = asked.on(wait.until)
        newest = history[-1].on(wait.since)
        yield (
            wait,
            [(since, until) for since, until in spans.items() if until is not None or since == newest],
        )


def _started(answer: EntryAnswer | None, zone: tzinfo) -> datetime | None:
    """The instant it runs from: of a time that is known to the minute, its earliest; of a day, its beginning."""
    if answer is None:
        return None
    if answer.at is not None:
        return span_of(answer.at).earliest if answer.at.grain is Grain.MINUTE else answer.at.start
    return day_start(answer.day, zone) if answer.day is not None else None


def _when(due: Due, zone: tzinfo) -> str:
    by = due.by.astimezone(zone)
    return day_words(by.date()) if due.whole_day else f"{day_words(by.date())}, {clock_words(by)}"


def _met_words(session: Session, rule: LogbookClock, found: EntryClock, *, short: bool) -> StatusLine:
    words = session.words().fill(rule.met_words)
    if found.met_on is None:
        return StatusLine(StatusMeaning.DONE, words)
    words = f"{words} {day_words(found.met_on)}"
    if found.due is None:
        return StatusLine(StatusMeaning.DONE, words)
    when = _when(found.due, session.zone)
    if found.met_on > found.due.by.astimezone(session.zone).date():
        return StatusLine(StatusMeaning.NOTE, f"{words}, after it was due {when}")
    return StatusLine(StatusMeaning.DONE, words if short else f"{words}. It was due {when}")
