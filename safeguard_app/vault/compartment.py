"""One open compartment: its database, its audit chain, its files, and the only way to write to it.

Every write goes through :meth:`OpenCompartment.write`, which begins a transaction, lets the caller put versions, and
then adds exactly one audit event that seals every row, rebuilds what lists show, and commits. Nothing is "saved" before
that commit is on the disk.
"""

import contextlib
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from safeguard_app.domain.audit_trail import ChainHead, Event, EventKind, RowSeal, row_digest
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.records import HANGS_ON_INCIDENT, RecordKind, Stored
from safeguard_app.vault import chain, indexes, machine_reading, reading, record_codec
from safeguard_app.vault.database import Connection, checkpoint, database_problems
from safeguard_app.vault.hanging import Hanging, Written
from safeguard_app.vault.listing import Listing
from safeguard_app.vault.problems import StaleVersion

Signer = Callable[[bytes], str]

_INSERT = """
INSERT INTO version (row, kind, record, number, about, body, reason, salt, event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_NEXT_ROW = """
SELECT 1 + max(coalesce((SELECT max(row) FROM version), 0), coalesce((SELECT max(row) FROM tombstone), 0))
"""
_NEWEST_NUMBER = "SELECT coalesce(max(number), 0) FROM version WHERE record = ?"
_ROWS_OF = "SELECT row FROM version WHERE record = ?"
_BURY = "INSERT INTO tombstone (row, event) VALUES (?, ?)"
_REMOVE = "DELETE FROM version WHERE row = ?"
_PUT_FILE_KEY = "INSERT INTO file_key (file, secret) VALUES (?, ?)"
_GET_FILE_KEY = "SELECT secret FROM file_key WHERE file = ?"
_FILES = "SELECT file FROM file_key"
_COUNT_FILES = "SELECT count(*) FROM file_key"
_DROP_FILE_KEY = "DELETE FROM file_key WHERE file = ?"

_GUARDED = frozenset({"event", "version", "tombstone"})
_MASTERS = frozenset({"sqlite_master", "sqlite_temp_master", "sqlite_schema", "sqlite_temp_schema"})
_DENIED = frozenset(
    getattr(sqlcipher, name)
    for name in dir(sqlcipher)
    if name.startswith(("SQLITE_DROP", "SQLITE_ALTER", "SQLITE_CREATE", "SQLITE_ATTACH", "SQLITE_DETACH"))
)
_PRAGMAS = frozenset(
    {
        ("wal_checkpoint", "TRUNCATE"),
        ("quick_check", None),
        ("integrity_check", None),
        ("cipher_integrity_check", None),
        ("foreign_key_check", None),
        ("user_version", None),
        ("data_version", None),
    }
)
"""Each with the one argument it may have: ``user_version`` may be read, never set."""
_WRITES = frozenset({sqlcipher.SQLITE_INSERT, sqlcipher.SQLITE_UPDATE, sqlcipher.SQLITE_DELETE})


def _authorise(
    action: int, first: str | None, second: str | None, _database: str | None, _trigger: str | None
) -> int:
    """Deny every statement that could walk past the append-only triggers (measured bypasses: security.md 3.7).

    Rows of ``version`` may be deleted here, because re-filing does so; a trigger demands their tombstone first.
    """
    denied = (
        action in _DENIED
        or (action == sqlcipher.SQLITE_PRAGMA and (first, second) not in _PRAGMAS)
        or (action in _WRITES and first in _MASTERS)
        or (action == sqlcipher.SQLITE_UPDATE and first in _GUARDED)
        or (action == sqlcipher.SQLITE_DELETE and first in _GUARDED - {"version"})
    )
    answer: int = sqlcipher.SQLITE_DENY if denied else sqlcipher.SQLITE_OK
    return answer


class Work:
    """One transaction in the making. Obtained from :meth:`OpenCompartment.write` only."""

    def __init__(self, compartment: "OpenCompartment", event: int) -> None:
        """Begin collecting rows for event number ``event``."""
        self._compartment = compartment
        self._connection = compartment.connection
        self._event = event
        self._seals: list[RowSeal] = []
        self._touched: dict[RecordId, bool] = {}
        """Records whose lines change, each with whether it came into being here."""
        self._next_row = 0
        self._put: dict[RecordId, tuple[RecordKind, str]] = {}
        """The newest of each record as it was written here, so that nobody has to read it again for the lists."""
        self._written: list[Written] = []
        self._seen: tuple[RecordId, Sequence[Stored[Any]]] | None = None
        """What hangs on the record whose lines were brought up to date last, with what was written here."""
        self._buried: list[int] = []
        self.facts: dict[str, str | int] = {}

    def put(
        self,
        record: RecordId,
        content: object,
        *,
        about: RecordId | None = None,
        reason: str | None = None,
        replacing: int | None = None,
    ) -> int:
        """Write a further version of ``record`` and return its number.

        ``replacing`` is the version the caller had in view; :class:`StaleVersion` when there is a newer one.
        """
        kind = record_codec.kind_of(content)
        newest = int((self._connection.execute(_NEWEST_NUMBER, (record,)).fetchone() or (0,))[0])
        if replacing is not None and replacing != newest:
            raise StaleVersion
        row = self._next_row or int((self._connection.execute(_NEXT_ROW).fetchone() or (1,))[0])
        self._next_row = row + 1  # nobody else writes in this transaction
        number, body, salt = newest + 1, record_codec.encode(content), secrets.token_bytes(16)
        fields = (row, kind.value, record, number, about, body, reason, self._event)
        self._connection.execute(
            _INSERT, (row, kind.value, record, number, about, body, reason, salt, self._event)
        )
        self._seals.append(RowSeal(row, row_digest(salt, fields)))
        self._put[record] = (kind, body)
        self._written.append(Written(record, kind, number, about, body))
        if isinstance(content, EvidenceItem) and not machine_reading.may_be_read(content):
            machine_reading.forget(self._connection, record)
        if kind in indexes.INDEXED:
            self._touch(record, is_new=not newest)
        elif kind in HANGS_ON_INCIDENT and about is not None:
            self._touch(about)
        return number

    def put_file_key(self, file: str, secret: str) -> None:
        """Keep the key of a sealed file. Outside the chain, so that the file can one day be disposed of."""
        self._connection.execute(_PUT_FILE_KEY, (file, secret))

    def drop_file_key(self, file: str) -> None:
        """Destroy the key of a sealed file: from here on nobody reads it. Overwritten in the database."""
        self._connection.execute(_DROP_FILE_KEY, (file,))

    def next_serial(self, year: int) -> int:
        """The next case number's serial in ``year``."""
        return reading.last_serial(self._connection, year) + 1

    def bury(self, record: RecordId) -> int:
        """Remove every version of ``record`` and leave tombstones; returns how many rows. For re-filing."""
        rows = [int(row) for (row,) in self._connection.execute(_ROWS_OF, (record,)).fetchall()]
        for row in rows:
            self._connection.execute(_BURY, (row, self._event))
            self._connection.execute(_REMOVE, (row,))
        self._buried += rows
        self._put.pop(record, None)
        machine_reading.forget(self._connection, record)
        self._touch(record)
        return len(rows)

    def execute(self, statement: str, parameters: tuple[Any, ...]) -> None:
        """Change one of the mutable tables (draft) in the same transaction."""
        self._connection.execute(statement, parameters)

    def _touch(self, record: RecordId, *, is_new: bool = False) -> None:
        self._touched.setdefault(record, is_new)

    def seals(self) -> tuple[RowSeal, ...]:
        """Digests of the rows put so far."""
        return tuple(self._seals)

    def buried(self) -> tuple[int, ...]:
        """Rows removed so far."""
        return tuple(self._buried)

    def touched(self) -> tuple[RecordId, ...]:
        """Records whose lines in lists this changes."""
        return tuple(self._touched)

    def reindex(self) -> None:
        """Bring lists and search up to date with what was put."""
        for record, is_new in self._touched.items():
            put, hanging = self._put.get(record), partial(self._hanging, record)
            indexes.reindex(self._connection, record, hanging, put, is_new=is_new)
        if self._buried:
            indexes.leave_no_trace(self._connection)

    def _hanging(self, record: RecordId) -> Sequence[Stored[Any]]:
        on = self._compartment.hanging.with_written(record, self._event - 1, self._written)
        self._seen = (record, on)
        return on

    def committed(self) -> None:
        """All of it stands: what is remembered of a record goes on from there."""
        hanging = self._compartment.hanging
        if self._buried:
            hanging.forget()
        else:
            hanging.committed(self._event, self._written, self._seen)


class OpenCompartment:
    """A compartment this user's key opened. Owned by the vault's one thread."""

    def __init__(self, compartment: Compartment, folder: Path, connection: Connection, vault_id: str) -> None:
        """Take over an open, migrated connection."""
        self.id = compartment
        self.folder = folder
        self.connection = connection
        self.vault_id = vault_id
        self.head: ChainHead = chain.head_of(connection, vault_id, compartment)
        self.on_commit: Callable[[OpenCompartment], None] | None = None
        """Told after each commit: this computer's memory of the newest head."""
        self.listing = Listing(connection)
        self.hanging = Hanging(compartment, connection)
        self.alone: dict[RecordKind, tuple[int, Stored[Any]]] = {}
        """The roster and the school, as read when the connection had made so many changes: see ``open_vault.only``."""
        self.unsettled: set[str] = set()
        """Names of files that are being sealed and that no row names yet: nobody's orphans."""
        self._newest_at: datetime | None = None
        self._viewed: set[str] = set()
        self._states: dict[tuple[RecordKind, ...], tuple[int, tuple[int, ...]]] = {}
        connection.set_authorizer(_authorise)

    @property
    def files(self) -> Path:
        """Where this compartment's sealed files lie."""
        return self.folder / f"{self.id}.files"

    @property
    def path(self) -> Path:
        """The database file."""
        return self.folder / f"{self.id}.db"

    def state_of(self, *kinds: RecordKind) -> tuple[int, ...]:
        """Numbers that differ once a version of these kinds was written or removed: what was worked out then is old.

        Asked of the database once for each event, because hundreds of records are gone through for one page.
        """
        if self.connection.in_transaction:
            return reading.state_of_kinds(self.connection, kinds)
        kept = self._states.get(kinds)
        if kept is None or kept[0] != self.head.number:
            kept = self._states[kinds] = (self.head.number, reading.state_of_kinds(self.connection, kinds))
        return kept[1]

    def hanging_on(self, record: RecordId) -> Sequence[Stored[Any]]:
        """What hangs on a record, each as ``reading.unstamped``: for every write to one with hundreds of entries."""
        return self.hanging.on(record, self.head.number)

    @contextlib.contextmanager
    def write(
        self,
        kind: EventKind,
        actor: str,
        at: datetime,
        *,
        record: RecordId | None = None,
        facts: Mapping[str, str | int] | None = None,
        signer: Signer | None = None,
    ) -> Iterator[Work]:
        """One transaction that ends in exactly one audit event. On any error nothing at all is written."""
        with database_problems():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                work = Work(self, self.head.number + 1)
                work.facts.update(facts or {})
                yield work
                head = self._seal(work, kind, actor, at, record, signer)
                work.reindex()
                self.connection.execute("COMMIT")
            except BaseException:
                self.hanging.forget()
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
        self.head, self._newest_at = head, at
        work.committed()
        self.listing.refresh(work.touched())
        if self.on_commit is not None:
            self.on_commit(self)

    def _seal(
        self,
        work: Work,
        kind: EventKind,
        actor: str,
        at: datetime,
        record: RecordId | None,
        signer: Signer | None,
    ) -> ChainHead:
        event = Event(
            number=self.head.number + 1,
            at=at,
            kind=kind,
            actor=actor,
            record=record,
            rows=work.seals(),
            facts=work.facts,
            clock_back_seconds=self._clock_back(at),
            buried=work.buried(),
        )
        return chain.append(self.connection, self.head, event, signer)

    def _clock_back(self, at: datetime) -> int:
        last = self._newest_at or chain.last_time(self.connection)
        if last is None or last.tzinfo is None:
            return 0
        return max(0, int((last - at).total_seconds()))

    def note(
        self,
        kind: EventKind,
        actor: str,
        at: datetime,
        *,
        record: RecordId | None = None,
        facts: Mapping[str, str | int] | None = None,
        signer: Signer | None = None,
    ) -> ChainHead:
        """An event without rows: an unlock, a view, a print."""
        with self.write(kind, actor, at, record=record, facts=facts, signer=signer):
            pass
        return self.head

    def note_view(self, record: RecordId, actor: str, at: datetime) -> None:
        """The first view of a record since unlock is an event, written before anything is shown."""
        if record not in self._viewed:
            self.note(EventKind.VIEWED, actor, at, record=record)
            self._viewed.add(record)

    def change_mutable(self, statement: str, parameters: tuple[Any, ...]) -> None:
        """Change a mutable table outside the chain: a draft being typed, window state."""
        with database_problems():
            self.connection.execute(statement, parameters)

    def file_secret(self, file: str) -> str | None:
        """The one-time key of a sealed file, if this compartment has it."""
        with database_problems():
            found = self.connection.execute(_GET_FILE_KEY, (file,)).fetchone()
        return str(found[0]) if found else None

    def known_files(self) -> set[str]:
        """Names of every sealed file the database knows."""
        with database_problems():
            return {str(file) for (file,) in self.connection.execute(_FILES)}

    def count_files(self) -> int:
        """How many sealed files the database knows."""
        with database_problems():
            return int((self.connection.execute(_COUNT_FILES).fetchone() or (0,))[0])

    def get(self, record: RecordId) -> Any:
        """The newest version of a record (a :class:`Stored`), or None."""
        return reading.current(self.connection, Reference(self.id, record))

    @contextlib.contextmanager
    def without_guard(self) -> Iterator[Connection]:
        """The bare connection, for backup's VACUUM INTO, which attaches a file by itself."""
        self.connection.set_authorizer(None)
        try:
            yield self.connection
        finally:
            self.connection.set_authorizer(_authorise)

    def close(self) -> None:
        """Fold the write-ahead file in and close. Closed in any case; the write-ahead file keeps what was not."""
        try:
            checkpoint(self.connection)
        finally:
            self.connection.close()
