"""Patterns over many records: rules as data, evaluated over the lines of lists, and nothing else.

A rule counts records that have one thing in common: an adult, an account, two people, or a time of day. What it finds
is a reason to look, never a conclusion. A finding stands while its newest record is no older than the rule's days, and
always shows the rule and the records.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import combinations

from safeguard_app.domain.entries import DecisionKind
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.index_lines import IncidentLine, LinePerson
from safeguard_app.domain.moments import Grain, Moment, Precision
from safeguard_app.domain.pattern_rules import Finding, Measure, PatternRule
from safeguard_app.domain.periods import Period

_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class _Seen:
    """One record as far as rules look at it."""

    reference: Reference
    day: date
    minute: int = 0


@dataclass(slots=True)
class _Group:
    """Records that have one thing in common, and what to call that."""

    names: tuple[str, ...]
    seen: list[_Seen]


_Groups = dict[str, _Group]
_Lines = Sequence[tuple[Reference, IncidentLine]]


def find_patterns(
    rules: Iterable[PatternRule],
    lines: _Lines,
    *,
    on: date,
    zone: tzinfo,
    terms: Sequence[Period] = (),
    reviewed: Collection[RecordId] = (),
) -> tuple[Finding, ...]:
    """What the rules find over ``lines`` on a day, newest first. ``reviewed``: low-level concerns looked through."""
    found: list[Finding] = []
    for rule in rules:
        counted = [one for one in lines if not rule.categories or one[1].category in rule.categories]
        groups = _GROUPINGS[rule.measure](rule, counted, zone)
        for key, group in groups.items():
            cluster = _cluster(rule, group.seen, on, terms, reviewed)
            if cluster:
                found.append(_finding(rule, key, group.names, cluster))
    return tuple(sorted(found, key=lambda one: (one.last, one.rule, one.key), reverse=True))


def _finding(rule: PatternRule, key: str, names: tuple[str, ...], cluster: Sequence[_Seen]) -> Finding:
    days = [one.day for one in cluster]
    return Finding(rule.id, key, names, tuple(one.reference for one in cluster), min(days), max(days))


def _cluster(
    rule: PatternRule,
    seen: list[_Seen],
    on: date,
    terms: Sequence[Period],
    reviewed: Collection[RecordId],
) -> Sequence[_Seen]:
    if rule.measure is Measure.LOW_LEVEL_REVIEW:
        return _to_review(rule, seen, on, reviewed)
    if len(seen) < rule.least:
        return ()
    seen = sorted(seen, key=lambda one: (one.day, one.reference))
    if rule.measure is Measure.TIME_OF_DAY:
        found = _same_hour(rule, [one for one in seen if (seen[-1].day - one.day).days <= rule.days])
    else:
        found = _in_term(rule, seen, terms) if rule.by_term else _in_days(rule, seen)
    return found if found and (on - found[-1].day).days <= rule.days else ()


def _to_review(
    rule: PatternRule, seen: list[_Seen], on: date, reviewed: Collection[RecordId]
) -> Sequence[_Seen]:
    """All that wait, once the oldest of them has waited as long as the rule says."""
    waiting = sorted((one for one in seen if one.reference.id not in reviewed), key=lambda one: one.day)
    due = len(waiting) >= rule.least and (on - waiting[0].day).days >= rule.days
    return waiting if due else ()


def _in_term(rule: PatternRule, seen: list[_Seen], terms: Sequence[Period]) -> Sequence[_Seen]:
    """Those in the term of the newest; within the rule's days where the calendar does not know that term."""
    newest = seen[-1].day
    term = next((one for one in terms if one.covers(newest)), None)
    if term is None:
        return _in_days(rule, seen)
    within = [one for one in seen if term.covers(one.day)]
    return within if len(within) >= rule.least else ()


def _in_days(rule: PatternRule, seen: list[_Seen]) -> Sequence[_Seen]:
    """The newest run of records in which each ``least`` that follow each other lie within the rule's days."""
    start, stop = 0, 0
    for first in range(len(seen) - rule.least, -1, -1):
        last = first + rule.least - 1
        if (seen[last].day - seen[first].day).days <= rule.days:
            start, stop = first, stop or last + 1
        elif stop:
            break
    return seen[start:stop]


def _same_hour(rule: PatternRule, seen: list[_Seen]) -> Sequence[_Seen]:
    """The most records within ``minutes`` of the clock, midnight being no border."""
    best: list[_Seen] = []
    for begin in sorted({one.minute for one in seen}):
        within = [one for one in seen if (one.minute - begin) % _DAY_MINUTES <= rule.minutes]
        if len(within) > len(best):
            best = within
    return best if len(best) >= rule.least else ()


def _low_level(rule: PatternRule, lines: _Lines, zone: tzinfo) -> _Groups:
    groups: _Groups = {}
    for reference, line in lines:
        if DecisionKind.LOW_LEVEL_CONCERN in line.decided:
            for person in _counted(rule, line):
                _put(groups, _key_of(person), (person.name,), _Seen(reference, _noticed(line, zone)))
    return groups


def _low_level_all(_rule: PatternRule, lines: _Lines, zone: tzinfo) -> _Groups:
    groups: _Groups = {}
    for reference, line in lines:
        if DecisionKind.LOW_LEVEL_CONCERN in line.decided:
            _put(groups, "all", (), _Seen(reference, _noticed(line, zone)))
    return groups


def _handles(_rule: PatternRule, lines: _Lines, zone: tzinfo) -> _Groups:
    groups: _Groups = {}
    for reference, line in lines:
        for handle in line.handles:
            _put(groups, handle, (f"@{handle}",), _Seen(reference, _noticed(line, zone)))
    return groups


def _pairs(rule: PatternRule, lines: _Lines, zone: tzinfo) -> _Groups:
    groups: _Groups = {}
    for reference, line in lines:
        known = {one.id: one for one in _counted(rule, line) if one.id}
        for first, second in combinations(sorted(known), 2):
            names = (known[first].name, known[second].name)
            _put(groups, f"{first} {second}", names, _Seen(reference, _noticed(line, zone)))
    return groups


def _times(rule: PatternRule, lines: _Lines, zone: tzinfo) -> _Groups:
    groups: _Groups = {}
    for reference, line in lines:
        at = _clock_time(line.happened, zone)
        if at is None:
            continue
        seen = _Seen(reference, at.date(), at.hour * 60 + at.minute)
        for person in _counted(rule, line):
            _put(groups, _key_of(person), (person.name,), seen)
    return groups


_GROUPINGS: dict[Measure, Callable[[PatternRule, _Lines, tzinfo], _Groups]] = {
    Measure.LOW_LEVEL_ADULT: _low_level,
    Measure.LOW_LEVEL_REVIEW: _low_level_all,
    Measure.HANDLE: _handles,
    Measure.PAIR: _pairs,
    Measure.TIME_OF_DAY: _times,
}


def _counted(rule: PatternRule, line: IncidentLine) -> list[LinePerson]:
    """The people of a record whom the rule counts, each once."""
    once = {_key_of(one): one for one in line.people if not rule.roles or one.role in rule.roles}
    return list(once.values())


def _put(groups: _Groups, key: str, names: tuple[str, ...], seen: _Seen) -> None:
    group = groups.get(key)
    if group is None:
        groups[key] = _Group(names, [seen])
    else:
        group.seen.append(seen)


def _key_of(person: LinePerson) -> str:
    """Somebody on the register by their record; somebody named in words by those words."""
    return person.id or f"name {' '.join(person.name.casefold().split())}"


def _noticed(line: IncidentLine, zone: tzinfo) -> date:
    """The day a record counts for: when it came to attention, else when it was entered."""
    return (line.attention.start or line.entered_at).astimezone(zone).date()


def _clock_time(moment: Moment, zone: tzinfo) -> datetime | None:
    """The time of day something happened at, where that is known to the minute or nearly."""
    known = moment.precision in (Precision.EXACT, Precision.ABOUT) and moment.grain is Grain.MINUTE
    return moment.start.astimezone(zone) if known and moment.start is not None else None
