"""The audit chain of one compartment: appending to it, and checking all of it.

A check recomputes every event's hash from the one before, and every live row's digest from what stands in the row, so
that a row edited, added or removed behind the program's back is named.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from safeguard_app.domain.audit_trail import (
    COMPUTER,
    ChainHead,
    Event,
    EventKind,
    chained,
    event_from,
    genesis,
    payload_of,
    row_digest,
)
from safeguard_app.vault.database import Connection, database_problems, go_on
from safeguard_app.vault.keys.identities import signature_holds

INSERT = "INSERT INTO event (number, payload, hash, signature) VALUES (?, ?, ?, ?)"
_ALL = "SELECT number, payload, hash FROM event ORDER BY number"
_AS_BYTES = "SELECT number, CAST(payload AS BLOB), hash FROM event ORDER BY number"
_ROWS = """
SELECT row, kind, record, number, about, body, reason, salt, event FROM version WHERE row <= ? ORDER BY row
"""
_LAST_ROW = """
SELECT max(coalesce((SELECT max(row) FROM version), 0), coalesce((SELECT max(row) FROM tombstone), 0))
"""
_TOMBSTONES = "SELECT row, event FROM tombstone"
HEAD = "SELECT number, hash FROM event ORDER BY number DESC LIMIT 1"
_AT = "SELECT hash FROM event WHERE number = ?"
_SIGNATURES = "SELECT number, payload, hash, signature FROM event ORDER BY number"
_LAST_AT = """
SELECT CASE WHEN json_valid(payload) THEN payload ->> '$.at' END FROM event ORDER BY number DESC LIMIT 1
"""

_EVENTS_AT_ONCE = 2_000
_SIGNATURES_AT_ONCE = 200
_ROWS_AT_ONCE = 250
Pause = Callable[[], None]
"""Called between two steps of a check, in which others may write."""


@dataclass(frozen=True, slots=True)
class ChainFinding:
    """Something that does not add up: the first event it concerns, the record where one is known, and a code.

    Codes: ``event_missing``, ``event_altered``, ``row_altered``, ``row_added``, ``row_removed``, ``row_returned``,
    ``tombstone_false``, ``signature_missing``, ``signature_false``.
    """

    code: str
    event: int
    record: str | None = None


def head_of(connection: Connection, vault_id: str, compartment: str) -> ChainHead:
    """The newest event's number and hash; number 0 before the first."""
    with database_problems():
        newest = connection.execute(HEAD).fetchone()
    if newest is None:
        return ChainHead(0, genesis(vault_id, compartment))
    return ChainHead(int(newest[0]), bytes(newest[1]))


def hash_at(connection: Connection, number: int) -> bytes | None:
    """The stored hash of event ``number``."""
    with database_problems():
        found = connection.execute(_AT, (number,)).fetchone()
    return bytes(found[0]) if found else None


def last_time(connection: Connection) -> datetime | None:
    """When the newest event says it happened; None where there is none, or it says nothing that can be read."""
    with database_problems():
        found = connection.execute(_LAST_AT).fetchone()
    try:
        return datetime.fromisoformat(str(found[0])) if found else None
    except ValueError:
        return None  # a broken chain is said at unlock; writing goes on


def append(
    connection: Connection, head: ChainHead, event: Event, signer: Callable[[bytes], str] | None
) -> ChainHead:
    """Insert ``event`` after ``head``, inside the caller's transaction, signed where a signer is given."""
    payload = payload_of(event)
    digest = chained(head.hash, event.number, payload)
    signature = signer(digest) if signer is not None else None
    connection.execute(INSERT, (event.number, payload, digest, signature))
    return ChainHead(event.number, digest)


def verify_events(
    connection: Connection, vault_id: str, compartment: str, pause: Pause = go_on
) -> list[ChainFinding]:
    """Recompute every hash, as :func:`chained` makes it but in line: this runs for every event at every unlock.

    100,000 events take about a third of a second.
    """
    sha256 = hashlib.sha256
    previous, expected = genesis(vault_id, compartment), 1
    with database_problems():
        for number, payload, stored in connection.execute(_AS_BYTES):
            if number != expected:
                return [ChainFinding("event_missing", expected)]
            computed = sha256(previous + number.to_bytes(8, "big") + payload).digest()
            if computed != stored:
                return [ChainFinding("event_altered", number)]
            previous, expected = computed, expected + 1
            if number % _EVENTS_AT_ONCE == 0:
                pause()
    return []


def verify_signatures(
    connection: Connection, known: Mapping[str, frozenset[str]], pause: Pause = go_on
) -> list[ChainFinding]:
    """Check every signature against the verifying keys that ``known`` gives for its actor, former ones included.

    Kinds that carry a signature have to have one: an insider who rewrites the chain cannot sign for the others.
    """
    everybody = frozenset(key for keys in known.values() for key in keys)
    found = []
    with database_problems():
        for number, payload, digest, signature in connection.execute(_SIGNATURES):
            if number % _SIGNATURES_AT_ONCE == 0:
                pause()
            event = _event_or_none(int(number), payload)
            if event is None:
                continue  # reported by verify_events
            if signature is None:
                if _has_to_be_signed(event):
                    found.append(ChainFinding("signature_missing", event.number, event.record))
                continue
            keys = everybody if event.actor == COMPUTER else known.get(event.actor, frozenset())
            if not _signed_by_one_of(keys, bytes(digest), str(signature)):
                found.append(ChainFinding("signature_false", event.number, event.record))
    return found


SIGNED_KINDS = frozenset(
    {
        EventKind.UNLOCKED,
        EventKind.LOCKED,
        EventKind.USER_ADDED,
        EventKind.USER_REMOVED,
        EventKind.PASSPHRASE_CHANGED,
        EventKind.RECOVERED,
        EventKind.RECOVERY_REPLACED,
        EventKind.RECOVERY_TAKEN_OVER,
        EventKind.OLDER_COPY_ACCEPTED,
        EventKind.POLICE_DIRECTED,
        EventKind.EVIDENCE_REMOVED,
        EventKind.EVIDENCE_RELEASED,
    }
)
_ON_SCREEN = "on_screen"
_BY_PASSPHRASE = "passphrase"  # noqa: S105 - how a check was made


def _has_to_be_signed(event: Event) -> bool:
    """An acknowledgement on screen is signed; one entered from a signed sheet of paper is not. So are checks."""
    return (
        event.kind in SIGNED_KINDS
        or (event.kind is EventKind.ACKNOWLEDGED and event.facts.get("how") == _ON_SCREEN)
        or (event.kind is EventKind.SHARING_CHECKED and event.facts.get("check") == _BY_PASSPHRASE)
    )


def _signed_by_one_of(keys: frozenset[str], digest: bytes, signature: str) -> bool:
    for key in keys:
        try:
            signature_holds(key, digest, signature)
        except ValueError:
            continue
        return True
    return False


def _event_or_none(number: int, payload: str) -> Event | None:
    try:
        return event_from(number, payload)
    except (ValueError, RecursionError):
        return None


def verify_rows(connection: Connection, pause: Pause = go_on) -> Iterator[int | ChainFinding]:
    """Compare every live row with the digest its event sealed. Yields a count now and then, and each finding.

    A sealed row may be gone only where an event of the chain says it was buried, and has to be gone then. Rows that
    others add in a ``pause`` are left to the next check; none may be buried meanwhile.
    """
    with database_problems():
        last = int((connection.execute(_LAST_ROW).fetchone() or (0,))[0])
    sealed, buried = _sealed_rows(connection, last, pause)
    with database_problems():
        graves = {int(row): int(event) for row, event in connection.execute(_TOMBSTONES)}
        for done, columns in enumerate(connection.execute(_ROWS, (last,)), start=1):
            row, kind, record, number, about, body, reason, salt, event = columns
            expected = sealed.pop(int(row), None)
            digest = row_digest(bytes(salt), (row, kind, record, number, about, body, reason, event))
            if expected is None:
                yield ChainFinding("row_added", int(event), str(record))
            elif expected != (event, digest):
                yield ChainFinding("row_altered", int(event), str(record))
            elif row in buried:
                yield ChainFinding("row_returned", buried[row], str(record))
            if done % _ROWS_AT_ONCE == 0:
                pause()
                yield done
    for row, (event, _) in sorted(sealed.items()):
        if row not in buried:
            yield ChainFinding("row_removed", event)
    for row, event in sorted(graves.items()):
        if buried.get(row) != event:
            yield ChainFinding("tombstone_false", event)


def _sealed_rows(
    connection: Connection, last: int, pause: Pause
) -> tuple[dict[int, tuple[int, str]], dict[int, int]]:
    """What the chain says of rows up to ``last``: which event wrote each, and its digest; and which buried each."""
    sealed: dict[int, tuple[int, str]] = {}
    buried: dict[int, int] = {}
    with database_problems():
        for number, payload, _ in connection.execute(_ALL):
            if '"rows"' not in payload and '"buried"' not in payload:
                continue
            event = _event_or_none(int(number), payload)
            if event is None:
                continue  # reported by verify_events
            if number % _SIGNATURES_AT_ONCE == 0:
                pause()
            for seal in event.rows:
                if seal.row > last:
                    continue
                sealed[seal.row] = (event.number, seal.digest)
            for row in event.buried:
                buried[row] = event.number
    return sealed, buried


def events_from_rows(rows: list[tuple[object, ...]]) -> list[Event]:
    """Events from (number, payload) rows."""
    return [event_from(int(str(number)), str(payload)) for number, payload in rows]
