"""Every stored file read again at least once a month, a share of them after each unlock, while nobody waits.

Files go in the order of their random names; an event says through which name a round came, so that the next goes on
there. A file that is not what was sealed leaves an event of its own at its record, and so does one that is whole again.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from safeguard_app.domain.audit_trail import COMPUTER, Event, EventKind
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.vault import reading, verifying
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.findings import case_of
from safeguard_app.vault.giving_way import NOBODY_WAITS, GiveWay
from safeguard_app.vault.open_vault import OpenVault
from safeguard_app.vault.quarantined import Hidden, hidden_in
from safeguard_app.vault.verifying import NamedFile

WITHIN = timedelta(days=25)
"""All of it is read again within this, which leaves a month some days to spare."""
_BETWEEN_ROUNDS = timedelta(hours=12)
_LEAST = 64 * 1024 * 1024
"""Bytes of a round, at least."""


_Named = tuple[str, int, int, str]
"""What a look at a file names it by: its record, exhibit and copy, and which document it is where it is no exhibit."""


@dataclass(frozen=True, slots=True)
class DamagedFile:
    """A stored file that is missing or not what was sealed: where people find it."""

    compartment: Compartment
    case: str
    exhibit: int
    copy: int
    found_at: datetime


@dataclass(slots=True)
class RollingState:
    """How far it has come. ``whole_at`` is when a pass over every file last ended, of the part furthest behind."""

    files: int = 0
    read: int = 0
    """Files read in the pass under way."""
    whole_at: datetime | None = None
    damaged: list[DamagedFile] = field(default_factory=list)


def check_some(vault: OpenVault, now: datetime, way: GiveWay = NOBODY_WAITS) -> int:
    """A round in every open part that is due for one; how many files are not what they were. Raises Cancelled."""
    return sum(_round(compartment, now, way) for compartment in vault)


def state(vault: OpenVault) -> RollingState:
    """What the rounds so far came to. What is in quarantine is neither read nor counted, nor is its damage mended."""
    made = RollingState()
    wholes: list[datetime | None] = []
    for compartment in vault:
        rounds = reading.events_of_kind(compartment.connection, EventKind.FILES_CHECKED)
        hidden = hidden_in(compartment)
        files = compartment.count_files() - sum(not removed for removed in hidden.files.values())
        if files:
            made.files += files
            made.read += _read_since_whole(rounds)
            wholes.append(_whole_at(rounds))
        made.damaged += _damaged(compartment, hidden)
    if wholes and None not in wholes:
        made.whole_at = min(one for one in wholes if one is not None)
    return made


def _round(compartment: OpenCompartment, now: datetime, way: GiveWay) -> int:
    last = next(iter(reversed(reading.events_of_kind(compartment.connection, EventKind.FILES_CHECKED))), None)
    if last is not None and now - last.at < _BETWEEN_ROUNDS:
        return 0
    files = sorted(
        (one for one in verifying.named_files(compartment, way) if not (one.removed or one.in_quarantine)),
        key=lambda one: one.file,
    )
    if not files:
        return 0
    through = str(last.facts.get("through", "")) if last is not None else ""
    left = [one for one in files if one.file > through] or files
    chosen = _share(
        left, sum(one.size for one in files), now - last.at if last is not None else _BETWEEN_ROUNDS
    )
    known_damaged = _last_found(compartment)
    damaged = 0
    for named in chosen:
        way.pause()
        secret = compartment.file_secret(named.file)
        code = way.aside(partial(verifying.fault_of, compartment.files, named, secret))
        damaged += code is not None
        was = known_damaged.get(_key_of(compartment, named))
        if (code is not None) != (was is not None and not was.facts.get("whole")):
            _note_found(compartment, named, now, whole=code is None)
    done = chosen[-1] is files[-1]
    facts: dict[str, str | int] = {"files": len(chosen), "damaged": damaged, "whole_pass": int(done)}
    if not done:
        facts["through"] = chosen[-1].file
    compartment.note(EventKind.FILES_CHECKED, COMPUTER, now, facts=facts)
    return damaged


def _share(left: list[NamedFile], total: int, since: timedelta) -> list[NamedFile]:
    """What is due since the last round: at least one file, and all of them where the month is nearly over."""
    due = max(_LEAST, int(total * (since / WITHIN)))
    chosen: list[NamedFile] = []
    size = 0
    for one in left:
        if chosen and size + one.size > due:
            break
        chosen.append(one)
        size += one.size
    return chosen


def _record_of(compartment: OpenCompartment, named: NamedFile) -> str:
    """The record that people know the file by: the incident it hangs on, or its own."""
    stands = reading.current(compartment.connection, Reference(compartment.id, RecordId(named.record)))
    return stands.about if stands is not None and stands.about is not None else named.record


def _key_of(compartment: OpenCompartment, named: NamedFile) -> _Named:
    record = _record_of(compartment, named)
    return (record, named.exhibit, named.copy, "" if named.exhibit else named.record)


def _note_found(compartment: OpenCompartment, named: NamedFile, now: datetime, *, whole: bool) -> None:
    record, exhibit, copy, document = _key_of(compartment, named)
    facts: dict[str, str | int] = {"whole": int(whole)}
    if exhibit:
        facts["exhibit"] = exhibit
    if copy:
        facts["copy"] = copy
    if document:
        facts["document"] = document
    compartment.note(EventKind.EVIDENCE_CHECKED, COMPUTER, now, record=RecordId(record), facts=facts)


def _last_found(compartment: OpenCompartment) -> dict[_Named, Event]:
    """The newest look at each file that was ever looked at by itself."""
    found = {}
    for event in reading.events_of_kind(compartment.connection, EventKind.EVIDENCE_CHECKED):
        exhibit, copy = int(event.facts.get("exhibit", 0)), int(event.facts.get("copy", 0))
        found[(event.record or "", exhibit, copy, str(event.facts.get("document", "")))] = event
    return found


def _damaged(compartment: OpenCompartment, hidden: Hidden) -> list[DamagedFile]:
    found = []
    put_away = {(one.about, one.content.exhibit, one.content.copy) for one in hidden.exhibits}
    documents = {one.reference.id for one in hidden.documents}
    for (record, exhibit, copy, document), event in _last_found(compartment).items():
        if (record, exhibit, copy) in put_away or document in documents:
            continue
        if not event.facts.get("whole"):
            case, _kind = case_of(compartment.connection, record)
            found.append(DamagedFile(compartment.id, case, exhibit, copy, event.at))
    return found


def _whole_at(rounds: list[Event]) -> datetime | None:
    return next((event.at for event in reversed(rounds) if event.facts.get("whole_pass")), None)


def _read_since_whole(rounds: list[Event]) -> int:
    count = 0
    for event in reversed(rounds):
        if event.facts.get("whole_pass"):
            break
        count += int(event.facts.get("files", 0))
    return count
