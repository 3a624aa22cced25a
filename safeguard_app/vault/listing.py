"""What lists show of every record, kept in memory while its compartment is open and brought up to date by each commit.

Out of an encrypted database ten thousand lines in sort order take half a second, the whole table in one go a fiftieth
of that: so the table is read once, lines are decoded when they are first asked for, and after a commit only the lines
of the records it touched are read again. Lines of closed incidents, by far the most, are read when a list first
shows closed ones. Today, which is shown first of all, asks for open incidents and for numbers alone: until the whole
table is read those come by its index. Nothing here outlives the lock, which ends the process.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.index_lines import Line
from safeguard_app.domain.records import RecordKind
from safeguard_app.vault import record_codec
from safeguard_app.vault.database import Connection, database_problems
from safeguard_app.vault.problems import DatabaseDamaged

_ALL = """
SELECT record, kind, state, sort, CASE state WHEN 'closed' THEN NULL ELSE line END FROM summary
"""
_CLOSED = "SELECT record, line FROM summary WHERE state = 'closed'"
_IN_STATE = "SELECT record, kind, state, sort, line FROM summary WHERE kind = ? AND state = ?"
_STATES = "SELECT state, count(*) FROM summary WHERE kind = ? GROUP BY state"
_ONE = "SELECT record, kind, state, sort, line FROM summary WHERE record = ?"
_SOME = """
SELECT record, kind, state, sort, line FROM json_each(?) JOIN summary ON summary.record = json_each.value
"""
_ROWS = "SELECT row, record FROM searched"
_LINKS = "SELECT record, target FROM link ORDER BY record, target"
_MERGED = "SELECT record, target FROM link WHERE role = 'merged'"
_LINKS_OF_SOME = """
SELECT DISTINCT record, target FROM json_each(?) JOIN link ON link.record = json_each.value
"""


_CLOSED_STATE = "closed"
_KINDS = {kind.value: kind for kind in RecordKind}


class _Kept:
    """One record's line: not read yet, then as stored until somebody asks for it, decoded from then on."""

    __slots__ = ("_line", "kind", "sort", "state", "text")

    def __init__(self, kind: str, state: str, sort: str, text: str | None) -> None:
        self.kind = _KINDS.get(kind) or RecordKind(kind)
        self.state = state
        self.sort = sort
        self.text = text
        self._line: Line | None = None

    @property
    def is_read(self) -> bool:
        return self._line is not None or self.text is not None

    @property
    def line(self) -> Line:
        if self._line is None:
            if self.text is None:
                raise DatabaseDamaged  # the line went away behind the program's back
            self._line = record_codec.decode_line(self.kind, self.text)
            self.text = None
        return self._line


class Listing:
    """The lists of one open compartment. Lives on the vault's one thread, like the connection it reads."""

    def __init__(self, connection: Connection) -> None:
        """Read nothing yet."""
        self._connection = connection
        self._kept: dict[RecordId, _Kept] | None = None
        self._early: dict[RecordId, _Kept] = {}
        self._early_order: dict[tuple[RecordKind, str], Sequence[RecordId]] = {}
        self._order: dict[RecordKind, Sequence[RecordId]] = {}
        self._lists: dict[tuple[RecordKind, frozenset[str]], Sequence[tuple[RecordId, Line]]] = {}
        self._states: dict[RecordKind, Mapping[str, int]] = {}
        self._rows: dict[int, RecordId] | None = None
        self._links: dict[RecordId, list[str]] | None = None
        self._counts: dict[RecordKind, tuple[Mapping[RecordId, RecordId], Mapping[str, int]]] = {}
        self._merged: Mapping[RecordId, RecordId] | None = None

    def lines(self, kind: RecordKind, states: Collection[str] = ()) -> Sequence[tuple[RecordId, Line]]:
        """Lines of a kind in sort order; only in one of ``states`` where any is given.

        The same line object comes back until a commit touches its record.
        """
        if self._kept is None and states and _CLOSED_STATE not in states:
            return self._lines_early(kind, states)
        asked = (kind, frozenset(states))
        if asked not in self._lists:
            self._lists[asked] = self._listed(kind, states)
        return self._lists[asked]

    def _listed(self, kind: RecordKind, states: Collection[str]) -> Sequence[tuple[RecordId, Line]]:
        kept, every = self._all(), self._lists.get((kind, frozenset()))
        if states and every is not None:
            return [line for line in every if kept[line[0]].state in states]
        if kind not in self._order:
            found = [record for record, one in kept.items() if one.kind is kind]
            self._order[kind] = _in_order(found, kept)
        wanted = [record for record in self._order[kind] if not states or kept[record].state in states]
        if not all(kept[record].is_read for record in wanted):
            self._read_closed(kept)
        return [(record, kept[record].line) for record in wanted]

    def line(self, record: RecordId) -> tuple[RecordKind, Line] | None:
        """The line of one record; None where lists do not show it."""
        found = self._kept.get(record) if self._kept is not None else self._line_early(record)
        if found is None:
            return None
        if not found.is_read:
            with database_problems():
                row = self._connection.execute(_ONE, (record,)).fetchone()
            found.text = str(row[4]) if row is not None else None
        return found.kind, found.line

    def read_ahead(self, records: Collection[RecordId]) -> None:
        """Before the whole table is read: the lines of some records with one question, for whoever asks for each."""
        wanted = [] if self._kept is not None else [one for one in records if one not in self._early]
        if wanted:
            with database_problems():
                for row in self._connection.execute(_SOME, (json.dumps(wanted),)):
                    self._early[record_codec.record_id(row[0])] = _Kept(*row[1:])

    def states(self, kind: RecordKind) -> Mapping[str, int]:
        """How many records of a kind stand in each state."""
        if kind not in self._states:
            with database_problems():
                found = self._connection.execute(_STATES, (kind.value,)).fetchall()
            self._states[kind] = {str(state): int(count) for state, count in found}
        return self._states[kind]

    def counts(
        self, kind: RecordKind, merged: Mapping[RecordId, RecordId] | None = None
    ) -> Mapping[str, int]:
        """For every person: in how many records of ``kind`` they are named.

        Merges stand in the daily log: for another part they are given as ``merged``.
        """
        if merged is None:
            merged = self.merged()
        known = self._counts.get(kind)
        if known is None or known[0] != merged:
            kept, links = self._all(), self._named()
            counted = Counter(
                target
                for record, targets in links.items()
                if kept[record].kind is kind
                for target in (_going_on(targets, merged) if merged else targets)
            )
            known = self._counts[kind] = (merged, counted)
        return known[1]

    def merged(self) -> Mapping[RecordId, RecordId]:
        """For every entry of a person that was merged into another: the one that goes on."""
        if self._merged is None:
            with database_problems():
                found = self._connection.execute(_MERGED).fetchall()
            self._merged = {
                record_codec.record_id(gone): record_codec.record_id(record) for record, gone in found
            }
        return self._merged

    def of_search_rows(self, rows: Iterable[int]) -> list[RecordId]:
        """The records whose texts stand in these rows of the full-text index, in the same order."""
        if self._rows is None:
            with database_problems():
                found = self._connection.execute(_ROWS).fetchall()
            self._rows = {int(row): record_codec.record_id(record) for row, record in found}
        kept = self._rows
        return [kept[row] for row in rows if row in kept]

    def refresh(self, touched: Collection[RecordId]) -> None:
        """After a commit: read again what it touched."""
        if not touched:
            return
        self._order.clear()
        self._lists.clear()
        self._early_order.clear()
        self._states.clear()
        self._counts.clear()
        self._rows = None
        for record in touched:
            self._early.pop(record, None)
        with database_problems():
            self._refresh(touched, json.dumps(list(touched)))

    def _refresh(self, touched: Collection[RecordId], asked: str) -> None:
        """All of them with one question for each table: an import of people touches thousands."""
        if self._kept is None:
            self._merged = None
        else:
            gone = [self._kept.pop(record, None) for record in touched]
            for found in self._connection.execute(_SOME, (asked,)).fetchall():
                now = self._kept[record_codec.record_id(found[0])] = _Kept(*found[1:])
                gone.append(now)
            if any(one is not None and one.kind is RecordKind.PERSON for one in gone):
                self._merged = None
        if self._links is not None:
            for record in touched:
                self._links.pop(record, None)
            for record, target in self._connection.execute(_LINKS_OF_SOME, (asked,)).fetchall():
                self._links.setdefault(record_codec.record_id(record), []).append(target)

    def _all(self) -> dict[RecordId, _Kept]:
        if self._kept is None:
            with database_problems():
                rows = self._connection.execute(
                    _ALL
                )  # one at a time: all at once would take twice the memory
                kept = {record_codec.record_id(row[0]): _Kept(*row[1:]) for row in rows}
            kept.update((record, one) for record, one in self._early.items() if record in kept)
            self._kept = kept
            self._early, self._early_order = {}, {}
        return self._kept

    def _lines_early(self, kind: RecordKind, states: Collection[str]) -> list[tuple[RecordId, Line]]:
        """Lines in some of the states before the whole table is read."""
        found: list[RecordId] = []
        for state in states:
            if (kind, state) not in self._early_order:
                with database_problems():
                    rows = self._connection.execute(_IN_STATE, (kind.value, state)).fetchall()
                for row in rows:
                    self._early.setdefault(record_codec.record_id(row[0]), _Kept(*row[1:]))
                self._early_order[kind, state] = [record_codec.record_id(row[0]) for row in rows]
            found += self._early_order[kind, state]
        return [(record, self._early[record].line) for record in _in_order(found, self._early)]

    def _line_early(self, record: RecordId) -> _Kept | None:
        if record not in self._early:
            with database_problems():
                row = self._connection.execute(_ONE, (record,)).fetchone()
            if row is None:
                return None
            self._early[record] = _Kept(*row[1:])
        return self._early[record]

    def _read_closed(self, kept: dict[RecordId, _Kept]) -> None:
        with database_problems():
            for record, line in self._connection.execute(_CLOSED):
                one = kept.get(record)
                if one is not None and not one.is_read:
                    one.text = str(line)

    def _named(self) -> dict[RecordId, list[str]]:
        if self._links is None:
            links: dict[RecordId, list[str]] = {}
            once: dict[str, str] = {}
            with database_problems():
                for record, target in self._connection.execute(_LINKS):
                    name = once.setdefault(str(target), str(target))
                    named = links.setdefault(record_codec.record_id(record), [])
                    if not named or named[-1] is not name:  # in another role as well
                        named.append(name)
            self._links = links
        return self._links


def _going_on(targets: Iterable[str], merged: Mapping[RecordId, RecordId]) -> set[str]:
    """Whom a record names, each once: also who stands in it by two entries that are one person by now."""
    return {merged.get(RecordId(one), one) for one in targets}


def _in_order(records: Iterable[RecordId], kept: Mapping[RecordId, _Kept]) -> list[RecordId]:
    return [record for _, record in sorted([(kept[record].sort, record) for record in records])]
