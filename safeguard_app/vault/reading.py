"""Reads of one compartment: versions, what hangs on a record, lines of lists, links, search, events."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from safeguard_app.domain.audit_trail import Event, EventKind, event_from
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.index_lines import Line, PersonLine
from safeguard_app.domain.records import HANGS_ON_INCIDENT, RecordKind, Stored
from safeguard_app.vault import record_codec
from safeguard_app.vault.database import Connection, Row, database_problems
from safeguard_app.vault.problems import DatabaseDamaged

_COLUMNS = """
SELECT v.row, v.kind, v.record, v.number, v.about, v.body, v.reason, v.event, e.payload
FROM version v JOIN event e ON e.number = v.event
"""
_CURRENT = _COLUMNS + " WHERE v.record = ? ORDER BY v.number DESC LIMIT 1"
_NEWEST = " NOT EXISTS (SELECT 1 FROM version w WHERE w.record = v.record AND w.number > v.number)"
_NEWEST_BODY = "SELECT kind, body FROM version WHERE record = ? ORDER BY number DESC LIMIT 1"
_NEWEST_BODIES = (
    """
SELECT v.record, v.kind, v.body FROM json_each(?) r JOIN version v ON v.record = r.value
WHERE"""
    + _NEWEST
)
_BODY_OF = "SELECT kind, body FROM version WHERE record = ? AND number = ?"
_VERSIONS = _COLUMNS + " WHERE v.record = ? ORDER BY v.number"
_ABOUT = _COLUMNS + " WHERE v.about = ? AND" + _NEWEST + " ORDER BY v.row"
_ABOUT_ANY = (
    _COLUMNS
    + " JOIN json_each(?) r ON r.value = v.about JOIN json_each(?) k ON k.value = v.kind WHERE"
    + _NEWEST
    + " ORDER BY v.row"
)
_BARE = """
SELECT v.row, v.kind, v.record, v.number, v.about, v.body, v.reason, v.event FROM version v
"""
"""Without the event, which one that wrote thousands of rows carries thousands of seals in."""
_OF_KIND = _BARE + " WHERE v.kind = ? AND" + _NEWEST + " ORDER BY v.row"
_CONTENTS_ABOUT = """
SELECT v.row, v.record, v.about, v.kind, v.body FROM json_each(?) r JOIN version v ON v.about = r.value
JOIN json_each(?) k ON k.value = v.kind
"""
_UNSTAMPED = """
SELECT v.record, v.kind, v.number, v.about, v.body FROM version v
"""
_UNSTAMPED_ABOUT = _UNSTAMPED + " WHERE v.about = ? AND" + _NEWEST + " ORDER BY v.row"
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_WITH_ENTRY = """
SELECT about FROM version WHERE kind = ? AND about IS NOT NULL AND instr(body, ?) > 0 GROUP BY about ORDER BY min(row)
"""
_BODIES_OF_KIND = "SELECT row, record, about, body FROM version WHERE kind = ?"
_ENTERED_BY = """
SELECT DISTINCT v.record FROM json_each(?) r JOIN version v ON v.record = r.value
WHERE v.body ->> '$.entered_by' = ?
"""
_OF_EVENT = _BARE + " WHERE v.event = ? ORDER BY v.row"
_ALL_OF_KIND = _BARE + " WHERE v.kind = ? ORDER BY v.row"
_STATE_OF_KIND = "SELECT count(*), coalesce(max(row), 0) FROM version WHERE kind = ?"
_BY_CASE = _COLUMNS + " WHERE v.kind = 'incident' AND v.case_year = ? AND v.case_serial = ? AND" + _NEWEST
_BEGINNING_WITH = (
    _COLUMNS + " WHERE v.kind = ? AND v.record >= ? AND v.record < ? || 'g' AND" + _NEWEST + " ORDER BY v.row"
)
_IDS_OF_KIND = "SELECT DISTINCT record FROM version WHERE kind = ?"
_LAST_SERIAL = "SELECT coalesce(max(case_serial), 0) FROM version WHERE kind = 'incident' AND case_year = ?"
_LINE = "SELECT kind, line FROM summary WHERE record = ?"
_LEAVERS = """
SELECT record, line FROM summary WHERE kind = 'person' AND instr(line, '"left":"') > 0
"""
"""Those whose line has a day there: to have the database take ten thousand lines apart would take ten times as long."""
_NAMED = "SELECT DISTINCT target FROM link WHERE role <> 'merged'"
_LINKED = """
SELECT DISTINCT record, role FROM link
WHERE role <> 'merged' AND target IN (
    SELECT ?1 UNION ALL SELECT target FROM link WHERE record = ?1 AND role = 'merged'
    UNION ALL SELECT value FROM json_each(?2)
)
"""
"""An entry that was merged into another stands among the links of that one, in the role ``merged``; the register's
links stand in the daily log alone, so that for another part the merged entries are given as the second parameter."""
_EVENTS = """
SELECT number, payload, signature IS NOT NULL FROM event WHERE number <= ? AND number >= ?
ORDER BY number DESC LIMIT ?
"""
_EVENTS_OF_RECORD = (
    "SELECT number, payload, signature IS NOT NULL FROM event WHERE record = ? ORDER BY number"
)
_EVENT = "SELECT payload FROM event WHERE number = ?"
_UNLOCKS = """
SELECT number, payload FROM event WHERE kind = 'log.unlocked' AND actor = ? ORDER BY number DESC LIMIT ?
"""
_OF_KINDS = """
SELECT number, payload, signature IS NOT NULL FROM event
WHERE number > ? AND kind IN (SELECT value FROM json_each(?)) ORDER BY number DESC LIMIT ?
"""
_CLOCK_BACK = "SELECT number, payload FROM event WHERE payload ->> '$.clock_back' IS NOT NULL ORDER BY number"
"""Of the form of the index of it, or every event would be read."""
_EVENTS_WITH_FACT = """
SELECT number, payload FROM event WHERE kind = ? AND payload ->> ? IS NOT NULL ORDER BY number
"""
_EVENTS_OF_KIND = """
SELECT number, payload FROM event WHERE kind = ? AND number > ? AND (actor = ? OR ? IS NULL) ORDER BY number
"""
_LAST_OF_KIND = "SELECT payload ->> '$.at' FROM event WHERE kind = ? ORDER BY number DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """An event as the audit page shows it, with whether it is signed."""

    event: Event
    signed: bool


def current(connection: Connection, reference: Reference) -> Stored[Any] | None:
    """The newest version of a record, or None when this compartment has none."""
    with database_problems():
        row = connection.execute(_CURRENT, (reference.id,)).fetchone()
    return stored(row, reference.compartment) if row else None


def newest_content(connection: Connection, record: RecordId) -> tuple[RecordKind, Any] | None:
    """What the newest version of a record holds, without who wrote it and when."""
    with database_problems():
        row = connection.execute(_NEWEST_BODY, (record,)).fetchone()
    return (RecordKind(row[0]), record_codec.decode(row[0], row[1])) if row else None


def newest_contents(
    connection: Connection, records: Sequence[RecordId]
) -> dict[RecordId, tuple[RecordKind, Any]]:
    """What :func:`newest_content` reads, of many records with one question."""
    with database_problems():
        rows = connection.execute(_NEWEST_BODIES, (json.dumps(list(records)),)).fetchall()
    return {
        record_codec.record_id(record): (RecordKind(kind), record_codec.decode(kind, body))
        for record, kind, body in rows
    }


def content_of(connection: Connection, record: RecordId, number: int) -> Any:
    """What one version of a record holds; None where there is none of that number."""
    with database_problems():
        row = connection.execute(_BODY_OF, (record, number)).fetchone()
    return record_codec.decode(row[0], row[1]) if row else None


def versions(connection: Connection, reference: Reference) -> list[Stored[Any]]:
    """Every version of a record, oldest first."""
    with database_problems():
        rows = connection.execute(_VERSIONS, (reference.id,)).fetchall()
    return [stored(row, reference.compartment) for row in rows]


def about(
    connection: Connection, reference: Reference, kinds: Sequence[RecordKind] = ()
) -> list[Stored[Any]]:
    """Current versions of what hangs on a record, in the order of writing; only of ``kinds`` if any are given."""
    with database_problems():
        rows = connection.execute(_ABOUT, (reference.id,)).fetchall()
    wanted = {kind.value for kind in kinds}
    return [stored(row, reference.compartment) for row in rows if not wanted or row[1] in wanted]


def about_any(
    connection: Connection, compartment: Compartment, records: Sequence[RecordId], kinds: Sequence[RecordKind]
) -> list[Stored[Any]]:
    """Current versions of what of ``kinds`` hangs on any of some records, in the order of writing."""
    asked = (json.dumps(list(records)), json.dumps([kind.value for kind in kinds]))
    with database_problems():
        rows = connection.execute(_ABOUT_ANY, asked).fetchall()
    return [stored(row, compartment) for row in rows]


def of_kind(connection: Connection, compartment: Compartment, kind: RecordKind) -> list[Stored[Any]]:
    """Current versions of every record of a kind, in the order of writing."""
    with database_problems():
        rows = connection.execute(_OF_KIND, (kind.value,)).fetchall()
        return _stored_each(connection, rows, compartment)


def bodies_of_kind(connection: Connection, kind: RecordKind) -> list[tuple[RecordId, RecordId | None, str]]:
    """What :func:`of_kind` reads, as it is stored: id, what it hangs on, and the record for :func:`content_from`.

    Who wrote it and when stands in an event each, which take longer to read than all the records together.
    """
    newest: dict[str, Row] = {}
    with database_problems():
        for row in connection.execute(_BODIES_OF_KIND, (kind.value,)):
            known = newest.get(row[1])
            if known is None or known[0] < row[0]:
                newest[row[1]] = row
    return [
        (record_codec.record_id(record), record_codec.record_id(about_) if about_ is not None else None, body)
        for _, record, about_, body in sorted(newest.values(), key=lambda row: int(row[0]))
    ]


def standing(connection: Connection, kind: RecordKind) -> int:
    """How many records of a kind count as they stand now."""
    return sum(record_codec.stands(body) for _, _, body in bodies_of_kind(connection, kind))


def content_from(kind: RecordKind, body: str) -> Any:
    """The record that a stored text holds. Raises :class:`DatabaseDamaged` where it is not one."""
    return record_codec.decode(kind.value, body)


def contents_of_kind(connection: Connection, kind: RecordKind) -> list[tuple[RecordId, RecordId | None, Any]]:
    """What :func:`of_kind` reads, without who wrote it and when: id, what it hangs on, and content."""
    return [
        (record, about_, content_from(kind, body))
        for record, about_, body in bodies_of_kind(connection, kind)
    ]


def contents_about(
    connection: Connection, records: Sequence[RecordId], kinds: Sequence[RecordKind]
) -> dict[RecordId, list[Any]]:
    """What of ``kinds`` hangs on each of some records, in the order of writing, without who wrote it and when."""
    found = entries_about(connection, records, kinds)
    return {record: [content for _, content in entries] for record, entries in found.items()}


def entries_about(
    connection: Connection, records: Sequence[RecordId], kinds: Sequence[RecordKind]
) -> dict[RecordId, list[tuple[RecordId, Any]]]:
    """What :func:`contents_about` reads, each with its id."""
    asked = (json.dumps(list(records)), json.dumps([kind.value for kind in kinds]))
    newest: dict[str, Row] = {}
    with database_problems():
        for row in connection.execute(_CONTENTS_ABOUT, asked):
            known = newest.get(row[1])
            if known is None or known[0] < row[0]:
                newest[row[1]] = row
    found: dict[RecordId, list[tuple[RecordId, Any]]] = {}
    for _, entry, about_, kind, body in sorted(newest.values(), key=lambda row: int(row[0])):
        content = record_codec.decode(kind, body)
        found.setdefault(record_codec.record_id(about_), []).append((record_codec.record_id(entry), content))
    return found


def hanging_on(connection: Connection, reference: Reference) -> list[Stored[Any]]:
    """What :func:`about` reads of HANGS_ON_INCIDENT, each as :func:`unstamped`. What is kept of it: ``hanging``."""
    with database_problems():
        rows = connection.execute(_UNSTAMPED_ABOUT, (reference.id,)).fetchall()
    wanted = {kind.value for kind in HANGS_ON_INCIDENT}
    return [unstamped(reference.compartment, *row) for row in rows if row[1] in wanted]


def unstamped(
    compartment: Compartment, record: str, kind: str, number: int, about_: str | None, body: str
) -> Stored[Any]:
    """A version as far as lists and search look at it: who wrote it and when is the chain's business."""
    return Stored(
        reference=Reference(compartment, record_codec.record_id(record)),
        kind=RecordKind(kind),
        number=number,
        content=record_codec.decode(kind, body),
        about=about_,
        reason=None,
        recorded_at=_NO_TIME,
        recorded_by="",
        row=0,
        event=0,
    )


def with_entry(connection: Connection, kind: RecordKind, holding: str = "") -> list[RecordId]:
    """The records on which something of a kind hangs, any version of which has a text in it as it is stored."""
    with database_problems():
        rows = connection.execute(_WITH_ENTRY, (kind.value, holding)).fetchall()
    return [record_codec.record_id(row[0]) for row in rows]


def entered_by(connection: Connection, records: Sequence[RecordId], user: str) -> frozenset[RecordId]:
    """Which of some records say of themselves that this user entered them."""
    with database_problems():
        rows = connection.execute(_ENTERED_BY, (json.dumps(list(records)), user)).fetchall()
    return frozenset(record_codec.record_id(row[0]) for row in rows)


def all_of_kind(connection: Connection, compartment: Compartment, kind: RecordKind) -> list[Stored[Any]]:
    """Every version of every record of a kind, in the order of writing: for what was known at some time."""
    with database_problems():
        rows = connection.execute(_ALL_OF_KIND, (kind.value,)).fetchall()
        return _stored_each(connection, rows, compartment)


def state_of_kinds(connection: Connection, kinds: Sequence[RecordKind]) -> tuple[int, ...]:
    """Numbers that differ after any version of these kinds was written or removed: what was worked out then is old."""
    with database_problems():
        found = [connection.execute(_STATE_OF_KIND, (kind.value,)).fetchone() for kind in kinds]
    return tuple(int(number) for row in found if row is not None for number in row)


def of_event(connection: Connection, compartment: Compartment, number: int) -> list[Stored[Any]]:
    """The rows that event ``number`` wrote."""
    with database_problems():
        rows = connection.execute(_OF_EVENT, (number,)).fetchall()
        return _stored_each(connection, rows, compartment)


def by_case(connection: Connection, compartment: Compartment, year: int, serial: int) -> Stored[Any] | None:
    """The incident with a case number, whatever its letter: the caller has chosen the compartment by it."""
    with database_problems():
        row = connection.execute(_BY_CASE, (year, serial)).fetchone()
    return stored(row, compartment) if row else None


def beginning_with(
    connection: Connection, compartment: Compartment, kind: RecordKind, digits: str
) -> list[Stored[Any]]:
    """Records of a kind whose id begins with some hexadecimal digits, in the order of writing."""
    with database_problems():
        rows = connection.execute(_BEGINNING_WITH, (kind.value, digits, digits)).fetchall()
        return [stored(row, compartment) for row in rows]


def ids_of_kind(connection: Connection, kind: RecordKind) -> list[RecordId]:
    """The ids alone of every record of a kind."""
    with database_problems():
        return [record_codec.record_id(one) for (one,) in connection.execute(_IDS_OF_KIND, (kind.value,))]


def last_serial(connection: Connection, year: int) -> int:
    """The highest case serial used in ``year``; 0 when none."""
    with database_problems():
        found = connection.execute(_LAST_SERIAL, (year,)).fetchone()
    return int(found[0]) if found else 0


def line(connection: Connection, record: RecordId) -> tuple[RecordKind, Line] | None:
    """The list line of one record."""
    with database_problems():
        row = connection.execute(_LINE, (record,)).fetchone()
    if row is None:
        return None
    kind = RecordKind(row[0])
    return kind, record_codec.decode_line(kind, row[1])


def left_before(connection: Connection, day: date) -> frozenset[RecordId]:
    """Everybody on the register whose line says that their last post, or their time on roll, ended before a day."""
    with database_problems():
        rows = connection.execute(_LEAVERS).fetchall()
    lines = ((record, record_codec.decode_line(RecordKind.PERSON, line)) for record, line in rows)
    return frozenset(
        record_codec.record_id(record)
        for record, line in lines
        if isinstance(line, PersonLine) and line.left is not None and line.left < day
    )


def linked_to(
    connection: Connection, target: RecordId, merged: Sequence[RecordId] = ()
) -> list[tuple[RecordId, str]]:
    """Records that name ``target``, or an entry merged into it, each with the role it has there.

    Outside the daily log nothing says who was merged: whoever asks there gives ``merged``.
    """
    with database_problems():
        rows = connection.execute(_LINKED, (target, json.dumps(list(merged)))).fetchall()
    return [(record_codec.record_id(record), str(role)) for record, role in rows]


def named_targets(connection: Connection) -> frozenset[str]:
    """Everybody whom any record names, in whatever role."""
    with database_problems():
        return frozenset(str(target) for (target,) in connection.execute(_NAMED))


def events(connection: Connection, *, newest: int, oldest: int = 1, limit: int = 500) -> list[LoggedEvent]:
    """Events from ``newest`` down to ``oldest``, newest first."""
    with database_problems():
        rows = connection.execute(_EVENTS, (newest, oldest, limit)).fetchall()
    return [LoggedEvent(_event(number, payload), bool(signed)) for number, payload, signed in rows]


def events_of(connection: Connection, record: RecordId) -> list[LoggedEvent]:
    """Every event about one record, oldest first."""
    with database_problems():
        rows = connection.execute(_EVENTS_OF_RECORD, (record,)).fetchall()
    return [LoggedEvent(_event(number, payload), bool(signed)) for number, payload, signed in rows]


def events_of_kind(
    connection: Connection, kind: EventKind, *, after: int = 0, actor: str | None = None
) -> list[Event]:
    """Every event of a kind with a number above ``after``, of one actor or of everybody, oldest first."""
    with database_problems():
        rows = connection.execute(_EVENTS_OF_KIND, (kind.value, after, actor, actor)).fetchall()
    return [_event(number, payload) for number, payload in rows]


def events_of_kinds(connection: Connection, kinds: tuple[EventKind, ...]) -> list[Event]:
    """Every event of some kinds, oldest first."""
    found = [event for kind in kinds for event in events_of_kind(connection, kind)]
    return sorted(found, key=lambda event: event.number)


def events_with_fact(connection: Connection, kind: EventKind, fact: str) -> list[Event]:
    """Every event of a kind that has a certain fact, oldest first."""
    with database_problems():
        rows = connection.execute(_EVENTS_WITH_FACT, (kind.value, f"$.facts.{fact}")).fetchall()
    return [_event(number, payload) for number, payload in rows]


def events_with_clock_back(connection: Connection) -> list[Event]:
    """Every event before which the clock had gone back, oldest first."""
    with database_problems():
        rows = connection.execute(_CLOCK_BACK).fetchall()
    return [_event(number, payload) for number, payload in rows]


def unlocks_of(connection: Connection, user: str, limit: int) -> list[Event]:
    """The newest unlocks of one user, newest first."""
    with database_problems():
        rows = connection.execute(_UNLOCKS, (user, limit)).fetchall()
    return [_event(number, payload) for number, payload in rows]


def newest_of_kinds(
    connection: Connection, kinds: Sequence[str], after: int, limit: int
) -> list[LoggedEvent]:
    """The newest events of some kinds after event ``after``, newest first."""
    with database_problems():
        rows = connection.execute(_OF_KINDS, (after, json.dumps(list(kinds)), limit)).fetchall()
    return [LoggedEvent(_event(number, payload), bool(signed)) for number, payload, signed in rows]


def event_numbered(connection: Connection, number: int) -> Event | None:
    """One event, or None where there is none of that number."""
    with database_problems():
        found = connection.execute(_EVENT, (number,)).fetchone()
    return _event(number, found[0]) if found else None


def _event(number: object, payload: str) -> Event:
    try:
        return event_from(int(str(number)), payload)
    except (ValueError, RecursionError):
        raise DatabaseDamaged from None


def last_time_of(connection: Connection, kind: str) -> datetime | None:
    """When the newest event of a kind happened."""
    with database_problems():
        found = connection.execute(_LAST_OF_KIND, (kind,)).fetchone()
    return _moment(found[0]) if found else None


def _stored_each(connection: Connection, rows: Sequence[Row], compartment: Compartment) -> list[Stored[Any]]:
    """Versions from their bare columns: each event is read once, however many rows it wrote."""
    stamps: dict[int, tuple[str, str]] = {}
    for row in rows:
        if row[7] not in stamps:
            payload = connection.execute(_EVENT, (row[7],)).fetchone()
            stamps[row[7]] = record_codec.stamp_of(payload[0] if payload else "")
    return [_stored(row, stamps[row[7]], compartment) for row in rows]


def stored(row: Row, compartment: Compartment) -> Stored[Any]:
    """A version from its columns."""
    return _stored(row[:8], record_codec.stamp_of(row[8]), compartment)


def _stored(row: Row, stamp: tuple[str, str], compartment: Compartment) -> Stored[Any]:
    number, kind, record, version, about_, body, reason, event = row
    at, actor = stamp
    return Stored(
        reference=Reference(compartment, record_codec.record_id(record)),
        kind=RecordKind(kind),
        number=int(version),
        content=record_codec.decode(kind, body),
        about=about_,
        reason=reason,
        recorded_at=_moment(at),
        recorded_by=actor,
        row=int(number),
        event=int(event),
    )


def _moment(text: object) -> datetime:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        raise DatabaseDamaged from None
