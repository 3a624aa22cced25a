"""Lists, links and search text: derived from current versions, rebuilt as they are written, checked by verify."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.index_lines import (
    IndexEntry,
    declaration_index,
    identification_index,
    incident_index,
    logbook_index,
    person_index,
    person_note_index,
)
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.vault import reading, record_codec
from safeguard_app.vault.database import Connection

INDEXED = (
    RecordKind.INCIDENT,
    RecordKind.PERSON,
    RecordKind.DECLARATION,
    RecordKind.LOGBOOK_ENTRY,
    RecordKind.PERSON_NOTE,
    RecordKind.IDENTIFICATION,
)

_DROP_SUMMARY = "DELETE FROM summary WHERE record = ?"
_DROP_LINKS = "DELETE FROM link WHERE record = ?"
_DROP_SEARCHED = "DELETE FROM searched WHERE record = ?"
_DROP_SEARCH = "DELETE FROM search WHERE rowid = ?"
_SEARCHED_ROW = "SELECT row FROM searched WHERE record = ?"
_NEXT_SEARCH_ROW = "SELECT coalesce(max(row), 0) + 1 FROM searched"
_LINKS = "SELECT target, role FROM link WHERE record = ?"
_PUT_SUMMARY = """
INSERT INTO summary (record, kind, state, sort, line) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (record) DO UPDATE SET state = excluded.state, sort = excluded.sort, line = excluded.line
"""
_PUT_LINK = "INSERT INTO link (record, target, role) VALUES (?, ?, ?)"
_PUT_SEARCHED = "INSERT INTO searched (record, row) VALUES (?, ?)"
_PUT_SEARCH = "INSERT INTO search (rowid, text) VALUES (?, ?)"
_MERGE_SEARCH = "INSERT INTO search (search) VALUES ('optimize')"


def entry_for(connection: Connection, compartment: Compartment, record: RecordId) -> IndexEntry | None:
    """What the index should hold of a record, derived afresh. None for one entered in error or re-filed."""
    found = reading.newest_content(connection, record)
    hanging = partial(reading.hanging_on, connection, Reference(compartment, record))
    return derived(*found, hanging) if found is not None else None


def derived(
    kind: RecordKind, content: Any, entries: Callable[[], Sequence[Stored[object]]]
) -> IndexEntry | None:
    """The index entry of a record's content; ``entries`` gives what hangs on it, where it is an incident."""
    match kind:
        case RecordKind.INCIDENT:
            return incident_index(content, entries())
        case RecordKind.PERSON:
            return person_index(content)
        case RecordKind.DECLARATION:
            return declaration_index(content)
        case RecordKind.LOGBOOK_ENTRY:
            return logbook_index(content)
        case RecordKind.PERSON_NOTE:
            return person_note_index(content)
        case RecordKind.IDENTIFICATION:
            return identification_index(content)
        case _:
            return None


def reindex(
    connection: Connection,
    record: RecordId,
    hanging: Callable[[], Sequence[Stored[object]]],
    put: tuple[RecordKind, str] | None = None,
    *,
    is_new: bool = False,
) -> None:
    """Bring list, links and search text of one record up to its current version, inside the caller's transaction.

    ``hanging`` gives what hangs on it, where it is an incident. ``put`` is that version as it was just written;
    without, it is read. Of one that ``is_new`` nothing stands there yet, and nothing is looked for: people come by the
    thousand.
    """
    found = (
        reading.newest_content(connection, record)
        if put is None
        else (put[0], record_codec.decode(put[0].value, put[1]))
    )
    entry = derived(*found, hanging) if found is not None else None
    if found is None or entry is None:
        _forget(connection, record)
        return
    line = record_codec.encode(entry.line)
    connection.execute(_PUT_SUMMARY, (record, found[0].value, entry.state, entry.sort, line))
    if is_new:
        _link(connection, record, entry.links)
    else:
        _relink(connection, record, entry.links)
        _forget_text(connection, record)
    (row,) = connection.execute(_NEXT_SEARCH_ROW).fetchone() or (1,)
    connection.execute(_PUT_SEARCHED, (record, row))
    connection.execute(_PUT_SEARCH, (row, entry.text))


def _relink(connection: Connection, record: RecordId, links: Sequence[tuple[str, str]]) -> None:
    """Links hardly ever change, and leaving them be spares two trees of the database their pages."""
    if set(connection.execute(_LINKS, (record,)).fetchall()) != set(links):
        connection.execute(_DROP_LINKS, (record,))
        _link(connection, record, links)


def _link(connection: Connection, record: RecordId, links: Sequence[tuple[str, str]]) -> None:
    if links:
        connection.executemany(_PUT_LINK, [(record, target, role) for target, role in links])


def leave_no_trace(connection: Connection) -> None:
    """Drop what the full-text index still holds of texts that are gone: after rows of a record were removed.

    It only marks a replaced text as gone, and drops it at some later merge. Where the replaced version stays on file
    that tells nothing new; a record that was filed elsewhere must not be found here by anybody's own tools.
    """
    connection.execute(_MERGE_SEARCH)


def _forget(connection: Connection, record: RecordId) -> None:
    _forget_text(connection, record)
    connection.execute(_DROP_SUMMARY, (record,))
    connection.execute(_DROP_LINKS, (record,))


def _forget_text(connection: Connection, record: RecordId) -> None:
    found = connection.execute(_SEARCHED_ROW, (record,)).fetchone()
    if found is not None:
        connection.execute(_DROP_SEARCH, (found[0],))
        connection.execute(_DROP_SEARCHED, (record,))
