"""What the steps of responses leave to do: ask a platform again, look whether something was removed, decide on a ban
and review it, ask somebody again about support. Gathered for every record at once, and again after one was written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, cast

from safeguard_app.domain.bans import Ban, bans_of
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.entries import counts
from safeguard_app.domain.identifiers import RecordId, Reference
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


def with_steps(session: Session) -> Iterator[Reference]:
    """The records with a step that counts, in what this user's keys open."""
    for compartment in session.vault:
        for record in _all_of(session, compartment):
            reference = Reference(compartment.id, record)
            if steps_of(session, reference):
                yield reference


def with_bans(session: Session) -> Iterator[Reference]:
    """The records that hold a ban, in what this user's keys open."""
    for compartment in session.vault:
        for record, stored in _all_of(session, compartment).items():
            if any(_A_BAN in body for _, _, body in stored) and any(
                isinstance(step, ResponseStep) and step.kind is RungKind.BAN
                for _, step in _own(session, compartment, record)
            ):
                yield Reference(compartment.id, record)


def _own(session: Session, compartment: OpenCompartment, record: RecordId) -> Own:
    """Steps and offers of one record that count."""
    memory = session.worked_out(f"follow-ups read {compartment.id.value}", _state(session, compartment))
    if record not in memory:
        stored = _all_of(session, compartment)
        read = ((step, reading.content_from(kind, body)) for step, kind, body in stored.get(record, ()))
        memory[record] = [(step, content) for step, content in read if counts(content)]
    return cast(Own, memory[record])


def _all_of(session: Session, compartment: OpenCompartment) -> dict[RecordId, Any]:
    """Steps and offers of each record of a part of the log as they are stored: most records are closed, and of those
    nothing is asked. Read again only after one of them was written or moved.
    """
    memory = session.worked_out(f"follow-ups {compartment.id.value}", _state(session, compartment))
    if not memory:
        for kind in _KINDS:
            for step, about, body in reading.bodies_of_kind(compartment.connection, kind):
                if about is not None:
                    memory.setdefault(about, []).append((step, kind, body))
        memory[_READ] = ()
    return memory


def _state(session: Session, compartment: OpenCompartment) -> tuple[int, ...]:
    """Numbers that differ once a step or an offer was written; asked of the database once for each event."""
    asked = session.worked_out(f"follow-ups asked {compartment.id.value}", compartment.head.number)
    if _READ not in asked:
        asked[_READ] = reading.state_of_kinds(compartment.connection, _KINDS)
    return cast(tuple[int, ...], asked[_READ])


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
