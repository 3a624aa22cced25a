"""Whether lists, links and search text are what the current versions say: every record, worked out afresh.

Each table is read once from end to end, because asking for one record after another takes ten times as long.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from safeguard_app.domain.identifiers import Compartment, RecordId
from safeguard_app.domain.index_lines import IndexEntry
from safeguard_app.domain.records import HANGS_ON_INCIDENT, RecordKind, Stored
from safeguard_app.vault import record_codec
from safeguard_app.vault.database import Connection, Row, database_problems, go_on
from safeguard_app.vault.indexes import INDEXED, derived
from safeguard_app.vault.problems import DatabaseDamaged
from safeguard_app.vault.reading import unstamped

_VERSIONS = "SELECT record, kind, number, about, body FROM version ORDER BY row"
_SUMMARIES = "SELECT record, state, sort, line FROM summary"
_LINKS = "SELECT record, target, role FROM link"
_TEXTS = "SELECT searched.record, search.text FROM search JOIN searched ON searched.row = search.rowid"
_SEARCHED = "SELECT record FROM searched"
_STRAY_TEXTS = "SELECT count(*) FROM search WHERE rowid NOT IN (SELECT row FROM searched)"
_CHECK_SEARCH = "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)"
_RECORDS_AT_ONCE = 100
_ROWS_AT_ONCE = 2_000
_INDEXED = frozenset(kind.value for kind in INDEXED)
_HANGING = frozenset(kind.value for kind in HANGS_ON_INCIDENT)


@dataclass(slots=True)
class _Stand:
    """What stands in the database: newest versions, what hangs on each record, and the three tables of the index."""

    newest: dict[str, Row] = field(default_factory=dict)
    hanging: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    summaries: Mapping[str, Row] = field(default_factory=dict)
    links: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    texts: Mapping[str, str] = field(default_factory=dict)
    searched: frozenset[str] = frozenset()


def differing(
    connection: Connection, compartment: Compartment, pause: Callable[[], None] = go_on
) -> list[RecordId]:
    """Records whose list row, links or search text differ from what their current version says.

    Where others wrote in a ``pause``, what they wrote may be among them: then look again without.
    """
    stand = _read(connection, pause)
    found = {*stand.summaries, *stand.links, *stand.searched} - stand.newest.keys()
    for place, (record, version) in enumerate(stand.newest.items()):
        if place % _RECORDS_AT_ONCE == 0:
            pause()
        if version[1] in _INDEXED and not _agrees(stand, compartment, record, version):
            found.add(record)
    return sorted(record_codec.record_id(record) for record in found)


def search_is_sound(connection: Connection) -> bool:
    """Whether the full-text index agrees with the texts it holds, and holds none that no record has."""
    try:
        with database_problems():
            connection.execute(_CHECK_SEARCH)
            strays = connection.execute(_STRAY_TEXTS).fetchone()
    except DatabaseDamaged:
        return False
    return strays == (0,)


def _read(connection: Connection, pause: Callable[[], None]) -> _Stand:
    stand = _Stand()
    with database_problems():
        for place, row in enumerate(connection.execute(_VERSIONS)):
            if place % _ROWS_AT_ONCE == 0:
                pause()
            record, number = row[0], row[2]
            earlier = stand.newest.pop(record, None)  # so that the order is that of the newest rows
            stand.newest[record] = row if earlier is None or number > earlier[2] else earlier
        pause()
        stand.summaries = {row[0]: row[1:] for row in connection.execute(_SUMMARIES)}
        pause()
        for record, target, role in connection.execute(_LINKS):
            stand.links[record].append((target, role))
        pause()
        stand.texts = {str(record): str(text) for record, text in connection.execute(_TEXTS)}
        stand.searched = frozenset(record for (record,) in connection.execute(_SEARCHED))
    for record, (_, kind, _, about, _) in stand.newest.items():
        if about is not None and kind in _HANGING:
            stand.hanging[about].append(record)
    return stand


def _agrees(stand: _Stand, compartment: Compartment, record: str, version: Row) -> bool:
    expected = _expected(stand, compartment, record, version)
    if expected is None:
        return record not in stand.summaries and record not in stand.links and record not in stand.searched
    line = (expected.state, expected.sort, record_codec.encode(expected.line))
    return (
        stand.summaries.get(record) == line
        and sorted(stand.links.get(record, ())) == sorted(expected.links)
        and stand.texts.get(record) == expected.text
    )


def _expected(stand: _Stand, compartment: Compartment, record: str, version: Row) -> IndexEntry | None:
    def hanging() -> list[Stored[object]]:
        entries = (stand.newest[one] for one in stand.hanging.get(record, ()))
        return [unstamped(compartment, *entry) for entry in entries]

    return derived(RecordKind(version[1]), record_codec.decode(version[1], version[4]), hanging)
