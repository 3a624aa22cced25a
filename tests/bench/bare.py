"""Baselines: the least that anybody's program would have to do with the same library on the same data."""

import hashlib
import sqlite3
from pathlib import Path

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services.session import Session
from safeguard_app.vault import database
from safeguard_app.vault.database import Connection, Row
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.keys.identities import Identity
from safeguard_app.vault.unlocking import open_keys
from tests.bench.large_log import PASSPHRASE, LargeLog

_EVENTS = "SELECT payload, hash FROM event ORDER BY number"
_TEXTS = "SELECT rowid, text FROM search"
_FTS = 'CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = "unicode61 remove_diacritics 2", prefix = "2 3")'
_BEST = (
    "SELECT rowid, snippet(search, 0, char(2), char(3), ' ... ', 12) FROM search WHERE search MATCH ? "
    "ORDER BY rank LIMIT 51"
)


def keys_of(log: LargeLog) -> dict[Compartment, bytes]:
    """The database keys, as the passphrase gives them."""
    content = vault_file.read(log.folder)
    slot = content.slot(log.user)
    identity = Identity.from_passphrase(PASSPHRASE, bytes.fromhex(slot.salt), slot.cost, cheap_allowed=True)
    return {compartment: keys[0] for compartment, keys in open_keys(content, identity).items()}


def open_and_hash_chain(log: LargeLog, keys: dict[Compartment, bytes]) -> None:
    """Open every database and hash every event once, in order; nothing is compared, logged or shown."""
    for compartment, key in keys.items():
        connection = database.open_existing(log.folder / f"{compartment}.db", key)
        running = b""
        for payload, stored in connection.execute(_EVENTS):
            running = hashlib.sha256(running + payload.encode() + stored).digest()
        connection.close()


class PlainSearch:
    """The same texts in an unencrypted SQLite database, found with FTS5 alone."""

    def __init__(self, path: Path, session: Session) -> None:
        """Copy the texts of every open compartment."""
        self._connection = sqlite3.connect(path)
        self._connection.execute(_FTS)
        for place, compartment in enumerate(session.vault):
            found = compartment.connection.execute(_TEXTS).fetchall()
            rows = [(place * 10_000_000 + int(row), text) for row, text in found]
            self._connection.executemany("INSERT INTO search (rowid, text) VALUES (?, ?)", rows)
        self._connection.commit()

    def find(self, expression: str) -> list[tuple[int, str]]:
        """The best fifty with their snippets."""
        return self._connection.execute(_BEST, (expression,)).fetchall()

    def close(self) -> None:
        """Close it."""
        self._connection.close()


_MAKE = {
    "version": "CREATE TABLE version (a INTEGER PRIMARY KEY, b, c, d, e, f, g, h, i)",
    "event": "CREATE TABLE event (a INTEGER PRIMARY KEY, b, c, d)",
    "summary": "CREATE TABLE summary (a TEXT PRIMARY KEY, b, c, d, e)",
    "link": "CREATE TABLE link (a, b, c, PRIMARY KEY (a, b, c)) WITHOUT ROWID",
    "searched": "CREATE TABLE searched (a TEXT PRIMARY KEY, b UNIQUE) WITHOUT ROWID",
}
_PLAIN_TEXT = "CREATE TABLE texts (text)"
_FULL_TEXT = _FTS.replace("search", "texts")
_INSERT = {
    "version": "INSERT OR REPLACE INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "event": "INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?)",
    "summary": "INSERT OR REPLACE INTO summary VALUES (?, ?, ?, ?, ?)",
    "link": "INSERT OR REPLACE INTO link VALUES (?, ?, ?)",
    "searched": "INSERT OR REPLACE INTO searched VALUES (?, ?)",
    "texts": "INSERT OR REPLACE INTO texts (rowid, text) VALUES (?, ?)",
}
_READ = {
    "version": "SELECT row, kind, record, number, about, body, reason, salt, event FROM version WHERE event > ?",
    "event": "SELECT number, payload, hash, signature FROM event WHERE number > ?",
    "summary": "SELECT record, kind, state, sort, line FROM summary WHERE record IN (SELECT record FROM event "
    "WHERE number > ?)",
    "link": "SELECT record, target, role FROM link WHERE record IN (SELECT record FROM event WHERE number > ?)",
    "searched": "SELECT record, row FROM searched WHERE record IN (SELECT record FROM event WHERE number > ?)",
    "texts": "SELECT rowid, text FROM search WHERE rowid IN (SELECT row FROM searched WHERE record IN "
    "(SELECT record FROM event WHERE number > ?))",
}
Written = dict[str, list[Row]]
"""Rows by the table they stand in."""


def written_since(connection: Connection, event: int) -> Written:
    """Every row that stands in the database because of events after ``event``."""
    return {table: connection.execute(statement, (event,)).fetchall() for table, statement in _READ.items()}


class BareTables:
    """An encrypted database with the program's own settings and tables, and nothing else.

    No chain, no digest, no trigger, no list worked out; each commit waits for the disk.
    """

    def __init__(self, path: Path, *, full_text: bool) -> None:
        """Make it; with ``full_text`` the row of the search index goes into such an index, else into a table."""
        self._connection: Connection = database.create(path, database.fresh_key())
        for statement in _MAKE.values():
            self._connection.execute(statement)
        self._connection.execute(_FULL_TEXT if full_text else _PLAIN_TEXT)

    def commit(self, written: Written) -> None:
        """Insert rows in one transaction."""
        self._connection.execute("BEGIN IMMEDIATE")
        for table, rows in written.items():
            for row in rows:
                self._connection.execute(_INSERT[table], row)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close it."""
        self._connection.close()
