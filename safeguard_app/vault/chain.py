"""The audit chain of one compartment: appending to it, and checking all of it.

A check recomputes every event's hash from the one before, and every live row's digest from what stands in the row, so
that a row edited, added or removed behind the program's back is named.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from safeguard_app.domain.audit_trail import (
    ChainHead,
    Event,
    chained,
    event_from,
    genesis,
    payload_of,
    row_digest,
)
from safeguard_app.vault.database import Connection, database_problems

INSERT = "INSERT INTO event (number, payload, hash, signature) VALUES (?, ?, ?, ?)"
_ALL = "SELECT number, payload, hash FROM event ORDER BY number"
_ROWS = "SELECT row, kind, record, number, about, body, reason, salt, event FROM version ORDER BY row"
_TOMBSTONES = "SELECT row, event FROM tombstone"
_HEAD = "SELECT number, hash FROM event ORDER BY number DESC LIMIT 1"
_AT = "SELECT hash FROM event WHERE number = ?"
_LAST_AT = "SELECT payload ->> '$.at' FROM event ORDER BY number DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class ChainFinding:
    """Something that does not add up: the first event it concerns, the record where one is known, and a code.

    Codes: ``event_missing``, ``event_altered``, ``row_altered``, ``row_added``, ``row_removed``, ``head_missing``.
    """

    code: str
    event: int
    record: str | None = None


def head_of(connection: Connection, vault_id: str, compartment: str) -> ChainHead:
    """The newest event's number and hash; number 0 before the first."""
    with database_problems():
        newest = connection.execute(_HEAD).fetchone()
    if newest is None:
        return ChainHead(0, genesis(vault_id, compartment))
    return ChainHead(int(newest[0]), bytes(newest[1]))


def hash_at(connection: Connection, number: int) -> bytes | None:
    """The stored hash of event ``number``."""
    with database_problems():
        found = connection.execute(_AT, (number,)).fetchone()
    return bytes(found[0]) if found else None


def last_time(connection: Connection) -> str | None:
    """When the newest event says it happened, ISO 8601 with offset."""
    with database_problems():
        found = connection.execute(_LAST_AT).fetchone()
    return str(found[0]) if found else None


def append(
    connection: Connection, head: ChainHead, event: Event, signer: Callable[[bytes], str] | None
) -> ChainHead:
    """Insert ``event`` after ``head``, inside the caller's transaction, signed where a signer is given."""
    payload = payload_of(event)
    digest = chained(head.hash, event.number, payload)
    signature = signer(digest) if signer is not None else None
    connection.execute(INSERT, (event.number, payload, digest, signature))
    return ChainHead(event.number, digest)


def verify_events(connection: Connection, vault_id: str, compartment: str) -> list[ChainFinding]:
    """Recompute every hash. 100,000 events take about a third of a second, so every unlock does it."""
    previous, expected = genesis(vault_id, compartment), 1
    with database_problems():
        for number, payload, stored in connection.execute(_ALL):
            if number != expected:
                return [ChainFinding("event_missing", expected)]
            computed = hashlib.sha256(previous + number.to_bytes(8, "big") + payload.encode()).digest()
            if computed != stored:
                return [ChainFinding("event_altered", number)]
            previous, expected = computed, expected + 1
    return []


def verify_rows(connection: Connection) -> Iterator[int | ChainFinding]:
    """Compare every live row with the digest its event sealed. Yields a count now and then, and each finding."""
    sealed = _sealed_rows(connection)
    with database_problems():
        disposed = {int(row): int(event) for row, event in connection.execute(_TOMBSTONES)}
        for done, columns in enumerate(connection.execute(_ROWS), start=1):
            row, kind, record, number, about, body, reason, salt, event = columns
            expected = sealed.pop(int(row), None)
            digest = row_digest(bytes(salt), (row, kind, record, number, about, body, reason, event))
            if expected is None:
                yield ChainFinding("row_added", int(event), str(record))
            elif expected[1] != digest or expected[0] != event:
                yield ChainFinding("row_altered", int(event), str(record))
            if done % 500 == 0:
                yield done
    for row, (event, _) in sorted(sealed.items()):
        if row not in disposed:
            yield ChainFinding("row_removed", event)


def _sealed_rows(connection: Connection) -> dict[int, tuple[int, str]]:
    sealed: dict[int, tuple[int, str]] = {}
    with database_problems():
        for number, payload, _ in connection.execute(_ALL):
            if '"rows"' in payload:
                for row, digest in json.loads(payload)["rows"]:
                    sealed[int(row)] = (int(number), str(digest))
    return sealed


def events_from_rows(rows: list[tuple[object, ...]]) -> list[Event]:
    """Events from (number, payload) rows."""
    return [event_from(int(str(number)), str(payload)) for number, payload in rows]
