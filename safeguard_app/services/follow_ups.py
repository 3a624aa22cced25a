"""What the steps of responses leave to do: ask a platform again, look whether something was removed, decide on a ban
and review it, ask somebody again about support. Read for many records at once, and again after one was written.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, cast

from safeguard_app.domain.bans import Ban, bans_of
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.entries import counts
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.moments import Grain, Moment
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.responses import ResponseStep, RungKind
from safeguard_app.domain.support import Support
from safeguard_app.services.allegation_clock import clock_due
from safeguard_app.services.labels import platform_name
from safeguard_app.services.platform_reports import CHASE_CLOCK, chase_from
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import OpenCompartment

_KINDS = (RecordKind.RESPONSE, RecordKind.SUPPORT)
_A_BAN = '"kind":"ban"'
"""Stands in every notice of a ban, as records are stored."""
_FEW = 500
_READ = RecordId("")
"""Stands in a memory that was read, whatever was found."""
Own = list[tuple[RecordId, ResponseStep | Support]]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing to do by a time. ``aim``: due, and never called late. ``lasting``: also where the record is closed."""

    text: str
    by: datetime
    aim: bool = False
    lasting: bool = False
    platform: bool = False
    """A platform has not answered."""


def of_record(session: Session, incident: Reference) -> list[FollowUp]:
    """What the steps of one record leave to do, soonest first."""
    own = _own(session, session.vault.compartment(incident.compartment), incident.id)
    steps = steps_of(session, incident)
    found = [*_of_steps(session, steps), *_of_bans(session, steps)]
    found += [
        one for _, support in own if isinstance(support, Support) for one in _of_support(session, support)
    ]
    return sorted(found, key=lambda one: one.by)


def steps_of(session: Session, incident: Reference) -> list[tuple[RecordId, ResponseStep]]:
    """The steps of one record that count; the record is not opened for it."""
    own = _own(session, session.vault.compartment(incident.compartment), incident.id)
    return [(entry, step) for entry, step in own if isinstance(step, ResponseStep)]


def read_ahead(session: Session, incidents: Iterable[Reference]) -> None:
    """Read the steps and offers of many records: whoever is about to ask for hundreds asks the database once."""
    asked: dict[Compartment, list[RecordId]] = {}
    for incident in incidents:
        asked.setdefault(incident.compartment, []).append(incident.id)
    for part, records in asked.items():
        compartment = session.vault.compartment(part)
        memory = _memory(session, compartment)
        _read(compartment, memory, [record for record in records if record not in memory])


def are_few(session: Session) -> bool:
    """Whether the steps of all records are looked through in no time; of thousands Today is told a moment later."""
    found = (compartment.state_of(*_KINDS) for compartment in session.vault)
    return sum(sum(state[::2]) for state in found) <= _FEW


def with_steps(session: Session) -> Iterator[Reference]:
    """The records with a step that counts, in what this user's keys open."""
    for compartment in session.vault:
        yield from _with_step(session, compartment, lambda _step: True)


def with_bans(session: Session) -> Iterator[Reference]:
    """The records that hold a ban, in what this user's keys open."""
    for compartment in session.vault:
        yield from _with_step(session, compartment, lambda step: step.kind is RungKind.BAN, _A_BAN)


def _with_step(
    session: Session,
    compartment: OpenCompartment,
    is_meant: Callable[[ResponseStep], bool],
    holding: str = "",
) -> list[Reference]:
    """The records of a part with a step that is meant: ``holding`` stands in those that may be, as they are stored."""
    found = session.worked_out(
        f"follow-ups with {holding} {compartment.id.value}", compartment.state_of(*_KINDS)
    )
    if _READ not in found:
        records = reading.with_entry(compartment.connection, RecordKind.RESPONSE, holding)
        references = [Reference(compartment.id, record) for record in records]
        read_ahead(session, references)
        compartment.listing.read_ahead(records)
        found[_READ] = [
            one for one in references if any(is_meant(step) for _, step in steps_of(session, one))
        ]
    return cast(list[Reference], found[_READ])


def _own(session: Session, compartment: OpenCompartment, record: RecordId) -> Own:
    """Steps and offers of one record that count."""
    memory = _memory(session, compartment)
    if record not in memory:
        _read(compartment, memory, [record])
    return cast(Own, memory[record])


def _memory(session: Session, compartment: OpenCompartment) -> dict[RecordId, Any]:
    """What of a part was read, until a step or an offer is written or moved."""
    return session.worked_out(f"follow-ups {compartment.id.value}", compartment.state_of(*_KINDS))


def _read(compartment: OpenCompartment, memory: dict[RecordId, Any], records: Sequence[RecordId]) -> None:
    if not records:
        return
    found = reading.entries_about(compartment.connection, records, _KINDS)
    for record in records:
        memory[record] = [(entry, content) for entry, content in found.get(record, ()) if counts(content)]


def _of_steps(session: Session, steps: list[tuple[RecordId, ResponseStep]]) -> Iterator[FollowUp]:
    for _, step in steps:
        started = chase_from(step)
        clock = session.catalogue.clocks.get(CHASE_CLOCK)
        limit = clock_due(session, clock, started) if started is not None and clock is not None else None
        if limit is not None and step.platform is not None:
            name = platform_name(session, step.platform.platform)
            reference = f" ({step.reference})" if step.reference else ""
            yield FollowUp(f"Ask {name} again about the report{reference}", limit.by, aim=True, platform=True)
        if step.kind is RungKind.STEP and step.waits and step.deadline is not None:
            ends = _end_of_moment(session, step.deadline)
            if ends is not None:
                whom = f" {step.with_whom}" if step.with_whom else ""
                yield FollowUp(f"Find out what came of what was asked of{whom or ' them'}", ends)


def _of_bans(session: Session, steps: list[tuple[RecordId, ResponseStep]]) -> Iterator[FollowUp]:
    for ban in bans_of(steps, session.zone):
        if not ban.lifted:
            yield from _of_ban(session, ban)


def _of_ban(session: Session, ban: Ban) -> Iterator[FollowUp]:
    who = ban.person or "the person"
    until = ban.noticed.ban.representations_until if ban.noticed.ban is not None else None
    if (ban.decision is None or ban.too_soon) and until is not None:
        text = f"Decide on the ban of {who}: the time to answer ends"
        yield FollowUp(text, _end_of(session, until), lasting=True)
    if ban.terms.review_on is not None:
        ends = f", which ends {day_words(ban.terms.end)}" if ban.terms.end is not None else ""
        yield FollowUp(f"Review the ban of {who}{ends}", _end_of(session, ban.terms.review_on), lasting=True)


def _of_support(session: Session, support: Support) -> Iterator[FollowUp]:
    if support.follow_up is not None:
        yield FollowUp(f"Ask {support.to.name} again about support", _end_of(session, support.follow_up))


def _end_of(session: Session, day: date) -> datetime:
    return datetime.combine(day, time(23, 59), session.zone)


def _end_of_moment(session: Session, moment: Moment) -> datetime | None:
    if moment.start is None:
        return None
    if moment.grain is Grain.DAY:
        return _end_of(session, moment.start.astimezone(session.zone).date())
    return moment.end or moment.start
