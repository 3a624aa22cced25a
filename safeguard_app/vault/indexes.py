"""Lists, links and search text: derived from current versions, rebuilt as they are written, checked by verify."""

from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.index_lines import IndexEntry, declaration_index, incident_index, person_index
from safeguard_app.domain.records import HANGS_ON_INCIDENT, RecordKind, Stored
from safeguard_app.vault import reading, record_codec
from safeguard_app.vault.database import Connection, database_problems
from safeguard_app.vault.problems import DatabaseDamaged

INDEXED = (RecordKind.INCIDENT, RecordKind.PERSON, RecordKind.DECLARATION)

_DROP_SUMMARY = "DELETE FROM summary WHERE record = ?"
_DROP_LINKS = "DELETE FROM link WHERE record = ?"
_DROP_SEARCHED = "DELETE FROM searched WHERE record = ?"
_DROP_SEARCH = "DELETE FROM search WHERE rowid = ?"
_SEARCHED_ROW = "SELECT row FROM searched WHERE record = ?"
_NEXT_SEARCH_ROW = "SELECT coalesce(max(row), 0) + 1 FROM searched"
_PUT_SUMMARY = "INSERT INTO summary (record, kind, state, sort, line) VALUES (?, ?, ?, ?, ?)"
_PUT_LINK = "INSERT INTO link (record, target, role) VALUES (?, ?, ?)"
_PUT_SEARCHED = "INSERT INTO searched (record, row) VALUES (?, ?)"
_PUT_SEARCH = "INSERT INTO search (rowid, text) VALUES (?, ?)"
_GET_SUMMARY = "SELECT state, sort, line FROM summary WHERE record = ?"
_GET_LINKS = "SELECT target, role FROM link WHERE record = ? ORDER BY target, role"
_GET_TEXT = (
    "SELECT search.text FROM searched JOIN search ON search.rowid = searched.row WHERE searched.record = ?"
)
_ALL_OF_KIND = "SELECT DISTINCT record FROM version WHERE kind = ?"
_STRAYS = """
SELECT record FROM (SELECT record FROM summary UNION SELECT record FROM link UNION SELECT record FROM searched)
EXCEPT SELECT record FROM version
"""
_STRAY_TEXTS = "SELECT count(*) FROM search WHERE rowid NOT IN (SELECT row FROM searched)"
_MERGE_SEARCH = "INSERT INTO search (search) VALUES ('optimize')"
_CHECK_SEARCH = "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)"


def entry_for(connection: Connection, compartment: Compartment, record: RecordId) -> IndexEntry | None:
    """What the index should hold of a record, derived afresh. None for one entered in error or re-filed."""
    stored = reading.current(connection, Reference(compartment, record))
    if stored is None:
        return None
    return _derived(connection, stored)


def _derived(connection: Connection, stored: Stored[object]) -> IndexEntry | None:
    content = stored.content
    match stored.kind:
        case RecordKind.INCIDENT:
            entries = reading.about(connection, stored.reference, tuple(HANGS_ON_INCIDENT))
            return incident_index(content, entries)  # type: ignore[arg-type]  # the kind says the type
        case RecordKind.PERSON:
            return person_index(content)  # type: ignore[arg-type]
        case RecordKind.DECLARATION:
            return declaration_index(content)  # type: ignore[arg-type]
        case _:
            return None


def reindex(connection: Connection, compartment: Compartment, record: RecordId) -> None:
    """Bring list, links and search text of one record up to its current version, inside the caller's transaction."""
    entry = entry_for(connection, compartment, record)
    _forget(connection, record)
    if entry is None:
        return
    kind = _kind_of(connection, record)
    connection.execute(_PUT_SUMMARY, (record, kind, entry.state, entry.sort, record_codec.encode(entry.line)))
    connection.executemany(_PUT_LINK, [(record, target, role) for target, role in entry.links])
    (row,) = connection.execute(_NEXT_SEARCH_ROW).fetchone() or (1,)
    connection.execute(_PUT_SEARCHED, (record, row))
    connection.execute(_PUT_SEARCH, (row, entry.text))


def leave_no_trace(connection: Connection) -> None:
    """Drop what the full-text index still holds of texts that are gone: after rows of a record were removed.

    It only marks a replaced text as gone, and drops it at some later merge. Where the replaced version stays on file
    that tells nothing new; a record that was filed elsewhere must not be found here by anybody's own tools.
    """
    connection.execute(_MERGE_SEARCH)


def _kind_of(connection: Connection, record: RecordId) -> str:
    found = connection.execute("SELECT kind FROM version WHERE record = ? LIMIT 1", (record,)).fetchone()
    return str(found[0]) if found else ""


def _forget(connection: Connection, record: RecordId) -> None:
    found = connection.execute(_SEARCHED_ROW, (record,)).fetchone()
    if found is not None:
        connection.execute(_DROP_SEARCH, (found[0],))
        connection.execute(_DROP_SEARCHED, (record,))
    connection.execute(_DROP_SUMMARY, (record,))
    connection.execute(_DROP_LINKS, (record,))


def differing(connection: Connection, compartment: Compartment) -> list[RecordId]:
    """Records whose list row, links or search text differ from what their current version says."""
    found = [record_codec.record_id(record) for (record,) in connection.execute(_STRAYS).fetchall()]
    for kind in INDEXED:
        for (record,) in connection.execute(_ALL_OF_KIND, (kind,)).fetchall():
            if not _matches(connection, compartment, record_codec.record_id(record)):
                found.append(record_codec.record_id(record))
    return found


def search_is_sound(connection: Connection) -> bool:
    """Whether the full-text index agrees with the texts it holds, and holds none that no record has."""
    try:
        with database_problems():
            connection.execute(_CHECK_SEARCH)
            strays = connection.execute(_STRAY_TEXTS).fetchone()
    except DatabaseDamaged:
        return False
    return strays == (0,)


def _matches(connection: Connection, compartment: Compartment, record: RecordId) -> bool:
    entry = entry_for(connection, compartment, record)
    summary = connection.execute(_GET_SUMMARY, (record,)).fetchone()
    links = [
        (str(target), str(role)) for target, role in connection.execute(_GET_LINKS, (record,)).fetchall()
    ]
    text = connection.execute(_GET_TEXT, (record,)).fetchone()
    if entry is None:
        return summary is None and not links and text is None
    return (
        summary == (entry.state, entry.sort, record_codec.encode(entry.line))
        and links == sorted(entry.links)
        and text == (entry.text,)
    )
