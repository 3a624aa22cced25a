"""What Insights and reports count of every record: its line in the index, and a few fields read beside it.

Only what this user's keys open is read, in short steps; nothing is noted as viewed, as lists note nothing either.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from typing import cast

from safeguard_app.domain.entries import TellingState
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.incidents import IncidentState
from safeguard_app.domain.index_lines import IncidentLine, PersonLine
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import PersonKind, Withdrawal
from safeguard_app.domain.periods import Period
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.register_facts import state_of
from safeguard_app.services.session import Session
from safeguard_app.vault import reading, record_codec
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.giving_way import NOBODY_WAITS, GiveWay

LEFT = "Left the school"
_ACTS = (
    RecordKind.NOTE,
    RecordKind.DECISION,
    RecordKind.TELLING,
    RecordKind.REFERRAL_STEP,
    RecordKind.RESPONSE,
    RecordKind.SUPPORT,
    RecordKind.CLOSING,
)
"""What is an act on a record, with a time of its own."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What a record says of itself that its line does not."""

    platform: str = ""
    place: str = ""
    protected_characteristics: tuple[str, ...] = ()
    online_risks: tuple[str, ...] = ()


_NOTHING = Noted()


@dataclass(frozen=True, slots=True)
class _Act:
    """When an entry says that it was, whatever kind of entry it is."""

    at: Moment | datetime | None = None
    withdrawn: Withdrawal | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """One record: when it came to the school's attention, its line, and what it notes."""

    reference: Reference
    line: IncidentLine
    day: date
    noted: Noted
    years: tuple[str, ...]
    """The year groups, as they are today, of the pupils who have a part in it."""
    first_act: datetime | None


class Want(Enum):
    """What of a record is read beside its line, where it is asked for."""

    NOTED = auto()
    YEARS = auto()
    FIRST_ACT = auto()


@dataclass(frozen=True, slots=True)
class Gathered:
    """The records of some days, oldest first."""

    period: Period
    records: tuple[Counted, ...]
    earlier_open: int = 0
    """Records from before these days that are still open."""


def gather(
    session: Session,
    period: Period,
    parts: Collection[Compartment] = (),
    want: Collection[Want] = tuple(Want),
    ways: GiveWay = NOBODY_WAITS,
) -> Gathered:
    """Every record that came to attention in some days, in ``parts`` or in all that is open."""
    year_groups = _year_groups(session) if Want.YEARS in want else {}
    found: list[Counted] = []
    earlier = 0
    for compartment in session.vault:
        if parts and compartment.id not in parts:
            continue
        ways.pause()
        lines = compartment.listing.lines(RecordKind.INCIDENT)
        ways.pause()
        noted = _noted(session, compartment) if Want.NOTED in want else {}
        ways.pause()
        acts = _first_acts(session, compartment, ways) if Want.FIRST_ACT in want else {}
        for record, line in lines:
            assert isinstance(line, IncidentLine)
            day = raised_on(session, line)
            if period.covers(day):
                reference = Reference(compartment.id, record)
                years = _years_of(line, year_groups) if year_groups else ()
                found.append(
                    Counted(reference, line, day, noted.get(record, _NOTHING), years, acts.get(record))
                )
            elif period.start is not None and day < period.start:
                earlier += line.state is not IncidentState.CLOSED
    found.sort(key=lambda one: (one.day, one.line.case))
    return Gathered(period, tuple(found), earlier)


def raised_on(session: Session, line: IncidentLine) -> date:
    """The day on which a record came to the school's attention; where that is not known, when it was entered."""
    at = line.attention.start or line.entered_at
    return at.astimezone(session.zone).date()


def _year_groups(session: Session) -> Mapping[str, str]:
    """The year group of every pupil on the register today, also under entries that were merged."""
    listing = session.vault.daily.listing
    found: dict[str, str] = {}
    for record, line in listing.lines(RecordKind.PERSON):
        assert isinstance(line, PersonLine)
        if line.kind is PersonKind.PUPIL and line.year_group:
            found[record] = LEFT if line.left is not None else line.year_group
        elif line.kind is PersonKind.FORMER_PUPIL:
            found[record] = LEFT
    for gone, record in listing.merged().items():
        if record in found:
            found[gone] = found[record]
    return found


_NO_PART = frozenset({"reporter", "witness", "mentioned", "supporter", "parent"})


def _years_of(line: IncidentLine, year_groups: Mapping[str, str]) -> tuple[str, ...]:
    named = (year_groups.get(one.id, "") for one in line.people if one.role not in _NO_PART)
    return tuple(dict.fromkeys(year for year in named if year))


def _noted(session: Session, compartment: OpenCompartment) -> Mapping[RecordId, Noted]:
    """Of every record; read again only after one was written."""
    memory = session.worked_out(f"noted {compartment.id.value}", state_of(session, RecordKind.INCIDENT))
    if not memory:
        for record, _, body in reading.bodies_of_kind(compartment.connection, RecordKind.INCIDENT):
            memory[record] = record_codec.decode_as(Noted, body.encode())
    return cast(Mapping[RecordId, Noted], memory)


def _first_acts(session: Session, compartment: OpenCompartment, ways: GiveWay) -> Mapping[RecordId, datetime]:
    """When the first thing was done on each record after it was entered; read again only after an entry was written."""
    memory = session.worked_out(f"first acts {compartment.id.value}", state_of(session, *_ACTS))
    if memory:
        return cast(Mapping[RecordId, datetime], memory)
    first: dict[RecordId, datetime] = {}
    for kind in _ACTS:
        ways.pause()
        for _, about, body in reading.bodies_of_kind(compartment.connection, kind):
            at = _time_of(record_codec.decode_as(_Act, body.encode())) if about is not None else None
            if about is not None and at is not None and (about not in first or at < first[about]):
                first[about] = at
    memory.update(first)
    return first


def _time_of(act: _Act) -> datetime | None:
    """When it was; nothing for what was taken back, and for somebody who was not told."""
    if act.withdrawn is not None or act.state in (TellingState.HELD, TellingState.NOT_TOLD):
        return None
    return act.at.start if isinstance(act.at, Moment) else act.at


def references(found: Sequence[Counted]) -> tuple[Reference, ...]:
    """The records themselves: what a number opens."""
    return tuple(one.reference for one in found)
